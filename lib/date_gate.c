#include "date_gate.h"

#include "date_key.h"
#include "date_match.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#define HAVE_SSE2 1
#endif

enum { BLOCK = 64, STEP = BLOCK - NU_DATE_HEAD, AROUND = 512 };

static bool
is_letter(char c)
{
	return (unsigned char)((c | 32) - 'a') < 26;
}

static bool
is_digit(char c)
{
	return (unsigned char)(c - '0') < 10;
}

static bool
is_high(char c)
{
	return ((unsigned char)c & 0x80) != 0;
}

nu_str
nu_date_last_run(nu_str s)
{
	size_t n = 0;

	while (n < s.n && is_letter(s.p[s.n - 1 - n]))
		n++;
	return nu_slice(s, s.n - n, s.n);
}

uint64_t
nu_date_head_of_run(nu_str run)
{
	uint64_t v = 0;

	for (size_t i = 0; i < run.n && i < NU_DATE_HEAD; i++)
		v |= (uint64_t)(unsigned char)(run.p[i] | 32) << 8 * i;
	return v;
}

static bool
holds(const uint64_t *filter, uint64_t head)
{
	return nu_date_has_bit(filter, nu_date_head_bit(head));
}

static bool
is_mark(const nu_date_gate *g, char c)
{
	return g->nmark && memchr(g->mark, c, g->nmark);
}

/* -------------------------------------------------------------------------- the scan */

/* Does the number at s[i], or what it is the fraction of, have a currency's sign before it? */
static bool
is_price(nu_str s, size_t i)
{
	size_t k = i;

	while (k > 0 && i - k < 16 && (is_digit(s.p[k - 1]) || s.p[k - 1] == '.' || s.p[k - 1] == ','))
		k--;
	return k > 0 && (s.p[k - 1] == '$' || (k > 1 && memcmp(s.p + k - 2, "\xC2\xA3", 2) == 0) ||
	                    (k > 2 && memcmp(s.p + k - 3, "\xE2\x82\xAC", 3) == 0));
}

/*
 * Can the number at s[i] be all that tells of a date? A number of four digits and more
 * can, and one that stands close to something: '98, 5/6, 8:30, 21st. All others need a
 * word beside them, fractions with a word close behind (1.2bn) too.
 */
static bool
is_number(nu_str s, size_t i)
{
	size_t j = i;
	bool   fraction = i > 1 && s.p[i - 1] == '.' && is_digit(s.p[i - 2]);
	char   c;

	while (j < s.n && j - i < 4 && is_digit(s.p[j]))
		j++;
	if (j - i >= 4)
		return !is_price(s, i);
	c = j < s.n ? s.p[j] : ' ';
	if (fraction)
		return c != '%' && !is_letter(c) && !is_price(s, i);
	if (i > 0 && memchr("'/-.:", s.p[i - 1], 5))
		return true;
	if (i > 2 && is_high(s.p[i - 1]) && (unsigned char)s.p[i - 3] == 0xE2) /* ’98 */
		return !is_price(s, i);
	if (c == '.') /* the fraction tells */
		return false;
	return (is_letter(c) || is_high(c) || c == '/' || c == '-' || c == ':') && !is_price(s, i);
}

/* The end of the number at s[i]. */
static size_t
number_end(nu_str s, size_t i)
{
	while (i < s.n && is_digit(s.p[i]))
		i++;
	return i;
}

size_t
nu_date_trigger_scalar(const nu_date_rules *rules, nu_str s, size_t i)
{
	const nu_date_gate *g = rules->gate;
	size_t              j;

	for (; i < s.n; i = j + 1) {
		for (j = i; j < s.n && is_letter(s.p[j]); j++)
			;
		if (j > i && holds(g->word, nu_date_head_of_run(nu_slice(s, i, j))))
			return i;
		if (j < s.n && is_digit(s.p[j])) {
			if (is_number(s, j))
				return j;
			j = number_end(s, j) - 1;
		}
	}
	return s.n;
}

#ifdef HAVE_SSE2

typedef struct masks {
	uint64_t letter, digit;
} masks;

/* Which of 64 bytes are ASCII letters, and which digits. */
static masks
masks_of(const char *p)
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

/*
 * The first trigger that begins in the first STEP of the block p, which stands at s[i];
 * BLOCK: there is none. Behind STEP the heads of words are cut.
 */
static size_t
trigger_of_block(const nu_date_gate *g, nu_str s, size_t i, const char *p, bool *inside)
{
	const uint64_t whole = (UINT64_C(1) << STEP) - 1;
	const masks    m = masks_of(p);
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
		if (holds(g->word, head))
			return at;
	}
	return BLOCK;
}

size_t
nu_date_trigger(const nu_date_rules *rules, nu_str s, size_t i)
{
	const nu_date_gate *g = rules->gate;
	bool                inside = false; /* a word goes on into this block */
	char                tail[BLOCK];
	size_t              at;

	for (; i + BLOCK <= s.n; i += STEP)
		if ((at = trigger_of_block(g, s, i, s.p + i, &inside)) < BLOCK)
			return i + at;
	memset(tail, ' ', BLOCK);
	if (i < s.n)
		memcpy(tail, s.p + i, s.n - i);
	for (; i < s.n; i += STEP) {
		if ((at = trigger_of_block(g, s, i, tail, &inside)) < BLOCK)
			return i + at;
		memmove(tail, tail + STEP, NU_DATE_HEAD);
		memset(tail + NU_DATE_HEAD, ' ', STEP);
	}
	return s.n;
}

#else

size_t
nu_date_trigger(const nu_date_rules *rules, nu_str s, size_t i)
{
	return nu_date_trigger_scalar(rules, s, i);
}

#endif

/* ----------------------------------------------------------------- what stands around */

/*
 * Does a sentence end behind the mark at s[i], which stands before a blank? Not behind
 * what may be short for something, nor behind the number of a day (3. Oktober).
 */
static bool
is_end(const nu_date_gate *g, nu_str s, size_t i)
{
	nu_str run;
	size_t digits = 0;

	while (digits < i && digits < 3 && (unsigned char)(s.p[i - 1 - digits] - '0') < 10)
		digits++;
	if (digits)
		return digits == 3;
	run = nu_date_last_run(nu_slice(s, i < 32 ? 0 : i - 32, i));
	return !run.n || !holds(g->before, nu_date_head_of_run(run));
}

/* The first mark at or behind s[i] with a blank behind it, or s.n. */
static size_t
next_mark(const nu_date_gate *g, nu_str s, size_t i)
{
#ifdef HAVE_SSE2
	for (; g->nmark == NU_DATE_MARKS && i + 17 <= s.n; i += 16) {
		__m128i  v = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i));
		__m128i  b = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i + 1));
		__m128i  m = _mm_cmpeq_epi8(v, _mm_set1_epi8(g->mark[0]));
		unsigned bits;

		for (int k = 1; k < NU_DATE_MARKS; k++)
			m = _mm_or_si128(m, _mm_cmpeq_epi8(v, _mm_set1_epi8(g->mark[k])));
		bits = (unsigned)_mm_movemask_epi8(_mm_and_si128(m, _mm_cmpeq_epi8(b, _mm_set1_epi8(' '))));
		if (bits)
			return i + (unsigned)__builtin_ctz(bits);
	}
#endif
	while (i + 1 < s.n && (s.p[i + 1] != ' ' || !is_mark(g, s.p[i])))
		i++;
	return i + 1 < s.n ? i : s.n;
}

void
nu_date_gate_around(const nu_date_rules *rules, nu_str text, size_t at, size_t *from, size_t *to)
{
	const nu_date_gate *g = rules->gate;
	const size_t        top = text.n - at < AROUND ? text.n : at + AROUND;
	size_t              i = at < AROUND ? 0 : at - AROUND, end;

	while (i && i < at && text.p[i - 1] != ' ')
		i++;
	for (*from = i;; *from = end + 1) {
		for (end = next_mark(g, text, *from); end < top && !is_end(g, text, end);)
			end = next_mark(g, text, end + 1);
		if (end >= at)
			break;
	}
	*to = end < top ? end + 1 : top;
}

/* ------------------------------------------------------------------------ islands */

static bool
is_in_word(char c)
{
	return !is_high(c) && (nu_ascii[c & 127] & (NU_ALPHA | NU_DIGIT)) != 0;
}

static bool
is_white(char c)
{
	return c == ' ' || (c >= 9 && c <= 13);
}

/* Can the word or mark s[from, to) be part of an expression? In doubt yes. */
static bool
is_part(const nu_date_gate *g, nu_str s, size_t from, size_t to)
{
	if (is_high(s.p[from]) || (from && is_high(s.p[from - 1])) || (to < s.n && is_high(s.p[to])))
		return true;
	if (to == from + 1 && !is_letter(s.p[from]))
		return is_digit(s.p[from]) || nu_date_has_bit(g->part, nu_date_mark_hash((unsigned char)s.p[from]));
	for (size_t i = from; i < to; i++)
		if (is_digit(s.p[i]))
			return true;
	return nu_date_has_bit(g->part, nu_date_word_hash(nu_slice(s, from, to)));
}

/* Where the word or mark that ends before s[to] begins. */
static size_t
begin_of(nu_str s, size_t to, size_t least)
{
	size_t i = to - 1;

	if (is_in_word(s.p[i]))
		while (i > least && is_in_word(s.p[i - 1]))
			i--;
	return i;
}

static size_t
end_of(nu_str s, size_t from)
{
	size_t i = from + 1;

	if (is_in_word(s.p[from]))
		while (i < s.n && is_in_word(s.p[i]))
			i++;
	return i;
}

/*
 * The words around the trigger at s[t] that can be part of an expression, and one more on
 * either side. *at: where the next island can begin.
 */
static void
find_island(const nu_date_gate *g, nu_str s, size_t t, size_t *at, size_t *from, size_t *to)
{
	size_t i = t, j, end;

	for (j = t;; i = j) { /* s[i] begins a word of the island */
		*from = i;
		for (end = i; end > *at && is_white(s.p[end - 1]); end--)
			;
		if (end == *at)
			break;
		*from = j = begin_of(s, end, *at);
		if (!is_part(g, s, j, end))
			break;
	}
	for (i = *to = end_of(s, t);; i = end) {
		for (j = i; j < s.n && is_white(s.p[j]); j++)
			;
		if (j == s.n)
			break;
		*to = end = end_of(s, j);
		if (!is_part(g, s, j, end))
			break;
	}
	*at = i;
}

bool
nu_date_gate_next(const nu_date_rules *rules, nu_str text, size_t *at, size_t *from, size_t *to)
{
	const nu_date_gate *g = rules->gate;
	size_t              t = g->all ? *at : nu_date_trigger(rules, text, *at);

	if (t >= text.n)
		return false;
	if (g->all) {
		*from = 0;
		*to = *at = text.n;
	} else {
		find_island(g, text, t, at, from, to);
	}
	return true;
}
