/*
 * What the line model leaves open inside an article of markup, and the page's build decides:
 * lists and subheads between lines of running text belong to it; links set into it as
 * paragraphs, and tables that float with a caption of their own, do not.
 */
#include "strip_verdict.h"

/* The least that the model may say of a list, of a subhead: log odds times 64. */
enum { LIST_LEAST = -5 * 64, HEAD_LEAST = -3 * 64 };
/* Shares of 255 of a line that are links; words of a teaser at least, of a cell at most. */
enum { LINKED = 100, ALL = 230, TEASER_WORDS = 4, CELL_WORDS = 12 };

/* Names that do not go with an article's text. */
#define FURNITURE                                                                          \
	(NU_CUE_AD | NU_CUE_NAV | NU_CUE_SHARE | NU_CUE_COMMENT | NU_CUE_RELATED | NU_CUE_TAGS | \
	    NU_CUE_LEGAL | NU_CUE_FOOT | NU_CUE_BIO)

static bool
is_heading(const nu_line *m)
{
	return m->tag >= NU_TAG_H2 && m->tag <= NU_TAG_H6;
}

/* Might the line be text, as far as itself tells, among text with the names `within`? */
static bool
is_plain(const sp_page *p, size_t i, uint32_t within)
{
	const sp_line *l = &p->line[i];
	const nu_line *m = &p->page->line[i];

	return m->link < LINKED && !l->tagged && !l->dated && i != p->title &&
	       !(m->within & ~within & (FURNITURE | NU_IN_FORM));
}

/* The list that begins at line i, up to line `to`; its end. Text, if the model does not mind. */
static size_t
fill_list(sp_page *p, size_t i, size_t to, uint32_t within)
{
	const nu_line *m = p->page->line;
	int64_t        sum = 0;
	size_t         end = i;
	bool           plain = true;

	for (; end < to && m[end].path == m[i].path; end++) {
		sum += p->line[end].odds;
		plain &= is_plain(p, end, within);
	}
	for (size_t k = i; plain && sum > (int64_t)(end - i) * LIST_LEAST && k < end; k++)
		p->line[k].body = true;
	return end;
}

/* Lines from..to - 1, which were left out, stand between two lines of text. */
static void
fill_gap(sp_page *p, size_t from, size_t to)
{
	const nu_line *m = p->page->line;
	uint32_t       within = m[from - 1].within & m[to].within;

	for (size_t i = from; i < to;)
		i = m[i].within & ~within & NU_IN_LIST ? fill_list(p, i, to, within) : i + 1;
	for (size_t i = to; i-- > from;)
		if (is_heading(&m[i]) && p->line[i + 1].body && p->line[i].odds > HEAD_LEAST &&
		    is_plain(p, i, within))
			p->line[i].body = true;
}

/* A paragraph that is a link in capitals: where else to go on the site. */
static bool
is_teaser(const sp_line *l, const nu_line *m)
{
	return m->link >= ALL && l->shout >= TEASER_WORDS && l->shout * 4 >= l->words * 3 &&
	       (m->tag == NU_TAG_P || m->tag == NU_TAG_DIV);
}

/*
 * A table of short cells below a line that is a caption by its words. Returns its last line:
 * captions before that one are of the same table, and have been answered with the first.
 */
static size_t
drop_float(sp_page *p, size_t caption)
{
	const nu_line *m = p->page->line;
	size_t         to = caption + 1;
	bool           text = false;

	for (; !text && to < p->n && m[to].tag == NU_TAG_CELL; to++)
		text = p->line[to].sentence && p->line[to].words > CELL_WORDS;
	for (size_t i = caption + 1; !text && i < to; i++)
		p->line[i].body = false;
	return to - 1;
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

void
sp_fill(sp_page *p)
{
	if (p->first > p->last)
		return;
	fill_gaps(p);
	for (size_t i = p->first; i <= p->last; i++) {
		sp_line *l = &p->line[i];

		if (is_teaser(l, &p->page->line[i]))
			l->body = false;
		else if (l->tagged == SP_CAPTION + 1 && !l->cued)
			i = drop_float(p, i);
	}
}
