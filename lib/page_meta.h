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

nu_meta_words *nu_meta_words_new(nu_arena *keep);
nu_meta *nu_meta_new(nu_pages *pages, nu_arena *a);
void nu_meta_open(nu_meta *m, const nu_el *el, nu_attrs attr);
void nu_meta_text(nu_meta *m, const char *s, size_t n);
void nu_meta_close(nu_meta *m, const nu_el *el);
void nu_meta_flatten(nu_meta *m);
/* Adds the facts and titles to the page. */
void nu_meta_finish(nu_meta *m, nu_page *page);

#endif
