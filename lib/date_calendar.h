/*
 * date_calendar: the calendar's arithmetic and nothing else. Days are counted from
 * 1970-01-01 in the proleptic Gregorian calendar (ISO 8601); weekdays are 1 (Monday)
 * to 7. No function reads a clock, a locale or a time zone.
 */
#ifndef NU_DATE_CALENDAR_H
#define NU_DATE_CALENDAR_H

#include "base.h"

enum { NU_YEAR_MIN = 1, NU_YEAR_MAX = 9999 };

typedef struct nu_ymd {
	int year, month, day;
} nu_ymd;

/* Days since 1970-01-01. */
int64_t nu_days(int year, int month, int day);
nu_ymd  nu_ymd_of(int64_t days);
int     nu_month_days(int year, int month);
bool    nu_is_date(int year, int month, int day); /* year 1 to 9999 */
int     nu_weekday(int64_t days);                 /* 1 Monday to 7 Sunday */
/* The ISO week of a day, and the year it belongs to. */
int     nu_iso_week(int64_t days, int *year);
int     nu_iso_weeks(int year);                   /* 52 or 53 */
int64_t nu_iso_monday(int year, int week);        /* the Monday of that week */

/* Easter Sunday: Gregorian (Meeus, Jones, Butcher), and Orthodox as a Gregorian day. */
int64_t nu_easter(int year);
int64_t nu_orthodox_easter(int year);
/*
 * The first day of an Islamic month that falls in a Gregorian year, by the tabular
 * (civil, type IIa) calendar: within a day or two of what observers announce. A year
 * can hold two such days: which = 0 the first, 1 the second; false when there is none.
 */
bool nu_hijri(int year, int month, int day, int which, int64_t *days);

/* Writes v (not negative; what is too large loses its front) in so many digits; returns width. */
int nu_digits(char *out, int v, int width);
/* 2024-01-19, ten bytes; years over 9999 lose their front. */
int nu_ymd_write(char *out, int year, int month, int day);

/* A date or a date with a time as ISO 8601 writes it; seconds is -1 without a time. */
bool nu_iso_date(nu_str s, nu_ymd *date, int *seconds);

#endif
