/*
 * split: blocks into sentences (Sent), words (Word), quotes (quote) and the words that
 * name who says them (speaker). The brain of nsplit(1).
 */
#ifndef NU_SPLIT_H
#define NU_SPLIT_H

#include "stream.h"

typedef struct nu_split_opts {
	bool        words;  /* -w: Word records */
	bool        quotes; /* -q: quote and speaker records */
	bool        keep;   /* --quotes=keep: no break inside a quote */
	const char *abbrev; /* a file of the user's own abbreviations, or NULL */
	const char *lang;   /* an ISO 639-1 code, or NULL: what @lang or the text tells */
	const char *model;  /* a file of weights, or NULL: those compiled in */
} nu_split_opts;

extern const nu_brain nu_split_brain;

#endif
