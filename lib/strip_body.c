/* Which lines are the article's running text: the maximum-sum segment and its edges. */
#include "strip_in.h"
#include "strip_verdict.h"

/* What a line that is no sentence costs, what one that ends the article costs, and the cap. */
enum { SHORT = 12, SURE = 96, DOUBT = 192, HEAD_WORDS = 14, REACH = 12 };
/* How sure the model must be of a short line that a rule knows for junk; of an item of a list. */
enum { SURER = 128, LIKELY = -32 };
enum { COST = 8, CLOSE_COST = 30, MOST = 100, ENOUGH = 30, LOOSE_COST = 3 };

static int
worth(const sp_line *l)
{
	if (l->forced == 2)
		return l->words > 8 ? l->words : 8;
	if (l->tagged == SP_JUNK + 1)
		return l->role == SP_CLOSE ? -CLOSE_COST : -COST;
	if (l->tagged)
		return 0;
	if (!l->sentence)
		return l->bullet && l->stop ? l->words : l->stop && l->words > 3 ? -COST / 4 : -COST;
	return l->words < MOST ? l->words : MOST;
}

/* The line from which on the article is looked for: a headline that is told, if text follows. */
static size_t
start_of(const sp_page *p)
{
	size_t words = 0;

	for (size_t i = p->told; i < p->n && words < ENOUGH; i++)
		words += p->line[i].sentence ? p->line[i].words : 0;
	return words < ENOUGH ? 0 : p->told;
}

void
sp_run(const sp_page *p, int cost, size_t out[2])
{
	long   sum = 0, best = 0;
	size_t from = 0, next = 0;

	/* Where lines between two sentences cost more than there is, the next one begins anew. */
	out[0] = out[1] = p->n;
	for (size_t i = 0; i < p->n; i++) {
		const sp_line *l = &p->line[i];

		if (!l->sentence || l->tagged == SP_JUNK + 1)
			continue;
		sum -= (long)(i - next) * cost;
		next = i + 1;
		if (sum <= 0) {
			sum = 0;
			from = i;
		}
		sum += l->words < MOST ? l->words : MOST;
		if (sum > best) {
			best = sum;
			out[0] = from;
			out[1] = i;
		}
	}
}

/* The run of lines with the greatest sum (Kadane). */
void
sp_segment(sp_page *p)
{
	long   sum = 0, best = 0;
	size_t from = 0;

	p->first = 1;
	p->last = 0;
	for (size_t i = start_of(p); i < p->n; i++) {
		if (sum <= 0) {
			sum = 0;
			from = i;
		}
		sum += worth(&p->line[i]);
		if (sum > best) {
			best = sum;
			p->first = from;
			p->last = i;
		}
	}
	sp_run(p, LOOSE_COST, p->loose);
}

/* Short sentences just outside belong to it, as long as nothing else comes between. */
static void
widen(sp_page *p)
{
	while (p->last + 1 < p->n) {
		const sp_line *l = &p->line[p->last + 1];

		if (l->tagged || !l->stop || l->words < 3 || l->same)
			break;
		p->last++;
	}
}

/* Is the line one of a list of headings that stand together without a blank line? */
static bool
in_list(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	bool           above, below;

	if (l->stop || l->bullet || l->words < 3)
		return false;
	above = i > p->first && !l->gap && !l[-1].stop && !l[-1].bullet && l[-1].words > 2;
	below = i < p->last && !l[1].gap && !l[1].stop && !l[1].bullet && l[1].words > 2;
	return above || below;
}

/* The input is the article already. */
static void
whole(sp_page *p)
{
	p->first = 0;
	for (p->first = 0; p->first < p->n && p->page->line[p->first].tag == NU_TAG_TITLE; p->first++)
		;
	p->last = p->n ? p->n - 1 : 0;
	if (p->first >= p->n) {
		p->first = 1;
		p->last = 0;
	}
	for (size_t i = p->first; i < p->n; i++) {
		p->line[i].body = true;
		if (p->line[i].tagged == SP_JUNK + 1)
			p->line[i].tagged = 0;
	}
}

/* What the segment makes of it, without a model. */
static void
by_segment(sp_page *p)
{
	bool gaps = false;

	if (p->first > p->last)
		return;
	widen(p);
	for (size_t i = p->first + 1; i <= p->last; i++)
		gaps |= p->line[i].gap;
	for (size_t i = p->first; i <= p->last; i++) {
		sp_line *l = &p->line[i];

		l->body = i != p->title && l->tagged != SP_JUNK + 1 && !(gaps && in_list(p, i));
		l->odds = l->body ? 32 : -32;
	}
}

/* Nothing above a headline that is told beyond doubt is text, whatever it looks like. */
static void
cut_top(const sp_page *p, int32_t *v)
{
	for (size_t i = 0; i < p->told; i++)
		v[i] = v[i] > SP_FAR_OFF ? SP_FAR_OFF : v[i];
}

/* What the line model makes of it; the headline's guess too. */
static void
by_model(const sp_state *s, const sp_model *m, sp_page *p)
{
	int32_t *v = NU_NEW(p->a, int32_t, p->n + 1);
	sp_table t;
	size_t   title;
	sp_edges edges;
	bool     sure = sp_is_told_sure(p);

	sp_features(p, &t);
	sp_verdict(m, p, &t, v, &edges);
	if (sure)
		cut_top(p, v);
	sp_decode(p, v, &edges);
	title = sure ? p->told : sp_best_title(s, m, p, &t);
	p->title = title < p->n ? title : p->title;
	for (size_t i = 0; i < p->n; i++) {
		p->line[i].odds = v[i];
		p->line[i].body &= i != p->title;
	}
}

/*
 * Blank lines tell blocks apart where a plain page has them; its model has learnt without,
 * that of pages with markup with them.
 */
static bool
has_gaps(const sp_page *p)
{
	size_t gaps = 0;

	if (p->markup)
		return false;
	for (size_t i = 0; i < p->n; i++)
		gaps += p->line[i].gap;
	return gaps * 4 > p->n;
}

/* Would the line, inside the article, be text but for a doubt of the model's? */
static bool
is_bridge(const sp_page *p, size_t i, bool gaps)
{
	const sp_line *l = &p->line[i];

	if (l->tagged || l->dated || l->same || l->odds < -DOUBT)
		return false;
	if (l->sentence)
		return true;
	/* A subhead: alone between blank lines, and text comes next. */
	return gaps && l->gap && i + 1 < p->n && l[1].gap && l[1].body && l->words <= HEAD_WORDS;
}

static void
bridge(sp_page *p)
{
	bool gaps = has_gaps(p);

	for (size_t i = p->last; p->first <= p->last && i-- > p->first;)
		p->line[i].body |= i != p->title && is_bridge(p, i, gaps);
}

/* May a line be text though the lexicon knows it for furniture? */
static bool
is_text_still(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	const nu_line *m = &p->page->line[i];

	if (l->words > SHORT)
		return l->odds > SURE;
	/* Where there are no links, no words of their own tell what leads elsewhere. */
	if (!p->markup || l->junk == SP_AD || l->junk == SP_LEGAL || l->junk == SP_TAGS ||
	    (l->junk == SP_LINKS && m->link >= SP_LINKED))
		return false;
	/* A list or a table is one thing, whatever single words there say. */
	return l->odds > (m->tag == NU_TAG_LI || m->tag == NU_TAG_CELL ? LIKELY : SURER);
}

/*
 * What the user forces, and what the lexicon is surer of than any neighbourhood: an
 * advertisement's label in the middle of an article, links that stand in a bunch.
 */
static void
overrule(sp_page *p)
{
	bool gaps = has_gaps(p);

	for (size_t i = 0; i < p->n; i++) {
		sp_line *l = &p->line[i];

		if (l->forced)
			l->body = l->forced == 2;
		else if (l->tagged == SP_JUNK + 1 && !l->cued)
			l->body &= is_text_still(p, i);
		else if (gaps && i >= p->first && i <= p->last && in_list(p, i))
			l->body = false;
	}
}

static void
set_ends(sp_page *p)
{
	size_t from = 0, to = p->n;

	while (from < to && !p->line[from].body)
		from++;
	while (to > from && !p->line[to - 1].body)
		to--;
	p->first = from < to ? from : 1;
	p->last = from < to ? to - 1 : 0;
}

/* Text begins behind the line that dates it, where no sentence stands before that. */
static void
cut_head(sp_page *p)
{
	size_t end = p->first;

	for (size_t i = p->first; i <= p->last && i < p->first + REACH && !p->line[i].sentence; i++)
		if (p->line[i].dated)
			end = i + 1;
	for (size_t i = p->first; i < end; i++)
		p->line[i].body = false;
}

static bool
any_body(const sp_page *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->line[i].body)
			return true;
	return false;
}

void
sp_body(const sp_state *s, sp_page *p)
{
	const sp_model *m = s->model[p->markup];

	if (p->page->body) {
		whole(p);
	} else if (!m) {
		by_segment(p);
	} else {
		by_model(s, m, p);
		if (!any_body(p))
			by_segment(p);
		sp_small(p);
		set_ends(p);
		cut_head(p);
		set_ends(p);
		sp_begin(s, p);
		set_ends(p);
		if (p->markup) {
			sp_fill(p);
		} else {
			bridge(p);
			sp_lists(s, p);
		}
		overrule(p);
	}
	set_ends(p);
}
