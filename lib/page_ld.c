/*
 * JSON-LD (schema.org) in a page: the article that it describes. Only what is the page
 * itself is read: top-level objects, @graph and mainEntity; lists of other articles are
 * passed by. Nesting is bounded by jansson (2048) and by LEVELS here.
 */
#include <jansson.h>
#include <libxml/HTMLparser.h>

#include "json_load.h"
#include "page_ld.h"
#include "text.h"

enum { LEVELS = 6, MOST_NODES = 200 };

typedef struct ld {
	nu_tells *tells;
	nu_arena *a;
	int       nodes;
} ld;

/* Kinds of things, and how much of an article they are. */
static const struct {
	const char *name;
	int         score;
} types[] = {
    {"NewsArticle", 98}, {"ReportageNewsArticle", 98}, {"OpinionNewsArticle", 98},
    {"AnalysisNewsArticle", 98}, {"BackgroundNewsArticle", 98}, {"ReviewNewsArticle", 98},
    {"AskPublicNewsArticle", 98}, {"LiveBlogPosting", 97}, {"Article", 97}, {"BlogPosting", 97},
    {"SocialMediaPosting", 90}, {"TechArticle", 97}, {"ScholarlyArticle", 97}, {"Report", 95},
    {"Review", 85}, {"Recipe", 85}, {"VideoObject", 60}, {"NewsVideo", 60}, {"WebPage", 70},
    {"ItemPage", 70}, {"CreativeWork", 70}, {"WebSite", 30},
};

static int
type_score(const json_t *object)
{
	const json_t *t = json_object_get(object, "@type");
	int           best = 0;

	for (size_t k = 0; k < (json_is_array(t) ? json_array_size(t) : 1); k++) {
		const char *name = json_string_value(json_is_array(t) ? json_array_get(t, k) : t);

		if (name && strncmp(name, "http", 4) == 0 && strrchr(name, '/'))
			name = strrchr(name, '/') + 1;
		for (size_t i = 0; name && i < sizeof types / sizeof *types; i++)
			if (strcmp(name, types[i].name) == 0 && types[i].score > best)
				best = types[i].score;
	}
	return best;
}

/* --------------------------------------------------------------------------- strings */

/* One character reference at s.p[i] ('&'); its code point and length, or 0. */
static uint32_t
reference(nu_str s, size_t i, size_t *len)
{
	const char *p = s.p + i + 1, *semi = memchr(p, ';', s.n - i - 1 < 12 ? s.n - i - 1 : 12);
	char        name[12];
	uint32_t    cp = 0;
	size_t      n = semi ? (size_t)(semi - p) : 0;
	bool        hex = n > 1 && p[0] == '#' && (p[1] | 32) == 'x';

	if (!n || n >= sizeof name)
		return 0;
	*len = n + 2;
	if (p[0] == '#') {
		for (size_t k = hex ? 2 : 1; k < n; k++) {
			int c = p[k] | 32;
			int d = c >= '0' && c <= '9' ? c - '0' : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;

			if (d < 0 || cp > 0x10FFFF)
				return 0;
			cp = cp * (hex ? 16 : 10) + (uint32_t)d;
		}
		return cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000) ? 0 : cp;
	}
	memcpy(name, p, n);
	name[n] = 0;
	{
		const htmlEntityDesc *e = htmlEntityLookup((const xmlChar *)name);

		return e ? e->value : 0;
	}
}

/* A string of JSON-LD: sites write character references and tags into it. */
static nu_str
plain(nu_arena *a, const json_t *v)
{
	nu_str s = {json_string_value(v), json_string_length(v)};
	char  *out;
	size_t n = 0;

	if (!s.n)
		return (nu_str){NULL, 0};
	out = nu_alloc(a, s.n + 4);
	for (size_t i = 0; i < s.n; i++) {
		size_t      len = 0;
		uint32_t    cp = s.p[i] == '&' ? reference(s, i, &len) : 0;
		const char *gt;

		if (cp && nu_encode(cp, out + n) <= len) {
			n += nu_encode(cp, out + n);
			i += len - 1;
		} else if (s.p[i] == '<' && i + 1 < s.n && (s.p[i + 1] == '/' || (s.p[i + 1] | 32) >= 'a') &&
		           (gt = memchr(s.p + i, '>', s.n - i < 500 ? s.n - i : 500))) {
			out[n++] = ' ';
			i = (size_t)(gt - s.p);
		} else {
			out[n++] = s.p[i];
		}
	}
	return (nu_str){out, n};
}

static void
tell(ld *l, enum nu_told what, const json_t *v, int score)
{
	if (json_is_array(v))
		v = json_array_get(v, 0);
	if (json_is_object(v)) {
		const json_t *name = json_object_get(v, "@value");

		v = name ? name : json_object_get(v, what == NU_TOLD_URL ? "@id" : "name");
	}
	if (json_is_string(v) && score > 0)
		nu_tell(l->tells, what, plain(l->a, v), score);
}

/* ------------------------------------------------------------------------- documents */

/* A Person with its name in two members. */
static void
tell_parts(ld *l, const json_t *person, int score)
{
	nu_str given = plain(l->a, json_object_get(person, "givenName"));
	nu_str family = plain(l->a, json_object_get(person, "familyName"));
	char  *p;

	if (!given.n || !family.n)
		return;
	p = nu_alloc(l->a, given.n + 1 + family.n);
	memcpy(p, given.p, given.n);
	p[given.n] = ' ';
	memcpy(p + given.n + 1, family.p, family.n);
	nu_tell(l->tells, NU_TOLD_WRITER, (nu_str){p, given.n + 1 + family.n}, score);
}

/* author: a name, a Person, or an array of these. Organisations count for less. */
static void
tell_writers(ld *l, const json_t *v, int score)
{
	size_t n = json_is_array(v) ? json_array_size(v) : v != NULL;

	for (size_t i = 0; i < n && i < 30; i++) {
		const json_t *one = json_is_array(v) ? json_array_get(v, i) : v;
		const char   *type = json_string_value(json_object_get(one, "@type"));
		const json_t *name = json_is_object(one) ? json_object_get(one, "name") : one;
		int           less = type && strstr(type, "Organization") ? 40 : 0;

		if (json_is_array(name)) {
			for (size_t k = 0; k < json_array_size(name) && k < 30; k++)
				tell(l, NU_TOLD_WRITER, json_array_get(name, k), score - less);
		} else if (name) {
			tell(l, NU_TOLD_WRITER, name, score - less);
		} else {
			tell_parts(l, one, score - less);
		}
	}
}

static bool
is_false(const json_t *v)
{
	const char *s = json_string_value(v);

	return json_is_false(v) || (s && (s[0] | 32) == 'f');
}

static void
tell_article(ld *l, const json_t *o, int score)
{
	bool article = score >= 85;

	tell(l, NU_TOLD_PUBLISHED, json_object_get(o, "datePublished"), score);
	tell(l, NU_TOLD_PUBLISHED, json_object_get(o, "dateCreated"), score - 15);
	tell(l, NU_TOLD_UPDATED, json_object_get(o, "dateModified"), score);
	tell(l, NU_TOLD_LANG, json_object_get(o, "inLanguage"), score - 25);
	if (score > 65)
		tell_writers(l, json_object_get(o, "author"), score);
	if (article)
		tell_writers(l, json_object_get(o, "creator"), score - 10);
	if (article && is_false(json_object_get(o, "isAccessibleForFree")))
		l->tells->paid = true;
	if (article) {
		tell(l, NU_TOLD_TITLE, json_object_get(o, "headline"), score);
		tell(l, NU_TOLD_ARTICLE, json_object_get(o, "articleBody"), score);
		tell(l, NU_TOLD_DESCRIPTION, json_object_get(o, "description"), score - 20);
		tell(l, NU_TOLD_SOURCE, json_object_get(o, "publisher"), score - 15);
		tell(l, NU_TOLD_URL, json_object_get(o, "mainEntityOfPage"), 70);
		tell(l, NU_TOLD_URL, json_object_get(o, "url"), 60);
	} else {
		tell(l, NU_TOLD_TITLE, json_object_get(o, "name"), score - 40);
	}
}

static void
walk(ld *l, const json_t *v, int level)
{
	if (level > LEVELS || l->nodes++ > MOST_NODES)
		return;
	if (json_is_array(v)) {
		for (size_t i = 0; i < json_array_size(v); i++)
			walk(l, json_array_get(v, i), level + 1);
		return;
	}
	if (!json_is_object(v))
		return;
	if (type_score(v) > 0)
		tell_article(l, v, type_score(v));
	walk(l, json_object_get(v, "@graph"), level + 1);
	walk(l, json_object_get(v, "mainEntity"), level + 1);
	if (json_is_object(json_object_get(v, "mainEntityOfPage")))
		walk(l, json_object_get(v, "mainEntityOfPage"), level + 1);
}

/* Cuts what is wrapped around the JSON: comments, CDATA marks, a semicolon. */
static nu_str
unwrap(nu_str s)
{
	size_t from = 0, to = s.n;

	while (from < to && s.p[from] != '{' && s.p[from] != '[')
		from++;
	if (from + 7 < to && memcmp(s.p + from, "[CDATA[", 7) == 0)
		for (from += 7; from < to && s.p[from] != '{' && s.p[from] != '['; from++)
			;
	while (to > from && s.p[to - 1] != '}' && s.p[to - 1] != ']')
		to--;
	if (to - from > 2 && s.p[from] == '{')
		while (to > from && s.p[to - 1] != '}')
			to--;
	return nu_slice(s, from, to);
}

void
nu_page_ld(nu_tells *t, nu_str s)
{
	nu_arena     *a = t->a;
	ld            l = {t, a, 0};
	char         *p;
	const json_t *v;

	s = nu_copy(a, unwrap(s));
	p = (char *)(uintptr_t)s.p;
	for (size_t i = 0; i < s.n; i++) /* raw line ends in strings are common, and no JSON */
		if ((unsigned char)p[i] < ' ')
			p[i] = ' ';
	v = nu_json_load(a, s, JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK, NULL);
	if (v)
		walk(&l, v, 0);
}
