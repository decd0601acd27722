/*
 * strip_col: how features are written to a table, one by one or by columns. For
 * strip_feat and strip_stack.
 */
#ifndef NU_STRIP_COL_H
#define NU_STRIP_COL_H

#include "strip_feat.h"

/* The greatest distance told; entries before and after a page's, for its neighbours. */
enum { FAR = 400, PAD = 16 };

static inline int16_t
narrow(long v)
{
	return (int16_t)(v > 32000 ? 32000 : v < -32000 ? -32000 : v);
}

static inline void
set(sp_table *t, unsigned f, size_t i, long v)
{
	*sp_at(t, f, i) = narrow(v);
}

/* The same for what cannot be greater than a table holds. */
static inline void
put(sp_table *t, unsigned f, size_t i, long v)
{
	*sp_at(t, f, i) = (int16_t)v;
}

/* The same, x being the line's place of feature 0. */
static inline void
set_x(int16_t *x, unsigned f, long v)
{
	x[f * SP_LANES] = narrow(v);
}

static inline void
put_x(int16_t *x, unsigned f, long v)
{
	x[f * SP_LANES] = (int16_t)v;
}

static inline long
clip(long v)
{
	return v > FAR ? FAR : v < -FAR ? -FAR : v;
}

static inline int16_t *
new_column(const sp_page *p, int outside)
{
	size_t   n = (p->n / SP_LANES + 1) * SP_LANES + 2 * PAD;
	int16_t *c = NU_NEW(p->a, int16_t, n);

	for (size_t i = 0; i < PAD; i++)
		c[i] = (int16_t)outside;
	for (size_t i = PAD + p->n; i < n; i++)
		c[i] = (int16_t)outside;
	return c + PAD;
}

/* Feature `to` of every line is the column's entry `by` lines further down. */
static inline void
copy_column(sp_table *t, unsigned to, const int16_t *column, long by)
{
	for (size_t i = 0; i < t->n; i += SP_LANES)
		memcpy(sp_at(t, to, i), column + (long)i + by, SP_LANES * sizeof *column);
}

/* The feature is the same for all lines. */
static inline void
fill(sp_table *t, unsigned f, long v)
{
	for (size_t i = 0; i < t->n; i += SP_LANES)
		for (size_t k = 0; k < SP_LANES; k++)
			sp_at(t, f, i)[k] = narrow(v);
}

#endif
