/*
 * pattern_gate: which of many patterns may match a line, in one pass over its bytes.
 *
 * The patterns become one automaton that takes in more than they do: a digit is any digit,
 * what is not ASCII is any character of its script, letters have no case, counts above a few
 * are any, and what looks around counts as found. So no match is ever missed, and nearly all
 * lines are done with after a few bytes, where no pattern is left. It is known of each way
 * through the automaton whether it took in more; where it did not, the match is certain.
 * States are made as lines need them (Thompson 1968; Aho, Sethi and Ullman, "Compilers",
 * 3.7), a bounded number; a pattern that is not understood may match every line.
 */
#ifndef NU_PATTERN_GATE_H
#define NU_PATTERN_GATE_H

#include "base.h"

typedef struct nu_gate nu_gate;

/* A gate for up to n patterns. What it needs as it runs comes from the arena too. */
nu_gate *nu_gate_new(nu_arena *keep, size_t n);
/* The patterns to be added match anywhere: lines are read to their end in any case. */
void nu_gate_patient(nu_gate *g);
/* What stands before each of the patterns that are to be added, from the first byte on. */
void nu_gate_lead(nu_gate *g, nu_str pattern);
/* Pattern i: PCRE2, caseless, UTF-8. All are added before the first line. */
void nu_gate_add(nu_gate *g, size_t i, nu_str pattern);
/* Words of 64 bits that nu_gate_run() fills. */
size_t nu_gate_words(const nu_gate *g);
/*
 * Sets bit i % 64 of found[i / 64] for every pattern i that may match, and of sure[i / 64]
 * if it is certain to; clears no bit.
 */
void nu_gate_run(nu_gate *g, nu_str line, uint64_t *found, uint64_t *sure);

#endif
