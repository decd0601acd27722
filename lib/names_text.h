/* names_text: the words of a name before it is one of a document's forms. */
#ifndef NU_NAMES_TEXT_H
#define NU_NAMES_TEXT_H

#include "names_form.h"

/* A name's words as one slice of text, blanks in it made one. */
nu_str nu_name_tidy(nu_arena *a, nu_str s);
/* Folded: "main st" is "main street", a place's last word in full. */
nu_str nu_name_in_full(const nu_forms *w, nu_str folded);
/* "Amazon.com Inc." begins with the words "Amazon com": before a site's end there is a word. */
nu_str nu_name_part_site(const nu_forms *w, nu_str text);
/* "Boeing" of "Boeing Co.": a firm's name without the words that tell its legal form. */
nu_str nu_name_without_legal_form(const nu_forms *w, nu_str text);

#endif
