/*
 * page_html: markup to a page. Private to lib/page*.c.
 */
#ifndef NU_PAGE_HTML_H
#define NU_PAGE_HTML_H

#include "page_format.h"

/* Fills text, lines, facts and titles of the page from valid UTF-8 markup without NUL. */
void nu_page_set_html(nu_pages *pages, nu_arena *a, nu_page *page, nu_str utf8);
/* The same for bytes in a charset that they, or `charset` (may be empty), tell. */
void nu_page_set_html_bytes(nu_pages *pages, nu_arena *a, nu_page *page, nu_str raw, nu_str charset);
/* Loads what both need, once; and gives it back, once. */
bool nu_page_html_open(nu_pages *pages);
void nu_page_html_close(nu_pages *pages);

#endif
