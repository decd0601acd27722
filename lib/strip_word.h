/*
 * strip_word: the words of a line: where they stand, their hashes and numbers, and which of
 * them are stop words or may open a rule of place `has`. For strip_line.
 */
#ifndef NU_STRIP_WORD_H
#define NU_STRIP_WORD_H

#include "lexicon.h"

enum sp_word_kind {
	SP_WORD,
	SP_TRIGGER, /* a rule of place `has` may hold it */
	SP_ADDRESS, /* http and its like */
	SP_STOP     /* running text is full of it */
};

typedef struct sp_words sp_words;

/* Of the stop words and triggers of strip-stop.tsv. */
sp_words *sp_words_new(nu_arena *keep, const nu_lexicon *lex);
/* What a word of letters and digits of ASCII is, in any case; a long one may hold a trigger. */
enum sp_word_kind sp_word_kind(const sp_words *w, nu_str word);
/* Words run together: is one of them a trigger? */
bool sp_holds_trigger(const sp_words *w, nu_str word);
/* Does a word of other letters or marks too hold a trigger? */
bool sp_parts_trigger(const sp_words *w, nu_str word);

/* ---------------------------------------------------------------- hashes and numbers */

/* The hash of a word of letters and digits of ASCII, in any case. */
uint32_t sp_hash_word(nu_str word);

/* What a character of a few scripts is: its class, and the UTF-8 of it in lower case. */
typedef struct sp_letter {
	uint8_t       cls, n;
	unsigned char lower[4];
} sp_letter;

/* Those below SP_LETTERS: of Latin, Greek and Cyrillic. */
enum { SP_LETTERS = 0x530 };
const sp_letter *sp_letters(const sp_words *w);

/* A word that is known: key 0, none; four times its number on the page, and its kind. */
typedef struct sp_place {
	uint32_t key, word;
} sp_place;

/*
 * A page's words, each with its number: 1 for the first, 0 for all stop words. They are
 * told apart by their hashes alone. The list of words is in the table from the beginning.
 */
typedef struct sp_numbers {
	nu_arena *a;
	sp_place *place;
	unsigned  bits; /* there are 2^bits places */
	uint32_t  n;    /* the greatest number */
	uint32_t  most; /* for which there are places enough */
} sp_numbers;

void sp_numbers_begin(sp_numbers *t, const sp_words *w, nu_arena *a);
/* Sees to it that there are places enough for n more words. */
void sp_numbers_room(sp_numbers *t, uint32_t n);
/* Where, among 2^bits places, a key is, or a free one for it. */
size_t sp_place_find(const sp_place *place, unsigned bits, uint32_t key);

/* ----------------------------------------------------------------------------- a line */

/* What the hash of all words begins with. */
#define SP_BASIS 0x811c9dc5u

/* What is counted of a line. */
typedef struct sp_tally {
	unsigned words, caps, shout, digits, stops, figures, fused, chars;
	unsigned ends, marks; /* of sentences; characters that are no letter, blank or common mark */
	uint32_t hash;        /* of all words */
	bool     trigger, url;
	bool     was_end; /* the end of a sentence stands right before */
} sp_tally;

/* Does a capital follow a small letter behind the third? */
bool sp_is_fused(const char *word, size_t n);

/*
 * A line that is being read. The hashes of its words go to `hash`, 0 for a stop word, and
 * their numbers to `id`; each needs room for half as many as the line has bytes, and one.
 */
typedef struct sp_reader {
	nu_str          text;
	const char     *limit; /* bytes may be read up to here */
	const sp_words *w;
	sp_numbers     *numbers;
	uint32_t       *hash, *id;
	size_t          nword; /* in these: no more than UINT16_MAX */
	sp_tally        n;
} sp_reader;

/*
 * Reads from byte i on, where a word or a mark begins, what is ASCII up to a blank or the line's
 * end: nearly all lines as a whole, 64 bytes at a time. Returns where it stops: the line's
 * end, or what has to be read by characters up to its next blank.
 */
size_t sp_reader_words(sp_reader *r, size_t i);
/* The same without AVX2, and without any vectors. */
size_t sp_reader_words_some(sp_reader *r, size_t i);
size_t sp_reader_words_plain(sp_reader *r, size_t i);
/* Takes a word that was read by characters: its hash; does it have letters of ASCII alone? */
void sp_reader_take(sp_reader *r, nu_str word, uint32_t hash, bool plain);
/* Gives the words their numbers, when all of the line is read. */
void sp_reader_end(sp_reader *r);

#endif
