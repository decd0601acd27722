/*
 * What the line model leaves open inside an article of markup, and the page's build decides:
 * lists, tables and subheads between lines of running text belong to it, and lines of its own
 * element that the model was too far off to look at. What does not belong: strip_drop.c.
 */
#include "strip_verdict.h"

/*
 * The least that the model may say of a list, of a subhead: log odds times 64; of so many items
 * of a list a rule may know one for something else.
 */
enum { LIST_LEAST = -5 * 64, HEAD_LEAST = -3 * 64, FEW = 3 };
/* Cells of a table, lines of what br cuts, at least. */
enum { CELLS = 4, LINES = 3 };

/* Names that do not go with an article's text. */
#define FURNITURE                                                                                  \
	(NU_CUE_AD | NU_CUE_NAV | NU_CUE_SHARE | NU_CUE_COMMENT | NU_CUE_RELATED | NU_CUE_TAGS |       \
	    NU_CUE_LEGAL | NU_CUE_FOOT | NU_CUE_BIO | NU_CUE_SIDE | NU_CUE_PULL)

static bool
is_heading(const nu_line *m)
{
	return m->tag >= NU_TAG_H2 && m->tag <= NU_TAG_H6;
}

/* Might the line be text, as far as its build tells, among text with the names `within`? */
static bool
is_plain(const sp_page *p, size_t i, uint32_t within)
{
	const nu_line *m = &p->page->line[i];

	return m->link < SP_LINKED && i != p->title && !(m->within & ~within & (FURNITURE | NU_IN_FORM));
}

/* Does a rule say what the line is, or is it a date? */
static bool
is_named(const sp_line *l)
{
	return l->tagged || l->dated;
}

/* The list that begins at line i, up to line `to`; its end. Text, if the model does not mind. */
static size_t
fill_list(sp_page *p, size_t i, size_t to, uint32_t within)
{
	const nu_line *m = p->page->line;
	int64_t        sum = 0;
	size_t         end = i, named = 0;
	bool           plain = true;

	for (; end < to && m[end].path == m[i].path; end++) {
		sum += p->line[end].odds;
		plain &= is_plain(p, end, within);
		named += is_named(&p->line[end]);
	}
	plain &= named * FEW <= end - i && sum > (int64_t)(end - i) * LIST_LEAST;
	for (size_t k = i; plain && k < end; k++)
		p->line[k].body = true;
	return end;
}

/*
 * The cells from line i on, up to line `to`; their end. Short ones, few of them links, are a
 * table: text if half of it is, or if the model does not mind.
 */
static size_t
fill_table(sp_page *p, size_t i, size_t to, uint32_t within)
{
	const nu_line *m = p->page->line;
	int64_t        sum = 0;
	size_t         end = i, body = 0, bad = 0;
	bool           text = false;

	for (; end < to && m[end].tag == NU_TAG_CELL; end++) {
		text |= p->line[end].sentence && p->line[end].words > SP_CELL_WORDS;
		sum += p->line[end].odds;
		body += p->line[end].body;
		bad += !is_plain(p, end, within);
	}
	if (text || end - i < CELLS ||
	    (body * 2 < end - i && (bad * CELLS > end - i || sum <= (int64_t)(end - i) * LIST_LEAST)))
		return end;
	for (size_t k = i; k < end; k++)
		p->line[k].body = true;
	return end;
}

/* Was the line too far from any sentence for the model to look at, amid lines of its element? */
static bool
is_far(const sp_page *p, size_t i, const nu_line *above, const nu_line *below)
{
	const nu_line *m = &p->page->line[i];

	return p->line[i].odds <= SP_FAR_OFF && m->path == above->path && m->path == below->path &&
	       m->parent == above->parent && m->parent == below->parent && m->link < SP_LINKED &&
	       !is_named(&p->line[i]);
}

/* Lines from..to - 1, which were left out, stand between two lines of text. */
static void
fill_gap(sp_page *p, size_t from, size_t to)
{
	const nu_line *m = p->page->line;
	uint32_t       within = m[from - 1].within & m[to].within;

	for (size_t i = from; i < to;)
		i = m[i].within & ~within & NU_IN_LIST ? fill_list(p, i, to, within) : i + 1;
	for (size_t i = from; i < to; i++)
		p->line[i].body |= is_far(p, i, &m[from - 1], &m[to]);
	for (size_t i = to; i-- > from;)
		if (is_heading(&m[i]) && p->line[i + 1].body && p->line[i].odds > HEAD_LEAST &&
		    is_plain(p, i, within) && !is_named(&p->line[i]))
			p->line[i].body = true;
}

static void
fill_gaps(sp_page *p)
{
	for (size_t i = p->first; i < p->last; i++) {
		size_t to = i + 1;

		if (!p->line[i].body || p->line[to].body)
			continue;
		while (to < p->last && !p->line[to].body)
			to++;
		fill_gap(p, i + 1, to);
		i = to - 1;
	}
}

/* Does the line look like a subhead, by its end and its letters? */
static bool
is_subhead(const sp_line *l, const nu_line *m)
{
	return !l->stop && l->words && (is_heading(m) || m->strong >= SP_ALL_LINKED);
}

/* Takes in what stands from line `next` on, behind the last, and goes with it. */
static void
fill_behind(sp_page *p, size_t next)
{
	const nu_line *m = p->page->line, *last = &m[next - 1];
	nu_str         t = p->line[next - 1].text;
	size_t         to = next + 1;

	if (m[next].within & NU_IN_LIST && t.n && t.p[t.n - 1] == ':')
		fill_list(p, next, p->n, last->within);
	else if (m[next].tag == NU_TAG_CELL && last->tag != NU_TAG_CELL &&
	         m[next].joint + 1 >= last->level)
		fill_table(p, next, p->n, last->within);
	while (to < p->n && sp_is_broken(m, to))
		to++;
	if (to - next >= LINES && m[next].parent == last->parent &&
	    is_subhead(&p->line[next - 1], last))
		fill_list(p, next, to, last->within);
}

/*
 * The list that the last line announces, with a colon, is text too; so are a table beside it,
 * and lines cut by br if it is a subhead: there the article does not end.
 */
static void
fill_tail(sp_page *p)
{
	if (p->last + 1 < p->n)
		fill_behind(p, p->last + 1);
	while (p->last + 1 < p->n && p->line[p->last + 1].body)
		p->last++;
}

void
sp_fill(sp_page *p)
{
	if (p->first > p->last)
		return;
	fill_gaps(p);
	fill_tail(p);
	for (size_t i = p->first; i <= p->last;)
		i = p->page->line[i].tag == NU_TAG_CELL
		        ? fill_table(p, i, p->last + 1, p->page->line[p->first].within)
		        : i + 1;
	sp_drop(p);
}
