#include "json_read.h"

#include <limits.h>
#include <stdio.h>

#include "json_load.h"
#include "text.h"

/* What may stand next: a value, the first of an array, a key, the first, or what follows. */
enum { VALUE, FIRST_VALUE, KEY, FIRST_KEY, AFTER };

static enum nu_token
wrong(nu_json_reader *r, const char *why)
{
	snprintf(r->why, sizeof r->why, "%s", why);
	r->line.n = r->at; /* nothing more is read */
	r->want = AFTER;
	return NU_J_WRONG;
}

static void
pass_blanks(nu_json_reader *r)
{
	for (; r->at < r->line.n; r->at++) {
		char c = r->line.p[r->at];

		if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
			break;
	}
}

void
nu_json_begin(nu_json_reader *r, nu_str line, nu_arena *arena)
{
	*r = (nu_json_reader){.line = line, .arena = arena, .want = VALUE};
	if (line.n > INT_MAX) {
		wrong(r, "a line of over 2 GiB");
		return;
	}
	r->at = nu_utf8_valid(line);
	if (r->at < line.n)
		wrong(r, "not UTF-8");
	else
		r->at = 0;
}

/* ------------------------------------------------------------------------ scalars */

static enum nu_token
take_value(nu_json_reader *r, const json_t *v)
{
	switch (json_typeof(v)) {
	case JSON_STRING:
		r->string = (nu_str){json_string_value(v), json_string_length(v)};
		return NU_J_STRING;
	case JSON_INTEGER:
		r->integer = json_integer_value(v);
		r->real = (double)r->integer;
		return NU_J_INTEGER;
	case JSON_REAL: r->real = json_real_value(v); return NU_J_REAL;
	case JSON_NULL: return NU_J_NULL;
	default: return NU_J_BOOL;
	}
}

/*
 * What the library makes of the string, number or literal at r->at. Of all the memory it
 * takes only a string's own bytes stay, so that a million of them cost no more than these.
 */
static enum nu_token
read_scalar(nu_json_reader *r)
{
	nu_arena    *a = r->arena, before = *a;
	json_error_t err;
	json_t      *v = nu_json_load(a, nu_slice(r->line, r->at, r->line.n),
	         JSON_DECODE_ANY | JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL, &err);
	enum nu_token t = v ? take_value(r, v) : wrong(r, err.text);

	if (v)
		r->at += (size_t)err.position;
	if (a->chunks == before.chunks) {
		a->cur = before.cur;
		if (t == NU_J_STRING) {
			char *p = nu_alloc_raw(a, r->string.n + 1);

			memmove(p, r->string.p, r->string.n);
			p[r->string.n] = 0;
			r->string.p = p;
		}
	}
	return t;
}

/* Whole numbers and null are most of what stands in a line: no library is needed. */
static enum nu_token
read_plain(nu_json_reader *r)
{
	const char *p = r->line.p + r->at;
	size_t      n = r->line.n - r->at, i = 0;
	long long   v = 0;

	if (n > 4 && memcmp(p, "null", 4) == 0) {
		r->at += 4;
		return NU_J_NULL;
	}
	for (; i < n && i < 16 && p[i] >= '0' && p[i] <= '9'; i++)
		v = v * 10 + (p[i] - '0');
	if (i == 0 || i == n || !memchr(",]} ", p[i], 4) || (p[0] == '0' && i > 1))
		return read_scalar(r);
	r->at += i;
	r->integer = v;
	r->real = (double)v;
	return NU_J_INTEGER;
}

static enum nu_token
read_string(nu_json_reader *r)
{
	const char *p = r->line.p;
	size_t      from = r->at + 1, i = from;

	while (i < r->line.n && p[i] != '"' && p[i] != '\\' && (unsigned char)p[i] >= 32)
		i++;
	if (i == r->line.n || p[i] != '"') /* escapes, or an error */
		return read_scalar(r);
	r->string = nu_slice(r->line, from, i);
	r->at = i + 1;
	return NU_J_STRING;
}

/* ------------------------------------------------------------------------- tokens */

static enum nu_token
open_bracket(nu_json_reader *r, char c)
{
	if (r->depth == NU_JSON_DEPTH)
		return wrong(r, "nested too deep");
	r->open[r->depth++] = c;
	r->at++;
	r->want = c == '{' ? FIRST_KEY : FIRST_VALUE;
	return c == '{' ? NU_J_OBJECT : NU_J_ARRAY;
}

static enum nu_token
close_bracket(nu_json_reader *r)
{
	r->at++;
	r->depth--;
	r->want = AFTER;
	return NU_J_CLOSE;
}

static enum nu_token
read_key(nu_json_reader *r)
{
	enum nu_token t;

	if (r->line.p[r->at] != '"')
		return wrong(r, "a key in quotation marks is missing");
	t = read_string(r);
	if (t == NU_J_WRONG)
		return t;
	pass_blanks(r);
	if (r->at == r->line.n || r->line.p[r->at] != ':')
		return wrong(r, "no colon behind the key");
	r->at++;
	r->want = VALUE;
	return NU_J_KEY;
}

static enum nu_token
read_value(nu_json_reader *r)
{
	char c = r->line.p[r->at];

	if (c == '{' || c == '[')
		return open_bracket(r, c);
	r->want = AFTER;
	if (c == '"')
		return read_string(r);
	if (c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z'))
		return wrong(r, "no value where one must stand");
	return read_plain(r);
}

enum nu_token
nu_json_next(nu_json_reader *r)
{
	bool object = r->depth && r->open[r->depth - 1] == '{';
	char c;

	if (*r->why)
		return NU_J_WRONG;
	pass_blanks(r);
	if (r->want == AFTER && !r->depth)
		return r->at == r->line.n ? NU_J_END : wrong(r, "more than one value on a line");
	if (r->at == r->line.n)
		return wrong(r, "it ends too early");
	c = r->line.p[r->at];
	if (r->want != VALUE && r->want != KEY && r->depth && c == (object ? '}' : ']'))
		return close_bracket(r);
	if (r->want == AFTER) {
		if (c != ',')
			return wrong(r, object ? "no , or } behind a value" : "no , or ] behind a value");
		r->at++;
		pass_blanks(r);
		if (r->at == r->line.n)
			return wrong(r, "it ends too early");
		r->want = object ? KEY : VALUE;
	}
	return r->want == KEY || r->want == FIRST_KEY ? read_key(r) : read_value(r);
}

bool
nu_json_leave(nu_json_reader *r, unsigned depth)
{
	while (r->depth > depth)
		if (nu_json_next(r) == NU_J_WRONG)
			return false;
	return !*r->why;
}
