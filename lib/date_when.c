#include "date_when.h"

#include <stdio.h>

enum { HOUR = 3600, DAY = 86400 };

/* When a part of a day begins and ends, in hours; night runs on into the next day. */
static const struct part {
	const char *name;
	int         from, to;
} parts[] = {
	{"MO", 6, 12}, {"MI", 12, 13}, {"AF", 12, 18}, {"EV", 18, 24}, {"NI", 20, 30},
	{"DT", 6, 18}, {"XX", 0, 24},
};

static void
time_of_day(const nu_point *p, nu_interval *out)
{
	int64_t day = out->begin;

	if (p->hour >= 0) {
		out->begin = day + (int64_t)p->hour * HOUR + (p->minute > 0 ? p->minute * 60 : 0) +
		             (p->second > 0 ? p->second : 0);
		out->end = out->begin + (p->second >= 0 ? 1 : p->minute >= 0 ? 60 : HOUR);
		out->by_day = false;
		return;
	}
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strcmp(parts[i].name, p->part) == 0 && p->part[0] != 'X') {
			out->begin = day + (int64_t)parts[i].from * HOUR;
			out->end = day + (int64_t)parts[i].to * HOUR;
			out->by_day = false;
		}
}

bool
nu_date_interval(const nu_date_result *r, nu_interval *out)
{
	const int64_t first = nu_days(NU_YEAR_MIN, 1, 1), last = nu_days(NU_YEAR_MAX, 12, 31);

	memset(out, 0, sizeof *out);
	if (!r->placed)
		return false;
	if (r->has_span) {
		out->begin = r->begin;
		out->end = r->end;
		out->by_day = r->by_day;
	} else {
		out->begin = nu_point_first(&r->point) * DAY;
		out->end = nu_point_after(&r->point) * DAY;
		out->by_day = true;
		out->zone = r->point.zone;
		if (r->point.grain == NU_DAY)
			time_of_day(&r->point, out);
	}
	return out->begin < out->end && out->begin >= first * DAY && out->end <= last * DAY;
}

static size_t
write_end(int64_t t, const nu_interval *i, char *buf)
{
	int64_t day = t / DAY - (t % DAY < 0), s = t - day * DAY;
	nu_ymd  d = nu_ymd_of(day);
	int     n = nu_ymd_write(buf, d.year, d.month, d.day);

	if (!i->by_day) {
		buf[n++] = 'T';
		n += nu_digits(buf + n, (int)(s / HOUR % 24), 2);
		buf[n++] = ':';
		n += nu_digits(buf + n, (int)(s / 60 % 60), 2);
		if (s % 60) {
			buf[n++] = ':';
			n += nu_digits(buf + n, (int)(s % 60), 2);
		}
		if (i->zone)
			n += sprintf(buf + n, "%.8s", i->zone);
	}
	return (size_t)n;
}

size_t
nu_interval_write(const nu_interval *i, char *buf)
{
	size_t n = write_end(i->begin, i, buf);

	buf[n++] = '/';
	return n + write_end(i->end, i, buf + n);
}
