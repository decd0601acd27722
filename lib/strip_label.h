/*
 * strip_label: what the lines of pages are, from labelled records: a line is of the type of
 * the block that holds its first byte.
 */
#ifndef NU_STRIP_LABEL_H
#define NU_STRIP_LABEL_H

#include "input.h"

/* What a line is, for learning. */
enum { IS_JUNK, IS_BODY, IS_TITLE, IS_ASIDE, IS_UNKNOWN };

typedef struct sp_label {
	size_t  start, end;
	uint8_t is;
} sp_label;

/* A page's labels, in the order of the file. */
typedef struct sp_labelled {
	nu_str    id, site; /* site: @source, else the id */
	float     weight;   /* @weight, else 1 */
	sp_label *label;
	size_t    n, cap;
	uint32_t  hash;
	uint32_t  next; /* the page before of that place in the table, counted from 1 */
} sp_labelled;

typedef struct sp_labels {
	sp_labelled *page;
	size_t       n, cap;
	uint32_t    *place;
	uint32_t     mask;
} sp_labels;

/* Reads a file of them through `in`, which stays the caller's; false: told to the log. */
bool sp_labels_read(sp_labels *l, nu_arena *keep, nu_log *log, nu_input *in, const char *file);
/* The labels of a page, or NULL. */
const sp_labelled *sp_labels_of(const sp_labels *l, nu_str name);

#endif
