#include "json_fact.h"

#include <stdio.h>

/* ---------------------------------------------------------------------------- keys */

static void
wrong(nu_json_fact *f, const char *why)
{
	if (!f->wrong)
		f->wrong = why;
}

/* A whole number as a column; a data frame may have made a real number of it. */
static nu_str
read_number(nu_json_reader *r)
{
	enum nu_token t = nu_json_next(r);
	char          b[24];
	long long     v = -1;

	if (t == NU_J_INTEGER)
		v = r->integer;
	else if (t == NU_J_REAL && r->real >= 0 && r->real < 1e15)
		v = r->real == (double)(long long)r->real ? (long long)r->real : -1;
	if (v < 0)
		return (nu_str){NULL, 0};
	return nu_copy(r->arena, (nu_str){b, (size_t)snprintf(b, sizeof b, "%lld", v)});
}

static void
read_bytes(nu_json_reader *r, nu_json_fact *f)
{
	if (nu_json_next(r) == NU_J_ARRAY) {
		f->from = read_number(r);
		if (f->from.p)
			f->to = read_number(r);
		if (f->to.p && nu_json_next(r) == NU_J_CLOSE)
			return;
	}
	wrong(f, "bytes is not [start, end]");
}

static void
read_column(nu_json_reader *r, nu_json_fact *f, nu_str *col, const char *why)
{
	enum nu_token t = nu_json_next(r);

	if (t == NU_J_STRING)
		*col = nu_escape(r->arena, r->string);
	else if (t != NU_J_NULL)
		wrong(f, why);
}

static void
read_score(nu_json_reader *r, nu_json_fact *f)
{
	enum nu_token t = nu_json_next(r);
	char          b[4];
	int           hundredths;

	if (t == NU_J_NULL)
		return;
	if ((t != NU_J_INTEGER && t != NU_J_REAL) || !(r->real >= 0 && r->real <= 1)) {
		wrong(f, "score is no number from 0 to 1");
		return;
	}
	hundredths = (int)(r->real * 100 + 0.5);
	b[0] = (char)('0' + hundredths / 100);
	b[1] = '.';
	b[2] = (char)('0' + hundredths / 10 % 10);
	b[3] = (char)('0' + hundredths % 10);
	f->score = nu_copy(r->arena, (nu_str){b, sizeof b});
}

/* One comment more, with its LF. */
static void
add_comment(nu_json_reader *r, nu_json_fact *f)
{
	nu_str s = r->string;

	if (s.n == 0 || s.p[0] != '#' || memchr(s.p, '\n', s.n)) {
		wrong(f, "a comment is no line that begins with #");
		return;
	}
	if (f->caplead - f->nlead < s.n + 1)
		f->lead = nu_grow(r->arena, f->lead, &f->caplead, f->nlead + s.n + 1, 1);
	memcpy(f->lead + f->nlead, s.p, s.n);
	f->nlead += s.n;
	f->lead[f->nlead++] = '\n';
}

static void
read_comments(nu_json_reader *r, nu_json_fact *f)
{
	enum nu_token t = nu_json_next(r);

	if (t == NU_J_ARRAY)
		while ((t = nu_json_next(r)) == NU_J_STRING)
			add_comment(r, f);
	if (t != NU_J_CLOSE)
		wrong(f, "comments is no array of strings");
}

bool
nu_json_fact_key(nu_json_reader *r, nu_json_fact *f)
{
	nu_str k = r->string;

	if (nu_eq(k, NU_STR("start")))
		f->start = read_number(r);
	else if (nu_eq(k, NU_STR("end")))
		f->end = read_number(r);
	else if (nu_eq(k, NU_STR("bytes")))
		read_bytes(r, f);
	else if (nu_eq(k, NU_STR("value")))
		read_column(r, f, &f->value, "value is neither string nor null");
	else if (nu_eq(k, NU_STR("score")))
		read_score(r, f);
	else if (nu_eq(k, NU_STR("text")))
		read_column(r, f, &f->text, "text is neither string nor null");
	else if (nu_eq(k, NU_STR("comments")))
		read_comments(r, f);
	else
		return false;
	return true;
}

/* -------------------------------------------------------------------------- record */

const char *
nu_json_fact_record(nu_arena *a, const nu_json_fact *f, nu_str type, nu_rec *rec)
{
	nu_str      col[7] = {NU_STR("id"), f->from.p ? f->from : f->start, f->from.p ? f->to : f->end,
	         type, f->value, f->score, f->text};
	nu_str      id, line = {NULL, 0}; /* behind the comments */
	const char *why;
	char       *p;

	if (f->wrong)
		return f->wrong;
	if (!col[1].n || !col[2].n)
		return "start or end is no whole number";
	for (int i = 0; i < 7; i++) {
		if (col[i].n == 0) /* absent */
			col[i] = NU_STR(".");
		line.n += col[i].n + 1;
	}
	p = nu_alloc_raw(a, f->nlead + line.n);
	if (f->nlead)
		memcpy(p, f->lead, f->nlead);
	line.p = p += f->nlead;
	for (int i = 0; i < 7; i++) {
		memcpy(p, col[i].p, col[i].n);
		p += col[i].n;
		*p++ = '\t';
	}
	line.n--; /* the last TAB */
	why = nu_rec_parse(line, &id, rec);
	rec->made = true; /* it is to be written with its document's id */
	rec->lead_n = (uint32_t)f->nlead;
	/* The full stop of an absent text is as long as a span of one byte. */
	if (!why && f->text.n == 0 && type.p[0] != '@' && rec->start < rec->end)
		why = "the text is not as long as its span";
	return why;
}
