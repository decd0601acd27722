/* Who speaks, by what stands before a quote in its sentence. */
#include "quote_hunt.h"

enum { FAR = 4 }; /* tokens between a verb of saying and the quote, that it may not be its verb */

/* Has the participle at v a subject of its own (with Holm reportedly yelling)? */
static bool
own_subject(const nu_say *t, size_t lo, size_t v)
{
	while (v > lo && t[v - 1].cls == NU_T_ADV)
		v--;
	if (v == lo || t[v - 1].cls != NU_T_CAP)
		return false;
	while (v > lo && t[v - 1].cls == NU_T_CAP)
		v--;
	return v == lo || t[v - 1].with || t[v - 1].cls != NU_T_PREP;
}

/* Holm said she believed the ship "would sink": the first verb of saying, not the inner one. */
static void
outer(nu_hunt *h, nu_quote *q, size_t lo, size_t v)
{
	for (size_t k = lo + 1; k < v; k++)
		if (h->t[k].cls == NU_T_SAY && nu_say_cue(h->t, lo, v, k)) {
			nu_range r = nu_say_left(h->t, lo, k);

			if (r.from < r.to && h->t[r.from].cls != NU_T_REL && nu_hunt_set(h, q, r, 75))
				return;
		}
}

/* Is the range a pronoun, the subject of what somebody says (Holm said she recalled)? */
static bool
said_before(const nu_say *t, size_t lo, nu_range r)
{
	return r.from > lo + 1 && t[r.from].cls == NU_T_PRON && t[r.from - 1].cls == NU_T_SAY;
}

bool
nu_hunt_left(nu_hunt *h, nu_quote *q, size_t qi)
{
	nu_say *t = h->t;
	size_t  lo, v, open = 0;

	lo = nu_hunt_start(h, qi);
	for (v = qi; v > lo; v--) {
		nu_range r;

		if (t[v - 1].cls == NU_T_QUOTE)
			continue;
		if (open) { /* Holm said, adding: the subject is that of a verb before */
			if (t[v - 1].cls != NU_T_SAY || !nu_say_cue(t, lo, qi, v - 1))
				continue;
			r = nu_say_left(t, lo, v - 1);
			if (!nu_hunt_set(h, q, r, 75))
				continue;
			if (said_before(t, lo, r))
				outer(h, q, lo, v - 1);
			return true;
		}
		if (nu_hunt_according(h, v - 1) && nu_hunt_set(h, q, nu_say_right(t, v + 1, qi), 85))
			return true;
		if (!nu_say_cue(t, lo, qi, v - 1))
			continue;
		if (v + 1 < qi && t[v].by && v > lo + 1 && t[v - 2].cls == NU_T_AUX &&
		    nu_hunt_set(h, q, nu_say_right(t, v + 1, qi), 80)) /* he was asked by Holm: "..." */
			return true;
		if (t[v - 1].cls != NU_T_PART || own_subject(t, lo, v - 1)) {
			r = nu_say_left(t, lo, v - 1);
			if (nu_hunt_set(h, q, r, qi - v < 3 ? 90 : 75)) {
				if (qi - v >= FAR || said_before(t, lo, r))
					outer(h, q, lo, v - 1);
				return true;
			}
			if (v - 1 == lo && nu_hunt_set(h, q, nu_say_right(t, v, qi), 85)) /* Said Holm: "..." */
				return true;
		}
		open = v;
	}
	return open && nu_hunt_set(h, q, nu_say_first(t, lo, open - 1), 70);
}

bool
nu_hunt_led(nu_hunt *h, nu_quote *q, size_t qi)
{
	nu_say *t = h->t;
	size_t  lo = nu_hunt_start(h, qi), v = qi;

	if (v > lo && (t[v - 1].cls == NU_T_COMMA || t[v - 1].colon))
		v--;
	if (v < lo + 2 || t[v - 1].cls != NU_T_SAY || !nu_say_cue(t, lo, qi, v - 1))
		return false;
	return nu_hunt_set(h, q, nu_say_left(t, lo, v - 1), 95);
}

/*
 * No verb of saying: the sentence's subject, where a colon or a long quote makes it likely
 * that it speaks ("From the report: ...", "She promised voters ...").
 */
bool
nu_hunt_subject(nu_hunt *h, nu_quote *q, size_t qi)
{
	nu_say  *t = h->t;
	size_t   lo = nu_hunt_start(h, qi);
	bool     colon = qi > lo && t[qi - 1].colon;
	nu_range r;

	if (qi == lo ||
	    (!colon && nu_hunt_words(h->b->unit->text, nu_quote_inner(q), nu_quote_outer(q)) < 6))
		return false;
	r = nu_say_first(t, lo, qi);
	if (r.from >= r.to && t[lo].cls == NU_T_PREP)
		r = nu_say_right(t, lo + 1, qi);
	return nu_hunt_set(h, q, r, colon ? 55 : 40);
}
