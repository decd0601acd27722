#include "names.h"

#include "text.h"

enum { MOST_WORDS = 12, MOST_TRIED = 48, NONE = UINT32_MAX };

/* One way in which a document writes a name: mentions with the same type and folded text. */
typedef struct form {
	nu_str   text, folded;
	nu_str   fixed, code;             /* from the tables */
	uint32_t word[MOST_WORDS], nword; /* hashes of the folded words */
	uint32_t initials;                /* hash of the capitals a name begins its words with */
	uint32_t first, last;             /* mentions: the first, and the latest of the whole name */
	uint32_t parent;                  /* told in brackets: "X (ABC)" */
	uint32_t name;
	uint32_t next;       /* in its slot */
	uint32_t told;       /* mentions of this form */
	uint32_t sound;      /* hash of the last word's skeleton and of the number of words */
	uint16_t last_at;    /* where the last word begins in folded */
	uint8_t  lead, tail; /* words at its start that are places, at its end that are place words */
	uint8_t  type;
	int8_t   sex;
	bool     listed, caps, top, shouted;
} form;

/* A list of forms by some key. */
typedef struct node {
	uint32_t key, form, next;
} node;

typedef struct work {
	nu_arena             *a;
	const nu_name_tables *tables;
	form                 *form;
	size_t                n, cap;
	uint32_t             *slot, mask; /* forms by type and folded text */
	node                 *node;
	size_t                nnode, capnode;
	uint32_t             *head; /* nodes by key, from 1; as many as slots */
} work;

enum {
	BY_LAST = 0x1000193,
	BY_FIRST = 0x2545F491,
	BY_INITIALS = 0x5851F42D,
	BY_SOUND = 0x6C8E9CF5
};

static void
index_form(work *w, uint32_t kind, uint32_t key, uint32_t f)
{
	node *x = &NU_PUSH(w->a, w->node, w->nnode, w->capnode);

	key = (key ^ kind) * 0x9E3779B1u;
	*x = (node){key, f, w->head[key & w->mask]};
	w->head[key & w->mask] = (uint32_t)w->nnode;
}

/* ---------------------------------------------------------------------------- forms */

static bool
is_part_word(const work *w, const nu_toks *u, uint32_t i, const char *kind)
{
	const nu_tok   *t = &u->tok[i];
	const nu_entry *e =
	    nu_lexicon_find(w->tables->parts, nu_slice(u->text, t->start, t->start + t->len), t->low);

	for (; e; e = e->next)
		if (nu_eq(nu_column(e->rest, 0), nu_str_of(kind)))
			return true;
	return false;
}

/* A name's words as one slice of text, blanks in it made one. */
static nu_str
tidy(nu_arena *a, nu_str s)
{
	char    *out;
	size_t   n = 0, i = 0;
	bool     blank = false, any = false;
	unsigned len;

	for (size_t k = 0; k < s.n && !any; k++)
		any = s.p[k] == '\n' || s.p[k] == '\t' || s.p[k] == '\r' || (unsigned char)s.p[k] >= 0xC2 ||
		      (s.p[k] == ' ' && k + 1 < s.n && s.p[k + 1] == ' ');
	if (!any)
		return s;
	out = nu_alloc(a, s.n + 1);
	for (; i < s.n; i += len) {
		if (nu_class(nu_decode(s, i, &len)) & NU_SPACE) {
			blank = true;
			continue;
		}
		if (blank)
			out[n++] = ' ';
		blank = false;
		memcpy(out + n, s.p + i, len);
		n += len;
	}
	return (nu_str){out, n};
}

/* Tokens from..to without what is no part of the name: article, titles, 's. */
static void
strip(const work *w, const nu_toks *u, const nu_mention *m, uint32_t *from, uint32_t *to)
{
	uint32_t a = m->from, b = m->to;

	while (b - a > 1 && (u->tok[b - 1].flags & NU_T_CLITIC || !(u->tok[b - 1].flags & NU_T_WORD)))
		b--;
	while (b - a > 1 && (!(u->tok[a].flags & NU_T_WORD) || is_part_word(w, u, a, "article") ||
	                        (m->type == NU_PERSON && is_part_word(w, u, a, "title"))))
		a++;
	if (m->type == NU_PLACE && b - a > 2 && is_part_word(w, u, a, "polity") &&
	    is_part_word(w, u, a + 1, "of"))
		a += 2;
	*from = a;
	*to = b;
}

/* The sex that a title before or in the mention, or the forename, tells. */
static int8_t
sex_of(const work *w, const nu_toks *u, const nu_mention *m, uint32_t from)
{
	for (uint32_t i = m->from ? m->from - 1 : 0; i <= from && i < u->n; i++) {
		if (is_part_word(w, u, i, "man"))
			return 'm';
		if (is_part_word(w, u, i, "woman"))
			return 'f';
	}
	return 0;
}

static bool
is_word_byte(char c)
{
	unsigned char b = (unsigned char)c;

	return b >= 128 || nu_ascii[b] & (NU_ALPHA | NU_DIGIT);
}

/* Hashes of the words and of the initials. */
static void
cut_words(form *f)
{
	nu_str s = f->folded;
	size_t i = 0;

	while (i < s.n && f->nword < MOST_WORDS) {
		size_t to;

		while (i < s.n && !is_word_byte(s.p[i]))
			i++;
		for (to = i; to < s.n && is_word_byte(s.p[to]); to++)
			;
		if (to > i)
			f->last_at = (uint16_t)i;
		if (to > i)
			f->word[f->nword++] = nu_hash(nu_slice(s, i, to));
		i = to;
	}
}

/* The hash of the letters that an acronym of these words would have: capitals only. */
static uint32_t
initials_of(const nu_toks *u, uint32_t from, uint32_t to)
{
	uint32_t h = 2166136261u, n = 0;

	for (uint32_t i = from; i < to; i++) {
		const nu_tok *t = &u->tok[i];
		nu_str        s = nu_slice(u->text, t->start, t->start + t->len);
		bool          begins = true;

		for (size_t k = 0; t->flags & NU_T_CAP && k < s.n; k++) {
			if (begins && s.p[k] >= 'A' && s.p[k] <= 'Z') {
				h = (h ^ (unsigned char)s.p[k]) * 16777619u;
				n++;
			}
			begins = s.p[k] == '-';
		}
	}
	return n > 1 ? h : 0;
}

/* The hash of an acronym's letters, comparable with initials_of, or 0. */
static uint32_t
letters_of(nu_str s)
{
	uint32_t h = 2166136261u, n = 0;

	for (size_t k = 0; k < s.n; k++) {
		if (s.p[k] == '.')
			continue;
		if (s.p[k] < 'A' || s.p[k] > 'Z')
			return 0;
		h = (h ^ (unsigned char)s.p[k]) * 16777619u;
		n++;
	}
	return n > 1 && n < 9 ? h : 0;
}

/* --------------------------------------------------------------------------- tables */

static const nu_entry *
find_alias(const nu_lexicon *lex, nu_str text, int type)
{
	static const char *const names[NU_TYPES] = {"person", "org", "place", "misc"};
	const nu_entry          *e = lex ? nu_lexicon_find(lex, text, nu_hash(text)) : NULL;

	for (; e; e = e->next) {
		nu_str of = nu_column(e->rest, 1);

		if (!of.n || nu_eq(of, nu_str_of(names[type])))
			return e;
	}
	return NULL;
}

static void
find_country(const work *w, form *f, nu_str text)
{
	const nu_entry *e = nu_lexicon_find(w->tables->countries, text, nu_hash(text));

	if (!e || f->type == NU_PERSON)
		return;
	if (f->type == NU_MISC ? !nu_eq(nu_column(e->rest, 2), NU_STR("people"))
	                       : !nu_eq(nu_column(e->rest, 2), NU_STR("name")))
		return;
	f->code = nu_column(e->rest, 0);
	if (!f->fixed.n)
		f->fixed = nu_column(e->rest, 1);
}

/* "non-Iranian": the part behind the prefix, or nothing. */
static nu_str
behind_prefix(const work *w, nu_str text)
{
	const char     *dash = memchr(text.p, '-', text.n);
	nu_str          head = {text.p, dash ? (size_t)(dash - text.p) : 0};
	const nu_entry *e = head.n ? nu_lexicon_find(w->tables->parts, head, nu_hash(head)) : NULL;

	if (!e || !nu_eq(nu_column(e->rest, 0), NU_STR("prefix")))
		return (nu_str){NULL, 0};
	return nu_slice(text, head.n + 1, text.n);
}

static void
ask_tables(const work *w, form *f)
{
	const nu_entry *e = find_alias(w->tables->user, f->text, f->type);
	nu_str          rest;

	if (!e)
		e = find_alias(w->tables->alias, f->text, f->type);
	if (e) {
		f->fixed = nu_column(e->rest, 0);
		find_country(w, f, f->fixed);
	} else {
		find_country(w, f, f->text);
		if (!f->code.n && f->type == NU_MISC && (rest = behind_prefix(w, f->text)).n)
			find_country(w, f, rest);
	}
	f->listed = f->listed || f->fixed.n;
}

/* The gazetteer's bits that make a name of this type a known one. */
static int
listed_as(int type)
{
	const int place = NU_G_COUNTRY | NU_G_DIVISION | NU_G_CITY | NU_G_TOWN | NU_G_NATION;

	return type == NU_PERSON ? NU_G_FORENAME | NU_G_SURNAME : place;
}

/* Equal for the spellings of one last word; 0 when it is too short to tell. */
static uint32_t
sound_of(nu_arena *a, const form *f)
{
	nu_str skeleton;

	if (f->folded.n > 60000 || f->folded.n - f->last_at < 5)
		return 0;
	skeleton = nu_skeleton(a, nu_slice(f->folded, f->last_at, f->folded.n));
	return skeleton.n > 2 ? nu_hash(skeleton) | 1 : 0;
}

/* "Pittsburgh Pirates" begins with a place, "Socotra Island" ends with a place word. */
static void
count_places(const nu_toks *u, uint32_t from, uint32_t to, form *f)
{
	const unsigned place = NU_G_COUNTRY | NU_G_DIVISION | NU_G_CITY | NU_G_TOWN | NU_G_NATION;

	while (from + f->lead < to && u->tok[from + f->lead].gaz & place)
		f->lead++;
	while (f->tail + 1u < to - from && u->tok[to - 1 - f->tail].gaz & NU_G_PLACEWORD)
		f->tail++;
}

/* The form of a mention, made when it is new. */
static uint32_t
form_of(work *w, const nu_toks *u, const nu_mention *m, uint32_t which)
{
	nu_arena was = *w->a;
	uint32_t from, to, key, h = 0;
	int      known;
	nu_str   text, folded;
	form    *f;

	strip(w, u, m, &from, &to);
	text = tidy(w->a, nu_toks_text(u, from, to));
	folded = nu_fold(w->a, text);
	key = (nu_hash(folded) * 4 + m->type) * 0x9E3779B1u;
	for (uint32_t i = w->slot[key >> 7 & w->mask]; i; i = w->form[i - 1].next) {
		f = &w->form[i - 1];
		if (f->type == m->type && nu_eq(f->folded, folded)) {
			if (f->shouted && !(u->style == NU_SHOUTED)) {
				f->text = text;
				f->shouted = false;
			} else if (was.chunks == w->a->chunks) {
				*w->a = was; /* nothing of it is needed: most mentions are of a form told before */
			}
			if (!f->sex && m->type == NU_PERSON)
				f->sex = sex_of(w, u, m, from);
			f->told++;
			return i - 1;
		}
	}
	f = &NU_PUSH(w->a, w->form, w->n, w->cap);
	*f = (form){.text = text,
	    .folded = folded,
	    .type = m->type,
	    .first = which,
	    .last = NONE,
	    .parent = NONE,
	    .name = NONE,
	    .shouted = u->style == NU_SHOUTED,
	    .told = 1,
	    .next = w->slot[key >> 7 & w->mask]};
	w->slot[key >> 7 & w->mask] = (uint32_t)w->n;
	cut_words(f);
	count_places(u, from, to, f);
	for (uint32_t i = from; i < to; i++)
		h = nu_toks_join(h, u->tok[i].low);
	known = nu_pack_find(&w->tables->model->gazetteer, h);
	f->listed = known > 0 && known & listed_as(m->type);
	f->sound = f->type == NU_MISC ? 0 : sound_of(w->a, f);
	f->caps = to - from == 1 && letters_of(text);
	f->initials = f->caps ? letters_of(text) : initials_of(u, from, to);
	if (m->type == NU_PERSON)
		f->sex = sex_of(w, u, m, from);
	ask_tables(w, f);
	return (uint32_t)w->n - 1;
}

/* ---------------------------------------------------------------------- part names */

/* Are the words of f among those of g, in their order, the last ones the same? */
static bool
is_short_for(const form *f, const form *g)
{
	uint32_t i = 0;

	if (f->nword >= g->nword)
		return false;
	for (uint32_t k = 0; k < g->nword && i < f->nword; k++)
		i += f->word[i] == g->word[k];
	return i == f->nword && f->word[f->nword - 1] == g->word[g->nword - 1];
}

static bool
begins_with(const form *g, const form *f)
{
	for (uint32_t i = 0; i < f->nword; i++)
		if (i >= g->nword || f->word[i] != g->word[i])
			return false;
	return f->nword < g->nword;
}

/* Is f a misspelling of g, or of its surname? The one that is told first is right. */
static bool
is_slip(const form *f, const form *g)
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
	return nu_jaro_winkler(a, b) >= 0.93;
}

/* May form f be a short way to write g? kind: how g was found. */
static bool
may_be(const work *w, const form *f, const form *g, uint32_t kind)
{
	const nu_entry *e;

	if (f == g || g->fixed.n)
		return false;
	if (kind == BY_SOUND)
		return is_slip(f, g);
	if (kind == BY_INITIALS)
		return !g->caps && g->type != NU_PERSON && f->type != NU_PERSON;
	if (f->type != g->type || f->type == NU_MISC)
		return false;
	if (f->type == NU_PLACE)
		return kind == BY_FIRST && begins_with(g, f) && g->nword - f->nword <= g->tail &&
		       !(f->listed && g->listed);
	if (f->type == NU_PERSON) {
		if (f->sex && g->sex && f->sex != g->sex)
			return false;
		return kind == BY_LAST ? is_short_for(f, g) : f->nword == 1 && g->nword > 1;
	}
	if (f->listed || f->folded.n < 4)
		return false;
	e = f->nword == 1 ? nu_lexicon_find(w->tables->parts, f->folded, nu_hash(f->folded)) : NULL;
	if (e && nu_eq(nu_column(e->rest, 0), NU_STR("generic")))
		return false;
	if (kind == BY_FIRST)
		return begins_with(g, f);
	return g->nword - f->nword <= (f->nword > 1 && !g->lead ? 1u : g->lead) && is_short_for(f, g);
}

/*
 * The form that f is short for: of those that fit and stand for themselves the one told
 * last before now, else the one told first. With `any`, the first that fits.
 */
static uint32_t
long_form(const work *w, uint32_t i, bool any)
{
	static const uint32_t kinds[] = {BY_INITIALS, BY_LAST, BY_FIRST, BY_SOUND};
	const form           *f = &w->form[i];
	uint32_t              best = NONE, tried = 0;

	if (f->parent != NONE)
		return f->parent;
	if (f->fixed.n || !f->nword)
		return NONE;
	for (int k = 0; k < 4 && best == NONE; k++) {
		uint32_t key = k == 0   ? (f->caps ? f->initials : 0)
		               : k == 1 ? f->word[f->nword - 1]
		               : k == 2 ? f->word[0]
		                        : f->sound;

		if ((k == 0 || k == 3) && !key)
			continue;
		key = (key ^ kinds[k]) * 0x9E3779B1u;
		for (uint32_t at = w->head[key & w->mask]; at && tried < MOST_TRIED;
		     at = w->node[at - 1].next) {
			const node *x = &w->node[at - 1];
			const form *g = &w->form[x->form], *b = best == NONE ? NULL : &w->form[best];

			if (x->key != key)
				continue;
			tried++;
			if (!may_be(w, f, g, kinds[k]) || (!any && !g->top))
				continue;
			if (any)
				return x->form;
			if (!b || (g->told > b->told * 2) ||
			    (g->last != NONE && (b->last == NONE || g->last > b->last)) ||
			    (g->last == NONE && b->last == NONE && g->first < b->first))
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

static void
tell_brackets(
    work *w, const nu_toks *toks, const nu_mention *mention, const uint32_t *form_at, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		form *f = &w->form[form_at[i]], *g = &w->form[form_at[i - 1]];

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
name_of(work *w, uint32_t f, nu_name *names, size_t *n, nu_known *known)
{
	form  *x = &w->form[f];
	nu_str canonical = x->fixed.n ? x->fixed : x->text;

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
index_forms(work *w)
{
	for (uint32_t i = 0; i < w->n; i++) {
		const form *f = &w->form[i];

		if (f->sound)
			index_form(w, BY_SOUND, f->sound, i);
		if (f->nword < 2)
			continue;
		if (f->initials && !f->caps)
			index_form(w, BY_INITIALS, f->initials, i);
		index_form(w, BY_LAST, f->word[f->nword - 1], i);
		index_form(w, BY_FIRST, f->word[0], i);
	}
	for (uint32_t i = 0; i < w->n; i++)
		w->form[i].top = long_form(w, i, true) == NONE;
}

size_t
nu_names(nu_arena *a, const nu_name_tables *tables, nu_known *known, const nu_toks *toks,
    nu_mention *mention, size_t n, nu_name **out)
{
	work      w = {.a = a, .tables = tables, .mask = 63};
	uint32_t *form_at = NU_NEW(a, uint32_t, n + 1);
	size_t    names = 0;

	while (w.mask < n * 2)
		w.mask = w.mask * 2 + 1;
	w.slot = NU_NEW(a, uint32_t, w.mask + 1);
	w.head = NU_NEW(a, uint32_t, w.mask + 1);
	for (size_t i = 0; i < n; i++)
		form_at[i] = form_of(&w, &toks[mention[i].unit], &mention[i], (uint32_t)i);
	tell_brackets(&w, toks, mention, form_at, n);
	index_forms(&w);
	*out = NU_NEW(a, nu_name, w.n + 1); /* at most as many as forms */
	for (size_t i = 0; i < n; i++) {
		uint32_t f = form_at[i], g = w.form[f].top ? f : long_form(&w, f, false);

		g = g == NONE ? f : g;
		w.form[g].last = (uint32_t)i;
		if (w.form[f].sex && !w.form[g].sex)
			w.form[g].sex = w.form[f].sex;
		mention[i].name = name_of(&w, g, *out, &names, known);
		if (w.form[g].sex)
			(*out)[mention[i].name].sex = w.form[g].sex;
	}
	return names;
}
