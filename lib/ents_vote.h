/*
 * ents_vote: the mentions of a document made consistent: what was found in one place is
 * looked for in the others, and what is found with two types gets the surer one.
 */
#ifndef NU_ENTS_VOTE_H
#define NU_ENTS_VOTE_H

#include "ents_mention.h"

/* Changes types, drops and adds mentions; returns how many there are, in order, of `keep`. */
size_t nu_vote(nu_arena *a, nu_arena *keep, const nu_tagger *tagger, const nu_toks *toks, size_t nunit,
    nu_mention **mention, size_t n);

/*
 * "Deck and [Engine Workers' Union] (DEWU)": an organisation begins as far left as the
 * letters in brackets behind it tell; mentions within it go. Returns how many are left.
 */
size_t nu_widen(const nu_tagger *tagger, const nu_toks *toks, nu_mention *mention, size_t n);

/* Reads which words begin a name of several words in countries.tsv; into tagger->land. */
void nu_lands(nu_arena *keep, nu_tagger *tagger);
/* Does such a name begin at token i ("People's Republic of China")? Behind its end: *to. */
bool nu_land_at(nu_arena *a, const nu_tagger *tagger, const nu_toks *u, uint32_t i, uint32_t *to);

#endif
