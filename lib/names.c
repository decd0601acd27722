#include "names_short.h"

#include "text.h"

enum { MOST_TRIED = 48, MOST_MET = 4096, NONE = NU_FORM_NONE };

static void
index_form(nu_forms *w, uint32_t kind, uint32_t key, uint32_t f)
{
	nu_form_node *x = &NU_PUSH_RAW(w->a, w->node, w->nnode, w->capnode);

	key = (key ^ kind) * 0x9E3779B1u;
	*x = (nu_form_node){key, f, w->head[key & w->mask]};
	w->head[key & w->mask] = (uint32_t)w->nnode;
}

/*
 * Is g meant by a short form rather than b? Whom the document is about, if one of the two
 * is told far more often so far; else the one told last; else the one that comes first.
 */
static bool
is_nearer(const nu_form *g, const nu_form *b)
{
	if (g->suffix != b->suffix)
		return g->suffix < b->suffix;
	if (g->meant > 2 * b->meant || b->meant > 2 * g->meant)
		return g->meant > b->meant;
	if (g->last != b->last)
		return g->last != NONE && (b->last == NONE || g->last > b->last);
	return g->first < b->first;
}

/*
 * Is f, which may stand for b and for g, neither? "Korea" where the North and the South are
 * told of; "Creative Commons", told more often than its "Community" and its "Africa".
 */
static bool
is_torn(const nu_form *f, const nu_form *b, const nu_form *g, uint32_t kind)
{
	if (f->divided)
		return !nu_eq(b->code, g->code);
	return kind == NU_BY_FIRST && f->type == NU_ORG && f->nword > 1 &&
	       b->word[f->nword] != g->word[f->nword] && f->told > b->told + g->told;
}

/*
 * The form that f is short for: of those that fit and stand for themselves the one told
 * last before now, else the one told first. With `any`, the first that fits. *via: one that
 * fits and is short itself.
 */
static uint32_t
look_for(const nu_forms *w, uint32_t i, bool any, uint32_t *via)
{
	static const uint32_t kinds[] = {NU_BY_INITIALS, NU_BY_CAPITALS, NU_BY_LAST, NU_BY_FIRST,
	    NU_BY_MIDDLE, NU_BY_BAG, NU_BY_SOUND, NU_BY_HEAD, NU_BY_PLURAL, NU_BY_NATION};
	const nu_form        *f = &w->form[i];
	uint32_t              best = NONE, tried = 0, met = 0;

	if (f->parent != NONE)
		return f->parent;
	if (f->fixed.n || !f->nword)
		return NONE;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds && best == NONE; k++) {
		uint32_t key = nu_short_key(f, kinds[k]);

		if (!key)
			continue;
		key = (key ^ kinds[k]) * 0x9E3779B1u;
		for (uint32_t at = w->head[key & w->mask]; at && tried < MOST_TRIED && met < MOST_MET;
		     at = w->node[at - 1].next, met++) {
			const nu_form_node *x = &w->node[at - 1];
			const nu_form      *g = &w->form[x->form], *b = best == NONE ? NULL : &w->form[best];

			if (x->key != key)
				continue;
			tried++;
			if (!nu_short_may_be(w, f, g, kinds[k]))
				continue;
			if (!any && !g->top) {
				*via = *via == NONE ? x->form : *via;
				continue;
			}
			if (!any && kinds[k] == NU_BY_HEAD && f->bare && g->last == NONE)
				continue;
			if (any)
				return x->form;
			if (b && is_torn(f, b, g, kinds[k]))
				return NONE;
			if (!b || is_nearer(g, b))
				best = x->form;
		}
	}
	return best;
}

/* The form that stands for f, or NONE: itself. "Joe" is "Joe Keller", and that "Joseph Keller". */
static uint32_t
long_form(const nu_forms *w, uint32_t i)
{
	uint32_t via = NONE, end = NONE, g = look_for(w, i, false, &via);

	return g == NONE && via != NONE ? look_for(w, via, false, &end) : g;
}

/* "World Economic Forum (WEF)": mention m stands in brackets right behind `was`. */
static bool
is_in_brackets(const nu_toks *u, const nu_mention *was, const nu_mention *m)
{
	return was->unit == m->unit && m->from == was->to + 1 && u->tok[was->to].flags & NU_T_OPEN &&
	       m->to < u->n && u->tok[m->to].flags & NU_T_CLOSE;
}

/* Is there nothing, or a comma, or "is now the 46th", between tokens from and to? */
static bool
stands_behind(const nu_forms *w, const nu_toks *u, uint32_t from, uint32_t to)
{
	bool is = false;

	if (to > from && u->tok[to - 1].len == 1 && u->text.p[u->tok[to - 1].start] == ',')
		to--;
	if (to == from)
		return true;
	for (uint32_t i = from; i < to; i++) {
		bool be = nu_toks_are(w->tables->parts, u, i, "be");

		if (to - from > 6 ||
		    !(be || nu_toks_are(w->tables->parts, u, i, "article") || u->tok[i].flags & NU_T_DIGIT))
			return false;
		is |= be;
	}
	return is;
}

/* "Anna Keller, President of Mali" and "President of Mali Anna Keller" are one. */
static void
tell_office(nu_forms *w, const nu_toks *u, const nu_mention *a, const nu_mention *b, uint32_t fa,
    uint32_t fb)
{
	nu_form *f = &w->form[fa], *g = &w->form[fb];
	uint32_t from = b->from;

	if (a->unit != b->unit || f->type != NU_PERSON || g->type != NU_PERSON ||
	    f->office == g->office)
		return;
	while (from > a->to && (nu_toks_are(w->tables->roles, u, from - 1, "head") ||
	                           nu_toks_are(w->tables->roles, u, from - 1, "mod")))
		from--;
	if (!stands_behind(w, u, a->to, from))
		return;
	if (f->office && f->parent == NONE)
		f->parent = fb;
	else if (g->office && g->parent == NONE)
		g->parent = fa;
}

static void
tell_brackets(
    nu_forms *w, const nu_toks *toks, const nu_mention *mention, const uint32_t *form_at, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		nu_form *f = &w->form[form_at[i]], *g = &w->form[form_at[i - 1]];

		tell_office(
		    w, &toks[mention[i].unit], &mention[i - 1], &mention[i], form_at[i - 1], form_at[i]);
		if (f->caps && !g->caps && f->parent == NONE && !f->fixed.n && f->type != NU_PERSON &&
		    is_in_brackets(&toks[mention[i].unit], &mention[i - 1], &mention[i]) &&
		    (f->initials == g->initials || f->text.p[0] == g->text.p[0]) && g->parent == NONE &&
		    f->type == g->type)
			f->parent = form_at[i - 1];
	}
}

/* --------------------------------------------------------------------------- names */

/* The name that form f stands for itself. */
static uint32_t
name_of(nu_forms *w, uint32_t f, nu_name *names, size_t *n, nu_known *known)
{
	nu_form *x = &w->form[f];
	nu_str   canonical = x->fixed.n ? x->fixed : x->text;

	if (x->name != NONE)
		return x->name;
	if (known)
		canonical = nu_known_find(known, w->a, x->type, canonical, x->listed);
	names[(*n)++] = (nu_name){.canonical = canonical,
	    .code = x->code,
	    .type = x->type,
	    .known = x->listed,
	    .words = (uint16_t)x->nword,
	    .first = x->first,
	    .sex = x->sex};
	return x->name = (uint32_t)*n - 1;
}

static void
index_forms(nu_forms *w)
{
	uint32_t via = NONE;

	for (uint32_t i = 0; i < w->n; i++) {
		const nu_form *f = &w->form[i];

		if (f->sound)
			index_form(w, NU_BY_SOUND, f->sound, i);
		if (f->code.n && f->type == NU_ORG && !f->people)
			index_form(w, NU_BY_NATION, nu_hash(f->code), i);
		if (f->capitals)
			index_form(w, NU_BY_CAPITALS, f->capitals, i);
		if (f->type == NU_ORG && f->bag)
			index_form(w, NU_BY_BAG, f->bag, i);
		if (f->type == NU_ORG && f->lead && f->bare_bag)
			index_form(w, NU_BY_BAG, f->bare_bag, i);
		if (f->nword < 2)
			continue;
		if (f->initials && !f->caps)
			index_form(w, NU_BY_INITIALS, f->initials, i);
		if (f->all_initials)
			index_form(w, NU_BY_INITIALS, f->all_initials, i);
		index_form(w, NU_BY_LAST, f->word[f->nword - 1], i);
		if (f->site)
			index_form(w, NU_BY_LAST, f->site, i);
		if (f->suffix)
			index_form(w, NU_BY_LAST, f->word[f->nword - 1u - f->suffix], i);
		for (uint32_t k = 1; f->type == NU_PERSON && k + 1 < f->nword; k++)
			index_form(w, NU_BY_MIDDLE, f->word[k], i);
		index_form(w, NU_BY_FIRST, f->word[0], i);
		if (f->type == NU_PLACE)
			index_form(w, NU_BY_PLURAL, f->word[0], i);
		if (f->type != NU_MISC)
			index_form(w, NU_BY_HEAD, f->word[f->head], i);
	}
	for (uint32_t i = 0; i < w->n; i++)
		w->form[i].top = look_for(w, i, true, &via) == NONE;
	for (uint32_t i = 0; i < w->n; i++) /* short for what is short itself, and for nothing whole */
		if (!w->form[i].top && !w->form[i].bare && long_form(w, i) == NONE)
			w->form[i].top = true;
}

/* The country that a document tells most of, for "the Nation"; NONE: it tells of none. */
static uint32_t
own_country(const nu_forms *w)
{
	uint32_t best = NONE;

	for (uint32_t i = 0; i < w->n; i++) {
		const nu_form *f = &w->form[i];

		if (f->type == NU_PLACE && f->code.n && (best == NONE || f->told > w->form[best].told))
			best = i;
	}
	return best;
}

/* How often the document tells of a country, or a people of one, in a list of codes, but of f. */
static uint32_t
told_of(const nu_forms *w, nu_str codes, const nu_form *f)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < w->n; i++) {
		const nu_form *g = &w->form[i];

		for (size_t k = 0; g != f && g->code.n == 2 && k + 2 <= codes.n; k += 3)
			n += memcmp(codes.p + k, g->code.p, 2) == 0 ? g->told : 0;
	}
	return n;
}

/*
 * "Georgia" is a state of the U.S. too: it is the country only where the document tells of
 * it in other words, or of its neighbours, and not mainly of the other country.
 */
static void
settle_twins(nu_forms *w)
{
	for (uint32_t i = 0; i < w->n; i++) {
		nu_form        *f = &w->form[i];
		const nu_entry *e = f->code.n && !f->people
		                        ? nu_lexicon_find(w->tables->parts, f->folded, nu_hash(f->folded))
		                        : NULL;
		uint32_t        near;

		while (e && !nu_eq(nu_column(e->rest, 0), NU_STR("twin")))
			e = e->next;
		if (!e)
			continue;
		near = told_of(w, nu_column(e->rest, 2), f);
		if (!near || near * 2 < told_of(w, nu_column(e->rest, 1), f))
			f->code.n = 0;
	}
}

size_t
nu_names(nu_arena *a, const nu_name_tables *tables, nu_known *known, const nu_toks *toks,
    nu_mention *mention, size_t n, nu_name **out)
{
	nu_forms  w = {.a = a, .forms = nu_arena_in(a), .tables = tables, .mask = 63};
	uint32_t *form_at = NU_NEW(a, uint32_t, n + 1);
	size_t    names = 0;
	uint32_t  land;

	while (w.mask < n)
		w.mask = w.mask * 2 + 1;
	w.slot = NU_NEW(a, uint32_t, w.mask + 1);
	w.head = NU_NEW(a, uint32_t, w.mask + 1);
	for (size_t i = 0; i < n; i++)
		form_at[i] = nu_form_of(&w, &toks[mention[i].unit], &mention[i], (uint32_t)i);
	settle_twins(&w);
	tell_brackets(&w, toks, mention, form_at, n);
	index_forms(&w);
	land = own_country(&w);
	*out = nu_alloc_raw(a, (w.n + 1) * sizeof **out); /* at most as many as forms */
	for (size_t i = 0; i < n; i++) {
		uint32_t f = form_at[i], g = w.form[f].top ? f : long_form(&w, f);

		g = w.form[f].land ? land : g;
		g = g == NONE ? f : g;
		w.form[g].last = (uint32_t)i;
		w.form[g].meant++;
		if (w.form[f].sex && !w.form[g].sex)
			w.form[g].sex = w.form[f].sex;
		mention[i].name = name_of(&w, g, *out, &names, known);
		if (w.form[g].sex)
			(*out)[mention[i].name].sex = w.form[g].sex;
	}
	return names;
}
