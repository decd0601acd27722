/*
 * sim_when: the months and years that a text names. Of pages whose own day is not known
 * they tell look-alike events apart: last year's fight is not this year's.
 */
#ifndef NU_SIM_WHEN_H
#define NU_SIM_WHEN_H

#include "base.h"

enum { NU_SIM_MONTHS = 12, NU_SIM_YEARS = 8 };

/* How often each month was named, and the first few years. Zero it to begin. */
typedef struct nu_sim_when {
	uint16_t month[NU_SIM_MONTHS];
	uint16_t year[NU_SIM_YEARS], times[NU_SIM_YEARS]; /* year 0: none */
} nu_sim_when;

/* Adds a month, 1 to 12. */
void nu_sim_when_month(nu_sim_when *w, unsigned month);
/* Adds the word if it is a year: four digits, 1900 to 2099. */
void nu_sim_when_year(nu_sim_when *w, nu_str word);
void nu_sim_when_join(nu_sim_when *to, const nu_sim_when *from);
/*
 * What it adds to the likeness of two: more than 0 when they name the same months and
 * years, less when they name others, 0 when one names none.
 */
double nu_sim_when_agree(const nu_sim_when *a, const nu_sim_when *b);
/* It is never more, roundings and all: half of what months and years count for. */
#define NU_SIM_WHEN_MOST 0.081

#endif
