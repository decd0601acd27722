#include "ents_train.h"

#include <stdlib.h>

#include "data.h"
#include "ents_tok.h"
#include "input.h"
#include "text.h"

typedef struct teacher {
	const nu_ents_train_opts *opts;
	nu_log                   *log;
	nu_arena                 *keep;
	nu_arena                  scratch;
	nu_model                  model; /* its word lists only */
	nu_tok_words              words;
	nu_str                    gazetteer, cluster;
	uint8_t                   middle[NU_CLUSTERS], coarse[128];
	nu_chain                 *chain;
	size_t                    n, cap;
	size_t                    names, lost; /* labelled, and those the gate cannot let through */
} teacher;

/* A whole file; its bytes are the caller's to give back. */
static bool
read_file(teacher *t, const char *name, nu_input **out)
{
	nu_input *in = *out = nu_input_new(t->keep, t->log);

	if (!nu_input_open(in, name))
		return false;
	while (nu_input_more(in))
		;
	nu_input_close(in);
	return t->log->status < 2;
}

/* ---------------------------------------------------------------------- word lists */

static size_t
number(nu_str s)
{
	size_t v = 0;

	for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		v = v * 10 + (size_t)(s.p[i] - '0');
	return v;
}

static bool
read_gazetteer(teacher *t)
{
	nu_input   *in;
	nu_packed *item = NULL;
	size_t     n = 0, cap = 0;
	nu_str     tsv, line;
	nu_tok_room room = {&t->scratch, &t->scratch, &t->scratch};

	if (!read_file(t, t->opts->gazetteer, &in))
		return false;
	tsv = (nu_str){in->buf, in->n};
	while (nu_tsv_line(&tsv, &line)) {
		size_t   bit = number(nu_column(line, 0));
		uint32_t h = 0;
		nu_toks  u;

		nu_toks_read(&room, &t->model, &t->words, nu_column(line, 1), &u);
		for (uint32_t i = 0; i < u.n; i++)
			h = nu_toks_join(h, u.tok[i].low);
		if (bit < 12 && u.n && u.n <= 5)
			NU_PUSH(t->keep, item, n, cap) = (nu_packed){h, (uint16_t)(1u << bit)};
		nu_arena_reset(&t->scratch);
	}
	nu_input_give_back(in);
	t->gazetteer = nu_pack_make(t->keep, item, n, true);
	return true;
}

static bool
read_clusters(teacher *t)
{
	nu_input   *in;
	nu_packed *item = NULL;
	size_t     n = 0, cap = 0;
	nu_str     tsv, line;

	if (!read_file(t, t->opts->clusters, &in))
		return false;
	tsv = (nu_str){in->buf, in->n};
	while (n < t->opts->words && nu_tsv_line(&tsv, &line)) {
		size_t c[3];

		for (size_t i = 0; i < 3; i++)
			c[i] = number(nu_column(line, i + 1));
		if (c[0] >= NU_CLUSTERS || c[1] >= 128 || c[2] >= 16) {
			t->log->file = t->opts->clusters;
			t->log->line = nu_line_of(in->buf, line.p);
			nu_damage(t->log, "not a word and its clusters of %d, 128 and 16", NU_CLUSTERS);
			t->log->file = NULL;
			t->log->line = 0;
			break;
		}
		t->middle[c[0]] = (uint8_t)c[1];
		t->coarse[c[1]] = (uint8_t)c[2];
		NU_PUSH(t->keep, item, n, cap) = (nu_packed){nu_hash(nu_column(line, 0)), (uint16_t)c[0]};
	}
	nu_input_give_back(in);
	t->cluster = nu_pack_make(t->keep, item, n, false);
	return true;
}

static void
use_pack(nu_pack *pack, nu_str bytes)
{
	nu_pack_read(pack, (const uint8_t *)bytes.p, (uint32_t)((bytes.n - 4 * 4097) / 4));
}

/* ----------------------------------------------------------------------- documents */

enum { UNKNOWN = 255 };

static int
type_of(const nu_rec *r)
{
	static const char *const names[NU_TYPES] = {"person", "org", "place", "misc"};

	for (int k = 0; k < NU_TYPES; k++)
		if (nu_is(r, names[k]))
			return k;
	return -1;
}

/* Labels the tokens of a unit that lie in the span; UNKNOWN when it cannot be said. */
static void
label_span(teacher *t, const nu_toks *u, uint8_t *label, size_t start, size_t end, int type)
{
	uint32_t a = 0, b;
	bool     fits;

	while (a < u->n && u->tok[a].start + u->tok[a].len <= start)
		a++;
	for (b = a; b < u->n && u->tok[b].start < end; b++)
		;
	t->names++;
	fits = a < b && u->tok[a].start == start && u->tok[b - 1].start + u->tok[b - 1].len == end;
	for (uint32_t i = a; i < b; i++)
		fits = fits && u->tok[i].flags & NU_T_GATED && !label[i];
	t->lost += !fits;
	for (uint32_t i = a; i < b; i++)
		label[i] = (uint8_t)(!fits        ? UNKNOWN
		                     : b - a == 1 ? NU_LABEL(type, NU_UNIT)
		                     : i == a     ? NU_LABEL(type, NU_BEGIN)
		                     : i == b - 1 ? NU_LABEL(type, NU_LAST)
		                                  : NU_LABEL(type, NU_INSIDE));
}

/* Half of "Israeli-Palestinian" is a nationality, whatever the label says of the whole. */
static void
mend_hyphens(const nu_toks *u, uint8_t *label)
{
	for (uint32_t i = 1; i + 1 < u->n; i++) {
		if (u->tok[i].len != 1 || u->text.p[u->tok[i].start] != '-' || label[i])
			continue;
		for (uint32_t k = i - 1; k <= i + 1; k += 2)
			if (!label[k] && u->tok[k].flags & NU_T_CAP && u->tok[k].gaz & NU_G_NATION)
				label[k] = NU_LABEL(3, NU_UNIT);
			else if (!label[k] && u->tok[k].flags & NU_T_CAP && u->tok[k].gaz & NU_G_COUNTRY)
				label[k] = NU_LABEL(2, NU_UNIT);
	}
}

static float
weight_of(const nu_rec *r)
{
	int ones = r->score / 100, tenths = r->score / 10 % 10, rest = r->score % 10;

	return r->score < 0 ? 1 : (float)ones + (float)tenths / 10 + (float)rest / 100;
}

static void
take_chain(
    teacher *t, const nu_toks *u, const uint8_t *label, uint32_t from, uint32_t to, float weight)
{
	uint32_t *feature, buf[NU_MAX_FEATURES];
	uint16_t *count = NU_NEW(t->keep, uint16_t, to - from);
	uint8_t  *copy = NU_NEW(t->keep, uint8_t, to - from);
	nu_chain *c;
	size_t    all = 0, at = 0;

	for (uint32_t i = from; i < to; i++) {
		if (label[i] == UNKNOWN)
			return;
		copy[i - from] = label[i];
		all += count[i - from] = (uint16_t)nu_toks_features(&t->model, u, i, buf);
	}
	feature = NU_NEW(t->keep, uint32_t, all);
	for (uint32_t i = from; i < to; i++)
		at += nu_toks_features(&t->model, u, i, feature + at);
	c = &NU_PUSH(t->keep, t->chain, t->n, t->cap);
	*c = (nu_chain){feature, count, copy, to - from, (uint32_t)all, weight};
}

static void
take_document(teacher *t, nu_doc *doc)
{
	nu_unit *unit;
	size_t   n = nu_doc_units(doc, &unit), r = 0;
	nu_toks *toks = NU_NEW(doc->arena, nu_toks, n + 1);
	nu_tok_room room = {doc->arena, doc->arena, doc->arena};

	for (size_t i = 0; i < n; i++)
		nu_toks_read(&room, &t->model, &t->words, unit[i].text, &toks[i]);
	nu_toks_seen(doc->arena, toks, n);
	for (size_t i = 0; i < n; i++) {
		uint8_t *label = NU_NEW(doc->arena, uint8_t, toks[i].n + 1);
		size_t   from = unit[i].start, to = from + unit[i].text.n;
		uint32_t a, b = 0;

		for (; r < doc->n && doc->rec[r].start < to; r++)
			if (type_of(&doc->rec[r]) >= 0 && doc->rec[r].start >= from && doc->rec[r].end <= to)
				label_span(t, &toks[i], label, doc->rec[r].start - from, doc->rec[r].end - from,
				    type_of(&doc->rec[r]));
		mend_hyphens(&toks[i], label);
		while (nu_toks_chain(&toks[i], &a, &b))
			take_chain(t, &toks[i], label, a, b, weight_of(unit[i].rec));
	}
}

/* A line that is no comment: a record of the document, or the last one. */
static void
take_line(teacher *t, nu_doc *doc, nu_strange *strange, nu_str line)
{
	nu_rec      rec;
	nu_str      id;
	bool        first;
	const char *why = nu_rec_parse(line, &id, &rec);

	if (why) {
		if (nu_strange_line(strange, &first))
			nu_damage(t->log, "%s%s", why, first ? ": all before the first record is left out" : "");
		return;
	}
	strange->known = true;
	if (!nu_is(&rec, "end")) {
		NU_PUSH(&t->scratch, doc->rec, doc->n, doc->cap) = rec;
		return;
	}
	take_document(t, doc);
	nu_arena_reset(&t->scratch);
	*doc = (nu_doc){.arena = &t->scratch, .log = t->log};
}

static bool
read_documents(teacher *t, const char *name)
{
	nu_input  *in;
	nu_doc     doc = {.arena = &t->scratch, .log = t->log};
	nu_strange strange = {0};
	nu_str     rest;

	if (!read_file(t, name, &in))
		return false;
	rest = (nu_str){in->buf, in->n};
	t->log->file = name;
	for (t->log->line = 1; rest.n; t->log->line++) {
		const char *nl = memchr(rest.p, '\n', rest.n);
		size_t      n = nl ? (size_t)(nl - rest.p) : rest.n;

		if (rest.p[0] != '#')
			take_line(t, &doc, &strange, nu_slice(rest, 0, n));
		rest = nu_slice(rest, nl ? n + 1 : n, rest.n);
	}
	if (doc.n)
		take_document(t, &doc);
	nu_arena_reset(&t->scratch);
	t->log->file = NULL;
	t->log->line = 0;
	nu_input_give_back(in);
	return true;
}

nu_str
nu_ents_train(nu_arena *keep, const nu_ents_train_opts *opts, nu_log *log)
{
	teacher      *t = NU_NEW(keep, teacher, 1);
	nu_train_opts how = {.rows = (uint32_t)opts->rows,
	    .epochs = (uint32_t)opts->epochs,
	    .runs = (uint32_t)opts->runs,
	    .seed = (uint32_t)opts->seed,
	    .rate = opts->rate,
	    .dropout = opts->dropout,
	    .lift = opts->lift,
	    .lexical = NU_LEXICAL,
	    .least = (uint32_t)opts->least,
	    .filter_bits = (uint32_t)opts->filter_bits};
	nu_str        model = {NULL, 0};

	t->opts = opts;
	t->log = log;
	t->keep = keep;
	t->scratch.oom = keep->oom;
	nu_goes_with(keep, nu_arena_give_back, &t->scratch);
	nu_tok_words_make(keep, &t->words, nu_lexicon_new(keep, nu_data("en/ents-word.tsv")));
	if (!read_gazetteer(t) || !read_clusters(t))
		return model;
	use_pack(&t->model.gazetteer, t->gazetteer);
	use_pack(&t->model.cluster, t->cluster);
	t->model.middle = t->middle;
	t->model.coarse = t->coarse;
	for (size_t i = 0; i < opts->nfiles; i++)
		if (!read_documents(t, opts->files[i]))
			return model;
	if (!t->names) {
		nu_fail(log, "no labelled names to learn from");
		return model;
	}
	nu_note(log, "%zu names, of which %zu not learnt from; %zu chains", t->names, t->lost, t->n);
	model = nu_model_train(
	    keep, &how, t->chain, t->n, t->gazetteer, t->cluster, t->middle, t->coarse, log);
	return model;
}
