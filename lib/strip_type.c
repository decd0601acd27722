/* What every line is: the headline first, then the head of the article, its body, its end. */
#include "strip_in.h"

enum { TAIL_REACH = 8, DEK_WORDS = 60, HEAD_WORDS = 8, QUESTION_WORDS = 12, SURE = 96 };

/* ------------------------------------------------------------------------ the body */

/* What a rule says of a line of the body: a caption or a byline may be a sentence after all. */
static bool
is_tag_right(const sp_line *l)
{
	unsigned type = l->tagged ? l->tagged - 1u : SP_JUNK;

	if (type == SP_CAPTION || type == SP_BYLINE)
		return !(l->body && l->sentence && l->odds > SURE);
	return type != SP_JUNK;
}

/* What the element says that a line of the body is; SP_JUNK: nothing. */
static uint8_t
type_of_element(const nu_line *m)
{
	if (m->tag == NU_TAG_LI || m->tag == NU_TAG_CELL)
		return SP_ITEM;
	if (m->tag >= NU_TAG_H1 && m->tag <= NU_TAG_H6)
		return SP_HEAD;
	return m->tag == NU_TAG_P && m->strong < 255 ? SP_PARA : SP_JUNK;
}

/* Does the line begin with a small letter, as what goes on from a line before does? */
static bool
goes_on(const sp_line *l)
{
	unsigned len;

	return l->text.n && nu_class(nu_decode(l->text, 0, &len)) & NU_LOWER;
}

/* A few words that do not end like a sentence, or a question, alone between two paragraphs. */
static bool
is_between(const sp_page *p, size_t i, bool asks)
{
	const sp_line *l = &p->line[i];

	if (i <= p->top || i >= p->last || !l[-1].sentence || !l[-1].body || !l[1].sentence ||
	    !l[1].body || goes_on(l) || goes_on(l + 1) || l->dated || l->quote)
		return false;
	return asks ? l->text.p[l->text.n - 1] == '?' && l->ends == 1 && l->words <= QUESTION_WORDS && l->words > 2
	            : !l->stop && l->words <= HEAD_WORDS && l->words > 0;
}

static uint8_t
body_type(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	uint8_t        told = p->page->body ? SP_JUNK : type_of_element(&p->page->line[i]);
	bool           colon = l->text.n && l->text.p[l->text.n - 1] == ':';

	if (l->forced == 2)
		return SP_PARA;
	if (i == p->top && sp_is_bare_dateline(p, i))
		return SP_DATELINE;
	if (l->bullet)
		return SP_ITEM;
	if (told == SP_PARA && !colon && is_between(p, i, false))
		return SP_HEAD;
	if (told != SP_JUNK)
		return told;
	if (!p->page->body && is_between(p, i, true))
		return SP_HEAD;
	/* Of a text that is said to be the article nothing tells where a subhead would stand. */
	return p->page->body || l->stop || l->words > 16 || (colon && l->words > 4) ? SP_PARA : SP_HEAD;
}

static void
type_body(sp_page *p)
{
	for (size_t i = p->top; i <= p->last; i++) {
		sp_line *l = &p->line[i];

		if (is_tag_right(l))
			l->type = (uint8_t)(l->tagged - 1);
		else if (i + 1 < p->n && sp_is_photo_credit(l + 1) && !l[1].gap && l->words < DEK_WORDS &&
		         l->words > 3 && !l->tagged && l->odds < SURE)
			l->type = SP_CAPTION;
		else if (l->body)
			l->type = body_type(p, i);
	}
}

/* Credits and notes may follow the last paragraph; the rest is furniture. */
static void
type_tail(sp_page *p)
{
	size_t junk = 0;

	for (size_t i = p->last + 1; i < p->n && junk < TAIL_REACH; i++) {
		sp_line *l = &p->line[i];

		if (l->tagged == SP_CREDIT + 1 || l->tagged == SP_NOTE + 1)
			l->type = (uint8_t)(l->tagged - 1);
		else if (l->forced == 2)
			l->type = SP_PARA;
		else
			junk++;
	}
}

/* ---------------------------------------------------------------------- boilerplate */

/* The kind of every line that is junk: its own, or that of the section it stands in. */
static void
name_junk(sp_page *p)
{
	int section = -1;

	for (size_t i = 0; i < p->n; i++) {
		sp_line *l = &p->line[i];

		if (l->type != SP_JUNK) {
			section = -1;
			continue;
		}
		if (l->tagged == SP_JUNK + 1) {
			if (l->role != SP_PLAIN)
				section = l->junk;
			continue;
		}
		if (section >= 0)
			l->junk = (uint8_t)section;
		else if (i < p->top)
			l->junk = SP_NAV;
		else
			l->junk = l->words > 3 ? SP_LINKS : SP_OTHER;
	}
}

/* A run-in dateline becomes a block of its own: l->from is where the Para starts. */
static void
cut_dateline(const sp_state *s, sp_page *p)
{
	for (size_t i = p->top; i < p->n && i <= p->last && i < p->top + 3; i++) {
		sp_line *l = &p->line[i];
		size_t   from, to;

		if (l->type != SP_PARA)
			continue;
		if (nu_pattern_find(s->named[SP_RUN_IN], l->text, &from, &to) && from == 0 && to < l->text.n)
			l->from = l->start + to;
		return;
	}
}

void
sp_types(sp_state *s, sp_page *p)
{
	p->top = p->n;
	if (p->title < p->n)
		p->line[p->title].type = SP_HEADLINE;
	if (p->first <= p->last) {
		p->top = p->page->body ? p->first : sp_find_top(s, p);
		if (p->title < p->n)
			sp_type_head(s, p);
		type_body(p);
		sp_hear_speech(s, p);
		type_tail(p);
		cut_dateline(s, p);
	}
	for (size_t i = 0; i < p->n; i++)
		if (p->line[i].forced == 1)
			p->line[i].type = SP_JUNK;
		else if (p->line[i].forced == 2 && p->line[i].type == SP_JUNK)
			p->line[i].type = SP_PARA;
	name_junk(p);
}
