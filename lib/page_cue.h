/*
 * page_cue: what the class, id, role and itemprop of an element say that it holds.
 * Private to lib/page*.c.
 */
#ifndef NU_PAGE_CUE_H
#define NU_PAGE_CUE_H

#include "lexicon.h"
#include "page.h"

typedef struct nu_cues nu_cues; /* the words, and a memory of attributes seen */

/* Loads lib/data/en/page-cue.tsv. */
nu_cues *nu_cues_new(nu_arena *keep);
/*
 * NU_CUE_ bits for an attribute's value: its words, cut where letters end and where
 * capitals begin, alone and two at a time. *hash is added to what tells classes apart
 * (digits in them do not count).
 */
uint32_t nu_cues_of(nu_cues *cues, nu_str value, uint32_t *hash);

#endif
