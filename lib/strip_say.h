/*
 * strip_say: what the lines of a page say of what its text says: the words of the text are
 * read once, then those of each line, and all that is counted of them is counted together.
 */
#ifndef NU_STRIP_SAY_H
#define NU_STRIP_SAY_H

#include "strip_in.h"

/* Of a line's first content words. */
typedef struct sp_said {
	uint8_t content; /* how many they are, 60 at most */
	uint8_t topic;   /* that the text's sentences say; a sentence's own do not count */
	uint8_t lead;    /* that its first ones or the headline say */
	uint8_t past;    /* that came before, from the text's first line on */
	uint8_t few;     /* the same, 40 at most, ... */
	uint8_t title;   /* ... of which the headline says so many */
} sp_said;

/* Pairs of words are known by so many bits of their hash. */
enum { SP_PAIR_BITS = 12 };
/* Where in what is known of a word that is what the headline's features ask for. */
enum { SP_FIRST_AT = 58, SP_MASS_AT = 60 };

/* The text's words. */
typedef struct sp_text {
	uint64_t *known; /* what is known of each, by its number */
	uint64_t  pair[1 << (SP_PAIR_BITS - 6)]; /* its first pairs of words */
	sp_said  *said; /* of each line */
} sp_text;

/* How often the text says the word, 8 at most; do its first sentences say it. */
static inline unsigned
sp_mass(const sp_text *w, uint32_t id)
{
	return (unsigned)(w->known[id] >> SP_MASS_AT);
}

static inline unsigned
sp_in_lead(const sp_text *w, uint32_t id)
{
	return w->known[id] >> SP_FIRST_AT & 1;
}

/* Of a page with markup what is said of topics and title alone. */
void sp_text_read(const sp_page *p, sp_text *w);

static inline uint32_t
sp_pair(uint32_t a, uint32_t b)
{
	return (a * 2654435761u ^ b * 2246822519u) * 3266489917u >> (32 - SP_PAIR_BITS);
}

static inline bool
sp_has_pair(const sp_text *w, uint32_t pair)
{
	return w->pair[pair / 64] >> pair % 64 & 1;
}

#endif
