#include "page_date.h"

#include <stdio.h>
#include <stdlib.h>

#include "date_calendar.h"
#include "text.h"

enum { LONGEST = 100 };

typedef struct date {
	int  year, month, day;    /* 0: not known yet */
	int  hour, minute, second; /* -1: not known */
	int  half;                /* 0 am, 12 pm, -1 neither */
	char zone[8];             /* "", "Z", "+05:30" */
} date;

/* A reader over the bytes of s. */
typedef struct scan {
	nu_str s;
	size_t i;
} scan;

static char
peek(const scan *c, size_t k)
{
	return c->i + k < c->s.n ? c->s.p[c->i + k] : 0;
}

static bool
digit(char ch)
{
	return ch >= '0' && ch <= '9';
}

static size_t
digits(const scan *c)
{
	size_t n = 0;

	while (digit(peek(c, n)))
		n++;
	return n;
}

/* The next n bytes, digits, as a number. */
static int
number(scan *c, size_t n)
{
	int v = 0;

	for (size_t k = 0; k < n; k++)
		v = v * 10 + (c->s.p[c->i++] - '0');
	return v;
}

static bool
valid(const date *d)
{
	if (d->year < 1000 || !nu_is_date(d->year, d->month, d->day))
		return false;
	return d->hour < 25 && d->minute < 60 && d->second < 61 &&
	       (d->hour < 24 || (d->minute <= 0 && d->second <= 0));
}

/* +05:30, +0530, +05, -5:00 at the cursor; false (and nowhere moved) when there is none. */
static bool
read_offset(scan *c, date *d)
{
	scan   t = *c;
	char   sign = peek(&t, 0);
	size_t n;
	int    h, m = 0;

	if (sign != '+' && sign != '-')
		return false;
	t.i++;
	n = digits(&t);
	if (n == 4 || n == 2 || n == 1) {
		h = number(&t, n > 2 ? 2 : n);
		if (n < 4 && peek(&t, 0) == ':')
			t.i++;
		if (digits(&t) == 2)
			m = number(&t, 2);
	} else {
		return false;
	}
	if (h > 14 || m > 59)
		return false;
	if (h == 0 && m == 0)
		memcpy(d->zone, "Z", 2);
	else
		snprintf(d->zone, sizeof d->zone, "%c%02u:%02u", sign, (unsigned)h % 100, (unsigned)m % 100);
	*c = t;
	return true;
}

/* hh:mm[:ss[.fff]] at the cursor, the hour having n digits. */
static bool
read_clock(scan *c, date *d, size_t n)
{
	scan t = *c;

	if (d->hour >= 0 || n > 2 || peek(&t, n) != ':')
		return false;
	d->hour = number(&t, n);
	t.i++;
	if (digits(&t) != 2)
		return false;
	d->minute = number(&t, 2);
	if (peek(&t, 0) == ':' && digit(peek(&t, 1)) && digit(peek(&t, 2))) {
		t.i++;
		d->second = number(&t, 2);
		if (peek(&t, 0) == '.' || peek(&t, 0) == ',')
			for (t.i++; digit(peek(&t, 0)); t.i++)
				;
	}
	*c = t;
	read_offset(c, d);
	return true;
}

/* Year first: 2024-01-19, 2024/1/9, 2024.01.19; sets all three. */
static bool
read_year_first(scan *c, date *d)
{
	scan   t = *c;
	char   sep = peek(&t, 4);
	size_t n;

	if (d->year || (sep != '-' && sep != '/' && sep != '.'))
		return false;
	d->year = number(&t, 4);
	t.i++;
	n = digits(&t);
	if (n < 1 || n > 2)
		return false;
	d->month = number(&t, n);
	if (peek(&t, 0) != sep)
		return false;
	t.i++;
	n = digits(&t);
	if (n < 1 || n > 2)
		return false;
	d->day = number(&t, n);
	*c = t;
	return true;
}

/* 20240119, and 102030 behind it with or without a T. */
static bool
read_basic(scan *c, date *d, size_t n)
{
	if (d->year || (n != 8 && n != 14))
		return false;
	d->year = number(c, 4);
	d->month = number(c, 2);
	d->day = number(c, 2);
	if (n == 8 && peek(c, 0) == 'T')
		c->i++;
	n = digits(c);
	if (n == 6 || n == 4) {
		d->hour = number(c, 2);
		d->minute = number(c, 2);
		if (n == 6)
			d->second = number(c, 2);
		read_offset(c, d);
	}
	return true;
}

/* 19.1.2024 is day first; 19/1/2024 and 1/19/2024 are told by what is over 12. */
static bool
read_year_last(scan *c, date *d, size_t n)
{
	scan t = *c;
	char sep = peek(&t, n);
	int  a, b;

	if (d->year || n > 2 || (sep != '.' && sep != '/' && sep != '-'))
		return false;
	a = number(&t, n);
	t.i++;
	n = digits(&t);
	if (n < 1 || n > 2)
		return false;
	b = number(&t, n);
	if (peek(&t, 0) != sep)
		return false;
	t.i++;
	n = digits(&t);
	if (n != 4 && (n != 2 || sep != '/' || b <= 12)) /* of short years only 1/19/24 is plain */
		return false;
	if (sep != '.' && a <= 12 && b <= 12 && a != b)
		return false;
	d->year = number(&t, n);
	if (n == 2)
		d->year += d->year < 70 ? 2000 : 1900;
	d->day = sep == '.' || a > 12 ? a : b;
	d->month = sep == '.' || a > 12 ? b : a;
	*c = t;
	return true;
}

/* A bare number in a date with a month's name: the day or the year. */
static bool
read_bare(scan *c, date *d, size_t n)
{
	if (n <= 2 && !d->day) {
		d->day = number(c, n);
		if (d->day == 0)
			return false;
		return true;
	}
	if (n == 4 && !d->year) {
		d->year = number(c, 4);
		return true;
	}
	return false;
}

/* A word: a month, am, pm or a zone counts; others (weekdays, "at", "Updated") pass. */
static bool
read_word(scan *c, date *d, const nu_lexicon *months)
{
	size_t          from = c->i;
	const nu_entry *e;
	nu_str          word, kind;
	char            ch;

	while ((ch = peek(c, 0)) && (nu_ascii[(unsigned char)ch & 127] & NU_ALPHA || ch & 0x80))
		c->i++;
	if (c->i == from + 1 && peek(c, 0) == '.' && (peek(c, 1) | 32) == 'm') /* a.m., p.m. */
		c->i += 2;
	word = nu_slice(c->s, from, c->i);
	e = nu_lexicon_find(months, word, nu_hash(word));
	if (!e)
		return true;
	kind = nu_column(e->rest, 0);
	if (nu_eq(kind, NU_STR("month"))) {
		if (d->month)
			return false;
		d->month = atoi(nu_column(e->rest, 1).p);
	} else if (nu_eq(kind, NU_STR("half"))) {
		d->half = atoi(nu_column(e->rest, 1).p);
	} else if (d->hour >= 0 && !d->zone[0]) {
		nu_str zone = nu_column(e->rest, 1);

		memcpy(d->zone, zone.p, zone.n < sizeof d->zone ? zone.n : sizeof d->zone - 1);
	}
	return true;
}

static bool
read_all(scan *c, date *d, const nu_lexicon *months)
{
	while (c->i < c->s.n) {
		char   ch = peek(c, 0);
		size_t n = digits(c);

		if (n) {
			if (read_clock(c, d, n) || (n == 4 && read_year_first(c, d)) ||
			    read_basic(c, d, n) || read_year_last(c, d, n) || read_bare(c, d, n))
				continue;
			return false;
		}
		if (ch == 'T' && d->day && digit(peek(c, 1))) {
			c->i++;
		} else if ((nu_ascii[(unsigned char)ch & 127] & NU_ALPHA) || ch & 0x80) {
			if (!read_word(c, d, months))
				return false;
		} else if (d->hour < 0 || d->zone[0] || !read_offset(c, d)) {
			c->i++;
		}
	}
	if (d->half >= 0 && d->hour >= 1 && d->hour <= 12)
		d->hour = d->hour % 12 + d->half;
	return valid(d);
}

/* Seconds or milliseconds since 1970, by their length; 1973 to 2286. */
static bool
read_unix(nu_str s, date *d)
{
	long long v = 0, days, z, era, doe, yoe, doy, mp;

	if (s.n < 9 || s.n > 13 || s.n == 11 || s.n == 12)
		return false;
	for (size_t i = 0; i < (s.n == 13 ? 10 : s.n); i++) {
		if (!digit(s.p[i]))
			return false;
		v = v * 10 + (s.p[i] - '0');
	}
	days = v / 86400;
	/* Days to a civil date in the Gregorian calendar, counted from 0000-03-01. */
	z = days + 719468;
	era = z / 146097;
	doe = z - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	d->day = (int)(doy - (153 * mp + 2) / 5 + 1);
	d->month = (int)(mp < 10 ? mp + 3 : mp - 9);
	d->year = (int)(yoe + era * 400 + (d->month <= 2));
	d->hour = (int)(v % 86400 / 3600);
	d->minute = (int)(v % 3600 / 60);
	d->second = (int)(v % 60);
	memcpy(d->zone, "Z", 2);
	return true;
}

static nu_str
write_date(nu_arena *a, const date *d)
{
	char buf[80];
	int  n = snprintf(buf, sizeof buf, "%04d-%02d-%02d", d->year, d->month, d->day);

	if (d->hour >= 0) {
		n += snprintf(buf + n, sizeof buf - (size_t)n, "T%02d:%02d", d->hour, d->minute);
		if (d->second >= 0)
			n += snprintf(buf + n, sizeof buf - (size_t)n, ":%02d", d->second);
		n += snprintf(buf + n, sizeof buf - (size_t)n, "%s", d->zone);
	}
	return nu_copy(a, (nu_str){buf, (size_t)n});
}

nu_str
nu_page_date(nu_arena *a, const nu_lexicon *months, nu_str s)
{
	date d = {0, 0, 0, -1, -1, -1, -1, ""};
	scan c;

	s = nu_trim(s);
	c = (scan){s, 0};
	if (s.n == 0 || s.n > LONGEST)
		return (nu_str){NULL, 0};
	if (read_unix(s, &d))
		return write_date(a, &d);
	d = (date){0, 0, 0, -1, -1, -1, -1, ""};
	if (!read_all(&c, &d, months))
		return (nu_str){NULL, 0};
	return write_date(a, &d);
}
