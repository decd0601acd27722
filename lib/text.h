/*
 * text: UTF-8, character classes, hashes and words. Unicode facts come from utf8proc.
 */
#ifndef NU_TEXT_H
#define NU_TEXT_H

#include "base.h"

/* What a code point is; several may hold. Follows Unicode general categories. */
enum {
	NU_UPPER = 1,   /* Lu Lt */
	NU_LOWER = 2,   /* Ll */
	NU_ALPHA = 4,   /* L* M* */
	NU_DIGIT = 8,   /* Nd */
	NU_SPACE = 16,  /* Z*, TAB LF VT FF CR, NEL, zero-width space, BOM */
	NU_PUNCT = 32,  /* P* */
	NU_SYMBOL = 64, /* S* */
	NU_MARK = 128   /* M*: belongs to the character before it */
};

extern const uint8_t nu_ascii[128];
/* ASCII letters and digits in lower case; 0 for every other byte. */
extern const unsigned char nu_folded[256];

unsigned nu_class_cp(uint32_t cp); /* for code points above 127 */

static inline unsigned
nu_class(uint32_t cp)
{
	return cp < 128 ? nu_ascii[cp] : nu_class_cp(cp);
}

/*
 * The code point at s.p[i] of valid UTF-8, i < s.n; *len is its bytes.
 * On a byte that begins none: U+FFFD and 1, so that a loop always moves.
 */
uint32_t nu_decode(nu_str s, size_t i, unsigned *len);
/* The code point that ends just before s.p[i], i > 0; *len its bytes. */
uint32_t nu_decode_back(nu_str s, size_t i, unsigned *len);
/* UTF-8 of cp into out; returns the bytes, 1 to 4. */
unsigned nu_encode(uint32_t cp, char out[4]);
uint32_t nu_tolower(uint32_t cp);
uint32_t nu_toupper(uint32_t cp);

/* Bytes of s that are valid UTF-8 from the start (s.n when all are). NUL is valid here. */
size_t nu_utf8_valid(nu_str s);
/*
 * s with every NUL and every maximal ill-formed subpart (Unicode 15, 3.9, U+FFFD
 * substitution) as U+FFFD; s itself when there are none. *count: how many.
 */
nu_str nu_utf8_repair(nu_arena *a, nu_str s, size_t *count);

/* A hash of s in lower case (simple case mapping). Fixed for ever: files may hold it. */
uint32_t nu_hash(nu_str s);
/*
 * The place to look at next for a key, in a table of mask + 1 of which some are free; *step
 * begins as 0. The one beside it, and after a few of these one far off that is the key's
 * own: keys that were chosen to meet would have to meet there too, and at the next.
 */
static inline size_t
nu_next_place(uint32_t key, size_t place, size_t mask, unsigned *step)
{
	enum { BESIDE = 16 };
	uint32_t h = key ^ ++*step * 0x9E3779B9u;

	if (*step % BESIDE)
		return (place + 1) & mask;
	h = (h ^ h >> 16) * 0x85EBCA6Bu;
	h = (h ^ h >> 13) * 0xC2B2AE35u;
	return (h ^ h >> 16) & mask;
}

/* Are a and b the same but for case? `lower` is in lower case already. */
bool nu_eq_lower(nu_str s, nu_str lower);
/* s in lower case. */
nu_str nu_lower(nu_arena *a, nu_str s);

/* s without NU_SPACE at either end. */
nu_str nu_trim(nu_str s);
/* The first bytes of s, `most` at most, that are whole characters. */
nu_str nu_beginning(nu_str s, size_t most);
/* Code points in s. */
size_t nu_count(nu_str s);

/* The letters' case of a word. */
enum nu_case { NU_NOCASE, NU_LOWERCASE, NU_CAPITAL, NU_CAPITALS, NU_MIXEDCASE };
enum nu_kind { NU_WORD, NU_NUMBER, NU_MARKUP };

/*
 * A word: a run of letters, marks and digits that begins with a letter (NU_WORD); a run
 * of digits (NU_NUMBER: "1,200.5" is five words); or one other character that is no
 * space (NU_MARKUP). Apostrophes and hyphens are words of their own: a reader that
 * wants them joined sees that end == next start.
 */
typedef struct nu_word {
	uint32_t start, end; /* bytes in the text given */
	uint32_t hash;       /* nu_hash of it; for NU_MARKUP the code point */
	uint8_t  kind;       /* enum nu_kind */
	uint8_t  letters;    /* enum nu_case */
	uint16_t space;      /* 1: white space stands before it */
} nu_word;

/* The words of s, in the arena; *words gets the array. Text is at most 4 GiB. */
size_t nu_words(nu_arena *a, nu_str s, nu_word **words);

#endif
