/*
 * date_key: the words of a language and the kinds of tokens. Inside date_lex and
 * date_token only.
 */
#ifndef NU_DATE_KEY_H
#define NU_DATE_KEY_H

#include "date_lex.h"
#include "date_word.h"
#include "lexicon.h"

enum {
	NU_DATE_MAX_KINDS = 4000,
	NU_DATE_PARTS_OF_KEY = 8,
	NU_DATE_SHAPES = 16 * 8 * 16,
	NU_DATE_SLOTS_OF_NAMES = 2 * NU_DATE_SYMBOLS, /* open addressing */
	NU_DATE_SLOTS_OF_KINDS = 2 * NU_DATE_MAX_KINDS
};

/* A key of the lexicon: one word, or several in a row. */
typedef struct nu_date_key {
	uint32_t       hash; /* of its first word */
	uint16_t       n;    /* words */
	uint16_t       kind, kind_capital;
	struct nu_date_key    *next; /* another key in the same slot; longer ones first */
	nu_date_sense *sense, *last;
	int            card, ord; /* the number it stands for, or -1 */
	nu_str         part[NU_DATE_PARTS_OF_KEY];
	uint32_t       part_hash[NU_DATE_PARTS_OF_KEY];
	uint8_t        glued[NU_DATE_PARTS_OF_KEY];
} nu_date_key;

/* The keys that begin with one word, the longest first. */
struct nu_date_head {
	uint32_t hash;
	nu_date_key     *first;
};

struct nu_date_lex {
	nu_arena     *keep;
	nu_lexicon   *words;
	nu_date_key          *key;
	size_t        nkey;
	struct nu_date_head   *slot; /* by first word: open addressing */
	size_t        mask;
	uint64_t      filter[1024]; /* bits of the hashes of first words */
	nu_str        name[NU_DATE_SYMBOLS];
	size_t        nname;
	nu_date_set  *kind;
	size_t        nkind, capkind;
	uint16_t      by_name[NU_DATE_SLOTS_OF_NAMES]; /* symbols by the hash of their name, + 1 */
	uint16_t      by_kind[NU_DATE_SLOTS_OF_KINDS]; /* kinds by the hash of their set, + 1 */
	uint16_t      shape[NU_DATE_SHAPES]; /* kinds of numbers */
	uint16_t      ordinal[64];
	uint16_t      huge; /* the kind of numbers from NU_DATE_HUGE on */
	int           card, ord, suffix, and_;
	nu_date_words scratch; /* words of a text */
	nu_date_token *token;  /* of nu_date_tokens() */
	size_t        captoken;
};

/* Where the keys whose first word has that hash hang, or would. */
static inline struct nu_date_head *
nu_date_head_of(const nu_date_lex *lex, uint32_t hash)
{
	size_t i = hash & lex->mask;

	while (lex->slot[i].first && lex->slot[i].hash != hash)
		i = (i + 1) & lex->mask;
	return &lex->slot[i];
}

/*
 * A number's shape is all that its symbols depend on: how it is written (digits, 0 for
 * words), where its value lies, and whether it can be a year or a clock's reading.
 */
unsigned nu_date_shape(int value, unsigned digits);
/* Ordinals up to 31 have kinds of their own; all others that of 0. */
static inline int
nu_date_ordinal(int value)
{
	return value >= 0 && value <= 31 ? value : 0;
}

#endif
