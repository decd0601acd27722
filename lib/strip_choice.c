/* The headline by the model: which of the lines that look like one it is. */
#include "strip_end.h"
#include "strip_verdict.h"

/*
 * The score below which no line is a headline; they are learnt against each other, so that
 * only what one is above the others tells much.
 */
enum { NO_TITLE = -9 * 1024, BELOW = 5, WAY = 2, WAY_ABOVE = 4 };

/* What it is worth to stand twice running; lines that are given up for what they say. */
enum { TWICE = 2048, GIVEN_UP = 4 };

/*
 * How far above the likeliest line one is looked for, and by how much it may be less likely;
 * right above it, on a plain page, a line that says so much of what the text says.
 */
enum { TOPIC_NEARLY = 2048, TOPIC_HITS = 2, TOPIC_SHARE = 30 };
static const struct {
	size_t  above;
	int32_t nearly;
} upper[SP_KINDS] = {[SP_TEXT] = {5, 768}, [SP_MARKUP] = {2, 1536}};

/* A date, or what a rule knows for no headline: all but "Watch: ..." and "Opinion: ...". */
static bool
is_furniture(const sp_line *l)
{
	if (l->dated || l->forced == 1)
		return true;
	/* A sentence in a script without spaces is no headline: what words tell is not known of it. */
	if (l->sentence && l->words > l->nword)
		return true;
	return l->tagged && !(l->tagged == SP_JUNK + 1 && (l->junk == SP_MEDIA || l->junk == SP_LINKS));
}

/* Is the rest of the line the way to the page or, in plain text and after a mark, the site's name? */
static bool
holds_title(const sp_page *p, nu_str whole, nu_str t)
{
	unsigned len;

	if (memcmp(whole.p + whole.n - t.n, t.p, t.n) == 0)
		return true;
	return !p->markup && t.n + 1 < whole.n && whole.p[t.n] == ' ' &&
	       memcmp(whole.p, t.p, t.n) == 0 &&
	       !(nu_class(nu_decode(whole, t.n + 1, &len)) & (NU_ALPHA | NU_DIGIT));
}

/* Of a line that holds the whole of one below it, that one is the headline. */
static size_t
without_way(const sp_page *p, size_t title)
{
	nu_str whole = p->line[title].text;

	for (size_t i = title + 1; i < p->n && i <= title + BELOW; i++) {
		const sp_line *l = &p->line[i];

		if (l->words > 2 && l->text.n < whole.n && !is_furniture(l) && sp_may_be_title(p, i) &&
		    holds_title(p, whole, l->text))
			return i;
	}
	return title;
}

static bool
may_be_headline(const sp_page *p, const sp_table *t, size_t i)
{
	return t->may[i] && !is_furniture(&p->line[i]);
}

/* Does the line of plain text tell the way to the page, as "Home > News > Local" does? */
static bool
is_way(const sp_page *p, size_t i)
{
	return !p->markup && sp_way_marks(&p->line[i]) >= WAY;
}

/* The likeliest of the lines from..to - 1, or p->n; any: ways and sentences too. */
static size_t
likeliest(const sp_page *p, const sp_table *t, const int32_t *v, size_t from, size_t to, bool any)
{
	int32_t best = NO_TITLE;
	size_t  title = p->n;

	for (size_t i = from; i < to && i < p->n; i++)
		if (t->may[i] && v[i] > best && !is_furniture(&p->line[i]) &&
		    (any || (!is_way(p, i) && !p->line[i].stop))) {
			best = v[i];
			title = i;
		}
	return title;
}

/* A line right above another that may be as much of a headline: what the text says, it does. */
static bool
is_topical(const sp_page *p, const sp_table *t, size_t i)
{
	return !p->markup && *sp_at(t, SPE_HITS, i) >= TOPIC_HITS &&
	       *sp_at(t, SPF_TOPIC, i) >= TOPIC_SHARE;
}

/* Of two that stand together and are nearly as likely, the lower is a deck or a caption. */
static size_t
upper_of(const sp_page *p, const sp_table *t, const int32_t *v, size_t from, size_t title)
{
	for (size_t i = title; i-- > from && i + upper[p->markup].above >= title;) {
		const sp_line *l = &p->line[i];
		int32_t        nearly = upper[p->markup].nearly;

		if (!may_be_headline(p, t, i) || is_way(p, i) || l->stop || l->words < 3)
			continue;
		/* What the page says again, a kicker above it does not undo. */
		if (!p->markup && p->line[title].same && !l->same)
			continue;
		if (i + 1 == title && is_topical(p, t, i))
			nearly = TOPIC_NEARLY;
		if (v[i] > v[title] - nearly)
			return i;
	}
	return title;
}

/* On a plain page a headline often stands twice running, and little else does. */
static void
favour_twice(const sp_page *p, int32_t *v, size_t from, size_t to)
{
	for (size_t i = from; i < to && !p->markup; i++) {
		const sp_line *l = &p->line[i];

		if (l->words > 2 && ((i + 1 < p->n && l[1].hash == l->hash) || (i && l[-1].hash == l->hash)))
			v[i] += TWICE;
	}
}

/* Does the line hold a picture's credit, or is it a label or a result? */
static bool
is_no_headline(const sp_state *s, nu_str t)
{
	return nu_pattern_find(s->named[SP_PICTURED], t, NULL, NULL) ||
	       nu_pattern_find(s->named[SP_UNTITLED], t, NULL, NULL);
}

/* The likeliest line that its own words allow. */
static size_t
likeliest_words(const sp_state *s, const sp_page *p, const sp_table *t, int32_t *v, size_t from,
    size_t to)
{
	size_t title = likeliest(p, t, v, from, to, true);

	for (int k = 0; k < GIVEN_UP && title < p->n; k++) {
		if (!is_no_headline(s, p->line[title].text))
			break;
		v[title] = NO_TITLE;
		title = likeliest(p, t, v, from, to, true);
	}
	return title;
}

/*
 * What the build of a page with markup says of the line that looks most like its headline: words
 * with a picture stand below it, and a first heading below what leads to the page is it.
 */
static size_t
by_build(const sp_page *p, const sp_table *t, size_t title)
{
	const nu_line *m = &p->page->line[title];
	const sp_line *l = &p->line[title];

	if (title >= p->n || (m->tag >= NU_TAG_H1 && m->tag <= NU_TAG_H6))
		return title;
	if (title && m->marks & NU_MARK_IMAGE && !(m[-1].marks & NU_MARK_IMAGE) && m[-1].link < SP_LINKED &&
	    l[-1].words > 2 && !l[-1].stop && may_be_headline(p, t, title - 1))
		return title - 1;
	if (title + 1 < p->n && m->link >= SP_LINKED && m[1].tag == NU_TAG_H1 && m[1].link < SP_LINKED)
		return title + 1;
	return title;
}

size_t
sp_best_title(const sp_state *s, const sp_model *m, const sp_page *p, const sp_table *t)
{
	int32_t *v = NU_NEW(p->a, int32_t, p->n + 1);
	size_t   title, from = p->n, to = 0;

	for (size_t i = 0; i < p->n; i++)
		if (t->may[i]) {
			from = from < i ? from : i;
			to = i + 1;
		}
	if (from >= to)
		return p->n;
	sp_forest_run(&m->forest[SP_FOREST_TITLE], t, from, to, v);
	favour_twice(p, v, from, to);
	title = likeliest_words(s, p, t, v, from, to);
	if (title < p->n && is_way(p, title)) {
		size_t below = likeliest(p, t, v, title + 1, title + 1 + WAY_ABOVE, false);

		title = below < p->n ? below : title;
	}
	if (title < p->n)
		title = upper_of(p, t, v, from, title);
	if (p->markup)
		title = by_build(p, t, title);
	return title < p->n ? without_way(p, title) : title;
}
