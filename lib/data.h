/*
 * data: the files of lib/data/, compiled in. Language facts live there as TSV that a
 * linguist can edit; nothing is looked up on disk at run time.
 */
#ifndef NU_DATA_H
#define NU_DATA_H

#include "base.h"

/* The bytes of lib/data/PATH ("en/weekday.tsv"); {NULL, 0} when there is no such file. */
nu_str nu_data(const char *path);

#endif
