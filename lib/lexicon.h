/*
 * lexicon: words (or phrases) and what is known of them, from a TSV file.
 *
 * A line is a key in lower case, a TAB, and the rest; lines that are blank or begin
 * with # are comments. A key may stand on several lines.
 */
#ifndef NU_LEXICON_H
#define NU_LEXICON_H

#include "base.h"

typedef struct nu_entry {
	nu_str                 key;  /* in lower case */
	nu_str                 rest; /* the columns behind it, TABs and all; may be empty */
	uint32_t               hash; /* nu_hash(key) */
	uint32_t               last; /* of a key's first line: which entry is its last */
	const struct nu_entry *next; /* the next line with the same key, or NULL */
} nu_entry;

typedef struct nu_lexicon {
	nu_entry  *entry; /* in the order of the file */
	size_t     n, cap;
	nu_entry **slot; /* open addressing; a power of two */
	size_t     mask;
} nu_lexicon;

/* Reads a TSV file; keys are taken as they stand. The bytes must outlive the lexicon. */
nu_lexicon *nu_lexicon_new(nu_arena *keep, nu_str tsv);
/* The first entry whose key is word but for case, or NULL. hash is nu_hash(word). */
const nu_entry *nu_lexicon_find(const nu_lexicon *lex, nu_str word, uint32_t hash);
/* Column i of rest, from 0; {NULL, 0} when it has fewer. */
nu_str nu_column(nu_str rest, size_t i);
/* Reads the next line of a TSV into *line, past comments; false at the end. */
bool nu_tsv_line(nu_str *tsv, nu_str *line);
/* Which line of a text begins at `line`, from 1: for messages. */
size_t nu_line_of(const char *text, const char *line);

#endif
