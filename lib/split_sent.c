#include "split_cand.h"

#include "split_model.h"
#include "text.h"

static void
add_span(nu_arena *a, nu_span **span, size_t *n, size_t *cap, nu_str text, size_t from, size_t to)
{
	unsigned len;

	from = nu_skip_blanks(text, from);
	while (to > from && (nu_class(nu_decode_back(text, to, &len)) & NU_SPACE))
		to -= len;
	if (to > from)
		NU_PUSH(a, *span, *n, *cap) = (nu_span){from, to};
}

/*
 * Plain: a word that is no abbreviation, a stop, a blank, and a capitalised word; behind a
 * name or closing marks it must be a word that begins sentences.
 */
static bool
is_plain(const nu_cand *c)
{
	if (c->soft || c->abbrev || c->next == c->close || c->prev.n < 2 ||
	    (c->term != NU_TERM_DOT && c->term != NU_TERM_STRONG))
		return false;
	if (c->word_shape != NU_SH_CAPITAL && c->word_shape != NU_SH_INITIAL)
		return false;
	if (c->prev_shape == NU_SH_LOWER && !c->closed && c->term == NU_TERM_DOT)
		return c->word_shape == NU_SH_CAPITAL || nu_cand_starter(c);
	if (c->opened)
		return false;
	if (!c->closed && c->word_shape == NU_SH_CAPITAL && c->term == NU_TERM_DOT &&
	    ((c->prev_shape == NU_SH_CAPITAL && c->prev.n > 4) ||
	        (c->prev_shape == NU_SH_DIGITS && c->prev.n == 4)))
		return true;
	return (c->prev_shape == NU_SH_LOWER || (c->prev_shape == NU_SH_CAPITAL && c->prev.n > 2) ||
	           (c->prev_shape == NU_SH_DIGITS && !c->first)) &&
	       nu_cand_starter(c);
}

/* The capitalised word of ASCII letters at i: its end, or 0; alone: a blank or comma follows. */
static size_t
capital_at(nu_str t, size_t i, bool *alone)
{
	size_t k = i, high = t.n - i > NU_LOOK / 2 ? i + NU_LOOK / 2 : t.n;

	if (k >= t.n || t.p[k] < 'A' || t.p[k] > 'Z')
		return 0;
	for (k++; k < high && t.p[k] >= 'a' && t.p[k] <= 'z'; k++)
		;
	*alone = k < high && (t.p[k] == ' ' || t.p[k] == ',');
	return k;
}

static bool
is_abbrev(const nu_split_lang *l, nu_str word)
{
	uint32_t h;

	if (word.n > l->longest || (!l->own && !nu_openers_may(l->stops, word)))
		return false;
	h = nu_hash(word);
	return nu_lexicon_find(l->abbrev, word, h) || (l->own && nu_lexicon_find(l->own, word, h));
}

/*
 * The same by bytes alone, for most ends: where the next sentence begins, or 0. Errs to 0,
 * and never says what is_plain() does not.
 */
static size_t
plain_at(const nu_cand *c, size_t at, size_t *close)
{
	nu_str t = c->text;
	size_t i = at, low = at > NU_LOOK / 2 ? at - NU_LOOK / 2 : 0, next = at + 1, end;
	bool   name, alone;

	if (at + 4 >= t.n || (t.p[at] != '.' && t.p[at] != '!' && t.p[at] != '?'))
		return 0;
	if (t.p[next] == '"')
		next++;
	else if (memcmp(t.p + next, "\xE2\x80\x9D", 3) == 0)
		next += 3;
	*close = next;
	if (t.p[next++] != ' ')
		return 0;
	while (i > low && t.p[i - 1] >= 'a' && t.p[i - 1] <= 'z')
		i--;
	name = i > low && t.p[i - 1] >= 'A' && t.p[i - 1] <= 'Z';
	i -= name;
	if (at - i < 3 || i == low || t.p[i - 1] != ' ')
		return 0;
	end = capital_at(t, next, &alone);
	if (!end || (t.p[at] == '.' && is_abbrev(c->lang, nu_slice(t, i, at))))
		return 0;
	if (!name && *close == at + 1)
		return end > next + 1 ? next : 0;
	if (!alone ||
	    !nu_lexicon_find(c->lang->starter, nu_slice(t, next, end), nu_hash(nu_slice(t, next, end))))
		return 0;
	return next;
}

/*
 * What is certain and no matter of probability: 1 a sentence ends, -1 none does, 0 unsure.
 * A colon or a dash ends what looks like a heading or a dateline, never a clause.
 */
static int
guard(const nu_cand *c, bool rule)
{
	if (c->soft) {
		if (c->marks & 1 || c->parens)
			return -1;
		if (c->soft == NU_BARE) /* Holm's In the Dark */
			return c->prev.n > 2 && memcmp(c->prev.p + c->prev.n - 2, "'s", 2) == 0 ? -1 : 0;
		if (c->text.p[c->next] == '(')
			return -1;
		if (c->words < (c->text.p[c->at] == ':' ? 1 : 2) || c->words > 8 || c->lows > 1)
			return -1;
		return rule && c->word_shape == NU_SH_CAPITAL; /* A HEADING: The text */
	}
	if (c->next >= c->text.n || c->term == NU_TERM_SOLID)
		return 1;
	if (!rule && (c->next == c->close || nu_cand_initials(c)))
		return -1;
	if (!rule && c->abbrev && c->word_shape == NU_SH_CAPITAL && !c->closed && !c->opened &&
	    nu_eq(nu_column(c->abbrev->rest, 0), NU_STR("title")))
		return -1; /* Mr. Holm */
	if (c->term == NU_TERM_ELLIPSIS && c->at > 0 && c->text.p[c->at - 1] == '[' && !rule)
		return -1; /* [...] */
	if (!rule && c->closed && (c->term == NU_TERM_STRONG || c->abbrev))
		return -1; /* "Why?" Mr. Holm asked */
	if (c->word_shape == NU_SH_LOWER &&
	    (c->closed || c->opened || c->abbrev || c->term != NU_TERM_STRONG ||
	        c->prev_shape != NU_SH_LOWER))
		return rule ? 1 : -1; /* "It is great." she said */
	return !rule && c->lang->own && c->abbrev ? -1 : 0;
}

/* Has the text a danda? */
static bool
has_danda(nu_str t)
{
	const char *p = t.p, *end = t.p + t.n;

	while (end - p > 2 && (p = memchr(p, 0xE0, (size_t)(end - p - 2)))) {
		if (memcmp(p, "\xE0\xA5\xA4", 3) == 0)
			return true;
		p += 3;
	}
	return false;
}

static bool
ends(nu_cand *c)
{
	const nu_split_lang *lang = c->lang;
	uint32_t             feature[NU_SPLIT_FEATURES];
	bool                 rule;
	int                  sure;
	size_t               n;

	if (!lang->judge && is_plain(c))
		return true;
	if (c->soft)
		nu_cand_count(c);
	rule = nu_split_rule(c);
	sure = guard(c, rule);
	if (sure || !lang->model)
		return sure ? sure > 0 : rule;
	n = nu_split_features(lang->model, c, rule, feature);
	if (lang->judge)
		return lang->judge->ends(lang->judge->ctx, c, rule, feature, n);
	return nu_split_score(lang->model, feature, n) > 0;
}

/* The number that a token is (a letter counts from a), or 0. */
static uint32_t
ordinal(nu_str s)
{
	uint32_t v = 0;

	if (s.n == 1 && s.p[0] >= 'a' && s.p[0] <= 'z')
		return 1000 + (uint32_t)(s.p[0] - 'a');
	if (s.n > 2)
		return 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return 0;
		v = v * 10 + (uint32_t)(s.p[i] - '0');
	}
	return v;
}

static nu_str
trim_marker(nu_str s)
{
	while (s.n && (s.p[s.n - 1] == ')' || s.p[s.n - 1] == '.'))
		s.n--;
	return s;
}

/*
 * Lists whose line ends were lost: "1. The first item 2. The second". *next is the number
 * that would go on; when prev is it, the sentence ends before it (and before a bullet).
 */
static size_t
list_goes_on(const nu_cand *c, uint32_t *next)
{
	nu_str   prev = c->prev;
	size_t   i;
	unsigned len;
	uint32_t v;

	prev = trim_marker(prev);
	v = ordinal(prev);
	if (!v || (c->soft && (c->soft != NU_BARE || c->text.p[c->at - 1] != ')')))
		return 0;
	if (c->first || !*next || v != *next) {
		if (c->first)
			*next = v + 1;
		return 0;
	}
	*next = v + 1;
	i = (size_t)(prev.p - c->text.p);
	for (int k = 0; k < 2 && i > c->begin; k++) {
		uint32_t cp = nu_decode_back(c->text, i, &len);

		if (!(nu_class(cp) & NU_SPACE) && (cp < 0x2000 || nu_class(cp) & (NU_ALPHA | NU_DIGIT)))
			return k ? i : 0;
		i -= len;
		if (k && nu_class(cp) & NU_SPACE)
			return i;
	}
	return i;
}

/* Where the marks and blanks begin that close the text: its last sentence has them. */
static size_t
marks_at_end(nu_str t)
{
	size_t i = t.n;

	for (;;) {
		if (i > 3 && memcmp(t.p + i - 3, "\xE2\x80", 2) == 0 &&
		    ((unsigned char)t.p[i - 1] == 0x9D || (unsigned char)t.p[i - 1] == 0x99))
			i -= 3;
		else if (i > 0 && !((unsigned char)t.p[i - 1] & 0x80) &&
		         !(nu_ascii[(unsigned char)t.p[i - 1]] & (NU_ALPHA | NU_DIGIT)))
			i--;
		else
			return i ? i : t.n;
	}
}

size_t
nu_sentences(const nu_split_lang *lang, nu_arena *a, nu_str text, nu_span **out)
{
	uint32_t *at;
	size_t    nat = nu_scan(a, text, lang->openers, NU_SCAN_BEST, &at), n = 0, cap = 0,
	       from = nu_skip_blanks(text, 0);
	size_t   tail = marks_at_end(text);
	nu_span *span = NULL;
	uint32_t list = 0;
	bool     danda = lang->danda && has_danda(text);
	unsigned len;
	nu_cand  c = {.lang = lang, .text = text, .begin = from};

	for (size_t i = 0; i < nat && at[i] < tail; i++) {
		size_t item, next, close;

		if (at[i] < c.stop)
			continue;
		next = lang->judge || danda ? 0 : plain_at(&c, at[i], &close);
		if (next) {
			NU_PUSH(a, span, n, cap) = (nu_span){c.begin, close};
			c.begin = c.stop = next;
			continue;
		}
		if ((!lang->model && !nu_terminator(text, at[i], &len)) || (danda && text.p[at[i]] == '.'))
			continue;
		if (!nu_cand_look(&c, at[i]))
			continue;
		item = list_goes_on(&c, &list);
		if (item) {
			add_span(a, &span, &n, &cap, text, c.begin, item);
			c.begin = nu_skip_blanks(text, item);
		} else if (!(c.first && ordinal(trim_marker(c.prev))) && ends(&c)) {
			add_span(a, &span, &n, &cap, text, c.begin, c.close);
			c.begin = c.next;
			c.stop = c.close;
		}
	}
	if (c.begin < text.n)
		add_span(a, &span, &n, &cap, text, c.begin, text.n);
	*out = span;
	return n;
}
