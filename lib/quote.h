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

enum { NU_QUOTE_ENDINGS = 16 };

enum nu_quote_kind { NU_SCARE, NU_MIXED, NU_DIRECT };

typedef struct nu_quote {
	uint32_t start, end; /* in the block's text, marks and all */
	/* The speaker: a span of the text of block `block`; to == 0: none. */
	uint32_t block, from, to;
	uint8_t  score;
	uint8_t  open, close; /* bytes of its marks; close == 0: it never closes */
	uint8_t  kind;        /* enum nu_quote_kind */
} nu_quote;

/* A quote's text without its marks. */
static inline size_t
nu_quote_inner(const nu_quote *q)
{
	return q->start + q->open;
}
static inline size_t
nu_quote_outer(const nu_quote *q)
{
	return q->end - q->close;
}

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
	/* What other words are by their ending. */
	struct nu_quote_ending {
		nu_str  end;
		uint8_t cls;
	} ending[NU_QUOTE_ENDINGS];
	size_t nending;
} nu_quote_lang;

/* Made of lib/data/LANG/quote-word.tsv and cue.tsv, in the arena. */
nu_quote_lang *nu_quote_lang_new(nu_arena *keep, const nu_lexicon *word, const nu_lexicon *cue);

/* The quotes of a text, outermost only, in order, in the arena. Linear time. */
size_t nu_quote_pairs(nu_arena *a, nu_str text, nu_quote **out);

/* Finds kind and speaker for every quote of a document's blocks. */
void nu_quote_speakers(const nu_quote_lang *lang, nu_arena *a, nu_quoted *block, size_t nblock);

#endif
