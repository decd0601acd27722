/*
 * The first two stages: documents to sketches, and sorted sketches to pairs. What is in
 * hand is one document, or the first documents that have one hash.
 */
#include <stdlib.h>

#include "sim_room.h"
#include "sim_stage.h"

/* -------------------------------------------------------------------------- lines */

static void
put_hex(nu_out *out, uint64_t v, int digits)
{
	char b[16];

	for (int i = digits; i-- > 0; v >>= 4)
		b[i] = "0123456789abcdef"[v & 15];
	nu_out_put(out, (nu_str){b, (size_t)digits});
}

void
nu_sim_put(nu_out *out, uint64_t v, int digits, char behind)
{
	put_hex(out, v, digits);
	nu_out_byte(out, behind);
}

bool
nu_sim_hex(nu_str *line, size_t digits, uint64_t *v)
{
	*v = 0;
	if (line->n < digits || (line->n > digits && line->p[digits] != '\t'))
		return false;
	for (size_t i = 0; i < digits; i++) {
		char c = line->p[i];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
			return false;
		*v = *v << 4 | (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10);
	}
	*line = nu_slice(*line, line->n > digits ? digits + 1 : digits, line->n);
	return true;
}

void
nu_sim_strange(nu_strange *k, const char *what, nu_str line, nu_log *log)
{
	bool   first, tell = nu_strange_line(k, &first);
	nu_rec rec;
	nu_str id;

	if (tell && first && !nu_rec_parse(line, &id, &rec))
		nu_damage(log, "newsutils records, no lines of nsim --%s: left out", what);
	else if (tell)
		nu_damage(log, "no line of nsim --%s%s", what,
		    first ? ": what is before the first is left out" : "");
}

/* A document without records, so that `write` is called. */
void
nu_sim_wake(nu_doc *doc)
{
	nu_rec *r = &NU_PUSH(doc->arena, doc->rec, doc->n, doc->cap);

	memset(r, 0, sizeof *r);
	r->gone = true;
}

/* ------------------------------------------------------------------------- sketch */

typedef struct sketcher {
	nu_sim_look look;
	nu_sim_now  now;
	bool        full; /* a sketch waits to be written */
} sketcher;

static void *
sketch_open(nu_arena *keep, const void *opts, nu_log *log)
{
	sketcher *s = NU_NEW(keep, sketcher, 1);

	(void)log;
	nu_sim_look_open(&s->look, keep->oom, ((const nu_sim_opts *)opts)->sample);
	return s;
}

static void
sketch_close(void *self)
{
	nu_sim_look_close(&((sketcher *)self)->look);
}

static bool
sketch_doc(void *self, nu_doc *doc)
{
	sketcher *s = self;

	nu_sim_look_at(&s->look, doc, &s->now);
	s->full = s->now.d.words > 0;
	return true;
}

static void
put_place(const nu_sim_now *now, uint64_t hash, nu_str id, nu_out *out)
{
	nu_sim_put(out, hash, 16, '\t');
	nu_sim_put(out, (uint64_t)(now->d.day == NU_SIM_NODAY ? 0 : now->d.day + NU_SIM_DAY0), 6, '\t');
	nu_out_put(out, id);
	nu_out_byte(out, '\t');
	nu_sim_put(out, now->digest, 16, '\t');
	put_hex(out, now->d.source, 8);
}

static void
sketch_write(void *self, const nu_doc *doc, nu_out *out)
{
	sketcher   *s = self;
	nu_sim_now *now = &s->now;

	if (!s->full)
		return;
	s->full = false;
	put_place(now, 0, doc->id, out);
	nu_out_byte(out, '\t');
	nu_sim_put(out, now->d.words, 8, '\t');
	nu_sim_put(out, now->d.level, 2, '\t');
	for (unsigned k = 0; k < NU_SIM_LEVELS; k++)
		nu_sim_put(out, now->count[k], 8, k + 1 < NU_SIM_LEVELS ? '\t' : '\n');
	for (size_t i = 0; i < now->nsketch; i++) {
		put_place(now, now->sketch[i], doc->id, out);
		nu_out_byte(out, '\n');
	}
}

const nu_brain nu_sim_sketch_brain = {
	.name = "nsim",
	.open = sketch_open,
	.doc = sketch_doc,
	.close = sketch_close,
	.write = sketch_write,
};

/* --------------------------------------------------------------------------- pair */

typedef struct place {
	uint64_t day, digest, source;
} place;

typedef struct pairer {
	nu_log  *log;
	uint64_t hash;
	place    at[NU_SIM_MOST]; /* the first documents that have it */
	size_t   n;
	place    now;
	nu_str   id, rest; /* of a document's line */
	bool     told;
	nu_strange  kind; /* of the operand's lines */
} pairer;

static void *
pair_open(nu_arena *keep, const void *opts, nu_log *log)
{
	pairer *s = NU_NEW(keep, pairer, 1);

	(void)opts;
	s->log = log;
	return s;
}

static bool
take_place(pairer *s, nu_str line, uint64_t *hash, place *p)
{
	const char *tab;

	if (!nu_sim_hex(&line, 16, hash) || !nu_sim_hex(&line, 6, &p->day))
		return false;
	tab = line.n ? memchr(line.p, '\t', line.n) : NULL;
	if (!tab || tab == line.p)
		return false;
	s->id = nu_slice(line, 0, (size_t)(tab - line.p));
	line = nu_slice(line, s->id.n + 1, line.n);
	if (!nu_sim_hex(&line, 16, &p->digest) || !nu_sim_hex(&line, 8, &p->source))
		return false;
	s->rest = line;
	return !*hash == (line.n > 0);
}

static enum nu_taken
pair_line(void *self, nu_str line, nu_doc *doc)
{
	pairer  *s = self;
	uint64_t hash;
	place    p;

	if (!line.p || !take_place(s, line, &hash, &p)) {
		if (line.p)
			nu_sim_strange(&s->kind, "sketch", line, s->log);
		else
			s->kind = (nu_strange){0};
		return NU_MORE;
	}
	s->kind.known = true;
	if (hash < s->hash || (hash && hash == s->hash && p.day < s->now.day)) {
		if (!s->told)
			nu_damage(s->log, "not in order: sort the sketches first");
		s->told = true;
		return NU_MORE;
	}
	if (hash != s->hash)
		s->n = 0;
	s->hash = hash;
	s->now = p;
	nu_sim_wake(doc);
	return NU_DONE;
}

/* See is_furniture in sim_copy.c: the same, of places. */
static bool
is_furniture(const pairer *s)
{
	uint64_t seen[NU_SIM_DAYS];
	size_t   days = 0;

	if (s->n >= NU_SIM_MOST)
		return true;
	if (!s->now.source)
		return false;
	for (size_t i = 0; i < s->n && days < NU_SIM_DAYS; i++) {
		const place *e = &s->at[i];
		size_t       k = 0;

		if (e->source != s->now.source || !e->day || e->day == s->now.day)
			continue;
		while (k < days && seen[k] != e->day)
			k++;
		if (k == days)
			seen[days++] = e->day;
	}
	return days == NU_SIM_DAYS;
}

static void
pair_write(void *self, const nu_doc *doc, nu_out *out)
{
	pairer *s = self;
	bool    furniture;

	(void)doc;
	if (!s->hash) {
		nu_sim_put(out, s->now.digest, 16, '\t');
		nu_sim_put(out, 0, 16, '\t');
		nu_sim_put(out, s->now.day, 6, '\t');
		nu_out_put(out, s->rest);
		nu_out_byte(out, '\t');
		nu_out_put(out, s->id);
		nu_out_byte(out, '\n');
		return;
	}
	for (size_t i = 0; i < s->n; i++)
		if (s->at[i].digest == s->now.digest)
			return; /* the same words once more */
	furniture = is_furniture(s);
	for (size_t i = 0; i < s->n; i++) {
		nu_sim_put(out, s->at[i].digest, 16, '\t');
		nu_sim_put(out, s->now.digest, 16, '\t');
		nu_sim_put(out, s->hash, 16, '\t');
		nu_out_put(out, furniture ? NU_STR("0\n") : NU_STR("1\n"));
	}
	if (furniture) {
		nu_sim_put(out, s->now.digest, 16, '\t');
		nu_sim_put(out, s->now.digest, 16, '\t');
		nu_sim_put(out, s->hash, 16, '\n');
	}
	if (s->n < NU_SIM_MOST)
		s->at[s->n++] = s->now;
}

const nu_brain nu_sim_pair_brain = {
	.name = "nsim",
	.open = pair_open,
	.line = pair_line,
	.write = pair_write,
};
