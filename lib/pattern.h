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
	/* Rows by the three letters they may begin with: row[first[code]] to row[first[code + 1]]. */
	uint32_t *first;
	uint16_t *row;
} nu_rules;

/* NULL: told to the log. Rows keep pointing into the TSV. */
nu_rules *nu_rules_new(nu_arena *keep, nu_str tsv, const char *what, nu_log *log);
/* The number of the first row that the line matches, or -1; without `has` rows, perhaps. */
int  nu_rules_find(const nu_rules *rules, nu_str line, bool has);
void nu_rules_free(nu_rules *rules);

#endif
