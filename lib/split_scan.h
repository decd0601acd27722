/*
 * split_scan: the places in a text where a sentence may end, by their bytes alone.
 */
#ifndef NU_SPLIT_SCAN_H
#define NU_SPLIT_SCAN_H

#include "base.h"

/*
 * The first four letters of the words that begin sentences: a filter that errs to yes. A
 * coarser one is for vectors: which of eight groups of words have the halves of a byte in
 * their first three places (of the first, its low half); a word is in one group in all three.
 */
typedef struct nu_openers {
	uint32_t bit[(1 << 14) / 32];
	uint8_t  low[3][16], high[3][16];
} nu_openers;

void nu_openers_add(nu_openers *o, nu_str word);
/* May the word be one of them? */
bool nu_openers_may(const nu_openers *o, nu_str word);
/* The same of the word at p; four bytes are read. */
bool nu_openers_at(const nu_openers *o, const char *p);

/* Which code scans; all give the same. NU_SCAN_BEST is the widest that the machine has. */
enum nu_scan_path { NU_SCAN_BEST, NU_SCAN_PLAIN, NU_SCAN_SSE2, NU_SCAN_AVX2 };

/* Offsets into a text; the room is used again for the next one. Begins zeroed. */
typedef struct nu_places {
	uint32_t *at;
	size_t    n, cap;
} nu_places;

/*
 * The offsets, in the arena, of terminators of all scripts, of colons and dashes before a
 * blank, and of blanks before a capitalised word of `openers` or a web address.
 */
void nu_scan(
    nu_arena *a, nu_str text, const nu_openers *openers, enum nu_scan_path path, nu_places *out);

enum nu_term {
	NU_TERM_NONE,
	NU_TERM_DOT,      /* . and the Armenian full stop */
	NU_TERM_STRONG,   /* ! ? and their kin, Arabic, Greek and so on */
	NU_TERM_ELLIPSIS, /* … (and, made of dots, what the reader joins) */
	NU_TERM_SOLID     /* 。 । ۔ ...: ends a sentence with no blank behind it */
};
/* The terminator at text[i], i < text.n; *len its bytes. */
enum nu_term nu_terminator(nu_str text, size_t i, unsigned *len);

#endif
