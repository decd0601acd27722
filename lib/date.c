#include "date.h"

#include <stdio.h>
#include <stdlib.h>

#include "data.h"
#include "date_gate.h"
#include "date_never.h"
#include "date_table.h"
#include "date_when.h"
#include "lang_doc.h"

enum { MAX_LANGS = 8, SEEN_SCORE = 50, DOUBT_SCORE = 40, FAR_YEARS = 0, FAR_DATES = 6, MESSAGE = 320,
	FIRST_UNITS = 8, RUIN_SCORE = 50, MOST_NEVER = 8, ASIDE_YEARS = 4 };

/* One language's tables, compiled. */
typedef struct lang {
	char             name[4];
	nu_date_lex     *lex;
	nu_date_rules   *rules; /* NULL: no data for it */
	nu_date_anchors *anchors;
	int              year, deictic; /* symbols */
	bool            *tells;         /* by kind: one of these two */
} lang;

typedef struct brain {
	const nu_date_opts  *opts;
	nu_arena            *keep;
	const nu_date_table *table;
	bool                 has_date;
	int64_t              date;
	int                  seconds;
	lang                 lang[MAX_LANGS];
	size_t               nlang;
	lang                *given; /* --lang, or NULL */
	nu_lang_teller      *teller;
	bool                 told_none, told_missing, told_language;
} brain;

/* The tokens of a unit, or of a stretch of one. */
typedef struct reading {
	const nu_unit *unit;
	size_t         number; /* of the unit */
	nu_date_token *token;
	size_t         ntoken;
} reading;

/* -------------------------------------------------------------------------- opening */

/* Loads the tables of a language, named by two letters; NULL: there are none. */
static lang *
load_lang(brain *b, const char *name, nu_log *log)
{
	lang  *l = &b->lang[b->nlang];
	char   path[64];
	nu_str words, rules, anchors;

	snprintf(l->name, sizeof l->name, "%.2s", name);
	snprintf(path, sizeof path, "%s/date-words.tsv", l->name);
	words = nu_data(path);
	snprintf(path, sizeof path, "%s/date-anchors.tsv", l->name);
	anchors = nu_data(path);
	if (!anchors.p) /* which date is meant is much the same in every language */
		anchors = nu_data("en/date-anchors.tsv");
	snprintf(path, sizeof path, "%s/date-rules.tsv", l->name);
	rules = nu_data(path);
	if (!words.p || !rules.p || !anchors.p)
		return NULL;
	b->nlang++;
	l->lex = nu_date_lex_new(b->keep, words);
	l->anchors = nu_date_anchors_new(b->keep, l->lex, anchors, "date-anchors.tsv", log);
	l->year = nu_date_symbol(l->lex, NU_STR("YEAR"), true);
	l->deictic = nu_date_symbol(l->lex, NU_STR("DEICTIC"), true);
	if (l->anchors)
		l->rules = nu_date_rules_new(b->keep, l->lex, rules, path, log);
	if (!l->rules)
		return l;
	l->tells = NU_NEW(b->keep, bool, nu_date_kinds(l->lex));
	for (unsigned i = 0; i < nu_date_kinds(l->lex); i++)
		l->tells[i] = nu_date_has(l->lex, i, (unsigned)l->year) ||
		              nu_date_has(l->lex, i, (unsigned)l->deictic);
	return l;
}

/* The tables of a language, by its code; NULL: none. */
static lang *
lang_of(brain *b, nu_str code, nu_log *log)
{
	lang *l = NULL;

	for (size_t i = 0; i < b->nlang && !l; i++)
		if (nu_eq(nu_str_of(b->lang[i].name), code))
			l = &b->lang[i];
	if (!l && code.n == 2 && b->nlang < MAX_LANGS)
		l = load_lang(b, code.p, log);
	return l && l->rules ? l : NULL;
}

/*
 * Those of the document's language, which @lang, --lang or a text of some length tells; NULL:
 * none, and told. What a text tells holds nothing back: where it has no tables it is English.
 */
static lang *
lang_of_document(brain *b, nu_doc *doc, const nu_unit *unit, size_t n)
{
	nu_str code = nu_doc_lang(doc);
	lang  *l = NULL;

	if (code.n) {
		l = lang_of(b, code, doc->log);
		if (!l)
			nu_doc_no_lang(doc, code, &b->told_language);
		return l;
	}
	if (b->given)
		return b->given;
	l = lang_of(b, nu_lang_sure(b->teller, unit, n), doc->log);
	return l ? l : lang_of(b, NU_STR("en"), doc->log);
}

static void *
date_open(nu_arena *keep, const void *opts, nu_log *log)
{
	brain *b = NU_NEW(keep, brain, 1);
	nu_ymd d;

	b->opts = opts;
	b->keep = keep;
	b->seconds = -1;
	if (b->opts->date) {
		if (!nu_iso_date(nu_str_of(b->opts->date), &d, &b->seconds)) {
			nu_fail(log, "-d: '%.60s' is no date (YYYY-MM-DD, perhaps with Thh:mm)", b->opts->date);
			return NULL;
		}
		b->has_date = true;
		b->date = nu_days(d.year, d.month, d.day);
	}
	if (b->opts->table && !(b->table = nu_date_table_new(keep, b->opts->table, log)))
		return NULL;
	b->teller = nu_lang_teller_new(keep);
	if (b->opts->lang &&
	    !(b->given = lang_of(b, nu_lang_code(keep, nu_str_of(b->opts->lang)), log))) {
		nu_fail(log, "--lang: no data for the language '%.20s'", b->opts->lang);
		return NULL;
	}
	return b;
}

static void
date_close(void *self)
{
	brain *b = self;

	for (size_t i = 0; i < b->nlang; i++)
		nu_date_rules_free(b->lang[i].rules);
}

/* --------------------------------------------------------------- the document's date */

/* A page cannot have been published after it was fetched. */
static void
bound_by_seen(nu_doc *doc, nu_date_place *place)
{
	nu_str value = nu_doc_value(doc, "@seen");
	nu_ymd d;
	int    seconds;

	if (value.n < 10 || !nu_iso_date(nu_slice(value, 0, 10), &d, &seconds) ||
	    place->doc <= nu_days(d.year, d.month, d.day) + 1)
		return; /* a day for time zones */
	place->score = SEEN_SCORE;
	nu_note(doc->log, "'%.*s': published after it was seen: what counts from that day is unsure",
	    (int)(doc->id.n < 200 ? doc->id.n : 200), doc->id.p);
}

/* Tells of a document's date that the text itself refutes; what counts from it is unsure. */
static void
doubt_date(const nu_date_place *place, nu_doc *doc)
{
	static const char *const names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
	    "Saturday", "Sunday"};
	nu_ymd                   d;

	if (!place->has_doc || !nu_date_doubt_holds(&place->doubt, nu_weekday(place->doc)))
		return;
	d = nu_ymd_of(place->doc);
	nu_note(doc->log, "'%.*s': its date %04d-%02d-%02d is a %s, which the days that the text "
	    "tells of contradict: what counts from it is unsure",
	    (int)(doc->id.n < 200 ? doc->id.n : 200), doc->id.p, d.year, d.month, d.day,
	    names[nu_weekday(place->doc) - 1]);
	for (size_t i = 0; i + 1 < place->nby_doc; i += 2)
		for (size_t k = place->by_doc[i]; k < place->by_doc[i + 1]; k++)
			if (doc->add[k].score > DOUBT_SCORE)
				doc->add[k].score = DOUBT_SCORE;
}

/* @published, or with --seen-anchor the day of the crawl, as the document's date. */
static bool
date_of_facts(const brain *b, nu_doc *doc, nu_date_place *place)
{
	nu_str value = nu_doc_value(doc, "@published");
	nu_ymd d;
	bool   seen = false;

	if (!value.n && b->opts->seen_days >= 0) {
		value = nu_doc_value(doc, "@seen");
		seen = true;
	}
	if (!value.n)
		return false;
	if (!nu_iso_date(value, &d, &place->seconds) &&
	    (value.n < 10 || !nu_iso_date(nu_slice(value, 0, 10), &d, &place->seconds)))
		return false;
	place->doc = nu_days(d.year, d.month, d.day);
	if (!seen)
		bound_by_seen(doc, place);
	place->seconds = -1; /* when a page went online says little about its "at 8" */
	if (seen) {
		place->doc -= b->opts->seen_days;
		place->score = SEEN_SCORE;
	}
	return true;
}

static void
find_document_date(brain *b, nu_doc *doc, nu_date_place *place)
{
	const nu_date_row *row = b->table ? nu_date_table_find(b->table, doc->id) : NULL;

	place->score = 100;
	place->seconds = -1;
	place->has_doc = true;
	if (row) {
		place->doc = row->days;
		place->seconds = row->seconds;
		return;
	}
	if (b->table && !b->told_missing) {
		b->told_missing = true;
		nu_note(doc->log, "%s has no date for '%.*s' (and perhaps others)", b->opts->table,
		    (int)(doc->id.n < 200 ? doc->id.n : 200), doc->id.p);
	}
	if (b->has_date) {
		place->doc = b->date;
		place->seconds = b->seconds;
		return;
	}
	place->has_doc = date_of_facts(b, doc, place);
}

/* --------------------------------------------------------------------------- reading */

/* The tokens of a document's units, where any of them can be part of an expression. */
static size_t
read_tokens(const lang *l, nu_arena *a, const nu_unit *unit, size_t n, reading **readings)
{
	reading *r = NULL;
	size_t   count = 0, cap = 0;

	for (size_t i = 0; i < n; i++) {
		reading x = {.unit = &unit[i], .number = i};

		for (size_t at = 0; (x.ntoken = nu_date_gate_next(l->rules, a, unit[i].text, &at, &x.token));)
			NU_PUSH(a, r, count, cap) = x;
	}
	*readings = r;
	return count;
}

/*
 * What kind of text is it? Short ones are messages. Where years that lie off the
 * document's date outweigh words that count from it, it tells of other times.
 */
static unsigned
style_of(const lang *l, const nu_date_place *place, const reading *r, size_t n, size_t length)
{
	int    here = place->has_doc ? nu_ymd_of(place->doc).year : NU_YEAR_MAX;
	size_t far = 0, near = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < r[i].ntoken; k++) {
			const nu_date_token *t = &r[i].token[k];

			if (!t->kind || !l->tells[t->kind])
				continue;
			if (nu_date_has(l->lex, t->kind, (unsigned)l->year) && t->digits == 4) {
				if (t->number < here - FAR_YEARS)
					far++;
				else
					near++;
			}
			near += nu_date_has(l->lex, t->kind, (unsigned)l->deictic);
		}
	if (far > FAR_DATES && far > 2 * near)
		return NU_DATE_HISTORY;
	return length <= MESSAGE ? NU_DATE_MESSAGE : NU_DATE_NEWS;
}

/* --------------------------------------------------------------------------- writing */

static void
tell_why(const nu_date_place *place, const nu_date_match *m, nu_doc *doc, const nu_unit *u,
    size_t from, size_t to, const nu_date_result *r)
{
	const nu_date_policy *p = place->used;
	const size_t          n = to - from < 80 ? to - from : 80;
	char                  anchor[96] = "", day[16] = "";

	if (p && p->take != NU_OPEN) {
		nu_ymd d = nu_ymd_of(place->ref);

		nu_ymd_write(day, d.year, d.month, d.day);
	}
	if (p)
		snprintf(anchor, sizeof anchor, ", anchored by '%.*s'%s%s", (int)(p->name.n < 60 ? p->name.n : 60),
		    p->name.p, day[0] ? " from " : "", day);
	nu_note(doc->log, "%.*s:%zu: '%.*s' is %.*s by rule '%.*s'%s", (int)doc->id.n, doc->id.p,
	    u->start + from, (int)n, u->text.p + from, (int)r->nvalue, r->value, (int)m->rule->name.n,
	    m->rule->name.p, anchor);
}

static void
add_when(nu_doc *doc, const nu_unit *u, size_t from, size_t to, const nu_interval *i, int score)
{
	char   buf[80];
	size_t n = nu_interval_write(i, buf);

	nu_unit_add(doc, u, from, to, "when", nu_copy(doc->arena, (nu_str){buf, n}), score);
}

/*
 * The thread of an account is what months and days without a year belong to: the date last
 * told, but not one year alone that lies far off ("for the first time since 1614").
 */
static void
follow_thread(nu_date_place *place, const nu_point *p)
{
	if (place->has_told && p->grain == NU_YEAR && abs(p->year - place->thread.year) > ASIDE_YEARS &&
	    abs(p->year - place->aside) > ASIDE_YEARS) {
		place->aside = p->year;
		return;
	}
	place->thread = *p;
}

static void
remember(nu_date_place *place, const nu_date_result *r)
{
	if (r->quiet || !r->placed || r->has_span)
		return;
	follow_thread(place, &r->point);
	place->has_told = true;
	place->told = r->point;
	place->told_by_doc = r->by_doc;
	if (r->point.grain == NU_QUARTER)
		place->quarter = r->point;
	place->told_unit = place->unit;
}

/* Notes that the records from number `first` on count from the document's date. */
static void
note_by_doc(nu_date_place *place, const nu_doc *doc, size_t first)
{
	NU_PUSH(doc->arena, place->by_doc, place->nby_doc, place->capby_doc) = first;
	NU_PUSH(doc->arena, place->by_doc, place->nby_doc, place->capby_doc) = doc->nadd;
}

/* Tells of an expression that names what no calendar has; a document has so many told. */
static void
tell_never(nu_date_place *place, nu_doc *doc, const nu_unit *u, const nu_date_match *m,
    const nu_date_result *r)
{
	const size_t from = m->token[m->part[0][0]].from, to = m->token[m->part[0][1] - 1].to;
	const size_t n = to - from < 80 ? to - from : 80;
	char         why[64];

	if (++place->never > MOST_NEVER)
		return;
	nu_date_never(r, why, sizeof why);
	nu_note(doc->log, "%.*s:%zu: '%.*s' is no date: %s%s", (int)(doc->id.n < 200 ? doc->id.n : 200),
	    doc->id.p, u->start + from, (int)n, u->text.p + from, why,
	    place->never == MOST_NEVER ? " (further ones in this document are not told)" : "");
}

static void write_match(const brain *b, lang *l, nu_date_place *place, nu_doc *doc,
    const reading *r, nu_date_match *m, int most);

/* What stands inside a match that was no date: "week 53 of 2023" still names a year. */
static void
write_inside(const brain *b, lang *l, nu_date_place *place, nu_doc *doc, const reading *r,
    size_t from, size_t to, int most)
{
	nu_date_match m;

	for (size_t i = from; i < to; i++)
		if (nu_date_match_at(l->rules, place->style, r->token, to, i, &m)) {
			write_match(b, l, place, doc, r, &m, most);
			i = m.to - 1;
		}
}

/* ... up to token `ruined` with scores of RUIN_SCORE at most. */
static void
write_ruins(const brain *b, lang *l, nu_date_place *place, nu_doc *doc, const reading *r,
    size_t from, size_t ruined, size_t to, int most)
{
	if (from < ruined)
		write_inside(b, l, place, doc, r, from, ruined, RUIN_SCORE < most ? RUIN_SCORE : most);
	write_inside(b, l, place, doc, r, from > ruined ? from : ruined, to, most);
}

/*
 * The value of the first part of m, or of what else is there where m is no date: a later
 * rule or a shorter match. What is left of one that names what no calendar has is worth
 * little: *most. False: nothing is left, or no record is wanted.
 */
static bool
settle(const brain *b, lang *l, nu_date_place *place, nu_doc *doc, const reading *r,
    nu_date_match *m, int *most, nu_date_result *res)
{
	const size_t begin = m->from, end = m->to;
	size_t       ruined = begin;
	bool         is;

	for (;;) {
		place->to = m->to;
		is = nu_date_value(place, m, 0, b->opts->order, res);
		if (is && !m->rule->never) {
			*most = ruined > begin && *most > RUIN_SCORE ? RUIN_SCORE : *most;
			return m->rule->finds;
		}
		if (res->wrong && ruined < m->part[0][1])
			ruined = m->part[0][1];
		if (m->rule->never && res->wrong) {
			tell_never(place, doc, r->unit, m, res);
			write_ruins(b, l, place, doc, r, m->to, ruined, end, *most);
			return false;
		}
		if (!nu_date_match_next(l->rules, place->style, r->token, r->ntoken, m)) {
			write_ruins(b, l, place, doc, r, begin + 1, ruined, end, *most);
			return false;
		}
	}
}

/* Does a value stay open (XXXX-WXX-5, T20) for want of the document's date? */
static bool
is_open(const nu_date_place *place, const nu_date_result *r)
{
	return !place->has_doc && !r->placed && *r->type != 's' && /* sets are never placed */
	       (*r->value == 'X' || *r->value == 'T');
}

/* The records of one match; `most` is the most that their scores can be. */
static void
write_match(const brain *b, lang *l, nu_date_place *place, nu_doc *doc, const reading *r,
    nu_date_match *m, int most)
{
	nu_date_result res;
	nu_interval    when[NU_DATE_PARTS];
	bool           placed[NU_DATE_PARTS] = {false};
	size_t         span[2] = {0};
	int            score = most;
	const size_t   first = doc->nadd;
	bool           by_doc = false;

	place->from = m->from;
	place->to = m->to;
	if (!settle(b, l, place, doc, r, m, &most, &res))
		return;
	for (size_t k = 0; k < m->rule->nparts; k++) {
		size_t from = m->token[m->part[k][0]].from, to = m->token[m->part[k][1] - 1].to;

		if (k && !nu_date_value(place, m, k, b->opts->order, &res)) {
			write_inside(b, l, place, doc, r, m->part[k][0], m->part[k][1], most);
			return;
		}
		res.score = res.score < most ? res.score : most;
		nu_unit_add(doc, r->unit, from, to, res.type,
		    nu_copy(doc->arena, (nu_str){res.value, res.nvalue}), res.score);
		placed[k] = nu_date_interval(&res, &when[k]);
		if (placed[k])
			add_when(doc, r->unit, from, to, &when[k], res.score);
		if (b->opts->why)
			tell_why(place, m, doc, r->unit, from, to, &res);
		remember(place, &res);
		place->open |= is_open(place, &res);
		by_doc |= res.by_doc;
		if (!k && res.has_near && r->unit->first && r->number < FIRST_UNITS)
			nu_date_doubt_dateline(&place->doubt, r->unit->text, from, to, res.near);
		span[k ? 1 : 0] = k ? to : from;
		score = res.score < score ? res.score : score;
	}
	if (m->rule->is_range && placed[0] && placed[1] && when[0].begin < when[1].end) {
		when[0].end = when[1].by_day ? when[1].end : when[1].begin; /* 9 a.m. to 5 p.m. */
		when[0].by_day &= when[1].by_day;
		add_when(doc, r->unit, span[0], span[1], &when[0], score);
	}
	if (by_doc)
		note_by_doc(place, doc, first);
}

static void
tell_undated(brain *b, const nu_doc *doc)
{
	if (b->told_none)
		return;
	b->told_none = true;
	nu_note(doc->log, "'%.*s' has no date to count from (give -d, -D or @published): what counts "
	    "from it stays open, in it and in others like it", (int)(doc->id.n < 200 ? doc->id.n : 200),
	    doc->id.p);
}

/* The expressions in a reading, the longest from left to right. */
static void
write_reading(brain *b, lang *l, nu_date_place *place, nu_doc *doc, const reading *r)
{
	nu_date_match m;

	place->unit = r->number;
	place->text = r->unit->text;
	place->token = r->token;
	place->ntoken = r->ntoken;
	for (size_t i = 0; i < r->ntoken; i++) {
		const unsigned kind = r->token[i].kind;
		const int      begins = kind ? nu_date_begins(l->rules, kind) : 0;

		if (!begins || (begins == 1 && (i + 1 == r->ntoken || !r->token[i + 1].kind)) ||
		    !nu_date_match_at(l->rules, place->style, r->token, r->ntoken, i, &m))
			continue;
		i = m.part[m.rule->nparts - 1][1] - 1;
		write_match(b, l, place, doc, r, &m, 100);
	}
}

static bool
date_doc(void *self, nu_doc *doc)
{
	brain        *b = self;
	nu_unit      *unit;
	size_t        n = nu_doc_units(doc, &unit), length = 0;
	lang         *l;
	reading      *r;
	nu_date_place place = {0};

	if (!(l = lang_of_document(b, doc, unit, n)))
		return true;
	for (size_t i = 0; i < n; i++)
		length += unit[i].text.n;
	n = read_tokens(l, doc->arena, unit, n, &r);
	find_document_date(b, doc, &place);
	place.lex = l->lex;
	place.rules = l->rules;
	place.anchors = l->anchors;
	place.style = style_of(l, &place, r, n, length);
	for (size_t i = 0; i < n; i++)
		write_reading(b, l, &place, doc, &r[i]);
	if (place.open)
		tell_undated(b, doc);
	doubt_date(&place, doc);
	return true;
}

const nu_brain nu_date_brain = {
	.name = "date",
	.open = date_open,
	.doc = date_doc,
	.close = date_close,
};
