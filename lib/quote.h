/*
 * quote: quotation marks paired, and the words that name who says them.
 *
 * A quote's span holds its marks. One that runs over several blocks has a span in each.
 */
#ifndef NU_QUOTE_H
#define NU_QUOTE_H

#include "lexicon.h"
#include "record.h"
#include "split_sent.h"

enum nu_quote_kind { NU_SCARE, NU_MIXED, NU_DIRECT };

typedef struct nu_quote {
	size_t  start, end;   /* in the block's text, marks and all */
	size_t  inner, outer; /* without them */
	bool    closed;       /* by a mark of its own */
	bool    single;       /* single marks */
	uint8_t kind;         /* enum nu_quote_kind */
	/* The speaker: a span of the text of block `block`; to == 0: none. */
	size_t block, from, to;
	int    score;
} nu_quote;

/* A block as the quotes see it. */
typedef struct nu_quoted {
	const nu_unit *unit;
	nu_span       *sent;
	size_t         nsent;
	nu_quote      *quote;
	size_t         nquote;
} nu_quoted;

/* The words that attributions are made of, by hash: their classes (quote_say.h). */
typedef struct nu_quote_lang {
	struct nu_cue_word {
		uint32_t hash;
		uint8_t  small, cue; /* class as a small word, as a verb of saying; 0: none */
	} * slot;
	size_t mask;
} nu_quote_lang;

/* Made of lib/data/LANG/quote-word.tsv and cue.tsv, in the arena. */
nu_quote_lang *nu_quote_lang_new(nu_arena *keep, const nu_lexicon *word, const nu_lexicon *cue);

/* The quotes of a text, outermost only, in order, in the arena. Linear time. */
size_t nu_quote_pairs(nu_arena *a, nu_str text, nu_quote **out);

/* Finds kind and speaker for every quote of a document's blocks. */
void nu_quote_speakers(const nu_quote_lang *lang, nu_arena *a, nu_quoted *block, size_t nblock);

#endif
