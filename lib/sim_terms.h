/*
 * sim_terms: what a document is about, as weighted terms of four kinds: its words, and
 * of these once more its names, its numbers and its names of two words. Look-alike
 * events share their words; who, where and how many keeps them apart.
 *
 * Weights are TF-IDF (G. Salton, C. Buckley, "Term-weighting approaches in automatic
 * text retrieval", 1988), over the documents seen so far and a lexicon of common words.
 */
#ifndef NU_SIM_TERMS_H
#define NU_SIM_TERMS_H

#include "sim_room.h"
#include "sim_when.h"

enum { NU_WORDS, NU_NAMES, NU_NUMBERS, NU_PAIRS, NU_KINDS };

typedef struct nu_sim_weight {
	uint64_t hash; /* of the term; differs by kind; never 0 */
	float    weight; /* each kind is a vector of length 1 */
	uint8_t  kind;
} nu_sim_weight;

/* In how many documents a term is. */
typedef struct nu_sim_terms nu_sim_terms;

nu_sim_terms *nu_sim_terms_new(nu_arena *keep);
void nu_sim_terms_free(nu_sim_terms *t);
/* Halves the counts, so that a feed without end needs no memory without end. */
void nu_sim_terms_forget(nu_sim_terms *t);
/*
 * Counts the document and weighs its terms, the heaviest of each kind; they are in its
 * arena. *when: the months and years that it names.
 */
size_t nu_sim_terms_weigh(nu_sim_terms *t, nu_doc *doc, const nu_sim_now *now,
    const nu_sim_words *words, nu_sim_weight **out, nu_sim_when *when);

#endif
