#include "date_point.h"

#include <stdio.h>

enum { AHEAD = 100 }; /* days that NU_RECENT looks ahead */

static const nu_span_unit units[] = {
	{'s', NU_NOGRAIN, 0, 0, 1, "TS", 1},
	{'m', NU_NOGRAIN, 0, 0, 60, "TM", 1},
	{'h', NU_NOGRAIN, 0, 0, 3600, "TH", 1},
	{'D', NU_DAY, 0, 1, 0, "D", 1},
	{'N', NU_DAY, 0, 1, 0, "D", 1},
	{'W', NU_WEEK, 0, 7, 0, "W", 1},
	{'F', NU_DAY, 0, 14, 0, "W", 2},
	{'K', NU_WEEKEND, 0, 7, 0, "WE", 1},
	{'M', NU_MONTH, 1, 0, 0, "M", 1},
	{'Q', NU_QUARTER, 3, 0, 0, "Q", 1},
	{'H', NU_HALF, 6, 0, 0, "M", 6},
	{'S', NU_SEASON, 3, 0, 0, "M", 3},
	{'Y', NU_YEAR, 12, 0, 0, "Y", 1},
	{'E', NU_DECADE, 120, 0, 0, "Y", 10},
	{'C', NU_CENTURY, 1200, 0, 0, "Y", 100},
	{'L', NU_CENTURY, 12000, 0, 0, "Y", 1000},
};

static const char *const seasons[] = {"SP", "SU", "FA", "WI"};

const nu_span_unit *
nu_span_unit_of(char code)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (units[i].code == code)
			return &units[i];
	return NULL;
}

nu_point
nu_point_none(void)
{
	return (nu_point){.grain = NU_NOGRAIN, .hour = -1, .minute = -1, .second = -1};
}

static void
set_day(nu_point *p, int64_t days)
{
	nu_ymd d = nu_ymd_of(days);

	p->grain = NU_DAY;
	p->known = NU_IN_ALL;
	p->year = d.year;
	p->month = d.month;
	p->day = d.day;
}

nu_point
nu_point_day(int64_t days)
{
	nu_point p = nu_point_none();

	set_day(&p, days);
	return p;
}

/* First month of a half, a quarter or a season (spring begins in March). */
static int
first_month(const nu_point *p)
{
	switch (p->grain) {
	case NU_HALF: return p->month * 6 - 5;
	case NU_QUARTER: return p->month * 3 - 2;
	case NU_SEASON: return p->month * 3; /* winter: December */
	default: return p->month;
	}
}

static int64_t
month_start(int year, int month)
{
	year += (month - 1) / 12;
	return nu_days(year, (month - 1) % 12 + 1, 1);
}

int64_t
nu_point_first(const nu_point *p)
{
	int year = p->bc ? 1 - p->year : p->year;

	switch (p->grain) {
	case NU_CENTURY:
	case NU_DECADE:
	case NU_YEAR: return nu_days(year, 1, 1);
	case NU_WEEK: return nu_iso_monday(year, p->week);
	case NU_WEEKEND: return nu_iso_monday(year, p->week) + 5;
	case NU_DAY: return nu_days(year, p->month, p->day);
	default: return month_start(year, first_month(p));
	}
}

int64_t
nu_point_after(const nu_point *p)
{
	int year = p->bc ? 1 - p->year : p->year;

	switch (p->grain) {
	case NU_CENTURY: return nu_days(year + 100, 1, 1);
	case NU_DECADE: return nu_days(year + 10, 1, 1);
	case NU_YEAR: return nu_days(year + 1, 1, 1);
	case NU_WEEK: return nu_iso_monday(year, p->week) + 7;
	case NU_WEEKEND: return nu_iso_monday(year, p->week) + 7;
	case NU_DAY: return nu_days(year, p->month, p->day) + 1;
	case NU_HALF: return month_start(year, first_month(p) + 6);
	case NU_QUARTER:
	case NU_SEASON: return month_start(year, first_month(p) + 3);
	default: return month_start(year, p->month + 1);
	}
}

nu_point
nu_point_to(const nu_point *p, enum nu_grain grain)
{
	nu_point r = *p;
	int      month = p->grain >= NU_HALF && p->grain <= NU_MONTH ? first_month(p) : p->month;

	if (p->known != NU_IN_ALL) {
		r.grain = grain;
		return r;
	}
	if (p->grain == NU_WEEK || p->grain == NU_WEEKEND) {
		nu_point day = nu_point_day(nu_point_first(p) + (p->grain == NU_WEEK ? 3 : 0));

		r.year = day.year;
		month = day.month;
		r.day = day.day;
	}
	if (p->grain < NU_HALF)
		month = 1;
	if (p->grain < NU_DAY && p->grain != NU_WEEK && p->grain != NU_WEEKEND)
		r.day = 1;
	r.grain = grain;
	r.month = month;
	switch (grain) {
	case NU_CENTURY: r.year = r.year / 100 * 100; break;
	case NU_DECADE: r.year = r.year / 10 * 10; break;
	case NU_HALF: r.month = (month + 5) / 6; break;
	case NU_QUARTER: r.month = (month + 2) / 3; break;
	case NU_SEASON: /* January and February are the winter that began the year before */
		r.month = month < 3 ? 4 : month / 3;
		r.year -= month < 3;
		break;
	case NU_WEEK:
	case NU_WEEKEND: r.week = nu_iso_week(nu_days(r.year, month, r.day), &r.year); break;
	default: break;
	}
	return r;
}

/* Moves by months; the day is kept, or becomes the month's last. */
static bool
add_months(nu_point *p, int64_t n)
{
	int64_t m;
	int     per = p->grain == NU_HALF ? 6 : p->grain == NU_QUARTER || p->grain == NU_SEASON ? 3 : 1;

	if (p->grain < NU_HALF) {
		m = (int64_t)p->year + n / 12;
		if (m < NU_YEAR_MIN && p->grain == NU_YEAR) { /* there is no year 0 */
			p->bc = true;
			m = 1 - m;
		}
		if (m < NU_YEAR_MIN || m > NU_YEAR_MAX)
			return false;
		p->year = (int)m;
		return true;
	}
	m = (int64_t)p->year * (12 / per) + p->month - 1 + n / per;
	if (m < 12 / per || m >= (int64_t)(NU_YEAR_MAX + 1) * (12 / per))
		return false;
	p->year = (int)(m / (12 / per));
	p->month = (int)(m % (12 / per)) + 1;
	if (p->grain == NU_DAY && p->day > nu_month_days(p->year, p->month))
		p->day = nu_month_days(p->year, p->month);
	return true;
}

static bool
add_days(nu_point *p, int64_t n)
{
	int64_t  days = nu_point_first(p) + n;
	nu_point q;

	if (n > 4000000 || n < -4000000 || days < nu_days(1, 1, 1) || days > nu_days(9999, 12, 31))
		return false;
	q = nu_point_day(days);
	p->year = q.year;
	p->month = q.month;
	p->day = q.day;
	if (p->grain == NU_WEEK || p->grain == NU_WEEKEND)
		p->week = nu_iso_week(days, &p->year);
	return true;
}

static bool
add_seconds(nu_point *p, int64_t n)
{
	int64_t s;

	if (p->hour < 0 || p->grain != NU_DAY)
		return false;
	if (n > INT64_C(300000000000) || n < -INT64_C(300000000000))
		return false;
	s = (int64_t)p->hour * 3600 + (p->minute > 0 ? p->minute * 60 : 0) +
	    (p->second > 0 ? p->second : 0) + n;
	if (!add_days(p, (s < 0 ? s - 86399 : s) / 86400))
		return false;
	s = (s % 86400 + 86400) % 86400;
	p->hour = (int)(s / 3600);
	p->minute = (int)(s / 60 % 60);
	p->second = p->second >= 0 ? (int)(s % 60) : -1;
	return true;
}

bool
nu_point_add(nu_point *p, const nu_span_unit *u, int64_t n)
{
	if (p->known != NU_IN_ALL || p->bc)
		return true;
	if (n > 100000000 || n < -100000000)
		return false;
	if (u->seconds)
		return add_seconds(p, n * u->seconds);
	if (u->grain < p->grain)
		*p = nu_point_to(p, u->grain);
	if (u->days)
		return p->grain <= NU_MONTH ? true : add_days(p, n * u->days);
	return add_months(p, n * u->months);
}

/* ------------------------------------------------------------------------- placing */

/* p's k-th recurrence from the one in the reference's own week, month or year. */
static bool
recur(const nu_point *p, int64_t ref, int64_t k, nu_point *out)
{
	nu_ymd d = nu_ymd_of(ref);

	*out = *p;
	out->known = NU_IN_ALL;
	if (p->known == NU_IN_WEEK) {
		int64_t monday = ref - (nu_weekday(ref) - 1) + 7 * k;

		if (p->grain == NU_DAY)
			set_day(out, monday + p->weekday - 1);
		else
			out->week = nu_iso_week(monday, &out->year);
	} else if (p->known == NU_IN_MONTH) {
		int64_t m = (int64_t)d.year * 12 + d.month - 1 + k;

		out->year = (int)(m / 12);
		out->month = (int)(m % 12) + 1;
		return nu_is_date(out->year, out->month, p->day);
	} else {
		out->year = (int)(d.year + k);
		if (p->grain == NU_DAY)
			return nu_is_date(out->year, p->month, p->day);
	}
	return out->year >= NU_YEAR_MIN && out->year <= NU_YEAR_MAX;
}

static bool
takes(enum nu_take take, const nu_point *p, int64_t ref)
{
	switch (take) {
	case NU_LATEST: return nu_point_first(p) <= ref;
	case NU_BEFORE: return nu_point_after(p) <= ref;
	case NU_COMING: return nu_point_after(p) > ref;
	case NU_AFTER: return nu_point_first(p) > ref;
	default: return true;
	}
}

static int64_t
distance(const nu_point *p, int64_t ref)
{
	int64_t a = nu_point_first(p), b = nu_point_after(p) - 1;

	return ref < a ? a - ref : ref > b ? ref - b : 0;
}

static bool
place_nearest(nu_point *p, int64_t ref, int64_t ahead)
{
	nu_point q, best = *p;
	int64_t  far = INT64_MAX;

	for (int64_t k = -1; k <= 1; k++)
		if (recur(p, ref, k, &q) && distance(&q, ref) < far &&
		    (nu_point_first(&q) - ref <= ahead || (k == 1 && far == INT64_MAX))) {
			far = distance(&q, ref);
			best = q;
		}
	*p = best;
	return far < INT64_MAX;
}

/*
 * A day told with its weekday: the nearest one that is that weekday, a year or some
 * months off at most.
 */
static bool
place_weekday(nu_point *p, int64_t ref)
{
	nu_point q, best = *p;
	int64_t  far = INT64_MAX, reach = p->known == NU_IN_YEAR ? 1 : 6;

	for (int64_t k = -reach; k <= reach; k++)
		if (recur(p, ref, k, &q) && nu_weekday(nu_point_first(&q)) == p->weekday &&
		    distance(&q, ref) < far) {
			far = distance(&q, ref);
			best = q;
		}
	*p = best;
	return far < INT64_MAX;
}

bool
nu_point_place(nu_point *p, int64_t ref, enum nu_take take)
{
	bool     back = take == NU_LATEST || take == NU_BEFORE;
	nu_point q;

	if (p->known == NU_IN_ALL || p->known == NU_NOTHING || take == NU_OPEN)
		return true;
	if (p->weekday && p->known != NU_IN_WEEK && p->grain == NU_DAY && place_weekday(p, ref))
		return true;
	if (take == NU_NEAREST)
		return place_nearest(p, ref, INT64_MAX);
	if (take == NU_RECENT)
		return place_nearest(p, ref, AHEAD);
	if (take == NU_SAME || take == NU_NEXT || take == NU_PREVIOUS) {
		if (!recur(p, ref, take == NU_NEXT ? 1 : take == NU_PREVIOUS ? -1 : 0, &q))
			return false;
		*p = q;
		return true;
	}
	/* 29 February may be eight years off; the 31st two months. */
	for (int64_t k = back ? 2 : -2; back ? k >= -10 : k <= 10; k += back ? -1 : 1)
		if (recur(p, ref, k, &q) && takes(take, &q, ref)) {
			*p = q;
			return true;
		}
	return false;
}

/* ------------------------------------------------------------------------- writing */

/* Text, and a number of so many digits behind it. */
static int
put(char *buf, const char *text, int v, int width)
{
	int n = 0;

	for (; text[n]; n++)
		buf[n] = text[n];
	return n + nu_digits(buf + n, v, width);
}

static int
write_year(const nu_point *p, char *buf)
{
	int digits = p->grain == NU_CENTURY ? 2 : p->grain == NU_DECADE ? 3 : 4;
	int year = p->grain == NU_CENTURY ? p->year / 100 : p->grain == NU_DECADE ? p->year / 10 : p->year;

	if (p->known != NU_IN_ALL)
		return sprintf(buf, "%.*s", digits, "XXXX");
	/* A long year (BC 12345) keeps its last four digits, whatever the grain. */
	if (digits < 4 && year >= 1000)
		digits = 4;
	else if (digits < 3 && year >= 100)
		digits = 3;
	return put(buf, p->bc ? "BC" : "", year % 10000, digits);
}

static int
write_date(const nu_point *p, char *buf)
{
	int n = write_year(p, buf);

	if (p->known == NU_NOTHING)
		return p->hour >= 0 || p->part[0] ? 0 : n + sprintf(buf + n, "-XX-XX");
	switch (p->grain) {
	case NU_HALF: return n + put(buf + n, "-H", p->month, 1);
	case NU_QUARTER: return n + put(buf + n, "-Q", p->month, 1);
	case NU_SEASON: return n + sprintf(buf + n, "-%s", seasons[(p->month + 3) % 4]);
	case NU_MONTH: return n + put(buf + n, "-", p->month, 2);
	case NU_WEEK:
	case NU_WEEKEND:
		n += p->known == NU_IN_ALL ? put(buf + n, "-W", p->week, 2) : sprintf(buf + n, "-WXX");
		return p->grain == NU_WEEKEND ? n + sprintf(buf + n, "-WE") : n;
	case NU_DAY: break;
	default: return n;
	}
	if (p->known == NU_IN_WEEK)
		return n + put(buf + n, "-WXX-", p->weekday, 1);
	if (p->known == NU_IN_MONTH)
		return n + put(buf + n, "-XX-", p->day, 2);
	if (!p->month) /* a feast of some year */
		return n + sprintf(buf + n, "-XX-XX");
	n += put(buf + n, "-", p->month, 2);
	return n + put(buf + n, "-", p->day, 2);
}

size_t
nu_point_write(const nu_point *p, char *buf)
{
	int n = write_date(p, buf);

	if (p->hour >= 0) {
		n += put(buf + n, "T", p->hour, 2);
		if (p->minute >= 0)
			n += put(buf + n, ":", p->minute, 2);
		if (p->second >= 0)
			n += put(buf + n, ":", p->second, 2);
		if (p->zone)
			n += sprintf(buf + n, "%.8s", p->zone);
	} else if (p->part[0]) {
		n += sprintf(buf + n, "T%.3s", p->part);
	}
	return (size_t)n;
}
