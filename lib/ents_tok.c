#include "ents_tok.h"

#include "text.h"

enum { MAX_TOKEN = 240 }; /* bytes; what is longer is cut */

#define FNV(h, b) (((h) ^ (unsigned char)(b)) * 16777619u)
#define FNV_START 2166136261u

/* A token being read. */
typedef struct reader {
	nu_str   s;
	uint32_t low, shape;
	uint32_t upper, lower, digit, letters; /* how many of each */
	uint32_t piece;                        /* where the part after the last hyphen begins */
	char     was;                          /* the last class in the shape */
	bool     twice;
} reader;

/* What was read: a token, and its face, before they are packed. */
typedef struct got {
	uint32_t low, shape, flags, tail;
} got;

static void
shape_add(reader *r, char c)
{
	if (c != r->was) {
		r->shape = FNV(r->shape, c);
		r->twice = false;
	} else if (!r->twice && c == 'X') {
		r->shape = FNV(r->shape, '+');
		r->twice = true;
	}
	r->was = c;
}

static void
take_cp(reader *r, uint32_t cp, unsigned cls)
{
	uint32_t lowered = nu_tolower(cp);
	char     b[4];
	unsigned n = nu_encode(lowered, b);

	for (unsigned k = 0; k < n; k++)
		r->low = FNV(r->low, b[k]);
	if (cls & NU_MARK)
		return;
	r->upper += (cls & NU_UPPER) != 0;
	r->lower += (cls & NU_LOWER) != 0;
	r->digit += (cls & NU_DIGIT) != 0;
	r->letters += (cls & NU_ALPHA) != 0;
	shape_add(r, cls & NU_UPPER ? 'X' : cls & NU_ALPHA ? 'x' : cls & NU_DIGIT ? 'd' : '.');
}

static void
take_ascii(reader *r, unsigned char c)
{
	unsigned cls = nu_ascii[c];

	r->low = FNV(r->low, c | ((cls & NU_UPPER) << 5));
	r->upper += (cls & NU_UPPER) != 0;
	r->lower += (cls & NU_LOWER) != 0;
	r->digit += (cls & NU_DIGIT) != 0;
	r->letters += (cls & NU_ALPHA) != 0;
	shape_add(r, cls & NU_UPPER ? 'X' : cls & NU_ALPHA ? 'x' : cls & NU_DIGIT ? 'd' : (char)c);
}

/* Letters, marks and digits from i on, as many as begin before `end`. */
static size_t
take_run(reader *r, size_t i, size_t end)
{
	nu_str   s = r->s;
	unsigned len;

	while (i < end) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 128) {
			if (!(nu_ascii[c] & (NU_ALPHA | NU_DIGIT)))
				break;
			take_ascii(r, c);
			i++;
		} else {
			uint32_t cp = nu_decode(s, i, &len);
			unsigned cls = nu_class_cp(cp);

			if (!(cls & (NU_ALPHA | NU_DIGIT)))
				break;
			take_cp(r, cp, cls);
			i += len;
		}
	}
	return i;
}

static unsigned
class_at(nu_str s, size_t i)
{
	unsigned len;

	return i < s.n ? nu_class(nu_decode(s, i, &len)) : 0;
}

/* Is s[i] an apostrophe, straight or curled? Its bytes, or 0. */
static unsigned
apostrophe(nu_str s, size_t i)
{
	if (i < s.n && s.p[i] == '\'')
		return 1;
	if (i + 2 < s.n && memcmp(s.p + i, "\xE2\x80\x99", 3) == 0)
		return 3;
	return 0;
}

/* Is s[i] a hyphen between parts of a word? Its bytes, or 0. */
static unsigned
hyphen(nu_str s, size_t i)
{
	if (i < s.n && s.p[i] == '-')
		return 1;
	if (i + 2 < s.n &&
	    (memcmp(s.p + i, "\xE2\x80\x90", 3) == 0 || memcmp(s.p + i, "\xE2\x80\x91", 3) == 0))
		return 3;
	return 0;
}

/* "'s" and the like (one or two small letters behind an apostrophe) stand alone. */
static bool
is_clitic(nu_str s, size_t i)
{
	size_t n = 0;

	while (i + n < s.n && n < 3 && s.p[i + n] >= 'a' && s.p[i + n] <= 'z')
		n++;
	if (n == 0)
		return i < s.n && s.p[i] == 'S' && !(class_at(s, i + 1) & (NU_ALPHA | NU_DIGIT));
	return n <= 2 && !(class_at(s, i + n) & (NU_ALPHA | NU_DIGIT));
}

/*
 * Does a hyphen between from..i and what begins at k part two names ("Iran-Iraq"), which
 * are tokens of their own? Not behind the article of "Al-Jazeera".
 */
static bool
parts_names(nu_str s, size_t from, size_t i, size_t k)
{
	if (!(class_at(s, from) & NU_UPPER) || !(class_at(s, k) & NU_UPPER))
		return false;
	return i - from > 2;
}

/*
 * The bytes of a joint at i that goes on with the same token ("-" in tit-for-tat), or 0.
 * `from` is the token's start, `piece` that of its last run of letters.
 */
static unsigned
joint(const reader *r, size_t from, size_t piece, size_t i)
{
	nu_str   s = r->s;
	unsigned n, next;

	if (i >= s.n)
		return 0;
	if ((n = hyphen(s, i)))
		return class_at(s, i + n) & (NU_ALPHA | NU_DIGIT) && !parts_names(s, from, i, i + n) ? n
		                                                                                     : 0;
	if ((n = apostrophe(s, i)))
		return class_at(s, i + n) & NU_ALPHA && !is_clitic(s, i + n) && r->letters ? n : 0;
	next = i + 1 < s.n ? class_at(s, i + 1) : 0;
	if (s.p[i] == '.') {
		if (next & NU_DIGIT)
			return r->digit > 0 && class_at(s, i - 1) & NU_DIGIT;
		if (next & NU_LOWER)
			return 1;
		return next & NU_ALPHA && i - piece == 1 && i - from < 24;
	}
	if (s.p[i] == ',')
		return next & NU_DIGIT && class_at(s, i - 1) & NU_DIGIT;
	if (s.p[i] == '&')
		return next & NU_UPPER && r->upper;
	return 0;
}

/* A full stop at i that belongs to the word before it: U.S., Mr., J. */
static bool
keeps_stop(const reader *r, const nu_tok_words *words, nu_str word, size_t i)
{
	nu_str          s = r->s;
	const nu_entry *e;

	if (i >= s.n || s.p[i] != '.' || !r->letters || word.n > 8)
		return false;
	if (r->upper == 1 && r->letters == 1) /* an initial before a name */
		return class_at(s, i + 1) & NU_SPACE && class_at(s, i + 2) & NU_UPPER;
	if (memchr(word.p, '.', word.n))
		return word.n <= 8 && (word.n % 2) == 1 && r->letters == (word.n + 1) / 2;
	e = nu_lexicon_find(words->lex, word, r->low);
	return e && nu_eq(nu_column(e->rest, 0), NU_STR("abbrev")) && r->upper;
}

static void
finish(const reader *r, got *g, size_t from, size_t to)
{
	g->low = r->low;
	g->shape = r->shape;
	g->tail = r->piece > from ? (uint32_t)(to - r->piece) : 0;
	g->flags |= (r->upper        ? NU_T_CAP
	                : r->letters ? NU_T_LOWER
	                             : 0) |
	            (r->digit ? NU_T_DIGIT : 0) |
	            (r->upper > 1 && !r->lower ? NU_T_CAPS : 0) |
	            (r->upper == 1 && r->letters == 1 && !r->digit ? NU_T_INITIAL : 0);
}

/* Reads the word that begins at i; returns its end. */
static size_t
read_word(nu_str s, const nu_tok_words *words, size_t i, got *g)
{
	reader   r = {.s = s, .low = FNV_START, .shape = FNV_START};
	size_t   from = i, piece = i, end = s.n - i > MAX_TOKEN ? i + MAX_TOKEN + 1 : s.n;
	unsigned n;

	if (s.p[i] == '@' || s.p[i] == '#')
		take_ascii(&r, (unsigned char)s.p[i++]);
	r.piece = (uint32_t)from;
	i = take_run(&r, i, end);
	while (i - from < MAX_TOKEN && (n = joint(&r, from, piece, i))) {
		if (hyphen(s, i))
			r.piece = (uint32_t)(i + n);
		take_ascii(&r, n == 3 ? (s.p[i + 2] == '\x99' ? '\'' : '-') : (unsigned char)s.p[i]);
		piece = i + n;
		i = take_run(&r, piece, end);
	}
	if (i - from > MAX_TOKEN) { /* cut, between two characters */
		i = from + MAX_TOKEN;
		while (((unsigned char)s.p[i] & 0xC0) == 0x80)
			i--;
		r.piece = (uint32_t)from;
	} else if (keeps_stop(&r, words, nu_slice(s, from, i), i)) {
		take_ascii(&r, '.');
		i++;
	}
	finish(&r, g, from, i);
	return i;
}

/*
 * Reads what nearly all tokens are: ASCII letters of one case, or a capital before small
 * ones, with nothing behind them that may be part of the word. Returns their end, or 0
 * when read_word() has to look closer.
 */
static size_t
read_plain(nu_str s, size_t i, got *g)
{
	size_t   from = i, most = s.n - i < 24 ? s.n : i + 24;
	uint32_t low = FNV_START, upper = 0, c = 0, shape = FNV_START;

	for (; i < most && nu_ascii[(unsigned char)s.p[i] & 127] & NU_ALPHA; i++) {
		c = (unsigned char)s.p[i];
		if (c >= 128)
			return 0;
		low = FNV(low, c | 32);
		upper += !(c & 32);
	}
	if (i == from || i == from + 24)
		return 0;
	c = i < s.n ? (unsigned char)s.p[i] : ' ';
	if (c != ' ' && c != ',' && c != '\n' &&
	    !(c == '.' && !upper && (i + 1 == s.n || s.p[i + 1] == ' ')))
		return 0;
	if (!upper)
		shape = FNV(shape, 'x');
	else if (upper == 1 && !(s.p[from] & 32))
		shape = i - from > 1 ? FNV(FNV(shape, 'X'), 'x') : FNV(shape, 'X');
	else if (upper == i - from)
		shape = FNV(FNV(shape, 'X'), '+');
	else
		return 0;
	g->low = low;
	g->shape = shape;
	g->tail = 0;
	g->flags |= (!upper ? NU_T_LOWER : NU_T_CAP) | (upper > 1 ? NU_T_CAPS : 0) |
	            (upper == 1 && i - from == 1 ? NU_T_INITIAL : 0);
	return i;
}

uint32_t
nu_toks_plain(uint32_t cp)
{
	if (cp < 128)
		return cp == '`' ? '\'' : cp;
	if (cp == 0x201C || cp == 0x201D || cp == 0xAB || cp == 0xBB)
		return '"';
	if (cp == 0x2018 || cp == 0x2019)
		return '\'';
	return cp >= 0x2010 && cp <= 0x2014 && cp != 0x2012 ? '-' : cp;
}

nu_str
nu_toks_straight(nu_arena *a, nu_str s)
{
	char  *out;
	size_t n = 0, i = 0;

	if (!s.n || !memchr(s.p, 0xE2, s.n))
		return s;
	out = nu_alloc_raw(a, s.n);
	while (i < s.n) {
		unsigned bytes = apostrophe(s, i);

		out[n++] = bytes ? '\'' : s.p[i];
		i += bytes ? bytes : 1;
	}
	return (nu_str){out, n};
}

/* A mark, or 's; quotes and dashes of all kinds are one. */
static size_t
read_mark(nu_str s, size_t i, got *g)
{
	unsigned len, n;
	uint32_t cp = nu_decode(s, i, &len);
	reader   r = {.s = s, .low = FNV_START, .shape = FNV_START};

	r.piece = (uint32_t)i;
	if ((n = apostrophe(s, i)) && is_clitic(s, i + n)) {
		take_ascii(&r, '\'');
		size_t to = take_run(&r, i + n, s.n);

		finish(&r, g, i, to);
		g->flags = (g->flags & ~(unsigned)(NU_T_CAP | NU_T_CAPS)) | NU_T_CLITIC;
		return to;
	}
	cp = nu_toks_plain(cp);
	if (cp == '(' || cp == '[')
		g->flags |= NU_T_OPEN;
	if (cp == ')' || cp == ']')
		g->flags |= NU_T_CLOSE;
	if (cp < 128)
		take_ascii(&r, (unsigned char)cp);
	else
		take_cp(&r, cp, 0);
	finish(&r, g, i, i + len);
	return i + len;
}

/* --------------------------------------------------------------------------- the gate */

static bool
is_dash(const nu_toks *u, uint32_t i)
{
	return u->tok[i].len == 1 && u->text.p[u->tok[i].start] == '-';
}

/* The small half of a hyphenated name that a tokenizer parted: "Kim Jong - un". */
static void
gate_parted(nu_toks *u, uint32_t i)
{
	enum { LETTERS = NU_T_CAP | NU_T_LOWER };

	if (i && i + 1 < u->n && u->tok[i].flags & u->tok[i + 1].flags & NU_T_SPACE && is_dash(u, i) &&
	    ((u->tok[i - 1].flags ^ u->tok[i + 1].flags) & LETTERS) == LETTERS)
		for (uint32_t k = i - 1; k <= i + 1; k++)
			u->tok[k].flags |= NU_T_GATED;
}

/* The gate: capitals; digits beside them; connectors between them. */
static void
set_gate(nu_toks *u)
{
	uint32_t last = UINT32_MAX; /* the last capitalised token */

	for (uint32_t i = 0; i < u->n; i++) {
		nu_tok *t = &u->tok[i];

		if (t->flags & NU_T_CAP) {
			bool all = last != UINT32_MAX && i - last <= 4;

			for (uint32_t k = last + 1; all && k < i; k++)
				all = (u->tok[k].flags & (NU_T_JOINT | NU_T_DIGIT)) != 0;
			for (uint32_t k = last + 1; all && k < i; k++)
				u->tok[k].flags |= NU_T_GATED;
			t->flags |= NU_T_GATED;
			if (i && (u->tok[i - 1].flags & (NU_T_DIGIT | NU_T_LOWER)) == NU_T_DIGIT)
				u->tok[i - 1].flags |= NU_T_GATED;
			if (i > 1 && u->tok[i - 2].flags & NU_T_JOINT && u->tok[i - 2].flags & NU_T_LOWER &&
			    is_dash(u, i - 1)) /* al - Adl */
				u->tok[i - 1].flags |= NU_T_GATED, u->tok[i - 2].flags |= NU_T_GATED;
			last = i;
		} else if (t->flags & NU_T_DIGIT && i && u->tok[i - 1].flags & NU_T_CAP) {
			t->flags |= NU_T_GATED;
		} else {
			gate_parted(u, i);
		}
	}
}

/* The place of a hash in the set of joints: where it is, or where it would be. */
static uint32_t
joint_at(const nu_tok_words *words, uint32_t low)
{
	uint32_t i = low & 255;

	while (words->joint[i] && words->joint[i] != low)
		i = (i + 1) & 255;
	return i;
}

void
nu_tok_words_make(nu_arena *keep, nu_tok_words *words, const nu_lexicon *lex)
{
	size_t n = 0;

	words->lex = lex;
	words->listed = NU_NEW(keep, nu_listed, 1 << NU_LISTED_LOG2);
	for (size_t i = 0; i < lex->n && n < 200; i++)
		if (nu_eq(nu_column(lex->entry[i].rest, 0), NU_STR("joint"))) {
			words->joint[joint_at(words, lex->entry[i].hash)] = lex->entry[i].hash;
			n++;
		}
}

/* What the tokens read so far tell of the unit, and of the next one. */
typedef struct tally {
	uint32_t cap, low, caps; /* long words with a capital and without, words of capitals */
	bool     first;          /* the next one begins a sentence */
} tally;

/* Counts a token of n bytes that begins with c; its flags, with NU_T_FIRST where it is. */
static inline uint32_t
count_in(tally *y, uint32_t flags, size_t n, char c)
{
	uint32_t all = flags | (y->first ? NU_T_FIRST : 0);

	y->caps += (flags & NU_T_CAPS) != 0;
	if (flags & NU_T_WORD) {
		y->first = false;
		if (n > 3 && !(flags & NU_T_CLITIC)) {
			y->cap += (flags & NU_T_CAP) != 0;
			y->low += (flags & NU_T_LOWER) != 0;
		}
	} else if (n == 1) {
		y->first = y->first || c == '.' || c == '!' || c == '?' || c == ':' ||
		           (c == '"' && flags & NU_T_SPACE);
	}
	return all;
}

/* Title case when nearly all long words have capitals, shouted when all have. */
static enum nu_style
style_of(const tally *y)
{
	if (y->caps > 2 && y->low == 0 && y->caps * 2 > y->cap)
		return NU_SHOUTED;
	return y->cap >= 3 && y->cap > 3 * y->low ? NU_TITLECASE : NU_PLAIN;
}

void
nu_toks_read(const nu_tok_room *room, const nu_model *model, nu_tok_words *words, nu_str text,
    nu_toks *out)
{
	size_t   n = 0, i = 0, cap = text.n / 4 + 4; /* more than most texts have */
	size_t   caps[2] = {cap, cap};
	nu_tok  *tok = nu_alloc_raw(room->toks, cap * sizeof *tok);
	nu_face *face = nu_alloc_raw(room->faces, cap * sizeof *face);
	nu_sign *sign = nu_alloc_raw(room->signs, cap * sizeof *sign);
	unsigned len, cls;
	bool     space = true;
	tally    y = {.first = true};

	while (i < text.n) {
		uint32_t cp;
		got      g = {0};
		size_t   to;

		if (text.p[i] == ' ') {
			space = true;
			i++;
			continue;
		}
		cp = (unsigned char)text.p[i];
		len = 1;
		if (cp >= 128)
			cp = nu_decode(text, i, &len);
		cls = nu_class(cp);
		if (cls & NU_SPACE) {
			space = true;
			i += len;
			continue;
		}
		g.flags = space ? NU_T_SPACE : 0;
		space = false;
		if (!(to = read_plain(text, i, &g)))
			to = cls & (NU_ALPHA | NU_DIGIT) ||
			             ((cp == '@' || cp == '#') && class_at(text, i + 1) & NU_ALPHA)
			         ? read_word(text, words, i, &g)
			         : read_mark(text, i, &g);
		if (!(g.flags & NU_T_CAP) && words->joint[joint_at(words, g.low)])
			g.flags |= NU_T_JOINT;
		if (n == cap) {
			tok = nu_grow_raw(room->toks, tok, &cap, n + 1, sizeof *tok);
			face = nu_grow_raw(room->faces, face, &caps[0], cap, sizeof *face);
			sign = nu_grow_raw(room->signs, sign, &caps[1], cap, sizeof *sign);
		}
		face[n] = (nu_face){(uint16_t)(g.shape ^ g.shape >> 16), 0};
		sign[n] = (nu_sign){(uint8_t)g.tail, 0};
		tok[n++] = (nu_tok){.start = (uint32_t)i,
		    .low = g.low,
		    .len = (to - i) & 255, /* it has no more */
		    .flags = count_in(&y, g.flags, to - i, text.p[i]) & 4095};
		i = to;
	}
	nu_shrink(room->signs, sign, &caps[1], n, sizeof *sign);
	nu_shrink(room->faces, face, &caps[0], n, sizeof *face);
	nu_shrink(room->toks, tok, &cap, n, sizeof *tok);
	*out = (nu_toks){.text = text, .tok = tok, .face = face, .sign = sign, .n = (uint32_t)n};
	set_gate(out);
	out->style = style_of(&y);
	nu_toks_look_up(model, words->listed, out);
}

nu_str
nu_toks_text(const nu_toks *u, uint32_t from, uint32_t to)
{
	const nu_tok *a = &u->tok[from], *b = &u->tok[to - 1];

	return nu_slice(u->text, a->start, b->start + b->len);
}

bool
nu_toks_are(const nu_lexicon *lex, const nu_toks *u, uint32_t i, const char *kind)
{
	const nu_entry *e = nu_lexicon_find(lex, nu_toks_text(u, i, i + 1), u->tok[i].low);

	for (; e; e = e->next)
		if (nu_eq(nu_column(e->rest, 0), nu_str_of(kind)))
			return true;
	return false;
}

bool
nu_toks_chain(const nu_toks *u, uint32_t *from, uint32_t *to)
{
	uint32_t i = *to;

	while (i < u->n && !(u->tok[i].flags & NU_T_GATED))
		i++;
	*from = i;
	while (i < u->n && i - *from < NU_MAX_CHAIN && u->tok[i].flags & NU_T_GATED)
		i++;
	*to = i;
	return *from < i;
}
