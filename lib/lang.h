/*
 * lang: which language a text is in, by its letters.
 *
 * Scripts of one language (Greek, Hebrew, kana) decide by themselves. For the others the
 * triples of letters in its words, and its small words, are weighed against a profile of
 * each language (Cavnar and Trenkle, "N-gram-based text categorization", 1994; here with
 * logarithms of frequencies, as naive Bayes has them). lib/data/lang.tsv holds both.
 */
#ifndef NU_LANG_H
#define NU_LANG_H

#include "base.h"

typedef struct nu_lang nu_lang;

/* The profiles, in the arena. It takes a millisecond: for the first text that asks. */
nu_lang *nu_lang_new(nu_arena *keep);
/*
 * The code (ISO 639-1) of the language of valid UTF-8, or NULL where it cannot be told: no
 * letters, or of no language known. Looks at NU_LANG_MOST bytes at most. *score, if asked
 * for, is how sure that is, 0 to 1; a hundred letters give .99 for most.
 */
const char *nu_lang_guess(const nu_lang *l, const char *text, size_t n, double *score);
/*
 * The same for a text that is in one language: it is looked at by some 250 bytes at a time,
 * and no further than where the profile of one is so far ahead that its score is 1.
 */
const char *nu_lang_guess_soon(const nu_lang *l, const char *text, size_t n, double *score);

enum { NU_LANG_MOST = 8192 };

#endif
