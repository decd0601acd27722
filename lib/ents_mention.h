/*
 * ents_mention: what is found in a document, and what finding it takes.
 */
#ifndef NU_ENTS_MENTION_H
#define NU_ENTS_MENTION_H

#include "ents_memo.h"

enum nu_type { NU_PERSON, NU_ORG, NU_PLACE, NU_MISC };

/* A name in the text: tokens from..to of a unit. */
typedef struct nu_mention {
	uint32_t unit, from, to;
	uint8_t  type;  /* enum nu_type */
	uint8_t  score; /* 0 to 100 */
	uint32_t name;  /* which name it is (names.h) */
} nu_mention;

/* What of an arena is kept for the next document: of a large one, little. */
enum { NU_ENTS_KEEP = 128 * 1024 };

typedef struct nu_tagger {
	const nu_model *model;
	nu_tok_words    words;
	nu_arena        scratch, faces, signs; /* emptied after each document; the owner frees them */
	nu_lattice      room;    /* for chains of NU_MAX_CHAIN, as the next */
	float (*score)[NU_LABELS];
	nu_memo          *memo;
	const nu_lexicon *parts;     /* names.tsv: titles that a person's span leaves out */
	const nu_lexicon *countries; /* countries.tsv: places and peoples wherever they stand */
	uint32_t         *land;      /* hashes of the first two tokens of its longer names (nu_lands) */
	const nu_lexicon *peoples;   /* peoples.tsv: likewise */
	const nu_lexicon *alias;     /* alias.tsv: organisations wherever they stand */
} nu_tagger;

#endif
