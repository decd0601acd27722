/*
 * date_anchor: which date is meant. The lines of date-anchors.tsv decide, from top to
 * bottom, where an expression tells only a part of a date: from which date it counts
 * (the document's, or the one last told) and into which direction.
 */
#ifndef NU_DATE_ANCHOR_H
#define NU_DATE_ANCHOR_H

#include "date_doubt.h"
#include "date_point.h"
#include "date_rules.h"

/* One line: what is sought, in which context, counted from where, which one is taken. */
typedef struct nu_date_policy {
	nu_str        name, what, word;
	unsigned      context; /* bits of the contexts that must hold */
	bool          from_told;
	enum nu_take  take;
	int           score;
} nu_date_policy;

typedef struct nu_date_anchors {
	nu_date_policy *policy;
	size_t          n, cap;
	int             future, past, stop, until, units; /* symbols of cue words */
	nu_str         *ending; /* of verbs in the past */
	size_t          nending;
} nu_date_anchors;

/* All that is known where an expression stands. */
typedef struct nu_date_place {
	nu_date_lex           *lex;
	const nu_date_rules   *rules;
	const nu_date_anchors *anchors;
	bool                   has_doc; /* the document's date is known */
	bool                   open;    /* it is not, and a value stays open for that */
	int64_t                doc;
	int                    seconds; /* of the document's time, or -1 */
	nu_date_doubt          doubt;   /* what the text says against that date */
	int                    score;   /* the most that can be said of what counts from it */
	unsigned               style;   /* enum nu_date_style */
	bool                   has_told;
	nu_point               told; /* the date last told */
	bool                   told_by_doc; /* ... and it counts from the document's */
	nu_point               thread; /* ... in an account of other times, but for asides */
	int                    aside;  /* the year of the last aside */
	nu_point               quarter; /* the quarter last told, if its grain is one */
	size_t                 told_unit, unit;
	size_t                 never; /* expressions of what no calendar has */
	size_t                *by_doc; /* records added that count from the document's date: */
	size_t                 nby_doc, capby_doc; /* ... the first, and behind the last, in turn */
	nu_str                 text;  /* of the unit */
	const nu_date_token   *token; /* of the words around that can be part of one */
	size_t                 ntoken;
	size_t                 from, to; /* the expression's tokens */
	const nu_date_policy  *used;     /* the line that decided, for --why */
	int64_t                ref;      /* ... and the day that it counted from */
} nu_date_place;

nu_date_anchors *nu_date_anchors_new(nu_arena *keep, nu_date_lex *lex, nu_str tsv,
    const char *path, nu_log *log);
/*
 * The line for `what` (weekday month monthday day season quarter half weekend week clock
 * daypart holiday) asked with `word` ("-" for none), and the day it counts from.
 * NULL: no line fits, or there is no such day.
 */
const nu_date_policy *nu_date_policy_for(nu_date_place *place, nu_str what, nu_str word,
    int64_t *ref);
/* What a point seeks, in the words of the table. */
nu_str nu_date_what(const nu_point *p);

#endif
