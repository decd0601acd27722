/*
 * What markup tells the line model of a line: its element, the names around it, its place
 * in the tree against that of the running text, and the page's own title, description and
 * article. The tree is read from the lines alone: a line's level, and how much of the way
 * down to it is shared with the line before (the range minimum of which is the level of
 * the lowest common ancestor of two lines).
 */
#include "strip_feat.h"

enum { FAR = 400, MOST = 100, LEVELS = 256, META_WORDS = 60 };

/* Names that do not go with an article's text. */
#define BAD_NAMES                                                                          \
	(NU_CUE_AD | NU_CUE_NAV | NU_CUE_SHARE | NU_CUE_COMMENT | NU_CUE_RELATED | NU_CUE_TAGS | \
	    NU_CUE_WIDGET | NU_CUE_LEGAL | NU_CUE_SIDE | NU_CUE_FOOT | NU_CUE_BIO | NU_CUE_PULL)

/* Sums over lines that share an element, or the names of all elements down to theirs. */
typedef struct group {
	uint32_t key, lines, words, text, bytes, linked;
} group;

typedef struct groups {
	group *at;
	size_t mask;
} groups;

typedef struct cue {
	const sp_page *p;
	sp_table      *t;
	groups         parent, path;
	uint32_t       text; /* words of sentence lines */
	uint32_t       best; /* the running text's path */
	size_t         main; /* the line in the middle of it, or n */
} cue;

static void
set(sp_table *t, unsigned f, size_t i, long v)
{
	*sp_at(t, f, i) = (int16_t)(v > 32000 ? 32000 : v < -32000 ? -32000 : v);
}

static long
clip(long v)
{
	return v > FAR ? FAR : v < -FAR ? -FAR : v;
}

static long
percent(uint64_t part, uint64_t whole)
{
	return whole ? (long)(part * 100 / whole) : 0;
}

static uint32_t
text_of(const sp_line *l)
{
	return !l->sentence || l->tagged == SP_JUNK + 1 ? 0 : l->words < MOST ? l->words : MOST;
}

/* -------------------------------------------------------------------------- elements */

static void
set_element(sp_table *t, size_t i, const nu_line *m)
{
	/* In the order of what they have in common with running text. */
	static const int8_t order[] = {[NU_TAG_NONE] = 6, [NU_TAG_TITLE] = 12, [NU_TAG_P] = 0,
	    [NU_TAG_DIV] = 4, [NU_TAG_H1] = 11, [NU_TAG_H2] = 7, [NU_TAG_H3] = 8, [NU_TAG_H4] = 9,
	    [NU_TAG_H5] = 10, [NU_TAG_H6] = 10, [NU_TAG_LI] = 3, [NU_TAG_CELL] = 5,
	    [NU_TAG_CAPTION] = 13, [NU_TAG_QUOTE] = 1, [NU_TAG_PRE] = 2, [NU_TAG_FIELD] = 15,
	    [NU_TAG_ADDRESS] = 14};

	set(t, SPF_H_TAG, i, order[m->tag]);
	set(t, SPF_H_LINK, i, m->link);
	set(t, SPF_H_LINKS, i, m->links);
	set(t, SPF_H_STRONG, i, m->strong);
	set(t, SPF_H_EM, i, m->em);
	set(t, SPF_H_LEVEL, i, m->level);
	set(t, SPF_H_TIME, i, (m->marks & NU_MARK_TIME) != 0);
	set(t, SPF_H_IMAGE, i, (m->marks & NU_MARK_IMAGE) != 0);
	set(t, SPF_H_BUTTON, i, (m->marks & NU_MARK_BUTTON) != 0);
	set(t, SPF_H_AUTHOR, i, (m->marks & NU_MARK_AUTHOR) != 0);
	set(t, SPF_H_TAGGED, i, (m->marks & NU_MARK_TAG) != 0);
	set(t, SPF_H_BREAK, i, (m->marks & NU_MARK_BREAK) != 0);
	set(t, SPF_H_ARTICLE, i, (m->within & NU_IN_ARTICLE) != 0);
	set(t, SPF_H_MAIN, i, (m->within & NU_IN_MAIN) != 0);
	set(t, SPF_H_FIGURE, i, (m->within & NU_IN_FIGURE) != 0);
	set(t, SPF_H_LIST, i, (m->within & NU_IN_LIST) != 0);
	set(t, SPF_H_TABLE, i, (m->within & NU_IN_TABLE) != 0);
	set(t, SPF_H_FORM, i, (m->within & NU_IN_FORM) != 0);
	set(t, SPF_H_QUOTE, i, (m->within & NU_IN_QUOTE) != 0);
}

static void
set_neighbours(const cue *c, size_t i)
{
	const nu_line *m = c->p->page->line;
	size_t         n = c->p->n, from = i > 2 ? i - 2 : 0, to = i + 3 < n ? i + 3 : n;
	long           link = 0;

	for (size_t k = from; k < to; k++)
		link += m[k].link;
	set(c->t, SPF_H_LINK_NEAR, i, link / (long)(to - from));
}

static int
count_bits(uint32_t v)
{
	int n = 0;

	for (; v; v &= v - 1)
		n++;
	return n;
}

static void
set_names(sp_table *t, size_t i, const nu_line *m)
{
	for (unsigned k = 0; k <= SPF_C_PULL - SPF_C_BODY; k++)
		set(t, SPF_C_BODY + k, i, m->cue >> k & 1 ? 2 : m->within >> k & 1);
	set(t, SPF_C_BAD, i, count_bits(m->cue & BAD_NAMES));
	set(t, SPF_C_BAD_MORE, i, count_bits(m->within & BAD_NAMES));
}

/* ---------------------------------------------------------------------------- groups */

static group *
group_of(const groups *g, uint32_t key)
{
	size_t   k = (key * 2654435761u >> 7) & g->mask;
	unsigned step = 0;

	while (g->at[k].lines && g->at[k].key != key)
		k = nu_next_place(key, k, g->mask, &step);
	return &g->at[k];
}

static void
add_to(group *g, uint32_t key, const sp_line *l, const nu_line *m)
{
	uint32_t bytes = (uint32_t)l->text.n;

	g->key = key;
	g->lines++;
	g->words += l->words;
	g->text += text_of(l);
	g->bytes += bytes;
	g->linked += (uint32_t)((uint64_t)bytes * m->link / 255);
}

static void
make_groups(cue *c)
{
	size_t size = 16;

	while (size < c->p->n * 2)
		size *= 2;
	c->parent = (groups){NU_NEW(c->p->a, group, size), size - 1};
	c->path = (groups){NU_NEW(c->p->a, group, size), size - 1};
	for (size_t i = 0; i < c->p->n; i++) {
		const sp_line *l = &c->p->line[i];
		const nu_line *m = &c->p->page->line[i];

		add_to(group_of(&c->parent, m->parent), m->parent, l, m);
		add_to(group_of(&c->path, m->path), m->path, l, m);
		c->text += text_of(l);
	}
}

static uint64_t
weight_of(const cue *c, size_t i)
{
	const nu_line *m = &c->p->page->line[i];

	return (uint64_t)text_of(&c->p->line[i]) * ((m->cue | m->within) & BAD_NAMES ? 1 : 4);
}

/* The path that most of the segment's text has, and the line in the middle of that text. */
static void
find_main(cue *c)
{
	const sp_page *p = c->p;
	groups         g = {NU_NEW(p->a, group, c->path.mask + 1), c->path.mask};
	uint64_t       most = 0, half = 0;

	c->main = p->n;
	for (size_t i = p->first; i <= p->last && i < p->n; i++) {
		uint32_t key = p->page->line[i].path;
		group   *at = group_of(&g, key);

		at->key = key;
		at->lines++;
		at->words += (uint32_t)weight_of(c, i);
		if (at->words > most) {
			most = at->words;
			c->best = key;
		}
	}
	for (size_t i = p->first; most && i <= p->last && i < p->n; i++) {
		if (p->page->line[i].path != c->best)
			continue;
		half += weight_of(c, i);
		if (half * 2 >= most) {
			c->main = i;
			return;
		}
	}
}

static void
set_groups(const cue *c, size_t i)
{
	const nu_line *m = &c->p->page->line[i];
	const group   *parent = group_of(&c->parent, m->parent), *path = group_of(&c->path, m->path);

	set(c->t, SPF_T_PARENT_SHARE, i, percent(parent->text, c->text));
	set(c->t, SPF_T_PARENT_LINES, i, clip(parent->lines));
	set(c->t, SPF_T_PARENT_LINK, i, percent(parent->linked, parent->bytes));
	set(c->t, SPF_T_PATH_SHARE, i, percent(path->text, c->text));
	set(c->t, SPF_T_PATH_LINES, i, clip(path->lines));
	set(c->t, SPF_T_PATH_LINK, i, percent(path->linked, path->bytes));
	set(c->t, SPF_T_PATH_TEXT, i, percent(path->text, path->words));
	set(c->t, SPF_T_PATH_BEST, i, c->main < c->p->n && m->path == c->best);
}

/* ------------------------------------------------------------------------------ tree */

/* Steps up from the nearest sentence line to the common ancestor, and down to the line. */
static void
set_steps(const cue *c)
{
	const nu_line *m = c->p->page->line;
	long           n = (long)c->p->n, low = -1, level = 0;

	for (long i = 0; i < n; i++) {
		low = low < 0 || low < m[i].joint ? low : m[i].joint;
		set(c->t, SPF_T_PREV_UP, (size_t)i, low < 0 ? -1 : level - low);
		set(c->t, SPF_T_PREV_DOWN, (size_t)i, low < 0 ? -1 : m[i].level - low);
		set(c->t, SPF_T_JOINT_A, (size_t)i, m[i].level - m[i].joint);
		set(c->t, SPF_T_JOINT_Y, (size_t)i, i + 1 < n ? m[i].level - m[i + 1].joint : FAR);
		if (text_of(&c->p->line[i]))
			low = level = m[i].level;
	}
	low = -1;
	for (long i = n; i-- > 0;) {
		if (low >= 0 && m[i + 1].joint < low)
			low = m[i + 1].joint;
		set(c->t, SPF_T_NEXT_UP, (size_t)i, low < 0 ? -1 : level - low);
		set(c->t, SPF_T_NEXT_DOWN, (size_t)i, low < 0 ? -1 : m[i].level - low);
		if (text_of(&c->p->line[i]))
			low = level = m[i].level;
	}
}

/* Lines from..to - 1 are the part of an element that hangs beside the running text. */
static void
set_box(const cue *c, size_t from, size_t to)
{
	group g = {0};

	for (size_t i = from; i < to; i++)
		add_to(&g, 0, &c->p->line[i], &c->p->page->line[i]);
	for (size_t i = from; i < to; i++) {
		set(c->t, SPF_T_BOX_LINES, i, clip(g.lines));
		set(c->t, SPF_T_BOX_WORDS, i, g.words);
		set(c->t, SPF_T_BOX_LINK, i, percent(g.linked, g.bytes));
		set(c->t, SPF_T_BOX_TEXT, i, percent(g.text, g.words));
		set(c->t, SPF_T_BOX_AT, i, clip((long)(i - from)));
	}
}

/* Every line's lowest common ancestor with line `at`: its level in `low`. */
static void
find_joints(const cue *c, size_t at, uint8_t *low)
{
	const nu_line *m = c->p->page->line;
	size_t         n = c->p->n;

	low[at] = m[at].level;
	for (size_t i = at + 1; i < n; i++)
		low[i] = low[i - 1] < m[i].joint ? low[i - 1] : m[i].joint;
	for (size_t i = at; i-- > 0;)
		low[i] = low[i + 1] < m[i + 1].joint ? low[i + 1] : m[i + 1].joint;
}

/* Steps up from the headline that metadata tell, and down to the line; and lines from it. */
static void
set_from_title(const cue *c, uint8_t *low)
{
	const nu_line *m = c->p->page->line;
	size_t         n = c->p->n, at = c->p->told;

	if (at < n)
		find_joints(c, at, low);
	for (size_t i = 0; i < n; i++) {
		set(c->t, SPF_T_TITLE_UP, i, at < n ? m[at].level - low[i] : -1);
		set(c->t, SPF_T_TITLE_DOWN, i, at < n ? m[i].level - low[i] : -1);
		set(c->t, SPF_T_TOLD, i, at < n ? clip((long)i - (long)at) : -2 * FAR);
	}
}

static void
set_boxes(const cue *c, const uint8_t *low)
{
	const nu_line *m = c->p->page->line;
	size_t         n = c->p->n, from = c->main, to = from;

	for (size_t i = c->main + 1; i <= n; i++)
		if (i == n || m[i].joint <= low[i - 1]) {
			set_box(c, from, i);
			from = i;
		}
	for (size_t i = c->main; i-- > 0;)
		if (i == 0 || m[i].joint <= low[i]) {
			set_box(c, i, to);
			to = i;
		}
}

static void
set_tree(const cue *c)
{
	const nu_line *m = c->p->page->line;
	size_t         n = c->p->n;
	uint8_t       *low = nu_alloc(c->p->a, n + 1);
	uint64_t       mass[LEVELS + 1] = {0};

	set_from_title(c, low);
	if (c->main == n)
		return;
	find_joints(c, c->main, low);
	for (size_t i = 0; i < n; i++)
		mass[low[i]] += text_of(&c->p->line[i]);
	for (size_t k = LEVELS; k-- > 0;)
		mass[k] += mass[k + 1];
	for (size_t i = 0; i < n; i++) {
		set(c->t, SPF_T_UP, i, m[c->main].level - low[i]);
		set(c->t, SPF_T_DOWN, i, m[i].level - low[i]);
		set(c->t, SPF_T_HOLD, i, percent(mass[low[i]], c->text));
	}
	set_boxes(c, low);
}

/* ------------------------------------------------------------------------- metadata */

/* A set of hashes, none of them 0. */
typedef struct hashes {
	uint32_t *at;
	size_t    mask;
} hashes;

static size_t
slot_of(const hashes *s, uint32_t h)
{
	size_t   k = (h * 2654435761u >> 5) & s->mask;
	unsigned step = 0;

	while (s->at[k] && s->at[k] != h)
		k = nu_next_place(h, k, s->mask, &step);
	return k;
}

static uint32_t
pair(uint32_t a, uint32_t b)
{
	return (a * 31u ^ b) | 1;
}

/* The words, or pairs of words that follow each other, that a text of the metadata holds. */
static hashes
make_set(const sp_page *p, const sp_line *l, bool pairs)
{
	hashes   s = {NULL, 63};
	uint32_t prev = 0;

	while (s.mask < l->nword * 2u)
		s.mask = s.mask * 2 + 1;
	s.at = NU_NEW(p->a, uint32_t, s.mask + 1);
	for (size_t i = l->word; i < l->word + (size_t)l->nword; i++) {
		uint32_t h = p->word[i];

		if (h && (!pairs || prev))
			s.at[slot_of(&s, pairs ? pair(prev, h) : h)] = pairs ? pair(prev, h) : h;
		prev = h ? h : prev;
	}
	return s;
}

/* How much, in percent, of the line's words (or pairs of them) is in the set. */
static long
share_of(const sp_page *p, const sp_line *l, const hashes *s, bool pairs)
{
	size_t   all = 0, hit = 0;
	uint32_t prev = 0;

	for (size_t i = l->word; i < l->word + (size_t)l->nword && all < META_WORDS; i++) {
		uint32_t h = p->word[i];

		if (h && (!pairs || prev)) {
			h = pairs ? pair(prev, h) : h;
			all++;
			hit += s->at[slot_of(s, h)] == h;
		}
		prev = p->word[i] ? p->word[i] : prev;
	}
	return percent(hit, all);
}

/* How much of the metadata's words the line has. */
static long
share_had(const sp_page *p, const sp_line *meta, const sp_line *l)
{
	return (long)(100 * sp_overlap(p, meta, l, 1));
}

static void
set_meta(const cue *c)
{
	const sp_page *p = c->p;
	const sp_line *title = &p->meta[SP_META_TITLE], *dek = &p->meta[SP_META_DEK],
	              *article = &p->meta[SP_META_ARTICLE];
	hashes         in_title = make_set(p, title, false), in_dek = make_set(p, dek, true),
	       in_article = make_set(p, article, true);
	long has = (title->words > 1) + 2 * (dek->words > 3) + 4 * (article->words > 60);

	for (size_t i = 0; i < p->n; i++) {
		const sp_line *l = &p->line[i];
		long           t = has & 1 ? share_of(p, l, &in_title, false) : -1;
		long           d = has & 2 ? share_of(p, l, &in_dek, true) : -1;

		set(c->t, SPF_M_TITLE, i, t);
		set(c->t, SPF_M_TITLE_OF, i, t > 30 ? share_had(p, title, l) + (l->hash == title->hash) : t);
		set(c->t, SPF_M_PART, i, t > 30 && l->words < META_WORDS ? sp_told_share(p, l) : t);
		set(c->t, SPF_M_DEK, i, d);
		set(c->t, SPF_M_DEK_OF, i, d > 30 ? share_had(p, dek, l) : d);
		set(c->t, SPF_M_ARTICLE, i, has & 4 ? share_of(p, l, &in_article, true) : -1);
		set(c->t, SPF_M_HAS, i, has);
	}
}

void
sp_cues(const sp_page *p, sp_table *t)
{
	cue c = {.p = p, .t = t};

	if (!p->markup)
		return;
	make_groups(&c);
	find_main(&c);
	for (size_t i = 0; i < p->n; i++) {
		set_element(t, i, &p->page->line[i]);
		set_names(t, i, &p->page->line[i]);
		set_neighbours(&c, i);
		set_groups(&c, i);
	}
	for (size_t i = 0; i < p->n; i++) {
		set(t, SPF_H_TAG_A, i, i ? *sp_at(t, SPF_H_TAG, i - 1) : -1);
		set(t, SPF_H_TAG_Y, i, i + 1 < p->n ? *sp_at(t, SPF_H_TAG, i + 1) : -1);
	}
	set_steps(&c);
	set_tree(&c);
	set_meta(&c);
}
