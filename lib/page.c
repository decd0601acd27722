#include "page.h"

#include <errno.h>

#include "data.h"
#include "lines.h"
#include "page_charset.h"
#include "page_cue.h"
#include "page_date.h"
#include "page_format.h"
#include "page_html.h"
#include "page_memory.h"
#include "page_meta.h"
#include "record.h"
#include "text.h"

enum { SNIFF = 1024 };

/* ----------------------------------------------------------------- reading it all */

bool
nu_page_slurp(nu_pages *pages, size_t limit, size_t *length)
{
	nu_input *in = pages->in;

	while (in->n - in->at <= limit && nu_input_more(in))
		;
	*length = in->n - in->at;
	if (*length <= limit)
		return true;
	/* Read on to tell its true length, keeping nothing. */
	for (in->n = in->at = 0; nu_input_more(in); in->n = 0)
		*length += in->n;
	return false;
}

size_t
nu_page_most_markup(const nu_pages *pages)
{
	size_t most = (size_t)64 << 20, max = pages->opts->max_doc;

	return max >= most ? max : max * 8 < most ? max * 8 + 65536 : most;
}

void
nu_page_refuse_long(nu_pages *pages, nu_page *page)
{
	nu_damage(pages->log, "a text of %zu bytes is over the limit of %zu (--max-doc); left out",
	    page->length, pages->opts->max_doc);
	page->refused = true;
}

/* Is it no text at all? Judged by its first bytes: NULs and control characters. */
static bool
is_binary(nu_str s)
{
	size_t n = s.n < 65536 ? s.n : 65536, odd = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		odd += c < 32 && !(c >= 9 && c <= 13) && c != 27;
	}
	return odd * 10 > n;
}

static bool
is_utf16(nu_str s)
{
	return s.n >= 2 && (memcmp(s.p, "\xFF\xFE", 2) == 0 || memcmp(s.p, "\xFE\xFF", 2) == 0);
}

nu_str
nu_page_clean(nu_arena *a, nu_str s, size_t *bad)
{
	size_t n = 0;

	s = nu_utf8_repair(a, s, &n);
	*bad += n;
	return s;
}

void
nu_page_tell_bad(nu_pages *pages, size_t bad)
{
	if (bad)
		nu_damage(pages->log, "%zu invalid byte sequence%s replaced by U+FFFD", bad,
		    bad == 1 ? "" : "s");
}

void
nu_page_fact(nu_arena *a, nu_page *page, const char *type, nu_str value, int score, nu_str text)
{
	if (value.n)
		NU_PUSH(a, page->fact, page->nfact, page->capfact) =
		    (nu_fact){.type = type, .value = value, .text = text, .score = score};
}

bool
nu_page_has(const nu_page *page, const char *type)
{
	for (size_t i = 0; i < page->nfact; i++)
		if (strcmp(page->fact[i].type, type) == 0)
			return true;
	return false;
}

void
nu_page_replace(nu_page *page, const char *type)
{
	size_t n = 0;

	for (size_t i = 0; i < page->nfact; i++)
		if (strcmp(page->fact[i].type, type) != 0)
			page->fact[n++] = page->fact[i];
	page->nfact = n;
}

nu_str
nu_page_iso(nu_pages *pages, nu_arena *a, nu_str date)
{
	nu_str iso = nu_page_date(a, pages->months, date);

	date = nu_trim(date);
	if (!iso.n && date.n && !pages->told_date) {
		nu_note(pages->log, "no date can be read in '%.*s' (told once)",
		    (int)(date.n < 100 ? date.n : 100), date.p);
		pages->told_date = true;
	}
	return iso;
}

nu_str
nu_page_host(nu_arena *a, nu_str url)
{
	size_t i = 0, end;

	url = nu_trim(url);
	while (i + 3 <= url.n && memcmp(url.p + i, "://", 3) != 0)
		i++;
	if (i + 3 > url.n || i == 0)
		return (nu_str){NULL, 0};
	for (end = i += 3; end < url.n && !strchr("/?#", url.p[end]); end++)
		if (url.p[end] == '@')
			i = end + 1;
	for (size_t k = end; k-- > i;)
		if (url.p[k] == ':')
			end = k;
	if (end - i > 4 && memcmp(url.p + i, "www.", 4) == 0)
		i += 4;
	return nu_lower(a, nu_slice(url, i, end));
}

nu_str
nu_page_line(nu_arena *a, nu_str s)
{
	char    *out;
	size_t   n = 0;
	unsigned len;

	s = nu_trim(s);
	out = nu_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i += len) {
		uint32_t cp = nu_decode(s, i, &len);

		if (cp < 33 || cp == 0x85 || cp == 0x2028 || cp == 0x2029) {
			if (n && out[n - 1] != ' ')
				out[n++] = ' ';
		} else {
			memcpy(out + n, s.p + i, len);
			n += len;
		}
	}
	return (nu_str){out, n};
}

nu_str
nu_page_convert(iconv_t cd, nu_arena *a, nu_str s, size_t *bad)
{
	size_t cap = s.n * 3 + 16, left = cap, in_left = s.n;
	char  *out = nu_alloc(a, cap), *to = out, *from = (char *)(uintptr_t)s.p;

	iconv(cd, NULL, NULL, NULL, NULL);
	while (in_left) {
		if (iconv(cd, &from, &in_left, &to, &left) != (size_t)-1)
			break;
		if (errno == E2BIG || left < 3) {
			size_t used = (size_t)(to - out);
			char  *more = nu_alloc(a, cap * 2);

			memcpy(more, out, used);
			out = more;
			to = out + used;
			cap *= 2;
			left = cap - used;
			continue;
		}
		memcpy(to, "\xEF\xBF\xBD", 3);
		to += 3;
		left -= 3;
		from++;
		in_left--;
		++*bad;
	}
	return (nu_str){out, (size_t)(to - out)};
}

/* The operand's bytes as the document's text: converted, repaired, or refused. */
static void
set_text(nu_pages *pages, nu_arena *a, nu_str raw, nu_page *page)
{
	size_t bad = 0;

	page->length = raw.n;
	if (pages->cd != (iconv_t)-1) {
		raw = nu_page_convert(pages->cd, a, raw, &bad);
	} else if (is_utf16(raw)) {
		nu_damage(pages->log, "UTF-16 text: say so with -E UTF-16; left out");
		page->refused = true;
		return;
	}
	if (is_binary(raw)) {
		nu_damage(pages->log, "binary data, not text; left out");
		page->refused = true;
		return;
	}
	page->text = nu_page_clean(a, raw, &bad);
	page->length = page->text.n;
	nu_page_tell_bad(pages, bad);
}

/* ------------------------------------------------------------------------ formats */

static bool
next_text(nu_pages *pages, nu_arena *a, nu_page *page)
{
	nu_str raw;

	if (pages->done)
		return false;
	pages->done = true;
	page->name = page->source = pages->name;
	if (!nu_page_slurp(pages, pages->opts->max_doc, &page->length)) {
		nu_page_refuse_long(pages, page);
		return true;
	}
	raw = (nu_str){pages->in->buf + pages->in->at, pages->in->n - pages->in->at};
	set_text(pages, a, raw, page);
	if (!page->refused)
		page->nline = nu_lines(a, page->text, pages->opts->wrap, &page->line);
	return true;
}

static const nu_format formats[] = {
	{"text", next_text},
	{"json", nu_page_next_json},
	{"html", nu_page_next_html},
	{"warc", nu_page_next_warc},
};

static const nu_format *
find_format(const char *name)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

bool
nu_page_format(const char *name)
{
	return strcmp(name, "auto") == 0 || find_format(name);
}

/* ------------------------------------------------------------------------- reader */

nu_pages *
nu_pages_new(nu_arena *keep, const nu_page_opts *opts, nu_log *log)
{
	nu_pages *pages = NU_NEW(keep, nu_pages, 1);

	pages->opts = opts;
	pages->log = log;
	pages->keep = keep;
	pages->cd = (iconv_t)-1;
	pages->months = nu_lexicon_new(keep, nu_data("en/page-month.tsv"));
	nu_page_memory(keep->oom);
	pages->fields = nu_page_fields(keep, opts->fields, log);
	if (pages->fields && opts->encoding) {
		pages->cd = iconv_open("UTF-8", opts->encoding);
		if (pages->cd == (iconv_t)-1)
			nu_fail(log, "unknown encoding %s", opts->encoding);
	}
	if (!pages->fields || (opts->encoding && pages->cd == (iconv_t)-1)) {
		nu_pages_free(pages);
		return NULL;
	}
	pages->charsets = nu_charsets_new(keep);
	pages->cues = nu_cues_new(keep);
	pages->meta = nu_meta_words_new(keep);
	return pages;
}

void
nu_pages_begin(nu_pages *pages, nu_input *in, const char *name)
{
	pages->in = in;
	pages->name = nu_str_of(name);
	pages->format = NULL;
	pages->offset = 0;
	pages->done = pages->told_date = false;
}

/* Does s hold word (in lower case) but for case? */
static bool
holds(nu_str s, nu_str word)
{
	for (size_t i = 0; i + word.n <= s.n; i++) {
		size_t k = 0;

		while (k < word.n && (s.p[i + k] == word.p[k] || (s.p[i + k] | 32) == word.p[k]))
			k++;
		if (k == word.n)
			return true;
	}
	return false;
}

/*
 * The format of an operand that begins with s; NULL when more bytes could tell more.
 * NDJSON begins with `{"`, a web page with an element and has <html, <head, <body or a
 * doctype at its head; all else is text.
 */
static const char *
format_of(nu_str s, bool all)
{
	size_t i = 0, k;

	if (s.n >= 3 && memcmp(s.p, "\xEF\xBB\xBF", 3) == 0)
		i = 3;
	while (i < s.n && strchr(" \t\r\n", s.p[i]))
		i++;
	for (k = i + 1; k < s.n && strchr(" \t\r\n", s.p[k]); k++)
		;
	if (s.n < 6 ? !all && memcmp(s.p ? s.p : "", "WARC/", s.n < 5 ? s.n : 5) == 0 : false)
		return NULL;
	if (s.n > 5 && memcmp(s.p, "WARC/", 5) == 0 && s.p[5] < '2')
		return "warc";
	if (k >= s.n)
		return all ? "text" : NULL;
	if (s.p[i] == '{' && s.p[k] == '"')
		return "json";
	if (s.p[i] != '<')
		return "text";
	s = nu_slice(s, i, s.n < i + SNIFF ? s.n : i + SNIFF);
	if (holds(s, NU_STR("<!doctype html")) || holds(s, NU_STR("<html")) ||
	    holds(s, NU_STR("<head")) || holds(s, NU_STR("<body")))
		return "html";
	return all || s.n == SNIFF ? "text" : NULL;
}

/* As format_of for UTF-16: its head without NULs, into buf, is ASCII where markup is. */
static const char *
format_of_utf16(nu_str s, bool all)
{
	char        buf[2 * SNIFF];
	size_t      n = 0;
	const char *name;

	for (size_t i = 2; i < s.n && n < sizeof buf; i++)
		if (s.p[i])
			buf[n++] = s.p[i];
	name = format_of((nu_str){buf, n}, all || s.n > 2 * SNIFF + 2);
	return !name || strcmp(name, "html") == 0 ? name : "text";
}

static const nu_format *
tell_format(nu_pages *pages)
{
	nu_input   *in = pages->in;
	const char *name;

	for (;;) {
		nu_str s = {in->buf + in->at, in->n - in->at};

		name = is_utf16(s) ? format_of_utf16(s, in->eof) : format_of(s, in->eof);
		if (name)
			break;
		nu_input_more(in);
	}
	return find_format(name);
}

bool
nu_pages_next(nu_pages *pages, nu_arena *a, nu_page *page)
{
	const char *name = pages->opts->format;

	if (!pages->format)
		pages->format = strcmp(name, "auto") ? find_format(name) : tell_format(pages);
	memset(page, 0, sizeof *page);
	page->format = pages->format->name;
	page->body = pages->opts->body;
	return pages->format->next(pages, a, page);
}

void
nu_pages_free(nu_pages *pages)
{
	if (!pages)
		return;
	if (pages->cd != (iconv_t)-1)
		iconv_close(pages->cd);
	nu_charsets_free(pages->charsets);
}
