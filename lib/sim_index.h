/*
 * sim_index: from a hash to the few documents (or places) that have it.
 *
 * An inverted index in memory: 4,096 small tables that grow by half on their own, eight
 * bytes a slot (32 bits of the hash, beside the 12 that choose the table, and what it
 * leads to), and lists for hashes that several documents have. A list is never longer
 * than its cap: the first come stay, so that what everybody prints costs no more than
 * what a few do, and memory and time stay linear.
 */
#ifndef NU_SIM_INDEX_H
#define NU_SIM_INDEX_H

#include "base.h"

typedef struct nu_sim_index nu_sim_index;

/* Lists of up to cap entries, cap a power of two, 2 to 1024. Jumps to oom without memory. */
nu_sim_index *nu_sim_index_new(jmp_buf *oom, unsigned cap);
void nu_sim_index_free(nu_sim_index *ix);
/* Asks for what nu_sim_index_get is going to need, without waiting for it. */
void nu_sim_index_fetch(const nu_sim_index *ix, uint64_t hash);
/* What is known under hash, in the order added: *refs lives until the next add. */
size_t nu_sim_index_get(const nu_sim_index *ix, uint64_t hash, const uint32_t **refs);
/* Adds ref, 1 to 2^31 - 1, unless the list is full or ends with it. */
void nu_sim_index_add(nu_sim_index *ix, uint64_t hash, uint32_t ref);

/* Makes of every entry what `to` says: another, or 0 for none. New ones must rise as the old. */
void nu_sim_index_map(nu_sim_index *ix, uint32_t (*to)(const void *ctx, uint32_t ref),
    const void *ctx);

#endif
