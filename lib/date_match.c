#include "date_match.h"

#include "date_key.h"

enum { STATES = 4096, HASH = 4096, EDGES = 1 << 16, FIRST_EDGES = 1 << 12, ACCEPTS = 24, WALKS = 1 << 11 };

/* A set of places in the rules' programs. */
struct nu_date_state {
	const uint32_t  *place;
	uint32_t         nplace, number;
	const uint16_t  *rule; /* rules that end here, in the order of the table */
	size_t           nrule;
	nu_date_state   *same_hash;
};

/* Where a token of a kind leads from a state: open addressing, filled as a run needs it. */
struct nu_date_edge {
	uint32_t       key; /* state, kind, glued; 0: free */
	nu_date_state *to;
};

static nu_date_state dead;

static inline bool
has(const nu_date_rules *r, unsigned kind, unsigned symbol)
{
	return r->lex->kind[kind].w[symbol / 64] >> (symbol % 64) & 1;
}

/* Adds what can be reached from place p without a token; order does not matter here. */
static void
reach(nu_date_rules *r, uint32_t p, size_t *n)
{
	uint32_t stack[256];
	size_t   top = 0;

	stack[top++] = p;
	while (top) {
		const nu_date_inst *i = &r->inst[p = stack[--top]];

		if (r->mark[p] == r->stamp)
			continue;
		r->mark[p] = r->stamp;
		switch (i->op) {
		case NU_DATE_SPLIT:
			if (top + 2 <= 256) {
				stack[top++] = i->y;
				stack[top++] = i->x;
			}
			break;
		case NU_DATE_JUMP: stack[top++] = i->x; break;
		case NU_DATE_SAVE: stack[top++] = p + 1; break;
		default: r->list[(*n)++] = p; break;
		}
	}
}

static int
cmp_place(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static void
sort_places(uint32_t *p, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		uint32_t v = p[i];
		size_t   j = i;

		for (; j && cmp_place(&p[j - 1], &v) > 0; j--)
			p[j] = p[j - 1];
		p[j] = v;
	}
}

static void
fill_rules(nu_date_rules *r, nu_date_state *s)
{
	uint16_t *rule;

	for (size_t i = 0; i < s->nplace; i++)
		s->nrule += r->inst[s->place[i]].op == NU_DATE_MATCH;
	rule = NU_NEW(&r->cache, uint16_t, s->nrule + 1);
	s->rule = rule;
	for (size_t i = 0; i < s->nplace; i++)
		if (r->inst[s->place[i]].op == NU_DATE_MATCH)
			*rule++ = r->inst[s->place[i]].symbol;
}

/* The state of the places in r->list[0..n). */
static nu_date_state *
state_of(nu_date_rules *r, size_t n)
{
	uint32_t        h = 2166136261u;
	nu_date_state **at, *s;
	uint32_t       *place;

	if (n == 0)
		return &dead;
	sort_places(r->list, n);
	for (size_t i = 0; i < n; i++)
		h = (h ^ r->list[i]) * 16777619u;
	for (at = &r->hash[h % HASH]; *at; at = &(*at)->same_hash)
		if ((*at)->nplace == n && memcmp((*at)->place, r->list, n * sizeof *r->list) == 0)
			return *at;
	s = NU_NEW(&r->cache, nu_date_state, 1);
	place = NU_NEW(&r->cache, uint32_t, n);
	memcpy(place, r->list, n * sizeof *place);
	s->place = place;
	s->nplace = (uint32_t)n;
	s->number = (uint32_t)r->nstate + 1;
	fill_rules(r, s);
	*at = s;
	r->nstate++;
	return s;
}

static void
begin(nu_date_rules *r)
{
	size_t n = 0;

	nu_arena_reset(&r->cache);
	memset(r->hash, 0, HASH * sizeof *r->hash);
	r->nstate = 0;
	r->nedge = 0;
	r->edges = FIRST_EDGES;
	r->edge = NU_NEW(&r->cache, struct nu_date_edge, r->edges);
	r->stamp++;
	for (size_t i = 0; i < r->nrule; i++)
		reach(r, (uint32_t)r->rule[i].start, &n);
	r->start = state_of(r, n);
}

/* Lists the start's places by the symbol that they ask for: there are thousands. */
static void
index_start(nu_date_rules *r)
{
	const nu_date_state *s = r->start;

	for (size_t i = 0; i < s->nplace; i++)
		r->first[r->inst[s->place[i]].symbol + 1]++;
	for (size_t i = 0; i < NU_DATE_SYMBOLS; i++)
		r->first[i + 1] += r->first[i];
	r->by_symbol = NU_NEW(r->keep, uint32_t, s->nplace + 1);
	for (size_t i = s->nplace; i-- > 0;) {
		uint32_t *top = &r->first[r->inst[s->place[i]].symbol + 1];

		r->by_symbol[--*top] = s->place[i];
	}
	memmove(r->first, r->first + 1, NU_DATE_SYMBOLS * sizeof *r->first);
	r->first[NU_DATE_SYMBOLS] = s->nplace;
}

/* What step() reaches from the start. */
static void
reach_from_start(nu_date_rules *r, unsigned kind, bool glued, size_t *n)
{
	for (unsigned w = 0; w < NU_DATE_SYMBOLS / 64; w++)
		for (uint64_t left = r->lex->kind[kind].w[w]; left; left &= left - 1) {
			const unsigned s = 64 * w + (unsigned)__builtin_ctzll(left);

			for (uint32_t i = r->first[s]; i < r->first[s + 1]; i++) {
				const nu_date_inst *x = &r->inst[r->by_symbol[i]];

				if (x->op == NU_DATE_CHAR && (!x->glue || (x->glue == '~') == glued))
					reach(r, r->by_symbol[i] + 1, n);
			}
		}
}

static struct nu_date_edge *
edge_of(const nu_date_rules *r, uint32_t key)
{
	size_t at = (key * 0x9E3779B1u) >> 8;

	for (;; at++) {
		struct nu_date_edge *e = &r->edge[at & (r->edges - 1)];

		if (e->key == key || !e->key)
			return e;
	}
}

static void
grow_edges(nu_date_rules *r)
{
	struct nu_date_edge *old = r->edge;
	size_t               n = r->edges;

	r->edges *= 4;
	r->edge = NU_NEW(&r->cache, struct nu_date_edge, r->edges);
	for (size_t i = 0; i < n; i++)
		if (old[i].key)
			*edge_of(r, old[i].key) = old[i];
}

/* The state behind s for a token of a kind; works out what has not been needed so far. */
static nu_date_state *
step(nu_date_rules *r, nu_date_state *s, unsigned kind, bool glued)
{
	const uint32_t       key = s->number << 13 | kind << 1 | glued;
	struct nu_date_edge *e = edge_of(r, key);
	size_t               n = 0;

	if (e->key)
		return e->to;
	r->stamp++;
	if (s == r->start)
		reach_from_start(r, kind, glued, &n);
	for (size_t i = 0; s != r->start && i < s->nplace; i++) {
		const nu_date_inst *x = &r->inst[s->place[i]];

		if (x->op == NU_DATE_CHAR && has(r, kind, x->symbol) &&
		    (!x->glue || (x->glue == '~') == glued))
			reach(r, s->place[i] + 1, &n);
	}
	if (++r->nedge * 2 > r->edges) {
		grow_edges(r);
		e = edge_of(r, key);
	}
	e->key = key;
	return e->to = state_of(r, n);
}

void
nu_date_automaton_new(nu_date_rules *r)
{
	r->cap = (unsigned)nu_date_symbol(r->lex, NU_STR("CAP"), true);
	r->other = (unsigned)nu_date_symbol(r->lex, NU_STR("OTHER"), true);
	r->any = (unsigned)nu_date_symbol(r->lex, NU_STR("ANY"), true);
	r->cache.oom = r->keep->oom;
	nu_goes_with(r->keep, nu_arena_give_back, &r->cache);
	r->hash = NU_NEW(r->keep, nu_date_state *, HASH);
	r->mark = NU_NEW(r->keep, uint32_t, r->ninst + 1);
	r->list = NU_NEW(r->keep, uint32_t, r->ninst + 1);
	r->walk = NU_NEW(r->keep, struct nu_date_walk, WALKS);
	r->begins = NU_NEW(r->keep, uint8_t, nu_date_kinds(r->lex));
	begin(r);
	index_start(r);
}

void
nu_date_rules_free(nu_date_rules *r)
{
	if (r)
		nu_arena_free(&r->cache);
}

int
nu_date_begins(nu_date_rules *r, unsigned kind)
{
	if (!r->begins[kind]) {
		const nu_date_state *s = kind ? step(r, r->start, kind, false) : &dead;

		r->begins[kind] = s == &dead ? 1 : s->nrule ? 4 : 2;
	}
	return r->begins[kind] - 1;
}

/* -------------------------------------------------------------------------- slots */

typedef struct walker {
	const nu_date_rules *r;
	nu_date_match       *m;
	size_t               saves;
	long                 budget; /* steps: a pattern's own branches, never the input's length */
} walker;

/* Can the way at place p be seen to end at token i? Most branches end at their first word. */
static inline bool
is_blind(const walker *w, uint32_t p, size_t i)
{
	const nu_date_inst *x = &w->r->inst[p];

	while (x->op == NU_DATE_JUMP)
		x = &w->r->inst[x->x];
	return x->op == NU_DATE_CHAR &&
	       (i == w->m->to || !has(w->r, w->m->token[i].kind, x->symbol));
}

/* Walks the rule's program over tokens i..m->to, filling slots; the first way wins. */
static bool
walk(walker *w, uint32_t p, size_t i)
{
	nu_date_match *m = w->m;

	for (;;) {
		const nu_date_inst  *x = &w->r->inst[p];
		const nu_date_token *t = &m->token[i];

		if (--w->budget < 0)
			return false;
		if (x->op == NU_DATE_MATCH)
			return i == m->to;
		if (x->op == NU_DATE_CHAR) {
			int was = x->slot >= 0 ? m->slot[x->slot] : 0;

			if (i == m->to || !has(w->r, t->kind, x->symbol) ||
			    (x->glue && (x->glue == '~') != (t->flags & NU_DATE_GLUED)))
				return false;
			if (x->slot < 0) {
				p++, i++;
				continue;
			}
			m->slot[x->slot] = (int)i;
			if (walk(w, p + 1, i + 1))
				return true;
			m->slot[x->slot] = was;
			return false;
		}
		if (x->op == NU_DATE_SPLIT) {
			if (!is_blind(w, x->x, i) && walk(w, x->x, i))
				return true;
			p = x->y;
		} else if (x->op == NU_DATE_JUMP) {
			p = x->x;
		} else {
			size_t k = w->saves, *at = k < 2 * NU_DATE_PARTS ? &m->part[k / 2][k % 2] : NULL;
			size_t was = at ? *at : 0;

			w->saves++;
			if (at)
				*at = i;
			if (walk(w, p + 1, i))
				return true;
			w->saves = k;
			if (at)
				*at = was;
			return false;
		}
	}
}

/* Does the token at i (n: there is none) meet the guard? */
static bool
guard_holds(const nu_date_rules *r, const nu_date_guard *g, const nu_date_token *t, size_t n,
    const nu_date_match *m)
{
	const nu_date_token *x = NULL;
	bool                 glued = false, yes = false;

	if (g->side < 0 && m->from > 0) {
		x = &t[m->from - 1];
		glued = t[m->from].flags & NU_DATE_GLUED;
	} else if (g->side > 0 && m->to < n) {
		x = &t[m->to];
		glued = x->flags & NU_DATE_GLUED;
	} else if (g->side == 0) {
		x = &t[m->from];
		glued = true;
	}
	for (int i = 0; x && i < g->nsymbol; i++)
		yes |= has(r, x->kind, g->symbol[i]) || g->symbol[i] == r->any ||
		       (g->symbol[i] == r->other && !x->kind) ||
		       (g->symbol[i] == r->cap && (x->flags & NU_DATE_CAPITAL));
	return (yes && (!g->glued || glued)) != g->not_;
}

/* Walks the rule over m's tokens. */
static bool
walk_rule(const nu_date_rules *r, const nu_date_rule *rule, nu_date_match *m)
{
	walker w = {r, m, 0, 100000};

	for (int i = 0; i < NU_DATE_SLOTS; i++)
		m->slot[i] = -1;
	for (int i = 0; i < NU_DATE_PARTS; i++) {
		m->part[i][0] = m->from;
		m->part[i][1] = m->to;
	}
	return walk(&w, (uint32_t)rule->start, m->from);
}

/* The walk that was taken last time over tokens of such kinds, or where to note it. */
static struct nu_date_walk *
walk_of(nu_date_rules *r, const nu_date_rule *rule, const nu_date_token *t, size_t n)
{
	struct nu_date_walk key = {.rule = (uint16_t)(rule - r->rule + 1), .n = (uint8_t)n}, *at;
	uint32_t            h = key.rule;

	for (size_t i = 0; i < n; i++) {
		key.kind[i] = (uint16_t)(t[i].kind << 1 | (t[i].flags & NU_DATE_GLUED));
		h = (h ^ key.kind[i]) * 0x9E3779B1u;
	}
	at = &r->walk[h >> 16 & (WALKS - 1)];
	if (at->rule != key.rule || at->n != key.n || memcmp(at->kind, key.kind, sizeof key.kind) != 0) {
		*at = key;
		at->unknown = true;
	}
	return at;
}

static void
note_walk(struct nu_date_walk *w, const nu_date_match *m, bool found)
{
	w->unknown = false;
	w->found = found;
	for (int i = 0; i < NU_DATE_SLOTS; i++)
		if (m->slot[i] >= 0) {
			w->filled |= UINT32_C(1) << i;
			w->slot[i] = (uint8_t)(m->slot[i] - (int)m->from);
		}
	for (int i = 0; i < 2 * NU_DATE_PARTS; i++)
		w->part[i] = (uint8_t)(m->part[i / 2][i % 2] - m->from);
}

static bool
walk_again(const struct nu_date_walk *w, nu_date_match *m)
{
	memset(m->slot, 0xFF, sizeof m->slot); /* -1 */
	for (uint32_t left = w->filled; left; left &= left - 1) {
		const int i = __builtin_ctz(left);

		m->slot[i] = w->slot[i] + (int)m->from;
	}
	for (int i = 0; i < 2 * NU_DATE_PARTS; i++)
		m->part[i / 2][i % 2] = m->from + w->part[i];
	return w->found;
}

static bool
fits(nu_date_rules *r, const nu_date_rule *rule, const nu_date_token *t, size_t n,
    nu_date_match *m)
{
	struct nu_date_walk *known;
	bool                 found;

	m->rule = rule;
	for (size_t i = 0; i < rule->nguard; i++)
		if (!guard_holds(r, &rule->guard[i], t, n, m))
			return false;
	if (m->to - m->from > NU_DATE_WALK)
		return walk_rule(r, rule, m);
	known = walk_of(r, rule, t + m->from, m->to - m->from);
	if (!known->unknown)
		return walk_again(known, m);
	found = walk_rule(r, rule, m);
	note_walk(known, m, found);
	return found;
}

/* Where rules accept, the longest last. */
typedef struct accepts {
	struct {
		size_t               to;
		const nu_date_state *state;
	} at[ACCEPTS];
	size_t n;
} accepts;

static void
run(nu_date_rules *r, const nu_date_token *t, size_t n, size_t i, accepts *a)
{
	nu_date_state *s;
	size_t         j = i;

	if (r->nstate > STATES || r->nedge * 2 > EDGES)
		begin(r);
	s = r->start;
	a->n = 0;
	while (j < n && t[j].kind) {
		s = step(r, s, t[j].kind, j > i && (t[j].flags & NU_DATE_GLUED));
		if (s == &dead)
			break;
		j++;
		if (s->nrule) {
			a->at[a->n % ACCEPTS].to = j;
			a->at[a->n++ % ACCEPTS].state = s;
		}
	}
}

/*
 * The best of what accepts; with `after`, the best behind it: at its length a rule that
 * stands later, or a shorter match.
 */
static bool
choose(nu_date_rules *r, unsigned style, const nu_date_token *t, size_t n, const accepts *a,
    const nu_date_match *after, nu_date_match *m)
{
	size_t left = a->n, tried = 0;

	while (left && tried++ < ACCEPTS) {
		const nu_date_state *s = a->at[--left % ACCEPTS].state;

		m->to = a->at[left % ACCEPTS].to;
		if (after && m->to > after->to)
			continue;
		for (size_t k = 0; k < s->nrule; k++) {
			const nu_date_rule *rule = &r->rule[s->rule[k]];

			if (after && m->to == after->to && rule <= after->rule)
				continue;
			if (rule->styles && !(rule->styles & style))
				continue;
			if (fits(r, rule, t, n, m))
				return true;
		}
	}
	return false;
}

bool
nu_date_match_at(nu_date_rules *r, unsigned style, const nu_date_token *t, size_t n, size_t i,
    nu_date_match *m)
{
	accepts a;

	run(r, t, n, i, &a);
	m->token = t;
	m->from = i;
	return a.n && choose(r, style, t, n, &a, NULL, m);
}

bool
nu_date_match_next(nu_date_rules *r, unsigned style, const nu_date_token *t, size_t n,
    nu_date_match *m)
{
	nu_date_match was = *m;
	accepts       a;

	run(r, t, n, was.from, &a);
	return a.n && choose(r, style, t, n, &a, &was, m);
}
