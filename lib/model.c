#include "model.h"

#include <math.h>

/*
 * Header, little-endian: 8 bytes magic; u32 version, rows, labels, scale (float), entries
 * of the gazetteer, entries of the clusters, sum of all bytes behind the header, log2 of
 * the bits of the filter; lift (float).
 */
enum { HEADER = 64, VERSION = 1, BUCKETS = 4096 };

static const char magic[8] = {'N', 'U', 'E', 'N', 'T', 'S', '\n', 0};

static uint32_t
le32(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static float
le_float(const uint8_t *p)
{
	uint32_t v = le32(p);
	float    f;

	memcpy(&f, &v, sizeof f);
	return f;
}

/* FNV-1a over words of four bytes: fast enough to be asked at every start. */
uint32_t
nu_model_sum(nu_str bytes)
{
	const uint8_t *p = (const uint8_t *)bytes.p;
	uint32_t       h[4] = {1, 2, 3, 4};
	size_t         i = 0;

	for (; i + 16 <= bytes.n; i += 16)
		for (size_t k = 0; k < 4; k++)
			h[k] = (h[k] ^ le32(p + i + 4 * k)) * 16777619u;
	for (; i < bytes.n; i++)
		h[0] = (h[0] ^ p[i]) * 16777619u;
	return h[0] ^ h[1] * 3 ^ h[2] * 5 ^ h[3] * 7;
}

/* --------------------------------------------------------------------------- packs */

int
nu_pack_find(const nu_pack *pack, uint32_t hash)
{
	uint32_t from, to, rest = hash & 0xFFFFF;

	if (!pack->n)
		return -1;
	from = le32(pack->offset + 4 * (hash >> 20));
	to = le32(pack->offset + 4 * (hash >> 20) + 4);
	for (; from < to; from++) {
		uint32_t e = le32(pack->entry + 4 * (size_t)from);

		if (e >> 12 == rest)
			return (int)(e & 0xFFF);
	}
	return -1;
}

bool
nu_pack_read(nu_pack *pack, const uint8_t *p, uint32_t n)
{
	uint32_t was = 0;

	pack->offset = p;
	pack->entry = p + 4 * (BUCKETS + 1);
	pack->n = n;
	for (uint32_t i = 0; i <= BUCKETS; i++) {
		uint32_t at = le32(p + 4 * i);

		if (at < was || at > n)
			return false;
		was = at;
	}
	return true;
}

/* ---------------------------------------------------------------------------- load */

bool
nu_label_follows(int a, int b)
{
	int  pa = a ? (a - 1) % 4 : -1, pb = b ? (b - 1) % 4 : -1;
	bool open = pa == NU_BEGIN || pa == NU_INSIDE;

	if (open)
		return b && (a - 1) / 4 == (b - 1) / 4 && (pb == NU_INSIDE || pb == NU_LAST);
	return pb != NU_INSIDE && pb != NU_LAST;
}

static const char *
check_header(nu_str bytes)
{
	const uint8_t *p = (const uint8_t *)bytes.p;

	if (bytes.n < HEADER || memcmp(p, magic, sizeof magic))
		return "not a model of nents";
	if (le32(p + 8) != VERSION || le32(p + 16) != NU_LABELS)
		return "a model of another version";
	if (le32(p + 12) == 0 || le32(p + 12) > 1u << 24 || le32(p + 24) > 1u << 22 ||
	    le32(p + 28) > 1u << 22 || le32(p + 36) < 3 || le32(p + 36) > 30)
		return "a damaged model";
	return NULL;
}

const char *
nu_model_load(nu_model *m, nu_str bytes)
{
	const uint8_t *p = (const uint8_t *)bytes.p, *at = p + HEADER;
	const char    *why = check_header(bytes);
	uint32_t       ngaz, nclu;
	size_t         need;

	if (why)
		return why;
	m->rows = le32(p + 12);
	m->scale = le_float(p + 20);
	m->filter_bits = le32(p + 36);
	m->lift = le_float(p + 40);
	ngaz = le32(p + 24);
	nclu = le32(p + 28);
	need = HEADER + 4 * NU_LABELS * NU_LABELS + NU_CLUSTERS + 128 + 2 * 4 * (BUCKETS + 1) +
	       4 * ((size_t)ngaz + nclu) + ((size_t)1 << m->filter_bits >> 3) +
	       (size_t)m->rows * NU_WEIGHTS;
	need = (need + 15) / 16 * 16;
	if (bytes.n != need)
		return bytes.n < need ? "a truncated model" : "a damaged model";
	if (le32(p + 32) != nu_model_sum((nu_str){(const char *)at, bytes.n - HEADER}))
		return "a damaged model";
	for (int i = 0; i < NU_LABELS; i++)
		for (int j = 0; j < NU_LABELS; j++, at += 4) {
			m->trans[i][j] = le_float(at);
			m->etrans[i][j] = nu_label_follows(i, j) ? expf(m->trans[i][j]) : 0;
		}
	m->middle = at;
	m->coarse = at + NU_CLUSTERS;
	at += NU_CLUSTERS + 128;
	if (!nu_pack_read(&m->gazetteer, at, ngaz))
		return "a damaged model";
	at += 4 * (BUCKETS + 1) + 4 * (size_t)ngaz;
	if (!nu_pack_read(&m->cluster, at, nclu))
		return "a damaged model";
	m->filter = at + 4 * (BUCKETS + 1) + 4 * (size_t)nclu;
	/* The weights stand last and end with the file, so that a row never crosses a line. */
	m->row = (const int8_t *)(p + need - (size_t)m->rows * NU_WEIGHTS);
	return NULL;
}

/* --------------------------------------------------------------------------- score */

void
nu_model_score(const nu_model *m, const uint32_t *feature, size_t n, float score[NU_LABELS])
{
	int16_t sum[NU_WEIGHTS] = {0};

	for (size_t i = 0; i < n; i++) {
		uint32_t      bit = nu_filter_bit(feature[i], m->filter_bits);
		const int8_t *row;

		if (!(m->filter[bit >> 3] >> (bit & 7) & 1))
			continue;
		row = m->row + (((uint64_t)feature[i] * m->rows) >> 32) * NU_WEIGHTS;

		for (int k = 0; k < NU_WEIGHTS; k++)
			sum[k] = (int16_t)(sum[k] + row[k]);
	}
	score[0] = -m->lift;
	for (int k = 0; k < NU_WEIGHTS; k++)
		score[k + 1] = (float)sum[k] * m->scale;
}

/* ------------------------------------------------------------------------- lattice */

/* exp of a token's scores, the greatest being 1; returns what was taken off. */
static float
exponentials(float s[NU_LABELS])
{
	float max = s[0];

	for (int k = 1; k < NU_LABELS; k++)
		if (s[k] > max)
			max = s[k];
	for (int k = 0; k < NU_LABELS; k++)
		s[k] = s[k] - max < -30 ? 0 : expf(s[k] - max);
	return max;
}

/*
 * A name that is not open may be followed by O and by what begins a name; an open one
 * only by its own inside and end. So 97 of the 289 pairs of labels are ever asked.
 */
enum { ENDS = 1 + 2 * NU_TYPES };

static const uint8_t closed[ENDS] = {0, 3, 4, 7, 8, 11, 12, 15, 16}; /* O, L and U */
static const uint8_t begins[ENDS] = {0, 1, 4, 5, 8, 9, 12, 13, 16};  /* O, B and U */

/* to[y] = sum over x of from[x] e[x][y] */
static void
forward_step(const float e[NU_LABELS][NU_LABELS], const float *from, float *to)
{
	float sum[ENDS] = {0};

	for (int i = 0; i < ENDS; i++)
		for (int k = 0; k < ENDS; k++)
			sum[k] += from[closed[i]] * e[closed[i]][begins[k]];
	for (int k = 0; k < ENDS; k++)
		to[begins[k]] = sum[k];
	for (int b = 1; b < NU_LABELS; b += 4) {
		to[b + 1] = from[b] * e[b][b + 1] + from[b + 1] * e[b + 1][b + 1];
		to[b + 2] = from[b] * e[b][b + 2] + from[b + 1] * e[b + 1][b + 2];
	}
}

/* to[x] = sum over y of e[x][y] from[y] */
static void
backward_step(const float e[NU_LABELS][NU_LABELS], const float *from, float *to)
{
	for (int i = 0; i < ENDS; i++) {
		float sum = 0;

		for (int k = 0; k < ENDS; k++)
			sum += e[closed[i]][begins[k]] * from[begins[k]];
		to[closed[i]] = sum;
	}
	for (int b = 1; b < NU_LABELS; b += 4)
		for (int x = b; x < b + 2; x++)
			to[x] = e[x][b + 1] * from[b + 1] + e[x][b + 2] * from[b + 2];
}

/* Makes v sum to 1; returns the sum it had. */
static float
normalise(float *v)
{
	float sum = 0;

	for (int k = 0; k < NU_LABELS; k++)
		sum += v[k];
	if (sum > 0)
		for (int k = 0; k < NU_LABELS; k++)
			v[k] /= sum;
	return sum;
}

static void
add_pairs(const float e[NU_LABELS][NU_LABELS], const float *alpha, const float *psi,
    const float *beta, double (*pair)[NU_LABELS])
{
	float p[NU_LABELS][NU_LABELS], sum = 0;

	for (int x = 0; x < NU_LABELS; x++)
		for (int y = 0; y < NU_LABELS; y++)
			sum += p[x][y] = alpha[x] * e[x][y] * psi[y] * beta[y];
	if (sum > 0)
		for (int x = 0; x < NU_LABELS; x++)
			for (int y = 0; y < NU_LABELS; y++)
				pair[x][y] += p[x][y] / sum;
}

void
nu_lattice_make(nu_arena *a, nu_lattice *room, size_t max)
{
	room->alpha = nu_alloc(a, max * sizeof *room->alpha);
	room->from = nu_alloc(a, max * sizeof *room->from);
}

double
nu_model_marginals(const float e[NU_LABELS][NU_LABELS], nu_lattice *room, float (*score)[NU_LABELS],
    size_t n, double (*pair)[NU_LABELS])
{
	float(*alpha)[NU_LABELS] = room->alpha;
	float  beta[NU_LABELS], next[NU_LABELS], first[NU_LABELS] = {1}, step[NU_LABELS];
	double z = 0;

	for (size_t i = 0; i < n; i++) {
		z += exponentials(score[i]);
		forward_step(e, i ? alpha[i - 1] : first, alpha[i]);
		for (int k = 0; k < NU_LABELS; k++)
			alpha[i][k] *= score[i][k];
		z += log(normalise(alpha[i]));
	}
	for (int k = 0; k < NU_LABELS; k++)
		beta[k] = e[k][0];
	for (size_t i = n; i-- > 0;) {
		for (int k = 0; k < NU_LABELS; k++)
			step[k] = beta[k] * score[i][k];
		if (pair)
			add_pairs(e, i ? alpha[i - 1] : first, score[i], beta, pair);
		if (i == n - 1) {
			float sum = 0;

			for (int k = 0; k < NU_LABELS; k++)
				sum += alpha[i][k] * e[k][0];
			z += log(sum);
		}
		for (int k = 0; k < NU_LABELS; k++)
			score[i][k] = alpha[i][k] * beta[k];
		normalise(score[i]);
		backward_step(e, step, next);
		normalise(next);
		memcpy(beta, next, sizeof beta);
	}
	return z;
}

/* One step of Viterbi: the best way to each label, and where it comes from. */
static void
best_step(const float t[NU_LABELS][NU_LABELS], const float *was, float *now, uint8_t *from)
{
	for (int k = 0; k < ENDS; k++) {
		int   y = begins[k], arg = 0;
		float top = was[0] + t[0][y];

		for (int i = 1; i < ENDS; i++) {
			float v = was[closed[i]] + t[closed[i]][y];

			if (v > top) {
				top = v;
				arg = closed[i];
			}
		}
		now[y] += top;
		from[y] = (uint8_t)arg;
	}
	for (int b = 1; b < NU_LABELS; b += 4)
		for (int y = b + 1; y < b + 3; y++) {
			float one = was[b] + t[b][y], two = was[b + 1] + t[b + 1][y];

			now[y] += one >= two ? one : two;
			from[y] = (uint8_t)(one >= two ? b : b + 1);
		}
}

void
nu_model_decode(const nu_model *m, nu_lattice *room, float (*score)[NU_LABELS], size_t n,
    uint8_t *label, float *marginal)
{
	float first[NU_LABELS], best[2][NU_LABELS], *end;
	uint8_t(*from)[NU_LABELS] = room->from;
	int last = 0;

	for (int y = 0; y < NU_LABELS; y++)
		first[y] = y ? -1e30f : 0;
	for (size_t i = 0; i < n; i++) {
		memcpy(best[i & 1], score[i], sizeof best[0]);
		best_step(m->trans, i ? best[(i & 1) ^ 1] : first, best[i & 1], from[i]);
	}
	end = best[(n - 1) & 1];
	for (int i = 1; i < ENDS; i++)
		if (end[closed[i]] + m->trans[closed[i]][0] > end[last] + m->trans[last][0])
			last = closed[i];
	for (size_t i = n; i-- > 0;) {
		label[i] = (uint8_t)last;
		last = from[i][last];
	}
	nu_model_marginals(m->etrans, room, score, n, NULL);
	for (size_t i = 0; i < n; i++)
		marginal[i] = score[i][label[i]];
}
