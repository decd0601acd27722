/*
 * model_chain: labels, and the chain that they form: forward, backward and Viterbi of a
 * linear-chain conditional random field (Lafferty, McCallum and Pereira 2001).
 */
#ifndef NU_MODEL_CHAIN_H
#define NU_MODEL_CHAIN_H

#include "base.h"

enum {
	NU_TYPES = 4,                 /* person org place misc */
	NU_LABELS = 1 + 4 * NU_TYPES, /* O, then all types' B, their I, L and U */
	NU_WEIGHTS = NU_LABELS - 1,   /* a row of weights: O is always 0 */
};

/* Labels: 0 is O; those of one place follow one another, type by type. */
enum nu_place_in { NU_BEGIN, NU_INSIDE, NU_LAST, NU_UNIT };
#define NU_LABEL(t, place) (1 + NU_TYPES * (place) + (t))
#define NU_LABEL_TYPE(label) (((label)-1) % NU_TYPES)
#define NU_LABEL_PLACE(label) (((label)-1) / NU_TYPES)

/* May label b follow label a? */
bool nu_label_follows(int a, int b);

/* A number for each pair of labels that may follow one another, as the lattice reads it. */
typedef struct nu_edges {
	float to[NU_LABELS][NU_LABELS];                               /* [x][y]: from x to y */
	float from[NU_LABELS][NU_LABELS];                             /* [y][x]: the same */
	float bi[NU_TYPES], bl[NU_TYPES], ii[NU_TYPES], il[NU_TYPES]; /* inside a type */
} nu_edges;

void nu_edge_set(nu_edges *edges, int x, int y, float value);

/* Room for chains of up to `max` tokens. */
typedef struct nu_lane {
	float s[20]; /* B, I, L and U of the types, then O */
} nu_lane;

typedef struct nu_lattice {
	nu_lane *score, *alpha, *best;
} nu_lattice;

void nu_lattice_make(nu_arena *a, nu_lattice *room, size_t max);

/*
 * The best labels of a chain of n tokens that stands between tokens O, from their scores,
 * and marginal[i], how probable the label of token i is.
 */
void nu_lattice_decode(const nu_edges *trans, const nu_edges *etrans, nu_lattice *room,
    const float (*score)[NU_LABELS], size_t n, uint8_t *label, float *marginal);

/*
 * Forward and backward over a chain: marginals of labels into `score`, expected
 * transitions added to `pair`. Returns the log of the partition.
 */
double nu_lattice_marginals(const nu_edges *edges, nu_lattice *room, float (*score)[NU_LABELS],
    size_t n, double (*pair)[NU_LABELS]);

#endif
