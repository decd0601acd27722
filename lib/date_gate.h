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

enum { NU_DATE_FILTER = 1 << 15, NU_DATE_HEAD = 8 };

typedef struct nu_date_gate {
	uint64_t    word[NU_DATE_FILTER / 64]; /* bits of the hashes of triggers */
	uint64_t    part[NU_DATE_FILTER / 64]; /* ... of all parts of keys */
	uint64_t   *head;                      /* of triggers: open addressing, 0 is none */
	size_t      mask;
	nu_date_set set;                       /* the symbols that are triggers */
	bool        all;                       /* some rule needs none: every text passes */
} nu_date_gate;

/* Works out the triggers (date_trigger.c). */
nu_date_gate *nu_date_gate_new(const nu_date_rules *rules);

/*
 * The tokens of the next island in the text from *at on; *at moves behind it. 0: there
 * is none. An island is a run of words that all can be part of expressions, with a
 * trigger among them, and the word before and behind it, which guards ask for.
 */
size_t nu_date_gate_next(const nu_date_rules *rules, nu_arena *a, nu_str text, size_t *at,
    nu_date_token **tokens);
/*
 * What stands around text[at] for as many words to the left and to the right, told by
 * the white space between them, where cues are looked for.
 */
void nu_date_gate_around(nu_str text, size_t at, size_t left, size_t right, size_t *from,
    size_t *to);

/* Which code scans; all give the same. NU_DATE_BEST is the widest that the machine has. */
enum nu_date_path { NU_DATE_BEST, NU_DATE_PLAIN, NU_DATE_SSE2, NU_DATE_AVX2 };

/* The first trigger in s from i on, or s.n (date_scan.c). */
size_t nu_date_trigger_by(enum nu_date_path path, const nu_date_gate *g, nu_str s, size_t i);

/* ------------------------------------------------------ inside date_gate, date_scan and date_trigger */

static inline bool
nu_date_is_letter(char c)
{
	return (unsigned char)((c | 32) - 'a') < 26;
}

static inline bool
nu_date_is_digit(char c)
{
	return (unsigned char)(c - '0') < 10;
}

static inline bool
nu_date_is_high(char c)
{
	return ((unsigned char)c & 0x80) != 0;
}

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

#endif
