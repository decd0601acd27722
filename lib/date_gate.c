#include "date_gate.h"

#include "date_key.h"
#include "date_match.h"

enum { AROUND = 1024 };

static bool
is_white(char c)
{
	return c == ' ' || (c >= 9 && c <= 13);
}

void
nu_date_gate_around(nu_str text, size_t at, size_t left, size_t right, size_t *from, size_t *to)
{
	const size_t top = text.n - at < AROUND ? text.n : at + AROUND;
	const size_t low = at < AROUND ? 0 : at - AROUND;
	size_t       i = at;

	for (left++; i > low && (left -= is_white(text.p[i - 1])) > 0;)
		i--;
	while (i < at && (text.p[i] & 0xC0) == 0x80) /* not inside a character */
		i++;
	*from = i;
	for (i = at, right++; i < top && (right -= is_white(text.p[i])) > 0;)
		i++;
	*to = i;
}

/* ------------------------------------------------------------------------ islands */

static bool
is_in_word(char c)
{
	return !nu_date_is_high(c) && (nu_ascii[c & 127] & (NU_ALPHA | NU_DIGIT)) != 0;
}

/* Can the word or mark s[from, to) be part of an expression? In doubt yes. */
static bool
is_part(const nu_date_gate *g, nu_str s, size_t from, size_t to)
{
	if (nu_date_is_high(s.p[from]) || (from && nu_date_is_high(s.p[from - 1])) ||
	    (to < s.n && nu_date_is_high(s.p[to])))
		return true;
	if (to == from + 1 && !nu_date_is_letter(s.p[from]))
		return nu_date_is_digit(s.p[from]) ||
		       nu_date_has_bit(g->part, nu_date_mark_hash((unsigned char)s.p[from]));
	for (size_t i = from; i < to; i++)
		if (nu_date_is_digit(s.p[i]))
			return true;
	return nu_date_has_bit(g->part, nu_date_word_hash(nu_slice(s, from, to)));
}

/* Where the word or mark that ends before s[to] begins. */
static size_t
begin_of(nu_str s, size_t to, size_t least)
{
	size_t i = to - 1;

	if (is_in_word(s.p[i]))
		while (i > least && is_in_word(s.p[i - 1]))
			i--;
	return i;
}

/*
 * Where the words before the trigger at s[t] begin that can be part of an expression,
 * and the one before them, but not before s[least].
 */
static size_t
island_begin(const nu_date_gate *g, nu_str s, size_t t, size_t least)
{
	size_t i = t, end;

	for (;;) { /* s[i] begins a word of the island */
		for (end = i; end > least && is_white(s.p[end - 1]); end--)
			;
		if (end == least)
			return i;
		i = begin_of(s, end, least);
		if (!is_part(g, s, i, end))
			return i;
	}
}

size_t
nu_date_gate_next(const nu_date_rules *rules, nu_arena *a, nu_str text, size_t *at,
    nu_date_token **tokens)
{
	const nu_date_gate *g = rules->gate;
	size_t              n = 0;

	while (!n) {
		size_t t = g->all ? text.n : nu_date_trigger_by(NU_DATE_BEST, g, text, *at);

		if (*at >= text.n || (t == text.n && !g->all))
			return 0;
		n = nu_date_tokens_around(rules->lex, a, text, g->all ? 0 : island_begin(g, text, t, *at), t,
		    g->part, NU_DATE_FILTER, at, tokens);
		if (*at <= t) /* the trigger's own word goes on */
			*at = t + 1;
	}
	return n;
}
