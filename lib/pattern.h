/*
 * pattern: regular expressions that users and lexicons write, over PCRE2 with JIT.
 *
 * Every match runs under limits on its steps, its depth and its memory, so that no
 * pattern and no text can hang a filter: a limit that is hit is told to the log once
 * and counts as no match. Texts are valid UTF-8.
 */
#ifndef NU_PATTERN_H
#define NU_PATTERN_H

#include "base.h"

typedef struct nu_pattern nu_pattern;

/*
 * Compiles a pattern (caseless, UTF-8, . matches no newline) in the arena. NULL: what is
 * wrong with it was told to the log (status 2), with `what` as its name in the message.
 */
nu_pattern *nu_pattern_new(nu_arena *keep, nu_str source, const char *what, nu_log *log);
/* The same, but compiled when it is first asked: for patterns of ours. */
nu_pattern *nu_pattern_lazy(nu_arena *keep, nu_str source, const char *what, nu_log *log);
/* Most texts will not match: find them out without PCRE2. */
void nu_pattern_gate(nu_pattern *p);
/* Is it in the text? *from and *to (may be NULL) get the bytes of the first place. */
bool nu_pattern_find(nu_pattern *p, nu_str text, size_t *from, size_t *to);
/* Bytes of group i of the last match that succeeded; {NULL, 0} when it took no part. */
nu_str nu_pattern_group(const nu_pattern *p, nu_str text, unsigned i);
void   nu_pattern_free(nu_pattern *p);

/*
 * A set of patterns over lines, from a TSV: name TAB place TAB role TAB pattern, where
 * place is `whole` (the line is nothing else but marks around it), `start` (it begins
 * with it) or `has`. Rows are tried in order; the first that matches counts.
 */
typedef struct nu_rule {
	nu_str      name, place, role;
	nu_pattern *pattern;
} nu_rule;

typedef struct nu_rules {
	nu_rule *rule;
	size_t   n, cap;
	struct nu_gate *starts, *has; /* the rows that may match, by place */
	uint64_t       *found;        /* their bits; of those that do match, too */
} nu_rules;

/* Rows keep pointing into the TSV; patterns are compiled as lines ask for them. */
nu_rules *nu_rules_new(nu_arena *keep, nu_str tsv, const char *what, nu_log *log);
/* The number of the first row that the line matches, or -1; without `has` rows, perhaps. */
int  nu_rules_find(const nu_rules *rules, nu_str line, bool has);
void nu_rules_free(nu_rules *rules);
/* Compiles all patterns; false: one is bad, told to the log. For tests. */
bool nu_rules_check(const nu_rules *rules);

#endif
