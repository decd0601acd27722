#include "split_scan.h"

#include "text.h"

enum nu_term
nu_terminator(nu_str text, size_t i, unsigned *len)
{
	*len = 1;
	switch ((unsigned char)text.p[i]) {
	case '.': return NU_TERM_DOT;
	case '!':
	case '?': return NU_TERM_STRONG;
	default: break;
	}
	if ((unsigned char)text.p[i] < 0x80)
		return NU_TERM_NONE;
	switch (nu_decode(text, i, len)) {
	case 0x2026: return NU_TERM_ELLIPSIS;
	case 0x0589: /* Armenian */
	case 0x1362: /* Ethiopic */
	case 0x104B: /* Myanmar */
	case 0x17D4: /* Khmer */
	case 0x17D5:
	case 0x0964: /* danda and double danda */
	case 0x0965:
	case 0x06D4: /* Urdu */
	case 0x3002: /* ideographic full stop, and its half-width and full-width kin */
	case 0xFF61:
	case 0xFF0E:
	case 0xFF01:
	case 0xFF1F: return NU_TERM_SOLID;
	case 0x061F: /* Arabic question mark */
	case 0x1367: /* Ethiopic question mark */
	case 0x037E: /* Greek question mark */
	case 0x203C:
	case 0x203D:
	case 0x2047:
	case 0x2048:
	case 0x2049: return NU_TERM_STRONG;
	default: return NU_TERM_NONE;
	}
}

/* ------------------------------------------------------------------- opening words */

/* A letter as 1 to 26 in either case, else 0. */
static inline unsigned
letter(unsigned char c)
{
	unsigned v = (c | 32u) - 'a' + 1;

	return v <= 26 ? v : 0;
}

/* A place in nu_openers for the first four letters at p; 0 from where one is none. */
static inline unsigned
opener(const unsigned char *p)
{
	unsigned a = letter(p[0]), b = letter(p[1]), c = b ? letter(p[2]) : 0, d = c ? letter(p[3]) : 0;

	return ((a << 15 | b << 10 | c << 5 | d) * 0x9E3779B1u) >> 18;
}

void
nu_openers_add(nu_openers *o, nu_str word)
{
	unsigned char first[4] = {0};
	unsigned      v;

	memcpy(first, word.p, word.n < 4 ? word.n : 4);
	v = opener(first);
	o->bit[v >> 5] |= 1u << (v & 31);
}

bool
nu_openers_may(const nu_openers *o, nu_str word)
{
	unsigned char first[4] = {0};
	unsigned      v;

	for (size_t i = 0; i < 4 && i < word.n; i++)
		first[i] = (unsigned char)word.p[i];
	v = opener(first);
	return o->bit[v >> 5] >> (v & 31) & 1;
}

/* --------------------------------------------------------------------- a candidate */

/* Bytes that begin a terminator outside ASCII. */
static const uint8_t leads[256] = {[0xCD] = 1,
    [0xD6] = 1,
    [0xD8] = 1,
    [0xDB] = 1,
    [0xE0] = 1,
    [0xE1] = 1,
    [0xE2] = 1,
    [0xE3] = 1,
    [0xEF] = 1};

typedef struct found {
	nu_arena         *a;
	nu_str            text;
	const nu_openers *openers;
	uint32_t         *at;
	size_t            n, cap;
} found; /* nu_places while it grows */

/* The blank before a web address whose colon stands at i. */
static void
take_address(found *f, size_t i)
{
	const char *p = f->text.p;
	size_t      k = i;

	if (i + 2 >= f->text.n || p[i + 1] != '/' || p[i + 2] != '/')
		return;
	k -= k > 0 && p[k - 1] == 's';
	if (k >= 5 && memcmp(p + k - 4, "http", 4) == 0 && (p[k - 5] == ' ' || p[k - 5] == '\n'))
		f->at[f->n++] = (uint32_t)(k - 5);
}

static inline bool
is_small(unsigned char c)
{
	return c >= 'a' && c <= 'z';
}

/* Behind a full stop: a small letter or a digit, or a blank and a word in small letters. */
static inline bool
goes_on(const unsigned char *p)
{
	return is_small(*p) || (*p >= '0' && *p <= '9') ||
	       (*p == ' ' && is_small(p[1]) && (is_small(p[2]) || p[2] == ' '));
}

/* What stands at i, which is one of . ! ? : - a blank or a byte above 127: a candidate? */
static inline bool
counts(const found *f, size_t i)
{
	const unsigned char *p = (const unsigned char *)f->text.p + i;
	size_t               n = f->text.n - i;
	unsigned             v, len;

	switch (p[0]) {
	case '.': return n < 5 || !goes_on(p + 1);
	case '!':
	case '?': return true;
	case ':':
	case '-': return n > 1 && (p[1] == ' ' || p[1] == '\n');
	case ' ':
	case '\n':
		if (n < 6 || i == 0 || p[1] < 'A' || p[1] > 'Z' || p[-1] == ',')
			return false;
		v = opener(p + 1);
		return f->openers->bit[v >> 5] >> (v & 31) & 1;
	case 0xE2: /* curly marks and dashes are many: a quick no */
		if (n > 2 && p[1] == 0x80 && p[2] < 0xA6)
			return false;
		return nu_terminator(f->text, i, &len) != NU_TERM_NONE;
	default: return leads[p[0]] && nu_terminator(f->text, i, &len);
	}
}

/* Room for a block's candidates, and one more for an address. */
static inline void
make_room(found *f)
{
	if (f->cap - f->n < 128)
		f->at = nu_grow(f->a, f->at, &f->cap, f->n + 256, sizeof *f->at);
}

static void
take_other(found *f, size_t i)
{
	if (f->text.p[i] == ':')
		take_address(f, i);
	f->at[f->n] = (uint32_t)i;
	f->n += counts(f, i);
}

/*
 * Keeps i when it is a candidate. What is common, blanks and full stops, takes no branch
 * that could be foretold wrong.
 */
static inline void
take(found *f, size_t i)
{
	const unsigned char *p = (const unsigned char *)f->text.p + i;
	unsigned             v;

	if (i == 0 || i + 6 > f->text.n || (*p != ' ' && *p != '.')) {
		take_other(f, i);
		return;
	}
	v = opener(p + 1);
	v = *p == '.' ? !goes_on(p + 1) : (f->openers->bit[v >> 5] >> (v & 31) & 1) & (p[-1] != ',');
	f->at[f->n] = (uint32_t)i;
	f->n += v;
}

/* Bytes from..to, one by one. */
static void
scan_plain(found *f, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		unsigned char c = (unsigned char)f->text.p[i];
		unsigned char d = i + 1 < f->text.n ? (unsigned char)f->text.p[i + 1] : 0;

		make_room(f);
		if ((c == ' ' || c == '\n') && (d < 'A' || d > 'Z'))
			continue;
		if (c >= 0xC0 || c == '.' || c == '!' || c == '?' || c == ':' || c == '-' || c == ' ' ||
		    c == '\n')
			take(f, i);
	}
}

/* -------------------------------------------------------------------------- vectors */

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

/*
 * A mask of the bytes of a block that deserve a look: a terminator, a colon, a dash before
 * a blank, a blank before a capital, and what is above 127. One load is shifted by a byte.
 */
static inline unsigned
look_sse2(const char *p)
{
	__m128i c = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i d = _mm_loadu_si128((const __m128i *)(const void *)(p + 1));
	__m128i dot = _mm_or_si128(_mm_cmpeq_epi8(c, _mm_set1_epi8('.')),
	    _mm_or_si128(_mm_cmpeq_epi8(c, _mm_set1_epi8('!')), _mm_cmpeq_epi8(c, _mm_set1_epi8('?'))));
	__m128i dash = _mm_cmpeq_epi8(c, _mm_set1_epi8('-'));
	__m128i blank =
	    _mm_or_si128(_mm_cmpeq_epi8(c, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(c, _mm_set1_epi8('\n')));
	__m128i upper = _mm_cmpgt_epi8(
	    _mm_set1_epi8(-128 + 26), _mm_add_epi8(d, _mm_set1_epi8((char)(-128 - 'A'))));

	dash = _mm_and_si128(dash, _mm_cmpgt_epi8(_mm_set1_epi8(33), d));
	dot = _mm_or_si128(dot, _mm_cmpeq_epi8(c, _mm_set1_epi8(':')));
	c = _mm_and_si128(c, _mm_cmpgt_epi8(c, _mm_set1_epi8(-65))); /* what leads a character */
	c = _mm_or_si128(c, _mm_or_si128(_mm_or_si128(dot, dash), _mm_and_si128(blank, upper)));
	return (unsigned)_mm_movemask_epi8(c);
}

static size_t
scan_sse2(found *f)
{
	size_t i = 0;

	for (; i + 17 <= f->text.n; i += 16) {
		make_room(f);
		for (unsigned m = look_sse2(f->text.p + i); m; m &= m - 1)
			take(f, i + (unsigned)__builtin_ctz(m));
	}
	make_room(f);
	if (f->text.n - i < 17) { /* the rest, from a copy with room behind it */
		char rest[32] = {0};

		memcpy(rest, f->text.p + i, f->text.n - i);
		for (unsigned m = look_sse2(rest); m; m &= m - 1)
			take(f, i + (unsigned)__builtin_ctz(m));
		i = i + 16 < f->text.n ? i + 16 : f->text.n;
	}
	return i;
}

__attribute__((target("avx2"))) static inline unsigned
look_avx2(const char *p)
{
	__m256i c = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i d = _mm256_loadu_si256((const __m256i *)(const void *)(p + 1));
	__m256i dot = _mm256_or_si256(_mm256_cmpeq_epi8(c, _mm256_set1_epi8('.')),
	    _mm256_or_si256(_mm256_cmpeq_epi8(c, _mm256_set1_epi8('!')),
	        _mm256_cmpeq_epi8(c, _mm256_set1_epi8('?'))));
	__m256i dash = _mm256_cmpeq_epi8(c, _mm256_set1_epi8('-'));
	__m256i blank = _mm256_or_si256(
	    _mm256_cmpeq_epi8(c, _mm256_set1_epi8(' ')), _mm256_cmpeq_epi8(c, _mm256_set1_epi8('\n')));
	__m256i upper = _mm256_cmpgt_epi8(
	    _mm256_set1_epi8(-128 + 26), _mm256_add_epi8(d, _mm256_set1_epi8((char)(-128 - 'A'))));

	dash = _mm256_and_si256(dash, _mm256_cmpgt_epi8(_mm256_set1_epi8(33), d));
	dot = _mm256_or_si256(dot, _mm256_cmpeq_epi8(c, _mm256_set1_epi8(':')));
	c = _mm256_and_si256(c, _mm256_cmpgt_epi8(c, _mm256_set1_epi8(-65)));
	c = _mm256_or_si256(
	    c, _mm256_or_si256(_mm256_or_si256(dot, dash), _mm256_and_si256(blank, upper)));
	return (unsigned)_mm256_movemask_epi8(c);
}

__attribute__((target("avx2"))) static size_t
scan_avx2(found *f)
{
	size_t i = 0;

	for (; i + 65 <= f->text.n; i += 64) {
		uint64_t m = look_avx2(f->text.p + i) | (uint64_t)look_avx2(f->text.p + i + 32) << 32;

		make_room(f);
		for (; m; m &= m - 1)
			take(f, i + (unsigned)__builtin_ctzll(m));
	}
	make_room(f);
	if (i + 33 <= f->text.n) {
		for (unsigned m = look_avx2(f->text.p + i); m; m &= m - 1)
			take(f, i + (unsigned)__builtin_ctz(m));
		i += 32;
	}
	if (f->text.n - i < 33) { /* the rest, from a copy with room behind it */
		char rest[64] = {0};

		memcpy(rest, f->text.p + i, f->text.n - i);
		for (unsigned m = look_avx2(rest); m; m &= m - 1)
			take(f, i + (unsigned)__builtin_ctz(m));
		i = i + 32 < f->text.n ? i + 32 : f->text.n;
	}
	return i;
}

static size_t
scan_vectors(found *f, enum nu_scan_path path)
{
	if (path == NU_SCAN_AVX2 || (path == NU_SCAN_BEST && __builtin_cpu_supports("avx2")))
		return __builtin_cpu_supports("avx2") ? scan_avx2(f) : 0;
	return path == NU_SCAN_PLAIN ? 0 : scan_sse2(f);
}
#else
static size_t
scan_vectors(found *f, enum nu_scan_path path)
{
	(void)f;
	(void)path;
	return 0;
}
#endif

void
nu_scan(nu_arena *a, nu_str text, const nu_openers *openers, enum nu_scan_path path, nu_places *out)
{
	found f = {a, text, openers, out->at, 0, out->cap};

	scan_plain(&f, scan_vectors(&f, path), text.n);
	*out = (nu_places){f.at, f.n, f.cap};
}
