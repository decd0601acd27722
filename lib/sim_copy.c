#include <stdlib.h>

#include "sim_room.h"

/* -u leaves out what has this share in an earlier document, in percent. */
enum { REPEAT = 80 };
/* Keys of other kinds in the same index. */
#define EXACT UINT64_C(0x5851f42d4c957f2d)

/* What the document in hand shares with an earlier one. */
typedef struct hit {
	uint32_t doc;
	uint32_t shared; /* hashes, furniture left aside */
	uint32_t whole;  /* hashes, furniture and all */
} hit;

struct nu_sim_copies {
	const nu_sim_opts *opts;
	nu_sim_docs       *docs;
	nu_sim_index      *index;
	jmp_buf           *oom;
	uint32_t          *at; /* for each earlier document its place in hit, plus 1; else 0 */
	size_t             capat;
	hit               *hit;
	size_t             n, cap;
};

nu_sim_copies *
nu_sim_copies_new(nu_arena *keep, const nu_sim_opts *opts, nu_sim_docs *docs)
{
	nu_sim_copies *c = NU_NEW(keep, nu_sim_copies, 1);

	c->opts = opts;
	c->docs = docs;
	c->oom = keep->oom;
	c->index = nu_sim_index_new(keep->oom, NU_SIM_MOST);
	return c;
}

void
nu_sim_copies_free(nu_sim_copies *c)
{
	if (!c)
		return;
	nu_sim_index_free(c->index);
	free(c->at);
	free(c->hit);
}

/* ---------------------------------------------------------------------- furniture */

/* Has everybody printed this, or the document's source on several days? It tells nothing. */
static bool
is_furniture(const nu_sim_copies *c, const nu_sim_doc *d, const uint32_t *ref, size_t n)
{
	int32_t seen[NU_SIM_DAYS];
	size_t  days = 0;

	if (n >= NU_SIM_MOST)
		return true;
	if (!d->source || n < NU_SIM_DAYS)
		return false;
	for (size_t i = 0; i < n && days < NU_SIM_DAYS; i++) {
		const nu_sim_doc *e = &c->docs->doc[ref[i] - 1];
		size_t            k = 0;

		if (e->age < c->docs->oldest || e->source != d->source || e->day == NU_SIM_NODAY ||
		    e->day == d->day || (e->url && e->url == d->url))
			continue;
		while (k < days && seen[k] != e->day)
			k++;
		if (k == days)
			seen[days++] = e->day;
	}
	return days == NU_SIM_DAYS;
}

/* ------------------------------------------------------------------------ counting */

static hit *
hit_of(nu_sim_copies *c, uint32_t doc)
{
	if (!c->at[doc]) {
		if (c->n == c->cap) {
			size_t cap = c->cap ? c->cap * 2 : 256;
			hit   *p = realloc(c->hit, cap * sizeof *p);

			if (!p)
				longjmp(*c->oom, 1);
			c->hit = p;
			c->cap = cap;
		}
		c->hit[c->n] = (hit){doc, 0, 0};
		c->at[doc] = (uint32_t)++c->n;
	}
	return &c->hit[c->at[doc] - 1];
}

/*
 * Counts what is shared with each earlier document. furniture[k]: how many of the
 * sketch's hashes at level k are furniture.
 */
static void
count_shared(nu_sim_copies *c, const nu_sim_now *now, size_t furniture[NU_SIM_LEVELS])
{
	const uint32_t *ref;

	c->n = 0;
	memset(furniture, 0, NU_SIM_LEVELS * sizeof *furniture);
	for (size_t i = 0; i < now->nsketch; i++)
		nu_sim_index_fetch(c->index, now->sketch[i]);
	for (size_t i = 0; i < now->nsketch; i++) {
		size_t n = nu_sim_index_get(c->index, now->sketch[i], &ref);
		bool   plain = !is_furniture(c, &now->d, ref, n);

		for (size_t k = now->d.level; !plain && k < NU_SIM_LEVELS; k++)
			furniture[k] += now->sketch[i] < UINT64_MAX >> k;
		for (size_t j = 0; j < n; j++) {
			hit *h;

			if (c->opts->window && c->docs->doc[ref[j] - 1].age < c->docs->oldest)
				continue;
			h = hit_of(c, ref[j] - 1);
			h->shared += plain;
			h->whole++;
		}
	}
	for (size_t i = 0; i < c->n; i++)
		c->at[c->hit[i].doc] = 0;
}

static nu_sim_likeness
likeness_of(const nu_sim_copies *c, const nu_sim_now *now, const hit *h,
    const size_t furniture[NU_SIM_LEVELS])
{
	const nu_sim_doc *e = &c->docs->doc[h->doc];
	unsigned          k = e->level > now->d.level ? e->level : now->d.level;

	return nu_sim_compare(&(nu_sim_shared){h->shared, h->whole, now->count[k], furniture[k],
	    nu_sim_count(e, k)});
}

/* ------------------------------------------------------------------------- copies */

static void
say(nu_doc *doc, const nu_sim_now *now, const nu_sim_doc *e, int score)
{
	bool version = now->d.url && now->d.url == e->url;

	nu_doc_fact(doc, "@dup", (nu_str){e->id, e->nid}, score,
	    version ? NU_STR("version") : (nu_str){NULL, 0});
}

/* May -u leave it out? Not the fuller story of which only a brief was known. */
static bool
is_repeat(const nu_sim_copies *c, const nu_sim_now *now, const nu_sim_doc *e, int score)
{
	int least = c->opts->least ? c->opts->least : REPEAT;

	if (score < least)
		return false;
	return score >= 95 || (uint64_t)e->words * 100 >= (uint64_t)now->d.words * 80;
}

bool
nu_sim_copies_find(nu_sim_copies *c, nu_doc *doc, nu_sim_now *now)
{
	size_t          furniture[NU_SIM_LEVELS], n;
	int             top = 0;
	bool            keep = true;
	const uint32_t *ref;

	now->same = now->like = SIZE_MAX;
	if (now->d.words == 0)
		return true;
	n = nu_sim_index_get(c->index, now->digest ^ EXACT, &ref);
	if (n && c->docs->doc[ref[n - 1] - 1].age >= c->docs->oldest) {
		now->same = now->like = ref[n - 1] - 1;
		say(doc, now, &c->docs->doc[now->same], 100);
		if (!c->opts->all)
			return !c->opts->unique;
		keep = !c->opts->unique;
	}
	count_shared(c, now, furniture);
	for (size_t i = 0; i < c->n; i++) {
		const hit      *h = &c->hit[i];
		nu_sim_likeness x = likeness_of(c, now, h, furniture);
		int             score = c->opts->jaccard ? x.both : x.share;

		if (h->doc == now->same || !nu_sim_is_copy(c->opts, x))
			continue;
		if (c->opts->all)
			say(doc, now, &c->docs->doc[h->doc], score);
		if (score > top || (score == top && h->doc < now->like)) {
			top = score;
			now->like = h->doc;
		}
		if (c->opts->unique && is_repeat(c, now, &c->docs->doc[h->doc], x.share))
			keep = false;
	}
	if (now->same != SIZE_MAX)
		now->like = now->same;
	else if (now->like != SIZE_MAX && !c->opts->all)
		say(doc, now, &c->docs->doc[now->like], top);
	return keep;
}

bool
nu_sim_copies_known(const nu_sim_copies *c, const nu_sim_now *now)
{
	const uint32_t *ref;

	return nu_sim_index_get(c->index, now->digest ^ EXACT, &ref) > 0;
}

static uint32_t
new_ref(const void *ctx, uint32_t ref)
{
	size_t to = ((const size_t *)ctx)[ref - 1];

	return to == SIZE_MAX ? 0 : (uint32_t)to + 1;
}

void
nu_sim_copies_forget(nu_sim_copies *c, const size_t *to)
{
	nu_sim_index_map(c->index, new_ref, to);
}

void
nu_sim_copies_keep(nu_sim_copies *c, const nu_sim_now *now, size_t number)
{
	uint32_t ref = (uint32_t)number + 1;

	if (number >= c->capat) {
		size_t    cap = c->capat + c->capat / 2 + 1024;
		uint32_t *p = realloc(c->at, cap * sizeof *p);

		if (!p)
			longjmp(*c->oom, 1);
		memset(p + c->capat, 0, (cap - c->capat) * sizeof *p);
		c->at = p;
		c->capat = cap;
	}
	nu_sim_index_add(c->index, now->digest ^ EXACT, ref);
	for (size_t i = 0; i < now->nsketch; i++)
		nu_sim_index_add(c->index, now->sketch[i], ref);
}
