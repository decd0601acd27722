/* Reads the words of a line, 64 bytes at a time. */
#include "strip_hash.h"

#if defined(NU_VECTORS)
#include <immintrin.h>
#endif

/* --------------------------------------------------------------------------- blocks */

/* What 64 bytes of a line are, a bit each. */
enum { BLOCK = 64 };

typedef struct block {
	uint64_t letter, upper, digit, blank; /* of ASCII */
	uint64_t high;                        /* not ASCII */
} block;

static inline block
block_plain(const char *bytes)
{
	block b = {0};

	for (unsigned i = 0; i < BLOCK; i++) {
		unsigned char c = (unsigned char)bytes[i];
		uint64_t      bit = UINT64_C(1) << i;

		b.letter |= nu_folded[c] > '9' ? bit : 0;
		b.upper |= nu_folded[c] != c && nu_folded[c] ? bit : 0;
		b.digit |= nu_folded[c] && nu_folded[c] <= '9' ? bit : 0;
		b.blank |= c == ' ' ? bit : 0;
		b.high |= c >= 128 ? bit : 0;
	}
	return b;
}

#if defined(NU_VECTORS)
/* Bytes of x from `first` on, n of them. */
static inline uint64_t
among(__m128i x, char first, int n)
{
	__m128i v = _mm_add_epi8(x, _mm_set1_epi8((char)(-128 - first)));

	return (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(v, _mm_set1_epi8((char)(n - 128))));
}

static inline block
block_sse2(const char *bytes)
{
	block b = {0};

	for (unsigned i = 0; i < BLOCK; i += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
		__m128i blank = _mm_cmpeq_epi8(x, _mm_set1_epi8(' '));

		b.letter |= among(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'a', 26) << i;
		b.upper |= among(x, 'A', 26) << i;
		b.digit |= among(x, '0', 10) << i;
		b.blank |= (uint64_t)(unsigned)_mm_movemask_epi8(blank) << i;
		b.high |= (uint64_t)(unsigned)_mm_movemask_epi8(x) << i;
	}
	return b;
}

#define AVX2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt"))) static

AVX2 inline uint64_t
among_wide(__m256i x, char first, int n)
{
	__m256i v = _mm256_add_epi8(x, _mm256_set1_epi8((char)(127 - first - n + 1)));

	return (uint32_t)_mm256_movemask_epi8(
	    _mm256_cmpgt_epi8(v, _mm256_set1_epi8((char)(127 - n))));
}

AVX2 inline block
block_avx2(const char *bytes)
{
	block b = {0};

	for (unsigned i = 0; i < BLOCK; i += 32) {
		__m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + i));
		__m256i blank = _mm256_cmpeq_epi8(x, _mm256_set1_epi8(' '));

		b.letter |= among_wide(_mm256_or_si256(x, _mm256_set1_epi8(0x20)), 'a', 26) << i;
		b.upper |= among_wide(x, 'A', 26) << i;
		b.digit |= among_wide(x, '0', 10) << i;
		b.blank |= (uint64_t)(uint32_t)_mm256_movemask_epi8(blank) << i;
		b.high |= (uint64_t)(uint32_t)_mm256_movemask_epi8(x) << i;
	}
	return b;
}
#endif

/* --------------------------------------------------------------------------- a line */

/* Marks a hash, until it is numbered, as that of a word with other letters or marks in it. */
enum { MIXED = 1 };

/* Words that are numbered before the room for more is looked at. */
enum { RUN = 64 };

#define FNV_PRIME 16777619u

/* What a character of ASCII between words is; 0: a letter or a digit. */
enum {
	S = 1,       /* a blank */
	N = 2,       /* the end of a sentence */
	C = 4,       /* may stand behind that */
	M = 8,       /* a mark that counts */
	A = M | 16,  /* @ */
	Q = 32,      /* what does not count */
	JOINT = 64,  /* between letters it is part of the word */
	POINT = 128, /* and this between digits */
	E = N | POINT, K = C | JOINT, O = M | POINT, H = Q | JOINT, G = Q | POINT
};
static const uint8_t between[128] = {
	Q, Q, Q, Q, Q, Q, Q, Q, Q, S, S, S, S, S, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q,
	S, N, C, M, M, M, M, K, Q, C, M, M, G, H, E, M, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, O, M, M, M, M, N,
	A, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, M, M, C, M, M,
	M, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, M, M, M, M, M,
};

#define INLINE __attribute__((always_inline)) static inline

bool
sp_is_fused(const char *p, size_t n)
{
	for (size_t i = 3; i < n; i++)
		if ((nu_ascii[p[i] & 127] & NU_UPPER) && (nu_ascii[p[i - 1] & 127] & NU_LOWER))
			return true;
	return false;
}

static unsigned
bits_in(uint64_t v)
{
	return (unsigned)__builtin_popcountll(v);
}

static unsigned
lowest(uint64_t v)
{
	return (unsigned)__builtin_ctzll(v);
}

/* All bits below bit n. */
INLINE uint64_t
below(unsigned n)
{
	return n < BLOCK ? (UINT64_C(1) << n) - 1 : ~UINT64_C(0);
}

/* A block's bytes, and which of them are read: those up to a blank, or the line's end. */
typedef struct part {
	const char *p;
	unsigned    n;
	block       b; /* of these alone */
	uint64_t    plain, inside; /* letters and digits; marks inside words */
} part;

/* Reads the marks of a part: where sentences end, and which marks stand inside words. */
INLINE void
read_marks(sp_reader *r, part *b, uint64_t marks)
{
	uint64_t end = 0, closer = 0, joint = 0, point = 0, count = 0, blank = b->b.blank, past;

	for (; marks; marks &= marks - 1) {
		uint64_t bit = marks & (0 - marks);
		unsigned k = between[(unsigned char)b->p[lowest(marks)]];

		blank |= k & S ? bit : 0;
		end |= k & N ? bit : 0;
		closer |= k & C ? bit : 0;
		joint |= k & JOINT ? bit : 0;
		point |= k & POINT ? bit : 0;
		count |= k & M ? bit : 0;
		r->n.trigger |= k == A;
	}
	b->inside = (joint & b->plain << 1 & b->b.letter >> 1) |
	            (point & b->b.digit << 1 & b->b.digit >> 1);
	end &= ~b->inside;
	closer = (closer & ~b->inside) | end;
	/* Adding an end to the closers behind it carries a bit to what stands behind them. */
	past = (end + closer) & ~closer;
	r->n.ends += bits_in(past & blank);
	r->n.was_end = (past & ~below(b->n)) != 0;
	r->n.marks += bits_in(count & ~b->inside);
}

/* The letters of a word with marks inside, without these: how many. */
static size_t
without_marks(const char *p, uint64_t letters, char out[BLOCK])
{
	size_t n = 0;

	for (; letters; letters &= letters - 1)
		out[n++] = p[lowest(letters)];
	return n;
}

/* Words in which a digit stands, or a capital that is not the first letter. */
static void
count_odd(sp_reader *r, const part *b, uint64_t odd)
{
	uint64_t words = b->plain | b->inside;

	while (odd) {
		uint64_t one = odd & (0 - odd), before = ~words & (one - 1), word, letters;
		char     out[BLOCK];
		size_t   n;

		word = words & ~(words + one) & ~(one - 1);
		odd &= ~word;
		word |= words & (one - 1) & ~below(before ? BLOCK - (unsigned)__builtin_clzll(before) : 0);
		letters = word & b->plain;
		n = bits_in(letters);
		r->n.shout += n > 1 && !(letters & ~b->b.upper);
		r->n.digits += !(letters & ~b->b.digit);
		if (b->b.upper & letters & (letters - 1))
			r->n.fused += sp_is_fused(out, without_marks(b->p, letters, out));
	}
}

/* The hash of a word with marks inside; may it hold a trigger? */
static uint32_t
hash_mixed(sp_reader *r, nu_str word, uint64_t letters)
{
	char   out[BLOCK + 8];
	size_t n = without_marks(word.p, letters, out);

	r->n.trigger |= word.n >= LONG_WORD && sp_parts_trigger(r->w, word);
	return hash_of(out, n);
}

/* Takes the hashes of a part's words. */
INLINE void
take_words(sp_reader *r, const part *b)
{
	uint64_t  words = b->plain | b->inside, edge = words ^ words << 1, inside = b->inside;
	uint32_t  sum = r->n.hash;
	uint32_t *hash = r->hash + r->nword;

	while (edge) {
		unsigned at = lowest(edge), to = lowest(edge &= edge - 1), n = to - at;
		nu_str   word = {b->p + at, n};
		uint32_t h;

		edge &= edge - 1;
		if (inside && inside & below(to)) {
			h = hash_mixed(r, word, (b->plain & below(to)) >> at);
			*hash++ = h | MIXED;
			inside &= ~below(to);
		} else {
			h = n > 8 ? hash_of(word.p, n) : finish(add_eight(0, first_of(word.p, n)), n);
			*hash++ = h & ~(uint32_t)MIXED;
			if (n >= LONG_WORD)
				r->n.trigger |= sp_holds_trigger(r->w, word);
		}
		sum = (sum ^ h) * FNV_PRIME;
	}
	r->n.hash = sum;
	r->nword = (size_t)(hash - r->hash);
}

/* Reads of the block at b->p, the first of `left` bytes, what it can: how many. */
INLINE size_t
read_block(sp_reader *r, part *b, size_t left)
{
	uint64_t within, first, odd, marks, blank;

	b->n = left < BLOCK ? (unsigned)left : BLOCK;
	if (left >= BLOCK || b->b.high & below(b->n)) {
		blank = b->b.blank & below(b->n) & ((b->b.high & (0 - b->b.high)) - 1);
		b->n = blank ? BLOCK - (unsigned)__builtin_clzll(blank) : 0;
	}
	if (!b->n || r->nword + BLOCK / 2 > UINT16_MAX)
		return 0;
	within = below(b->n);
	b->b.letter &= within;
	b->b.upper &= within;
	b->b.digit &= within;
	b->b.blank &= within;
	b->plain = b->b.letter | b->b.digit;
	b->inside = 0;
	marks = within & ~(b->plain | b->b.blank);
	if (marks)
		read_marks(r, b, marks);
	first = b->plain & ~((b->plain | b->inside) << 1);
	odd = (b->b.upper & ~first) | b->b.digit;
	r->n.caps += bits_in(b->b.upper & first);
	r->n.figures += b->b.digit ? bits_in(b->b.digit) : 0;
	if (odd)
		count_odd(r, b, odd);
	take_words(r, b);
	r->n.words += bits_in(first);
	r->n.chars += b->n;
	return b->n;
}

/* The bytes at p, or a copy of them if there are not enough of them to be read at once. */
INLINE const char *
whole_block(const sp_reader *r, size_t i, char copy[BLOCK + 8])
{
	const char *p = r->text.p + i;
	size_t      n = r->text.n - i;

	if (r->limit - p >= BLOCK + 8)
		return p;
	memset(copy, 0, BLOCK + 8);
	return memcpy(copy, p, n < BLOCK ? n : BLOCK);
}

/* A loop over blocks that are read so. */
#define READ_WORDS(read)                                                                   \
	for (size_t n = 1; i < r->text.n && n; i += n) {                                       \
		char copy[BLOCK + 8];                                                              \
		part b = {.p = whole_block(r, i, copy)};                                           \
		b.b = read(b.p);                                                                   \
		n = read_block(r, &b, r->text.n - i);                                              \
	}                                                                                      \
	return i

size_t
sp_reader_words_plain(sp_reader *r, size_t i)
{
	READ_WORDS(block_plain);
}

#if defined(NU_VECTORS)
static size_t
words_sse2(sp_reader *r, size_t i)
{
	READ_WORDS(block_sse2);
}

AVX2 size_t
words_avx2(sp_reader *r, size_t i)
{
	READ_WORDS(block_avx2);
}
#endif

size_t
sp_reader_words_some(sp_reader *r, size_t i)
{
#if defined(NU_VECTORS)
	return words_sse2(r, i);
#else
	return sp_reader_words_plain(r, i);
#endif
}

size_t
sp_reader_words(sp_reader *r, size_t i)
{
#if defined(NU_VECTORS)
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
		return words_avx2(r, i);
#endif
	return sp_reader_words_some(r, i);
}

void
sp_reader_take(sp_reader *r, nu_str word, uint32_t hash, bool plain)
{
	if (word.n >= LONG_WORD)
		r->n.trigger |= plain ? sp_holds_trigger(r->w, word) : sp_parts_trigger(r->w, word);
	r->n.hash = (r->n.hash ^ hash) * FNV_PRIME;
	r->n.words++;
	/* There is room: a word takes two bytes of the line, and what is counted ends. */
	if (r->nword < UINT16_MAX)
		r->hash[r->nword++] = plain ? hash & ~(uint32_t)MIXED : hash | MIXED;
}

/* Numbers the words from..to - 1. */
static void
number_words(sp_reader *r, size_t from, size_t to)
{
	sp_numbers t = *r->numbers;
	uint32_t   stops = 0, kinds = 0;

	for (size_t i = from; i < to; i++) {
		uint32_t h = r->hash[i], x = word_of(&t, key_of(h));

		kinds |= (h & MIXED ? 0u : 1u) << (x & KIND);
		/* "it's" is not "its": what would be a stop word but for a mark has another key. */
		if ((h & MIXED) & (x == SP_STOP))
			x = word_of(&t, key_of(h ^ 0x9E3779B0u));
		stops += x == SP_STOP;
		r->hash[i] = x == SP_STOP ? 0 : key_of(h);
		r->id[i] = x >> NUMBER;
	}
	r->numbers->n = t.n;
	r->n.stops += stops;
	r->n.trigger |= kinds >> SP_TRIGGER & 1;
	r->n.url |= kinds >> SP_ADDRESS & 1;
}

void
sp_reader_end(sp_reader *r)
{
	for (size_t from = 0, to; from < r->nword; from = to) {
		to = from + RUN < r->nword ? from + RUN : r->nword;
		sp_numbers_room(r->numbers, RUN);
		number_words(r, from, to);
	}
}
