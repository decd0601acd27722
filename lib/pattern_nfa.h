/*
 * pattern_nfa: patterns as one automaton of nodes, for pattern_gate. Not for anybody else.
 */
#ifndef NU_PATTERN_NFA_H
#define NU_PATTERN_NFA_H

#include "base.h"

/*
 * Symbols: letters, a digit, space, a control character, any character above ASCII, the
 * marks of ASCII; the line's end; and the bytes inside a character, which change nothing.
 */
enum { NU_S_DIGIT = 26, NU_S_SPACE, NU_S_CONTROL, NU_S_WIDE, NU_S_MARKS, NU_S_END = 62, NU_S_INSIDE = 63,
	NU_SYMBOLS = 64 };

#define NU_BIT(symbol) (UINT64_C(1) << (symbol))

enum nu_node_kind { NU_TAKE, NU_JUMP, NU_MATCH };

typedef struct nu_node {
	uint64_t mask;     /* NU_TAKE: the symbols it takes */
	uint16_t out, alt; /* NU_JUMP: to both, unless 0; NU_MATCH: out is the pattern */
	uint8_t  kind;
} nu_node;

typedef struct nu_nfa {
	nu_arena *keep;
	nu_node  *node; /* the first stands for none */
	size_t    n, cap;
	uint8_t   symbol[256]; /* of each byte */
	bool      patient;     /* what comes behind "anything" is waited for */
} nu_nfa;

void nu_nfa_init(nu_nfa *nfa, nu_arena *keep);
/* Adds pattern `index`; its first node, or 0 when it is not understood. */
uint16_t nu_nfa_add(nu_nfa *nfa, size_t index, nu_str pattern, bool anchored);

#endif
