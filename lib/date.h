/*
 * date: the brain of ndate. Finds temporal expressions in a document's blocks and adds
 * date, time, duration and set (value: TIMEX3, TimeML 1.2.1) and, for what can be
 * placed, when (value: begin/end, ISO 8601, half-open).
 *
 * The rooms: date_trigger, date_scan and date_gate (where it is worth while to look at
 * all), date_word, date_lex and date_token (words to tokens), date_rules and date_match
 * (which expression stands here), date_value with the verbs in date_span, date_parts and
 * date_count (its value), date_point (dates in part), date_anchor (which date is meant),
 * date_doubt (whether the document's can be right), date_never (why it is no date at all),
 * date_when (its interval), date_calendar and date_holiday (arithmetic), date_table (-D).
 * What a language says lies in lib/data/LANG/date-{words,rules,anchors}.tsv.
 */
#ifndef NU_DATE_H
#define NU_DATE_H

#include "date_value.h"
#include "stream.h"

typedef struct nu_date_opts {
	const char   *date;      /* -d, or NULL */
	const char   *table;     /* -D, or NULL */
	const char   *lang;      /* of documents without @lang */
	enum nu_order order;     /* of numeric dates */
	int           seen_days; /* --seen-anchor; -1: never */
	bool          why;       /* tell the rule and the line of date-anchors.tsv of each */
} nu_date_opts;

extern const nu_brain nu_date_brain;

#endif
