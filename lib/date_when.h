/*
 * date_when: where an expression lies on the line of time, as begin/end, ISO 8601,
 * half-open: days for what has no time of day, else times of day of the place where it
 * is told (Z only where the text says so).
 */
#ifndef NU_DATE_WHEN_H
#define NU_DATE_WHEN_H

#include "date_value.h"

typedef struct nu_interval {
	int64_t     begin, end; /* seconds since 1970-01-01 */
	bool        by_day;
	const char *zone;
} nu_interval;

/* The interval of a result; false: it cannot be placed (or lies before the year 1). */
bool nu_date_interval(const nu_date_result *r, nu_interval *out);
/* begin/end into buf[80]; returns its length. */
size_t nu_interval_write(const nu_interval *i, char *buf);

#endif
