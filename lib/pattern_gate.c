#include "pattern_gate.h"

#include "pattern_nfa.h"

/*
 * A transition: a state; 0 not known yet; DEAD: nothing is left; NOTE: look at its matches;
 * LONE: it has but one spot.
 */
enum { DEAD = 1, START = 2, NOTE = 0x8000, LONE = 0x4000, STATE = LONE - 1, MOST_STATES = 16000,
	FEW_STATES = 2000, GONE_BITS = 12 };

/* Some spots, in a list of many. */
typedef struct spots {
	uint32_t from, n;
} spots;

/*
 * A node that takes a symbol or ends a pattern, or a hub, as one may stand at it: surely, or
 * in doubt (its twin). Made when first reached.
 */
typedef struct spot {
	uint64_t most, sure; /* symbols it takes; those that leave no doubt behind them */
	uint32_t round;      /* it is in the set being made, when this is nu_gate.round */
	uint32_t from;       /* the spots behind it, in nu_gate.behind; before them the transition there */
	uint16_t n, node, twin;
	uint8_t  kind;
	bool     doubt : 1, known : 1; /* known: what is behind it */
} spot;

/* What was made of a node: when it was last reached, and 1 more if surely; its spots. */
typedef struct trace {
	uint32_t seen;    /* see nu_gate.walk */
	uint16_t spot[2]; /* sure, in doubt; 0 if not made */
} trace;

typedef struct state {
	spots    set;  /* in nu_gate.pool */
	uint32_t hash;
	uint32_t bits; /* where its matches are, if it has any */
} state;

struct nu_gate {
	nu_arena *keep;
	nu_nfa    nfa;
	size_t    words;
	uint64_t *always; /* patterns that were not understood, or need nothing, as in `bits` */
	/* The nodes, made flat as far as lines have walked; `walk` counts the walks, by two. */
	trace    *trace;
	uint32_t *stack, walk;
	spot     *spot; /* the first stands for none */
	size_t    nspot, capspot;
	uint16_t *behind;
	size_t    nbehind, capbehind;
	/* What is behind the hubs (two of each: sure, in doubt) by symbol, where it is known. */
	spots     after[2 * (NU_LOOSE + 1)][NU_SYMBOLS];
	uint64_t  after_known[2 * (NU_LOOSE + 1)];
	state    *state;
	size_t    nstate, capstate, most; /* at most so many are kept */
	uint64_t *bits; /* of a state: the patterns that may match, then those that do */
	size_t    nbits, capbits;
	uint16_t *next; /* NU_SYMBOLS a state */
	size_t    capnext;
	uint16_t *pool;
	size_t    npool, cappool;
	uint16_t *slot; /* states by hash: a power of two, twice `most` or more */
	size_t    slots;
	uint64_t *dead; /* a bit for three symbols with which no match begins, as was found */
	uint32_t *gone; /* five symbols with which none begins, the last that were found, by hash */
	/* The set being made. */
	uint16_t *list;
	size_t    nlist;
	uint32_t  round, hash;
	unsigned  note; /* NOTE or LONE, if it is */
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
	g->always = NU_NEW(keep, uint64_t, 2 * g->words);
	nu_nfa_init(&g->nfa, keep);
	return g;
}

void
nu_gate_patient(nu_gate *g)
{
	g->nfa.patient = true;
}

void
nu_gate_lead(nu_gate *g, nu_str pattern)
{
	nu_nfa_lead(&g->nfa, pattern);
}

void
nu_gate_add(nu_gate *g, size_t i, nu_str pattern)
{
	if (!nu_nfa_add(&g->nfa, i, pattern))
		g->always[i / 64] |= NU_BIT(i % 64);
}

size_t
nu_gate_words(const nu_gate *g)
{
	return g->words;
}

/* --------------------------------------------------------------------------- spots */

static uint16_t
spot_of(nu_gate *g, uint32_t node, bool doubt)
{
	uint16_t      *at = g->trace[node].spot;
	const nu_node *x = &g->nfa.node[node];
	spot           new = {.node = (uint16_t)node, .kind = x->kind, .doubt = doubt};

	if (at[doubt])
		return at[doubt];
	new.twin = at[!doubt];
	if (x->kind == NU_TAKE) {
		new.most = g->nfa.taken[x->to].most;
		new.sure = doubt ? new.most : g->nfa.taken[x->to].sure;
	} else if (x->kind == NU_HUB) {
		new.most = ~UINT64_C(0);
	}
	at[doubt] = (uint16_t)g->nspot;
	g->spot[new.twin].twin = new.twin ? at[doubt] : 0;
	NU_PUSH_RAW(g->keep, g->spot, g->nspot, g->capspot) = new;
	return at[doubt];
}

/* The spots that can be reached from a node without a symbol, up to the hubs. */
static spots
reach(nu_gate *g, uint32_t node, bool doubt)
{
	size_t top = 0, from = g->nbehind + 1, n = from;

	NU_PUSH_RAW(g->keep, g->behind, g->nbehind, g->capbehind) = 0;
	g->walk += 2;
	g->stack[top++] = 2 * node + doubt;
	while (top) {
		uint32_t k = g->stack[--top] / 2, seen = g->walk + !(g->stack[top] & 1);
		nu_node  x = g->nfa.node[k];

		if (g->trace[k].seen >= seen)
			continue;
		g->trace[k].seen = seen;
		doubt = seen == g->walk;
		if (x.kind == NU_TAKE || x.kind == NU_MATCH || x.kind == NU_HUB)
			NU_PUSH_RAW(g->keep, g->behind, g->nbehind, g->capbehind) = spot_of(g, k, doubt);
		if (x.kind == NU_FORK || x.kind == NU_DOUBT)
			g->stack[top++] = 2 * (k + 1) + (doubt || x.kind == NU_DOUBT);
		if (x.kind == NU_JUMP || x.kind == NU_FORK)
			g->stack[top++] = 2u * x.to + doubt;
	}
	for (size_t i = from; i < g->nbehind; i++) { /* what was reached surely too is not in doubt */
		const spot *x = &g->spot[g->behind[i]];

		if (!x->doubt || g->trace[x->node].seen == g->walk)
			g->behind[n++] = g->behind[i];
	}
	g->nbehind = n;
	return (spots){(uint32_t)from, (uint32_t)(n - from)};
}

/* ---------------------------------------------------------------------------- sets */

static void
begin_set(nu_gate *g)
{
	g->round++;
	g->nlist = 0;
}

/* Adds spots of nu_gate.behind to the set being made. */
static inline void
put(nu_gate *g, spots s)
{
	for (const uint16_t *p = g->behind + s.from, *end = p + s.n; p < end; p++)
		if (g->spot[*p].round != g->round) {
			g->spot[*p].round = g->round;
			g->list[g->nlist++] = *p;
		}
}

/* What is behind a spot that takes a symbol, or the patterns that a hub leads to. */
static spots
behind(nu_gate *g, uint16_t at)
{
	const spot *x = &g->spot[at];
	spots       s = {x->from, x->n};

	if (x->known)
		return s;
	s = reach(g, x->kind == NU_HUB ? g->nfa.node[x->node].to : x->node + 1u, x->doubt);
	g->spot[at].known = true;
	g->spot[at].from = s.from;
	g->spot[at].n = (uint16_t)s.n;
	return s;
}

/* What is behind a spot by symbol c, which it takes. */
static spots
behind_take(nu_gate *g, uint16_t at, unsigned c)
{
	return behind(g, g->spot[at].sure >> c & 1 ? at : spot_of(g, g->spot[at].node, true));
}

/*
 * What is behind a hub by symbol c: all that is behind the beginnings of its patterns, and
 * the hub itself when they may begin anywhere.
 */
static spots
behind_hub(nu_gate *g, uint16_t at, unsigned c)
{
	size_t h = 2u * g->spot[at].node + g->spot[at].doubt;
	spots  all = behind(g, at), *after = &g->after[h][c];

	if (g->after_known[h] >> c & 1)
		return *after;
	for (int write = 0; write < 2; write++) { /* first all of them must be known */
		after->from = (uint32_t)g->nbehind;
		for (size_t i = 0; i < all.n; i++) {
			uint16_t from = g->behind[all.from + i];
			spots    s = g->spot[from].most >> c & 1 ? behind_take(g, from, c) : (spots){0, 0};

			for (size_t k = 0; write && k < s.n; k++) {
				uint16_t to = g->behind[s.from + k];

				NU_PUSH_RAW(g->keep, g->behind, g->nbehind, g->capbehind) = to;
			}
		}
	}
	if (g->spot[at].node == NU_LOOSE)
		NU_PUSH_RAW(g->keep, g->behind, g->nbehind, g->capbehind) = at;
	after->n = (uint32_t)g->nbehind - after->from;
	g->after_known[h] |= NU_BIT(c);
	return *after;
}

/* Adds what is behind those of n spots that take symbol c. */
static void
pass(nu_gate *g, const uint16_t *at, size_t n, unsigned c)
{
	for (size_t i = 0; i < n; i++) {
		const spot *x = &g->spot[at[i]];

		if (!(x->most >> c & 1))
			continue;
		if (x->kind == NU_HUB)
			put(g, behind_hub(g, at[i], c));
		else if (x->known && x->sure >> c & 1)
			put(g, (spots){x->from, x->n});
		else
			put(g, behind_take(g, at[i], c));
	}
}

/* Sets the bits of the patterns that end at these spots. */
static void
note_matches(const nu_gate *g, const uint16_t *at, size_t n, uint64_t *bits)
{
	for (size_t i = 0; i < n; i++) {
		const spot *x = &g->spot[at[i]];
		unsigned    pattern = g->nfa.node[x->node].to;

		if (x->kind != NU_MATCH)
			continue;
		bits[pattern / 64] |= NU_BIT(pattern % 64);
		if (!x->doubt)
			bits[g->words + pattern / 64] |= NU_BIT(pattern % 64);
	}
}

/*
 * Ends the set: takes from it what is in doubt when it is sure as well, and at the line's end
 * all but matches.
 */
static void
end_set(nu_gate *g, bool end)
{
	size_t   n = 0;
	uint32_t hash = 0;

	g->note = 0;
	for (size_t i = 0; i < g->nlist; i++) {
		uint32_t at = g->list[i], mixed = at * 0x9E3779B1u;
		spot    *x = &g->spot[at];

		if ((end && x->kind != NU_MATCH) || (x->doubt && g->spot[x->twin].round == g->round)) {
			x->round = 0;
			continue;
		}
		g->list[n++] = (uint16_t)at;
		hash += mixed ^ mixed >> 15; /* the same for the same spots in any order */
		g->note |= x->kind == NU_MATCH ? NOTE : 0;
	}
	g->nlist = n;
	if (n == 1 && g->spot[g->list[0]].kind == NU_TAKE)
		g->note = LONE;
	g->hash = (hash ^ hash >> 16) * 0xC2B2AE35u >> 8;
}

/* Before the first line: room for what is made of the nodes, and what needs no symbol. */
static void
prepare(nu_gate *g)
{
	size_t n = g->nfa.n;

	g->trace = NU_NEW(g->keep, trace, n);
	g->stack = nu_alloc_raw(g->keep, (4 * n + 1) * sizeof *g->stack);
	g->list = nu_alloc_raw(g->keep, (2 * n + 1) * sizeof *g->list);
	g->slot = nu_alloc_raw(g->keep, g->slots * sizeof *g->slot);
	NU_PUSH(g->keep, g->spot, g->nspot, g->capspot) = (spot){.round = 0};
	/* Lists that may stay without an entry are slices of these all the same. */
	g->behind = nu_grow_raw(g->keep, g->behind, &g->capbehind, 1, sizeof *g->behind);
	g->pool = nu_grow_raw(g->keep, g->pool, &g->cappool, 1, sizeof *g->pool);
	if (g->words > 1) {
		g->dead = NU_NEW(g->keep, uint64_t, NU_SYMBOLS * NU_SYMBOLS);
		g->gone = NU_NEW(g->keep, uint32_t, 1 << GONE_BITS);
	}
	for (unsigned hub = NU_ANCHORED; hub <= NU_LOOSE; hub++) {
		spots s = behind(g, spot_of(g, hub, false));

		note_matches(g, g->behind + s.from, s.n, g->always);
	}
	/* What leads to them is not sure. */
	memset(g->always + g->words, 0, g->words * sizeof *g->always);
}

/* -------------------------------------------------------------------------- states */

/* Is state s the set being made? Of its spots all are marked, and there are as many. */
static bool
is_state(const nu_gate *g, size_t s)
{
	const state *x = &g->state[s];

	if (x->hash != g->hash || x->set.n != g->nlist)
		return false;
	for (size_t i = 0; i < x->set.n; i++)
		if (g->spot[g->pool[x->set.from + i]].round != g->round)
			return false;
	return true;
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

/* Makes a state of the set being made. */
static void
add_state(nu_gate *g)
{
	size_t s = g->nstate;

	NU_PUSH_RAW(g->keep, g->state, g->nstate, g->capstate) =
	    (state){{(uint32_t)g->npool, (uint32_t)g->nlist}, g->hash, (uint32_t)g->nbits};
	for (size_t i = 0; i < g->nlist; i++)
		NU_PUSH_RAW(g->keep, g->pool, g->npool, g->cappool) = g->list[i];
	for (size_t w = 0; g->note && w < 2 * g->words; w++)
		NU_PUSH_RAW(g->keep, g->bits, g->nbits, g->capbits) = 0;
	if (g->note)
		note_matches(g, g->list, g->nlist, g->bits + g->state[s].bits);
	if (g->capnext < s + 1)
		grow_rows(g);
	memset(g->next + s * NU_SYMBOLS, 0, NU_SYMBOLS * sizeof *g->next);
	g->next[s * NU_SYMBOLS + NU_S_INSIDE] = (uint16_t)s;
}

/* The transition to the state that the set being made is; 0 when there is no room. */
static unsigned
find_state(nu_gate *g)
{
	size_t at;

	if (!g->nlist)
		return DEAD | NOTE;
	for (at = g->hash & (g->slots - 1); g->slot[at]; at = (at + 1) & (g->slots - 1))
		if (is_state(g, g->slot[at]))
			return g->slot[at] | g->note;
	if (g->nstate == g->most)
		return 0;
	g->slot[at] = (uint16_t)g->nstate;
	add_state(g);
	return g->slot[at] | g->note;
}

/* Forgets all states but the first: the one of the patterns' beginnings. */
static void
reset(nu_gate *g)
{
	if (!g->trace)
		prepare(g);
	memset(g->slot, 0, g->slots * sizeof *g->slot);
	g->nstate = g->npool = g->nbits = 0;
	for (size_t i = 1; i < g->nspot; i++)
		if (g->spot[i].known)
			g->behind[g->spot[i].from - 1] = 0;
	begin_set(g);
	end_set(g, false);
	while (g->nstate < START) /* two that stand for none, and are not to be found */
		add_state(g);
	put(g, reach(g, g->nfa.first, false));
	if (g->nfa.node[NU_LOOSE].to)
		put(g, reach(g, NU_LOOSE, false));
	end_set(g, false);
	find_state(g);
}

/* The transition from a set by symbol c. */
static unsigned
step(nu_gate *g, const uint16_t *at, size_t n, unsigned c)
{
	begin_set(g);
	pass(g, at, n, c);
	for (size_t i = 0; c == NU_S_END && i < g->nlist; i++)
		pass(g, &g->list[i], 1, c);
	end_set(g, c == NU_S_END);
	return find_state(g);
}

/* The same from state s, to be kept. */
static unsigned
step_state(nu_gate *g, size_t s, unsigned c)
{
	unsigned to = step(g, g->pool + g->state[s].set.from, g->state[s].set.n, c);

	if (to)
		g->next[s * NU_SYMBOLS + c] = (uint16_t)to;
	return to;
}

/*
 * Goes from a lone spot at symbol *i of the line to where it is none any more: most words of
 * patterns end as such a chain, of which states would be seen once. Returns the transition.
 */
static unsigned
walk(nu_gate *g, uint16_t at, nu_str line, size_t *i)
{
	for (;; ++*i) {
		unsigned c = *i < line.n ? nu_nfa_symbol(&g->nfa, line, *i) : NU_S_END, to;
		spots    s;

		if (c == NU_S_INSIDE)
			continue;
		if (!(g->spot[at].most >> c & 1))
			return DEAD | NOTE;
		if (c == NU_S_END)
			return step(g, &at, 1, c);
		s = behind_take(g, at, c);
		if (s.n == 1 && g->spot[g->behind[s.from]].kind == NU_TAKE) {
			at = g->behind[s.from];
			continue;
		}
		to = g->behind[s.from - 1];
		if (!to) {
			to = step(g, &at, 1, c);
			g->behind[s.from - 1] = (uint16_t)to;
		}
		return to;
	}
}

/* -------------------------------------------------------------------------- lines */

/* The line's first n symbols as a number, n up to five. */
static uint32_t
head_of(const nu_gate *g, nu_str line, size_t n)
{
	uint32_t head = 0;

	for (size_t i = 0; i < n; i++)
		head = head << 6 | nu_nfa_symbol(&g->nfa, line, i);
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

static void
collect(const nu_gate *g, const uint64_t *bits, uint64_t *found, uint64_t *sure)
{
	for (size_t w = 0; w < g->words; w++) {
		found[w] |= bits[w];
		sure[w] |= bits[g->words + w];
	}
}

void
nu_gate_run(nu_gate *g, nu_str line, uint64_t *found, uint64_t *sure)
{
	bool   matched = false;
	size_t s = START;

	if (!g->nstate || g->nstate == g->most)
		reset(g);
	collect(g, g->always, found, sure);
	if (is_dead(g, line))
		return;
	for (size_t i = 0; i <= line.n; i++) {
		unsigned c = i < line.n ? nu_nfa_symbol(&g->nfa, line, i) : NU_S_END;
		unsigned to = g->next[s * NU_SYMBOLS + c];

		if (!to)
			to = step_state(g, s, c);
		if (to & LONE) {
			i++;
			to = walk(g, g->pool[g->state[to & STATE].set.from], line, &i);
		}
		s = to & STATE;
		if (to >= START && !(to & NOTE))
			continue;
		if (!to) { /* no room: each may be */
			memset(found, 0xFF, g->words * sizeof *found);
			return;
		}
		if (s == DEAD) {
			if (!matched)
				set_dead(g, line, i);
			return;
		}
		matched = true;
		collect(g, g->bits + g->state[s].bits, found, sure);
	}
}
