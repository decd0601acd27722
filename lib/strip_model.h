/*
 * strip_model: boosted oblivious trees. All inner nodes of a level of such a tree ask the
 * same question, so that a tree is a few comparisons and one look into a table
 * (Kohavi and Li, "Oblivious decision trees, graphs, and top-down pruning", 1995;
 * Friedman, "Greedy function approximation: a gradient boosting machine", 2001).
 *
 * The file: "nust", a byte of version, of features, of forests, of its kind; each forest
 * is trees (2 bytes), bias (4), then trees: depth (1), a feature (1) and a threshold (2)
 * for each level, 2^depth leaves (2). Numbers are little-endian, two's complement.
 */
#ifndef NU_STRIP_MODEL_H
#define NU_STRIP_MODEL_H

#include "strip_feat.h"

enum { SP_MAX_DEPTH = 6, SP_VERSION = 2 };

/* The forests of a file. */
enum { SP_FOREST_FIRST, SP_FOREST_SECOND, SP_FOREST_TITLE, SP_FOREST_START, SP_FOREST_END, SP_FORESTS };

typedef struct sp_tree {
	uint8_t depth;
	uint8_t feature[SP_MAX_DEPTH];
	int16_t above[SP_MAX_DEPTH]; /* bit d is set where the feature is greater */
	int16_t leaf[1 << SP_MAX_DEPTH];
} sp_tree;

typedef struct sp_forest {
	sp_tree *tree;
	size_t   n;
	int32_t  bias;
	const struct sp_packed *packed; /* the trees as sp_forest_run() wants them, or NULL */
	const struct sp_bytes  *bytes;  /* their leaves once more, with `packed` */
} sp_forest;

typedef struct sp_model {
	uint8_t   kind; /* enum sp_kind: of the pages that it has learnt from */
	sp_forest forest[SP_FORESTS];
} sp_model;

/* Reads a model's bytes; NULL: told to the log. */
sp_model *sp_model_read(nu_arena *keep, nu_str bytes, nu_log *log);
/* Its bytes. */
nu_str sp_model_write(nu_arena *a, const sp_model *m);
/* Lays the trees out for vectors. A forest that was not packed runs all the same, slower. */
void sp_forest_pack(nu_arena *keep, sp_forest *f);
/* Adds up the trees for lines from..to of the table: log odds times 64 times 16. */
void sp_forest_run(const sp_forest *f, const sp_table *t, size_t from, size_t to, int32_t *out);
/* The same with AVX2 at most, and without vectors of this machine's kind: for tests. */
void sp_forest_run_some(
    const sp_forest *f, const sp_table *t, size_t from, size_t to, int32_t *out);
void sp_forest_run_plain(
    const sp_forest *f, const sp_table *t, size_t from, size_t to, int32_t *out);

#endif
