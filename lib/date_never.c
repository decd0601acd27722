#include "date_never.h"

#include <stdio.h>

static void
no_day(const nu_point *p, char *buf, size_t size)
{
	const bool has_year = p->known == NU_IN_ALL && p->year >= NU_YEAR_MIN && p->year <= NU_YEAR_MAX;

	if (p->month < 1 || p->month > 12)
		snprintf(buf, size, "months have 28 to 31 days");
	else if (has_year)
		snprintf(buf, size, "%04d-%02d has %d days", p->year, p->month, nu_month_days(p->year, p->month));
	else
		snprintf(buf, size, "month %d has %d days at most", p->month, nu_month_days(2000, p->month));
}

void
nu_date_never(const nu_date_result *r, char *buf, size_t size)
{
	const nu_point *p = &r->point;

	buf[0] = 0;
	switch (r->wrong) {
	case NU_A_DATE: break;
	case NU_NO_YEAR: snprintf(buf, size, "years are %d to %d", NU_YEAR_MIN, NU_YEAR_MAX); break;
	case NU_NO_MONTH: snprintf(buf, size, "months are 1 to 12"); break;
	case NU_NO_DAY: no_day(p, buf, size); break;
	case NU_NO_WEEK: snprintf(buf, size, "%04d has %d weeks", p->year, nu_iso_weeks(p->year)); break;
	case NU_NO_WEEKDAY: snprintf(buf, size, "the days of a week are 1 to 7"); break;
	case NU_NO_NTH: snprintf(buf, size, "there are not so many"); break;
	case NU_NO_TIME: snprintf(buf, size, "times are 00:00 to 24:00"); break;
	case NU_NO_CENTURY: snprintf(buf, size, "centuries are 1 to 99"); break;
	case NU_TOO_FAR:
		snprintf(buf, size, "it lies outside the years %d to %d", NU_YEAR_MIN, NU_YEAR_MAX);
		break;
	}
}
