#include "date_holiday.h"

/* A number, with a sign, behind *i and its blanks. */
static int
number(nu_str s, size_t *i)
{
	int sign = 1, v = 0;

	while (*i < s.n && (s.p[*i] == ' ' || s.p[*i] == '+'))
		++*i;
	if (*i < s.n && s.p[*i] == '-') {
		sign = -1;
		++*i;
	}
	for (; *i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9'; ++*i)
		v = v * 10 + (s.p[*i] - '0');
	return v * sign;
}

static bool
word(nu_str s, const char *w, size_t *i)
{
	*i = strlen(w);
	return s.n >= *i && memcmp(s.p, w, *i) == 0;
}

bool
nu_nth_weekday(int64_t first, int64_t after, int o, int weekday, int64_t *days)
{
	if (o < 0)
		*days = after - 1 - (nu_weekday(after - 1) - weekday + 7) % 7 + (int64_t)(o + 1) * 7;
	else
		*days = first + (weekday - nu_weekday(first) + 7) % 7 + (int64_t)(o - 1) * 7;
	return *days >= first && *days < after;
}

bool
nu_holiday(nu_str spec, int year, int64_t *days)
{
	size_t i;
	int    a, b, c;

	if (year < 1 || year > 9999)
		return false;
	if (word(spec, "easter", &i)) {
		*days = nu_easter(year) + number(spec, &i);
		return true;
	}
	if (word(spec, "orthodox", &i)) {
		*days = nu_orthodox_easter(year) + number(spec, &i);
		return true;
	}
	if (word(spec, "islam", &i)) {
		a = number(spec, &i);
		b = number(spec, &i);
		return nu_hijri(year, a, b, 0, days);
	}
	if (word(spec, "nth", &i)) {
		a = number(spec, &i);
		b = number(spec, &i);
		c = number(spec, &i);
		if (c < 1 || c > 12)
			return false;
		if (!nu_nth_weekday(nu_days(year, c, 1), nu_days(year, c, 1) + nu_month_days(year, c), a, b,
		        days))
			return false;
		*days += number(spec, &i);
		return true;
	}
	if (spec.n != 5)
		return false;
	a = (spec.p[0] - '0') * 10 + spec.p[1] - '0';
	b = (spec.p[3] - '0') * 10 + spec.p[4] - '0';
	if (!nu_is_date(year, a, b))
		return false;
	*days = nu_days(year, a, b);
	return true;
}
