/* One line of newsutils(5) read and checked. */
#include "record.h"

#include "text.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* A plain decimal without leading zeros, at most 18 digits. */
static bool
read_number(nu_str s, size_t *out)
{
	size_t v = 0;

	if (s.n == 0 || s.n > 18 || (s.n > 1 && s.p[0] == '0'))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (size_t)(s.p[i] - '0');
	}
	*out = v;
	return true;
}

static bool
is_type(nu_str s)
{
	size_t i = s.n && s.p[0] == '@';

	if (i >= s.n || (unsigned char)s.p[i] > 127 || !(nu_ascii[(unsigned char)s.p[i]] & NU_ALPHA))
		return false;
	for (; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c > 127 || (c != '-' && !(nu_ascii[c] & (NU_ALPHA | NU_DIGIT))))
			return false;
	}
	return true;
}

static bool
is_score(nu_str s)
{
	if (s.n == 1)
		return s.p[0] == '.';
	if (s.n != 4 || s.p[1] != '.')
		return false;
	if (s.p[0] == '1')
		return s.p[2] == '0' && s.p[3] == '0';
	return s.p[0] == '0' && s.p[2] >= '0' && s.p[2] <= '9' && s.p[3] >= '0' && s.p[3] <= '9';
}

/* The unescaped length of s, or SIZE_MAX when an escape is none of the four. */
static size_t
plain_length(nu_str s)
{
	const char *p = s.p, *end = s.p + s.n;
	size_t      n = s.n;

	while (p < end && (p = memchr(p, '\\', (size_t)(end - p)))) {
		if (p + 1 == end || !memchr("tnr\\", p[1], 4))
			return SIZE_MAX;
		n--;
		p += 2;
	}
	return n;
}

/* What a line is made of: where its columns end, and what it has beyond plain ASCII. */
typedef struct shape {
	size_t   tab[7]; /* the first seven */
	size_t   tabs;   /* all of them */
	unsigned has;
} shape;

enum { HAS_HIGH = 1, HAS_CONTROL = 2, HAS_BACKSLASH = 4 };

static inline void
note_tab(shape *s, size_t at)
{
	if (s->tabs < 7)
		s->tab[s->tabs] = at;
	s->tabs++;
}

#if defined(__SSE2__)
/* What has been seen in any block so far: a set top bit, or any bit, of any byte. */
typedef struct seen {
	__m128i high, control, slash;
} seen;

/* Looks at 16 bytes from line.p + at, of which those before `from` have been looked at. */
static inline void
shape_block(shape *s, seen *v, const char *p, size_t at, size_t from)
{
	__m128i  c = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i  tab = _mm_cmpeq_epi8(c, _mm_set1_epi8('\t'));
	__m128i  low = _mm_cmpeq_epi8(_mm_min_epu8(c, _mm_set1_epi8(31)), c);
	unsigned m = (unsigned)_mm_movemask_epi8(tab) & (0xFFFFu << (from - at));

	v->high = _mm_or_si128(v->high, c);
	v->control = _mm_or_si128(v->control, _mm_andnot_si128(tab, low));
	v->slash = _mm_or_si128(v->slash, _mm_cmpeq_epi8(c, _mm_set1_epi8('\\')));
	for (; m; m &= m - 1)
		note_tab(s, at + (size_t)__builtin_ctz(m));
}

/* One pass over a line; the last block overlaps the one before it, or is filled up with blanks. */
static void
line_shape(nu_str line, shape *s)
{
	seen   v = {_mm_setzero_si128(), _mm_setzero_si128(), _mm_setzero_si128()};
	size_t i = 0, n = line.n;

	s->tabs = 0;
	for (; i + 16 <= n; i += 16)
		shape_block(s, &v, line.p + i, i, i);
	if (i < n && n >= 16) {
		shape_block(s, &v, line.p + n - 16, n - 16, i);
	} else if (i < n) {
		char few[16];

		memset(few, ' ', sizeof few);
		memcpy(few, line.p, n);
		shape_block(s, &v, few, 0, 0);
	}
	s->has = (_mm_movemask_epi8(v.high) ? HAS_HIGH : 0u) |
	         (_mm_movemask_epi8(v.control) ? HAS_CONTROL : 0u) |
	         (_mm_movemask_epi8(v.slash) ? HAS_BACKSLASH : 0u);
}
#else
static void
line_shape(nu_str line, shape *s)
{
	s->tabs = s->has = 0;
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];

		if (c == '\t')
			note_tab(s, i);
		else
			s->has |= c >= 0x80 ? HAS_HIGH : c < 32 ? HAS_CONTROL : c == '\\' ? HAS_BACKSLASH : 0u;
	}
}
#endif

/* Cuts the line at its TABs; false when that gives more or fewer than seven columns. */
static bool
columns(nu_str line, const shape *s, nu_str col[7])
{
	size_t from = 0;

	if (s->tabs != 6)
		return false;
	for (int i = 0; i < 6; i++) {
		col[i] = nu_slice(line, from, s->tab[i]);
		from = s->tab[i] + 1;
	}
	col[6] = nu_slice(line, from, line.n);
	return true;
}

static const char *
check_text(const nu_rec *r, unsigned has)
{
	size_t n;

	if (r->type.p[0] == '@')
		return plain_length(r->text) == SIZE_MAX ? "an escape other than \\t \\n \\r \\\\" : NULL;
	if (r->start == r->end && nu_eq(r->text, NU_STR(".")))
		return NULL;
	n = has & HAS_BACKSLASH ? plain_length(r->text) : r->text.n;
	if (n == SIZE_MAX)
		return "an escape other than \\t \\n \\r \\\\";
	return n == r->end - r->start ? NULL : "the text is not as long as its span";
}

const char *
nu_rec_parse(nu_str line, nu_str *id, nu_rec *rec)
{
	nu_str   col[7];
	shape    s;
	unsigned has;

	line_shape(line, &s);
	has = s.has;
	if (!columns(line, &s, col))
		return "not seven columns";
	for (int i = 0; i < 7; i++)
		if (col[i].n == 0)
			return "an empty column (absent is \".\")";
	if (!read_number(col[1], &rec->start) || !read_number(col[2], &rec->end))
		return "start or end is no plain number";
	if (rec->start > rec->end)
		return "the span ends before it starts";
	if (!is_type(col[3]))
		return "the type is no word";
	if (!is_score(col[5]))
		return "the score is not 0.00 to 1.00";
	if (has & HAS_HIGH && nu_utf8_valid(line) < line.n)
		return "not UTF-8";
	if (has & HAS_CONTROL && (memchr(line.p, '\r', line.n) || memchr(line.p, 0, line.n)))
		return "a raw CR or NUL";
	if (has & HAS_BACKSLASH && (plain_length(col[0]) == SIZE_MAX || plain_length(col[4]) == SIZE_MAX))
		return "an escape other than \\t \\n \\r \\\\";
	*id = col[0];
	rec->type = col[3];
	rec->value = col[4];
	rec->score = col[5];
	rec->text = col[6];
	rec->line = line;
	rec->lead = (nu_str){NULL, 0};
	rec->own = rec->gone = false;
	return check_text(rec, has);
}
