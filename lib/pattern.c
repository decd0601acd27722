#include "pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>

#include "lexicon.h"
#include "pattern_gate.h"

/* Steps, nesting and KiB of one match: far more than a sane pattern needs on a line. */
enum { MATCH_LIMIT = 200000, DEPTH_LIMIT = 1000, HEAP_LIMIT = 4096 };

/* A pattern that is asked so often is worth the time of the JIT compiler. */
enum { JIT_AFTER = 16 };

/* Memory that PCRE2 holds; one of these stands before each piece of it. */
typedef union block {
	struct {
		union block *next, *before;
	} in;
	max_align_t align;
} block;

struct nu_pattern {
	block                held; /* the ring of blocks */
	nu_arena            *keep;
	nu_str               source;
	nu_gate             *gate; /* which lines it may match, or NULL */
	unsigned             asked;
	bool                 bad, quick; /* quick: made into machine code */
	pcre2_code          *code;
	pcre2_match_data    *match;
	pcre2_match_context *context;
	const char          *what;
	nu_log              *log;
	bool                 told; /* of a limit hit */
};

/*
 * PCRE2's memory, which is never NULL: its JIT compiler (10.42) reads through a pointer
 * that it could not allocate. Out of memory goes where the arena's goes, and what PCRE2
 * held then is given back from the ring.
 */
static void *
must_malloc(size_t n, void *pattern)
{
	nu_pattern *p = pattern;
	block      *b = n < SIZE_MAX - sizeof *b ? malloc(sizeof *b + n) : NULL;

	if (!b)
		longjmp(*p->keep->oom, 1);
	b->in.next = p->held.in.next;
	b->in.before = &p->held;
	b->in.next->in.before = b;
	p->held.in.next = b;
	return b + 1;
}

static void
give_back(void *at, void *pattern)
{
	block *b;

	(void)pattern;
	if (!at)
		return;
	b = (block *)at - 1;
	b->in.next->in.before = b->in.before;
	b->in.before->in.next = b->in.next;
	free(b);
}

/* All that is left in the ring: the run ended in the middle of PCRE2. */
static void
give_back_ring(void *pattern)
{
	nu_pattern *p = pattern;

	while (p->held.in.next != &p->held)
		give_back(p->held.in.next + 1, p);
}

static void
tell_bad(nu_log *log, const char *what, nu_str source, int error, size_t at)
{
	char why[160] = "";

	pcre2_get_error_message(error, (PCRE2_UCHAR *)why, sizeof why);
	nu_fail(log, "%s: bad pattern '%.*s' at byte %zu: %s", what,
	    (int)(source.n < 80 ? source.n : 80), source.p, at, why);
}

/* Compiles it; false: told. */
static bool
compile(nu_pattern *p)
{
	const uint32_t flags = PCRE2_UTF | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C;
	int            error;
	size_t         at;

	pcre2_general_context *memory = pcre2_general_context_create(must_malloc, give_back, p);
	pcre2_compile_context *context = pcre2_compile_context_create(memory);

	p->code = pcre2_compile((PCRE2_SPTR)p->source.p, p->source.n, flags, &error, &at, context);
	pcre2_compile_context_free(context);
	if (p->code) {
		p->context = pcre2_match_context_create(memory);
		p->match = pcre2_match_data_create_from_pattern(p->code, NULL);
		pcre2_set_match_limit(p->context, MATCH_LIMIT);
		pcre2_set_depth_limit(p->context, DEPTH_LIMIT);
		pcre2_set_heap_limit(p->context, HEAP_LIMIT);
	} else {
		tell_bad(p->log, p->what, p->source, error, at);
		p->bad = true;
	}
	pcre2_general_context_free(memory);
	return !p->bad;
}

nu_pattern *
nu_pattern_lazy(nu_arena *keep, nu_str source, const char *what, nu_log *log)
{
	nu_pattern *p = NU_NEW(keep, nu_pattern, 1);

	p->keep = keep;
	p->source = source;
	p->what = what;
	p->log = log;
	p->held.in.next = p->held.in.before = &p->held;
	nu_goes_with(keep, give_back_ring, p);
	return p;
}

nu_pattern *
nu_pattern_new(nu_arena *keep, nu_str source, const char *what, nu_log *log)
{
	nu_pattern *p = nu_pattern_lazy(keep, source, what, log);

	return compile(p) ? p : NULL;
}

void
nu_pattern_gate(nu_pattern *p)
{
	p->gate = nu_gate_new(p->keep, 1);
	nu_gate_add(p->gate, 0, p->source);
}

/* Is a match out of the question? Else the pattern is made ready. */
static bool
is_hopeless(nu_pattern *p, nu_str text)
{
	uint64_t found = 0, sure = 0;

	if (p->gate) {
		nu_gate_run(p->gate, text, &found, &sure);
		if (!found)
			return true;
	}
	if (p->bad || (!p->code && !compile(p)))
		return true;
	/* Without JIT (a kernel may forbid it) the same matches are found, only slower. */
	if (++p->asked == JIT_AFTER)
		p->quick = pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE) == 0;
	return false;
}

bool
nu_pattern_find(nu_pattern *p, nu_str text, size_t *from, size_t *to)
{
	int rc;

	if (is_hopeless(p, text))
		return false;
	rc = (p->quick ? pcre2_jit_match : pcre2_match)(p->code, (PCRE2_SPTR)(text.p ? text.p : ""),
	    text.n, 0, PCRE2_NO_UTF_CHECK, p->match, p->context);
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

static nu_str
joined(nu_arena *a, nu_str x, nu_str y)
{
	char *p = nu_alloc(a, x.n + y.n);

	memcpy(p, x.p, x.n);
	if (y.n)
		memcpy(p + x.n, y.p, y.n);
	return (nu_str){p, x.n + y.n};
}

static bool
is_has(const nu_rule *r)
{
	return nu_eq(r->place, NU_STR("has"));
}

/* What may stand before a row's pattern and behind it: a bullet, a bracket, a colon. */
#define BEFORE "\\A[^\\pL\\pN]{0,4}?"
#define BEHIND "[^\\pL\\pN]{0,8}\\z"

static nu_str
with_marks(nu_arena *keep, nu_str pattern, bool whole)
{
	nu_str s = joined(keep, NU_STR(BEFORE "(?:"), pattern);

	return joined(keep, s, whole ? NU_STR(")" BEHIND) : NU_STR(")"));
}

nu_rules *
nu_rules_new(nu_arena *keep, nu_str tsv, const char *what, nu_log *log)
{
	nu_rules *r = NU_NEW(keep, nu_rules, 1);
	nu_str    line, rest = tsv;

	while (nu_tsv_line(&rest, &line)) {
		nu_rule rule = {nu_column(line, 0), nu_column(line, 1), nu_column(line, 2), NULL};

		rule.pattern = nu_pattern_lazy(keep, nu_column(line, 3), what, log);
		NU_PUSH(keep, r->rule, r->n, r->cap) = rule;
	}
	r->starts = nu_gate_new(keep, r->n);
	r->has = nu_gate_new(keep, r->n);
	nu_gate_lead(r->starts, NU_STR(BEFORE));
	nu_gate_patient(r->has);
	for (size_t i = 0; i < r->n; i++) {
		nu_rule *row = &r->rule[i];
		nu_str  *source = &row->pattern->source;

		if (is_has(row)) {
			nu_gate_add(r->has, i, *source);
		} else {
			*source = with_marks(keep, *source, nu_eq(row->place, NU_STR("whole")));
			nu_gate_add(r->starts, i, nu_slice(*source, strlen(BEFORE), source->n));
		}
	}
	r->found = NU_NEW(keep, uint64_t, 2 * nu_gate_words(r->starts));
	return r;
}

int
nu_rules_find(const nu_rules *r, nu_str line, bool has)
{
	size_t    words = nu_gate_words(r->starts);
	uint64_t *sure = r->found + words; /* PCRE2 need not be asked */

	memset(r->found, 0, 2 * words * sizeof *r->found);
	nu_gate_run(r->starts, line, r->found, sure);
	if (has)
		nu_gate_run(r->has, line, r->found, sure);
	for (size_t w = 0; w < words; w++)
		for (uint64_t m = r->found[w]; m; m &= m - 1) {
			size_t i = w * 64 + (size_t)__builtin_ctzll(m);

			if (i < r->n && (has || !is_has(&r->rule[i])) &&
			    ((sure[w] & m & -m) || nu_pattern_find(r->rule[i].pattern, line, NULL, NULL)))
				return (int)i;
		}
	return -1;
}

void
nu_rules_free(nu_rules *rules)
{
	for (size_t i = 0; rules && i < rules->n; i++)
		nu_pattern_free(rules->rule[i].pattern);
}

bool
nu_rules_check(const nu_rules *rules)
{
	bool good = true;

	for (size_t i = 0; i < rules->n; i++)
		good &= rules->rule[i].pattern->code || compile(rules->rule[i].pattern);
	return good;
}
