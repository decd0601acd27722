/*
 * strip_hash: hashes and numbers of words, to be called for each word or byte. A hash is of
 * letters in lower case, eight bytes at a time. For the rooms that read words.
 */
#ifndef NU_STRIP_HASH_H
#define NU_STRIP_HASH_H

#include "strip_word.h"
#include "text.h"

/* Words of so many letters are longer than all in the list. */
enum { LONG_WORD = 14 };

/* A word in the table: its kind below its number. */
enum { KIND = 3, NUMBER = 2, ONE = 1 << NUMBER };

#define SPREAD UINT64_C(0x9E3779B97F4A7C15)
#define MIX    UINT64_C(0xD6E8FEB86659FD93)

static inline uint64_t
add_eight(uint64_t sum, uint64_t bytes)
{
	sum = (sum ^ bytes) * SPREAD;
	return sum ^ sum >> 32;
}

static inline uint32_t
finish(uint64_t sum, size_t n)
{
	return (uint32_t)((sum ^ (uint32_t)n) * MIX >> 32);
}

/* A hash that is made byte by byte, of letters in lower case. Zero it to begin. */
typedef struct sp_hash {
	uint64_t sum, bytes;
	uint32_t n;
} sp_hash;

static inline void
hash_byte(sp_hash *h, unsigned char c)
{
	h->bytes |= (uint64_t)c << 8 * (h->n % 8);
	if (++h->n % 8 == 0) {
		h->sum = add_eight(h->sum, h->bytes);
		h->bytes = 0;
	}
}

static inline uint32_t
hash_end(const sp_hash *h)
{
	return finish(h->n % 8 ? add_eight(h->sum, h->bytes) : h->sum, h->n);
}

/* The first n letters and digits, one to eight, of eight bytes, in lower case. */
static inline uint64_t
first_of(const char *p, size_t n)
{
	uint64_t v;

	memcpy(&v, p, sizeof v);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	/* Digits have this bit, and small letters. */
	return (v | UINT64_C(0x2020202020202020)) & ~UINT64_C(0) >> (64 - 8 * n);
}

/* The hash of n bytes, behind which seven more may be read. */
static inline uint32_t
hash_of(const char *p, size_t n)
{
	uint64_t sum = 0;
	size_t   left = n;

	for (; left > 8; left -= 8, p += 8)
		sum = add_eight(sum, first_of(p, 8));
	return finish(add_eight(sum, first_of(p, left)), n);
}

static inline size_t
first_place(unsigned bits, uint32_t key)
{
	return key * 2654435761u >> (32 - bits);
}

/* Hashes as keys: none is 0. */
static inline uint32_t
key_of(uint32_t hash)
{
	return hash | 1;
}

/*
 * The word of a key, with its number; t has room for one more. Most are where they should be,
 * or new there.
 */
static inline uint32_t
word_of(sp_numbers *t, uint32_t key)
{
	sp_place *p = &t->place[first_place(t->bits, key)];
	bool      fresh;

	if ((uint64_t)p->key * (p->key ^ key) != 0) /* one branch: neither free nor its own */
		p = &t->place[sp_place_find(t->place, t->bits, key)];
	fresh = p->word < SP_STOP;
	t->n += fresh;
	p->key = key;
	return p->word += fresh ? t->n * ONE : 0;
}

#endif
