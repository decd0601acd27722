/*
 * strip_col: how features are written to a table, one by one or by columns. Loops over
 * SP_LANES lines of arrays that do not overlap are made vectors of by any compiler.
 */
#ifndef NU_STRIP_COL_H
#define NU_STRIP_COL_H

#include "strip_feat.h"

/* The greatest distance told; entries before and after a page's, for its neighbours. */
enum { FAR = 400, PAD = 16, GREATEST = 32000 };

static inline int16_t
narrow(long v)
{
	return (int16_t)(v > GREATEST ? GREATEST : v < -GREATEST ? -GREATEST : v);
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

/* Feature `to` of every line is the sum of two entries, `a` and `b` lines further down. */
static inline void
add_columns(sp_table *t, unsigned to, const int16_t *column, long a, long b)
{
	for (size_t i = 0; i < t->n; i += SP_LANES) {
		const int16_t *restrict from = column + i;
		int16_t *restrict x = sp_at(t, to, i);

		for (long k = 0; k < SP_LANES; k++)
			x[k] = (int16_t)(from[k + a] + from[k + b]);
	}
}

/* The feature is the most of the column's entries `from` to `to` - 1 lines further down. */
static inline void
set_most(sp_table *t, unsigned f, const int16_t *column, long from, long to)
{
	for (size_t i = 0; i < t->n; i += SP_LANES) {
		int16_t most[SP_LANES];

		memcpy(most, column + (long)i + from, sizeof most);
		for (long by = from + 1; by < to; by++) {
			const int16_t *c = column + (long)i + by;

			for (size_t k = 0; k < SP_LANES; k++)
				most[k] = most[k] > c[k] ? most[k] : c[k];
		}
		memcpy(sp_at(t, f, i), most, sizeof most);
	}
}

/* The feature is the same for all lines. */
static inline void
fill(sp_table *t, unsigned f, long v)
{
	int16_t same = narrow(v);

	for (size_t i = 0; i < t->n; i += SP_LANES) {
		int16_t *x = sp_at(t, f, i);

		for (size_t k = 0; k < SP_LANES; k++)
			x[k] = same;
	}
}

/* The feature is how far line i is from one: i * step + from. */
static inline void
set_distance(sp_table *t, unsigned f, long from, int step)
{
	for (size_t i = 0; i < t->n; i += SP_LANES) {
		int16_t *x = sp_at(t, f, i);
		long     at = from + step * (long)i;
		int16_t  d = (int16_t)(at > 2 * FAR ? 2 * FAR : at < -2 * FAR ? -2 * FAR : at);

		for (int16_t k = 0; k < SP_LANES; k++) {
			int16_t v = (int16_t)(d + step * k);

			v = v > FAR ? FAR : v;
			x[k] = v < -FAR ? -FAR : v;
		}
	}
}

/* Of SP_LANES lines, percent: how much of `whole` `part` is; of nothing `none`. */
static inline void
set_percents(
    int16_t *restrict x, const uint16_t *restrict part, const uint16_t *restrict whole, int none)
{
	for (size_t k = 0; k < SP_LANES; k++) {
		int w = whole[k];
		/* Exact: numbers of less than 24 bits, whose quotient is cut. A part of nothing is 0. */
		int v = (int)((float)(part[k] * 100) / (float)(w + !w));

		x[k] = (int16_t)(v + (w ? 0 : none));
	}
}

/* ------------------------------------------------------------------------------- sums */

/*
 * Sums over the lines before each, of which only differences over some lines are asked for:
 * they may go round. Lines without anything stand around a page.
 */
enum { BEFORE_PAGE = 16, BEHIND_PAGE = 96 };

static inline uint16_t *
new_sum(const sp_page *p)
{
	uint16_t *sum = nu_alloc_raw(p->a, (BEFORE_PAGE + p->n + 1 + BEHIND_PAGE) * sizeof *sum);

	memset(sum, 0, (BEFORE_PAGE + 1) * sizeof *sum);
	return sum + BEFORE_PAGE;
}

static inline void
end_sum(const sp_page *p, uint16_t *sum)
{
	uint16_t last = sum[p->n], *end = sum + p->n + 1;

	for (size_t k = 0; k < BEHIND_PAGE; k++)
		end[k] = last;
}

/* The sums over the lines `from` to `to` - 1 further down, of SP_LANES lines. */
static inline void
sum_window(int16_t *restrict x, const uint16_t *restrict from, const uint16_t *restrict to)
{
	for (size_t k = 0; k < SP_LANES; k++)
		x[k] = (int16_t)(to[k] - from[k]);
}

/* The feature is the sum over the lines `from` to `to` - 1 further down. */
static inline void
set_window(sp_table *t, unsigned f, const uint16_t *sum, long from, long to)
{
	for (size_t i = 0; i < t->n; i += SP_LANES)
		sum_window(sp_at(t, f, i), sum + (long)i + from, sum + (long)i + to);
}

/* The feature is what one such sum is of another, in percent; -1: of nothing. */
static inline void
set_share(sp_table *t, unsigned f, const uint16_t *part, const uint16_t *whole, long from, long to)
{
	for (size_t i = 0; i < t->n; i += SP_LANES) {
		int16_t a[SP_LANES], b[SP_LANES];

		sum_window(a, part + (long)i + from, part + (long)i + to);
		sum_window(b, whole + (long)i + from, whole + (long)i + to);
		set_percents(sp_at(t, f, i), (const uint16_t *)a, (const uint16_t *)b, -1);
	}
}

#endif
