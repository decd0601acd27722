#include "date_calendar.h"

int64_t
nu_days(int year, int month, int day)
{
	int64_t  y = month <= 2 ? (int64_t)year - 1 : year;
	int64_t  era = (y >= 0 ? y : y - 399) / 400;
	int64_t  yoe = y - era * 400;
	int64_t  doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t  doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

	return era * 146097 + doe - 719468;
}

nu_ymd
nu_ymd_of(int64_t days)
{
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	nu_ymd  d;

	d.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	d.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	d.year = (int)(yoe + era * 400 + (d.month <= 2));
	return d;
}

int
nu_month_days(int year, int month)
{
	static const int n[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool             leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return n[month - 1] + (month == 2 && leap);
}

bool
nu_is_date(int year, int month, int day)
{
	return year >= NU_YEAR_MIN && year <= NU_YEAR_MAX && month >= 1 && month <= 12 && day >= 1 &&
	       day <= nu_month_days(year, month);
}

int
nu_weekday(int64_t days)
{
	return (int)(((days + 3) % 7 + 7) % 7) + 1; /* 1970-01-01 was a Thursday */
}

int64_t
nu_iso_monday(int year, int week)
{
	int64_t jan4 = nu_days(year, 1, 4);

	return jan4 - (nu_weekday(jan4) - 1) + (int64_t)(week - 1) * 7;
}

int
nu_iso_weeks(int year)
{
	return (int)((nu_iso_monday(year + 1, 1) - nu_iso_monday(year, 1)) / 7);
}

int
nu_iso_week(int64_t days, int *year)
{
	int64_t thursday = days - (nu_weekday(days) - 4);

	*year = nu_ymd_of(thursday).year;
	return (int)((days - nu_iso_monday(*year, 1)) / 7) + 1;
}

int64_t
nu_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
	int f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;

	return nu_days(year, n / 31, n % 31 + 1);
}

int64_t
nu_orthodox_easter(int year)
{
	int a = year % 4, b = year % 7, c = year % 19;
	int d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7, n = d + e + 114;

	/* A day of the Julian calendar; the Gregorian one is ahead by this much. */
	return nu_days(year, n / 31, n % 31 + 1) + year / 100 - year / 400 - 2;
}

/* Days since 1970-01-01 of a day of the tabular Islamic calendar. */
static int64_t
hijri_days(int64_t year, int month, int day)
{
	int64_t jd = (11 * year + 3) / 30 + 354 * year + 30 * (int64_t)month - (month - 1) / 2 + day +
	             1948440 - 385;

	return jd - 2440588;
}

bool
nu_hijri(int year, int month, int day, int which, int64_t *days)
{
	int64_t guess = ((int64_t)year - 622) * 33 / 32;

	for (int64_t h = guess - 1; h <= guess + 2; h++) {
		*days = hijri_days(h, month, day);
		if (h > 0 && nu_ymd_of(*days).year == year && which-- == 0)
			return true;
	}
	return false;
}

/* ----------------------------------------------------------------------- ISO 8601 */

/* Exactly `width` digits at s[*i]. */
static bool
digits(nu_str s, size_t *i, int width, int *out)
{
	*out = 0;
	for (int k = 0; k < width; k++, ++*i) {
		if (*i >= s.n || s.p[*i] < '0' || s.p[*i] > '9')
			return false;
		*out = *out * 10 + (s.p[*i] - '0');
	}
	return true;
}

static bool
is_at(nu_str s, size_t *i, char c)
{
	if (*i >= s.n || s.p[*i] != c)
		return false;
	++*i;
	return true;
}

/* The zone behind a time: Z, +HH, +HH:MM, +HHMM, or nothing. */
static bool
zone(nu_str s, size_t i)
{
	int h, m = 0;

	if (i == s.n)
		return true;
	if (s.p[i] == 'Z')
		return i + 1 == s.n;
	if (s.p[i] != '+' && s.p[i] != '-')
		return false;
	i++;
	if (!digits(s, &i, 2, &h))
		return false;
	if (i < s.n) {
		is_at(s, &i, ':');
		if (!digits(s, &i, 2, &m))
			return false;
	}
	return i == s.n && h <= 23 && m <= 59;
}

static bool
clock_time(nu_str s, size_t i, int *seconds)
{
	int h, m = 0, sec = 0;

	if (!digits(s, &i, 2, &h))
		return false;
	if (is_at(s, &i, ':')) {
		if (!digits(s, &i, 2, &m))
			return false;
		if (is_at(s, &i, ':') && !digits(s, &i, 2, &sec))
			return false;
	}
	if (i < s.n && (s.p[i] == '.' || s.p[i] == ','))
		for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9';)
			i++;
	*seconds = h * 3600 + m * 60 + sec;
	return h <= 24 && m <= 59 && sec <= 60 && *seconds <= 86400 && zone(s, i);
}

int
nu_digits(char *out, int v, int width)
{
	for (int i = width; i-- > 0; v /= 10)
		out[i] = (char)('0' + v % 10);
	return width;
}

int
nu_ymd_write(char *out, int year, int month, int day)
{
	nu_digits(out, year, 4);
	out[4] = '-';
	nu_digits(out + 5, month, 2);
	out[7] = '-';
	return 8 + nu_digits(out + 8, day, 2);
}

bool
nu_iso_date(nu_str s, nu_ymd *date, int *seconds)
{
	size_t i = 0;
	bool   dash;

	*seconds = -1;
	if (!digits(s, &i, 4, &date->year))
		return false;
	dash = is_at(s, &i, '-');
	if (!digits(s, &i, 2, &date->month) || (dash && !is_at(s, &i, '-')) ||
	    !digits(s, &i, 2, &date->day) || !nu_is_date(date->year, date->month, date->day))
		return false;
	if (i == s.n)
		return true;
	if (s.p[i] != 'T' && s.p[i] != ' ')
		return false;
	return clock_time(s, i + 1, seconds);
}
