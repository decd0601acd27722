/*
 * Runs a forest over the lines of a page. With AVX2 two vectors of 16 lines go through a
 * tree at a time, and its leaves, split into low and high bytes, are looked up by byte
 * shuffles; with AVX-512 two of 32 do, and one instruction looks up 64 leaves. The portable
 * twin gives the same sums.
 */
#include "strip_model.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAVE_AVX2 1
#endif

enum { LANES = 16, LEAVES = 1 << SP_MAX_DEPTH };

/* A tree as the vectors want it: three lines of cache. */
struct sp_packed {
	int16_t  leaf[LEAVES];          /* from the last one on */
	uint32_t least[SP_MAX_DEPTH];   /* the bit is set from this value on, which is here twice */
	uint16_t column[SP_MAX_DEPTH];  /* the feature's, from the highest bit down; none: not so deep */
	uint8_t  depth;
	bool     flush; /* sums of 16 bits may overflow with the next tree */
	uint8_t  pad[26];
};

/* The bytes of sp_packed.leaf. */
struct sp_bytes {
	uint8_t low[LEAVES], high[LEAVES];
};

/* No value of a table is as great as this (see set() in strip_feat.c). */
enum { BEYOND = 32767 };

static uint32_t
twice(int v)
{
	return ((uint32_t)v & 0xFFFF) * 0x10001;
}

void
sp_forest_pack(nu_arena *keep, sp_forest *f)
{
	struct sp_packed *packed = nu_alloc_aligned(keep, f->n * sizeof *packed);
	struct sp_bytes  *bytes = NU_NEW(keep, struct sp_bytes, f->n);
	int               sum = 0;

	for (size_t i = 0; i < f->n; i++) {
		const sp_tree *t = &f->tree[i];
		unsigned       last = (1u << t->depth) - 1, none = SP_MAX_DEPTH - t->depth;
		int            most = 0;

		for (unsigned k = 0; k < 1u << t->depth; k++) {
			int v = t->leaf[k];

			most = (v < 0 ? -v : v) > most ? (v < 0 ? -v : v) : most;
			packed[i].leaf[last - k] = (int16_t)v;
			bytes[i].low[last - k] = (uint8_t)((unsigned)v & 255);
			bytes[i].high[last - k] = (uint8_t)((unsigned)v >> 8 & 255);
		}
		for (unsigned d = 0; d < none; d++)
			packed[i].least[d] = twice(INT16_MIN);
		for (unsigned d = none; d < SP_MAX_DEPTH; d++) {
			unsigned from = SP_MAX_DEPTH - 1u - d;

			packed[i].column[d] = (uint16_t)(t->feature[from] * SP_LANES);
			packed[i].least[d] = twice(t->above[from] < BEYOND ? t->above[from] + 1 : BEYOND);
		}
		packed[i].depth = t->depth;
		sum += most;
		if (i && sum > INT16_MAX) {
			packed[i - 1].flush = true;
			sum = most;
		}
	}
	if (f->n)
		packed[f->n - 1].flush = true;
	f->packed = packed;
	f->bytes = bytes;
}

/* ------------------------------------------------------------------------ portable */

/* LANES lines at a time: gcc and clang make vector instructions of these on any machine. */
typedef int16_t lanes __attribute__((vector_size(LANES * sizeof(int16_t))));

static void
run_lanes(const sp_forest *f, const sp_table *t, size_t at, int32_t *out)
{
	for (int k = 0; k < LANES; k++)
		out[k] = f->bias;
	for (size_t i = 0; i < f->n; i++) {
		const sp_tree *tree = &f->tree[i];
		lanes          leaf = {0}, x;

		for (unsigned d = 0; d < tree->depth; d++) {
			memcpy(&x, sp_at(t, tree->feature[d], at), sizeof x);
			leaf |= (x > tree->above[d]) & (int16_t)(1 << d);
		}
		for (int k = 0; k < LANES; k++)
			out[k] += tree->leaf[leaf[k]];
	}
}

void
sp_forest_run_plain(const sp_forest *f, const sp_table *t, size_t from, size_t to, int32_t *out)
{
	int32_t sum[LANES];

	for (size_t at = from / LANES * LANES; at < to; at += LANES) {
		run_lanes(f, t, at, sum);
		for (size_t k = 0; k < LANES && at + k < to; k++)
			if (at + k >= from)
				out[at + k] = sum[k];
	}
}

/* ---------------------------------------------------------------------------- AVX2 */

#ifdef HAVE_AVX2
#define AVX2 __attribute__((target("avx2"))) static inline

/* The number, from the end, of the leaf of each of 32 lines from x on, as bytes: lines 0 to
 * 7, 16 to 23, 8 to 15, 24 to 31. */
AVX2 __m256i
leaves(const struct sp_packed *t, const int16_t *x)
{
	__m256i a = _mm256_setzero_si256(), b = a;

	for (unsigned d = SP_MAX_DEPTH - t->depth; d < SP_MAX_DEPTH; d++) {
		const __m256i *v = (const __m256i *)(const void *)(x + t->column[d]);
		__m256i        least = _mm256_set1_epi32((int)t->least[d]);

		/* Bits of what is less: the leaves are stored from the last one on. */
		a = _mm256_sub_epi16(_mm256_add_epi16(a, a), _mm256_cmpgt_epi16(least, _mm256_loadu_si256(v)));
		b = _mm256_sub_epi16(
		    _mm256_add_epi16(b, b), _mm256_cmpgt_epi16(least, _mm256_loadu_si256(v + 1)));
	}
	return _mm256_packus_epi16(a, b);
}

AVX2 __m256i
look(const uint8_t *sixteen, __m256i at)
{
	const __m128i *p = (const __m128i *)(const void *)sixteen;

	return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128(p)), at);
}

/* table[at] for each byte; bit 4 and 5 of `at` are the signs of the bytes of bit4 and bit5. */
AVX2 __m256i
look_up(const uint8_t *table, __m256i at, __m256i bit4, __m256i bit5)
{
	__m256i low = _mm256_blendv_epi8(look(table, at), look(table + 16, at), bit4);
	__m256i high = _mm256_blendv_epi8(look(table + 32, at), look(table + 48, at), bit4);

	return _mm256_blendv_epi8(low, high, bit5);
}

AVX2 void
add_eight(int32_t *out, __m128i v)
{
	__m256i *p = (__m256i *)(void *)out;

	_mm256_storeu_si256(p, _mm256_add_epi32(_mm256_loadu_si256(p), _mm256_cvtepi16_epi32(v)));
}

/* Adds up all trees for the 32 lines from x on. */
AVX2 void
add_wide(const sp_forest *f, const int16_t *x, int32_t out[SP_LANES])
{
	__m256i a = _mm256_setzero_si256(), b = a;

	for (int k = 0; k < SP_LANES; k++)
		out[k] = f->bias;
	for (size_t i = 0; i < f->n; i++) {
		const struct sp_packed *t = &f->packed[i];
		__m256i at = leaves(t, x);
		__m256i bit4 = _mm256_slli_epi16(at, 3), bit5 = _mm256_slli_epi16(at, 2);
		__m256i low = look_up(f->bytes[i].low, at, bit4, bit5);
		__m256i high = look_up(f->bytes[i].high, at, bit4, bit5);

		a = _mm256_add_epi16(a, _mm256_unpacklo_epi8(low, high));
		b = _mm256_add_epi16(b, _mm256_unpackhi_epi8(low, high));
		if (!t->flush)
			continue;
		add_eight(out, _mm256_castsi256_si128(a));
		add_eight(out + 8, _mm256_extracti128_si256(a, 1));
		add_eight(out + 16, _mm256_castsi256_si128(b));
		add_eight(out + 24, _mm256_extracti128_si256(b, 1));
		a = b = _mm256_setzero_si256();
	}
}

AVX2 void
run_wide(const sp_forest *f, const int16_t *x, const int16_t *y, int32_t out[2 * SP_LANES])
{
	add_wide(f, x, out);
	if (y)
		add_wide(f, y, out + SP_LANES);
}
#endif

/* ------------------------------------------------------------------------- AVX-512 */

#ifdef HAVE_AVX2
#define AVX512        __attribute__((target("avx512f,avx512bw"))) static
#define AVX512_INLINE __attribute__((target("avx512f,avx512bw"), always_inline)) static inline

/* Sets bit d, from the highest, of the lines whose value is less. */
AVX512_INLINE __m512i
set_bit(const struct sp_packed *t, unsigned d, const int16_t *x, __m512i at)
{
	__m512i   v = _mm512_loadu_si512((const void *)(x + t->column[d]));
	__mmask32 less = _mm512_cmpgt_epi16_mask(_mm512_set1_epi32((int)t->least[d]), v);

	return _mm512_mask_add_epi16(at, less, at, _mm512_set1_epi16((short)(LEAVES >> (d + 1))));
}

/* The leaf of each of 32 lines. */
AVX512_INLINE __m512i
leaves_of(const struct sp_packed *t, const int16_t *x)
{
	const __m512i *leaf = (const __m512i *)(const void *)t->leaf;
	__m512i        at = _mm512_setzero_si512();

	if (t->depth > 4) {
		at = set_bit(t, 0, x, at);
		at = set_bit(t, 1, x, at);
	}
	at = set_bit(t, 2, x, at);
	at = set_bit(t, 3, x, at);
	at = set_bit(t, 4, x, at);
	at = set_bit(t, 5, x, at);
	return _mm512_permutex2var_epi16(_mm512_loadu_si512(leaf), at, _mm512_loadu_si512(leaf + 1));
}

/* Sums of 32 lines: of the trees since the last flush, and of those before. */
typedef struct sums {
	__m512i now, low, high;
} sums;

AVX512_INLINE void
flush(sums *s)
{
	__m256i low = _mm512_castsi512_si256(s->now), high = _mm512_extracti64x4_epi64(s->now, 1);

	s->low = _mm512_add_epi32(s->low, _mm512_cvtepi16_epi32(low));
	s->high = _mm512_add_epi32(s->high, _mm512_cvtepi16_epi32(high));
	s->now = _mm512_setzero_si512();
}

/*
 * Adds up all trees for 32 lines at each of x and, if there are two, y: what is read of a tree
 * serves both.
 */
AVX512_INLINE void
add_trees(const sp_forest *f, const int16_t *x, const int16_t *y, bool two, int32_t *out)
{
	__m512i bias = _mm512_set1_epi32(f->bias), none = _mm512_setzero_si512();
	sums    a = {none, bias, bias}, b = a;

	for (const struct sp_packed *t = f->packed; t < f->packed + f->n; t++) {
		a.now = _mm512_add_epi16(a.now, leaves_of(t, x));
		if (two)
			b.now = _mm512_add_epi16(b.now, leaves_of(t, y));
		if (!t->flush)
			continue;
		flush(&a);
		flush(&b);
	}
	_mm512_storeu_si512((void *)out, a.low);
	_mm512_storeu_si512((void *)(out + SP_LANES / 2), a.high);
	_mm512_storeu_si512((void *)(out + SP_LANES), b.low);
	_mm512_storeu_si512((void *)(out + SP_LANES * 3 / 2), b.high);
}

AVX512 void
run_widest(const sp_forest *f, const int16_t *x, const int16_t *y, int32_t out[2 * SP_LANES])
{
	if (y)
		add_trees(f, x, y, true, out);
	else
		add_trees(f, x, x, false, out);
}
#endif

/* ------------------------------------------------------------------------------- both */

#ifdef HAVE_AVX2
/* Adds up all trees for the SP_LANES lines from x on, and for those from y on if there is one. */
typedef void run_trees(
    const sp_forest *f, const int16_t *x, const int16_t *y, int32_t out[2 * SP_LANES]);

static void
run_vectors(
    run_trees *run, const sp_forest *f, const sp_table *t, size_t from, size_t to, int32_t *out)
{
	int32_t sum[2 * SP_LANES];

	for (size_t at = from / SP_LANES * SP_LANES; at < to; at += 2 * SP_LANES) {
		size_t a = at < from ? from : at, b = at + 2 * SP_LANES < to ? at + 2 * SP_LANES : to;

		run(f, sp_at(t, 0, at), b > at + SP_LANES ? sp_at(t, 0, at + SP_LANES) : NULL, sum);
		memcpy(out + a, sum + (a - at), (b - a) * sizeof *out);
	}
}
#endif

void
sp_forest_run_some(const sp_forest *f, const sp_table *t, size_t from, size_t to, int32_t *out)
{
#ifdef HAVE_AVX2
	if (f->packed && from < to && __builtin_cpu_supports("avx2")) {
		run_vectors(run_wide, f, t, from, to, out);
		return;
	}
#endif
	sp_forest_run_plain(f, t, from, to, out);
}

void
sp_forest_run(const sp_forest *f, const sp_table *t, size_t from, size_t to, int32_t *out)
{
#ifdef HAVE_AVX2
	if (f->packed && from < to && __builtin_cpu_supports("avx512bw")) {
		run_vectors(run_widest, f, t, from, to, out);
		return;
	}
#endif
	sp_forest_run_some(f, t, from, to, out);
}
