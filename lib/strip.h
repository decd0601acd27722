/*
 * strip: the article out of a page's lines. The brain behind nstrip(1).
 *
 * How: every line gets a surface (strip_line), a lexicon's word on it (data/en/strip.tsv,
 * junk.tsv) and its place against the page's maximum-sum segment (Pasternack and Roth,
 * "Extracting article text from the web with maximum subsequence segmentation", WWW
 * 2009). From these come the body's lines, then the type of every line, then the facts.
 */
#ifndef NU_STRIP_H
#define NU_STRIP_H

#include "stream.h"

/* What is printed instead of, or besides, the article's records. */
enum nu_strip_print {
	NU_STRIP_RECORDS, /* article blocks */
	NU_STRIP_ALL,     /* -a: and Junk */
	NU_STRIP_JUNK,    /* -v: only Junk */
	NU_STRIP_TEXT,    /* --text: the article as plain text */
	NU_STRIP_PAGE     /* --page: the page's text */
};

typedef struct nu_strip_opts {
	enum nu_strip_print print;
	const char         *source; /* --source, or NULL */
	const char         *seen;   /* --seen: a file of lines that recur, or NULL */
	const char         *model;  /* -m: a file that ntrain strip made, or NULL: our own */
	char *const        *junk;   /* -e: patterns of lines that are junk */
	size_t              njunk;
	char *const        *keep; /* -k: patterns of lines that are article */
	size_t              nkeep;
} nu_strip_opts;

extern const nu_brain nu_strip_brain;

#endif
