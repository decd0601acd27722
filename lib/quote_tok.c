/*
 * quote_tok: the words of a block as attributions see them. One pass: letters are read,
 * hashed and joined over hyphens, apostrophes and dots at once.
 */
#include "quote_say.h"
#include "text.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* ASCII letters in lower case, and all that joins them as it is: bit 5 set. */
static uint64_t
eight(const char *p)
{
	uint64_t v;

	memcpy(&v, p, 8);
	return v | UINT64_C(0x2020202020202020);
}

static uint64_t
four(const char *p)
{
	uint32_t v;

	memcpy(&v, p, 4);
	return v | UINT32_C(0x20202020);
}

/*
 * The words of the lists by a hash of their own, which takes eight bytes at a time; for
 * one run of the program only.
 */
static uint32_t
hash_ascii(nu_str s)
{
	const uint64_t k = UINT64_C(0x9E3779B97F4A7C15);
	uint64_t       h = s.n * k, v = 0;
	size_t         i = 0;

	for (; i + 8 < s.n; i += 8) {
		h = (h ^ eight(s.p + i)) * k;
		h ^= h >> 32;
	}
	if (s.n >= 8)
		v = eight(s.p + s.n - 8);
	else if (s.n >= 4)
		v = four(s.p) << 32 | four(s.p + s.n - 4);
	else
		for (size_t x = 0; x < s.n; x++)
			v = v << 8 | (unsigned char)(s.p[x] | 0x20);
	h = (h ^ v) * k;
	return (uint32_t)(h >> 32);
}

/* The same for any word: a curly apostrophe counts as a straight one. */
static uint32_t
hash_any(nu_str s)
{
	char     low[64];
	size_t   n = 0;
	unsigned len;

	for (size_t i = 0; i < s.n && n + 4 <= sizeof low; i += len) {
		uint32_t cp = nu_decode(s, i, &len);

		n += nu_encode(cp == 0x2019 ? '\'' : nu_tolower(cp), low + n);
	}
	return hash_ascii((nu_str){low, n});
}

static uint8_t
class_of_name(nu_str kind)
{
	static const struct {
		const char *name;
		uint8_t     cls;
	} names[] = {{"say", NU_T_SAY}, {"part", NU_T_PART}, {"base", NU_T_BASE}, {"call", NU_T_CALL},
	    {"pron", NU_T_PRON}, {"det", NU_T_DET}, {"prep", NU_T_PREP}, {"of", NU_T_OF},
	    {"aux", NU_T_AUX}, {"adv", NU_T_ADV}, {"conj", NU_T_CONJ}, {"rel", NU_T_REL},
	    {"verb", NU_T_VERB}, {"acc", NU_T_ACC}, {"with", NU_T_WITH}, {"by", NU_T_BY},
	    {"sub", NU_T_SUB}, {"ger", NU_T_GER}, {"name", NU_T_NAME}};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (nu_eq(kind, nu_str_of(names[i].name)))
			return names[i].cls;
	return NU_T_LOW;
}

static struct nu_cue_word *
slot_of(const nu_quote_lang *lang, uint32_t hash)
{
	size_t i = hash & lang->mask;

	while ((lang->slot[i].small | lang->slot[i].cue) && lang->slot[i].hash != hash)
		i = (i + 1) & lang->mask;
	return &lang->slot[i];
}

nu_quote_lang *
nu_quote_lang_new(nu_arena *keep, const nu_lexicon *word, const nu_lexicon *cue)
{
	nu_quote_lang *lang = NU_NEW(keep, nu_quote_lang, 1);
	size_t         size = 16;

	while (size < (word->n + cue->n) * 3)
		size *= 2;
	lang->mask = size - 1;
	lang->slot = NU_NEW(keep, struct nu_cue_word, size);
	for (size_t i = 0; i < word->n; i++) {
		struct nu_cue_word *s;
		uint32_t            hash;
		uint8_t             cls = class_of_name(nu_column(word->entry[i].rest, 0));

		if (word->entry[i].key.p[0] == '-') { /* -ly adv: the words that end so */
			if (lang->nending < NU_QUOTE_ENDINGS)
				lang->ending[lang->nending++] = (struct nu_quote_ending){
				    nu_slice(word->entry[i].key, 1, word->entry[i].key.n), cls};
			continue;
		}
		hash = hash_any(word->entry[i].key);
		s = slot_of(lang, hash);
		s->hash = hash;
		s->small = cls;
	}
	for (size_t i = 0; i < cue->n; i++) {
		uint32_t            hash = hash_any(cue->entry[i].key);
		struct nu_cue_word *s = slot_of(lang, hash);

		s->hash = hash;
		s->cue = class_of_name(nu_column(cue->entry[i].rest, 0));
	}
	return lang;
}

/* A word in lower case that no list has, by its ending: the first listed that fits. */
static uint8_t
class_of_ending(const nu_quote_lang *lang, nu_str s, bool cap)
{
	for (size_t i = 0; i < lang->nending; i++) {
		nu_str e = lang->ending[i].end;

		if (s.n > e.n && s.n > 4 && s.p[s.n - 1] == e.p[e.n - 1] &&
		    memcmp(s.p + s.n - e.n, e.p, e.n) == 0)
			return cap && lang->ending[i].cls != NU_T_GER ? NU_T_CAP : lang->ending[i].cls;
	}
	return cap ? NU_T_CAP : NU_T_LOW;
}

static uint8_t
class_of_word(const nu_quote_lang *lang, nu_str s, uint32_t hash, bool cap, bool begins)
{
	const struct nu_cue_word *w = slot_of(lang, hash);

	if (w->small)
		return w->small;
	/* A name may look like a verb (Hope, Crow), but not at the start of a sentence alone. */
	if (w->cue && (!cap || begins))
		return w->cue;
	return cap && !begins ? NU_T_CAP : class_of_ending(lang, s, cap);
}

/* "el-Sisi": a name, though its first letter is small. */
static bool
is_small_name(const nu_quote_lang *lang, nu_str s)
{
	const char *dash = memchr(s.p, '-', s.n);
	nu_str      head = {s.p, dash ? (size_t)(dash - s.p) : 0};

	return head.n && head.n + 1 < s.n && nu_ascii[s.p[head.n + 1] & 127] & NU_UPPER &&
	       slot_of(lang, hash_any(head))->small == NU_T_NAME;
}

static uint8_t
class_of_mark(uint32_t cp)
{
	switch (cp) {
	case ',': return NU_T_COMMA;
	case '(':
	case '[': return NU_T_OPEN;
	case ')':
	case ']': return NU_T_SHUT;
	case '$':
	case '#':
	case '@':
	case '%':
	case '&':
	case '/':
	case 0xA3: /* pound, euro */
	case 0x20AC: return NU_T_NUM;
	default: return NU_T_STOP;
	}
}

/* ------------------------------------------------------------------------- reading */

/* A token while it is read. */
typedef struct reader {
	nu_str text; /* up to the end of the piece */
	bool   ascii, upper;
} reader;

/* The end of the ASCII letters and digits at i. */
static size_t
read_ascii(reader *r, size_t i)
{
	nu_str        t = r->text;
	unsigned char b;

#if defined(__SSE2__)
	while (i + 16 <= t.n) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)(t.p + i));
		__m128i low = _mm_or_si128(x, _mm_set1_epi8(0x20));
		__m128i small = _mm_cmpgt_epi8(
		    _mm_set1_epi8(-128 + 26), _mm_add_epi8(low, _mm_set1_epi8((char)(-128 - 'a'))));
		__m128i digit = _mm_cmpgt_epi8(
		    _mm_set1_epi8(-128 + 10), _mm_add_epi8(x, _mm_set1_epi8((char)(-128 - '0'))));
		unsigned in = (unsigned)_mm_movemask_epi8(_mm_or_si128(small, digit));
		unsigned big = (unsigned)_mm_movemask_epi8(_mm_andnot_si128(_mm_cmpeq_epi8(x, low), small));
		unsigned n = (unsigned)__builtin_ctz(~in);

		r->upper |= (big & ((1u << n) - 1)) != 0;
		i += n;
		if (n < 16)
			return i;
	}
#endif
	for (; i < t.n && (b = (unsigned char)t.p[i]) < 128 && nu_ascii[b] & (NU_ALPHA | NU_DIGIT); i++)
		r->upper |= (nu_ascii[b] & NU_UPPER) != 0;
	return i;
}

/* The end of the letters (digits with them) or, `want` NU_DIGIT, the digits at i. */
static size_t
read_part(reader *r, size_t i, unsigned want)
{
	nu_str   t = r->text;
	unsigned cls, len;

	for (;;) {
		if (want & NU_ALPHA)
			i = read_ascii(r, i);
		if (i >= t.n)
			return i;
		len = 1;
		cls = (unsigned char)t.p[i] < 128 ? nu_ascii[(unsigned char)t.p[i]]
		                                  : nu_class_cp(nu_decode(t, i, &len));
		if (!(cls & want))
			return i;
		r->upper |= (cls & NU_UPPER) != 0;
		r->ascii &= len == 1;
		i += len;
	}
}

/* Bytes of a mark at i that joins words (hyphen, apostrophe, dot, ampersand), or 0. */
static unsigned
joins(nu_str t, size_t i)
{
	switch ((unsigned char)t.p[i]) {
	case '\'':
	case '-':
	case '.':
	case '&': return 1;
	case 0xE2:
		return i + 2 < t.n && (unsigned char)t.p[i + 1] == 0x80 &&
		               ((unsigned char)t.p[i + 2] == 0x99 || (unsigned char)t.p[i + 2] == 0x90 ||
		                   (unsigned char)t.p[i + 2] == 0x91)
		           ? 3
		           : 0;
	default: return 0;
	}
}

/* The class of the character at i, i < t.n: letter or digit in the first place. */
static inline unsigned
class_at(nu_str t, size_t i)
{
	unsigned len;

	return (unsigned char)t.p[i] < 128 ? nu_ascii[(unsigned char)t.p[i]]
	                                   : nu_class_cp(nu_decode(t, i, &len));
}

/*
 * Reads the word or number at i over all that sticks to it, up to `high`, the end of its
 * sentence; *parts: of how many it is made.
 */
static size_t
read_token(reader *r, size_t i, size_t high, nu_say *x, unsigned *parts)
{
	nu_str   t = r->text;
	unsigned cls = class_at(t, i), len;

	*parts = 1;
	r->upper = false;
	r->ascii = true;
	i = read_part(r, i, cls & NU_ALPHA ? NU_ALPHA | NU_DIGIT : NU_DIGIT);
	x->cap = r->upper;
	while (i < t.n && (len = joins(t, i)) && i + len < high) {
		size_t k = i + len;

		cls = class_at(t, k);
		if (!(cls & (NU_ALPHA | NU_DIGIT)))
			break;
		r->ascii &= len == 1;
		k = read_part(r, k, cls & NU_ALPHA ? NU_ALPHA | NU_DIGIT : NU_DIGIT);
		if (t.p[i] != '-' && k == i + len + 1 && (t.p[k - 1] | 32) == 's')
			x->poss = t.p[i] != '.';
		i = k;
		*parts = 2;
	}
	/* The dot of an abbreviation: not the last thing in its sentence. */
	if (i < t.n && t.p[i] == '.') {
		size_t k = i + 1;

		while (k < high && (len = nu_blank(t, k)))
			k += len;
		if (k < high) {
			i++;
			*parts = 2;
		}
	}
	return i;
}

typedef struct tokens {
	const nu_quote_lang *lang;
	const nu_quoted     *b;
	nu_arena            *a;
	nu_say_room         *o;
	size_t               sent; /* the sentence that the next token is in, or one before */
} tokens;

/* One token at i, which is no blank; its end. */
static size_t
take_token(tokens *k, size_t i, size_t to)
{
	nu_str   text = nu_slice(k->b->unit->text, 0, to);
	bool     begins = k->o->n == 0 || k->o->t[k->o->n - 1].sent != k->sent;
	nu_say  *x = &NU_PUSH(k->a, k->o->t, k->o->n, k->o->cap);
	unsigned cls = class_at(text, i), len, parts;
	size_t   end, high = to;
	reader   r = {text, true, false};

	*x = (nu_say){.start = (uint32_t)i, .sent = (uint32_t)k->sent};
	if (!(cls & (NU_ALPHA | NU_DIGIT))) {
		uint32_t cp = nu_decode(text, i, &len);

		x->cls = class_of_mark(cp);
		x->dash = cp == '-' || cp == 0x2013 || cp == 0x2014 || cp == '~';
		x->colon = cp == ':';
		end = i + len;
	} else {
		if (k->sent < k->b->nsent && k->b->sent[k->sent].end < high)
			high = k->b->sent[k->sent].end;
		end = read_token(&r, i, high, x, &parts);
		nu_str z = nu_slice(text, i, end);
		if (parts == 1 && !(cls & NU_ALPHA))
			x->cls = NU_T_NUM;
		else
			x->cls =
			    class_of_word(k->lang, z, r.ascii ? hash_ascii(z) : hash_any(z), x->cap, begins);
		x->name = x->cls == NU_T_NAME;
		if (x->name)
			x->cls = x->cap ? NU_T_CAP : NU_T_LOW;
		else if (parts == 2 && x->cls == NU_T_LOW && is_small_name(k->lang, z))
			x->cap = true, x->cls = NU_T_CAP;
		x->with = x->cls == NU_T_WITH;
		x->by = x->cls == NU_T_BY;
		x->sub = x->cls == NU_T_SUB;
		x->ger = x->cls == NU_T_GER;
		if (x->ger)
			x->cls = x->cap ? NU_T_CAP : NU_T_LOW;
		if (x->with || x->by)
			x->cls = NU_T_PREP;
		if (x->sub)
			x->cls = NU_T_CONJ;
		x->plural = x->cls == NU_T_LOW && text.p[end - 1] == 's';
	}
	x->end = (uint32_t)end;
	return end;
}

/* The tokens of from..to. */
static void
take_tokens(tokens *k, size_t from, size_t to)
{
	const nu_quoted *b = k->b;
	nu_str           t = nu_slice(b->unit->text, 0, to);

	for (size_t i = from; i < to;) {
		unsigned blank = t.p[i] == ' ' ? 1 : nu_blank(t, i);

		if (blank) {
			i += blank;
			continue;
		}
		while (k->sent + 1 < b->nsent && i >= b->sent[k->sent].end)
			k->sent++;
		i = take_token(k, i, to);
	}
}

enum { SHORT = 128 }; /* bytes of a piece that is read whole */

/* A place of a token near i: behind a blank, at most `most` bytes further on. */
static size_t
near(nu_str t, size_t i, size_t most)
{
	size_t high = t.n - i > most ? i + most : t.n;

	while (i < high && t.p[i] != ' ')
		i++;
	return i;
}

/*
 * The tokens between two quotes, or a quote and the block's end: of two sentences behind the
 * one and (ahead) two before the other, and not further than any speaker is looked for.
 */
static void
take_around(tokens *k, size_t from, size_t to, bool ahead)
{
	const nu_quoted *b = k->b;
	nu_str           t = b->unit->text;
	size_t           s = k->sent, stop = from, go;

	if (to - from <= SHORT) {
		take_tokens(k, from, to);
		return;
	}
	if (from > 0) {
		while (s + 1 < b->nsent && from >= b->sent[s].end)
			s++;
		s = s + 2 < b->nsent ? s + 2 : b->nsent;
		stop = s ? b->sent[s - 1].end : to;
		if (stop - from > NU_SAY_REACH)
			stop = near(t, from + NU_SAY_REACH, 100);
	}
	if (!ahead || stop >= to) {
		take_tokens(k, from, stop < to ? stop : to);
		return;
	}
	for (s = k->sent; s + 1 < b->nsent && to > b->sent[s].end; s++)
		;
	go = s > 0 ? b->sent[s - 1].start : 0;
	if (to - go > NU_SAY_REACH)
		go = near(t, to - NU_SAY_REACH, 100);
	take_tokens(k, from, stop < go ? stop : to);
	if (stop < go)
		take_tokens(k, go, to);
}

/* The quote q as a token. */
static void
take_quote(tokens *k, size_t q)
{
	const nu_quoted *b = k->b;
	size_t           at = b->quote[q].start;

	while (k->sent + 1 < b->nsent && at >= b->sent[k->sent].end)
		k->sent++;
	NU_PUSH(k->a, k->o->t, k->o->n, k->o->cap) = (nu_say){.start = (uint32_t)at,
	    .end = b->quote[q].end,
	    .cls = NU_T_QUOTE,
	    .sent = (uint32_t)k->sent,
	    .quote = (uint32_t)q};
}

/* The first sentence that ends behind byte i, or the last one. */
static size_t
sentence_at(const nu_quoted *b, size_t i)
{
	size_t lo = 0, hi = b->nsent ? b->nsent - 1 : 0;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (b->sent[mid].end > i)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

size_t
nu_say_tokens(const nu_quote_lang *lang, nu_arena *a, nu_say_room *room, const nu_quoted *b,
    size_t first, size_t last)
{
	size_t from = first ? b->quote[first - 1].end : 0;
	tokens k = {lang, b, a, room, sentence_at(b, from)};

	room->n = 0;
	for (size_t q = first; q < last; q++) {
		take_around(&k, from, b->quote[q].start, true);
		take_quote(&k, q);
		from = b->quote[q].end;
	}
	if (last < b->nquote)
		take_around(&k, from, b->quote[last].start, true);
	else
		take_around(&k, from, b->unit->text.n, false);
	return room->n;
}

size_t
nu_say_last(const nu_quote_lang *lang, nu_arena *a, nu_say_room *room, const nu_quoted *b)
{
	tokens k = {lang, b, a, room, b->nsent ? b->nsent - 1 : 0};
	size_t from = b->nsent ? b->sent[k.sent].start : 0, q = b->nquote;

	room->n = 0;
	if (b->unit->text.n - from > NU_SAY_REACH)
		from = near(b->unit->text, b->unit->text.n - NU_SAY_REACH, 100);
	while (q > 0 && b->quote[q - 1].start >= from)
		q--;
	if (q > 0 && b->quote[q - 1].end > from)
		from = b->quote[q - 1].end;
	for (; q < b->nquote; q++) {
		take_tokens(&k, from, b->quote[q].start);
		take_quote(&k, q);
		from = b->quote[q].end;
	}
	take_tokens(&k, from, b->unit->text.n);
	return room->n;
}
