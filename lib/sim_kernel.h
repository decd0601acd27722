/*
 * sim_kernel: text to hashed words, and words to hashed shingles, at memory speed.
 *
 * Version 1, fixed for ever, since sketches and state files hold what it gives:
 * - A word is a run of letters, marks and digits, in lower case (simple mapping); in
 *   scripts that put no spaces between words every character is one. "Iran's" is two
 *   words however its apostrophe is written.
 * - A word's hash folds its UTF-8 bytes, eight at a time, little endian.
 * - A shingle is NU_SHINGLE words in a row; its hash is a polynomial in theirs, mixed.
 * Which bytes of a block are in words is found 64 at a time, with AVX2 where the
 * processor has it; the scalar twin gives the same bits.
 */
#ifndef NU_SIM_KERNEL_H
#define NU_SIM_KERNEL_H

#include "base.h"

enum { NU_SIM_VERSION = 1, NU_SHINGLE = 5 };

/* A word list that grows and is used again for the next document. */
typedef struct nu_sim_words {
	uint64_t *hash;
	uint32_t *start, *end; /* bytes in the text; kept only when `spans` */
	size_t    n, cap;
	bool      spans;
	jmp_buf  *oom;
} nu_sim_words;

/* Adds the words of text; `base` is added to their offsets. */
void nu_sim_scan(nu_sim_words *w, nu_str text, size_t base);
/* The same with the scalar twin: for tests. */
void nu_sim_scan_scalar(nu_sim_words *w, nu_str text, size_t base);
void nu_sim_words_free(nu_sim_words *w);

/*
 * The hashes below `limit` of all runs of `k` words, in order, into out, which has room
 * for n. Fewer words than k make one shingle. Returns how many; *digest, unless NULL,
 * is that of all n words.
 */
size_t nu_sim_shingles(const uint64_t *word, size_t n, size_t k, uint64_t limit, uint64_t *out,
    uint64_t *digest);
/* One shingle of n words: what nu_sim_shingles gives for it, whatever n. */
uint64_t nu_sim_digest(const uint64_t *word, size_t n);
/* The digests of all runs of k words, in order, into out; how many. */
size_t nu_sim_digests(const uint64_t *word, size_t n, size_t k, uint64_t *out);

/* The last step of every hash here: all bits of h matter to all bits of the result. */
static inline uint64_t
nu_sim_mix(uint64_t h)
{
	h ^= h >> 32;
	h *= UINT64_C(0xd6e8feb86659fd93);
	h ^= h >> 29;
	h *= UINT64_C(0xa0761d6478bd642f);
	return h ^ h >> 32;
}

#endif
