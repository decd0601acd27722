#include "page_meta.h"

#include <stdlib.h>

#include "data.h"
#include "page_ld.h"
#include "page_told.h"
#include "text.h"

/* STATED: the score from which a lone site's name counts as the writer. */
enum { MOST_LD = 1 << 20 /* of all scripts of a page */, NEAR = 40, STATED = 80 };

/* What an element's text is gathered for. */
enum gather { NOTHING, LD, TITLE, WRITER };

struct nu_meta_words {
	const nu_lexicon *names;
};

struct nu_meta {
	nu_tells       tells;
	enum gather    gather;
	int            score; /* of the writer gathered */
	size_t         depth; /* elements open inside the one gathered */
	char          *buf;
	size_t         n, cap;
	size_t         ld;           /* bytes of the scripts read */
	size_t         shown, wrote; /* bytes of text so far; when the last author link ended */
	bool           titled, timed, h1;
};

static const struct {
	const char   *name;
	enum nu_told  what;
} kinds[] = {
    {"published", NU_TOLD_PUBLISHED},
    {"updated", NU_TOLD_UPDATED},
    {"writer", NU_TOLD_WRITER},
    {"source", NU_TOLD_SOURCE},
    {"title", NU_TOLD_TITLE},
    {"description", NU_TOLD_DESCRIPTION},
    {"url", NU_TOLD_URL},
    {"lang", NU_TOLD_LANG},
    {"article", NU_TOLD_ARTICLE},
};

nu_meta_words *
nu_meta_words_new(nu_arena *keep)
{
	nu_meta_words *w = NU_NEW(keep, nu_meta_words, 1);

	w->names = nu_lexicon_new(keep, nu_data("en/page-meta.tsv"));
	return w;
}

nu_meta *
nu_meta_new(nu_pages *pages, nu_arena *a)
{
	nu_meta *m = NU_NEW(a, nu_meta, 1);

	m->tells.pages = pages;
	m->tells.a = a;
	return m;
}

/* A meta element or microdata property of that name. */
static void
tell_name(nu_meta *m, const char *name, const char *content, int less)
{
	nu_str          key = nu_str_of(name);
	const nu_entry *e;

	if (!key.n || !content || !*content)
		return;
	e = nu_lexicon_find(m->tells.pages->meta->names, key, nu_hash(key));
	for (size_t i = 0; e && i < sizeof kinds / sizeof *kinds; i++)
		if (nu_eq(nu_column(e->rest, 0), nu_str_of(kinds[i].name))) {
			nu_str score = nu_column(e->rest, 1);

			nu_tell(&m->tells, kinds[i].what, nu_str_of(content),
			    (score.n ? atoi(score.p) : 50) - less);
		}
}

/* ------------------------------------------------------------------------ gathering */

static void
start(nu_meta *m, enum gather what, int score)
{
	m->gather = what;
	m->score = score;
	m->depth = m->n = 0;
}

void
nu_meta_text(nu_meta *m, const char *s, size_t n)
{
	m->shown += n;
	if (m->gather == NOTHING || m->n + n > (m->gather == LD ? MOST_LD - m->ld : (size_t)NU_TOLD_MOST))
		return;
	if (m->cap < m->n + n)
		m->buf = nu_grow(m->tells.a, m->buf, &m->cap, m->n + n, 1);
	memcpy(m->buf + m->n, s, n);
	m->n += n;
}

static void
finish(nu_meta *m)
{
	nu_str s = nu_copy(m->tells.a, (nu_str){m->buf, m->n});

	if (m->gather == LD) {
		nu_page_ld(&m->tells, s);
		m->ld += s.n;
	} else if (m->gather == TITLE) {
		nu_tell(&m->tells, NU_TOLD_TITLE, s, 50);
	} else if (m->gather == WRITER) {
		nu_tell(&m->tells, NU_TOLD_WRITER, s, m->score);
	}
	if (m->gather == WRITER)
		m->wrote = m->shown;
	m->gather = NOTHING;
}

void
nu_meta_close(nu_meta *m, const nu_el *el)
{
	(void)el;
	if (m->gather == NOTHING)
		return;
	if (m->depth)
		m->depth--;
	else
		finish(m);
}

void
nu_meta_flatten(nu_meta *m)
{
	m->gather = NOTHING;
}

/* ------------------------------------------------------------------------- elements */

static void
open_meta(nu_meta *m, nu_attrs attr)
{
	const char *content = nu_attr(attr, "content"), *name;

	if ((name = nu_attr(attr, "property")))
		tell_name(m, name, content, 0);
	if ((name = nu_attr(attr, "name")))
		tell_name(m, name, content, 0);
	if ((name = nu_attr(attr, "http-equiv")))
		tell_name(m, name, content, 0);
	if ((name = nu_attr(attr, "itemprop")))
		for (size_t n; *name; name += n + (name[n] == ' ')) { /* several names in one */
			char one[64];

			n = strcspn(name, " ");
			if (n < sizeof one) {
				memcpy(one, name, n);
				one[n] = 0;
				tell_name(m, one, content, 1);
			}
		}
}

/* The first time element behind the headline, or of the page, when nothing better tells. */
static void
open_time(nu_meta *m, nu_attrs attr)
{
	const char *when = nu_attr(attr, "datetime"), *class = nu_attr(attr, "class");
	const char *prop = nu_attr(attr, "itemprop");
	bool        updated = class && (strstr(class, "updat") || strstr(class, "modif"));
	int         score = nu_attr(attr, "pubdate") ? 85 : m->h1 ? 60 : 40;

	if (!when)
		return;
	if (prop)
		tell_name(m, prop, when, 1);
	else
		nu_tell(&m->tells, updated ? NU_TOLD_UPDATED : NU_TOLD_PUBLISHED, nu_str_of(when), score);
}

/* Links to the author: the first, and those that stand right beside it. */
static bool
is_author_link(nu_meta *m, nu_attrs attr)
{
	const char *rel = nu_attr(attr, "rel");

	return rel && strstr(rel, "author") && (!m->wrote || m->shown - m->wrote < NEAR);
}

static void
open_property(nu_meta *m, const nu_el *el, nu_attrs attr)
{
	const char *prop = nu_attr(attr, "itemprop");
	const char *content = prop ? nu_attr(attr, "content") : NULL;

	if (prop && !content && (content = nu_attr(attr, "datetime")) == NULL &&
	    strcmp(prop, "author") == 0 && (!m->wrote || m->shown - m->wrote < NEAR))
		start(m, WRITER, 78);
	else if (prop && content)
		tell_name(m, prop, content, 1);
	else if (el->id == NU_EL_A && is_author_link(m, attr))
		start(m, WRITER, 70);
}

static void
open_link(nu_meta *m, nu_attrs attr)
{
	const char *rel = nu_attr(attr, "rel"), *href = nu_attr(attr, "href");

	if (rel && href && strcmp(rel, "canonical") == 0)
		nu_tell(&m->tells, NU_TOLD_URL, nu_str_of(href), 90);
}

void
nu_meta_open(nu_meta *m, const nu_el *el, nu_attrs attr)
{
	const char *v;

	if (m->gather != NOTHING) {
		m->depth++;
		if (m->gather == WRITER && el->id == NU_EL_META && (v = nu_attr(attr, "itemprop")) &&
		    strcmp(v, "name") == 0 && (v = nu_attr(attr, "content")))
			nu_tell(&m->tells, NU_TOLD_WRITER, nu_str_of(v), m->score + 1);
		return;
	}
	m->h1 |= el->tag == NU_TAG_H1;
	if (!attr && el->id != NU_EL_TITLE)
		return;
	switch (el->id) {
	case NU_EL_HTML:
		if ((v = nu_attr(attr, "lang")) || (v = nu_attr(attr, "xml:lang")))
			nu_tell(&m->tells, NU_TOLD_LANG, nu_str_of(v), 80);
		break;
	case NU_EL_META: open_meta(m, attr); break;
	case NU_EL_LINKREL: open_link(m, attr); break;
	case NU_EL_SCRIPT:
		if ((v = nu_attr(attr, "type")) && strstr(v, "ld+json"))
			start(m, LD, 0);
		break;
	case NU_EL_TITLE:
		if (!m->titled)
			start(m, TITLE, 0);
		m->titled = true;
		break;
	case NU_EL_TIME: open_time(m, attr); break;
	default: open_property(m, el, attr); break;
	}
}

/* ---------------------------------------------------------------------------- facts */

/* The title without what stands behind the last bar or dash when that is the site's name. */
static nu_str
cut_site(nu_str title, nu_str site, nu_str host)
{
	static const char *const bars[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ",
	    " \xC2\xB7 "};

	for (size_t i = title.n; i-- > 1;)
		for (size_t k = 0; k < sizeof bars / sizeof *bars; k++) {
			nu_str bar = nu_str_of(bars[k]), tail;

			if (i + bar.n >= title.n || memcmp(title.p + i, bar.p, bar.n) != 0)
				continue;
			tail = nu_slice(title, i + bar.n, title.n);
			if ((site.n && nu_hash(tail) == nu_hash(site)) ||
			    (host.n && nu_hash(tail) == nu_hash(host)))
				return nu_slice(title, 0, i);
			return title;
		}
	return title;
}

static void
fact(nu_meta *m, nu_page *page, const char *type, enum nu_told what)
{
	const nu_tell_best *t = &m->tells.best[what];

	nu_page_fact(m->tells.a, page, type, t->value, t->score, t->raw);
}

/* Does the title begin with the name and a colon or the like, as with that of its site? */
static bool
is_set_off(nu_str title, nu_str name)
{
	nu_str rest;

	if (!name.n || title.n <= name.n || memcmp(title.p, name.p, name.n) != 0)
		return false;
	rest = nu_trim(nu_slice(title, name.n, title.n));
	return rest.n > 1 && strchr(":|-", rest.p[0]);
}

void
nu_meta_finish(nu_meta *m, nu_page *page)
{
	const nu_tell_best *t = m->tells.best;
	nu_str      host = nu_page_host(m->tells.a, t[NU_TOLD_URL].value);

	if (m->gather != NOTHING)
		finish(m);
	fact(m, page, "@url", NU_TOLD_URL);
	if (t[NU_TOLD_SOURCE].value.n)
		fact(m, page, "@source", NU_TOLD_SOURCE);
	else
		nu_page_fact(m->tells.a, page, "@source", host, 50, (nu_str){NULL, 0});
	fact(m, page, "@published", NU_TOLD_PUBLISHED);
	fact(m, page, "@updated", NU_TOLD_UPDATED);
	fact(m, page, "@lang", NU_TOLD_LANG);
	for (size_t i = 0; i < m->tells.writers.n; i++)
		if (!is_set_off(t[NU_TOLD_TITLE].value, m->tells.writers.name[i]) &&
		    ((m->tells.writers.n == 1 && m->tells.writers.score >= STATED) ||
		        !nu_writer_is(m->tells.writers.name[i], t[NU_TOLD_SOURCE].value, host)))
			nu_page_fact(m->tells.a, page, "@writer", m->tells.writers.name[i], m->tells.writers.score,
			    (nu_str){NULL, 0});
	page->title = cut_site(t[NU_TOLD_TITLE].value, t[NU_TOLD_SOURCE].value, host);
	page->description = t[NU_TOLD_DESCRIPTION].value;
	page->article = t[NU_TOLD_ARTICLE].value;
	page->paid = m->tells.paid;
}
