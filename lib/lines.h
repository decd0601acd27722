/*
 * lines: a text cut into lines, and hard-wrapped paragraphs put together again.
 */
#ifndef NU_LINES_H
#define NU_LINES_H

#include "page.h"

/*
 * The lines of text that are not blank, in order, without blanks at their ends (a BOM
 * is a blank). LF, CRLF and a lone CR end a line. With NU_WRAP_YES every run of lines
 * between blank lines is one line; with NU_WRAP_AUTO those runs that were wrapped are.
 */
size_t nu_lines(nu_arena *a, nu_str text, enum nu_wrap wrap, nu_line **lines);

#endif
