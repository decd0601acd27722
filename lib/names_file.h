/*
 * names_file: the files that nents reads at its start and writes at its end.
 */
#ifndef NU_NAMES_FILE_H
#define NU_NAMES_FILE_H

#include "lexicon.h"

/* A whole file of at most `max` bytes into `keep`; false: told to the log (status 2). */
bool nu_file_read(nu_arena *keep, nu_log *log, const char *path, size_t max, nu_str *out);
/* The same of a file that need not be there: it is empty then. */
bool nu_file_keep(nu_arena *keep, nu_log *log, const char *path, size_t max, nu_str *out);
/*
 * The user's aliases: lines of alias TAB name [TAB type], in any case. False: a line is
 * none, and told to the log (status 2).
 */
bool nu_aliases_read(nu_arena *keep, nu_log *log, const char *path, nu_str tsv,
    const nu_lexicon **out);

#endif
