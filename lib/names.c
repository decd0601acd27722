#include "names_form.h"

#include "text.h"

enum { MOST_TRIED = 48, MOST_MET = 4096, NONE = NU_FORM_NONE };

enum {
	BY_LAST = 0x1000193,
	BY_FIRST = 0x2545F491,
	BY_INITIALS = 0x5851F42D,
	BY_SOUND = 0x6C8E9CF5,
	BY_HEAD = 0x3C6EF372,
	BY_PLURAL = 0x510E527F,
	BY_NATION = 0x2F0B4C47,
	BY_CAPITALS = 0x41C64E6D
};

static void
index_form(nu_forms *w, uint32_t kind, uint32_t key, uint32_t f)
{
	nu_form_node *x = &NU_PUSH(w->a, w->node, w->nnode, w->capnode);

	key = (key ^ kind) * 0x9E3779B1u;
	*x = (nu_form_node){key, f, w->head[key & w->mask]};
	w->head[key & w->mask] = (uint32_t)w->nnode;
}

/* ---------------------------------------------------------------------- part names */

/* Are the words of f among those of g, in their order, the last ones the same? */
static bool
is_short_for(const nu_form *f, const nu_form *g)
{
	uint32_t i = 0;

	if (f->nword >= g->nword || (f->type == NU_PERSON && f->folded.n - f->last_at < 2))
		return false;
	for (uint32_t k = 0; k < g->nword && i < f->nword; k++)
		i += f->word[i] == g->word[k];
	return i == f->nword && f->word[f->nword - 1] == g->word[g->nword - 1];
}

/* "Gordon" for "Patrick Gordon of Auchleuchries". */
static bool
is_person_before_of(const nu_form *f, const nu_form *g)
{
	nu_form cut = *g;

	cut.nword = g->head + 1u;
	return f->type == NU_PERSON && cut.nword < g->nword && is_short_for(f, &cut);
}

/* "UC Berkeley" for "University of California Berkeley": letters, then the same words. */
static bool
is_half_letters(const nu_form *f, const nu_form *g)
{
	uint32_t tail = f->nword - 1, n = 0, i = 0;
	nu_str   s = f->text;

	if (f->nword < 2 || g->nword <= f->nword ||
	    memcmp(f->word + 1, g->word + g->nword - tail, tail * sizeof *f->word) != 0)
		return false;
	for (; i < s.n && s.p[i] != ' '; i++) {
		if (s.p[i] == '.')
			continue;
		while (n < g->nword - tail && !g->letter[n])
			n++;
		if (n == g->nword - tail || g->letter[n++] != s.p[i])
			return false;
	}
	return n == g->nword - tail && n > 1;
}

/* "Supreme Court" for "Indian Supreme Court of Appeal": short for what stands before "of". */
static bool
is_short_before_of(const nu_form *f, const nu_form *g)
{
	nu_form cut = *g;

	if (f->type != NU_ORG || f->nword < 2 || g->head + 1u >= g->nword)
		return false;
	cut.nword = g->head + 1u;
	return cut.nword - f->nword <= (g->lead > 1 ? g->lead : 1u) && is_short_for(f, &cut);
}

static bool
begins_with(const nu_form *g, const nu_form *f)
{
	for (uint32_t i = 0; i < f->nword; i++)
		if (i >= g->nword || f->word[i] != g->word[i])
			return false;
	return f->nword < g->nword;
}

/* "Boston" for the "Boston Red Sox", "Helsinki" for the "University of Helsinki". */
static bool
is_club(const nu_form *f, const nu_form *g, uint32_t kind)
{
	uint32_t head = g->head + 1u;

	if (kind == BY_FIRST)
		return begins_with(g, f) && head > f->nword && head - f->nword < 3;
	return kind == BY_LAST && head + 1 + f->nword == g->nword && is_short_for(f, g);
}

/* Is f a name of its own, which g ("Creative Commons Community") is called after? */
static bool
is_older(const nu_form *f, const nu_form *g)
{
	return f->nword > 1 && f->first < g->first && f->told > g->told && g->letter[f->nword];
}

/* Is f a misspelling of g, or of its surname? The one that is told first is right. */
static bool
is_slip(const nu_form *f, const nu_form *g)
{
	nu_str a = f->folded, b = g->folded;

	if (f->type != g->type || f->listed || f->fixed.n ||
	    (f->nword == g->nword && f->first < g->first))
		return false;
	if (f->nword != g->nword) {
		if (f->type != NU_PERSON || f->nword != 1 || g->nword < 2)
			return false;
		b = nu_slice(b, g->last_at, b.n);
	}
	if (f->type != NU_PERSON || f->nword < 2)
		return nu_jaro_winkler(a, b) >= 0.93;
	if (f->sex && g->sex && f->sex != g->sex)
		return false;
	if (f->word[f->nword - 1] == g->word[g->nword - 1]) /* what stands before the surname */
		return nu_jaro_winkler(nu_slice(a, 0, f->last_at), nu_slice(b, 0, g->last_at)) >= 0.86;
	return nu_jaro_winkler(a, b) >= 0.90;
}

/* May form f be a short way to write g? kind: how g was found. */
static bool
may_be(const nu_forms *w, const nu_form *f, const nu_form *g, uint32_t kind)
{
	if (kind == BY_NATION)
		return f != g && f->people && !g->people && g->type == NU_ORG;
	if (kind == BY_LAST && g->code.n && !f->code.n && f->type == g->type && f->nword == 1)
		return f->type != NU_MISC && !f->listed; /* "Korea" */
	if (f == g || g->fixed.n || (g->pair && f->type == NU_PERSON))
		return false;
	if (kind == BY_HEAD)
		return f->type == g->type &&
		       (f->bare || is_short_before_of(f, g) || is_person_before_of(f, g));
	if (kind == BY_PLURAL)
		return f->type == NU_PLACE && g->type == NU_PLACE && g->tail && g->nword == g->tail + 1u;
	if (kind == BY_SOUND)
		return is_slip(f, g);
	if (kind == BY_INITIALS)
		return !g->caps && g->type != NU_PERSON && f->type != NU_PERSON;
	if (f->type != g->type || f->type == NU_MISC)
		return false;
	if (kind == BY_CAPITALS) /* but for small words, "and" or "of", the same */
		return f->type == g->type && f->first > g->first;
	if (kind == BY_LAST && f->type != NU_PERSON && is_half_letters(f, g))
		return true;
	if (f->type == NU_PLACE)
		return kind == BY_FIRST && begins_with(g, f) && g->nword - f->nword <= g->tail &&
		       !(f->listed && (g->listed || !g->polity));
	if (f->type == NU_PERSON) {
		if (f->sex && g->sex && f->sex != g->sex)
			return false;
		return kind == BY_LAST ? is_short_for(f, g) : f->nword == 1 && g->nword > 1;
	}
	if (f->listed && !f->code.n && is_club(f, g, kind))
		return true;
	if (f->listed || f->folded.n < 4)
		return false;
	if (f->nword == 1 && g->head > 0 && nu_form_part(w, f->folded, nu_hash(f->folded), "generic"))
		return false;
	if (kind == BY_FIRST)
		return begins_with(g, f) && !is_older(f, g) && !(g->pair && f->told > g->told);
	return g->nword - f->nword <= (f->nword > 1 && !g->lead ? 1u : g->lead) && is_short_for(f, g);
}

/*
 * Is g meant by a short form rather than b? Whom the document is about, if one of the two
 * is told far more often so far; else the one told last; else the one that comes first.
 */
static bool
is_nearer(const nu_form *g, const nu_form *b)
{
	if (g->meant > 2 * b->meant || b->meant > 2 * g->meant)
		return g->meant > b->meant;
	if (g->last != b->last)
		return g->last != NONE && (b->last == NONE || g->last > b->last);
	return g->first < b->first;
}

/* What a form that f may be short for is indexed by; 0: there is none. */
static uint32_t
key_by(const nu_form *f, uint32_t kind)
{
	nu_str s = f->folded;

	switch (kind) {
	case BY_INITIALS: return f->caps ? f->initials : 0;
	case BY_LAST: return f->word[f->nword - 1];
	case BY_FIRST: return f->word[0];
	case BY_SOUND: return f->sound;
	case BY_HEAD:
		return f->bare || f->type == NU_ORG || f->type == NU_PERSON ? f->word[f->nword - 1] : 0;
	case BY_NATION: return f->people ? nu_hash(f->code) : 0;
	case BY_CAPITALS: return f->capitals;
	default:
		if (f->type != NU_PLACE || f->nword != 1 || s.n < 5 || s.p[s.n - 1] != 's')
			return 0;
		return nu_hash(nu_slice(s, 0, s.n - 1)); /* "Chathams" */
	}
}

/*
 * The form that f is short for: of those that fit and stand for themselves the one told
 * last before now, else the one told first. With `any`, the first that fits.
 */
static uint32_t
long_form(const nu_forms *w, uint32_t i, bool any)
{
	static const uint32_t kinds[] = {
	    BY_INITIALS, BY_CAPITALS, BY_LAST, BY_FIRST, BY_SOUND, BY_HEAD, BY_PLURAL, BY_NATION};
	const nu_form *f = &w->form[i];
	uint32_t       best = NONE, tried = 0, met = 0;

	if (f->parent != NONE)
		return f->parent;
	if (f->fixed.n || !f->nword)
		return NONE;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds && best == NONE; k++) {
		uint32_t key = key_by(f, kinds[k]);

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
			if (!may_be(w, f, g, kinds[k]) || (!any && !g->top))
				continue;
			if (!any && kinds[k] == BY_HEAD && f->bare && g->last == NONE)
				continue;
			if (any)
				return x->form;
			if (!b || is_nearer(g, b))
				best = x->form;
		}
	}
	return best;
}

/* "World Economic Forum (WEF)": mention m stands in brackets right behind `was`. */
static bool
is_in_brackets(const nu_toks *u, const nu_mention *was, const nu_mention *m)
{
	return was->unit == m->unit && m->from == was->to + 1 && u->tok[was->to].flags & NU_T_OPEN &&
	       m->to < u->n && u->tok[m->to].flags & NU_T_CLOSE;
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
	while (from > a->to && nu_toks_are(w->tables->roles, u, from - 1, "head"))
		from--;
	if (from > a->to && u->tok[from - 1].len == 1 && u->text.p[u->tok[from - 1].start] == ',')
		from--;
	if (from != a->to)
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
	for (uint32_t i = 0; i < w->n; i++) {
		const nu_form *f = &w->form[i];

		if (f->sound)
			index_form(w, BY_SOUND, f->sound, i);
		if (f->code.n && f->type == NU_ORG && !f->people)
			index_form(w, BY_NATION, nu_hash(f->code), i);
		if (f->capitals)
			index_form(w, BY_CAPITALS, f->capitals, i);
		if (f->nword < 2)
			continue;
		if (f->initials && !f->caps)
			index_form(w, BY_INITIALS, f->initials, i);
		index_form(w, BY_LAST, f->word[f->nword - 1], i);
		index_form(w, BY_FIRST, f->word[0], i);
		if (f->type == NU_PLACE)
			index_form(w, BY_PLURAL, f->word[0], i);
		if (f->type != NU_MISC)
			index_form(w, BY_HEAD, f->word[f->head], i);
	}
	for (uint32_t i = 0; i < w->n; i++)
		w->form[i].top = long_form(w, i, true) == NONE;
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

size_t
nu_names(nu_arena *a, const nu_name_tables *tables, nu_known *known, const nu_toks *toks,
    nu_mention *mention, size_t n, nu_name **out)
{
	nu_forms  w = {.a = a, .tables = tables, .mask = 63};
	uint32_t *form_at = NU_NEW(a, uint32_t, n + 1);
	size_t    names = 0;
	uint32_t  land;

	while (w.mask < n * 2)
		w.mask = w.mask * 2 + 1;
	w.slot = NU_NEW(a, uint32_t, w.mask + 1);
	w.head = NU_NEW(a, uint32_t, w.mask + 1);
	for (size_t i = 0; i < n; i++)
		form_at[i] = nu_form_of(&w, &toks[mention[i].unit], &mention[i], (uint32_t)i);
	tell_brackets(&w, toks, mention, form_at, n);
	index_forms(&w);
	land = own_country(&w);
	*out = NU_NEW(a, nu_name, w.n + 1); /* at most as many as forms */
	for (size_t i = 0; i < n; i++) {
		uint32_t f = form_at[i], g = w.form[f].top ? f : long_form(&w, f, false);

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
