/*
 * NDJSON: an object a line (RFC 8259), its members mapped to what a page has. The
 * document's text is the title's line, a blank line and the text's own lines.
 */
#include <jansson.h>
#include <setjmp.h>
#include <stdio.h>

#include "lines.h"
#include "page_format.h"
#include "page_html.h"
#include "text.h"

enum { ID, URL, SOURCE, DATE, TITLE, TEXT, HTML, NFIELDS };

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

/* The member at path: by its whole name, else by the names between its dots. */
static const json_t *
member(const json_t *object, const char *path)
{
	const json_t *v = json_object_get(object, path);
	const char   *dot;

	while (!v && (dot = strchr(path, '.'))) {
		char key[256];

		if ((size_t)(dot - path) >= sizeof key)
			return NULL;
		memcpy(key, path, (size_t)(dot - path));
		key[dot - path] = 0;
		object = json_object_get(object, key);
		path = dot + 1;
		v = json_object_get(object, path);
	}
	return v;
}

static nu_str
number(nu_arena *a, const json_t *v)
{
	char buf[64];
	int  n = json_is_integer(v)
	             ? snprintf(buf, sizeof buf, "%lld", (long long)json_integer_value(v))
	             : snprintf(buf, sizeof buf, "%.17g", json_real_value(v));

	return nu_copy(a, (nu_str){buf, (size_t)n});
}

/* A string, a number, or an array of them as lines; empty for all else. */
static nu_str
value(nu_arena *a, const json_t *v, size_t *bad)
{
	nu_str s = {NULL, 0};
	char  *p;
	size_t n = 0;

	if (json_is_string(v))
		return nu_page_clean(a,
		    nu_copy(a, (nu_str){json_string_value(v), json_string_length(v)}), bad);
	if (json_is_number(v))
		return number(a, v);
	if (!json_is_array(v))
		return s;
	for (size_t i = 0; i < json_array_size(v); i++)
		n += json_string_length(json_array_get(v, i)) + 1;
	p = nu_alloc(a, n + 1);
	s.p = p;
	for (size_t i = 0; i < json_array_size(v); i++) {
		const json_t *item = json_array_get(v, i);

		if (!json_is_string(item))
			continue;
		if (s.n)
			p[s.n++] = '\n';
		memcpy(p + s.n, json_string_value(item), json_string_length(item));
		s.n += json_string_length(item);
	}
	return nu_page_clean(a, s, bad);
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
	page->line = NU_NEW(a, nu_line, page->nline + 1);
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
set_page(nu_pages *pages, nu_arena *a, nu_page *page, const json_t *object)
{
	struct nu_fields *f = pages->fields;
	nu_str            v[NFIELDS], title;
	size_t            bad = 0;

	for (int i = 0; i < NFIELDS; i++)
		v[i] = value(a, member(object, f->path[i]), &bad);
	set_name(pages, a, page, v[ID]);
	nu_page_tell_bad(pages, bad);
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
		else if (!member(object, f->path[TEXT]))
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

static json_t *
load(nu_arena *a, nu_str line, size_t *bad, json_error_t *error)
{
	json_t *v;

	line = nu_page_clean(a, line, bad);
	v = json_loadb(line.p, line.n, JSON_ALLOW_NUL, error);
	if (!v) {
		line = nu_copy(a, line);
		if (mend_surrogates((char *)(uintptr_t)line.p, line.n, bad))
			v = json_loadb(line.p, line.n, JSON_ALLOW_NUL, error);
	}
	return v;
}

/* One line into a page; false when there is none in it. */
static bool
read_line(nu_pages *pages, nu_arena *a, nu_page *page, nu_str line)
{
	size_t       bad = 0;
	json_error_t error = {.text = ""};
	json_t      *object = load(a, line, &bad, &error);

	nu_page_tell_bad(pages, bad);
	if (!object) {
		if (json_error_code(&error) == json_error_out_of_memory)
			longjmp(*a->oom, 1);
		nu_damage(pages->log, "broken JSON, left out: %s", error.text);
		return false;
	}
	if (json_is_object(object))
		set_page(pages, a, page, object);
	else
		nu_damage(pages->log, "no JSON object, left out");
	bad = json_is_object(object);
	json_decref(object);
	return bad;
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
