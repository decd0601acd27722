/*
 * sim: which documents are copies of earlier ones, which passages they share, and
 * which tell one story (nsim(1)).
 *
 * Copies after sampled shingles with an inverted index (mod-p sketches: U. Manber,
 * "Finding similar files in a large file system", 1994; A. Broder, "On the resemblance
 * and containment of documents", 1997).
 */
#ifndef NU_SIM_H
#define NU_SIM_H

#include "stream.h"

typedef struct nu_sim_opts {
	bool     unique;  /* -u: leave copies out */
	bool     reuse;   /* -r: reuse records */
	bool     story;   /* --story: @story */
	bool     all;     /* every earlier document, not the most similar only */
	bool     jaccard; /* score: share of what both have together */
	int      least;   /* the least score of a copy, in percent; 0: judged by both shares */
	unsigned sample;  /* one shingle of so many is kept; a power of two */
	int      window;  /* days after which a document is forgotten; 0: never */
	const char *state; /* a file that remembers documents from run to run, or NULL */
	bool     closure; /* clusters of --link: whatever is linked */
	size_t   nfiles;  /* operands, 1 when there is none */
} nu_sim_opts;

/*
 * Without -t two documents are copies when they share so much of what either has, or so
 * much of one is found in the other, in percent.
 */
enum { NU_SIM_ALIKE = 27, NU_SIM_WITHIN = 90 };

extern const nu_brain nu_sim_brain;

/*
 * The same work in stages, with sort(1) between them. Lines are fields with TABs; all
 * but ids are hexadecimal numbers of one width, so that any locale sorts them alike.
 *
 * sketch: documents to lines
 *     hash day id digest source                for each hash of the sketch
 *     0    day id digest source words level counts...    for the document
 * pair: sorted, to lines
 *     digest 0 day words level counts... id    the document
 *     digest digest hash 1                     both have it; 0: but it is furniture
 *     digest digest hash                       it is furniture in this document
 * link: sorted, to lines
 *     id, earlier id, score, the id of its cluster's first document
 *
 * Documents are in order of their days, then of their ids.
 */
extern const nu_brain nu_sim_sketch_brain, nu_sim_pair_brain, nu_sim_link_brain;

#endif
