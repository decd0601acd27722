#include "names.h"

#include <stdlib.h>

#include "text.h"

/*
 * Two generations, the younger of which takes what is new or asked for again; when it is
 * full the older one is forgotten. So memory is bounded, and what is often told stays.
 */
enum { GENERATION = 16384, SLOTS = 32768, LONGEST = 200 };

typedef struct known {
	nu_str   name, folded;
	uint32_t key;  /* hash of type and skeleton */
	uint32_t next; /* the next one with the same slot, from 1 */
	uint8_t  type, listed, words;
} known;

typedef struct generation {
	nu_arena arena;
	known    one[GENERATION];
	uint32_t slot[SLOTS]; /* from 1 */
	size_t   n;
} generation;

struct nu_known {
	generation *young, *old;
};

/* Empty; its names are written one by one, and their pages with them. */
static generation *
new_generation(nu_arena *keep)
{
	generation *g = nu_alloc_raw(keep, sizeof *g);

	memset(&g->arena, 0, sizeof g->arena);
	memset(g->slot, 0, sizeof g->slot);
	g->arena.oom = keep->oom;
	g->n = 0;
	return g;
}

nu_known *
nu_known_new(nu_arena *keep)
{
	nu_known *k = NU_NEW(keep, nu_known, 1);

	k->young = new_generation(keep);
	k->old = new_generation(keep);
	return k;
}

void
nu_known_free(nu_known *k)
{
	if (!k)
		return;
	nu_arena_free(&k->young->arena);
	nu_arena_free(&k->old->arena);
}

static void
insert(nu_known *k, const known *x)
{
	generation *g = k->young;
	known      *to;

	if (g->n == GENERATION) {
		g = k->old;
		k->old = k->young;
		k->young = g;
		nu_arena_reset(&g->arena);
		memset(g->slot, 0, sizeof g->slot);
		g->n = 0;
	}
	to = &g->one[g->n++];
	*to = *x;
	to->name = nu_copy(&g->arena, x->name);
	to->folded = nu_copy(&g->arena, x->folded);
	to->next = g->slot[x->key % SLOTS];
	g->slot[x->key % SLOTS] = (uint32_t)g->n;
}

/* May x, seen earlier, stand for y? */
static bool
same_name(const known *x, const known *y)
{
	if (x->key != y->key || x->type != y->type)
		return false;
	if (nu_eq(x->folded, y->folded))
		return true;
	if ((x->listed && y->listed) || x->folded.n < 4 || y->folded.n < 4)
		return false;
	return nu_jaro_winkler(x->folded, y->folded) >= (x->words > 1 && y->words > 1 ? 0.85 : 0.93);
}

static const known *
find_in(const generation *g, const known *y)
{
	const known *like = NULL;
	size_t       steps = 0;

	for (uint32_t i = g->slot[y->key % SLOTS]; i && steps < 64; i = g->one[i - 1].next, steps++) {
		const known *x = &g->one[i - 1];

		if (same_name(x, y) && (!like || nu_eq(x->folded, y->folded)))
			like = x;
		if (like && nu_eq(like->folded, y->folded))
			break;
	}
	return like;
}

/* Fills y for looking up; false when such a name is not kept. */
static bool
make_key(known *y, nu_arena *scratch, int type, nu_str name, bool listed)
{
	nu_str skeleton;

	if (name.n > LONGEST)
		return false;
	memset(y, 0, sizeof *y);
	y->name = name;
	y->type = (uint8_t)type;
	y->listed = listed;
	y->folded = nu_fold(scratch, name);
	skeleton = nu_skeleton(scratch, y->folded);
	y->words = 1;
	for (size_t i = 0; i < y->folded.n; i++)
		y->words = (uint8_t)(y->words + (y->folded.p[i] == ' ' && y->words < 100));
	y->key = nu_hash(skeleton) * 4 + (uint32_t)type;
	return skeleton.n > 0;
}

nu_str
nu_known_find(nu_known *k, nu_arena *scratch, int type, nu_str name, bool listed)
{
	known        y;
	const known *x;
	nu_str       shown;

	if (!make_key(&y, scratch, type, name, listed))
		return name;
	if ((x = find_in(k->young, &y)))
		return nu_copy(scratch, x->name);
	x = find_in(k->old, &y);
	if (!x) {
		insert(k, &y);
		return name;
	}
	y = *x;
	shown = y.name = nu_copy(scratch, x->name);
	y.folded = nu_copy(scratch, x->folded);
	insert(k, &y);
	return shown;
}

static nu_str
next_column(nu_str *line)
{
	nu_str c = nu_column(*line, 0);

	*line = nu_slice(*line, c.n < line->n ? c.n + 1 : c.n, line->n);
	return c;
}

bool
nu_known_read(nu_known *k, nu_arena *scratch, nu_str tsv)
{
	nu_str line;
	bool   good = true;

	while (nu_tsv_line(&tsv, &line)) {
		nu_str type = next_column(&line), listed = next_column(&line);
		known  y;

		if (type.n != 1 || type.p[0] < '0' || type.p[0] > '3' || listed.n != 1 || !line.n ||
		    nu_utf8_valid(line) < line.n || memchr(line.p, '\t', line.n)) {
			good = false;
			continue;
		}
		if (make_key(&y, scratch, type.p[0] - '0', line, listed.p[0] == '1'))
			insert(k, &y);
	}
	return good;
}

nu_str
nu_known_write(nu_known *k, nu_arena *a)
{
	static const char head[] = "# Names that nents knows (-x --state): type, listed, name\n";
	generation       *both[2] = {k->old, k->young};
	size_t            size = sizeof head - 1, n = size;
	char             *out;

	for (int g = 0; g < 2; g++)
		for (size_t i = 0; i < both[g]->n; i++)
			size += both[g]->one[i].name.n + 5;
	out = nu_alloc(a, size);
	memcpy(out, head, n);
	for (int g = 0; g < 2; g++)
		for (size_t i = 0; i < both[g]->n; i++) {
			const known *x = &both[g]->one[i];

			out[n++] = (char)('0' + x->type);
			out[n++] = '\t';
			out[n++] = x->listed ? '1' : '0';
			out[n++] = '\t';
			memcpy(out + n, x->name.p, x->name.n);
			n += x->name.n;
			out[n++] = '\n';
		}
	return (nu_str){out, n};
}
