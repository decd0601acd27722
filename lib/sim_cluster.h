/*
 * sim_cluster: documents that are linked, in clusters. Average link: two clusters join
 * when the likeness of their documents, none counting as zero, is on average enough, so
 * that chains of weak links make no giants.
 */
#ifndef NU_SIM_CLUSTER_H
#define NU_SIM_CLUSTER_H

#include "base.h"

typedef struct nu_sim_edge {
	uint32_t a, b;
	float    like; /* 0 to 1 */
} nu_sim_edge;

/* The least average, for copies. */
#define NU_SIM_TOGETHER 0.15f

/*
 * The cluster of each of n things, a number below n. `least` 0: whatever is linked at
 * all. The edges are sorted; equal ones by their ends.
 */
uint32_t *nu_sim_clusters(nu_arena *a, size_t n, nu_sim_edge *edge, size_t nedge, float least);

#endif
