#include "split_cand.h"

#include "text.h"

unsigned
nu_blank(nu_str text, size_t i)
{
	unsigned char c = (unsigned char)text.p[i];
	unsigned      len;

	if (c < 0x80)
		return (nu_ascii[c] & NU_SPACE) != 0;
	if (c != 0xC2 && c != 0xE1 && c != 0xE2 && c != 0xE3 && c != 0xEF)
		return 0;
	return nu_class(nu_decode(text, i, &len)) & NU_SPACE ? len : 0;
}

size_t
nu_skip_blanks(nu_str text, size_t i)
{
	unsigned len;

	while (i < text.n && (len = nu_blank(text, i)))
		i += len;
	return i;
}

/* -------------------------------------------------------------------------- tokens */

static bool
breaks_token(uint32_t cp)
{
	switch (cp) {
	case '(':
	case '[':
	case '{':
	case '"':
	case '<':
	case '/':
	case ',':
	case ';':
	case '*':
	case 0x201C:
	case 0x201D:
	case 0x2018:
	case 0x201E:
	case 0x201A:
	case 0xAB:
	case 0xBB:
	case 0x2014:
	case 0x2013:
	case 0x3008:
	case 0x300C:
	case 0xBF:
	case 0xA1:
	case '_':
	case 0x2022:
	case 0x2043: return true;
	default: return (nu_class(cp) & NU_SPACE) != 0;
	}
}

/* The token that ends at `end`, at most NU_LOOK bytes of it. */
nu_str
nu_token_before(nu_str text, size_t end)
{
	size_t   i = end, low = end > NU_LOOK ? end - NU_LOOK : 0;
	unsigned len;

	while (i > low) {
		unsigned char b = (unsigned char)text.p[i - 1];
		uint32_t      cp;

		if (b < 128 && nu_ascii[b] & (NU_ALPHA | NU_DIGIT)) {
			i--;
			continue;
		}
		cp = nu_decode_back(text, i, &len);
		if (breaks_token(cp))
			break;
		i -= len;
	}
	while (i < end && text.p[i] == '\'')
		i++;
	return nu_slice(text, i, end);
}

/* The token that begins at i: letters, digits, and what stands between such. */
nu_str
nu_token_at(nu_str text, size_t i)
{
	size_t   k = i, high = text.n - i > NU_LOOK ? i + NU_LOOK : text.n, last = i;
	unsigned len;

	while (k < high) {
		unsigned char b = (unsigned char)text.p[k];
		uint32_t      cp;

		if (b < 128 && nu_ascii[b] & (NU_ALPHA | NU_DIGIT)) {
			last = ++k;
			continue;
		}
		cp = nu_decode(text, k, &len);
		if (nu_class(cp) & (NU_ALPHA | NU_DIGIT))
			last = k + len;
		else if (cp != '\'' && cp != 0x2019 && cp != '-' && cp != '.' && cp != '&')
			break;
		k += len;
	}
	return nu_slice(text, i, last);
}

enum nu_shape
nu_shape_of(nu_str s)
{
	size_t   upper = 0, letters = 0, i = 0;
	unsigned len, cls, first = 0, seen = 0, lower, digit;

	for (; i < s.n && (unsigned char)s.p[i] < 128; i++) {
		cls = nu_ascii[(unsigned char)s.p[i]];
		seen |= cls;
		upper += cls & NU_UPPER;
		letters += cls / NU_ALPHA & 1;
	}
	if (s.n)
		first = nu_class(nu_decode(s, 0, &len));
	for (; i < s.n; i += len) {
		cls = nu_class(nu_decode(s, i, &len));
		seen |= cls;
		upper += cls & NU_UPPER;
		letters += (cls & (NU_ALPHA | NU_MARK)) == NU_ALPHA;
	}
	lower = seen & NU_LOWER;
	digit = seen & NU_DIGIT;
	if (!letters && !digit)
		return NU_SH_NONE;
	if (digit)
		return letters ? NU_SH_MIXED : NU_SH_DIGITS;
	if (upper + lower == 0)
		return NU_SH_OTHER;
	if (upper == 1 && letters == 1)
		return NU_SH_INITIAL;
	if (first & NU_UPPER)
		return lower ? NU_SH_CAPITAL : NU_SH_CAPS;
	return upper ? NU_SH_MIXED : NU_SH_LOWER;
}

/* ---------------------------------------------------------------- around a candidate */

static bool
is_closer(uint32_t cp)
{
	switch (cp) {
	case ')':
	case ']':
	case '}':
	case '"':
	case '\'':
	case 0x201D:
	case 0x2019:
	case 0xBB:
	case 0xAB:
	case 0x203A:
	case 0x300D:
	case 0x300F:
	case 0x3011:
	case 0xFF09:
	case 0x201C:
	case 0x300B:
	case 0x3009: return true;
	default: return false;
	}
}

/* Marks that close even behind a blank (others could open there). */
static bool
closes_alone(uint32_t cp)
{
	return cp == ')' || cp == ']' || cp == '}' || cp == 0x201D || cp == 0xBB || cp == 0x300D;
}

static bool
is_opener(uint32_t cp)
{
	switch (cp) {
	case '(':
	case '[':
	case '{':
	case '"':
	case '\'':
	case '`':
	case 0x201C:
	case 0x2018:
	case 0x201E:
	case 0x201A:
	case 0xAB:
	case 0xBB:
	case 0x2039:
	case 0xBF:
	case 0xA1:
	case 0x300C:
	case 0x300E:
	case '-':
	case 0x2013:
	case 0x2014:
	case 0x2022:
	case '*': return true;
	default: return false;
	}
}

/* Is the straight mark at i, between blanks, one that closes? Counts those since begin. */
static bool
odd_marks(const nu_cand *c, size_t i)
{
	size_t n = 0, from = i > 2000 && i - 2000 > c->begin ? i - 2000 : c->begin;

	for (size_t k = from; k < i; k++)
		n += c->text.p[k] == c->text.p[i];
	return n & 1;
}

/* The run of terminators at c->at, ". . ." included; sets term and stop. */
static void
take_run(nu_cand *c)
{
	nu_str       t = c->text;
	size_t       i = c->at, dots = 0, k;
	unsigned     len;
	enum nu_term term, worst = NU_TERM_NONE;

	while (i < t.n) {
		k = i;
		if (dots && t.p[k] == ' ' && k + 1 < t.n && t.p[k + 1] == '.')
			k++;
		term = nu_terminator(t, k, &len);
		if (!term || (k > i && k + 1 < t.n && nu_class(nu_decode(t, k + 1, &len)) & NU_DIGIT))
			break;
		(void)nu_terminator(t, k, &len);
		dots += term == NU_TERM_DOT;
		if (term > worst)
			worst = term;
		i = k + len;
	}
	c->stop = i;
	c->term = worst == NU_TERM_DOT && dots > 1 ? NU_TERM_ELLIPSIS : worst;
}

/* Closing marks behind the run, and the next character. */
static void
take_closers(nu_cand *c)
{
	nu_str   t = c->text;
	size_t   i = c->stop, k;
	unsigned len;

	while (i < t.n) {
		uint32_t cp = nu_decode(t, i, &len);

		if (!is_closer(cp))
			break;
		/* A straight mark with a letter behind it opens. */
		if ((cp == '"' || cp == '\'' || cp == 0xAB || cp == 0x201C) && i + len < t.n &&
		    nu_class(nu_decode(t, i + len, &(unsigned){0})) & (NU_ALPHA | NU_DIGIT) &&
		    !(cp == '"' && odd_marks(c, i)))
			break;
		i += len;
	}
	for (;;) {
		k = nu_skip_blanks(t, i);
		if (k == i || k >= t.n)
			break;
		uint32_t cp = nu_decode(t, k, &len);
		bool     comma = k + len < t.n && t.p[k + len] == ',';
		bool     alone = k + len >= t.n || nu_blank(t, k + len);

		if (!closes_alone(cp) &&
		    !((cp == '"' || cp == '\'') && (comma || (alone && odd_marks(c, k)))))
			break;
		if (!alone && (cp == 0xBB || cp == ']')) /* »Text, [2] */
			break;
		i = k + len;
	}
	c->closed = i > c->stop;
	c->close = i;
	c->next = nu_skip_blanks(t, i);
}

/* A letter or digit of ASCII. */
static inline bool
is_plain_word(char x)
{
	unsigned char b = (unsigned char)x;

	return b < 128 && nu_ascii[b] & (NU_ALPHA | NU_DIGIT);
}

/* The abbreviation that a token is, or ends in behind a hyphen (ex-Gov). */
static const nu_entry *
find_abbrev(const nu_split_lang *lang, nu_str s)
{
	const nu_entry *e = NULL;

	for (size_t i = s.n; i > 0; i--)
		if (s.p[i - 1] == '-') {
			s = nu_slice(s, i, s.n);
			break;
		}
	if (!s.n || s.n > 15)
		return NULL;
	uint32_t h = nu_hash(s);

	if (lang->own)
		e = nu_lexicon_find(lang->own, s, h);
	return e ? e : nu_lexicon_find(lang->abbrev, s, h);
}

bool
nu_is_roman(nu_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!strchr("IVXLCDM", s.p[i]))
			return false;
	return s.n > 0;
}

/* A number, in digits or Roman capitals, or a letter that counts and is no word. */
static bool
is_number(const nu_cand *c)
{
	if (c->word_shape == NU_SH_DIGITS || c->word_shape == NU_SH_MIXED)
		return true;
	return !c->starter && (c->word_shape == NU_SH_INITIAL || nu_is_roman(c->word));
}

/* Does nothing but bullets and opening marks stand before prev in its sentence? */
static bool
is_first(const nu_cand *c)
{
	size_t   i = c->begin, to = (size_t)(c->prev.p - c->text.p);
	unsigned len;

	if (to < i || to - i > 16)
		return to < i;
	for (; i < to; i += len)
		if (nu_class(nu_decode(c->text, i, &len)) & (NU_ALPHA | NU_DIGIT))
			return false;
	return true;
}

/* Capitalised, as a word that begins a sentence is. */
static bool
is_capital(enum nu_shape shape)
{
	return shape == NU_SH_CAPITAL || shape == NU_SH_CAPS || shape == NU_SH_INITIAL;
}

/* The word behind. */
static void
take_next(nu_cand *c)
{
	nu_str   t = c->text;
	size_t   i = c->next;
	unsigned len;

	c->opened = false;
	for (int k = 0; k < 4 && i < t.n && !is_plain_word(t.p[i]); k++) {
		if (!is_opener(nu_decode(t, i, &len)))
			break;
		c->opened = true;
		i = nu_skip_blanks(t, i + len);
	}
	c->word = nu_token_at(t, i);
	c->word_shape = nu_shape_of(c->word);
	c->word_hash = nu_hash(c->word);
	c->starter = is_capital(c->word_shape) &&
	             nu_lexicon_find(c->lang->starter, c->word, c->word_hash);
}

/*
 * Is what looks like an abbreviation another thing: an acronym in capitals (DNA), an
 * initial, a title whose bracket closes before any name?
 */
static bool
is_other(const nu_cand *c)
{
	nu_str kind = nu_column(c->abbrev->rest, 0);
	bool   title = nu_eq(kind, NU_STR("title")) || nu_eq(kind, NU_STR("rank"));

	if (c->prev_shape == NU_SH_CAPS)
		return c->word_shape == NU_SH_CAPITAL && !memchr(c->prev.p, '.', c->prev.n);
	if (c->prev_shape == NU_SH_INITIAL)
		return !title && !is_number(c);
	return title && c->closed && (c->text.p[c->stop] == ')' || c->text.p[c->stop] == ']');
}

/* The word before. */
static void
take_prev(nu_cand *c)
{
	c->prev = nu_token_before(c->text, c->at);
	c->prev_shape = nu_shape_of(c->prev);
	c->first = is_first(c);
	c->abbrev = NULL;
	if (c->term == NU_TERM_DOT && c->prev.n)
		c->abbrev = find_abbrev(c->lang, c->prev);
	if (!c->abbrev)
		return;
	/* "no." and "art." are abbreviations before numbers only. */
	if (nu_eq(nu_column(c->abbrev->rest, 0), NU_STR("number?")) && !is_number(c))
		c->abbrev = NULL;
	else if (c->lang->acronym && is_other(c))
		c->abbrev = NULL;
}

/* Bytes of the longest heading before a colon, and of a news agency's sign. */
enum { HEADING = 120, WIRE = 12 };

/* NEW YORK (AP) -- : the dash of a dateline, which stays with its sentence. */
static bool
is_wire(nu_str t, size_t i)
{
	size_t low;

	while (i > 0 && (t.p[i] == '-' || t.p[i] == ' '))
		i--;
	if (t.p[i] != ')')
		return false;
	for (low = i > WIRE ? i - WIRE : 0; i > low; i--) {
		unsigned char b = (unsigned char)t.p[i - 1];

		if (b == '(')
			return true;
		if (b > 127 || !(nu_ascii[b] & NU_UPPER))
			return false;
	}
	return false;
}

/* A colon or a dash ends what looks like a heading or a dateline, never a clause. */
static bool
may_head(nu_cand *c)
{
	nu_cand_count(c);
	return !(c->marks & 1) && !c->parens && c->words >= (c->text.p[c->at] == ':' ? 1u : 2u) &&
	       c->words <= 8 && c->lows <= 1;
}

/*
 * A place without a terminator: a colon, a dash, or a blank before a capitalised word that
 * begins sentences (headings and lists lose their line ends on the way).
 */
static bool
look_soft(nu_cand *c)
{
	nu_str   t = c->text;
	size_t   i = c->at;
	unsigned len;
	uint32_t cp;

	c->term = NU_TERM_NONE;
	c->closed = false;
	if (nu_blank(t, i)) {
		c->soft = NU_BARE;
		cp = i > 0 ? nu_decode_back(t, i, &len) : 0;
		c->stop = c->close = i;
		if (is_closer(cp) && cp != ')' && cp != ']' && i > len) /* "Heading" The text */
			cp = nu_decode_back(t, i - len, &len);
		if (!(nu_class(cp) & (NU_ALPHA | NU_DIGIT)) && cp != '>' && cp != ')' && cp != ']')
			return false;
	} else {
		c->soft = NU_COLON;
		if (i - c->begin > HEADING || !may_head(c) || is_wire(t, i))
			return false;
		c->stop = i + 1;
		take_closers(c);
		if (c->close >= t.n || !nu_blank(t, c->close))
			return false;
	}
	c->next = nu_skip_blanks(t, c->close);
	if (c->next >= t.n)
		return false;
	if (c->soft == NU_BARE && t.p[c->next] >= 'A' && t.p[c->next] <= 'Z') {
		c->opened = false;
		c->word = nu_token_at(t, c->next);
		c->word_hash = nu_hash(c->word);
		if (c->word.n < 2 || !nu_lexicon_find(c->lang->starter, c->word, c->word_hash))
			return false;
		c->word_shape = nu_shape_of(c->word);
		c->starter = is_capital(c->word_shape);
	} else {
		take_next(c);
	}
	take_prev(c);
	if (c->soft == NU_BARE)
		return c->starter || (t.n - c->next > 4 && memcmp(t.p + c->next, "http", 4) == 0);
	return c->word_shape != NU_SH_LOWER || c->opened || c->word.n > 6;
}

bool
nu_cand_look(nu_cand *c, size_t at)
{
	unsigned len;

	c->at = at;
	if (c->text.p[at] != '.' && !nu_terminator(c->text, at, &len))
		return look_soft(c);
	c->soft = NU_HARD;
	if (at + 2 < c->text.n && c->text.p[at] == '.' && c->text.p[at + 1] == ' ' &&
	    is_plain_word(c->text.p[at + 2])) { /* nearly always */
		c->term = NU_TERM_DOT;
		c->stop = c->close = at + 1;
		c->next = at + 2;
		c->closed = false;
	} else {
		take_run(c);
		take_closers(c);
	}
	take_next(c);
	take_prev(c);
	return true;
}
