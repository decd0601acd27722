#include "sim_kernel.h"

#include <stdlib.h>

#include "text.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAVE_AVX2 1
#endif

#define SEED UINT64_C(0x9e3779b97f4a7c15)
#define FOLD UINT64_C(0xff51afd7ed558ccd)
#define BASE UINT64_C(0xe7037ed1a0b428db)
#define HIGH UINT64_C(0x8080808080808080)
#define LOWER UINT64_C(0x2020202020202020)

/* Which of 64 bytes are ASCII letters or digits, or above ASCII. */
typedef uint64_t mask_fn(const char *p);

/* ------------------------------------------------------------------- 64 byte masks */

static uint64_t
mask_scalar(const char *p)
{
	uint64_t m = 0;

	for (int i = 0; i < 64; i++) {
		unsigned char c = (unsigned char)p[i];
		bool          in = c >= 128 || (nu_ascii[c] & (NU_ALPHA | NU_DIGIT));

		m |= (uint64_t)in << i;
	}
	return m;
}

#ifdef HAVE_AVX2
__attribute__((target("avx2"))) static inline uint32_t
mask_32(const char *p)
{
	__m256i c = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i low = _mm256_or_si256(c, _mm256_set1_epi8(0x20));
	/* Signed compares: bytes above ASCII are negative and in no range here. */
	__m256i letter = _mm256_and_si256(_mm256_cmpgt_epi8(low, _mm256_set1_epi8('a' - 1)),
	    _mm256_cmpgt_epi8(_mm256_set1_epi8('z' + 1), low));
	__m256i digit = _mm256_and_si256(_mm256_cmpgt_epi8(c, _mm256_set1_epi8('0' - 1)),
	    _mm256_cmpgt_epi8(_mm256_set1_epi8('9' + 1), c));

	return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(_mm256_or_si256(letter, digit), c));
}

__attribute__((target("avx2"))) static inline uint64_t
mask_avx2(const char *p)
{
	return mask_32(p) | (uint64_t)mask_32(p + 32) << 32;
}
#endif

/* --------------------------------------------------------------------------- words */

static uint64_t
load(const char *p, size_t n)
{
	unsigned char b[8] = {0};
	uint64_t      v;

	memcpy(b, p, n);
	memcpy(&v, b, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return v;
}

static inline uint64_t
fold(uint64_t h, uint64_t chunk)
{
	h = (h ^ chunk) * FOLD;
	return h ^ h >> 32;
}

/* The hash of n bytes, ASCII letters put in lower case, and whether all are ASCII. */
static inline uint64_t
hash_bytes(const char *p, size_t n, const char *limit, uint64_t *high)
{
	uint64_t h = SEED, chunk, mask;

	*high = 0;
	for (; n > 8; p += 8, n -= 8) {
		chunk = load(p, 8);
		*high |= chunk & HIGH;
		h = fold(h, chunk | LOWER);
	}
	mask = ~UINT64_C(0) >> (64 - 8 * n);
	chunk = limit - p >= 8 ? load(p, 8) & mask : load(p, n);
	*high |= chunk & HIGH;
	return fold(h, chunk | (LOWER & mask));
}

/* The hash of bytes in lower case already, not only ASCII: no bit is touched. */
static uint64_t
hash_lowered(const char *p, size_t n)
{
	uint64_t h = SEED;

	for (; n > 8; p += 8, n -= 8)
		h = fold(h, load(p, 8));
	return fold(h, load(p, n));
}

__attribute__((noinline)) static void
more_words(nu_sim_words *w)
{
	size_t    cap = w->cap ? w->cap * 2 : 1024;
	uint64_t *hash = realloc(w->hash, cap * sizeof *hash);
	uint32_t *start = NULL, *end = NULL;

	if (hash)
		w->hash = hash;
	if (hash && w->spans && (start = realloc(w->start, cap * sizeof *start)))
		w->start = start;
	if (start && (end = realloc(w->end, cap * sizeof *end)))
		w->end = end;
	if (!hash || (w->spans && (!start || !end)))
		longjmp(*w->oom, 1);
	w->cap = cap;
}

static inline void
add_word(nu_sim_words *w, uint64_t hash, size_t start, size_t end)
{
	if (w->n == w->cap)
		more_words(w);
	w->hash[w->n] = hash;
	if (w->spans) {
		w->start[w->n] = (uint32_t)start;
		w->end[w->n] = (uint32_t)end;
	}
	w->n++;
}

/* Scripts without spaces between words: there each character is one. */
static bool
stands_alone(uint32_t cp)
{
	return (cp >= 0x0E00 && cp < 0x0F00) || (cp >= 0x1000 && cp < 0x10A0) ||
	       (cp >= 0x1780 && cp < 0x1800) || (cp >= 0x3040 && cp < 0x3100) ||
	       (cp >= 0x3400 && cp < 0xA000) || (cp >= 0xF900 && cp < 0xFB00) ||
	       (cp >= 0x20000 && cp < 0x40000);
}

/* A run with bytes above ASCII, which may hold several words or none. */
__attribute__((noinline)) static void
scan_run(nu_sim_words *w, nu_str s, size_t base)
{
	char     buf[256]; /* a word's bytes, lowered; longer words fold in pieces */
	size_t   i = 0, n = 0, start = 0;
	uint64_t h = 0;
	unsigned len;

	while (i <= s.n) {
		uint32_t cp = i < s.n ? nu_decode(s, i, &len) : ' ';
		bool     in = i < s.n && (nu_class(cp) & (NU_ALPHA | NU_DIGIT));
		bool     alone = in && cp > 127 && stands_alone(cp);

		if (n && (!in || alone)) {
			add_word(w, h ^ hash_lowered(buf, n), base + start, base + i);
			n = 0;
			h = 0;
		}
		if (i == s.n)
			break;
		if (in) {
			if (!n)
				start = i;
			if (n > sizeof buf - 8) {
				h = fold(h, hash_lowered(buf, n));
				n = 0;
			}
			n += nu_encode(nu_tolower(cp), buf + n);
		}
		i += len;
		if (alone) {
			add_word(w, h ^ hash_lowered(buf, n), base + start, base + i);
			n = 0;
			h = 0;
		}
	}
}

static inline void
take_run(nu_sim_words *w, nu_str s, size_t from, size_t to, size_t base)
{
	uint64_t high;
	uint64_t h = hash_bytes(s.p + from, to - from, s.p + s.n, &high);

	if (high)
		scan_run(w, nu_slice(s, from, to), base + from);
	else
		add_word(w, h, base + from, base + to);
}

static inline void
scan(nu_sim_words *w, nu_str s, size_t base, mask_fn *mask)
{
	size_t   from = 0;
	bool     in = false;
	char     tail[64];
	uint64_t m, edges;

	for (size_t at = 0; at < s.n; at += 64) {
		const char *p = s.p + at;

		if (s.n - at < 64) {
			memset(tail, 0, sizeof tail);
			memcpy(tail, p, s.n - at);
			p = tail;
		}
		m = mask(p);
		edges = m ^ (m << 1 | in);
		while (edges) {
			size_t i = at + (size_t)__builtin_ctzll(edges);

			edges &= edges - 1;
			if (in)
				take_run(w, s, from, i, base);
			from = i;
			in = !in;
		}
	}
	if (in)
		take_run(w, s, from, s.n, base);
}

#ifdef HAVE_AVX2
__attribute__((target("avx2"), flatten)) static void
scan_avx2(nu_sim_words *w, nu_str s, size_t base)
{
	scan(w, s, base, mask_avx2);
}
#endif

void
nu_sim_scan(nu_sim_words *w, nu_str text, size_t base)
{
#ifdef HAVE_AVX2
	if (__builtin_cpu_supports("avx2")) {
		scan_avx2(w, text, base);
		return;
	}
#endif
	scan(w, text, base, mask_scalar);
}

void
nu_sim_scan_scalar(nu_sim_words *w, nu_str text, size_t base)
{
	scan(w, text, base, mask_scalar);
}

void
nu_sim_words_free(nu_sim_words *w)
{
	free(w->hash);
	free(w->start);
	free(w->end);
	memset(w, 0, sizeof *w);
}

/* ------------------------------------------------------------------------ shingles */

uint64_t
nu_sim_digest(const uint64_t *word, size_t n)
{
	uint64_t h = 0;

	for (size_t i = 0; i < n; i++)
		h = h * BASE + word[i];
	return nu_sim_mix(h);
}

size_t
nu_sim_digests(const uint64_t *word, size_t n, size_t k, uint64_t *out)
{
	uint64_t h = 0, top = 1;
	size_t   got = 0;

	for (size_t i = 0; i < k; i++)
		top *= BASE;
	for (size_t i = 0; i < n; i++) {
		h = h * BASE + word[i];
		if (i >= k)
			h -= top * word[i - k];
		if (i + 1 >= k)
			out[got++] = nu_sim_mix(h);
	}
	return got;
}

size_t
nu_sim_shingles(const uint64_t *word, size_t n, size_t k, uint64_t limit, uint64_t *out,
    uint64_t *digest)
{
	uint64_t h = 0, all, top = 1, mixed;
	size_t   got = 0;

	if (n < k)
		k = n;
	for (size_t i = 0; i < k; i++) {
		h = h * BASE + word[i];
		top *= BASE;
	}
	all = h; /* two chains of products side by side cost no more than one */
	for (size_t i = k; n; i++) {
		mixed = nu_sim_mix(h);
		out[got] = mixed;
		got += mixed < limit;
		if (i == n)
			break;
		h = h * BASE + (word[i] - top * word[i - k]);
		all = all * BASE + word[i];
	}
	if (digest)
		*digest = nu_sim_mix(all);
	return got;
}
