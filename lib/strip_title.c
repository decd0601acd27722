/* Which line is the headline: what metadata tell, what rules guess before the model is asked. */
#include "strip_in.h"

enum { HEAD_REACH = 60, TITLE_WORDS = 40, TITLE_CHARS = 1000, LEAD_LINES = 40,
	FIRST_LINES = 12 };

/* Is something within the next lines that stands below a headline: a byline or a date? */
static bool
has_credits_below(const sp_page *p, size_t i)
{
	for (size_t k = i + 1; k < p->n && k < i + 6; k++)
		if (p->line[k].dated || p->line[k].tagged == SP_BYLINE + 1)
			return true;
	return false;
}

static double
title_score(const sp_page *p, const sp_bag *lead, size_t i)
{
	const sp_line *l = &p->line[i];
	double         v;

	if (l->tagged || l->dated || l->bullet || l->words < 2 || l->words > TITLE_WORDS)
		return -1;
	v = 2.5 * sp_bag_share(lead, p, l);
	v *= l->words < 5 ? l->words / 5.0 : 1;
	v += 0.1 * (l->words < 12 ? l->words : 12);
	v -= 0.04 * (double)(p->first > i ? p->first - i : 0);
	v -= l->stop && l->ends && l->text.p[l->text.n - 1] == '.' ? 1.5 : 0;
	v -= l->ends > l->stop ? 0.5 : 0;
	v += l->same ? 0.3 : 0;
	v += has_credits_below(p, i) ? 0.5 : 0;
	return v;
}

/* Is the line just above the one that the text may begin with, or among its first? */
static bool
is_near(size_t i, size_t first)
{
	return i + HEAD_REACH >= first && i < first + FIRST_LINES;
}

/* Long plain pages in many parts: the text may begin where a looser segment does. */
static bool
may_be_early(const sp_page *p, size_t i)
{
	return !p->markup && p->loose[0] < p->n && is_near(i, p->loose[0]);
}

bool
sp_may_be_title(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	size_t         first = p->first <= p->last ? p->first : 0;

	return (is_near(i, first) || may_be_early(p, i)) && l->words >= 1 &&
	       l->words <= TITLE_WORDS && !l->bullet && l->chars > 4 && l->chars <= TITLE_CHARS;
}

void
sp_guess_title(sp_page *p)
{
	double best = 1.1;
	size_t from = p->first > HEAD_REACH ? p->first - HEAD_REACH : 0, n = p->last - p->first + 1;
	sp_bag lead = {NULL, 0};

	p->title = p->n;
	if (p->n && p->page->line[0].tag == NU_TAG_TITLE)
		p->title = 0;
	if (p->title == p->n && !p->page->body)
		p->title = p->told;
	if (p->title < p->n || p->first > p->last || p->page->body)
		return;
	sp_bag_fill(&lead, p, &p->line[p->first], n < LEAD_LINES ? n : LEAD_LINES);
	for (size_t i = from; i < p->first; i++) {
		double v = title_score(p, &lead, i);

		if (v > best) {
			best = v;
			p->title = i;
		}
	}
	/* Of a headline that stands twice running, the first is it. */
	while (p->title < p->n && p->title > from &&
	       p->line[p->title - 1].hash == p->line[p->title].hash)
		p->title--;
}

/* ---------------------------------------------------------------------- told by markup */

enum { ALIKE = 65, FROM_H1 = 40, FROM_CUE = 15, FROM_TEXT = 60, SURE = 80, PASSAGE = 90 };
#define ON_TOPIC 0.3

/* The whole title, or one of its parts. */
enum { PARTS = 1 + SP_METAS - SP_META_PART };

static const sp_line *
part_of(const sp_page *p, int k)
{
	return &p->meta[k ? SP_META_PART + k - 1 : SP_META_TITLE];
}

/* Do the line's words stand in the title as they are, and make up a good part of it? */
static bool
is_passage(const sp_page *p, const sp_line *l)
{
	const sp_line  *whole = &p->meta[SP_META_TITLE];
	const uint32_t *a = p->word + l->word, *b = p->word + whole->word;

	if (l->nword < 4 || l->nword > whole->nword || 5 * l->nword < 2 * whole->nword)
		return false;
	for (size_t i = 0; i + l->nword <= whole->nword; i++)
		if (memcmp(a, b + i, l->nword * sizeof *a) == 0)
			return true;
	return false;
}

int
sp_told_share(const sp_page *p, const sp_line *l)
{
	int best = p->told_bag && is_passage(p, l) ? PASSAGE : 0;

	for (int k = 0; k < PARTS && p->told_bag; k++) {
		const sp_line *part = part_of(p, k);
		int            there, back;

		if (part->words < 2)
			continue;
		there = (int)(100 * sp_bag_share(&p->told_bag[k], p, l));
		if (there <= best || there < ALIKE / 2)
			continue;
		back = (int)(100 * sp_overlap(p, part, l, 1));
		back = there < back ? there : back;
		best = back > best ? back : best;
	}
	return best;
}

/* How sure it is that the line is the title that the metadata tell; 0: it is not. */
static int
told_score(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	const nu_line *m = &p->page->line[i];
	size_t         n = p->n - i - 1;
	int            share;

	if (l->words < 2 || l->words > TITLE_WORDS)
		return 0;
	share = sp_told_share(p, l);
	if (share < ALIKE)
		return 0;
	return 2 * share + (m->tag == NU_TAG_H1 ? FROM_H1 : m->tag == NU_TAG_H2 ? FROM_H1 / 2 : 0) +
	       (m->cue & NU_CUE_TITLE ? FROM_CUE : 0) - (m->link > 128 ? FROM_CUE : 0) +
	       (int)(FROM_TEXT * sp_overlap(p, l, l + 1, n < LEAD_LINES ? n : LEAD_LINES));
}

/* Does any sentence of the page say a word of the line? Words cannot be told in dense scripts. */
static bool
is_on_topic(const sp_page *p, const sp_line *l)
{
	sp_bag bag = {NULL, 0};

	if (l->words > l->nword)
		return true;
	sp_bag_fill(&bag, p, l, 1);
	for (size_t i = 0; i < p->n; i++)
		if (p->line[i].sentence && p->line[i].hash != l->hash && sp_bag_share(&bag, p, &p->line[i]) > 0)
			return true;
	return false;
}

/* Metadata name a section of the site, or what else is no headline: nothing is told. */
static void
forget_title(sp_page *p)
{
	p->told = p->n;
	p->told_bag = NULL;
	for (int k = 0; k < PARTS; k++)
		p->meta[k ? SP_META_PART + k - 1 : SP_META_TITLE].words = 0;
}

void
sp_told_title(sp_page *p)
{
	int best = 0;

	p->told = p->n;
	if (!p->markup || p->meta[SP_META_TITLE].words < 2)
		return;
	p->told_bag = NU_NEW(p->a, sp_bag, PARTS);
	for (int k = 0; k < PARTS; k++)
		sp_bag_fill(&p->told_bag[k], p, part_of(p, k), 1);
	for (size_t i = 0; i < p->n; i++) {
		int v = told_score(p, i);

		if (v > best) {
			best = v;
			p->told = i;
		}
	}
	if (p->told < p->n && !is_on_topic(p, &p->line[p->told]))
		forget_title(p);
}

/*
 * The line is the told title or a part of it, stands above the end of the text, and is a
 * heading or what the text is about.
 */
bool
sp_is_told_sure(const sp_page *p)
{
	const sp_line *l = &p->line[p->told];
	size_t         n = p->last - p->first + 1;

	if (p->told == p->n || l->words < 3 || p->first > p->last || p->told > p->last || p->page->body ||
	    sp_told_share(p, l) < SURE)
		return false;
	return p->page->line[p->told].tag == NU_TAG_H1 ||
	       sp_overlap(p, l, &p->line[p->first], n < LEAD_LINES ? n : LEAD_LINES) >= ON_TOPIC;
}
