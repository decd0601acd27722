/* Which words a date cannot do without. */
#include <stdlib.h>

#include "date_gate.h"
#include "date_key.h"
#include "date_match.h"

enum { DIGITS = 60, YEAR_WORD = 10, YEAR_MOST = 1000, UNSEEN = 1 << 20 };

static bool
is_letter(char c)
{
	return (unsigned char)((c | 32) - 'a') < 26;
}

static bool
has(const nu_date_set *s, unsigned symbol)
{
	return s->w[symbol / 64] >> (symbol % 64) & 1;
}

static void
flip(nu_date_set *s, unsigned symbol)
{
	s->w[symbol / 64] ^= UINT64_C(1) << (symbol % 64);
}

/* ------------------------------------------------------------------ how common they are */

/* How often a word stands in texts: as class COMMON says, else by its length. */
static uint32_t
frequency(const nu_date_lex *lex, nu_str word)
{
	static const uint32_t by_length[] = {UNSEEN, 90, 80, 12, 6, 3};
	const nu_entry       *e = nu_lexicon_find(lex->words, word, nu_hash(word));
	uint32_t              n = 0;

	for (; e; e = e->next)
		if (nu_eq(nu_column(e->rest, 0), NU_STR("COMMON"))) {
			nu_str value = nu_column(e->rest, 1);

			for (size_t i = 0; i < value.n && i < 6; i++)
				n = n * 10 + (uint32_t)(value.p[i] - '0');
			return n;
		}
	return word.n < sizeof by_length / sizeof *by_length ? by_length[word.n] : 2;
}

/* The rarest run of ASCII letters in a key; none where it has no such letters. */
static nu_str
run_of(const nu_date_lex *lex, const nu_date_key *k)
{
	nu_str   best = {"", 0};
	uint32_t least = UNSEEN;

	for (size_t i = 0; i < k->n; i++)
		for (size_t at = 0, to; at < k->part[i].n; at = to + 1) {
			for (to = at; to < k->part[i].n && is_letter(k->part[i].p[to]); to++)
				;
			if (to > at && frequency(lex, nu_slice(k->part[i], at, to)) < least) {
				best = nu_slice(k->part[i], at, to);
				least = frequency(lex, best);
			}
		}
	return best;
}

/* Numbers: in digits they are triggers anyway; in words those of a class. */
static const struct number {
	const char *name, *words;
	int         least; /* only words of that value or more: a year is never without one */
} numbers[] = {
	{"NUM", "CARD", 0},  {"D31", "CARD", 0},  {"M12", "CARD", 0},  {"N4", "CARD", 0},
	{"H24", "CARD", 0},  {"N60", "CARD", 0},  {"ORD31", "ORD", 0}, {"ORD4", "ORD", 0},
	{"ORD2", "ORD", 0},  {"ORD", "ORD", 0},   {"DIG", NULL, 0},    {"D1", NULL, 0},
	{"D2", NULL, 0},     {"D3", NULL, 0},     {"D4", NULL, 0},     {"DEC2", NULL, 0},
	{"HHMM", NULL, 0},   {"YMD8", NULL, 0},   {"HUGE", NULL, 0},   {"DD", NULL, 0},     {"YEAR", "CARD", YEAR_WORD},
	{"DECYEAR", "CARD", YEAR_WORD},
};

enum { NUMBERS = sizeof numbers / sizeof *numbers };

static void
find_costs(nu_date_lex *lex, uint32_t *cost)
{
	for (size_t i = 0; i < lex->nkey; i++)
		for (const nu_date_sense *s = lex->key[i].sense; s; s = s->next)
			if (cost[s->symbol] < UNSEEN)
				cost[s->symbol] += frequency(lex, run_of(lex, &lex->key[i]));
	for (size_t i = 0; i < NUMBERS; i++) {
		int s = nu_date_symbol(lex, nu_str_of(numbers[i].name), true);
		int w = numbers[i].words ? nu_date_symbol(lex, nu_str_of(numbers[i].words), true) : -1;

		cost[s] = DIGITS + (w < 0 ? 0 : numbers[i].least ? cost[w] / 8 : cost[w]);
	}
}

/* ----------------------------------------------------------------- what rules cannot do without */

/* The symbols of the rules' programs, and which rules have them. */
typedef struct chooser {
	const nu_date_rules *r;
	nu_date_set         *set;
	uint32_t             cost[NU_DATE_SYMBOLS];
	uint16_t            *rule[NU_DATE_SYMBOLS];
	size_t               n[NU_DATE_SYMBOLS], cap[NU_DATE_SYMBOLS];
	uint32_t            *mark, *stack, stamp;
} chooser;

/* Can the rule be met without any symbol of the set? */
static bool
is_open(chooser *c, const nu_date_rule *rule)
{
	size_t top = 0;

	c->stamp++;
	c->stack[top++] = (uint32_t)rule->start;
	while (top) {
		uint32_t            p = c->stack[--top];
		const nu_date_inst *i = &c->r->inst[p];

		if (c->mark[p] == c->stamp)
			continue;
		c->mark[p] = c->stamp;
		if (i->op == NU_DATE_MATCH)
			return true;
		if (i->op == NU_DATE_CHAR && has(c->set, i->symbol))
			continue;
		if (i->op == NU_DATE_SPLIT)
			c->stack[top++] = i->y;
		c->stack[top++] = i->op == NU_DATE_SPLIT || i->op == NU_DATE_JUMP ? i->x : p + 1;
	}
	return false;
}

static bool
any_open(chooser *c, unsigned symbol)
{
	for (size_t i = 0; i < c->n[symbol]; i++)
		if (is_open(c, &c->r->rule[c->rule[symbol][i]]))
			return true;
	return false;
}

/* Takes every symbol that can be seen; notes which rules have which. */
static void
take_all(chooser *c)
{
	for (size_t k = 0; k < c->r->nrule; k++) {
		const nu_date_rule *rule = &c->r->rule[k];

		if (!rule->finds)
			continue;
		for (size_t p = rule->start; c->r->inst[p].op != NU_DATE_MATCH; p++) {
			const unsigned s = c->r->inst[p].symbol;

			if (c->r->inst[p].op != NU_DATE_CHAR)
				continue;
			if (c->n[s] == 0 || c->rule[s][c->n[s] - 1] != k)
				NU_PUSH(c->r->keep, c->rule[s], c->n[s], c->cap[s]) = (uint16_t)k;
			if (!has(c->set, s) && c->cost[s] < UNSEEN)
				flip(c->set, s);
		}
	}
}

static int
cmp_order(const void *a, const void *b)
{
	const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* Leaves out, the commonest first, every symbol that is not needed. */
static void
choose_triggers(const nu_date_rules *r, nu_date_gate *g)
{
	chooser *c = NU_NEW(r->keep, chooser, 1);
	uint64_t order[NU_DATE_SYMBOLS]; /* by cost, the highest first */
	size_t   n = 0;

	c->r = r;
	c->set = &g->set;
	c->mark = NU_NEW(r->keep, uint32_t, r->ninst + 1);
	c->stack = NU_NEW(r->keep, uint32_t, 2 * r->ninst + 2);
	find_costs(r->lex, c->cost);
	take_all(c);
	for (size_t k = 0; k < r->nrule && !g->all; k++)
		g->all = r->rule[k].finds && is_open(c, &r->rule[k]);
	for (unsigned s = 0; s < r->lex->nname; s++)
		if (has(c->set, s) && c->cost[s] < UNSEEN && c->cost[s])
			order[n++] = (uint64_t)(UNSEEN - c->cost[s]) << 32 | s;
	if (n)
		qsort(order, n, sizeof *order, cmp_order);
	for (size_t i = 0; i < n; i++) {
		flip(c->set, (uint32_t)order[i]);
		if (any_open(c, (uint32_t)order[i]))
			flip(c->set, (uint32_t)order[i]);
	}
}

/* ------------------------------------------------------------------------ the triggers */

static void
set_bit(uint64_t *filter, size_t h)
{
	filter[h % NU_DATE_FILTER / 64] |= UINT64_C(1) << (h % 64);
}

static void
add_word(nu_date_gate *g, nu_str run)
{
	const uint64_t head = nu_date_head_of_run(run);
	size_t         i = nu_date_head_bit(head);

	set_bit(g->word, i);
	while (g->head[i & g->mask] && g->head[i & g->mask] != head)
		i++;
	g->head[i & g->mask] = head;
}

/* Is one of the key's senses needed? */
static bool
is_needed(const nu_date_gate *g, nu_date_lex *lex, const nu_date_key *k)
{
	for (const nu_date_sense *s = k->sense; s; s = s->next) {
		if (has(&g->set, s->symbol) || nu_eq(lex->name[s->symbol], NU_STR("DEICTIC")))
			return true;
		for (size_t i = 0; i < NUMBERS; i++)
			if (numbers[i].words && s->number >= numbers[i].least &&
			    (!numbers[i].least || s->number <= YEAR_MOST) &&
			    nu_eq(lex->name[s->symbol], nu_str_of(numbers[i].words)) &&
			    has(&g->set, (unsigned)nu_date_symbol(lex, nu_str_of(numbers[i].name), true)))
				return true;
	}
	return false;
}

nu_date_gate *
nu_date_gate_new(const nu_date_rules *r)
{
	nu_date_gate *g = NU_NEW(r->keep, nu_date_gate, 1);

	choose_triggers(r, g);
	for (g->mask = 511; g->mask < 2 * r->lex->nkey;) /* a key is one trigger at most */
		g->mask = 2 * g->mask + 1;
	g->head = NU_NEW(r->keep, uint64_t, g->mask + 1);
	for (size_t i = 0; i < r->lex->nkey; i++) {
		const nu_date_key *k = &r->lex->key[i];

		for (size_t p = 0; p < k->n; p++)
			set_bit(g->part, k->part_hash[p]);
		if (is_needed(g, r->lex, k) && run_of(r->lex, k).n)
			add_word(g, run_of(r->lex, k));
	}
	for (const char *c = ",.-"; *c; c++) /* 1,200.5; twenty-four */
		set_bit(g->part, nu_date_mark_hash((unsigned char)*c));
	return g;
}
