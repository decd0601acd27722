#include "date_key.h"

/* ------------------------------------------------------------------------ symbols */

int
nu_date_symbol(nu_date_lex *lex, nu_str name, bool make)
{
	size_t at = nu_hash(name) % NU_DATE_SLOTS_OF_NAMES;

	for (; lex->by_name[at]; at = (at + 1) % NU_DATE_SLOTS_OF_NAMES)
		if (nu_eq(lex->name[lex->by_name[at] - 1], name))
			return lex->by_name[at] - 1;
	if (lex->nname == NU_DATE_SYMBOLS || name.n == 0 ||
	    (!make && name.p[0] >= 'A' && name.p[0] <= 'Z'))
		return -1;
	lex->name[lex->nname] = nu_copy(lex->keep, name);
	lex->by_name[at] = (uint16_t)++lex->nname;
	return (int)lex->nname - 1;
}

static void
set_add(nu_date_set *s, int symbol)
{
	if (symbol >= 0)
		s->w[symbol / 64] |= UINT64_C(1) << (symbol % 64);
}

static void
set_name(nu_date_lex *lex, nu_date_set *s, const char *name)
{
	set_add(s, nu_date_symbol(lex, nu_str_of(name), true));
}

bool
nu_date_has(const nu_date_lex *lex, unsigned kind, unsigned symbol)
{
	return lex->kind[kind].w[symbol / 64] >> (symbol % 64) & 1;
}

size_t
nu_date_kinds(const nu_date_lex *lex)
{
	return lex->nkind;
}

/* The kind of a set of symbols; the empty set is kind 0. */
static uint16_t
kind_of(nu_date_lex *lex, const nu_date_set *s)
{
	uint64_t h = 0;
	size_t   at;

	for (size_t i = 0; i < NU_DATE_SYMBOLS / 64; i++)
		h = (h ^ s->w[i]) * UINT64_C(0x9E3779B97F4A7C15) ^ h >> 29;
	for (at = (h >> 32) % NU_DATE_SLOTS_OF_KINDS; lex->by_kind[at];
	    at = (at + 1) % NU_DATE_SLOTS_OF_KINDS)
		if (memcmp(&lex->kind[lex->by_kind[at] - 1], s, sizeof *s) == 0)
			return (uint16_t)(lex->by_kind[at] - 1);
	if (lex->nkind == NU_DATE_MAX_KINDS)
		return 0; /* nu_date_lex_seal() tells */
	NU_PUSH(lex->keep, lex->kind, lex->nkind, lex->capkind) = *s;
	lex->by_kind[at] = (uint16_t)lex->nkind;
	return (uint16_t)(lex->nkind - 1);
}

/* ----------------------------------------------------------------------- the keys */

static nu_date_key *
find_key(nu_date_lex *lex, nu_str text)
{
	nu_word     *w;
	size_t       n;
	nu_date_key *k;

	nu_date_words_of(lex->keep, text, 0, NULL, 0, 0, &lex->scratch);
	w = lex->scratch.w;
	n = lex->scratch.n;
	if (n == 0 || n > NU_DATE_PARTS_OF_KEY)
		return NULL;
	for (k = nu_date_head_of(lex, w[0].hash)->first; k; k = k->next) {
		size_t i = 0;

		if (k->n != n)
			continue;
		while (i < n && nu_eq(k->part[i], nu_slice(text, w[i].start, w[i].end)) &&
		       k->glued[i] == (i && !w[i].space))
			i++;
		if (i == n)
			return k;
	}
	k = &lex->key[lex->nkey++];
	k->hash = w[0].hash;
	k->n = (uint16_t)n;
	k->card = k->ord = -1;
	for (size_t i = 0; i < n; i++) {
		k->part[i] = nu_slice(text, w[i].start, w[i].end);
		k->glued[i] = i && !w[i].space;
		k->part_hash[i] = w[i].hash;
	}
	/* Longer keys stand first, so that the first that fits is the longest. */
	struct nu_date_head *head = nu_date_head_of(lex, k->hash);
	nu_date_key        **at = &head->first;
	head->hash = k->hash;
	while (*at && (*at)->n >= n)
		at = &(*at)->next;
	k->next = *at;
	*at = k;
	lex->filter[k->hash % 65536 / 64] |= UINT64_C(1) << (k->hash % 64);
	return k;
}

static int
number_of(nu_str s)
{
	int v = 0, sign = 1;

	for (size_t i = 0; i < s.n; i++) {
		if (i == 0 && s.p[i] == '-')
			sign = -1;
		else if (s.p[i] < '0' || s.p[i] > '9' || v > 99999999)
			return 0;
		else
			v = v * 10 + (s.p[i] - '0');
	}
	return v * sign;
}

static void
add_sense(nu_date_lex *lex, nu_date_key *k, int symbol, nu_str value, int letters)
{
	nu_date_sense *s = NU_NEW(lex->keep, nu_date_sense, 1);

	s->symbol = (uint16_t)symbol;
	s->value = value;
	s->number = number_of(value);
	s->letters = (int8_t)letters;
	if (k->last)
		k->last->next = s;
	else
		k->sense = s;
	k->last = s;
	if (symbol == lex->card)
		k->card = s->number;
	if (symbol == lex->ord)
		k->ord = s->number;
}

/* The classes that no line of the table gives: of numbers, and for guards. */
static const char *const of_numbers[] = {"NUM", "DIG", "D1", "D2", "D3", "D4", "D31", "M12", "N4",
    "H24", "N60", "YEAR", "DECYEAR", "DEC2", "HHMM", "YMD8", "HUGE", "DD", "ORD31", "ORD4", "ORD2", "CAP", "ANY",
    "OTHER"};

nu_date_lex *
nu_date_lex_new(nu_arena *keep, nu_str words)
{
	nu_date_lex *lex = NU_NEW(keep, nu_date_lex, 1);
	nu_date_set  none = {{0}};
	size_t       size = 4096;

	lex->keep = keep;
	lex->words = nu_lexicon_new(keep, words);
	lex->key = NU_NEW(keep, nu_date_key, lex->words->n + NU_DATE_SYMBOLS);
	while (size < 4 * (lex->words->n + NU_DATE_SYMBOLS))
		size *= 2;
	lex->slot = NU_NEW(keep, struct nu_date_head, size);
	lex->mask = size - 1;
	kind_of(lex, &none);
	lex->card = nu_date_symbol(lex, NU_STR("CARD"), true);
	lex->ord = nu_date_symbol(lex, NU_STR("ORD"), true);
	lex->suffix = nu_date_symbol(lex, NU_STR("ORDSUF"), true);
	lex->and_ = nu_date_symbol(lex, NU_STR("NUMAND"), true);
	for (size_t i = 0; i < sizeof of_numbers / sizeof *of_numbers; i++)
		nu_date_symbol(lex, nu_str_of(of_numbers[i]), true);
	for (size_t i = 0; i < lex->words->n; i++) {
		const nu_entry *e = &lex->words->entry[i];
		const nu_str    class = nu_column(e->rest, 0);
		nu_date_key    *k;
		int             symbol;

		if (nu_eq(class, NU_STR("COMMON"))) /* for date_gate alone */
			continue;
		k = find_key(lex, e->key);
		symbol = nu_date_symbol(lex, class, true);
		if (k && symbol >= 0)
			add_sense(lex, k, symbol, nu_column(e->rest, 1),
			    nu_eq(nu_column(e->rest, 2), NU_STR("cap"))   ? 1
			    : nu_eq(nu_column(e->rest, 2), NU_STR("low")) ? -1
			                                                  : 0);
	}
	return lex;
}

/* ------------------------------------------------------------------------ numbers */

static const int value_top[8] = {0, 4, 12, 24, 31, 59, 99, 1 << 30};

unsigned
nu_date_shape(int value, unsigned digits)
{
	unsigned v = 0, flags = 0;

	while (value > value_top[v])
		v++;
	if ((digits == 4 || (digits == 0 && value % 1000)) && value >= 1000 && value <= 2199)
		flags |= 1;
	if (value % 10 == 0)
		flags |= 2;
	if ((digits == 3 || digits == 4) && value / 100 <= 24 && value % 100 < 60)
		flags |= 4;
	if (digits == 8 && value / 10000 >= 1000 && value / 10000 <= 2199 &&
	    value / 100 % 100 >= 1 && value / 100 % 100 <= 12 && value % 100 >= 1 && value % 100 <= 31)
		flags |= 8;
	return (digits > 15 ? 15 : digits) * 128 + v * 16 + flags;
}

static void
shape_set(nu_date_lex *lex, unsigned shape, nu_date_set *s)
{
	unsigned digits = shape / 128, v = shape / 16 % 8, flags = shape % 16;
	bool     small = digits <= 2;

	set_name(lex, s, "NUM");
	if (digits)
		set_name(lex, s, "DIG");
	if (digits >= 1 && digits <= 4)
		set_name(lex, s, digits == 1 ? "D1" : digits == 2 ? "D2" : digits == 3 ? "D3" : "D4");
	if (small && v >= 1 && v <= 4)
		set_name(lex, s, "D31");
	if (digits && small && v >= 1 && v <= 4)
		set_name(lex, s, "DD");
	if (small && v >= 1 && v <= 2)
		set_name(lex, s, "M12");
	if (small && v >= 1 && v <= 1)
		set_name(lex, s, "N4");
	if (small && v <= 3)
		set_name(lex, s, "H24");
	if ((digits == 2 || digits == 0) && v <= 5)
		set_name(lex, s, "N60");
	if (flags & 1)
		set_name(lex, s, "YEAR");
	if ((flags & 1) && (flags & 2))
		set_name(lex, s, "DECYEAR");
	if (digits == 2 && (flags & 2))
		set_name(lex, s, "DEC2");
	if (flags & 4)
		set_name(lex, s, "HHMM");
	if (flags & 8)
		set_name(lex, s, "YMD8");
}

/* The symbols of ordinal `value` (0: larger than any that matters). */
static void
ordinal_set(nu_date_lex *lex, int value, nu_date_set *s)
{
	set_name(lex, s, "ORD");
	if (value >= 1 && value <= 31)
		set_name(lex, s, "ORD31");
	if (value >= 1 && value <= 4)
		set_name(lex, s, "ORD4");
	if (value == 1 || value == 2)
		set_name(lex, s, "ORD2");
}

size_t
nu_date_endings(const nu_date_lex *lex, nu_str **endings)
{
	size_t  n = 0, cap = 0;
	nu_str *e = NULL;

	for (size_t i = 0; i < lex->words->n; i++)
		if (nu_eq(nu_column(lex->words->entry[i].rest, 0), NU_STR("PASTEND")))
			NU_PUSH(lex->keep, e, n, cap) = nu_column(lex->words->entry[i].rest, 1);
	*endings = e;
	return n;
}

bool
nu_date_lex_seal(nu_date_lex *lex)
{
	/* A word that a pattern names is a key by itself. */
	for (size_t i = 0; i < lex->nname; i++) {
		unsigned char c = (unsigned char)lex->name[i].p[0];

		if (c < 'A' || c > 'Z') {
			nu_date_key *k = find_key(lex, lex->name[i]);

			if (k)
				add_sense(lex, k, (int)i, (nu_str){NULL, 0}, 0);
		}
	}
	nu_date_set huge = {{0}};

	set_name(lex, &huge, "HUGE");
	lex->huge = kind_of(lex, &huge);
	for (unsigned i = 0; i < NU_DATE_SHAPES; i++) {
		nu_date_set s = {{0}};

		shape_set(lex, i, &s);
		lex->shape[i] = kind_of(lex, &s);
	}
	for (int i = 0; i < 32; i++) {
		nu_date_set s = {{0}};

		ordinal_set(lex, i, &s);
		lex->ordinal[i] = kind_of(lex, &s);
	}
	for (size_t i = 0; i < lex->nkey; i++) {
		nu_date_key        *k = &lex->key[i];
		nu_date_set plain = {{0}}, capital = {{0}};

		for (const nu_date_sense *s = k->sense; s; s = s->next) {
			nu_date_set more = {{0}};

			set_add(&more, s->symbol);
			if (s->symbol == lex->card)
				shape_set(lex, nu_date_shape(s->number, 0), &more);
			if (s->symbol == lex->ord)
				ordinal_set(lex, s->number, &more);
			for (size_t w = 0; w < NU_DATE_SYMBOLS / 64; w++) {
				capital.w[w] |= s->letters < 0 ? 0 : more.w[w];
				plain.w[w] |= s->letters > 0 ? 0 : more.w[w];
			}
		}
		k->kind = kind_of(lex, &plain);
		k->kind_capital = kind_of(lex, &capital);
	}
	return lex->nkind < NU_DATE_MAX_KINDS && lex->nname < NU_DATE_SYMBOLS;
}

const nu_date_sense *
nu_date_sense_of(const nu_date_token *t, unsigned symbol)
{
	for (const nu_date_sense *s = t->sense; s; s = s->next)
		if (s->symbol == symbol &&
		    (!s->letters || (s->letters > 0) == ((t->flags & NU_DATE_CAPITAL) != 0)))
			return s;
	return NULL;
}
