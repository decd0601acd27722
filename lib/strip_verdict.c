#include "strip_verdict.h"

enum { LIST = 3, WEIGHT_LEAST = 24, WEIGHT_WORDS = 40, REACH = 20, CLOSE = 8 };
enum { LIKELY = -3 * 64, SCALE_SHIFT = 4 };

void
sp_mark_near(sp_page *p)
{
	size_t reach = 0, sentences = 0;

	for (size_t i = 0; i < p->n; i++)
		sentences += p->line[i].sentence;
	for (size_t i = 0; i < p->n; i++) {
		bool cell = p->page->line[i].tag == NU_TAG_CELL; /* a table may be long */

		reach = p->line[i].sentence ? REACH + 1 : reach ? reach - !cell : 0;
		p->line[i].near = reach > 0 || sentences < 3;
	}
	reach = 0;
	for (size_t i = p->n; i-- > 0;) {
		reach = p->line[i].sentence ? REACH + 1 : reach ? reach - 1 : 0;
		p->line[i].near |= reach > 0;
	}
}

void
sp_mark_close(sp_page *p, const int32_t *v)
{
	size_t reach = 0;

	for (size_t i = 0; i < p->n; i++) {
		reach = v[i] > LIKELY ? CLOSE + 1 : reach ? reach - 1 : 0;
		p->line[i].close = reach > 0 && p->line[i].near;
	}
	reach = 0;
	for (size_t i = p->n; i-- > 0;) {
		reach = v[i] > LIKELY ? CLOSE + 1 : reach ? reach - 1 : 0;
		p->line[i].close |= reach > 0 && p->line[i].near;
	}
}

/* Runs a forest over the runs of lines that it looks at; the others get `far`. */
static void
run(const sp_forest *f, const sp_page *p, const sp_table *t, bool second, int32_t *v)
{
	for (size_t i = 0; i < p->n;) {
		size_t to = i;

		while (to < p->n && (second ? p->line[to].close : p->line[to].near))
			to++;
		if (to == i) {
			v[i] = second && v[i] > LIKELY ? LIKELY : second ? v[i] : SP_FAR_OFF;
			i++;
			continue;
		}
		sp_forest_run(f, t, i, to, v);
		for (; i < to; i++)
			v[i] /= 1 << SCALE_SHIFT;
	}
}

void
sp_first_verdict(const sp_forest *f, const sp_page *p, const sp_table *t, int32_t *v)
{
	run(f, p, t, false, v);
}

void
sp_verdict(const sp_model *m, sp_page *p, sp_table *t, int32_t *v, sp_edges *e)
{
	run(&m->forest[SP_FOREST_FIRST], p, t, false, v);
	sp_mark_close(p, v);
	sp_stack(p, t, v);
	sp_weigh_edges(m, p, t, v, e);
	run(&m->forest[SP_FOREST_SECOND], p, t, true, v);
}

bool
sp_is_broken(const nu_line *m, size_t i)
{
	return m[i - 1].marks & NU_MARK_BREAK && m[i].joint == m[i].level &&
	       m[i - 1].level == m[i].level && m[i].path == m[i - 1].path && m[i].tag == m[i - 1].tag;
}

/* Of the lines from i on, how many are one thing: a list, a table, a paragraph cut by br. */
static size_t
piece(const sp_page *p, size_t i)
{
	const nu_line *m = p->page->line;
	size_t         to = i + 1, line = to;

	if (m[i].tag == NU_TAG_LI || m[i].tag == NU_TAG_CELL)
		while (to < p->n && m[to].path == m[i].path)
			to++;
	/* Whole pages of old stand in one cell or div. */
	if (m[i].tag != NU_TAG_NONE && m[i].tag != NU_TAG_DIV && m[i].tag != NU_TAG_CELL)
		while (line < p->n && sp_is_broken(m, line))
			line++;
	return to - i >= LIST ? to - i : line - i;
}

/* The lines of a piece stand together: they get their mean. */
static void
level_pieces(const sp_page *p, int32_t *v)
{
	for (size_t i = 0, to; i < p->n; i = to) {
		int64_t sum = 0, words = 0;

		to = i + piece(p, i);
		for (size_t k = i; k < to; k++) {
			int64_t w = p->line[k].words < WEIGHT_WORDS ? p->line[k].words + 2 : WEIGHT_WORDS + 2;

			sum += v[k] * w;
			words += w;
		}
		for (size_t k = i; to - i > 1 && k < to; k++)
			v[k] = (int32_t)(sum / words);
	}
}

/*
 * Where a page may stand: before the article, in its text, at something that interrupts
 * it, and behind it. There is no way back from behind: that ends the article at the first
 * long stretch of other things, however much they look like text further down.
 */
enum { BEFORE, BODY, INNER, AFTER, STATES };

/*
 * What it costs to go from one to another, and to stay at an interruption for a line, in
 * the unit of the verdicts; how a line's words weigh, and what is said of it as the first
 * and the last. Tuned on cross-validated pages.
 */
enum { INTO = 128, BACK = 32, STAY = 8, OUT = 32, START_WEIGHT = 4, END_WEIGHT = 3 };

/* What it is worth to call line l text: long lines are surer than short ones. */
static int64_t
worth(const sp_line *l, int32_t v)
{
	int w = l->words < WEIGHT_WORDS ? l->words : WEIGHT_WORDS;

	return (int64_t)v * (w + WEIGHT_LEAST) / 16;
}

/* The best sum of a way to each state, and for each line from where it came. */
typedef struct way {
	int64_t at[STATES];
	uint8_t (*from)[STATES];
} way;

static void
go(way *w, size_t i, const int64_t *at, int from, int to, int64_t cost)
{
	if (at[from] - cost > w->at[to]) {
		w->at[to] = at[from] - cost;
		w->from[i][to] = (uint8_t)from;
	}
}

/* From line i - 1 to line i, which is p->n behind the last. */
static void
step(const sp_page *p, way *w, size_t i, int32_t v, const sp_edges *e)
{
	int64_t at[STATES];

	memcpy(at, w->at, sizeof at);
	for (int k = 0; k < STATES; k++)
		w->from[i][k] = (uint8_t)k;
	go(w, i, at, BEFORE, BODY, INTO - (e->start && i < p->n ? e->start[i] * START_WEIGHT : 0));
	go(w, i, at, INNER, BODY, BACK);
	go(w, i, at, BODY, INNER, OUT);
	go(w, i, at, BODY, AFTER, e->end && i ? -e->end[i - 1] * END_WEIGHT : 0);
	w->at[INNER] -= STAY;
	if (i < p->n)
		w->at[BODY] += worth(&p->line[i], v);
}

void
sp_decode(sp_page *p, int32_t *v, const sp_edges *e)
{
	way w = {{0, -(1 << 28), -(1 << 28), -(1 << 28)}, NULL};
	int state;

	w.from = nu_alloc(p->a, (p->n + 1) * sizeof *w.from);
	if (p->markup)
		level_pieces(p, v);
	for (size_t i = 0; i <= p->n; i++)
		step(p, &w, i, i < p->n ? v[i] : 0, e);
	/* The text has ended, with the last line if not before; or there is none. */
	state = w.at[AFTER] > w.at[BEFORE] ? w.from[p->n][AFTER] : BEFORE;
	for (size_t i = p->n; i-- > 0;) {
		p->line[i].body = state == BODY;
		state = w.from[i][state];
	}
}

/*
 * The score below which no line is a headline; they are learnt against each other, so that
 * only what one is above the others tells much.
 */
enum { NO_TITLE = -9 * 1024, BELOW = 5, WAY = 2, WAY_ABOVE = 4 };

/* How far above the likeliest line one is looked for, and by how much it may be less likely. */
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

/* Is the rest of the line the way to the page, or, in plain text, the site's name behind it? */
static bool
holds_title(const sp_page *p, nu_str whole, nu_str t)
{
	return memcmp(whole.p + whole.n - t.n, t.p, t.n) == 0 ||
	       (!p->markup && whole.p[t.n] == ' ' && memcmp(whole.p, t.p, t.n) == 0);
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
may_be_headline(const sp_page *p, size_t i)
{
	return sp_may_be_title(p, i) && !is_furniture(&p->line[i]);
}

/* Does the line of plain text tell the way to the page, as "Home > News > Local" does? */
static bool
is_way(const sp_page *p, size_t i)
{
	return !p->markup && sp_way_marks(&p->line[i]) >= WAY;
}

/* The likeliest of the lines from..to - 1, or p->n; any: ways and sentences too. */
static size_t
likeliest(const sp_page *p, const int32_t *v, size_t from, size_t to, bool any)
{
	int32_t best = NO_TITLE;
	size_t  title = p->n;

	for (size_t i = from; i < to && i < p->n; i++)
		if (v[i] > best && may_be_headline(p, i) &&
		    (any || (!is_way(p, i) && !p->line[i].stop))) {
			best = v[i];
			title = i;
		}
	return title;
}

/* Of two that stand together and are nearly as likely, the lower is a deck or a caption. */
static size_t
upper_of(const sp_page *p, const int32_t *v, size_t from, size_t title)
{
	for (size_t i = title; i-- > from && i + upper[p->markup].above >= title;)
		if (may_be_headline(p, i) && !is_way(p, i) && !p->line[i].stop && p->line[i].words > 2 &&
		    v[i] > v[title] - upper[p->markup].nearly)
			return i;
	return title;
}

/*
 * What the build of a page with markup says of the line that looks most like its headline: words
 * with a picture stand below it, and a first heading below what leads to the page is it.
 */
static size_t
by_build(const sp_page *p, size_t title)
{
	const nu_line *m = &p->page->line[title];
	const sp_line *l = &p->line[title];

	if (title >= p->n || (m->tag >= NU_TAG_H1 && m->tag <= NU_TAG_H6))
		return title;
	if (title && m->marks & NU_MARK_IMAGE && !(m[-1].marks & NU_MARK_IMAGE) && m[-1].link < SP_LINKED &&
	    l[-1].words > 2 && !l[-1].stop && may_be_headline(p, title - 1))
		return title - 1;
	if (title + 1 < p->n && m->link >= SP_LINKED && m[1].tag == NU_TAG_H1 && m[1].link < SP_LINKED)
		return title + 1;
	return title;
}

size_t
sp_best_title(const sp_model *m, const sp_page *p, const sp_table *t)
{
	int32_t *v = NU_NEW(p->a, int32_t, p->n + 1);
	size_t   title, from = p->n, to = 0;

	for (size_t i = 0; i < p->n; i++)
		if (sp_may_be_title(p, i)) {
			from = from < i ? from : i;
			to = i + 1;
		}
	if (from >= to)
		return p->n;
	sp_forest_run(&m->forest[SP_FOREST_TITLE], t, from, to, v);
	title = likeliest(p, v, from, to, true);
	if (title < p->n && is_way(p, title)) {
		size_t below = likeliest(p, v, title + 1, title + 1 + WAY_ABOVE, false);

		title = below < p->n ? below : title;
	}
	if (title < p->n)
		title = upper_of(p, v, from, title);
	if (p->markup)
		title = by_build(p, title);
	return title < p->n ? without_way(p, title) : title;
}
