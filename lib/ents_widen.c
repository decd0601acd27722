#include "ents_vote.h"

#include "text.h"

/*
 * How far names reach: "Deck and Engine Workers' Union (DEWU)" by what the acronym in
 * brackets tells, "People's Republic of China" by the list of countries.
 */

enum { MOST_LETTERS = 8, MOST_SMALL = 2, LANDS = 2048 };

/*
 * The place of a hash among those of countries: where it is, or would be. Its last four
 * bits are how many tokens the longest such name has.
 */
static uint32_t *
land_slot(const nu_tagger *g, uint32_t hash)
{
	uint32_t i = hash >> 4 & (LANDS - 1);

	while (g->land[i] && (g->land[i] ^ hash) >> 4)
		i = (i + 1) & (LANDS - 1);
	return &g->land[i];
}

/* The token that a key begins with, taken off it: a word, a mark, or "'s". */
static nu_str
take_token(nu_str *key)
{
	size_t from = key->n && key->p[0] == ' ', k = from;
	nu_str t;

	for (; k < key->n && key->p[k] != ' '; k++) {
		bool mark = key->p[k] == '-' || key->p[k] == ',';
		bool clitic = key->n - k > 1 && memcmp(key->p + k, "'s", 2) == 0;

		if (k > from && (mark || clitic))
			break;
		if (mark || clitic) {
			k += clitic ? 2 : 1;
			break;
		}
	}
	t = nu_slice(*key, from, k);
	*key = nu_slice(*key, k, key->n);
	return t;
}

static bool
is_article(const nu_tagger *g, nu_str word)
{
	const nu_entry *e = nu_lexicon_find(g->parts, word, nu_hash(word));

	return e && nu_eq(nu_column(e->rest, 0), NU_STR("article"));
}

void
nu_lands(nu_arena *keep, nu_tagger *g)
{
	const nu_lexicon *lex = g->countries;

	g->land = NU_NEW(keep, uint32_t, LANDS);
	for (size_t i = 0, n = 0; i < lex->n && n < LANDS / 2; i++) {
		nu_str    key = lex->entry[i].key, first = take_token(&key);
		uint32_t  hash = nu_toks_join(nu_hash(first), nu_hash(take_token(&key))), most = 2;
		uint32_t *slot = land_slot(g, hash);

		if (is_article(g, first) || first.n == lex->entry[i].key.n)
			continue;
		for (; key.n && most < 15; most++)
			take_token(&key);
		n += *slot == 0;
		if (most > (*slot & 15))
			*slot = (hash & ~15u) | most;
	}
}

bool
nu_land_at(nu_arena *a, const nu_tagger *g, const nu_toks *u, uint32_t i, uint32_t *to)
{
	uint32_t most =
	    i + 1 < u->n ? *land_slot(g, nu_toks_join(u->tok[i].low, u->tok[i + 1].low)) & 15 : 0;

	*to = i;
	for (uint32_t k = i + 2; k <= u->n && k <= i + most; k++) {
		nu_str          s = nu_toks_straight(a, nu_toks_text(u, i, k));
		const nu_entry *e = nu_lexicon_find(g->countries, s, nu_hash(s));

		if (e && u->tok[k - 1].flags & NU_T_CAP && nu_eq(nu_column(e->rest, 2), NU_STR("name")))
			*to = k;
	}
	return *to > i;
}

/* The capitals that begin the word at token i and its parts behind hyphens, in order. */
static uint32_t
initials(const nu_toks *u, uint32_t i, char out[MOST_LETTERS])
{
	nu_str   s = nu_toks_text(u, i, i + 1);
	uint32_t n = 0;

	for (size_t k = 0; k < s.n && n < MOST_LETTERS; k++)
		if ((k == 0 || s.p[k - 1] == '-') && s.p[k] >= 'A' && s.p[k] <= 'Z')
			out[n++] = s.p[k];
	return n;
}

/* The acronym in brackets right behind the mention; 0 letters when there is none. */
static nu_str
acronym_behind(const nu_toks *u, const nu_mention *m)
{
	nu_str s = {NULL, 0};

	if (u->n - m->to < 3 || !(u->tok[m->to].flags & NU_T_OPEN) ||
	    !(u->tok[m->to + 1].flags & NU_T_CAPS) || !(u->tok[m->to + 2].flags & NU_T_CLOSE))
		return s;
	s = nu_toks_text(u, m->to + 1, m->to + 2);
	for (size_t k = 0; k < s.n; k++)
		if (s.p[k] < 'A' || s.p[k] > 'Z')
			return (nu_str){NULL, 0};
	return s.n <= MOST_LETTERS ? s : (nu_str){NULL, 0};
}

/* Takes the word's initials off the end of the letters; false: they do not end so. */
static bool
take_off(const nu_toks *u, uint32_t i, nu_str *letters)
{
	char     got[MOST_LETTERS];
	uint32_t n = u->tok[i].flags & NU_T_CAP ? initials(u, i, got) : 0;

	if (n > letters->n || memcmp(letters->p + letters->n - n, got, n) != 0)
		return false;
	letters->n -= n;
	return true;
}

/* May the word stand between two of a name's, with no letter in the acronym? */
static bool
is_small(const nu_tagger *g, const nu_toks *u, uint32_t i)
{
	return (u->tok[i].flags & (NU_T_LOWER | NU_T_CLITIC)) == NU_T_LOWER &&
	       nu_toks_are(g->words.lex, u, i, "joint");
}

/* Is it a body by its last word ("Union"), not an agreement or a plan? */
static bool
is_body(const nu_toks *u, const nu_mention *m)
{
	return m->type == NU_ORG && u->tok[m->to - 1].gaz & (NU_G_ORGWORD | NU_G_COMPANY);
}

/* Where the name begins that the acronym is of: m->from, or a word before it. */
static uint32_t
begin_of(const nu_tagger *g, const nu_toks *u, const nu_mention *m)
{
	nu_str   left = is_body(u, m) ? acronym_behind(u, m) : (nu_str){NULL, 0};
	size_t   all = left.n;
	uint32_t i = m->to, small = 0;

	while (left.n && i > m->from)
		if (!take_off(u, --i, &left))
			return m->from;
	if (!left.n || left.n == all)
		return m->from;
	while (left.n && i && small <= MOST_SMALL) {
		bool is_word = (u->tok[i - 1].flags & NU_T_CAP) != 0;

		if (is_word ? !take_off(u, i - 1, &left) : !is_small(g, u, i - 1))
			break;
		small = is_word ? 0 : small + 1;
		i--;
	}
	return left.n ? m->from : i;
}

/* Mentions k..n may go: no place or people, and the one before k does not reach in. */
static bool
may_take(const nu_mention *m, size_t k, size_t n, uint32_t unit, uint32_t from)
{
	if (k && m[k - 1].unit == unit && m[k - 1].to > from)
		return false;
	for (; k < n; k++)
		if (m[k].type == NU_PLACE || m[k].type == NU_MISC)
			return false;
	return true;
}

size_t
nu_widen(const nu_tagger *tagger, const nu_toks *toks, nu_mention *m, size_t n)
{
	size_t out = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t from = begin_of(tagger, &toks[m[i].unit], &m[i]);
		size_t   k = out;

		while (k && m[k - 1].unit == m[i].unit && m[k - 1].from >= from)
			k--;
		if (!may_take(m, k, out, m[i].unit, from)) {
			m[out++] = m[i];
			continue;
		}
		m[k] = m[i];
		m[k].from = from;
		out = k + 1;
	}
	return out;
}
