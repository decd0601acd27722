/*
 * ents_train: makes the model of nents from labelled records: documents with blocks (or
 * sentences) and `person`, `org`, `place`, `misc` records in them. A unit's score, where
 * it has one, is its weight.
 */
#ifndef NU_ENTS_TRAIN_H
#define NU_ENTS_TRAIN_H

#include "base.h"

typedef struct nu_ents_train_opts {
	const char  *gazetteer; /* file: bit TAB name */
	const char  *clusters;  /* file: word TAB of 1024 TAB of 128 TAB of 16, frequent first */
	size_t       words;     /* lines of it to take */
	size_t       rows, epochs, runs, seed;
	size_t       least, filter_bits; /* see nu_train_opts */
	float        rate, dropout, lift;
	char *const *files;
	size_t       nfiles;
} nu_ents_train_opts;

/* The bytes of a model in `keep`; {NULL, 0}: told to the log. keep->oom must be set. */
nu_str nu_ents_train(nu_arena *keep, const nu_ents_train_opts *opts, nu_log *log);

#endif
