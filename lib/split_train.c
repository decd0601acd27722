#include "split_train.h"

#include <math.h>
#include <stdlib.h>

#include "input.h"
#include "record.h"
#include "split_lang.h"
#include "split_model.h"
#include "text.h"

/* A block and where its sentences end. */
typedef struct labelled {
	nu_str    text;
	size_t    start;
	uint32_t *end;
	size_t    n, cap;
} labelled;

typedef struct instance {
	uint32_t first; /* of its features */
	uint16_t n;
	bool     ends;
} instance;

typedef struct trainer {
	nu_arena                  *keep;
	nu_log                    *log;
	const nu_split_train_opts *opts;
	labelled                  *block;
	size_t                     nblock, capblock;
	uint32_t                  *feature;
	size_t                     nfeature, capfeature;
	instance                  *inst;
	size_t                     ninst, capinst;
	const labelled            *at; /* the block that is being read */
	uint8_t                   *known;
	float                     *weight;
	nu_strange                 strange; /* lines of the operand that are no records */
} trainer;

/* -------------------------------------------------------------------------- reading */

static void
take_line(trainer *t, nu_str line)
{
	nu_rec      r;
	nu_str      id;
	const char *why;
	bool        first;
	labelled   *b;

	t->log->line++;
	if (line.n && line.p[0] == '#')
		return;
	why = nu_rec_parse(line, &id, &r);
	if (why) {
		if (nu_strange_line(&t->strange, &first))
			nu_damage(t->log, "%s%s", why, first ? ": all before the first record is left out" : "");
		return;
	}
	t->strange.known = true;
	if (nu_is_block(&r)) {
		b = &NU_PUSH(t->keep, t->block, t->nblock, t->capblock);
		memset(b, 0, sizeof *b);
		b->text = nu_copy(t->keep, nu_unescape(t->keep, nu_rec_text(&r)));
		b->start = r.start;
	} else if (nu_is(&r, "Sent") && t->nblock) {
		b = &t->block[t->nblock - 1];
		if (r.start >= b->start && r.end <= b->start + b->text.n)
			NU_PUSH(t->keep, b->end, b->n, b->cap) = (uint32_t)(r.end - b->start);
	}
}

static bool
read_file(trainer *t, const char *name)
{
	nu_input *in = nu_input_new(t->keep, t->log);
	char     *p, *nl;

	if (!nu_input_open(in, name))
		return false;
	while (nu_input_more(in))
		;
	for (p = in->buf; p < in->buf + in->n; p = nl + 1) {
		nl = memchr(p, '\n', (size_t)(in->buf + in->n - p));
		if (!nl)
			nl = in->buf + in->n;
		take_line(t, (nu_str){p, (size_t)(nl - p)});
	}
	nu_input_close(in);
	nu_input_give_back(in);
	t->log->file = NULL;
	t->log->line = 0;
	t->strange = (nu_strange){0};
	return t->log->status < 2;
}

/* ----------------------------------------------------------------------- instances */

static void
set_bit(uint8_t *bits, uint32_t i)
{
	i &= NU_SPLIT_BITS - 1;
	bits[i >> 3] |= (uint8_t)(1u << (i & 7));
}

/* The words that stand in lower case twice or more: a name is not among them. */
static void
find_known(trainer *t)
{
	uint8_t *once = NU_NEW(t->keep, uint8_t, NU_SPLIT_BITS * 8 / 8);
	nu_word *w;

	for (size_t i = 0; i < t->nblock; i++) {
		size_t n = nu_words(t->keep, t->block[i].text, &w);

		for (size_t k = 0; k < n; k++) {
			uint32_t h = w[k].hash;

			if (w[k].kind != NU_WORD || w[k].letters != NU_LOWERCASE)
				continue;
			if (once[h >> 15 & (NU_SPLIT_BITS - 1)]) {
				set_bit(t->known, h);
				set_bit(t->known, h * 0x9E3779B1u >> 7);
			}
			once[h >> 15 & (NU_SPLIT_BITS - 1)] = 1;
		}
	}
}

static bool
label(void *ctx, const struct nu_cand *c, bool rule, const uint32_t *feature, size_t n)
{
	trainer        *t = ctx;
	const labelled *b = t->at;
	instance       *x = &NU_PUSH(t->keep, t->inst, t->ninst, t->capinst);
	size_t          lo = 0, hi = b->n;

	(void)rule;
	while (lo < hi) { /* the first end behind the mark */
		size_t mid = (lo + hi) / 2;

		if (b->end[mid] < c->at + !c->soft)
			lo = mid + 1;
		else
			hi = mid;
	}
	x->ends = lo < b->n && b->end[lo] <= c->next;
	x->first = (uint32_t)t->nfeature;
	x->n = (uint16_t)n;
	for (size_t i = 0; i < n; i++)
		NU_PUSH(t->keep, t->feature, t->nfeature, t->capfeature) =
		    feature[i] & (NU_SPLIT_WEIGHTS - 1);
	return x->ends;
}

static void
find_instances(trainer *t)
{
	nu_split_model m = {.known = t->known, .weights = NU_SPLIT_WEIGHTS, .bits = NU_SPLIT_BITS};
	nu_split_judge judge = {label, t};
	nu_split_lang *lang = nu_split_langs_load(t->keep, NULL)->lang[0];
	nu_split_room  room = {.n = 0};
	nu_span       *span;

	lang->model = &m;
	lang->judge = &judge;
	for (size_t i = 0; i < t->nblock; i++) {
		t->at = &t->block[i];
		nu_sentences(lang, t->keep, &room, t->at->text, &span);
		room.n = 0;
	}
}

/* ------------------------------------------------------------------------- training */

static uint32_t
next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void
shuffle(uint32_t *order, size_t n, uint32_t *state)
{
	for (size_t i = n; i > 1; i--) {
		size_t   k = next_random(state) % i;
		uint32_t x = order[i - 1];

		order[i - 1] = order[k];
		order[k] = x;
	}
}

/* Logistic regression by AdaGrad; the weights are averaged over the epochs' ends. */
static void
regress(trainer *t)
{
	uint32_t *order = NU_NEW(t->keep, uint32_t, t->ninst), state = (uint32_t)t->opts->seed;
	float    *w = NU_NEW(t->keep, float, NU_SPLIT_WEIGHTS);
	float    *g2 = NU_NEW(t->keep, float, NU_SPLIT_WEIGHTS);
	size_t    early = t->opts->epochs / 2; /* whose ends do not count */
	float     late = (float)(t->opts->epochs - early);

	for (size_t i = 0; i < t->ninst; i++)
		order[i] = (uint32_t)i;
	for (size_t e = 0; e < t->opts->epochs; e++) {
		shuffle(order, t->ninst, &state);
		for (size_t i = 0; i < t->ninst; i++) {
			const instance *x = &t->inst[order[i]];
			const uint32_t *f = t->feature + x->first;
			double          z = 0, d;

			for (size_t k = 0; k < x->n; k++)
				z += (double)w[f[k]];
			d = 1 / (1 + exp(-z)) - x->ends;
			for (size_t k = 0; k < x->n; k++) {
				float g = (float)d + t->opts->decay * w[f[k]];

				g2[f[k]] += g * g;
				w[f[k]] -= t->opts->rate * g / (sqrtf(g2[f[k]]) + 1e-3f);
			}
		}
		for (size_t k = 0; e >= early && k < NU_SPLIT_WEIGHTS; k++)
			t->weight[k] += w[k] / late;
	}
}

static void
put32(char *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (char)(v >> (8 * i) & 255);
}

static nu_str
pack(trainer *t)
{
	nu_str m = {NULL, 64 + NU_SPLIT_WEIGHTS + NU_SPLIT_BITS / 8};
	char  *p = nu_alloc(t->keep, m.n);

	m.p = p;
	memcpy(p, "NUSPLIT1", 8);
	put32(p + 8, NU_SPLIT_WEIGHTS);
	put32(p + 12, NU_SPLIT_BITS);
	for (size_t i = 0; i < NU_SPLIT_WEIGHTS; i++) {
		long v = lroundf(t->weight[i] * NU_SPLIT_SCALE);

		p[64 + i] = (char)(v > 127 ? 127 : v < -127 ? -127 : v);
	}
	memcpy(p + 64 + NU_SPLIT_WEIGHTS, t->known, NU_SPLIT_BITS / 8);
	put32(p + 16, nu_split_model_sum(nu_slice(m, 64, m.n)));
	return m;
}

nu_str
nu_split_train(nu_arena *keep, const nu_split_train_opts *opts, nu_log *log)
{
	trainer t = {.keep = keep, .log = log, .opts = opts};
	size_t  yes = 0;

	for (size_t i = 0; i < opts->nfiles; i++)
		if (!read_file(&t, opts->files[i]))
			return (nu_str){NULL, 0};
	t.known = NU_NEW(keep, uint8_t, NU_SPLIT_BITS / 8);
	t.weight = NU_NEW(keep, float, NU_SPLIT_WEIGHTS);
	find_known(&t);
	find_instances(&t);
	for (size_t i = 0; i < t.ninst; i++)
		yes += t.inst[i].ends;
	if (!yes || yes == t.ninst) {
		nu_fail(log, "no labelled sentences to learn from");
		return (nu_str){NULL, 0};
	}
	regress(&t);
	nu_note(log, "%zu blocks, %zu places where a sentence may end, %zu where one does", t.nblock,
	    t.ninst, yes);
	return pack(&t);
}
