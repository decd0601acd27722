#include "split.h"

#include <stdio.h>
#include <stdlib.h>

#include "data.h"
#include "input.h"
#include "quote.h"
#include "split_lang.h"
#include "split_model.h"
#include "split_words.h"
#include "text.h"

typedef struct splitter {
	const nu_split_opts *opts;
	nu_split_langs      *langs;
	nu_split_lang       *given; /* -l, or NULL */
	nu_split_model       model;
	nu_str              *ordinal; /* 1, 2 ... as values of sentences */
	size_t               nordinal;
} splitter;

enum { ORDINALS = 200 };

/*
 * The user's abbreviations as a lexicon has them: lower case, no stop at the end, no CR.
 * False: no text, and told to the log.
 */
static bool
read_abbrev(nu_arena *keep, nu_log *log, const char *name, nu_lexicon **lex)
{
	nu_str raw, line, out;
	char  *p;
	size_t n = 0;

	if (!nu_input_whole(keep, log, name, &raw))
		return false;
	if (nu_utf8_valid(raw) < raw.n || (raw.n && memchr(raw.p, 0, raw.n))) {
		log->file = name;
		nu_fail(log, "not UTF-8 text: no list of abbreviations");
		return false;
	}
	p = nu_alloc(keep, raw.n * 2 + 2);
	while (nu_tsv_line(&raw, &line)) {
		nu_str key = nu_trim(nu_column(line, 0)), kind = nu_trim(nu_column(line, 1));

		while (key.n && key.p[key.n - 1] == '.')
			key.n--;
		if (!key.n)
			continue;
		key = nu_lower(keep, key);
		memcpy(p + n, key.p, key.n);
		n += key.n;
		if (kind.n) {
			p[n++] = '\t';
			memcpy(p + n, kind.p, kind.n);
			n += kind.n;
		}
		p[n++] = '\n';
	}
	out = (nu_str){p, n};
	*lex = nu_lexicon_new(keep, out);
	return true;
}

static bool
load_model(nu_arena *keep, nu_log *log, const char *name, nu_split_model *m)
{
	nu_str      bytes;
	const char *why;

	if (name) {
		if (!nu_input_whole(keep, log, name, &bytes))
			return false;
		why = nu_split_model_load(m, bytes);
	} else {
		why = nu_split_model_load(m, nu_data("models/split.bin"));
	}
	if (why)
		nu_fail(log, "%s: %s", name ? name : "the model built in", why);
	return !why;
}

/* Numbers as values: they outlive the call. */
static nu_str
number(nu_arena *a, size_t x)
{
	char *p = nu_alloc_raw(a, NU_DECIMAL);

	return (nu_str){p, (size_t)(nu_decimal(p, x) - p)};
}

static nu_str
range(nu_arena *a, size_t x, size_t y)
{
	char *p = nu_alloc_raw(a, 2 * NU_DECIMAL + 1), *q = nu_decimal(p, x);

	*q++ = '-';
	return (nu_str){p, (size_t)(nu_decimal(q, y) - p)};
}

/* i + 1; the small ones are at hand. */
static nu_str
ordinal(const splitter *s, nu_arena *a, size_t i)
{
	return i < s->nordinal ? s->ordinal[i] : number(a, i + 1);
}

/* -l: any language may be given, for each has sentences; but a code it must be. */
static bool
find_given(splitter *s, nu_arena *keep, nu_log *log)
{
	nu_str code = nu_lang_code(keep, nu_str_of(s->opts->lang));

	if (code.n != 2 && code.n != 3)
		nu_fail(log, "-l: '%.20s' is no code of a language (en, de ...)", s->opts->lang);
	else
		s->given = nu_split_lang_find(s->langs, code);
	return s->given != NULL;
}

static void *
split_open(nu_arena *keep, const void *opts, nu_log *log)
{
	splitter   *s = NU_NEW(keep, splitter, 1);
	nu_lexicon *own = NULL;

	s->opts = opts;
	if (s->opts->abbrev && !read_abbrev(keep, log, s->opts->abbrev, &own))
		return NULL;
	s->langs = nu_split_langs_load(keep, own);
	if (s->opts->lang && !find_given(s, keep, log))
		return NULL;
	if (!load_model(keep, log, s->opts->model, &s->model))
		return NULL;
	s->langs->lang[0]->model = &s->model;
	s->ordinal = NU_NEW(keep, nu_str, ORDINALS);
	for (; s->nordinal < ORDINALS; s->nordinal++)
		s->ordinal[s->nordinal] = number(keep, s->nordinal + 1);
	return s;
}

/* Joins the sentences that end inside a quote with those behind them. */
static void
keep_quotes(nu_quoted *b)
{
	size_t n = 0, q = 0;

	for (size_t i = 0; i < b->nsent; i++) {
		nu_span s = b->sent[i];

		for (; i + 1 < b->nsent; i++) {
			while (q < b->nquote && b->quote[q].end <= s.end)
				q++;
			if (q == b->nquote || b->quote[q].start >= s.end)
				break;
			s.end = b->sent[i + 1].end;
		}
		b->sent[n++] = s;
	}
	b->nsent = n;
}

/* ------------------------------------------------------------------------- records */

/* The words that name a speaker. */
typedef struct said {
	size_t   start, end; /* in the document's text */
	nu_str   value;      /* the quote's span */
	uint32_t block;      /* that they stand in */
	uint8_t  score;
} said;

/* A document's records on their way out, in the order of newsutils(5): none is sorted later. */
typedef struct writer {
	nu_doc          *doc;
	const nu_quoted *block;
	size_t           at, quote; /* the next quote to add: of block `at` */
	said            *say;
	size_t           nsay, nextsay;
	size_t           ordinal;
} writer;

static int
cmp_said(const void *x, const void *y)
{
	const said *a = x, *b = y;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	return nu_cmp(a->value, b->value);
}

/* The speakers of all quotes, in order. */
static void
find_said(writer *w, size_t nblock)
{
	size_t cap = 0;
	bool   sorted = true;

	for (size_t i = 0; i < nblock; i++)
		for (size_t k = 0; k < w->block[i].nquote; k++) {
			const nu_quote *q = &w->block[i].quote[k];
			size_t          start = w->block[i].unit->start;
			said           *s;

			if (!q->to || q->kind == NU_SCARE)
				continue;
			s = &NU_PUSH(w->doc->arena, w->say, w->nsay, cap);
			s->block = q->block;
			s->start = w->block[q->block].unit->start + q->from;
			s->end = w->block[q->block].unit->start + q->to;
			s->value = range(w->doc->arena, start + q->start, start + q->end);
			s->score = q->score;
			sorted = sorted && (w->nsay < 2 || cmp_said(s - 1, s) < 0);
		}
	if (!sorted)
		qsort(w->say, w->nsay, sizeof *w->say, cmp_said);
}

/* Adds the quotes of block `at` and the speakers that stand before the span start..end. */
static void
add_before(writer *w, size_t start, size_t end)
{
	static const nu_str kinds[] = {{"scare", 5}, {"mixed", 5}, {"direct", 6}};
	const nu_quoted    *b = &w->block[w->at];

	for (;;) {
		const nu_quote *q = w->quote < b->nquote ? &b->quote[w->quote] : NULL;
		const said     *s = w->nextsay < w->nsay ? &w->say[w->nextsay] : NULL;
		size_t          from = q ? b->unit->start + q->start : SIZE_MAX;
		size_t          to = q ? b->unit->start + q->end : 0;

		if (s && (s->start < from || (s->start == from && s->end > to))) {
			from = s->start;
			to = s->end;
			q = NULL;
		}
		if (from > start || (from == start && to <= end))
			return;
		if (q) {
			nu_unit_add(w->doc, b->unit, q->start, q->end, "quote", kinds[q->kind], NU_NOSCORE);
			w->quote++;
		} else {
			const nu_unit *u = w->block[s->block].unit;

			nu_unit_add(w->doc, u, from - u->start, to - u->start, "speaker", s->value, s->score);
			w->nextsay++;
		}
	}
}

static void
add_unit(writer *w, nu_span span, nu_str type, nu_str value)
{
	const nu_unit *u = w->block[w->at].unit;

	if (w->quote < w->block[w->at].nquote || w->nextsay < w->nsay)
		add_before(w, u->start + span.start, u->start + span.end);
	nu_doc_put(w->doc, u->start + span.start, u->start + span.end, type, value, NU_NOSCORE,
	    nu_unit_column(w->doc, u, span.start, span.end));
}

static void
add_words(writer *w, const nu_split_lang *lang, nu_span sent)
{
	nu_wording wording = {lang->part, lang->abbrev, lang->own};
	nu_span   *word;
	size_t     n = nu_split_words(&wording, w->doc->arena, w->block[w->at].unit->text, sent, &word);

	for (size_t k = 0; k < n; k++)
		add_unit(w, word[k], NU_STR("Word"), (nu_str){NULL, 0});
}

/* Adds all that was found: sentences, words, quotes and speakers. */
static void
add_all(const splitter *s, const nu_split_lang *lang, writer *w, size_t nblock)
{
	size_t many = w->nsay;

	/* Room at once: a document of tiny quotes would hold what grows three times. */
	for (size_t i = 0; i < nblock; i++)
		many += w->block[i].nsent + w->block[i].nquote;
	if (w->doc->capadd < many && !w->doc->nadd) {
		w->doc->capadd = many;
		w->doc->add = nu_alloc_raw(w->doc->arena, many * sizeof *w->doc->add);
	}
	for (; w->at < nblock; w->at++, w->quote = 0) {
		const nu_quoted *b = &w->block[w->at];

		for (size_t k = 0; k < b->nsent; k++) {
			add_unit(w, b->sent[k], NU_STR("Sent"), ordinal(s, w->doc->arena, w->ordinal++));
			if (s->opts->words)
				add_words(w, lang, b->sent[k]);
		}
		if (s->opts->quotes)
			add_before(w, b->unit->start + b->unit->text.n, 0);
	}
}

/* The language: as given, as @lang tells, or as the words do. */
static const nu_split_lang *
language(const splitter *s, nu_doc *doc, const nu_unit *unit, size_t n)
{
	nu_str code;

	if (s->given)
		return s->given;
	code = nu_doc_lang(doc);
	return code.n ? nu_split_lang_find(s->langs, code) : nu_split_lang_guess(s->langs, unit, n);
}

static bool
split_doc(void *self, nu_doc *doc)
{
	const splitter      *s = self;
	nu_unit             *unit;
	size_t               n = nu_doc_blocks(doc, &unit);
	nu_quoted           *block = NU_NEW(doc->arena, nu_quoted, n + 1);
	const nu_split_lang *lang = language(s, doc, unit, n);
	nu_split_room        room = {.unit = unit, .nunit = n};
	writer               w = {.doc = doc, .block = block};

	for (size_t i = 0; i < n; i++) {
		nu_quoted *b = &block[i];

		b->unit = &unit[i];
		b->nsent = nu_sentences(lang, doc->arena, &room, b->unit->text, &b->sent);
		if (s->opts->quotes || s->opts->keep)
			b->nquote = nu_quote_pairs(doc->arena, b->unit->text, &b->quote);
		if (s->opts->keep)
			keep_quotes(b);
		if (!s->opts->quotes)
			b->nquote = 0;
	}
	if (s->opts->quotes) {
		nu_quote_speakers(lang->quote, doc->arena, block, n);
		find_said(&w, n);
	}
	add_all(s, lang, &w, n);
	return true;
}

const nu_brain nu_split_brain = {.name = "nsplit", .open = split_open, .doc = split_doc};
