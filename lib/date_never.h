/*
 * date_never: why an expression is no date, in words, where it names what no calendar
 * has: 30 February, week 53 of a year that has 52, the year 0.
 */
#ifndef NU_DATE_NEVER_H
#define NU_DATE_NEVER_H

#include "date_value.h"

/* The reason r->wrong into buf, always ended; "" for NU_A_DATE. */
void nu_date_never(const nu_date_result *r, char *buf, size_t size);

#endif
