#include "page.h"

#include "lines.h"
#include "page_format.h"
#include "text.h"

enum { SNIFF = 1024 };

/* 16 bytes: gcc and clang make vector instructions of these on any machine. */
typedef uint8_t bytes __attribute__((vector_size(16)));
enum { BLOCK = 4 * sizeof(bytes) };

/* Is none of the bytes a control character, but for blanks? */
static bool
is_plain(const char *p)
{
	uint64_t half[2];
	bytes    x[4], odd = {0};

	memcpy(x, p, sizeof x);
	for (int i = 0; i < 4; i++)
		odd |= (bytes)(x[i] < 32) & (bytes)(x[i] - 9 > 4);
	memcpy(half, &odd, sizeof half);
	return !(half[0] | half[1]);
}

/* Is it no text at all? Judged by its first bytes: NULs and control characters. */
static bool
is_binary(nu_str s)
{
	size_t n = s.n < 65536 ? s.n : 65536, odd = 0;

	for (size_t i = 0, end; i < n; i = end) {
		end = i + BLOCK < n ? i + BLOCK : n;
		if (end - i == BLOCK && is_plain(s.p + i))
			continue;
		for (size_t k = i; k < end; k++) {
			unsigned char c = (unsigned char)s.p[k];

			odd += c < 32 && !(c >= 9 && c <= 13) && c != 27;
		}
	}
	return odd * 10 > n;
}

static bool
is_utf16(nu_str s)
{
	return s.n >= 2 && (memcmp(s.p, "\xFF\xFE", 2) == 0 || memcmp(s.p, "\xFE\xFF", 2) == 0);
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

static const nu_format text_format = {.name = "text", .next = next_text};

/* The format of that name, or NULL. */
static const nu_format *
find_format(const nu_format *const *formats, const char *name)
{
	for (; formats && *formats; formats++)
		if (strcmp((*formats)->name, name) == 0)
			return *formats;
	return strcmp(name, "text") == 0 ? &text_format : NULL;
}

bool
nu_page_format(const nu_format *const *formats, const char *name)
{
	return strcmp(name, "auto") == 0 || find_format(formats, name);
}

/* ------------------------------------------------------------------------- reader */

static void
give_back(void *pages)
{
	nu_pages_free(pages);
}

nu_pages *
nu_pages_new(nu_arena *keep, const nu_page_opts *opts, nu_log *log)
{
	nu_pages *pages = NU_NEW(keep, nu_pages, 1);
	bool      fine = true;

	pages->opts = opts;
	pages->log = log;
	pages->keep = keep;
	pages->cd = (iconv_t)-1;
	nu_goes_with(keep, give_back, pages);
	/* Only what may come: the converters of HTML take longer to load than a page to read. */
	for (const nu_format *const *f = opts->formats; f && *f && fine; f++)
		if (strcmp(opts->format, "auto") == 0 || strcmp(opts->format, (*f)->name) == 0)
			fine = (*f)->open(pages);
	if (fine && opts->encoding) {
		if (*opts->encoding) /* "" would be that of the locale */
			pages->cd = iconv_open("UTF-8", opts->encoding);
		if (pages->cd == (iconv_t)-1) {
			nu_fail(log, "-E: unknown encoding '%s'", opts->encoding);
			fine = false;
		}
	}
	if (fine)
		return pages;
	nu_pages_free(pages);
	return NULL;
}

void
nu_pages_begin(nu_pages *pages, nu_input *in, const char *name)
{
	pages->in = in;
	pages->name = nu_str_of(name);
	pages->format = NULL;
	pages->offset = 0;
	pages->done = pages->told_date = false;
	pages->kind = (nu_strange){0};
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
format_of(nu_str s, bool all, size_t *blank)
{
	size_t i = *blank, k;

	if (i < 3 && s.n >= 3 && memcmp(s.p, "\xEF\xBB\xBF", 3) == 0)
		i = 3;
	while (i < s.n && strchr(" \t\r\n", s.p[i]))
		i++;
	*blank = i;
	for (k = i + 1; k < s.n && k <= i + SNIFF && strchr(" \t\r\n", s.p[k]); k++)
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
	size_t      n = 0, blank = 0;
	const char *name;

	for (size_t i = 2; i < s.n && n < sizeof buf; i++)
		if (s.p[i])
			buf[n++] = s.p[i];
	name = format_of((nu_str){buf, n}, all || s.n > 2 * SNIFF + 2, &blank);
	return !name || strcmp(name, "html") == 0 ? name : "text";
}

static const nu_format *
tell_format(nu_pages *pages)
{
	const nu_format *f;
	nu_input        *in = pages->in;
	const char      *name;
	size_t           blank = 0; /* bytes at the beginning that need not be looked at again */

	if (!pages->opts->formats)
		return &text_format;
	for (;;) {
		nu_str s = {in->buf + in->at, in->n - in->at};

		name = is_utf16(s) ? format_of_utf16(s, in->eof) : format_of(s, in->eof, &blank);
		if (name)
			break;
		nu_input_more(in);
	}
	f = find_format(pages->opts->formats, name);
	return f ? f : &text_format;
}

bool
nu_pages_next(nu_pages *pages, nu_arena *a, nu_page *page)
{
	const char *name = pages->opts->format;

	if (!pages->format)
		pages->format = strcmp(name, "auto") ? find_format(pages->opts->formats, name)
		                                     : tell_format(pages);
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
	pages->cd = (iconv_t)-1;
	for (const nu_format *const *f = pages->opts->formats; f && *f; f++)
		if ((*f)->close)
			(*f)->close(pages);
}
