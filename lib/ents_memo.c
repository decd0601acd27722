#include "ents_memo.h"

enum { WORDS_LOG2 = 11, CHAINS_LOG2 = 12 };

struct nu_memo {
	nu_own  own[1 << WORDS_LOG2];
	nu_told told[1 << CHAINS_LOG2];
};

nu_memo *
nu_memo_new(nu_arena *keep)
{
	return NU_NEW(keep, nu_memo, 1);
}

nu_own *
nu_memo_own(nu_memo *memo, const nu_toks *u, uint32_t i, nu_str word)
{
	nu_own *own = &memo->own[(u->tok[i].low ^ u->face[i].shape) * 0x9E3779B1u >> (32 - WORDS_LOG2)];

	if (word.n > sizeof own->word)
		return NULL;
	if (own->n != word.n || memcmp(own->word, word.p, word.n) != 0) {
		memcpy(own->word, word.p, word.n);
		own->n = 0;
	}
	return own;
}

static inline uint64_t
fold(uint64_t h, uint64_t v)
{
	h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
	return h ^ h >> 32;
}

/* What others see of a token: two words of the key. */
static inline uint64_t
fold_seen(uint64_t h, const nu_tok *t, const nu_face *f)
{
	h = fold(h, t->low | (uint64_t)f->shape << 32 | (uint64_t)f->cluster << 48);
	return fold(h, t->gaz | (uint64_t)(t->flags & NU_T_CAP) << 16);
}

/* What only its own features see: its letters, and what the document tells of it. */
static inline uint64_t
fold_self(uint64_t h, const nu_toks *u, const nu_tok *t, const nu_sign *f)
{
	const char *p = u->text.p + t->start;
	size_t      n = t->len;
	uint64_t    v = 0;

	for (; n > 8; p += 8, n -= 8) {
		memcpy(&v, p, 8);
		h = fold(h, v);
	}
	v = 0;
	memcpy(&v, p, n);
	h = fold(h, v);
	return fold(
	    h, t->len | (uint64_t)t->flags << 16 | (uint64_t)f->seen << 32 | (uint64_t)f->tail << 40);
}

nu_told *
nu_memo_chain(nu_memo *memo, const nu_toks *u, uint32_t from, uint32_t to, uint64_t *key)
{
	uint32_t a = from > 2 ? from - 2 : 0, b = u->n - to > 2 ? to + 2 : u->n;
	uint64_t h = fold(from - a, (b - to) | (uint64_t)(to - from) << 8 | (uint64_t)u->style << 16);

	if (to - from > NU_MEMO_CHAIN)
		return NULL;
	for (uint32_t i = a; i < b; i++)
		h = fold_seen(h, &u->tok[i], &u->face[i]);
	for (uint32_t i = from; i < to; i++)
		h = fold_self(h, u, &u->tok[i], &u->sign[i]);
	*key = h ? h : 1;
	return &memo->told[h >> (64 - CHAINS_LOG2)];
}
