#include "ents_tok.h"

/* What the model's lists say of tokens, and of the names that they are part of. */

uint32_t
nu_toks_join(uint32_t hash, uint32_t low)
{
	hash = (hash ^ low) * 0x9E3779B1u;
	return hash ^ hash >> 15;
}

bool
nu_tok_clustered(const nu_model *m, const nu_tok *t)
{
	return t->flags & (NU_T_CAP | NU_T_LOWER) && nu_pack_find(&m->cluster, t->low) >= 0;
}

/* What the model's lists say of a word alone; asked for again and again, so kept. */
static nu_listed
look_up_word(const nu_model *m, nu_listed *listed, uint32_t low)
{
	nu_listed *x = &listed[low * 0x9E3779B1u >> (32 - NU_LISTED_LOG2)];
	int        cluster, gaz;

	if (x->low != low || !low) {
		cluster = nu_pack_find(&m->cluster, low);
		gaz = nu_pack_find(&m->gazetteer, nu_toks_join(0, low));
		*x = (nu_listed){low, (uint16_t)(cluster + 1), (uint16_t)(gaz > 0 ? gaz : 0)};
	}
	return *x;
}

/* What the lists say of token i, and of the names of several words that begin there. */
static void
look_up_at(const nu_model *m, nu_listed *listed, nu_toks *u, uint32_t i)
{
	nu_tok   *t = &u->tok[i];
	nu_listed x;
	uint32_t  h;

	if (!(t->flags & (NU_T_CAP | NU_T_LOWER)))
		return;
	x = look_up_word(m, listed, t->low);
	u->face[i].cluster = x.cluster;
	t->gaz |= x.gaz;
	if (!(t->flags & NU_T_GATED))
		return;
	h = nu_toks_join(0, t->low);
	for (uint32_t k = i + 1; k < u->n && k < i + 5 && u->tok[k].flags & NU_T_GATED; k++) {
		int known;

		h = nu_toks_join(h, u->tok[k].low);
		known = nu_pack_find(&m->gazetteer, h);
		for (uint32_t j = i; known > 0 && j <= k; j++)
			u->tok[j].gaz |= (unsigned)known & 4095;
	}
}

void
nu_toks_look_up(const nu_model *m, nu_listed *listed, nu_toks *u)
{
	uint32_t next = 0; /* not looked up yet */

	for (uint32_t i = 0; i < u->n; i++) {
		if (!(u->tok[i].flags & NU_T_GATED))
			continue;
		if (i > 2 && next < i - 2)
			next = i - 2;
		for (; next < u->n && next <= i + 2; next++)
			look_up_at(m, listed, u, next);
	}
}
