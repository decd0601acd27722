/* page_ld: JSON-LD in a page. Private to lib/page*.c. */
#ifndef NU_PAGE_LD_H
#define NU_PAGE_LD_H

#include "page_told.h"

/* Reads a script of type application/ld+json. */
void nu_page_ld(nu_tells *t, nu_str json);

#endif
