/*
 * date_value: runs the value column of a rule: verbs, from left to right, on a point.
 * date-rules.tsv's header describes the verbs; the table in date_value.c names them.
 */
#ifndef NU_DATE_VALUE_H
#define NU_DATE_VALUE_H

#include "date_anchor.h"

enum nu_order { NU_ORDER_AUTO, NU_ORDER_DMY, NU_ORDER_MDY, NU_ORDER_YMD };

/* What an expression names that no calendar has. */
enum nu_no_date {
	NU_A_DATE, /* nothing, or it is no date for another reason */
	NU_NO_YEAR,
	NU_NO_MONTH,
	NU_NO_DAY,
	NU_NO_WEEK,
	NU_NO_WEEKDAY, /* 2024-W03-8 */
	NU_NO_NTH, /* the fifth Friday of some month */
	NU_NO_TIME,
	NU_NO_CENTURY,
	NU_TOO_FAR /* outside the years 1 to 9999 */
};

typedef struct nu_date_result {
	const char *type;
	char        value[80];
	size_t      nvalue;
	int         score;
	nu_point    point;     /* of a date or time */
	bool        placed;    /* point is wholly known */
	bool        by_doc;    /* it counts from the document's date */
	bool        has_near;  /* a day of the year; the nearest such day lies ... */
	int64_t     near;      /* ... so many days before the document's date */
	bool        quiet;     /* not a date that later ones count from */
	bool        has_span;  /* an interval of its own: "the past two weeks" */
	int64_t     begin, end; /* of it, in seconds since 1970-01-01 */
	bool        by_day;     /* it begins and ends at midnight */
	enum nu_no_date wrong;  /* where it is no date after all: why, and `point` as far as told */
} nu_date_result;

/* The number of a verb, or -1. */
int nu_date_verb_of(nu_str name);
/* The value of part k of a match; false: it is no date after all (25:12, 30 February). */
bool nu_date_value(nu_date_place *place, const nu_date_match *m, size_t k, enum nu_order order,
    nu_date_result *out);

#endif
