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

/* A bit for each of four bytes that is no letter. */
static inline uint32_t
no_letters(uint32_t w)
{
	uint32_t low = (w & 0x7F7F7F7Fu) | 0x20202020u;

	/* The top bit of a sum tells `a` or more, and more than `z`. */
	return (~(low + 0x1F1F1F1Fu) | (low + 0x05050505u) | w) & 0x80808080u;
}

/* A place in nu_openers for the first four letters at p; 0 from where one is none. */
static inline unsigned
opener(const unsigned char *p)
{
	uint32_t w = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
	uint32_t ends = no_letters(w);

	w = (w | 0x20202020u) & (((ends & (0 - ends)) >> 7) - 1);
	return (w * 0x9E3779B1u) >> 18;
}

static void
add_group(nu_openers *o, const unsigned char *first)
{
	uint8_t  group = (uint8_t)(1u << (first[0] & 7));
	unsigned ended = 0; /* opener() looks no further than the first that is no letter */

	for (int k = 0; k < 3; k++) {
		ended |= no_letters(first[k]) & 0x80;
		for (unsigned i = 0; i < 16; i++) {
			o->low[k][i] |= ended || i == (first[k] & 15u) ? group : 0;
			o->high[k][i] |= ended || (i | 2) == (first[k] >> 4 | 2u) ? group : 0;
		}
	}
}

void
nu_openers_add(nu_openers *o, nu_str word)
{
	unsigned char first[4] = {0};
	unsigned      v;

	memcpy(first, word.p, word.n < 4 ? word.n : 4);
	v = opener(first);
	o->bit[v >> 5] |= 1u << (v & 31);
	add_group(o, first);
}

bool
nu_openers_at(const nu_openers *o, const char *p)
{
	unsigned v = opener((const unsigned char *)p);

	return o->bit[v >> 5] >> (v & 31) & 1;
}

bool
nu_openers_may(const nu_openers *o, nu_str word)
{
	unsigned char first[4] = {0};

	for (size_t i = 0; i < 4 && i < word.n; i++)
		first[i] = (unsigned char)word.p[i];
	return nu_openers_at(o, (const char *)first);
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

/* May the word at p be one of the openers? */
static inline uint32_t
may_open(const nu_openers *o, const unsigned char *p)
{
	unsigned v = opener(p);

	return o->bit[v >> 5] >> (v & 31) & 1;
}

/* May c end a line that lost its LF: a letter or digit, > ) ] } and straight marks? */
static inline uint32_t
ends_line(unsigned char c)
{
	static const uint32_t bit[8] = {0, 0x43FF0284, 0x27FFFFFE, 0x27FFFFFE, ~0u, ~0u, ~0u, ~0u};

	return bit[c >> 5] >> (c & 31) & 1;
}

/* What stands at i, which is one of . ! ? : - or a byte above 127: a candidate? */
static inline bool
counts(const found *f, size_t i)
{
	const unsigned char *p = (const unsigned char *)f->text.p + i;
	size_t               n = f->text.n - i;
	unsigned             len;

	switch (p[0]) {
	case '.': return n < 5 || !goes_on(p + 1);
	case '!':
	case '?': return true;
	case ':':
	case '-': return n > 1 && (p[1] == ' ' || p[1] == '\n');
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

/* May the blank at i > 0 stand before a word that begins a sentence? Five bytes follow. */
static inline uint32_t
is_bare(const found *f, size_t i)
{
	const unsigned char *p = (const unsigned char *)f->text.p + i;

	return may_open(f->openers, p + 1) & ends_line(p[-1]);
}

/* Keeps i when it is a candidate; a blank is one already. */
static inline void
take(found *f, size_t i)
{
	const char *p = f->text.p + i;

	f->at[f->n] = (uint32_t)i;
	if (*p == '.' && i + 5 <= f->text.n)
		f->n += !goes_on((const unsigned char *)p + 1);
	else if (*p == ' ' || *p == '\n')
		f->n++;
	else
		take_other(f, i);
}

/* Bytes from..to, one by one. */
static void
scan_plain(found *f, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		unsigned char c = (unsigned char)f->text.p[i];
		unsigned char d = i + 1 < f->text.n ? (unsigned char)f->text.p[i + 1] : 0;

		make_room(f);
		if ((c == ' ' || c == '\n') &&
		    (d < 'A' || d > 'Z' || !i || i + 6 > f->text.n || !is_bare(f, i)))
			continue;
		if (c >= 0xC0 || c == '.' || c == '!' || c == '?' || c == ':' || c == '-' || c == ' ' ||
		    c == '\n')
			take(f, i);
	}
}

/* -------------------------------------------------------------------------- vectors */

#if defined(NU_VECTORS)
#include <immintrin.h>

/*
 * A mask of the bytes of a block that deserve a look: a terminator, a colon, a dash before
 * a blank, a blank before a capital, and what is above 127. One load is shifted by a byte.
 */
static inline unsigned
look_sse2(const char *p, unsigned *blanks)
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
	*blanks = (unsigned)_mm_movemask_epi8(_mm_and_si128(blank, upper));
	return (unsigned)_mm_movemask_epi8(_mm_or_si128(c, _mm_or_si128(dot, dash)));
}

/* Keeps the candidates of a block at i: `hard` of all kinds but blanks, and those. */
static inline void
take_all(found *f, size_t i, uint64_t hard, uint64_t blanks)
{
	size_t left = f->text.n - i;

	make_room(f);
	if (left < 64 + 5)
		blanks &= left > 5 ? ((uint64_t)1 << (left - 5)) - 1 : 0;
	if (!i)
		blanks &= ~(uint64_t)1;
	for (; blanks; blanks &= blanks - 1) /* no branch on what cannot be foretold */
		hard |= (blanks & -blanks) & -(uint64_t)is_bare(f, i + (unsigned)__builtin_ctzll(blanks));
	for (; hard; hard &= hard - 1)
		take(f, i + (unsigned)__builtin_ctzll(hard));
}

static size_t
scan_sse2(found *f)
{
	char     rest[32] = {0};
	size_t   i = 0;
	unsigned hard, blanks;

	for (; i + 17 <= f->text.n; i += 16) {
		hard = look_sse2(f->text.p + i, &blanks);
		take_all(f, i, hard, blanks);
	}
	memcpy(rest, f->text.p + i, f->text.n - i); /* with room behind it */
	hard = look_sse2(rest, &blanks);
	take_all(f, i, hard, blanks);
	return i + 16 < f->text.n ? i + 16 : f->text.n;
}

/* The halves of 32 bytes. */
typedef struct halves {
	__m256i low, high;
} halves;

NU_AVX2_INLINE halves
halves_of(__m256i c)
{
	__m256i low = _mm256_set1_epi8(15);

	return (halves){_mm256_and_si256(c, low), _mm256_and_si256(_mm256_srli_epi16(c, 4), low)};
}

NU_AVX2_INLINE __m256i
look_up(const uint8_t table[16], __m256i half)
{
	__m256i t = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));

	return _mm256_shuffle_epi8(t, half);
}

/* The bits that a byte has in the tables of both its halves. */
NU_AVX2_INLINE __m256i
both(const uint8_t low[16], const uint8_t high[16], halves h)
{
	return _mm256_and_si256(look_up(low, h.low), look_up(high, h.high));
}

NU_AVX2_INLINE unsigned
none(__m256i bits)
{
	return (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bits, _mm256_setzero_si256()));
}

/*
 * What may begin a terminator outside ASCII: a bit each for those behind CD, D6, D8, DB,
 * E0, E1, E2 and E3, EF. Errs to yes.
 */
NU_AVX2_INLINE __m256i
foreign(halves c, halves d, halves e)
{
	static const uint8_t first_low[16] = {16, 32, 64, 64, 0, 0, 2, 0, 4, 0, 0, 8, 0, 1, 0, 128};
	static const uint8_t first_high[16] = {
	    [0xC] = 1, [0xD] = 2 | 4 | 8, [0xE] = 16 | 32 | 64 | 128};
	static const uint8_t next_low[16] = {
	    64, 32 | 64, 0, 0, 8, 16, 0, 0, 0, 2, 0, 0, 128, 32 | 128, 1, 4 | 32};
	static const uint8_t next_high[16] = {
	    [0x8] = 2 | 32 | 64, [0x9] = 4 | 8 | 32, [0xA] = 16, [0xB] = 1 | 128};
	static const uint8_t third_high[16] = {15, 15, 15, 15, 15, 15, 15, 15, 15 | 32 | 64 | 128,
	    15 | 32 | 128, 15 | 16 | 32 | 64 | 128, 15 | 64, 15, 15, 15, 15};

	return _mm256_and_si256(both(first_low, first_high, c),
	    _mm256_and_si256(both(next_low, next_high, d), look_up(third_high, e.high)));
}

/*
 * What a byte may be, by it and the next: 1 and 2 the terminators and the colon, which
 * need nothing; 4 a dash, which needs a blank; the others a blank, which needs a capital
 * (two for each blank: capitals fill two rows of ASCII).
 */
enum { HARD = 1 | 2 | 4, BLANK = 8 | 64, LF = 16 | 128 };

NU_AVX2_INLINE __m256i
kinds(halves c, halves d)
{
	static const uint8_t low[16] = {
	    BLANK, 1, [0xA] = 2 | LF, [0xD] = 4, [0xE] = 1, [0xF] = 2};
	static const uint8_t high[16] = {LF, 0, 1 | 4 | BLANK, 2};
	static const uint8_t next_low[16] = {3 | 4 | 64 | 128, 3 | 8 | 16 | 64 | 128,
	    3 | 8 | 16 | 64 | 128, 3 | 8 | 16 | 64 | 128, 3 | 8 | 16 | 64 | 128, 3 | 8 | 16 | 64 | 128,
	    3 | 8 | 16 | 64 | 128, 3 | 8 | 16 | 64 | 128, 3 | 8 | 16 | 64 | 128, 3 | 8 | 16 | 64 | 128,
	    3 | 4 | 8 | 16 | 64 | 128, 3 | 8 | 16, 3 | 8 | 16, 3 | 8 | 16, 3 | 8 | 16, 3 | 8 | 16};
	static const uint8_t next_high[16] = {
	    3 | 4, 3, 3 | 4, 3, 3 | 8 | 16, 3 | 64 | 128, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3};

	return _mm256_and_si256(both(low, high, c), both(next_low, next_high, d));
}

NU_AVX2_INLINE __m256i
load(const char *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

/* As look_sse2(), but of what is common and no candidate little is left. */
NU_AVX2_INLINE unsigned
look_avx2(const nu_openers *o, const char *p, unsigned *blanks)
{
	__m256i  text = load(p);
	halves   c = halves_of(text), d = halves_of(load(p + 1)), e = halves_of(load(p + 2));
	__m256i  kind = kinds(c, d), word = _mm256_and_si256(look_up(o->low[0], d.low),
	                                 _mm256_and_si256(both(o->low[1], o->high[1], e),
	                                     both(o->low[2], o->high[2], halves_of(load(p + 3)))));
	unsigned not = none(_mm256_and_si256(kind, _mm256_set1_epi8(HARD)));

	*blanks = ~(none(_mm256_and_si256(kind, _mm256_set1_epi8((char)(BLANK | LF)))) | none(word));
	if (_mm256_movemask_epi8(text))
		not &= none(foreign(c, d, e));
	return ~not;
}

NU_AVX2_INLINE void
take_avx2(found *f, const char *p, size_t i)
{
	unsigned blanks, more = 0;
	uint64_t hard = look_avx2(f->openers, p, &blanks);

	if (i + 32 < f->text.n)
		hard |= (uint64_t)look_avx2(f->openers, p + 32, &more) << 32;
	if (hard | blanks | more)
		take_all(f, i, hard, blanks | (uint64_t)more << 32);
}

NU_AVX2 size_t
scan_avx2(found *f)
{
	enum { BEHIND = 3 }; /* bytes read behind a block */
	char   rest[128];
	size_t i = 0;

	for (; i + 64 + BEHIND <= f->text.n; i += 64)
		take_avx2(f, f->text.p + i, i);
	for (size_t k = 0; k < sizeof rest; k += 32)
		_mm256_storeu_si256((__m256i *)(void *)(rest + k), _mm256_setzero_si256());
	memcpy(rest, f->text.p + i, f->text.n - i);
	take_avx2(f, rest, i);
	return i + 64 < f->text.n ? i + 64 : f->text.n;
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
