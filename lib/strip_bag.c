/*
 * Words as numbers. Each of a page's content words gets one, once; whether it stands in
 * some lines is then a look at an array, and not into a table.
 */
#include "strip_in.h"

/* Content words of a line that are looked for, and words that they are looked for in. */
enum { OVERLAP_WORDS = 40, OVERLAP_LOOK = 4000 };

/* Slots at first (2^9); so many steps are too many; how often others are tried for that. */
enum { FEW_BITS = 9, STEPS = 64, TRIES = 16 };

typedef struct slot {
	uint32_t hash, id; /* id 0: free */
} slot;

typedef struct table {
	nu_arena *a;
	slot     *slot;
	unsigned  bits; /* there are 2^bits slots */
	uint32_t  n;
	uint32_t  by; /* hashes are multiplied by it */
	int       tries;
} table;

/* The slot of a hash, or a free one; *steps: how far it was. */
static inline slot *
slot_of(const table *t, uint32_t hash, size_t *steps)
{
	size_t k = hash * t->by >> (32 - t->bits), mask = ((size_t)1 << t->bits) - 1, far = 0;

	while (t->slot[k].id && t->slot[k].hash != hash) {
		k = (k + 1) & mask;
		far++;
	}
	*steps = far;
	return &t->slot[k];
}

/* The same words in 2^bits slots, from the hashes that have a number. */
static void
make_slots(table *t, unsigned bits, const uint32_t *hash)
{
	size_t steps;

	t->slot = NU_NEW(t->a, slot, (size_t)1 << bits);
	t->bits = bits;
	for (uint32_t i = 1; hash && i <= t->n; i++)
		*slot_of(t, hash[i], &steps) = (slot){hash[i], i};
}

void
sp_number_words(sp_page *p)
{
	table     t = {.a = p->a, .by = 2654435761u};
	uint32_t *hash = NULL; /* of each number */
	size_t    cap = 0, steps;

	p->id = nu_alloc_raw(p->a, (p->nword + 1) * sizeof *p->id);
	make_slots(&t, FEW_BITS, hash);
	for (size_t i = 0; i < p->nword; i++) {
		uint32_t h = p->word[i];
		slot    *s;

		p->id[i] = 0;
		if (!h)
			continue;
		s = slot_of(&t, h, &steps);
		if (!s->id) {
			*s = (slot){h, ++t.n};
			if (t.n >= cap)
				hash = nu_grow(p->a, hash, &cap, t.n + 1, sizeof *hash);
			hash[t.n] = h;
		}
		p->id[i] = s->id;
		/* Full, or of words made to meet: those of one multiplier do not with another. */
		if (steps > STEPS && t.tries < TRIES) {
			t.by = (t.by * 1664525u + 1013904223u) | 1;
			t.tries++;
			make_slots(&t, t.bits, hash);
		} else if (t.n >> (t.bits - 1) && t.bits < 31) {
			make_slots(&t, t.bits + 1, hash);
		}
	}
	p->ids = t.n + 1;
	p->passing = NU_NEW(p->a, sp_bag, 1);
}

void
sp_bag_fill(sp_bag *bag, const sp_page *p, const sp_line *b, size_t n)
{
	size_t from = n ? b->word : 0, to = n ? b[n - 1].word + (size_t)b[n - 1].nword : 0;

	if (to > from + OVERLAP_LOOK)
		to = from + OVERLAP_LOOK;
	if (!bag->mark)
		bag->mark = NU_NEW(p->a, uint32_t, p->ids);
	bag->round++;
	for (size_t i = from; i < to; i++)
		bag->mark[p->id[i]] = bag->round;
	bag->mark[0] = 0;
}

double
sp_bag_share(const sp_bag *bag, const sp_page *p, const sp_line *a)
{
	size_t hit = 0, all = 0;

	for (size_t i = a->word; i < a->word + (size_t)a->nword && all < OVERLAP_WORDS; i++) {
		uint32_t id = p->id[i];

		all += id != 0;
		hit += bag->mark[id] == bag->round;
	}
	return all ? (double)hit / (double)all : 0;
}

double
sp_overlap(const sp_page *p, const sp_line *a, const sp_line *b, size_t n)
{
	sp_bag_fill(p->passing, p, b, n);
	return sp_bag_share(p->passing, p, a);
}
