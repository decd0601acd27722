/*
 * split_model: a logistic regression over hashed features, which settles the sentence
 * ends that the guards leave open.
 *
 * File: 64 bytes of header (magic "NUSPLIT1"; then little-endian 32-bit numbers: weights,
 * bits, and a checksum of what follows), int8 weights, and a bit set of the words that
 * the training text has in lower case.
 */
#ifndef NU_SPLIT_MODEL_H
#define NU_SPLIT_MODEL_H

#include "split_cand.h"

enum { NU_SPLIT_FEATURES = 40, NU_SPLIT_WEIGHTS = 1 << 16, NU_SPLIT_BITS = 1 << 17 };

/* A weight of 1 as it is stored. */
#define NU_SPLIT_SCALE 16

typedef struct nu_split_model {
	const int8_t  *weight; /* a power of two of them */
	const uint8_t *known;  /* bits, a power of two of them */
	uint32_t       weights, bits;
} nu_split_model;

/* Fills m from a file's bytes, which must outlive it; else says what is wrong. */
const char *nu_split_model_load(nu_split_model *m, nu_str bytes);
uint32_t    nu_split_model_sum(nu_str bytes);

/* Is it a word that stands in lower case elsewhere? */
bool nu_split_known(const nu_split_model *m, uint32_t hash);

/* The features of a candidate, as hashes; `rule` is what the rule book says of it. */
size_t nu_split_features(
    const nu_split_model *m, nu_cand *c, bool rule, uint32_t feature[NU_SPLIT_FEATURES]);
/* Above 0: a sentence ends. */
int nu_split_score(const nu_split_model *m, const uint32_t *feature, size_t n);

#endif
