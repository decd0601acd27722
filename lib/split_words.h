/*
 * split_words: the words of a sentence, after the English treebanks of Universal
 * Dependencies; elsewhere after UAX #29, with marks as words of their own.
 */
#ifndef NU_SPLIT_WORDS_H
#define NU_SPLIT_WORDS_H

#include "split_sent.h"

typedef struct nu_wording {
	nu_lexicon *part;   /* lib/data/LANG/split-word.tsv, or NULL */
	nu_lexicon *abbrev; /* what keeps its dot */
	nu_lexicon *own;    /* the user's, or NULL */
} nu_wording;

/* The words of text[sent]: every byte that is not blank is in one. In the arena. */
size_t nu_split_words(const nu_wording *w, nu_arena *a, nu_str text, nu_span sent, nu_span **out);

#endif
