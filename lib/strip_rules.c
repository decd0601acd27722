/* What the lexicon says of a line: data/en/strip.tsv, data/en and data/mul/junk.tsv, and the user's -e, -k. */
#include "strip_in.h"

#include "data.h"
#include "strip_word.h"

/* Longer lines are running text; no rule is about them. */
enum { RULE_CHARS = 600 };

static const char *const type_names[SP_TYPES] = {"Junk", "Headline", "Dek", "Byline", "Dateline",
    "Head", "Para", "Item", "Caption", "Credit", "Note", "Live"};
static const char *const junk_names[SP_JUNKS] = {"ad", "nav", "links", "media", "widget", "social",
    "tags", "notice", "comment", "legal", "pull", "other"};

static int
index_of(nu_str name, const char *const *names, int n)
{
	for (int i = 0; i < n; i++)
		if (nu_eq(name, nu_str_of(names[i])))
			return i;
	return -1;
}

static bool
read_rules(sp_state *s, nu_arena *keep)
{
	size_t n = s->rules->n;

	s->type = nu_alloc(keep, n);
	s->junk = nu_alloc(keep, n);
	s->role = nu_alloc(keep, n);
	for (size_t i = 0; i < n; i++) {
		const nu_rule *r = &s->rules->rule[i];
		int            type = index_of(r->name, type_names, SP_TYPES);
		int            junk = index_of(r->name, junk_names, SP_JUNKS);

		if (type < 0 && junk < 0) {
			nu_fail(s->log, "rules: no type of line: %.*s", (int)r->name.n, r->name.p);
			return false;
		}
		s->type[i] = (uint8_t)(type < 0 ? SP_JUNK : type);
		s->junk[i] = (uint8_t)(junk < 0 ? SP_OTHER : junk);
		s->role[i] = nu_eq(r->role, NU_STR("open"))    ? SP_OPEN
		             : nu_eq(r->role, NU_STR("close")) ? SP_CLOSE
		                                               : SP_PLAIN;
	}
	return true;
}

static bool
load_user(sp_state *s, nu_arena *keep)
{
	char *const *list[2] = {s->opts->junk, s->opts->keep};
	size_t       n[2] = {s->opts->njunk, s->opts->nkeep};

	for (int k = 0; k < 2; k++) {
		s->force[k] = NU_NEW(keep, nu_pattern *, n[k] + 1);
		for (size_t i = 0; i < n[k]; i++) {
			s->force[k][i] = nu_pattern_new(keep, nu_str_of(list[k][i]), k ? "-k" : "-e", s->log);
			if (!s->force[k][i])
				return false;
		}
	}
	return true;
}

static const char *const pattern_names[SP_NAMED] = {"dateline", "byline", "published", "updated",
    "paywall", "pages", "cut", "joint", "byword", "role", "ago", "reporter", "photo",
    "pictured", "untitled"};

/* Those that are asked of many lines and match few, or that PCRE2 is slow to miss. */
enum { GATED = 1 << SP_PAYWALL | 1 << SP_PAGES | 1 << SP_BYWORD | 1 << SP_REPORTER | 1 << SP_PHOTO |
	1 << SP_PICTURED };

static nu_pattern *
load_named(nu_lexicon *lex, int i, nu_arena *keep, nu_log *log)
{
	const char     *name = pattern_names[i];
	nu_str          key = nu_str_of(name);
	const nu_entry *e = nu_lexicon_find(lex, key, nu_hash(key));
	nu_pattern     *p = nu_pattern_lazy(keep, e->rest, name, log);

	if (GATED >> i & 1)
		nu_pattern_gate(p);
	return p;
}

static nu_str
all_rules(nu_arena *keep)
{
	nu_str file[] = {nu_data("en/strip.tsv"), nu_data("en/junk.tsv"), nu_data("mul/junk.tsv")};
	size_t n = sizeof file / sizeof *file, to = 0;
	char  *all;

	for (size_t i = 0; i < n; i++)
		to += file[i].n;
	all = nu_alloc(keep, to);
	to = 0;
	for (size_t i = 0; i < n; i++) {
		memcpy(all + to, file[i].p, file[i].n);
		to += file[i].n;
	}
	return (nu_str){all, to};
}

bool
sp_rules_load(sp_state *s, nu_arena *keep)
{
	nu_lexicon *named = nu_lexicon_new(keep, nu_data("en/byline.tsv"));

	s->rules = nu_rules_new(keep, all_rules(keep), "rules", s->log);
	s->words = sp_words_new(keep, nu_lexicon_new(keep, nu_data("en/strip-stop.tsv")));
	s->months = nu_lexicon_new(keep, nu_data("mul/strip-date.tsv"));
	s->not_names = nu_lexicon_new(keep, nu_data("en/byline-not.tsv"));
	s->agencies = nu_lexicon_new(keep, nu_data("mul/agency.tsv"));
	s->dashes = nu_lexicon_new(keep, nu_data("mul/strip-dash.tsv"));
	for (int i = 0; i < SP_NAMED; i++)
		s->named[i] = load_named(named, i, keep, s->log);
	return read_rules(s, keep) && load_user(s, keep);
}

void
sp_rules_free(sp_state *s)
{
	nu_rules_free(s->rules);
	for (int i = 0; i < SP_NAMED; i++)
		nu_pattern_free(s->named[i]);
	for (int k = 0; k < 2; k++)
		for (size_t i = 0; s->force[k] && s->force[k][i]; i++)
			nu_pattern_free(s->force[k][i]);
}

static bool
any_of(nu_pattern **list, size_t n, nu_str text)
{
	for (size_t i = 0; i < n; i++)
		if (nu_pattern_find(list[i], text, NULL, NULL))
			return true;
	return false;
}

static void
tag_line(const sp_state *s, sp_line *l)
{
	int r = -1;

	if (s->opts->nkeep && any_of(s->force[1], s->opts->nkeep, l->text)) {
		l->forced = 2;
		return;
	}
	if (s->opts->njunk && any_of(s->force[0], s->opts->njunk, l->text)) {
		l->forced = 1;
		l->tagged = SP_JUNK + 1;
		l->junk = SP_OTHER;
		return;
	}
	if (l->chars <= RULE_CHARS)
		r = nu_rules_find(s->rules, l->text, l->trigger);
	if (r < 0)
		return;
	l->tagged = (uint8_t)(s->type[r] + 1);
	l->junk = s->junk[r];
	l->role = s->role[r];
}

/* What markup says of lines that no rule is about: the names of the elements around them. */
static void
tag_by_cue(sp_line *l, const nu_line *from)
{
	static const struct {
		uint32_t cue, within;
		uint8_t  junk;
	} map[] = {
		{NU_CUE_COMMENT, NU_CUE_COMMENT, SP_COMMENT},
		{NU_CUE_RELATED, 0, SP_LINKS},
		{NU_CUE_NAV, 0, SP_NAV},
		{NU_CUE_SHARE, 0, SP_SOCIAL},
		{NU_CUE_AD, 0, SP_AD},
		{NU_CUE_TAGS, 0, SP_TAGS},
		{NU_CUE_WIDGET, 0, SP_WIDGET},
		{NU_CUE_LEGAL, 0, SP_LEGAL},
		{NU_CUE_FOOT, 0, SP_NAV},
		{NU_CUE_PULL, 0, SP_PULL},
	};

	if (from->tag == NU_TAG_CAPTION || (from->cue & NU_CUE_CAPTION && !(from->cue & NU_CUE_BODY))) {
		l->tagged = SP_CAPTION + 1;
		return;
	}
	if (from->cue & NU_CUE_BODY || from->tag == NU_TAG_H1 || (l->sentence && !(from->cue & NU_CUE_COMMENT)))
		return;
	for (size_t i = 0; i < sizeof map / sizeof *map; i++)
		if (from->cue & map[i].cue || from->within & map[i].within) {
			l->tagged = SP_JUNK + 1;
			l->junk = map[i].junk;
			return;
		}
}

void
sp_tag(const sp_state *s, sp_page *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const nu_line *from = &p->page->line[i];

		tag_line(s, &p->line[i]);
		if ((from->cue || from->within || from->tag) && !p->line[i].tagged && !p->line[i].forced) {
			tag_by_cue(&p->line[i], from);
			p->line[i].cued = p->line[i].tagged;
		}
	}
}

const char *
sp_type_name(unsigned type)
{
	return type_names[type];
}

const char *
sp_junk_name(unsigned junk)
{
	return junk_names[junk];
}
