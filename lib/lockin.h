/*
 * lockin: once everything is loaded, a filter needs no more than to read its operands.
 * Landlock (Linux 5.13) and seccomp(2) hold it to that where the kernel has them, and
 * pledge(2) and unveil(2) on OpenBSD; elsewhere nothing happens.
 */
#ifndef NU_LOCKIN_H
#define NU_LOCKIN_H

#include "base.h"

enum { NU_LANDLOCK = 1, NU_SECCOMP = 2, NU_PLEDGE = 4 };

/*
 * From here on this process can open nothing but `files` for reading and `state` (may be
 * NULL) for reading and writing, make no socket and execute no program. Names in the
 * state's folder may change, so that a file that is open already can take its place.
 * Files that do not exist stay missing. Returns what is in force, as bits; 0 is no error.
 */
int nu_lock_in(char *const *files, size_t nfiles, const char *state);
/* What nu_lock_in would use here, in words: "landlock seccomp", "none". */
const char *nu_lock_in_name(void);

#endif
