#include "split_model.h"

#include "text.h"

static uint32_t
get32(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

uint32_t
nu_split_model_sum(nu_str bytes)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < bytes.n; i++)
		h = (h ^ (unsigned char)bytes.p[i]) * 16777619u;
	return h;
}

const char *
nu_split_model_load(nu_split_model *m, nu_str b)
{
	if (b.n < 64 || memcmp(b.p, "NUSPLIT1", 8) != 0)
		return "not a model of nsplit";
	m->weights = get32(b.p + 8);
	m->bits = get32(b.p + 12);
	if (!m->weights || m->weights & (m->weights - 1) || m->bits < 8 || m->bits & (m->bits - 1) ||
	    b.n != 64 + (size_t)m->weights + m->bits / 8)
		return "a model of nsplit of the wrong size";
	if (get32(b.p + 16) != nu_split_model_sum(nu_slice(b, 64, b.n)))
		return "a damaged model of nsplit";
	m->weight = (const int8_t *)(const void *)(b.p + 64);
	m->known = (const uint8_t *)b.p + 64 + m->weights;
	return NULL;
}

bool
nu_split_known(const nu_split_model *m, uint32_t hash)
{
	uint32_t a = hash & (m->bits - 1), b = (hash * 0x9E3779B1u >> 7) & (m->bits - 1);

	return m->known && m->known[a >> 3] >> (a & 7) & m->known[b >> 3] >> (b & 7) & 1;
}

int
nu_split_score(const nu_split_model *m, const uint32_t *feature, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += m->weight[feature[i] & (m->weights - 1)];
	return sum;
}

/* ------------------------------------------------------------------------ features */

typedef struct feats {
	uint32_t *out;
	size_t    n;
	uint32_t  kind; /* of the candidate: no feature is shared between kinds */
} feats;

/* Feature `id` with value x. */
static void
put(feats *f, uint32_t id, uint32_t x)
{
	uint32_t h = (id * 64 + f->kind) * 0x9E3779B1u ^ x * 0x85EBCA6Bu;

	h ^= h >> 15;
	h *= 0x2C1B3C6Du;
	f->out[f->n++] = h ^ h >> 13;
}

static uint32_t
bucket(size_t n)
{
	return n < 4 ? (uint32_t)n : n < 8 ? 4 : n < 16 ? 5 : n < 40 ? 6 : 7;
}

/* The length of a token in letters, roughly. */
static uint32_t
size_class(nu_str s)
{
	return s.n > 6 ? 7 : (uint32_t)s.n;
}

/* What kind of character the byte at i begins. */
static uint32_t
mark_class(nu_str t, size_t i)
{
	unsigned len;

	if (i >= t.n)
		return 255;
	if ((unsigned char)t.p[i] < 128 && nu_ascii[(unsigned char)t.p[i]] & (NU_PUNCT | NU_SYMBOL))
		return (unsigned char)t.p[i];
	return 128 + (nu_class(nu_decode(t, i, &len)) & 31);
}

static bool
is_address(nu_str s)
{
	return s.n > 4 && (memchr(s.p, '@', s.n) || memchr(s.p, '/', s.n) ||
	                      memcmp(s.p, "http", 4) == 0 || memcmp(s.p, "www.", 4) == 0);
}

static uint32_t
abbrev_class(const nu_cand *c)
{
	if (c->abbrev)
		return c->abbrev->rest.n ? nu_hash(nu_column(c->abbrev->rest, 0)) : 1;
	return nu_is_acronym(c->prev) ? 2 : c->prev_shape == NU_SH_INITIAL ? 3 : 0;
}

/* The tokens around: what stands before, behind, and behind that. */
static void
put_tokens(feats *f, const nu_split_model *m, const nu_cand *c, bool rule)
{
	nu_str   t = c->text;
	size_t   end = c->word.n ? (size_t)(c->word.p + c->word.n - t.p) : c->next;
	size_t   after = nu_skip_blanks(t, end), before = (size_t)(c->prev.p - t.p);
	nu_str   third = nu_token_at(t, after);
	nu_str   first = nu_token_before(t, before > 0 ? before - 1 : 0);
	uint32_t ps = c->prev_shape, ws = c->word_shape, ts = nu_shape_of(third);
	uint32_t ab = abbrev_class(c), wh = c->word_hash, th = nu_hash(third);
	bool     starter = c->starter, known = nu_split_known(m, wh);
	bool     tknown = nu_split_known(m, th);
	uint32_t ph = nu_hash(c->prev);

	put(f, 1, ab * 16 + ps);
	put(f, 2, ab * 64 + ws * 4 + starter * 2u + known);
	put(f, 3, ps * 64 + ws * 4 + starter * 2u + known);
	put(f, 4, size_class(c->prev) * 16 + ps);
	put(f, 5, size_class(c->word) * 16 + ws);
	if (c->prev.n <= 6 || c->soft)
		put(f, 6, ph);
	if (starter || c->word.n <= 3)
		put(f, 7, wh);
	put(f, 8, (ws * 16 + ts) * 8 + known * 4u + tknown * 2u + starter);
	put(f, 9, ab * 128 + ts * 4 + tknown * 2u + known);
	put(f, 10, mark_class(t, end) * 16 + ws);
	put(f, 11, nu_shape_of(first) * 16 + ps);
	put(f, 12, nu_hash(first) * 4 + rule);
	put(f, 13, is_address(c->prev) * 2u + is_address(c->word));
	put(f, 14, nu_split_known(m, ph) * 16u + ps);
	if (third.n <= 6)
		put(f, 15, th);
	put(f, 16, (uint32_t)(end < t.n && t.p[end] == '.') * 32 + ws * 2 + rule);
}

size_t
nu_split_features(const nu_split_model *m, nu_cand *c, bool rule, uint32_t out[NU_SPLIT_FEATURES])
{
	feats    f = {out, 0, (uint32_t)c->term * 4 + c->soft};
	nu_str   t = c->text;
	uint32_t before = c->at > 0 ? mark_class(t, c->at - 1) : 0;
	uint32_t flags = c->closed * 2u + c->opened, inside;

	nu_cand_count(c);
	inside = (c->parens > 2 ? 2u : c->parens) * 2 + (c->marks & 1);
	put(&f, 20, rule);
	put(&f, 21, flags * 8 + c->word_shape);
	put(&f, 22, (flags * 8 + c->word_shape) * 2 + rule);
	put(&f, 23, before);
	put(&f, 24, mark_class(t, c->next) * 2 + rule);
	put(&f, 25, bucket(c->words) * 8 + bucket(c->lows));
	put(&f, 26, (bucket(c->words) * 8 + bucket(c->lows)) * 2 + rule);
	put(&f, 27, (inside * 2 + rule) * 16 + c->word_shape);
	put(&f, 28,
	    (c->close > c->at && c->close > c->stop ? mark_class(t, c->close - 1) : 0) * 2 + rule);
	put(&f, 29, (uint32_t)(c->stop - c->at > 4 ? 4 : c->stop - c->at) * 2 + rule);
	put(&f, 30, (uint32_t)(c->next - c->close) * 16 + c->word_shape);
	put(&f, 32, (c->first * 2u + rule) * 16 + c->prev_shape);
	put(&f, 33, (uint32_t)(c->words && !c->small) * 16 + c->prev_shape);
	put(&f, 31, (bucket(c->lows) * 256 + before) * 2 + rule);
	put_tokens(&f, m, c, rule);
	return f.n;
}
