/*
 * Who wrote it: names out of bylines. A line is a byline by its own words ("By", a word of
 * office behind the name, "2 hours ago") and by its place between headline and text; of
 * all such lines the surest count.
 */
#include "strip_in.h"

enum { REACH = 15, FAR = 120, WRITERS = 24, NEXT = 4, TAIL = 3, NAME_WORDS = 5 };

/* How sure a byline is. Names without any mark must be alone. */
enum { SURE_BY = 95, SURE_AFTER = 90, SURE_ROLE = 88, SURE_LOOSE_BY = 85, SURE_LOOSE_ROLE = 82,
	SURE_DATED = 80, SURE_AGO = 74, SURE_BYLINE = 70, SURE_TAIL = 60, SURE_ALONE = 55 };

/* --------------------------------------------------------------------------- names */

static bool
known_no_name(const sp_state *s, nu_str word, bool *particle)
{
	const nu_entry *e = nu_lexicon_find(s->not_names, word, nu_hash(word));

	*particle = e && e->rest.n;
	return e && !e->rest.n;
}

/* The word of t that begins at i, up to a blank. */
static nu_str
word_at(nu_str t, size_t i)
{
	const char *sp = memchr(t.p + i, ' ', t.n - i);

	return nu_slice(t, i, sp ? (size_t)(sp - t.p) : t.n);
}

/* May the word stand in a name? *small: only as a part between others ("de", "van der"). */
static bool
is_name_word(const sp_state *s, nu_str w, bool *small)
{
	unsigned len, cls = nu_class(nu_decode(w, 0, &len));
	bool     particle;

	for (size_t k = 0; k < w.n; k++)
		if ((w.p[k] >= '0' && w.p[k] <= '9') || strchr(":!?\"()[]{}<>=+*#_", w.p[k]))
			return false;
	if (known_no_name(s, w, &particle))
		return false;
	*small = (cls & NU_LOWER) != 0;
	return (cls & NU_ALPHA) && (!*small || particle);
}

/*
 * The person's name that t begins with: two to five words in capitals. What stands behind
 * it may only be a word of no name, and what follows that ("Amy Gibbons Political
 * Correspondent"). Empty: there is none.
 */
static nu_str
name_of(const sp_state *s, nu_str t)
{
	size_t words = 0, end = 0;
	bool   small = false, particle;

	for (size_t i = 0; i < t.n;) {
		nu_str w = word_at(t, i);

		i += w.n + 1;
		if (!w.n)
			continue;
		if (!is_name_word(s, w, &small)) {
			if (words < 2 || !known_no_name(s, w, &particle))
				return (nu_str){NULL, 0};
			break;
		}
		if ((words == 0 && small) || ++words > NAME_WORDS)
			return (nu_str){NULL, 0};
		end = small ? end : (size_t)(w.p + w.n - t.p);
	}
	return words < 2 || small ? (nu_str){NULL, 0} : nu_slice(t, 0, end);
}

static bool
has_small(nu_str t)
{
	unsigned len;

	for (size_t i = 0; i < t.n; i += len)
		if (nu_class(nu_decode(t, i, &len)) & NU_LOWER)
			return true;
	return false;
}

/* "MARTA RUIZ" as "Marta Ruiz"; other names stay as they are. */
static nu_str
name_case(nu_arena *a, nu_str t)
{
	char    *out = nu_alloc(a, t.n * 2);
	size_t   n = 0;
	bool     start = true;
	unsigned len;

	if (has_small(t))
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

/* -------------------------------------------------------------------------- a line */

/* The names of one line, or, without a document, only how many there are. */
typedef struct names {
	const sp_state *s;
	sp_page        *p;
	nu_doc         *doc;
	int             sure;
	size_t          n;
	bool            small; /* one of them has small letters */
} names;

static bool
add_name(names *w, nu_str name, nu_str value)
{
	if (w->doc)
		nu_doc_fact(w->doc, "@writer", value, w->sure, name);
	w->small |= has_small(name);
	w->n++;
	return true;
}

/* A full name without the agency behind it: "Ann Lee AP". */
static nu_str
without_agency(const sp_state *s, nu_str name)
{
	size_t at = name.n;
	nu_str last, full;

	while (at && name.p[at - 1] != ' ')
		at--;
	if (!at)
		return name;
	last = nu_slice(name, at, name.n);
	full = nu_trim(nu_slice(name, 0, at));
	return memchr(full.p, ' ', full.n) && nu_lexicon_find(s->agencies, last, nu_hash(last)) ? full
	                                                                                        : name;
}

/* Adds what stands in t as a @writer, if it is a person or an agency. */
static bool
add_writer(names *w, nu_str t)
{
	nu_str name;

	t = nu_trim(t);
	while (t.n && strchr(".,:*-", t.p[t.n - 1]))
		t.n--;
	t = nu_trim(without_brackets(t));
	if (t.n && nu_lexicon_find(w->s->agencies, t, nu_hash(t)))
		return add_name(w, t, t);
	name = without_agency(w->s, name_of(w->s, nu_trim(before_fused(t))));
	/* In capitals among names that are not: an outlet. */
	if (!name.n || (w->small && !has_small(name)))
		return false;
	return add_name(w, name, name_case(w->p->a, name));
}

/* Adds the name that a word of office in a script without capitals stands behind. */
static bool
add_named(names *w, nu_str t)
{
	nu_pattern *p = w->s->named[SP_REPORTER];
	nu_str      name;

	if (!nu_pattern_find(p, t, NULL, NULL))
		return false;
	for (unsigned i = 1; i <= (w->n ? 4u : 3u); i++)
		if ((name = nu_pattern_group(p, t, i)).n)
			return add_name(w, name, name);
	return false;
}

/* The text of a byline up to where its names end. */
static void
add_writers(names *w, nu_str text)
{
	const sp_state *s = w->s;
	size_t          from, to;

	for (int k = 0; text.n && k < WRITERS; k++) {
		nu_str piece = text, rest;

		from = to = text.n;
		nu_pattern_find(s->named[SP_JOINT], text, &from, &to);
		piece.n = from;
		text = nu_slice(text, to, text.n);
		if (add_named(w, piece))
			continue;
		/* Where a name ends ("in Oslo", "- March 3"), the next begins only behind a joint. */
		rest = (nu_str){NULL, 0};
		if (nu_pattern_find(s->named[SP_CUT], piece, &from, &to)) {
			rest = nu_slice(piece, to, piece.n);
			piece.n = from;
		}
		/* But the desk may stand first: "World - Ann Lee". */
		if (!add_writer(w, piece) && rest.n && piece.n && !w->n)
			add_writer(w, rest);
	}
}

/* The names of one line: before a day that it tells, or else behind it. */
static size_t
writers_of(const sp_state *s, sp_page *p, nu_doc *doc, const sp_line *l, int sure)
{
	names   w = {.s = s, .p = p, .doc = doc, .sure = sure};
	nu_str  t = l->text;
	size_t  from, to, at = 0;
	sp_date d;

	if (nu_pattern_find(s->named[SP_BY], t, &from, &to))
		t = nu_slice(t, to, t.n);
	if (!sp_date_find(s, t, &at, &d, &from)) {
		add_writers(&w, t);
		return w.n;
	}
	add_writers(&w, nu_slice(t, 0, from));
	if (!w.n)
		add_writers(&w, nu_slice(t, at, t.n));
	return w.n;
}

/* ----------------------------------------------------------------------- the lines */

static bool
says(const sp_state *s, int what, const sp_line *l)
{
	return nu_pattern_find(s->named[what], l->text, NULL, NULL);
}

static bool
is_credit(const sp_state *s, const sp_line *l)
{
	return l->type == SP_CREDIT || l->tagged == SP_CREDIT + 1 || says(s, SP_PHOTO, l);
}

/* A name in a photo's credit, or right above it: that of who is in it. */
static bool
is_shown(const sp_state *s, const sp_page *p, size_t i)
{
	return is_credit(s, &p->line[i]) || (i + 1 < p->n && is_credit(s, &p->line[i + 1]));
}

/* How sure a line that is no Byline is one for all that: between headline and text. */
static int
sure_of_loose(const sp_state *s, const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	bool           junk = l->type == SP_JUNK && !l->tagged;

	if (i <= p->title || i >= p->top || (!junk && l->type != SP_DEK && l->type != SP_CAPTION))
		return 0;
	if (l->stop || l->words > 20 || is_shown(s, p, i))
		return 0;
	if (says(s, SP_BY, l))
		return SURE_LOOSE_BY;
	if (says(s, SP_ROLE, l) && l->words <= 12)
		return SURE_LOOSE_ROLE;
	if (says(s, SP_AGO, l) || (l->figures >= 6 && l->dated))
		return SURE_AGO;
	if (says(s, SP_REPORTER, l))
		return SURE_AGO;
	return junk && !l->figures && l->words <= 4 && l->caps == l->words ? SURE_ALONE : 0;
}

/* How sure line i is a byline; 0: it is none. */
static int
sure_of(const sp_state *s, const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];

	if (l->text.n > SP_BYLINE_MOST || i == p->title)
		return 0;
	if (l->type == SP_BYLINE && says(s, SP_BY, l))
		return SURE_BY;
	if (i && nu_pattern_find(s->named[SP_BYWORD], l[-1].text, NULL, NULL))
		return SURE_AFTER;
	if (l->type != SP_BYLINE)
		return sure_of_loose(s, p, i);
	if (says(s, SP_ROLE, l))
		return SURE_ROLE;
	if (is_shown(s, p, i))
		return 0;
	return l->dated || (i && l[-1].dated) || (i + 1 < p->n && l[1].dated) ? SURE_DATED : SURE_BYLINE;
}

/* Names right behind the article, in brackets or behind a word for it. */
static void
find_at_end(const sp_state *s, sp_page *p, nu_doc *doc)
{
	for (size_t i = p->last; i < p->n && i <= p->last + TAIL; i++) {
		const sp_line *l = &p->line[i];

		if (l->text.n < 80 && says(s, SP_REPORTER, l) && writers_of(s, p, doc, l, SURE_TAIL))
			return;
	}
}

/* Of all lines that may be bylines the surest count, and of these the first that stand together. */
void
sp_find_writers(const sp_state *s, sp_page *p, nu_doc *doc)
{
	size_t from = p->title < p->n ? p->title : 0, to = p->top + 8 < p->n ? p->top + 8 : p->n;
	size_t lines = 0, last = 0;
	int    best = 0, all[FAR];

	if (p->top < p->n && from + REACH > p->top)
		from = p->top > REACH ? p->top - REACH : 0;
	to = to > from + FAR ? from + FAR : to;
	for (size_t i = from; i < to; i++) {
		int sure = all[i - from] = sure_of(s, p, i);

		if (sure < best || !sure || !writers_of(s, p, NULL, &p->line[i], sure))
			continue;
		lines = sure > best ? 1 : lines + 1;
		best = sure;
	}
	if (!best && p->first <= p->last)
		find_at_end(s, p, doc);
	if (!best || (best == SURE_ALONE && lines > 1) || (best == SURE_BYLINE && lines > 3))
		return;
	for (size_t i = from; i < to; i++) {
		int sure = all[i - from];

		/* Each may have a line: the next one need not be as sure, where the first is. */
		if ((sure == best && (!last || i <= last + NEXT)) || (last && i == last + 1 &&
		        sure >= (best == SURE_AFTER ? SURE_ALONE : SURE_LOOSE_ROLE) && best <= SURE_AFTER))
			last = writers_of(s, p, doc, &p->line[i], best) ? i : last;
	}
}
