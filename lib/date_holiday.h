/*
 * date_holiday: feasts whose day is computed. A spec in date-words.tsv is one of
 *   12-25          that day of every year
 *   easter+1       days from Easter Sunday (orthodox+0: from the Eastern one)
 *   nth 4 4 11     the 4th Thursday of November; -1 is the last; +1 behind it: the day after
 *   islam 9 1      that day of the tabular Islamic calendar
 */
#ifndef NU_DATE_HOLIDAY_H
#define NU_DATE_HOLIDAY_H

#include "date_calendar.h"

/* The day of a feast in a year; false: none in that year, or no such spec. */
bool nu_holiday(nu_str spec, int year, int64_t *days);
/* The o-th (from 1; -1 the last) such weekday between two days, the second excluded. */
bool nu_nth_weekday(int64_t first, int64_t after, int o, int weekday, int64_t *days);

#endif
