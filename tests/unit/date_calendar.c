/* The calendar's arithmetic against known days. */
#include "date_calendar.h"
#include "date_holiday.h"
#include "date_point.h"
#include "unit.h"

static void
days(void)
{
	OK(nu_days(1970, 1, 1) == 0);
	OK(nu_days(2000, 3, 1) == 11017);
	OK(nu_days(1, 1, 1) == -719162);
	OK(nu_weekday(nu_days(2024, 1, 19)) == 5);
	OK(nu_weekday(nu_days(1900, 1, 1)) == 1);
	OK(nu_month_days(2000, 2) == 29 && nu_month_days(1900, 2) == 28);
	for (int64_t d = nu_days(1, 1, 1); d <= nu_days(9999, 12, 31); d += 13) {
		nu_ymd y = nu_ymd_of(d);

		if (nu_days(y.year, y.month, y.day) != d || !nu_is_date(y.year, y.month, y.day)) {
			OK(!"a day and back");
			break;
		}
	}
	OK(!nu_is_date(2023, 2, 29) && nu_is_date(2024, 2, 29) && !nu_is_date(0, 1, 1));
}

static void
weeks(void)
{
	int year;

	OK(nu_iso_week(nu_days(2021, 1, 3), &year) == 53 && year == 2020);
	OK(nu_iso_week(nu_days(2024, 12, 30), &year) == 1 && year == 2025);
	OK(nu_iso_weeks(2020) == 53 && nu_iso_weeks(2023) == 52);
	OK(nu_iso_monday(2024, 1) == nu_days(2024, 1, 1));
}

static void
feasts(void)
{
	int64_t d;

	OK(nu_easter(2024) == nu_days(2024, 3, 31));
	OK(nu_easter(1998) == nu_days(1998, 4, 12));
	OK(nu_orthodox_easter(2024) == nu_days(2024, 5, 5));
	OK(nu_holiday(NU_STR("nth 4 4 11"), 2023, &d) && d == nu_days(2023, 11, 23));
	OK(nu_holiday(NU_STR("nth 4 4 11 +1"), 2010, &d) && d == nu_days(2010, 11, 26));
	OK(nu_holiday(NU_STR("nth -1 1 5"), 2024, &d) && d == nu_days(2024, 5, 27));
	OK(nu_holiday(NU_STR("easter-2"), 2024, &d) && d == nu_days(2024, 3, 29));
	OK(nu_holiday(NU_STR("12-25"), 2024, &d) && d == nu_days(2024, 12, 25));
	OK(!nu_holiday(NU_STR("02-29"), 2023, &d));
	/* Observers announced 10 April 2024; the tabular calendar may be a day off. */
	OK(nu_hijri(2024, 10, 1, 0, &d) && d >= nu_days(2024, 4, 9) && d <= nu_days(2024, 4, 11));
}

static void
iso(void)
{
	nu_ymd d;
	int    s;

	OK(nu_iso_date(NU_STR("2024-01-19"), &d, &s) && s == -1 && d.day == 19);
	OK(nu_iso_date(NU_STR("20240119T0830"), &d, &s) == false);
	OK(nu_iso_date(NU_STR("2024-01-19T08:30Z"), &d, &s) && s == 8 * 3600 + 1800);
	OK(nu_iso_date(NU_STR("2024-01-19 08:30:01+02:00"), &d, &s) && s == 8 * 3600 + 1801);
	OK(!nu_iso_date(NU_STR("2024-01-19T25:00"), &d, &s));
	OK(!nu_iso_date(NU_STR("2023-02-29"), &d, &s));
	OK(!nu_iso_date(NU_STR("0000-01-01"), &d, &s));
	OK(!nu_iso_date(NU_STR("10000-01-01"), &d, &s));
	OK(!nu_iso_date(NU_STR("2024-01-19x"), &d, &s));
	OK(!nu_iso_date(NU_STR(""), &d, &s));
}

static nu_str
written(const nu_point *p)
{
	static char buf[40];

	return (nu_str){buf, nu_point_write(p, buf)};
}

static void
points(void)
{
	nu_point p = nu_point_day(nu_days(2024, 1, 31));
	int64_t  ref = nu_days(2024, 1, 19);

	OK(nu_point_add(&p, nu_span_unit_of('D'), 1));
	SAME(written(&p), NU_STR("2024-02-01"));
	OK(nu_point_add(&p, nu_span_unit_of('M'), -3));
	SAME(written(&p), NU_STR("2023-11"));
	OK(!nu_point_add(&p, nu_span_unit_of('Y'), 9000));
	p = nu_point_day(nu_days(2024, 1, 5));
	p = nu_point_to(&p, NU_SEASON);
	SAME(written(&p), NU_STR("2023-WI"));
	OK(nu_point_first(&p) == nu_days(2023, 12, 1) && nu_point_after(&p) == nu_days(2024, 3, 1));
	p = nu_point_none();
	p.grain = NU_DAY;
	p.known = NU_IN_WEEK;
	p.weekday = 2;
	SAME(written(&p), NU_STR("XXXX-WXX-2"));
	OK(nu_point_place(&p, ref, NU_LATEST));
	SAME(written(&p), NU_STR("2024-01-16"));
	p = nu_point_none();
	p.grain = NU_DAY;
	p.known = NU_IN_YEAR;
	p.month = 2;
	p.day = 29;
	OK(nu_point_place(&p, nu_days(2023, 6, 1), NU_LATEST));
	SAME(written(&p), NU_STR("2020-02-29"));
}

int
main(void)
{
	days();
	weeks();
	feasts();
	iso();
	points();
	return unit_end();
}
