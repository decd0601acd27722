#include "record.h"

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
	c = cmp_column(nu_rec_type(a), nu_rec_type(b));
	return c ? c : cmp_column(nu_rec_value(a), nu_rec_value(b));
}

int
nu_rec_cmp(const nu_rec *a, const nu_rec *b)
{
	int c = nu_rec_key(a, b);

	if (!c)
		c = a->score - b->score;
	return c ? c : nu_cmp(nu_rec_text(a), nu_rec_text(b));
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
	if (n > UINT32_MAX)
		longjmp(*a->oom, 1);
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

#define TEN(d) d "0" d "1" d "2" d "3" d "4" d "5" d "6" d "7" d "8" d "9"
const char nu_rec_scores[405] = TEN("0.0") TEN("0.1") TEN("0.2") TEN("0.3") TEN("0.4") TEN("0.5")
    TEN("0.6") TEN("0.7") TEN("0.8") TEN("0.9") "1.00";

static int
column_score(int score)
{
	return score < 0 ? NU_NOSCORE : score > 100 ? 100 : score;
}

void
nu_doc_add(nu_doc *doc, size_t start, size_t end, const char *type, nu_str value, int score,
    nu_str text)
{
	nu_doc_put(doc, start, end, nu_str_of(type), nu_escape(doc->arena, value),
	    column_score(score), nu_escape(doc->arena, text));
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
			return nu_unescape(doc->arena, nu_rec_value(&doc->rec[i]));
	return (nu_str){NULL, 0};
}

nu_str
nu_lang_code(nu_arena *a, nu_str tag)
{
	char  *code = nu_alloc_raw(a, tag.n + 1);
	size_t n = 0;

	for (; n < tag.n && (tag.p[n] | 32) >= 'a' && (tag.p[n] | 32) <= 'z'; n++)
		code[n] = (char)(tag.p[n] | 32);
	code[n] = 0;
	if (!n || (n < tag.n && tag.p[n] != '-' && tag.p[n] != '_'))
		return (nu_str){NULL, 0};
	return (nu_str){code, n};
}

nu_str
nu_doc_lang(nu_doc *doc)
{
	return nu_lang_code(doc->arena, nu_doc_value(doc, "@lang"));
}

void
nu_doc_no_lang(const nu_doc *doc, nu_str code, bool *told)
{
	if (!*told)
		nu_note(doc->log,
		    "'%.*s': no data for the language '%.*s': nothing is added, nor to others like it",
		    (int)(doc->id.n < 200 ? doc->id.n : 200), doc->id.p, (int)(code.n < 20 ? code.n : 20),
		    code.p);
	*told = true;
}

size_t
nu_doc_length(const nu_doc *doc)
{
	size_t n = 0;

	for (size_t i = 0; i < doc->n; i++) {
		const nu_rec *r = &doc->rec[i];

		if (r->type_p[0] == '@' || nu_is(r, "end"))
			return r->end;
		if (r->end > n)
			n = r->end;
	}
	return n;
}

/*
 * Sorts rec[from..n) as far as each record's place is near; returns where the first one
 * stands whose is not, or n.
 */
static size_t
sort_run(nu_rec *rec, size_t from, size_t n)
{
	enum { NEAR = 8 };

	for (size_t i = from + 1; i < n; i++) {
		size_t k = i, least = i - from > NEAR ? i - NEAR : from;
		nu_rec r;

		if (nu_rec_before(&rec[i - 1], &rec[i]) || nu_rec_cmp(&rec[i - 1], &rec[i]) <= 0)
			continue;
		if (least > from && nu_rec_cmp(&rec[least], &rec[i]) > 0)
			return i;
		r = rec[i];
		do
			rec[k] = rec[k - 1];
		while (--k > least && nu_rec_cmp(&rec[k - 1], &r) > 0);
		rec[k] = r;
	}
	return n;
}

/* Joins the sorted runs rec[a..b) and rec[b..c); there is room for the second in `room`. */
static void
join_runs(nu_rec *rec, size_t a, size_t b, size_t c, nu_rec *room)
{
	size_t n = c - b;

	memcpy(room, rec + b, n * sizeof *rec);
	while (n && b > a) {
		bool later = nu_rec_before(&room[n - 1], &rec[b - 1]) ||
		             (!nu_rec_before(&rec[b - 1], &room[n - 1]) &&
		                 nu_rec_cmp(&rec[b - 1], &room[n - 1]) > 0);

		rec[--c] = later ? rec[--b] : room[--n];
	}
	memcpy(rec + b, room, n * sizeof *rec);
}

void
nu_rec_sort(nu_arena *a, nu_rec *rec, size_t n)
{
	size_t *run = NULL, runs = 0, cap = 0, at = n ? sort_run(rec, 0, n) : 0;
	nu_rec *room;

	if (at == n)
		return;
	room = nu_alloc_raw(a, (n - at) * sizeof *rec); /* no second run is longer */
	NU_PUSH(a, run, runs, cap) = 0;
	for (; at < n; at = sort_run(rec, at, n))
		NU_PUSH(a, run, runs, cap) = at;
	NU_PUSH(a, run, runs, cap) = n;
	while (runs > 2) {
		size_t left = 1;

		for (size_t i = 0; i + 1 < runs; i += 2) {
			size_t c = run[i + 1 + (i + 2 < runs)];

			join_runs(rec, run[i], run[i + 1], c, room);
			run[left++] = c;
		}
		runs = left;
	}
}

void
nu_doc_sort(nu_doc *doc)
{
	nu_rec_sort(doc->arena, doc->add, doc->nadd);
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
	switch (rec->type_p[0]) {
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
	nu_str text = rec->bare ? nu_rec_text(rec) : nu_unescape(doc->arena, nu_rec_text(rec));

	return (nu_unit){text, rec, block, rec->start, rec == block};
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

/* As many as there may be: records whose types begin as those of blocks and sentences do. */
static size_t
most_units(const nu_doc *doc)
{
	static const char letters[] = "PHDBICNLS";
	uint32_t          set = 0;
	size_t            n = 0;

	for (const char *p = letters; *p; p++)
		set |= 1u << (*p & 31);
	for (size_t i = 0; i < doc->n; i++)
		n += doc->rec[i].type_p[0] < 'a' && set >> (doc->rec[i].type_p[0] & 31) & 1;
	return n;
}

size_t
nu_doc_units(nu_doc *doc, nu_unit **units)
{
	size_t        n = 0, cap = most_units(doc);
	nu_unit      *u = nu_alloc_raw(doc->arena, cap * sizeof *u);
	const nu_rec *block = NULL;

	for (size_t i = 0; i < doc->n; i++) {
		const nu_rec *r = &doc->rec[i];

		if (nu_is_block(r)) {
			block = r;
			u[n++] = unit_of(doc, r, r);
		} else if (block && nu_is(r, "Sent") && r->start >= block->start && r->end <= block->end) {
			if (u[n - 1].rec == block) /* the first sentence takes the block's place */
				n--;
			u[n] = unit_of(doc, r, block);
			u[n].first = n == 0 || u[n - 1].block != block;
			n++;
		}
	}
	nu_shrink(doc->arena, u, &cap, n, sizeof *u);
	*units = u;
	return n;
}

void
nu_unit_put(nu_doc *doc, const nu_unit *unit, size_t from, size_t to, nu_str type, nu_str value,
    int score)
{
	nu_doc_put(doc, unit->start + from, unit->start + to, type, nu_escape(doc->arena, value),
	    column_score(score), nu_unit_column(doc, unit, from, to));
}
