/*
 * date_match: the automaton of all rules. Inside date_rules only.
 */
#ifndef NU_DATE_MATCH_H
#define NU_DATE_MATCH_H

#include "date_rules.h"

enum { NU_DATE_CHAR, NU_DATE_SPLIT, NU_DATE_JUMP, NU_DATE_SAVE, NU_DATE_MATCH };

typedef struct nu_date_inst {
	uint8_t  op;
	char     glue;   /* CHAR: ~ glued, ^ spaced, 0 either */
	int8_t   slot;   /* CHAR: the slot it fills, or -1 */
	uint16_t symbol; /* CHAR: its symbol; SAVE: 0 begin, 1 end; MATCH: the rule */
	uint32_t x, y;   /* SPLIT: both ways, x first; JUMP: x */
} nu_date_inst;

typedef struct nu_date_state nu_date_state;

enum { NU_DATE_WALK = 8 };

/*
 * How a rule's program went over a few tokens of such kinds: the same expressions come
 * again and again. All but the key counts from the first token.
 */
struct nu_date_walk {
	uint16_t rule; /* its number + 1; 0: free */
	uint8_t  n;    /* tokens */
	bool     unknown, found;
	uint16_t kind[NU_DATE_WALK]; /* and whether glued */
	uint32_t filled; /* slots, a bit each */
	uint8_t  slot[NU_DATE_SLOTS];
	uint8_t  part[2 * NU_DATE_PARTS];
};

struct nu_date_rules {
	nu_arena       *keep;
	nu_date_lex    *lex;
	struct nu_date_gate *gate;
	nu_date_rule   *rule;
	size_t          nrule, caprule;
	nu_date_inst   *inst;
	size_t          ninst, capinst;
	nu_arena        cache; /* of states; emptied when there are too many */
	nu_date_state **hash;  /* states by their sets */
	nu_date_state  *start;
	size_t          nstate;
	uint32_t       *by_symbol; /* places of the start, by symbol */
	uint32_t        first[NU_DATE_SYMBOLS + 1]; /* ... where each symbol's begin */
	struct nu_date_walk *walk;
	struct nu_date_edge *edge;
	size_t          edges, nedge; /* slots, a power of two, and how many are taken */
	uint32_t       *mark; /* scratch for closures */
	uint32_t       *list;
	uint32_t        stamp;
	uint8_t        *begins; /* by kind, once asked: nu_date_begins() + 1 */
	unsigned        cap, any, other; /* symbols CAP, ANY, OTHER */
};

void nu_date_automaton_new(nu_date_rules *rules);

#endif
