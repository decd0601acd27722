/*
 * model: one learned scorer. A linear-chain CRF (Lafferty, McCallum and Pereira 2001)
 * over BILOU labels of four types, whose features are hashed without keys into one table
 * of int8 weights; and the word lists that the features ask: a gazetteer and clusters.
 *
 * File: a header of 64 bytes, then transitions, coarse clusters, word lists, filter,
 * weights; all
 * little-endian (nu_model_load says the offsets). Version and sizes are checked, and the
 * sum over all bytes, so a truncated or foreign file is refused.
 */
#ifndef NU_MODEL_H
#define NU_MODEL_H

#include "model_chain.h"

enum { NU_CLUSTERS = 1024 };

/*
 * A set of 32-bit hashes with 12 bits known of each. 4096 buckets by the upper bits; an
 * entry is 20 bits of the hash and the 12 bits.
 */
typedef struct nu_pack {
	const uint8_t *offset; /* 4097 of 32 bits */
	const uint8_t *entry;  /* 32 bits each */
	uint32_t       n;
} nu_pack;

/* The pack of n entries at p; false when its offsets lead out of it. */
bool nu_pack_read(nu_pack *pack, const uint8_t *p, uint32_t n);
/* What is known of a hash, or -1. */
int nu_pack_find(const nu_pack *pack, uint32_t hash);

typedef struct nu_model {
	const int8_t  *row; /* rows of NU_WEIGHTS */
	uint32_t       rows;
	const uint8_t *filter;      /* a bit for each feature that training saw often enough */
	unsigned       filter_bits; /* log2 of its bits */
	float          scale;       /* of a weight */
	float          lift;        /* taken off the score of O: what the labels' authors overlooked */
	nu_edges       trans;
	nu_edges       etrans; /* exp of it; 0 where not allowed */
	nu_pack        gazetteer, cluster;
	const uint8_t *middle; /* cluster of 1024 to one of 128 */
	const uint8_t *coarse; /* cluster of 128 to one of 16 */
} nu_model;

/* Fills model from the bytes of a file, which must outlive it; else says what is wrong. */
const char *nu_model_load(nu_model *model, nu_str bytes);

/* The checksum of a model's bytes behind its header. */
uint32_t nu_model_sum(nu_str bytes);

/* The bit of a feature in a filter of 1 << bits. */
static inline uint32_t
nu_filter_bit(uint32_t feature, unsigned bits)
{
	return (feature * 0x9E3779B1u) >> (32 - bits);
}

/* Adds up the rows of the features (hashes). */
void nu_model_add(
    const nu_model *model, const uint32_t *feature, size_t n, int16_t sum[NU_WEIGHTS]);
/* The scores of the labels from such a sum, O being 0 but for the lift. */
void nu_model_score(const nu_model *model, const int16_t sum[NU_WEIGHTS], float score[NU_LABELS]);

/* ------------------------------------------------------------------------ training */

/* A chain of tokens with their features and labels. */
typedef struct nu_chain {
	const uint32_t *feature; /* hashes, all tokens' in a row */
	const uint16_t *count;   /* how many each token has */
	const uint8_t  *label;
	uint32_t        n, nfeature;
	float           weight;
} nu_chain;

typedef struct nu_train_opts {
	uint32_t rows, epochs, seed;
	uint32_t runs;        /* times that it is done, in other orders; the mean counts */
	uint32_t least;       /* a feature counts when it was seen so often */
	uint32_t filter_bits; /* log2 of the bits that tell which */
	float    lift;        /* see nu_model */
	float    rate;        /* AdaGrad's (Duchi, Hazan and Singer 2011) */
	float    dropout;     /* of the first `lexical` features of each token */
	uint32_t lexical;
} nu_train_opts;

/*
 * Trains averaged weights (Collins 2002) and gives the bytes of a model with these word
 * lists (each already packed by nu_pack_make) in `keep`. Deterministic.
 */
nu_str nu_model_train(nu_arena *keep, const nu_train_opts *opts, const nu_chain *chain, size_t n,
    nu_str gazetteer, nu_str cluster, const uint8_t middle[NU_CLUSTERS], const uint8_t coarse[128],
    nu_log *log);

typedef struct nu_packed {
	uint32_t hash;
	uint16_t known;
} nu_packed;

/* The bytes of a pack; items are sorted, equal hashes joined (bits or-ed when `join`). */
nu_str nu_pack_make(nu_arena *keep, nu_packed *item, size_t n, bool join);

#endif
