#include "ents_who.h"

#include "text.h"

enum { LONGEST_ROLE = 8, LONGEST_APPOSITION = 16 };

static bool
is_char(const nu_toks *u, uint32_t i, char c)
{
	return u->tok[i].len == 1 && u->text.p[u->tok[i].start] == c;
}

uint32_t
nu_mention_behind(const nu_cast *c, uint32_t unit, uint32_t i)
{
	uint32_t lo = c->begins[unit], hi = c->begins[unit + 1];

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (c->mention[mid].to <= i)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const nu_mention *
nu_mention_at(const nu_cast *c, uint32_t unit, uint32_t i)
{
	uint32_t k = nu_mention_behind(c, unit, i);

	return k < c->begins[unit + 1] && c->mention[k].from <= i ? &c->mention[k] : NULL;
}

/* Does a hyphen stand at token i without blanks on either side? */
static bool
is_hyphen(const nu_toks *u, uint32_t i)
{
	return i && i + 1 < u->n && is_char(u, i, '-') && !(u->tok[i].flags & NU_T_SPACE) &&
	       !(u->tok[i + 1].flags & NU_T_SPACE);
}

/* Does a list of offices say that of a word? */
static bool
is_office_word(const nu_cast *c, nu_str word, const char *kind)
{
	const nu_entry *e = nu_lexicon_find(c->roles, word, nu_hash(word));

	for (; e; e = e->next)
		if (nu_eq(nu_column(e->rest, 0), nu_str_of(kind)))
			return true;
	return false;
}

/* Does token i name an office: "minister", "vice-chair"? */
static bool
is_head(const nu_cast *c, const nu_toks *u, uint32_t i)
{
	nu_str      text = nu_toks_text(u, i, i + 1), first, last;
	const char *hyphen;

	if (nu_toks_are(c->roles, u, i, "head"))
		return true;
	if (!(u->tok[i].flags & NU_T_WORD) || !(hyphen = memchr(text.p, '-', text.n)))
		return false;
	first = nu_slice(text, 0, (size_t)(hyphen - text.p));
	last = nu_slice(text, first.n + 1, text.n);
	return (is_office_word(c, first, "mod") || is_office_word(c, first, "pre")) &&
	       (is_office_word(c, last, "head") || is_office_word(c, last, "second"));
}

/*
 * The token behind the head of an office that ends before person m: "Spokesperson", or what
 * "of" and words with a capital follow, "Secretary of State"; 0: there is none.
 */
static uint32_t
behind_head(const nu_cast *c, const nu_mention *m)
{
	const nu_toks *u = &c->toks[m->unit];
	uint32_t       i = m->from;

	if (!i)
		return 0;
	if (is_head(c, u, i - 1))
		return nu_mention_at(c, m->unit, i - 1) ? 0 : i;
	for (; i && m->from - i < 4 && u->tok[i - 1].flags & NU_T_CAP; i--) {
		const nu_mention *x = nu_mention_at(c, m->unit, i - 1);

		if ((x && x->type == NU_PERSON) || nu_toks_are(c->parts, u, i - 1, "title"))
			return 0; /* "deputy of Mr. Holm" */
	}
	if (i == m->from || i < 2 || !nu_toks_are(c->roles, u, i - 1, "of") || !is_head(c, u, i - 2) ||
	    nu_mention_at(c, m->unit, i - 2))
		return 0;
	return i - 1;
}

/* "Foreign Office Spokesperson" before person m. */
static bool
role_before(const nu_cast *c, const nu_mention *m, nu_role *r)
{
	const nu_toks    *u = &c->toks[m->unit];
	const nu_mention *x;
	uint32_t          i = behind_head(c, m);

	if (!i)
		return false;
	*r = (nu_role){.unit = m->unit, .to = m->from, .head = i - 1, .name = m->name, .score = 90};
	for (i = i - 1; i && m->from - i < LONGEST_ROLE; i--) {
		if (i > 1 && is_hyphen(u, i - 1) && !nu_mention_at(c, m->unit, i - 2)) {
			i--; /* "Director-General" */
			continue;
		}
		if ((x = nu_mention_at(c, m->unit, i - 1))) {
			if (x->type == NU_ORG)
				i = x->from;
			break;
		}
		if (u->tok[i - 1].flags & NU_T_CLITIC || !(u->tok[i - 1].flags & NU_T_WORD))
			break;
		if (!nu_toks_are(c->roles, u, i - 1, "mod") && !nu_toks_are(c->roles, u, i - 1, "head") &&
		    (!(u->tok[i - 1].flags & NU_T_CAP) || u->tok[i - 1].flags & NU_T_FIRST))
			break;
	}
	r->from = i;
	return true;
}

/* May token i stand in an apposition before its head? */
static bool
may_lead(const nu_cast *c, const nu_toks *u, uint32_t i, uint32_t *strange)
{
	const nu_tok *t = &u->tok[i];

	if (t->flags & (NU_T_CAP | NU_T_CLITIC | NU_T_DIGIT) || is_char(u, i, '-'))
		return true;
	if (!(t->flags & NU_T_WORD))
		return false;
	if (nu_toks_are(c->roles, u, i, "mod") || nu_toks_are(c->parts, u, i, "article"))
		return true;
	return ++*strange <= 2;
}

/* Where an apposition with its head at i ends: before the mark that closes it. */
static uint32_t
apposition_end(const nu_toks *u, uint32_t i, uint32_t from)
{
	uint32_t k = i + 1;

	while (k < u->n && k - from < LONGEST_APPOSITION &&
	       (u->tok[k].flags & NU_T_WORD || u->tok[k].flags & NU_T_CLITIC || is_char(u, k, '&')))
		k++;
	if (k < u->n && k - from < LONGEST_APPOSITION &&
	    (is_char(u, k, ',') || is_char(u, k, '.') || is_char(u, k, ')') || is_char(u, k, ';')))
		return k;
	return k == u->n ? k : i + 1;
}

/* Goes over "who is", "now"; false where a comma and token *i begin something else. */
static bool
office_begins(const nu_cast *c, const nu_toks *u, uint32_t *i)
{
	bool who = nu_toks_are(c->roles, u, *i, "who");

	if (nu_toks_are(c->roles, u, *i, "not"))
		return false;
	if (who && !(*i + 1 < u->n && nu_toks_are(c->parts, u, *i + 1, "be")))
		return false;
	*i += who;
	while (
	    *i + 1 < u->n && nu_toks_are(c->parts, u, *i, "be") && !nu_toks_are(c->roles, u, *i, "mod"))
		++*i;
	return true;
}

/* ", the 45-year-old chief executive of Acme," behind person m. */
static bool
role_behind(const nu_cast *c, const nu_mention *m, nu_role *r)
{
	const nu_toks *u = &c->toks[m->unit];
	uint32_t       i = m->to + 1, strange = 0, from = i;

	if (i >= u->n || !is_char(u, m->to, ','))
		return false;
	if (!office_begins(c, u, &i))
		return false;
	from = i;
	for (; i < u->n && i - from < LONGEST_ROLE; i++) {
		const nu_mention *x = nu_mention_at(c, m->unit, i);

		if (x && x->type == NU_PERSON)
			return false;
		if (!x && is_head(c, u, i) && is_hyphen(u, i + 1) && u->tok[i + 2].flags & NU_T_WORD) {
			i++; /* "Director-General" */
			continue;
		}
		if (!x && is_head(c, u, i) && !(i + 1 < u->n && is_head(c, u, i + 1))) {
			const nu_mention *next = i + 1 < u->n ? nu_mention_at(c, m->unit, i + 1) : NULL;

			if (next && next->type == NU_PERSON) /* the office of the next one in a list */
				return false;
			*r = (nu_role){.unit = m->unit, .from = from, .head = i, .name = m->name, .score = 75};
			r->to = apposition_end(u, i, from);
			for (uint32_t k = i + 1; k < r->to; k++)
				if ((x = nu_mention_at(c, m->unit, k)) && x->type == NU_PERSON &&
				    !(x->from == i + 2 && nu_toks_are(c->roles, u, i + 1, "of")))
					r->to = i + 1;
			return true;
		}
		if (!may_lead(c, u, i, &strange))
			return false;
	}
	return false;
}

size_t
nu_roles(nu_cast *c, nu_role **out)
{
	size_t n = 0, cap = 0;

	*out = NULL;
	for (size_t i = 0; i < c->nmention; i++) {
		nu_role r;

		if (c->mention[i].type != NU_PERSON)
			continue;
		if (role_before(c, &c->mention[i], &r))
			NU_PUSH(c->work, *out, n, cap) = r;
		if (role_behind(c, &c->mention[i], &r))
			NU_PUSH(c->work, *out, n, cap) = r;
	}
	return n;
}
