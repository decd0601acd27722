/*
 * page_date: dates as metadata writes them, normalised to ISO 8601.
 */
#ifndef NU_PAGE_DATE_H
#define NU_PAGE_DATE_H

#include "lexicon.h"

/*
 * The day, or the day and time, that s writes, as `YYYY-MM-DD` or
 * `YYYY-MM-DDThh:mm[:ss][Z|+hh:mm]`; {NULL, 0} when it writes none for certain. Read
 * are ISO 8601 (basic and extended, with a blank for T), RFC 5322 and asctime forms,
 * `January 19, 2024 10:20 PM EST`, `19.1.2024`, `1/19/2024` where only one order is
 * possible, and Unix times in seconds or milliseconds. Fractions of seconds are cut.
 * months: lib/data/en/page-month.tsv.
 */
nu_str nu_page_date(nu_arena *a, const nu_lexicon *months, nu_str s);

#endif
