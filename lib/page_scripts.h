/*
 * page_scripts: the scripts and styles of a page, which are half of its bytes, cut before
 * the parser goes through them letter by letter. Private to lib/page*.c.
 */
#ifndef NU_PAGE_SCRIPTS_H
#define NU_PAGE_SCRIPTS_H

#include "base.h"

/*
 * s without what stands inside script and style elements, but for JSON-LD; their tags
 * stay. Comments are passed over; one element that is not closed ends the cutting.
 */
nu_str nu_page_cut_scripts(nu_arena *a, nu_str s);

/*
 * Reads the tag that begins at s[from], up to byte `to`: *end is behind its `>`, or `to`
 * when it has none. Returns how many attributes there are.
 */
size_t nu_page_tag(nu_str s, size_t from, size_t to, size_t *end);

#endif
