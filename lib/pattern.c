#include "pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>

#include "lexicon.h"
#include "text.h"

/* Steps, nesting and KiB of one match: far more than a sane pattern needs on a line. */
enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 1000, HEAP_LIMIT = 4096 };

struct nu_pattern {
	pcre2_code          *code;
	pcre2_match_data    *match;
	pcre2_match_context *context;
	const char          *what;
	nu_log              *log;
	bool                 told; /* of a limit hit */
};

/*
 * PCRE2's memory, which is never NULL: its JIT compiler (10.42) reads through a pointer
 * that it could not allocate. Out of memory goes where the arena's goes.
 */
static void *
must_malloc(size_t n, void *arena)
{
	void *p = malloc(n);

	if (!p)
		longjmp(*((nu_arena *)arena)->oom, 1);
	return p;
}

static void
give_back(void *p, void *arena)
{
	(void)arena;
	free(p);
}

static void
tell_bad(nu_log *log, const char *what, nu_str source, int error, size_t at)
{
	char why[160] = "";

	pcre2_get_error_message(error, (PCRE2_UCHAR *)why, sizeof why);
	nu_fail(log, "%s: bad pattern '%.*s' at byte %zu: %s", what,
	    (int)(source.n < 80 ? source.n : 80), source.p, at, why);
}

nu_pattern *
nu_pattern_new(nu_arena *keep, nu_str source, const char *what, nu_log *log)
{
	const uint32_t flags = PCRE2_UTF | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C;
	nu_pattern    *p = NU_NEW(keep, nu_pattern, 1);
	int            error;
	size_t         at;

	pcre2_general_context *memory = pcre2_general_context_create(must_malloc, give_back, keep);
	pcre2_compile_context *compile = pcre2_compile_context_create(memory);

	p->what = what;
	p->log = log;
	p->code = pcre2_compile((PCRE2_SPTR)source.p, source.n, flags, &error, &at, compile);
	p->context = pcre2_match_context_create(memory);
	/* Without JIT (a kernel may forbid it) the same matches are found, only slower. */
	if (p->code)
		pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE);
	pcre2_compile_context_free(compile);
	pcre2_general_context_free(memory);
	if (!p->code) {
		tell_bad(log, what, source, error, at);
		nu_pattern_free(p);
		return NULL;
	}
	p->match = pcre2_match_data_create_from_pattern(p->code, NULL);
	pcre2_set_match_limit(p->context, MATCH_LIMIT);
	pcre2_set_depth_limit(p->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(p->context, HEAP_LIMIT);
	return p;
}

bool
nu_pattern_find(nu_pattern *p, nu_str text, size_t *from, size_t *to)
{
	int rc = pcre2_match(p->code, (PCRE2_SPTR)(text.p ? text.p : ""), text.n, 0,
	    PCRE2_NO_UTF_CHECK, p->match, p->context);

	if (rc < 0) {
		if (rc != PCRE2_ERROR_NOMATCH && !p->told) {
			p->told = true;
			nu_damage(p->log, "%s: a pattern needs too many steps on a line of %zu bytes; "
			                  "taken as no match", p->what, text.n);
		}
		return false;
	}
	if (from)
		*from = pcre2_get_ovector_pointer(p->match)[0];
	if (to)
		*to = pcre2_get_ovector_pointer(p->match)[1];
	return true;
}

nu_str
nu_pattern_group(const nu_pattern *p, nu_str text, unsigned i)
{
	const size_t *o = pcre2_get_ovector_pointer(p->match);

	if (i >= pcre2_get_ovector_count(p->match) || o[2 * i] == PCRE2_UNSET)
		return (nu_str){NULL, 0};
	return nu_slice(text, o[2 * i], o[2 * i + 1]);
}

void
nu_pattern_free(nu_pattern *p)
{
	if (!p)
		return;
	pcre2_match_context_free(p->context);
	pcre2_match_data_free(p->match);
	pcre2_code_free(p->code);
}

/* ---------------------------------------------------------------------- rule sets */

/* One past the piece (an escape, a class, a group, a character) that begins at s.p[i]. */
static size_t
piece_end(nu_str s, size_t i)
{
	int depth = 0;

	if (s.p[i] == '\\')
		return i + 2 <= s.n ? i + 2 : s.n;
	if (s.p[i] == '[') {
		for (i++; i < s.n && s.p[i] != ']'; i++)
			i += s.p[i] == '\\';
		return i < s.n ? i + 1 : s.n;
	}
	if (s.p[i] != '(')
		return i + 1;
	for (; i < s.n; i++) {
		if (s.p[i] == '\\')
			i++;
		else if (s.p[i] == '(')
			depth++;
		else if (s.p[i] == ')' && --depth == 0)
			return i + 1;
	}
	return s.n;
}

/* 26 is all that is no letter; so many symbols; where a pattern is not unfolded further. */
enum { OTHER = 26, BEGIN = 3, CODES = 27 * 27 * 27, BITS = CODES / 8 + 1, EXPAND_DEPTH = 64 };

/* What a pattern may begin with, as it is unfolded. */
typedef struct unfold {
	nu_arena *a;
	uint8_t  *begin; /* a bit for each code: may it begin so? */
	uint8_t   at[BEGIN];
} unfold;

/* Anything may follow the first n symbols. */
static void
mark(unfold *u, unsigned n)
{
	if (n == BEGIN) {
		unsigned code = (u->at[0] * 27u + u->at[1]) * 27u + u->at[2];

		u->begin[code / 8] |= (uint8_t)(1u << code % 8);
		return;
	}
	for (uint8_t c = 0; c <= OTHER; c++) {
		u->at[n] = c;
		mark(u, n + 1);
	}
}

static nu_str
joined(nu_arena *a, nu_str x, nu_str y)
{
	char *p = nu_alloc(a, x.n + y.n);

	memcpy(p, x.p, x.n);
	if (y.n)
		memcpy(p + x.n, y.p, y.n);
	return (nu_str){p, x.n + y.n};
}

/* One past the quantifier at s.p[i]; *none: it allows for nothing, *many: for more than one. */
static size_t
quantifier(nu_str s, size_t i, bool *none, bool *many)
{
	char c = i < s.n ? s.p[i] : 0;

	*none = c == '?' || c == '*' || (c == '{' && i + 1 < s.n && s.p[i + 1] == '0');
	*many = c == '*' || c == '+' || c == '{';
	if (c == '{')
		while (i < s.n && s.p[i] != '}')
			i++;
	else if (!*none && !*many)
		return i;
	i++;
	return i < s.n && (s.p[i] == '?' || s.p[i] == '+') ? i + 1 : i;
}

/* A digit, a class of digits, or an escaped mark. */
static bool
is_no_letter(nu_str piece)
{
	char c = piece.n > 1 ? piece.p[1] : 0;

	if (piece.n < 2)
		return false;
	if (piece.p[0] == '[')
		return c >= '0' && c <= '9';
	return piece.p[0] == '\\' && (c == 'd' || !(nu_ascii[c & 127] & (NU_ALPHA | NU_DIGIT)));
}

/* Unfolds alternatives of s, each with `rest` behind it. Files of ours nest little. */
static void
unfold_all(unfold *u, nu_str s, nu_str rest, unsigned n, int depth)
{
	size_t from = 0;

	for (size_t i = 0; i <= s.n;) {
		if (i < s.n && s.p[i] != '|') {
			i = piece_end(s, i);
			continue;
		}
		nu_str one = joined(u->a, nu_slice(s, from, i), rest), first, after, group;
		bool   none, many;
		size_t end, next;

		from = ++i;
		if (n == BEGIN || depth == EXPAND_DEPTH || one.n == 0) {
			mark(u, n);
			continue;
		}
		end = piece_end(one, 0);
		next = quantifier(one, end, &none, &many);
		first = nu_slice(one, 0, end);
		after = many ? (nu_str){".*", 2} : nu_slice(one, next, one.n);
		group = first.n > 4 && memcmp(first.p, "(?:", 3) == 0 ? nu_slice(first, 3, end - 1) : first;
		if (none)
			unfold_all(u, nu_slice(one, next, one.n), (nu_str){NULL, 0}, n, depth + 1);
		if (group.p != first.p) {
			unfold_all(u, group, after, n, depth + 1);
		} else if (first.n == 1 && !strchr(".^$[", first.p[0])) {
			u->at[n] = first.p[0] >= 'a' && first.p[0] <= 'z' ? (uint8_t)(first.p[0] - 'a') : OTHER;
			unfold_all(u, after, (nu_str){NULL, 0}, n + 1, depth + 1);
		} else if (is_no_letter(first)) {
			u->at[n] = OTHER;
			unfold_all(u, after, (nu_str){NULL, 0}, n + 1, depth + 1);
		} else {
			mark(u, n);
		}
	}
}

/* (?:pattern) with what may stand around it: a bullet, a bracket, a colon. */
static nu_pattern *
compile_row(nu_arena *keep, nu_str place, nu_str pattern, const char *what, nu_log *log)
{
	bool   has = nu_eq(place, NU_STR("has")), whole = nu_eq(place, NU_STR("whole"));
	nu_str s = joined(keep, has ? NU_STR("(?:") : NU_STR("\\A[^\\pL\\pN]{0,4}?(?:"), pattern);

	s = joined(keep, s, whole ? NU_STR(")[^\\pL\\pN]{0,8}\\z") : NU_STR(")"));
	return nu_pattern_new(keep, s, what, log);
}

/* Reads the rows; bit c of begin[r * BITS]: may row r begin with code c? */
static bool
read_rows(nu_rules *r, nu_arena *keep, nu_str tsv, const char *what, nu_log *log, uint8_t *begin)
{
	nu_str line;

	while (nu_tsv_line(&tsv, &line)) {
		nu_rule rule = {nu_column(line, 0), nu_column(line, 1), nu_column(line, 2), NULL};
		nu_str  pattern = nu_column(line, 3);
		unfold  u = {.a = keep, .begin = begin + r->n * BITS};

		rule.pattern = compile_row(keep, rule.place, pattern, what, log);
		if (!rule.pattern)
			return false;
		if (!nu_eq(rule.place, NU_STR("has")))
			unfold_all(&u, pattern, (nu_str){NULL, 0}, 0, 0);
		NU_PUSH(keep, r->rule, r->n, r->cap) = rule;
	}
	return true;
}

/*
 * For every code the rows that may begin with it, in order: most lines begin with three
 * letters that no rule begins with, and are done with that.
 */
static void
index_rows(nu_rules *r, nu_arena *keep, const uint8_t *begin)
{
	size_t all = 0;

	for (size_t i = 0; i < r->n * BITS; i++)
		all += (size_t)__builtin_popcount(begin[i]);
	r->first = NU_NEW(keep, uint32_t, CODES + 1);
	r->row = NU_NEW(keep, uint16_t, all + 1);
	all = 0;
	for (size_t c = 0; c < CODES; c++) {
		r->first[c] = (uint32_t)all;
		for (size_t i = 0; i < r->n; i++)
			if (begin[i * BITS + c / 8] >> c % 8 & 1)
				r->row[all++] = (uint16_t)i;
	}
	r->first[CODES] = (uint32_t)all;
}

nu_rules *
nu_rules_new(nu_arena *keep, nu_str tsv, const char *what, nu_log *log)
{
	nu_rules *r = NU_NEW(keep, nu_rules, 1);
	size_t    lines = 1;
	uint8_t  *begin;

	for (size_t i = 0; i < tsv.n; i++)
		lines += tsv.p[i] == '\n';
	begin = nu_alloc(keep, lines * BITS);
	if (!read_rows(r, keep, tsv, what, log, begin)) {
		nu_rules_free(r);
		return NULL;
	}
	index_rows(r, keep, begin);
	return r;
}

/* The symbol of byte i of the line: 0 to 25 a letter, OTHER all else. */
static unsigned
symbol(nu_str line, size_t i)
{
	unsigned c = i < line.n ? ((unsigned char)line.p[i] | 32u) - 'a' : OTHER;

	return c < OTHER ? c : OTHER;
}

/* The first row before `limit` that matches, of those that may begin as byte i does. */
static size_t
find_from(const nu_rules *r, nu_str line, size_t i, size_t limit)
{
	unsigned code = (symbol(line, i) * 27 + symbol(line, i + 1)) * 27 + symbol(line, i + 2);

	for (uint32_t k = r->first[code]; k < r->first[code + 1] && r->row[k] < limit; k++)
		if (nu_pattern_find(r->rule[r->row[k]].pattern, line, NULL, NULL))
			return r->row[k];
	return limit;
}

int
nu_rules_find(const nu_rules *r, nu_str line, bool has)
{
	size_t row = r->n;

	/* Up to four marks before the words do not count; what is none may be part of a rule. */
	for (size_t i = 0; i < line.n && i < 12; i++) {
		row = find_from(r, line, i, row);
		if (symbol(line, i) < OTHER || (line.p[i] >= '0' && line.p[i] <= '9'))
			break;
	}
	for (size_t i = 0; has && i < row; i++)
		if (r->rule[i].place.n == 3 && nu_pattern_find(r->rule[i].pattern, line, NULL, NULL))
			row = i;
	return row < r->n ? (int)row : -1;
}

void
nu_rules_free(nu_rules *rules)
{
	for (size_t i = 0; rules && i < rules->n; i++)
		nu_pattern_free(rules->rule[i].pattern);
}
