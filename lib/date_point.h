/*
 * date_point: a date as far as it is told: 1998, 1989-Q3, XXXX-WXX-5, 2024-01-19T08:00.
 * Its parts, its arithmetic, its TIMEX3 value.
 */
#ifndef NU_DATE_POINT_H
#define NU_DATE_POINT_H

#include "date_calendar.h"

/* From coarse to fine. */
enum nu_grain {
	NU_CENTURY,
	NU_DECADE,
	NU_YEAR,
	NU_HALF,
	NU_QUARTER,
	NU_SEASON,
	NU_MONTH,
	NU_WEEK,
	NU_WEEKEND,
	NU_DAY,
	NU_NOGRAIN
};

/* What is known of a date whose larger parts are not told. */
enum nu_known {
	NU_NOTHING,   /* no day at all: a time alone, or "today" without a document date */
	NU_IN_WEEK,   /* a weekday, a weekend, a week: of which year is open */
	NU_IN_MONTH,  /* a day of an unknown month */
	NU_IN_YEAR,   /* a month, day, season, quarter of an unknown year */
	NU_IN_ALL     /* all is told */
};

typedef struct nu_point {
	enum nu_grain grain;
	enum nu_known known;
	int           year; /* of decade or century: their first year */
	bool          bc;
	int           month, day; /* month also holds the number of a half, quarter or season */
	int           week;       /* ISO week (its year is `year`), for NU_WEEK and NU_WEEKEND */
	int           weekday;    /* for NU_IN_WEEK */
	int           hour, minute, second; /* -1: not told */
	char          part[4];              /* MO AF EV NI MI DT, or "" */
	const char   *zone;                 /* "Z", or NULL */
	bool          impossible;           /* 30 February and the like */
} nu_point;

/* A unit of time by its letter in date-words.tsv. */
typedef struct nu_span_unit {
	char          code;   /* s m h D W M Q H Y E C L K N F */
	enum nu_grain grain;  /* of a date counted in it; NU_NOGRAIN for hours and less */
	int           months; /* its length, in months or */
	int           days;   /* days or */
	int           seconds;
	const char   *timex; /* how a duration writes it: "T" in front of units of time */
	int           factor;
} nu_span_unit;

/* NULL: no such unit. */
const nu_span_unit *nu_span_unit_of(char code);

nu_point nu_point_none(void);
nu_point nu_point_day(int64_t days);
/* The first day of what is wholly known, and the day after its last. */
int64_t nu_point_first(const nu_point *p);
int64_t nu_point_after(const nu_point *p);
/* p widened to a grain: the month of a day, the decade of a year. */
nu_point nu_point_to(const nu_point *p, enum nu_grain grain);
/* p moved by n units, at the unit's grain; false: it leaves the years 1 to 9999. */
bool nu_point_add(nu_point *p, const nu_span_unit *unit, int64_t n);

/* Which one is meant, when p recurs: the takes of date-anchors.tsv. */
enum nu_take {
	NU_LATEST,   /* the last that has begun by the reference day */
	NU_BEFORE,   /* the last that is over before it */
	NU_COMING,   /* the first that is not over yet */
	NU_AFTER,    /* the first that begins after it */
	NU_SAME,     /* the one in the same week, month or year */
	NU_NEXT,     /* the one in the next week, month or year */
	NU_PREVIOUS, /* the one in the week, month or year before */
	NU_NEAREST,
	NU_RECENT,   /* the nearest, but none that is over 100 days ahead */
	NU_OPEN      /* leave it open */
};
/* p, known only in part, placed by a reference day. */
bool nu_point_place(nu_point *p, int64_t ref, enum nu_take take);

/* The TIMEX3 value, X for what is open, into buf[40]; returns its length. */
size_t nu_point_write(const nu_point *p, char *buf);

#endif
