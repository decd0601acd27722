/*
 * fresh: a file that is replaced whole. The new one is written beside it, FILE.new, and
 * takes its place when all of it is on the disk: a run that is killed, or finds the disk
 * full, leaves the old one as it was.
 */
#ifndef NU_FRESH_H
#define NU_FRESH_H

#include "base.h"

typedef struct nu_fresh nu_fresh;

/*
 * Makes FILE.new (behind symbolic links, with the mode of the old file) and holds it
 * against other runs until `keep` is freed or nu_fresh_close. NULL: told to the log
 * (status 2).
 */
nu_fresh *nu_fresh_open(nu_arena *keep, nu_log *log, const char *file);
/* The file's path, behind symbolic links. */
const char *nu_fresh_path(const nu_fresh *f);
/* Writes more of the new content; false, now and ever after: told to the log. */
bool nu_fresh_write(nu_fresh *f, nu_str bytes);
/*
 * Puts the new file in place, if no write of it and nothing else in the run has failed
 * (status 2 of the log); else the old one stays.
 */
void nu_fresh_close(nu_fresh *f);

#endif
