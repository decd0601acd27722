#include "ents_vote.h"

/* "Deck and Engine Workers' Union (DEWU)": what an acronym in brackets tells of the name. */

enum { MOST_LETTERS = 8, MOST_SMALL = 2 };

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
	return (u->tok[i].flags & (NU_T_WORD | NU_T_LOWER | NU_T_CLITIC)) == (NU_T_WORD | NU_T_LOWER) &&
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
		bool is_word = (u->tok[i - 1].flags & (NU_T_WORD | NU_T_CAP)) == (NU_T_WORD | NU_T_CAP);

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
