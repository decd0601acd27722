#include "strip.h"

#include "data.h"
#include "strip_in.h"
#include "strip_seen.h"
#include "strip_verdict.h"

enum { MOST_LINES = 1 << 18 };

static void
brain_close(void *self)
{
	sp_state *s = self;

	sp_seen_close(s->seen);
	sp_rules_free(s);
}

static const char *
brain_state(void *self)
{
	const sp_state *s = self;

	return s->seen ? sp_seen_path(s->seen) : NULL;
}

/* Loads a model in the place of its kind; false: told. */
static bool
load_model(sp_state *s, nu_arena *keep, nu_str bytes)
{
	sp_model *m = sp_model_read(keep, bytes, s->log);

	if (m)
		s->model[m->kind] = m;
	return m;
}

/* The user's model, instead of our own of its kind. */
static bool
load_user(sp_state *s, nu_arena *keep)
{
	nu_str own;
	bool   good;

	if (!s->opts->model)
		return true;
	if (!nu_input_whole(keep, s->log, s->opts->model, &own))
		return false;
	s->log->file = s->opts->model;
	good = load_model(s, keep, own);
	s->log->file = NULL;
	return good;
}

/* One of our own, for the first page of its kind; while it is being trained there may be none. */
static void
load_own(sp_state *s, bool markup)
{
	nu_str bytes = nu_data(markup ? "models/strip.html" : "models/strip.text");

	if (!s->model[markup] && !s->asked[markup] && bytes.n)
		load_model(s, s->keep, bytes);
	s->asked[markup] = true;
}

static void *
brain_open(nu_arena *keep, const void *opts, nu_log *log)
{
	sp_state *s = NU_NEW(keep, sp_state, 1);

	s->opts = opts;
	s->log = log;
	s->keep = keep;
	if (sp_rules_load(s, keep) && load_user(s, keep) &&
	    (!s->opts->seen || (s->seen = sp_seen_open(keep, s->opts->seen, log))))
		return s;
	brain_close(s);
	return NULL;
}

/* ------------------------------------------------------------------------- printing */

static void
add_block(nu_doc *doc, const sp_page *p, size_t from, size_t to, unsigned type, nu_str value)
{
	nu_doc_add(doc, from, to, sp_type_name(type), value, NU_NOSCORE,
	    nu_slice(p->page->text, from, to));
}

static void
add_line(nu_doc *doc, const sp_page *p, const sp_line *l, enum nu_strip_print print)
{
	if (l->type == SP_JUNK) {
		if (print != NU_STRIP_RECORDS)
			add_block(doc, p, l->start, l->end, SP_JUNK, nu_str_of(sp_junk_name(l->junk)));
		return;
	}
	if (print == NU_STRIP_JUNK)
		return;
	if (l->from > l->start) {
		nu_str d = nu_trim(nu_slice(p->page->text, l->start, l->from));

		add_block(doc, p, l->start, l->start + d.n, SP_DATELINE, (nu_str){NULL, 0});
	}
	add_block(doc, p, l->from, l->end, l->type, (nu_str){NULL, 0});
}

/* A block's words on one line: what was wrapped is joined. */
static void
put_joined(nu_out *out, nu_str t)
{
	for (size_t i = 0; i < t.n; i++) {
		char c = t.p[i];

		if (c == '\r' && i + 1 < t.n && t.p[i + 1] == '\n')
			continue;
		nu_out_byte(out, c == '\n' || c == '\r' ? ' ' : c);
	}
}

/* The article as plain text: a paragraph a block, a blank line between two. */
static void
put_text(const sp_page *p, nu_out *out)
{
	bool any = false;

	for (size_t i = 0; i < p->n; i++) {
		const sp_line *l = &p->line[i];

		if (l->type == SP_JUNK)
			continue;
		if (any)
			nu_out_byte(out, '\n');
		put_joined(out, l->text);
		nu_out_byte(out, '\n');
		any = true;
	}
}

void
sp_prepare(const sp_state *s, sp_page *p, const nu_page *page, nu_arena *a)
{
	sp_surface(s, p, page, a);
	sp_tag(s, p);
	sp_mark_near(p);
	sp_told_title(p);
	sp_segment(p);
	sp_mark_dates(s, p);
	sp_guess_title(p);
}

/* A page of which only the first lines are looked at: no article has more. */
static const nu_page *
first_lines(const sp_state *s, nu_arena *a, const nu_page *page)
{
	nu_page *cut = NU_NEW(a, nu_page, 1);

	nu_damage(s->log, "a page of %zu lines: of %d of them it is told what they are", page->nline,
	    MOST_LINES);
	*cut = *page;
	cut->nline = MOST_LINES;
	return cut;
}

/* The name under which --seen keeps the page. */
static nu_str
site_of(const sp_state *s, const nu_page *page)
{
	if (s->opts->source)
		return nu_str_of(s->opts->source);
	for (size_t i = 0; i < page->nfact; i++)
		if (strcmp(page->fact[i].type, "@source") == 0)
			return page->fact[i].value;
	return (nu_str){NULL, 0};
}

static bool
brain_page(void *self, const nu_page *page, nu_doc *doc, nu_out *out)
{
	sp_state *s = self;
	sp_page   p;

	if (s->opts->print == NU_STRIP_PAGE) {
		nu_out_put(out, page->text);
		return false;
	}
	if (page->refused)
		return s->opts->print != NU_STRIP_TEXT;
	if (page->nline > MOST_LINES)
		page = first_lines(s, doc->arena, page);
	sp_prepare(s, &p, page, doc->arena);
	load_own(s, p.markup);
	if (s->seen && !page->body)
		sp_seen_page(s->seen, &p, site_of(s, page));
	sp_body(s, &p);
	sp_types(s, &p);
	if (s->opts->print == NU_STRIP_TEXT) {
		put_text(&p, out);
		return false;
	}
	/* Facts come first in a document: added so, the records are nearly in order. */
	if (s->opts->print != NU_STRIP_JUNK)
		sp_facts(s, &p, doc);
	for (size_t i = 0; i < p.n; i++)
		add_line(doc, &p, &p.line[i], s->opts->print);
	return true;
}

const nu_brain nu_strip_brain = {
	.name = "nstrip",
	.open = brain_open,
	.page = brain_page,
	.state = brain_state,
	.close = brain_close,
};
