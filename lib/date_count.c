/* Where a date counts from, and what is counted. */
#include <stdio.h>
#include <stdlib.h>

#include "date_holiday.h"
#include "date_run.h"

enum { TOLD_SCORE = 70, NO_ANCHOR_SCORE = 40, DOUBT_SCORE = 40 };

/* ------------------------------------------------------------------------- anchoring */

static void
verb_doc(nu_date_run *x)
{
	x->p = nu_point_none();
	x->p.grain = NU_DAY;
	if (x->place->has_doc) {
		x->p = nu_point_day(x->place->doc);
		x->r->by_doc = true;
		nu_run_cap(x, x->place->score);
	} else {
		nu_run_cap(x, NO_ANCHOR_SCORE);
	}
}

/* The date last told; without one the document's. */
static void
verb_told(nu_date_run *x)
{
	if (!x->place->has_told) {
		verb_doc(x);
	} else {
		x->p = x->place->told;
		x->r->by_doc = x->place->told_by_doc;
		x->p.hour = x->p.minute = x->p.second = -1;
		x->p.part[0] = 0;
		x->p.zone = NULL;
	}
	nu_run_cap(x, TOLD_SCORE);
}

/* The document's date; in a document that tells of other times, the date last told. */
static void
verb_now(nu_date_run *x)
{
	if (x->place->style & NU_DATE_HISTORY)
		verb_told(x);
	else
		verb_doc(x);
}

static void
shift(nu_date_run *x, int sign)
{
	const nu_span_unit *u = nu_run_unit(x, 1);

	if (!u || !nu_run_given(x, 0) || x->dead)
		return;
	if (u->seconds && x->p.hour < 0) {
		if (x->place->seconds < 0 || x->p.known != NU_IN_ALL) {
			x->p.known = NU_NOTHING; /* two hours ago, of an unknown hour */
			x->p.grain = NU_DAY;
			snprintf(x->p.part, sizeof x->p.part, "XX");
			return;
		}
		x->p.hour = x->place->seconds / 3600;
		x->p.minute = x->place->seconds / 60 % 60;
		x->p.second = x->place->seconds % 60;
	}
	if (u->days && x->p.known == NU_IN_ALL && x->p.grain < NU_WEEK) {
		x->p.known = NU_NOTHING; /* three days after some month */
		x->p.grain = NU_DAY;
		nu_run_cap(x, NO_ANCHOR_SCORE);
	}
	nu_run_refuse(x, NU_TOO_FAR, !nu_point_add(&x->p, u, (int64_t)sign * nu_run_number(x, 0)));
}

static void verb_add(nu_date_run *x) { shift(x, 1); }
static void verb_sub(nu_date_run *x) { shift(x, -1); }

/* As add and sub, but the day is kept: a year and a day, two months from the 5th. */
static void
shift_day(nu_date_run *x, int sign)
{
	const nu_span_unit *u = nu_run_unit(x, 1);
	nu_span_unit        fine;

	if (!u || !nu_run_given(x, 0) || x->p.known != NU_IN_ALL || u->seconds) {
		shift(x, sign);
		return;
	}
	fine = *u;
	fine.grain = x->p.grain;
	nu_run_refuse(x, NU_TOO_FAR, !nu_point_add(&x->p, &fine, (int64_t)sign * nu_run_number(x, 0)));
}

static void verb_addday(nu_date_run *x) { shift_day(x, 1); }
static void verb_subday(nu_date_run *x) { shift_day(x, -1); }

static void
verb_to(nu_date_run *x)
{
	const nu_span_unit *u = nu_run_unit(x, 0);

	if (!u)
		return;
	if (u->grain == NU_NOGRAIN) {
		snprintf(x->p.part, sizeof x->p.part, "XX");
		return;
	}
	if (x->p.known == NU_NOTHING || x->p.known == NU_IN_ALL) {
		x->p = nu_point_to(&x->p, u->grain);
		if (x->p.known == NU_NOTHING && u->grain != NU_DAY)
			x->p.known = u->grain >= NU_WEEK && u->grain <= NU_WEEKEND ? NU_IN_WEEK : NU_NOTHING;
	}
}

/* The next feast of those that a value names, with bars between them. */
static bool
next_feast(nu_str *rest, nu_str *feast)
{
	const char *bar = rest->n ? memchr(rest->p, '|', rest->n) : NULL;
	size_t      n = bar ? (size_t)(bar - rest->p) : rest->n;

	*feast = nu_trim(nu_slice(*rest, 0, n));
	*rest = nu_slice(*rest, bar ? n + 1 : n, rest->n);
	return feast->n > 0;
}

/* Of two days that a take allows, is d the one that it wants? */
static bool
is_better(enum nu_take take, int64_t d, int64_t best, int64_t ref)
{
	switch (take) {
	case NU_LATEST:
	case NU_BEFORE: return d > best;
	case NU_COMING:
	case NU_AFTER: return d < best;
	default: return llabs(d - ref) < llabs(best - ref);
	}
}

static bool
place_holiday(nu_date_run *x, int64_t ref, enum nu_take take)
{
	int     year = nu_ymd_of(ref).year, from = -2, to = 2;
	int64_t d, best = 0;
	bool    found = false;
	nu_str  feasts = x->holiday, feast;

	if (take == NU_SAME || take == NU_NEXT || take == NU_PREVIOUS)
		from = to = take == NU_SAME ? 0 : take == NU_NEXT ? 1 : -1;
	while (next_feast(&feasts, &feast))
		for (int k = from; k <= to; k++) {
			if (!nu_holiday(feast, year + k, &d) || (take == NU_LATEST && d > ref) ||
			    (take == NU_BEFORE && d >= ref) || (take == NU_COMING && d < ref) ||
			    (take == NU_AFTER && d <= ref) || (found && !is_better(take, d, best, ref)))
				continue;
			best = d;
			found = true;
		}
	if (found)
		x->p = nu_point_day(best);
	return found;
}

/* What a day of the year, or a weekday alone, says of the document's date. */
static void
hint(nu_date_run *x, const nu_date_policy *policy)
{
	nu_date_place *pl = x->place;
	nu_point       p = x->p;

	if (x->holiday.n || p.grain != NU_DAY || (pl->style & NU_DATE_HISTORY))
		return;
	if (p.known == NU_IN_WEEK && policy->take == NU_LATEST)
		nu_date_doubt_weekday(&pl->doubt, p.weekday);
	p.weekday = 0;
	if (p.known != NU_IN_YEAR || !nu_point_place(&p, pl->doc, NU_NEAREST))
		return;
	x->r->has_near = true;
	x->r->near = pl->doc - nu_point_first(&p);
	if (x->p.weekday)
		nu_date_doubt_words(&pl->doubt, NU_HINT_YEAR,
		    nu_weekday(nu_point_first(&p)) == x->p.weekday);
}

/* find[:word]  places what is told only in part, by the lines of date-anchors.tsv */
static void
verb_find(nu_date_run *x)
{
	nu_str                word = x->op->nargs ? x->op->text[0] : NU_STR("-");
	nu_str                what = x->holiday.n ? NU_STR("holiday") : nu_date_what(&x->p);
	const nu_date_policy *policy;
	int64_t               ref = 0;

	if (x->p.known == NU_IN_ALL || x->dead)
		return;
	policy = nu_date_policy_for(x->place, what, word, &ref);
	x->place->used = policy;
	if (!policy) {
		nu_run_cap(x, NO_ANCHOR_SCORE);
		return;
	}
	x->place->ref = ref;
	nu_run_cap(x, policy->score);
	x->r->by_doc = policy->from_told ? x->place->told_by_doc : x->place->has_doc;
	if (!policy->from_told) {
		nu_run_cap(x, x->place->score);
		hint(x, policy);
	}
	if (policy->take == NU_OPEN)
		return;
	if (x->holiday.n) {
		x->dead |= !place_holiday(x, ref, policy->take);
	} else if (x->p.known == NU_NOTHING) { /* a time of day: on the day itself */
		nu_point day = nu_point_day(ref);

		x->p.grain = NU_DAY;
		x->p.known = NU_IN_ALL;
		x->p.year = day.year;
		x->p.month = day.month;
		x->p.day = day.day;
	} else {
		x->dead |= !nu_point_place(&x->p, ref, policy->take);
	}
}

/* inweek:w  that weekday of the week the point lies in */
static void
verb_inweek(nu_date_run *x)
{
	int64_t monday;

	nu_run_refuse(x, NU_NO_WEEKDAY, nu_run_number(x, 0) < 1 || nu_run_number(x, 0) > 7);
	if (x->p.known != NU_IN_ALL) {
		x->p.weekday = nu_run_number(x, 0);
		x->p.grain = NU_DAY;
		x->p.known = NU_IN_WEEK;
		return;
	}
	monday = nu_point_first(&x->p);
	monday -= nu_weekday(monday) - 1;
	x->p = nu_point_day(monday + nu_run_number(x, 0) - 1);
}

/* eq:a:n  no date unless the number in slot a is n */
static void
verb_eq(nu_date_run *x)
{
	x->dead |= nu_run_number(x, 0) != nu_run_number(x, 1);
}

/* among:y:a:b  no date unless the number in slot y is from a to b */
static void
verb_among(nu_date_run *x)
{
	x->dead |= nu_run_number(x, 0) < nu_run_number(x, 1) || nu_run_number(x, 0) > nu_run_number(x, 2);
}

/* days:n  the interval is so many days from the point's first on */
static void
verb_days(nu_date_run *x)
{
	if (x->p.known != NU_IN_ALL || x->dead)
		return;
	x->r->begin = nu_point_first(&x->p) * NU_DAY_SECONDS;
	x->r->end = x->r->begin + (int64_t)nu_run_number(x, 0) * NU_DAY_SECONDS;
	x->r->has_span = x->r->by_day = true;
}

/* check:w  the point must be that weekday: else the document's date cannot be right */
static void
verb_check(nu_date_run *x)
{
	bool fits;

	if (x->p.known != NU_IN_ALL)
		return;
	fits = nu_weekday(nu_point_first(&x->p)) == nu_run_number(x, 0);
	nu_date_doubt_words(&x->place->doubt, NU_HINT_WEEK, fits);
	if (!fits)
		nu_run_cap(x, DOUBT_SCORE);
}

/* isday:n  the point must lie n days from the document's date, else that cannot be right */
static void
verb_isday(nu_date_run *x)
{
	bool fits;

	if (x->p.known != NU_IN_ALL || x->p.grain != NU_DAY || !x->place->has_doc || x->dead)
		return;
	fits = nu_point_first(&x->p) == x->place->doc + nu_run_number(x, 0);
	nu_date_doubt_words(&x->place->doubt, NU_HINT_DAY, fits);
	if (!fits)
		nu_run_cap(x, DOUBT_SCORE);
}

/* far  further off than any calendar reaches */
static void verb_far(nu_date_run *x) { nu_run_refuse(x, NU_TOO_FAR, true); }

/* nth:o:w  the o-th such weekday of the point; nth:o:u the o-th week, month, quarter ... */
static void
verb_nth(nu_date_run *x)
{
	int                 o = nu_run_number(x, 0);
	const nu_span_unit *u = nu_run_unit(x, 1);
	int64_t             days;

	if (x->p.known != NU_IN_ALL || o == 0) {
		x->p.known = NU_NOTHING;
		x->p.grain = NU_DAY;
		return;
	}
	if (u) {
		nu_point last = nu_point_day(nu_point_after(&x->p) - 1), was = x->p;

		x->p = nu_point_day(nu_point_first(&x->p));
		x->p = nu_point_to(o < 0 ? &last : &x->p, u->grain);
		if (u->grain == NU_WEEK && o > 0 && nu_point_first(&x->p) < nu_point_first(&was) - 3)
			o++; /* a month's first week is the one with its first Thursday */
		x->dead |= !nu_point_add(&x->p, u, o < 0 ? o + 1 : o - 1);
		return;
	}
	nu_run_refuse(x, NU_NO_NTH,
	    !nu_nth_weekday(nu_point_first(&x->p), nu_point_after(&x->p), o, nu_run_number(x, 1), &days));
	if (!x->dead)
		x->p = nu_point_day(days);
}

const nu_date_verb nu_date_anchor_verbs[] = {
	{"doc", verb_doc}, /* doc            from the document's date */
	{"told", verb_told}, /* told           from the date last told */
	{"now", verb_now}, /* now            doc; in history told */
	{"add", verb_add},
	{"sub", verb_sub},
	{"addday", verb_addday},
	{"subday", verb_subday},
	{"to", verb_to},
	{"find", verb_find},
	{"inweek", verb_inweek},
	{"nth", verb_nth},
	{"check", verb_check},
	{"days", verb_days},
	{"eq", verb_eq},
	{"among", verb_among},
	{"isday", verb_isday},
	{"far", verb_far},
	{NULL, NULL},
};
