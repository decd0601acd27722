#include "text.h"

#include <utf8proc.h>

#if defined(NU_VECTORS)
#include <immintrin.h>
#endif

#define U  (NU_UPPER | NU_ALPHA)
#define L  (NU_LOWER | NU_ALPHA)
#define D  NU_DIGIT
#define S  NU_SPACE
#define P  NU_PUNCT
#define Y  NU_SYMBOL

const uint8_t nu_ascii[128] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, S, S, S, S, S, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	S, P, P, P, Y, P, P, P, P, P, P, Y, P, P, P, P, D, D, D, D, D, D, D, D, D, D, P, P, Y, Y, Y, P,
	P, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U, P, P, P, Y, P,
	Y, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, P, Y, P, Y, 0,
};

#undef U
#undef L
#undef D
#undef S
#undef P
#undef Y

unsigned
nu_class_cp(uint32_t cp)
{
	if (cp == 0x85 || cp == 0x200B || cp == 0xFEFF)
		return NU_SPACE;
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT: return NU_UPPER | NU_ALPHA;
	case UTF8PROC_CATEGORY_LL: return NU_LOWER | NU_ALPHA;
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO: return NU_ALPHA;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME: return NU_ALPHA | NU_MARK;
	case UTF8PROC_CATEGORY_ND: return NU_DIGIT;
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP: return NU_SPACE;
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO: return NU_PUNCT;
	case UTF8PROC_CATEGORY_SM:
	case UTF8PROC_CATEGORY_SC:
	case UTF8PROC_CATEGORY_SK:
	case UTF8PROC_CATEGORY_SO: return NU_SYMBOL;
	default: return 0;
	}
}

uint32_t
nu_decode(nu_str s, size_t i, unsigned *len)
{
	const unsigned char *p = (const unsigned char *)s.p + i;
	size_t               n = s.n - i;

	*len = 1;
	if (p[0] < 0x80)
		return p[0];
	if (p[0] >= 0xC2 && p[0] < 0xE0 && n >= 2) {
		*len = 2;
		return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
	}
	if (p[0] >= 0xE0 && p[0] < 0xF0 && n >= 3) {
		*len = 3;
		return (uint32_t)(p[0] & 0x0F) << 12 | (uint32_t)(p[1] & 0x3F) << 6 | (p[2] & 0x3F);
	}
	if (p[0] >= 0xF0 && p[0] < 0xF5 && n >= 4) {
		*len = 4;
		return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3F) << 12 |
		       (uint32_t)(p[2] & 0x3F) << 6 | (p[3] & 0x3F);
	}
	return 0xFFFD;
}

uint32_t
nu_decode_back(nu_str s, size_t i, unsigned *len)
{
	size_t k = i - 1;

	while (k > 0 && i - k < 4 && ((unsigned char)s.p[k] & 0xC0) == 0x80)
		k--;
	uint32_t cp = nu_decode(s, k, len);
	*len = (unsigned)(i - k);
	return cp;
}

unsigned
nu_encode(uint32_t cp, char out[4])
{
	if (cp < 128) {
		out[0] = (char)cp;
		return 1;
	}
	return (unsigned)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)out);
}

uint32_t
nu_tolower(uint32_t cp)
{
	if (cp < 128)
		return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

uint32_t
nu_toupper(uint32_t cp)
{
	if (cp < 128)
		return cp >= 'a' && cp <= 'z' ? cp - 32 : cp;
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
}

/*
 * The length of the well-formed sequence at p (Unicode table 3-7), or 0 with *bad
 * set to the length of the maximal ill-formed subpart.
 */
static unsigned
sequence(const unsigned char *p, size_t n, unsigned *bad)
{
	unsigned      need = 0, i;
	unsigned char lo = 0x80, hi = 0xBF;

	*bad = 1;
	if (p[0] < 0x80)
		return 1;
	if (p[0] >= 0xC2 && p[0] <= 0xDF)
		need = 2;
	else if (p[0] >= 0xE0 && p[0] <= 0xEF)
		need = 3;
	else if (p[0] >= 0xF0 && p[0] <= 0xF4)
		need = 4;
	if (!need)
		return 0;
	lo = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
	hi = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
	for (i = 1; i < need; i++) {
		if (i >= n || p[i] < lo || p[i] > hi) {
			*bad = i;
			return 0;
		}
		lo = 0x80;
		hi = 0xBF;
	}
	return need;
}

/* The first byte at or after i that is not ASCII (or n): eight bytes a step. */
static size_t
skip_ascii(const char *p, size_t i, size_t n)
{
	uint64_t w;

	while (i + 8 <= n) {
		memcpy(&w, p + i, 8);
		if (w & UINT64_C(0x8080808080808080))
			break;
		i += 8;
	}
	while (i < n && !(p[i] & 0x80))
		i++;
	return i;
}

#if defined(NU_VECTORS)
/* The bytes of now k places earlier; was: the 32 before. */
#define EARLIER(now, was, k)                                                               \
	_mm256_alignr_epi8((now), _mm256_permute2x128_si256((was), (now), 0x21), 16 - (k))

NU_AVX2_INLINE __m256i
look_up(const uint8_t table[16], __m256i half)
{
	__m256i t = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));

	return _mm256_shuffle_epi8(t, _mm256_and_si256(half, _mm256_set1_epi8(15)));
}

/*
 * What is wrong with 32 bytes behind 32 others; zero: nothing. Keiser and Lemire,
 * "Validating UTF-8 in less than one instruction per byte" (2021): a bit for each error that
 * three halves of two bytes tell; bit 7 is two continuation bytes, right in the third
 * place and behind it.
 */
NU_AVX2_INLINE __m256i
wrong(__m256i now, __m256i was)
{
	enum { SHORT = 1, LONG = 2, OVER3 = 4, LARGE = 8, HALF = 16, OVER2 = 32, OVER4 = 64 };
	enum { TWO = 128, ALL = SHORT | LONG | TWO, NEXT = LONG | OVER2 | TWO, BIG = ALL | LARGE | OVER4 };
	static const uint8_t high[16] = {LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG, TWO, TWO, TWO,
	    TWO, SHORT | OVER2, SHORT, SHORT | OVER3 | HALF, SHORT | LARGE | OVER4};
	static const uint8_t low[16] = {ALL | OVER3 | OVER2 | OVER4, ALL | OVER2, ALL, ALL, ALL | LARGE,
	    BIG, BIG, BIG, BIG, BIG, BIG, BIG, BIG, BIG | HALF, BIG, BIG};
	static const uint8_t next[16] = {SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT,
	    NEXT | OVER3 | OVER4, NEXT | OVER3 | LARGE, NEXT | HALF | LARGE, NEXT | HALF | LARGE, SHORT,
	    SHORT, SHORT, SHORT};
	__m256i before = EARLIER(now, was, 1);
	__m256i pair = _mm256_and_si256(look_up(high, _mm256_srli_epi16(before, 4)),
	    _mm256_and_si256(look_up(low, before), look_up(next, _mm256_srli_epi16(now, 4))));
	__m256i third = _mm256_subs_epu8(EARLIER(now, was, 2), _mm256_set1_epi8(0xE0 - 0x80));
	__m256i fourth = _mm256_subs_epu8(EARLIER(now, was, 3), _mm256_set1_epi8(0xF0 - 0x80));

	return _mm256_xor_si256(
	    pair, _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)TWO)));
}

NU_AVX2 bool
valid_avx2(nu_str s)
{
	__m256i was = _mm256_setzero_si256(), error = was, now;
	char    rest[32] = {0};
	size_t  i = 0;

	for (; i + 32 <= s.n; i += 32) {
		now = _mm256_loadu_si256((const __m256i *)(const void *)(s.p + i));
		error = _mm256_or_si256(error, wrong(now, was));
		was = now;
	}
	memcpy(rest, s.p + i, s.n - i);
	now = _mm256_loadu_si256((const __m256i *)(const void *)rest);
	error = _mm256_or_si256(error, wrong(now, was));
	return _mm256_testz_si256(error, error);
}

/* Is all of s valid? False when it is not known yet. */
static bool
all_valid(nu_str s)
{
	return s.n >= 32 && __builtin_cpu_supports("avx2") && valid_avx2(s);
}
#else
static bool
all_valid(nu_str s)
{
	(void)s;
	return false;
}
#endif

size_t
nu_utf8_valid(nu_str s)
{
	size_t   i = 0;
	unsigned k, bad;

	if (all_valid(s))
		return s.n;
	while ((i = skip_ascii(s.p, i, s.n)) < s.n) {
		k = sequence((const unsigned char *)s.p + i, s.n - i, &bad);
		if (!k)
			return i;
		i += k;
	}
	return i;
}

nu_str
nu_utf8_repair(nu_arena *a, nu_str s, size_t *count)
{
	size_t   i = 0, n = 0, from;
	unsigned k, bad;
	char    *out;

	*count = 0;
	if (s.n == 0 || (nu_utf8_valid(s) == s.n && !memchr(s.p, 0, s.n)))
		return s;
	out = nu_alloc(a, s.n * 3 + 1);
	while (i < s.n) {
		from = i;
		while (i < s.n && s.p[i] && (k = sequence((const unsigned char *)s.p + i, s.n - i, &bad)))
			i += k;
		memcpy(out + n, s.p + from, i - from);
		n += i - from;
		if (i == s.n)
			break;
		i += s.p[i] ? bad : 1;
		memcpy(out + n, "\xEF\xBF\xBD", 3);
		n += 3;
		++*count;
	}
	return (nu_str){out, n};
}

#define FNV_START 2166136261u
#define FNV(h, b) (((h) ^ (unsigned char)(b)) * 16777619u)

/* One more code point, lowered, into a hash. */
static uint32_t
hash_cp(uint32_t h, uint32_t cp)
{
	char     b[4];
	unsigned n = nu_encode(nu_tolower(cp), b);

	for (unsigned k = 0; k < n; k++)
		h = FNV(h, b[k]);
	return h;
}

uint32_t
nu_hash(nu_str s)
{
	uint32_t h = FNV_START;
	size_t   i = 0;
	unsigned len;

	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 128) {
			h = FNV(h, c >= 'A' && c <= 'Z' ? c + 32 : c);
			i++;
		} else {
			h = hash_cp(h, nu_decode(s, i, &len));
			i += len;
		}
	}
	return h;
}

bool
nu_eq_lower(nu_str s, nu_str lower)
{
	size_t   i = 0, j = 0;
	unsigned len, n;
	char     b[4];

	while (i < s.n && j < lower.n) {
		unsigned char c = (unsigned char)s.p[i];
		uint32_t      cp;

		if (c < 128) {
			if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != (unsigned char)lower.p[j])
				return false;
			i++;
			j++;
			continue;
		}
		cp = nu_decode(s, i, &len);
		i += len;
		n = nu_encode(nu_tolower(cp), b);
		if (j + n > lower.n || memcmp(b, lower.p + j, n) != 0)
			return false;
		j += n;
	}
	return i == s.n && j == lower.n;
}

nu_str
nu_lower(nu_arena *a, nu_str s)
{
	/* A lower-case letter can need one byte more than its capital, never twice as many. */
	char    *out = nu_alloc(a, s.n * 2 + 1);
	size_t   i = 0, n = 0;
	unsigned len;

	while (i < s.n) {
		uint32_t cp = nu_decode(s, i, &len);

		i += len;
		n += nu_encode(nu_tolower(cp), out + n);
	}
	return (nu_str){out, n};
}

nu_str
nu_beginning(nu_str s, size_t most)
{
	if (s.n > most)
		for (s.n = most; s.n && ((unsigned char)s.p[s.n] & 0xC0) == 0x80; s.n--)
			;
	return s;
}

nu_str
nu_trim(nu_str s)
{
	size_t   a = 0, b = s.n;
	unsigned len;

	/* Most begin and end with a letter or a mark of ASCII. */
	if (b && (unsigned char)(s.p[0] - 33) < 94 && (unsigned char)(s.p[b - 1] - 33) < 94)
		return s;
	while (a < b && (nu_class(nu_decode(s, a, &len)) & NU_SPACE))
		a += len;
	while (b > a && (nu_class(nu_decode_back(s, b, &len)) & NU_SPACE))
		b -= len;
	return nu_slice(s, a, b);
}

size_t
nu_count(nu_str s)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	size_t         n = s.n, i = 0;
	uint64_t       w;

	/* All bytes but those inside a character, whose two high bits are 10. */
	for (; i + 8 <= s.n; i += 8) {
		memcpy(&w, s.p + i, 8);
		n -= (size_t)(((w >> 7 & ~w >> 6 & ones) * ones) >> 56);
	}
	for (; i < s.n; i++)
		n -= ((unsigned char)s.p[i] & 0xC0) == 0x80;
	return n;
}

/* The case of a word by its first letter and the counts behind it. */
static uint8_t
case_of(unsigned first, size_t upper, size_t lower)
{
	if (!(first & (NU_UPPER | NU_LOWER)))
		return upper ? NU_MIXEDCASE : lower ? NU_LOWERCASE : NU_NOCASE;
	if (first & NU_LOWER)
		return upper ? NU_MIXEDCASE : NU_LOWERCASE;
	if (upper && !lower)
		return NU_CAPITALS;
	return upper ? NU_MIXEDCASE : NU_CAPITAL;
}

const unsigned char nu_folded[256] = {
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6',
	['7'] = '7', ['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd',
	['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k',
	['L'] = 'l', ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r',
	['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y',
	['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e', ['f'] = 'f',
	['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l', ['m'] = 'm',
	['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
	['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z',
};

/* Reads the word of letters, marks and digits at s[i]; fills w; returns its end. */
static size_t
read_word(nu_str s, size_t i, unsigned cls, nu_word *w)
{
	uint32_t      h = FNV_START;
	size_t        upper = 0, lower = 0, digits = 0, from = i;
	unsigned      first = cls, len = 1;
	unsigned char f;
	bool          begun;

	/* Nearly every word is ASCII to its end. */
	for (; i < s.n && (f = nu_folded[(unsigned char)s.p[i]]); i++) {
		h = FNV(h, f);
		upper += f != (unsigned char)s.p[i];
		digits += f < 'a';
	}
	begun = i > from;
	if (begun) {
		upper -= (first & NU_UPPER) != 0;
		lower = i - from - 1 - upper - digits;
	}
	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 128) {
			cls = nu_ascii[c];
			if (!(cls & (NU_ALPHA | NU_DIGIT)))
				break;
			h = FNV(h, c | ((cls & NU_UPPER) << 5));
			len = 1;
		} else {
			uint32_t cp = nu_decode(s, i, &len);

			cls = nu_class_cp(cp);
			if (!(cls & (NU_ALPHA | NU_DIGIT)))
				break;
			h = hash_cp(h, cp);
		}
		if (begun) {
			upper += (cls & NU_UPPER) != 0;
			lower += (cls & NU_LOWER) != 0;
		}
		begun = true;
		i += len;
	}
	w->hash = h;
	w->kind = NU_WORD;
	w->letters = case_of(first, upper, lower);
	return i;
}

static size_t
read_number(nu_str s, size_t i, nu_word *w)
{
	uint32_t h = FNV_START;
	unsigned len;

	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= '0' && c <= '9') {
			h = FNV(h, c);
			i++;
		} else if (c < 128) {
			break;
		} else {
			uint32_t cp = nu_decode(s, i, &len);

			if (!(nu_class_cp(cp) & NU_DIGIT))
				break;
			h = hash_cp(h, cp);
			i += len;
		}
	}
	w->hash = h;
	w->kind = NU_NUMBER;
	w->letters = NU_NOCASE;
	return i;
}

size_t
nu_words(nu_arena *a, nu_str s, nu_word **words)
{
	size_t   n = 0, cap = s.n / 6 + 16, i = 0;
	nu_word *w = NU_NEW(a, nu_word, cap);
	unsigned len, cls;
	bool     space = false;

	while (i < s.n) {
		uint32_t cp = (unsigned char)s.p[i];

		len = 1;
		if (cp >= 128)
			cp = nu_decode(s, i, &len);
		cls = nu_class(cp);
		if (cls & NU_SPACE) {
			space = true;
			i += len;
			continue;
		}
		nu_word *x = &NU_PUSH(a, w, n, cap);
		x->start = (uint32_t)i;
		x->space = space;
		space = false;
		if (cls & NU_ALPHA) {
			i = read_word(s, i, cls, x);
		} else if (cls & NU_DIGIT) {
			i = read_number(s, i, x);
		} else {
			x->hash = cp;
			x->kind = NU_MARKUP;
			x->letters = NU_NOCASE;
			i += len;
		}
		x->end = (uint32_t)i;
	}
	*words = w;
	return n;
}
