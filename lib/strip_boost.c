#include "strip_boost.h"

#include <math.h>
#include <stdlib.h>

#include "strip_sample.h"

enum { BINS = 64, SCALE = 1024, SAMPLE = 20000, LEAVES = 1 << (SP_MAX_DEPTH - 1) };

/* Sums over the rows of a bin. */
typedef struct cell {
	float g, h;
} cell;

typedef struct grower {
	const sp_rows       *rows;
	const sp_boost_opts *o;
	size_t               n; /* rows with a weight */
	uint32_t            *row;
	uint8_t             *bin; /* bin of feature f of row k: bin[f * n + k] */
	int16_t              edge[SP_NFEATURES][BINS]; /* bin b holds values up to edge[b] */
	int                  bins[SP_NFEATURES];
	double              *score;
	float               *g, *h;
	uint8_t             *leaf;
	uint32_t            *drawn; /* rows of this tree */
	size_t               ndrawn;
	size_t               leaves; /* that are split, at most */
	cell                *hist; /* of feature number u and leaf l: hist[(u * leaves + l) * BINS] */
	uint32_t            *scan; /* the drawn rows that are added to histograms at this level */
	size_t               nscan;
	bool                 small[LEAVES]; /* the leaf's histogram is made of its rows, not by difference */
	uint64_t             seed;
} grower;

/* ---------------------------------------------------------------------------- bins */

static int
cmp_short(const void *a, const void *b)
{
	return *(const int16_t *)a - *(const int16_t *)b;
}

/* Edges at the quantiles of a sample of the values. */
static void
make_edges(grower *w, unsigned f, int16_t *buf)
{
	size_t step = w->n / SAMPLE + 1, m = 0;
	int    n = 0;

	for (size_t k = 0; k < w->n; k += step)
		buf[m++] = w->rows->x[f * w->rows->n + w->row[k]];
	qsort(buf, m, sizeof *buf, cmp_short);
	for (int b = 1; b < BINS && m; b++) {
		int16_t v = buf[(m - 1) * (size_t)b / BINS];

		if (v < buf[m - 1] && (n == 0 || v > w->edge[f][n - 1]))
			w->edge[f][n++] = v;
	}
	/* Rare values at both ends deserve an edge too. */
	w->bins[f] = n;
}

/* The bin of a value: the first whose edge is not below it. */
static uint8_t
bin_of(const grower *w, unsigned f, int16_t v)
{
	int lo = 0, hi = w->bins[f];

	while (lo < hi) {
		int mid = (lo + hi) / 2;

		if (v > w->edge[f][mid])
			lo = mid + 1;
		else
			hi = mid;
	}
	return (uint8_t)lo;
}

static void
make_bins(grower *w, nu_arena *a)
{
	int16_t *buf = NU_NEW(a, int16_t, w->n + 1);

	w->bin = nu_alloc(a, w->n * SP_NFEATURES);
	for (unsigned f = 0; f < SP_NFEATURES; f++) {
		if (!w->rows->use[f])
			continue;
		make_edges(w, f, buf);
		for (size_t k = 0; k < w->n; k++)
			w->bin[f * w->n + k] = bin_of(w, f, w->rows->x[f * w->rows->n + w->row[k]]);
	}
}

/* --------------------------------------------------------------------------- a tree */

typedef struct split {
	double   gain;
	unsigned feature;
	int      bin;
} split;

/*
 * Which rows the histograms of this level are made of: at its root all, below it those of
 * the smaller half of every leaf that was split. The other half is what is left.
 */
static void
choose_rows(grower *w, unsigned depth)
{
	size_t   in[LEAVES] = {0};
	unsigned bit = depth ? 1u << (depth - 1) : 0;

	for (size_t k = 0; k < w->ndrawn; k++)
		in[w->leaf[w->drawn[k]]]++;
	for (unsigned l = 0; l < 1u << depth; l++)
		w->small[l] = !depth || in[l] < in[l ^ bit] || (in[l] == in[l ^ bit] && l & bit);
	w->nscan = 0;
	for (size_t k = 0; k < w->ndrawn; k++)
		if (w->small[w->leaf[w->drawn[k]]])
			w->scan[w->nscan++] = w->drawn[k];
}

/* The histograms of feature f, for each leaf of this level, from those of the level above. */
static void
fill_cells(grower *w, unsigned f, cell *hist, unsigned depth)
{
	const uint8_t *bin = w->bin + f * w->n;
	unsigned       bit = depth ? 1u << (depth - 1) : 0;

	/* A leaf and its twin share what the leaf above had; it lies in the lower one. */
	for (unsigned l = 0; l < 1u << depth; l++)
		if (depth && (l & bit) && w->small[l ^ bit])
			memcpy(hist + l * BINS, hist + (l ^ bit) * BINS, BINS * sizeof *hist);
	for (unsigned l = 0; l < 1u << depth; l++)
		if (w->small[l])
			memset(hist + l * BINS, 0, BINS * sizeof *hist);
	for (size_t k = 0; k < w->nscan; k++) {
		uint32_t r = w->scan[k];
		cell    *c = &hist[w->leaf[r] * BINS + bin[r]];

		c->g += w->g[r];
		c->h += w->h[r];
	}
	for (unsigned l = 0; l < 1u << depth; l++)
		for (int b = 0; !w->small[l] && b < BINS; b++) {
			hist[l * BINS + (unsigned)b].g -= hist[(l ^ bit) * BINS + (unsigned)b].g;
			hist[l * BINS + (unsigned)b].h -= hist[(l ^ bit) * BINS + (unsigned)b].h;
		}
}

/* The gain of every threshold of feature f at this level, all leaves together. */
static void
try_feature(const grower *w, unsigned f, const cell *hist, unsigned leaves, split *best)
{
	double gain[BINS] = {0}, l2 = w->o->l2;
	int    bins = w->bins[f] + 1;

	for (unsigned l = 0; l < leaves; l++) {
		const cell *c = hist + l * BINS;
		double      g = 0, h = 0, gl = 0, hl = 0;

		for (int b = 0; b < bins; b++) {
			g += c[b].g;
			h += c[b].h;
		}
		for (int b = 0; b + 1 < bins; b++) {
			gl += c[b].g;
			hl += c[b].h;
			if (hl < w->o->min_weight || h - hl < w->o->min_weight)
				continue;
			gain[b] += gl * gl / (hl + l2) + (g - gl) * (g - gl) / (h - hl + l2) - g * g / (h + l2);
		}
	}
	for (int b = 0; b + 1 < bins; b++)
		if (gain[b] > best->gain)
			*best = (split){gain[b], f, b};
}

static void
set_leaves(grower *w, sp_tree *t)
{
	double   g[1 << SP_MAX_DEPTH] = {0}, h[1 << SP_MAX_DEPTH] = {0};
	unsigned n = 1u << t->depth;

	for (size_t k = 0; k < w->ndrawn; k++) {
		uint32_t r = w->drawn[k];

		g[w->leaf[r]] += w->g[r];
		h[w->leaf[r]] += w->h[r];
	}
	for (unsigned l = 0; l < n; l++) {
		double v = -w->o->rate * g[l] / (h[l] + w->o->l2) * SCALE;

		t->leaf[l] = (int16_t)lrint(v > 30000 ? 30000 : v < -30000 ? -30000 : v);
	}
	for (size_t k = 0; k < w->n; k++)
		w->score[k] += t->leaf[w->leaf[k]] / (double)SCALE;
}

static void
grow(grower *w, sp_tree *t)
{
	unsigned use[SP_NFEATURES], n = 0;

	for (unsigned f = 0; f < SP_NFEATURES; f++)
		if (w->rows->use[f] && w->bins[f] && sp_draw(&w->seed) < w->o->features)
			use[n++] = f;
	memset(w->leaf, 0, w->n);
	t->depth = 0;
	while (t->depth < w->o->depth) {
		split best = {1e-6, 0, -1};

		choose_rows(w, t->depth);
		for (unsigned u = 0; u < n; u++) {
			cell *hist = w->hist + (size_t)u * w->leaves * BINS;

			fill_cells(w, use[u], hist, t->depth);
			try_feature(w, use[u], hist, 1u << t->depth, &best);
		}
		if (best.bin < 0)
			break;
		t->feature[t->depth] = (uint8_t)best.feature;
		t->above[t->depth] = w->edge[best.feature][best.bin];
		for (size_t k = 0; k < w->n; k++)
			w->leaf[k] |= (uint8_t)((w->bin[best.feature * w->n + k] > best.bin) << t->depth);
		t->depth++;
	}
	set_leaves(w, t);
}

static void
set_gradient(grower *w, size_t k, double p, double y)
{
	float weight = w->rows->w[w->row[k]];

	w->g[k] = (float)((p - y) * weight);
	w->h[k] = (float)(p * (1 - p) * weight + 1e-6);
}

/* The rows from..to - 1 of a group: one of them is right. */
static void
set_group(grower *w, size_t from, size_t to)
{
	double sum = 0, yes = 0, most = w->score[from];

	for (size_t k = from; k < to; k++)
		most = w->score[k] > most ? w->score[k] : most;
	for (size_t k = from; k < to; k++) {
		sum += exp(w->score[k] - most);
		yes += w->rows->y[w->row[k]];
	}
	for (size_t k = from; k < to; k++)
		set_gradient(w, k, yes > 0 ? exp(w->score[k] - most) / sum : 0,
		    yes > 0 ? w->rows->y[w->row[k]] / yes : 0);
}

static void
make_gradients(grower *w)
{
	const uint32_t *group = w->rows->group;

	w->ndrawn = 0;
	for (size_t k = 0, to; k < w->n; k = to) {
		for (to = k + 1; group && to < w->n && group[w->row[to]] == group[w->row[k]]; to++)
			;
		if (group)
			set_group(w, k, to);
		else
			set_gradient(w, k, 1 / (1 + exp(-w->score[k])), w->rows->y[w->row[k]]);
	}
	for (size_t k = 0; k < w->n; k++)
		if (sp_draw(&w->seed) < w->o->rows)
			w->drawn[w->ndrawn++] = (uint32_t)k;
}

static double
start_score(const grower *w)
{
	double yes = 1, all = 2;

	for (size_t k = 0; k < w->n; k++) {
		yes += w->rows->y[w->row[k]] * w->rows->w[w->row[k]];
		all += w->rows->w[w->row[k]];
	}
	return log(yes / (all - yes));
}

sp_forest
sp_boost(nu_arena *keep, const sp_rows *rows, const sp_boost_opts *o)
{
	nu_arena *a = nu_arena_in(keep);
	grower   *w = NU_NEW(a, grower, 1);
	sp_forest f = {.tree = NU_NEW(keep, sp_tree, o->trees)};

	w->rows = rows;
	w->o = o;
	w->seed = o->seed;
	w->row = NU_NEW(a, uint32_t, rows->n + 1);
	for (size_t i = 0; i < rows->n; i++)
		if (rows->w[i] > 0)
			w->row[w->n++] = (uint32_t)i;
	w->score = NU_NEW(a, double, w->n + 1);
	w->g = NU_NEW(a, float, w->n + 1);
	w->h = NU_NEW(a, float, w->n + 1);
	w->leaf = nu_alloc(a, w->n + 1);
	w->drawn = NU_NEW(a, uint32_t, w->n + 1);
	w->scan = NU_NEW(a, uint32_t, w->n + 1);
	w->leaves = (size_t)1 << (o->depth > 1 ? o->depth - 1 : 0);
	w->hist = nu_alloc_raw(a, SP_NFEATURES * w->leaves * BINS * sizeof *w->hist);
	make_bins(w, a);
	f.bias = (int32_t)lrint(start_score(w) * SCALE);
	for (size_t k = 0; k < w->n; k++)
		w->score[k] = f.bias / (double)SCALE;
	while (f.n < o->trees && w->n) {
		make_gradients(w);
		grow(w, &f.tree[f.n++]);
	}
	nu_arena_free(a);
	return f;
}
