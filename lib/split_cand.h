/*
 * split_cand: a place where a sentence may end, and what stands around it.
 */
#ifndef NU_SPLIT_CAND_H
#define NU_SPLIT_CAND_H

#include "split_sent.h"

enum { NU_LOOK = 64 }; /* bytes looked at before and behind a candidate: keeps time linear */

/* The letters of a token. */
enum nu_shape {
	NU_SH_NONE,
	NU_SH_LOWER,
	NU_SH_CAPITAL,
	NU_SH_CAPS,
	NU_SH_INITIAL,
	NU_SH_DIGITS,
	NU_SH_MIXED,
	NU_SH_OTHER
};

/* A candidate without a terminator. */
enum nu_soft { NU_HARD, NU_COLON, NU_BARE };

typedef struct nu_cand {
	const nu_split_lang *lang;
	nu_arena            *arena; /* of the document, and what its texts share */
	nu_split_room       *room;
	nu_str               text;
	size_t               begin; /* of the sentence so far */
	enum nu_term         term;
	size_t               at, stop;   /* the run of terminators */
	size_t               close;      /* behind closing marks */
	size_t               next;       /* the next character that is no blank */
	bool                 closed;     /* marks were closed */
	bool                 opened;     /* the next word stands behind an opening mark */
	nu_str               prev, word; /* the tokens before and behind */
	bool                 first;      /* prev is the first token of the sentence */
	enum nu_shape        prev_shape, word_shape;
	uint32_t             word_hash;
	bool                 starter; /* word is one that begins sentences */
	const nu_entry      *abbrev;  /* of prev */
	enum nu_soft         soft;    /* no terminator stands here */
	/* Of the sentence so far, up to `counted`. */
	size_t   counted, words, lows; /* words, those in lower case */
	bool     small;                /* there are small letters */
	unsigned parens, marks;        /* brackets open; double marks seen */
} nu_cand;

/*
 * Fills in what stands around the place `at`, which nu_scan() found; lang, text and begin
 * are set. False: no sentence can end there.
 */
bool nu_cand_look(nu_cand *c, size_t at);
/*
 * Most candidates by bytes alone: 1 a sentence ends (*close: behind its marks; *next: where
 * the next one begins), -1 none does, 0 unsure. lang, text and begin are set.
 */
int nu_split_plain(const nu_cand *c, size_t at, size_t *close, size_t *next);
/* The words of the sentence so far, and those in lower case; each byte is read once. */
void nu_cand_count(nu_cand *c);

/* Does the rule book end a sentence here? */
bool nu_split_rule(const nu_cand *c);
/* Does a lone dash follow the full stop, and the language goes on there? */
bool nu_split_dash(const nu_cand *c);
/* Is the next word an initial too, or a sign that names go on with? */
bool          nu_cand_initials(const nu_cand *c);
bool          nu_is_acronym(nu_str s);
bool          nu_is_roman(nu_str s); /* a number in Roman capitals */
size_t        nu_skip_blanks(nu_str text, size_t i);
nu_str        nu_token_at(nu_str text, size_t i);
nu_str        nu_token_before(nu_str text, size_t end);
enum nu_shape nu_shape_of(nu_str s);

#endif
