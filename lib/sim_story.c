/*
 * Stories: documents that are about the same, on days near each other. A document joins
 * the story whose documents most like it are on average like it enough, never one that
 * a single likeness links it to; how much is enough grows with the days between them.
 */
#include <math.h>
#include <stdlib.h>

#include "sim_room.h"
#include "sim_terms.h"

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
	uint32_t number; /* in docs, for its id */
	uint32_t story;
	int32_t  day;
	bool     met;
	float    like[NU_KINDS]; /* to the document in hand */
} member;

typedef struct story {
	uint32_t    first, size;
	int32_t     from, to; /* days */
	nu_sim_when when;
} story;

/* A document met, and the story it is in. */
typedef struct meeting {
	uint32_t story;
	float    like;
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
	s->oom = keep->oom;
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

			if (!e->met) {
				s->met = grown(s, s->met, &s->capmet, s->nmet + 1, sizeof *s->met);
				s->met[s->nmet++] = t->at[k].member;
				e->met = true;
			}
			e->like[v[i].kind] += v[i].weight * t->at[k].weight;
		}
	}
}

static int
cmp_meeting(const void *a, const void *b)
{
	const meeting *x = a, *y = b;

	if (x->story != y->story)
		return x->story < y->story ? -1 : 1;
	return (x->like < y->like) - (x->like > y->like);
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

/* The likenesses of the members met, and their stories, in order; members are reset. */
static meeting *
meetings(nu_sim_story *s, nu_arena *a, int32_t day)
{
	meeting *m = NU_NEW(a, meeting, s->nmet + 1);

	for (size_t i = 0; i < s->nmet; i++) {
		member      *e = &s->member[s->met[i]];
		bool         both = day != NU_SIM_NODAY && e->day != NU_SIM_NODAY;
		const float *w = both ? dated : undated;

		m[i].story = e->story;
		for (int k = 0; k < NU_KINDS; k++)
			m[i].like += w[k] * e->like[k];
		memset(e->like, 0, sizeof e->like);
		e->met = false;
	}
	if (s->nmet)
		qsort(m, s->nmet, sizeof *m, cmp_meeting);
	return m;
}

/* The story the document is to join, or SIZE_MAX. */
static size_t
choose(nu_sim_story *s, nu_arena *arena, int32_t day, const nu_sim_when *when)
{
	const meeting *m = meetings(s, arena, day);
	size_t         best = SIZE_MAX;
	double         top = 0;

	for (size_t a = 0, b; a < s->nmet; a = b) {
		const story *c = &s->story[m[a].story];
		size_t       most = c->size < NEAREST ? c->size : NEAREST;
		double       sum = 0, over;

		for (b = a; b < s->nmet && m[b].story == m[a].story; b++)
			if (b - a < most)
				sum += m[b].like;
		over = sum / (double)most - enough(c, day);
		if (day == NU_SIM_NODAY || c->from == NU_SIM_NODAY)
			over += nu_sim_when_agree(when, &c->when);
		if (over > top) {
			top = over;
			best = m[a].story;
		}
	}
	return best;
}

static void
join(nu_sim_story *s, size_t c, uint32_t number, int32_t day, const nu_sim_when *when)
{
	story *x;

	if (c == s->nstory) {
		s->story = grown(s, s->story, &s->capstory, ++s->nstory, sizeof *s->story);
		s->story[c] = (story){.first = (uint32_t)s->nmember, .from = day, .to = day};
	}
	x = &s->story[c];
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

static void
say(nu_sim_story *s, nu_doc *doc, size_t c)
{
	const nu_sim_doc *e = &s->docs->doc[s->member[s->story[c].first].number];

	nu_doc_fact(doc, "@story", (nu_str){e->id, e->nid}, NU_NOSCORE, (nu_str){NULL, 0});
}

void
nu_sim_story_take(nu_sim_story *s, nu_doc *doc, const nu_sim_now *now,
    const nu_sim_words *words, size_t number)
{
	nu_sim_weight *v;
	nu_sim_when    when;
	size_t         n, c;

	if (now->same != SIZE_MAX) {
		if (now->same < s->nof && s->of[now->same])
			say(s, doc, s->member[s->of[now->same] - 1].story);
		return;
	}
	if (words->n == 0)
		return;
	n = nu_sim_terms_weigh(s->terms, doc, now, words, &v, &when);
	meet(s, v, n);
	c = choose(s, doc->arena, now->d.day, &when);
	if (c == SIZE_MAX)
		c = s->nstory;
	join(s, c, (uint32_t)number, now->d.day, &when);
	post(s, v, n, (uint32_t)s->nmember - 1);
	say(s, doc, c);
}
