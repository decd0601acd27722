#include "pattern_nfa.h"

#include <utf8proc.h>

#include "text.h"

#define LETTERS (NU_BIT(NU_S_DIGIT) - 1)
#define ANY (NU_BIT(NU_S_END) - 1)
/* Symbols above ASCII: of what may have another case; of letters; of what may be any. */
#define CASED (NU_BIT(NU_S_LATIN) | NU_BIT(NU_S_GREEK) | NU_BIT(NU_S_WIDE))
#define SCRIPTS (NU_BIT(NU_S_LATIN) | NU_BIT(NU_S_GREEK) | (NU_BIT(NU_S_ODD) - NU_BIT(NU_S_KANA)))
#define UNSURE (NU_BIT(NU_S_WIDE) | NU_BIT(NU_S_ARABIC) | NU_BIT(NU_S_INDIC))

/* Counts that are kept; parentheses in each other; nodes, and those that take or match. */
enum { COPIES = 4, NESTED = 40, MOST_NODES = 60000, MOST_LEAVES = 32000 };

typedef struct parser {
	nu_nfa  *nfa;
	nu_str   s;
	size_t   i;
	size_t   index; /* of the pattern */
	int      depth;
	bool     anchored;
	bool     cased; /* letters have case here: (?-i: */
	bool     bad;
} parser;

static size_t
add_node(parser *p, enum nu_node_kind kind, size_t to)
{
	nu_nfa *nfa = p->nfa;

	nfa->leaves += kind == NU_TAKE || kind == NU_MATCH;
	p->bad |= nfa->n >= MOST_NODES || nfa->leaves > MOST_LEAVES;
	if (p->bad)
		return 0;
	NU_PUSH_RAW(nfa->keep, nfa->node, nfa->n, nfa->cap) =
	    (nu_node){.to = (uint16_t)to, .kind = (uint8_t)kind};
	return nfa->n - 1;
}

static uint16_t
class_of(nu_nfa *nfa, nu_taken t)
{
	uint64_t  hash = t.most * 0x9E3779B97F4A7C15u ^ t.sure * 0xC2B2AE3D27D4EB4Fu;
	uint16_t *at = &nfa->class_at[hash >> 56];

	if (nfa->taken[*at].most != t.most || nfa->taken[*at].sure != t.sure) {
		NU_PUSH(nfa->keep, nfa->taken, nfa->ntaken, nfa->captaken) = t;
		*at = (uint16_t)(nfa->ntaken - 1);
	}
	return *at;
}

static void
add_take(parser *p, nu_taken t)
{
	add_node(p, NU_TAKE, class_of(p->nfa, t));
}

/* A node that only leads on; what it is may be told later. */
static size_t
add_pass(parser *p)
{
	return add_node(p, NU_JUMP, p->nfa->n + 1);
}

/* Sets node n to go to the place that comes next, as do those it is chained to. */
static void
lead_here(parser *p, size_t n)
{
	while (n && !p->bad) {
		size_t before = p->nfa->node[n].to;

		p->nfa->node[n].to = (uint16_t)p->nfa->n;
		n = before;
	}
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

/* A character above ASCII as a literal. */
static nu_taken
wide_literal(parser *p)
{
	unsigned len, symbol = nu_nfa_symbol(p->nfa, p->s, p->i);
	uint32_t cp = nu_decode(p->s, p->i, &len);
	uint64_t most = NU_BIT(symbol);

	p->i += len;
	if (utf8proc_tolower((utf8proc_int32_t)cp) == utf8proc_toupper((utf8proc_int32_t)cp))
		return (nu_taken){most, 0};
	most |= symbol == NU_S_WIDE ? CASED : NU_BIT(NU_S_WIDE); /* where its other case may be */
	/* The long s and the sign of Kelvin are an s and a k of another case. */
	if (cp == 0x17F)
		most |= NU_BIT('s' - 'a');
	if (cp == 0x212A)
		most |= NU_BIT('k' - 'a');
	return (nu_taken){most, 0};
}

static nu_taken
ascii_literal(const nu_nfa *nfa, unsigned c, bool cased)
{
	unsigned symbol = nfa->symbol[c];
	nu_taken t = {NU_BIT(symbol), NU_BIT(symbol)};

	if (symbol == NU_S_DIGIT || symbol == NU_S_CONTROL || symbol == NU_S_ODD ||
	    (symbol < NU_S_DIGIT && cased))
		t.sure = 0;
	if (symbol == 's' - 'a')
		t.most |= NU_BIT(NU_S_LATIN);
	if (symbol == 'k' - 'a')
		t.most |= NU_BIT(NU_S_WIDE);
	return t;
}

/* What the character at p->i is, as a literal; moves behind it. */
static nu_taken
literal(parser *p)
{
	unsigned c = peek(p, 0);

	if (c >= 128)
		return wide_literal(p);
	p->i++;
	return ascii_literal(p->nfa, c, p->cased);
}

/* \p{...}, behind the p. */
static nu_taken
property(parser *p)
{
	const uint64_t sure = LETTERS | SCRIPTS, letters = sure | UNSURE;
	const uint64_t digits = NU_BIT(NU_S_DIGIT) | UNSURE;

	if (eat(p, "L") || eat(p, "{L}"))
		return (nu_taken){letters, sure};
	if (eat(p, "{Lu}") || eat(p, "{Ll}"))
		return (nu_taken){letters, 0};
	if (eat(p, "N") || eat(p, "{N}"))
		return (nu_taken){digits, NU_BIT(NU_S_DIGIT)};
	if (eat(p, "{Han}") || eat(p, "{Hangul}"))
		return (nu_taken){SCRIPTS | UNSURE | NU_BIT(NU_S_SIGN), 0};
	if (peek(p, 0) == '{')
		while (p->i < p->s.n && peek(p, 0) != '}')
			p->i++;
	p->i++;
	return (nu_taken){ANY, 0};
}

/* An escape that stands for a character or for a class, behind the backslash. */
static nu_taken
escape(parser *p)
{
	const uint64_t word = LETTERS | NU_BIT(NU_S_DIGIT) | NU_BIT(p->nfa->symbol['_']);
	unsigned       c = peek(p, 0);

	if (!(nu_ascii[c & 127] & (NU_ALPHA | NU_DIGIT)))
		return literal(p);
	p->i++;
	switch (c) {
	case 'd': return (nu_taken){NU_BIT(NU_S_DIGIT), NU_BIT(NU_S_DIGIT)};
	case 's': return (nu_taken){NU_BIT(NU_S_SPACE) | NU_BIT(NU_S_CONTROL), NU_BIT(NU_S_SPACE)};
	case 'w': return (nu_taken){word, word};
	case 'D': return (nu_taken){ANY & ~NU_BIT(NU_S_DIGIT), ANY & ~NU_BIT(NU_S_DIGIT)};
	case 'S': return (nu_taken){ANY & ~NU_BIT(NU_S_SPACE), ANY & ~NU_BIT(NU_S_SPACE) & ~NU_BIT(NU_S_CONTROL)};
	case 'W': return (nu_taken){ANY & ~word, ANY & ~word};
	case 't': case 'n': case 'r': return (nu_taken){NU_BIT(NU_S_CONTROL), 0};
	case 'p': return property(p);
	default: p->bad = true; return (nu_taken){ANY, 0};
	}
}

/* [...], behind the bracket. */
static nu_taken
class(parser *p)
{
	nu_taken all = {0, 0};
	bool  no = eat(p, "^"), first = true;

	for (; p->i < p->s.n && (first || peek(p, 0) != ']'); first = false) {
		unsigned from = peek(p, 0), to = peek(p, 2);
		nu_taken    t;

		p->bad |= from == '[' && (to == ':' || peek(p, 1) == ':');
		if (from == '\\') {
			p->i++;
			t = escape(p);
		} else if (peek(p, 1) == '-' && to && to != ']' && from < 128 && to < 128 && to != '\\') {
			t = (nu_taken){0, from == '0' && to == '9' ? NU_BIT(NU_S_DIGIT) : 0};
			for (unsigned c = from; c <= to; c++) {
				nu_taken u = ascii_literal(p->nfa, c, p->cased);

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
	return no ? (nu_taken){ANY & ~all.sure, ANY & ~all.most} : all;
}

static void alternatives(parser *p);

/* Behind the parenthesis; what looks around is passed over. */
static void
group(parser *p)
{
	const size_t n = p->nfa->n, leaves = p->nfa->leaves;
	bool         cased = p->cased, looks = false;

	if (eat(p, "?=") || eat(p, "?!") || eat(p, "?<=") || eat(p, "?<!"))
		looks = true;
	else if (eat(p, "?-i:"))
		p->cased = true;
	else if (eat(p, "?>"))
		add_node(p, NU_DOUBT, 0);
	else if (!eat(p, "?:") && (peek(p, 0) == '?' || peek(p, 0) == '*'))
		p->bad = true;
	alternatives(p);
	p->bad |= !eat(p, ")");
	p->cased = cased;
	if (looks && !p->bad) {
		p->nfa->n = n;
		p->nfa->leaves = leaves;
		add_node(p, NU_DOUBT, 0);
	}
}

static void
atom(parser *p)
{
	size_t at = p->i;

	if (eat(p, "(")) {
		group(p);
	} else if (eat(p, "\\A")) {
		if (!p->anchored || p->depth > 1 || (at && p->s.p[at - 1] != '|'))
			add_node(p, NU_DOUBT, 0);
	} else if (eat(p, "\\b") || eat(p, "\\B") || eat(p, "^")) {
		add_node(p, NU_DOUBT, 0);
	} else if (eat(p, "\\z") || eat(p, "\\Z") || eat(p, "$")) {
		add_take(p, (nu_taken){NU_BIT(NU_S_END), NU_BIT(NU_S_END)});
	} else if (eat(p, "\\")) {
		add_take(p, escape(p));
	} else if (eat(p, "[")) {
		add_take(p, class(p));
	} else if (eat(p, ".")) {
		add_take(p, (nu_taken){ANY, ANY & ~NU_BIT(NU_S_CONTROL)});
	} else {
		add_take(p, literal(p));
	}
}

static size_t
number(parser *p)
{
	size_t n = 0;

	for (; nu_ascii[peek(p, 0) & 127] & NU_DIGIT; p->i++)
		n = n < 100 ? n * 10 + peek(p, 0) - '0' : n;
	return n;
}

/* How often something comes; `cut`: not as often as it may, that would be too many nodes. */
typedef struct times {
	size_t least, copies; /* the last of which is repeated when it is a loop */
	bool   loop, cut, grabs; /* grabs: gives nothing back, a++ */
} times;

/* The quantifier at p->i. */
static times
quantifier(parser *p)
{
	times  t = {.least = 1, .copies = 1};
	size_t most;

	if (eat(p, "?")) {
		t.least = 0;
	} else if (eat(p, "*")) {
		t.least = 0;
		t.loop = true;
	} else if (eat(p, "+")) {
		t.loop = true;
	} else if (peek(p, 0) == '{' && (nu_ascii[peek(p, 1) & 127] & NU_DIGIT)) {
		p->i++;
		t.least = most = number(p);
		if (eat(p, ",")) {
			t.loop = peek(p, 0) == '}';
			most = number(p);
		}
		p->bad |= !eat(p, "}") || (!t.loop && (!most || most < t.least));
		t.cut = t.least > COPIES || (!t.loop && most > t.least + COPIES);
		t.loop |= t.cut;
		t.copies = !t.loop ? most : t.least > COPIES ? COPIES : t.least ? t.least : 1;
	} else {
		return t;
	}
	t.grabs = !eat(p, "?") && eat(p, "+");
	return t;
}

/* Is what was added from node n on one that takes anything? */
static bool
is_any(const parser *p, size_t n)
{
	const nu_nfa  *nfa = p->nfa;
	const nu_node *x = &nfa->node[n];

	return n + 1 == nfa->n && x->kind == NU_TAKE && nfa->taken[x->to].most == ANY;
}

/* An atom and its quantifier. */
static void
repeat(parser *p)
{
	size_t at = p->i, behind, pass = add_pass(p), ends = 0;
	times  t;
	bool   give_up;

	atom(p);
	t = quantifier(p);
	behind = p->i;
	give_up = t.loop && !p->nfa->patient && !p->bad && is_any(p, pass + 1);
	for (size_t k = 0; !p->bad; k++) {
		if (k >= t.least) {
			p->nfa->node[pass] = (nu_node){.kind = NU_FORK, .to = (uint16_t)ends};
			ends = pass;
		}
		if (k + 1 == t.copies)
			break;
		p->i = at;
		pass = add_pass(p);
		atom(p);
	}
	p->i = behind;
	if (t.cut && t.least > COPIES)
		add_node(p, NU_DOUBT, 0);
	if (give_up) {
		/* Anything may come: what must come behind it would keep states alive. */
		add_node(p, NU_DOUBT, 0);
		add_node(p, NU_MATCH, p->index);
	} else if (t.cut) {
		ends = add_node(p, NU_FORK, ends);
		add_node(p, NU_DOUBT, 0);
		add_node(p, NU_JUMP, pass);
	} else if (t.loop) {
		add_node(p, NU_FORK, pass);
	}
	lead_here(p, ends);
	if (t.grabs)
		add_node(p, NU_DOUBT, 0);
}

static bool
is_quantifier(unsigned c)
{
	return c == '?' || c == '*' || c == '+' || c == '{';
}

static void
sequence(parser *p)
{
	while (!p->bad && p->i < p->s.n && peek(p, 0) != '|' && peek(p, 0) != ')') {
		unsigned c = peek(p, 0);
		uint16_t plain = c < 128 && !p->cased ? p->nfa->plain[c] : 0;

		if (!plain || is_quantifier(peek(p, 1))) {
			repeat(p);
		} else {
			add_node(p, NU_TAKE, plain);
			p->i++;
		}
	}
}

static void
alternatives(parser *p)
{
	size_t pass = add_pass(p), ends = 0;

	if (++p->depth > NESTED)
		p->bad = true;
	sequence(p);
	while (!p->bad && eat(p, "|")) {
		ends = add_node(p, NU_JUMP, ends);
		p->nfa->node[pass] = (nu_node){.kind = NU_FORK, .to = (uint16_t)p->nfa->n};
		pass = add_pass(p);
		sequence(p);
	}
	lead_here(p, ends);
	p->depth--;
}

/* -------------------------------------------------------------------------- adding */

static unsigned
ascii_symbol(unsigned c)
{
	static const char marks[] = "!#$%&'()*+,-./:;>?@[]_|";
	const char       *mark = c ? strchr(marks, (int)c) : NULL;
	unsigned          folded = nu_folded[c];

	if (folded >= 'a')
		return folded - 'a';
	if (folded)
		return NU_S_DIGIT;
	if (c <= ' ' || c == 127)
		return c == ' ' ? NU_S_SPACE : NU_S_CONTROL;
	return mark ? NU_S_MARKS + (unsigned)(mark - marks) : NU_S_ODD;
}

static unsigned
wide_symbol(unsigned c)
{
	static const struct {
		uint8_t last, symbol;
	} of[] = {{0xBF, NU_S_INSIDE}, {0xC2, NU_S_WIDE}, {0xC3, NU_S_LOOK}, {0xCA, NU_S_LATIN},
	    {0xCD, NU_S_WIDE}, {0xCF, NU_S_LOOK}, {0xD1, NU_S_GREEK}, {0xD2, NU_S_LOOK},
	    {0xD3, NU_S_GREEK}, {0xD6, NU_S_WIDE}, {0xDF, NU_S_ARABIC}, {0xE0, NU_S_INDIC},
	    {0xE1, NU_S_WIDE}, {0xE4, NU_S_LOOK}, {0xE8, NU_S_HAN}, {0xEA, NU_S_LOOK},
	    {0xEC, NU_S_HANGUL}, {0xED, NU_S_LOOK}, {0xFF, NU_S_WIDE}};
	size_t i = 0;

	while (of[i].last < c)
		i++;
	return of[i].symbol;
}

/* Letters of kana, and of Hangul that are put side by side. */
static bool
is_kana(uint32_t cp)
{
	return (cp > 0x3040 && cp < 0x3097) || (cp > 0x309C && cp < 0x30A0) ||
	       (cp > 0x30A0 && cp < 0x30FB) || (cp > 0x30FB && cp < 0x3100) ||
	       (cp > 0x3130 && cp < 0x318F);
}

unsigned
nu_nfa_look(nu_str s, size_t i)
{
	unsigned len;
	uint32_t cp = nu_decode(s, i, &len);

	if (cp < 0x100)
		return cp == 0xD7 || cp == 0xF7 ? NU_S_WIDE : NU_S_LATIN;
	if (cp < 0x400) /* those before U+038E are letters and marks, as they come */
		return cp < 0x38E || cp == 0x3A2 || cp == 0x3F6 ? NU_S_WIDE : NU_S_GREEK;
	if (cp < 0x500)
		return cp > 0x481 && cp < 0x48A ? NU_S_WIDE : NU_S_GREEK;
	if (cp < 0x3000)
		return cp < 0x2040 ? NU_S_SIGN : NU_S_WIDE;
	if (cp < 0x3400)
		return is_kana(cp) ? NU_S_KANA : NU_S_WIDE;
	if (cp < 0xA000) /* the hexagrams; what came late, and may not be known yet */
		return (cp > 0x4DB5 && cp < 0x4E00) || cp > 0x9FBF ? NU_S_WIDE : NU_S_HAN;
	return cp > 0xABFF && cp < 0xD7A4 ? NU_S_HANGUL : NU_S_WIDE;
}

void
nu_nfa_init(nu_nfa *nfa, nu_arena *keep)
{
	nfa->keep = keep;
	for (unsigned c = 0; c < 256; c++)
		nfa->symbol[c] = (uint8_t)(c < 128 ? ascii_symbol(c) : wide_symbol(c));
	NU_PUSH(keep, nfa->node, nfa->n, nfa->cap) = (nu_node){.kind = NU_JUMP};
	NU_PUSH(keep, nfa->node, nfa->n, nfa->cap) = (nu_node){.kind = NU_HUB};
	NU_PUSH(keep, nfa->node, nfa->n, nfa->cap) = (nu_node){.kind = NU_HUB};
	NU_PUSH(keep, nfa->taken, nfa->ntaken, nfa->captaken) = (nu_taken){0, 0};
	for (unsigned c = ' '; c < 127; c++)
		nfa->plain[c] = strchr("\\[(.^$", (int)c) ? 0 : class_of(nfa, ascii_literal(nfa, c, false));
	nfa->first = NU_ANCHORED;
}

void
nu_nfa_lead(nu_nfa *nfa, nu_str pattern)
{
	parser p = {.nfa = nfa, .s = pattern, .anchored = true};
	size_t first = nfa->n;

	alternatives(&p);
	add_node(&p, NU_JUMP, NU_ANCHORED);
	nfa->first = (uint16_t)first;
}

/* Does each of its alternatives begin with \A? */
static bool
is_anchored(nu_str pattern)
{
	bool   first = true, in_class = false;
	size_t depth = 0;

	for (size_t i = 0; i < pattern.n; i++) {
		char c = pattern.p[i];

		if (first && (c != '\\' || i + 1 == pattern.n || pattern.p[i + 1] != 'A'))
			return false;
		first = false;
		if (c == '\\')
			i++;
		else if (in_class)
			in_class = c != ']';
		else if (c == '[')
			in_class = true;
		else if (c == '(')
			depth++;
		else if (c == ')')
			depth--;
		else if (c == '|')
			first = !depth;
	}
	return !first;
}

/*
 * Passes over \A and what is behind it up to a loop that goes through words, if there is one
 * ("\A.{0,80}"): it would be alive at every byte of a line. What comes behind is then taken
 * to begin anywhere.
 */
static bool
pass_head(parser *p)
{
	const uint64_t words = LETTERS | NU_BIT(NU_S_SPACE);
	nu_nfa        *nfa = p->nfa;
	const size_t   n = nfa->n, leaves = nfa->leaves;
	size_t         behind = 0;

	for (p->i = strlen("\\A"); !p->bad && p->i < p->s.n && !strchr("(|)", p->s.p[p->i]);) {
		size_t first = nfa->n;
		bool   loop;

		atom(p);
		loop = quantifier(p).loop;
		if (loop && !p->bad && (nfa->taken[nfa->node[first].to].most & words) == words)
			behind = p->i;
	}
	nfa->n = n;
	nfa->leaves = leaves;
	p->i = behind;
	return behind > 0;
}

bool
nu_nfa_add(nu_nfa *nfa, size_t index, nu_str pattern)
{
	parser   p = {.nfa = nfa, .s = pattern, .index = index};
	size_t   first = nfa->n, leaves = nfa->leaves, hub;
	uint16_t others;
	bool     headless;

	p.anchored = nfa->first != NU_ANCHORED || is_anchored(pattern);
	headless = p.anchored && nfa->patient && pass_head(&p);
	p.anchored &= !headless;
	hub = p.anchored ? NU_ANCHORED : NU_LOOSE;
	others = nfa->node[hub].to;
	add_node(&p, others ? NU_FORK : NU_JUMP, others ? others : first + 1);
	if (headless)
		add_node(&p, NU_DOUBT, 0);
	alternatives(&p);
	p.bad |= p.i < pattern.n;
	add_node(&p, NU_MATCH, index);
	if (p.bad) {
		nfa->n = first;
		nfa->leaves = leaves;
		return false;
	}
	nfa->node[hub].to = (uint16_t)first;
	return true;
}
