/*
 * date_lex: from words to the tokens that rules are written in.
 *
 * A symbol is what a rule's pattern may ask of a token: a class of date-words.tsv
 * (MONTH), a word that a rule names (ago), or a property of numbers (YEAR, D31). A
 * token's kind stands for the whole set of symbols that hold for it, so that the
 * matcher looks at one small number; kind 0 is a word that no rule has use for.
 */
#ifndef NU_DATE_LEX_H
#define NU_DATE_LEX_H

#include "text.h"

enum { NU_DATE_SYMBOLS = 640 };

typedef struct nu_date_set {
	uint64_t w[NU_DATE_SYMBOLS / 64];
} nu_date_set;

/* What date-words.tsv says of a word: one of its lines. */
typedef struct nu_date_sense {
	uint16_t                    symbol;
	int8_t                      letters; /* 1: only of the word with a capital, -1: without */
	nu_str                      value;   /* column 3 */
	int                         number;  /* the same as a number, or 0 */
	const struct nu_date_sense *next;
} nu_date_sense;

typedef struct nu_date_token {
	uint32_t             from, to; /* bytes in the unit's text */
	uint16_t             kind;
	uint8_t              digits; /* of a number written so; 0 for words */
	uint8_t              flags;  /* NU_DATE_GLUED ... */
	int                  number; /* its value, for numbers and ordinals */
	const nu_date_sense *sense;  /* of a word, or NULL */
} nu_date_token;

enum { NU_DATE_HUGE = 999999999 }; /* the value of all numbers from here on */

enum {
	NU_DATE_GLUED = 1,   /* no white space before it */
	NU_DATE_CAPITAL = 2, /* begins with a capital */
	NU_DATE_NUMBER = 4
};

typedef struct nu_date_lex nu_date_lex;

/* Reads date-words.tsv; lines it cannot use are told to the log as failures. */
nu_date_lex *nu_date_lex_new(nu_arena *keep, nu_str words);
/*
 * The symbol of a class or a word that a pattern names. A new word gets one; a new class
 * only when `make` is set. -1: no such class, or too many.
 */
int nu_date_symbol(nu_date_lex *lex, nu_str name, bool make);
/* After the last nu_date_symbol(): settles the kinds. False: too many kinds. */
bool   nu_date_lex_seal(nu_date_lex *lex);
size_t nu_date_kinds(const nu_date_lex *lex);
/* Does the symbol hold for tokens of that kind? */
bool nu_date_has(const nu_date_lex *lex, unsigned kind, unsigned symbol);

/* The tokens of text[from, to); they stand until it is called again. */
size_t nu_date_tokens(nu_date_lex *lex, nu_str text, size_t from, size_t to,
    const nu_date_token **tokens);
/*
 * The same, in the arena, from text[from] up to the first word behind text[must] that can be no part of
 * an expression (see nu_date_words_of). *to: where the last before it ends.
 * 0 where none of them can be part of one at all.
 */
size_t nu_date_tokens_around(nu_date_lex *lex, nu_arena *a, nu_str text, size_t from, size_t must,
    const uint64_t *part, size_t bits, size_t *to, nu_date_token **tokens);
/* The keys of class PASTEND: how verbs in the past end. */
size_t nu_date_endings(const nu_date_lex *lex, nu_str **endings);
/* The sense that a token has for a symbol, or NULL. */
const nu_date_sense *nu_date_sense_of(const nu_date_token *t, unsigned symbol);

#endif
