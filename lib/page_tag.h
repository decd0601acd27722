/*
 * page_tag: what HTML's elements are to a reader of the page. Private to lib/page*.c.
 */
#ifndef NU_PAGE_TAG_H
#define NU_PAGE_TAG_H

#include "page.h"

enum {
	NU_EL_BLOCK = 1, /* begins and ends a line */
	NU_EL_SPACE = 2, /* a block with a blank line around it (margins in the browser) */
	NU_EL_SKIP = 4,  /* its content is not shown */
	NU_EL_RAW = 8,   /* white space is kept: pre */
	NU_EL_LINK = 16,
	NU_EL_STRONG = 32,
	NU_EL_EM = 64,
	NU_EL_BREAK = 128, /* br, hr: ends a line and has no content */
	NU_EL_TOP = 256    /* html, body: names of their classes say nothing */
};

/* Elements that somebody asks for by name. */
enum nu_el_id {
	NU_EL_OTHER,
	NU_EL_HTML,
	NU_EL_META,
	NU_EL_LINKREL,
	NU_EL_SCRIPT,
	NU_EL_TITLE,
	NU_EL_TIME,
	NU_EL_A,
	NU_EL_DIALOG,
	NU_EL_BASE
};

typedef struct nu_el {
	const char *name;
	uint16_t    flags;
	uint8_t     tag; /* enum nu_tag of a line in it; for inline elements NU_TAG_NONE */
	uint8_t     id;
	uint16_t    marks;
	uint32_t    within; /* NU_IN_ and NU_CUE_ bits that it means by itself */
} nu_el;

/* The element called name (lower case); one that is inline and means nothing when unknown. */
const nu_el *nu_el_find(const char *name);

#endif
