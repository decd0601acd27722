/*
 * What most candidates are, told by bytes alone: `word. Word`, and the dot of a title
 * before a name. Never says what the slow way does not.
 */
#include "split_cand.h"

#include "text.h"

/* A word of ASCII letters. */
typedef struct letters {
	size_t from, to; /* from == to: none */
	bool   alone;    /* a blank or comma follows */
} letters;

/* The capital and the small letters behind it at i. */
static letters
capital_at(nu_str t, size_t i)
{
	size_t k = i, high = t.n - i > NU_LOOK / 2 ? i + NU_LOOK / 2 : t.n;

	if (k >= t.n || t.p[k] < 'A' || t.p[k] > 'Z')
		return (letters){i, i, false};
	for (k++; k < high && t.p[k] >= 'a' && t.p[k] <= 'z'; k++)
		;
	return (letters){i, k, k < high && (t.p[k] == ' ' || t.p[k] == ',')};
}

/* Is it one that begins sentences? openers has none of a single letter. */
static bool
is_starter(const nu_split_lang *l, nu_str t, letters w)
{
	nu_str s = nu_slice(t, w.from, w.to);

	return w.alone && (s.n == 1 || nu_openers_may(l->openers, s)) &&
	       nu_lexicon_find(l->starter, s, nu_hash(s));
}

/* The abbreviation that a word of letters before a full stop is; four bytes follow the stop. */
static const nu_entry *
abbreviation(const nu_split_lang *l, nu_str word)
{
	const nu_entry *e = NULL;
	uint32_t        h;

	if (word.n > l->longest || (!l->own && !nu_openers_at(l->stops, word.p)))
		return NULL;
	h = nu_hash(word);
	if (l->own)
		e = nu_lexicon_find(l->own, word, h);
	return e ? e : nu_lexicon_find(l->abbrev, word, h);
}

/* Bytes of the straight or curly double mark at i (closing or opening), or 0. */
static size_t
mark_at(nu_str t, size_t i, char curly)
{
	if (t.p[i] == '"')
		return 1;
	return i + 3 <= t.n && memcmp(t.p + i, "\xE2\x80", 2) == 0 && t.p[i + 2] == curly ? 3 : 0;
}

/* The word from i to `at` is an abbreviation: -1 where it is a title before a name. */
static int
abbreviated(const nu_split_lang *l, const nu_entry *e, letters next)
{
	return next.alone && next.to > next.from + 1 && !l->own &&
	               nu_eq(nu_column(e->rest, 0), NU_STR("title"))
	           ? -1
	           : 0;
}

/* What stands at `at`, behind the word that begins at i. */
static int
behind_word(const nu_cand *c, size_t i, size_t at, size_t *close, size_t *next)
{
	nu_str          t = c->text;
	bool            stop = t.p[at] == '.', name = t.p[i] < 'a', closed;
	size_t          k = at + 1, opened = 0;
	const nu_entry *e;
	letters         w;

	k += mark_at(t, k, '\x9D');
	closed = k > at + 1;
	*close = k;
	if (t.p[k++] != ' ' || k >= t.n)
		return 0;
	*next = k;
	if (stop && !closed)
		opened = mark_at(t, k, '\x9C');
	w = capital_at(t, k + opened);
	if (w.from == w.to)
		return 0;
	if (stop && (e = abbreviation(c->lang, nu_slice(t, i, at))))
		return closed || opened ? 0 : abbreviated(c->lang, e, w);
	if (at - i < (stop && !name ? 2 : 3) || (opened && (name || !w.alone)))
		return 0;
	if (!closed && w.to > w.from + 1 && (!name || (stop && w.alone && at - i > 4)))
		return 1;
	return is_starter(c->lang, t, w);
}

/* The stop in U.S. that a letter follows, or that behind a word which a comma follows. */
static bool
goes_on(nu_str t, size_t at)
{
	const unsigned char *p = (const unsigned char *)t.p + at;

	if (at < 2 || *p != '.')
		return false;
	return p[1] == ',' ? nu_folded[p[-1]] >= 'a' && nu_folded[p[-2]] >= 'a'
	                   : p[-1] >= 'A' && p[-1] <= 'Z' && nu_folded[p[1]] >= 'a';
}

/* Does a token begin at i, for what stands before it? */
static bool
begins_token(nu_str t, size_t i)
{
	if (i == 0 || t.p[i - 1] == ' ' || t.p[i - 1] == '(' || t.p[i - 1] == '"')
		return true;
	return i > 2 && memcmp(t.p + i - 3, "\xE2\x80", 2) == 0 &&
	       (t.p[i - 1] == '\x9C' || t.p[i - 1] == '\x94');
}

int
nu_split_plain(const nu_cand *c, size_t at, size_t *close, size_t *next)
{
	nu_str  t = c->text;
	size_t  i = at, low = at > NU_LOOK / 2 ? at - NU_LOOK / 2 : 0;
	letters w;

	if (at + 4 >= t.n || (t.p[at] != '.' && t.p[at] != '!' && t.p[at] != '?'))
		return 0;
	if (goes_on(t, at))
		return -1;
	while (i > low && t.p[i - 1] >= 'a' && t.p[i - 1] <= 'z')
		i--;
	i -= i > low && t.p[i - 1] >= 'A' && t.p[i - 1] <= 'Z';
	if (i < at)
		return (i > low || !i) && begins_token(t, i) ? behind_word(c, i, at, close, next) : 0;
	/* in 2005. Both */
	if (at < 5 || t.p[at] != '.' || t.p[at + 1] != ' ' || t.p[at - 5] != ' ')
		return 0;
	for (i = at - 4; i < at; i++)
		if (t.p[i] < '0' || t.p[i] > '9')
			return 0;
	w = capital_at(t, at + 2);
	*close = at + 1;
	*next = at + 2;
	return w.alone && w.to > w.from + 1;
}
