#include "date_word.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#define HAVE_SSE2 1
#endif

enum { CHUNK = 8, LONGEST = 512, BLOCK = 64 };

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

/* The end of the run at s[i] of bytes of a class; with digits, letters may mix with them. */
static size_t
run_end(nu_str s, size_t i, bool number)
{
	for (i++; i < s.n; i++) {
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

void
nu_date_words_scalar(nu_arena *keep, nu_str s, size_t i, nu_date_words *words)
{
	bool space = false;

	words->n = 0;
	while (i < s.n) {
		const uint8_t c = class_of[(unsigned char)s.p[i]];
		nu_word      *w = room(keep, words);
		bool          blank = c == SPACE;

		w->start = (uint32_t)i;
		w->space = space;
		if (blank) {
			i++;
		} else if (c == OTHER) {
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
	}
}

#ifdef HAVE_SSE2

/* Of 64 bytes: in words (letters and digits), digits, white space. */
typedef struct masks {
	uint64_t in, digit, space;
} masks;

static inline __m128i
between(__m128i v, char low, char high)
{
	return _mm_and_si128(_mm_cmpgt_epi8(v, _mm_set1_epi8((char)(low - 1))),
	    _mm_cmplt_epi8(v, _mm_set1_epi8((char)(high + 1))));
}

static inline masks
masks_of(const char *p)
{
	masks m = {0, 0, 0};

	for (int i = 0; i < 4; i++) {
		const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
		const __m128i digit = between(v, '0', '9');
		const __m128i letter = between(_mm_or_si128(v, _mm_set1_epi8(32)), 'a', 'z');
		const __m128i space = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')), between(v, 9, 13));

		m.in |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_or_si128(letter, digit)) << 16 * i;
		m.digit |= (uint64_t)(unsigned)_mm_movemask_epi8(digit) << 16 * i;
		m.space |= (uint64_t)(unsigned)_mm_movemask_epi8(space) << 16 * i;
	}
	return m;
}

/*
 * The words that begin in the block at s[i] and end in it, their offsets moved by `shift`;
 * returns where it stopped: at a word that may go on behind the block, or behind it.
 * *space: white space stands there.
 */
static inline size_t
words_of_block(nu_arena *keep, nu_str s, size_t i, size_t shift, bool *space, nu_date_words *words)
{
	const masks  m = masks_of(s.p + i);
	const size_t base = i, end = i + BLOCK;
	uint64_t     left = ~m.space; /* what is no white space, from i on */

	while (left) {
		const size_t at = (unsigned)__builtin_ctzll(left);
		nu_word     *w = room(keep, words);
		bool         white = false;

		w->space = *space || base + at > i;
		i = base + at;
		w->start = (uint32_t)(i + shift);
		if (m.in >> at & 1) {
			const bool     number = m.digit >> at & 1;
			const uint64_t out = ~((number ? m.digit : m.in) >> at);
			const size_t   n = out ? (unsigned)__builtin_ctzll(out) : BLOCK;

			if (at + n >= BLOCK) { /* it may go on */
				*space = w->space;
				return i;
			}
			i = take_word(s, i, i + n, number, w);
		} else if ((unsigned char)s.p[i] < 128) {
			w->kind = NU_MARKUP;
			w->letters = NU_LOWERCASE;
			w->hash = nu_date_mark_hash((unsigned char)s.p[i]);
			i++;
		} else {
			i = read_high(s, i, w, &white);
		}
		w->end = (uint32_t)(i + shift);
		*space = white;
		words->n += !white;
		if (i >= end)
			return i;
		left = ~m.space & ~UINT64_C(0) << (i - base);
	}
	*space = *space || i < end;
	return end;
}

/* The same for fewer bytes than a block: s[i, s.n). */
static void
words_of_tail(nu_arena *keep, nu_str s, size_t i, bool space, nu_date_words *words)
{
	char tail[BLOCK];

	if (i >= s.n)
		return;
	memset(tail, ' ', BLOCK);
	memcpy(tail, s.p + i, s.n - i);
	words_of_block(keep, (nu_str){tail, s.n - i}, 0, i, &space, words);
}

void
nu_date_words_of(nu_arena *keep, nu_str s, size_t i, nu_date_words *words)
{
	bool   space = false;
	size_t was;

	words->n = 0;
	while (i + BLOCK <= s.n) {
		was = i;
		i = words_of_block(keep, s, i, 0, &space, words);
		if (i == was) { /* a word longer than a block */
			const bool number = class_of[(unsigned char)s.p[i]] == DIGIT;
			nu_word   *w = room(keep, words);

			w->start = (uint32_t)i;
			w->space = space;
			i = take_word(s, i, run_end(s, i, number), number, w);
			w->end = (uint32_t)i;
			space = false;
			words->n++;
		}
	}
	words_of_tail(keep, s, i, space, words);
}

#else

void
nu_date_words_of(nu_arena *keep, nu_str s, size_t i, nu_date_words *words)
{
	nu_date_words_scalar(keep, s, i, words);
}

#endif
