#include "date_value.h"

#include "date_run.h"

enum { OTHER_WEEKDAY_SCORE = 50 };

/* ------------------------------------------------------------------------ arguments */

const nu_date_token *
nu_run_token(const nu_date_run *x, int arg)
{
	int slot = arg < x->op->nargs ? x->op->slot[arg] : -1;

	if (slot < 0 || x->m->slot[slot] < 0)
		return NULL;
	return &x->m->token[x->m->slot[slot]];
}

/* The sense by which a token filled the slot of argument arg. */
static const nu_date_sense *
sense(const nu_date_run *x, int arg)
{
	const nu_date_token *t = nu_run_token(x, arg);
	const nu_date_rule  *rule = x->m->rule;
	int                  slot = x->op->slot[arg];

	for (unsigned i = 0; t && i < rule->nslot_symbol[slot]; i++) {
		const nu_date_sense *s = nu_date_sense_of(t, rule->slot_symbol[slot][i]);

		if (s)
			return s;
	}
	return NULL;
}

int
nu_run_number(const nu_date_run *x, int arg)
{
	const nu_date_token *t;
	const nu_date_sense *s;

	if (arg >= x->op->nargs)
		return 0;
	if (x->op->slot[arg] < 0)
		return x->op->number[arg];
	t = nu_run_token(x, arg);
	s = sense(x, arg);
	if (s && s->value.n)
		return s->number;
	return t ? t->number : 0;
}

nu_str
nu_run_text(const nu_date_run *x, int arg)
{
	const nu_date_sense *s;

	if (arg >= x->op->nargs)
		return (nu_str){"", 0};
	if (x->op->slot[arg] < 0)
		return x->op->text[arg];
	s = sense(x, arg);
	return s ? s->value : (nu_str){"", 0};
}

/* Is the argument there: written in the rule, or its slot filled? */
bool
nu_run_given(const nu_date_run *x, int arg)
{
	return arg < x->op->nargs && (x->op->slot[arg] < 0 || nu_run_token(x, arg));
}

const nu_span_unit *
nu_run_unit(const nu_date_run *x, int arg)
{
	nu_str s = nu_run_text(x, arg);

	return s.n ? nu_span_unit_of(s.p[0]) : NULL;
}

void
nu_run_cap(nu_date_run *x, int score)
{
	if (x->r->score > score)
		x->r->score = score;
}

void
nu_run_refuse(nu_date_run *x, enum nu_no_date why, bool so)
{
	if (so && !x->dead)
		x->r->wrong = why;
	x->dead |= so;
}

/* ----------------------------------------------------------------------------- run */

static const nu_date_verb *const tables[] = {
	nu_date_span_verbs,
	nu_date_part_verbs,
	nu_date_anchor_verbs,
};

/* The number of a verb is its table, and its row in it. */
enum { ROWS = 64 };

int
nu_date_verb_of(nu_str name)
{
	for (int t = 0; t < 3; t++)
		for (int i = 0; tables[t][i].name; i++)
			if (nu_eq(name, nu_str_of(tables[t][i].name)))
				return t * ROWS + i;
	return -1;
}

/* Can a date with these parts be? */
static bool
is_possible(const nu_point *p)
{
	if (p->known == NU_IN_ALL && p->grain == NU_DAY && !p->bc)
		return nu_is_date(p->year, p->month, p->day);
	return true;
}

static void
finish_point(nu_date_run *x)
{
	nu_date_result *r = x->r;

	if (r->nvalue) { /* a literal or a duration stands */
		r->placed = r->has_span;
		return;
	}
	if (x->p.known == NU_IN_ALL && x->p.hour >= 0 && x->p.minute < 0)
		x->p.minute = 0; /* on a known day "5 p.m." is T17:00 */
	if (x->p.weekday && x->p.known == NU_IN_ALL && x->p.grain == NU_DAY && !x->p.bc &&
	    nu_weekday(nu_point_first(&x->p)) != x->p.weekday)
		nu_run_cap(x, OTHER_WEEKDAY_SCORE); /* "Friday, 5 May 1998" was a Tuesday */
	r->nvalue = nu_point_write(&x->p, r->value);
	r->point = x->p;
	r->placed = x->p.known == NU_IN_ALL && !(x->p.bc && x->p.grain < NU_YEAR);
	if (strcmp(r->type, "set") != 0 && (x->p.hour >= 0 || x->p.part[0]))
		r->type = "time";
}

bool
nu_date_value(nu_date_place *place, const nu_date_match *m, size_t k, enum nu_order order,
    nu_date_result *out)
{
	nu_date_run x = {.place = place, .m = m, .r = out, .p = nu_point_none(), .order = order};

	memset(out, 0, sizeof *out);
	out->type = m->rule->type;
	out->score = m->rule->score;
	place->used = NULL;
	for (size_t i = 0; i < m->rule->nop[k] && !x.dead; i++) {
		x.op = &m->rule->op[k][i];
		if (x.op->nargs == 0 || x.op->slot[0] < 0 || nu_run_given(&x, 0))
			tables[x.op->verb / ROWS][x.op->verb % ROWS].run(&x);
	}
	if (!x.dead)
		nu_run_refuse(&x, NU_NO_DAY, !is_possible(&x.p));
	if (x.dead) {
		out->point = x.p;
		return false;
	}
	finish_point(&x);
	return out->nvalue > 0;
}
