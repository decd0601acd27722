/*
 * Words by their numbers: whether one stands in some lines is a look at an array, and not
 * into a table.
 */
#include "strip_in.h"

/* Content words of a line that are looked for, and words that they are looked for in. */
enum { OVERLAP_WORDS = 40, OVERLAP_LOOK = 4000 };

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
