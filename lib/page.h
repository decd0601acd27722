/*
 * page: what stands in an operand, as pages: the document's text and its lines.
 *
 * One operand may hold many pages (WARC, NDJSON) or one (text, html). Plain text is
 * always read; a program that reads other formats names them in its options, and only
 * such a program needs the libraries behind them. The rest of the toolkit sees nu_page.
 * Ownership: a page lives in the document's arena until the next page is asked for.
 */
#ifndef NU_PAGE_H
#define NU_PAGE_H

#include "base.h"
#include "input.h"

enum nu_wrap { NU_WRAP_AUTO, NU_WRAP_YES, NU_WRAP_NO };

/*
 * What markup says of a line. A format without markup leaves all of it zero, but for
 * NU_TAG_TITLE on a title field (NDJSON).
 *
 * tag    the innermost block element that the line's text lies in
 * cue    what class, id, role and itemprop of the elements close to the line say: its
 *        block, the inline element that holds all of it, and the block's parent
 * within the same for the elements further out, and the elements themselves
 */
enum nu_tag {
	NU_TAG_NONE,
	NU_TAG_TITLE, /* the document's title: a JSON field */
	NU_TAG_P,
	NU_TAG_DIV, /* div, section and all other blocks; text between blocks too */
	NU_TAG_H1,
	NU_TAG_H2,
	NU_TAG_H3,
	NU_TAG_H4,
	NU_TAG_H5,
	NU_TAG_H6,
	NU_TAG_LI,      /* li, dt, dd */
	NU_TAG_CELL,    /* td, th */
	NU_TAG_CAPTION, /* figcaption, caption */
	NU_TAG_QUOTE,   /* blockquote */
	NU_TAG_PRE,
	NU_TAG_FIELD,   /* label, legend, button, option: forms */
	NU_TAG_ADDRESS
};

enum {
	/* Told by names, in lib/data/en/page-cue.tsv; in cue and in within. */
	NU_CUE_BODY = 1,          /* the article's text: articleBody, entry-content ... */
	NU_CUE_TITLE = 1 << 1,    /* headline, title */
	NU_CUE_DEK = 1 << 2,      /* standfirst, summary, lead, subtitle */
	NU_CUE_BYLINE = 1 << 3,   /* byline, author */
	NU_CUE_DATE = 1 << 4,     /* date, time, published; also a time element */
	NU_CUE_CAPTION = 1 << 5,  /* caption, credit, photo */
	NU_CUE_AD = 1 << 6,       /* advertisement, sponsored, promo */
	NU_CUE_NAV = 1 << 7,      /* menu, breadcrumb, pager; also nav */
	NU_CUE_SHARE = 1 << 8,    /* social, share, follow */
	NU_CUE_COMMENT = 1 << 9,  /* comments of readers */
	NU_CUE_RELATED = 1 << 10, /* related, recommended, most-read, teaser, trending */
	NU_CUE_TAGS = 1 << 11,    /* tags, topics, categories */
	NU_CUE_WIDGET = 1 << 12,  /* newsletter, subscribe, poll, weather, embed, modal */
	NU_CUE_LEGAL = 1 << 13,   /* cookie, consent, copyright, terms */
	NU_CUE_SIDE = 1 << 14,    /* sidebar, rail; also aside */
	NU_CUE_FOOT = 1 << 15,    /* footer; also the element outside an article */
	NU_CUE_HEAD = 1 << 16,    /* header, masthead; also the element */
	NU_CUE_BIO = 1 << 17,     /* about the author */
	NU_CUE_PAYWALL = 1 << 18, /* paywall, premium, metered */
	NU_CUE_LIVE = 1 << 19,    /* live blog */
	NU_CUE_PULL = 1 << 20,    /* pull quote, fact box, key points */
	/* Told by elements; in within alone. */
	NU_IN_ARTICLE = 1 << 24,
	NU_IN_MAIN = 1 << 25,
	NU_IN_FIGURE = 1 << 26,
	NU_IN_LIST = 1 << 27,
	NU_IN_TABLE = 1 << 28,
	NU_IN_FORM = 1 << 29,
	NU_IN_QUOTE = 1 << 30 /* blockquote */
};

/* A line of the page's text that is not blank, or a hard-wrapped paragraph of such lines. */
typedef struct nu_line {
	size_t   start, end; /* without blanks at either end */
	bool     gap;        /* a blank line stands before it */
	uint8_t  tag;        /* enum nu_tag */
	uint8_t  link;       /* share of its bytes inside a, 0 to 255 */
	uint8_t  strong;     /* inside b, strong */
	uint8_t  em;         /* inside i, em, cite */
	uint8_t  level;      /* depth of its block in the tree, 255 at most */
	uint8_t  joint;      /* how many of its ancestors and itself the line before lies in too */
	uint16_t links;      /* links that begin in it */
	uint16_t marks;      /* NU_MARK_ bits: elements that it holds, wholly or in part */
	uint32_t cue, within;
	uint32_t parent; /* number of the element that its block lies in: siblings share it */
	uint32_t path;   /* hash of the tags and classes from the root to it: alike in lists */
} nu_line;

/* Elements that a line holds: nu_line.marks. */
enum {
	NU_MARK_TIME = 1,   /* time */
	NU_MARK_IMAGE = 2,  /* img, picture, video, or stands in a figure with one */
	NU_MARK_BUTTON = 4, /* button, input */
	NU_MARK_AUTHOR = 8, /* a link to an author: rel=author, /author/, itemprop=author */
	NU_MARK_TAG = 16,   /* a link with rel=tag */
	NU_MARK_BREAK = 32  /* a br ended it, not a block */
};

/* Something the format itself tells about the page: an @ record. */
typedef struct nu_fact {
	const char *type;
	nu_str      value, text;
	int         score;
} nu_fact;

typedef struct nu_page {
	nu_str      name;   /* the document's id, as bytes */
	nu_str      source; /* what it was read from */
	const char *format;
	nu_str      text; /* valid UTF-8 without NUL */
	nu_line    *line;
	size_t      nline;
	/*
	 * Metadata for the model to compare lines with; one line each, may be empty. title:
	 * without the site's name where that can be told; article: JSON-LD's articleBody.
	 */
	nu_str       title, description, article;
	nu_fact    *fact;
	size_t      nfact, capfact;
	bool        paid;    /* metadata say that it is not free to read */
	bool        body;    /* the text is the article (nu_page_opts.body): nothing to strip */
	bool        refused; /* too large or not text: only @doc and end are to be written */
	size_t      length;  /* of the text; of a refused page what was read of it */
} nu_page;

typedef struct nu_format nu_format;

/* For nu_page_opts.formats: markup, web archives, and objects a line. */
extern const nu_format *const nu_page_all[];

typedef struct nu_page_opts {
	const nu_format *const *formats; /* besides text, up to a NULL; or NULL: none */
	const char  *format;   /* "auto", "text" ... */
	const char  *encoding; /* iconv name, or NULL: UTF-8 */
	enum nu_wrap wrap;
	size_t       max_doc;
	/*
	 * NDJSON: which members hold what, as `id=..,url=..,source=..,date=..,title=..,
	 * text=..,html=..`, or NULL. A dot leads into an object: `text=article.body`.
	 */
	const char *fields;
	bool        body; /* the text is the article: sets nu_page.body */
} nu_page_opts;

typedef struct nu_pages nu_pages; /* a reader of pages; in the arena it was made in */

/* Loads what the options need (the iconv converter); NULL: told to the log. */
nu_pages *nu_pages_new(nu_arena *keep, const nu_page_opts *opts, nu_log *log);
/* Begins an operand that nu_input_open has opened. */
void nu_pages_begin(nu_pages *pages, nu_input *in, const char *name);
/* The next page; false at the operand's end. Trouble is told, and the page refused. */
bool nu_pages_next(nu_pages *pages, nu_arena *a, nu_page *page);
void nu_pages_free(nu_pages *pages);

/* Is it a format that nu_pages_new takes with these formats? */
bool nu_page_format(const nu_format *const *formats, const char *name);

#endif
