/* The learnt scorer: labels, packs, training on a toy, loading, decoding against brute force. */
#include "model.h"

#include <math.h>

#include "unit.h"

static nu_arena a;

static void
quiet(void *ctx, const char *message)
{
	(void)ctx;
	(void)message;
}

static void
test_labels(void)
{
	OK(nu_label_follows(0, 0));
	OK(nu_label_follows(0, NU_LABEL(1, NU_BEGIN)));
	OK(!nu_label_follows(0, NU_LABEL(1, NU_INSIDE)));
	OK(nu_label_follows(NU_LABEL(1, NU_BEGIN), NU_LABEL(1, NU_LAST)));
	OK(!nu_label_follows(NU_LABEL(1, NU_BEGIN), NU_LABEL(2, NU_LAST)));
	OK(!nu_label_follows(NU_LABEL(1, NU_BEGIN), 0));
	OK(nu_label_follows(NU_LABEL(1, NU_UNIT), NU_LABEL(1, NU_UNIT)));
}

static nu_str
pack(uint32_t first)
{
	nu_packed *item = NU_NEW(&a, nu_packed, 3000);

	for (uint32_t i = 0; i < 3000; i++)
		item[i] = (nu_packed){(first + i) * 0x9E3779B1u, (uint16_t)(i & 0xFFF)};
	return nu_pack_make(&a, item, 3000, true);
}

static void
test_pack(void)
{
	nu_str  bytes = pack(1);
	nu_pack p;

	OK(nu_pack_read(&p, (const uint8_t *)bytes.p, 3000));
	for (uint32_t i = 0; i < 3000; i++)
		OK(nu_pack_find(&p, (1 + i) * 0x9E3779B1u) == (int)(i & 0xFFF));
	OK(nu_pack_find(&p, 12345) == -1);
	OK(!nu_pack_read(&p, (const uint8_t *)bytes.p, 2999)); /* offsets lead out of it */
}

/* Chains of two words: feature 1 is a person alone, 2 then 3 one of two words, 4 nothing. */
static nu_str
train(void)
{
	static const uint32_t feature[4][2] = {
	    {1u << 20, 4u << 20}, {2u << 20, 3u << 20}, {4u << 20, 1u << 20}, {4u << 20, 4u << 20}};
	static const uint16_t count[2] = {1, 1};
	static const uint8_t  label[4][2] = {{NU_LABEL(0, NU_UNIT), 0},
	     {NU_LABEL(0, NU_BEGIN), NU_LABEL(0, NU_LAST)}, {0, NU_LABEL(0, NU_UNIT)}, {0, 0}};
	static uint8_t        middle[NU_CLUSTERS], coarse[128];
	nu_train_opts         o = {.rows = 4096,
	            .epochs = 20,
	            .runs = 2,
	            .least = 1,
	            .filter_bits = 12,
	            .rate = 0.1f,
	            .seed = 1};
	nu_log                log = {.print = quiet};
	nu_chain             *c = NU_NEW(&a, nu_chain, 40);

	for (int i = 0; i < 40; i++)
		c[i] = (nu_chain){feature[i % 4], count, label[i % 4], 2, 2, 1};
	return nu_model_train(&a, &o, c, 40, pack(1), pack(9999), middle, coarse, &log);
}

static void
test_training(void)
{
	nu_str     one = train(), two = train();
	nu_model   m;
	nu_lattice room;
	float      score[2][NU_LABELS], p[2];
	uint8_t    label[2];
	uint32_t   f[3] = {2u << 20, 3u << 20, 77777};
	int16_t    sum[3][NU_WEIGHTS] = {{0}};
	char      *copy;

	OK(nu_eq(one, two)); /* deterministic */
	OK(nu_model_load(&m, one) == NULL);
	nu_lattice_make(&a, &room, 2);
	nu_model_add(&m, &f[0], 1, sum[0]);
	nu_model_score(&m, sum[0], score[0]);
	nu_model_add(&m, &f[1], 1, sum[1]);
	nu_model_score(&m, sum[1], score[1]);
	nu_lattice_decode(&m.trans, &m.etrans, &room, (const float(*)[NU_LABELS])score, 2, label, p);
	OK(label[0] == NU_LABEL(0, NU_BEGIN) && label[1] == NU_LABEL(0, NU_LAST));
	OK(p[0] > 0.5f && p[0] <= 1.0001f);
	/* What training never saw tells nothing. */
	nu_model_add(&m, &f[2], 1, sum[2]);
	nu_model_score(&m, sum[2], score[0]);
	for (int k = 1; k < NU_LABELS; k++)
		OK(score[0][k] == 0);
	/* Every damaged byte and every shorter file is found. */
	copy = nu_alloc(&a, one.n);
	for (size_t i = 0; i < one.n; i += i < 64 ? 1 : 997) {
		memcpy(copy, one.p, one.n);
		copy[i] = (char)(copy[i] ^ 0x55);
		if (i < 20 || i >= 64)
			OK(nu_model_load(&m, (nu_str){copy, one.n}) != NULL);
		else
			nu_model_load(&m, (nu_str){copy, one.n});
		memcpy(copy, one.p, one.n);
		OK(nu_model_load(&m, (nu_str){copy, i}) != NULL);
	}
}

/* A row of weights is added up as it stands: features in any number, negative ones too. */
static void
test_sums(void)
{
	enum { ROWS = 64, FEATURES = 200 };
	static int8_t        row[ROWS * NU_WEIGHTS];
	static const uint8_t filter[1] = {0x5A};
	nu_model             m = {.row = row, .rows = ROWS, .filter = filter, .filter_bits = 3};
	uint32_t             f[FEATURES];
	int16_t              sum[NU_WEIGHTS] = {5, -5}, want[NU_WEIGHTS] = {5, -5};

	for (int i = 0; i < ROWS * NU_WEIGHTS; i++)
		row[i] = (int8_t)(i * 37 % 255 - 127);
	for (uint32_t i = 0; i < FEATURES; i++) {
		uint32_t bit = nu_filter_bit(f[i] = i * 0x85EBCA6Bu, 3);

		for (int k = 0; k < NU_WEIGHTS && filter[0] >> bit & 1; k++)
			want[k] = (int16_t)(want[k] +
			                    row[(((uint64_t)f[i] * ROWS) >> 32) * NU_WEIGHTS + (unsigned)k]);
	}
	nu_model_add(&m, f, FEATURES, sum);
	OK(memcmp(sum, want, sizeof sum) == 0);
}

static void
fill_edges(nu_edges *e, nu_edges *log_e)
{
	for (int x = 0; x < NU_LABELS; x++)
		for (int y = 0; y < NU_LABELS; y++) {
			float w = 0.1f * (float)((x * 7 + y * 3) % 11);

			nu_edge_set(log_e, x, y, nu_label_follows(x, y) ? w : -1e9f);
			nu_edge_set(e, x, y, nu_label_follows(x, y) ? expf(w) : 0);
		}
}

/* Marginals, partition and best labels of a chain of 3 against all its labellings. */
static void
test_lattice(void)
{
	nu_model   m;
	float      s[3][NU_LABELS], keep[3][NU_LABELS], p[3];
	double     sum = 0, first[NU_LABELS] = {0}, pair[NU_LABELS][NU_LABELS] = {{0}}, z, most = 0;
	uint8_t    best[3] = {0}, label[3];
	nu_lattice room;

	nu_lattice_make(&a, &room, 3);
	fill_edges(&m.etrans, &m.trans);
	for (int i = 0; i < 3; i++)
		for (int y = 0; y < NU_LABELS; y++)
			s[i][y] = keep[i][y] = 0.31f * (float)((i * 5 + y * 2) % 7) + 0.01f * (float)y;
	for (int x = 0; x < NU_LABELS; x++)
		for (int y = 0; y < NU_LABELS; y++)
			for (int w = 0; w < NU_LABELS; w++) {
				double v = (double)m.etrans.to[0][x] * m.etrans.to[x][y] * m.etrans.to[y][w] *
				           m.etrans.to[w][0] * exp((double)keep[0][x] + keep[1][y] + keep[2][w]);

				sum += v;
				first[x] += v;
				if (v > most) {
					most = v;
					best[0] = (uint8_t)x;
					best[1] = (uint8_t)y;
					best[2] = (uint8_t)w;
				}
			}
	z = nu_lattice_marginals(&m.etrans, &room, s, 3, pair);
	OK(fabs(z - log(sum)) < 1e-3);
	for (int x = 0; x < NU_LABELS; x++)
		OK(fabs(first[x] / sum - s[0][x]) < 1e-4);
	nu_lattice_decode(&m.trans, &m.etrans, &room, (const float(*)[NU_LABELS])keep, 3, label, p);
	OK(memcmp(label, best, 3) == 0);
	OK(fabs(first[best[0]] / sum - p[0]) < 1e-4);
}

/* A chain of one token has a way of its own. */
static void
test_one(void)
{
	nu_model   m;
	nu_lattice room;

	nu_lattice_make(&a, &room, 1);
	fill_edges(&m.etrans, &m.trans);
	for (int k = 0; k < 40; k++) {
		float   s[1][NU_LABELS], keep[1][NU_LABELS], p;
		double  pair[NU_LABELS][NU_LABELS] = {{0}};
		uint8_t label;
		int     best = 0;

		for (int y = 0; y < NU_LABELS; y++)
			s[0][y] = keep[0][y] = 0.37f * (float)((k * 5 + y * (k % 4 + 2)) % 17);
		nu_lattice_marginals(&m.etrans, &room, s, 1, pair);
		for (int y = 1; y < NU_LABELS; y++)
			best = s[0][y] > s[0][best] ? y : best;
		nu_lattice_decode(&m.trans, &m.etrans, &room, (const float(*)[NU_LABELS])keep, 1, &label, &p);
		OK(label == best);
		OK(fabsf(p - s[0][best]) < 1e-4f);
	}
}

int
main(void)
{
	jmp_buf oom;

	a.oom = &oom;
	if (setjmp(oom))
		return 2;
	test_labels();
	test_pack();
	test_training();
	test_sums();
	test_lattice();
	test_one();
	nu_arena_free(&a);
	return unit_end();
}
