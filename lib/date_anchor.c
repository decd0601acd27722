#include "date_anchor.h"

#include <stdlib.h>

#include "date_gate.h"
#include "lexicon.h"

enum { IN_FUTURE = 1, IN_PAST = 2, IN_HISTORY = 4, HAS_TOLD = 8, IS_NEAR = 16, HAS_CLOCK = 32, IS_UNTIL = 64,
	IS_MESSAGE = 128, IS_DAY = 256, CUES = IN_FUTURE | IN_PAST };

enum { LOOK_LEFT = 14, LOOK_RIGHT = 10, LOOK_PARTICIPLE = 3, NEAR = 9, MORE = 8 };

typedef struct named {
	const char *name;
	int         value;
} named;

static const named contexts[] = {
	{"future", IN_FUTURE},   /* a strong cue for the future is the nearest one */
	{"past", IN_PAST},       /* a verb in the past is */
	{"history", IN_HISTORY}, /* the document tells of times far from its date */
	{"told", HAS_TOLD},      /* some date has been told before */
	{"near", IS_NEAR},       /* ... in the same sentence */
	{"day", IS_DAY},         /* ... and it was a day, no longer time */
	{"message", IS_MESSAGE}, /* the document is no longer than a message */
	{"until", IS_UNTIL},     /* by, until ... stands before it */
	{"clock", HAS_CLOCK},    /* the document's date has a time of day */
	{NULL, 0},
};

static const named takes[] = {
	{"latest", NU_LATEST},
	{"before", NU_BEFORE},
	{"coming", NU_COMING},
	{"after", NU_AFTER},
	{"same", NU_SAME},
	{"next", NU_NEXT},
	{"previous", NU_PREVIOUS},
	{"nearest", NU_NEAREST},
	{"recent", NU_RECENT},
	{"open", NU_OPEN},
	{NULL, 0},
};

static int
value_of(const named *table, nu_str name)
{
	for (; table->name; table++)
		if (nu_eq(name, nu_str_of(table->name)))
			return table->value;
	return -1;
}

static bool
read_contexts(nu_str s, unsigned *out)
{
	size_t at = 0, end;

	*out = 0;
	if (nu_eq(s, NU_STR("-")))
		return true;
	for (; at < s.n; at = end + 1) {
		int v;

		for (end = at; end < s.n && s.p[end] != ','; end++)
			;
		v = value_of(contexts, nu_slice(s, at, end));
		if (v < 0)
			return false;
		*out |= (unsigned)v;
	}
	return true;
}

/* name, what, word, context, from, take, score */
static const char *
read_policy(nu_arena *keep, nu_str line, nu_date_policy *p)
{
	nu_str from = nu_column(line, 4);
	int    take = value_of(takes, nu_column(line, 5));

	p->name = nu_column(line, 0);
	p->what = nu_column(line, 1);
	p->word = nu_column(line, 2);
	if (!read_contexts(nu_column(line, 3), &p->context))
		return "no such context";
	p->from_told = nu_eq(from, NU_STR("told"));
	if (!p->from_told && !nu_eq(from, NU_STR("doc")))
		return "counted from neither doc nor told";
	if (take < 0)
		return "no such take";
	p->take = (enum nu_take)take;
	p->score = atoi(nu_copy(keep, nu_column(line, 6)).p);
	return p->score >= 1 && p->score <= 100 ? NULL : "the score is not 1 to 100";
}

nu_date_anchors *
nu_date_anchors_new(nu_arena *keep, nu_date_lex *lex, nu_str tsv, const char *path, nu_log *log)
{
	nu_date_anchors *a = NU_NEW(keep, nu_date_anchors, 1);
	nu_str           line;

	a->future = nu_date_symbol(lex, NU_STR("FUTURE"), true);
	a->past = nu_date_symbol(lex, NU_STR("PAST"), true);
	a->until = nu_date_symbol(lex, NU_STR("UNTIL"), true);
	a->nending = nu_date_endings(lex, &a->ending);
	a->stop = nu_date_symbol(lex, NU_STR("STOP"), true);
	a->units = nu_date_symbol(lex, NU_STR("UNITS"), true);
	while (nu_tsv_line(&tsv, &line)) {
		nu_date_policy *p = &NU_PUSH(keep, a->policy, a->n, a->cap);
		const char     *wrong = read_policy(keep, line, p);

		if (wrong) {
			nu_fail(log, "%s: %.*s: %s", path, (int)p->name.n, p->name.p, wrong);
			return NULL;
		}
	}
	return a;
}

/* ---------------------------------------------------------------------- the context */

static bool
is_a(const nu_date_place *p, const nu_date_token *t, int symbol)
{
	return t->kind && nu_date_has(p->lex, t->kind, (unsigned)symbol);
}

/* Does a word that no rule knows end as verbs in the past do (PASTEND in the words)? */
static bool
ends_in_past(const nu_date_place *p, const nu_date_token *t)
{
	nu_str s = nu_slice(p->text, t->from, t->to);

	if (t->kind || (t->flags & NU_DATE_CAPITAL))
		return false;
	for (size_t i = 0; i < p->anchors->nending; i++) {
		nu_str e = p->anchors->ending[i];

		if (s.n > e.n + 1 && memcmp(s.p + s.n - e.n, e.p, e.n) == 0)
			return true;
	}
	return false;
}

/* IN_FUTURE, IN_PAST or 0, by one token. */
static unsigned
cue_of(const nu_date_place *p, const nu_date_token *t)
{
	if (is_a(p, t, p->anchors->future))
		return IN_FUTURE;
	return is_a(p, t, p->anchors->past) || ends_in_past(p, t) ? IN_PAST : 0;
}

static bool
is_stop(const nu_date_place *p, const nu_date_token *t)
{
	return is_a(p, t, p->anchors->stop);
}

/*
 * IN_FUTURE, IN_PAST or 0, by token i. A past form with a cue for the future before it
 * is a participle: "will be raised".
 */
static unsigned
cue_at(const nu_date_place *p, size_t i)
{
	unsigned cue = cue_of(p, &p->token[i]);

	for (size_t k = 1; cue == IN_PAST && k <= LOOK_PARTICIPLE && k <= i; k++)
		if (cue_of(p, &p->token[i - k]) == IN_FUTURE)
			return IN_FUTURE;
	return cue;
}

/* The cue that stands last before the expression, behind token `least`; 0: none. */
static unsigned
cue_before(const nu_date_place *p, size_t least, bool *stopped)
{
	unsigned cue;

	for (size_t i = p->ntoken, k = 0; i > least && k < LOOK_LEFT; i--, k++) {
		if ((*stopped = is_stop(p, &p->token[i - 1])))
			return 0;
		if ((cue = cue_at(p, i - 1)))
			return cue;
	}
	return 0;
}

static unsigned
cue_behind(const nu_date_place *p)
{
	unsigned cue;

	for (size_t i = 0; i < p->ntoken && i < LOOK_RIGHT; i++) {
		if (is_stop(p, &p->token[i]))
			break;
		if ((cue = cue_of(p, &p->token[i])))
			return cue;
	}
	return 0;
}

/*
 * The cue nearest to the expression: in front of it in its sentence, else behind it. In
 * most places it is near, so that a few words are read first.
 */
static unsigned
nearest_cue(const nu_date_place *p)
{
	const size_t   from = p->token[p->from].from, to = p->token[p->to - 1].to;
	nu_date_place  x = *p;
	const nu_date_token *t;
	size_t         begin = from, end;
	unsigned       cue = 0;
	bool           stopped = false;

	for (size_t words = NEAR; begin && !cue && !stopped; words += LOOK_LEFT + MORE) {
		if (words > LOOK_LEFT + MORE + NEAR)
			break;
		nu_date_gate_around(p->text, from, words, 0, &begin, &end);
		x.ntoken = nu_date_tokens(p->lex, p->text, begin, from, &t);
		x.token = t;
		/* The first ones may be the rest of a token of several words. */
		cue = cue_before(&x, begin ? LOOK_PARTICIPLE : 0, &stopped);
	}
	if (cue)
		return cue;
	nu_date_gate_around(p->text, to, 0, LOOK_RIGHT + MORE, &begin, &end);
	x.ntoken = nu_date_tokens(p->lex, p->text, to, end, &t);
	x.token = t;
	return cue_behind(&x);
}

/* What holds here; whether past or future is told only when `cues` are asked for. */
static unsigned
context_of(nu_date_place *p, bool cues)
{
	unsigned c = 0;

	if (cues)
		c = nearest_cue(p);
	if (p->style & NU_DATE_HISTORY)
		c |= IN_HISTORY;
	if (p->style & NU_DATE_MESSAGE)
		c |= IS_MESSAGE;
	if (p->has_told)
		c |= HAS_TOLD;
	if (p->has_told && p->told_unit == p->unit)
		c |= IS_NEAR;
	if (p->has_told && p->told.grain >= NU_DAY)
		c |= IS_DAY;
	if (p->seconds >= 0)
		c |= HAS_CLOCK;
	if (p->from > 0 && is_a(p, &p->token[p->from - 1], p->anchors->until) &&
	    (p->from < 2 || !is_a(p, &p->token[p->from - 2], p->anchors->units)))
		c |= IS_UNTIL; /* but not "in the 12 months through January" */
	return c;
}

nu_str
nu_date_what(const nu_point *p)
{
	if (p->known == NU_NOTHING)
		return p->hour >= 0 ? NU_STR("clock") : NU_STR("daypart");
	if (p->known == NU_IN_MONTH)
		return NU_STR("day");
	switch (p->grain) {
	case NU_HALF: return NU_STR("half");
	case NU_QUARTER: return NU_STR("quarter");
	case NU_SEASON: return NU_STR("season");
	case NU_MONTH: return NU_STR("month");
	case NU_WEEK: return NU_STR("week");
	case NU_WEEKEND: return NU_STR("weekend");
	default: return p->known == NU_IN_WEEK ? NU_STR("weekday") : NU_STR("monthday");
	}
}

const nu_date_policy *
nu_date_policy_for(nu_date_place *place, nu_str what, nu_str word, int64_t *ref)
{
	unsigned        context = context_of(place, false);
	bool            cued = false;
	const nu_point *told;

	for (size_t i = 0; i < place->anchors->n; i++) {
		const nu_date_policy *p = &place->anchors->policy[i];

		if (!nu_eq(p->what, what) || !nu_eq(p->word, word) || (p->context & ~context & ~CUES))
			continue;
		if ((p->context & CUES) && !cued) {
			context = context_of(place, true);
			cued = true;
		}
		if (p->context & ~context)
			continue;
		if (p->take == NU_OPEN)
			return p;
		if (p->from_told ? !place->has_told || place->told.bc || place->thread.bc : !place->has_doc)
			continue;
		told = p->context & IN_HISTORY ? &place->thread : &place->told;
		*ref = p->from_told ? nu_point_first(told) : place->doc;
		return p;
	}
	return NULL;
}
