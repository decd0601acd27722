/*
 * split_sent: where sentences end. A scan finds the places where one may, guards settle
 * the plain and the certain ones, and a score the rest.
 */
#ifndef NU_SPLIT_SENT_H
#define NU_SPLIT_SENT_H

#include "lexicon.h"
#include "split_scan.h"

typedef struct nu_span {
	size_t start, end;
} nu_span;

struct nu_split_model;
struct nu_cand;

/*
 * Decides in the model's place, for training: told the candidate, its features and what
 * the rule book says; true: a sentence ends.
 */
typedef struct nu_split_judge {
	bool (*ends)(void *ctx, const struct nu_cand *c, bool rule, const uint32_t *feature, size_t n);
	void *ctx;
} nu_split_judge;

/* What one language knows of sentence ends; read-only once made. */
typedef struct nu_split_lang {
	nu_str                code;
	nu_lexicon           *abbrev;  /* lib/data/LANG/abbrev.tsv: abbreviation, kind */
	nu_lexicon           *starter; /* capitalised words that begin sentences */
	nu_lexicon           *cue;     /* verbs of saying: kept from a quote's attribution */
	struct nu_quote_lang *quote;   /* the words of attributions */
	nu_lexicon           *part;    /* words that are several */
	nu_lexicon           *own;     /* the user's abbreviations, or NULL */
	struct nu_openers    *openers; /* the first letters of starter, for the scan */
	struct nu_openers    *stops;   /* the same of abbrev */
	size_t longest; /* bytes of the longest abbreviation; when own is set, any word */
	bool   ordinal; /* a number with a full stop is an ordinal */
	bool   acronym; /* an abbreviation in capitals, before a word that is not, is none */
	bool   dash;    /* a dash behind a full stop goes on */
	bool   danda;   /* a text with dandas has no other full stop */
	const struct nu_split_model *model; /* or NULL: rules alone */
	const nu_split_judge        *judge; /* or NULL */
} nu_split_lang;

/*
 * What the texts of one document share: room for places, and their spans; and the document
 * itself, for what it writes in small letters. Begins zeroed.
 */
struct nu_unit;
typedef struct nu_split_room {
	nu_places             places;
	nu_span              *span;
	size_t                n, cap;
	const struct nu_unit *unit; /* or NULL */
	size_t                nunit;
	uint8_t              *small; /* a filter of the words in small letters, once asked for */
	uint32_t              mask;
} nu_split_room;

/*
 * The sentences of a text, in order, in the arena: spans without blanks at their ends
 * that hold every byte of it that is not blank. A newline is a blank. Linear time.
 */
size_t nu_sentences(
    const nu_split_lang *lang, nu_arena *a, nu_split_room *room, nu_str text, nu_span **out);

/*
 * Does the document write the word (its nu_hash) in small letters too? Then it is hardly a
 * name. Errs to yes, seldom. The first question reads the document once.
 */
bool nu_written_small(nu_split_room *room, nu_arena *a, uint32_t hash);

/* Bytes of the blank at text[i] (i < text.n), or 0. */
unsigned nu_blank(nu_str text, size_t i);

#endif
