#include "quote_say.h"

#include "text.h"

/* ------------------------------------------------------------------------- tokens */

static uint8_t
class_of_name(nu_str kind)
{
	static const struct {
		const char *name;
		uint8_t     cls;
	} names[] = {{"say", NU_T_SAY}, {"part", NU_T_PART}, {"base", NU_T_BASE}, {"call", NU_T_CALL},
	    {"pron", NU_T_PRON}, {"det", NU_T_DET}, {"prep", NU_T_PREP}, {"of", NU_T_OF},
	    {"aux", NU_T_AUX}, {"adv", NU_T_ADV}, {"conj", NU_T_CONJ}, {"rel", NU_T_REL},
	    {"verb", NU_T_VERB}, {"acc", NU_T_ACC}};

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
		struct nu_cue_word *s = slot_of(lang, word->entry[i].hash);

		s->hash = word->entry[i].hash;
		s->small = class_of_name(nu_column(word->entry[i].rest, 0));
	}
	for (size_t i = 0; i < cue->n; i++) {
		struct nu_cue_word *s = slot_of(lang, cue->entry[i].hash);

		s->hash = cue->entry[i].hash;
		s->cue = class_of_name(nu_column(cue->entry[i].rest, 0));
	}
	return lang;
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
	if (cap)
		return NU_T_CAP;
	if (s.n > 4 && memcmp(s.p + s.n - 2, "ly", 2) == 0 && s.p[s.n - 3] != 'i')
		return NU_T_ADV;
	return NU_T_LOW;
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
	default: return NU_T_STOP;
	}
}

static bool
joins(nu_str t, const nu_word *w)
{
	return w->kind == NU_MARKUP &&
	       (w->hash == '\'' || w->hash == 0x2019 || w->hash == '-' || w->hash == '.' ||
	           w->hash == '&' || w->hash == 0x2010 || w->hash == 0x2011) &&
	       t.n;
}

/* Extends a word over hyphens, apostrophes and dots that stick to another word. */
static size_t
join_words(nu_str text, const nu_word *w, size_t i, size_t n, nu_say *t, size_t high)
{
	size_t k = i + 1;

	while (k + 1 < n && joins(text, &w[k]) && !w[k].space && !w[k + 1].space &&
	       w[k + 1].kind != NU_MARKUP && w[k + 1].start < high) {
		if (w[k].hash != '-' && w[k + 1].end - w[k + 1].start == 1 &&
		    (text.p[w[k + 1].start] | 32) == 's')
			t->poss = w[k].hash != '.';
		k += 2;
	}
	t->end = w[k - 1].end;
	/* The dot of an abbreviation: not the last thing in its sentence. */
	if (k + 1 < n && w[k].kind == NU_MARKUP && w[k].hash == '.' && !w[k].space &&
	    w[k + 1].start < high) {
		t->end = w[k].end;
		k++;
	}
	return k;
}

typedef struct tokens {
	nu_say *t;
	size_t  n, cap;
	size_t  sent; /* the sentence that the next token is in, or one before */
} tokens;

/* Adds the tokens of the text between two quotes. */
static void
tokens_between(const nu_quote_lang *lang, nu_arena *a, const nu_quoted *b, nu_range part, tokens *o)
{
	nu_str   text = b->unit->text, piece = nu_slice(text, part.from, part.to);
	nu_word *w;
	size_t   nw = nu_words(a, piece, &w), i = 0;

	if (o->n + nw + 1 > o->cap)
		o->t = nu_grow(a, o->t, &o->cap, o->n + nw + 1, sizeof *o->t);
	while (i < nw) {
		nu_say *x = &o->t[o->n++];
		bool    begins;
		size_t  at = w[i].start, high;

		while (o->sent + 1 < b->nsent && at + part.from >= b->sent[o->sent].end)
			o->sent++;
		memset(x, 0, sizeof *x);
		x->start = w[i].start;
		x->end = w[i].end;
		x->sent = (uint32_t)o->sent;
		begins = o->n == 1 || o->t[o->n - 2].sent != o->sent;
		if (w[i].kind == NU_MARKUP) {
			x->cls = class_of_mark(w[i++].hash);
		} else {
			size_t k = i;

			high = part.to;
			if (o->sent < b->nsent && b->sent[o->sent].end < high)
				high = b->sent[o->sent].end;
			x->cap = w[i].letters != NU_LOWERCASE && w[i].letters != NU_NOCASE;
			i = join_words(piece, w, i, nw, x, high - part.from);
			if (w[i - 1].kind == NU_NUMBER && i - 1 == k) {
				x->cls = NU_T_NUM;
			} else {
				nu_str z = nu_slice(piece, x->start, x->end);

				x->cls =
				    class_of_word(lang, z, i - k == 1 ? w[k].hash : nu_hash(z), x->cap, begins);
			}
		}
		x->plural = x->cls == NU_T_LOW && piece.p[x->end - 1] == 's';
		x->start += (uint32_t)part.from;
		x->end += (uint32_t)part.from;
	}
}

size_t
nu_say_tokens(const nu_quote_lang *lang, nu_arena *a, const nu_quoted *b, nu_say **out)
{
	tokens o = {NULL, 0, 0, 0};
	size_t from = 0;

	for (size_t q = 0; q <= b->nquote; q++) {
		size_t to = q < b->nquote ? b->quote[q].start : b->unit->text.n;

		tokens_between(lang, a, b, (nu_range){from, to}, &o);
		if (q == b->nquote)
			break;
		while (o.sent + 1 < b->nsent && to >= b->sent[o.sent].end)
			o.sent++;
		o.t[o.n++] = (nu_say){.start = (uint32_t)to,
		    .end = (uint32_t)b->quote[q].end,
		    .cls = NU_T_QUOTE,
		    .sent = (uint32_t)o.sent,
		    .quote = (uint32_t)q};
		from = b->quote[q].end;
	}
	*out = o.t;
	return o.n;
}

/* ------------------------------------------------------------------------ grammar */

static bool
nominal(const nu_say *t)
{
	return t->cls == NU_T_LOW || t->cls == NU_T_CAP || t->cls == NU_T_NUM || t->cls == NU_T_DET ||
	       t->cls == NU_T_BASE;
}

bool
nu_say_cue(const nu_say *t, size_t lo, size_t hi, size_t i)
{
	const nu_say *p = i > lo ? &t[i - 1] : NULL;

	(void)hi;
	if (t[i].poss)
		return false;
	switch (t[i].cls) {
	case NU_T_SAY:
	case NU_T_CALL: /* the statement, his claims: nouns */
		return !p || !(p->cls == NU_T_DET || p->poss || p->cls == NU_T_OF);
	case NU_T_PART: return true;
	case NU_T_BASE:
		return p && (p->cls == NU_T_AUX || p->cls == NU_T_PRON || p->cls == NU_T_ADV ||
		                p->cls == NU_T_REL || p->plural);
	default: return false;
	}
}

/* Back over a parenthesis that shuts at i. */
static size_t
over_shut(const nu_say *t, size_t lo, size_t i)
{
	while (i > lo && t[i].cls != NU_T_OPEN)
		i--;
	return i;
}

/* Extends a noun phrase, whose last token is i, to the left. */
static size_t
phrase_start(const nu_say *t, size_t lo, size_t i)
{
	size_t k = i;

	for (int budget = 14; k > lo && budget; budget--) {
		const nu_say *p = &t[k - 1];

		if (nominal(p)) {
			if (t[k].cls == NU_T_DET && p->cls != NU_T_DET)
				break;
			k--;
		} else if ((p->cls == NU_T_OF || p->cls == NU_T_PREP) && k - 1 > lo &&
		           (nominal(&t[k - 2]) && t[k - 2].cls != NU_T_DET)) {
			k--;
		} else if (p->cls == NU_T_CONJ && k - 1 > lo && t[k].cap && t[k - 2].cls == NU_T_CAP) {
			k--;
		} else {
			break;
		}
	}
	return k;
}

nu_range
nu_say_left(const nu_say *t, size_t lo, size_t v)
{
	nu_range none = {0, 0};
	size_t   i = v, end;

	while (i > lo && (t[i - 1].cls == NU_T_ADV || t[i - 1].cls == NU_T_AUX))
		i--;
	if (i == lo)
		return none;
	i--;
	if (t[i].cls == NU_T_SHUT) {
		i = over_shut(t, lo, i);
		if (i == lo)
			return none;
		i--;
	}
	if (t[i].cls == NU_T_COMMA) { /* Smith, the mayor, said */
		size_t k = i;

		while (k > lo && t[k - 1].cls != NU_T_COMMA && t[k - 1].cls != NU_T_QUOTE)
			k--;
		if (k == lo || t[k - 1].cls != NU_T_COMMA || k - 1 == lo)
			return none;
		i = k - 2;
	}
	if (t[i].cls == NU_T_PRON || t[i].cls == NU_T_REL)
		return (nu_range){i, i + 1};
	if (!nominal(&t[i]))
		return none;
	end = i + 1;
	return (nu_range){phrase_start(t, lo, i), end};
}

nu_range
nu_say_right(const nu_say *t, size_t i, size_t hi)
{
	size_t from = i;
	bool   name = false;

	if (i < hi && t[i].cls == NU_T_PRON)
		return (nu_range){i, i + 1};
	for (; i < hi && i - from < 16; i++) {
		const nu_say *x = &t[i];

		if (x->cls == NU_T_CAP) {
			name = true;
		} else if (x->cls == NU_T_LOW && name && t[i - 1].cls == NU_T_CAP && !t[i - 1].poss) {
			break;
		} else if ((x->cls == NU_T_OF || x->cls == NU_T_PREP) && i > from && i + 1 < hi &&
		           nominal(&t[i + 1])) {
			/* joins; but "said Smith on Tuesday" is over */
			if (x->cls == NU_T_PREP && name)
				break;
		} else if (x->cls == NU_T_CONJ && i > from && i + 1 < hi && t[i - 1].cls == NU_T_CAP &&
		           t[i + 1].cls == NU_T_CAP) {
		} else if (!nominal(x)) {
			break;
		}
	}
	while (i > from &&
	       (t[i - 1].cls == NU_T_PREP || t[i - 1].cls == NU_T_OF || t[i - 1].cls == NU_T_DET))
		i--;
	return (nu_range){from, i};
}

nu_range
nu_say_first(const nu_say *t, size_t lo, size_t hi)
{
	size_t i = lo;

	for (int tries = 0; tries < 3; tries++) {
		nu_range r;
		size_t   k;

		while (i < hi && (t[i].cls == NU_T_ADV || t[i].cls == NU_T_CONJ || t[i].cls == NU_T_COMMA))
			i++;
		k = i;
		if (i < hi && (t[i].cls == NU_T_PREP || t[i].cls == NU_T_PART || t[i].cls == NU_T_OF ||
		                  t[i].cls == NU_T_ACC)) {
			/* In response, Smith ...: what stands before the comma is not the subject */
			while (k < hi && t[k].cls != NU_T_COMMA)
				k++;
		} else {
			r = nu_say_right(t, i, hi);
			k = r.to;
			/* The day before, Smith ...: nor is this */
			if (r.from == r.to || k + 1 >= hi || t[k].cls != NU_T_COMMA ||
			    (t[i].cap && t[i].cls != NU_T_DET && t[i].cls != NU_T_NUM))
				return r;
		}
		if (k + 1 >= hi)
			break;
		i = k + 1;
	}
	return nu_say_right(t, i, hi);
}
