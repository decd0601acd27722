#include <stdlib.h>

#include "sim_room.h"
#include "text.h"

/* A document whose sketch would have fewer than this, by the square of the sample, is short. */
enum { ENOUGH = 112 * 112 };

/* ------------------------------------------------------------------------ sketches */

/* Long documents are sampled as asked; shorter ones more densely, the shortest whole. */
static unsigned
level_of(const nu_sim_look *s, size_t words)
{
	unsigned level = s->level;

	while (level > 0 && words >> level < (size_t)ENOUGH >> 2 * s->level)
		level--;
	return level;
}

static void *
room(nu_sim_look *s, void *p, size_t n, size_t size)
{
	p = realloc(p, n * size);
	if (!p)
		longjmp(*s->words.oom, 1);
	return p;
}

/* Takes out what is there twice, in place, with a table of at most half full. */
static size_t
each_once(nu_sim_look *s, uint64_t *hash, size_t n)
{
	size_t cap = 16, out = 0, at;

	while (cap < n * 2)
		cap *= 2;
	if (cap > s->capset) {
		s->set = room(s, s->set, cap, sizeof *s->set);
		s->capset = cap;
	}
	memset(s->set, 0, cap * sizeof *s->set);
	for (size_t i = 0; i < n; i++) {
		uint64_t h = hash[i] + (hash[i] == 0);

		for (at = h & (cap - 1); s->set[at] && s->set[at] != h; at = (at + 1) & (cap - 1))
			;
		if (!s->set[at])
			hash[out++] = s->set[at] = h;
	}
	return out;
}

static void
sketch(nu_sim_look *s, nu_sim_now *now)
{
	size_t n = s->words.n;

	if (n > s->capsketch) {
		s->sketch = room(s, s->sketch, n + n / 2, sizeof *s->sketch);
		s->capsketch = n + n / 2;
	}
	now->d.words = (uint32_t)n;
	now->d.level = (uint8_t)level_of(s, n);
	now->sketch = s->sketch;
	now->nsketch = each_once(s, s->sketch,
	    nu_sim_shingles(s->words.hash, n, NU_SHINGLE, UINT64_MAX >> now->d.level, s->sketch,
	        &now->digest));
	now->digest ^= nu_sim_mix(nu_sim_digest(s->rest.hash, s->rest.n));
	for (unsigned k = now->d.level; k <= s->level; k++)
		for (size_t i = 0; i < now->nsketch; i++)
			now->count[k] += s->sketch[i] < UINT64_MAX >> k;
}

/* ----------------------------------------------------------------------- documents */

/* The day of an ISO 8601 date, counted from 1970; NU_SIM_NODAY when it is none. */
static int32_t
day_of(nu_str s)
{
	int32_t v[3] = {0, 0, 0};
	size_t  at = 0, digits[3] = {4, 2, 2};

	for (int i = 0; i < 3; i++) {
		if (i && (at >= s.n || s.p[at++] != '-'))
			return NU_SIM_NODAY;
		for (size_t k = 0; k < digits[i]; k++, at++) {
			if (at >= s.n || s.p[at] < '0' || s.p[at] > '9')
				return NU_SIM_NODAY;
			v[i] = v[i] * 10 + (s.p[at] - '0');
		}
	}
	/* Days from the civil date, years beginning in March (proleptic Gregorian). */
	v[0] -= v[1] <= 2;
	int32_t era = (v[0] >= 0 ? v[0] : v[0] - 399) / 400, yoe = v[0] - era * 400;
	int32_t doy = (153 * (v[1] + (v[1] > 2 ? -3 : 9)) + 2) / 5 + v[2] - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

/* The blocks that are the story's own words: not who wrote it, nor what it is sold with. */
static bool
counts(const nu_rec *block)
{
	return !nu_is(block, "Byline") && !nu_is(block, "Credit") && !nu_is(block, "Dateline") &&
	       !nu_is(block, "Caption") && !nu_is(block, "Note");
}

bool
nu_sim_is_name(const nu_rec *rec)
{
	return nu_is(rec, "person") || nu_is(rec, "org") || nu_is(rec, "place") || nu_is(rec, "misc");
}

void
nu_sim_look_at(nu_sim_look *s, nu_doc *doc, nu_sim_now *now)
{
	nu_str v;

	memset(now, 0, sizeof *now);
	now->d.day = NU_SIM_NODAY;
	now->nunit = nu_doc_blocks(doc, &now->unit);
	s->words.n = s->rest.n = 0;
	for (size_t i = 0; i < now->nunit; i++)
		nu_sim_scan(counts(now->unit[i].rec) ? &s->words : &s->rest, now->unit[i].text,
		    now->unit[i].start);
	for (size_t i = 0; i < doc->n && doc->rec[i].type_p[0] == '@'; i++) {
		const nu_rec *r = &doc->rec[i];
		nu_str        value = nu_rec_value(r);

		if (nu_eq(value, NU_STR(".")))
			continue;
		if (nu_is(r, "@source"))
			now->d.source = nu_hash(value) | 1;
		else if (nu_is(r, "@url"))
			now->d.url = nu_hash(value) | 1;
		else if (nu_is(r, "@published") || (nu_is(r, "@seen") && now->d.day == NU_SIM_NODAY))
			now->d.day = day_of(value);
	}
	v = nu_unescape(doc->arena, doc->id);
	now->d.id = v.p;
	now->d.nid = (uint32_t)v.n;
	sketch(s, now);
}

void
nu_sim_look_open(nu_sim_look *s, jmp_buf *oom, unsigned sample)
{
	memset(s, 0, sizeof *s);
	s->words.oom = s->rest.oom = oom;
	while ((1u << s->level) < sample)
		s->level++;
}

void
nu_sim_look_close(nu_sim_look *s)
{
	nu_sim_words_free(&s->words);
	nu_sim_words_free(&s->rest);
	free(s->sketch);
	free(s->set);
}
