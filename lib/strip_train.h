/*
 * strip_train: makes nstrip's line model from pages and what their lines are.
 */
#ifndef NU_STRIP_TRAIN_H
#define NU_STRIP_TRAIN_H

#include "page.h"

typedef struct nu_strip_train_opts {
	/*
	 * Records that say what the lines of the pages are: a line is of the type of the block
	 * that holds its first byte, and Junk without one. @source tells the site: pages of a
	 * site are never in two folds. @weight tells how much a page weighs. Lines of the type
	 * Unknown teach nothing.
	 */
	const char  *labels;
	char *const *files; /* the pages */
	size_t       nfiles;
	nu_page_opts page;
	size_t       folds;   /* for stacking, and for what follows */
	size_t       skip;    /* learn nothing from the sites of this fold; folds: none */
	bool         skipped; /* instead of a model, the names of the pages of that fold */
	bool         cross;   /* instead of a model, figures on stderr, cross-validated */
	const char  *measure; /* pages whose base name begins so are measured, never learnt */
	unsigned     without; /* bits: groups of features that are left out */
	size_t       trees;
	int          depth;
	uint64_t     seed;
} nu_strip_train_opts;

/*
 * The model's bytes (or names of pages, or none); {NULL, 0}: told to the log. The options
 * must outlive `keep`.
 */
nu_str nu_strip_train(nu_arena *keep, const nu_strip_train_opts *opts, nu_log *log);

#endif
