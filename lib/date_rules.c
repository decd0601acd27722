#include "date_rules.h"

#include <stdlib.h>

#include "date_gate.h"
#include "date_match.h"
#include "date_value.h"
#include "lexicon.h"

/* -------------------------------------------------------------- patterns to programs */

typedef struct compiler {
	nu_arena      *keep;
	nu_date_lex   *lex;
	nu_date_rules *rules;
	nu_date_rule  *rule;
	nu_str         rest;  /* of the pattern, macros replaced */
	nu_str        *macro; /* name, pattern, name, pattern ... */
	size_t         nmacro, capmacro;
	const char    *wrong;
} compiler;

/* The symbol of a name; a class must be in date-words.tsv or be one of numbers. */
static unsigned
symbol_of(compiler *c, nu_str name)
{
	int symbol = nu_date_symbol(c->lex, name, false);

	if (symbol < 0) {
		c->wrong = name.n && name.p[0] >= 'A' && name.p[0] <= 'Z' ? "no word of such a class"
		                                                          : "too many symbols";
		return 0;
	}
	return (unsigned)symbol;
}

static size_t
emit(compiler *c, uint8_t op, unsigned symbol)
{
	nu_date_inst *i = &NU_PUSH(c->keep, c->rules->inst, c->rules->ninst, c->rules->capinst);

	memset(i, 0, sizeof *i);
	i->op = op;
	i->symbol = (uint16_t)symbol;
	i->slot = -1;
	return c->rules->ninst - 1;
}

static bool
next_atom(compiler *c, nu_str *atom)
{
	nu_str *s = &c->rest;
	size_t  n = 0;

	*atom = (nu_str){NULL, 0};
	if (s->n == 0)
		return false;
	while (s->n && s->p[0] == ' ')
		*s = nu_slice(*s, 1, s->n);
	while (n < s->n && s->p[n] != ' ' && (n == 0 || !strchr("()|<>", s->p[n])) &&
	       !(n == 1 && strchr("()|<>", s->p[0])) && !(n && s->p[n] == '?'))
		n++;
	*atom = nu_slice(*s, 0, n);
	return n > 0;
}

static void
take(compiler *c, size_t n)
{
	c->rest = nu_slice(c->rest, n, c->rest.n);
}

static void
note_slot(compiler *c, int slot, unsigned symbol)
{
	nu_date_rule *r = c->rule;

	for (unsigned i = 0; i < r->nslot_symbol[slot]; i++)
		if (r->slot_symbol[slot][i] == symbol)
			return;
	if (r->nslot_symbol[slot] == sizeof r->slot_symbol[slot] / sizeof *r->slot_symbol[slot])
		c->wrong = "too many classes for one slot";
	else
		r->slot_symbol[slot][r->nslot_symbol[slot]++] = (uint16_t)symbol;
}

/* One token: its symbol, how it stands to the one before, the slot it fills. */
static void
compile_token(compiler *c, nu_str name, char glue, int slot)
{
	unsigned symbol = symbol_of(c, name);
	size_t   at = emit(c, NU_DATE_CHAR, symbol);

	c->rules->inst[at].glue = glue;
	c->rules->inst[at].slot = (int8_t)slot;
	if (slot >= 0)
		note_slot(c, slot, symbol);
}

/*
 * [~][slot:][~]NAME; ~ wants it glued to the token before, ^ wants white space there.
 * Several words joined by _ or by marks are as many tokens.
 */
static void
compile_atom(compiler *c, nu_str atom)
{
	int      slot = -1;
	char     glue = 0, *name;
	size_t   n;
	nu_word *w;

	for (int i = 0; i < 3 && atom.n > 1; i++) {
		if (atom.p[0] == '~' || atom.p[0] == '^') {
			glue = atom.p[0];
			atom = nu_slice(atom, 1, atom.n);
		} else if (atom.n > 2 && atom.p[1] == ':' && atom.p[0] >= 'a' && atom.p[0] <= 'z') {
			slot = atom.p[0] - 'a';
			atom = nu_slice(atom, 2, atom.n);
		}
	}
	if (atom.p[0] >= 'A' && atom.p[0] <= 'Z') {
		compile_token(c, atom, glue, slot);
		return;
	}
	name = nu_alloc(c->keep, atom.n + 1);
	for (size_t i = 0; i < atom.n; i++)
		name[i] = atom.p[i] == '_' ? ' ' : atom.p[i];
	n = nu_words(c->keep, (nu_str){name, atom.n}, &w);
	for (size_t i = 0; i < n; i++)
		compile_token(c, (nu_str){name + w[i].start, w[i].end - w[i].start},
		    i == 0 ? glue : w[i].space ? 0 : '~', i == 0 ? slot : -1);
}

static void compile_choice(compiler *c, int depth);

static bool
compile_item(compiler *c, int depth)
{
	nu_str atom;
	size_t split = emit(c, NU_DATE_JUMP, 0);

	if (!next_atom(c, &atom) || nu_eq(atom, NU_STR(")")) || nu_eq(atom, NU_STR("|"))) {
		c->rules->ninst = split;
		return false;
	}
	c->rules->inst[split].x = c->rules->inst[split].y = (uint32_t)split + 1;
	take(c, atom.n);
	if (nu_eq(atom, NU_STR("("))) {
		if (depth > 12)
			c->wrong = "parentheses too deep";
		else
			compile_choice(c, depth + 1);
		if (!next_atom(c, &atom) || !nu_eq(atom, NU_STR(")")))
			c->wrong = "a parenthesis is not closed";
		take(c, atom.n);
	} else if (nu_eq(atom, NU_STR("<")) || nu_eq(atom, NU_STR(">"))) {
		emit(c, NU_DATE_SAVE, atom.p[0] == '>');
	} else {
		compile_atom(c, atom);
	}
	if (c->rest.n && c->rest.p[0] == '?') {
		take(c, 1);
		c->rules->inst[split].op = NU_DATE_SPLIT;
		c->rules->inst[split].y = (uint32_t)c->rules->ninst;
		emit(c, NU_DATE_JUMP, 0);
		c->rules->inst[c->rules->ninst - 1].x = (uint32_t)c->rules->ninst;
	}
	return !c->wrong;
}

/* a | b | c */
static void
compile_choice(compiler *c, int depth)
{
	size_t jump[32], n = 0, split;
	nu_str atom;

	for (;;) {
		split = emit(c, NU_DATE_SPLIT, 0);
		c->rules->inst[split].x = (uint32_t)split + 1;
		while (compile_item(c, depth))
			;
		if (c->wrong || n == 32)
			break;
		jump[n++] = emit(c, NU_DATE_JUMP, 0);
		c->rules->inst[split].y = (uint32_t)c->rules->ninst;
		if (!next_atom(c, &atom) || !nu_eq(atom, NU_STR("|"))) {
			c->rules->inst[split].op = NU_DATE_JUMP;
			break;
		}
		take(c, atom.n);
	}
	for (size_t i = 0; i < n; i++)
		c->rules->inst[jump[i]].x = (uint32_t)c->rules->ninst;
}

/* s with every %NAME of a macro replaced by (its pattern). */
static nu_str
expand(compiler *c, nu_str s)
{
	char   out[8192];
	size_t n = 0;

	if (s.n == 0 || !memchr(s.p, '%', s.n))
		return s;
	for (size_t i = 0; i < s.n && n < 8000;) {
		size_t j = i + 1;
		bool   found = false;

		if (s.p[i] != '%') {
			out[n++] = s.p[i++];
			continue;
		}
		while (j < s.n && s.p[j] >= 'A' && s.p[j] <= 'Z')
			j++;
		for (size_t k = 0; k < c->nmacro && !found; k += 2)
			if (nu_eq(c->macro[k], nu_slice(s, i, j))) {
				nu_str p = c->macro[k + 1];

				found = true;
				if (n + p.n + 4 > 8000) {
					c->wrong = "the pattern is too long";
					return s;
				}
				out[n++] = '(';
				memcpy(out + n, p.p, p.n);
				n += p.n;
				out[n++] = ')';
			}
		if (!found)
			c->wrong = "no such macro";
		i = j;
	}
	return nu_copy(c->keep, (nu_str){out, n});
}

/* --------------------------------------------------------------------- the columns */

static bool
next_word(nu_str *s, nu_str *word)
{
	size_t n = 0;

	if (s->n == 0)
		return false;
	while (s->n && s->p[0] == ' ')
		*s = nu_slice(*s, 1, s->n);
	while (n < s->n && s->p[n] != ' ')
		n++;
	*word = nu_slice(*s, 0, n);
	*s = nu_slice(*s, n, s->n);
	return n > 0;
}

static void
compile_op(compiler *c, nu_str word, nu_date_op *op)
{
	size_t at = 0, end;
	int    n = -1;

	while (at <= word.n && n < 4) {
		nu_str a;

		for (end = at; end < word.n && word.p[end] != ':'; end++)
			;
		a = nu_slice(word, at, end);
		if (n < 0) {
			int v = nu_date_verb_of(a);

			if (v < 0)
				c->wrong = "no such verb in the value";
			op->verb = (uint8_t)v;
		} else {
			op->text[n] = a;
			op->slot[n] = a.n == 1 && a.p[0] >= 'a' && a.p[0] <= 'z' ? (int8_t)(a.p[0] - 'a') : -1;
			op->number[n] = atoi(nu_copy(c->keep, a).p);
		}
		n++;
		at = end + 1;
	}
	op->nargs = n;
}

static void
compile_value(compiler *c, nu_str value)
{
	nu_date_rule *r = c->rule;
	nu_str        word;

	r->nparts = 1;
	while (next_word(&value, &word) && !c->wrong) {
		if (nu_eq(word, NU_STR("//")) || nu_eq(word, NU_STR("..."))) {
			r->is_range = word.p[0] == '.';
			if (r->nparts == NU_DATE_PARTS)
				c->wrong = "too many parts";
			else
				r->nparts++;
		} else {
			const size_t k = r->nparts - 1;

			compile_op(c, word, &NU_PUSH(c->keep, r->op[k], r->nop[k], r->capop[k]));
		}
	}
}

/* @news, @history, @message: only in such documents */
static void
compile_style(compiler *c, nu_str word)
{
	static const char *const names[] = {"@news", "@history", "@message"};

	for (unsigned i = 0; i < 3; i++)
		if (nu_eq(word, nu_str_of(names[i]))) {
			c->rule->styles |= 1u << i;
			return;
		}
	c->wrong = "no such style of documents";
}

/* [!](<|>|=)[~]NAME[|NAME...] */
static void
compile_guard(compiler *c, nu_str word)
{
	nu_date_guard *g;
	size_t         at = 0, end;

	if (word.p[0] == '@') {
		compile_style(c, word);
		return;
	}
	g = &NU_PUSH(c->keep, c->rule->guard, c->rule->nguard, c->rule->capguard);
	g->not_ = word.p[0] == '!';
	at = g->not_;
	if (at == word.n || !strchr("<>=", word.p[at])) {
		c->wrong = "a guard is [!]<NAME, [!]>NAME or [!]=NAME";
		return;
	}
	g->side = word.p[at] == '<' ? -1 : word.p[at] == '>' ? 1 : 0;
	at++;
	if (at < word.n && word.p[at] == '~') {
		g->glued = true;
		at++;
	}
	for (; at < word.n; at = end + 1) {
		if (g->nsymbol == NU_DATE_GUARDS) {
			c->wrong = "a guard names too many";
			return;
		}
		for (end = at; end < word.n && word.p[end] != '|'; end++)
			;
		g->symbol[g->nsymbol++] = (uint16_t)symbol_of(c, nu_slice(word, at, end));
	}
}

static const char *
type_of(nu_str s)
{
	static const char *const types[] = {"date", "time", "duration", "set", "none", "never"};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (nu_eq(s, nu_str_of(types[i])))
			return types[i];
	return NULL;
}

/* name, pattern, type, value, score, guards */
static void
compile_rule(compiler *c, nu_str line)
{
	nu_date_rule *r = &NU_PUSH(c->keep, c->rules->rule, c->rules->nrule, c->rules->caprule);
	nu_str        rest = nu_slice(line, nu_column(line, 0).n, line.n), word, guards;

	memset(r, 0, sizeof *r);
	c->rule = r;
	r->name = nu_column(line, 0);
	rest = rest.n ? nu_slice(rest, 1, rest.n) : rest;
	r->type = type_of(nu_column(rest, 1));
	r->score = atoi(nu_copy(c->keep, nu_column(rest, 3)).p);
	if (!r->type || r->score < 1 || r->score > 100) {
		c->wrong = "the type is not date, time, duration, set, none or never, or the score not 1 to 100";
		return;
	}
	r->finds = strcmp(r->type, "none") != 0 && strcmp(r->type, "never") != 0;
	r->never = strcmp(r->type, "never") == 0;
	compile_value(c, nu_column(rest, 2));
	guards = nu_column(rest, 4);
	while (next_word(&guards, &word) && !c->wrong)
		compile_guard(c, word);
	r->start = c->rules->ninst;
	c->rest = expand(c, nu_column(rest, 0));
	if (!c->wrong)
		compile_choice(c, 0);
	if (!c->wrong && nu_trim(c->rest).n)
		c->wrong = "the pattern has a ) too many";
	emit(c, NU_DATE_MATCH, (unsigned)(c->rules->nrule - 1));
}

nu_date_rules *
nu_date_rules_new(nu_arena *keep, nu_date_lex *lex, nu_str tsv, const char *path, nu_log *log)
{
	nu_date_rules *rules = NU_NEW(keep, nu_date_rules, 1);
	compiler       c = {.keep = keep, .lex = lex, .rules = rules};
	nu_str         line;

	rules->lex = lex;
	rules->keep = keep;
	for (const char *p = tsv.p; (p = memchr(p, '\n', (size_t)(tsv.p + tsv.n - p))); p++)
		rules->caprule++; /* growing would hold all of them twice */
	rules->rule = NU_NEW(keep, nu_date_rule, rules->caprule + 1);
	while (nu_tsv_line(&tsv, &line) && !c.wrong) {
		if (line.p[0] == '%') {
			nu_str body = expand(&c, nu_column(line, 1));

			NU_PUSH(keep, c.macro, c.nmacro, c.capmacro) = nu_column(line, 0);
			NU_PUSH(keep, c.macro, c.nmacro, c.capmacro) = body;
		} else {
			compile_rule(&c, line);
		}
		if (c.wrong)
			nu_fail(log, "%s: %.*s: %s", path, (int)nu_column(line, 0).n, line.p, c.wrong);
	}
	if (!c.wrong && !nu_date_lex_seal(lex)) {
		c.wrong = "too many kinds of tokens";
		nu_fail(log, "%s: %s", path, c.wrong);
	}
	if (c.wrong)
		return NULL;
	nu_date_automaton_new(rules);
	rules->gate = nu_date_gate_new(rules);
	return rules;
}
