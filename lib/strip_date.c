/*
 * The days that bylines and "Published" lines tell: a year, a month and a day spelt out
 * in one of the common ways, with a time where one stands by. No rules of a story's
 * dates here ("Friday", "last week"): that is ndate's work.
 */
#include "strip_in.h"

#include <stdio.h>

#include "date_calendar.h"

enum { TOKENS = 24 };

enum token_kind { T_NUMBER, T_MONTH, T_LINK, T_ZONE, T_HALF, T_WORD };

typedef struct token {
	uint8_t kind;
	int     value;  /* number; month; 0 a.m., 1 p.m. */
	int     digits; /* of a number */
	nu_str  zone;
	size_t  from, to;
	char    sep; /* the mark right behind it, or ' ' */
} token;

static uint8_t
word_kind(const sp_state *s, nu_str word, token *t)
{
	const nu_entry *e = nu_lexicon_find(s->months, word, nu_hash(word));
	nu_str          kind, value;

	if (!e)
		return T_WORD;
	kind = nu_column(e->rest, 0);
	value = nu_column(e->rest, 1);
	if (nu_eq(kind, NU_STR("month"))) {
		for (size_t i = 0; i < value.n; i++)
			t->value = t->value * 10 + (value.p[i] - '0');
		return T_MONTH;
	}
	if (nu_eq(kind, NU_STR("zone"))) {
		t->zone = value;
		return T_ZONE;
	}
	if (nu_eq(kind, NU_STR("half"))) {
		t->value = value.p[0] == 'p';
		return T_HALF;
	}
	return T_LINK;
}

/* As nu_decode, which most characters need not be asked of. */
static inline uint32_t
char_at(nu_str t, size_t i, unsigned *len)
{
	*len = 1;
	return (unsigned char)t.p[i] < 128 ? (unsigned char)t.p[i] : nu_decode(t, i, len);
}

/* Letters that stand between the numbers of a date or a time, in Chinese, Japanese, Korean. */
static inline char
number_mark(uint32_t cp)
{
	if (cp < 128)
		return 0;
	switch (cp) {
	case 0x5E74: case 0x6708: case 0x65E5: case 0xB144: case 0xC6D4: case 0xC77C: return '-';
	case 0x6642: case 0x65F6: case 0xC2DC: return ':';
	default: return 0;
	}
}

/* Ends the word that began at i before k: a number mark, or words stuck together ("PressApril"). */
static bool
is_joint(nu_str text, size_t i, size_t k)
{
	unsigned len, before;
	uint32_t cp = char_at(text, k, &len);

	if (number_mark(cp))
		return true;
	return k > i + 1 && (nu_class(cp) & NU_UPPER) &&
	       (nu_class(nu_decode_back(text, k, &before)) & NU_LOWER);
}

/* The token that begins at text.p[i], which is a letter or digit; returns its end. */
static size_t
read_token(const sp_state *s, nu_str text, size_t i, token *t)
{
	unsigned len;
	size_t   k = i;

	memset(t, 0, sizeof *t);
	t->from = i;
	if (text.p[i] >= '0' && text.p[i] <= '9') {
		for (; k < text.n && text.p[k] >= '0' && text.p[k] <= '9'; k++, t->digits++)
			if (t->digits < 7)
				t->value = t->value * 10 + (text.p[k] - '0');
		t->kind = T_NUMBER;
	} else {
		/* "p.m." is one word, and so is "Sept" before its point. */
		while (k < text.n && !is_joint(text, i, k) &&
		       ((nu_class(char_at(text, k, &len)) & (NU_ALPHA | NU_MARK)) ||
		           (text.p[k] == '.' && k == i + 1 && k + 1 < text.n &&
		               (text.p[k + 1] | 32) == 'm')))
			k += text.p[k] == '.' ? 1 : len;
		t->kind = word_kind(s, nu_slice(text, i, k), t);
	}
	t->to = k;
	t->sep = k < text.n && (unsigned char)text.p[k] < 128 ? text.p[k] : ' ';
	return k;
}

/* Cuts text from byte `at` on into at most TOKENS tokens. */
static size_t
cut_tokens(const sp_state *s, nu_str text, size_t at, token *t)
{
	size_t   n = 0;
	unsigned len;

	for (size_t i = at; i < text.n && n < TOKENS;) {
		uint32_t cp = char_at(text, i, &len);
		unsigned cls = nu_class(cp);
		char     sep = number_mark(cp);

		if (sep) {
			if (n && t[n - 1].to == i)
				t[n - 1].sep = sep;
			i += len;
		} else if (cls & (NU_ALPHA | NU_DIGIT)) {
			i = read_token(s, text, i, &t[n]);
			if (t[n].to == t[n].from) { /* a digit of another script */
				i += len;
				continue;
			}
			n++;
		} else {
			i += len;
		}
	}
	return n;
}

static bool
is_year(const token *t)
{
	return t->kind == T_NUMBER && t->digits == 4 && t->value >= 1900 && t->value <= 2100;
}

static bool
is_day(const token *t)
{
	return t->kind == T_NUMBER && t->digits <= 2 && t->value >= 1 && t->value <= 31;
}

static size_t
skip_links(const token *t, size_t n, size_t i)
{
	for (int k = 0; k < 2 && i < n && t[i].kind == T_LINK; k++)
		i++;
	return i;
}

static bool
near(const token *a, const token *b)
{
	return b->from - a->to <= 4;
}

static bool
is_date_mark(char c)
{
	return c == '-' || c == '/' || c == '.';
}

/* Is t[i] the year, or a year with an hour stuck to it ("20247:05 AM"), or something else? */
static bool
take_year(const token *t, size_t i, int *year, int *hour)
{
	if (is_year(&t[i])) {
		*year = t[i].value;
		return true;
	}
	if (t[i].kind == T_NUMBER && (t[i].digits == 5 || t[i].digits == 6) && t[i].sep == ':') {
		int scale = t[i].digits == 5 ? 10 : 100;

		*year = t[i].value / scale;
		*hour = t[i].value % scale;
		return *year >= 1990 && *year <= 2100 && *hour < 24;
	}
	if (t[i].kind == T_NUMBER && (t[i].digits == 5 || t[i].digits == 6)) {
		*year = t[i].value / (t[i].digits == 5 ? 10 : 100);
		return *year >= 1990 && *year <= 2100;
	}
	return false;
}

/* A month's name with a day before or behind it, and a year. Returns tokens used, or 0. */
static size_t
read_named(const token *t, size_t n, sp_date *d, int *hour)
{
	size_t i = 0;

	if (is_day(&t[0])) {
		i = skip_links(t, n, 1);
		if (i >= n || t[i].kind != T_MONTH || t[i].from - t[0].to > 8)
			return 0;
		d->day = t[0].value;
		d->month = t[i].value;
		i = skip_links(t, n, i + 1);
	} else if (t[0].kind == T_MONTH && n > 1 && is_day(&t[1]) && near(&t[0], &t[1])) {
		d->month = t[0].value;
		d->day = t[1].value;
		i = skip_links(t, n, 2);
	} else {
		return 0;
	}
	if (i >= n || t[i].from - t[i - 1].to > 4 || !take_year(t, i, &d->year, hour))
		return 0;
	return i + 1;
}

static size_t
read_numeric(const token *t, size_t n, sp_date *d)
{
	int none;

	if (n < 3 || t[0].kind != T_NUMBER || t[1].kind != T_NUMBER || t[2].kind != T_NUMBER ||
	    !near(&t[0], &t[1]) || !near(&t[1], &t[2]) || t[1].digits > 2)
		return 0;
	if (is_year(&t[0]) && is_day(&t[2]) && t[1].value >= 1 && t[1].value <= 12 &&
	    (is_date_mark(t[0].sep) || t[0].sep == ' ')) {
		*d = (sp_date){.year = t[0].value, .month = t[1].value, .day = t[2].value};
		return 3;
	}
	if (!is_day(&t[0]) || !is_day(&t[1]) || !is_date_mark(t[0].sep) || t[1].sep != t[0].sep)
		return 0;
	if (t[2].digits == 2 && t[0].sep == '.' && t[2].sep != '.' && t[2].value < 70)
		d->year = 2000 + t[2].value; /* 27.04.24 */
	else if (!take_year(t, 2, &d->year, &none))
		return 0;
	/* 3/14/2024 can only be American, 14.3.2024 never is; 3/4/2024 is taken as 3 April. */
	if (t[1].value > 12) {
		d->month = t[0].value;
		d->day = t[1].value;
	} else {
		d->day = t[0].value;
		d->month = t[1].value;
	}
	return d->month <= 12 ? 3 : 0;
}

static void
take_half(const token *t, sp_date *d)
{
	if (d->hour <= 12)
		d->hour = t->value ? d->hour % 12 + 12 : d->hour % 12;
}

static void
take_zone(const token *t, size_t n, size_t i, sp_date *d)
{
	if (i < n && t[i].kind == T_ZONE && t[i].zone.n < sizeof d->zone) {
		memcpy(d->zone, t[i].zone.p, t[i].zone.n);
		d->zone[t[i].zone.n] = 0;
	}
}

/* A time at t[i]: "18:40", "7.05 a.m.", "6 pm GMT". Returns tokens used, or 0. */
static size_t
read_time(const token *t, size_t n, size_t i, sp_date *d)
{
	size_t k = i;

	if (k >= n || t[k].kind != T_NUMBER || t[k].digits > 2 || t[k].value > 24)
		return 0;
	if (k + 1 < n && t[k + 1].kind == T_NUMBER && t[k + 1].digits == 2 && t[k + 1].value < 60 &&
	    t[k + 1].from <= t[k].to + 3 && strchr(":.h", t[k].sep)) {
		d->hour = t[k].value % 24;
		d->minute = t[k + 1].value;
		k += 2;
		if (k < n && t[k].kind == T_NUMBER && t[k - 1].sep == ':' && t[k].from == t[k - 1].to + 1)
			k++; /* seconds */
	} else if (k + 1 < n && t[k + 1].kind == T_HALF) {
		d->hour = t[k].value % 24;
		d->minute = 0;
		k++;
	} else {
		return 0;
	}
	if (k < n && t[k].kind == T_HALF)
		take_half(&t[k++], d);
	take_zone(t, n, k, d);
	return k - i + (d->zone[0] != 0);
}

/* The time that follows the date's tokens, with a word or two between ("at", "T"). */
static size_t
time_behind(const token *t, size_t n, size_t i, int hour, sp_date *d)
{
	if (hour >= 0 && i < n) {
		d->hour = hour;
		d->minute = t[i].value < 60 ? t[i].value : 0;
		i++;
		if (i < n && t[i].kind == T_HALF)
			take_half(&t[i++], d);
		take_zone(t, n, i, d);
		return i;
	}
	for (size_t k = i; k < n && k < i + 3; k++) {
		size_t used = t[k].from - t[k ? k - 1 : 0].to > 6 ? 0 : read_time(t, n, k, d);

		if (used)
			return k + used;
		if (t[k].kind == T_NUMBER || t[k].kind == T_MONTH ||
		    (t[k].kind == T_WORD && t[k].to - t[k].from > 3))
			break;
	}
	return i;
}

static inline bool
is_digit(char c)
{
	return (unsigned char)(c - '0') <= 9;
}

/*
 * May a date stand in text from byte i on, going by its digits alone? It needs a day, of one
 * or two of them, and a year: four or more that begin with a 1 or a 2, or two behind a second
 * point.
 */
static bool
may_hold_date(nu_str text, size_t i)
{
	bool     day = false, year = false;
	unsigned points = 0;

	for (size_t from; !(day && (year || points > 1)); i++) {
		while (i < text.n && !is_digit(text.p[i]))
			i++;
		if (i >= text.n)
			break;
		from = i;
		while (i < text.n && is_digit(text.p[i]))
			i++;
		day |= i - from <= 2;
		year |= i - from >= 4 && (text.p[from] == '1' || text.p[from] == '2');
		points += i < text.n && text.p[i] == '.';
	}
	return day && (year || points > 1);
}

bool
sp_date_find(const sp_state *s, nu_str text, size_t *at, sp_date *date, size_t *from)
{
	token  t[TOKENS];
	size_t n;

	if (!may_hold_date(text, *at)) {
		*at = text.n;
		return false;
	}
	while ((n = cut_tokens(s, text, *at, t)) > 1) {
		for (size_t i = 0; i + 1 < n && (i + 8 < n || n < TOKENS); i++) {
			sp_date d = {0};
			int     hour = -1;
			size_t  used = 0;

			d.hour = d.minute = -1;
			if (t[i].kind == T_NUMBER)
				used = read_numeric(t + i, n - i, &d);
			d.hour = d.minute = -1;
			if (!used)
				used = read_named(t + i, n - i, &d, &hour);
			if (!used || !nu_is_date(d.year, d.month, d.day) ||
			    (i && t[i - 1].to == t[i].from && t[i - 1].kind == T_NUMBER))
				continue;
			used = time_behind(t, n, i + used, hour, &d);
			*from = t[i].from;
			*at = t[used - 1].to;
			for (size_t k = 0; d.hour < 0 && k < i; k++)
				read_time(t, n, k, &d);
			*date = d;
			return true;
		}
		if (n < TOKENS)
			break;
		*at = t[n - 8].from;
	}
	*at = text.n;
	return false;
}

nu_str
sp_date_iso(nu_arena *a, const sp_date *d)
{
	char   buf[48];
	size_t n = (size_t)snprintf(buf, sizeof buf, "%04d-%02d-%02d", d->year, d->month, d->day);

	if (d->hour >= 0)
		n += (size_t)snprintf(buf + n, sizeof buf - n, "T%02d:%02d%s", d->hour, d->minute, d->zone);
	return nu_copy(a, (nu_str){buf, n});
}

bool
sp_begins_dated(const sp_state *s, nu_str text)
{
	token  t[TOKENS];
	size_t n = cut_tokens(s, text, 0, t), i = skip_links(t, n, 0);

	if (i + 1 >= n || t[i].from > i * 12 || !near(&t[i], &t[i + 1]))
		return false;
	return (t[i].kind == T_MONTH && is_day(&t[i + 1])) || (is_day(&t[i]) && t[i + 1].kind == T_MONTH);
}
