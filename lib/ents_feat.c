#include "ents_tok.h"

#include "text.h"

/*
 * Features of a gated token, hashed. Each kind has a number of its own, mixed with what
 * it looks at, so that kinds do not share rows but by chance.
 */

typedef struct bag {
	uint32_t *out;
	size_t    n;
	uint32_t  kind;
} bag;

static uint32_t
mix(uint32_t h, uint32_t v)
{
	h = (h ^ v) * 0x85EBCA6Bu;
	return h ^ h >> 13;
}

static void
add1(bag *b, uint32_t v)
{
	uint32_t h = mix(++b->kind * 0x9E3779B1u, v) * 0xC2B2AE35u;

	b->out[b->n++] = h ^ h >> 16;
}

static void
add2(bag *b, uint32_t v, uint32_t w)
{
	add1(b, mix(v * 0x27D4EB2Fu, w));
}

static void
add3(bag *b, uint32_t v, uint32_t w, uint32_t x)
{
	add1(b, mix(mix(v * 0x27D4EB2Fu, w), x));
}

/* Hashes of the first and last 1 to 4 characters, marks as one writes them in ASCII. */
static void
add_affixes(bag *b, nu_str w)
{
	char     buf[16];
	size_t   i = 0, n, at[5] = {0};
	unsigned len;

	for (n = 0; n < 4 && i < w.n; n++) {
		at[n + 1] = at[n] + nu_encode(nu_toks_plain(nu_decode(w, i, &len)), buf + at[n]);
		i += len;
	}
	for (size_t k = 1; k < 5; k++)
		add1(b, k <= n ? nu_hash((nu_str){buf, at[k]}) : 0);
	i = w.n;
	at[0] = sizeof buf;
	for (n = 0; n < 4 && i > 0; n++) {
		char     cp[4];
		unsigned bytes = nu_encode(nu_toks_plain(nu_decode_back(w, i, &len)), cp);

		at[n + 1] = at[n] - bytes;
		memcpy(buf + at[n + 1], cp, bytes);
		i -= len;
	}
	for (size_t k = 1; k < 5; k++)
		add1(b, k <= n ? nu_hash((nu_str){buf + at[k], sizeof buf - at[k]}) : 0);
}

static const nu_tok  before = {.low = 1}, behind = {.low = 2};
static const nu_face before_face = {.shape = 1}, behind_face = {.shape = 2};

/* What token i sees around it. */
typedef struct view {
	const nu_tok *t[5];                        /* i - 2 to i + 2 */
	const nu_tok *first, *last, *left, *right; /* of its capitalised run, and beside it */
	uint32_t      place; /* in the run: 0 alone, 1 first, 2 inside, 3 last, 4 in none */
	uint32_t      length;
	uint32_t      shape[5], c[5], m128[5], k16[5];
	uint32_t      last_c, left_c, right_c; /* clusters */
} view;

static const nu_tok *
tok_at(const nu_toks *u, int64_t i)
{
	return i < 0 ? &before : i >= (int64_t)u->n ? &behind : &u->tok[i];
}

static const nu_face *
face_at(const nu_toks *u, int64_t i)
{
	return i < 0 ? &before_face : i >= (int64_t)u->n ? &behind_face : &u->face[i];
}

static void
look_round(view *v, const nu_model *m, const nu_toks *u, uint32_t i)
{
	int64_t a = i, b = i;

	for (int k = 0; k < 5; k++) {
		int64_t        at = (int64_t)i + k - 2;
		const nu_face *f = face_at(u, at);

		v->t[k] = tok_at(u, at);
		v->shape[k] = f->shape;
		v->c[k] = f->cluster;
		v->m128[k] = f->cluster ? m->middle[f->cluster - 1] + 1u : 0;
		v->k16[k] = f->cluster ? m->coarse[m->middle[f->cluster - 1]] + 1u : 0;
	}
	while (i - a < 12 && tok_at(u, a - 1)->flags & NU_T_CAP)
		a--;
	while (b - i < 12 && tok_at(u, b + 1)->flags & NU_T_CAP)
		b++;
	v->first = tok_at(u, a);
	v->last = tok_at(u, b);
	v->left = tok_at(u, a - 1);
	v->right = tok_at(u, b + 1);
	v->last_c = face_at(u, b)->cluster;
	v->left_c = face_at(u, a - 1)->cluster;
	v->right_c = face_at(u, b + 1)->cluster;
	v->length = b - a > 4 ? 5 : (uint32_t)(b - a + 1);
	v->place = !(u->tok[i].flags & NU_T_CAP) ? 4 : a == b ? 0 : i == a ? 1 : i == b ? 3 : 2;
}

/* Features of the word alone, the same wherever it stands. */
static void
add_own(bag *b, const nu_model *m, const nu_face *f, size_t end, nu_str word)
{
	nu_str   tail = end ? nu_slice(word, word.n - end, word.n) : (nu_str){NULL, 0};
	uint32_t h = tail.n ? nu_hash(tail) : 0;
	int      known = tail.n ? nu_pack_find(&m->gazetteer, nu_toks_join(0, h)) : -1;
	int      cluster = tail.n ? nu_pack_find(&m->cluster, h) : -1;

	b->kind = 19;
	add_affixes(b, word);
	add1(b, f->shape);
	b->kind = 33;
	add1(b, f->cluster);
	b->kind = 56;
	add3(b, tail.n > 0, (uint32_t)known, (uint32_t)cluster);
	add1(b, 0);
}

static void
add_own_words(bag *b, const nu_tok *t, const nu_face *f)
{
	b->kind = 0;
	add2(b, t->low, f->shape);
	add1(b, t->low);
}

static void
add_words(bag *b, const view *v)
{
	const nu_tok *const *t = v->t;

	b->kind = 2;
	add1(b, t[1]->low);
	add1(b, t[3]->low);
	add1(b, t[0]->low);
	add1(b, t[4]->low);
	add2(b, t[1]->low, t[2]->low);
	add2(b, t[2]->low, t[3]->low);
	add2(b, t[1]->low, t[3]->low);
	add2(b, v->first->low, v->place);
	add2(b, v->last->low, v->place);
	add1(b, v->left->low);
	add1(b, v->right->low);
	add3(b, v->left->low, v->place, v->length);
	add3(b, v->right->low, v->place, v->length);
	add2(b, t[1]->low, v->shape[2]);
	add2(b, v->shape[2], t[3]->low);
	add2(b, t[0]->low, t[1]->low);
	add2(b, t[3]->low, t[4]->low);
}

static void
add_shapes(bag *b, const view *v)
{
	const uint32_t *s = v->shape;

	b->kind = 28;
	add2(b, s[1], s[2]);
	add2(b, s[2], s[3]);
	add3(b, s[1], s[2], s[3]);
	add3(b, s[0], s[1], s[2]);
	add3(b, s[2], s[3], s[4]);
}

static void
add_clusters(bag *b, const view *v)
{
	b->kind = 34;
	add1(b, v->c[1]);
	add1(b, v->c[3]);
	add2(b, v->c[1], v->c[2]);
	add2(b, v->c[2], v->c[3]);
	add1(b, v->c[0]);
	add1(b, v->c[4]);
	add2(b, v->m128[1], v->m128[2]);
	add2(b, v->m128[2], v->m128[3]);
	add3(b, v->m128[1], v->m128[2], v->m128[3]);
	add3(b, v->k16[0], v->k16[1], v->k16[2]);
	add3(b, v->k16[2], v->k16[3], v->k16[4]);
	add2(b, v->m128[1], v->shape[2]);
	add2(b, v->m128[3], v->shape[2]);
	add2(b, v->last_c, v->place);
	add2(b, v->left_c, v->place);
	add2(b, v->right_c, v->place);
}

static void
add_gazetteer(bag *b, const view *v)
{
	uint32_t g = v->t[2]->gaz;

	b->kind = 50;
	add2(b, g, v->shape[2]);
	add2(b, v->t[1]->gaz, g);
	add2(b, g, v->t[3]->gaz);
	add2(b, v->last->gaz, v->place);
	add2(b, v->first->gaz, v->place);
	add3(b, g, v->place, v->length);
}

/* What the document and the unit's style tell. */
static void
add_seen(bag *b, const nu_toks *u, uint32_t i, const view *v)
{
	const nu_tok *t = &u->tok[i];
	uint32_t      first = (t->flags & NU_T_FIRST) != 0, seen = u->sign[i].seen;

	b->kind = 58;
	add2(b, seen, v->shape[2]);
	add3(b, seen, first, v->place);
	add3(b, seen & NU_SEEN_LOWER, first, t->gaz);
	add3(b, u->style, first, v->shape[2]);
	add3(b, u->style, v->m128[2], seen & NU_SEEN_LOWER);
	add2(b, v->place, v->length);
}

static void
add_context(bag *b, const nu_toks *u, uint32_t i, const view *v)
{
	add_shapes(b, v);
	add_clusters(b, v);
	add_gazetteer(b, v);
	add_seen(b, u, i, v);
}

static nu_str
word_of(const nu_toks *u, const nu_tok *t)
{
	return nu_slice(u->text, t->start, t->start + t->len);
}

size_t
nu_toks_own(const nu_model *model, const nu_toks *u, uint32_t i, uint32_t feature[NU_MAX_FEATURES])
{
	bag b = {.out = feature};

	add_own_words(&b, &u->tok[i], &u->face[i]);
	add_own(&b, model, &u->face[i], u->sign[i].tail, word_of(u, &u->tok[i]));
	return b.n;
}

size_t
nu_toks_context(
    const nu_model *model, const nu_toks *u, uint32_t i, uint32_t feature[NU_MAX_FEATURES])
{
	bag  b = {.out = feature};
	view v;

	look_round(&v, model, u, i);
	add_words(&b, &v);
	add_context(&b, u, i, &v);
	return b.n;
}

size_t
nu_toks_features(
    const nu_model *model, const nu_toks *u, uint32_t i, uint32_t feature[NU_MAX_FEATURES])
{
	bag  b = {.out = feature};
	view v;

	look_round(&v, model, u, i);
	add_own_words(&b, &u->tok[i], &u->face[i]);
	add_words(&b, &v);
	add_own(&b, model, &u->face[i], u->sign[i].tail, word_of(u, &u->tok[i]));
	add_context(&b, u, i, &v);
	return b.n;
}
