/* What the page tells of itself: when and by whom, and whether this is all of it. */
#include "strip_in.h"

enum { HEAD_REACH = 60, DATED_WORDS = 20, DATED_MOST = 30, DATED_REST = 5, BYLINE_MOST = 400, WRITERS = 24,
	BYLINE_REACH = 15, LOOSE_WORDS = 25, SURE_SEEN = 60 };

/* ---------------------------------------------------------------------------- days */

/* Is the line little else than days, times and the words that go with them? */
static bool
is_dated(const sp_state *s, sp_line *l)
{
	size_t  at = 0, begin, first = 0, span = 0;
	sp_date d;

	while (at < l->text.n && sp_date_find(s, l->text, &at, &d, &begin)) {
		if (!span) {
			l->date = d;
			first = begin;
		}
		span += at - begin;
	}
	if (!span)
		return false;
	if ((l->words <= DATED_REST + 3 && !l->stop) || span * 2 > l->text.n)
		return true;
	if (l->stop || l->words > DATED_WORDS)
		return false;
	return span * 3 > l->text.n || (first < 3 && l->words <= DATED_WORDS / 2) ||
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
	while (at < l->text.n && at < BYLINE_MOST && sp_date_find(s, l->text, &at, &day, &from)) {
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
sure_of(const sp_page *p, size_t i)
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
		return l->type == SP_JUNK || i < p->top ? 88 : 0;
	if (under && i < p->top && l->words <= LOOSE_WORDS && !l->stop && !junk && l->type != SP_DEK)
		return 70;
	if (titled && i < p->title && i + 4 > p->title && i && l->dated && !junk)
		return 70;
	return i < p->top && (l->dated || l->tagged) ? SURE_SEEN : 0;
}

static void
find_days(const sp_state *s, sp_page *p, nu_doc *doc)
{
	days   d = {0};
	size_t from = p->first > HEAD_REACH && p->first <= p->last ? p->first - HEAD_REACH : 0;

	from = p->title < from ? p->title : from;
	for (size_t i = from; i < p->n && i < p->top + 10 && i <= from + 3 * HEAD_REACH; i++) {
		int sure = sure_of(p, i);

		if (sure)
			days_of_line(s, p, &p->line[i], sure, sure == SURE_SEEN, &d);
	}
	if (p->top < p->n && p->line[p->top].from > p->line[p->top].start && !d.sure_published) {
		sp_line run_in = p->line[p->top];

		run_in.text = nu_slice(p->page->text, run_in.start, run_in.from);
		days_of_line(s, p, &run_in, 75, false, &d);
	}
	/* A page that tells only of its last change was published then or before. */
	if (!d.sure_published && d.sure_updated)
		keep_day(&d.published, &d.sure_published, &d.from_published, &d.updated, 50, d.from_updated);
	add_day(p, doc, "@published", &d.published, d.sure_published, d.from_published);
	add_day(p, doc, "@updated", &d.updated, d.sure_updated, d.from_updated);
	add_day(p, doc, "@seen", &d.seen, d.sure_seen, d.from_seen);
}

/* -------------------------------------------------------------------------- writers */

/* Does it read as a person's name: two to five words, capitals, no word of an office? */
static bool
is_name(const sp_state *s, nu_str t)
{
	size_t words = 0, i = 0;
	bool   last_small = false;

	while (i < t.n) {
		const char *sp = memchr(t.p + i, ' ', t.n - i);
		nu_str      w = nu_slice(t, i, sp ? (size_t)(sp - t.p) : t.n);
		unsigned    len, cls;
		const nu_entry *known;

		i += w.n + 1;
		if (!w.n)
			continue;
		cls = nu_class(nu_decode(w, 0, &len));
		for (size_t k = 0; k < w.n; k++)
			if ((w.p[k] >= '0' && w.p[k] <= '9') || strchr(":!?\"()[]{}<>=+*#", w.p[k]))
				return false;
		known = nu_lexicon_find(s->not_names, w, nu_hash(w));
		if (known && !known->rest.n)
			return false;
		/* "de", "van der": known, and marked as parts of names. */
		if (!(cls & NU_ALPHA) || ((cls & NU_LOWER) && !known))
			return false;
		words++;
		last_small = (cls & NU_LOWER) != 0;
		if (words == 1 && last_small)
			return false;
	}
	return words >= 2 && words <= 5 && !last_small;
}

/* "MARTA RUIZ" as "Marta Ruiz"; other names stay as they are. */
static nu_str
name_case(nu_arena *a, nu_str t)
{
	char    *out = nu_alloc(a, t.n * 2);
	size_t   n = 0;
	bool     start = true;
	unsigned len;

	for (size_t i = 0; i < t.n; i += len)
		if (nu_class(nu_decode(t, i, &len)) & NU_LOWER)
			return t;
	for (size_t i = 0; i < t.n; i += len) {
		uint32_t cp = nu_decode(t, i, &len);

		n += nu_encode(start ? cp : nu_tolower(cp), out + n);
		start = !(nu_class(cp) & (NU_ALPHA | NU_MARK)) && cp != 0x2019;
	}
	return (nu_str){out, n};
}

/* A name without what stands in brackets behind it. */
static nu_str
without_brackets(nu_str t)
{
	const char *open = t.n ? memchr(t.p, '(', t.n) : NULL;

	return nu_trim(open ? (nu_str){t.p, (size_t)(open - t.p)} : t);
}

/* Cut where a small letter runs into a capital: "Ida MoenReporter", but not "McMoen". */
static nu_str
before_fused(nu_str t)
{
	size_t   small = 0;
	unsigned len, cls;

	for (size_t i = 0; i < t.n; i += len) {
		cls = nu_class(nu_decode(t, i, &len));
		if ((cls & NU_UPPER) && small >= 4)
			return (nu_str){t.p, i};
		small = cls & (NU_ALPHA | NU_MARK) ? small + 1 : 0;
		if ((cls & NU_UPPER) && small > 1)
			small = 0;
	}
	return t;
}

/* Adds the name as a @writer, if it is one. */
static bool
add_writer(const sp_state *s, sp_page *p, nu_doc *doc, nu_str name, int sure)
{
	name = nu_trim(name);
	while (name.n && strchr(".,:*-", name.p[name.n - 1]))
		name.n--;
	name = nu_trim(before_fused(without_brackets(name)));
	if (!is_name(s, name))
		return false;
	if (doc)
		nu_doc_fact(doc, "@writer", name_case(p->a, name), sure, name);
	return true;
}

/*
 * The text of a byline up to where its names end; each name gets a fact. Without a
 * document they are only counted.
 */
static size_t
writers_of(const sp_state *s, sp_page *p, nu_doc *doc, nu_str text, int sure)
{
	size_t from, to, n = 0;

	for (int k = 0; text.n && k < WRITERS; k++) {
		nu_str piece = text;

		from = to = text.n;
		nu_pattern_find(s->named[SP_JOINT], text, &from, &to);
		piece.n = from;
		text = nu_slice(text, to, text.n);
		/* Where a name ends ("in Oslo", "- March 3"), the next begins only behind a joint. */
		if (nu_pattern_find(s->named[SP_CUT], piece, &from, &to))
			piece.n = from;
		n += add_writer(s, p, doc, piece, sure);
	}
	return n;
}

/* The names of one line: before a day that it tells, or else behind it. */
static size_t
writers_of_line(const sp_state *s, sp_page *p, nu_doc *doc, const sp_line *l, bool by, int sure)
{
	nu_str  t = l->text;
	size_t  from, to, at = 0, n;
	sp_date d;

	if (by && nu_pattern_find(s->named[SP_BY], t, &from, &to))
		t = nu_slice(t, to, t.n);
	if (!sp_date_find(s, t, &at, &d, &from))
		return writers_of(s, p, doc, t, sure);
	n = writers_of(s, p, doc, nu_slice(t, 0, from), sure);
	return n ? n : writers_of(s, p, doc, nu_slice(t, at, t.n), sure);
}

/* How sure a line between headline and text is a byline, by where it stands; 0: it is none. */
static int
sure_of_names(const sp_state *s, const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];

	if (l->text.n > BYLINE_MOST || i == p->title)
		return 0;
	if (nu_pattern_find(s->named[SP_BY], l->text, NULL, NULL))
		return l->type == SP_BYLINE ? 95 : 0;
	if (i && nu_pattern_find(s->named[SP_BYWORD], p->line[i - 1].text, NULL, NULL))
		return 90;
	if (l->type == SP_BYLINE)
		return l->dated || (i && l[-1].dated) || (i + 1 < p->n && l[1].dated) ? 80 : 70;
	return l->type == SP_JUNK && !l->tagged && !l->stop && !l->figures && l->words <= 4 &&
	               l->caps == l->words && i > p->title && i < p->top
	           ? 55
	           : 0;
}

/* Of all lines that may be bylines the surest count; names without any mark must be alone. */
static void
find_writers(const sp_state *s, sp_page *p, nu_doc *doc)
{
	size_t from = p->title < p->n ? p->title : 0, to = p->top + 8 < p->n ? p->top + 8 : p->n;
	size_t lines = 0;
	int    best = 0;

	if (p->top < p->n && from + BYLINE_REACH > p->top)
		from = p->top > BYLINE_REACH ? p->top - BYLINE_REACH : 0;
	to = to > from + 2 * HEAD_REACH ? from + 2 * HEAD_REACH : to;
	for (size_t i = from; i < to; i++) {
		int sure = sure_of_names(s, p, i);

		if (sure < best || !sure || !writers_of_line(s, p, NULL, &p->line[i], sure == 95, sure))
			continue;
		lines = sure > best ? 1 : lines + 1;
		best = sure;
	}
	if (!best || (best == 55 && lines > 1) || (best == 70 && lines > 3))
		return;
	for (size_t i = from; i < to; i++)
		if (sure_of_names(s, p, i) == best)
			writers_of_line(s, p, doc, &p->line[i], best == 95, best);
}

/* -------------------------------------------------------------------------- the rest */

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
}

void
sp_facts(const sp_state *s, sp_page *p, nu_doc *doc)
{
	if (s->opts->source)
		nu_doc_fact(doc, "@source", nu_str_of(s->opts->source), 100, (nu_str){NULL, 0});
	find_days(s, p, doc);
	if (!told(p, "@writer"))
		find_writers(s, p, doc);
	if (p->first <= p->last)
		find_partial(s, p, doc);
}
