/*
 * strip_word: the words of a line: where they stand, their hashes, and which of them are
 * stop words or may open a rule of place `has`. For strip_line.
 */
#ifndef NU_STRIP_WORD_H
#define NU_STRIP_WORD_H

#include "lexicon.h"

/* What 64 bytes of a line are, a bit each: letters and digits of ASCII, capitals, digits. */
enum { SP_BLOCK = 64 };

typedef struct sp_block {
	uint64_t plain, upper, digit;
	uint64_t taken; /* the words that are read, to be counted */
	size_t   at;    /* where in the line it is */
} sp_block;

/* Fills it from 64 bytes, with SSE2 where that is; the twin without it gives the same. */
void sp_block_read(sp_block *b, const char *bytes);
void sp_block_read_plain(sp_block *b, const char *bytes);

/* A word's hash: of its letters in lower case, eight bytes at a time. Zero it to begin. */
typedef struct sp_hash {
	uint64_t sum, bytes;
	uint32_t n;
} sp_hash;

void     sp_hash_byte(sp_hash *h, unsigned char c);
uint32_t sp_hash_end(const sp_hash *h);
/* The same of a word of letters and digits of ASCII, in any case. */
uint32_t sp_hash_word(nu_str word);

enum sp_word_kind {
	SP_WORD,
	SP_STOP,    /* running text is full of it */
	SP_TRIGGER, /* a rule of place `has` may hold it */
	SP_ADDRESS  /* http and its like */
};

typedef struct sp_words sp_words;

/* Of the stop words and triggers of strip-stop.tsv. */
sp_words *sp_words_new(nu_arena *keep, const nu_lexicon *lex);
/* What a word of letters and digits of ASCII is, in any case; a long one may hold a trigger. */
enum sp_word_kind sp_word_kind(const sp_words *w, nu_str word);
/* Does a word of other letters or marks too hold a trigger? */
bool sp_parts_trigger(const sp_words *w, nu_str word);

/* What is counted of a line's words. */
typedef struct sp_tally {
	unsigned words, caps, shout, digits, stops, figures, fused, chars;
	uint32_t hash;         /* of all words */
	bool     trigger, url;
} sp_tally;

/* Does a capital follow a small letter behind the third? */
bool sp_is_fused(const char *word, size_t n);

/* A line that is being read. */
typedef struct sp_reader {
	nu_str      text;
	const char *limit; /* bytes may be read up to here */
	sp_block    b;
	sp_tally    n;
} sp_reader;

void sp_reader_begin(sp_reader *r, nu_str text, const char *limit);
/*
 * Reads words of ASCII from byte i on, each with a blank or a mark behind it that surely
 * ends it: nearly all of a line. Returns where something else stands. The hashes go to
 * `out`, 0 for a stop word.
 */
size_t sp_reader_words(sp_reader *r, const sp_words *w, size_t i, uint32_t *out);
/* Counts what is not counted yet. */
void sp_reader_end(sp_reader *r);

#endif
