/* What the page tells of itself: when and by whom, and whether this is all of it. */
#include "strip_in.h"

enum { HEAD_REACH = 60, DATED_WORDS = 20, DATED_MOST = 30, DATED_REST = 5, LOOSE_WORDS = 25, ABOVE = 8,
	SURE_SEEN = 60, SURE_FOOT = 55, FOOT = 3, FOOT_ALONE = 20,
	FOOT_BYTES = 12, STUB_WORDS = 150 };

/* ---------------------------------------------------------------------------- days */

/* Is the line little else than days, times and the words that go with them? */
static bool
is_dated(const sp_state *s, sp_line *l)
{
	size_t  at = 0, begin, first = 0, span = 0, chars = 0;
	sp_date d;

	while (at < l->text.n && sp_date_find(s, l->text, &at, &d, &begin)) {
		if (!span) {
			l->date = d;
			first = begin;
		}
		span += at - begin;
		chars += nu_count(nu_slice(l->text, begin, at));
	}
	if (!span)
		return false;
	if ((l->words <= DATED_REST + 3 && !l->stop) || span * 2 > l->text.n)
		return true;
	/* "15:48 h." and "4 min." end like sentences. */
	if (l->words > DATED_WORDS || (l->stop && l->words > DATED_WORDS / 2))
		return false;
	return (chars * 3 > nu_count(l->text) && !l->stop) || (first < 3 && l->words <= DATED_WORDS / 2) ||
	       nu_pattern_find(s->named[SP_PUBLISHED], nu_slice(l->text, 0, first), NULL, NULL) ||
	       nu_pattern_find(s->named[SP_UPDATED], nu_slice(l->text, 0, first), NULL, NULL);
}

/* Marks the lines near the page's sentences that are dates. */
void
sp_mark_dates(const sp_state *s, sp_page *p)
{
	for (size_t i = 0; i < p->n; i++) {
		sp_line *l = &p->line[i];

		if (l->near && l->figures >= 3 && l->words <= DATED_MOST && l->chars <= 200)
			l->dated = is_dated(s, l);
	}
}

typedef struct days {
	sp_date published, updated, seen;
	int     sure_published, sure_updated, sure_seen; /* 0: none; else the score */
	nu_str  from_published, from_updated, from_seen;
} days;

static void
keep_day(sp_date *slot, int *sure, nu_str *from, const sp_date *d, int score, nu_str text)
{
	if (score <= *sure)
		return;
	*slot = *d;
	*sure = score;
	*from = text;
}

/* The time alone that follows "Updated" on a line that has told the day. */
static bool
time_alone(const sp_state *s, nu_str text, const sp_date *day, sp_date *out)
{
	char   buf[96];
	size_t at = 0, from;
	nu_str line;

	if (text.n > 48 || !text.n)
		return false;
	memcpy(buf, "2000-01-01 ", 11);
	memcpy(buf + 11, text.p, text.n);
	line = (nu_str){buf, 11 + text.n};
	if (!sp_date_find(s, line, &at, out, &from) || out->hour < 0)
		return false;
	out->year = day->year;
	out->month = day->month;
	out->day = day->day;
	return true;
}

/* All days that a line tells: each is published, updated, or only seen. */
static void
days_of_line(const sp_state *s, const sp_page *p, const sp_line *l, int sure, bool seen, days *d)
{
	size_t  at = 0, from = 0, before = 0;
	sp_date day = {0};
	bool    any = false;

	(void)p;
	while (at < l->text.n && at < SP_BYLINE_MOST && sp_date_find(s, l->text, &at, &day, &from)) {
		nu_str lead = nu_slice(l->text, before, from);
		bool   update = nu_pattern_find(s->named[SP_UPDATED], lead, NULL, NULL);
		bool   said = l->tagged != SP_JUNK + 1 &&
		              nu_pattern_find(s->named[SP_PUBLISHED], lead, NULL, NULL);

		any = true;
		before = at;
		if (seen && !said)
			keep_day(&d->seen, &d->sure_seen, &d->from_seen, &day, 50, l->text);
		else if (update)
			keep_day(&d->updated, &d->sure_updated, &d->from_updated, &day, sure, l->text);
		else
			keep_day(&d->published, &d->sure_published, &d->from_published, &day,
			    said ? sure + 5 : sure, l->text);
	}
	if (any && before < l->text.n) {
		nu_str rest = nu_slice(l->text, before, l->text.n);
		size_t end;

		sp_date later;

		if (nu_pattern_find(s->named[SP_UPDATED], rest, NULL, &end) &&
		    time_alone(s, nu_slice(rest, end, rest.n), &day, &later))
			keep_day(&d->updated, &d->sure_updated, &d->from_updated, &later, sure, l->text);
	}
}

/* Has the page's own metadata told it? Then its text need not be asked. */
static bool
told(const sp_page *p, const char *type)
{
	for (size_t i = 0; i < p->page->nfact; i++)
		if (strcmp(p->page->fact[i].type, type) == 0)
			return true;
	return false;
}

static void
add_day(sp_page *p, nu_doc *doc, const char *type, const sp_date *d, int sure, nu_str from)
{
	if (sure && !told(p, type))
		nu_doc_fact(doc, type, sp_date_iso(p->a, d), sure, from);
}

/*
 * How sure a day on line i would be the article's: 0, not looked at; below SURE_SEEN,
 * only seen. Bylines and lines that are dates count below the headline, or just above it.
 */
static int
sure_of(const sp_state *s, const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	bool           titled = p->title < p->n, under = titled && i > p->title;
	bool           junk = l->tagged == SP_JUNK + 1 && l->junk != SP_WIDGET && l->junk != SP_SOCIAL;

	if (l->figures < 3)
		return 0;
	if (l->type == SP_BYLINE)
		return 90;
	if (l->type == SP_DATELINE)
		return 80;
	if (under && i <= p->top + 1 && l->dated && !junk)
		return l->type == SP_JUNK || i <= p->top ? 88 : 0;
	if (under && i < p->top && l->words <= LOOSE_WORDS && !l->stop && !junk && l->type != SP_DEK &&
	    l->type != SP_CAPTION)
		return 70;
	if (titled && i < p->title && i && l->dated && !junk &&
	    (i + 4 > p->title || (i + ABOVE > p->title &&
	        (nu_pattern_find(s->named[SP_PUBLISHED], l->text, NULL, NULL) ||
	            nu_pattern_find(s->named[SP_UPDATED], l->text, NULL, NULL)))))
		return 70;
	return i < p->top && (l->dated || (l->tagged && l->type != SP_CAPTION && !l->sentence))
	           ? SURE_SEEN
	           : 0;
}

/* Does the line begin by saying that what comes next, a day, is when it was published? */
static bool
says_published(const sp_state *s, const sp_line *l)
{
	size_t  from, to, at = 0, day;
	sp_date d;

	if (l->sentence || !l->dated || (l->tagged == SP_JUNK + 1 && l->junk != SP_NOTICE) ||
	    !nu_pattern_find(s->named[SP_PUBLISHED], l->text, &from, &to) || from > 0)
		return false;
	return sp_date_find(s, l->text, &at, &d, &day) && day >= to && day - to <= FOOT_BYTES;
}

/*
 * Right below the text, and where nothing above tells it, a day counts that says what it is; if
 * more such lines come, they are of what readers wrote, or of other articles.
 */
static void
find_foot_day(const sp_state *s, const sp_page *p, days *d)
{
	size_t at = p->n, to = p->last + FOOT_ALONE;

	for (size_t i = p->last + 1; p->first <= p->last && i < p->n && i <= to; i++) {
		if (!says_published(s, &p->line[i]))
			continue;
		if (at < p->n || i > p->last + FOOT)
			return;
		at = i;
	}
	if (at < p->n)
		days_of_line(s, p, &p->line[at], SURE_FOOT, false, d);
}

static void
find_days(const sp_state *s, sp_page *p, nu_doc *doc)
{
	days   d = {0};
	size_t from = p->first > HEAD_REACH && p->first <= p->last ? p->first - HEAD_REACH : 0;

	from = p->title < from ? p->title : from;
	for (size_t i = from; i < p->n && i < p->top + 10 && i <= from + 3 * HEAD_REACH; i++) {
		int sure = sure_of(s, p, i);

		if (sure)
			days_of_line(s, p, &p->line[i], sure, sure == SURE_SEEN, &d);
	}
	if (p->top < p->n && p->line[p->top].from > p->line[p->top].start && !d.sure_published) {
		sp_line run_in = p->line[p->top];

		run_in.text = nu_slice(p->page->text, run_in.start, run_in.from);
		days_of_line(s, p, &run_in, 75, false, &d);
	}
	if (!d.sure_published && !d.sure_updated)
		find_foot_day(s, p, &d);
	/* A page that tells only of its last change was published then or before. */
	if (!d.sure_published && d.sure_updated)
		keep_day(&d.published, &d.sure_published, &d.from_published, &d.updated, 50, d.from_updated);
	add_day(p, doc, "@published", &d.published, d.sure_published, d.from_published);
	add_day(p, doc, "@updated", &d.updated, d.sure_updated, d.from_updated);
	add_day(p, doc, "@seen", &d.seen, d.sure_seen, d.from_seen);
}

/* -------------------------------------------------------------------------- the rest */

/* Words of the article's running text. */
static size_t
words_of(const sp_page *p)
{
	size_t n = 0;

	for (size_t i = p->first; i <= p->last; i++)
		n += p->line[i].type == SP_PARA ? p->line[i].words : 0u;
	return n;
}

static void
find_partial(const sp_state *s, sp_page *p, nu_doc *doc)
{
	for (size_t i = p->top; i < p->n; i++) {
		const sp_line *l = &p->line[i];

		if (l->type != SP_JUNK || l->chars > 200)
			continue;
		if (nu_pattern_find(s->named[SP_PAGES], l->text, NULL, NULL)) {
			nu_str all = nu_pattern_group(s->named[SP_PAGES], l->text, 2);

			if (nu_eq(all, NU_STR("1")))
				continue;
			nu_doc_fact(doc, "@partial", NU_STR("pages"), 90, l->text);
			return;
		}
		if (i <= p->last + 6 && nu_pattern_find(s->named[SP_PAYWALL], l->text, NULL, NULL)) {
			nu_doc_fact(doc, "@partial", NU_STR("paywall"), 60, l->text);
			return;
		}
	}
	/* Most pages that say so hold all of the article. */
	if (p->page->paid && words_of(p) < STUB_WORDS)
		nu_doc_fact(doc, "@partial", NU_STR("paywall"), 50, (nu_str){NULL, 0});
}

static void
find_lang(sp_state *s, const sp_page *p, nu_doc *doc)
{
	double      score;
	const char *code = sp_guess_lang(s, p, &score);

	if (code)
		nu_doc_fact(doc, "@lang", nu_str_of(code), (int)(score * 99), (nu_str){NULL, 0});
}

void
sp_facts(sp_state *s, sp_page *p, nu_doc *doc)
{
	if (s->opts->source)
		nu_doc_fact(doc, "@source", nu_str_of(s->opts->source), 100, (nu_str){NULL, 0});
	find_days(s, p, doc);
	if (!told(p, "@writer"))
		sp_find_writers(s, p, doc);
	if (p->first <= p->last)
		find_partial(s, p, doc);
	if (p->first <= p->last && !told(p, "@lang"))
		find_lang(s, p, doc);
}
