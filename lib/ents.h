/*
 * ents: the brain of nents: who, where, which organisation, and who said it.
 */
#ifndef NU_ENTS_H
#define NU_ENTS_H

#include "stream.h"

typedef struct nu_ents_opts {
	const char *model;   /* -m: a file, or NULL for the one compiled in */
	const char *aliases; /* -a: a file of names and aliases, or NULL */
	const char *lang;    /* --lang: of the model; documents in others are left alone */
	const char *state;   /* --state: the table of names, read and rewritten, or NULL */
	bool        across;  /* -x: names of earlier documents count */
} nu_ents_opts;

extern const nu_brain nu_ents_brain;

#endif
