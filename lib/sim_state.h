/*
 * sim_state: what documents are held against, in a file. A line is a document:
 *
 *     nsim2 sample day source url words level digest id story hashes [record...] check
 *
 * with TABs, numbers in hexadecimal and of fixed width, and a check of all before it at
 * its end. The story is "." without --story; with -r or --story there are the blocks
 * and names that were read, each as `type start end text`. So any lines of any such
 * files are a state: cat merges, grep and awk prune.
 *
 * The file is never written to: a new one beside it, FILE.new, takes its place at the
 * end of the run, when all of it is on the disk.
 */
#ifndef NU_SIM_STATE_H
#define NU_SIM_STATE_H

#include "sim_room.h"

typedef struct nu_sim_state nu_sim_state;

/*
 * A document from the file: as it was, with its story's id or {NULL, 0}, and with its
 * records, if the run needs them. All live until the next.
 */
typedef void nu_sim_known(void *self, const nu_sim_now *now, nu_doc *doc, nu_str story);

/*
 * Opens the file, which need not exist, and gives each document in it to `known`.
 * NULL: it is damaged, or of another version or sample, or has no records and the run
 * needs them, or another process is at it (told to the log, status 2).
 */
nu_sim_state *nu_sim_state_open(nu_arena *keep, nu_log *log, const nu_sim_opts *opts,
    nu_sim_known *known, void *self);
/* Its path, behind symbolic links. */
const char *nu_sim_state_path(const nu_sim_state *s);
/* Takes note of a document. */
void nu_sim_state_add(nu_sim_state *s, const nu_doc *doc, const nu_sim_now *now, nu_str story);
/*
 * Puts the new file in place, unless the run has failed: what nobody saw must not be
 * taken for known.
 */
void nu_sim_state_close(nu_sim_state *s);

#endif
