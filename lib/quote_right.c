/* Who speaks, by what stands behind a quote. */
#include "quote_hunt.h"
#include "text.h"

/* The tokens i..hi behind a quote that still belong to its last sentence. */
static nu_range
region(const nu_hunt *h, const nu_quote *q, size_t qi)
{
	const nu_say *t = h->t;
	size_t        i = qi + 1, hi = i;

	if (i >= h->n || h->b->sent[t[i].sent].start >= q->end)
		return (nu_range){i, i};
	while (hi < h->n && hi - i < NU_HUNT_REACH && t[hi].sent == t[i].sent &&
	       t[hi].cls != NU_T_QUOTE && t[hi].cls != NU_T_STOP)
		hi++;
	return (nu_range){i, hi};
}

/* A verb that is no known verb of saying, by its form: "...," agrees Holm. */
static bool
any_verb(const nu_hunt *h, size_t i)
{
	const nu_say *x = &h->t[i];
	nu_str        w = nu_slice(h->b->unit->text, x->start, x->end);

	if (x->cls == NU_T_VERB || x->cls == NU_T_CALL)
		return true;
	return x->cls == NU_T_LOW && w.n > 3 &&
	       (w.p[w.n - 1] == 's' || (w.p[w.n - 2] == 'e' && w.p[w.n - 1] == 'd'));
}

/* "..." said she; the verb is at i. */
static bool
inverted(nu_hunt *h, nu_quote *q, size_t i, size_t hi, int score)
{
	for (i++; i < hi && h->t[i].cls == NU_T_ADV; i++)
		;
	return i < hi && nu_hunt_set(h, q, nu_say_right(h->t, i, hi), score);
}

/*
 * "..." -- Maria Holm, 34: a name behind a dash and the quote a sentence, or a quote that
 * is all of its block but for a name.
 */
static bool
signed_by(nu_hunt *h, nu_quote *q, size_t qi)
{
	size_t   i = qi + 1, n = h->b->unit->text.n;
	uint32_t last = nu_hunt_last(h, q);
	bool     ended = last == '.' || last == '!' || last == '?', dash = nu_hunt_dash(h, i);
	nu_range r;

	while (nu_hunt_dash(h, i))
		i++;
	if (i >= h->n || !h->t[i].cap || !(dash ? ended || qi == 0 : qi == 0 && n - q->end < 80))
		return false;
	r = nu_say_right(h->t, i, h->n);
	if (!(dash && ended) && (r.to < i + 2 || (r.to < h->n && h->t[r.to].cls != NU_T_COMMA &&
	                                             h->t[r.to].cls != NU_T_OPEN)))
		return false;
	for (size_t k = r.to; !dash && k < h->n; k++)
		if (h->t[k].cls == NU_T_SAY || h->t[k].cls == NU_T_VERB || h->t[k].cls == NU_T_STOP)
			return false;
	return nu_hunt_set(h, q, r, 80);
}

bool
nu_hunt_right(nu_hunt *h, nu_quote *q, size_t qi)
{
	nu_say  *t = h->t;
	nu_range r = region(h, q, qi), left;
	size_t   i = r.from, hi = r.to, v;
	uint32_t last = nu_hunt_last(h, q);
	bool     comma = last == ',' || last == '?' || last == '!' || last == 0x2014 || last == '-';

	if (signed_by(h, q, qi))
		return true;
	if (i < hi && t[i].cls == NU_T_COMMA) {
		comma = true;
		i++;
	}
	if (i >= hi)
		return false;
	if (nu_hunt_according(h, i))
		return nu_hunt_set(h, q, nu_say_right(t, i + 2, hi), 95);
	if (nu_say_cue(t, i, hi, i) && (t[i].cls == NU_T_SAY || t[i].cls == NU_T_BASE))
		return inverted(h, q, i, hi, 95);
	if (t[i].cls == NU_T_CONJ || t[i].cls == NU_T_PREP || t[i].cls == NU_T_PART ||
	    t[i].cls == NU_T_REL || (t[i].ger && !t[i].cap))
		return false;
	r = nu_say_right(t, i, hi);
	for (v = i + 1; v < hi && v - i < 40; v++)
		if (nu_say_cue(t, i, hi, v) && t[v].cls != NU_T_PART) {
			if (!comma && v > r.to + 2) /* what follows is the quote's own clause */
				return false;
			r = nu_say_right(t, i, v);
			left = nu_say_left(t, i, v);
			/* the start of it all, Holm says: but Holm, the mayor, says */
			if (r.to < v && t[r.to].cls == NU_T_COMMA && left.from == r.to + 1 &&
			    t[left.from].cls == NU_T_CAP && !t[i].cap)
				return nu_hunt_set(h, q, left, 90);
			if (r.from < r.to)
				return nu_hunt_set(h, q, r, 95);
			return nu_hunt_set(h, q, left, 90);
		}
	for (v = i + 1; comma && v < r.to; v++) /* the two write; but the report */
		if (t[v].cls == NU_T_BASE && (v > i + 1 || t[i].cls != NU_T_DET))
			return nu_hunt_set(h, q, (nu_range){i, v}, 80);
	if (!comma || last == '.')
		return false;
	if (any_verb(h, i) && i + 1 < hi && (t[i + 1].cap || t[i + 1].cls == NU_T_DET))
		return inverted(h, q, i, hi, 75);
	return r.from < r.to && r.to < hi && any_verb(h, r.to) && nu_hunt_set(h, q, r, 70);
}

/*
 * A sentence behind the quote that is an attribution and no more: "It sank." Holm said.
 * A name or a pronoun, a verb of saying, and its end (or a new quote, or where and when).
 */
bool
nu_hunt_next(nu_hunt *h, nu_quote *q, size_t qi)
{
	nu_say  *t = h->t;
	size_t   i = qi + 1, hi = i, v;
	uint32_t last = nu_hunt_last(h, q);
	nu_range r;

	if (!(last == '.' || last == '?' || last == '!') || i >= h->n || t[i].cls == NU_T_QUOTE ||
	    h->b->sent[t[i].sent].start < q->end)
		return false;
	while (hi < h->n && hi - i < 24 && t[hi].sent == t[i].sent && t[hi].cls != NU_T_QUOTE)
		hi++;
	if (hi < h->n && hi - i < 24 && t[hi].cls == NU_T_QUOTE && t[hi].sent == t[i].sent)
		return false;
	if (t[i].cls != NU_T_PRON && !t[i].cap)
		return false;
	r = nu_say_right(t, i, hi);
	v = r.to;
	if (r.from == r.to || v >= hi || t[v].cls != NU_T_SAY)
		return false;
	for (v++; v < hi && t[v].cls == NU_T_ADV; v++)
		;
	return (v >= hi || t[v].cls == NU_T_STOP || t[v].cls == NU_T_PREP) && nu_hunt_set(h, q, r, 85);
}

bool
nu_hunt_far_right(nu_hunt *h, nu_quote *q, size_t qi)
{
	nu_say  *t = h->t;
	nu_range r = region(h, q, qi), who;
	size_t   v, c;

	for (v = r.to; v > r.from + 1; v--) {
		if (!nu_say_cue(t, r.from, r.to, v - 1) || t[v - 1].cls == NU_T_PART ||
		    t[v - 1].cls == NU_T_CALL)
			continue;
		if (t[v - 2].cls == NU_T_COMMA)
			return inverted(h, q, v - 1, r.to, 80);
		for (c = v - 1; c > r.from && t[c - 1].cls != NU_T_COMMA; c--)
			;
		who = nu_say_right(t, c, v - 1);
		if (c > r.from && who.to + 2 >= v - 1 && nu_hunt_set(h, q, who, 80))
			return true;
	}
	return false;
}
