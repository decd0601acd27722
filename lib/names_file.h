/*
 * names_file: the files that nents reads at its start and writes at its end.
 */
#ifndef NU_NAMES_FILE_H
#define NU_NAMES_FILE_H

#include "lexicon.h"

/* nu_input_whole() of a file that need not be there: it is empty then. */
bool nu_file_keep(nu_arena *keep, nu_log *log, const char *path, nu_str *out);
/*
 * The user's aliases: lines of alias TAB name [TAB type], in any case. False: a line is
 * none, and told to the log (status 2).
 */
bool nu_aliases_read(nu_arena *keep, nu_log *log, const char *path, nu_str tsv,
    const nu_lexicon **out);

#endif
