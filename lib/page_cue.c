#include "page_cue.h"

#include "data.h"
#include "text.h"

enum { MEMORY = 4096, LONGEST_WORD = 40, LONGEST_VALUE = 400 };

typedef struct seen {
	uint64_t key; /* hash of the value; 0: free */
	uint32_t bits, shape;
} seen;

struct nu_cues {
	const nu_lexicon *lexicon;
	seen              memory[MEMORY];
};

static const struct {
	const char *name;
	uint32_t    bit;
} kinds[] = {
    {"body", NU_CUE_BODY},
    {"title", NU_CUE_TITLE},
    {"dek", NU_CUE_DEK},
    {"byline", NU_CUE_BYLINE},
    {"date", NU_CUE_DATE},
    {"caption", NU_CUE_CAPTION},
    {"ad", NU_CUE_AD},
    {"nav", NU_CUE_NAV},
    {"share", NU_CUE_SHARE},
    {"comment", NU_CUE_COMMENT},
    {"related", NU_CUE_RELATED},
    {"tags", NU_CUE_TAGS},
    {"widget", NU_CUE_WIDGET},
    {"legal", NU_CUE_LEGAL},
    {"side", NU_CUE_SIDE},
    {"foot", NU_CUE_FOOT},
    {"head", NU_CUE_HEAD},
    {"bio", NU_CUE_BIO},
    {"paywall", NU_CUE_PAYWALL},
    {"live", NU_CUE_LIVE},
    {"pull", NU_CUE_PULL},
};

/* Not in the table's words: takes the meaning from the words behind it (has-sidebar). */
#define NU_CUE_NOT (1u << 31)

static uint32_t
bit_of(nu_str name)
{
	if (nu_eq(name, NU_STR("not")))
		return NU_CUE_NOT;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (nu_eq(name, nu_str_of(kinds[i].name)))
			return kinds[i].bit;
	return 0;
}

nu_cues *
nu_cues_new(nu_arena *keep)
{
	nu_cues *c = NU_NEW(keep, nu_cues, 1);

	c->lexicon = nu_lexicon_new(keep, nu_data("en/page-cue.tsv"));
	return c;
}

static uint32_t
look_up(const nu_cues *c, const char *p, size_t n)
{
	nu_str          word = {p, n};
	const nu_entry *e = nu_lexicon_find(c->lexicon, word, nu_hash(word));
	uint32_t        bits = 0;

	for (; e; e = e->next)
		bits |= bit_of(nu_column(e->rest, 0));
	return bits;
}

/* The words of one name (up to white space), in lower case behind each other in buf. */
typedef struct words {
	char   buf[LONGEST_VALUE];
	size_t start[32], n;
	size_t used;
} words;

static void
cut_name(words *w, nu_str s)
{
	bool fresh = true, was_lower = false;

	w->n = w->used = 0;
	for (size_t i = 0; i < s.n && w->used < sizeof w->buf; i++) {
		char ch = s.p[i];
		bool upper = ch >= 'A' && ch <= 'Z', lower = ch >= 'a' && ch <= 'z';

		if (!upper && !lower) {
			fresh = true;
			continue;
		}
		if (fresh || (upper && was_lower)) {
			if (w->n == sizeof w->start / sizeof *w->start - 1)
				break;
			w->start[w->n++] = w->used;
		}
		w->buf[w->used++] = upper ? (char)(ch + 32) : ch;
		fresh = false;
		was_lower = lower;
	}
	w->start[w->n] = w->used;
}

static uint32_t
bits_of_name(const nu_cues *c, nu_str name)
{
	words    w;
	uint32_t bits = 0;

	cut_name(&w, name);
	for (size_t i = 0; i < w.n; i++) {
		size_t   at = w.start[i], n = w.start[i + 1] - at;
		uint32_t two = 0, one;

		if (n > LONGEST_WORD)
			continue;
		if (i + 1 < w.n && w.start[i + 2] - at <= LONGEST_WORD)
			two = look_up(c, w.buf + at, w.start[i + 2] - at);
		one = two ? two : look_up(c, w.buf + at, n);
		if (one & NU_CUE_NOT)
			break;
		bits |= one;
		i += two != 0;
	}
	return bits;
}

static uint64_t
hash_value(nu_str s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	return (h ^ h >> 29) | 1;
}

/* A hash of the value's letters: lists number their items (item-1, item-2). */
static uint32_t
shape_of(nu_str s)
{
	uint32_t h = 0x811c9dc5u;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			h = (h ^ (unsigned char)s.p[i]) * 0x01000193u;
	return h;
}

uint32_t
nu_cues_of(nu_cues *c, nu_str value, uint32_t *hash)
{
	uint64_t key;
	seen    *m;
	size_t   i = 0;

	if (value.n > LONGEST_VALUE)
		value.n = LONGEST_VALUE;
	key = hash_value(value);
	m = &c->memory[key >> 20 & (MEMORY - 1)];
	if (m->key != key) {
		m->key = key;
		m->bits = 0;
		m->shape = shape_of(value);
		while (i < value.n) {
			size_t from = i;

			while (i < value.n && (unsigned char)value.p[i] > ' ')
				i++;
			m->bits |= bits_of_name(c, nu_slice(value, from, i));
			for (; i < value.n && (unsigned char)value.p[i] <= ' '; i++)
				;
		}
	}
	*hash += m->shape;
	return m->bits;
}
