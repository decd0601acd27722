/*
 * names_short: may one way to write a name be short for another, told in the same document?
 */
#ifndef NU_NAMES_SHORT_H
#define NU_NAMES_SHORT_H

#include "names_form.h"

/* How a longer form is found: by what the two have in common. */
enum {
	NU_BY_LAST = 0x1000193,
	NU_BY_FIRST = 0x2545F491,
	NU_BY_MIDDLE = 0x1F83D9AB,
	NU_BY_INITIALS = 0x5851F42D,
	NU_BY_SOUND = 0x6C8E9CF5,
	NU_BY_HEAD = 0x3C6EF372,
	NU_BY_PLURAL = 0x510E527F,
	NU_BY_NATION = 0x2F0B4C47,
	NU_BY_CAPITALS = 0x41C64E6D,
	NU_BY_BAG = 0x6A09E667
};

/* May form f be a short way to write g? kind: how g was found. */
bool nu_short_may_be(const nu_forms *w, const nu_form *f, const nu_form *g, uint32_t kind);
/* What a form that f may be short for is indexed by; 0: there is none. */
uint32_t nu_short_key(const nu_form *f, uint32_t kind);

#endif
