#include "strip_word.h"

#include "strip_hash.h"

/* -------------------------------------------------------------------------- hashes */

uint32_t
sp_hash_word(nu_str word)
{
	char   end[16] = "";
	size_t whole = word.n > 8 ? (word.n - 1) / 8 * 8 : 0;
	uint64_t sum = 0;

	for (size_t i = 0; i < whole; i += 8)
		sum = add_eight(sum, first_of(word.p + i, 8));
	memcpy(end, word.p + whole, word.n - whole);
	return finish(add_eight(sum, first_of(end, word.n - whole)), word.n);
}

/* ---------------------------------------------------------------------- known words */

/*
 * PART: a long word is looked through for the triggers of so many letters by so many of
 * their first. ENDLESS: not worth the looking.
 */
enum { ENDLESS = 256, PART = 3, PART_BITS = 12, MOST_WORDS = 255, BITS = 11, MOST_BITS = 29 };

typedef struct trigger {
	nu_str  key;
	uint8_t next; /* that begins alike, or 0 */
} trigger;

struct sp_words {
	trigger  trigger[MOST_WORDS + 1]; /* from 1 */
	size_t   n, triggers;
	uint8_t  part[1 << PART_BITS]; /* the last trigger that begins so, or 0 */
	sp_place place[1 << BITS];
	sp_letter letter[SP_LETTERS];
};

size_t
sp_place_find(const sp_place *place, unsigned bits, uint32_t key)
{
	size_t   k = first_place(bits, key), mask = ((size_t)1 << bits) - 1;
	unsigned step = 0;

	while (place[k].key && place[k].key != key)
		k = nu_next_place(key, k, mask, &step);
	return k;
}

/* Three letters in a row, by the last of them and those before. */
static inline uint32_t
add_letter(uint32_t three, char c)
{
	return (three << 8 | (unsigned char)c | 0x20) & 0xFFFFFF;
}

static inline size_t
part_of(uint32_t three)
{
	return three * 2654435761u >> (32 - PART_BITS);
}

static void
add_trigger(sp_words *w, nu_str key)
{
	uint32_t three = 0;
	uint8_t *part;

	for (size_t i = 0; i < PART; i++)
		three = add_letter(three, key.p[i]);
	part = &w->part[part_of(three)];
	w->trigger[++w->triggers] = (trigger){key, *part};
	*part = (uint8_t)w->triggers;
}

static void
add_word(sp_words *w, nu_str key, enum sp_word_kind kind)
{
	sp_place *p;

	if (!key.n || key.n >= LONG_WORD || w->n == MOST_WORDS)
		return;
	p = &w->place[sp_place_find(w->place, BITS, key_of(sp_hash_word(key)))];
	if (p->key)
		return;
	*p = (sp_place){key_of(sp_hash_word(key)), kind};
	w->n++;
	if (kind == SP_TRIGGER && key.n >= PART)
		add_trigger(w, key);
}

sp_words *
sp_words_new(nu_arena *keep, const nu_lexicon *lex)
{
	static const char *const address[] = {"http", "https", "www"};
	sp_words *w = NU_NEW(keep, sp_words, 1);

	for (int i = 0; i < 3; i++)
		add_word(w, nu_str_of(address[i]), SP_ADDRESS);
	for (size_t i = 0; i < lex->n; i++)
		add_word(w, lex->entry[i].key, lex->entry[i].rest.n ? SP_TRIGGER : SP_STOP);
	for (uint32_t cp = 0; cp < SP_LETTERS; cp++) {
		sp_letter *l = &w->letter[cp];

		l->cls = (uint8_t)nu_class(cp);
		l->n = (uint8_t)nu_encode(nu_tolower(cp), (char *)l->lower);
	}
	return w;
}

const sp_letter *
sp_letters(const sp_words *w)
{
	return w->letter;
}

/* Does a trigger, from the i-th on of those that begin alike, stand at p? */
static bool
is_trigger(const sp_words *w, size_t i, const char *p, size_t n)
{
	for (; i; i = w->trigger[i].next) {
		nu_str key = w->trigger[i].key;
		size_t k = 0;

		while (k < key.n && k < n && (p[k] | 0x20) == key.p[k])
			k++;
		if (k == key.n)
			return true;
	}
	return false;
}

bool
sp_holds_trigger(const sp_words *w, nu_str word)
{
	uint32_t three = 0;

	if (word.n > ENDLESS)
		return true;
	for (size_t i = 0; i < word.n; i++) {
		size_t from = i + 1 - PART, first;

		three = add_letter(three, word.p[i]);
		first = i + 1 < PART ? 0 : w->part[part_of(three)];
		if (first && is_trigger(w, first, word.p + from, word.n - from))
			return true;
	}
	return false;
}

enum sp_word_kind
sp_word_kind(const sp_words *w, nu_str word)
{
	if (word.n >= LONG_WORD)
		return sp_holds_trigger(w, word) ? SP_TRIGGER : SP_WORD;
	return w->place[sp_place_find(w->place, BITS, key_of(sp_hash_word(word)))].word;
}

bool
sp_parts_trigger(const sp_words *w, nu_str word)
{
	for (size_t i = 0, to; i < word.n; i = to + 1) {
		for (to = i; to < word.n && nu_folded[(unsigned char)word.p[to]]; to++)
			;
		if (to > i && sp_word_kind(w, nu_slice(word, i, to)) == SP_TRIGGER)
			return true;
	}
	return sp_holds_trigger(w, word);
}

/* ------------------------------------------------------------------------- numbers */

/* More than half of the places are never taken. */
static void
set_size(sp_numbers *t, unsigned bits)
{
	t->bits = bits;
	t->most = bits < MOST_BITS ? ((uint32_t)1 << (bits - 1)) - MOST_WORDS : UINT32_MAX;
}

void
sp_numbers_begin(sp_numbers *t, const sp_words *w, nu_arena *a)
{
	*t = (sp_numbers){.a = a, .place = nu_alloc_raw(a, sizeof w->place)};
	memcpy(t->place, w->place, sizeof w->place);
	set_size(t, BITS);
}

/* The same words in twice the places. */
static void
grow(sp_numbers *t)
{
	sp_place *old = t->place;
	size_t    n = (size_t)1 << t->bits;

	t->place = NU_NEW(t->a, sp_place, 2 * n);
	set_size(t, t->bits + 1);
	for (size_t i = 0; i < n; i++)
		if (old[i].key)
			t->place[sp_place_find(t->place, t->bits, old[i].key)] = old[i];
}

void
sp_numbers_room(sp_numbers *t, uint32_t n)
{
	while (t->n + n > t->most)
		grow(t);
}
