#include "model.h"

#include <math.h>
#include <stdlib.h>

/* A row of the table in training: weights, sums of squared gradients, and for averaging. */
typedef struct row {
	float w[NU_WEIGHTS], square[NU_WEIGHTS], moved[NU_WEIGHTS];
	float mean[NU_WEIGHTS]; /* over the runs done */
} row;

typedef struct edge {
	double w, square, moved, mean;
} edge;

typedef struct trainer {
	const nu_train_opts *opts;
	row                 *row;
	edge                 edge[NU_LABELS][NU_LABELS];
	nu_edges             etrans;
	uint64_t             random, step;
	uint32_t            *order;
	nu_lattice           room;
	float (*score)[NU_LABELS];
	uint32_t *keep; /* features of a chain after dropout, as rows */
	uint16_t *count;
	uint8_t  *often;  /* how often a feature was seen: saturated, by its hash */
	unsigned  counter_shift; /* of a hash, to its counter */
	uint8_t  *filter; /* a bit for each that was seen often enough */
} trainer;

/* xorshift64*: the same on every machine. */
static uint32_t
random32(trainer *t)
{
	t->random ^= t->random >> 12;
	t->random ^= t->random << 25;
	t->random ^= t->random >> 27;
	return (uint32_t)((t->random * UINT64_C(2685821657736338717)) >> 32);
}

static void
shuffle(trainer *t, uint32_t *order, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t   j = (size_t)(((uint64_t)random32(t) * i) >> 32);
		uint32_t x = order[i - 1];

		order[i - 1] = order[j];
		order[j] = x;
	}
}

enum { COUNTER_BITS = 26, ROOM = 64 }; /* counters: at most, log2; for each feature */

static bool
is_often(const trainer *t, uint32_t feature)
{
	return t->often[feature >> t->counter_shift] >= t->opts->least;
}

static void
count_features(trainer *t, const nu_chain *chain, size_t n, nu_log *log)
{
	size_t kept = 0, seen = 0;

	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < chain[i].nfeature; k++) {
			uint8_t *o = &t->often[chain[i].feature[k] >> t->counter_shift];

			seen += !*o;
			*o = (uint8_t)(*o < 255 ? *o + 1 : *o);
			kept += *o == t->opts->least;
		}
	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < chain[i].nfeature; k++)
			if (is_often(t, chain[i].feature[k])) {
				uint32_t bit = nu_filter_bit(chain[i].feature[k], t->opts->filter_bits);

				t->filter[bit >> 3] |= (uint8_t)(1 << (bit & 7));
			}
	nu_note(log, "%zu features, of which %zu often enough", seen, kept);
}

/* The rows of the chain's features, some lexical ones dropped. */
static void
drop_out(trainer *t, const nu_chain *c)
{
	const uint32_t *f = c->feature;
	uint32_t       *out = t->keep, limit = (uint32_t)(t->opts->dropout * 4294967295.0);

	for (uint32_t i = 0; i < c->n; i++) {
		uint32_t *from = out;

		for (uint32_t k = 0; k < c->count[i]; k++)
			if (is_often(t, f[k]) && (k >= t->opts->lexical || random32(t) >= limit))
				*out++ = (uint32_t)(((uint64_t)f[k] * t->opts->rows) >> 32);
		f += c->count[i];
		t->count[i] = (uint16_t)(out - from);
	}
}

static void
score_chain(trainer *t, const nu_chain *c, float (*score)[NU_LABELS])
{
	const uint32_t *f = t->keep;

	for (uint32_t i = 0; i < c->n; i++) {
		for (uint32_t k = 0; k < t->count[i]; k++) {
			const float *w = t->row[*f++].w;

			for (int l = 0; l < NU_WEIGHTS; l++)
				score[i][l + 1] += w[l];
		}
	}
}

static void
move_row(trainer *t, row *r, const float *gradient)
{
	float step = (float)t->step, rate = t->opts->rate;

	for (int l = 0; l < NU_WEIGHTS; l++) {
		float g = gradient[l], d;

		r->square[l] += g * g;
		d = rate * g / sqrtf(r->square[l] + 1e-8f);
		r->w[l] -= d;
		r->moved[l] -= step * d;
	}
}

static void
move_edges(trainer *t, const nu_chain *c, double (*pair)[NU_LABELS])
{
	uint8_t was = 0;

	for (uint32_t i = 0; i <= c->n; i++) {
		uint8_t now = i < c->n ? c->label[i] : 0;

		pair[was][now] -= 1;
		was = now;
	}
	for (int x = 0; x < NU_LABELS; x++)
		for (int y = 0; y < NU_LABELS; y++) {
			edge  *e = &t->edge[x][y];
			double g = pair[x][y] * c->weight, d;

			if (g > -1e-4 && g < 1e-4)
				continue;
			e->square += g * g;
			d = t->opts->rate * g / sqrt(e->square + 1e-8);
			e->w -= d;
			e->moved -= (double)t->step * d;
			nu_edge_set(&t->etrans, x, y, nu_label_follows(x, y) ? expf((float)e->w) : 0);
		}
}

/* One step of gradient descent; returns the loss. */
static double
learn(trainer *t, const nu_chain *c)
{
	float(*score)[NU_LABELS] = t->score;
	double          pair[NU_LABELS][NU_LABELS] = {{0}}, loss = 0;
	const uint32_t *f = t->keep;
	uint8_t         was = 0;

	memset(score, 0, c->n * sizeof *score);
	drop_out(t, c);
	score_chain(t, c, score);
	for (uint32_t i = 0; i < c->n; i++) {
		loss -= score[i][c->label[i]] + t->edge[was][c->label[i]].w;
		was = c->label[i];
	}
	loss += nu_lattice_marginals(&t->etrans, &t->room, score, c->n, pair);
	/* The last edge, back to O, is in the partition but not in the pairs yet. */
	for (int y = 0; y < NU_LABELS; y++)
		pair[y][0] += score[c->n - 1][y];
	t->step++;
	for (uint32_t i = 0; i < c->n; i++) {
		float most = 0;

		score[i][c->label[i]] -= 1;
		for (int l = 0; l < NU_LABELS; l++) {
			score[i][l] *= c->weight;
			most = fabsf(score[i][l]) > most ? fabsf(score[i][l]) : most;
		}
		for (uint32_t k = 0; k < t->count[i]; k++, f++)
			if (most > 1e-3f)
				move_row(t, &t->row[*f], score[i] + 1);
	}
	move_edges(t, c, pair);
	return loss;
}

/* Forgets all but the means. */
static void
begin_run(trainer *t, uint32_t run)
{
	t->random = UINT64_C(0x9E3779B97F4A7C15) ^ ((uint64_t)run << 32 | t->opts->seed);
	t->step = 0;
	for (uint32_t r = 0; r < t->opts->rows; r++)
		memset(&t->row[r], 0, offsetof(row, mean));
	for (int x = 0; x < NU_LABELS; x++)
		for (int y = 0; y < NU_LABELS; y++) {
			t->edge[x][y] = (edge){.mean = t->edge[x][y].mean};
			nu_edge_set(&t->etrans, x, y, nu_label_follows(x, y));
		}
}

/* Adds the run's weights, averaged over its steps, to the means. */
static void
end_run(trainer *t)
{
	float step = t->step ? (float)t->step : 1, runs = (float)t->opts->runs;

	for (uint32_t r = 0; r < t->opts->rows; r++)
		for (int l = 0; l < NU_WEIGHTS; l++)
			t->row[r].mean[l] += (t->row[r].w[l] - t->row[r].moved[l] / step) / runs;
	for (int x = 0; x < NU_LABELS; x++)
		for (int y = 0; y < NU_LABELS; y++) {
			edge *e = &t->edge[x][y];

			e->mean += (e->w - e->moved / (double)step) / (double)runs;
		}
}

static void
run_epochs(trainer *t, const nu_chain *chain, size_t n, nu_log *log)
{
	uint32_t *order = t->order;

	for (size_t i = 0; i < n; i++)
		order[i] = (uint32_t)i;
	for (uint32_t e = 0; e < t->opts->epochs; e++) {
		double loss = 0;

		shuffle(t, order, n);
		for (size_t i = 0; i < n; i++)
			loss += learn(t, &chain[order[i]]);
		nu_note(log, "epoch %u of %u: loss %.4f a chain", e + 1, t->opts->epochs,
		    n ? loss / (double)n : 0.0);
	}
}

/* ------------------------------------------------------------------------- writing */

static void
put32(uint8_t **p, uint32_t v)
{
	for (int k = 0; k < 4; k++)
		*(*p)++ = (uint8_t)(v >> (8 * k));
}

static void
put_float(uint8_t **p, float f)
{
	uint32_t v;

	memcpy(&v, &f, sizeof v);
	put32(p, v);
}

static void
put_bytes(uint8_t **p, const void *from, size_t n)
{
	memcpy(*p, from, n);
	*p += n;
}

static int
cmp_packed(const void *a, const void *b)
{
	const nu_packed *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->known > y->known) - (x->known < y->known);
}

nu_str
nu_pack_make(nu_arena *keep, nu_packed *item, size_t n, bool join)
{
	size_t   m = 0, at = 0;
	uint8_t *bytes, *p;

	if (n)
		qsort(item, n, sizeof *item, cmp_packed);
	for (size_t i = 0; i < n; i++) {
		if (m && item[m - 1].hash == item[i].hash) {
			if (join)
				item[m - 1].known |= item[i].known;
			continue;
		}
		item[m++] = item[i];
	}
	p = bytes = nu_alloc(keep, 4 * 4097 + 4 * m);
	for (uint32_t b = 0; b <= 4096; b++) {
		while (at < m && item[at].hash >> 20 < b)
			at++;
		put32(&p, (uint32_t)at);
	}
	for (size_t i = 0; i < m; i++)
		put32(&p, (item[i].hash & 0xFFFFF) << 12 | item[i].known);
	return (nu_str){(char *)bytes, (size_t)(p - bytes)};
}

/* The step of the int8 grid: all but one weight in ten thousand lie on it. */
static float
find_scale(const trainer *t)
{
	uint32_t histogram[4096] = {0}, beyond = 0;
	uint64_t all = 0;
	int      i;

	for (uint32_t r = 0; r < t->opts->rows; r++) {
		const float *w = t->row[r].mean;

		for (int l = 0; l < NU_WEIGHTS; l++) {
			float v = fabsf(w[l]) * 256;

			histogram[v > 4095 ? 4095 : (int)v]++;
			all += w[l] != 0;
		}
	}
	for (i = 4095; i > 0 && beyond + histogram[i] <= all / 10000; i--)
		beyond += histogram[i];
	return (float)(i + 1) / 256 / 127;
}

static void
put_weights(const trainer *t, float scale, uint8_t **p)
{
	for (uint32_t r = 0; r < t->opts->rows; r++) {
		const float *w = t->row[r].mean;

		for (int l = 0; l < NU_WEIGHTS; l++) {
			float v = roundf(w[l] / scale);

			v = v > 127 ? 127 : v < -127 ? -127 : v;
			*(*p)++ = (uint8_t)(int8_t)v;
		}
	}
}

static nu_str
write_model(nu_arena *keep, const trainer *t, nu_str gaz, nu_str clu,
    const uint8_t middle[NU_CLUSTERS], const uint8_t coarse[128])
{
	size_t   filter = (size_t)1 << t->opts->filter_bits >> 3, size;
	float    scale = find_scale(t);
	uint8_t *bytes, *p, *head;

	size = 64 + 4 * NU_LABELS * NU_LABELS + NU_CLUSTERS + 128 + gaz.n + clu.n + filter +
	       (size_t)t->opts->rows * NU_WEIGHTS;
	size = (size + 15) / 16 * 16;
	p = bytes = nu_alloc(keep, size);
	head = bytes;
	p += 64;
	for (int x = 0; x < NU_LABELS; x++)
		for (int y = 0; y < NU_LABELS; y++)
			put_float(&p, (float)t->edge[x][y].mean);
	put_bytes(&p, middle, NU_CLUSTERS);
	put_bytes(&p, coarse, 128);
	put_bytes(&p, gaz.p, gaz.n);
	put_bytes(&p, clu.p, clu.n);
	put_bytes(&p, t->filter, filter);
	p = bytes + size - (size_t)t->opts->rows * NU_WEIGHTS;
	put_weights(t, scale, &p);
	put_bytes(&head, "NUENTS\n", 8);
	put32(&head, 2);
	put32(&head, t->opts->rows);
	put32(&head, NU_LABELS);
	put_float(&head, scale);
	put32(&head, (uint32_t)((gaz.n - 4 * 4097) / 4));
	put32(&head, (uint32_t)((clu.n - 4 * 4097) / 4));
	put32(&head, nu_model_sum((nu_str){(char *)bytes + 64, size - 64}));
	put32(&head, t->opts->filter_bits);
	put_float(&head, t->opts->lift);
	return (nu_str){(char *)bytes, size};
}

nu_str
nu_model_train(nu_arena *keep, const nu_train_opts *opts, const nu_chain *chain, size_t n,
    nu_str gazetteer, nu_str cluster, const uint8_t middle[NU_CLUSTERS], const uint8_t coarse[128],
    nu_log *log)
{
	trainer *t = NU_NEW(keep, trainer, 1);
	uint32_t tokens = 1, features = 1;
	unsigned counter_bits = 10;
	size_t   all = 0;

	t->opts = opts;
	t->order = NU_NEW(keep, uint32_t, n + 1);
	t->row = NU_NEW(keep, row, opts->rows);
	for (size_t i = 0; i < n; i++) {
		tokens = chain[i].n > tokens ? chain[i].n : tokens;
		features = chain[i].nfeature > features ? chain[i].nfeature : features;
		all += chain[i].nfeature;
	}
	while (counter_bits < COUNTER_BITS && (size_t)1 << counter_bits < all * ROOM)
		counter_bits++;
	t->counter_shift = 32 - counter_bits;
	t->keep = NU_NEW(keep, uint32_t, features);
	t->count = NU_NEW(keep, uint16_t, tokens);
	t->score = nu_alloc(keep, tokens * sizeof *t->score);
	nu_lattice_make(keep, &t->room, tokens);
	t->often = NU_NEW(keep, uint8_t, (size_t)1 << counter_bits);
	t->filter = NU_NEW(keep, uint8_t, (size_t)1 << opts->filter_bits >> 3);
	count_features(t, chain, n, log);
	for (uint32_t run = 0; run < opts->runs; run++) {
		begin_run(t, run);
		run_epochs(t, chain, n, log);
		end_run(t);
	}
	return write_model(keep, t, gazetteer, cluster, middle, coarse);
}
