/*
 * Passages: runs of words that an earlier document has too. Every four words in a row
 * lead to the places where they stood; such a place is grown to the longest run both
 * have, runs with small edits between them are chained, and a chain is cut where a
 * sentence ends.
 */
#include <stdlib.h>

#include "sim_room.h"

enum {
	SEED = 4,      /* words that lead to a place */
	PLACES = 16,   /* remembered for each */
	AHEAD = 8,     /* seeds that the index is asked for before they are needed */
	GAP = 3,       /* words changed between two runs of a chain */
	LEAST = 8,     /* words of a passage */
	TOGETHER = 24, /* words of all passages that two documents share, and */
	PART = 20,     /* one word of so many of this document; or */
	BRIEF = 8,     /* one of so many, however few; or else */
	LARGE = 48,    /* words of a passage that counts by itself */
	QUOTE = 6,     /* words of a quote that is a passage of its own */
	PIECE = 4,     /* words of a passage in one sentence */
	/* A phrase that so many documents have, copies of one counted once, is nobody's: */
	OWN = 2,      /* of the same source, on other days */
	SPREAD = 4,   /* over more than LONG days */
	LONG = 30,
	EVERYWHERE = 12
};

/* Where the seeds at words i, i + 1 .. i + n - 1 stood: at words p, p + 1 .. */
typedef struct place {
	uint32_t doc; /* number of the earlier document */
	uint32_t i;   /* word of the document in hand */
	uint32_t p;   /* word of all kept */
	uint32_t n;
} place;

/* Words i..i+n here are words p..p+n there. */
typedef struct run {
	uint32_t i, p, n;
	bool     joined; /* to the run before it */
} run;

struct nu_sim_reuse {
	nu_sim_docs  *docs;
	nu_sim_index *index;
	jmp_buf      *oom;
	/* The words of all documents kept, one after the other. */
	uint32_t *word, *start;
	uint16_t *len;
	size_t    n, cap;
	size_t   *base; /* base[d]: the first word of document d; base[docs]: n */
	uint32_t *last; /* for each document, while one is in hand: its last place, plus 1 */
	size_t    ndoc, capdoc;
};

/* The document in hand and what it is held against. */
typedef struct look {
	nu_sim_reuse       *r;
	nu_doc             *doc;
	const nu_sim_now   *now;
	const nu_sim_words *words;
	uint64_t           *seed; /* the hash of each SEED words in a row */
	size_t              nseed;
	place              *place;
	size_t              nplace, capplace;
	uint32_t           *rare; /* places before each word whose seed is nobody else's */
	nu_unit            *unit; /* sentences, or blocks */
	size_t              nunit;
	const nu_rec      **quote;
	size_t              nquote;
	run                *run;
	size_t              nrun, caprun;
} look;

nu_sim_reuse *
nu_sim_reuse_new(nu_arena *keep, nu_sim_docs *docs)
{
	nu_sim_reuse *r = NU_NEW(keep, nu_sim_reuse, 1);

	r->docs = docs;
	r->oom = keep->oom;
	r->index = nu_sim_index_new(keep->oom, PLACES);
	return r;
}

void
nu_sim_reuse_free(nu_sim_reuse *r)
{
	if (!r)
		return;
	nu_sim_index_free(r->index);
	free(r->word);
	free(r->start);
	free(r->len);
	free(r->base);
	free(r->last);
}

static void *
grown(nu_sim_reuse *r, void *p, size_t items, size_t size)
{
	p = items < SIZE_MAX / size ? realloc(p, items * size) : NULL;
	if (!p)
		longjmp(*r->oom, 1);
	return p;
}

/* ----------------------------------------------------------------------- keeping */

static void
make_room(nu_sim_reuse *r, size_t words)
{
	if (r->n + words > r->cap) {
		size_t cap = r->n + words + r->cap / 2 + 4096;

		r->word = grown(r, r->word, cap, sizeof *r->word);
		r->start = grown(r, r->start, cap, sizeof *r->start);
		r->len = grown(r, r->len, cap, sizeof *r->len);
		r->cap = cap;
	}
	if (r->ndoc + 2 > r->capdoc) {
		size_t cap = r->capdoc + r->capdoc / 2 + 1024;

		r->base = grown(r, r->base, cap, sizeof *r->base);
		r->last = grown(r, r->last, cap, sizeof *r->last);
		memset(r->last + r->capdoc, 0, (cap - r->capdoc) * sizeof *r->last);
		r->capdoc = cap;
	}
}

void
nu_sim_reuse_keep(nu_sim_reuse *r, nu_arena *scratch, const nu_sim_words *words, size_t number)
{
	size_t    n = r->n + words->n < INT32_MAX ? words->n : 0; /* full: no more is kept */
	size_t    nseed;
	uint64_t *seed = NU_NEW(scratch, uint64_t, words->n + 1);

	make_room(r, n);
	while (r->ndoc <= number)
		r->base[r->ndoc++] = r->n;
	for (size_t i = 0; i < n; i++) {
		size_t len = words->end[i] - words->start[i];

		r->word[r->n + i] = (uint32_t)words->hash[i];
		r->start[r->n + i] = words->start[i];
		r->len[r->n + i] = len < UINT16_MAX ? (uint16_t)len : UINT16_MAX;
	}
	nseed = nu_sim_digests(words->hash, words->n, SEED, seed);
	for (size_t i = 0; n && i < nseed; i++) {
		const uint32_t *ref;
		size_t          m;

		if (i + AHEAD < nseed)
			nu_sim_index_fetch(r->index, seed[i + AHEAD]);
		m = nu_sim_index_get(r->index, seed[i], &ref);
		if (!m || ref[m - 1] <= r->n) /* the first place in each document */
			nu_sim_index_add(r->index, seed[i], (uint32_t)(r->n + i + 1));
	}
	r->n += n;
	r->base[r->ndoc] = r->n;
}

/* -------------------------------------------------------------------------- runs */

/* The document that word p of all belongs to. */
static uint32_t
doc_at(const nu_sim_reuse *r, size_t p)
{
	size_t lo = 0, hi = r->ndoc;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (r->base[mid] <= p)
			lo = mid;
		else
			hi = mid;
	}
	return (uint32_t)lo;
}

/* What documents become, for the index: words are told by where they begin. */
typedef struct move {
	const nu_sim_reuse *r;
	const size_t       *to;
	const size_t       *base; /* for each old document, where its words are now */
} move;

static uint32_t
new_ref(const void *ctx, uint32_t ref)
{
	const move *m = ctx;
	uint32_t    d = doc_at(m->r, ref - 1);

	return m->to[d] == SIZE_MAX ? 0 : (uint32_t)(m->base[d] + (ref - m->r->base[d]));
}

void
nu_sim_reuse_forget(nu_sim_reuse *r, const size_t *to, size_t n)
{
	nu_arena scratch = {.oom = r->oom};
	size_t  *base = NU_NEW(&scratch, size_t, r->ndoc + 1), words = 0, docs = 0;

	for (size_t d = 0; d < r->ndoc && d < n; d++) {
		base[d] = words;
		words += to[d] == SIZE_MAX ? 0 : r->base[d + 1] - r->base[d];
	}
	nu_sim_index_map(r->index, new_ref, &(move){r, to, base});
	for (size_t d = 0; d < r->ndoc && d < n; d++) {
		size_t from = r->base[d], len = r->base[d + 1] - from;

		if (to[d] == SIZE_MAX)
			continue;
		memmove(r->word + base[d], r->word + from, len * sizeof *r->word);
		memmove(r->start + base[d], r->start + from, len * sizeof *r->start);
		memmove(r->len + base[d], r->len + from, len * sizeof *r->len);
		base[docs++] = base[d];
	}
	memcpy(r->base, base, docs * sizeof *base);
	r->base[docs] = r->n = words;
	r->ndoc = docs;
	nu_arena_free(&scratch);
}

static bool
same_word(const look *l, size_t i, size_t p)
{
	return (uint32_t)l->words->hash[i] == l->r->word[p];
}

/* The longest run through word i here and p there that begins at or after word `from`. */
static run
grow(const look *l, uint32_t doc, uint32_t i, uint32_t p, size_t from)
{
	size_t lo = l->r->base[doc], hi = l->r->base[doc + 1];
	run    u = {i, p, 0, false};

	while (u.i > from && u.p > lo && same_word(l, u.i - 1, u.p - 1)) {
		u.i--;
		u.p--;
	}
	u.n = i - u.i;
	while (u.i + u.n < l->words->n && u.p + u.n < hi && same_word(l, u.i + u.n, u.p + u.n))
		u.n++;
	return u;
}

/*
 * Runs of one document from its places, in order: the first that is long enough, then
 * on behind it, so that the work is linear however often a text repeats itself.
 */
static void
find_runs(look *l, const place *at, size_t n)
{
	size_t done = 0;

	l->nrun = 0;
	for (size_t k = 0; k < n; k++) {
		run      u = {0, 0, 0, false};
		uint32_t skip = done > at[k].i ? (uint32_t)done - at[k].i : 0;

		for (; u.n < SEED && skip < at[k].n; skip++) /* else words that hash alike */
			u = grow(l, at[k].doc, at[k].i + skip, at[k].p + skip, done);
		if (u.n < SEED)
			continue;
		if (l->nrun) {
			const run *last = &l->run[l->nrun - 1];

			u.joined = u.i - (last->i + last->n) <= GAP && u.p >= last->p + last->n &&
			           u.p - (last->p + last->n) <= GAP;
		}
		NU_PUSH(l->doc->arena, l->run, l->nrun, l->caprun) = u;
		done = u.i + u.n;
	}
}

/* ----------------------------------------------------------------------- records */

/* The value of a record for words p..q of an earlier document. */
static nu_str
place_name(const look *l, size_t number, size_t p, size_t q)
{
	const nu_sim_reuse *r = l->r;
	const nu_sim_doc   *e = &l->r->docs->doc[number];
	char               *v = nu_alloc(l->doc->arena, e->nid + 48);
	size_t              n = e->nid, lim[2] = {r->start[p], r->start[q] + r->len[q]};

	memcpy(v, e->id, n);
	for (int k = 0; k < 2; k++) {
		char   digits[24];
		size_t d = sizeof digits, x = lim[k];

		do
			digits[--d] = (char)('0' + x % 10);
		while (x /= 10);
		v[n++] = k ? '-' : ':';
		memcpy(v + n, digits + d, sizeof digits - d);
		n += sizeof digits - d;
	}
	return (nu_str){v, n};
}

/* What of the runs a..b lies in words from..to: the words kept, and its ends. */
typedef struct part {
	size_t kept, i, j, p, q; /* first and last word here and there */
} part;

static part
part_of(const look *l, size_t a, size_t b, size_t from, size_t to)
{
	part x = {0, 0, 0, 0, 0};

	for (; a < b && l->run[a].i < to; a++) {
		const run *u = &l->run[a];
		size_t     lo = u->i > from ? u->i : from, hi = u->i + u->n < to ? u->i + u->n : to;

		if (lo >= hi)
			continue;
		if (!x.kept) {
			x.i = lo;
			x.p = u->p + (lo - u->i);
		}
		x.kept += hi - lo;
		x.j = hi - 1;
		x.q = u->p + (hi - 1 - u->i);
	}
	return x;
}

static int
share(const part *x, size_t words)
{
	size_t there = x->q - x->p + 1;

	return (int)(x->kept * 100 / (there > words ? there : words));
}

/* The first word at or behind a byte. */
static size_t
word_at(const look *l, size_t byte)
{
	size_t lo = 0, hi = l->words->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (l->words->start[mid] < byte)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* A chain of runs a..b, cut at the bounds of sentences. *unit: where to begin to look. */
static void
say_chain(look *l, size_t number, size_t a, size_t b, size_t *unit)
{
	const nu_sim_words *w = l->words;
	size_t              last = l->run[b - 1].i + l->run[b - 1].n;

	for (; *unit < l->nunit; ++*unit) {
		const nu_unit *u = &l->unit[*unit];
		size_t         from = word_at(l, u->start), to = word_at(l, u->start + u->text.n);
		part           x;

		to -= to > from && w->end[to - 1] > u->start + u->text.n; /* it may cut a word */
		if (to <= l->run[a].i)
			continue;
		if (from >= last)
			return;
		x = part_of(l, a, b, from, to);
		if (x.kept >= PIECE || (x.kept && x.kept == to - from))
			nu_unit_add(l->doc, u, w->start[x.i] - u->start, w->end[x.j] - u->start, "reuse",
			    place_name(l, number, x.p, x.q), share(&x, x.j - x.i + 1));
		if (to > last) /* the next chain may begin in this sentence */
			return;
	}
}

static void
say_quotes(look *l, size_t number)
{
	size_t a = 0;

	for (size_t k = 0; k < l->nquote; k++) {
		const nu_rec *q = l->quote[k];
		size_t        from = word_at(l, q->start), to = word_at(l, q->end);
		part          x;

		while (a < l->nrun && l->run[a].i + l->run[a].n <= from)
			a++;
		x = part_of(l, a, l->nrun, from, to);
		if (to - from >= QUOTE && x.kept * 5 >= (to - from) * 4 && x.q >= x.p &&
		    share(&x, to - from) >= 60)
			nu_doc_add(l->doc, q->start, q->end, "reuse", place_name(l, number, x.p, x.q),
			    share(&x, to - from), nu_unescape(l->doc->arena, nu_rec_text(q)));
	}
}

/* How many seeds between two runs' ends are nobody else's. */
static size_t
rare_in(const look *l, const run *first, const run *last)
{
	return l->rare[last->i + last->n - SEED + 1] - l->rare[first->i];
}

/* The chain of runs that begins at a: the run behind it, and the words kept, or 0. */
static size_t
chain_of(const look *l, size_t a, size_t *kept)
{
	size_t b = a + 1;

	*kept = l->run[a].n;
	for (; b < l->nrun && l->run[b].joined; b++)
		*kept += l->run[b].n;
	if (*kept < LEAST || rare_in(l, &l->run[a], &l->run[b - 1]) <= LEAST - SEED)
		*kept = 0;
	return b;
}

static void
say_runs(look *l, size_t number)
{
	size_t unit = 0, sum = 0, kept;

	for (size_t a = 0; a < l->nrun; a = chain_of(l, a, &kept), sum += kept)
		;
	if (sum * BRIEF < l->words->n && (sum < TOGETHER || sum * PART < l->words->n))
		sum = 0; /* only what is large by itself, and quotes */
	for (size_t a = 0, b; a < l->nrun; a = b) {
		b = chain_of(l, a, &kept);
		if (kept >= LARGE || (kept && sum))
			say_chain(l, number, a, b, &unit);
	}
	say_quotes(l, number);
}

/* ------------------------------------------------------------------------ finding */

static int
cmp_place(const void *a, const void *b)
{
	const place *x = a, *y = b;

	if (x->doc != y->doc)
		return x->doc < y->doc ? -1 : 1;
	if (x->i != y->i)
		return x->i < y->i ? -1 : 1;
	return (x->p > y->p) - (x->p < y->p);
}

/* Is what these earlier documents have a common phrase, or furniture? */
static bool
is_common(const look *l, const uint32_t *doc, size_t n)
{
	const nu_sim_doc *all = l->r->docs->doc, *d = &l->now->d;
	int32_t           from = INT32_MAX, to = INT32_MIN;
	size_t            own = 0, roots = 0;

	if (n < OWN)
		return false;
	for (size_t i = 0; i < n; i++) {
		const nu_sim_doc *e = &all[doc[i]];
		size_t            k = 0;

		while (k < i && all[doc[k]].root != e->root)
			k++;
		if (k < i)
			continue;
		roots++;
		own += d->source && e->source == d->source && (e->day != d->day || d->day == NU_SIM_NODAY);
		if (e->day != NU_SIM_NODAY) {
			from = e->day < from ? e->day : from;
			to = e->day > to ? e->day : to;
		}
	}
	return own >= OWN || roots >= EVERYWHERE || (roots >= SPREAD && to > from && to - from > LONG);
}

/* Adds a place of document doc to those before it, or makes the last of them longer. */
static void
add_place(look *l, uint32_t doc, uint32_t i, uint32_t p)
{
	uint32_t *last = &l->r->last[doc];
	place    *x = *last ? &l->place[*last - 1] : NULL;

	if (x && x->i + x->n == i && x->p + x->n == p) {
		x->n++;
		return;
	}
	NU_PUSH(l->doc->arena, l->place, l->nplace, l->capplace) = (place){doc, i, p, 1};
	*last = (uint32_t)l->nplace;
}

/*
 * The documents that the places of a seed are in, and the places; those too old are left
 * out. Most documents are those of the seed before.
 */
static size_t
find_docs(const nu_sim_reuse *r, const uint32_t *ref, size_t m, uint32_t *doc, uint32_t *at)
{
	size_t n = 0;

	for (size_t k = 0; k < m; k++) {
		uint32_t p = ref[k] - 1;

		if (doc[n] >= r->ndoc || p < r->base[doc[n]] || p >= r->base[doc[n] + 1])
			doc[n] = doc_at(r, p);
		if (r->docs->doc[doc[n]].age >= r->docs->oldest)
			at[n++] = p;
	}
	return n;
}

/* The places of all seeds but those of the document with the same words. */
static void
find_places(look *l)
{
	uint32_t        doc[PLACES + 1] = {0}, before[PLACES], at[PLACES];
	const uint32_t *ref;
	size_t          m, nbefore = 0;
	bool            common = false;

	l->rare = NU_NEW(l->doc->arena, uint32_t, l->words->n + 1);
	for (size_t i = 0; i < l->nseed; i++) {
		if (i + AHEAD < l->nseed)
			nu_sim_index_fetch(l->r->index, l->seed[i + AHEAD]);
		l->rare[i + 1] = l->rare[i];
		m = nu_sim_index_get(l->r->index, l->seed[i], &ref);
		m = find_docs(l->r, ref, m, doc, at);
		if (m == 0)
			continue;
		if (m != nbefore || memcmp(doc, before, m * sizeof *doc) != 0) {
			common = is_common(l, doc, m);
			memcpy(before, doc, m * sizeof *doc);
			nbefore = m;
		}
		if (common)
			continue;
		l->rare[i + 1]++;
		for (size_t k = 0; k < m; k++)
			if (doc[k] != l->now->same)
				add_place(l, doc[k], (uint32_t)i, at[k]);
	}
	for (size_t k = 0; k < l->nplace; k++)
		l->r->last[l->place[k].doc] = 0;
	if (l->nplace)
		qsort(l->place, l->nplace, sizeof *l->place, cmp_place);
}

static void
find_quotes(look *l)
{
	size_t cap = 0;

	for (size_t i = 0; i < l->doc->n; i++)
		if (nu_is(&l->doc->rec[i], "quote"))
			NU_PUSH(l->doc->arena, l->quote, l->nquote, cap) = &l->doc->rec[i];
}

/* All of one document, which has the same words. */
static void
find_whole(look *l, size_t same)
{
	size_t base = l->r->base[same], n = l->r->base[same + 1] - base;
	place  at = {(uint32_t)same, 0, (uint32_t)base, 1};

	if (n < SEED) /* of it nothing was kept */
		return;
	l->rare = NU_NEW(l->doc->arena, uint32_t, l->words->n + 1);
	for (size_t i = 0; i <= l->words->n; i++)
		l->rare[i] = (uint32_t)i;
	find_runs(l, &at, 1);
	say_runs(l, same);
}

void
nu_sim_reuse_find(nu_sim_reuse *r, nu_doc *doc, const nu_sim_now *now, const nu_sim_words *words)
{
	look l = {.r = r, .doc = doc, .now = now, .words = words};

	if (words->n < SEED)
		return;
	l.nunit = nu_doc_units(doc, &l.unit);
	l.seed = NU_NEW(doc->arena, uint64_t, words->n);
	l.nseed = nu_sim_digests(words->hash, words->n, SEED, l.seed);
	find_quotes(&l);
	if (now->same != SIZE_MAX)
		find_whole(&l, now->same);
	find_places(&l);
	for (size_t a = 0, b; a < l.nplace; a = b) {
		for (b = a; b < l.nplace && l.place[b].doc == l.place[a].doc; b++)
			;
		find_runs(&l, l.place + a, b - a);
		say_runs(&l, l.place[a].doc);
	}
}
