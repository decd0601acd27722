/*
 * page_charset: markup in any charset to UTF-8. Private to lib/page*.c.
 */
#ifndef NU_PAGE_CHARSET_H
#define NU_PAGE_CHARSET_H

#include "page_format.h"

typedef struct nu_charsets nu_charsets;

/* Opens the converters of all charsets known (a locked-in filter can open none later). */
nu_charsets *nu_charsets_new(nu_arena *keep);
void nu_charsets_free(nu_charsets *c);
/*
 * raw as valid UTF-8 without NUL. The charset: a BOM; -E; UTF-8 where all of raw is
 * valid UTF-8 (pages are saved anew under their old meta element); `charset` (from a
 * header); a meta element in the first 4096 bytes; windows-1252. Names as in the WHATWG
 * Encoding standard. One that is not known is told to the log.
 */
nu_str nu_charset_decode(nu_pages *pages, nu_arena *a, nu_str raw, nu_str charset, size_t *bad);
/* The value of charset= in a Content-Type or a meta element; empty when there is none. */
nu_str nu_charset_parameter(nu_str s);

/* Text whose characters were encoded twice, put right (page_twice.c); all else as it is. */
nu_str nu_charset_undo_twice(nu_arena *a, nu_str utf8);

#endif
