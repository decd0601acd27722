/*
 * ents_tag: finds the names in a document: tokens of its units in, labelled spans out.
 */
#ifndef NU_ENTS_TAG_H
#define NU_ENTS_TAG_H

#include "ents_memo.h"

enum nu_type { NU_PERSON, NU_ORG, NU_PLACE, NU_MISC };

/* A name in the text: tokens from..to of a unit. */
typedef struct nu_mention {
	uint32_t unit, from, to;
	uint8_t  type;  /* enum nu_type */
	uint8_t  score; /* 0 to 100 */
	uint32_t name;  /* which name it is (names.h) */
} nu_mention;

typedef struct nu_tagger {
	const nu_model *model;
	nu_tok_words    words;
	nu_arena        scratch; /* emptied after each document; the owner frees it */
	nu_lattice      room;    /* for chains of NU_MAX_CHAIN, as the next */
	float (*score)[NU_LABELS];
	nu_memo          *memo;
	const nu_lexicon *parts;     /* names.tsv: titles that a person's span leaves out */
	const nu_lexicon *countries; /* countries.tsv: places and peoples wherever they stand */
	const nu_lexicon *peoples;   /* peoples.tsv: likewise */
	const nu_lexicon *alias;     /* alias.tsv: organisations wherever they stand */
} nu_tagger;

/* Makes the tagger's room in `keep`, once. */
void nu_tagger_make(nu_arena *keep, nu_tagger *tagger);
/* The mentions of n units of text, in order; their tokens into toks[n]. */
size_t nu_tag(
    nu_arena *a, nu_tagger *tagger, const nu_unit *unit, size_t n, nu_toks *toks, nu_mention **out);

/* Does a lexicon say (in its first column behind the word) that token i is of a kind? */
bool nu_toks_are(const nu_lexicon *lex, const nu_toks *toks, uint32_t i, const char *kind);

/* The bytes of tokens from..to of a unit. */
nu_str nu_toks_text(const nu_toks *toks, uint32_t from, uint32_t to);

#endif
