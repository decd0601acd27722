#include "pattern_nfa.h"

#include "text.h"

#define LETTERS (NU_BIT(NU_S_DIGIT) - 1)
#define ANY (NU_BIT(NU_S_END) - 1)

/* Counts that are kept; parentheses in each other; nodes. */
enum { COPIES = 4, NESTED = 40, MOST_NODES = 60000 };

typedef struct parser {
	nu_nfa  *nfa;
	nu_str   s;
	size_t   i;
	size_t   index; /* of the pattern */
	int      depth;
	bool     cased; /* letters have case here: (?-i: */
	bool     bad;
} parser;

/* A piece of the automaton: its first node, and the one whose `out` leads on. */
typedef struct piece {
	uint16_t from, to;
} piece;

/* Symbols that a class takes, at most, and those that it takes all of. */
typedef struct taken {
	uint64_t most, sure;
} taken;

static uint16_t
add_node(parser *p, enum nu_node_kind kind, uint64_t mask, unsigned out, unsigned alt)
{
	nu_nfa *nfa = p->nfa;

	if (nfa->n >= MOST_NODES)
		p->bad = true;
	if (p->bad)
		return 0;
	NU_PUSH(nfa->keep, nfa->node, nfa->n, nfa->cap) =
	    (nu_node){.mask = mask, .out = (uint16_t)out, .alt = (uint16_t)alt, .kind = (uint8_t)kind};
	return (uint16_t)(nfa->n - 1);
}

static piece
single(parser *p, enum nu_node_kind kind, uint64_t mask)
{
	uint16_t n = add_node(p, kind, mask, 0, 0);

	return (piece){n, n};
}

static void
lead(parser *p, uint16_t from, uint16_t to)
{
	p->nfa->node[from].out = to;
}

static unsigned
peek(const parser *p, size_t ahead)
{
	return p->i + ahead < p->s.n ? (unsigned char)p->s.p[p->i + ahead] : 0;
}

static inline bool
eat(parser *p, const char *text)
{
	size_t n;

	if (p->i == p->s.n || p->s.p[p->i] != *text)
		return false;
	n = strlen(text);
	if (p->s.n - p->i < n || memcmp(p->s.p + p->i, text, n) != 0)
		return false;
	p->i += n;
	return true;
}

/* What the character at p->i is, as a literal; moves behind it. */
static taken
literal(parser *p)
{
	unsigned c = peek(p, 0), len = 1;
	unsigned symbol = p->nfa->symbol[c];
	uint64_t bit = NU_BIT(symbol);

	if (c >= 128) {
		uint32_t cp = nu_decode(p->s, p->i, &len);

		/* The long s and the sign of Kelvin are an s and a k of another case. */
		p->i += len;
		return (taken){NU_BIT(NU_S_WIDE) | (cp == 0x17F ? NU_BIT('s' - 'a') : cp == 0x212A ? NU_BIT('k' - 'a') : 0), 0};
	}
	p->i++;
	if (symbol == NU_S_DIGIT || symbol == NU_S_CONTROL)
		return (taken){bit, 0};
	if (symbol < NU_S_DIGIT)
		return (taken){symbol == 's' - 'a' || symbol == 'k' - 'a' ? bit | NU_BIT(NU_S_WIDE) : bit,
		    p->cased ? 0 : bit};
	return (taken){bit, bit};
}

/* \p{...}, behind the p. */
static taken
property(parser *p)
{
	unsigned kind = peek(p, 0);

	if (kind == '{') {
		kind = peek(p, 1) == 'L' && peek(p, 2) == '}' ? 'L' : peek(p, 1) == 'N' && peek(p, 2) == '}' ? 'N' : ' ';
		while (p->i < p->s.n && peek(p, 0) != '}')
			p->i++;
	}
	p->i++;
	if (kind == 'L')
		return (taken){LETTERS | NU_BIT(NU_S_WIDE), LETTERS};
	if (kind == 'N')
		return (taken){NU_BIT(NU_S_DIGIT) | NU_BIT(NU_S_WIDE), NU_BIT(NU_S_DIGIT)};
	return (taken){ANY, 0};
}

/* An escape that stands for a character or for a class, behind the backslash. */
static taken
escape(parser *p)
{
	const uint64_t word = LETTERS | NU_BIT(NU_S_DIGIT) | NU_BIT(p->nfa->symbol['_']);
	unsigned       c = peek(p, 0);

	if (!(nu_ascii[c & 127] & (NU_ALPHA | NU_DIGIT)))
		return literal(p);
	p->i++;
	switch (c) {
	case 'd': return (taken){NU_BIT(NU_S_DIGIT), NU_BIT(NU_S_DIGIT)};
	case 's': return (taken){NU_BIT(NU_S_SPACE) | NU_BIT(NU_S_CONTROL), NU_BIT(NU_S_SPACE)};
	case 'w': return (taken){word, word};
	case 'D': return (taken){ANY & ~NU_BIT(NU_S_DIGIT), ANY & ~NU_BIT(NU_S_DIGIT) & ~NU_BIT(NU_S_WIDE)};
	case 'S': return (taken){ANY & ~NU_BIT(NU_S_SPACE), ANY & ~NU_BIT(NU_S_SPACE) & ~NU_BIT(NU_S_CONTROL)};
	case 'W': return (taken){ANY & ~word, ANY & ~word};
	case 't': case 'n': case 'r': return (taken){NU_BIT(NU_S_CONTROL), 0};
	case 'p': return property(p);
	default: p->bad = true; return (taken){ANY, 0};
	}
}

/* [...], behind the bracket. */
static uint64_t
class(parser *p)
{
	taken all = {0, 0};
	bool  no = eat(p, "^"), first = true;

	for (; p->i < p->s.n && (first || peek(p, 0) != ']'); first = false) {
		unsigned from = peek(p, 0), to = peek(p, 2);
		taken    t;

		p->bad |= from == '[' && (to == ':' || peek(p, 1) == ':');
		if (from == '\\') {
			p->i++;
			t = escape(p);
		} else if (peek(p, 1) == '-' && to && to != ']' && from < 128 && to < 128 && to != '\\') {
			t = (taken){0, from == '0' && to == '9' ? NU_BIT(NU_S_DIGIT) : 0};
			for (unsigned c = from; c <= to; c++) {
				parser one = {.nfa = p->nfa, .s = {(const char[]){(char)c}, 1}, .cased = p->cased};
				taken  u = literal(&one);

				t.most |= u.most;
				t.sure |= u.sure;
			}
			p->i += 3;
		} else {
			t = literal(p);
			p->bad |= peek(p, 0) == '-' && peek(p, 1) >= 128;
		}
		all.most |= t.most;
		all.sure |= t.sure;
	}
	p->bad |= !eat(p, "]");
	return no ? ANY & ~all.sure : all.most;
}

static piece alternatives(parser *p);

/* What looks around: passed over, up to its parenthesis. */
static piece
pass_over(parser *p)
{
	(void)alternatives(p);
	p->bad |= !eat(p, ")");
	return single(p, NU_JUMP, 0);
}

static piece
group(parser *p)
{
	bool  cased = p->cased;
	piece x;

	if (eat(p, "?=") || eat(p, "?!") || eat(p, "?<=") || eat(p, "?<!"))
		return pass_over(p);
	if (eat(p, "?-i:"))
		p->cased = true;
	else if (!eat(p, "?:") && !eat(p, "?>") && (peek(p, 0) == '?' || peek(p, 0) == '*'))
		p->bad = true;
	x = alternatives(p);
	p->bad |= !eat(p, ")");
	p->cased = cased;
	return x;
}

static piece
atom(parser *p)
{
	if (eat(p, "\\A") || eat(p, "\\b") || eat(p, "\\B") || eat(p, "^"))
		return single(p, NU_JUMP, 0);
	if (eat(p, "\\z") || eat(p, "\\Z") || eat(p, "$"))
		return single(p, NU_TAKE, NU_BIT(NU_S_END));
	if (eat(p, "\\"))
		return single(p, NU_TAKE, escape(p).most);
	if (eat(p, "["))
		return single(p, NU_TAKE, class(p));
	if (eat(p, "("))
		return group(p);
	if (eat(p, "."))
		return single(p, NU_TAKE, ANY);
	return single(p, NU_TAKE, literal(p).most);
}

/* The quantifier at p->i: least and most, -1 for any number. */
static void
quantifier(parser *p, int *least, int *most)
{
	*least = *most = 1;
	if (eat(p, "?")) {
		*least = 0;
	} else if (eat(p, "*")) {
		*least = 0;
		*most = -1;
	} else if (eat(p, "+")) {
		*most = -1;
	} else if (peek(p, 0) == '{' && (nu_ascii[peek(p, 1) & 127] & NU_DIGIT)) {
		*least = 0;
		for (p->i++; nu_ascii[peek(p, 0) & 127] & NU_DIGIT; p->i++)
			*least = *least < 100 ? *least * 10 + (int)peek(p, 0) - '0' : *least;
		*most = *least;
		if (eat(p, ",")) {
			*most = peek(p, 0) == '}' ? -1 : 0;
			for (; nu_ascii[peek(p, 0) & 127] & NU_DIGIT; p->i++)
				*most = *most < 100 ? *most * 10 + (int)peek(p, 0) - '0' : *most;
		}
		p->bad |= !eat(p, "}");
	} else {
		return;
	}
	if (!eat(p, "?"))
		eat(p, "+");
}

/* An atom and its quantifier, added behind *to. */
static void
repeat(parser *p, uint16_t *to)
{
	size_t at = p->i, behind;
	int    least, most;
	piece  x = atom(p);

	quantifier(p, &least, &most);
	behind = p->i;
	if (most < 0 || least > COPIES || most > least + COPIES) {
		most = -1;
		least = least > COPIES ? COPIES : least;
	}
	for (int k = 0; !p->bad && (k < most || k < least || (most < 0 && k <= least)); k++) {
		bool loop = most < 0 && k == least;

		if (k) {
			p->i = at;
			x = atom(p);
		}
		if (loop && p->nfa->node[x.from].mask == ANY && !p->nfa->patient) {
			/* Anything may come: what must come behind it would keep states alive. */
			lead(p, *to, add_node(p, NU_MATCH, 0, (unsigned)p->index, 0));
			*to = add_node(p, NU_JUMP, 0, 0, 0);
			break;
		}
		if (loop) {
			uint16_t s = add_node(p, NU_JUMP, 0, 0, x.from);

			lead(p, x.to, s);
			x = (piece){s, s};
		} else if (k >= least) {
			uint16_t end = add_node(p, NU_JUMP, 0, 0, 0);

			lead(p, x.to, end);
			x = (piece){add_node(p, NU_JUMP, 0, end, x.from), end};
		}
		lead(p, *to, x.from);
		*to = x.to;
	}
	p->i = behind;
}

static piece
sequence(parser *p)
{
	piece x = single(p, NU_JUMP, 0);

	while (!p->bad && p->i < p->s.n && peek(p, 0) != '|' && peek(p, 0) != ')')
		repeat(p, &x.to);
	return x;
}

static piece
alternatives(parser *p)
{
	piece x;

	if (++p->depth > NESTED)
		p->bad = true;
	x = sequence(p);
	while (!p->bad && eat(p, "|")) {
		piece    y = sequence(p);
		uint16_t end = add_node(p, NU_JUMP, 0, 0, 0);

		if (p->bad)
			break;
		lead(p, x.to, end);
		lead(p, y.to, end);
		x = (piece){add_node(p, NU_JUMP, 0, x.from, y.from), end};
	}
	p->depth--;
	return x;
}

/* -------------------------------------------------------------------------- adding */

static void
set_symbols(nu_nfa *nfa)
{
	unsigned mark = NU_S_MARKS;

	for (unsigned c = 0; c < 256; c++) {
		unsigned folded = nu_folded[c];

		if (c >= 128)
			nfa->symbol[c] = c < 0xC0 ? NU_S_INSIDE : NU_S_WIDE;
		else if (folded >= 'a')
			nfa->symbol[c] = (uint8_t)(folded - 'a');
		else if (folded)
			nfa->symbol[c] = NU_S_DIGIT;
		else if (c <= 32 || c == 127)
			nfa->symbol[c] = c == ' ' ? NU_S_SPACE : NU_S_CONTROL;
		else
			nfa->symbol[c] = (uint8_t)mark++;
	}
}

void
nu_nfa_init(nu_nfa *nfa, nu_arena *keep)
{
	nfa->keep = keep;
	set_symbols(nfa);
	NU_PUSH(keep, nfa->node, nfa->n, nfa->cap) = (nu_node){.kind = NU_JUMP};
}

uint16_t
nu_nfa_add(nu_nfa *nfa, size_t index, nu_str pattern, bool anchored)
{
	parser p = {.nfa = nfa, .s = pattern, .index = index};
	piece  x = alternatives(&p);

	if (!p.bad && p.i == pattern.n)
		lead(&p, x.to, add_node(&p, NU_MATCH, 0, (unsigned)index, 0));
	if (!p.bad && !anchored) {
		uint16_t skip = add_node(&p, NU_TAKE, ANY, 0, 0), loop = add_node(&p, NU_JUMP, 0, skip, x.from);

		lead(&p, skip, loop);
		x.from = loop;
	}
	return p.bad || p.i < pattern.n ? 0 : x.from;
}
