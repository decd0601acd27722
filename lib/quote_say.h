/*
 * quote_say: the words of a block as attributions see them, and the small grammar that
 * finds a verb's subject without a parser.
 */
#ifndef NU_QUOTE_SAY_H
#define NU_QUOTE_SAY_H

#include "quote.h"

enum nu_say_class {
	NU_T_LOW, /* a word in lower case */
	NU_T_CAP, /* a capitalised word */
	NU_T_NUM,
	NU_T_PRON,
	NU_T_DET,
	NU_T_PREP,
	NU_T_WITH, /* the same, read as NU_T_PREP */
	NU_T_BY,
	NU_T_SUB, /* read as NU_T_CONJ */
	NU_T_GER, /* read as NU_T_LOW or NU_T_CAP */
	NU_T_NAME, /* read as NU_T_LOW */
	NU_T_OF,
	NU_T_AUX,
	NU_T_ADV,
	NU_T_CONJ,
	NU_T_REL,
	NU_T_VERB,
	NU_T_SAY,
	NU_T_PART,
	NU_T_BASE,
	NU_T_CALL,
	NU_T_ACC, /* according, before to */
	NU_T_COMMA,
	NU_T_STOP,
	NU_T_QUOTE, /* a whole quote */
	NU_T_OPEN,  /* ( */
	NU_T_SHUT   /* ) */
};

typedef struct nu_say {
	uint32_t start, end;
	uint8_t  cls;    /* enum nu_say_class */
	bool     poss;   /* ends in 's */
	bool     plural; /* a word in lower case that ends in s */
	bool     cap;    /* has a capital, whatever its class */
	bool     dash, colon;
	bool     with, by, sub; /* these of the prepositions and conjunctions */
	bool     ger;           /* a word in -ing that is no verb of saying */
	bool     name;          /* a small word of names: van, bin */
	uint32_t sent;          /* the sentence it lies in */
	uint32_t quote;
} nu_say;

/* Tokens; the room is used again for the next block. Begins zeroed. */
typedef struct nu_say_room {
	nu_say *t;
	size_t  n, cap;
} nu_say_room;

enum { NU_SAY_REACH = 4096 }; /* bytes read on either side of a quote */

/*
 * The block's tokens from the end of the quote before `first` to the start of quote `last`,
 * in the arena; a quote is one. Sentences that are far from every quote are left out (not
 * in a block of a line or two). Returns how many.
 */
size_t nu_say_tokens(const nu_quote_lang *lang, nu_arena *a, nu_say_room *room, const nu_quoted *b,
    size_t first, size_t last);
/* Those of its last sentence. */
size_t nu_say_last(const nu_quote_lang *lang, nu_arena *a, nu_say_room *room, const nu_quoted *b);

typedef struct nu_range {
	size_t from, to; /* tokens; from == to: none */
} nu_range;

/* Is token i a cue between lo and hi (finite verb, participle, taker of quoted words)? */
bool nu_say_cue(const nu_say *t, size_t lo, size_t hi, size_t i);
/* The noun phrase that ends before the verb at v, not beyond lo. */
nu_range nu_say_left(const nu_say *t, size_t lo, size_t v);
/* The noun phrase that begins at i, before hi. */
nu_range nu_say_right(const nu_say *t, size_t i, size_t hi);
/* The subject of the clause that begins at lo. */
nu_range nu_say_first(const nu_say *t, size_t lo, size_t hi);

#endif
