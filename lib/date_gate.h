/*
 * date_gate: where in a text an expression can stand at all. With most of it nothing more
 * is done than to look.
 *
 * No match is without some token that is rare: "ago", a month, a number. From the rules'
 * programs a set of such symbols is worked out that no rule can be met without, the
 * commonest words left out first; their words, and digits, are the triggers. The scan is
 * over runs of ASCII letters, 64 bytes at a time; a word with other letters is known by
 * one of its runs of ASCII ones.
 */
#ifndef NU_DATE_GATE_H
#define NU_DATE_GATE_H

#include "date_rules.h"

enum { NU_DATE_FILTER = 1 << 15, NU_DATE_MARKS = 4, NU_DATE_HEAD = 8 };

typedef struct nu_date_gate {
	uint64_t    word[NU_DATE_FILTER / 64];   /* bits of the hashes of triggers */
	uint64_t    part[NU_DATE_FILTER / 64];   /* ... of all parts of keys */
	uint64_t    before[NU_DATE_FILTER / 64]; /* ... of words that keys have before a mark: Sept. */
	nu_date_set set;                         /* the symbols that are triggers */
	bool        all;                         /* some rule needs none: every text passes */
	char        mark[NU_DATE_MARKS];         /* that end a sentence */
	size_t      nmark;
} nu_date_gate;

/* Works out the triggers (date_trigger.c). */
nu_date_gate *nu_date_gate_new(const nu_date_rules *rules);

/*
 * The next island in the text from *at on, as from and to; *at moves behind it. False:
 * there is none. An island is a run of words that all can be part of expressions, with a
 * trigger among them, and the word before and behind it, which guards ask for.
 */
bool nu_date_gate_next(const nu_date_rules *rules, nu_str text, size_t *at, size_t *from,
    size_t *to);
/*
 * The sentence around text[at], as far as cues are looked for. It ends behind a mark of
 * class STOP with a blank behind it, unless a key has the word before it with such a
 * mark (Sept., p.m.).
 */
void nu_date_gate_around(const nu_date_rules *rules, nu_str text, size_t at, size_t *from,
    size_t *to);
/* The first trigger in s from i on, or s.n; and its twin without vectors, for tests. */
size_t nu_date_trigger(const nu_date_rules *rules, nu_str s, size_t i);
size_t nu_date_trigger_scalar(const nu_date_rules *rules, nu_str s, size_t i);

/* ------------------------------------------------------ inside date_gate and date_trigger */

static inline bool
nu_date_has_bit(const uint64_t *filter, size_t h)
{
	return filter[h % NU_DATE_FILTER / 64] >> (h % 64) & 1;
}

/* The bit of a run of letters, by its first eight, little endian, bit 5 set, zeros behind. */
static inline size_t
nu_date_head_bit(uint64_t head)
{
	return (head * UINT64_C(0x9E3779B97F4A7C15)) >> 49;
}

uint64_t nu_date_head_of_run(nu_str run);
/* The ASCII letters that a word ends with. */
nu_str nu_date_last_run(nu_str s);

#endif
