/*
 * split_train: makes the model of nsplit from labelled records: blocks, and in each the
 * Sent records of its true sentences.
 */
#ifndef NU_SPLIT_TRAIN_H
#define NU_SPLIT_TRAIN_H

#include "base.h"

typedef struct nu_split_train_opts {
	size_t       epochs, seed;
	float        rate;  /* AdaGrad's (Duchi, Hazan and Singer 2011) */
	float        decay; /* of a weight, per instance that has it: L2 */
	char *const *files; /* `-` is standard input */
	size_t       nfiles;
} nu_split_train_opts;

/*
 * The bytes of a model in `keep`; {NULL, 0}: told to the log. keep->oom must be set.
 * Deterministic: the same records give the same bytes.
 */
nu_str nu_split_train(nu_arena *keep, const nu_split_train_opts *opts, nu_log *log);

#endif
