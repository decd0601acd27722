#include "pattern_gate.h"

#include "pattern_nfa.h"

/* A transition: 0 not known yet; DEAD: nothing is left; NOTE: look at the state's matches. */
enum { DEAD = 1, START = 2, NOTE = 0x8000, MOST_STATES = 16000, FEW_STATES = 2000,
	GONE_BITS = 12 };

typedef struct state {
	uint32_t from, n; /* its nodes in nu_gate.pool, in order */
	uint32_t hash;
} state;

struct nu_gate {
	nu_arena *keep;
	nu_nfa    nfa;
	uint16_t *start, *loose; /* where the patterns begin: at the first byte, anywhere */
	size_t    nstart, capstart, nloose, caploose;
	/*
	 * Nodes that are reached at every byte, as patterns that begin anywhere do: of no state's
	 * set, but meant by all. basis: those that take a symbol, from basis_at[symbol] on.
	 */
	bool     *base;
	uint16_t *basis;
	size_t    nbasis, capbasis, basis_at[NU_SYMBOLS + 1];
	size_t    words;
	uint64_t *always; /* patterns that were not understood, or need nothing */
	state    *state;
	size_t    nstate, capstate, most; /* at most so many are kept */
	uint64_t *bits; /* the matches of each state */
	size_t    capbits;
	uint16_t *next; /* NU_SYMBOLS a state */
	size_t    capnext;
	uint16_t *pool;
	size_t    npool, cappool;
	uint16_t *slot; /* states by hash: a power of two, twice `most` or more */
	size_t    slots;
	uint64_t *dead; /* a bit for three symbols with which no match begins, as was found */
	uint32_t *gone; /* five symbols with which none begins, the last that were found, by hash */
	/* The set being made. */
	uint32_t *mark, round;
	uint16_t *list, *stack;
	size_t    nlist, capmark;
	size_t    short_to; /* nodes whose ways are short */
	uint64_t *match;
};

nu_gate *
nu_gate_new(nu_arena *keep, size_t n)
{
	nu_gate *g = NU_NEW(keep, nu_gate, 1);

	g->keep = keep;
	g->words = (n + 63) / 64;
	g->most = g->words > 1 ? MOST_STATES : FEW_STATES;
	for (g->slots = 1; g->slots < 2 * g->most;)
		g->slots *= 2;
	g->always = NU_NEW(keep, uint64_t, g->words);
	g->match = NU_NEW(keep, uint64_t, g->words);
	nu_nfa_init(&g->nfa, keep);
	return g;
}

void
nu_gate_patient(nu_gate *g)
{
	g->nfa.patient = true;
}

/* Is a match certain to need nothing at all, going by the nodes next to n? */
static bool
is_empty(const nu_nfa *nfa, uint16_t n)
{
	enum { LOOK = 64 };
	uint16_t stack[LOOK + 2] = {n};

	for (int i = 0, top = 1; i < LOOK && top; i++) {
		const nu_node *x = &nfa->node[stack[--top]];

		if (x->kind == NU_MATCH)
			return true;
		if (x->kind == NU_TAKE)
			continue;
		if (x->out)
			stack[top++] = x->out;
		if (x->alt)
			stack[top++] = x->alt;
	}
	return false;
}

void
nu_gate_add(nu_gate *g, size_t i, nu_str pattern, bool anchored)
{
	uint16_t from = nu_nfa_add(&g->nfa, i, pattern, anchored);

	g->nstate = 0;
	g->dead = NULL;
	g->base = NULL;
	if (from && !is_empty(&g->nfa, from) && anchored)
		NU_PUSH(g->keep, g->start, g->nstart, g->capstart) = from;
	else if (from && !is_empty(&g->nfa, from))
		NU_PUSH(g->keep, g->loose, g->nloose, g->caploose) = from;
	else
		g->always[i / 64] |= NU_BIT(i % 64);
}

size_t
nu_gate_words(const nu_gate *g)
{
	return g->words;
}

/* -------------------------------------------------------------------------- states */

/* Adds to the set being made what can be reached from node n without a symbol. */
static void
reach(nu_gate *g, uint16_t n, bool end)
{
	size_t top = 0;

	g->stack[top++] = n;
	while (top) {
		uint16_t    k = g->stack[--top];
		const nu_node *x = &g->nfa.node[k];

		if (!k || g->mark[k] == g->round || (g->base && g->base[k]))
			continue;
		g->mark[k] = g->round;
		if (x->kind == NU_MATCH) {
			g->match[x->out / 64] |= NU_BIT(x->out % 64);
		} else if (x->kind == NU_JUMP || (end && x->mask & NU_BIT(NU_S_END))) {
			g->stack[top++] = x->out;
			g->stack[top++] = x->alt;
		} else if (!end) {
			g->list[g->nlist++] = k;
		}
	}
}

static void
begin_set(nu_gate *g)
{
	g->round++;
	g->nlist = 0;
	memset(g->match, 0, g->words * sizeof *g->match);
}

static bool
any_match(const nu_gate *g)
{
	for (size_t w = 0; w < g->words; w++)
		if (g->match[w])
			return true;
	return false;
}

/* Is state s the set being made? Of its nodes all are marked, and there are as many. */
static bool
is_state(const nu_gate *g, size_t s, uint32_t hash)
{
	const state *x = &g->state[s];

	if (x->hash != hash || x->n != g->nlist ||
	    memcmp(g->bits + s * g->words, g->match, g->words * sizeof *g->match) != 0)
		return false;
	for (size_t i = 0; i < x->n; i++)
		if (g->mark[g->pool[x->from + i]] != g->round)
			return false;
	return true;
}

/* The same for the same nodes in any order. */
static uint32_t
hash_of_set(const nu_gate *g)
{
	uint32_t hash = 0;

	for (size_t i = 0; i < g->nlist; i++)
		hash += (g->list[i] + 1u) * 0x9E3779B1u ^ g->list[i] * 0x85EBCA6Bu >> 7;
	return (hash ^ hash >> 15) * 0xC2B2AE35u;
}

/*
 * Room for as many states again, each row in as few lines of cache as may be. A gate of many
 * patterns gets all it may need at once: memory that is not touched costs nothing.
 */
static void
grow_rows(nu_gate *g)
{
	enum { FIRST = 64 };
	size_t cap = g->capnext ? g->capnext * 2 : g->words > 1 ? g->most : FIRST;
	char  *row = nu_alloc_raw(g->keep, cap * NU_SYMBOLS * sizeof *g->next + NU_LINE);

	row += -(uintptr_t)row % NU_LINE;
	if (g->capnext)
		memcpy(row, g->next, g->capnext * NU_SYMBOLS * sizeof *g->next);
	g->next = (uint16_t *)(void *)row;
	g->capnext = cap;
}

/* The transition to the state that the set being made is; 0 when there is no room. */
static unsigned
find_state(nu_gate *g)
{
	unsigned note = any_match(g) ? NOTE : 0;
	uint32_t hash = hash_of_set(g);
	size_t   at, s = g->nstate;

	if (!note && !g->nlist && s > DEAD && !g->base)
		return DEAD | NOTE;
	for (at = hash & (g->slots - 1); g->slot[at]; at = (at + 1) & (g->slots - 1))
		if (is_state(g, g->slot[at], hash))
			return g->slot[at] | note;
	if (s == g->most)
		return 0;
	NU_PUSH(g->keep, g->state, g->nstate, g->capstate) =
	    (state){.from = (uint32_t)g->npool, .n = (uint32_t)g->nlist, .hash = hash};
	for (size_t i = 0; i < g->nlist; i++)
		NU_PUSH(g->keep, g->pool, g->npool, g->cappool) = g->list[i];
	if (g->capbits < (s + 1) * g->words)
		g->bits = nu_grow(g->keep, g->bits, &g->capbits, (s + 1) * g->words, sizeof *g->bits);
	if (g->capnext < s + 1)
		grow_rows(g);
	memcpy(g->bits + s * g->words, g->match, g->words * sizeof *g->match);
	memset(g->next + s * NU_SYMBOLS, 0, NU_SYMBOLS * sizeof *g->next);
	g->next[s * NU_SYMBOLS + NU_S_INSIDE] = (uint16_t)s;
	g->slot[at] = (uint16_t)s;
	return (unsigned)s | note;
}

/* Where node n leads to, past nodes that do nothing but lead on. */
static uint16_t
end_of(const nu_nfa *nfa, uint16_t n)
{
	enum { FAR = 64 };

	for (int i = 0; i < FAR && n && nfa->node[n].kind == NU_JUMP && !nfa->node[n].alt; i++)
		n = nfa->node[n].out;
	return n;
}

static void
shorten(nu_gate *g)
{
	for (; g->short_to < g->nfa.n; g->short_to++) {
		nu_node *x = &g->nfa.node[g->short_to];

		if (x->kind == NU_MATCH)
			continue;
		x->out = end_of(&g->nfa, x->out);
		x->alt = end_of(&g->nfa, x->alt);
	}
}

/* Finds what is reached at every byte. */
static void
make_base(nu_gate *g)
{
	bool *base = NU_NEW(g->keep, bool, g->nfa.n);

	begin_set(g);
	for (size_t i = 0; i < g->nloose; i++)
		reach(g, g->loose[i], false);
	for (size_t w = 0; w < g->words; w++)
		g->always[w] |= g->match[w];
	for (size_t k = 0; k < g->nfa.n; k++)
		base[k] = g->mark[k] == g->round;
	g->nbasis = 0;
	for (unsigned c = 0; c < NU_SYMBOLS; c++) {
		g->basis_at[c] = g->nbasis;
		for (size_t i = 0; i < g->nlist; i++)
			if (g->nfa.node[g->list[i]].mask >> c & 1)
				NU_PUSH(g->keep, g->basis, g->nbasis, g->capbasis) = g->list[i];
	}
	g->basis_at[NU_SYMBOLS] = g->nbasis;
	g->base = base;
}

/* Forgets all states but the first: the one of the patterns' beginnings. */
static void
reset(nu_gate *g)
{
	shorten(g);
	if (g->capmark < g->nfa.n) {
		g->mark = NU_NEW(g->keep, uint32_t, g->nfa.n);
		g->list = NU_NEW(g->keep, uint16_t, g->nfa.n);
		g->stack = NU_NEW(g->keep, uint16_t, 2 * g->nfa.n + 2);
		g->capmark = g->nfa.n;
		g->round = 0;
	}
	if (!g->dead && g->words > 1) {
		g->dead = NU_NEW(g->keep, uint64_t, NU_SYMBOLS * NU_SYMBOLS);
		g->gone = NU_NEW(g->keep, uint32_t, 1 << GONE_BITS);
	}
	if (!g->slot)
		g->slot = nu_alloc_raw(g->keep, g->slots * sizeof *g->slot);
	memset(g->slot, 0, g->slots * sizeof *g->slot);
	if (g->nloose && !g->base)
		make_base(g);
	g->nstate = g->npool = 0;
	begin_set(g);
	while (g->nstate < START) /* two that stand for none, and are not to be found */
		find_state(g);
	g->slot[0] = 0;
	for (size_t i = 0; i < g->nstart; i++)
		reach(g, g->start[i], false);
	find_state(g);
}

/* The state that symbol c leads to from s. */
static unsigned
step(nu_gate *g, size_t s, unsigned c)
{
	unsigned to;

	begin_set(g);
	for (size_t i = 0; i < g->state[s].n; i++) {
		const nu_node *x = &g->nfa.node[g->pool[g->state[s].from + i]];

		if (x->mask >> c & 1)
			reach(g, x->out, c == NU_S_END);
	}
	for (size_t i = g->basis_at[c]; g->base && i < g->basis_at[c + 1]; i++)
		reach(g, g->nfa.node[g->basis[i]].out, c == NU_S_END);
	to = find_state(g);
	if (to)
		g->next[s * NU_SYMBOLS + c] = (uint16_t)to;
	return to;
}

static void
collect(const nu_gate *g, size_t s, uint64_t *found)
{
	for (size_t w = 0; w < g->words; w++)
		found[w] |= g->bits[s * g->words + w];
}

static bool
start_matches(const nu_gate *g)
{
	uint64_t any = 0;

	for (size_t w = 0; w < g->words; w++)
		any |= g->bits[START * g->words + w];
	return any != 0;
}

/* The line's first n symbols as a number, n up to five. */
static uint32_t
head_of(const nu_gate *g, nu_str line, size_t n)
{
	uint32_t head = 0;

	for (size_t i = 0; i < n; i++)
		head = head << 6 | g->nfa.symbol[(unsigned char)line.p[i]];
	return head;
}

/* The place of a head of five symbols; no head is 0, whose symbols are five times an a. */
static uint32_t *
gone_at(const nu_gate *g, uint32_t head)
{
	return &g->gone[(head * 0x9E3779B1u) >> (32 - GONE_BITS)];
}

/* Is it known that no match begins as the line does? */
static bool
is_dead(const nu_gate *g, nu_str line)
{
	uint32_t head;

	if (!g->dead || line.n < 3)
		return false;
	head = head_of(g, line, 3);
	if (g->dead[head / 64] >> head % 64 & 1)
		return true;
	if (line.n < 5)
		return false;
	head = head_of(g, line, 5);
	return head && *gone_at(g, head) == head;
}

/* Nothing was left at symbol i of the line, and nothing had matched. */
static void
set_dead(nu_gate *g, nu_str line, size_t i)
{
	uint32_t head;

	if (!g->dead || i >= 5 || i >= line.n)
		return;
	if (i < 3 && line.n >= 3) {
		head = head_of(g, line, 3);
		g->dead[head / 64] |= NU_BIT(head % 64);
	} else if (line.n >= 5) {
		head = head_of(g, line, 5);
		*gone_at(g, head) = head;
	}
}

void
nu_gate_run(nu_gate *g, nu_str line, uint64_t *found)
{
	bool   matched;
	size_t s = START;

	if ((g->nstart || g->nloose) && (!g->nstate || g->nstate == g->most))
		reset(g);
	for (size_t w = 0; w < g->words; w++)
		found[w] |= g->always[w];
	if (!g->nstart && !g->nloose)
		return;
	if (is_dead(g, line))
		return;
	matched = start_matches(g);
	collect(g, START, found);
	for (size_t i = 0; i <= line.n; i++) {
		unsigned c = i < line.n ? g->nfa.symbol[(unsigned char)line.p[i]] : NU_S_END;
		unsigned to = g->next[s * NU_SYMBOLS + c];

		if (!to && !(to = step(g, s, c))) {
			memset(found, 0xFF, g->words * sizeof *found); /* no room: each may be */
			return;
		}
		s = to & (NOTE - 1);
		if (!(to & NOTE))
			continue;
		if (s == DEAD) {
			if (!matched)
				set_dead(g, line, i);
			return;
		}
		matched = true;
		collect(g, s, found);
	}
}
