#include "model.h"

#include <math.h>

/*
 * Header, little-endian: 8 bytes magic; u32 version, rows, labels, scale (float), entries
 * of the gazetteer, entries of the clusters, sum of all bytes behind the header, log2 of
 * the bits of the filter; lift (float).
 */
enum { HEADER = 64, VERSION = 2, BUCKETS = 4096 };

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
	uint32_t from, to, at, rest = hash & 0xFFFFF, e;

	if (!pack->n)
		return -1;
	from = le32(pack->offset + 4 * (hash >> 20));
	to = le32(pack->offset + 4 * (hash >> 20) + 4);
	if (from == to)
		return -1;
	/* The entries of a bucket are sorted, and hashes spread evenly: begin where it should be. */
	at = from + (uint32_t)(((uint64_t)(to - from) * rest) >> 20);
	while (at > from && le32(pack->entry + 4 * (size_t)(at - 1)) >> 12 >= rest)
		at--;
	for (; at < to && (e = le32(pack->entry + 4 * (size_t)at)) >> 12 <= rest; at++)
		if (e >> 12 == rest)
			return (int)(e & 0xFFF);
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

static const char *
check_header(nu_str bytes)
{
	const uint8_t *p = (const uint8_t *)bytes.p;

	if (bytes.n < HEADER || memcmp(p, magic, sizeof magic) != 0)
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
			float w = le_float(at);

			nu_edge_set(&m->trans, i, j, w);
			nu_edge_set(&m->etrans, i, j, nu_label_follows(i, j) ? expf(w) : 0);
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

/* A row as a vector of gcc and clang, two weights a lane. */
typedef int16_t lanes __attribute__((vector_size(NU_WEIGHTS)));

enum { BATCH = 128, FIRST = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ };

void
nu_model_add(const nu_model *m, const uint32_t *feature, size_t n, int16_t sum[NU_WEIGHTS])
{
	uint32_t row[BATCH];
	lanes    low = {0}, high = {0};

	for (size_t at = 0; at < n; at += BATCH) {
		size_t to = n - at < BATCH ? n : at + BATCH, kept = 0;

		for (size_t i = at; i < to; i++) { /* no branch: which are kept cannot be guessed */
			uint32_t bit = nu_filter_bit(feature[i], m->filter_bits);

			row[kept] = (uint32_t)(((uint64_t)feature[i] * m->rows) >> 32);
			kept += m->filter[bit >> 3] >> (bit & 7) & 1;
		}
		for (size_t i = 0; i < kept; i++) {
			lanes r;

			memcpy(&r, m->row + (size_t)row[i] * NU_WEIGHTS, sizeof r);
			low += r << 8 >> 8;
			high += r >> 8;
		}
	}
	for (int k = 0; k < NU_WEIGHTS / 2; k++) {
		sum[2 * k + FIRST] = (int16_t)(sum[2 * k + FIRST] + low[k]);
		sum[2 * k + !FIRST] = (int16_t)(sum[2 * k + !FIRST] + high[k]);
	}
}

void
nu_model_score(const nu_model *m, const int16_t sum[NU_WEIGHTS], float score[NU_LABELS])
{
	score[0] = -m->lift;
	for (int k = 0; k < NU_WEIGHTS; k++)
		score[k + 1] = (float)sum[k] * m->scale;
}
