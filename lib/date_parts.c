/* The parts of a date, and the time of day. */
#include <stdio.h>

#include "date_holiday.h"
#include "date_run.h"

/* ------------------------------------------------------------------- parts of a date */

static void
needs(nu_date_run *x, enum nu_grain grain, enum nu_known known)
{
	x->p.grain = grain;
	if (x->p.known != NU_IN_ALL)
		x->p.known = known;
}

static void
verb_year(nu_date_run *x)
{
	x->p.year = nu_run_number(x, 0);
	x->p.known = NU_IN_ALL;
	if (x->p.grain == NU_NOGRAIN)
		x->p.grain = NU_YEAR;
	nu_run_refuse(x, NU_NO_YEAR, x->p.year < NU_YEAR_MIN || x->p.year > NU_YEAR_MAX);
}

/* A year of two digits: the one from 79 years before the document to 20 after it. */
static void
verb_year2(nu_date_run *x)
{
	int now = x->place->has_doc ? nu_ymd_of(x->place->doc).year : 2030, y = nu_run_number(x, 0);

	if (x->p.known == NU_IN_ALL) /* 1914-18 */
		y += x->p.year / 100 * 100;
	else
		for (y += now / 100 * 100 + 100; y > now + 20;)
			y -= 100;
	x->p.year = y;
	x->p.known = NU_IN_ALL;
	if (x->p.grain == NU_NOGRAIN)
		x->p.grain = NU_YEAR;
}

static void
verb_month(nu_date_run *x)
{
	x->p.month = nu_run_number(x, 0);
	needs(x, NU_MONTH, NU_IN_YEAR);
	nu_run_refuse(x, NU_NO_MONTH, x->p.month < 1 || x->p.month > 12);
}

static void
verb_day(nu_date_run *x)
{
	x->p.day = nu_run_number(x, 0);
	needs(x, NU_DAY, x->p.known == NU_IN_YEAR || x->p.month ? NU_IN_YEAR : NU_IN_MONTH);
	nu_run_refuse(x, NU_NO_DAY, x->p.day < 1 || x->p.day > 31 ||
	                                (x->p.month && x->p.day > nu_month_days(2000, x->p.month)));
}

static void
verb_weekday(nu_date_run *x)
{
	x->p.weekday = nu_run_number(x, 0);
	needs(x, NU_DAY, NU_IN_WEEK);
}

static void
verb_weekend(nu_date_run *x)
{
	needs(x, NU_WEEKEND, NU_IN_WEEK);
}

static void
verb_of_year(nu_date_run *x, enum nu_grain grain, int top)
{
	x->p.month = nu_run_number(x, 0);
	needs(x, grain, NU_IN_YEAR);
	x->dead |= x->p.month < 1 || x->p.month > top;
}

static void verb_quarter(nu_date_run *x) { verb_of_year(x, NU_QUARTER, 4); }
static void verb_half(nu_date_run *x) { verb_of_year(x, NU_HALF, 2); }
static void verb_season(nu_date_run *x) { verb_of_year(x, NU_SEASON, 4); }

static void
verb_week(nu_date_run *x)
{
	x->p.week = nu_run_number(x, 0);
	x->p.grain = NU_WEEK;
	x->dead |= x->p.known != NU_IN_ALL;
	nu_run_refuse(x, NU_NO_WEEK, !x->dead && (x->p.week < 1 || x->p.week > nu_iso_weeks(x->p.year)));
}

/* decade:n  n is 1990 or 90 */
static void
verb_decade(nu_date_run *x)
{
	int y = nu_run_number(x, 0);

	if (y < 100) {
		verb_year2(x);
		if (x->place->has_doc && x->p.year > nu_ymd_of(x->place->doc).year)
			x->p.year -= 100;
		y = x->p.year;
	}
	x->p.year = y / 10 * 10;
	x->p.known = NU_IN_ALL;
	x->p.grain = NU_DECADE;
}

static void
verb_century(nu_date_run *x)
{
	x->p.year = (nu_run_number(x, 0) - 1) * 100;
	x->p.known = NU_IN_ALL;
	x->p.grain = NU_CENTURY;
	nu_run_refuse(x, NU_NO_CENTURY, nu_run_number(x, 0) < 1 || nu_run_number(x, 0) > 99);
}

/*
 * millennium:n  its value is one digit, which no point has: 2 is 2000 to 2999, and BC2 the
 * third before our era. An interval only for those of our era.
 */
static void
verb_millennium(nu_date_run *x)
{
	const int n = nu_run_number(x, 0) - 1;

	nu_run_refuse(x, NU_NO_CENTURY, n < 0 || n > 9);
	if (x->dead)
		return;
	x->r->nvalue = (size_t)snprintf(x->r->value, sizeof x->r->value, "%s%d", x->p.bc ? "BC" : "", n);
	x->r->has_span = x->r->by_day = !x->p.bc && n < 9;
	x->r->begin = nu_days(n ? n * 1000 : 1, 1, 1) * NU_DAY_SECONDS;
	x->r->end = nu_days((n + 1) * 1000, 1, 1) * NU_DAY_SECONDS;
}

static void
verb_bc(nu_date_run *x)
{
	x->p.bc = true;
}

static void
verb_holiday(nu_date_run *x)
{
	x->holiday = nu_run_text(x, 0);
	needs(x, NU_DAY, NU_IN_YEAR);
	if (x->p.known == NU_IN_ALL) {
		int64_t d;

		x->dead |= !nu_holiday(x->holiday, x->p.year, &d);
		if (!x->dead)
			x->p = nu_point_day(d);
	}
}

/* 01/02/03 read as year, month, day; the year is argument 0. */
static void
numeric_ymd(nu_date_run *x, int month)
{
	verb_year2(x);
	x->p.month = month;
	x->p.day = nu_run_number(x, 2);
	x->p.grain = NU_DAY;
	nu_run_refuse(x, NU_NO_MONTH, month < 1 || month > 12);
	nu_run_refuse(x, NU_NO_DAY, !nu_is_date(x->p.year, x->p.month, x->p.day));
}

/* Numbers of a numeric date in the order of the rule (0 dmy, 1 mdy, 2 ymd) or the option. */
static void
numeric(nu_date_run *x, int order)
{
	int a = nu_run_number(x, 0), b = nu_run_number(x, 1), d, m;

	if (x->order == NU_ORDER_DMY)
		order = 0;
	else if (x->order == NU_ORDER_MDY)
		order = 1;
	d = order ? b : a;
	m = order ? a : b;
	if (m > 12 && d <= 12) {
		int t = d;

		d = m;
		m = t;
	}
	if (x->order == NU_ORDER_YMD && nu_run_given(x, 2) && nu_run_token(x, 2)->digits <= 2) {
		numeric_ymd(x, b);
		return;
	}
	x->p.day = d;
	x->p.month = m;
	x->p.grain = NU_DAY;
	x->p.known = NU_IN_YEAR;
	nu_run_refuse(x, NU_NO_MONTH, m < 1 || m > 12);
	nu_run_refuse(x, NU_NO_DAY, d < 1 || d > nu_month_days(2000, m > 12 || m < 1 ? 1 : m));
	if (nu_run_given(x, 2)) {
		const nu_date_token *t = nu_run_token(x, 2);
		nu_date_op           op = *x->op;
		const nu_date_op    *was = x->op;

		op.slot[0] = x->op->slot[2];
		x->op = &op;
		if (t && t->digits <= 2)
			verb_year2(x);
		else
			verb_year(x);
		x->op = was;
		x->p.grain = NU_DAY;
	}
}

static void verb_dmy(nu_date_run *x) { numeric(x, 0); }
static void verb_mdy(nu_date_run *x) { numeric(x, 1); }

static void
verb_ymd8(nu_date_run *x)
{
	int v = nu_run_number(x, 0);

	x->p.year = v / 10000;
	x->p.month = v / 100 % 100;
	x->p.day = v % 100;
	x->p.grain = NU_DAY;
	x->p.known = NU_IN_ALL;
}

/* ------------------------------------------------------------------------ time of day */

static void
verb_clock(nu_date_run *x)
{
	int h = nu_run_number(x, 0), m = nu_run_given(x, 1) ? nu_run_number(x, 1) : -1, s = nu_run_given(x, 2) ? nu_run_number(x, 2) : -1;

	x->p.hour = h;
	x->p.minute = m;
	x->p.second = s;
	nu_run_refuse(x, NU_NO_TIME, h > 24 || m > 59 || s > 60 || (h == 24 && (m > 0 || s > 0)));
}

/* clock4:n  730 or 1730 */
static void
verb_clock4(nu_date_run *x)
{
	x->p.hour = nu_run_number(x, 0) / 100;
	x->p.minute = nu_run_number(x, 0) % 100;
	nu_run_refuse(x, NU_NO_TIME, x->p.hour > 24 || x->p.minute > 59);
}

/* past:n[:h]  n minutes past the hour (to:... is past:-n) */
static void
verb_minutes(nu_date_run *x)
{
	int n = nu_run_number(x, 0), total = x->p.hour * 60 + n * (nu_run_given(x, 1) ? nu_run_number(x, 1) : 1);

	total = (total + 1440) % 1440;
	x->p.hour = total / 60;
	x->p.minute = total % 60;
}

/*
 * ampm:p[:a]  am, pm, or a part of the day that tells which half of it is meant; a is the
 * hour that it was told of, where the range of hours began before: 8 to 10 p.m., 11 to 1 p.m.
 */
static void
verb_ampm(nu_date_run *x)
{
	nu_str s = nu_run_text(x, 0);
	int   *h = &x->p.hour;

	if (!nu_run_given(x, 0) || s.n != 2 || *h < 0)
		return;
	if (x->op->nargs == 2 && *h % 12 > nu_run_number(x, 1) % 12)
		s = memcmp(s.p, "am", 2) == 0 ? NU_STR("pm") : memcmp(s.p, "pm", 2) == 0 ? NU_STR("am") : s;
	if (memcmp(s.p, "am", 2) == 0) {
		nu_run_refuse(x, NU_NO_TIME, *h > 12);
		*h %= 12;
	} else if (memcmp(s.p, "pm", 2) == 0) {
		nu_run_refuse(x, NU_NO_TIME, *h > 23);
		*h = *h < 12 ? *h + 12 : *h;
	} else if (memcmp(s.p, "TN", 2) == 0) { /* tonight at eight; at two */
		*h = *h >= 5 && *h < 12 ? *h + 12 : *h;
	} else if (memcmp(s.p, "MO", 2) == 0) {
		*h = *h == 12 ? 0 : *h;
	} else if (memcmp(s.p, "NI", 2) == 0) {
		*h = *h == 12 ? 0 : *h >= 5 && *h < 12 ? *h + 12 : *h;
	} else if (*h < 12) {
		*h += 12;
	}
}

static void
verb_part(nu_date_run *x)
{
	nu_str s = nu_run_text(x, 0);

	if (nu_run_given(x, 0) && x->p.hour < 0)
		snprintf(x->p.part, sizeof x->p.part, "%.*s", (int)s.n, s.p);
}

static void
verb_zone(nu_date_run *x)
{
	nu_str s = nu_run_text(x, 0);

	if (nu_run_given(x, 0) && s.n == 1 && s.p[0] == 'Z')
		x->p.zone = "Z";
}

/* offset:a:b:sign  the clock's distance from UTC, a hours and b minutes, or both in a */
static void
verb_offset(nu_date_run *x)
{
	const nu_date_token *t = nu_run_token(x, 0);
	int                  h = nu_run_number(x, 0), m = nu_run_given(x, 1) ? nu_run_number(x, 1) : 0;

	if (t && t->digits == 4) {
		m = h % 100;
		h /= 100;
	}
	nu_run_refuse(x, NU_NO_DAY, !nu_is_date(x->p.year, x->p.month, x->p.day));
	x->dead |= h > 14 || m > 59 || x->dead ||
	           !nu_point_add(&x->p, nu_span_unit_of('m'), (int64_t)nu_run_number(x, 2) * (h * 60 + m));
	x->p.zone = "Z";
}

static void
verb_end(nu_date_run *x)
{
	x->p.hour = 23;
	x->p.minute = x->p.second = 59;
}

static void verb_quiet(nu_date_run *x) { x->r->quiet = true; }

/* if:Q  the quarter last told; no date where none has been */
static void
verb_if(nu_date_run *x)
{
	const nu_span_unit *u = nu_run_unit(x, 0);

	x->dead |= !u || u->grain != NU_QUARTER || x->place->quarter.grain != NU_QUARTER;
	x->p = x->place->quarter;
}

const nu_date_verb nu_date_part_verbs[] = {
	{"year", verb_year},
	{"year2", verb_year2},
	{"month", verb_month},
	{"day", verb_day},
	{"weekday", verb_weekday},
	{"weekend", verb_weekend},
	{"quarter", verb_quarter},
	{"half", verb_half},
	{"season", verb_season},
	{"week", verb_week},
	{"decade", verb_decade},
	{"century", verb_century},
	{"millennium", verb_millennium},
	{"bc", verb_bc},
	{"holiday", verb_holiday},
	{"dmy", verb_dmy},
	{"mdy", verb_mdy},
	{"ymd8", verb_ymd8},
	{"clock", verb_clock},
	{"clock4", verb_clock4},
	{"minutes", verb_minutes},
	{"ampm", verb_ampm},
	{"part", verb_part},
	{"zone", verb_zone},
	{"offset", verb_offset},
	{"end", verb_end},
	{"quiet", verb_quiet},
	{"if", verb_if},
	{NULL, NULL},
};
