/* sim_stage: the lines that the stages of nsim hand to each other (see sim.h). */
#ifndef NU_SIM_STAGE_H
#define NU_SIM_STAGE_H

#include "record.h"
#include "out.h"

/* Added to a day, so that it is no negative number; 0 is unknown. */
enum { NU_SIM_DAY0 = 0x400000 };

/* Writes v with so many hexadecimal digits, and a byte behind it. */
void nu_sim_put(nu_out *out, uint64_t v, int digits, char behind);
/* Takes a field of so many digits off the line; false: it is none. */
bool nu_sim_hex(nu_str *line, size_t digits, uint64_t *v);
/* Makes a document of no records, so that the stream calls `write`. */
void nu_sim_wake(nu_doc *doc);
/*
 * Tells of a line that nsim --`what` has not printed; of all that stand before the first that
 * it has, once.
 */
void nu_sim_strange(nu_strange *k, const char *what, nu_str line, nu_log *log);

#endif
