/*
 * What the first forest said of a line's kin: the lines of its element, of its kind of
 * element, and those around it that are built like it. A list or a table stays or goes
 * as a whole more often than not.
 */
#include "strip_feat.h"

enum { AROUND = 8, NONE = -500 };

typedef struct mean {
	uint32_t key, n;
	int64_t  sum;
} mean;

static void
set(sp_table *t, unsigned f, size_t i, int64_t v)
{
	*sp_at(t, f, i) = (int16_t)(v > 32000 ? 32000 : v < -32000 ? -32000 : v);
}

static mean *
mean_of(mean *m, size_t mask, uint32_t key)
{
	size_t   k = (key * 2654435761u >> 7) & mask;
	unsigned step = 0;

	while (m[k].n && m[k].key != key)
		k = nu_next_place(key, k, mask, &step);
	return &m[k];
}

static uint32_t
key_of(const nu_line *l, bool path)
{
	return path ? l->path : l->parent;
}

/* The mean over the lines that share the key, the line itself left out. */
static void
set_shared(const sp_page *p, sp_table *t, const int32_t *v, unsigned f, bool path)
{
	size_t size = 16;
	mean  *m;

	while (size < p->n * 2)
		size *= 2;
	m = NU_NEW(p->a, mean, size);
	for (size_t i = 0; i < p->n; i++) {
		uint32_t key = key_of(&p->page->line[i], path);
		mean    *at = mean_of(m, size - 1, key);

		at->key = key;
		at->n++;
		at->sum += v[i];
	}
	for (size_t i = 0; i < p->n; i++) {
		const mean *at = mean_of(m, size - 1, key_of(&p->page->line[i], path));

		set(t, f, i, at->n > 1 ? (at->sum - v[i]) / (at->n - 1) : NONE);
	}
}

/* The mean over the part of the tree that hangs beside the running text. */
static void
set_box(const sp_page *p, sp_table *t, const int32_t *v)
{
	for (size_t i = 0; i < p->n;) {
		size_t  n = (size_t)*sp_at(t, SPF_T_BOX_LINES, i), to = n ? i + n : i + 1;
		int64_t sum = 0;

		to = to < p->n ? to : p->n;
		for (size_t k = i; k < to; k++)
			sum += v[k];
		for (size_t k = i; k < to; k++)
			set(t, SPF_P_BOX, k, sum / (int64_t)(to - i));
		i = to;
	}
}

static bool
is_alike(const sp_table *t, const sp_line *l, size_t i, const sp_line *m, size_t k)
{
	return l->stop == m->stop && *sp_at(t, SPF_FIRST, i) == *sp_at(t, SPF_FIRST, k) &&
	       (l->figures > 0) == (m->figures > 0) && m->words <= 2 * l->words && l->words <= 2 * m->words;
}

static void
set_alike(const sp_page *p, sp_table *t, const int32_t *v, size_t i)
{
	size_t from = i > AROUND ? i - AROUND : 0, to = i + AROUND + 1 < p->n ? i + AROUND + 1 : p->n;
	long   n = 0, sum = 0;

	for (size_t k = from; k < to; k++)
		if (k != i && is_alike(t, &p->line[i], i, &p->line[k], k)) {
			n++;
			sum += v[k];
		}
	set(t, SPF_P_ALIKE, i, n ? sum / n : NONE);
}

void
sp_stack_kin(const sp_page *p, sp_table *t, const int32_t *v)
{
	if (!p->markup)
		return;
	for (size_t i = 0; i < p->n; i++)
		if (p->line[i].close)
			set_alike(p, t, v, i);
	set_shared(p, t, v, SPF_P_PATH, true);
	set_shared(p, t, v, SPF_P_PARENT, false);
	set_box(p, t, v);
}
