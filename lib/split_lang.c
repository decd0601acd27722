#include "split_lang.h"

#include <stdio.h>

#include "data.h"
#include "quote.h"
#include "split_scan.h"
#include "text.h"

enum { MOST = 32, SAMPLE = 400, BLOCKS = 6 };

static nu_str
file_of(nu_str code, const char *name)
{
	char path[64];

	snprintf(path, sizeof path, "%.*s/%s.tsv", (int)(code.n < 8 ? code.n : 8), code.p, name);
	return nu_data(path);
}

static bool
has_flag(nu_str flags, const char *flag)
{
	size_t n = strlen(flag);

	for (size_t i = 0; i + n <= flags.n; i++)
		if (memcmp(flags.p + i, flag, n) == 0)
			return true;
	return false;
}

static nu_split_lang *
load(nu_arena *keep, nu_str code, nu_str flags)
{
	nu_split_lang *l = NU_NEW(keep, nu_split_lang, 1);

	l->code = nu_copy(keep, code);
	l->ordinal = has_flag(flags, "ordinal");
	l->dash = has_flag(flags, "dash");
	l->danda = has_flag(flags, "danda");
	l->abbrev = nu_lexicon_new(keep, file_of(code, "abbrev"));
	l->starter = nu_lexicon_new(keep, file_of(code, "split-starter"));
	l->cue = nu_lexicon_new(keep, file_of(code, "cue"));
	l->quote = nu_quote_lang_new(keep, nu_lexicon_new(keep, file_of(code, "quote-word")), l->cue);
	l->part = nu_lexicon_new(keep, file_of(code, "split-word"));
	for (size_t i = 0; i < l->abbrev->n; i++)
		if (l->abbrev->entry[i].key.n > l->longest)
			l->longest = l->abbrev->entry[i].key.n;
	l->stops = NU_NEW(keep, nu_openers, 1);
	for (size_t i = 0; i < l->abbrev->n; i++)
		nu_openers_add(l->stops, l->abbrev->entry[i].key);
	l->openers = NU_NEW(keep, nu_openers, 1);
	for (size_t i = 0; i < l->starter->n; i++)
		if (l->starter->entry[i].key.n > 1) /* I stands anywhere */
			nu_openers_add(l->openers, l->starter->entry[i].key);
	return l;
}

/* ------------------------------------------------------------------------- guessing */

static struct nu_small *
slot_of(const nu_split_langs *l, uint32_t hash)
{
	size_t i = hash & l->mask;

	while (l->small[i].langs && l->small[i].hash != hash)
		i = (i + 1) & l->mask;
	return &l->small[i];
}

static void
add_small(nu_split_langs *l, nu_str tsv, size_t lang)
{
	nu_str line;

	while (nu_tsv_line(&tsv, &line)) {
		uint32_t         h = nu_hash(line);
		struct nu_small *s = slot_of(l, h);

		s->hash = h;
		s->langs |= 1u << lang;
	}
}

nu_split_langs *
nu_split_langs_load(nu_arena *keep)
{
	nu_split_langs *l = NU_NEW(keep, nu_split_langs, 1);
	nu_str          tsv = nu_data("split-lang.tsv"), line, guess;

	l->lang = NU_NEW(keep, nu_split_lang *, MOST);
	l->mask = (1 << 13) - 1;
	l->small = NU_NEW(keep, struct nu_small, l->mask + 1);
	while (l->n < MOST && nu_tsv_line(&tsv, &line)) {
		nu_str code = nu_column(line, 0);

		guess = file_of(code, "split-guess");
		add_small(l, guess.n ? guess : file_of(code, "split-starter"), l->n);
		l->lang[l->n++] = load(keep, code, nu_slice(line, code.n, line.n));
	}
	l->other = load(keep, NU_STR("und"), NU_STR(""));
	return l;
}

nu_split_lang *
nu_split_lang_find(const nu_split_langs *l, nu_str code)
{
	size_t n = 0;

	while (n < code.n && code.p[n] != '-' && code.p[n] != '_')
		n++;
	for (size_t i = 0; i < l->n; i++)
		if (nu_eq_lower(nu_slice(code, 0, n), l->lang[i]->code))
			return l->lang[i];
	return l->other;
}

typedef struct tally {
	unsigned hits[MOST];
	size_t   words, latin;
} tally;

static void
count_words(const nu_split_langs *l, nu_arena *a, nu_str text, tally *t)
{
	nu_word *w;
	size_t   n = nu_words(a, text, &w);

	for (size_t i = 0; i < n; i++) {
		uint32_t langs;

		/* Capitals alone are acronyms and initials. */
		if (w[i].kind != NU_WORD || (w[i].letters == NU_CAPITAL && w[i].end - w[i].start == 1) ||
		    w[i].letters == NU_CAPITALS)
			continue;
		t->words++;
		t->latin += (unsigned char)text.p[w[i].start] < 0xCD;
		langs = slot_of(l, w[i].hash)->langs;
		for (; langs; langs &= langs - 1)
			t->hits[__builtin_ctz(langs)]++;
	}
}

static bool
has_the(nu_str s)
{
	const char *p = s.p, *end = s.p + s.n;

	while (end - p > 5 && (p = memchr(p, ' ', (size_t)(end - p - 4)))) {
		if (memcmp(p, " the ", 5) == 0)
			return true;
		p++;
	}
	return false;
}

nu_split_lang *
nu_split_lang_guess(const nu_split_langs *l, nu_arena *a, const nu_unit *block, size_t n)
{
	tally  t = {{0}, 0, 0};
	size_t best = 0, seen = 0, first = 0;

	for (size_t i = 0; i < n && first < BLOCKS; i++) {
		nu_str s = block[i].text;

		first += s.n >= 60;
		if (has_the(nu_slice(s, 0, s.n < SAMPLE ? s.n : SAMPLE)))
			return l->lang[0];
	}
	for (size_t i = 0; i < n && seen < 4 * SAMPLE; i++) {
		nu_str s = block[i].text;

		s.n = s.n < SAMPLE ? s.n : SAMPLE;
		seen += s.n;
		count_words(l, a, s, &t);
	}
	for (size_t i = 1; i < l->n; i++)
		if (t.hits[i] > t.hits[best])
			best = i;
	if (t.hits[best] >= 2 && t.hits[best] * 16 >= t.words)
		return l->lang[best];
	return t.latin * 2 >= t.words ? l->lang[0] : l->other;
}
