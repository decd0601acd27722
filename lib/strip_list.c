/*
 * Lists of a plain page that the line model leaves before they end: it looks at lines near
 * running text, and a long list has none. What its items have in common tells where it ends:
 * numbers that count up, days, brackets. A list that the text announces with a colon, or one
 * that it has begun already, belongs to it as a whole.
 */
#include "strip_verdict.h"

/* Items of an announced list, of one that the model began, days, and cells of a table at least. */
enum { ITEMS = 3, BEGUN = 3, DAYS = 4, CELLS = 8 };
/* Lines from an item to the next; words of an item, of what announces a list, of a cell at most. */
enum { STEP = 4, ITEM_WORDS = 40, LEAD_WORDS = 4, CELL_WORDS = 8 };
/* Of so many lines of a table running so many hold figures. */
enum { WINDOW = 6, FIGURES = 2 };

/* What an item may have in common with the others of its list. */
enum { NUMBERED = 1, DATED = 2, BRACKET = 4, BULLET = 8 };

/* Might the line be an item, as far as rules tell? */
static bool
is_free(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];

	return !l->tagged && !l->forced && !l->dated && i != p->title && l->words <= ITEM_WORDS;
}

/* The number that counts the line, "3." or "(3)", or 0. */
static unsigned
ordinal(nu_str t)
{
	size_t   i = t.n && (t.p[0] == '(' || t.p[0] == '#');
	unsigned v = 0;
	size_t   from = i;

	for (; i < t.n && t.p[i] >= '0' && t.p[i] <= '9' && i - from < 4; i++)
		v = v * 10 + (unsigned)(t.p[i] - '0');
	if (i == from || i + 1 >= t.n || !strchr(".):", t.p[i]))
		return 0;
	return t.p[i + 1] >= '0' && t.p[i + 1] <= '9' ? 0 : v;
}

static unsigned
forms(const sp_state *s, const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	nu_str         t = l->text;
	unsigned       f = l->bullet ? BULLET : 0;

	if (!is_free(p, i) || !t.n)
		return 0;
	f |= ordinal(t) ? NUMBERED : 0;
	f |= t.p[t.n - 1] == ')' && memchr(t.p, '(', t.n) ? BRACKET : 0;
	return f | (sp_begins_dated(s, t) ? DATED : 0);
}

/* The end of the run of lines from i on that have one of the forms in common. */
static size_t
run_end(const sp_state *s, const sp_page *p, size_t i, unsigned form)
{
	for (; i < p->n && form; i++) {
		form &= forms(s, p, i);
		if (!form)
			break;
	}
	return i;
}

static void
take(sp_page *p, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		p->line[i].body = true;
}

static bool
ends_in_colon(nu_str t)
{
	return t.n && (t.p[t.n - 1] == ':' || (t.n > 2 && !memcmp(t.p + t.n - 3, "\xEF\xBC\x9A", 3)));
}

/* Lists that a line of the text announces. */
static void
take_announced(const sp_state *s, sp_page *p)
{
	for (size_t i = p->first; i <= p->last; i++) {
		const sp_line *l = &p->line[i];
		size_t         end;

		if (!l->body || l->words < LEAD_WORDS || !ends_in_colon(l->text) || i + 1 >= p->n)
			continue;
		end = run_end(s, p, i + 1, forms(s, p, i + 1));
		if (end - i > ITEMS) {
			take(p, i + 1, end);
			i = end - 1;
		}
	}
}

/* Days behind the last line, perhaps under a heading. */
static void
take_days(const sp_state *s, sp_page *p)
{
	size_t next = p->last + 1, end;

	if (next < p->n && is_free(p, next) && !p->line[next].sentence &&
	    !(forms(s, p, next) & DATED))
		next++;
	end = run_end(s, p, next, DATED);
	if (end >= next + DAYS)
		take(p, p->last + 1, end);
}

/* The line from i + 1 on, STEP lines at most, that is counted v; or p->n. */
static size_t
next_item(const sp_page *p, size_t i, unsigned v)
{
	for (size_t k = i + 1; k < p->n && k <= i + STEP; k++) {
		if (!is_free(p, k))
			break;
		if (ordinal(p->line[k].text) == v)
			return k;
	}
	return p->n;
}

/* The lines counted v and on from line i: text as a whole if enough of them is. Their last. */
static size_t
take_counted(sp_page *p, size_t i, unsigned v)
{
	size_t from = i, body = p->line[i].body, items = 1, step = 0;

	for (size_t k; (k = next_item(p, i, v + 1)) < p->n; i = k, v++) {
		step = items == 1 || k - i == step ? k - i : 0;
		body += p->line[k].body;
		items++;
	}
	if (items < ITEMS || body < BEGUN)
		return i;
	/* What stands below each item stands below the last one. */
	for (; step > 1 && i + 1 < p->n && is_free(p, i + 1); step--)
		i++;
	take(p, from, i + 1);
	return i;
}

static void
take_numbers(sp_page *p)
{
	for (size_t i = 0; i < p->n; i++) {
		unsigned v = ordinal(p->line[i].text);

		if (v && is_free(p, i))
			i = take_counted(p, i, v);
	}
}

static bool
is_cell(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];

	return is_free(p, i) && !l->stop && l->words <= CELL_WORDS;
}

/* The end of the table that begins at line i: cells, figures in every few of them. */
static size_t
table_end(const sp_page *p, size_t i)
{
	size_t end = i, n = 0;

	for (size_t k = i; k < p->n && is_cell(p, k); k++) {
		n += p->line[k].figures > 0;
		n -= k >= i + WINDOW && p->line[k - WINDOW].figures > 0;
		if (k + 1 >= i + WINDOW && n < FIGURES)
			break;
		end = p->line[k].figures > 0 ? k + 1 : end;
	}
	return end;
}

/* A table that the model began to take is taken to its end. */
static void
take_tables(sp_page *p)
{
	for (size_t i = p->first; i < p->n; i++) {
		size_t end = is_cell(p, i) ? table_end(p, i) : i, body = 0;

		for (size_t k = i; k < end; k++)
			body += p->line[k].body;
		if (body >= CELLS)
			take(p, i, end);
		i = end > i ? end - 1 : i;
	}
}

void
sp_lists(const sp_state *s, sp_page *p)
{
	if (p->first > p->last)
		return;
	take_announced(s, p);
	take_days(s, p);
	take_numbers(p);
	take_tables(p);
}
