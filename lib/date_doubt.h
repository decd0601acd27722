/*
 * date_doubt: can the document's date be right? Hints are gathered while the text is
 * read; it takes two that speak against the date, and none of their kind for it.
 *
 * A day told with its weekday (Friday, 19 January) fits few years. "Today (Friday)" fits
 * one day of a week. A dateline has the day's date, or that of the day before. Weekdays
 * alone mostly mean the day itself or the day before, so that several of them fit some
 * days of the week far better than others.
 */
#ifndef NU_DATE_DOUBT_H
#define NU_DATE_DOUBT_H

#include "text.h"

/* What a hint is of: the year, the day of the week, the day of the year. */
enum nu_date_hint { NU_HINT_YEAR, NU_HINT_WEEK, NU_HINT_DAY, NU_HINTS };

typedef struct nu_date_doubt {
	unsigned against[NU_HINTS], confirms[NU_HINTS];
	uint8_t  weekday[8]; /* how often each was told alone, at most twice */
} nu_date_doubt;

/* Two words that must fit each other do, or do not, if the document's date is right. */
void nu_date_doubt_words(nu_date_doubt *d, enum nu_date_hint of, bool fit);
/* A weekday alone, 1 to 7, in a sentence that does not tell of what is to come. */
void nu_date_doubt_weekday(nu_date_doubt *d, int weekday);
/*
 * A day of the year at text[from, to) of one of the first blocks, which lies so many days
 * before the document's date: counts when only a place stands before it, and twice with
 * the mark of datelines behind it.
 */
void nu_date_doubt_dateline(nu_date_doubt *d, nu_str text, size_t from, size_t to,
    int64_t before);
/* Is the document's date, with that weekday, refuted? */
bool nu_date_doubt_holds(const nu_date_doubt *d, int weekday);

#endif
