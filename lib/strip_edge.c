/*
 * Where the article begins and where it ends: forests that weigh the lines of a page
 * against each other, each as the first or as the last of the running text.
 */
#include "strip_verdict.h"

/* What the first forest says of a line that may be the first or the last: at least so much. */
enum { EDGE_LEAST = -96, SCALE_SHIFT = 4 };

bool
sp_may_be_edge(const sp_page *p, const int32_t *first, size_t i)
{
	return p->line[i].close && first[i] > EDGE_LEAST;
}

/* Runs the forest over the lanes in which there is such a line: it takes them together anyhow. */
static void
run(const sp_forest *f, const sp_page *p, const sp_table *t, const bool *may, int32_t *v)
{
	for (size_t from = 0, to; from < p->n; from = to) {
		bool any = false;

		to = from + SP_LANES < p->n ? from + SP_LANES : p->n;
		for (size_t i = from; i < to; i++)
			any |= may[i];
		if (any)
			sp_forest_run(f, t, from, to, v);
	}
}

/* Of every line how much worse an edge it is than the best; no edge is as bad as the worst. */
static int32_t *
weigh(const sp_forest *f, const sp_page *p, const sp_table *t, const bool *may)
{
	int32_t *v = NU_NEW(p->a, int32_t, p->n + 1), most = INT32_MIN, least = INT32_MAX;

	run(f, p, t, may, v);
	for (size_t i = 0; i < p->n; i++) {
		v[i] /= 1 << SCALE_SHIFT;
		if (!may[i])
			continue;
		most = v[i] > most ? v[i] : most;
		least = v[i] < least ? v[i] : least;
	}
	if (most < least)
		return NULL;
	for (size_t i = 0; i < p->n; i++)
		v[i] = (may[i] ? v[i] : least) - most;
	return v;
}

void
sp_weigh_edges(const sp_model *m, const sp_page *p, const sp_table *t, const int32_t *first, sp_edges *e)
{
	const sp_forest *start = &m->forest[SP_FOREST_START], *end = &m->forest[SP_FOREST_END];
	bool            *may;

	e->start = e->end = NULL;
	if (!start->n || !end->n)
		return;
	may = nu_alloc(p->a, p->n + 1);
	for (size_t i = 0; i < p->n; i++)
		may[i] = sp_may_be_edge(p, first, i);
	e->start = weigh(start, p, t, may);
	e->end = weigh(end, p, t, may);
}
