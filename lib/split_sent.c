#include "split_cand.h"

#include "split_model.h"
#include "text.h"

static void
add_span(nu_arena *a, nu_split_room *room, nu_str text, size_t from, size_t to)
{
	unsigned len;

	from = nu_skip_blanks(text, from);
	while (to > from && (nu_class(nu_decode_back(text, to, &len)) & NU_SPACE))
		to -= len;
	if (to > from)
		NU_PUSH(a, room->span, room->n, room->cap) = (nu_span){from, to};
}

/*
 * Plain: a word that is no abbreviation, a stop, a blank, and a capitalised word; behind a
 * name or closing marks it must be a word that begins sentences.
 */
static bool
is_plain(const nu_cand *c)
{
	if (c->soft || c->abbrev || c->next == c->close || c->prev.n < 2 ||
	    (c->term != NU_TERM_DOT && c->term != NU_TERM_STRONG) || nu_split_dash(c))
		return false;
	if (c->word_shape != NU_SH_CAPITAL && c->word_shape != NU_SH_INITIAL)
		return false;
	if (c->prev_shape == NU_SH_LOWER && !c->closed && c->term == NU_TERM_DOT)
		return c->word_shape == NU_SH_CAPITAL || c->starter;
	if (c->opened)
		return false;
	if (!c->closed && c->word_shape == NU_SH_CAPITAL && c->term == NU_TERM_DOT &&
	    ((c->prev_shape == NU_SH_CAPITAL && c->prev.n > 4) ||
	        (c->prev_shape == NU_SH_DIGITS && c->prev.n == 4)))
		return true;
	return (c->prev_shape == NU_SH_LOWER || (c->prev_shape == NU_SH_CAPITAL && c->prev.n > 2) ||
	           (c->prev_shape == NU_SH_DIGITS && !c->first)) &&
	       c->starter;
}

/*
 * What is certain and no matter of probability: 1 a sentence ends, -1 none does, 0 unsure.
 */
static int
guard(const nu_cand *c, bool rule)
{
	if (c->soft) {
		if (c->soft == NU_BARE) /* Holm's In the Dark */
			return c->marks & 1 || c->parens ||
			               (c->prev.n > 2 && memcmp(c->prev.p + c->prev.n - 2, "'s", 2) == 0)
			           ? -1
			           : 0;
		if (c->text.p[c->next] == '(')
			return -1;
		return rule && c->word_shape == NU_SH_CAPITAL; /* A HEADING: The text */
	}
	if (c->next >= c->text.n || c->term == NU_TERM_SOLID)
		return 1;
	if (!rule && (c->next == c->close || nu_cand_initials(c)))
		return -1;
	if (!rule && c->abbrev && c->word_shape == NU_SH_CAPITAL && !c->closed && !c->opened &&
	    nu_eq(nu_column(c->abbrev->rest, 0), NU_STR("title")))
		return -1; /* Mr. Holm */
	if (c->term == NU_TERM_ELLIPSIS && c->at > 0 && c->text.p[c->at - 1] == '[' && !rule)
		return -1; /* [...] */
	if (!rule && c->closed && (c->term == NU_TERM_STRONG || c->abbrev))
		return -1; /* "Why?" Mr. Holm asked */
	if (c->word_shape == NU_SH_LOWER &&
	    (c->closed || c->opened || c->abbrev || c->term != NU_TERM_STRONG ||
	        c->prev_shape != NU_SH_LOWER))
		return rule ? 1 : -1; /* "It is great." she said */
	return !rule && c->lang->own && c->abbrev ? -1 : 0;
}

/* Has the text a danda? */
static bool
has_danda(nu_str t)
{
	const char *p = t.p, *end = t.p + t.n;

	while (end - p > 2 && (p = memchr(p, 0xE0, (size_t)(end - p - 2)))) {
		if (memcmp(p, "\xE0\xA5\xA4", 3) == 0)
			return true;
		p += 3;
	}
	return false;
}

static bool
ends(nu_cand *c)
{
	const nu_split_lang *lang = c->lang;
	uint32_t             feature[NU_SPLIT_FEATURES];
	bool                 rule;
	int                  sure;
	size_t               n;

	if (!lang->judge && is_plain(c))
		return true;
	if (c->soft)
		nu_cand_count(c);
	rule = nu_split_rule(c);
	sure = guard(c, rule);
	if (sure || !lang->model)
		return sure ? sure > 0 : rule;
	n = nu_split_features(lang->model, c, rule, feature);
	if (lang->judge)
		return lang->judge->ends(lang->judge->ctx, c, rule, feature, n);
	return nu_split_score(lang->model, feature, n) > 0;
}

/* The number that a token is (a letter counts from a), or 0. */
static uint32_t
ordinal(nu_str s)
{
	uint32_t v = 0;

	if (s.n == 1 && s.p[0] >= 'a' && s.p[0] <= 'z')
		return 1000 + (uint32_t)(s.p[0] - 'a');
	if (s.n > 2)
		return 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return 0;
		v = v * 10 + (uint32_t)(s.p[i] - '0');
	}
	return v;
}

static nu_str
trim_marker(nu_str s)
{
	while (s.n && (s.p[s.n - 1] == ')' || s.p[s.n - 1] == '.'))
		s.n--;
	return s;
}

/*
 * Lists whose line ends were lost: "1. The first item 2. The second". *next is the number
 * that would go on; when prev is it, the sentence ends before it (and before a bullet).
 */
static size_t
list_goes_on(const nu_cand *c, uint32_t *next)
{
	nu_str   prev = c->prev;
	size_t   i;
	unsigned len;
	uint32_t v;

	prev = trim_marker(prev);
	v = ordinal(prev);
	if (!v || (c->soft && (c->soft != NU_BARE || c->text.p[c->at - 1] != ')')))
		return 0;
	if (c->first || !*next || v != *next) {
		if (c->first)
			*next = v + 1;
		return 0;
	}
	*next = v + 1;
	i = (size_t)(prev.p - c->text.p);
	for (int k = 0; k < 2 && i > c->begin; k++) {
		uint32_t cp = nu_decode_back(c->text, i, &len);

		if (!(nu_class(cp) & NU_SPACE) && (cp < 0x2000 || nu_class(cp) & (NU_ALPHA | NU_DIGIT)))
			return k ? i : 0;
		i -= len;
		if (k && nu_class(cp) & NU_SPACE)
			return i;
	}
	return i;
}

/* Where the marks and blanks begin that close the text: its last sentence has them. */
static size_t
marks_at_end(nu_str t)
{
	size_t i = t.n;

	for (;;) {
		if (i > 3 && memcmp(t.p + i - 3, "\xE2\x80", 2) == 0 &&
		    ((unsigned char)t.p[i - 1] == 0x9D || (unsigned char)t.p[i - 1] == 0x99))
			i -= 3;
		else if (i > 0 && !((unsigned char)t.p[i - 1] & 0x80) &&
		         !(nu_ascii[(unsigned char)t.p[i - 1]] & (NU_ALPHA | NU_DIGIT)))
			i--;
		else
			return i ? i : t.n;
	}
}

size_t
nu_sentences(
    const nu_split_lang *lang, nu_arena *a, nu_split_room *room, nu_str text, nu_span **out)
{
	size_t   first = room->n, tail = marks_at_end(text), from = 0;
	uint32_t list = 0;
	bool     danda = lang->danda && has_danda(text);
	unsigned len;

	if (text.n && (unsigned char)(text.p[0] - 33) > 93) /* no mark, letter or digit of ASCII */
		from = nu_skip_blanks(text, 0);
	nu_cand c = {.lang = lang, .arena = a, .room = room, .text = text, .begin = from};

	nu_scan(a, text, lang->openers, NU_SCAN_BEST, &room->places);
	for (size_t i = 0; i < room->places.n && room->places.at[i] < tail; i++) {
		size_t at = room->places.at[i], item, next, close;
		int    plain;

		if (at < c.stop)
			continue;
		plain = lang->judge || danda ? 0 : nu_split_plain(&c, at, &close, &next);
		if (plain > 0) {
			NU_PUSH(a, room->span, room->n, room->cap) = (nu_span){c.begin, close};
			c.begin = c.stop = next;
		}
		if (plain || (!lang->model && !nu_terminator(text, at, &len)) ||
		    (danda && text.p[at] == '.') || !nu_cand_look(&c, at))
			continue;
		item = list_goes_on(&c, &list);
		if (item) {
			add_span(a, room, text, c.begin, item);
			c.begin = nu_skip_blanks(text, item);
		} else if (!(c.first && ordinal(trim_marker(c.prev))) && ends(&c)) {
			add_span(a, room, text, c.begin, c.close);
			c.begin = c.next;
			c.stop = c.close;
		}
	}
	if (c.begin < text.n && (unsigned char)(text.p[text.n - 1] - 33) < 94)
		NU_PUSH(a, room->span, room->n, room->cap) = (nu_span){c.begin, text.n};
	else if (c.begin < text.n)
		add_span(a, room, text, c.begin, text.n);
	*out = room->n > first ? room->span + first : NULL;
	return room->n - first;
}
