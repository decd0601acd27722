/*
 * NDJSON: an object a line (RFC 8259), its members mapped to what a page has. The
 * document's text is the title's line, a blank line and the text's own lines.
 */
#include <stdio.h>

#include "json_read.h"
#include "lines.h"
#include "page_format.h"
#include "page_html.h"
#include "text.h"

enum { ID, URL, SOURCE, DATE, TITLE, TEXT, HTML, NFIELDS, LEVELS = 8 /* of objects in a path */ };

static const char *const names[NFIELDS] = {"id", "url", "source", "date", "title", "text", "html"};

struct nu_fields {
	const char *path[NFIELDS];
	bool        asked[NFIELDS]; /* named by the user: an object without it is damaged */
	bool        told;           /* of a document without an id */
};

static int
field_of(nu_str name)
{
	for (int i = 0; i < NFIELDS; i++)
		if (nu_eq(name, nu_str_of(names[i])))
			return i;
	return -1;
}

/* Reads the options' field table; false: told. */
static bool
open_json(nu_pages *pages)
{
	nu_arena         *keep = pages->keep;
	const char       *spec = pages->opts->fields;
	struct nu_fields *f = pages->fields = NU_NEW(keep, struct nu_fields, 1);

	for (int i = 0; i < NFIELDS; i++)
		f->path[i] = names[i];
	while (spec && *spec) {
		size_t      n = strcspn(spec, ",");
		const char *eq = memchr(spec, '=', n);
		int         i = eq ? field_of((nu_str){spec, (size_t)(eq - spec)}) : -1;

		if (i < 0 || eq + 1 == spec + n) {
			nu_fail(pages->log, "--field: '%.*s' is not NAME=MEMBER with a NAME of id, url, source, date, "
			             "title, text or html", (int)(n < 200 ? n : 200), spec);
			return false;
		}
		f->path[i] = nu_copy(keep, (nu_str){eq + 1, (size_t)(spec + n - (eq + 1))}).p;
		f->asked[i] = true;
		spec += n + (spec[n] == ',');
	}
	return nu_page_html_open(pages);
}

/* ------------------------------------------------------------------------- values */

/*
 * A reader of one object. A path is found by its whole name, else by the names between its
 * dots: at[i][d] is how much of path i the keys of the d outer objects have used up, 0 for
 * none of it. The outermost place that fits counts, and there the last.
 */
typedef struct object {
	nu_json_reader    r;
	struct nu_fields *f;
	nu_arena         *a;
	uint16_t          at[NFIELDS][LEVELS + 1];
	nu_str            v[NFIELDS];
	unsigned          depth[NFIELDS]; /* where v was found; 0: not */
	size_t            bad;
} object;

static nu_str
number(nu_arena *a, const nu_json_reader *r, enum nu_token t)
{
	char buf[64];
	int  n = t == NU_J_INTEGER ? snprintf(buf, sizeof buf, "%lld", r->integer)
	                           : snprintf(buf, sizeof buf, "%.17g", r->real);

	return nu_copy(a, (nu_str){buf, (size_t)n});
}

/* The strings of the array that was opened, as lines. */
static nu_str
strings(object *o)
{
	nu_json_reader *r = &o->r;
	unsigned        outer = r->depth - 1;
	char           *out = NULL;
	size_t          n = 0, cap = 0;
	enum nu_token   t;

	while ((t = nu_json_next(r)) != NU_J_WRONG && r->depth > outer) {
		nu_str s = r->string;

		if (t != NU_J_STRING || r->depth > outer + 1)
			continue;
		if (cap < n + s.n + 1)
			out = nu_grow(o->a, out, &cap, n + s.n + 1, 1);
		if (n)
			out[n++] = '\n';
		if (s.n)
			memcpy(out + n, s.p, s.n);
		n += s.n;
	}
	return (nu_str){out, n};
}

/* The value that comes next: a string, a number, or an array of strings; empty for all else. */
static nu_str
value(object *o, enum nu_token t)
{
	nu_str s = {NULL, 0};

	if (t == NU_J_STRING)
		s = o->r.string;
	else if (t == NU_J_INTEGER || t == NU_J_REAL)
		return number(o->a, &o->r, t);
	else if (t == NU_J_ARRAY)
		s = strings(o);
	else if (t == NU_J_OBJECT)
		nu_json_leave(&o->r, o->r.depth - 1);
	return nu_page_clean(o->a, s, &o->bad);
}

/*
 * Which field is at the key just read, among the objects at depth d? -1: none. Sets what
 * the key uses up of the others' paths; *inner: one of them goes on in an object here.
 */
static int
field_at(object *o, unsigned d, bool *inner)
{
	nu_str key = o->r.string;
	int    found = -1;

	*inner = false;
	for (int i = 0; i < NFIELDS; i++) {
		size_t      used = o->at[i][d - 1];
		const char *rest = o->f->path[i] + used;

		if (d < LEVELS)
			o->at[i][d] = 0;
		if ((d > 1 && !used) || !key.n || strlen(rest) < key.n || memcmp(rest, key.p, key.n) != 0)
			continue;
		if (!rest[key.n] && (!o->depth[i] || d <= o->depth[i])) {
			found = i;
			o->depth[i] = d;
		} else if (rest[key.n] == '.' && d < LEVELS && used + key.n + 1 < UINT16_MAX) {
			o->at[i][d] = (uint16_t)(used + key.n + 1);
			*inner = true;
		}
	}
	return found;
}

/* Reads the members of the object that was opened, down to where paths lead. False: no JSON. */
static bool
read_members(object *o)
{
	nu_json_reader *r = &o->r;
	enum nu_token   t;
	bool            inner;

	while ((t = nu_json_next(r)) == NU_J_KEY || t == NU_J_CLOSE) {
		int i;

		if (t == NU_J_CLOSE) {
			if (!r->depth)
				return nu_json_next(r) == NU_J_END;
			continue;
		}
		i = field_at(o, r->depth, &inner);
		t = nu_json_next(r);
		if (i >= 0)
			o->v[i] = value(o, t);
		else if (t == NU_J_ARRAY || (t == NU_J_OBJECT && !inner))
			nu_json_leave(r, r->depth - 1);
		if (t == NU_J_WRONG)
			return false;
	}
	return false;
}

/* --------------------------------------------------------------------------- page */

static void
set_facts(nu_pages *pages, nu_arena *a, nu_page *page, const nu_str *v)
{
	nu_str date = nu_page_iso(pages, a, v[DATE]);

	nu_page_fact(a, page, "@url", nu_trim(v[URL]), 100, (nu_str){NULL, 0});
	if (nu_trim(v[SOURCE]).n)
		nu_page_fact(a, page, "@source", nu_page_line(a, v[SOURCE]), 100, (nu_str){NULL, 0});
	else
		nu_page_fact(a, page, "@source", nu_page_host(a, v[URL]), 50, (nu_str){NULL, 0});
	nu_page_fact(a, page, "@published", date, 100, nu_trim(v[DATE]));
}

/* The title's line, a blank line, the text; and the lines of them. */
static void
set_lines(nu_pages *pages, nu_arena *a, nu_page *page, nu_str title, nu_str text)
{
	char    *p = nu_alloc(a, title.n + text.n + 4);
	size_t   n = 0, from;
	nu_line *line;

	if (title.n) {
		memcpy(p, title.p, title.n);
		memcpy(p + title.n, "\n\n", 2);
		n = title.n + 2;
	}
	from = n;
	if (text.n)
		memcpy(p + n, text.p, text.n);
	n += text.n;
	if (text.n && p[n - 1] != '\n')
		p[n++] = '\n';
	page->text = (nu_str){p, n};
	page->length = n;
	page->nline = nu_lines(a, nu_slice(page->text, from, n), pages->opts->wrap, &line);
	page->line = title.n ? NU_NEW(a, nu_line, page->nline + 1) : line;
	if (title.n)
		page->line[0] = (nu_line){.start = 0, .end = title.n, .tag = NU_TAG_TITLE};
	for (size_t i = 0; i < page->nline; i++) {
		nu_line *l = &page->line[i + (title.n > 0)];

		*l = line[i];
		l->start += from;
		l->end += from;
		l->gap |= i == 0 && title.n;
		l->tag = page->body ? NU_TAG_P : NU_TAG_NONE;
	}
	page->nline += title.n > 0;
}

static nu_str
line_name(nu_pages *pages, nu_arena *a)
{
	char   number[32];
	int    k = snprintf(number, sizeof number, ":%zu", pages->log->line);
	size_t n = pages->name.n;
	char  *p = nu_alloc(a, n + (size_t)k);

	memcpy(p, pages->name.p, n);
	memcpy(p + n, number, (size_t)k);
	return (nu_str){p, n + (size_t)k};
}

static void
set_name(nu_pages *pages, nu_arena *a, nu_page *page, nu_str id)
{
	page->source = pages->name;
	page->name = nu_trim(id);
	if (page->name.n)
		return;
	page->name = line_name(pages, a);
	if (pages->fields->asked[ID])
		nu_damage(pages->log, "no id (member %s): it is called by its line",
		    pages->fields->path[ID]);
}

/* Markup: its own facts stand only where the object tells none. */
static void
set_html(nu_pages *pages, nu_arena *a, nu_page *page, nu_str title, nu_str html)
{
	nu_fact *told = page->fact;
	size_t   n = page->nfact;

	page->fact = NULL;
	page->nfact = page->capfact = 0;
	nu_page_set_html(pages, a, page, html);
	if (title.n)
		page->title = title;
	for (size_t i = 0; i < n; i++) {
		if (told[i].score < 100 && nu_page_has(page, told[i].type))
			continue;
		nu_page_replace(page, told[i].type);
		NU_PUSH(a, page->fact, page->nfact, page->capfact) = told[i];
	}
}

static void
set_page(nu_pages *pages, nu_arena *a, nu_page *page, const object *o)
{
	struct nu_fields *f = pages->fields;
	const nu_str     *v = o->v;
	nu_str            title;

	set_name(pages, a, page, v[ID]);
	set_facts(pages, a, page, v);
	title = nu_page_line(a, v[TITLE]);
	page->length = title.n + v[TEXT].n;
	if (page->length > pages->opts->max_doc) {
		nu_page_refuse_long(pages, page);
		page->nfact = 0;
		return;
	}
	if (!nu_trim(v[TEXT]).n && nu_trim(v[HTML]).n) {
		set_html(pages, a, page, title, v[HTML]);
		return;
	}
	if (!nu_trim(v[TEXT]).n) {
		if (!title.n)
			nu_damage(pages->log, "no text (members %s and %s)", f->path[TEXT], f->path[HTML]);
		else if (!o->depth[TEXT])
			nu_damage(pages->log, "no text (member %s): its title alone", f->path[TEXT]);
	}
	set_lines(pages, a, page, title, v[TEXT]);
}

/* -------------------------------------------------------------------------- lines */

/*
 * The next line of the operand without its LF; false at the end. A line longer than
 * `limit` is read over: *length tells its bytes and the slice is empty.
 */
static bool
next_line(nu_pages *pages, size_t limit, nu_str *line, size_t *length)
{
	nu_input *in = pages->in;
	size_t    seen = 0, skipped = 0;
	char     *nl;

	for (;;) {
		size_t n = in->n - in->at;

		nl = n > seen ? memchr(in->buf + in->at + seen, '\n', n - seen) : NULL;
		if (nl)
			break;
		if (n > limit || skipped) {
			skipped += n;
			in->at = in->n = n = 0;
		}
		seen = n;
		if (!nu_input_more(in)) {
			if (in->n == in->at && !skipped)
				return false;
			nl = in->buf + in->n;
			break;
		}
	}
	*line = (nu_str){in->buf + in->at, (size_t)(nl - (in->buf + in->at))};
	*length = line->n + skipped;
	in->at += line->n + (nl < in->buf + in->n);
	if (*length > limit)
		line->n = 0;
	pages->log->line++;
	return true;
}

/* \uD800 to \uDFFF without its other half, as FFFD; true when there were any. */
static bool
mend_surrogates(char *p, size_t n, size_t *bad)
{
	size_t before = *bad;

	for (size_t i = 0; i + 5 < n; i++) {
		if (p[i] != '\\')
			continue;
		if (p[i + 1] != 'u' || (p[i + 2] | 32) != 'd' || p[i + 3] < '8') {
			i++;
			continue;
		}
		if ((p[i + 3] == '8' || p[i + 3] == '9' || (p[i + 3] | 32) == 'a' ||
		        (p[i + 3] | 32) == 'b') && i + 11 < n && p[i + 6] == '\\' && p[i + 7] == 'u' &&
		    (p[i + 8] | 32) == 'd' && strchr("cdefCDEF", p[i + 9])) {
			i += 11;
			continue;
		}
		memcpy(p + i + 2, "FFFD", 4);
		++*bad;
		i += 5;
	}
	return *bad > before;
}

/* Tells of a line that is no object; of all that stand before the first object, once. */
static void
tell_strange(nu_pages *pages, const nu_json_reader *r)
{
	bool        first, tell = nu_strange_line(&pages->kind, &first);
	const char *left = first ? "all before the first object is left out" : "left out";

	if (tell && *r->why)
		nu_damage(pages->log, "broken JSON, %s: %s", left, r->why);
	else if (tell)
		nu_damage(pages->log, "no JSON object, %s", left);
}

/* One line into a page; false when there is none in it. */
static bool
read_line(nu_pages *pages, nu_arena *a, nu_page *page, nu_str line)
{
	object       *o = NU_NEW(a, object, 1);
	size_t        bad = 0;
	bool          whole;
	enum nu_token t;

	line = nu_page_clean(a, line, &bad);
	for (int tries = 0;; tries++) {
		*o = (object){.f = pages->fields, .a = a, .bad = bad};
		nu_json_begin(&o->r, line, a);
		t = nu_json_next(&o->r);
		if (t == NU_J_OBJECT && read_members(o))
			break;
		whole = !*o->r.why && nu_json_leave(&o->r, 0) && nu_json_next(&o->r) == NU_J_END;
		if (!whole && !tries) {
			line = nu_copy(a, line);
			if (mend_surrogates((char *)(uintptr_t)line.p, line.n, &bad))
				continue;
		}
		nu_page_tell_bad(pages, bad);
		tell_strange(pages, &o->r);
		return false;
	}
	pages->kind.known = true;
	nu_page_tell_bad(pages, o->bad);
	set_page(pages, a, page, o);
	return true;
}

static bool
next_json(nu_pages *pages, nu_arena *a, nu_page *page)
{
	size_t length, limit = pages->opts->max_doc * 2 + 65536;
	nu_str line;

	while (next_line(pages, limit, &line, &length)) {
		if (pages->log->line == 1 && line.n >= 3 && memcmp(line.p, "\xEF\xBB\xBF", 3) == 0)
			line = nu_slice(line, 3, line.n);
		if (length > limit) {
			page->name = line_name(pages, a);
			page->source = pages->name;
			page->length = length;
			nu_page_refuse_long(pages, page);
			return true;
		}
		if (nu_trim(line).n && read_line(pages, a, page, line))
			return true;
	}
	return false;
}

const nu_format nu_page_json = {
	.name = "json",
	.open = open_json,
	.next = next_json,
	.close = nu_page_html_close,
};
