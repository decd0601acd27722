#include "date_doubt.h"

enum { ENOUGH = 2, TOLD_BY_TWO = 2, PLACE_LONGEST = 60, FRIDAY = 5, SUNDAY = 7 };

/*
 * How unlikely a weekday is that lies so many days before the day of writing, in
 * hundredths of a natural logarithm: 44 in 100 are the day itself, 31 the day before, as
 * counted in 5,000 pieces of news.
 */
static const int unlikely[7] = {82, 117, 230, 290, 335, 369, 335};

enum { ONE_HINT = 300, TWO_HINTS = 700 };

void
nu_date_doubt_words(nu_date_doubt *d, enum nu_date_hint of, bool fit)
{
	if (fit)
		d->confirms[of]++;
	else
		d->against[of] += TOLD_BY_TWO;
}

void
nu_date_doubt_weekday(nu_date_doubt *d, int weekday)
{
	if (d->weekday[weekday & 7] < 2)
		d->weekday[weekday & 7]++;
}

/* Is it a place, as datelines have it: LONDON, or LONDON, England, and a comma? */
static bool
is_place(nu_str s)
{
	size_t   big = 0;
	unsigned len;
	bool     begins = true;

	if (s.n < 4 || s.n > PLACE_LONGEST || s.p[s.n - 1] != ' ' || s.p[s.n - 2] != ',')
		return false;
	for (size_t i = 0; i < s.n; i += len) {
		const unsigned cls = nu_class(nu_decode(s, i, &len));

		if (begins && (cls & NU_LOWER)) /* a sentence */
			return false;
		if (big == i && (cls & NU_UPPER))
			big += len;
		if (cls & NU_DIGIT)
			return false;
		begins = !(cls & NU_ALPHA);
	}
	return big > 2; /* the first word is in capitals */
}

/* Does a bracket or a dash stand behind it: (AFP) -, --? */
static bool
has_mark(nu_str s, size_t i)
{
	while (i < s.n && s.p[i] == ' ')
		i++;
	return i < s.n && (memchr("(-:", s.p[i], 3) || (i + 2 < s.n && memcmp(s.p + i, "\xE2\x80", 2) == 0));
}

void
nu_date_doubt_dateline(nu_date_doubt *d, nu_str text, size_t from, size_t to, int64_t before)
{
	if (!is_place(nu_slice(text, 0, from)))
		return;
	if (before >= -1 && before <= 2)
		d->confirms[NU_HINT_DAY]++;
	else
		d->against[NU_HINT_DAY] += has_mark(text, to) ? TOLD_BY_TWO : 1;
}

/* How unlikely the weekdays are if the document was written on that one. */
static int
sum_of(const nu_date_doubt *d, int written)
{
	int sum = 0;

	for (int w = 1; w <= 7; w++) {
		int back = (written - w + 7) % 7;

		if (w == FRIDAY && written % SUNDAY <= 1) /* the last day before the weekend */
			back = 1;
		sum += d->weekday[w] * unlikely[back];
	}
	return sum;
}

/* Hints by the weekdays told alone: is another day of the week by far likelier? */
static unsigned
hints_of_weekdays(const nu_date_doubt *d, int weekday)
{
	const int here = sum_of(d, weekday);
	int       best = here;

	for (int w = 1; w <= 7; w++)
		if (sum_of(d, w) < best)
			best = sum_of(d, w);
	return here - best >= TWO_HINTS ? 2 : here - best >= ONE_HINT;
}

bool
nu_date_doubt_holds(const nu_date_doubt *d, int weekday)
{
	unsigned against = 0, confirms = 0;

	for (int i = 0; i < NU_HINTS; i++) {
		against += d->confirms[i] ? 0 : d->against[i];
		confirms += d->confirms[i];
	}
	if (!confirms) /* they are the weakest */
		against += hints_of_weekdays(d, weekday);
	return against >= ENOUGH;
}
