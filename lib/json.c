#include "json.h"

#include <jansson.h>
#include <stdlib.h>

#include "json_text.h"
#include "text.h"

/*
 * Strings are written by the library. The objects around them have fixed keys and are
 * written as they go: a tree of a document's facts would take ten times its size.
 */
typedef struct json {
	const nu_json_opts *opts;
	nu_str             *type; /* of opts->types */
	size_t              ntype, captype;
	nu_out             *out;
	nu_arena           *arena; /* of the document being written */
} json;

/* ------------------------------------------------------------------------ strings */

/* Bytes as the inside of a JSON string. */
static void
put_escaped(json *j, nu_str s)
{
	json_t *v = json_stringn_nocheck(s.n ? s.p : "", s.n);
	char   *dumped = v ? json_dumps(v, JSON_ENCODE_ANY) : NULL;

	json_decref(v);
	if (!dumped)
		longjmp(*j->arena->oom, 1);
	nu_out_put(j->out, (nu_str){dumped + 1, strlen(dumped) - 2}); /* without its marks */
	free(dumped);
}

/*
 * A column as the inside of a JSON string. The four escapes of a record mean the same in
 * JSON, so that a column without quotation marks and control characters is one already.
 */
static void
put_inside(json *j, nu_str col)
{
	for (size_t i = 0; i < col.n; i++)
		if (col.p[i] == '"' || (unsigned char)col.p[i] < 32) {
			put_escaped(j, nu_unescape(j->arena, col));
			return;
		}
	nu_out_put(j->out, col);
}

static void
put_column(json *j, nu_str col)
{
	nu_out_byte(j->out, '"');
	put_inside(j, col);
	nu_out_byte(j->out, '"');
}

static bool
absent(nu_str col)
{
	return col.n == 1 && col.p[0] == '.';
}

static void
put_column_or_null(json *j, nu_str col, bool null)
{
	if (null)
		nu_out_put(j->out, NU_STR("null"));
	else
		put_column(j, col);
}

/* -------------------------------------------------------------------------- facts */

static void
put_span(json *j, const nu_rec *r, const nu_place *p)
{
	nu_out *out = j->out;

	nu_out_put(out, NU_STR("\"start\":"));
	if (p && p->known) {
		nu_out_number(out, p->start);
		nu_out_put(out, NU_STR(",\"end\":"));
		nu_out_number(out, p->end);
	} else if (p) {
		nu_out_put(out, NU_STR("null,\"end\":null"));
	} else {
		nu_out_number(out, r->start);
		nu_out_put(out, NU_STR(",\"end\":"));
		nu_out_number(out, r->end);
	}
	if (p) {
		nu_out_put(out, NU_STR(",\"bytes\":["));
		nu_out_number(out, r->start);
		nu_out_byte(out, ',');
		nu_out_number(out, r->end);
		nu_out_byte(out, ']');
	}
}

/* The comments among the lines before a record. */
static void
put_comments(json *j, nu_str lead)
{
	size_t n = 0, bad;

	while (lead.n) {
		const char *nl = memchr(lead.p, '\n', lead.n);
		size_t      len = nl ? (size_t)(nl - lead.p) : lead.n;

		if (len && lead.p[0] == '#') {
			nu_out_put(j->out, n++ ? NU_STR(",") : NU_STR(",\"comments\":["));
			nu_out_byte(j->out, '"');
			put_escaped(j, nu_utf8_repair(j->arena, (nu_str){lead.p, len}, &bad));
			nu_out_byte(j->out, '"');
		}
		len += nl != NULL;
		lead = (nu_str){lead.p + len, lead.n - len};
	}
	if (n)
		nu_out_byte(j->out, ']');
}

/* The keys that both forms of a fact have, and the closing brace. */
static void
put_fact(json *j, const nu_rec *r, const nu_place *p)
{
	bool   spanned = r->type_p[0] != '@' && r->start < r->end;
	nu_str value = nu_rec_value(r), text = nu_rec_text(r);

	put_span(j, r, p);
	nu_out_put(j->out, NU_STR(",\"value\":"));
	put_column_or_null(j, value, absent(value));
	nu_out_put(j->out, NU_STR(",\"score\":"));
	nu_out_put(j->out, r->score < 0 ? NU_STR("null") : nu_rec_score(r));
	nu_out_put(j->out, NU_STR(",\"text\":"));
	put_column_or_null(j, text, absent(text) && !spanned);
	if (r->lead_n)
		put_comments(j, nu_rec_lead(r));
	nu_out_byte(j->out, '}');
}

static bool
wanted(const json *j, nu_str type)
{
	if (!j->opts->types)
		return true;
	for (size_t i = 0; i < j->ntype; i++)
		if (nu_eq(j->type[i], type))
			return true;
	return false;
}

/* ---------------------------------------------------------------------- documents */

/* The records of one type, in order: first, next[first] ... */
typedef struct group {
	nu_str type;
	size_t first, last;
} group;

/* A type's letters, one a step: no types can be chosen that make it slow. 0 is none. */
typedef struct step {
	char   letter;
	size_t below, beside; /* the first longer one, the next one in this place */
	size_t group;         /* index + 1 */
} step;

typedef struct groups {
	group  *g;
	size_t  n, cap;
	step   *s; /* s[0] is the root */
	size_t  nstep, capstep;
	size_t *next; /* by record; SIZE_MAX: the last of its type */
} groups;

static group *
group_of(groups *gs, nu_arena *a, nu_str type)
{
	size_t at = 0;

	for (size_t i = 0; i < type.n; i++) {
		size_t b = gs->s[at].below;

		while (b && gs->s[b].letter != type.p[i])
			b = gs->s[b].beside;
		if (!b) {
			b = gs->nstep;
			NU_PUSH(a, gs->s, gs->nstep, gs->capstep) =
			    (step){type.p[i], 0, gs->s[at].below, 0};
			gs->s[at].below = b;
		}
		at = b;
	}
	if (!gs->s[at].group) {
		NU_PUSH(a, gs->g, gs->n, gs->cap) = (group){type, SIZE_MAX, SIZE_MAX};
		gs->s[at].group = gs->n;
	}
	return &gs->g[gs->s[at].group - 1];
}

static groups
group_records(const json *j, const nu_rec *rec, size_t n)
{
	groups gs = {0};

	NU_PUSH(j->arena, gs.s, gs.nstep, gs.capstep) = (step){0};
	gs.next = NU_NEW(j->arena, size_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		group *g;

		if (!wanted(j, nu_rec_type(&rec[i])))
			continue;
		g = group_of(&gs, j->arena, nu_rec_type(&rec[i]));
		if (g->first == SIZE_MAX)
			g->first = i;
		else
			gs.next[g->last] = i;
		g->last = i;
		gs.next[i] = SIZE_MAX;
	}
	return gs;
}

static void
put_facts(json *j, const nu_rec *rec, const nu_place *place, size_t n)
{
	groups gs = group_records(j, rec, n);

	nu_out_put(j->out, NU_STR(",\"facts\":{"));
	for (size_t g = 0; g < gs.n; g++) {
		nu_out_put(j->out, g ? NU_STR(",\"") : NU_STR("\""));
		nu_out_put(j->out, gs.g[g].type);
		nu_out_put(j->out, NU_STR("\":["));
		for (size_t i = gs.g[g].first; i != SIZE_MAX; i = gs.next[i]) {
			nu_out_put(j->out, i == gs.g[g].first ? NU_STR("{") : NU_STR(",{"));
			put_fact(j, &rec[i], place ? &place[i] : NULL);
		}
		nu_out_byte(j->out, ']');
	}
	nu_out_byte(j->out, '}');
}

/* The value of a fact, or the text of one that has none. */
static nu_str
told(const nu_rec *r)
{
	return absent(nu_rec_value(r)) || nu_is_block(r) ? nu_rec_text(r) : nu_rec_value(r);
}

/* What the surest fact of a type tells; of equally sure ones the first. */
static void
put_told(json *j, const char *key, const nu_rec *rec, size_t n, const char *type)
{
	const nu_rec *best = NULL;
	const nu_str  name = nu_str_of(type);

	for (size_t i = 0; i < n; i++)
		if (nu_eq(nu_rec_type(&rec[i]), name) && !absent(told(&rec[i])) &&
		    (!best || rec[i].score > best->score))
			best = &rec[i];
	nu_out_put(j->out, NU_STR(",\""));
	nu_out_put(j->out, nu_str_of(key));
	nu_out_put(j->out, NU_STR("\":"));
	put_column_or_null(j, best ? told(best) : NU_STR("."), !best);
}

static void
put_writers(json *j, const nu_rec *rec, size_t n)
{
	const char *sep = "";

	nu_out_put(j->out, NU_STR(",\"writers\":["));
	for (size_t i = 0; i < n; i++) {
		if (!nu_is(&rec[i], "@writer") || absent(told(&rec[i])))
			continue;
		nu_out_put(j->out, nu_str_of(sep));
		put_column(j, told(&rec[i]));
		sep = ",";
	}
	nu_out_byte(j->out, ']');
}

/* The article: the text of its blocks (json_text.h). */
static void
put_text(json *j, const nu_rec *rec, size_t n)
{
	size_t blocks = 0;

	nu_out_put(j->out, NU_STR(",\"text\":\""));
	for (size_t i = 0; i < n; i++) {
		if (!nu_is_block(&rec[i]))
			continue;
		if (blocks++)
			put_inside(j, nu_json_between);
		if (rec[i].start < rec[i].end) /* a span of no length may lack text */
			put_inside(j, nu_rec_text(&rec[i]));
	}
	nu_out_byte(j->out, '"');
}

static void
put_document(json *j, nu_str id, const nu_rec *rec, const nu_place *place, size_t n)
{
	nu_out_put(j->out, NU_STR("{\"id\":"));
	put_column(j, id);
	put_told(j, "url", rec, n, "@url");
	put_told(j, "source", rec, n, "@source");
	put_told(j, "published", rec, n, "@published");
	put_told(j, "updated", rec, n, "@updated");
	put_writers(j, rec, n);
	put_told(j, "title", rec, n, "Headline");
	put_told(j, "lang", rec, n, "@lang");
	put_text(j, rec, n);
	put_facts(j, rec, place, n);
	nu_out_put(j->out, NU_STR("}\n"));
}

static void
put_lines(json *j, nu_str id, const nu_rec *rec, const nu_place *place, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!wanted(j, nu_rec_type(&rec[i])))
			continue;
		nu_out_put(j->out, NU_STR("{\"id\":"));
		put_column(j, id);
		nu_out_put(j->out, NU_STR(",\"type\":\""));
		nu_out_put(j->out, nu_rec_type(&rec[i]));
		nu_out_put(j->out, NU_STR("\","));
		put_fact(j, &rec[i], place ? &place[i] : NULL);
		nu_out_byte(j->out, '\n');
	}
}

/* -------------------------------------------------------------------------- brain */

bool
nu_json_types(const char *list)
{
	nu_str rest = nu_str_of(list);

	for (size_t i = 0; i < rest.n; i++) {
		unsigned char c = (unsigned char)rest.p[i];

		if (c != ',' && c != '@' && c != '-' && (c > 127 || !(nu_ascii[c] & (NU_ALPHA | NU_DIGIT))))
			return false;
	}
	return true;
}

static void *
json_open(nu_arena *keep, const void *opts, nu_log *log)
{
	json  *j = NU_NEW(keep, json, 1);
	nu_str rest;

	(void)log;
	j->opts = opts;
	rest = nu_str_of(j->opts->types);
	while (rest.n) {
		const char *comma = memchr(rest.p, ',', rest.n);
		size_t      n = comma ? (size_t)(comma - rest.p) : rest.n;

		NU_PUSH(keep, j->type, j->ntype, j->captype) = nu_slice(rest, 0, n);
		n += comma != NULL;
		rest = nu_slice(rest, n, rest.n);
	}
	return j;
}

static bool
json_doc(void *self, nu_doc *doc)
{
	(void)self;
	(void)doc;
	return true;
}

static void
json_write(void *self, const nu_doc *doc, nu_out *out)
{
	json     *j = self;
	nu_rec   *rec = NU_NEW(doc->arena, nu_rec, doc->n + 1);
	nu_place *place = NULL;
	size_t    n = 0;

	for (size_t i = 0; i < doc->n; i++)
		if (!doc->rec[i].gone)
			rec[n++] = doc->rec[i];
	if (doc->damaged)
		nu_rec_sort(doc->arena, rec, n);
	j->out = out;
	j->arena = doc->arena;
	if (j->opts->chars)
		place = nu_json_places(doc->arena, rec, n);
	if (j->opts->lines)
		put_lines(j, doc->id, rec, place, n);
	else if (n)
		put_document(j, doc->id, rec, place, n);
}

const nu_brain nu_json_brain = {.name = "njson", .open = json_open, .doc = json_doc, .write = json_write};
