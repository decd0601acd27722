#include "quote_say.h"

static bool
nominal(const nu_say *t)
{
	return t->cls == NU_T_LOW || t->cls == NU_T_CAP || t->cls == NU_T_NUM || t->cls == NU_T_DET ||
	       t->cls == NU_T_BASE;
}

bool
nu_say_cue(const nu_say *t, size_t lo, size_t hi, size_t i)
{
	const nu_say *p = i > lo ? &t[i - 1] : NULL;

	(void)hi;
	if (t[i].poss)
		return false;
	switch (t[i].cls) {
	case NU_T_SAY:
	case NU_T_CALL: /* the statement, his claims: nouns */
		return !p || !(p->cls == NU_T_DET || p->poss || p->cls == NU_T_OF);
	case NU_T_PART: return true;
	case NU_T_BASE:
		return p && (p->cls == NU_T_AUX || p->cls == NU_T_PRON || p->cls == NU_T_ADV ||
		                p->cls == NU_T_REL || p->plural);
	default: return false;
	}
}

/* Back over a parenthesis that shuts at i. */
static size_t
over_shut(const nu_say *t, size_t lo, size_t i)
{
	while (i > lo && t[i].cls != NU_T_OPEN)
		i--;
	return i;
}

/* Extends a noun phrase, whose last token is i, to the left. */
static size_t
phrase_start(const nu_say *t, size_t lo, size_t i)
{
	size_t k = i;

	for (int budget = 14; k > lo && budget; budget--) {
		const nu_say *p = &t[k - 1];

		if (nominal(p)) {
			if (t[k].cls == NU_T_DET && p->cls != NU_T_DET)
				break;
			k--;
		} else if ((p->cls == NU_T_OF || p->cls == NU_T_PREP) && k - 1 > lo &&
		           (nominal(&t[k - 2]) && t[k - 2].cls != NU_T_DET)) {
			k--;
		} else if (p->cls == NU_T_CONJ && k - 1 > lo && t[k].cap && t[k - 2].cls == NU_T_CAP) {
			k--;
		} else {
			break;
		}
	}
	return k;
}

/* A mark around what is said aside: a comma, a dash. */
static bool
is_aside(const nu_say *t)
{
	return t->cls == NU_T_COMMA || (t->cls == NU_T_STOP && t->dash);
}

/* The noun phrase that ends before the verb at v, a preposition's object or not. */
static nu_range
before_verb(const nu_say *t, size_t lo, size_t v)
{
	nu_range none = {0, 0};
	size_t   i = v, end;

	while (i > lo && (t[i - 1].cls == NU_T_ADV || t[i - 1].cls == NU_T_AUX))
		i--;
	if (i == lo)
		return none;
	i--;
	if (t[i].cls == NU_T_SHUT) {
		i = over_shut(t, lo, i);
		if (i == lo)
			return none;
		i--;
	}
	if (is_aside(&t[i])) { /* Smith, the mayor, said; Smith - who was there - said */
		size_t k = i;

		while (k > lo && !is_aside(&t[k - 1]) && t[k - 1].cls != NU_T_QUOTE)
			k--;
		if (k == lo || t[k - 1].cls != t[i].cls || !is_aside(&t[k - 1]) || k - 1 == lo)
			return none;
		i = k - 2;
	}
	if (t[i].cls == NU_T_PRON || t[i].cls == NU_T_REL)
		return (nu_range){i, i + 1};
	if (!nominal(&t[i]))
		return none;
	end = i + 1;
	return (nu_range){phrase_start(t, lo, i), end};
}

nu_range
nu_say_left(const nu_say *t, size_t lo, size_t v)
{
	nu_range r = before_verb(t, lo, v), first = r;

	/* a source speaking to the Post said; who in the past said: not the object */
	for (int tries = 0; tries < 3 && r.to > r.from && r.from > lo + 1; tries++) {
		v = r.from - 1;
		if (t[v].cls != NU_T_PREP)
			return r;
		while (v > lo && t[v - 1].cls == NU_T_PART)
			v--;
		r = before_verb(t, lo, v);
	}
	return r.to > r.from ? r : first;
}

/* Is the small word at i inside a name: Peter van der Berg? */
static bool
joins_name(const nu_say *t, size_t i, size_t hi)
{
	size_t k = i;

	while (k < hi && k - i < 3 && t[k].name && !t[k].cap)
		k++;
	return k > i && k < hi && t[k].cls == NU_T_CAP;
}

nu_range
nu_say_right(const nu_say *t, size_t i, size_t hi)
{
	size_t from = i;
	bool   name = false;

	if (i < hi && t[i].cls == NU_T_PRON)
		return (nu_range){i, i + 1};
	for (; i < hi && i - from < 16; i++) {
		const nu_say *x = &t[i];

		if (x->cls == NU_T_CAP) {
			name = true;
		} else if (x->cls == NU_T_LOW && name && t[i - 1].cls == NU_T_CAP && !t[i - 1].poss) {
			if (!joins_name(t, i, hi))
				break;
		} else if ((x->cls == NU_T_OF || x->cls == NU_T_PREP) && i > from && i + 1 < hi &&
		           nominal(&t[i + 1])) {
			/* joins; but "said Smith on Tuesday" is over */
			if (x->cls == NU_T_PREP && name)
				break;
		} else if (x->cls == NU_T_CONJ && i > from && i + 1 < hi && t[i - 1].cls == NU_T_CAP &&
		           t[i + 1].cls == NU_T_CAP) {
		} else if (!nominal(x)) {
			break;
		}
	}
	while (i > from &&
	       (t[i - 1].cls == NU_T_PREP || t[i - 1].cls == NU_T_OF || t[i - 1].cls == NU_T_DET))
		i--;
	return (nu_range){from, i};
}

/* WASHINGTON, Dec. 8 (AP) -- Smith said: where the sentence begins. */
static size_t
behind_dateline(const nu_say *t, size_t lo, size_t hi)
{
	size_t i = lo;

	if (i >= hi || !t[i].cap || t[i].cls != NU_T_CAP)
		return lo;
	while (i < hi && i - lo < 12 &&
	       (t[i].cls == NU_T_CAP || t[i].cls == NU_T_NUM || t[i].cls == NU_T_COMMA ||
	           t[i].cls == NU_T_OPEN || t[i].cls == NU_T_SHUT))
		i++;
	if (i >= hi || t[i].cls != NU_T_STOP || !t[i].dash)
		return lo;
	while (i < hi && t[i].cls == NU_T_STOP)
		i++;
	return i;
}

/* Does a word in -ing open a sentence (Waving to the crowd, Holm ...), and no name (King)? */
static bool
opens(const nu_say *t, size_t i, size_t hi)
{
	return t[i].ger && i + 1 < hi &&
	       (nominal(&t[i + 1]) || t[i + 1].cls == NU_T_PREP || t[i + 1].cls == NU_T_ADV) &&
	       t[i + 1].cls != NU_T_BASE;
}

nu_range
nu_say_first(const nu_say *t, size_t lo, size_t hi)
{
	size_t i = behind_dateline(t, lo, hi);

	for (int tries = 0; tries < 3; tries++) {
		nu_range r;
		size_t   k;

		while (i < hi && (t[i].cls == NU_T_ADV || (t[i].cls == NU_T_CONJ && !t[i].sub) ||
		                     t[i].cls == NU_T_COMMA))
			i++;
		k = i;
		if (i < hi && (t[i].sub || opens(t, i, hi) || t[i].cls == NU_T_PREP ||
		                  t[i].cls == NU_T_PART || t[i].cls == NU_T_OF || t[i].cls == NU_T_ACC)) {
			/* In response, Smith ...: what stands before the comma is not the subject */
			while (k < hi && t[k].cls != NU_T_COMMA)
				k++;
		} else {
			r = nu_say_right(t, i, hi);
			k = r.to;
			if (k > i && k + 2 < hi && t[k].cls == NU_T_ADV && t[k + 1].cls == NU_T_COMMA) {
				i = k + 2; /* Hours later, Smith ... */
				continue;
			}
			/* The day before, Smith ...: nor is this */
			if (r.from == r.to || k + 1 >= hi || t[k].cls != NU_T_COMMA ||
			    (t[i].cap && t[i].cls != NU_T_DET && t[i].cls != NU_T_NUM))
				return r;
		}
		if (k + 1 >= hi)
			break;
		i = k + 1;
	}
	while (i < hi && t[i].cls == NU_T_CONJ)
		i++;
	return nu_say_right(t, i, hi);
}
