#include "ents_tok.h"

#include "text.h"

/* What a document tells of its capitalised words: its own small lexicon. */

typedef struct seen {
	uint32_t low;
	uint8_t  flags, used;
} seen;

static seen *
seen_find(seen *table, size_t mask, uint32_t low)
{
	size_t   i = (low * 0x9E3779B1u >> 7) & mask;
	unsigned step = 0;

	while (table[i].used && table[i].low != low)
		i = nu_next_place(low, i, mask, &step);
	return &table[i];
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
	size_t caps = 0, size = 16;
	seen  *table;

	for (size_t u = 0; u < n; u++)
		for (uint32_t i = 0; i < unit[u].n; i++)
			caps += (unit[u].tok[i].flags & NU_T_CAP) != 0;
	while (size < caps * 2)
		size *= 2;
	table = NU_NEW(a, seen, size);
	for (size_t u = 0; u < n; u++)
		for (uint32_t i = 0; i < unit[u].n; i++) {
			const nu_tok *t = &unit[u].tok[i];

			if (t->flags & NU_T_CAP) {
				seen *s = seen_find(table, size - 1, t->low);

				*s = (seen){t->low, (uint8_t)(s->flags | told_by_place(&unit[u], i)), 1};
			}
		}
	for (size_t u = 0; u < n; u++)
		for (uint32_t i = 0; i < unit[u].n; i++)
			if (unit[u].tok[i].flags & NU_T_LOWER)
				seen_find(table, size - 1, unit[u].tok[i].low)->flags |= NU_SEEN_LOWER;
	for (size_t u = 0; u < n; u++)
		for (uint32_t i = 0; i < unit[u].n; i++)
			if (unit[u].tok[i].flags & NU_T_CAP)
				unit[u].face[i].seen = seen_find(table, size - 1, unit[u].tok[i].low)->flags;
}
