/* The words and marks of a sentence so far: what its candidates are weighed with. */
#include "split_cand.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { IN_WORD = 1, SMALL = 2, GAP = 4, MARK = 8 };

/* What a byte is to nu_cand_count(): of a word, small, before a word, a bracket or mark. */
static const uint8_t byte_class[256] = {
#define W1 IN_WORD
#define W8 W1, W1, W1, W1, W1, W1, W1, W1
#define S1 (IN_WORD | SMALL)
#define S8 S1, S1, S1, S1, S1, S1, S1, S1
#define G8 GAP, GAP, GAP, GAP, GAP, GAP, GAP, GAP
    G8, G8, G8, G8,                                                          /* controls */
    GAP, 0, GAP | MARK, 0, 0, 0, 0, 0, GAP | MARK, MARK, 0, 0, 0, 0, 0, GAP, /* SP to slash */
    W8, W1, W1, 0, 0, 0, 0, 0, 0,                                            /* digits */
    0, W1, W1, W1, W1, W1, W1, W1, W8, W8, W1, W1, W1, GAP | MARK, 0, MARK, 0, W1, 0, S1, S1, S1,
    S1, S1, S1, S1, S8, S8, S1, S1, S1, 0, 0, 0, 0, 0, W8, W8, W8, W8, W8, W8, W8,
    W8, /* what is not ASCII */
    W8, W8, W8, W8, W1, W1, W1 | MARK, W1, W1, W1, W1, W1, W8, W8, W8
#undef W1
#undef W8
#undef S1
#undef S8
#undef G8
};

static void
count_mark(nu_cand *c, const char *p, size_t i)
{
	switch ((unsigned char)p[i]) {
	case '(':
	case '[': c->parens++; break;
	case ')':
	case ']': c->parens -= c->parens > 0; break;
	case '"': c->marks++; break;
	default: /* curly double marks */
		c->marks += i + 2 < c->text.n && (unsigned char)p[i + 1] == 0x80 &&
		            ((unsigned char)p[i + 2] | 1) == 0x9D;
	}
}

/* Bytes from..to; `was`: what the byte before is. */
static void
count_plain(nu_cand *c, size_t from, size_t to, uint8_t was)
{
	const char *p = c->text.p;

	for (size_t i = from; i < to; i++) {
		uint8_t  b = byte_class[(unsigned char)p[i]];
		unsigned first = (was >> 2) & b & IN_WORD;

		c->words += first;
		c->lows += first & (b >> 1);
		c->small |= (b & SMALL) != 0;
		if (b & MARK)
			count_mark(c, p, i);
		was = b;
	}
}

#if defined(__SSE2__)
/* The bytes of c from `low` on, n of them. */
static inline __m128i
in_range(__m128i c, char low, int n)
{
	return _mm_cmpgt_epi8(
	    _mm_set1_epi8((char)(n - 128)), _mm_add_epi8(c, _mm_set1_epi8((char)(-128 - low))));
}

static inline __m128i
is(__m128i c, char x)
{
	return _mm_cmpeq_epi8(c, _mm_set1_epi8(x));
}

static inline __m128i
either(__m128i a, __m128i b)
{
	return _mm_or_si128(a, b);
}

/* As count_plain(), sixteen bytes a step; returns where it stopped. */
static size_t
count_vectors(nu_cand *c, size_t from, size_t to, uint8_t *was)
{
	unsigned carry = *was >> 2 & 1;
	size_t   i = from;

	for (; i < to && i + 16 <= c->text.n; i += 16) {
		__m128i  x = _mm_loadu_si128((const __m128i *)(const void *)(c->text.p + i));
		__m128i  low = in_range(x, 'a', 26);
		__m128i  word = either(either(low, in_range(x, 'A', 26)),
		     either(either(in_range(x, '0', 10), x), is(x, '_')));
		__m128i  blank = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(' ')), x);
		__m128i  both = either(either(is(x, '"'), is(x, '(')), is(x, '['));
		__m128i  others = either(either(is(x, ')'), is(x, ']')), is(x, '\xE2'));
		unsigned here = to - i < 16 ? (1u << (to - i)) - 1 : 0xFFFF; /* of the last, a part */
		unsigned gap = (unsigned)_mm_movemask_epi8(either(either(blank, both), is(x, '/')));
		unsigned small = (unsigned)_mm_movemask_epi8(low) & here;
		unsigned mark = (unsigned)_mm_movemask_epi8(either(both, others)) & here;

		c->small |= small != 0;
		for (unsigned m = (unsigned)_mm_movemask_epi8(word) & (gap << 1 | carry) & here; m;
		     m &= m - 1) {
			c->words++;
			c->lows += (m & -m & small) != 0;
		}
		for (; mark; mark &= mark - 1)
			count_mark(c, c->text.p, i + (unsigned)__builtin_ctz(mark));
		carry = gap >> 15;
	}
	*was = carry ? GAP : 0;
	return i < to ? i : to;
}
#endif

void
nu_cand_count(nu_cand *c)
{
	size_t  i;
	uint8_t was;

	if (c->counted < c->begin) {
		c->counted = c->begin;
		c->words = c->lows = 0;
		c->small = false;
		c->parens = c->marks = 0;
	}
	if (c->counted >= c->at)
		return;
	i = c->counted;
	was = i == c->begin ? GAP : byte_class[(unsigned char)c->text.p[i - 1]];
#if defined(__SSE2__)
	i = count_vectors(c, i, c->at, &was);
#endif
	count_plain(c, i, c->at, was);
	c->counted = c->at;
}
