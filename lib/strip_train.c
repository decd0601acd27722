#include "strip_train.h"

#include <math.h>
#include <stdlib.h>

#include "strip_boost.h"
#include "strip_end.h"
#include "strip_sample.h"
#include "strip_verdict.h"

typedef struct trainer {
	const nu_strip_train_opts *o;
	nu_log                    *log;
	nu_arena                  *keep;
	sp_labels                  labels;
	sp_sample                 *sample;
	size_t                     n, cap;
	sp_state                  *state;
	bool                       markup; /* the pages tell their elements */
} trainer;

/* --------------------------------------------------------------------------- pages */

static void
set_truth(sp_sample *s, const sp_labelled *d)
{
	size_t k = 0;

	for (size_t i = 0; i < s->n; i++) {
		size_t at = s->page.line[i].start;

		while (k < d->n && d->label[k].end <= at)
			k++;
		s->is[i] = k < d->n && d->label[k].start <= at ? d->label[k].is : IS_JUNK;
		s->titled |= s->is[i] == IS_TITLE;
	}
}

/*
 * Many a page tells no title, or its site's name for one, and few such are at hand to learn
 * from: the headlines of the others are learnt without what is told, too.
 */
static void
add_untold(trainer *t, sp_sample *s)
{
	nu_page *page;

	if (!s->page.meta[SP_META_TITLE].words)
		return;
	page = NU_NEW(t->keep, nu_page, 1);
	*page = *s->page.page;
	page->title = (nu_str){NULL, 0};
	sp_prepare(t->state, &s->untold_page, page, t->keep);
	sp_features(&s->untold_page, &s->untold_table);
	s->untold = true;
}

static void
add_page(trainer *t, const nu_page *page, const char *file, const sp_labelled *d)
{
	sp_sample  *s = &NU_PUSH(t->keep, t->sample, t->n, t->cap);
	const char *base = strrchr(file, '/');
	nu_page    *copy = NU_NEW(t->keep, nu_page, 1);

	memset(s, 0, sizeof *s);
	*copy = *page;
	s->name = file;
	s->site = nu_hash(d->site);
	s->weight = d->weight;
	base = base ? base + 1 : file;
	s->measured = t->o->measure && strncmp(base, t->o->measure, strlen(t->o->measure)) == 0;
	sp_prepare(t->state, &s->page, copy, t->keep);
	sp_features(&s->page, &s->table);
	add_untold(t, s);
	t->markup |= s->page.markup;
	s->n = s->page.n;
	s->is = nu_alloc(t->keep, s->n + 1);
	s->first = NU_NEW(t->keep, int32_t, s->n + 1);
	s->v = NU_NEW(t->keep, int32_t, s->n + 1);
	set_truth(s, d);
}

static bool
read_pages(trainer *t, nu_input *in)
{
	nu_pages *pages = nu_pages_new(t->keep, &t->o->page, t->log);
	nu_page   page;

	for (size_t i = 0; pages && i < t->o->nfiles; i++) {
		if (!nu_input_open(in, t->o->files[i]))
			continue;
		nu_pages_begin(pages, in, t->o->files[i]);
		while (nu_pages_next(pages, t->keep, &page)) {
			const sp_labelled *d = sp_labels_of(&t->labels, page.name);

			if (!d || page.refused)
				continue;
			/* The page's text lies in the input's buffer, which the next one takes. */
			page.text = nu_copy(t->keep, page.text);
			add_page(t, &page, t->o->files[i], d);
		}
		nu_input_close(in);
	}
	nu_pages_free(pages);
	return pages != NULL;
}

static size_t
fold_of(const trainer *t, const sp_sample *s)
{
	return (s->site * 2654435761u >> 8) % t->o->folds;
}

/*
 * How many pages are made of a plain one, what they weigh, how often another is looked for;
 * words from which on lines are as good as longer ones.
 */
enum { MORE = 2, OTHER_TRIES = 50, LONG_LINE = 60 };
#define MORE_WEIGHT 0.5f

/* A page of another site, but of the same fold, from the first n; NULL: none was found. */
static const sp_sample *
draw_other(const trainer *t, const sp_sample *s, size_t n, uint64_t *seed)
{
	for (int tries = 0; tries < OTHER_TRIES; tries++) {
		const sp_sample *o = &t->sample[(size_t)(sp_draw(seed) * (double)n)];

		if (o->site != s->site && o->weight >= 1 && !o->measured && fold_of(t, o) == fold_of(t, s))
			return o;
	}
	return NULL;
}

/* Of each plain page that is fully trusted MORE others are made, and learnt from too. */
static void
add_more(trainer *t)
{
	size_t   n = t->n;
	uint64_t seed = t->o->seed;

	for (size_t k = 0; k < n * MORE && !t->markup; k++) {
		const sp_sample *s = &t->sample[k / MORE], *other;
		sp_sample        made = {.name = s->name, .site = s->site, .weight = s->weight * MORE_WEIGHT};
		nu_page         *page;

		if (s->weight < 1 || s->measured || !(other = draw_other(t, s, n, &seed)))
			continue;
		page = sp_more_page(
		    t->keep, s, other, (int)(sp_draw(&seed) * SP_MORE_WAYS), &seed, &made.is);
		if (!page)
			continue;
		sp_prepare(t->state, &made.page, page, t->keep);
		sp_features(&made.page, &made.table);
		made.n = made.page.n;
		made.first = NU_NEW(t->keep, int32_t, made.n + 1);
		made.v = NU_NEW(t->keep, int32_t, made.n + 1);
		made.made = true;
		NU_PUSH(t->keep, t->sample, t->n, t->cap) = made;
	}
}

/* ---------------------------------------------------------------------------- rows */

/* What a line counts: in plain text the short ones count for more of the whole. */
static float
line_weight(const sp_sample *s, size_t i, unsigned forest)
{
	float w = s->page.line[i].words;

	if (forest == SP_FOREST_TITLE)
		return 1;
	w = w < LONG_LINE ? w : LONG_LINE;
	return s->page.markup ? 0.4f + w / 20 : 1 + w / 30;
}

/* Do the lines of a page stand against each other as the first, or the last, of the text? */
static bool
is_edges(unsigned forest)
{
	return forest == SP_FOREST_START || forest == SP_FOREST_END;
}

/* Does the forest learn from the line? */
static bool
is_row(const sp_sample *s, const sp_page *p, size_t i, unsigned forest)
{
	if (s->is[i] == IS_UNKNOWN)
		return false;
	return forest == SP_FOREST_TITLE   ? sp_may_be_title(p, i)
	       : forest == SP_FOREST_FIRST ? p->line[i].near
	       : is_edges(forest)          ? sp_may_be_edge(p, s->first, i)
	                                   : p->line[i].close;
}

/* Words that a line counts for where the edges of the text are learnt; what is few of them. */
enum { EDGE_MOST = 100, EDGE_WORDS = 3 };
#define EDGE_SHARE 0.03

static double
edge_words(const sp_sample *s, long i)
{
	double w = s->page.line[i].words;

	return w < EDGE_MOST ? w : EDGE_MOST;
}

/*
 * How good it would be to begin, or to end, the text with each line: exp(-wrong / some), where
 * wrong are the words of the article that are left out and those of other likely lines that
 * are not. False: the page does not tell it.
 */
static bool
edge_truth(const sp_sample *s, bool end, float *good)
{
	double gold = 0, wrong, some;
	long   n = (long)s->n, step = end ? 1 : -1, from = end ? 0 : n - 1, last = -1;

	for (long i = from; i >= 0 && i < n; i += step)
		if (s->is[i] == IS_BODY) {
			gold += edge_words(s, i);
			last = i;
		}
	for (long i = last + step; last >= 0 && i >= 0 && i < n; i += step)
		if (s->is[i] == IS_UNKNOWN)
			return false;
	wrong = gold;
	some = EDGE_SHARE * gold + EDGE_WORDS;
	for (long i = from; i >= 0 && i < n; i += step) {
		if (s->is[i] == IS_BODY)
			wrong -= edge_words(s, i);
		else if (s->is[i] != IS_UNKNOWN && s->first[i] > 0)
			wrong += edge_words(s, i);
		good[i] = (float)exp(-wrong / some);
	}
	return last >= 0;
}

/* The rows of a page, from row `at` on; returns the row behind them. good: room for its lines. */
static size_t
add_rows(const sp_sample *s, const sp_page *p, const sp_table *table, unsigned forest, sp_rows *r,
    size_t at, float *good)
{
	float  sum = 1;
	size_t first = at;
	bool   edges = is_edges(forest);

	if (edges && !edge_truth(s, forest == SP_FOREST_END, good))
		return at;

	for (size_t i = 0; i < s->n; i++)
		sum += line_weight(s, i, forest);
	for (size_t i = 0; i < s->n; i++) {
		if (!is_row(s, p, i, forest))
			continue;
		for (unsigned f = 0; f < table->width; f++)
			r->x[f * r->n + at] = *sp_at(table, f, i);
		if (r->group)
			r->group[at] = (uint32_t)first + 1;
		if (edges)
			r->y[at] = good[i];
		else
			r->y[at] = forest == SP_FOREST_TITLE ? s->is[i] == IS_TITLE : s->is[i] == IS_BODY;
		r->w[at++] = edges ? 3 * s->weight
		             : forest == SP_FOREST_TITLE
		                 ? 1
		                 : s->weight * line_weight(s, i, forest) * 20 / sqrtf(sum);
	}
	return at;
}

/*
 * The rows of all pages whose fold is neither a nor b, for one of the forests. Pages
 * weigh the same each, or nearly: long ones have more to teach.
 */
static void
fill_rows(const trainer *t, size_t a, size_t b, unsigned forest, sp_rows *r, nu_arena *mem)
{
	bool   titles = forest == SP_FOREST_TITLE;
	size_t at = 0, n = 0;
	float *good;

	for (size_t k = 0; k < t->n; k++)
		n += t->sample[k].n << (titles && t->sample[k].untold);
	r->n = n;
	r->x = NU_NEW(mem, int16_t, n * SP_NFEATURES + 1);
	r->y = NU_NEW(mem, float, n + 1);
	r->w = NU_NEW(mem, float, n + 1);
	good = NU_NEW(mem, float, n + 1);
	r->group = titles || is_edges(forest) ? NU_NEW(mem, uint32_t, n + 1) : NULL;
	for (size_t k = 0; k < t->n; k++) {
		const sp_sample *s = &t->sample[k];
		size_t        fold = fold_of(t, s);

		if (fold == a || fold == b || s->measured || (titles && !s->titled))
			continue;
		at = add_rows(s, &s->page, &s->table, forest, r, at, good);
		if (titles && s->untold)
			at = add_rows(s, &s->untold_page, &s->untold_table, forest, r, at, good);
	}
	/*
	 * Rows that were not taken have no weight. Features of headlines alone are noise to the
	 * other forests. What rules guess to be the headline is right so often that a forest would
	 * look at little else.
	 */
	for (unsigned f = 0; f < SP_NFEATURES; f++) {
		unsigned group = sp_group_of(t->markup, f);
		bool     of_titles = !t->markup && f >= SPE_HITS && f < SP_TEXT_FEATURES;

		r->use[f] = !(t->o->without >> group & 1) &&
		            (forest != SP_FOREST_FIRST || group != SP_STACKED) &&
		            (titles || !of_titles) &&
		            (!titles || (f != SPF_IS_TITLE && f != SPF_FROM_TITLE && (t->markup || f != SPE_LEAD)));
	}
}

static sp_forest
grow_forest(const trainer *t, size_t a, size_t b, unsigned forest)
{
	nu_arena     *mem = nu_arena_in(t->keep);
	sp_rows       rows = {0};
	sp_boost_opts o = {.trees = t->o->trees, .depth = t->o->depth, .rate = 0.08, .l2 = 4,
	    .min_weight = 2, .rows = 0.5, .features = 0.3, .seed = t->o->seed + forest};
	sp_forest f;

	if (forest == SP_FOREST_TITLE) {
		o.depth = 4;
		o.min_weight = 1;
		if (t->markup)
			o.trees /= 2;
		else
			o.rate /= 2;
	}
	if (is_edges(forest)) {
		o.trees = t->o->trees / 2;
		o.depth = 5;
		o.min_weight = 1;
	}
	fill_rows(t, a, b, forest, &rows, mem);
	f = sp_boost(t->keep, &rows, &o);
	nu_arena_free(mem);
	return f;
}

/* ------------------------------------------------------------------------- training */

/* Stacked features of a page from the verdicts of a forest. */
static void
stack_page(const sp_forest *f, sp_page *p, sp_table *table, int32_t *v)
{
	sp_first_verdict(f, p, table, v);
	sp_mark_close(p, v);
	sp_stack(p, table, v);
}

/* Stacked features of every page from verdicts of forests that have not seen its site. */
static void
stack_all(trainer *t, size_t skip)
{
	for (size_t fold = 0; fold < t->o->folds; fold++) {
		sp_forest f;

		if (fold == skip)
			continue;
		f = grow_forest(t, skip, fold, SP_FOREST_FIRST);
		for (size_t k = 0; k < t->n; k++) {
			sp_sample *s = &t->sample[k];

			if (fold_of(t, s) != fold)
				continue;
			if (s->untold)
				stack_page(&f, &s->untold_page, &s->untold_table, s->first);
			stack_page(&f, &s->page, &s->table, s->first);
		}
	}
}

static sp_model
train(trainer *t, size_t skip)
{
	sp_model m = {.kind = t->markup ? SP_MARKUP : SP_TEXT};

	stack_all(t, skip);
	m.forest[SP_FOREST_SECOND] = grow_forest(t, skip, skip, SP_FOREST_SECOND);
	m.forest[SP_FOREST_TITLE] = grow_forest(t, skip, skip, SP_FOREST_TITLE);
	if (!t->markup) {
		m.forest[SP_FOREST_START] = grow_forest(t, skip, skip, SP_FOREST_START);
		m.forest[SP_FOREST_END] = grow_forest(t, skip, skip, SP_FOREST_END);
	}
	m.forest[SP_FOREST_FIRST] = grow_forest(t, skip, skip, SP_FOREST_FIRST);
	return m;
}

/* ------------------------------------------------------------------------- measuring */

typedef struct figures {
	char   set[8];
	size_t pages, titles, right;
	double p, r;
	size_t npred;
	size_t junk, kept, shorts, found;
} figures;

static void
measure_page(sp_sample *s, figures *f)
{
	double      both = 0, pred = 0, gold = 0;
	size_t      first = s->n, last = 0;

	for (size_t i = 0; i < s->n; i++) {
		double w = s->page.line[i].words;
		bool   is = s->is[i] == IS_BODY, said = s->page.line[i].body;

		both += is && said ? w : 0;
		pred += said ? w : 0;
		gold += is ? w : 0;
		if (is) {
			first = first < i ? first : i;
			last = i;
		}
	}
	for (size_t i = first; i <= last && i < s->n; i++) {
		bool said = s->page.line[i].body;

		if (s->is[i] != IS_BODY) {
			f->junk++;
			f->kept += said;
		} else if (s->page.line[i].words <= 8) {
			f->shorts++;
			f->found += said;
		}
	}
	f->pages++;
	f->p += pred ? both / pred : 0;
	f->npred += pred > 0;
	f->r += gold ? both / gold : 0;
}

static void
report(const trainer *t, const figures *f, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		double p = f[i].npred ? f[i].p / (double)f[i].npred : 0, r = f[i].r / (double)f[i].pages;

		nu_note(t->log, "%-4s %4zu pages  P %.4f R %.4f F1 %.4f  junk kept %.3f  short %.3f  title %.3f",
		    f[i].set, f[i].pages, p, r, p + r > 0 ? 2 * p * r / (p + r) : 0,
		    f[i].junk ? (double)f[i].kept / (double)f[i].junk : 0,
		    f[i].shorts ? (double)f[i].found / (double)f[i].shorts : 0,
		    f[i].titles ? (double)f[i].right / (double)f[i].titles : 0);
	}
}

static figures *
figures_of(figures *f, size_t *n, const char *name)
{
	const char *base = strrchr(name, '/');
	size_t      len;

	base = base ? base + 1 : name;
	len = strcspn(base, "_.");
	len = len < sizeof f->set ? len : sizeof f->set - 1;
	for (size_t i = 0; i < *n; i++)
		if (strlen(f[i].set) == len && memcmp(f[i].set, base, len) == 0)
			return &f[i];
	memset(&f[*n], 0, sizeof *f);
	memcpy(f[*n].set, base, len);
	return &f[(*n)++];
}

static void
cross_validate(trainer *t)
{
	figures f[32];
	size_t  n = 0;

	for (size_t fold = 0; fold < t->o->folds; fold++) {
		sp_model m = train(t, fold);

		for (size_t k = 0; k < t->n; k++) {
			sp_sample  *s = &t->sample[k];
			figures *g;
			sp_edges edges;

			if (fold_of(t, s) != fold || s->made || n == 31)
				continue;
			g = figures_of(f, &n, s->name);
			sp_verdict(&m, &s->page, &s->table, s->v, &edges);
			sp_decode(&s->page, s->v, &edges);
			measure_page(s, g);
			if (s->titled) {
				size_t title = sp_best_title(t->state, &m, &s->page, &s->table);

				g->titles++;
				g->right += title < s->n && s->is[title] == IS_TITLE;
			}
		}
	}
	report(t, f, n);
}

static nu_str
names_of_fold(const trainer *t)
{
	size_t room = 1, n = 0;
	char  *p;

	for (size_t k = 0; k < t->n; k++)
		room += strlen(t->sample[k].name) + 1;
	p = nu_alloc(t->keep, room);
	for (size_t k = 0; k < t->n; k++)
		if (fold_of(t, &t->sample[k]) == t->o->skip && !t->sample[k].made) {
			size_t len = strlen(t->sample[k].name);

			memcpy(p + n, t->sample[k].name, len);
			p[n + len] = '\n';
			n += len + 1;
		}
	return (nu_str){p, n};
}

nu_str
nu_strip_train(nu_arena *keep, const nu_strip_train_opts *o, nu_log *log)
{
	trainer       t = {.o = o, .log = log, .keep = keep};
	nu_input     *in = nu_input_new(keep, log);
	nu_strip_opts none = {0};
	sp_model      m;

	t.state = NU_NEW(keep, sp_state, 1);
	t.state->opts = &none;
	t.state->log = log;
	if (!sp_rules_load(t.state, keep) || !sp_labels_read(&t.labels, keep, log, in, o->labels) ||
	    !read_pages(&t, in))
		return (nu_str){NULL, 0};
	nu_input_give_back(in);
	add_more(&t);
	log->file = NULL;
	if (t.n && o->cross && !o->skipped)
		cross_validate(&t);
	sp_rules_free(t.state);
	if (!t.n) {
		if (log->status < 2)
			nu_fail(log, "no page has labels: their first column names the pages");
		return (nu_str){NULL, 0};
	}
	if (o->skipped)
		return names_of_fold(&t);
	if (o->cross)
		return (nu_str){NULL, 0};
	m = train(&t, o->skip);
	return sp_model_write(keep, &m);
}
