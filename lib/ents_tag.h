/*
 * ents_tag: finds the names in a document: tokens of its units in, labelled spans out.
 */
#ifndef NU_ENTS_TAG_H
#define NU_ENTS_TAG_H

#include "ents_mention.h"

/* Makes the tagger's room in `keep`, once. */
void nu_tagger_make(nu_arena *keep, nu_tagger *tagger);
/* The mentions of n units of text, in order; their tokens into toks[n]. */
size_t nu_tag(
    nu_arena *a, nu_tagger *tagger, const nu_unit *unit, size_t n, nu_toks *toks, nu_mention **out);

#endif
