/*
 * page_format: what the readers of page formats share. Private to lib/page*.c.
 *
 * A format takes bytes from pages->in and fills a page. It reports trouble to the log
 * and goes on with what it has; what cannot be shown at all is `refused`.
 */
#ifndef NU_PAGE_FORMAT_H
#define NU_PAGE_FORMAT_H

#include <iconv.h>

#include "lexicon.h"
#include "page.h"

struct nu_pages {
	const nu_page_opts     *opts;
	nu_log                 *log;
	nu_arena               *keep;
	iconv_t                 cd; /* (iconv_t)-1: none */
	nu_input               *in;
	nu_str                  name;
	uint64_t                offset; /* warc: bytes of the operand read */
	const nu_format        *format; /* of the operand; NULL: not told yet */
	bool                    done;
	bool                    told_date; /* a date not understood has been told of */
	struct nu_fields       *fields;    /* json: where things stand */
	nu_strange                 kind;      /* json: of the operand's lines */
	/* What html needs, and the formats that hold it. */
	const nu_lexicon       *months;
	struct nu_charsets     *charsets; /* converters, opened ahead */
	struct nu_cues         *cues;
	struct nu_meta_words   *meta;
	struct nu_writer_words *writers;
};

/*
 * open   loads what the format needs, before the process is locked in; false: told
 * next   fills the page from pages->in; false: the operand holds no more pages
 * close  gives back what is not in the arena; may be NULL, and come without an open
 */
struct nu_format {
	const char *name;
	bool (*open)(nu_pages *pages);
	bool (*next)(nu_pages *pages, nu_arena *a, nu_page *page);
	void (*close)(nu_pages *pages);
};

extern const nu_format nu_page_html, nu_page_warc, nu_page_json;

/*
 * Reads the operand to its end into in->buf; false when it is longer than `limit`.
 * *length gets its bytes in any case.
 */
bool nu_page_slurp(nu_pages *pages, size_t limit, size_t *length);
/* How many bytes of markup may stand for a document of opts->max_doc bytes of text. */
size_t nu_page_most_markup(const nu_pages *pages);
/* Tells that page is too long, `length` being known, and refuses it. */
void nu_page_refuse_long(nu_pages *pages, nu_page *page);
/* s as valid UTF-8 without NUL; what had to be replaced is added to *bad. */
nu_str nu_page_clean(nu_arena *a, nu_str s, size_t *bad);
/* Tells of what had to be replaced, when there was any. */
void nu_page_tell_bad(nu_pages *pages, size_t bad);
/* s converted by cd; what cannot be converted becomes U+FFFD and is counted. */
nu_str nu_page_convert(iconv_t cd, nu_arena *a, nu_str s, size_t *bad);
/* Adds a fact, unless value is empty. */
void nu_page_fact(nu_arena *a, nu_page *page, const char *type, nu_str value, int score,
    nu_str text);

/* Has the page a fact of that type? */
bool nu_page_has(const nu_page *page, const char *type);
/* Takes the facts of that type away. */
void nu_page_replace(nu_page *page, const char *type);
/* A date in ISO 8601; empty, and told once for an operand, when it is none. */
nu_str nu_page_iso(nu_pages *pages, nu_arena *a, nu_str date);
/* The host of a url in lower case without www., or empty. */
nu_str nu_page_host(nu_arena *a, nu_str url);

/* s on one line, trimmed: every run of white space in it is a blank. */
nu_str nu_page_line(nu_arena *a, nu_str s);

#endif
