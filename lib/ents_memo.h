/*
 * ents_memo: what the tagger worked out before, for what comes again: the scores of a
 * word, which the next text has too, and the labels of a chain of tokens, which a copy
 * of the text has (agency reports are printed by many). Bounded; what is found in it is
 * what would be worked out anew, so that no output depends on it.
 */
#ifndef NU_ENTS_MEMO_H
#define NU_ENTS_MEMO_H

#include "ents_tok.h"

typedef struct nu_memo nu_memo;

/* The sum of the weights of a word's own features. */
typedef struct nu_own {
	char    word[31];
	uint8_t n; /* its bytes; 0: free */
	int16_t sum[NU_WEIGHTS];
} nu_own;

enum { NU_MEMO_CHAIN = 9 };

/* The labels of a chain and how probable they are. */
typedef struct nu_told {
	uint64_t key; /* of all that the features see; 0: free */
	float    marginal[NU_MEMO_CHAIN];
	uint8_t  label[NU_MEMO_CHAIN];
} nu_told;

nu_memo *nu_memo_new(nu_arena *keep);
/* The place for a token's word: filled when own->n is the word's length; NULL: too long. */
nu_own *nu_memo_own(nu_memo *memo, const nu_toks *unit, uint32_t i, nu_str word);
/* The place for the chain from..to: filled when its key is *key; NULL: too long. */
nu_told *nu_memo_chain(
    nu_memo *memo, const nu_toks *unit, uint32_t from, uint32_t to, uint64_t *key);

#endif
