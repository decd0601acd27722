#include "ents.h"

#include "data.h"
#include "ents_tag.h"
#include "ents_vote.h"
#include "ents_who.h"
#include "fresh.h"
#include "input.h"
#include "lang_doc.h"
#include "names.h"
#include "names_file.h"

typedef struct ents {
	const nu_ents_opts *opts;
	nu_log             *log;
	nu_arena           *keep;
	nu_arena            work;   /* a document's tokens and tables, gone before its records */
	nu_arena            naming; /* the ways it writes its names, gone when they are found */
	nu_model            model;
	nu_tagger           tagger;
	nu_name_tables      tables;
	const nu_lexicon   *roles;
	nu_known           *known;
	nu_fresh           *state; /* what takes the place of --state, or NULL */
	nu_lang_teller     *teller;
	nu_str              lang; /* of the model */
	bool                told_language;
} ents;

/* ----------------------------------------------------------------------------- open */

static bool
open_model(ents *e)
{
	nu_str      bytes = nu_data("models/ents.bin");
	const char *why;

	if (e->opts->model && !nu_input_whole(e->keep, e->log, e->opts->model, &bytes))
		return false;
	why = nu_model_load(&e->model, bytes);
	if (!why)
		return true;
	nu_fail(e->log, "%s: %s", e->opts->model ? e->opts->model : "the model built in", why);
	return false;
}

static bool
open_names(ents *e)
{
	nu_arena *scratch = nu_arena_in(e->keep);
	nu_str    tsv;

	e->tables.alias = nu_lexicon_new(e->keep, nu_data("en/alias.tsv"));
	e->tables.countries = nu_lexicon_new(e->keep, nu_data("en/countries.tsv"));
	e->tables.parts = nu_lexicon_new(e->keep, nu_data("en/names.tsv"));
	e->tables.model = &e->model;
	e->tables.roles = e->roles = nu_lexicon_new(e->keep, nu_data("en/roles.tsv"));
	if (e->opts->aliases) {
		if (!nu_input_whole(e->keep, e->log, e->opts->aliases, &tsv) ||
		    !nu_aliases_read(e->keep, e->log, e->opts->aliases, tsv, &e->tables.user))
			return false;
	}
	if (!e->opts->across)
		return true;
	e->known = nu_known_new(e->keep);
	if (!e->opts->state)
		return true;
	e->state = nu_fresh_open(e->keep, e->log, e->opts->state);
	if (!e->state || !nu_file_keep(e->keep, e->log, e->opts->state, &tsv))
		return false;
	if (!nu_known_read(e->known, scratch, tsv)) {
		nu_fail(e->log, "%s: no table of names that nents wrote", e->opts->state);
		return false;
	}
	nu_arena_free(scratch);
	return true;
}

static void *
ents_open(nu_arena *keep, const void *opts, nu_log *log)
{
	ents *e = NU_NEW(keep, ents, 1);

	e->opts = opts;
	e->log = log;
	e->keep = keep;
	e->teller = nu_lang_teller_new(keep);
	e->lang = nu_lang_code(keep, nu_str_of(e->opts->lang));
	if (!e->lang.n) {
		nu_fail(log, "--lang: '%.20s' is no code of a language (en, de ...)", e->opts->lang);
		return NULL;
	}
	if (!open_model(e) || !open_names(e))
		return NULL;
	e->tagger.model = &e->model;
	e->work.oom = e->naming.oom = keep->oom;
	nu_tagger_make(keep, &e->tagger);
	e->tagger.parts = e->tables.parts;
	e->tagger.countries = e->tables.countries;
	e->tagger.alias = e->tables.alias;
	nu_lands(keep, &e->tagger);
	e->tagger.peoples = nu_lexicon_new(keep, nu_data("en/peoples.tsv"));
	return e;
}

static void
ents_close(void *self)
{
	ents   *e = self;
	jmp_buf oom; /* the stream's own is behind us */

	e->work.oom = &oom;
	if (setjmp(oom) == 0) {
		if (e->state && nu_fresh_write(e->state, nu_known_write(e->known, &e->work)))
			nu_fresh_close(e->state);
	} else {
		nu_fail(e->log, "%s: out of memory", e->opts->state);
	}
	nu_known_free(e->known);
	nu_arena_free(&e->work);
	nu_arena_free(&e->naming);
	nu_arena_free(&e->tagger.scratch);
	nu_arena_free(&e->tagger.faces);
	nu_arena_free(&e->tagger.signs);
}

static const char *
ents_state(void *self)
{
	const ents *e = self;

	return e->state ? nu_fresh_path(e->state) : NULL;
}

/* -------------------------------------------------------------------------- document */

/* Is the document, by @lang or by a text of some length, in the language of the model? */
static bool
is_known_language(ents *e, nu_doc *doc, const nu_unit *unit, size_t n)
{
	nu_str lang = nu_doc_lang(doc);

	if (!lang.n)
		lang = nu_lang_sure(e->teller, unit, n);
	if (!lang.n || nu_eq(lang, e->lang))
		return true;
	nu_doc_no_lang(doc, lang, &e->told_language);
	return false;
}

enum { ROLE = NU_TYPES }; /* what is found besides names */
static const char *const type_name[] = {"person", "org", "place", "misc", "role"};

/* What shall be a record: bytes start..end of a unit. */
typedef struct found {
	uint32_t unit, start, end, name;
	uint8_t  type, score;
} found;

static found
found_of(const nu_cast *c, uint32_t unit, uint32_t from, uint32_t to, uint8_t type, uint32_t name,
    uint8_t score)
{
	const nu_tok *a = &c->toks[unit].tok[from], *b = &c->toks[unit].tok[to - 1];

	return (found){unit, a->start, b->start + b->len, name, type, score};
}

/* Which mentions lie in which unit. */
static uint32_t *
index_units(nu_arena *a, const nu_mention *m, size_t n, size_t units)
{
	uint32_t *begins = NU_NEW(a, uint32_t, units + 1), k = 0;

	for (uint32_t u = 0; u <= units; u++) {
		while (k < n && m[k].unit < u)
			k++;
		begins[u] = k;
	}
	return begins;
}

/* Mentions and offices as bytes, in the document's arena. */
static size_t
collect(const nu_cast *c, found **out)
{
	found *f = nu_alloc_raw(c->doc->arena, (c->nmention + c->nrole + 1) * sizeof *f);
	size_t n = 0;

	for (size_t i = 0; i < c->nmention; i++) {
		const nu_mention *m = &c->mention[i];

		f[n++] = found_of(c, m->unit, m->from, m->to, m->type, m->name, m->score);
	}
	for (size_t i = 0; i < c->nrole; i++) {
		const nu_role *r = &c->role[i];

		f[n++] = found_of(c, r->unit, r->from, r->to, ROLE, r->name, r->score);
	}
	*out = f;
	return n;
}

/* Adds the records, and makes room for `others` more: they are large, and none is freed. */
static void
add_records(
    nu_doc *doc, const nu_unit *unit, const nu_name *name, const found *f, size_t n, size_t others)
{
	size_t more = doc->nadd + n + others;

	for (size_t i = 0; i < n; i++)
		more += name[f[i].name].code.n != 0;
	if (!doc->add) {
		doc->add = nu_alloc_raw(doc->arena, (more + 1) * sizeof *doc->add);
		doc->capadd = more + 1;
	}
	for (size_t i = 0; i < n; i++) {
		const nu_name *k = &name[f[i].name];

		nu_unit_add(doc, &unit[f[i].unit], f[i].start, f[i].end, type_name[f[i].type],
		    k->canonical, f[i].score);
		if (k->code.n && f[i].type != ROLE)
			nu_unit_add(
			    doc, &unit[f[i].unit], f[i].start, f[i].end, "country", k->code, f[i].score);
	}
}

static nu_name *
copy_names(nu_arena *a, const nu_name *name, size_t n)
{
	nu_name *copy = nu_alloc_raw(a, (n + 1) * sizeof *copy);

	for (size_t i = 0; i < n; i++) {
		copy[i] = name[i];
		copy[i].canonical = nu_copy(a, name[i].canonical);
	}
	return copy;
}

static bool
ents_doc(void *self, nu_doc *doc)
{
	ents       *e = self;
	nu_unit    *unit;
	nu_toks    *toks;
	nu_mention *mention;
	nu_name    *name;
	nu_role    *role;
	nu_said    *said;
	found      *list;
	size_t      n, nsaid;
	nu_cast     c = {.doc = doc, .work = &e->work, .roles = e->roles, .parts = e->tables.parts};

	c.nunit = nu_doc_units(doc, &unit);
	if (!is_known_language(e, doc, unit, c.nunit))
		return true;
	c.unit = unit;
	c.toks = toks = NU_NEW(c.work, nu_toks, c.nunit + 1);
	c.nmention = nu_tag(c.work, &e->tagger, unit, c.nunit, toks, &mention);
	n = nu_names(&e->naming, &e->tables, e->known, toks, mention, c.nmention, &name);
	c.mention = mention;
	c.begins = index_units(c.work, mention, c.nmention, c.nunit);
	c.name = name = copy_names(doc->arena, name, n);
	nu_arena_reset_to(&e->naming, NU_ENTS_KEEP);
	c.nrole = nu_roles(&c, &role);
	c.role = role;
	nsaid = nu_by(&c, &said);
	n = collect(&c, &list);
	nu_arena_reset_to(c.work, NU_ENTS_KEEP);
	add_records(doc, unit, name, list, n, nsaid);
	for (size_t i = 0; i < nsaid; i++)
		nu_doc_add(doc, said[i].quote->start, said[i].quote->end, "by",
		    said[i].name < 0 ? (nu_str){NULL, 0} : name[said[i].name].canonical, said[i].score,
		    nu_unescape(doc->arena, nu_rec_text(said[i].quote)));
	return true;
}

const nu_brain nu_ents_brain = {
    .name = "nents", .open = ents_open, .doc = ents_doc, .state = ents_state, .close = ents_close};
