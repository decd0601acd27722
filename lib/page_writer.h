/*
 * page_writer: names of authors out of the fields that hold them. Private to
 * lib/page*.c.
 */
#ifndef NU_PAGE_WRITER_H
#define NU_PAGE_WRITER_H

#include "base.h"

typedef struct nu_writer_words nu_writer_words;

/* The names that the best source tells. */
typedef struct nu_writers {
	nu_str *name;
	size_t  n, cap;
	int     score;
} nu_writers;

/* Loads lib/data/en/page-byline.tsv. */
nu_writer_words *nu_writer_words_new(nu_arena *keep);
/*
 * Adds the names in a field like `By Ann Bell and Carl Dean`: a better score takes the
 * place of what is there, a lesser one is ignored. Addresses and handles are no names.
 */
void nu_writers_add(nu_writers *w, const nu_writer_words *words, nu_arena *a, nu_str field,
    int score);
/* Is the name the site's own: its name or (the first part of) its host? */
bool nu_writer_is(nu_str name, nu_str site, nu_str host);

#endif
