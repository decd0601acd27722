#include "strip_verdict.h"

enum { LIST = 3, WEIGHT_LEAST = 24, WEIGHT_WORDS = 40, REACH = 20, CLOSE = 8 };
enum { LIKELY = -3 * 64, SCALE_SHIFT = 4 };

void
sp_mark_near(sp_page *p)
{
	size_t reach = 0, sentences = 0;

	for (size_t i = 0; i < p->n && sentences < 3; i++)
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

	w.from = nu_alloc_raw(p->a, (p->n + 1) * sizeof *w.from);
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
