/*
 * page_render: elements and text in, the page's text as lines out, as a browser without
 * style sheets would show them. Private to lib/page*.c.
 *
 * White space is collapsed (CSS Text 3, 4.1) but in pre; blocks and br end lines; a
 * blank line stands where browsers have margins; what is hidden is left out. Elements
 * must be closed in the order they were opened, void ones too.
 */
#ifndef NU_PAGE_RENDER_H
#define NU_PAGE_RENDER_H

#include "page_cue.h"
#include "page_tag.h"

typedef struct nu_render nu_render;

/* attr: name, value, name, value ..., NULL, as libxml2's SAX gives it; a value may be NULL. */
typedef const char *const *nu_attrs;

/* `room`: bytes of markup; the text can hardly be longer, and room is made when it is. */
nu_render *nu_render_new(nu_arena *a, nu_cues *cues, size_t room);
void nu_render_open(nu_render *r, const nu_el *el, nu_attrs attr);
void nu_render_close(nu_render *r, const nu_el *el);
void nu_render_text(nu_render *r, const char *s, size_t n);
/* Is what comes now hidden? */
bool nu_render_hidden(const nu_render *r);
/* Forgets all open elements. */
void nu_render_flatten(nu_render *r);
/* Sets text, length and lines of the page. */
void nu_render_finish(nu_render *r, nu_page *page);

/* The value of an attribute, or NULL. */
const char *nu_attr(nu_attrs attr, const char *name);

#endif
