#include "ents_tag.h"

#include "data.h"
#include "ents_vote.h"

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
		while (b + 1 < to && label[b - from] && NU_LABEL_PLACE(label[b - from]) < NU_LAST)
			b++;
		for (uint32_t k = i; k <= b; k++)
			p = marginal[k - from] < p ? marginal[k - from] : p;
		NU_PUSH(a, *out, *n, *cap) = (nu_mention){.unit = unit,
		    .from = i,
		    .to = b + 1,
		    .type = (uint8_t)NU_LABEL_TYPE(label[i - from]),
		    .score = (uint8_t)(p * 100 + 0.5f > 100 ? 100 : p * 100 + 0.5f)};
		i = b;
	}
}

/* Titles and possessives stay outside the span. */
static void
trim(const nu_tagger *t, const nu_toks *u, nu_mention *m)
{
	while (m->to - m->from > 1 && u->tok[m->to - 1].flags & NU_T_CLITIC)
		m->to--;
	while (
	    m->type == NU_PERSON && m->to - m->from > 1 && nu_toks_are(t->parts, u, m->from, "title"))
		m->from++;
}

void
nu_tagger_make(nu_arena *keep, nu_tagger *tagger)
{
	nu_tok_words_make(keep, &tagger->words, nu_lexicon_new(keep, nu_data("en/ents-word.tsv")));
	tagger->memo = nu_memo_new(keep);
	tagger->scratch.oom = tagger->faces.oom = tagger->signs.oom = keep->oom;
	tagger->score = nu_alloc(keep, NU_MAX_CHAIN * sizeof *tagger->score);
	nu_lattice_make(keep, &tagger->room, NU_MAX_CHAIN);
}

/* The weights of the word's own features, from memory where it was seen before. */
static void
own_sum(nu_tagger *g, const nu_toks *u, uint32_t i, int16_t sum[NU_WEIGHTS])
{
	const nu_tok *t = &u->tok[i];
	nu_str        word = nu_slice(u->text, t->start, t->start + t->len);
	nu_own       *own = nu_memo_own(g->memo, u, i, word);
	uint32_t      feature[NU_MAX_FEATURES];

	if (own && own->n) {
		memcpy(sum, own->sum, sizeof own->sum);
		return;
	}
	memset(sum, 0, sizeof own->sum);
	nu_model_add(g->model, feature, nu_toks_own(g->model, u, i, feature), sum);
	if (own) {
		own->n = (uint8_t)word.n;
		memcpy(own->sum, sum, sizeof own->sum);
	}
}

static void
score_token(nu_tagger *g, const nu_toks *u, uint32_t i, float score[NU_LABELS])
{
	uint32_t feature[NU_MAX_FEATURES];
	int16_t  sum[NU_WEIGHTS];

	own_sum(g, u, i, sum);
	nu_model_add(g->model, feature, nu_toks_context(g->model, u, i, feature), sum);
	nu_model_score(g->model, sum, score);
}

/* The labels of tokens from..to, and how probable they are. */
static void
label_chain(
    nu_tagger *g, const nu_toks *u, uint32_t from, uint32_t to, uint8_t *label, float *marginal)
{
	uint64_t key;
	nu_told *told = nu_memo_chain(g->memo, u, from, to, &key);

	if (told && told->key == key) {
		memcpy(label, told->label, to - from);
		memcpy(marginal, told->marginal, (to - from) * sizeof *marginal);
		return;
	}
	for (uint32_t i = from; i < to; i++)
		score_token(g, u, i, g->score[i - from]);
	nu_lattice_decode(&g->model->trans, &g->model->etrans, &g->room,
	    (const float(*)[NU_LABELS])g->score, to - from, label, marginal);
	if (told) {
		told->key = key;
		memcpy(told->label, label, to - from);
		memcpy(told->marginal, marginal, (to - from) * sizeof *marginal);
	}
}

size_t
nu_tag(
    nu_arena *a, nu_tagger *tagger, const nu_unit *unit, size_t n, nu_toks *toks, nu_mention **out)
{
	nu_arena   *scratch = &tagger->scratch; /* lists that grow leave their old selves behind */
	nu_mention *m = NULL;
	float       marginal[NU_MAX_CHAIN];
	uint8_t     label[NU_MAX_CHAIN];
	size_t      found = 0, cap = 0;
	nu_tok_room room = {a, &tagger->faces, &tagger->signs};

	for (size_t u = 0; u < n; u++) {
		nu_toks_read(&room, tagger->model, &tagger->words, unit[u].text, &toks[u]);
		toks[u].where = nu_is(unit[u].block, "Byline")     ? NU_IN_BYLINE
		                : nu_is(unit[u].block, "Dateline") ? NU_IN_DATELINE
		                                                   : NU_ELSEWHERE;
	}
	nu_toks_seen(scratch, toks, n);
	nu_arena_reset_to(scratch, NU_ENTS_KEEP);
	for (uint32_t u = 0; u < n; u++) {
		uint32_t from, to = 0;

		while (nu_toks_chain(&toks[u], &from, &to)) {
			label_chain(tagger, &toks[u], from, to, label, marginal);
			read_labels(scratch, u, from, to, label, marginal, &m, &found, &cap);
		}
	}
	for (size_t u = 0; u < n; u++)
		toks[u].face = NULL;
	nu_arena_reset_to(&tagger->faces, NU_ENTS_KEEP);
	for (size_t i = 0; i < found; i++)
		trim(tagger, &toks[m[i].unit], &m[i]);
	found = nu_widen(tagger, toks, m, found);
	found = nu_vote(scratch, a, tagger, toks, n, &m, found);
	*out = m;
	nu_arena_reset_to(scratch, NU_ENTS_KEEP);
	for (size_t u = 0; u < n; u++)
		toks[u].sign = NULL;
	nu_arena_reset_to(&tagger->signs, NU_ENTS_KEEP);
	return found;
}
