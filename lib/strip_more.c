/*
 * More pages to learn from than are at hand: the same article below the head of another
 * site's page, above its foot, or with less around it. What stands around the articles of a
 * few sites is soon known by heart; what comes of mixing it is not.
 */
#include "strip_sample.h"

enum { OTHER_HEAD, OTHER_FOOT, OTHER_BOTH, THINNED, LATE, ENDED };
/* At most so many lines above the headline and behind the article go with it. */
enum { ABOVE = 5, BEHIND = 6, BEHIND_OTHER = 4, LATE_LEAST = 8 };
#define THIN 0.35

typedef struct maker {
	uint64_t *seed;
	nu_page  *page;
	char     *text;
	uint8_t  *is;
} maker;

/* Lines of a page: those before `from` stand around its article, and those from `to` on. */
typedef struct core {
	size_t from, to;
} core;

static size_t
some(uint64_t *seed, size_t most)
{
	return (size_t)(sp_draw(seed) * (double)most);
}

static bool
find_core(const sp_sample *s, uint64_t *seed, size_t behind, core *c)
{
	size_t first = s->n, last = 0, above;

	for (size_t i = 0; i < s->n; i++)
		if (s->is[i] == IS_BODY) {
			first = first < i ? first : i;
			last = i;
		}
	if (first == s->n)
		return false;
	for (size_t i = 0; i < first; i++)
		if (s->is[i] == IS_TITLE)
			first = i;
	above = some(seed, ABOVE);
	c->from = first > above ? first - above : 0;
	c->to = last + 1 + some(seed, behind);
	c->to = c->to < s->n ? c->to : s->n;
	return true;
}

/* Lines from..to - 1 of a page, some left out if it is to be thinned. */
static void
add_lines(maker *m, const sp_sample *s, size_t from, size_t to, bool thin)
{
	const nu_page *page = s->page.page;

	for (size_t i = from; i < to; i++) {
		const nu_line *l = &page->line[i];
		size_t         n = l->end - l->start;
		nu_line       *mine = &m->page->line[m->page->nline];

		if (thin && sp_draw(m->seed) < THIN)
			continue;
		memcpy(m->text + m->page->length, page->text.p + l->start, n);
		*mine = *l;
		mine->start = m->page->length;
		mine->end = mine->start + n;
		m->text[mine->end] = '\n';
		m->page->length = mine->end + 1;
		m->is[m->page->nline++] = s->is[i];
	}
}

/* An empty page with room for all of both. */
static void
begin_page(maker *m, nu_arena *keep, const sp_sample *s, const sp_sample *other)
{
	size_t lines = s->n + other->n + 1;

	m->page = NU_NEW(keep, nu_page, 1);
	*m->page = *s->page.page;
	m->page->line = NU_NEW(keep, nu_line, lines);
	m->page->nline = m->page->length = 0;
	m->text = nu_alloc(keep, s->page.page->text.n + other->page.page->text.n + lines);
	m->is = nu_alloc(keep, lines);
}

nu_page *
sp_more_page(nu_arena *keep, const sp_sample *s, const sp_sample *other, int way, uint64_t *seed,
    uint8_t **is)
{
	maker m = {.seed = seed};
	core  c, o;

	if (!find_core(s, seed, BEHIND, &c) || !find_core(other, seed, BEHIND_OTHER, &o))
		return NULL;
	begin_page(&m, keep, s, other);
	*is = m.is;
	if (way == OTHER_HEAD || way == OTHER_BOTH)
		add_lines(&m, other, 0, o.from, false);
	else
		add_lines(&m, s, way == LATE && c.from > LATE_LEAST ? some(seed, c.from) : 0, c.from,
		    way == THINNED);
	add_lines(&m, s, c.from, c.to, false);
	if (way == OTHER_FOOT || way == OTHER_BOTH)
		add_lines(&m, other, o.to, other->n, false);
	else if (way != ENDED)
		add_lines(&m, s, c.to, s->n, way == THINNED);
	m.page->text = (nu_str){m.text, m.page->length};
	return m.page;
}
