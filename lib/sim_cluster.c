#include "sim_cluster.h"

#include <stdlib.h>

/* What a cluster knows: its things in a ring, and how many they are. */
typedef struct forest {
	uint32_t          *up;   /* union-find */
	uint32_t          *next; /* the ring of a cluster's things */
	uint32_t          *size;
	uint32_t          *from; /* edges of thing i: by[from[i]..from[i + 1]) */
	const nu_sim_edge **by;
} forest;

static int
cmp_edge(const void *x, const void *y)
{
	const nu_sim_edge *a = x, *b = y;

	if (a->like < b->like || a->like > b->like)
		return a->like < b->like ? 1 : -1;
	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return (a->b > b->b) - (a->b < b->b);
}

static uint32_t
root(forest *f, uint32_t i)
{
	while (f->up[i] != i)
		i = f->up[i] = f->up[f->up[i]];
	return i;
}

static void
plant(forest *f, nu_arena *a, size_t n, const nu_sim_edge *edge, size_t nedge)
{
	uint32_t *at = NU_NEW(a, uint32_t, n + 1);

	f->up = NU_NEW(a, uint32_t, n + 1);
	f->next = NU_NEW(a, uint32_t, n + 1);
	f->size = NU_NEW(a, uint32_t, n + 1);
	f->from = NU_NEW(a, uint32_t, n + 2);
	f->by = NU_NEW(a, const nu_sim_edge *, nedge * 2 + 1);
	for (size_t i = 0; i < n; i++) {
		f->up[i] = f->next[i] = (uint32_t)i;
		f->size[i] = 1;
	}
	for (size_t i = 0; i < nedge; i++) {
		f->from[edge[i].a + 1]++;
		f->from[edge[i].b + 1]++;
	}
	for (size_t i = 0; i < n; i++)
		f->from[i + 1] += f->from[i];
	for (size_t i = 0; i < nedge; i++) {
		f->by[f->from[edge[i].a] + at[edge[i].a]++] = &edge[i];
		f->by[f->from[edge[i].b] + at[edge[i].b]++] = &edge[i];
	}
}

/* The sum of likeness between two clusters, seen from the smaller. */
static double
between(forest *f, uint32_t small, uint32_t large)
{
	double   sum = 0;
	uint32_t i = small;

	do {
		for (uint32_t k = f->from[i]; k < f->from[i + 1]; k++) {
			const nu_sim_edge *e = f->by[k];

			if (root(f, e->a == i ? e->b : e->a) == large)
				sum += e->like;
		}
		i = f->next[i];
	} while (i != small);
	return sum;
}

uint32_t *
nu_sim_clusters(nu_arena *a, size_t n, nu_sim_edge *edge, size_t nedge, float least)
{
	forest    f;
	uint32_t *out = NU_NEW(a, uint32_t, n + 1);

	if (nedge)
		qsort(edge, nedge, sizeof *edge, cmp_edge);
	plant(&f, a, n, edge, nedge);
	for (size_t i = 0; i < nedge; i++) {
		uint32_t x = root(&f, edge[i].a), y = root(&f, edge[i].b), t;

		if (x == y)
			continue;
		if (x > y ? f.size[x] >= f.size[y] : f.size[x] > f.size[y]) {
			t = x;
			x = y;
			y = t;
		}
		if (between(&f, x, y) < (double)least * f.size[x] * f.size[y])
			continue;
		f.up[x] = y;
		f.size[y] += f.size[x];
		t = f.next[x];
		f.next[x] = f.next[y];
		f.next[y] = t;
	}
	for (size_t i = 0; i < n; i++)
		out[i] = root(&f, (uint32_t)i);
	return out;
}
