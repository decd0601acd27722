#include "sim_index.h"

#include <stdlib.h>

enum { TABLES = 4096, TABLE_BITS = 12, FIRST = 8, SLACK = 16 };

/* ref: 0 empty; LIST and where its list begins; or the one entry. */
#define LIST UINT32_C(0x80000000)

typedef struct slot {
	uint32_t part; /* of the hash */
	uint32_t ref;
} slot;

/*
 * Slots in order of their parts, with gaps: a part stands at its share of cap, or as
 * few slots behind as those before it need. So a search ends where a greater part
 * stands, however full the table, and a larger table is filled from left to right.
 */
typedef struct table {
	slot    *slot;
	uint32_t n, cap;
	uint32_t size; /* slots there are: cap and some behind it; the last stays empty */
} table;

struct nu_sim_index {
	table     table[TABLES];
	uint32_t *pool; /* lists: a count, then room for the next power of two, 2 or more */
	size_t    n, cap;
	uint32_t  spare[16]; /* the first unused list of 2^i, each leading to the next; 0 none */
	uint32_t  most;
	jmp_buf  *oom;
};

nu_sim_index *
nu_sim_index_new(jmp_buf *oom, unsigned cap)
{
	nu_sim_index *ix = calloc(1, sizeof *ix);

	if (!ix)
		longjmp(*oom, 1);
	ix->oom = oom;
	ix->most = cap;
	ix->n = 1; /* 0 is no list */
	return ix;
}

void
nu_sim_index_free(nu_sim_index *ix)
{
	if (!ix)
		return;
	for (size_t i = 0; i < TABLES; i++)
		free(ix->table[i].slot);
	free(ix->pool);
	free(ix);
}

/* ------------------------------------------------------------------------- tables */

static inline uint32_t
home(const table *t, uint32_t part)
{
	return (uint32_t)((uint64_t)part * t->cap >> 32);
}

/* Where the part stands, or is to stand. */
static inline slot *
find(const table *t, uint32_t part)
{
	slot *s = &t->slot[home(t, part)];

	while (s->ref && s->part < part)
		s++;
	return s;
}

/* Moves the slots to a table of cap shares and more room behind them. */
static void
resize(nu_sim_index *ix, table *t, uint32_t cap, uint32_t slack)
{
	table    bigger = {NULL, t->n, cap, 0};
	uint32_t next = 0;

	/* Behind the last share there is room for as many as may have to stand there. */
	for (uint32_t i = 0; i < t->size; i++)
		if (t->slot[i].ref)
			next = (home(&bigger, t->slot[i].part) > next ? home(&bigger, t->slot[i].part) : next) + 1;
	bigger.size = (next > cap ? next : cap) + slack;
	bigger.slot = calloc(bigger.size, sizeof *bigger.slot);
	if (!bigger.slot)
		longjmp(*ix->oom, 1);
	next = 0;
	for (uint32_t i = 0; i < t->size; i++) {
		uint32_t at;

		if (!t->slot[i].ref)
			continue;
		at = home(&bigger, t->slot[i].part);
		next = at > next ? at : next;
		bigger.slot[next++] = t->slot[i];
	}
	free(t->slot);
	*t = bigger;
}

/* A table at most four fifths full, so that little room is idle. */
static void
make_room(nu_sim_index *ix, table *t)
{
	if (!t->cap)
		resize(ix, t, FIRST, SLACK);
	else if (t->n + 1 > t->cap / 5 * 4)
		resize(ix, t, t->cap < 64 ? t->cap * 2 : t->cap + t->cap / 2, SLACK);
	else if (t->slot[t->size - 2].ref)
		resize(ix, t, t->cap, SLACK + t->n);
}

/* Puts a new slot at s, which moves those behind it on by one. */
static void
insert(table *t, slot *s, slot fresh)
{
	while (s->ref) {
		slot was = *s;

		*s++ = fresh;
		fresh = was;
	}
	*s = fresh;
	t->n++;
}

/* ------------------------------------------------------------------------- lists */

/* The room, as a power of two, of a list of n. */
static unsigned
room_of(uint32_t n)
{
	unsigned bits = 1;

	while ((UINT32_C(1) << bits) < n)
		bits++;
	return bits;
}

static uint32_t
list_new(nu_sim_index *ix, unsigned bits)
{
	size_t   need = (size_t)1 + (UINT32_C(1) << bits);
	uint32_t at = ix->spare[bits];

	if (at) {
		ix->spare[bits] = ix->pool[at + 1];
		return at;
	}
	if (ix->n + need > ix->cap) {
		size_t    cap = ix->cap ? ix->cap + ix->cap / 4 : 4096;
		uint32_t *p = cap < LIST ? realloc(ix->pool, cap * sizeof *p) : NULL;

		if (!p)
			longjmp(*ix->oom, 1);
		ix->pool = p;
		ix->cap = cap;
	}
	at = (uint32_t)ix->n;
	ix->n += need;
	return at;
}

static uint32_t
list_add(nu_sim_index *ix, uint32_t at, uint32_t ref)
{
	uint32_t n = ix->pool[at], bigger;
	unsigned bits = room_of(n);

	if (n >= ix->most || ix->pool[at + n] == ref)
		return at;
	if (n == UINT32_C(1) << bits) {
		bigger = list_new(ix, bits + 1);
		memcpy(&ix->pool[bigger], &ix->pool[at], (n + 1) * sizeof *ix->pool);
		ix->pool[at + 1] = ix->spare[bits];
		ix->spare[bits] = at;
		at = bigger;
	}
	ix->pool[at + ++ix->pool[at]] = ref;
	return at;
}

void
nu_sim_index_fetch(const nu_sim_index *ix, uint64_t hash)
{
	const table *t = &ix->table[hash & (TABLES - 1)];

	if (t->n)
		__builtin_prefetch(&t->slot[home(t, (uint32_t)(hash >> TABLE_BITS))]);
}

size_t
nu_sim_index_get(const nu_sim_index *ix, uint64_t hash, const uint32_t **refs)
{
	const table *t = &ix->table[hash & (TABLES - 1)];
	const slot  *s;
	static const uint32_t none = 0;

	*refs = &none;
	if (!t->n)
		return 0;
	s = find(t, (uint32_t)(hash >> TABLE_BITS));
	if (!s->ref || s->part != (uint32_t)(hash >> TABLE_BITS))
		return 0;
	if (s->ref & LIST) {
		*refs = &ix->pool[(s->ref & ~LIST) + 1];
		return ix->pool[s->ref & ~LIST];
	}
	*refs = &s->ref;
	return 1;
}

void
nu_sim_index_add(nu_sim_index *ix, uint64_t hash, uint32_t ref)
{
	table   *t = &ix->table[hash & (TABLES - 1)];
	slot    *s;
	uint32_t at;

	make_room(ix, t);
	s = find(t, (uint32_t)(hash >> TABLE_BITS));
	if (!s->ref || s->part != (uint32_t)(hash >> TABLE_BITS)) {
		insert(t, s, (slot){(uint32_t)(hash >> TABLE_BITS), ref});
	} else if (s->ref & LIST) {
		s->ref = LIST | list_add(ix, s->ref & ~LIST, ref);
	} else if (s->ref != ref) {
		at = list_new(ix, 1);
		ix->pool[at] = 2;
		ix->pool[at + 1] = s->ref;
		ix->pool[at + 2] = ref;
		s->ref = LIST | at;
	}
}

/* ------------------------------------------------------------------------ forgetting */

/* Leaves of the list at what `to` keeps; what is to stand in its slot: 0, an entry, a list. */
static uint32_t
list_map(nu_sim_index *ix, uint32_t at, uint32_t (*to)(const void *ctx, uint32_t ref),
    const void *ctx)
{
	uint32_t n = ix->pool[at], kept = 0, ref, was;
	unsigned bits = room_of(n), now;

	for (uint32_t i = 1; i <= n; i++)
		if ((ref = to(ctx, ix->pool[at + i])))
			ix->pool[at + ++kept] = ref;
	ix->pool[at] = kept;
	now = room_of(kept);
	if (kept >= 2 && now == bits)
		return LIST | at;
	ref = kept == 1 ? ix->pool[at + 1] : 0;
	if (kept >= 2) { /* a list of another room: moved, so that its room can be told again */
		was = list_new(ix, now);
		memcpy(&ix->pool[was], &ix->pool[at], (kept + 1) * sizeof *ix->pool);
		ref = LIST | was;
	}
	ix->pool[at + 1] = ix->spare[bits];
	ix->spare[bits] = at;
	return ref;
}

void
nu_sim_index_map(nu_sim_index *ix, uint32_t (*to)(const void *ctx, uint32_t ref), const void *ctx)
{
	for (size_t i = 0; i < TABLES; i++) {
		table *t = &ix->table[i];

		for (uint32_t k = 0; k < t->size; k++) {
			slot *s = &t->slot[k];

			if (s->ref)
				s->ref = s->ref & LIST ? list_map(ix, s->ref & ~LIST, to, ctx) : to(ctx, s->ref);
		}
		t->n = 0;
		for (uint32_t k = 0; k < t->size; k++)
			t->n += t->slot[k].ref != 0;
		if (t->cap) /* those left move to where they belong */
			resize(ix, t, t->cap, SLACK);
	}
}
