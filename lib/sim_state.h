/*
 * sim_state: what copies are held against, in a file. A line is a document:
 *
 *     nsim1 sample day source url words level digest id hashes check
 *
 * with TABs, numbers in hexadecimal and of fixed width, and a check of all before it at
 * its end. So any lines of any such files are a state: cat merges, grep and awk prune.
 */
#ifndef NU_SIM_STATE_H
#define NU_SIM_STATE_H

#include "sim_room.h"

typedef struct nu_sim_state nu_sim_state;
typedef void nu_sim_known(void *self, const nu_sim_now *now);

/*
 * Opens the file, which need not exist, and gives each document in it to `known`.
 * NULL: it is damaged, or of another version or sample (told to the log, status 2).
 */
nu_sim_state *nu_sim_state_open(nu_arena *keep, nu_log *log, const nu_sim_opts *opts,
    nu_sim_known *known, void *self);
/* Takes note of a document; it is written when the state is closed. */
void nu_sim_state_add(nu_sim_state *s, nu_arena *scratch, const nu_sim_now *now);
/* Writes, unless the run has failed: what nobody saw must not be taken for known. */
void nu_sim_state_close(nu_sim_state *s);

#endif
