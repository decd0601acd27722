#include "json.h"

#include "json_fact.h"
#include "text.h"

typedef struct unjson {
	const nu_json_opts *opts;
	nu_json_reader      r;
	nu_doc             *doc;
	nu_str              id;      /* plain, of the document whose facts come line by line */
	bool                pending; /* there is one */
	bool                over;    /* the document is over the limit */
	size_t              bytes;   /* of the document's lines */
	nu_strange             kind;    /* of the operand's lines */
} unjson;

/* What a line's object is, as far as it has been read. */
typedef struct object {
	nu_str       id, type;
	bool         has_id, has_type, has_facts;
	nu_json_fact fact; /* when it is one */
	const char  *wrong;
} object;

/* -------------------------------------------------------------------------- facts */

/* The text or its lines are too long: @doc and end stay. */
static void
go_over(unjson *u)
{
	nu_doc *d = u->doc;
	size_t  n = 0;

	if (!u->over)
		nu_damage(d->log, "a document over the limit of %zu bytes (--max-doc) is left out",
		    u->opts->max_doc);
	u->over = true;
	for (size_t i = 0; i < d->n; i++)
		if (nu_is(&d->rec[i], "@doc") || nu_is(&d->rec[i], "end"))
			d->rec[n++] = d->rec[i];
	d->n = n;
}

/* Adds the fact's record; where it makes none, `index` names it (from 0) for the log. */
static void
add_fact(unjson *u, const nu_json_fact *f, nu_str type, const char *where, size_t index)
{
	nu_doc     *d = u->doc;
	nu_rec      rec;
	const char *why = nu_json_fact_record(d->arena, f, type, &rec);

	if (why) {
		nu_damage(d->log, "%s%.*s[%zu]: %s: the fact is left out", where,
		    (int)(type.n < 100 ? type.n : 100), type.p, index, why);
		return;
	}
	if (rec.end > u->opts->max_doc)
		go_over(u);
	if (!u->over || nu_is(&rec, "@doc") || nu_is(&rec, "end"))
		NU_PUSH(d->arena, d->rec, d->n, d->cap) = rec;
}

/* The array behind a type's key; its `[` has been read. */
static void
read_type(unjson *u, nu_str type)
{
	nu_json_reader *r = &u->r;
	unsigned        depth = r->depth;
	enum nu_token   t;

	for (size_t i = 0; (t = nu_json_next(r)) != NU_J_CLOSE && t != NU_J_WRONG; i++) {
		nu_json_fact f = {0};

		if (t != NU_J_OBJECT)
			f.wrong = "no object";
		while (t == NU_J_OBJECT && nu_json_next(r) == NU_J_KEY) {
			if (!nu_json_fact_key(r, &f))
				nu_json_next(r);
			nu_json_leave(r, depth + 1);
		}
		if (!nu_json_leave(r, depth))
			return;
		add_fact(u, &f, type, "facts.", i);
	}
}

/* The object behind `facts`; its `{` has been read. */
static void
read_facts(unjson *u)
{
	nu_json_reader *r = &u->r;
	unsigned        depth = r->depth;

	while (nu_json_next(r) == NU_J_KEY) {
		nu_str type = r->string;

		if (nu_json_next(r) == NU_J_ARRAY)
			read_type(u, type);
		else
			nu_damage(u->doc->log, "facts.%.*s is no array: left out",
			    (int)(type.n < 100 ? type.n : 100), type.p);
		if (!nu_json_leave(r, depth))
			return;
	}
}

/* ---------------------------------------------------------------------- documents */

static enum nu_taken
document_done(unjson *u)
{
	nu_doc *d = u->doc;
	size_t  bad;

	d->id = nu_rec_id(d->arena, nu_utf8_repair(d->arena, u->id, &bad)); /* \u0000 */
	nu_rec_sort(d->arena, d->rec, d->n);
	u->pending = u->over = false;
	u->bytes = 0;
	return NU_DONE;
}

/* -------------------------------------------------------------------------- lines */

static void
read_name(unjson *u, nu_str *name, bool *has, object *o, const char *wrong)
{
	if (nu_json_next(&u->r) == NU_J_STRING && !*has)
		*name = u->r.string;
	else
		o->wrong = wrong;
	*has = true;
}

/* One key of the line's object and what stands behind it. */
static void
read_key(unjson *u, object *o)
{
	nu_json_reader *r = &u->r;
	nu_str          k = r->string;

	if (nu_eq(k, NU_STR("id"))) {
		read_name(u, &o->id, &o->has_id, o, "id is no string, or stands twice");
	} else if (nu_eq(k, NU_STR("type"))) {
		read_name(u, &o->type, &o->has_type, o, "type is no string, or stands twice");
	} else if (nu_eq(k, NU_STR("facts"))) {
		o->has_facts = true;
		if (u->pending) /* a document must leave first: this line will be read again */
			return;
		if (nu_json_next(r) == NU_J_OBJECT)
			read_facts(u);
		else
			o->wrong = "facts is no object";
	} else if (!nu_json_fact_key(r, &o->fact)) {
		nu_json_next(r);
	}
	nu_json_leave(r, 1);
}

/* Reads the line's object; false: it is no JSON. */
static bool
read_object(unjson *u, object *o)
{
	nu_json_reader *r = &u->r;
	enum nu_token   t = nu_json_next(r);

	if (t != NU_J_OBJECT && t != NU_J_WRONG)
		o->wrong = "no object";
	while (t == NU_J_OBJECT && nu_json_next(r) == NU_J_KEY) {
		read_key(u, o);
		if (o->has_facts && u->pending)
			return true;
	}
	if (nu_json_leave(r, 0) && nu_json_next(r) == NU_J_END)
		return true;
	return false;
}

/* Tells of a line that makes nothing; of all that stand before the first that does, once. */
static void
tell_strange(unjson *u, nu_str line, const char *wrong)
{
	nu_log     *log = u->doc->log;
	bool        first, tell = nu_strange_line(&u->kind, &first);
	const char *out = first ? "all before the first object is left out" : "the line is left out";
	nu_rec      rec;
	nu_str      id;

	if (!tell)
		return;
	if (first && !nu_rec_parse(line, &id, &rec))
		nu_damage(log, "newsutils records, not JSON: left out (give no -r for them)");
	else if (wrong)
		nu_damage(log, "%s: %s", wrong, out);
	else
		nu_damage(log, "no JSON object at byte %zu: %s: %s", u->r.at, u->r.why, out);
}

/* A line with one fact: into the document that it belongs to. */
static enum nu_taken
take_fact(unjson *u, const object *o)
{
	nu_doc *d = u->doc;

	if (u->pending && !nu_eq(u->id, o->id)) {
		document_done(u);
		return NU_AGAIN;
	}
	if (!u->pending)
		u->id = nu_copy(d->arena, o->id);
	u->pending = true;
	u->bytes += u->r.line.n;
	if (u->bytes / 32 > u->opts->max_doc)
		go_over(u);
	add_fact(u, &o->fact, o->type, "", 0);
	return nu_eq(o->type, NU_STR("end")) ? document_done(u) : NU_MORE;
}

/* The line makes no document: what it may have added is taken back. */
static enum nu_taken
drop_line(unjson *u)
{
	if (u->pending)
		return NU_MORE;
	u->doc->n = 0;
	u->over = false;
	return NU_DONE;
}

static enum nu_taken
unjson_line(void *self, nu_str line, nu_doc *doc)
{
	unjson *u = self;
	object  o = {0};

	u->doc = doc;
	if (!line.p) {
		u->kind = (nu_strange){0};
		return u->pending ? document_done(u) : NU_DONE;
	}
	if (nu_trim(line).n == 0)
		return NU_MORE;
	if (line.n > 3 && memcmp(line.p, "\xEF\xBB\xBF", 3) == 0) /* some editors' mark of UTF-8 */
		line = nu_slice(line, 3, line.n);
	nu_json_begin(&u->r, line, doc->arena);
	if (!read_object(u, &o)) {
		tell_strange(u, line, NULL);
		return drop_line(u);
	}
	if (o.has_facts && u->pending) {
		document_done(u);
		return NU_AGAIN;
	}
	if (!o.wrong && !o.has_id)
		o.wrong = "no id";
	if (!o.wrong && !o.has_facts && !o.has_type)
		o.wrong = "neither facts nor type: nothing that njson wrote";
	if (o.wrong) {
		tell_strange(u, line, o.wrong);
		return drop_line(u);
	}
	u->kind.known = true;
	if (!o.has_facts)
		return take_fact(u, &o);
	u->id = o.id;
	return document_done(u);
}

static void *
unjson_open(nu_arena *keep, const void *opts, nu_log *log)
{
	unjson *u = NU_NEW(keep, unjson, 1);

	(void)log;
	u->opts = opts;
	return u;
}

const nu_brain nu_unjson_brain = {.name = "njson", .open = unjson_open, .line = unjson_line};
