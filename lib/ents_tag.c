#include "ents_tag.h"

#include "ents_vote.h"

nu_str
nu_toks_text(const nu_toks *u, uint32_t from, uint32_t to)
{
	const nu_tok *a = &u->tok[from], *b = &u->tok[to - 1];

	return nu_slice(u->text, a->start, b->start + b->len);
}

/* The mentions that the labels of tokens from..to tell. */
static void
read_labels(nu_arena *a, uint32_t unit, uint32_t from, uint32_t to, const uint8_t *label,
    const float *marginal, nu_mention **out, size_t *n, size_t *cap)
{
	for (uint32_t i = from; i < to; i++) {
		uint32_t b = i;
		float    p = 1;

		if (!label[i - from])
			continue;
		while (b + 1 < to && label[b - from] && (label[b - from] - 1) % 4 != NU_LAST &&
		       (label[b - from] - 1) % 4 != NU_UNIT)
			b++;
		for (uint32_t k = i; k <= b; k++)
			p = marginal[k - from] < p ? marginal[k - from] : p;
		NU_PUSH(a, *out, *n, *cap) = (nu_mention){.unit = unit,
		    .from = i,
		    .to = b + 1,
		    .type = (uint8_t)((label[i - from] - 1) / 4),
		    .score = (uint8_t)(p * 100 + 0.5f > 100 ? 100 : p * 100 + 0.5f)};
		i = b;
	}
}

static bool
is_title(const nu_tagger *t, const nu_toks *u, uint32_t i)
{
	const nu_tok   *k = &u->tok[i];
	const nu_entry *e =
	    nu_lexicon_find(t->parts, nu_slice(u->text, k->start, k->start + k->len), k->low);

	for (; e; e = e->next)
		if (nu_eq(nu_column(e->rest, 0), NU_STR("title")))
			return true;
	return false;
}

/* Titles and possessives stay outside the span. */
static void
trim(const nu_tagger *t, const nu_toks *u, nu_mention *m)
{
	while (m->to - m->from > 1 && u->tok[m->to - 1].flags & NU_T_CLITIC)
		m->to--;
	while (m->type == NU_PERSON && m->to - m->from > 1 && is_title(t, u, m->from))
		m->from++;
}

size_t
nu_tag(
    nu_arena *a, nu_tagger *tagger, const nu_unit *unit, size_t n, nu_toks *toks, nu_mention **out)
{
	float(*score)[NU_LABELS] = nu_alloc(a, NU_MAX_CHAIN * sizeof *score);
	float      marginal[NU_MAX_CHAIN];
	uint8_t    label[NU_MAX_CHAIN];
	uint32_t   feature[NU_MAX_FEATURES];
	size_t     m = 0, cap = 0;
	nu_lattice room;

	nu_lattice_make(a, &room, NU_MAX_CHAIN);
	*out = NULL;
	for (size_t u = 0; u < n; u++)
		nu_toks_read(a, tagger->model, &tagger->words, unit[u].text, &toks[u]);
	nu_toks_seen(a, toks, n);
	for (uint32_t u = 0; u < n; u++) {
		uint32_t from, to = 0;

		while (nu_toks_chain(&toks[u], &from, &to)) {
			for (uint32_t i = from; i < to; i++)
				nu_model_score(tagger->model, feature,
				    nu_toks_features(tagger->model, &toks[u], i, feature), score[i - from]);
			nu_model_decode(tagger->model, &room, score, to - from, label, marginal);
			read_labels(a, u, from, to, label, marginal, out, &m, &cap);
		}
	}
	for (size_t i = 0; i < m; i++)
		trim(tagger, &toks[(*out)[i].unit], &(*out)[i]);
	return nu_vote(a, tagger, toks, n, out, m);
}
