#include "ents_vote.h"
#include "ents_mend.h"

#include "text.h"

enum { LONGEST = 6, PROBES = 64 };

/* The votes of all mentions that are written alike. */
typedef struct ballot {
	uint32_t key;
	uint16_t length;         /* tokens; 0: free */
	uint16_t vote[NU_TYPES]; /* sums of scores, at most 60000 */
	bool     ship, firm;     /* it is told that this is one: "Holm Inc." of "Holm" */
	bool     house;          /* a firm begins with it: "Holm Towing Inc." */
	uint8_t  surname;        /* how sure a person's whole name is that ends so */
	uint16_t the, bare;      /* how often it has "the" before it, and how often not */
} ballot;

typedef struct box {
	ballot *slot;
	size_t  mask, n;
} box;

static ballot *
find(box *b, uint32_t key, uint32_t length, bool make)
{
	size_t i = (key * 0x9E3779B1u >> 5) & b->mask;

	for (int k = 0; k < PROBES; k++, i = (i + 1) & b->mask) {
		ballot *x = &b->slot[i];

		if (x->length == length && x->key == key)
			return x;
		if (x->length)
			continue;
		if (!make)
			return NULL;
		b->n++;
		x->key = key;
		x->length = (uint16_t)length;
		return x;
	}
	return NULL;
}

/* Room for what a mention may make: at most half of the box is taken. */
static void
make_room(nu_arena *a, box *b)
{
	box more = {.mask = b->mask * 2 + 1};

	if (b->n * 2 + 12 < b->mask)
		return;
	more.slot = NU_NEW(a, ballot, more.mask + 1);
	for (size_t i = 0; i <= b->mask; i++) {
		ballot *to = b->slot[i].length ? find(&more, b->slot[i].key, b->slot[i].length, true) : NULL;

		if (to)
			*to = b->slot[i];
	}
	*b = more;
}

static uint32_t
key_of(const nu_toks *u, uint32_t from, uint32_t to)
{
	uint32_t h = 0;

	for (uint32_t i = from; i < to; i++)
		h = nu_toks_join(h, u->tok[i].low);
	return h;
}

static void
add(ballot *x, int type, unsigned votes)
{
	if (x->vote[type] < 60000)
		x->vote[type] = (uint16_t)(x->vote[type] + votes);
}

static int
winner(const ballot *x)
{
	int best = 0;

	for (int t = 1; t < NU_TYPES; t++)
		if (x->vote[t] > x->vote[best])
			best = t;
	return best;
}

/*
 * "The Astrid Vinter": a name that is called as persons are, but is always told with "the",
 * is a ship's, a hotel's or the like. Surnames alone ("the Windsors") and what does not begin
 * with a forename ("the Aga Khan") tell nothing.
 */
static void
count_article(const nu_tagger *g, const nu_toks *u, const nu_mention *m, ballot *x)
{
	if (m->type != NU_PERSON || m->to - m->from < 2 || x->the == UINT16_MAX ||
	    x->bare == UINT16_MAX || u->style != NU_PLAIN || !(u->tok[m->from].gaz & NU_G_FORENAME))
		return;
	if (!m->from || m->score > 80 || !nu_is_the(g, u, m->from - 1))
		x->bare += !(u->tok[u->n - 1].flags & NU_T_WORD); /* headlines leave articles out */
	else
		x->the += nu_is_whole(g, u, m->to);
}

static bool
is_always_the(const ballot *x)
{
	return x->the > 3u * x->bare;
}

/* The bytes of a token before what stands at the end of addresses: "Holm" of "Holm.com". */
static size_t
before_web(const nu_tagger *g, nu_str text)
{
	const char *dot = memchr(text.p, '.', text.n);
	nu_str      behind = dot ? nu_slice(text, (size_t)(dot - text.p), text.n) : (nu_str){NULL, 0};
	const nu_entry *e = dot ? nu_lexicon_find(g->words.lex, behind, nu_hash(behind)) : NULL;

	return e && nu_eq(nu_column(e->rest, 0), NU_STR("web")) ? text.n - behind.n : 0;
}

/* "Holm Inc." and "Holm.com" tell that Holm is a firm. */
static void
count_firm(box *b, const nu_tagger *g, const nu_toks *u, const nu_mention *m)
{
	uint32_t to = m->to, length;
	size_t   stem;
	ballot  *x;

	to -= to - m->from > 1 && u->tok[to - 1].gaz & NU_G_COMPANY;
	length = to - m->from;
	if (to < m->to && (x = find(b, key_of(u, m->from, to), length, true))) {
		x->firm = true;
		add(x, NU_ORG, m->score);
	}
	if (to < m->to && length > 1 && !(u->tok[m->from].gaz & NU_G_FORENAME) &&
	    (x = find(b, key_of(u, m->from, m->from + 1), 1, true)))
		x->house = true;
	if (length == 1 && (stem = before_web(g, nu_toks_text(u, m->from, to))) &&
	    (x = find(b, nu_toks_join(0, nu_hash(nu_slice(nu_toks_text(u, m->from, to), 0, stem))), 1,
	         true))) {
		x->firm = true;
		add(x, NU_ORG, m->score);
	}
}

/* A surname, or two, count for the person too, and a little the forename. */
static void
count_person(box *b, const nu_toks *u, const nu_mention *m)
{
	ballot *x = find(b, key_of(u, m->to - 1, m->to), 1, true);

	if (x) {
		add(x, NU_PERSON, m->score);
		x->surname = m->score > x->surname ? m->score : x->surname;
	}
	if ((x = find(b, key_of(u, m->from, m->from + 1), 1, true)))
		add(x, NU_PERSON, m->score / 2u);
	if (m->to - m->from > 2 && (x = find(b, key_of(u, m->to - 2, m->to), 2, true)))
		add(x, NU_PERSON, m->score);
}

static void
count(nu_arena *a, box *b, const nu_tagger *g, const nu_toks *toks, const nu_mention *m)
{
	const nu_toks *u = &toks[m->unit];
	uint32_t       length = m->to - m->from;
	ballot        *x;

	if (length > LONGEST || u->style == NU_SHOUTED)
		return;
	make_room(a, b);
	x = find(b, key_of(u, m->from, m->to), length, true);
	if (x) {
		add(x, m->type, m->score);
		x->ship |= nu_is_ship(g, toks, m);
		count_article(g, u, m, x);
	}
	if (m->type == NU_ORG)
		count_firm(b, g, u, m);
	if (m->type == NU_PERSON && length > 1)
		count_person(b, u, m);
}

/* How sure the model has to be of another type where a person is called so. */
static const uint8_t believed[NU_TYPES] = {[NU_ORG] = 75, [NU_PLACE] = 60, [NU_MISC] = 60};

/* Another type when the document is surer of it than of this one: twice, where a list has this. */
static void
settle_type(const nu_tagger *g, box *b, const nu_toks *toks, nu_mention *m)
{
	const nu_toks *u = &toks[m->unit];
	const ballot  *x;
	int            best;

	if (m->to - m->from > LONGEST)
		return;
	x = find(b, key_of(u, m->from, m->to), m->to - m->from, false);
	if (!x)
		return;
	if ((x->ship && (m->type == NU_PERSON || m->score < 60)) ||
	    (is_always_the(x) && m->type == NU_PERSON)) {
		m->type = NU_MISC;
		return;
	}
	if ((x->firm && m->score < 80) ||
	    (x->house && !x->surname && m->score < 75 && nu_type_listed(g, u, m) < 0)) {
		m->type = NU_ORG;
		return;
	}
	if (m->type == NU_MISC && nu_type_listed(g, u, m) == NU_MISC)
		return; /* a people, though somebody may be called so */
	if (x->surname >= 80 && m->score < believed[m->type] && !x->firm &&
	    nu_type_listed(g, u, m) < 0) {
		m->type = NU_PERSON;
		return;
	}
	best = winner(x);
	if (best != m->type && m->score < 90 &&
	    x->vote[best] > x->vote[m->type] * (nu_type_listed(g, u, m) == m->type ? 2 : 1)) {
		m->type = (uint8_t)best;
		m->score = (uint8_t)(m->score < 60 ? 60 : m->score);
	}
}

/* The type that the document gives tokens from..to where they are a name alone; -1: none. */
static int
told_alone(box *b, const nu_toks *u, uint32_t from, uint32_t to)
{
	const ballot *x = to - from > LONGEST ? NULL : find(b, key_of(u, from, to), to - from, false);

	return x && x->vote[winner(x)] >= 60 ? winner(x) : -1;
}

/*
 * "Orune and Upper Dorna", which the document has apart elsewhere: two names, if the model is
 * not sure that it is one. One alone does when it is unsure, and where it is a mark that
 * joins them, as in names of firms.
 */
static bool
is_joined(box *b, const nu_tagger *g, const nu_toks *u, const nu_mention *m, nu_mention two[2])
{
	if (m->type == NU_PERSON || m->score >= 95 || m->to - m->from < 3)
		return false;
	for (uint32_t i = m->from + 1; i + 1 < m->to; i++) {
		bool word = (u->tok[i].flags & NU_T_LOWER) != 0;
		int  left, right;

		if (!(u->tok[i - 1].flags & u->tok[i + 1].flags & NU_T_CAP) ||
		    u->tok[i].flags & NU_T_CAP || !nu_says(g->parts, u, i, "and"))
			continue;
		left = told_alone(b, u, m->from, i);
		right = told_alone(b, u, i + 1, m->to);
		if ((left < 0 && right < 0) || (m->score >= 70 && (!word || left < 0 || right < 0)) ||
		    nu_type_listed(g, u, m) >= 0)
			continue;
		two[0] = two[1] = *m;
		two[0].to = i;
		two[0].type = (uint8_t)(left < 0 ? right : left);
		two[1].from = i + 1;
		two[1].type = (uint8_t)(right < 0 ? left : right);
		return true;
	}
	return false;
}

/* Parts all that are joined; how many mentions there are then, in `a`. */
static size_t
part_all(
    nu_arena *a, box *b, const nu_tagger *g, const nu_toks *toks, nu_mention **mention, size_t n)
{
	nu_mention *m = *mention, *out, two[2];
	size_t      left = 0;

	for (size_t i = 0; i < n; i++)
		left += is_joined(b, g, &toks[m[i].unit], &m[i], two);
	if (!left)
		return n;
	*mention = out = nu_alloc_raw(a, (n + left) * sizeof *out);
	left = 0;
	for (size_t i = 0; i < n; i++) {
		if (is_joined(b, g, &toks[m[i].unit], &m[i], two)) {
			out[left++] = two[0];
			out[left++] = two[1];
		} else {
			out[left++] = m[i];
		}
	}
	return left;
}

/* Is the token a loose capital beside i, so that a name of one token may be part of more? */
static bool
is_loose(const nu_toks *u, uint32_t i, bool taken)
{
	return i < u->n && u->tok[i].flags & NU_T_CAP && !taken && u->style == NU_PLAIN &&
	       !(u->tok[i].flags & NU_T_FIRST);
}

/* The mention that begins at token i, which is in none, by what was found elsewhere. */
static bool
look_for(
    box *b, const nu_toks *u, uint32_t i, uint32_t limit, bool was_taken, nu_mention *out)
{
	const nu_tok *t = &u->tok[i];
	uint32_t      h = 0;
	bool          got = false;

	for (uint32_t k = i; k < limit && k < i + LONGEST && u->tok[k].flags & NU_T_GATED; k++) {
		const ballot *x;
		int           best;

		h = nu_toks_join(h, u->tok[k].low);
		x = find(b, h, k + 1 - i, false);
		if (!x)
			continue;
		best = winner(x);
		if (x->vote[best] < 70 || (k == i && u->sign[i].seen & NU_SEEN_LOWER))
			continue;
		if (k == i && (is_loose(u, i + 1, i + 1 >= limit) || (i && is_loose(u, i - 1, was_taken)) ||
		                  t->gaz & NU_G_DATE))
			continue;
		*out = (nu_mention){.from = i, .to = k + 1, .type = (uint8_t)best, .score = 60};
		got = true;
	}
	return got;
}

/* "non-Iranian" */
static bool
is_prefixed_people(const nu_tagger *g, const nu_toks *u, uint32_t i)
{
	const uint8_t   tail = u->sign[i].tail;
	nu_str          text = nu_toks_text(u, i, i + 1), head;
	const nu_entry *e;

	if (!tail || tail + 2 >= u->tok[i].len)
		return false;
	head = nu_slice(text, 0, text.n - tail - 1u);
	e = nu_lexicon_find(g->parts, head, nu_hash(head));
	for (; e; e = e->next)
		if (nu_eq(nu_column(e->rest, 0), NU_STR("negation")))
			return nu_listed_type_of(g, nu_slice(text, text.n - tail, text.n)) == NU_MISC;
	return false;
}

/* The longest name of a list that begins at token i: whatever the model says. */
static bool
look_up(const nu_tagger *g, const nu_toks *u, uint32_t i, uint32_t limit, nu_mention *out)
{
	bool got = false;

	for (uint32_t k = i; k < limit && k < i + 4 && u->tok[k].flags & NU_T_GATED; k++) {
		nu_str   text = nu_toks_text(u, i, k + 1);
		uint32_t hash = k == i ? u->tok[i].low : nu_hash(text);
		int      type = nu_listed_type(g, text, hash);

		if (type < 0 && nu_listed_org(g, u, i, k + 1, hash))
			type = NU_ORG;
		if (type < 0 && k == i && is_prefixed_people(g, u, i))
			type = NU_MISC;
		if (type < 0)
			continue;
		*out = (nu_mention){.from = i, .to = k + 1, .type = (uint8_t)type, .score = 55};
		got = true;
	}
	return got;
}

static bool
is_faith(const nu_tagger *g, const nu_toks *u, uint32_t i)
{
	const nu_entry *e = nu_lexicon_find(g->peoples, nu_toks_text(u, i, i + 1), u->tok[i].low);

	return e && nu_eq(nu_column(e->rest, 1), NU_STR("faith"));
}

/* A faith and a people ("Sunni Arab") are two names. */
static bool
is_faith_and_people(const nu_tagger *g, const nu_toks *toks, const nu_mention *m)
{
	const nu_toks *u = &toks[m->unit];

	return m->to - m->from == 2 && is_faith(g, u, m->from) && !is_faith(g, u, m->from + 1) &&
	       nu_listed_type_of(g, nu_toks_text(u, m->from + 1, m->to)) == NU_MISC;
}

/* "Senator Holm, R-Utah": a party and a state, behind a name. */
static bool
is_party_tag(const nu_tagger *g, const nu_toks *u, const nu_mention *m)
{
	const nu_tok   *t = &u->tok[m->from];
	const char     *p = u->text.p + t->start;
	nu_str          party = {p, 1};
	char            before = m->from ? u->text.p[t[-1].start] : 0;
	const nu_entry *e;

	if (m->to - m->from > 2 || t->len < 4 || p[1] != '-' || (before != ',' && before != '(') ||
	    !(nu_ascii[p[2] & 127] & NU_UPPER))
		return false;
	e = nu_lexicon_find(g->words.lex, party, nu_hash(party));
	return e && nu_eq(nu_column(e->rest, 0), NU_STR("party"));
}

/* A word that is no name, taken for one. */
static bool
is_never(const nu_tagger *g, const nu_toks *toks, const nu_mention *m)
{
	const nu_toks *u = &toks[m->unit];

	return (m->to - m->from == 1 && nu_says(g->words.lex, u, m->from, "never")) ||
	       is_party_tag(g, u, m);
}

/*
 * A country's name of several words at token i, where mentions m[0..n) of unit `unit`
 * follow that name only parts of it: how many those are; -1: none, or it is part of more.
 */
static int
take_land(nu_arena *a, const nu_tagger *g, const nu_toks *u, uint32_t i, uint32_t unit,
    const nu_mention *m, size_t n, nu_mention *out)
{
	size_t   k = 0;
	uint32_t to;

	if (!nu_land_at(a, g, u, i, &to))
		return -1;
	for (; k < n && m[k].unit == unit && m[k].from < to; k++)
		if (m[k].type == NU_MISC)
			return -1;
	if (k && (m[k - 1].to > to || (m[0].from == i && m[0].to == to)))
		return -1;
	*out = (nu_mention){.unit = unit, .from = i, .to = to, .type = NU_PLACE, .score = 90};
	return (int)k;
}

/* What the words of each mention and beside it tell; how many are left. */
static size_t
mend_all(const nu_tagger *tagger, const nu_toks *toks, nu_mention *m, size_t n)
{
	size_t left = 0;

	for (size_t i = 0; i < n; i++) {
		nu_mend(tagger, toks, &m[i]);
		if (is_faith_and_people(tagger, toks, &m[i])) { /* the faith is looked up later */
			m[i].from++;
			m[i].type = NU_MISC;
		}
		if (!is_never(tagger, toks, &m[i]))
			m[left++] = m[i];
	}
	return left;
}

/* The state, by its short form, behind the place that was found last. */
static bool
look_behind(const nu_tagger *g, const nu_toks *u, uint32_t i, const nu_mention *last, nu_mention *out)
{
	*out = (nu_mention){.from = i, .to = i + 1, .type = NU_PLACE, .score = 85};
	return last->type == NU_PLACE && last->to + 1 == i && nu_is_land_behind(g, u, out);
}

size_t
nu_vote(nu_arena *a, nu_arena *keep, const nu_tagger *tagger, const nu_toks *toks, size_t nunit,
    nu_mention **mention, size_t n)
{
	nu_mention *out = NULL, *m = *mention, x;
	size_t      at = 0, nout = 0, cap = 0;
	box         b = {.mask = 63};

	n = mend_all(tagger, toks, m, n);
	while (b.mask < n / 2)
		b.mask = b.mask * 2 + 1;
	b.slot = NU_NEW(a, ballot, b.mask + 1);
	for (size_t i = 0; i < n; i++)
		count(a, &b, tagger, toks, &m[i]);
	n = part_all(a, &b, tagger, toks, &m, n);
	for (size_t i = 0; i < n; i++)
		settle_type(tagger, &b, toks, &m[i]);
	for (uint32_t u = 0; u < nunit; u++) {
		bool taken = false;

		for (uint32_t i = 0; i < toks[u].n;) {
			uint32_t limit = at < n && m[at].unit == u ? m[at].from : toks[u].n;
			int      parts = toks[u].tok[i].flags & NU_T_CAP
			                     ? take_land(a, tagger, &toks[u], i, u, n ? m + at : m, n - at, &x)
			                     : -1;

			if (parts >= 0) {
				NU_PUSH_RAW(keep, out, nout, cap) = x;
				at += (size_t)parts;
				i = x.to;
				taken = true;
				continue;
			}
			if (i == limit) {
				NU_PUSH_RAW(keep, out, nout, cap) = m[at];
				i = m[at++].to;
				taken = true;
				continue;
			}
			if (toks[u].tok[i].flags & NU_T_CAP &&
			    ((nout && out[nout - 1].unit == u &&
			         look_behind(tagger, &toks[u], i, &out[nout - 1], &x)) ||
			        look_for(&b, &toks[u], i, limit, taken, &x) ||
			        look_up(tagger, &toks[u], i, limit, &x) ||
			        nu_told_at(tagger, &toks[u], i, limit, &x))) {
				x.unit = u;
				NU_PUSH_RAW(keep, out, nout, cap) = x;
				i = x.to;
				taken = true;
				continue;
			}
			taken = false;
			i++;
		}
	}
	*mention = out;
	return nout;
}
