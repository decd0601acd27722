/*
 * pattern_nfa: patterns as one automaton of nodes, for pattern_gate. Not for anybody else.
 */
#ifndef NU_PATTERN_NFA_H
#define NU_PATTERN_NFA_H

#include "base.h"

/*
 * Symbols: letters, a digit, space, a control character; above ASCII the scripts (by a
 * character's first byte), of which those from SIGN on have no case: LATIN, GREEK (and
 * Cyrillic), KANA, HAN and HANGUL are letters alone, SIGN is U+2000 to U+203F, WIDE what is
 * left; the marks of ASCII (those that hardly a pattern needs are one: ODD); the line's end;
 * and the bytes inside a character, which change nothing. LOOK is told by the whole character.
 */
enum { NU_S_DIGIT = 26, NU_S_SPACE, NU_S_CONTROL, NU_S_LATIN, NU_S_GREEK, NU_S_WIDE, NU_S_SIGN,
	NU_S_ARABIC, NU_S_INDIC, NU_S_KANA, NU_S_HAN, NU_S_HANGUL, NU_S_ODD, NU_S_MARKS,
	NU_S_END = 62, NU_S_INSIDE, NU_SYMBOLS, NU_S_LOOK = NU_SYMBOLS };

#define NU_BIT(symbol) (UINT64_C(1) << (symbol))

/* Symbols that a class may take, and those of them that it takes whatever they stand for. */
typedef struct nu_taken {
	uint64_t most, sure;
} nu_taken;

/*
 * TAKE takes a symbol of class `to`; JUMP leads to `to`, FORK both there and on, MATCH ends
 * pattern `to`, DOUBT is passed when something is, which nobody looks at. All but JUMP and
 * MATCH lead on to the next node. A HUB leads to the first of many patterns.
 */
enum nu_node_kind { NU_TAKE, NU_JUMP, NU_FORK, NU_MATCH, NU_DOUBT, NU_HUB };

/* Nodes that stand for all patterns that must match at the first byte, and that may anywhere. */
enum { NU_ANCHORED = 1, NU_LOOSE };

typedef struct nu_node {
	uint16_t to;
	uint8_t  kind;
} nu_node;

typedef struct nu_nfa {
	nu_arena *keep;
	nu_node  *node; /* the first stands for none */
	size_t    n, cap, leaves; /* leaves: those that take or match */
	nu_taken *taken; /* the classes; the first stands for none */
	size_t    ntaken, captaken;
	uint16_t  class_at[256];  /* the last class of each hash */
	uint16_t  plain[128];     /* classes of characters that stand for themselves */
	uint8_t   symbol[256];    /* of each byte */
	uint16_t  first;          /* of what stands before the anchored patterns, or their hub */
	bool      patient;        /* what comes behind "anything" is waited for */
} nu_nfa;

void nu_nfa_init(nu_nfa *nfa, nu_arena *keep);
/* What stands before each of the patterns that are to be added, from the first byte on. */
void nu_nfa_lead(nu_nfa *nfa, nu_str pattern);
/* Adds pattern `index`; false when it is not understood. */
bool nu_nfa_add(nu_nfa *nfa, size_t index, nu_str pattern);

/* The symbol of the character at byte i of a text, where its first byte tells LOOK. */
unsigned nu_nfa_look(nu_str s, size_t i);

/* The symbol of byte i of a text. */
static inline unsigned
nu_nfa_symbol(const nu_nfa *nfa, nu_str s, size_t i)
{
	unsigned symbol = nfa->symbol[(unsigned char)s.p[i]];

	return symbol == NU_S_LOOK ? nu_nfa_look(s, i) : symbol;
}

#endif
