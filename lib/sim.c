#include "sim.h"

#include <stdlib.h>

#include "sim_room.h"
#include "sim_state.h"

typedef struct sim {
	nu_sim_opts    opts;
	nu_arena      *keep;
	nu_log        *log;
	nu_sim_docs    docs;
	nu_sim_look    look;
	nu_sim_copies *copies;
	nu_sim_reuse  *reuse;
	nu_sim_story  *story;
	nu_sim_state  *state;
	bool           told; /* of two documents with one id */
} sim;

static size_t remember(sim *s, const nu_sim_now *now);
static void   move_window(sim *s, nu_sim_now *now);

/* A document from the state file, as nu_sim_known tells. */
static void
known(void *self, const nu_sim_now *was, nu_doc *doc, nu_str story)
{
	sim       *s = self;
	nu_sim_now now = *was;
	size_t     number;

	if (s->reuse || s->story) { /* it is read once more, as it was the first time */
		nu_sim_look_at(&s->look, doc, &now);
		now.d.day = was->d.day;
		now.d.source = was->d.source;
		now.d.url = was->d.url;
	}
	move_window(s, &now);
	if (now.d.age < s->docs.oldest || nu_sim_copies_known(s->copies, &now))
		return;
	if (s->reuse || s->story)
		nu_sim_copies_find(s->copies, doc, &now);
	number = remember(s, &now);
	nu_sim_copies_keep(s->copies, &now, number);
	if (s->reuse)
		nu_sim_reuse_keep(s->reuse, doc->arena, &s->look.words, number);
	if (s->story)
		nu_sim_story_take(s->story, doc, &now, &s->look.words, number, story);
}

static void
sim_close(void *self)
{
	sim *s = self;

	nu_sim_state_close(s->state);
}

/* Memory; a run may end before sim_open does. */
static void
give_back(void *self)
{
	sim *s = self;

	nu_sim_copies_free(s->copies);
	nu_sim_reuse_free(s->reuse);
	nu_sim_story_free(s->story);
	nu_sim_look_close(&s->look);
	free(s->docs.doc);
	nu_arena_free(&s->docs.ids);
}

static void *
sim_open(nu_arena *keep, const void *opts, nu_log *log)
{
	sim *s = NU_NEW(keep, sim, 1);

	nu_goes_with(keep, give_back, s);
	s->opts = *(const nu_sim_opts *)opts;
	s->keep = keep;
	s->log = log;
	nu_sim_look_open(&s->look, keep->oom, s->opts.sample);
	s->look.words.spans = s->opts.reuse || s->opts.story;
	s->copies = nu_sim_copies_new(keep, &s->opts, &s->docs);
	if (s->opts.reuse)
		s->reuse = nu_sim_reuse_new(keep, &s->docs);
	if (s->opts.story)
		s->story = nu_sim_story_new(keep, &s->docs);
	s->docs.ids.oom = keep->oom;
	s->docs.newest = s->docs.oldest = NU_SIM_NODAY;
	if (s->opts.state && !(s->state = nu_sim_state_open(keep, log, &s->opts, known, s)))
		return NULL;
	return s;
}

/* ----------------------------------------------------------------------- documents */

/* Puts a document's id in the arena, with what stands before it (see nu_sim_count). */
static const char *
hold(const sim *s, nu_arena *a, const nu_sim_doc *d, const char *before)
{
	size_t size = (s->look.level - d->level + 1) * sizeof(uint32_t);
	char  *p = nu_alloc(a, size + d->nid);

	memcpy(p, before, size);
	memcpy(p + size, d->id, d->nid);
	return p + size;
}

/* When most documents are too old, they are taken out of memory: each costs it once. */
static void
forget(sim *s)
{
	nu_sim_docs *ds = &s->docs;
	nu_arena    *ids, *scratch;
	size_t      *to, old = 0, n = 0;

	if (!s->opts.window || !ds->n || ds->n < ds->check)
		return;
	ds->check = ds->n + ds->n / 2 + 1024;
	for (size_t i = 0; i < ds->n; i++)
		old += ds->doc[i].age < ds->oldest;
	if (old * 2 < ds->n)
		return;
	ids = nu_arena_in(s->keep);
	scratch = nu_arena_in(s->keep);
	to = NU_NEW(scratch, size_t, ds->n);
	for (size_t i = 0; i < ds->n; i++)
		to[i] = ds->doc[i].age < ds->oldest ? SIZE_MAX : n++;
	for (size_t i = 0; i < ds->n; i++) {
		nu_sim_doc d = ds->doc[i];

		if (to[i] == SIZE_MAX)
			continue;
		d.id = hold(s, ids, &d,
		    d.id - (s->look.level - d.level + 1) * sizeof(uint32_t));
		d.root = (uint32_t)(to[d.root] == SIZE_MAX ? to[i] : to[d.root]);
		ds->doc[to[i]] = d;
	}
	nu_sim_copies_forget(s->copies, to);
	if (s->reuse)
		nu_sim_reuse_forget(s->reuse, to, ds->n);
	if (s->story)
		nu_sim_story_forget(s->story, to, ds->n);
	nu_arena_free(&ds->ids);
	nu_arena_free(scratch);
	ds->ids = *ids;
	memset(ids, 0, sizeof *ids);
	ds->n = n;
	ds->check = n * 2 + 1024;
}

/* The days go on: from here on documents before `oldest` are not looked at. */
static void
move_window(sim *s, nu_sim_now *now)
{
	nu_sim_docs *ds = &s->docs;

	if (now->d.day > ds->newest)
		ds->newest = now->d.day;
	if (s->opts.window && ds->newest > NU_SIM_NODAY + s->opts.window)
		ds->oldest = ds->newest - s->opts.window;
	forget(s);
	now->d.age = now->d.day == NU_SIM_NODAY ? ds->newest : now->d.day;
}

/* Remembers the document; its number. */
static size_t
remember(sim *s, const nu_sim_now *now)
{
	nu_sim_docs *ds = &s->docs;
	nu_sim_doc   d = now->d;
	uint32_t     count[NU_SIM_LEVELS] = {0};

	if (ds->n == ds->cap) {
		size_t      cap = ds->cap + ds->cap / 2 + 1024;
		nu_sim_doc *more = realloc(ds->doc, cap * sizeof *more);

		if (!more)
			longjmp(*s->keep->oom, 1);
		ds->doc = more;
		ds->cap = cap;
	}
	for (unsigned i = 0, k = s->look.level; k >= d.level; i++, k--) {
		count[i] = (uint32_t)now->count[k];
		if (k == 0)
			break;
	}
	d.id = hold(s, &ds->ids, &d, (const char *)count);
	d.root = (uint32_t)(now->like == SIZE_MAX ? ds->n : ds->doc[now->like].root);
	ds->doc[ds->n] = d;
	return ds->n++;
}

/* Which of two documents with one id is meant where the id is the value? */
static void
tell_same_id(sim *s, const nu_sim_now *now)
{
	const nu_sim_doc *e = now->like == SIZE_MAX ? NULL : &s->docs.doc[now->like];

	if (s->told || s->state || !e || e->nid != now->d.nid || memcmp(e->id, now->d.id, e->nid) != 0)
		return;
	s->told = true;
	nu_damage(s->log, "two documents have the id %.*s (further ones are not told)",
	    (int)(e->nid < 200 ? e->nid : 200), e->id);
}

static bool
sim_doc(void *self, nu_doc *doc)
{
	sim       *s = self;
	nu_sim_now now;
	nu_str     story = {NULL, 0};
	size_t     number = SIZE_MAX;

	nu_sim_look_at(&s->look, doc, &now);
	move_window(s, &now);
	if (!nu_sim_copies_find(s->copies, doc, &now))
		return false;
	tell_same_id(s, &now);
	if (s->reuse)
		nu_sim_reuse_find(s->reuse, doc, &now, &s->look.words);
	if (now.same == SIZE_MAX) {
		number = remember(s, &now);
		nu_sim_copies_keep(s->copies, &now, number);
		if (s->reuse)
			nu_sim_reuse_keep(s->reuse, doc->arena, &s->look.words, number);
	}
	if (s->story)
		story = nu_sim_story_take(s->story, doc, &now, &s->look.words, number, story);
	if (s->state && now.same == SIZE_MAX && now.d.words)
		nu_sim_state_add(s->state, doc, &now, story);
	return true;
}

static const char *
sim_state(void *self)
{
	const sim *s = self;

	return s->state ? nu_sim_state_path(s->state) : NULL;
}

const nu_brain nu_sim_brain = {
	.name = "nsim",
	.open = sim_open,
	.doc = sim_doc,
	.state = sim_state,
	.close = sim_close,
};
