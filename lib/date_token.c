#include "date_key.h"

/* ------------------------------------------------------------------------- tokens */

typedef struct lexer {
	const nu_date_lex *lex;
	nu_str             text;
	const nu_word     *w;
	size_t             n;
} lexer;

/* Is the text of a word, but for case, that of a key's part? Mostly ASCII letters. */
static bool
is_part(const lexer *x, const nu_word *w, nu_str part)
{
	const char *p = x->text.p + w->start;
	size_t      n = w->end - w->start;

	if (n != part.n)
		return n > part.n && nu_eq_lower((nu_str){p, n}, part);
	for (size_t i = 0; i < n; i++)
		if (p[i] != part.p[i] && ((unsigned char)p[i] >= 128 || (p[i] | 32) != part.p[i]))
			return nu_eq_lower((nu_str){p, n}, part);
	return true;
}

/* Are the words behind word i the rest of the key? */
static bool
is_rest(const lexer *x, size_t i, const nu_date_key *k)
{
	if (i + k->n > x->n)
		return false;
	for (size_t j = 1; j < k->n; j++)
		if (x->w[i + j].hash != k->part_hash[j] || (k->glued[j] && x->w[i + j].space) ||
		    !is_part(x, &x->w[i + j], k->part[j]))
			return false;
	return true;
}

/* Can a word with that hash be the first of a key? */
static inline bool
is_first(const nu_date_lex *lex, uint32_t hash)
{
	return lex->filter[hash % 65536 / 64] >> (hash % 64) & 1;
}

static const nu_date_key *
key_at(const lexer *x, size_t i)
{
	const uint32_t h = x->w[i].hash;

	if (!is_first(x->lex, h))
		return NULL;
	for (const nu_date_key *k = nu_date_head_of(x->lex, h)->first; k; k = k->next)
		if ((k->n == 1 || is_rest(x, i, k)) && is_part(x, &x->w[i], k->part[0]))
			return k;
	return NULL;
}

/* The number a single-word key stands for, or -1. */
static int
sense_number(const nu_date_key *k, int symbol)
{
	for (const nu_date_sense *s = k ? k->sense : NULL; s; s = s->next)
		if (s->symbol == symbol)
			return s->number;
	return -1;
}

/* Does the number word v go on the number that `last` ended? (twenty four; three hundred) */
static bool
goes_on(int total, int last, int v)
{
	if (v == 100)
		return total > 0 && total < 100;
	if (v >= 1000)
		return total > 0 && total < 1000;
	if (last >= 20 && last < 100)
		return v < 10 && last % 10 == 0;
	if (last == 100 || last >= 1000)
		return v < 100 || last >= 1000;
	/* Years are said in two halves: nineteen ninety, twenty thirteen. */
	return last >= 11 && last <= 19 && v >= 10;
}

typedef struct spoken {
	int    value;
	bool   ordinal;
	size_t words; /* taken */
	size_t parts; /* number words among them */
} spoken;

/* Reads number words from word i: twenty-four, two hundred and six, nineteen ninety-four. */
static spoken
read_spoken(const lexer *x, size_t i, const nu_date_key *first)
{
	const nu_date_lex *lex = x->lex;
	spoken             s = {0, false, 0, 0};
	int                total = 0, part = 0, last = 0;
	size_t             j = i;

	for (;;) {
		const nu_date_key *k = j == i ? first : key_at(x, j);
		int        v = k ? k->card : -1, o = k && v < 0 ? k->ord : -1;
		int        now = v >= 0 ? v : o;

		if (now < 0 || !k || (s.parts && !goes_on(part + (part ? 0 : total), last, now)))
			break;
		if (now == 100)
			part = (part ? part : 1) * 100;
		else if (now >= 1000)
			total = now < 1000000000 && part < 1000 ? total + (part ? part : 1) * now : total, part = 0;
		else if (s.parts && last >= 11 && last <= 19 && now >= 10)
			part = part * 100 + now;
		else
			part += now;
		last = now >= 100 ? now : part % 100;
		j += k->n;
		s.parts++;
		s.words = j - i;
		s.value = total + part;
		s.ordinal = o >= 0;
		if (s.ordinal || s.parts > 12)
			break;
		if (j + 1 < x->n && x->text.p[x->w[j].start] == '-' && !x->w[j].space &&
		    !x->w[j + 1].space)
			j++;
		else if (j + 1 < x->n && last >= 100 && sense_number(key_at(x, j), lex->and_) >= 0)
			j++;
	}
	return s;
}

static int
digits_value(nu_str s)
{
	int v = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9' || v > 99999999)
			return NU_DATE_HUGE;
		v = v * 10 + (s.p[i] - '0');
	}
	return v;
}

/* The token of a number at word i (1,200 and 19th are one each); returns its words. */
static size_t
number_token(const lexer *x, size_t i, nu_date_token *t)
{
	const nu_word *w = x->w;
	size_t         j = i + 1, digits = w[i].end - w[i].start;
	const nu_date_key     *k;

	t->number = digits_value(nu_slice(x->text, w[i].start, w[i].end));
	t->flags |= NU_DATE_NUMBER;
	while (digits <= 9 && (j > i + 1 || digits <= 3) && j + 1 < x->n && x->text.p[w[j].start] == ',' &&
	       !w[j].space && !w[j + 1].space &&
	       w[j + 1].kind == NU_NUMBER && w[j + 1].end - w[j + 1].start == 3) {
		int more = digits_value(nu_slice(x->text, w[j + 1].start, w[j + 1].end));

		t->number = t->number < 900000 ? t->number * 1000 + more : NU_DATE_HUGE;
		digits = 9;
		j += 2;
	}
	t->digits = (uint8_t)(digits > 15 ? 15 : digits);
	t->kind = t->number < NU_DATE_HUGE ? x->lex->shape[nu_date_shape(t->number, t->digits)]
	                                   : x->lex->huge;
	t->to = w[j - 1].end;
	k = j < x->n && !w[j].space && w[j].kind == NU_WORD ? key_at(x, j) : NULL;
	if (k && sense_number(k, x->lex->suffix) >= 0) {
		t->kind = x->lex->ordinal[nu_date_ordinal(t->number)];
		t->to = w[j + k->n - 1].end;
		j += k->n;
	}
	return j - i;
}

/*
 * Letters with digits behind them: Dec31, T12 (ISO 8601). Two tokens, when the letters
 * are a key; false otherwise.
 */
static bool
split_token(const lexer *x, const nu_word *w, nu_date_token *t)
{
	nu_str     s = nu_slice(x->text, w->start, w->end);
	size_t     n = s.n;
	uint32_t   h;
	const nu_date_key *k;

	while (n > 0 && s.p[n - 1] >= '0' && s.p[n - 1] <= '9')
		n--;
	if (n == 0 || n == s.n || s.n - n > 4)
		return false;
	h = nu_date_word_hash(nu_slice(s, 0, n));
	for (k = nu_date_head_of(x->lex, h)->first; k; k = k->next)
		if (k->n == 1 && nu_eq_lower(nu_slice(s, 0, n), k->part[0]))
			break;
	if (!k)
		return false;
	t[0].sense = k->sense;
	t[0].kind = t->flags & NU_DATE_CAPITAL ? k->kind_capital : k->kind;
	t[0].to = w->start + (uint32_t)n;
	t[1].from = t[0].to;
	t[1].to = w->end;
	t[1].flags = NU_DATE_GLUED | NU_DATE_NUMBER;
	t[1].digits = (uint8_t)(s.n - n);
	t[1].number = digits_value(nu_slice(s, n, s.n));
	t[1].kind = x->lex->shape[nu_date_shape(t[1].number, t[1].digits)];
	return true;
}

static size_t
word_token(const lexer *x, size_t i, const nu_date_key *k, nu_date_token *t)
{
	const nu_date_lex *lex = x->lex;
	size_t             n = k->n;

	t->sense = k->sense;
	t->kind = t->flags & NU_DATE_CAPITAL ? k->kind_capital : k->kind;
	t->to = x->w[i + n - 1].end;
	if (k->card >= 0 || k->ord >= 0) {
		spoken s = read_spoken(x, i, k);

		t->number = s.value;
		t->flags |= NU_DATE_NUMBER;
		if (s.parts > 1) {
			t->sense = NULL;
			t->kind = s.ordinal ? lex->ordinal[nu_date_ordinal(s.value)]
			                    : lex->shape[nu_date_shape(s.value, 0)];
			n = s.words;
			t->to = x->w[i + n - 1].end;
		}
	}
	return n;
}

/* The tokens of the words in lex->scratch; *any: some can be part of an expression. */
static size_t
tokens_of_words(
    nu_date_lex *lex, nu_arena *a, nu_str text, nu_date_token **t, size_t *cap, bool *any)
{
	const nu_word *w;
	lexer          x = {lex, text, NULL, 0};
	size_t         n = 0;

	*any = false;
	x.n = lex->scratch.n;
	x.w = w = lex->scratch.w;
	for (size_t i = 0; i < x.n; n++) {
		nu_date_token     *y;
		const nu_date_key *k;

		if (n + 2 > *cap)
			*t = nu_grow(a, *t, cap, n ? n + 2 : x.n + 2, sizeof **t);
		y = &(*t)[n];
		y[0] = y[1] = (nu_date_token){0};
		y->from = w[i].start;
		y->to = w[i].end;
		y->flags = (i && !w[i].space ? NU_DATE_GLUED : 0) |
		           (w[i].letters >= NU_CAPITAL ? NU_DATE_CAPITAL : 0);
		if (w[i].kind == NU_NUMBER) {
			i += number_token(&x, i, y);
			*any = true;
		} else if (is_first(lex, w[i].hash) && (k = key_at(&x, i))) {
			i += word_token(&x, i, k, y);
			*any |= y->kind != 0;
		} else {
			const char last = x.text.p[w[i].end - 1];

			if (w[i].kind == NU_WORD && last >= '0' && last <= '9' && split_token(&x, &w[i], y)) {
				n++;
				*any = true;
			}
			i++;
		}
	}
	return n;
}

size_t
nu_date_tokens(nu_date_lex *lex, nu_str text, size_t from, size_t to, const nu_date_token **tokens)
{
	size_t n;
	bool   any;

	text = nu_slice(text, 0, to);
	nu_date_words_of(lex->keep, text, from, NULL, 0, 0, &lex->scratch);
	n = tokens_of_words(lex, lex->keep, text, &lex->token, &lex->captoken, &any);
	*tokens = lex->token;
	return n;
}

size_t
nu_date_tokens_around(nu_date_lex *lex, nu_arena *a, nu_str text, size_t from, size_t must,
    const uint64_t *part, size_t bits, size_t *to, nu_date_token **tokens)
{
	bool   any;
	size_t n, cap = 0;

	*tokens = NULL;
	*to = nu_date_words_of(lex->keep, text, from, part, bits, must, &lex->scratch);
	n = tokens_of_words(lex, a, text, tokens, &cap, &any);
	return any ? n : 0;
}
