/*
 * The last stage: sorted pairs to links and clusters. Everything that is linked is held
 * in memory, documents by their digests; the lines come in the order of these.
 */
#include <stdlib.h>

#include "sim_cluster.h"
#include "sim_room.h"
#include "sim_stage.h"

typedef struct text {
	uint64_t digest;
	uint64_t day;
	nu_str   id; /* as written */
	uint32_t first; /* of the documents with these words: its place, after settle() */
	uint32_t rank;  /* in order of day and id */
	uint8_t  level;
	uint32_t count[NU_SIM_LEVELS];
	uint32_t furniture[NU_SIM_LEVELS];
} text;

typedef struct pair {
	uint64_t a, b; /* digests, then places */
	uint32_t plain, whole;
} pair;

/* What is printed: the later document, the earlier, and the score. */
typedef struct link {
	uint32_t late, early;
	int      score;
} link;

typedef struct linker {
	const nu_sim_opts *opts;
	nu_arena          *keep;
	nu_log            *log;
	text              *doc;
	size_t             ndoc, capdoc;
	pair              *pair;
	size_t             npair, cappair;
	link              *link;
	size_t             nlink, caplink;
	nu_sim_edge       *edge;
	size_t             nedge, capedge;
	uint32_t          *cluster; /* of each document's first: the place of its first */
	uint64_t           a, b, hash; /* the last line's */
	bool               again, plain;
	size_t             files;
	bool               told;
	nu_strange            kind; /* of the operand's lines */
} linker;

static void *
link_open(nu_arena *keep, const void *opts, nu_log *log)
{
	linker *s = NU_NEW(keep, linker, 1);

	s->opts = opts;
	s->keep = keep;
	s->log = log;
	return s;
}

/* ------------------------------------------------------------------------ reading */

static bool
take_doc(linker *s, uint64_t digest, nu_str line)
{
	uint64_t v, day, level;
	text    *d = &NU_PUSH(s->keep, s->doc, s->ndoc, s->capdoc);

	memset(d, 0, sizeof *d);
	s->ndoc--; /* until the line is known to be whole */
	if (!nu_sim_hex(&line, 6, &day) || !nu_sim_hex(&line, 8, &v) || !nu_sim_hex(&line, 2, &level))
		return false;
	for (unsigned k = 0; k < NU_SIM_LEVELS; k++) {
		if (!nu_sim_hex(&line, 8, &v))
			return false;
		d->count[k] = (uint32_t)v;
	}
	if (!line.n || memchr(line.p, '\t', line.n) || level >= NU_SIM_LEVELS || !d->count[level])
		return false;
	d->digest = digest;
	d->day = day;
	d->level = (uint8_t)level;
	if (s->ndoc && d[-1].digest == digest && d[-1].day == day && nu_eq(d[-1].id, line))
		return true; /* sketches were merged twice */
	d->id = nu_copy(s->keep, line);
	s->ndoc++;
	return true;
}

/* A hash that is furniture in the document itself: it counts at no level that keeps it. */
static void
take_furniture(linker *s, uint64_t digest, uint64_t hash)
{
	text *d = s->ndoc ? &s->doc[s->ndoc - 1] : NULL;

	if (d && d->digest == digest)
		for (unsigned k = 0; k < NU_SIM_LEVELS && hash < UINT64_MAX >> k; k++)
			d->furniture[k]++;
}

static bool
take_pair(linker *s, uint64_t a, uint64_t b, nu_str line)
{
	pair    *p;
	uint64_t hash;
	bool     again;

	if (!nu_sim_hex(&line, 16, &hash) || line.n != (a != b) ||
	    (a != b && line.p[0] != '0' && line.p[0] != '1'))
		return false;
	/* A line that comes twice: sketches were merged twice, or there is a copy of a copy. */
	again = s->again && hash == s->hash;
	s->hash = hash;
	if (a == b) {
		if (!again)
			take_furniture(s, a, hash);
		return true;
	}
	p = s->npair ? &s->pair[s->npair - 1] : NULL;
	if (!p || p->a != a || p->b != b) {
		p = &NU_PUSH(s->keep, s->pair, s->npair, s->cappair);
		*p = (pair){a, b, 0, 0};
	}
	p->whole += !again;
	p->plain += line.p[0] == '1' && !(again && s->plain);
	s->plain = line.p[0] == '1';
	return true;
}

static enum nu_taken
link_line(void *self, nu_str line, nu_doc *doc)
{
	linker  *s = self;
	uint64_t a, b;
	nu_str   rest = line;

	if (!line.p) {
		s->kind = (nu_strange){0};
		if (++s->files < s->opts->nfiles)
			return NU_MORE;
		nu_sim_wake(doc);
		return NU_DONE;
	}
	if (!nu_sim_hex(&rest, 16, &a) || !nu_sim_hex(&rest, 16, &b)) {
		nu_sim_strange(&s->kind, "pair", line, s->log);
		return NU_MORE;
	}
	if (a < s->a || (a == s->a && b < s->b)) {
		if (!s->told)
			nu_damage(s->log, "not in order: sort the pairs first");
		s->told = true;
		return NU_MORE;
	}
	s->again = a == s->a && b == s->b;
	s->a = a;
	s->b = b;
	if (b ? take_pair(s, a, b, rest) : take_doc(s, a, rest))
		s->kind.known = true;
	else
		nu_sim_strange(&s->kind, "pair", line, s->log);
	return NU_MORE;
}

/* ------------------------------------------------------------------------ judging */

static int
cmp_order(const void *x, const void *y)
{
	const text *a = *(text *const *)x, *b = *(text *const *)y;

	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return nu_cmp(a->id, b->id);
}

/* Ranks all documents; each learns the first of those with the same words. */
static text **
settle(linker *s)
{
	text **order = NU_NEW(s->keep, text *, s->ndoc + 1);

	for (size_t i = 0; i < s->ndoc; i++)
		order[i] = &s->doc[i];
	if (s->ndoc)
		qsort(order, s->ndoc, sizeof *order, cmp_order);
	for (size_t i = 0; i < s->ndoc; i++)
		order[i]->rank = (uint32_t)i;
	for (size_t i = 0, j; i < s->ndoc; i = j) {
		size_t first = i, last;

		for (j = i; j < s->ndoc && s->doc[j].digest == s->doc[i].digest; j++)
			if (s->doc[j].rank < s->doc[first].rank)
				first = j;
		last = j - 1; /* the one that the furniture was counted for */
		if (last != first)
			memcpy(s->doc[first].furniture, s->doc[last].furniture, sizeof s->doc->furniture);
		for (size_t k = i; k < j; k++)
			s->doc[k].first = (uint32_t)first;
	}
	return order;
}

/* The place of the first document with a digest, or SIZE_MAX. */
static size_t
place_of(const linker *s, uint64_t digest)
{
	size_t lo = 0, hi = s->ndoc;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->doc[mid].digest < digest)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < s->ndoc && s->doc[lo].digest == digest ? s->doc[lo].first : SIZE_MAX;
}

static nu_sim_likeness
likeness_of(const text *late, const text *early, const pair *p)
{
	unsigned k = late->level > early->level ? late->level : early->level;

	return nu_sim_compare(&(nu_sim_shared){p->plain, p->whole, late->count[k],
	    late->furniture[k], early->count[k]});
}

static void
add_link(linker *s, size_t late, size_t early, int score)
{
	NU_PUSH(s->keep, s->link, s->nlink, s->caplink) =
	    (link){(uint32_t)late, (uint32_t)early, score};
}

/* The links between two texts; the later documents with the same words have them too. */
static void
judge(linker *s, const pair *p)
{
	size_t ends[2] = {place_of(s, p->a), place_of(s, p->b)};

	if (ends[0] == SIZE_MAX || ends[1] == SIZE_MAX || ends[0] == ends[1])
		return;
	for (int turn = 0; turn < 2; turn++) {
		size_t          here = ends[turn], there = ends[!turn];
		const text     *e = &s->doc[there];
		nu_sim_likeness x = likeness_of(&s->doc[here], e, p);
		int             score = s->opts->jaccard ? x.both : x.share;

		if (!nu_sim_is_copy(s->opts, x))
			continue;
		for (size_t i = here; i > 0 && s->doc[i - 1].digest == s->doc[here].digest; i--)
			here = i - 1;
		for (size_t i = here; i < s->ndoc && s->doc[i].digest == s->doc[here].digest; i++)
			if (s->doc[i].rank > e->rank)
				add_link(s, i, there, score);
		if (turn == 0 || s->nedge == 0 || s->edge[s->nedge - 1].a != ends[0] ||
		    s->edge[s->nedge - 1].b != ends[1])
			NU_PUSH(s->keep, s->edge, s->nedge, s->capedge) =
			    (nu_sim_edge){(uint32_t)ends[0], (uint32_t)ends[1], (float)x.both / 100};
	}
}

static int
cmp_pair(const void *x, const void *y)
{
	const pair *a = x, *b = y;

	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return (a->b > b->b) - (a->b < b->b);
}

/* The same two texts may stand in both orders, when their days differ from copy to copy. */
static void
unite_pairs(linker *s)
{
	size_t out = 0;

	for (size_t i = 0; i < s->npair; i++)
		if (s->pair[i].a > s->pair[i].b) {
			uint64_t t = s->pair[i].a;

			s->pair[i].a = s->pair[i].b;
			s->pair[i].b = t;
		}
	if (s->npair)
		qsort(s->pair, s->npair, sizeof *s->pair, cmp_pair);
	for (size_t i = 0; i < s->npair; i++) {
		if (out && cmp_pair(&s->pair[out - 1], &s->pair[i]) == 0) {
			s->pair[out - 1].plain += s->pair[i].plain;
			s->pair[out - 1].whole += s->pair[i].whole;
		} else {
			s->pair[out++] = s->pair[i];
		}
	}
	s->npair = out;
}

/* ------------------------------------------------------------------------ writing */

static int
cmp_link(const void *x, const void *y)
{
	const link *a = x, *b = y; /* by rank: see link_write */

	if (a->late != b->late)
		return a->late < b->late ? -1 : 1;
	return (a->early > b->early) - (a->early < b->early);
}

static void
put_link(const linker *s, text **order, const link *l, nu_out *out)
{
	const text *late = order[l->late], *early = order[l->early];

	nu_out_put(out, late->id);
	nu_out_byte(out, '\t');
	nu_out_put(out, early->id);
	nu_out_byte(out, '\t');
	nu_out_byte(out, l->score >= 100 ? '1' : '0');
	nu_out_byte(out, '.');
	nu_out_byte(out, (char)('0' + l->score / 10 % 10));
	nu_out_byte(out, (char)('0' + l->score % 10));
	nu_out_byte(out, '\t');
	nu_out_put(out, s->doc[s->cluster[late->first]].id);
	nu_out_byte(out, '\n');
}

/* The cluster of each text is named after its document of the lowest rank. */
static void
find_clusters(linker *s)
{
	uint32_t *first;

	s->cluster = nu_sim_clusters(s->keep, s->ndoc, s->edge, s->nedge,
	    s->opts->closure ? 0 : NU_SIM_TOGETHER);
	first = NU_NEW(s->keep, uint32_t, s->ndoc + 1);
	for (size_t i = 0; i < s->ndoc; i++)
		first[i] = UINT32_MAX;
	for (size_t i = 0; i < s->ndoc; i++) {
		uint32_t c = s->cluster[s->doc[i].first];

		if (first[c] == UINT32_MAX || s->doc[i].rank < s->doc[first[c]].rank)
			first[c] = (uint32_t)i;
	}
	for (size_t i = 0; i < s->ndoc; i++)
		if (s->doc[i].first == i)
			s->cluster[i] = first[s->cluster[i]];
}

static void
link_write(void *self, const nu_doc *doc, nu_out *out)
{
	linker *s = self;
	text  **order = settle(s);

	(void)doc;
	unite_pairs(s);
	for (size_t i = 0; i < s->npair; i++)
		judge(s, &s->pair[i]);
	for (size_t i = 0; i < s->ndoc; i++)
		if (s->doc[i].first != i)
			add_link(s, i, s->doc[i].first, 100);
	find_clusters(s);
	for (size_t i = 0; i < s->nlink; i++) {
		s->link[i].late = s->doc[s->link[i].late].rank;
		s->link[i].early = s->doc[s->link[i].early].rank;
	}
	if (s->nlink)
		qsort(s->link, s->nlink, sizeof *s->link, cmp_link);
	for (size_t i = 0; i < s->nlink; i++)
		put_link(s, order, &s->link[i], out);
}

const nu_brain nu_sim_link_brain = {
	.name = "nsim",
	.open = link_open,
	.line = link_line,
	.write = link_write,
};
