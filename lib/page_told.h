/*
 * page_told: what the sources in a page tell about it; of each thing the best is kept.
 * Private to lib/page*.c.
 */
#ifndef NU_PAGE_TOLD_H
#define NU_PAGE_TOLD_H

#include "page_format.h"
#include "page_writer.h"

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

enum { NU_TOLD_MOST = 4000 }; /* bytes of a value, but for NU_TOLD_ARTICLE */

typedef struct nu_tell_best {
	nu_str value, raw; /* raw: as it was written, where that is another */
	int    score;
} nu_tell_best;

typedef struct nu_tells {
	nu_pages    *pages;
	nu_arena    *a;
	nu_tell_best best[NU_TOLD_KINDS];
	nu_writers   writers;
	bool         paid; /* the article is not free to read */
} nu_tells;

/* Takes what a source tells, when it is better (score, 1 to 99) than what is there. */
void nu_tell(nu_tells *t, enum nu_told what, nu_str value, int score);

#endif
