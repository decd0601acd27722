/*
 * strip_boost: grows forests of oblivious trees by gradient boosting on log loss, with
 * Newton steps (Friedman, 2001; Chen and Guestrin, "XGBoost", KDD 2016). The same data
 * and seed give the same forest.
 */
#ifndef NU_STRIP_BOOST_H
#define NU_STRIP_BOOST_H

#include "strip_model.h"

typedef struct sp_rows {
	int16_t *x; /* value f of row i is x[f * n + i] */
	size_t   n;
	float   *y, *w;  /* 0 or 1, and the row's weight; 0: not learnt from */
	/*
	 * NULL, or the group of each row, from 1 on; those of a group stand together. One row of
	 * a group is to be found: they are learnt against each other (a softmax).
	 */
	uint32_t *group;
	bool     use[SP_NFEATURES];
} sp_rows;

typedef struct sp_boost_opts {
	size_t trees;
	int    depth;
	double rate, l2, min_weight;
	double rows, features; /* shares drawn for each tree */
	uint64_t seed;
} sp_boost_opts;

sp_forest sp_boost(nu_arena *a, const sp_rows *rows, const sp_boost_opts *o);

#endif
