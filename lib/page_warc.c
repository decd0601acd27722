/*
 * WARC 1.0 and 1.1 (ISO 28500): response and resource records that hold HTML or plain
 * text, and the plain text of conversion records (WET). Other records, other types and
 * answers that are no 2xx are no pages and are passed over.
 *
 * A length is believed when two line ends stand behind it. When not, the record ends
 * where the next one begins, and what lies is told.
 */
#include "lines.h"
#include "page_format.h"
#include "page_charset.h"
#include "page_html.h"
#include "page_http.h"
#include "text.h"

enum { MOST_HEAD = 64 * 1024 };

/* What stands before a record in the middle of something else. */
static const nu_str mark = {"\nWARC/1.", 8}, magic = {"WARC/", 5};

typedef struct record {
	nu_str   head;     /* in the arena */
	nu_str   block;    /* in the input's buffer; empty when it is too long to be kept */
	uint64_t offset;   /* of the record in the (unpacked) operand */
	uint64_t says, is; /* bytes of the block, as its head says and as they are */
} record;

/* -------------------------------------------------------------------------- reading */

static nu_str
unread(const nu_pages *pages)
{
	const nu_input *in = pages->in;

	return (nu_str){in->buf + in->at, in->n - in->at};
}

static nu_str
at_most(nu_str s, size_t n)
{
	return (nu_str){s.p, s.n < n ? s.n : n};
}

static void
take(nu_pages *pages, size_t n)
{
	pages->in->at += n;
	pages->offset += n;
}

/* Reads until n bytes are there; false when there are fewer. */
static bool
need(nu_pages *pages, size_t n)
{
	while (pages->in->n - pages->in->at < n)
		if (!nu_input_more(pages->in))
			return false;
	return true;
}

/* Where the mark stands in s, from byte `from`; s.n when nowhere. */
static size_t
find_mark(nu_str s, size_t from)
{
	while (from + mark.n <= s.n) {
		const char *p = memchr(s.p + from, mark.p[0], s.n - from - mark.n + 1);

		if (!p)
			break;
		from = (size_t)(p - s.p);
		if (memcmp(p, mark.p, mark.n) == 0)
			return from;
		from++;
	}
	return s.n;
}

/* To the next record; what stands there and is none is told. False at the end. */
static bool
find_record(nu_pages *pages)
{
	uint64_t from;
	size_t   i;

	while (need(pages, 1) && strchr("\r\n", unread(pages).p[0]) && unread(pages).p[0])
		take(pages, 1);
	if (!need(pages, 1))
		return false;
	if (need(pages, magic.n) && memcmp(unread(pages).p, magic.p, magic.n) == 0)
		return true;
	from = pages->offset;
	while ((i = find_mark(unread(pages), 0)) == unread(pages).n) {
		if (i > mark.n)
			take(pages, i - mark.n);
		if (!nu_input_more(pages->in))
			break;
	}
	i = find_mark(unread(pages), 0);
	take(pages, i < unread(pages).n ? i + 1 : i);
	nu_damage(pages->log, "no WARC record at byte %llu: %llu bytes left out",
	    (unsigned long long)from, (unsigned long long)(pages->offset - from));
	return pages->in->n > pages->in->at;
}

static uint64_t
read_length(nu_str s)
{
	uint64_t v = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || v > UINT64_MAX / 20)
			return UINT64_MAX;
		v = v * 10 + (uint64_t)(s.p[i] - '0');
	}
	return s.n ? v : UINT64_MAX;
}

/*
 * Does the record end behind n bytes: with two line ends, or with the input? It is the
 * input's end that counts, not that of what has been read.
 */
static bool
ends_well(nu_pages *pages, size_t n)
{
	bool   more = need(pages, n + 4);
	nu_str s = unread(pages);
	size_t i = n;

	if (s.n < n)
		return false;
	if (more && memcmp(s.p + n, "\r\n\r\n", 4) == 0)
		return true;
	if (s.n - n >= 2 && memcmp(s.p + n, "\n\n", 2) == 0)
		return true;
	while (!more && i < s.n && (s.p[i] == '\r' || s.p[i] == '\n'))
		i++;
	return !more && i == s.n;
}

/* s without the line ends behind it. */
static nu_str
without_ends(nu_str s)
{
	while (s.n && (s.p[s.n - 1] == '\r' || s.p[s.n - 1] == '\n'))
		s.n--;
	return s;
}

/*
 * The block of a record whose length is not to be trusted, or over `limit`: up to the
 * next record. Over the limit nothing of it is kept.
 */
static void
scan_block(nu_pages *pages, record *r, size_t limit)
{
	size_t   from = 0, i;
	uint64_t taken = 0; /* of the block, line ends at its end and all */
	bool     over = false;

	for (;;) {
		nu_str s = unread(pages), text;

		if ((i = find_mark(s, from)) < s.n) {
			i++;
			break;
		}
		from = s.n > mark.n ? s.n - mark.n : 0;
		over |= from > limit;
		if (over) {
			text = without_ends(nu_slice(s, 0, from));
			r->is = text.n ? taken + text.n : r->is;
			take(pages, from);
			taken += from;
			from = 0;
		}
		if (!nu_input_more(pages->in)) {
			i = unread(pages).n;
			break;
		}
	}
	over |= i > limit;
	r->block = without_ends(nu_slice(unread(pages), 0, i));
	r->is = r->block.n ? taken + r->block.n : r->is;
	take(pages, i);
	if (over)
		r->block = (nu_str){NULL, 0};
}

/* Reads the record at the cursor; false when it has no head. */
static bool
read_record(nu_pages *pages, nu_arena *a, record *r)
{
	size_t limit = nu_page_most_markup(pages) + MOST_HEAD, head, n;

	memset(r, 0, sizeof *r);
	r->offset = pages->offset;
	while (!(head = nu_http_head(at_most(unread(pages), MOST_HEAD))) &&
	    unread(pages).n < MOST_HEAD)
		if (!nu_input_more(pages->in))
			break;
	if (!head) {
		nu_damage(pages->log, "the WARC record at byte %llu ends in its head",
		    (unsigned long long)r->offset);
		take(pages, magic.n);
		return false;
	}
	r->head = nu_copy(a, at_most(unread(pages), head));
	r->says = read_length(nu_http_field(r->head, "content-length"));
	take(pages, head);
	if (r->says > limit) {
		scan_block(pages, r, limit);
		return true;
	}
	n = (size_t)r->says;
	if (!ends_well(pages, n)) {
		scan_block(pages, r, limit);
		return true;
	}
	r->is = n;
	r->block = nu_slice(unread(pages), 0, n);
	take(pages, n);
	return true;
}

/* ---------------------------------------------------------------------------- pages */

static bool
is(nu_str s, const char *word)
{
	size_t n = strlen(word), k = 0;

	while (k < n && k < s.n && (s.p[k] == word[k] || (s.p[k] | 32) == word[k]))
		k++;
	return k == n;
}

static nu_str
target(nu_str head)
{
	nu_str s = nu_http_field(head, "warc-target-uri");

	return s.n > 2 && s.p[0] == '<' && s.p[s.n - 1] == '>' ? nu_slice(s, 1, s.n - 1) : s;
}

/* Does the record hold a page? */
static bool
is_wanted(nu_str head)
{
	nu_str kind = nu_http_field(head, "warc-type"), type = nu_http_field(head, "content-type");

	if (is(kind, "response"))
		return is(type, "application/http") && is(target(head), "http");
	if (is(kind, "resource"))
		return is(type, "text/html") || is(type, "application/xhtml") || is(type, "text/plain");
	return is(kind, "conversion") && is(type, "text/plain");
}

static void
set_name(nu_pages *pages, nu_arena *a, nu_page *page, const record *r)
{
	nu_str date = nu_http_field(r->head, "warc-date"), url = target(r->head);
	char  *p = nu_alloc(a, date.n + url.n + 1);
	size_t bad = 0;

	if (date.n)
		memcpy(p, date.p, date.n);
	p[date.n] = '/';
	if (url.n)
		memcpy(p + date.n + 1, url.p, url.n);
	page->name = nu_page_clean(a, (nu_str){p, date.n + 1 + url.n}, &bad);
	page->source = pages->name;
}

/* Tells what is wrong with the record of that page; true when nothing can be shown. */
static bool
tell_wrong(nu_pages *pages, nu_page *page, const record *r, const nu_http *http)
{
	nu_str cut = nu_http_field(r->head, "warc-truncated");
	nu_str url = target(r->head);
	int    n = (int)(url.n < 200 ? url.n : 200);

	page->length = (size_t)r->is;
	if (!r->block.n && r->is) {
		nu_page_refuse_long(pages, page);
		return true;
	}
	if (r->says == UINT64_MAX)
		nu_damage(pages->log, "%.*s: the record's length cannot be read", n, url.p);
	else if (r->is != r->says)
		nu_damage(pages->log, "%.*s: the record says %llu bytes and has %llu", n, url.p,
		    (unsigned long long)r->says, (unsigned long long)r->is);
	else if (cut.n)
		nu_damage(pages->log, "%.*s: cut by the crawler (%.*s)", n, url.p,
		    (int)(cut.n < 40 ? cut.n : 40), cut.p);
	if (http->wrong)
		nu_damage(pages->log, "%.*s: %s%s", n, url.p, http->wrong,
		    http->lost ? "; left out" : "");
	page->refused = http->lost;
	return http->lost;
}

static void
set_text(nu_pages *pages, nu_arena *a, nu_page *page, nu_str raw, nu_str charset)
{
	size_t bad = 0;

	page->text = nu_charset_decode(pages, a, raw, charset, &bad);
	page->length = page->text.n;
	nu_page_tell_bad(pages, bad);
	if (page->length > pages->opts->max_doc)
		nu_page_refuse_long(pages, page);
	else
		page->nline = nu_lines(a, page->text, pages->opts->wrap, &page->line);
}

/* The facts that the record tells stand before those of the page. */
static void
set_facts(nu_pages *pages, nu_arena *a, nu_page *page, const record *r)
{
	nu_str date = nu_http_field(r->head, "warc-date"), none = {NULL, 0};
	nu_str url = target(r->head), host = nu_page_host(a, url);
	size_t bad = 0;

	nu_page_replace(page, "@url");
	nu_page_fact(a, page, "@url", nu_page_clean(a, url, &bad), 100, none);
	nu_page_fact(a, page, "@seen", nu_page_iso(pages, a, nu_page_clean(a, date, &bad)), 100, none);
	if (!nu_page_has(page, "@source"))
		nu_page_fact(a, page, "@source", nu_page_clean(a, host, &bad), 50, none);
}

/* A record's page; false when it holds none. */
static bool
set_page(nu_pages *pages, nu_arena *a, nu_page *page, const record *r)
{
	nu_http http = {.status = 200, .type = nu_http_field(r->head, "content-type")};
	bool    text;

	http.body = r->block;
	if (is(nu_http_field(r->head, "warc-type"), "response"))
		http = nu_http_read(a, r->block, nu_page_most_markup(pages));
	if (http.status / 100 != 2 && !(r->is && !r->block.n) && !http.lost)
		return false;
	text = is(http.type, "text/plain");
	if (http.type.n && !text && !is(http.type, "text/html") && !is(http.type, "application/xhtml"))
		return false;
	set_name(pages, a, page, r);
	if (!tell_wrong(pages, page, r, &http)) {
		if (text)
			set_text(pages, a, page, http.body, nu_charset_parameter(http.type));
		else
			nu_page_set_html_bytes(pages, a, page, http.body, nu_charset_parameter(http.type));
	}
	set_facts(pages, a, page, r);
	return true;
}

static bool
next_warc(nu_pages *pages, nu_arena *a, nu_page *page)
{
	record r;

	while (find_record(pages))
		if (read_record(pages, a, &r) && is_wanted(r.head) && set_page(pages, a, page, &r))
			return true;
	return false;
}

const nu_format nu_page_warc = {
	.name = "warc",
	.open = nu_page_html_open,
	.next = next_warc,
	.close = nu_page_html_close,
};
