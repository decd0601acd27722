#include "record.h"

#include <stdlib.h>

#include "text.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* ------------------------------------------------------------------ reading a line */

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

/* What a line has beyond plain ASCII. */
enum { HAS_HIGH = 1, HAS_CONTROL = 2, HAS_BACKSLASH = 4 };

/* One pass over a line: most have none of these, and need no closer look. TAB is plain. */
static unsigned
line_has(nu_str s)
{
	unsigned has = 0;
	size_t   i = 0;

#if defined(__SSE2__)
	__m128i high = _mm_setzero_si128(), control = high, slash = high;

	for (; i + 16 <= s.n; i += 16) {
		__m128i c = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i));
		__m128i low = _mm_cmpeq_epi8(_mm_min_epu8(c, _mm_set1_epi8(31)), c);

		high = _mm_or_si128(high, c);
		control = _mm_or_si128(control, _mm_andnot_si128(_mm_cmpeq_epi8(c, _mm_set1_epi8('\t')), low));
		slash = _mm_or_si128(slash, _mm_cmpeq_epi8(c, _mm_set1_epi8('\\')));
	}
	has = (_mm_movemask_epi8(high) ? HAS_HIGH : 0u) | (_mm_movemask_epi8(control) ? HAS_CONTROL : 0u) |
	      (_mm_movemask_epi8(slash) ? HAS_BACKSLASH : 0u);
#endif
	for (; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		has |= c >= 0x80 ? HAS_HIGH : c < 32 && c != '\t' ? HAS_CONTROL : c == '\\' ? HAS_BACKSLASH : 0u;
	}
	return has;
}

/* Cuts the line into seven columns; false when there are more or fewer. */
static bool
columns(nu_str line, nu_str col[7])
{
	const char *p = line.p, *end = line.p + line.n;

	for (int i = 0; i < 6; i++) {
		const char *t = p < end ? memchr(p, '\t', (size_t)(end - p)) : NULL;

		if (!t)
			return false;
		col[i] = (nu_str){p, (size_t)(t - p)};
		p = t + 1;
	}
	col[6] = (nu_str){p, (size_t)(end - p)};
	return p >= end || !memchr(p, '\t', (size_t)(end - p));
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
	unsigned has;

	memset(rec, 0, sizeof *rec);
	if (!columns(line, col))
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
	has = line_has(line);
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
	return check_text(rec, has);
}

/* ------------------------------------------------------------------------- order */

/*
 * Compares two columns as sort(1) sees them in a line: the TAB behind each counts,
 * so a column with a byte below TAB sorts before its own prefix.
 */
static int
cmp_column(nu_str a, nu_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int    c = n ? memcmp(a.p, b.p, n) : 0;

	if (c || a.n == b.n)
		return c;
	if (a.n < b.n)
		return (unsigned char)b.p[n] < '\t' ? 1 : -1;
	return (unsigned char)a.p[n] < '\t' ? -1 : 1;
}

int
nu_rec_key(const nu_rec *a, const nu_rec *b)
{
	int c;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	c = cmp_column(a->type, b->type);
	return c ? c : cmp_column(a->value, b->value);
}

int
nu_rec_cmp(const nu_rec *a, const nu_rec *b)
{
	int c = nu_rec_key(a, b);

	if (!c)
		c = cmp_column(a->score, b->score);
	return c ? c : nu_cmp(a->text, b->text);
}

static int
cmp_add(const void *a, const void *b)
{
	return nu_rec_cmp(a, b);
}

/* ------------------------------------------------------------------------ escapes */

static bool
needs_escape(nu_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\\' || (c < 14 && (c == '\t' || c == '\n' || c == '\r')))
			return true;
	}
	return false;
}

nu_str
nu_escape(nu_arena *a, nu_str s)
{
	char  *out;
	size_t n = 0;

	if (!needs_escape(s))
		return s;
	out = nu_alloc(a, s.n * 2);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		char e = c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\\' ? '\\' : 0;

		if (e)
			out[n++] = '\\';
		out[n++] = e ? e : c;
	}
	return (nu_str){out, n};
}

nu_str
nu_unescape(nu_arena *a, nu_str s)
{
	char  *out;
	size_t n = 0;

	if (s.n == 0 || !memchr(s.p, '\\', s.n))
		return s;
	out = nu_alloc(a, s.n);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\\' && i + 1 < s.n) {
			c = s.p[++i];
			c = c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
		}
		out[n++] = c;
	}
	return (nu_str){out, n};
}

nu_str
nu_rec_id(nu_arena *a, nu_str name)
{
	char *p;

	if (name.n && name.p[0] != '#')
		return nu_escape(a, name);
	p = nu_alloc(a, name.n + 2);
	memcpy(p, "./", 2);
	if (name.n)
		memcpy(p + 2, name.p, name.n);
	return nu_escape(a, (nu_str){p, name.n + 2});
}

/* ------------------------------------------------------------------------- adding */

static nu_str
score_column(nu_doc *doc, int score)
{
	char *p;

	if (score < 0)
		return NU_STR(".");
	if (score >= 100)
		return NU_STR("1.00");
	p = nu_alloc(doc->arena, 4);
	memcpy(p, "0.", 2);
	p[2] = (char)('0' + score / 10);
	p[3] = (char)('0' + score % 10);
	return (nu_str){p, 4};
}

/* Adds a record whose text is escaped already. */
static void
add_escaped(nu_doc *doc, size_t start, size_t end, const char *type, nu_str value, int score,
    nu_str text)
{
	nu_rec *r = &NU_PUSH(doc->arena, doc->add, doc->nadd, doc->capadd);

	memset(r, 0, sizeof *r);
	r->start = start;
	r->end = end;
	r->type = nu_str_of(type);
	r->value = value.n ? nu_escape(doc->arena, value) : NU_STR(".");
	r->score = score_column(doc, score);
	r->text = text.n ? text : NU_STR(".");
	r->own = true;
}

void
nu_doc_add(nu_doc *doc, size_t start, size_t end, const char *type, nu_str value, int score,
    nu_str text)
{
	add_escaped(doc, start, end, type, value, score, nu_escape(doc->arena, text));
}

void
nu_doc_fact(nu_doc *doc, const char *type, nu_str value, int score, nu_str text)
{
	nu_doc_add(doc, 0, nu_doc_length(doc), type, value, score, text);
}

nu_str
nu_doc_value(nu_doc *doc, const char *type)
{
	for (size_t i = 0; i < doc->n; i++)
		if (nu_is(&doc->rec[i], type))
			return nu_unescape(doc->arena, doc->rec[i].value);
	return (nu_str){NULL, 0};
}

size_t
nu_doc_length(const nu_doc *doc)
{
	size_t n = 0;

	for (size_t i = 0; i < doc->n; i++) {
		const nu_rec *r = &doc->rec[i];

		if (r->type.p[0] == '@' || nu_eq(r->type, NU_STR("end")))
			return r->end;
		if (r->end > n)
			n = r->end;
	}
	return n;
}

static void
sort_added(nu_doc *doc)
{
	for (size_t i = 1; i < doc->nadd; i++)
		if (nu_rec_cmp(&doc->add[i - 1], &doc->add[i]) > 0) {
			qsort(doc->add, doc->nadd, sizeof *doc->add, cmp_add);
			return;
		}
}

void
nu_doc_merge(nu_doc *doc)
{
	nu_rec *out;
	size_t  i = 0, j = 0, n = 0;

	if (!doc->nadd)
		return;
	sort_added(doc);
	out = NU_NEW(doc->arena, nu_rec, doc->n + doc->nadd);
	while (i < doc->n || j < doc->nadd) {
		int c = i == doc->n    ? 1
		        : j == doc->nadd ? -1
		                         : nu_rec_key(&doc->rec[i], &doc->add[j]);

		if (c < 0) {
			out[n++] = doc->rec[i++];
		} else if (c == 0) { /* there already: the one read stays, byte for byte */
			doc->rec[i].own = true;
			j++;
		} else if (n && out[n - 1].own && !nu_rec_key(&out[n - 1], &doc->add[j])) {
			j++;
		} else {
			out[n++] = doc->add[j++];
		}
	}
	doc->rec = out;
	doc->n = doc->cap = n;
	doc->nadd = 0;
}

/* -------------------------------------------------------------------------- units */

bool
nu_is_block(const nu_rec *rec)
{
	static const char *const names[] = {"Para", "Headline", "Dek", "Byline", "Dateline", "Head",
	    "Item", "Caption", "Credit", "Note", "Live"};

	if (rec->type.p[0] < 'A' || rec->type.p[0] > 'Z')
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (nu_is(rec, names[i]))
			return true;
	return false;
}

static nu_unit
unit_of(nu_doc *doc, const nu_rec *rec, const nu_rec *block)
{
	return (nu_unit){nu_unescape(doc->arena, rec->text), rec->start, rec, block, rec == block};
}

size_t
nu_doc_blocks(nu_doc *doc, nu_unit **units)
{
	size_t   n = 0, cap = 0;
	nu_unit *u = NULL;

	for (size_t i = 0; i < doc->n; i++)
		if (nu_is_block(&doc->rec[i]))
			NU_PUSH(doc->arena, u, n, cap) = unit_of(doc, &doc->rec[i], &doc->rec[i]);
	*units = u;
	return n;
}

size_t
nu_doc_units(nu_doc *doc, nu_unit **units)
{
	size_t        n = 0, cap = 0;
	nu_unit      *u = NULL;
	const nu_rec *block = NULL;

	for (size_t i = 0; i < doc->n; i++) {
		const nu_rec *r = &doc->rec[i];

		if (nu_is_block(r)) {
			block = r;
			NU_PUSH(doc->arena, u, n, cap) = unit_of(doc, r, r);
		} else if (block && nu_is(r, "Sent") && r->start >= block->start && r->end <= block->end) {
			if (u[n - 1].rec == block) /* the first sentence takes the block's place */
				n--;
			NU_PUSH(doc->arena, u, n, cap) = unit_of(doc, r, block);
			u[n - 1].first = n == 1 || u[n - 2].block != block;
		}
	}
	*units = u;
	return n;
}

void
nu_unit_add(nu_doc *doc, const nu_unit *unit, size_t from, size_t to, const char *type,
    nu_str value, int score)
{
	nu_str text = nu_slice(unit->text, from, to);

	/* A unit without escapes is the column itself: so are its parts. */
	if (unit->text.p != unit->rec->text.p)
		text = nu_escape(doc->arena, text);
	add_escaped(doc, unit->start + from, unit->start + to, type, value, score, text);
}
