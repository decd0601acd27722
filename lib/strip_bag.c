/*
 * Words as numbers. Each of a page's content words gets one, once; whether it stands in
 * some lines is then a look at an array, and not into a table.
 */
#include "strip_in.h"

/* Content words of a line that are looked for, and words that they are looked for in. */
enum { OVERLAP_WORDS = 40, OVERLAP_LOOK = 4000 };

enum { FEW_BITS = 9, MORE_BITS = 13 }; /* 2^9 slots at first, or more for a page of many words */

typedef struct slot {
	uint32_t hash, id; /* id 0: free */
} slot;

typedef struct table {
	nu_arena *a;
	slot     *slot;
	unsigned  bits; /* there are 2^bits slots */
} table;

/* The slot of a hash, or a free one. */
static inline slot *
slot_of(const table *t, uint32_t hash)
{
	size_t   k = hash * 2654435761u >> (32 - t->bits), mask = ((size_t)1 << t->bits) - 1;
	unsigned step = 0;

	while (t->slot[k].id && t->slot[k].hash != hash)
		k = nu_next_place(hash, k, mask, &step);
	return &t->slot[k];
}

/* The same words in twice the slots. */
static void
grow(table *t)
{
	table more = {t->a, NU_NEW(t->a, slot, (size_t)2 << t->bits), t->bits + 1};

	for (size_t i = 0; i < (size_t)1 << t->bits; i++)
		if (t->slot[i].id)
			*slot_of(&more, t->slot[i].hash) = t->slot[i];
	*t = more;
}

void
sp_number_words(sp_page *p)
{
	table    t = {.a = p->a, .bits = FEW_BITS};
	uint32_t n = 0;

	while (t.bits < MORE_BITS && (size_t)1 << t.bits < p->nword)
		t.bits++;
	t.slot = NU_NEW(p->a, slot, (size_t)1 << t.bits);
	p->id = nu_alloc_raw(p->a, (p->nword + 1) * sizeof *p->id);
	for (size_t i = 0; i < p->nword; i++) {
		uint32_t h = p->word[i];
		slot    *s;

		if (!h) {
			p->id[i] = 0;
			continue;
		}
		s = slot_of(&t, h);
		if (!s->id) {
			*s = (slot){h, ++n};
			if (n >> (t.bits - 1) && t.bits < 31)
				grow(&t);
			p->id[i] = n;
			continue;
		}
		p->id[i] = s->id;
	}
	p->ids = n + 1;
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
