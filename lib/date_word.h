/*
 * date_word: the words of a text as nu_words() finds them, at the speed that ndate
 * needs. Only the hash is another one: of eight letters at a time.
 */
#ifndef NU_DATE_WORD_H
#define NU_DATE_WORD_H

#include "text.h"

/* Words that one text after another is read into; the array is used again. */
typedef struct nu_date_words {
	nu_word *w;
	size_t   n, cap;
} nu_date_words;

/*
 * The words of s from byte i on. `letters` says only whether there is a capital in it
 * (NU_CAPITAL or NU_LOWERCASE); the hash of a mark is its code point, mixed.
 * With `part`, so many bits of the hashes of words, up to and with the first word behind
 * s[must] that has no bit there. Returns where the last word before that one ends, or s.n.
 */
size_t nu_date_words_of(nu_arena *keep, nu_str s, size_t i, const uint64_t *part, size_t bits,
    size_t must, nu_date_words *words);
/* The hash of a word or number in lower case. */
uint32_t nu_date_word_hash(nu_str lower);
uint32_t nu_date_mark_hash(uint32_t cp);

#endif
