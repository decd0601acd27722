#include "date_gate.h"

#if defined(__SSE2__)
#include <immintrin.h>
#define HAVE_SSE2 1
#endif

enum { BLOCK = 64, STEP = BLOCK - NU_DATE_HEAD };

uint64_t
nu_date_head_of_run(nu_str run)
{
	uint64_t v = 0;

	for (size_t i = 0; i < run.n && i < NU_DATE_HEAD; i++)
		v |= (uint64_t)(unsigned char)(run.p[i] | 32) << 8 * i;
	return v;
}

/* Is a run of letters that begins so a trigger? */
static inline bool
holds(const nu_date_gate *g, uint64_t head)
{
	const size_t h = nu_date_head_bit(head);

	if (!nu_date_has_bit(g->word, h))
		return false;
	for (size_t i = h; g->head[i & g->mask]; i++)
		if (g->head[i & g->mask] == head)
			return true;
	return false;
}

/* Does the number at s[i], or what it is the fraction of, have a currency's sign before it? */
static bool
is_price(nu_str s, size_t i)
{
	size_t k = i;

	while (k > 0 && i - k < 16 &&
	       (nu_date_is_digit(s.p[k - 1]) || s.p[k - 1] == '.' || s.p[k - 1] == ','))
		k--;
	return k > 0 && (s.p[k - 1] == '$' || (k > 1 && memcmp(s.p + k - 2, "\xC2\xA3", 2) == 0) ||
	                    (k > 2 && memcmp(s.p + k - 3, "\xE2\x82\xAC", 3) == 0));
}

/*
 * Can the number at s[i] be all that tells of a date? A number of four digits and more
 * can, and one that stands close to something: '98, 5/6, 8:30, 21st, FY24. All others need a
 * word beside them, fractions with a word close behind (1.2bn) too.
 */
static bool
is_number(nu_str s, size_t i)
{
	size_t j = i;
	bool   fraction = i > 1 && s.p[i - 1] == '.' && nu_date_is_digit(s.p[i - 2]);
	char   c;

	while (j < s.n && j - i < 4 && nu_date_is_digit(s.p[j]))
		j++;
	if (j - i >= 4)
		return !is_price(s, i);
	c = j < s.n ? s.p[j] : ' ';
	if (j - i == 1 && s.p[i] == '0' && c == ' ') /* there was no year 0 */
		return true;
	if (fraction)
		return c != '%' && !nu_date_is_letter(c) && !is_price(s, i);
	if (i > 0 && (memchr("'/-.:", s.p[i - 1], 5) || (j - i == 2 && nu_date_is_letter(s.p[i - 1]))))
		return true;
	if (i > 2 && nu_date_is_high(s.p[i - 1]) && (unsigned char)s.p[i - 3] == 0xE2) /* ’98 */
		return !is_price(s, i);
	if (c == '.') /* the fraction tells */
		return false;
	return (nu_date_is_letter(c) || nu_date_is_high(c) || c == '/' || c == '-' || c == ':') &&
	       !is_price(s, i);
}

/* Can the run of letters at s[i] tell of a date? Not the m of $5m. */
static inline bool
is_word(nu_str s, size_t i)
{
	return i == 0 || !nu_date_is_digit(s.p[i - 1]) || !is_price(s, i);
}

/* The end of the number at s[i]. */
static size_t
number_end(nu_str s, size_t i)
{
	while (i < s.n && nu_date_is_digit(s.p[i]))
		i++;
	return i;
}

static size_t
scan_plain(const nu_date_gate *g, nu_str s, size_t i)
{
	size_t j;

	for (; i < s.n; i = j + 1) {
		for (j = i; j < s.n && nu_date_is_letter(s.p[j]); j++)
			;
		if (j > i && holds(g, nu_date_head_of_run(nu_slice(s, i, j))) && is_word(s, i))
			return i;
		if (j < s.n && nu_date_is_digit(s.p[j])) {
			if (is_number(s, j))
				return j;
			j = number_end(s, j) - 1;
		}
	}
	return s.n;
}

#ifdef HAVE_SSE2

/* Which of 64 bytes are ASCII letters, and which digits. */
typedef struct masks {
	uint64_t letter, digit;
} masks;

static inline masks
masks_sse2(const char *p)
{
	masks m = {0, 0};

	for (int i = 0; i < 4; i++) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
		__m128i low = _mm_or_si128(v, _mm_set1_epi8(32));
		/* Signed comparison: bytes above ASCII are negative. */
		__m128i letter = _mm_and_si128(_mm_cmpgt_epi8(low, _mm_set1_epi8('a' - 1)),
		    _mm_cmplt_epi8(low, _mm_set1_epi8('z' + 1)));
		__m128i digit = _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8('0' - 1)),
		    _mm_cmplt_epi8(v, _mm_set1_epi8('9' + 1)));

		m.letter |= (uint64_t)(unsigned)_mm_movemask_epi8(letter) << 16 * i;
		m.digit |= (uint64_t)(unsigned)_mm_movemask_epi8(digit) << 16 * i;
	}
	return m;
}

#define AVX2 __attribute__((target("avx2,bmi,bmi2")))

AVX2 static inline masks
masks_avx2(const char *p)
{
	masks m = {0, 0};

	for (int i = 0; i < 2; i++) {
		__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32 * i));
		__m256i low = _mm256_or_si256(v, _mm256_set1_epi8(32));
		/* Moved to the lowest values, so that one comparison tells. */
		__m256i letter = _mm256_cmpgt_epi8(_mm256_set1_epi8(-128 + 26),
		    _mm256_add_epi8(low, _mm256_set1_epi8((char)(-128 - 'a'))));
		__m256i digit = _mm256_cmpgt_epi8(_mm256_set1_epi8(-128 + 10),
		    _mm256_add_epi8(v, _mm256_set1_epi8((char)(-128 - '0'))));

		m.letter |= (uint64_t)(unsigned)_mm256_movemask_epi8(letter) << 32 * i;
		m.digit |= (uint64_t)(unsigned)_mm256_movemask_epi8(digit) << 32 * i;
	}
	return m;
}

/*
 * The first trigger that begins in the first STEP of the block p, which stands at s[i];
 * BLOCK: there is none. Behind STEP the heads of words are cut.
 */
static inline __attribute__((always_inline)) size_t
trigger_of_block(
    const nu_date_gate *g, nu_str s, size_t i, const char *p, const masks m, bool *inside)
{
	const uint64_t whole = (UINT64_C(1) << STEP) - 1;
	uint64_t       begin = ((m.letter & ~(m.letter << 1 | *inside)) | (m.digit & ~(m.digit << 1))) & whole;

	*inside = m.letter >> (STEP - 1) & 1;
	for (; begin; begin &= begin - 1) {
		const unsigned at = (unsigned)__builtin_ctzll(begin);
		const uint64_t gap = ~(m.letter >> at) & 0xFF;
		uint64_t       head;

		if (m.digit >> at & 1) {
			if (is_number(s, i + at))
				return at;
			continue;
		}
		memcpy(&head, p + at, NU_DATE_HEAD);
		head |= UINT64_C(0x2020202020202020);
		if (gap)
			head &= (UINT64_C(1) << 8 * __builtin_ctzll(gap)) - 1;
		if (holds(g, head) && is_word(s, i + at))
			return at;
	}
	return BLOCK;
}

/* All blocks of s from i on, and what is behind the last from a copy with blanks behind it. */
#define SCAN(NAME, MASKS)                                                               \
	NAME(const nu_date_gate *g, nu_str s, size_t i)                                     \
	{                                                                                   \
		bool   inside = false; /* a word goes on into this block */                     \
		char   tail[BLOCK];                                                             \
		size_t at;                                                                      \
                                                                                        \
		for (; i + BLOCK <= s.n; i += STEP)                                             \
			if ((at = trigger_of_block(g, s, i, s.p + i, MASKS(s.p + i), &inside)) < BLOCK) \
				return i + at;                                                          \
		memset(tail, ' ', BLOCK);                                                       \
		if (i < s.n)                                                                    \
			memcpy(tail, s.p + i, s.n - i);                                             \
		for (; i < s.n; i += STEP) {                                                    \
			if ((at = trigger_of_block(g, s, i, tail, MASKS(tail), &inside)) < BLOCK)   \
				return i + at;                                                          \
			memmove(tail, tail + STEP, NU_DATE_HEAD);                                   \
			memset(tail + NU_DATE_HEAD, ' ', STEP);                                     \
		}                                                                               \
		return s.n;                                                                     \
	}

static size_t SCAN(scan_sse2, masks_sse2)
AVX2 static size_t SCAN(scan_avx2, masks_avx2)

#endif

size_t
nu_date_trigger_by(enum nu_date_path path, const nu_date_gate *g, nu_str s, size_t i)
{
#ifdef HAVE_SSE2
	if (path == NU_DATE_BEST || path == NU_DATE_AVX2) {
		if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
			return scan_avx2(g, s, i);
	}
	if (path != NU_DATE_PLAIN)
		return scan_sse2(g, s, i);
#endif
	return scan_plain(g, s, i);
}
