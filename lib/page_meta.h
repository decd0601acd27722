/*
 * page_meta: what an HTML page's head, JSON-LD and marked-up dates tell about it.
 * Private to lib/page*.c.
 *
 * Sources, best first where they compete: JSON-LD (schema.org articles), meta elements
 * (Open Graph, Dublin Core, parsely and others: lib/data/en/page-meta.tsv), microdata
 * (itemprop), time elements, canonical link, the html element's lang.
 */
#ifndef NU_PAGE_META_H
#define NU_PAGE_META_H

#include "page_format.h"
#include "page_render.h"

typedef struct nu_meta       nu_meta;
typedef struct nu_meta_words nu_meta_words;

/* What is told; each has the best that was found so far. */
enum nu_told {
	NU_TOLD_URL,
	NU_TOLD_SOURCE,
	NU_TOLD_PUBLISHED,
	NU_TOLD_UPDATED,
	NU_TOLD_LANG,
	NU_TOLD_TITLE,
	NU_TOLD_DESCRIPTION,
	NU_TOLD_ARTICLE,
	NU_TOLD_WRITER, /* all of the best score are kept */
	NU_TOLD_KINDS
};

nu_meta_words *nu_meta_words_new(nu_arena *keep);
nu_meta *nu_meta_new(nu_pages *pages, nu_arena *a);
void nu_meta_open(nu_meta *m, const nu_el *el, nu_attrs attr);
void nu_meta_text(nu_meta *m, const char *s, size_t n);
void nu_meta_close(nu_meta *m, const nu_el *el);
void nu_meta_flatten(nu_meta *m);
/* Adds the facts and titles to the page. */
void nu_meta_finish(nu_meta *m, nu_page *page);

/* Takes what a source tells, when it is better (score, 1 to 99) than what is there. */
void nu_meta_tell(nu_meta *m, enum nu_told what, nu_str value, int score);
/* The article is not free to read. */
void nu_meta_paid(nu_meta *m);
/* Reads a JSON-LD script (page_ld.c); page is where its own address stands, may be empty. */
void nu_meta_ld(nu_meta *m, nu_arena *a, nu_str json);

#endif
