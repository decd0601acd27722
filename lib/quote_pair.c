#include "quote.h"

#include "text.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* What a quotation mark does. */
enum { OPENS = 1, CLOSES = 2, SINGLE = 4 };

typedef struct mark {
	size_t   at;
	unsigned len;
	unsigned does;
	uint32_t cp;
} mark;

/* A letter or digit at (before) i: what an apostrophe stands between. */
static bool
word_at(nu_str t, size_t i)
{
	unsigned len;

	return i < t.n && (nu_class(nu_decode(t, i, &len)) & (NU_ALPHA | NU_DIGIT));
}

static bool
word_before(nu_str t, size_t i)
{
	unsigned len;

	return i > 0 && (nu_class(nu_decode_back(t, i, &len)) & (NU_ALPHA | NU_DIGIT));
}

static bool
blank_before(nu_str t, size_t i)
{
	unsigned len;
	uint32_t cp;

	if (i == 0)
		return true;
	cp = nu_decode_back(t, i, &len);
	return (nu_class(cp) & NU_SPACE) || cp == '(' || cp == '[' || cp == 0x2014 || cp == 0x2013 ||
	       cp == '-' || cp == '/';
}

static bool
blank_at(nu_str t, size_t i)
{
	return i >= t.n || nu_blank(t, i);
}

/* What the mark at i may do; 0: it is none (an apostrophe, feet and inches). */
static unsigned
mark_at(nu_str t, size_t i, unsigned *len, uint32_t *cp)
{
	bool opens, closes;

	*cp = nu_decode(t, i, len);
	opens = blank_before(t, i) && !blank_at(t, i + *len);
	closes = !blank_before(t, i);
	switch (*cp) {
	case '"':
	case 0x201F: return opens ? OPENS : closes && !word_at(t, i + 1) ? CLOSES : OPENS | CLOSES;
	case 0x201C: return opens || !closes ? OPENS : OPENS | CLOSES; /* German closes with it */
	case 0x201D: return CLOSES | (opens && !closes ? OPENS : 0);
	case 0x201E:
	case 0x300C:
	case 0x300E: return OPENS;
	case 0x300D:
	case 0x300F: return CLOSES;
	case 0xAB:
	case 0xBB: return OPENS | CLOSES;
	case '`':
		if (i + 1 < t.n && t.p[i + 1] == '`') {
			*len = 2;
			return OPENS;
		}
		return opens && word_at(t, i + 1) ? OPENS | SINGLE : 0;
	case '\'':
		if (i + 1 < t.n && t.p[i + 1] == '\'') {
			*len = 2;
			return CLOSES; /* as TeX has it: `` opens */
		}
		/* fallthrough */
	case 0x2018:
	case 0x2019:
		if (word_before(t, i) && word_at(t, i + *len))
			return 0;
		return (opens && *cp != 0x2019 ? OPENS | SINGLE : 0) |
		       (closes && *cp != 0x2018 ? CLOSES | SINGLE : 0);
	default: return 0;
	}
}

/* Do these two belong together? */
static bool
matches(const mark *open, const mark *m)
{
	if ((open->does ^ m->does) & SINGLE)
		return false;
	switch (open->cp) {
	case 0xAB: return m->cp == 0xBB;
	case 0xBB: return m->cp == 0xAB || m->cp == 0xBB;
	case 0x201E: return m->cp == 0x201C || m->cp == 0x201D || m->cp == '"';
	case 0x300C: return m->cp == 0x300D;
	case 0x300E: return m->cp == 0x300F;
	case 0x201C: return m->cp != 0x201C && m->cp != 0xAB && m->cp != 0xBB;
	default: return m->cp != 0xAB && m->cp != 0xBB;
	}
}

typedef struct pairs {
	nu_arena *a;
	nu_str    text;
	nu_quote *quote;
	size_t    n, cap;
} pairs;

static void
add(pairs *p, const mark *open, size_t outer, size_t end)
{
	nu_quote *q = &NU_PUSH(p->a, p->quote, p->n, p->cap);

	*q = (nu_quote){.start = (uint32_t)open->at,
	    .end = (uint32_t)end,
	    .open = (uint8_t)open->len,
	    .close = (uint8_t)(end - outer)};
}

/*
 * Single marks are apostrophes more often than not: a pair counts when its end is found
 * before a double mark. Where none is, nothing happened.
 */
static size_t
single_end(nu_str t, const mark *open, unsigned *len)
{
	size_t   i = open->at + open->len, end = 0, high = t.n - i > 2000 ? i + 2000 : t.n;
	uint32_t cp;

	while (i < high) {
		unsigned char c = (unsigned char)t.p[i];
		unsigned      does, n;

		if (c != '\'' && c != '"' && c != 0xE2 && c != '`') {
			i++;
			continue;
		}
		does = mark_at(t, i, &n, &cp);
		if (does && !(does & SINGLE))
			return end;
		if (does == (CLOSES | SINGLE)) {
			*len = n;
			/* s' may be a possessive: a later mark is better, but before the next opener */
			if (t.p[i - 1] != 's' || cp == '\'' + 0u)
				return i;
			if (!end)
				end = i;
		} else if (does & SINGLE) {
			return end;
		}
		i += n;
	}
	return end;
}

/* May the byte begin a mark? */
static bool
may_be_mark(unsigned char c)
{
	return c == '"' || c == '\'' || c == '`' || c == 0xE2 || c == 0xC2 || c == 0xE3;
}

static inline bool
is_letter(unsigned char c)
{
	return c < 128 && nu_ascii[c] & NU_ALPHA;
}

/* Most that begin as a mark does are dashes, and apostrophes between letters: i is one. */
static inline bool
no_mark(nu_str t, size_t i)
{
	const unsigned char *p = (const unsigned char *)t.p + i;

	if (i == 0 || t.n - i < 4)
		return false;
	if (*p == 0xE2) {
		if (p[1] != 0x80 || p[2] < 0x98 || p[2] > 0x9F)
			return true;
		return p[2] == 0x99 && is_letter(p[-1]) && is_letter(p[3]);
	}
	return *p == '\'' && is_letter(p[-1]) && is_letter(p[1]);
}

/* The next byte at or behind i that may begin a mark, or t.n. */
static size_t
next_mark(nu_str t, size_t i)
{
#if defined(__SSE2__)
	for (; i + 16 <= t.n; i += 16) {
		__m128i  c = _mm_loadu_si128((const __m128i *)(const void *)(t.p + i));
		__m128i  quote = _mm_cmpeq_epi8(c, _mm_set1_epi8('"'));
		__m128i  single = _mm_cmpeq_epi8(c, _mm_set1_epi8('\''));
		__m128i  grave = _mm_cmpeq_epi8(c, _mm_set1_epi8('`'));
		__m128i  lead = _mm_and_si128(c, _mm_set1_epi8((char)0xDE)); /* C2 E2 E3 and a few */
		unsigned bits;

		lead = _mm_cmpeq_epi8(lead, _mm_set1_epi8((char)0xC2));
		bits = (unsigned)_mm_movemask_epi8(
		    _mm_or_si128(_mm_or_si128(quote, single), _mm_or_si128(grave, lead)));
		for (; bits; bits &= bits - 1) {
			size_t k = i + (unsigned)__builtin_ctz(bits);

			if (may_be_mark((unsigned char)t.p[k]) && !no_mark(t, k))
				return k;
		}
	}
#endif
	while (i < t.n && (!may_be_mark((unsigned char)t.p[i]) || no_mark(t, i)))
		i++;
	return i;
}

size_t
nu_quote_pairs(nu_arena *a, nu_str t, nu_quote **out)
{
	pairs  p = {a, t, NULL, 0, 0};
	mark   open = {0}, m;
	size_t no_single = 0; /* up to here no single pair ends */

	for (size_t i = next_mark(t, 0); i < t.n; i = next_mark(t, i)) {
		m.at = i;
		m.does = mark_at(t, i, &m.len, &m.cp);
		i += m.len;
		if (!m.does)
			continue;
		if (m.does & SINGLE) {
			unsigned len = 0;
			size_t   end;

			if (open.len || !(m.does & OPENS) || m.at < no_single)
				continue;
			end = single_end(t, &m, &len);
			if (!end) {
				no_single = m.at + 1;
				continue;
			}
			add(&p, &m, end, end + len);
			i = end + len;
		} else if (!open.len) {
			if (m.does & OPENS)
				open = m;
		} else if ((m.does & CLOSES) && matches(&open, &m)) {
			add(&p, &open, m.at, m.at + m.len);
			open.len = 0;
		} else if (m.does == OPENS && m.cp == open.cp && m.cp == '"') {
			/* the one before never closed: this one closes it, as most pages mean it */
			add(&p, &open, m.at, m.at + m.len);
			open.len = 0;
		}
	}
	if (open.len)
		add(&p, &open, t.n, t.n);
	*out = p.quote;
	return p.n;
}
