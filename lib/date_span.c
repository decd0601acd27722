/* Literal values and durations. */
#include <stdio.h>

#include "date_run.h"

/* ------------------------------------------------------------- literals and durations */

static void
put(nu_date_run *x, const char *s, size_t n)
{
	nu_date_result *r = x->r;

	if (r->nvalue + n < sizeof r->value) {
		memcpy(r->value + r->nvalue, s, n);
		r->nvalue += n;
	}
}

/* Text with {w} for the number in slot w, {mm} for two digits of slot m. */
static void
verb_lit(nu_date_run *x)
{
	nu_date_op op = *x->op;

	for (int a = 0; a < x->op->nargs; a++) {
		nu_str s = x->op->text[a];

		if (a)
			put(x, ":", 1);
		for (size_t i = 0; i < s.n; i++) {
			size_t j = i + 1;

			if (s.p[i] != '{') {
				put(x, s.p + i, 1);
				continue;
			}
			while (j < s.n && s.p[j] != '}')
				j++;
			op.slot[0] = (int8_t)(s.p[i + 1] - 'a');
			op.nargs = 1;
			const nu_date_op *was = x->op;
			char              buf[16];
			x->op = &op;
			nu_str t = nu_run_text(x, 0);
			if (t.n && (t.p[0] < '0' || t.p[0] > '9'))
				put(x, t.p, t.n);
			else
				put(x, buf, (size_t)snprintf(buf, sizeof buf, j - i > 2 ? "%02d" : "%d", nu_run_number(x, 0)));
			x->op = was;
			i = j;
		}
	}
}

/* One more piece of a duration: number, its fraction as text, unit. */
static void
piece(nu_date_run *x, const char *n, const nu_span_unit *u)
{
	bool is_time = u->timex[0] == 'T';

	if (x->r->nvalue == 0)
		put(x, "P", 1);
	if (is_time && !x->in_time)
		put(x, "T", 1);
	x->in_time |= is_time;
	put(x, n, strlen(n));
	put(x, u->timex + is_time, strlen(u->timex + is_time));
}

/* A number that is not negative, as plain digits; they are 20 at most. */
static void
write_number(long long v, char *buf)
{
	char   digits[24];
	size_t n = 0;

	do
		digits[n++] = (char)('0' + v % 10);
	while ((v /= 10) > 0);
	while (n)
		*buf++ = digits[--n];
	*buf = 0;
}

/* The half of a unit in a smaller one: 6M of Y, 30M of h; false: it has none that is usual. */
static bool
half_of(const nu_span_unit *u, char *unit, const char **n)
{
	static const struct {
		char        unit, smaller;
		const char *n;
	} halves[] = {{'Y', 'M', "6"}, {'h', 'm', "30"}, {'m', 's', "30"}, {'D', 'h', "12"}};

	for (size_t i = 0; i < sizeof halves / sizeof *halves; i++)
		if (halves[i].unit == u->code) {
			*unit = halves[i].smaller;
			*n = halves[i].n;
			return true;
		}
	return false;
}

/* The digits of a huge number times 1, 10 ... as written, without the marks between them. */
static void
write_huge(nu_date_run *x, const nu_date_token *t, int factor, char *buf, size_t size)
{
	size_t n = 0, zeros = 0;

	for (; factor % 10 == 0; factor /= 10)
		zeros++;
	x->dead |= factor != 1;

	for (uint32_t i = t->from; i < t->to; i++) {
		const char c = x->place->text.p[i];

		if (c < '0' || c > '9' || (n == 0 && c == '0'))
			continue;
		if (n + zeros + 1 == size)
			x->dead = true;
		else
			buf[n++] = c;
	}
	for (; zeros; zeros--)
		buf[n++] = '0';
	buf[n] = 0;
}

/* P:n:u[:f]  n units; f is a decimal fraction's digits, "half" or "quarter" */
static void
verb_p(nu_date_run *x)
{
	const nu_span_unit *u = nu_run_unit(x, 1);
	char                buf[32], smaller;
	const char         *half;
	nu_str              n = x->op->slot[0] < 0 ? x->op->text[0] : (nu_str){NULL, 0};
	const nu_date_token *t = nu_run_token(x, 0);

	if (!u || !nu_run_given(x, 0))
		return;
	if (nu_run_given(x, 2) && x->op->slot[2] < 0 && x->op->text[2].p[0] == 'h' &&
	    half_of(u, &smaller, &half)) {
		write_number(nu_run_number(x, 0), buf);
		if (buf[0] != '0')
			piece(x, buf, u);
		piece(x, half, nu_span_unit_of(smaller));
		return;
	}
	if (n.n && n.p[0] == 'X')
		snprintf(buf, sizeof buf, "X");
	else if (t && t->digits && t->number >= NU_DATE_HUGE)
		write_huge(x, t, u->factor, buf, sizeof buf);
	else if (nu_run_given(x, 2) && x->op->slot[2] >= 0)
		snprintf(buf, sizeof buf, "%d.%.*d", nu_run_number(x, 0), nu_run_token(x, 2)->digits % 8, nu_run_number(x, 2));
	else if (nu_run_given(x, 2) && x->op->text[2].p[0] == 'h' && u->factor % 2 == 0)
		write_number((long long)nu_run_number(x, 0) * u->factor + u->factor / 2, buf);
	else if (nu_run_given(x, 2))
		snprintf(buf, sizeof buf, "%d.%s", nu_run_number(x, 0), x->op->text[2].p[0] == 'h' ? "5" : "25");
	else
		write_number((long long)nu_run_number(x, 0) * u->factor, buf);
	piece(x, buf, u);
}

/* An interval that ends (sign -1) or begins (1) at the document's date. */
static void
span(nu_date_run *x, int sign)
{
	const nu_span_unit *u = nu_run_unit(x, 1);
	nu_date_place      *pl = x->place;
	nu_point            p, q;
	int64_t             at = pl->doc * NU_DAY_SECONDS + (pl->seconds > 0 ? pl->seconds : 0);

	if (!u || !pl->has_doc || nu_run_number(x, 0) <= 0 || nu_run_number(x, 0) > 1000000)
		return;
	p = q = nu_point_day(pl->doc);
	x->r->by_doc = true;
	x->r->by_day = !u->seconds;
	if (u->seconds) {
		x->r->begin = sign < 0 ? at - (int64_t)nu_run_number(x, 0) * u->seconds : at;
		x->r->end = sign < 0 ? at : at + (int64_t)nu_run_number(x, 0) * u->seconds;
		x->r->has_span = pl->seconds >= 0;
		return;
	}
	/* Keep the day: move by days or months, not by the unit's grain. */
	q.grain = NU_DAY;
	if (u->days) {
		q = nu_point_day(pl->doc + (int64_t)sign * nu_run_number(x, 0) * u->days);
	} else {
		nu_span_unit m = *nu_span_unit_of('M');

		m.grain = NU_DAY;
		if (!nu_point_add(&q, &m, (int64_t)sign * nu_run_number(x, 0) * u->months))
			return;
	}
	x->r->begin = nu_point_first(sign < 0 ? &q : &p) * NU_DAY_SECONDS;
	x->r->end = nu_point_first(sign < 0 ? &p : &q) * NU_DAY_SECONDS;
	x->r->has_span = x->r->begin < x->r->end;
}

static void verb_back(nu_date_run *x) { span(x, -1); }
static void verb_ahead(nu_date_run *x) { span(x, 1); }

const nu_date_verb nu_date_span_verbs[] = {
	{"lit", verb_lit}, /* lit:TEXT       the value itself, {w} for slots */
	{"P", verb_p}, /* P:n:u          a piece of a duration */
	{"back", verb_back}, /* back:n:u       placed: n units up to the document's date */
	{"ahead", verb_ahead}, /* ahead:n:u      placed: n units from it on */
	{NULL, NULL},
};
