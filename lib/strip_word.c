#include "strip_word.h"

#include "text.h"

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>
#define HAVE_SSE2 1
#endif

/* -------------------------------------------------------------------------- blocks */

void
sp_block_read_plain(sp_block *b, const char *bytes)
{
	b->plain = b->upper = b->digit = 0;
	for (unsigned i = 0; i < SP_BLOCK; i++) {
		unsigned char c = (unsigned char)bytes[i];
		uint64_t      bit = UINT64_C(1) << i;

		b->plain |= nu_folded[c] ? bit : 0;
		b->upper |= c >= 'A' && c <= 'Z' ? bit : 0;
		b->digit |= c >= '0' && c <= '9' ? bit : 0;
	}
}

#ifdef HAVE_SSE2
/* Bytes of x from `first` on, n of them. */
static inline uint64_t
among(__m128i x, char first, int n)
{
	__m128i v = _mm_add_epi8(x, _mm_set1_epi8((char)(-128 - first)));

	return (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmplt_epi8(v, _mm_set1_epi8((char)(n - 128))));
}

void
sp_block_read(sp_block *b, const char *bytes)
{
	uint64_t letter = 0, upper = 0, digit = 0;

	for (unsigned i = 0; i < SP_BLOCK; i += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));

		letter |= among(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'a', 26) << i;
		upper |= among(x, 'A', 26) << i;
		digit |= among(x, '0', 10) << i;
	}
	b->plain = letter | digit;
	b->upper = upper;
	b->digit = digit;
}
#else
void
sp_block_read(sp_block *b, const char *bytes)
{
	sp_block_read_plain(b, bytes);
}
#endif

/* -------------------------------------------------------------------------- hashes */

#define SPREAD UINT64_C(0x9E3779B97F4A7C15)
#define MIX    UINT64_C(0xD6E8FEB86659FD93)

static inline uint64_t
add_eight(uint64_t sum, uint64_t bytes)
{
	sum = (sum ^ bytes) * SPREAD;
	return sum ^ sum >> 32;
}

static inline uint32_t
finish(uint64_t sum, size_t n)
{
	return (uint32_t)((sum ^ (uint32_t)n) * MIX >> 32);
}

void
sp_hash_byte(sp_hash *h, unsigned char c)
{
	h->bytes |= (uint64_t)c << 8 * (h->n % 8);
	if (++h->n % 8 == 0) {
		h->sum = add_eight(h->sum, h->bytes);
		h->bytes = 0;
	}
}

uint32_t
sp_hash_end(const sp_hash *h)
{
	uint64_t sum = h->n % 8 ? add_eight(h->sum, h->bytes) : h->sum;

	return finish(sum, h->n);
}

static const uint64_t low_bytes[9] = {0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF,
    0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF};

/* n bytes, up to eight, in lower case; `room` bytes may be read. */
static inline uint64_t
bytes_of(const char *p, size_t n, size_t room)
{
	uint64_t v = 0;

	if (room >= sizeof v)
		memcpy(&v, p, sizeof v);
	else
		for (size_t i = 0; i < n; i++)
			((char *)&v)[i] = p[i];
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	/* Digits have this bit, and small letters. */
	return (v | UINT64_C(0x2020202020202020)) & low_bytes[n];
}

static uint32_t
hash_long(const char *p, size_t n, size_t room)
{
	uint64_t sum = 0;
	size_t   left = n;

	for (; left > 8; left -= 8, p += 8, room -= 8)
		sum = add_eight(sum, bytes_of(p, 8, room));
	return finish(add_eight(sum, bytes_of(p, left, room)), n);
}

uint32_t
sp_hash_word(nu_str word)
{
	return hash_long(word.p, word.n, word.n);
}

/* ---------------------------------------------------------------------- known words */

/*
 * LONG_WORD: longer than all in the list. PART: a long word is looked through for the
 * triggers of so many letters by so many of their first. ENDLESS: not worth the looking.
 */
enum { LONG_WORD = 14, ENDLESS = 256, PART = 3, PART_BITS = 4096, MOST_WORDS = 255, TRIES = 1000 };

typedef struct entry {
	uint64_t    head; /* its first eight letters */
	const char *key;
	uint8_t     n, kind; /* n 0: there is none */
} entry;

/* Each word has a place of its own, so that one look tells: `by` was chosen for that. */
struct sp_words {
	entry    entry[MOST_WORDS + 1]; /* from 1 */
	size_t   n;
	uint8_t *place; /* the number of the entry, or 0 */
	uint32_t by, shift;
	uint64_t part[PART_BITS / 64]; /* beginnings of triggers */
};

static size_t
part_bit(const char *p)
{
	return (size_t)(bytes_of(p, PART, PART) * SPREAD >> 52);
}

static void
add_word(sp_words *w, nu_str key, enum sp_word_kind kind)
{
	if (!key.n || key.n >= LONG_WORD || w->n == MOST_WORDS)
		return;
	for (size_t i = 1; i <= w->n; i++)
		if (nu_eq(key, (nu_str){w->entry[i].key, w->entry[i].n}))
			return;
	w->entry[++w->n] = (entry){bytes_of(key.p, key.n < 8 ? key.n : 8, key.n), key.p, (uint8_t)key.n,
	    (uint8_t)kind};
	if (kind == SP_TRIGGER && key.n >= PART)
		w->part[part_bit(key.p) / 64] |= UINT64_C(1) << part_bit(key.p) % 64;
}

/* Puts all words at their places; false: two meet. */
static bool
place_words(sp_words *w)
{
	memset(w->place, 0, (size_t)1 << (32 - w->shift));
	for (size_t i = 1; i <= w->n; i++) {
		size_t at = sp_hash_word((nu_str){w->entry[i].key, w->entry[i].n}) * w->by >> w->shift;

		if (w->place[at])
			return false;
		w->place[at] = (uint8_t)i;
	}
	return true;
}

sp_words *
sp_words_new(nu_arena *keep, const nu_lexicon *lex)
{
	static const char *const address[] = {"http", "https", "www"};
	sp_words *w = NU_NEW(keep, sp_words, 1);
	unsigned  tries = 0;

	for (int i = 0; i < 3; i++)
		add_word(w, nu_str_of(address[i]), SP_ADDRESS);
	for (size_t i = 0; i < lex->n; i++)
		add_word(w, lex->entry[i].key, lex->entry[i].rest.n ? SP_TRIGGER : SP_STOP);
	w->shift = 32 - 12;
	w->by = 1;
	w->place = nu_alloc(keep, (size_t)1 << (32 - w->shift));
	while (!place_words(w)) {
		w->by += 2 * 0x9E3779B1u;
		if (++tries % TRIES == 0)
			w->place = nu_alloc(keep, (size_t)1 << (32 - --w->shift));
	}
	return w;
}

/* Is it, from its ninth letter on, the entry's word? */
static bool
is_rest(const entry *e, const char *p)
{
	size_t k = 8;

	while (k < e->n && (p[k] | 0x20) == e->key[k])
		k++;
	return k >= e->n;
}

/* Does a trigger stand at p? */
static bool
is_trigger(const sp_words *w, const char *p, size_t n)
{
	for (size_t i = 1; i <= w->n; i++) {
		const entry *e = &w->entry[i];

		if (e->kind == SP_TRIGGER && e->n >= PART && e->n <= n &&
		    bytes_of(p, e->n < 8 ? e->n : 8, n) == e->head && is_rest(e, p))
			return true;
	}
	return false;
}

/* Words run together: is one of them a trigger? */
static bool
holds_trigger(const sp_words *w, nu_str word)
{
	if (word.n > ENDLESS)
		return true;
	for (size_t i = 0; i + PART <= word.n; i++) {
		size_t bit = part_bit(word.p + i);

		if (w->part[bit / 64] >> bit % 64 & 1 && is_trigger(w, word.p + i, word.n - i))
			return true;
	}
	return false;
}

/* What a word of less than LONG_WORD letters is; its first eight. */
static inline enum sp_word_kind
kind_of(const sp_words *w, nu_str word, uint64_t head, uint32_t hash)
{
	const entry *e = &w->entry[w->place[hash * w->by >> w->shift]];
	bool         same = (e->head == head) & (e->n == word.n);

	if (word.n > 8 && same)
		same = is_rest(e, word.p);
	return same ? e->kind : SP_WORD;
}

enum sp_word_kind
sp_word_kind(const sp_words *w, nu_str word)
{
	if (word.n >= LONG_WORD)
		return holds_trigger(w, word) ? SP_TRIGGER : SP_WORD;
	return kind_of(w, word, bytes_of(word.p, word.n < 8 ? word.n : 8, word.n), sp_hash_word(word));
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
	return holds_trigger(w, word);
}

/* --------------------------------------------------------------------------- a line */

bool
sp_is_fused(const char *p, size_t n)
{
	for (size_t i = 3; i < n; i++)
		if ((nu_ascii[p[i] & 127] & NU_UPPER) && (nu_ascii[p[i - 1] & 127] & NU_LOWER))
			return true;
	return false;
}

void
sp_reader_begin(sp_reader *r, nu_str text, const char *limit)
{
	*r = (sp_reader){.text = text, .limit = limit, .b = {.at = (size_t)0 - SP_BLOCK}};
	r->n.hash = 0x811c9dc5u;
}

static unsigned
bits_in(uint64_t v)
{
	v -= v >> 1 & UINT64_C(0x5555555555555555);
	v = (v & UINT64_C(0x3333333333333333)) + (v >> 2 & UINT64_C(0x3333333333333333));
	v = (v + (v >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
	return (unsigned)(v * UINT64_C(0x0101010101010101) >> 56);
}

/* Words in which a digit stands, or a capital that is not the first letter. */
static void
count_odd(sp_reader *r, uint64_t odd)
{
	const sp_block *b = &r->b;

	r->n.figures += bits_in(b->digit & b->taken);
	for (uint64_t left = b->taken; left && odd; odd &= left) {
		uint64_t first = left & (0 - left), word = left & ~(left + first);
		size_t   n = bits_in(word);

		left &= ~word;
		if (!(odd & word))
			continue;
		r->n.shout += n > 1 && !(word & ~b->upper);
		r->n.digits += !(word & ~b->digit);
		if (b->upper & word & ~first)
			r->n.fused += sp_is_fused(r->text.p + b->at + bits_in(first - 1), n);
	}
}

/* Counts the block's words. */
static void
count_words(sp_reader *r)
{
	const sp_block *b = &r->b;
	uint64_t        first = b->taken & ~(b->taken << 1);
	uint64_t        odd = b->taken & ((b->upper & ~first) | b->digit);

	r->n.caps += bits_in(b->upper & first);
	if (odd)
		count_odd(r, odd);
}

/* Reads the block from byte i on; what is behind the text counts as no letter. */
static void
read_block(sp_reader *r, size_t i)
{
	nu_str t = r->text;

	if (r->b.taken)
		count_words(r);
	r->b.taken = 0;
	r->b.at = i;
	if (r->limit - (t.p + i) >= SP_BLOCK) {
		sp_block_read(&r->b, t.p + i);
		if (t.n - i < SP_BLOCK)
			r->b.plain &= (UINT64_C(1) << (t.n - i)) - 1;
	} else {
		char copy[SP_BLOCK] = "";

		memcpy(copy, t.p + i, t.n - i < SP_BLOCK ? t.n - i : SP_BLOCK);
		sp_block_read(&r->b, copy);
	}
}

void
sp_reader_end(sp_reader *r)
{
	if (r->b.taken)
		count_words(r);
}

/* Does the word surely end before the mark at t.p[end], or may that be inside it? */
static bool
is_end(nu_str t, size_t end)
{
	unsigned char c = (unsigned char)t.p[end], d;

	if (c >= 128)
		return false;
	if ((c != '\'' && c != '-' && c != '.' && c != ',' && c != ':') || end + 1 >= t.n)
		return true;
	d = (unsigned char)t.p[end + 1];
	if (c == '\'' || c == '-')
		return !(d >= 128 || nu_ascii[d] & NU_ALPHA);
	return !(d >= '0' && d <= '9');
}

/* Takes the word of len letters at byte i: what stands for it in the page's words. */
static inline uint32_t
take_word(sp_reader *r, const sp_words *w, size_t i, size_t len)
{
	const char       *p = r->text.p + i;
	uint64_t          head = bytes_of(p, len < 8 ? len : 8, (size_t)(r->limit - p));
	uint32_t          hash = finish(add_eight(0, head), len);
	enum sp_word_kind kind;

	if (len > 8)
		hash = hash_long(p, len, (size_t)(r->limit - p));
	r->n.hash = (r->n.hash ^ hash) * 16777619u;
	if (len >= LONG_WORD)
		kind = holds_trigger(w, (nu_str){p, len}) ? SP_TRIGGER : SP_WORD;
	else
		kind = kind_of(w, (nu_str){p, len}, head, hash);
	r->n.stops += kind == SP_STOP;
	r->n.trigger |= kind == SP_TRIGGER;
	r->n.url |= kind == SP_ADDRESS;
	return (hash | 1) & (0u - (kind != SP_STOP));
}

size_t
sp_reader_words(sp_reader *r, const sp_words *w, size_t i, uint32_t *out)
{
	nu_str       t = r->text;
	size_t       from = i;
	unsigned     words = 0, most = r->n.words < UINT16_MAX ? UINT16_MAX - r->n.words : 0;

	while (i < t.n && words < most) {
		size_t   at = i - r->b.at, len;
		uint64_t others;

		if (at >= SP_BLOCK) {
			read_block(r, i);
			at = 0;
		}
		others = ~(r->b.plain >> at);
		len = others ? (size_t)__builtin_ctzll(others) : SP_BLOCK;
		if (at && at + len >= SP_BLOCK) { /* the block cuts it */
			read_block(r, i);
			continue;
		}
		if (!len || len == SP_BLOCK || (i + len < t.n && t.p[i + len] != ' ' && !is_end(t, i + len)))
			break;
		r->b.taken |= ((UINT64_C(1) << len) - 1) << at;
		out[words++] = take_word(r, w, i, len);
		i += len;
		if (i < t.n && t.p[i] != ' ')
			break;
		i += i < t.n;
	}
	r->n.words += words;
	r->n.chars += (unsigned)(i - from);
	return i;
}
