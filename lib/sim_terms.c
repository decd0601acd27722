#include "sim_terms.h"

#include <math.h>
#include <stdlib.h>

#include "data.h"
#include "lexicon.h"
#include "text.h"

/* Documents that the lexicon of common words counts for. */
#define PRIOR 800.0
/* The share of documents that have a word, or a pair of names, which is not in it. */
#define RARE  0.001f
#define RARER 0.0003f
#define POWER 1.2 /* of the inverse document frequency */
#define NAME  1.5 /* a name's weight among the words */

enum { FEW = 32, MANY = 100 }; /* terms of a kind; of words */
enum { MONTHS = 64 };          /* names of months there may be */

typedef struct count {
	uint64_t hash; /* 0: empty */
	uint32_t docs;
	float    prior;
} count;

struct nu_sim_terms {
	count   *slot; /* open addressing */
	size_t   n, cap;
	double   docs;
	uint64_t month[MONTHS]; /* hashes of their names */
	uint8_t  number[MONTHS];
	size_t   nmonth;
	jmp_buf *oom;
};

/* A word where it stands. */
typedef struct token {
	uint64_t hash;
	uint32_t n;    /* how often */
	bool     name; /* in capitals inside a sentence, or within a name's record */
	bool     low;  /* in lower case somewhere */
	bool     digit;
} token;

/* ------------------------------------------------------------------------- counts */

static count *
find(count *c, size_t cap, uint64_t hash)
{
	size_t i = nu_sim_mix(hash) & (cap - 1);

	while (c[i].hash && c[i].hash != hash)
		i = (i + 1) & (cap - 1);
	return &c[i];
}

static count *
count_of(nu_sim_terms *t, uint64_t hash, float prior)
{
	count *c;

	if (t->n * 3 >= t->cap * 2) {
		size_t cap = t->cap ? t->cap * 2 : 32768;
		count *p = calloc(cap, sizeof *p);

		if (!p)
			longjmp(*t->oom, 1);
		for (size_t i = 0; i < t->cap; i++)
			if (t->slot[i].hash)
				*find(p, cap, t->slot[i].hash) = t->slot[i];
		free(t->slot);
		t->slot = p;
		t->cap = cap;
	}
	hash += hash == 0;
	c = find(t->slot, t->cap, hash);
	if (!c->hash) {
		*c = (count){hash, 0, prior};
		t->n++;
	}
	return c;
}

/* A line of a lexicon: a word, TAB, a number. */
static bool
next_entry(nu_str *tsv, nu_sim_words *w, uint64_t *hash, unsigned *number)
{
	nu_str line;

	while (nu_tsv_line(tsv, &line)) {
		const char *tab = memchr(line.p, '\t', line.n);

		w->n = 0;
		if (tab)
			nu_sim_scan(w, (nu_str){line.p, (size_t)(tab - line.p)}, 0);
		if (w->n == 1) {
			*hash = w->hash[0];
			*number = (unsigned)strtoul(tab + 1, NULL, 10);
			return true;
		}
	}
	return false;
}

static void
give_back(void *words)
{
	nu_sim_words_free(words);
}

static void
load_words(nu_sim_terms *t, nu_arena *keep)
{
	nu_str        common = nu_data("en/sim-df.tsv"), months = nu_data("en/sim-month.tsv");
	nu_sim_words *w = NU_NEW(keep, nu_sim_words, 1);
	uint64_t      hash;
	unsigned      number;

	w->oom = t->oom;
	nu_goes_with(keep, give_back, w); /* the tables too may run out of memory */
	while (next_entry(&common, w, &hash, &number))
		count_of(t, hash, 0)->prior = (float)number / 100;
	while (t->nmonth < MONTHS && next_entry(&months, w, &hash, &number)) {
		t->month[t->nmonth] = hash;
		t->number[t->nmonth++] = (uint8_t)number;
	}
	nu_sim_words_free(w);
}

nu_sim_terms *
nu_sim_terms_new(nu_arena *keep)
{
	nu_sim_terms *t = NU_NEW(keep, nu_sim_terms, 1);

	t->oom = keep->oom;
	load_words(t, keep);
	return t;
}

void
nu_sim_terms_free(nu_sim_terms *t)
{
	if (t)
		free(t->slot);
}

/* Every count is halved; what comes to nothing, and no lexicon knows, is forgotten. */
void
nu_sim_terms_forget(nu_sim_terms *t)
{
	count *old = t->slot;
	size_t cap = t->cap;

	t->slot = calloc(cap, sizeof *t->slot);
	if (!t->slot) {
		t->slot = old;
		longjmp(*t->oom, 1);
	}
	t->n = 0;
	t->docs = floor(t->docs / 2);
	for (size_t i = 0; i < cap; i++) {
		old[i].docs /= 2;
		if (old[i].hash && (old[i].docs || old[i].prior > RARE)) {
			*find(t->slot, cap, old[i].hash) = old[i];
			t->n++;
		}
	}
	free(old);
}

/* Counts a document for the term; its inverse document frequency. */
static double
idf(nu_sim_terms *t, uint64_t hash, float prior)
{
	count *c = count_of(t, hash, prior);
	double v;

	c->docs++;
	v = log((PRIOR + t->docs + 1) / (PRIOR * (double)c->prior + c->docs + .5));
	return v > 0 ? v : 0;
}

/* ------------------------------------------------------------------------- tokens */

static bool
is_upper(nu_str text, size_t i)
{
	unsigned len;

	return (nu_class(nu_decode(text, i, &len)) & NU_UPPER) != 0;
}

/* Does what stands between two words end a sentence, or open one? */
static bool
is_break(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr(".!?:;\"'`", p[i]) ||
		    (i + 2 < n && (unsigned char)p[i] == 0xE2 && (unsigned char)p[i + 1] == 0x80))
			return true;
	return false;
}

/* Does a record call it a name? Words are asked for in order: *at moves on. */
static bool
in_name(const nu_doc *doc, size_t *at, size_t start, size_t end)
{
	for (; *at < doc->n && doc->rec[*at].start <= start; ++*at)
		if (doc->rec[*at].end >= end && nu_sim_is_name(&doc->rec[*at]))
			return true;
	return false;
}

typedef struct tokens {
	token       *word, *pair;
	size_t       nword, npair;
	nu_sim_when *when;
} tokens;

static void
take_month(const nu_sim_terms *t, uint64_t hash, nu_sim_when *when)
{
	for (size_t i = 0; i < t->nmonth; i++)
		if (t->month[i] == hash)
			nu_sim_when_month(when, t->number[i]);
}

/* The words from i on that lie in one block. */
static size_t
read_block(const nu_sim_terms *terms, nu_doc *doc, const nu_unit *u, const nu_sim_words *w, size_t i,
    tokens *t, size_t *rec)
{
	bool   head = nu_is(u->rec, "Headline"), before = false;
	size_t last = 0;

	for (; i < w->n && w->start[i] < u->start + u->text.n; i++) {
		size_t from = w->start[i] - u->start, to = w->end[i] - u->start;
		bool   upper = is_upper(u->text, from);
		bool   begins = last == 0 || is_break(u->text.p + last, from - last);
		bool   name = in_name(doc, rec, w->start[i], w->end[i]) || (upper && !begins && !head);
		token *x = &t->word[t->nword++];

		*x = (token){w->hash[i], 1, name, !upper,
		    u->text.p[from] >= '0' && u->text.p[from] <= '9'};
		if (before && name && from == last + 1 && u->text.p[last] == ' ')
			t->pair[t->npair++] =
			    (token){nu_sim_mix(w->hash[i - 1] * 3 + w->hash[i]), 1, true, false, false};
		if (upper)
			take_month(terms, x->hash, t->when);
		else if (x->digit)
			nu_sim_when_year(t->when, nu_slice(u->text, from, to));
		before = upper;
		last = to;
	}
	return i;
}

static int
cmp_hash(const void *a, const void *b)
{
	const token *x = a, *y = b;

	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Equal tokens become one, with how often it stands there. */
static size_t
gather(token *t, size_t n)
{
	size_t out = 0;

	if (n)
		qsort(t, n, sizeof *t, cmp_hash);
	for (size_t i = 0; i < n; i++) {
		if (out && t[out - 1].hash == t[i].hash) {
			t[out - 1].n++;
			t[out - 1].name |= t[i].name;
			t[out - 1].low |= t[i].low;
		} else {
			t[out++] = t[i];
		}
	}
	return out;
}

static void
read_tokens(const nu_sim_terms *terms, nu_doc *doc, const nu_sim_now *now, const nu_sim_words *w,
    tokens *t)
{
	size_t rec = 0, i = 0;

	t->word = NU_NEW(doc->arena, token, w->n);
	t->pair = NU_NEW(doc->arena, token, w->n);
	for (size_t b = 0; b < now->nunit && i < w->n; b++)
		if (w->start[i] >= now->unit[b].start)
			i = read_block(terms, doc, &now->unit[b], w, i, t, &rec);
	t->nword = gather(t->word, t->nword);
	t->npair = gather(t->pair, t->npair);
}

/* ------------------------------------------------------------------------- weights */

static int
cmp_weight(const void *a, const void *b)
{
	const nu_sim_weight *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Keeps the heaviest `most` terms and makes their vector of length 1. */
static size_t
settle(nu_sim_weight *v, size_t n, size_t most)
{
	double sum = 0;

	if (n)
		qsort(v, n, sizeof *v, cmp_weight);
	if (n > most)
		n = most;
	while (n && v[n - 1].weight <= 0)
		n--;
	for (size_t i = 0; i < n; i++)
		sum += (double)v[i].weight * v[i].weight;
	for (size_t i = 0; i < n; i++)
		v[i].weight = (float)(v[i].weight / sqrt(sum));
	return n;
}

static void
add(nu_sim_weight *v, size_t *n, uint64_t hash, int kind, double weight)
{
	hash = nu_sim_mix(hash + (unsigned)kind);
	v[(*n)++] = (nu_sim_weight){hash + (hash == 0), (float)weight, (uint8_t)kind};
}

size_t
nu_sim_terms_weigh(nu_sim_terms *t, nu_doc *doc, const nu_sim_now *now, const nu_sim_words *words,
    nu_sim_weight **out, nu_sim_when *when)
{
	tokens         x = {.when = when};
	nu_sim_weight *v[NU_KINDS];
	size_t         n[NU_KINDS] = {0}, all = 0;

	memset(when, 0, sizeof *when);
	read_tokens(t, doc, now, words, &x);
	for (int k = 0; k < NU_KINDS; k++)
		v[k] = NU_NEW(doc->arena, nu_sim_weight, (k == NU_PAIRS ? x.npair : x.nword) + 1);
	t->docs++;
	for (size_t i = 0; i < x.nword; i++) {
		const token *w = &x.word[i];
		bool         name = w->name && !w->low;
		double       weight = (1 + log(w->n)) * pow(idf(t, w->hash, RARE), POWER);

		add(v[NU_WORDS], &n[NU_WORDS], w->hash, NU_WORDS, name ? weight * NAME : weight);
		if (name)
			add(v[NU_NAMES], &n[NU_NAMES], w->hash, NU_NAMES, weight);
		else if (w->digit)
			add(v[NU_NUMBERS], &n[NU_NUMBERS], w->hash, NU_NUMBERS, weight);
	}
	for (size_t i = 0; i < x.npair; i++)
		add(v[NU_PAIRS], &n[NU_PAIRS], x.pair[i].hash, NU_PAIRS,
		    (1 + log(x.pair[i].n)) * idf(t, x.pair[i].hash, RARER));
	*out = NU_NEW(doc->arena, nu_sim_weight, MANY + FEW * (NU_KINDS - 1));
	for (int k = 0; k < NU_KINDS; k++) {
		n[k] = settle(v[k], n[k], k == NU_WORDS ? MANY : FEW);
		memcpy(*out + all, v[k], n[k] * sizeof **out);
		all += n[k];
	}
	return all;
}
