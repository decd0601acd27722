/*
 * date_run: a rule's value while it is run. Inside date_value, date_span,
 * date_parts and date_count.
 */
#ifndef NU_DATE_RUN_H
#define NU_DATE_RUN_H

#include "date_value.h"

enum { NU_DAY_SECONDS = 86400 };

typedef struct nu_date_run {
	nu_date_place       *place;
	const nu_date_match *m;
	const nu_date_op    *op;
	nu_date_result      *r;
	nu_point             p;
	nu_str               holiday;
	enum nu_order        order;
	bool                 in_time; /* the duration has its T */
	bool                 dead;    /* no date after all */
} nu_date_run;

typedef struct nu_date_verb {
	const char *name;
	void (*run)(nu_date_run *x);
} nu_date_verb;

/* The verbs of each room; a row of zeros ends a table. */
extern const nu_date_verb nu_date_span_verbs[], nu_date_part_verbs[], nu_date_anchor_verbs[];

/* The token that filled the slot of argument arg, or NULL. */
const nu_date_token *nu_run_token(const nu_date_run *x, int arg);
/* Argument arg as a number, as text, as a unit (NULL: none). */
int                 nu_run_number(const nu_date_run *x, int arg);
nu_str              nu_run_text(const nu_date_run *x, int arg);
const nu_span_unit *nu_run_unit(const nu_date_run *x, int arg);
/* Is the argument there: written in the rule, or its slot filled? */
bool nu_run_given(const nu_date_run *x, int arg);
/* If so it is no date after all, for that reason; the first one stands. */
void nu_run_refuse(nu_date_run *x, enum nu_no_date why, bool so);
/* The score is at most that. */
void nu_run_cap(nu_date_run *x, int score);

#endif
