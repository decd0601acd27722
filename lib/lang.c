#include "lang.h"

#include <math.h>

#include "data.h"
#include "lexicon.h"
#include "text.h"

/*
 * WORD: code points of a word that are looked at; SMALL: of one that counts as a whole; SOON:
 * bytes after which it is asked whether that will do.
 */
enum { LANGS = 96, RANGES = 64, WORD = 40, SMALL = 6, LONG = 200, SOON = 250, BATCH = 64 };

/* What all languages get of a gram, so many at a time: on any machine a vector. */
enum { LANES = 16 };
typedef uint8_t lanes __attribute__((vector_size(LANES)));

typedef struct range {
	uint32_t first, last;
	uint8_t  lang, weight;
} range;

/* What a gram adds to a language. */
typedef struct share {
	uint8_t lang, weight;
} share;

/* A gram as the file tells it. */
typedef struct item {
	uint32_t hash;
	uint16_t three; /* see three_of() */
	share    share;
} item;

/* A gram's row of weights; row 0: there is none. */
typedef struct slot {
	uint32_t hash, row;
} slot;

struct nu_lang {
	char     code[LANGS][4];
	size_t   n;
	range    range[RANGES];
	size_t   nrange;
	slot    *slot; /* open addressing by hash */
	lanes   *row;  /* `wide` of them a gram: what it adds to each language */
	size_t   wide, nrow;
	uint32_t mask;
	unsigned most; /* rows that may be added up in bytes */
	uint16_t three[1 << 15]; /* the rows of grams of three small letters or `_` */
};

enum { SEED = (int)2166136261u, PRIME = 16777619 };

/* FNV-1a. */
static uint32_t
hash_of(const char *p, size_t n)
{
	uint32_t h = (uint32_t)SEED;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * PRIME;
	return h;
}

/* The place of a gram of three small letters of ASCII or `_`. */
static inline unsigned
three_of(const char *p)
{
	return (p[0] & 31u) << 10 | (p[1] & 31u) << 5 | (p[2] & 31u);
}

static slot *
slot_of(const nu_lang *l, uint32_t hash)
{
	uint32_t i = hash & l->mask;

	while (l->slot[i].row && l->slot[i].hash != hash)
		i = (i + 1) & l->mask;
	return &l->slot[i];
}

/* ------------------------------------------------------------------------- loading */

static uint32_t
number(nu_str s, uint32_t base)
{
	uint32_t v = 0;

	for (size_t i = 0; i < s.n; i++)
		v = v * base + (uint32_t)(s.p[i] <= '9' ? s.p[i] - '0' : (s.p[i] | 32) - 'a' + 10);
	return v;
}

static uint8_t
lang_of(nu_lang *l, nu_str code)
{
	/* Its lines stand together. */
	if (!l->n || !nu_eq(nu_str_of(l->code[l->n - 1]), code))
		if (l->n + 1 < LANGS && code.n < sizeof l->code[0])
			memcpy(l->code[l->n++], code.p, code.n);
	return (uint8_t)(l->n - 1);
}

static void
add_range(nu_lang *l, uint8_t lang, uint8_t weight, nu_str s)
{
	const char *dash = memchr(s.p, '-', s.n);
	size_t      k = dash ? (size_t)(dash - s.p) : 0;

	if (k && l->nrange < RANGES)
		l->range[l->nrange++] = (range){number(nu_slice(s, 0, k), 16),
		    number(nu_slice(s, k + 1, s.n), 16), lang, weight};
}

/* All grams of the file, in its order. */
typedef struct list {
	nu_arena *a;
	item     *item;
	size_t    n, cap;
} list;

static bool
is_three(nu_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] < 'a' || s.p[i] > 'z') && s.p[i] != '_')
			return false;
	return s.n == 3;
}

static item
gram_of(nu_str s, share x)
{
	return (item){hash_of(s.p, s.n), (uint16_t)(is_three(s) ? three_of(s.p) : 0), x};
}

/* A line: code, `script` or `grams`, weight, and what weighs so, between blanks. */
static void
read_line(nu_lang *l, nu_str line, list *grams)
{
	nu_str  code = nu_column(line, 0), items = nu_column(line, 3);
	uint8_t lang = lang_of(l, code), weight = (uint8_t)number(nu_column(line, 2), 10);
	bool    script = nu_eq(nu_column(line, 1), NU_STR("script"));

	for (size_t i = 0, k; i < items.n; i = k + 1) {
		const char *blank = memchr(items.p + i, ' ', items.n - i);

		k = blank ? (size_t)(blank - items.p) : items.n;
		if (script)
			add_range(l, lang, weight, nu_slice(items, i, k));
		else
			NU_PUSH(grams->a, grams->item, grams->n, grams->cap) =
			    gram_of(nu_slice(items, i, k), (share){lang, weight});
	}
}

/* Gives each gram its row. */
static void
place(nu_lang *l, nu_arena *keep, const list *grams)
{
	size_t  room = 1;
	uint8_t most = 1;

	while (room < grams->n)
		room *= 2;
	l->mask = (uint32_t)room - 1;
	l->slot = NU_NEW(keep, slot, room);
	for (size_t i = 0; i < grams->n; i++) {
		slot *s = slot_of(l, grams->item[i].hash);

		s->hash = grams->item[i].hash;
		s->row = s->row ? s->row : (uint32_t)++l->nrow;
		if (grams->item[i].three)
			l->three[grams->item[i].three] = (uint16_t)s->row;
	}
	l->wide = (l->n + LANES - 1) / LANES;
	l->row = nu_alloc_aligned(keep, (l->nrow + 1) * l->wide * sizeof *l->row);
	for (size_t i = 0; i < grams->n; i++) {
		share    x = grams->item[i].share;
		lanes   *row = l->row + slot_of(l, grams->item[i].hash)->row * l->wide;
		uint8_t *of = (uint8_t *)row + x.lang;

		*of = (uint8_t)(*of + x.weight);
		most = *of > most ? *of : most;
	}
	l->most = UINT8_MAX / most;
}

nu_lang *
nu_lang_new(nu_arena *keep)
{
	nu_lang  *l = NU_NEW(keep, nu_lang, 1);
	nu_arena *scratch = nu_arena_in(keep);
	list      grams = {.a = scratch};
	nu_str    tsv = nu_data("lang.tsv"), line;

	while (nu_tsv_line(&tsv, &line))
		read_line(l, line, &grams);
	place(l, keep, &grams);
	nu_arena_free(scratch);
	return l;
}

/* ------------------------------------------------------------------------- guessing */

typedef struct tally {
	uint32_t score[LANGS + LANES]; /* of grams, in half bits */
	uint32_t script[LANGS];
	size_t   letters, grams;
	/* Grams that are not looked up yet: so many at once that their memory is waited for once. */
	uint32_t waiting[BATCH];
	size_t   nwaiting;
	/* Rows that are not added yet; there are fewer than 2^16. */
	uint16_t row[BATCH];
	size_t   nrow;
	/* The word that is being read, in lower case, between two `_`. */
	char     word[WORD * 4 + 8];
	uint16_t from[WORD + 2]; /* of its code points, the first `_` included */
	size_t   n, cp;
} tally;

/* Adds up the rows from `from` to `to`, so few that their bytes have no more than 255. */
static void
add_some(const nu_lang *l, tally *t, size_t from, size_t to)
{
	for (size_t w = 0; w < l->wide; w++) {
		lanes sum = {0};

		for (size_t i = from; i < to; i++)
			sum += l->row[t->row[i] * l->wide + w];
		for (size_t k = 0; k < LANES; k++)
			t->score[w * LANES + k] += sum[k];
	}
}

static void
add_rows(const nu_lang *l, tally *t)
{
	for (size_t i = 0, to; i < t->nrow; i = to) {
		to = i + l->most < t->nrow ? i + l->most : t->nrow;
		add_some(l, t, i, to);
	}
	t->nrow = 0;
}

/* A gram with its row, or with row 0, which adds nothing. */
static inline void
add_row(const nu_lang *l, tally *t, size_t row)
{
#if defined(__GNUC__)
	__builtin_prefetch(l->row + row * l->wide);
#endif
	t->grams++;
	t->row[t->nrow] = (uint16_t)row;
	t->nrow += row != 0;
	if (t->nrow == BATCH)
		add_rows(l, t);
}

static void
look_up(const nu_lang *l, tally *t)
{
	for (size_t i = 0; i < t->nwaiting; i++)
		add_row(l, t, slot_of(l, t->waiting[i])->row);
	t->nwaiting = 0;
}

static void
count_gram(const nu_lang *l, tally *t, size_t from, size_t to)
{
	uint32_t hash = hash_of(t->word + from, to - from);

#if defined(__GNUC__)
	__builtin_prefetch(&l->slot[hash & l->mask]);
#endif
	t->waiting[t->nwaiting++] = hash;
	if (t->nwaiting == BATCH)
		look_up(l, t);
}

static void
end_word(const nu_lang *l, tally *t)
{
	size_t n = t->cp;
	bool   plain = t->n == n + 1; /* letters of ASCII alone */

	if (n) {
		t->from[n + 1] = (uint16_t)t->n;
		t->word[t->n++] = '_';
		for (size_t i = 0; i < n && plain; i++)
			add_row(l, t, l->three[three_of(t->word + i)]);
		for (size_t i = 0; i < n && !plain; i++)
			count_gram(l, t, t->from[i], i + 3 < n + 2 ? t->from[i + 3] : t->n);
		if (n > 1 && n <= SMALL) {
			t->word[t->n++] = '=';
			count_gram(l, t, 0, t->n);
		}
	}
	t->word[0] = '_';
	t->from[0] = 0;
	t->n = 1;
	t->cp = 0;
}

/* A letter of a script that one language has; false: of another. */
static bool
count_script(const nu_lang *l, tally *t, uint32_t cp)
{
	for (size_t i = 0; cp > 0x24F && i < l->nrange; i++)
		if (cp >= l->range[i].first && cp <= l->range[i].last) {
			t->script[l->range[i].lang] += l->range[i].weight;
			return true;
		}
	return false;
}

static void
count(const nu_lang *l, tally *t, nu_str s)
{
	unsigned len, cls;

	end_word(l, t);
	for (size_t i = 0; i < s.n; i += len) {
		unsigned char letter = nu_folded[(unsigned char)s.p[i]];
		uint32_t      cp;

		if (letter >= 'a') {
			len = 1;
			t->letters++;
			if (t->cp < WORD) {
				t->from[++t->cp] = (uint16_t)t->n;
				t->word[t->n++] = (char)letter;
			}
			continue;
		}
		cp = nu_decode(s, i, &len);
		cls = nu_class(cp);
		if (!(cls & NU_ALPHA) && !(cp == 0x200C && t->cp)) {
			end_word(l, t);
		} else if (count_script(l, t, cp)) {
			end_word(l, t);
		} else {
			t->letters += !(cls & NU_MARK);
			if (t->cp == WORD)
				continue;
			t->from[++t->cp] = (uint16_t)t->n;
			t->n += nu_encode(nu_tolower(cp), t->word + t->n);
		}
	}
	end_word(l, t);
	look_up(l, t);
	add_rows(l, t);
}

/* The language whose profile fits best; NULL when none does. */
static const char *
best_profile(const nu_lang *l, const tally *t, double *score)
{
	size_t best = 0, next = 0;
	double fit, gap;

	for (size_t i = 1; i < l->n; i++)
		if (t->score[i] > t->score[best])
			next = best, best = i;
		else if (next == best || t->score[i] > t->score[next])
			next = i;
	if (!t->grams || !t->score[best])
		return NULL;
	fit = t->score[best] / 2.0 / (double)t->grams;
	gap = (t->score[best] - t->score[next]) / 2.0;
	/* A long text in a language that is known has 1.6 bits a gram; noise has less than 1. */
	if (fit < 0.5 + 0.8 * (t->grams < LONG ? (double)t->grams / LONG : 1.0))
		return NULL;
	/* Fitted to sentences of nine languages: how often the best was right by its gap. */
	*score = 1.0 / (1.0 + exp(1.25 - 0.4 * gap));
	return l->code[best];
}

/* The language by its script, if more letters are of one than of all others, or its profile. */
static const char *
best_of(const nu_lang *l, const tally *t, double *score)
{
	size_t best = 0;

	*score = 0;
	for (size_t i = 1; i < l->n; i++)
		if (t->script[i] > t->script[best])
			best = i;
	if (t->script[best] > t->letters) {
		*score = (double)t->script[best] / (double)(t->script[best] + t->letters);
		return l->code[best];
	}
	return t->letters ? best_profile(l, t, score) : NULL;
}

const char *
nu_lang_guess(const nu_lang *l, const char *text, size_t n, double *score)
{
	tally  t = {.n = 0};
	double unasked = 0;

	count(l, &t, nu_beginning((nu_str){text, n}, NU_LANG_MOST));
	return best_of(l, &t, score ? score : &unasked);
}

const char *
nu_lang_guess_soon(const nu_lang *l, const char *text, size_t n, double *score)
{
	tally       t = {.n = 0};
	const char *code = NULL;

	*score = 0;
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + SOON < n ? from + SOON : n; to < n && text[to] != ' '; to++)
			;
		count(l, &t, (nu_str){text + from, to - from});
		code = best_of(l, &t, score);
		if (code && t.grams >= LONG && *score >= 1)
			break;
	}
	return code;
}
