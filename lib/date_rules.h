/*
 * date_rules: date-rules.tsv, read and compiled, and the matcher that finds the longest
 * expression at a token.
 *
 * Patterns are regular expressions over symbols (no repetition: a match has a greatest
 * length). All rules together make one automaton, made deterministic as far as a run
 * needs it; it tells which rules accept at which lengths. Only for the rule that wins is
 * the pattern walked again, to learn which token filled which slot.
 */
#ifndef NU_DATE_RULES_H
#define NU_DATE_RULES_H

#include "date_lex.h"

enum { NU_DATE_SLOTS = 26, NU_DATE_PARTS = 3, NU_DATE_GUARDS = 20 };

/* One step of a rule's value: a verb and what it works on. */
typedef struct nu_date_op {
	uint8_t verb;   /* enum nu_date_verb in date_value.h */
	int8_t  slot[4]; /* slot of argument i, or -1: */
	int     number[4];
	nu_str  text[4]; /* ... the argument as written */
	int     nargs;
} nu_date_op;

typedef struct nu_date_guard {
	int8_t   side; /* -1 the token before, 1 the token behind, 0 the expression itself */
	bool     not_, glued;
	uint16_t symbol[NU_DATE_GUARDS];
	int      nsymbol;
} nu_date_guard;

typedef struct nu_date_rule {
	nu_str        name;
	const char   *type; /* date time duration set; none: a false friend, no record */
	bool          finds; /* it gives records: neither none nor never */
	bool          never; /* holds only where no calendar has such a date: told of, no record */
	int           score;
	bool          is_range;             /* its two parts are the ends of one interval */
	size_t        start;                /* its program */
	nu_date_op   *op[NU_DATE_PARTS];
	size_t        nop[NU_DATE_PARTS], capop[NU_DATE_PARTS];
	size_t        nparts;
	nu_date_guard *guard;
	size_t        nguard, capguard;
	unsigned      styles; /* of documents that the rule is for; 0: all */
	uint16_t      slot_symbol[NU_DATE_SLOTS][8]; /* symbols that fill a slot */
	uint8_t       nslot_symbol[NU_DATE_SLOTS];
} nu_date_rule;

/* What kind of text a document is, as rules ask of it with @NAME. */
enum nu_date_style {
	NU_DATE_NEWS = 1,
	NU_DATE_HISTORY = 2, /* it tells of times far from its own date */
	NU_DATE_MESSAGE = 4  /* no longer than a message */
};

typedef struct nu_date_rules nu_date_rules;

typedef struct nu_date_match {
	const nu_date_rule  *rule;
	const nu_date_token *token;                /* the unit's tokens */
	size_t               from, to;             /* tokens of the whole match */
	size_t               part[NU_DATE_PARTS][2]; /* tokens of each part */
	int                  slot[NU_DATE_SLOTS];  /* token that filled it, or -1 */
} nu_date_match;

/* Reads and compiles; NULL: told to the log as `PATH: NAME: what is wrong`. */
nu_date_rules *nu_date_rules_new(nu_arena *keep, nu_date_lex *lex, nu_str tsv, const char *path,
    nu_log *log);
void nu_date_rules_free(nu_date_rules *rules);
/* The longest expression that begins at token i; false: none. */
bool nu_date_match_at(nu_date_rules *rules, unsigned style, const nu_date_token *t, size_t n,
    size_t i, nu_date_match *m);
/* The next best one where m was no date after all: a later rule, or fewer tokens. */
bool nu_date_match_next(nu_date_rules *rules, unsigned style, const nu_date_token *t, size_t n,
    nu_date_match *m);
/* Of a kind of token: 0 no expression begins with it, 1 one does, 3 it can be all of one. */
int nu_date_begins(nu_date_rules *rules, unsigned kind);

#endif
