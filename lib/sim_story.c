/*
 * Stories: documents that are about the same, on days near each other. A document joins
 * the story whose documents most like it are on average like it enough, never one that
 * a single likeness links it to; how much is enough grows with the days between them.
 */
#include <math.h>
#include <stdlib.h>

#include "sim_room.h"
#include "sim_terms.h"
#include "text.h"

enum {
	RECENT = 512, /* documents remembered under a term: the last to have it */
	NEAREST = 5   /* of a story's documents, those most like the one in hand */
};

/* How like is enough: with no day known; on one day; and for each power of e of days. */
#define UNDATED 0.27
#define SAMEDAY 0.08
#define APART   0.03

/* What the kinds of terms weigh. With no day known, names and numbers must tell more. */
static const float dated[NU_KINDS] = {.76f, .15f, .04f, .05f};
static const float undated[NU_KINDS] = {.37f, .50f, .08f, .05f};

typedef struct posting {
	uint32_t member;
	float    weight;
} posting;

/* The last documents to have a term: a ring. */
typedef struct term {
	uint64_t hash; /* 0: empty */
	posting *at;
	uint32_t n, cap; /* n counts on when the ring is full */
} term;

/* A document that is in a story. */
typedef struct member {
	uint32_t number; /* in docs */
	uint32_t story;
	int32_t  day;
	bool     met;
	float    like[NU_KINDS]; /* to the document in hand */
} member;

typedef struct story {
	const char *name; /* the id of its first document */
	uint32_t    nname;
	uint32_t    size; /* documents */
	uint32_t    met;  /* its place, plus 1, among those that the document in hand meets */
	int32_t     from, to; /* days */
	nu_sim_when when;
} story;

/* A story met: how like its documents are that are most like the one in hand, in order. */
typedef struct meeting {
	uint32_t story;
	uint32_t n;
	float    like[NEAREST];
} meeting;

struct nu_sim_story {
	nu_sim_docs  *docs;
	nu_sim_terms *terms;
	jmp_buf      *oom;
	term         *term; /* open addressing */
	size_t        nterm, capterm;
	member       *member;
	size_t        nmember, capmember;
	story        *story;
	size_t        nstory, capstory;
	uint32_t     *named; /* stories, plus 1, by the hashes of their names: open addressing */
	size_t        capnamed;
	nu_arena      names;
	uint32_t     *of; /* document number to member, plus 1 */
	size_t        nof, capof;
	uint32_t     *met; /* members met by the document in hand */
	size_t        nmet, capmet;
};

nu_sim_story *
nu_sim_story_new(nu_arena *keep, nu_sim_docs *docs)
{
	nu_sim_story *s = NU_NEW(keep, nu_sim_story, 1);

	s->docs = docs;
	s->oom = s->names.oom = keep->oom;
	s->terms = nu_sim_terms_new(keep);
	return s;
}

void
nu_sim_story_free(nu_sim_story *s)
{
	if (!s)
		return;
	nu_sim_terms_free(s->terms);
	for (size_t i = 0; i < s->capterm; i++)
		free(s->term[i].at);
	free(s->term);
	free(s->member);
	free(s->story);
	free(s->named);
	nu_arena_free(&s->names);
	free(s->of);
	free(s->met);
}

/* An array with room for `need` items; new room is zero. */
static void *
grown(nu_sim_story *s, void *p, size_t *cap, size_t need, size_t size)
{
	size_t want = *cap + *cap / 2 + 256;

	if (need <= *cap)
		return p;
	if (want < need)
		want = need;
	p = realloc(p, want * size);
	if (!p)
		longjmp(*s->oom, 1);
	memset((char *)p + *cap * size, 0, (want - *cap) * size);
	*cap = want;
	return p;
}

/* -------------------------------------------------------------------------- terms */

static term *
find(term *t, size_t cap, uint64_t hash)
{
	size_t i = hash & (cap - 1);

	while (t[i].hash && t[i].hash != hash)
		i = (i + 1) & (cap - 1);
	return &t[i];
}

static term *
term_of(nu_sim_story *s, uint64_t hash)
{
	term *t;

	if (s->nterm * 3 >= s->capterm * 2) {
		size_t cap = s->capterm ? s->capterm * 2 : 32768;
		term  *p = calloc(cap, sizeof *p);

		if (!p)
			longjmp(*s->oom, 1);
		for (size_t i = 0; i < s->capterm; i++)
			if (s->term[i].hash)
				*find(p, cap, s->term[i].hash) = s->term[i];
		free(s->term);
		s->term = p;
		s->capterm = cap;
	}
	t = find(s->term, s->capterm, hash);
	if (!t->hash) {
		t->hash = hash;
		s->nterm++;
	}
	return t;
}

static void
post(nu_sim_story *s, const nu_sim_weight *v, size_t n, uint32_t number)
{
	for (size_t i = 0; i < n; i++) {
		term *t = term_of(s, v[i].hash);

		if (t->n == t->cap && t->cap < RECENT) {
			uint32_t cap = t->cap ? t->cap * 2 : 2;
			posting *p = realloc(t->at, cap * sizeof *p);

			if (!p)
				longjmp(*s->oom, 1);
			t->at = p;
			t->cap = cap;
		}
		t->at[t->n++ % t->cap] = (posting){number, v[i].weight};
	}
}

/* ------------------------------------------------------------------------- joining */

/* Adds up what the document has in common with each before it. */
static void
meet(nu_sim_story *s, const nu_sim_weight *v, size_t n)
{
	s->nmet = 0;
	for (size_t i = 0; i < n; i++) {
		const term *t = term_of(s, v[i].hash);
		size_t      m = t->n < t->cap ? t->n : t->cap;

		for (size_t k = 0; k < m; k++) {
			member *e = &s->member[t->at[k].member];

			if (s->docs->doc[e->number].age < s->docs->oldest)
				continue;
			if (!e->met) {
				s->met = grown(s, s->met, &s->capmet, s->nmet + 1, sizeof *s->met);
				s->met[s->nmet++] = t->at[k].member;
				e->met = true;
			}
			e->like[v[i].kind] += v[i].weight * t->at[k].weight;
		}
	}
}

/* How like a story must be to take a document of that day. */
static double
enough(const story *c, int32_t day)
{
	int32_t gap = 0;

	if (day == NU_SIM_NODAY || c->from == NU_SIM_NODAY)
		return UNDATED;
	if (day > c->to)
		gap = day - c->to;
	else if (day < c->from)
		gap = c->from - day;
	return SAMEDAY + APART * log1p(gap);
}

/* Puts a likeness in its place among the greatest. */
static void
note_like(meeting *m, float like)
{
	uint32_t i = m->n < NEAREST ? m->n++ : NEAREST;

	for (; i && m->like[i - 1] < like; i--)
		if (i < NEAREST)
			m->like[i] = m->like[i - 1];
	if (i < NEAREST)
		m->like[i] = like;
}

/* The stories of the members met, *n of them; members and stories are reset. */
static meeting *
meetings(nu_sim_story *s, nu_arena *a, int32_t day, size_t *n)
{
	meeting *m = nu_alloc_raw(a, (s->nmet + 1) * sizeof *m);

	*n = 0;
	for (size_t i = 0; i < s->nmet; i++) {
		member      *e = &s->member[s->met[i]];
		story       *c = &s->story[e->story];
		bool         both = day != NU_SIM_NODAY && e->day != NU_SIM_NODAY;
		const float *w = both ? dated : undated;
		float        like = 0;

		for (int k = 0; k < NU_KINDS; k++)
			like += w[k] * e->like[k];
		memset(e->like, 0, sizeof e->like);
		e->met = false;
		if (!c->met) {
			m[*n].story = e->story;
			m[*n].n = 0;
			c->met = (uint32_t)++*n;
		}
		note_like(&m[c->met - 1], like);
	}
	for (size_t i = 0; i < *n; i++)
		s->story[m[i].story].met = 0;
	return m;
}

/*
 * The story the document is to join, or SIZE_MAX. The months and years of a story are
 * looked at only where they may decide.
 */
static size_t
choose(nu_sim_story *s, nu_arena *arena, int32_t day, const nu_sim_when *when)
{
	size_t         n, best = SIZE_MAX;
	const meeting *m = meetings(s, arena, day, &n);
	double         top = 0;

	for (size_t i = 0; i < n; i++) {
		const story *c = &s->story[m[i].story];
		size_t       most = c->size < NEAREST ? c->size : NEAREST;
		double       sum = 0, over;

		for (size_t k = 0; k < m[i].n; k++)
			sum += m[i].like[k];
		over = sum / (double)most - enough(c, day);
		if ((day == NU_SIM_NODAY || c->from == NU_SIM_NODAY) && over + NU_SIM_WHEN_MOST >= top)
			over += nu_sim_when_agree(when, &c->when);
		if (over > top || (over == top && best != SIZE_MAX && m[i].story < best)) {
			top = over;
			best = m[i].story;
		}
	}
	return best;
}

/* Where in `named` a story of that name stands, or is to stand. */
static uint32_t *
place_of(const nu_sim_story *s, uint32_t *named, size_t cap, nu_str name)
{
	size_t i = nu_hash(name) & (cap - 1);

	for (; named[i]; i = (i + 1) & (cap - 1)) {
		const story *x = &s->story[named[i] - 1];

		if (nu_eq((nu_str){x->name, x->nname}, name))
			break;
	}
	return &named[i];
}

/* Puts the stories from number `from` on in their places by name. */
static void
name_stories(nu_sim_story *s, size_t from)
{
	if (s->nstory * 2 > s->capnamed) {
		size_t cap = s->capnamed ? s->capnamed * 2 : 1024;

		free(s->named);
		s->named = calloc(cap, sizeof *s->named);
		s->capnamed = s->named ? cap : 0;
		if (!s->named)
			longjmp(*s->oom, 1);
		from = 0;
	}
	for (; from < s->nstory; from++) {
		const story *x = &s->story[from];

		*place_of(s, s->named, s->capnamed, (nu_str){x->name, x->nname}) = (uint32_t)from + 1;
	}
}

/* The story of that name, or SIZE_MAX. */
static size_t
story_named(const nu_sim_story *s, nu_str name)
{
	uint32_t n = s->capnamed ? *place_of(s, s->named, s->capnamed, name) : 0;

	return n ? n - 1 : SIZE_MAX;
}

static size_t
new_story(nu_sim_story *s, nu_str name, int32_t day)
{
	s->story = grown(s, s->story, &s->capstory, ++s->nstory, sizeof *s->story);
	name = nu_copy(&s->names, name);
	s->story[s->nstory - 1] =
	    (story){.name = name.p, .nname = (uint32_t)name.n, .from = day, .to = day};
	name_stories(s, s->nstory - 1);
	return s->nstory - 1;
}

static void
join(nu_sim_story *s, size_t c, uint32_t number, int32_t day, const nu_sim_when *when)
{
	story *x = &s->story[c];

	x->size++;
	nu_sim_when_join(&x->when, when);
	if (day != NU_SIM_NODAY) {
		x->from = x->from == NU_SIM_NODAY || day < x->from ? day : x->from;
		x->to = x->to == NU_SIM_NODAY || day > x->to ? day : x->to;
	}
	s->member = grown(s, s->member, &s->capmember, s->nmember + 1, sizeof *s->member);
	s->member[s->nmember] = (member){number, (uint32_t)c, day, false, {0}};
	s->of = grown(s, s->of, &s->capof, (size_t)number + 1, sizeof *s->of);
	s->nof = (size_t)number + 1;
	s->of[number] = (uint32_t)++s->nmember;
}

static nu_str
say(nu_sim_story *s, nu_doc *doc, size_t c)
{
	nu_str name = {s->story[c].name, s->story[c].nname};

	nu_doc_fact(doc, "@story", name, NU_NOSCORE, (nu_str){NULL, 0});
	return name;
}

nu_str
nu_sim_story_take(nu_sim_story *s, nu_doc *doc, const nu_sim_now *now,
    const nu_sim_words *words, size_t number, nu_str in)
{
	nu_sim_weight *v;
	nu_sim_when    when;
	size_t         n, c;

	if (now->same != SIZE_MAX) {
		if (now->same < s->nof && s->of[now->same])
			return say(s, doc, s->member[s->of[now->same] - 1].story);
		return (nu_str){NULL, 0};
	}
	if (words->n == 0)
		return (nu_str){NULL, 0};
	n = nu_sim_terms_weigh(s->terms, doc, now, words, &v, &when);
	if (in.n) {
		c = story_named(s, in);
	} else {
		meet(s, v, n);
		c = choose(s, doc->arena, now->d.day, &when);
		in = (nu_str){now->d.id, now->d.nid};
	}
	if (c == SIZE_MAX)
		c = new_story(s, in, now->d.day);
	join(s, c, (uint32_t)number, now->d.day, &when);
	post(s, v, n, (uint32_t)s->nmember - 1);
	return say(s, doc, c);
}

/* ------------------------------------------------------------------------ forgetting */

/* Leaves of a term's ring the members that stay, from its first place on. */
static void
thin_out(term *t, const uint32_t *to)
{
	uint32_t m = t->n < t->cap ? t->n : t->cap, first = t->n - m, kept = 0;
	posting  ring[RECENT];

	for (uint32_t k = 0; k < m; k++) {
		posting p = t->at[(first + k) % t->cap];

		if (to[p.member])
			ring[kept++] = (posting){to[p.member] - 1, p.weight};
	}
	if (kept)
		memcpy(t->at, ring, kept * sizeof *ring);
	t->n = kept;
}

/* Terms that no member has any more go. */
static void
forget_terms(nu_sim_story *s, const uint32_t *to)
{
	term *fresh = calloc(s->capterm + 1, sizeof *fresh);

	if (!fresh)
		longjmp(*s->oom, 1);
	s->nterm = 0;
	for (size_t i = 0; i < s->capterm; i++) {
		term *t = &s->term[i];

		if (t->n)
			thin_out(t, to);
		if (t->n) {
			*find(fresh, s->capterm, t->hash) = *t;
			s->nterm++;
		} else {
			free(t->at);
		}
	}
	free(s->term);
	s->term = fresh;
}

/* Stories without members go, and members learn their stories' new numbers. */
static void
forget_stories(nu_sim_story *s, nu_arena *scratch)
{
	uint32_t *to = NU_NEW(scratch, uint32_t, s->nstory + 1);
	nu_arena  names = {.oom = s->oom};
	size_t    n = 0;

	for (size_t i = 0; i < s->nstory; i++)
		s->story[i].size = 0;
	for (size_t i = 0; i < s->nmember; i++)
		s->story[s->member[i].story].size++;
	for (size_t i = 0; i < s->nstory; i++) {
		story x = s->story[i];

		if (!x.size)
			continue;
		x.name = nu_copy(&names, (nu_str){x.name, x.nname}).p;
		to[i] = (uint32_t)n;
		s->story[n++] = x;
	}
	nu_arena_free(&s->names);
	s->names = names;
	s->nstory = n;
	for (size_t i = 0; i < s->nmember; i++)
		s->member[i].story = to[s->member[i].story];
	if (s->capnamed)
		memset(s->named, 0, s->capnamed * sizeof *s->named);
	name_stories(s, 0);
}

void
nu_sim_story_forget(nu_sim_story *s, const size_t *to, size_t n)
{
	nu_arena  scratch = {.oom = s->oom};
	uint32_t *place = NU_NEW(&scratch, uint32_t, s->nmember + 1);
	size_t    kept = 0;

	memset(s->of, 0, s->nof * sizeof *s->of);
	s->nof = 0;
	for (size_t i = 0; i < s->nmember; i++) {
		member e = s->member[i];

		if (e.number >= n || to[e.number] == SIZE_MAX)
			continue;
		e.number = (uint32_t)to[e.number];
		s->member[kept++] = e;
		place[i] = s->of[e.number] = (uint32_t)kept;
		s->nof = (size_t)e.number + 1;
	}
	s->nmember = kept;
	forget_stories(s, &scratch);
	forget_terms(s, place);
	nu_sim_terms_forget(s->terms);
	nu_arena_free(&scratch);
}
