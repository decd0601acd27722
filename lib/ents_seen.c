#include "ents_tok.h"

#include "text.h"

/* What a document tells of its capitalised words: its own small lexicon. */

typedef struct seen {
	uint32_t low;
	uint8_t  flags, used;
} seen;

/* The words with a capital: an open hash table, at most half full. */
typedef struct words {
	seen  *slot;
	size_t mask, n;
} words;

static seen *
find(const words *w, uint32_t low)
{
	size_t   i = (low * 0x9E3779B1u >> 7) & w->mask;
	unsigned step = 0;

	while (w->slot[i].used && w->slot[i].low != low)
		i = nu_next_place(low, i, w->mask, &step);
	return &w->slot[i];
}

static void
make_larger(nu_arena *a, words *w)
{
	words more = {.mask = w->mask * 2 + 1, .n = w->n};

	more.slot = NU_NEW(a, seen, more.mask + 1);
	for (size_t i = 0; w->slot && i <= w->mask; i++)
		if (w->slot[i].used)
			*find(&more, w->slot[i].low) = w->slot[i];
	*w = more;
}

/* What the place of token i tells of it. */
static uint8_t
told_by_place(const nu_toks *u, uint32_t i)
{
	const nu_tok *t = &u->tok[i], *was = i ? t - 1 : NULL, *next = i + 1 < u->n ? t + 1 : NULL;
	uint8_t       f = 0;

	if (u->style != NU_PLAIN)
		return 0;
	if (was && was->flags & NU_T_CAP && was->gaz & NU_G_TITLE)
		f |= NU_SEEN_TITLED;
	if (was && was->flags & NU_T_CAP && was->gaz & NU_G_FORENAME)
		f |= NU_SEEN_NAMED;
	if (next && next->flags & NU_T_CAP && next->gaz & (NU_G_ORGWORD | NU_G_COMPANY))
		f |= NU_SEEN_ORG;
	if (was && next && was->flags & NU_T_OPEN && next->flags & NU_T_CLOSE)
		f |= NU_SEEN_PARENS;
	if (!(t->flags & NU_T_FIRST))
		f |= NU_SEEN_MIDDLE;
	return f;
}

void
nu_toks_seen(nu_arena *a, nu_toks *unit, size_t n)
{
	words w = {.mask = 31};

	for (size_t u = 0; u < n; u++)
		for (uint32_t i = 0; i < unit[u].n; i++) {
			const nu_tok *t = &unit[u].tok[i];
			seen         *s;

			if (!(t->flags & NU_T_CAP))
				continue;
			if (!w.slot || w.n * 2 >= w.mask)
				make_larger(a, &w);
			s = find(&w, t->low);
			w.n += !s->used;
			*s = (seen){t->low, (uint8_t)(s->flags | told_by_place(&unit[u], i)), 1};
		}
	for (size_t u = 0; u < n && w.n; u++)
		for (uint32_t i = 0; i < unit[u].n; i++)
			if (unit[u].tok[i].flags & NU_T_LOWER) {
				seen *s = find(&w, unit[u].tok[i].low);

				s->flags |= s->used ? NU_SEEN_LOWER : 0;
			}
	for (size_t u = 0; u < n; u++)
		for (uint32_t i = 0; i < unit[u].n; i++)
			if (unit[u].tok[i].flags & NU_T_CAP)
				unit[u].sign[i].seen = find(&w, unit[u].tok[i].low)->flags;
}
