#include "date_word.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { CHUNK = 8, LONGEST = 512 };

#define LOW UINT64_C(0x2020202020202020)
#define MIX UINT64_C(0x9E3779B97F4A7C15)

/* What a byte is. */
enum { OTHER, SPACE, DIGIT, LETTER, HIGH };

static const uint8_t class_of[256] = {
	[9] = SPACE, [10] = SPACE, [11] = SPACE, [12] = SPACE, [13] = SPACE, [' '] = SPACE,
	['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT, ['5'] = DIGIT,
	['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT,
#define L(c) [c] = LETTER, [c + 32] = LETTER
	L('A'), L('B'), L('C'), L('D'), L('E'), L('F'), L('G'), L('H'), L('I'), L('J'), L('K'), L('L'),
	L('M'), L('N'), L('O'), L('P'), L('Q'), L('R'), L('S'), L('T'), L('U'), L('V'), L('W'), L('X'),
	L('Y'), L('Z'),
#undef L
#define H(b) [b] = HIGH, [b + 1] = HIGH, [b + 2] = HIGH, [b + 3] = HIGH, [b + 4] = HIGH, \
	[b + 5] = HIGH, [b + 6] = HIGH, [b + 7] = HIGH
	H(128), H(136), H(144), H(152), H(160), H(168), H(176), H(184), H(192), H(200), H(208), H(216),
	H(224), H(232), H(240), H(248),
#undef H
};

/* n bytes at p, at most eight, little endian; `room` bytes may be read. */
static inline uint64_t
load(const char *p, size_t n, size_t room)
{
	uint64_t v = 0;

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	if (room >= CHUNK) {
		memcpy(&v, p, CHUNK);
		return n >= CHUNK ? v : v & ((UINT64_C(1) << 8 * n) - 1);
	}
#endif
	for (size_t i = 0; i < n && i < CHUNK && i < room; i++)
		v |= (uint64_t)(unsigned char)p[i] << 8 * i;
	return v;
}

/*
 * Hashes the first and the last eight of n bytes, of which every one has bit 5 set first;
 * *capital tells whether one had it not.
 */
static inline uint32_t
hash(const char *p, size_t n, size_t room, bool *capital)
{
	uint64_t v = load(p, n, room), h;
	uint64_t low = n < CHUNK ? LOW & ((UINT64_C(1) << 8 * n) - 1) : LOW;

	*capital = (v & low) != low;
	h = ((v | low) + n) * MIX;
	if (n > CHUNK) {
		v = load(p + n - CHUNK, CHUNK, room - n + CHUNK);
		*capital |= (v & LOW) != LOW;
		h = ((v | LOW) ^ h >> 32 ^ h) * MIX;
	}
	return (uint32_t)(h >> 32);
}

uint32_t
nu_date_word_hash(nu_str lower)
{
	bool capital;

	return hash(lower.p, lower.n, lower.n, &capital);
}

uint32_t
nu_date_mark_hash(uint32_t cp)
{
	return cp * 0x9E3779B1u + 1;
}

/* A word or number at s[i] with letters above ASCII; returns its end. */
static size_t
read_slowly(nu_str s, size_t i, bool number, nu_word *w)
{
	char     lower[LONGEST + 8];
	size_t   n = 0;
	unsigned len, cls;

	for (; i < s.n; i += len) {
		uint32_t cp = nu_decode(s, i, &len);

		cls = nu_class(cp);
		if (!(cls & (number ? NU_DIGIT : NU_ALPHA | NU_DIGIT)))
			break;
		if (cls & NU_UPPER)
			w->letters = NU_CAPITAL;
		if (n < LONGEST) /* no key is as long */
			n += nu_encode(nu_tolower(cp), lower + n);
	}
	w->hash = nu_date_word_hash((nu_str){lower, n});
	return i;
}

/* The word of ASCII letters and digits s[i, j), or the number; returns its end. */
static inline size_t
take_word(nu_str s, size_t i, size_t j, bool number, nu_word *w)
{
	bool capital;

	w->kind = number ? NU_NUMBER : NU_WORD;
	w->letters = NU_LOWERCASE;
	if (j < s.n && class_of[(unsigned char)s.p[j]] == HIGH)
		return read_slowly(s, i, number, w);
	w->hash = hash(s.p + i, j - i, s.n - i, &capital);
	w->letters = capital && !number ? NU_CAPITAL : NU_LOWERCASE;
	return j;
}

/* What begins with a byte above ASCII; *space when it is white space. */
static size_t
read_high(nu_str s, size_t i, nu_word *w, bool *space)
{
	unsigned       len;
	const uint32_t cp = nu_decode(s, i, &len);
	const unsigned cls = nu_class(cp);

	w->letters = NU_LOWERCASE;
	*space = (cls & NU_SPACE) != 0;
	if (cls & (NU_ALPHA | NU_DIGIT)) {
		w->kind = cls & NU_ALPHA ? NU_WORD : NU_NUMBER;
		return read_slowly(s, i, w->kind == NU_NUMBER, w);
	}
	w->kind = NU_MARKUP;
	w->hash = nu_date_mark_hash(cp);
	return i + len;
}

#if defined(__SSE2__)

static inline __m128i
between(__m128i v, char low, char high)
{
	return _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8((char)(low - 1))),
	    _mm_cmplt_epi8(v, _mm_set1_epi8((char)(high + 1))));
}

/* How many of the 16 bytes at p are digits, with letters too if those may be there. */
static inline unsigned
run_of_16(const char *p, bool number)
{
	const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i       in = between(v, '0', '9');

	if (!number)
		in = _mm_or_si128(in, between(_mm_or_si128(v, _mm_set1_epi8(32)), 'a', 'z'));
	return (unsigned)__builtin_ctz(~(unsigned)_mm_movemask_epi8(in));
}

#endif

/* The end of the run at s[i] of bytes of a class; with digits, letters may mix with them. */
static size_t
run_end(nu_str s, size_t i, bool number)
{
#if defined(__SSE2__)
	for (unsigned n; i + 16 <= s.n; i += 16)
		if ((n = run_of_16(s.p + i, number)) < 16)
			return i + n;
#endif
	for (; i < s.n; i++) {
		const uint8_t c = class_of[(unsigned char)s.p[i]];

		if (c != DIGIT && (number || c != LETTER))
			break;
	}
	return i;
}

static inline nu_word *
room(nu_arena *keep, nu_date_words *words)
{
	if (words->n + 2 > words->cap)
		words->w = nu_grow(keep, words->w, &words->cap, words->n + 2, sizeof *words->w);
	return &words->w[words->n];
}

/*
 * Can the word be part of an expression, as the bits of hashes say? What has a digit or a
 * letter above ASCII can.
 */
static bool
may_be_part(const uint64_t *part, size_t bits, nu_str s, const nu_word *w)
{
	const size_t h = w->hash % bits;

	if (part[h / 64] >> (h % 64) & 1)
		return true;
	for (size_t i = w->start; i < w->end; i++)
		if (class_of[(unsigned char)s.p[i]] == DIGIT || class_of[(unsigned char)s.p[i]] == HIGH)
			return true;
	return false;
}

size_t
nu_date_words_of(nu_arena *keep, nu_str s, size_t i, const uint64_t *part, size_t bits, size_t must,
    nu_date_words *words)
{
	bool space = false;

	words->n = 0;
	while (i < s.n) {
		const uint8_t c = class_of[(unsigned char)s.p[i]];
		nu_word      *w;
		bool          blank = false;

		if (c == SPACE) {
			space = true;
			i++;
			continue;
		}
		w = room(keep, words);
		w->start = (uint32_t)i;
		w->space = space;
		if (c == OTHER) {
			w->kind = NU_MARKUP;
			w->letters = NU_LOWERCASE;
			w->hash = nu_date_mark_hash((unsigned char)s.p[i]);
			i++;
		} else if (c == HIGH) {
			i = read_high(s, i, w, &blank);
		} else {
			i = take_word(s, i, run_end(s, i, c == DIGIT), c == DIGIT, w);
		}
		w->end = (uint32_t)i;
		space = blank;
		words->n += !blank;
		if (part && w->start > must && !blank && !may_be_part(part, bits, s, w))
			return words->n > 1 ? w[-1].end : w->start;
	}
	return s.n;
}
