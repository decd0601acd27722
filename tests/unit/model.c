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
	static const uint8_t  label[4][2] = {
		{NU_LABEL(0, NU_UNIT), 0}, {NU_LABEL(0, NU_BEGIN), NU_LABEL(0, NU_LAST)},
		{0, NU_LABEL(0, NU_UNIT)}, {0, 0}};
	static uint8_t        middle[NU_CLUSTERS], coarse[128];
	nu_train_opts         o = {.rows = 4096, .epochs = 20, .runs = 2, .least = 1, .filter_bits = 12,
	            .rate = 0.1f, .seed = 1};
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
	char      *copy;

	OK(nu_eq(one, two)); /* deterministic */
	OK(nu_model_load(&m, one) == NULL);
	nu_lattice_make(&a, &room, 2);
	nu_model_score(&m, &f[0], 1, score[0]);
	nu_model_score(&m, &f[1], 1, score[1]);
	nu_model_decode(&m, &room, score, 2, label, p);
	OK(label[0] == NU_LABEL(0, NU_BEGIN) && label[1] == NU_LABEL(0, NU_LAST));
	OK(p[0] > 0.5f && p[0] <= 1.0001f);
	/* What training never saw tells nothing. */
	nu_model_score(&m, &f[2], 1, score[0]);
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

/* Marginals and the partition of a chain of 3 against the sum over all labellings. */
static void
test_lattice(void)
{
	float      e[NU_LABELS][NU_LABELS], s[3][NU_LABELS], keep[3][NU_LABELS];
	double     sum = 0, first[NU_LABELS] = {0}, z;
	nu_lattice room;

	nu_lattice_make(&a, &room, 3);
	for (int x = 0; x < NU_LABELS; x++)
		for (int y = 0; y < NU_LABELS; y++)
			e[x][y] = nu_label_follows(x, y) ? expf(0.1f * (float)((x * 7 + y * 3) % 11)) : 0;
	for (int i = 0; i < 3; i++)
		for (int y = 0; y < NU_LABELS; y++)
			s[i][y] = keep[i][y] = 0.3f * (float)((i * 5 + y * 2) % 7);
	for (int x = 0; x < NU_LABELS; x++)
		for (int y = 0; y < NU_LABELS; y++)
			for (int w = 0; w < NU_LABELS; w++) {
				double v = (double)e[0][x] * e[x][y] * e[y][w] * e[w][0] *
				           exp((double)keep[0][x] + keep[1][y] + keep[2][w]);

				sum += v;
				first[x] += v;
			}
	z = nu_model_marginals((const float(*)[NU_LABELS])e, &room, s, 3, NULL);
	OK(fabs(z - log(sum)) < 1e-3);
	for (int x = 0; x < NU_LABELS; x++)
		OK(fabs(first[x] / sum - s[0][x]) < 1e-4);
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
	test_lattice();
	nu_arena_free(&a);
	return unit_end();
}
