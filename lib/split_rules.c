#include "split_cand.h"

#include "text.h"

enum { LONGEST_END = 8 }; /* bytes of an ending */

/* -------------------------------------------------------------------------- judging */

static bool
has_dot(nu_str s)
{
	return s.n && memchr(s.p, '.', s.n);
}

/* An acronym with dots: U.S, a.m, Ph.D: letters in ones and twos. */
bool
nu_is_acronym(nu_str s)
{
	size_t   run = 0, i = 0;
	unsigned len;

	if (!has_dot(s))
		return false;
	while (i < s.n) {
		uint32_t cp = nu_decode(s, i, &len);

		if (cp == '.')
			run = 0;
		else if (!(nu_class(cp) & NU_ALPHA) || ++run > 2)
			return false;
		i += len;
	}
	return true;
}

static bool
kind_is(const nu_cand *c, const char *kind)
{
	return c->abbrev && nu_eq(nu_column(c->abbrev->rest, 0), nu_str_of(kind));
}

/*
 * Does a quote's attribution follow: a name and a verb of saying ("Why?" Mr. Holm asked)?
 * A pronoun or an article with a capital begins a sentence of its own.
 */
static bool
attribution(const nu_cand *c)
{
	nu_str t = c->text;
	size_t i = c->next;

	if (!c->closed || c->opened || c->starter)
		return false;
	for (int k = 0; k < 4 && i < t.n; k++) {
		nu_str w = nu_token_at(t, i);

		if (!w.n)
			return false;
		i += w.n;
		if (k && nu_lexicon_find(c->lang->cue, w, nu_hash(w)))
			return i < t.n && t.p[i] != ':' && !(t.p[i] == ',' && i + 2 < t.n && t.p[i + 2] == '"');
		i = nu_skip_blanks(t, i < t.n && t.p[i] == '.' ? i + 1 : i);
	}
	return false;
}

/* Is the next word an initial too, or a sign that names go on with (J. A. Holm, B. & O.)? */
bool
nu_cand_initials(const nu_cand *c)
{
	size_t end = c->word.n ? (size_t)(c->word.p + c->word.n - c->text.p) : 0;

	if (!c->word.n)
		return c->next < c->text.n && c->text.p[c->next] == '&';
	return (c->word_shape == NU_SH_INITIAL || nu_is_acronym(c->word)) && end < c->text.n &&
	       c->text.p[end] == '.';
}

/* The Hald Bros.' ship. */
static bool
possessive(const nu_cand *c)
{
	return c->close == c->stop + 1 && c->text.p[c->stop] == '\'' && c->prev.n &&
	       c->prev.p[c->prev.n - 1] == 's';
}

/* Has the word an ending that names hardly have (-ość, -ția)? */
static bool
ends_common(const nu_cand *c)
{
	char   key[LONGEST_END + 1] = "-";
	nu_str w = c->word;

	for (size_t n = 2; n <= LONGEST_END && n + 2 < w.n; n++) {
		nu_str ending = {key, n + 1};

		if (((unsigned char)w.p[w.n - n] & 0xC0) == 0x80)
			continue;
		memcpy(key + 1, w.p + w.n - n, n);
		if (nu_lexicon_find(c->lang->starter, ending, nu_hash(ending)))
			return true;
	}
	return false;
}

/*
 * Is the capital behind an abbreviation that of a sentence, not of a name? A starter's is,
 * and so, where nothing was learnt, that of a word which the document writes small too; but
 * not where another capital goes on with the name (Prof. of a University of Names).
 */
static bool
begins(const nu_cand *c)
{
	size_t   end, i;
	unsigned len;

	if (c->starter || c->lang->model || (c->prev_shape == NU_SH_INITIAL && !c->abbrev) ||
	    c->word_shape != NU_SH_CAPITAL || c->opened)
		return c->starter;
	end = (size_t)(c->word.p + c->word.n - c->text.p);
	i = nu_skip_blanks(c->text, end);
	return i > end && i < c->text.n && nu_class(nu_decode(c->text, i, &len)) & NU_LOWER &&
	       (ends_common(c) || nu_written_small(c->room, c->arena, c->word_hash));
}

/* Behind an abbreviation, an initial or an acronym: did it end the sentence? */
static bool
ends_abbreviated(const nu_cand *c)
{
	if (c->word_shape == NU_SH_LOWER || nu_cand_initials(c) || possessive(c))
		return false;
	if (c->lang->own && c->abbrev && !c->abbrev->rest.n)
		return c->starter;
	if (kind_is(c, "name"))
		return c->starter;
	if (kind_is(c, "title") || (kind_is(c, "latin") && c->lang->model))
		return false;
	if (kind_is(c, "number") || kind_is(c, "number?"))
		return c->word_shape != NU_SH_DIGITS && c->word_shape != NU_SH_MIXED && begins(c);
	if (kind_is(c, "month") || kind_is(c, "month?"))
		return c->word_shape != NU_SH_DIGITS && (kind_is(c, "month?") || begins(c));
	if (kind_is(c, "place?"))
		return c->prev_shape != NU_SH_CAPITAL || begins(c);
	if (kind_is(c, "org") || kind_is(c, "place") || kind_is(c, "time") || kind_is(c, "degree"))
		return begins(c) || (c->opened && c->text.p[c->next] != '(');
	if (kind_is(c, "unit"))
		return c->word_shape != NU_SH_DIGITS;
	return begins(c);
}

bool
nu_split_dash(const nu_cand *c)
{
	nu_str   t = c->text;
	unsigned len;
	uint32_t cp;

	if (!c->lang->dash || c->term != NU_TERM_DOT || c->next >= t.n)
		return false;
	cp = nu_decode(t, c->next, &len);
	return (cp == '-' || cp == 0x2013 || cp == 0x2014) && c->next + len < t.n &&
	       nu_blank(t, c->next + len);
}

static bool
ends_dot(const nu_cand *c)
{
	if (nu_split_dash(c))
		return false;
	if (!c->prev.n)
		return c->word_shape != NU_SH_LOWER;
	if (c->abbrev || c->prev_shape == NU_SH_INITIAL || nu_is_acronym(c->prev))
		return ends_abbreviated(c);
	if (c->lang->ordinal && c->prev_shape != NU_SH_LOWER && nu_is_roman(c->prev))
		return c->starter;
	if (c->first && c->prev.n <= 3 && (c->prev_shape == NU_SH_DIGITS || c->prev.n == 1))
		return false; /* 1. The first item */
	if (c->prev_shape == NU_SH_DIGITS && c->prev.n <= 3 && c->lang->ordinal &&
	    c->prev.p[c->prev.n - 1] >= '0' && c->prev.p[c->prev.n - 1] <= '9') /* not 16,7). */
		return c->starter;
	return c->word_shape != NU_SH_LOWER;
}

/* [...] or (...), where words were left out, from i: its end, or 0. */
static size_t
left_out(nu_str t, size_t i)
{
	char     close = t.p[i] == '[' ? ']' : t.p[i] == '(' ? ')' : 0;
	size_t   k = i + 1;
	unsigned len;

	while (k < t.n && k < i + 8 && (t.p[k] == '.' || t.p[k] == ' '))
		k++;
	if (k < t.n && k == i + 1 && nu_terminator(t, k, &len) == NU_TERM_ELLIPSIS)
		k += len;
	return close && k > i + 2 && k < t.n && t.p[k] == close ? k + 1 : 0;
}

/* Marks follow: a comma goes on, and so does a mark that ends a sentence itself (... ?). */
static bool
ends_before_marks(const nu_cand *c)
{
	nu_str   t = c->text;
	char     x = t.p[c->next];
	size_t   out = left_out(t, c->next);
	unsigned len;

	if (out && (out = nu_skip_blanks(t, out)) < t.n)
		return !(nu_class(nu_decode(t, out, &len)) & NU_LOWER);
	if ((x == '?' || x == '!') && c->next + 1 < t.n)
		return !nu_blank(t, c->next + 1) && !nu_terminator(t, c->next + 1, &len);
	return x != ',' && x != ';' && x != ':' && x != '.' && x != '&' && x != '?' && x != '!';
}

/* b) The next of a list whose line ends were lost. */
static bool
is_item(const nu_cand *c)
{
	size_t i = c->next + 1;

	return c->word.n == 1 && !c->abbrev && i + 1 < c->text.n && c->text.p[i] == ')' &&
	       nu_blank(c->text, i + 1);
}

bool
nu_split_rule(const nu_cand *c)
{
	nu_str t = c->text;

	if (c->next >= t.n)
		return true;
	if (c->term == NU_TERM_SOLID)
		return true;
	if (c->soft)
		return t.p[c->at] == ':' && c->words && !c->small &&
		       c->prev_shape == NU_SH_CAPS; /* A HEADING: */
	if (c->closed && c->at > 0 && left_out(t, c->at - 1) > c->stop)
		return false;          /* [...] */
	if (c->next == c->close) { /* no blank */
		if (c->term == NU_TERM_DOT || c->term == NU_TERM_ELLIPSIS)
			return c->word_shape == NU_SH_CAPITAL && c->prev_shape == NU_SH_LOWER &&
			       c->prev.n > 2 && !c->opened && !has_dot(c->word) && !has_dot(c->prev);
		return c->word_shape == NU_SH_CAPITAL && !c->opened && c->prev_shape == NU_SH_LOWER;
	}
	if (c->word.n == 0)
		return ends_before_marks(c);
	if (c->word_shape == NU_SH_LOWER && !c->opened)
		return is_item(c);
	if (attribution(c) && (c->term == NU_TERM_STRONG || c->word_shape == NU_SH_LOWER))
		return false;
	if (c->term == NU_TERM_DOT)
		return ends_dot(c);
	return c->word_shape != NU_SH_LOWER;
}
