#include "sim_when.h"

#include <math.h>

/* What months and years count for, beside a likeness of words of 0 to 1. */
#define MONTH 0.08
#define YEAR  0.08

static uint16_t
more(uint16_t n, unsigned by)
{
	return n + by < UINT16_MAX ? (uint16_t)(n + by) : UINT16_MAX;
}

void
nu_sim_when_month(nu_sim_when *w, unsigned month)
{
	w->month[month - 1] = more(w->month[month - 1], 1);
}

static void
add_year(nu_sim_when *w, uint16_t year, unsigned times)
{
	size_t i = 0;

	while (i < NU_SIM_YEARS && w->year[i] && w->year[i] != year)
		i++;
	if (i == NU_SIM_YEARS)
		return;
	w->year[i] = year;
	w->times[i] = more(w->times[i], times);
}

void
nu_sim_when_year(nu_sim_when *w, nu_str word)
{
	unsigned year = 0;

	if (word.n != 4)
		return;
	for (size_t i = 0; i < 4; i++) {
		if (word.p[i] < '0' || word.p[i] > '9')
			return;
		year = year * 10 + (unsigned)(word.p[i] - '0');
	}
	if (year >= 1900 && year < 2100)
		add_year(w, (uint16_t)year, 1);
}

void
nu_sim_when_join(nu_sim_when *to, const nu_sim_when *from)
{
	for (size_t i = 0; i < NU_SIM_MONTHS; i++)
		to->month[i] = more(to->month[i], from->month[i]);
	for (size_t i = 0; i < NU_SIM_YEARS && from->year[i]; i++)
		add_year(to, from->year[i], from->times[i]);
}

/* The cosine, less a half; 0 when one of them is nothing. */
static double
agree(double ab, double aa, double bb)
{
	return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) - .5 : 0;
}

double
nu_sim_when_agree(const nu_sim_when *a, const nu_sim_when *b)
{
	double ab = 0, aa = 0, bb = 0, months;

	for (size_t i = 0; i < NU_SIM_MONTHS; i++) {
		ab += (double)a->month[i] * b->month[i];
		aa += (double)a->month[i] * a->month[i];
		bb += (double)b->month[i] * b->month[i];
	}
	months = agree(ab, aa, bb);
	ab = aa = bb = 0;
	for (size_t i = 0; i < NU_SIM_YEARS; i++) {
		aa += (double)a->times[i] * a->times[i];
		bb += (double)b->times[i] * b->times[i];
		for (size_t k = 0; k < NU_SIM_YEARS; k++)
			if (a->year[i] == b->year[k])
				ab += (double)a->times[i] * b->times[k];
	}
	return MONTH * months + YEAR * agree(ab, aa, bb);
}
