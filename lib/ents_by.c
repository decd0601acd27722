#include "ents_who.h"

#include <stdlib.h>

/*
 * How far one looks: units back, tokens of a unit, offices of one name before and after, and
 * words of a speaker before an office. A document may be one long line of hostile text.
 */
enum {
	FAR_BACK = 14,
	FAR_IN = 400,
	OFFICES_BEFORE = 64,
	OFFICES_AFTER = 16,
	OFFICE_WORDS = 12,
	NOBODY = -1
};

typedef struct span {
	size_t        start, end;
	const nu_rec *rec; /* a speaker */
} span;

/* A role by the hash of its head. */
typedef struct office {
	uint32_t low, role;
} office;

typedef struct said {
	const nu_cast *c;
	span          *quote; /* in order */
	size_t         nquote;
	span          *speaker; /* by the quote they speak, in order */
	size_t         nspeaker;
	office        *office; /* by the word that names it, then in order */
} said;

/* What was found: a name and how sure, or NOBODY. */
typedef struct guess {
	int64_t name;
	int     score;
} guess;

static const guess nobody = {NOBODY, 10};

/* ------------------------------------------------------------------------- reading */

static int
cmp_span(const void *a, const void *b)
{
	const span *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	if (!x->rec || !y->rec || x->rec->start == y->rec->start)
		return 0;
	return x->rec->start < y->rec->start ? -1 : 1;
}

/* Reads "start-end". */
static bool
read_span(nu_str s, span *out)
{
	size_t *to = &out->start;

	out->start = out->end = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '-' && to == &out->start && i)
			to = &out->end;
		else if (s.p[i] >= '0' && s.p[i] <= '9' && *to < SIZE_MAX / 16)
			*to = *to * 10 + (size_t)(s.p[i] - '0');
		else
			return false;
	}
	return to == &out->end && out->start < out->end;
}

static void
collect(said *s)
{
	nu_doc *doc = s->c->doc;
	size_t  nq = 0, ns = 0;

	for (size_t i = 0; i < doc->n; i++) {
		nq += nu_is(&doc->rec[i], "quote");
		ns += nu_is(&doc->rec[i], "speaker");
	}
	s->quote = NU_NEW(s->c->work, span, nq + 1);
	s->speaker = NU_NEW(s->c->work, span, ns + 1);
	for (size_t i = 0; i < doc->n; i++) {
		const nu_rec *r = &doc->rec[i];
		span          x = {r->start, r->end, r};

		if (nu_is(r, "quote"))
			s->quote[s->nquote++] = x;
		else if (nu_is(r, "speaker") && read_span(nu_rec_value(r), &x))
			s->speaker[s->nspeaker++] = x;
	}
	qsort(s->speaker, s->nspeaker, sizeof *s->speaker, cmp_span);
}

static const nu_rec *
speaker_of(const said *s, const span *quote)
{
	size_t lo = 0, hi = s->nspeaker;

	while (lo < hi) {
		size_t      mid = lo + (hi - lo) / 2;
		const span *x = &s->speaker[mid];

		if (x->start < quote->start || (x->start == quote->start && x->end < quote->end))
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < s->nspeaker && s->speaker[lo].start == quote->start &&
	    s->speaker[lo].end == quote->end)
		return s->speaker[lo].rec;
	return NULL;
}

/* Does byte `at` of the document stand in a quote? */
static bool
is_quoted(const said *s, size_t at)
{
	size_t lo = 0, hi = s->nquote;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->quote[mid].start <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (size_t k = 0; k < 4 && lo > k; k++)
		if (at < s->quote[lo - 1 - k].end)
			return true;
	return false;
}

static bool
tok_quoted(const said *s, uint32_t unit, uint32_t tok)
{
	return is_quoted(s, s->c->unit[unit].start + s->c->toks[unit].tok[tok].start);
}

/* The first token, from token `lo` on, that begins at byte `at` of the unit or later. */
static uint32_t
token_at(const nu_toks *u, uint32_t lo, size_t at)
{
	uint32_t hi = u->n;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (u->tok[mid].start < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The unit that holds byte `at`, and the tokens of it in at..end; false when none does. */
static bool
find_tokens(const nu_cast *c, size_t at, size_t end, uint32_t *unit, uint32_t *from, uint32_t *to)
{
	size_t         lo = 0, hi = c->nunit;
	const nu_toks *u;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (c->unit[mid].start <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (!lo)
		return false;
	*unit = (uint32_t)lo - 1;
	u = &c->toks[*unit];
	*from = token_at(u, 0, at - c->unit[*unit].start);
	*to = token_at(u, *from, end - c->unit[*unit].start);
	return *from < *to;
}

/* ------------------------------------------------------------------------- pronouns */

enum who { WHO_NONE, WHO_HE, WHO_SHE, WHO_IT, WHO_THEY };

static enum who
pronoun(const nu_cast *c, const nu_toks *u, uint32_t i)
{
	static const char *const kinds[] = {"he", "she", "it", "they"};
	const nu_entry          *e = u->tok[i].len > 4
	                                 ? NULL
	                                 : nu_lexicon_find(c->roles, nu_toks_text(u, i, i + 1), u->tok[i].low);

	for (; e; e = e->next)
		for (int k = 0; k < 4; k++)
			if (nu_eq(nu_column(e->rest, 0), nu_str_of(kinds[k])))
				return (enum who)(k + 1);
	return WHO_NONE;
}

static bool
agrees(const nu_name *n, enum who who)
{
	if (n->type == NU_PERSON)
		return who == WHO_HE ? n->sex != 'f' : who == WHO_SHE ? n->sex != 'm' : who == WHO_THEY;
	return n->type == NU_ORG && (who == WHO_IT || who == WHO_THEY);
}

static bool
is_possessor(const nu_toks *u, const nu_mention *m)
{
	return m->to < u->n && u->tok[m->to].flags & NU_T_CLITIC;
}

/* ---------------------------------------------------------------------------- offices */

/* How many words two offices share: those of tokens from..to and of a role. */
static int
shared_words(const nu_cast *c, const nu_toks *u, uint32_t from, uint32_t to, const nu_role *r)
{
	const nu_toks *v = &c->toks[r->unit];
	int            n = 0;

	for (uint32_t i = from; i < to; i++)
		for (uint32_t k = r->from; k < r->to; k++)
			if (u->tok[i].flags & NU_T_WORD && u->tok[i].low == v->tok[k].low) {
				n++;
				break;
			}
	return n;
}

static int
cmp_office(const void *a, const void *b)
{
	const office *x = a, *y = b;

	if (x->low != y->low)
		return x->low < y->low ? -1 : 1;
	return x->role < y->role ? -1 : x->role > y->role;
}

static office *
sort_offices(const nu_cast *c)
{
	office *o = NU_NEW(c->work, office, c->nrole + 1);

	for (size_t k = 0; k < c->nrole; k++)
		o[k] = (office){c->toks[c->role[k].unit].tok[c->role[k].head].low, (uint32_t)k};
	if (c->nrole)
		qsort(o, c->nrole, sizeof *o, cmp_office);
	return o;
}

/* The first office of that word or one behind it, that stands in unit `unit` or later. */
static size_t
office_at(const said *s, uint32_t low, uint32_t unit)
{
	size_t lo = 0, hi = s->c->nrole;

	while (lo < hi) {
		size_t        mid = lo + (hi - lo) / 2;
		const office *o = &s->office[mid];

		if (o->low < low || (o->low == low && s->c->role[o->role].unit < unit))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Whose office is named by the head at token i: the best match told before it, else after. */
static guess
holder(const said *s, uint32_t unit, uint32_t i, uint32_t from)
{
	const nu_cast *c = s->c;
	const nu_toks *u = &c->toks[unit];
	uint32_t       low = u->tok[i].low;
	size_t         begin = office_at(s, low, 0), here = office_at(s, low, unit + 1), k;
	int            best = 0;
	guess          g = nobody;

	if (i - from > OFFICE_WORDS)
		from = i - OFFICE_WORDS;
	k = here - begin > OFFICES_BEFORE ? here - OFFICES_BEFORE : begin;
	for (; k < c->nrole && k < here + OFFICES_AFTER && s->office[k].low == low; k++) {
		const nu_role *r = &c->role[s->office[k].role];
		int            n = shared_words(c, u, from, i + 1, r) * 2 + (r->unit <= unit);

		if (n >= best) {
			best = n;
			g = (guess){r->name, n > 2 ? 75 : 55};
		}
	}
	return g;
}

/* Where the words before the head at token i that belong to it begin. */
static uint32_t
office_begin(const nu_cast *c, const nu_toks *u, uint32_t i)
{
	uint32_t from = i;

	while (from && i - from < 7 && u->tok[from - 1].flags & (NU_T_WORD | NU_T_CLITIC)) {
		from--;
		if (nu_toks_are(c->parts, u, from, "article"))
			break;
	}
	return from;
}

/* ---------------------------------------------------------------------- looking back */

/* Does a person's mention begin at token i? */
static bool
begins_person(const nu_cast *c, uint32_t unit, uint32_t i)
{
	const nu_mention *m = nu_mention_at(c, unit, i);

	return m && m->from == i && m->type == NU_PERSON;
}

/* Does the mention open its sentence, as who does something in it? */
static bool
is_opening(const said *s, const nu_mention *m)
{
	const nu_toks *u = &s->c->toks[m->unit];

	return m->from < 2 && !is_possessor(u, m) && !tok_quoted(s, m->unit, m->from);
}

/*
 * "the ministry", "the statement": the organisation told last that has the word, or the one
 * that opened a sentence shortly before.
 */
static guess
body_of(const said *s, uint32_t unit, uint32_t from, uint32_t to)
{
	const nu_cast *c = s->c;
	const nu_toks *u = &c->toks[unit];
	uint32_t       body = UINT32_MAX, tried = 0;
	guess          any = nobody;

	for (uint32_t i = from; i < to; i++)
		if (nu_toks_are(c->roles, u, i, "body"))
			body = i;
	if (body == UINT32_MAX)
		return nobody;
	for (uint32_t k = c->begins[unit + 1]; k-- > 0 && tried < 200; tried++) {
		const nu_mention *m = &c->mention[k];
		const nu_toks    *v = &c->toks[m->unit];

		if (m->type != NU_ORG || (m->unit == unit && m->from >= from))
			continue;
		if (any.name == NOBODY && unit - m->unit < 4 && is_opening(s, m))
			any = (guess){m->name, 45};
		for (uint32_t i = m->from; i < m->to && i < m->from + OFFICE_WORDS; i++)
			if (v->tok[i].low == u->tok[body].low)
				return (guess){m->name, 60};
	}
	return any;
}

/* The first in tokens from..to who may be their subject: a name or an office. */
static guess
subject_of(const said *s, uint32_t unit, uint32_t from, uint32_t to, enum who who, bool *again)
{
	const nu_cast *c = s->c;
	const nu_toks *u = &c->toks[unit];
	uint32_t       next = nu_mention_behind(c, unit, from);

	*again = false;
	for (uint32_t i = from; i < to; i++) {
		const nu_mention *m;

		while (next < c->begins[unit + 1] && c->mention[next].to <= i)
			next++;
		m = next < c->begins[unit + 1] && c->mention[next].from <= i ? &c->mention[next] : NULL;
		if (tok_quoted(s, unit, i))
			continue;
		if (m) {
			if (m->from == i && agrees(&c->name[m->name], who) && !is_possessor(u, m))
				return (guess){m->name, 65};
			continue;
		}
		if (pronoun(c, u, i) == who) { /* it goes on about the same one */
			*again = true;
			return nobody;
		}
		if (who == WHO_IT && nu_toks_are(c->roles, u, i, "body")) { /* "the ministry" */
			guess g = body_of(s, unit, i, i + 1);

			if (g.name != NOBODY)
				return (guess){g.name, g.score < 50 ? g.score : 50};
		}
		if ((who == WHO_HE || who == WHO_SHE) && nu_toks_are(c->roles, u, i, "head")) {
			guess g = holder(s, unit, i, office_begin(c, u, i));

			if (g.name != NOBODY && agrees(&c->name[g.name], who) &&
			    !(i + 1 < u->n && begins_person(c, unit, i + 1)))
				return (guess){g.name, 50};
		}
	}
	return nobody;
}

/* Whom a pronoun at token i of the unit means. */
static guess
look_back(const said *s, uint32_t unit, uint32_t i, enum who who)
{
	bool  again;
	guess g = subject_of(s, unit, i > FAR_IN ? i - FAR_IN : 0, i, who, &again);

	for (uint32_t k = 0; g.name == NOBODY && k < FAR_BACK && unit > 0; k++) {
		uint32_t n = s->c->toks[--unit].n;

		g = subject_of(s, unit, 0, n < FAR_IN ? n : FAR_IN, who, &again);
		if (g.name != NOBODY)
			g.score -= k > 2 ? 15 : 0;
	}
	return g;
}

/* ---------------------------------------------------------------------------- by whom */

/*
 * The name in the speaker's own words: a person, else an office, else a body or place. *end:
 * an office whose holder is not told, and who does not speak for a body as a spokesman does.
 */
static guess
name_in(const said *s, uint32_t unit, uint32_t from, uint32_t to, bool *end)
{
	const nu_cast    *c = s->c;
	const nu_toks    *u = &c->toks[unit];
	const nu_mention *best = NULL;
	uint32_t          head = UINT32_MAX;

	for (uint32_t k = nu_mention_behind(c, unit, from); k < c->begins[unit + 1]; k++) {
		const nu_mention *m = &c->mention[k];

		if (m->from >= to)
			break;
		if (m->type == NU_MISC)
			continue;
		if (!best || (best->type != NU_PERSON && m->type == NU_PERSON) ||
		    (best->type == NU_PLACE && m->type == NU_ORG) ||
		    (best->type == m->type && is_possessor(u, best)))
			best = m;
	}
	if (best && best->type == NU_PERSON && !is_possessor(u, best))
		return (guess){best->name, best->score < 95 ? best->score : 95};
	for (uint32_t i = from; i < to; i++)
		if (nu_toks_are(c->roles, u, i, "head"))
			head = i;
	if (head != UINT32_MAX) {
		guess g = holder(s, unit, head, from);

		if (g.name != NOBODY)
			return g;
		*end = !nu_toks_are(c->roles, u, head, "voice");
		if (*end || (best && best->type == NU_PLACE))
			return nobody;
	}
	if (best && best->type == NU_PERSON)
		return nobody;
	return best ? (guess){best->name, best->score * 8 / 10} : nobody;
}

/* "the company's finance chief, Ann Moe, said": who is named right behind tokens from..to. */
static guess
named_behind(const said *s, uint32_t unit, uint32_t from, uint32_t to)
{
	const nu_cast    *c = s->c;
	const nu_toks    *u = &c->toks[unit];
	const nu_mention *m;
	uint32_t          k = nu_mention_behind(c, unit, from), i = to + 1;

	if (i >= u->n || u->tok[to].len != 1 || u->text.p[u->tok[to].start] != ',')
		return nobody;
	for (; k < c->begins[unit + 1] && c->mention[k].from < to; k++)
		if (c->mention[k].to >= to || /* it ends with a name: this one speaks */
		    (c->mention[k].type == NU_PERSON && !is_possessor(u, &c->mention[k])))
			return nobody;
	while (i < u->n && i - to < 3 && nu_toks_are(c->parts, u, i, "title") && !begins_person(c, unit, i))
		i++;
	if (i >= u->n || !begins_person(c, unit, i))
		return nobody;
	m = nu_mention_at(c, unit, i);
	return is_possessor(u, m) ? nobody : (guess){m->name, m->score < 80 ? m->score : 80};
}

static guess
who_said(const said *s, const nu_rec *speaker)
{
	const nu_cast *c = s->c;
	uint32_t       unit, from, to;
	guess          g;
	bool           end = false;

	if (!find_tokens(c, speaker->start, speaker->end, &unit, &from, &to))
		return nobody;
	g = named_behind(s, unit, from, to);
	if (g.name == NOBODY)
		g = name_in(s, unit, from, to, &end);
	for (uint32_t i = from; g.name == NOBODY && i < to && to - from <= 2; i++) {
		enum who who = pronoun(c, &c->toks[unit], i);

		if (who)
			g = look_back(s, unit, i, who);
	}
	if (g.name == NOBODY && !end)
		g = body_of(s, unit, from, to);
	return g;
}

size_t
nu_by(nu_cast *c, nu_said **out)
{
	said   s = {.c = c};
	size_t n = 0;

	collect(&s);
	s.office = sort_offices(c);
	*out = NU_NEW(c->doc->arena, nu_said, s.nquote + 1);
	for (size_t i = 0; i < s.nquote; i++) {
		const nu_rec *speaker = speaker_of(&s, &s.quote[i]);

		if (speaker) {
			guess g = who_said(&s, speaker);

			(*out)[n++] = (nu_said){s.quote[i].rec, g.name, g.score};
		}
	}
	return n;
}
