/*
 * strip_sample: the pages that nstrip's line model learns from.
 */
#ifndef NU_STRIP_SAMPLE_H
#define NU_STRIP_SAMPLE_H

#include "strip_feat.h"
#include "strip_label.h"

/* A page as it is learnt from: its table, and a row of the truth for each line. */
typedef struct sp_sample {
	const char *name;
	uint32_t    site;
	float       weight;
	size_t      n;
	sp_page     page;
	sp_table    table;
	uint8_t    *is;
	bool        titled; /* the truth has a headline */
	bool        measured;
	bool        made;   /* of other pages (strip_more) */
	int32_t    *first;  /* verdicts of a first forest that has not seen the page's site */
	int32_t    *v;
	bool        untold; /* the page without its told title is learnt from too */
	sp_page     untold_page;
	sp_table    untold_table;
} sp_sample;

/* From 0 on, below 1: the next of the numbers that a seed gives (splitmix64). */
static inline double
sp_draw(uint64_t *seed)
{
	uint64_t z = *seed += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return (double)((z ^ z >> 31) >> 11) / 9007199254740992.0;
}

/* strip_more: the ways in which another page is made of one. */
enum { SP_MORE_WAYS = 6 };

/*
 * Makes a page of s that has the head or the foot of a page of another site, or less around
 * its article; *is: what its lines are. NULL: a page has no article.
 */
nu_page *sp_more_page(
    nu_arena *keep, const sp_sample *s, const sp_sample *other, int way, uint64_t *seed, uint8_t **is);

#endif
