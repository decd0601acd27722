#include "record.h"

#include <stdlib.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

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

	if (a->start != b->start) /* nearly always */
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
	size_t i = 0;

#if defined(__SSE2__)
	for (; i + 16 <= s.n; i += 16) {
		__m128i c = _mm_loadu_si128((const __m128i *)(const void *)(s.p + i));
		__m128i low = _mm_cmpeq_epi8(_mm_min_epu8(c, _mm_set1_epi8(13)), c);

		if (_mm_movemask_epi8(_mm_or_si128(low, _mm_cmpeq_epi8(c, _mm_set1_epi8('\\')))))
			break; /* one of the four, or another control: looked at one by one */
	}
#endif
	for (; i < s.n; i++) {
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
	out = nu_alloc_raw(a, s.n * 2);
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
	out = nu_alloc_raw(a, s.n);
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
	p = nu_alloc_raw(a, name.n + 2);
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
	p = nu_alloc_raw(doc->arena, 4);
	memcpy(p, "0.", 2);
	p[2] = (char)('0' + score / 10);
	p[3] = (char)('0' + score % 10);
	return (nu_str){p, 4};
}

void
nu_doc_add(nu_doc *doc, size_t start, size_t end, const char *type, nu_str value, int score,
    nu_str text)
{
	nu_doc_put(doc, start, end, nu_str_of(type), nu_escape(doc->arena, value),
	    score_column(doc, score), nu_escape(doc->arena, text));
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

/* A few records out of order are moved to their places; many are sorted. */
void
nu_doc_sort(nu_doc *doc)
{
	size_t moves = 0;

	for (size_t i = 1; i < doc->nadd; i++) {
		if (nu_rec_before(&doc->add[i - 1], &doc->add[i]))
			continue;
		for (size_t k = i; k && nu_rec_cmp(&doc->add[k - 1], &doc->add[k]) > 0; k--) {
			nu_rec r = doc->add[k];

			if (moves++ > 32 + doc->nadd / 4) {
				qsort(doc->add, doc->nadd, sizeof *doc->add, cmp_add);
				return;
			}
			doc->add[k] = doc->add[k - 1];
			doc->add[k - 1] = r;
		}
	}
}

void
nu_doc_merge(nu_doc *doc)
{
	nu_cursor     at = {0};
	const nu_rec *r;
	nu_rec       *out;
	size_t        n = 0;

	if (!doc->nadd)
		return;
	nu_doc_sort(doc);
	out = nu_alloc_raw(doc->arena, (doc->n + doc->nadd) * sizeof *out);
	while ((r = nu_doc_next(doc, &at)))
		out[n++] = *r;
	doc->rec = out;
	doc->n = doc->cap = n;
	doc->nadd = 0;
}

/* -------------------------------------------------------------------------- units */

bool
nu_is_block(const nu_rec *rec)
{
	switch (rec->type.p[0]) {
	case 'P': return nu_is(rec, "Para");
	case 'H': return nu_is(rec, "Headline") || nu_is(rec, "Head");
	case 'D': return nu_is(rec, "Dek") || nu_is(rec, "Dateline");
	case 'B': return nu_is(rec, "Byline");
	case 'I': return nu_is(rec, "Item");
	case 'C': return nu_is(rec, "Caption") || nu_is(rec, "Credit");
	case 'N': return nu_is(rec, "Note");
	case 'L': return nu_is(rec, "Live");
	default: return false;
	}
}

static nu_unit
unit_of(nu_doc *doc, const nu_rec *rec, const nu_rec *block)
{
	nu_str text = rec->bare ? rec->text : nu_unescape(doc->arena, rec->text);

	return (nu_unit){text, rec->start, rec, block, rec == block};
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
nu_unit_put(nu_doc *doc, const nu_unit *unit, size_t from, size_t to, nu_str type, nu_str value,
    int score)
{
	nu_doc_put(doc, unit->start + from, unit->start + to, type, nu_escape(doc->arena, value),
	    score_column(doc, score), nu_unit_column(doc, unit, from, to));
}
