#include "quote.h"

#include "quote_say.h"
#include "text.h"

enum { REACH = 150 }; /* tokens looked at on either side */

enum { MANY = 8 }; /* words that a quote is long with */

/* Words in a span, by blanks; MANY and no more. */
static size_t
count_words(nu_str t, size_t from, size_t to)
{
	size_t n = 0;
	bool   in = false;

	for (size_t i = from; i < to && n < MANY; i++) {
		bool w = t.p[i] != ' ' && t.p[i] != '\n';

		n += w && !in;
		in = w;
	}
	return n;
}

/* What the blocks of a document share while their speakers are looked for. */
typedef struct hunters {
	const nu_quote_lang *lang;
	nu_arena            *a;
	nu_quoted           *block;
	size_t               nblock;
	nu_say_room          room, other; /* of a block; of one beside it */
	uint32_t            *at;          /* the tokens of its quotes */
	size_t               capat;
} hunters;

/* A block while its speakers are looked for. */
typedef struct hunt {
	nu_quoted *b;
	size_t     index; /* of the block */
	nu_say    *t;
	size_t     n;
} hunt;

static bool
set(hunt *h, nu_quote *q, nu_range r, int score)
{
	if (r.from >= r.to)
		return false;
	q->block = (uint32_t)h->index;
	q->from = h->t[r.from].start;
	q->to = h->t[r.to - 1].end;
	q->score = (uint8_t)score;
	return true;
}

/* The first token of the sentence of token i, within reach: time stays linear. */
static size_t
sentence_start(const hunt *h, size_t i)
{
	size_t lo = i, low = i > REACH ? i - REACH : 0;

	while (lo > low && h->t[lo - 1].sent == h->t[i].sent)
		lo--;
	return lo;
}

/* The last character inside the quote, blanks aside. */
static uint32_t
last_inside(const hunt *h, const nu_quote *q)
{
	nu_str   t = h->b->unit->text;
	size_t   i = nu_quote_outer(q);
	unsigned len;
	uint32_t cp = 0;

	while (i > nu_quote_inner(q)) {
		cp = nu_decode_back(t, i, &len);
		if (!(nu_class(cp) & NU_SPACE) && cp != '\'' && cp != 0x2019)
			return cp;
		i -= len;
	}
	return cp;
}

/* "according to": who is named behind it speaks. */
static bool
according(const hunt *h, size_t i)
{
	return i + 1 < h->n && h->t[i].cls == NU_T_ACC && h->t[i + 1].cls == NU_T_PREP;
}

/* The tokens i..hi behind a quote that still belong to its last sentence. */
static nu_range
region(const hunt *h, const nu_quote *q, size_t qi)
{
	const nu_say *t = h->t;
	size_t        i = qi + 1, hi = i;

	if (i >= h->n || h->b->sent[t[i].sent].start >= q->end)
		return (nu_range){i, i};
	while (hi < h->n && hi - i < REACH && t[hi].sent == t[i].sent && t[hi].cls != NU_T_QUOTE &&
	       t[hi].cls != NU_T_STOP)
		hi++;
	return (nu_range){i, hi};
}

/* A verb that is no known verb of saying, by its form: "...," agrees Holm. */
static bool
any_verb(const hunt *h, size_t i)
{
	const nu_say *x = &h->t[i];
	nu_str        w = nu_slice(h->b->unit->text, x->start, x->end);

	if (x->cls == NU_T_VERB || x->cls == NU_T_CALL)
		return true;
	return x->cls == NU_T_LOW && w.n > 3 &&
	       (w.p[w.n - 1] == 's' || (w.p[w.n - 2] == 'e' && w.p[w.n - 1] == 'd'));
}

/* "..." said she; the verb is at i. */
static bool
inverted(hunt *h, nu_quote *q, size_t i, size_t hi, int score)
{
	for (i++; i < hi && h->t[i].cls == NU_T_ADV; i++)
		;
	return i < hi && set(h, q, nu_say_right(h->t, i, hi), score);
}

static bool
is_dash(const hunt *h, size_t i)
{
	unsigned len;
	uint32_t cp;

	if (i >= h->n || h->t[i].cls != NU_T_STOP)
		return false;
	cp = nu_decode(h->b->unit->text, h->t[i].start, &len);
	return cp == '-' || cp == 0x2013 || cp == 0x2014 || cp == '~';
}

/*
 * "..." -- Maria Holm, 34: a name behind a dash and the quote a sentence, or a quote that
 * is all of its block but for a name.
 */
static bool
signed_by(hunt *h, nu_quote *q, size_t qi)
{
	size_t   i = qi + 1, n = h->b->unit->text.n;
	uint32_t last = last_inside(h, q);
	bool     ended = last == '.' || last == '!' || last == '?', dash = is_dash(h, i);
	nu_range r;

	while (is_dash(h, i))
		i++;
	if (i >= h->n || !h->t[i].cap || !(dash ? ended || qi == 0 : qi == 0 && n - q->end < 80))
		return false;
	r = nu_say_right(h->t, i, h->n);
	if (!(dash && ended) && (r.to < i + 2 || (r.to < h->n && h->t[r.to].cls != NU_T_COMMA &&
	                                             h->t[r.to].cls != NU_T_OPEN)))
		return false;
	for (size_t k = r.to; !dash && k < h->n; k++)
		if (h->t[k].cls == NU_T_SAY || h->t[k].cls == NU_T_VERB || h->t[k].cls == NU_T_STOP)
			return false;
	return set(h, q, r, 80);
}

/* Behind the quote: "..." she said; "..." said she; "..." according to her. */
static bool
right_of(hunt *h, nu_quote *q, size_t qi)
{
	nu_say  *t = h->t;
	nu_range r = region(h, q, qi);
	size_t   i = r.from, hi = r.to, v;
	uint32_t last = last_inside(h, q);
	bool     comma = last == ',' || last == '?' || last == '!' || last == 0x2014 || last == '-';

	if (signed_by(h, q, qi))
		return true;
	if (i < hi && t[i].cls == NU_T_COMMA) {
		comma = true;
		i++;
	}
	if (i >= hi)
		return false;
	if (according(h, i))
		return set(h, q, nu_say_right(t, i + 2, hi), 95);
	if (nu_say_cue(t, i, hi, i) && (t[i].cls == NU_T_SAY || t[i].cls == NU_T_BASE))
		return inverted(h, q, i, hi, 95);
	if (t[i].cls == NU_T_CONJ || t[i].cls == NU_T_PREP || t[i].cls == NU_T_PART)
		return false;
	r = nu_say_right(t, i, hi);
	for (v = i + 1; v < hi && v - i < 40; v++)
		if (nu_say_cue(t, i, hi, v) && t[v].cls != NU_T_PART) {
			if (!comma && v > r.to + 2) /* what follows is the quote's own clause */
				return false;
			r = nu_say_right(t, i, v);
			if (r.from < r.to)
				return set(h, q, r, 95);
			return set(h, q, nu_say_left(t, i, v), 90);
		}
	if (!comma || last == '.')
		return false;
	if (any_verb(h, i) && i + 1 < hi && (t[i + 1].cap || t[i + 1].cls == NU_T_DET))
		return inverted(h, q, i, hi, 75);
	return r.from < r.to && r.to < hi && any_verb(h, r.to) && set(h, q, r, 70);
}

/* At the end of a sentence that the quote begins: "..." if she wins, said Holm. */
static bool
far_right_of(hunt *h, nu_quote *q, size_t qi)
{
	nu_say  *t = h->t;
	nu_range r = region(h, q, qi), who;
	size_t   v, c;

	for (v = r.to; v > r.from + 1; v--) {
		if (!nu_say_cue(t, r.from, r.to, v - 1) || t[v - 1].cls == NU_T_PART ||
		    t[v - 1].cls == NU_T_CALL)
			continue;
		if (t[v - 2].cls == NU_T_COMMA)
			return inverted(h, q, v - 1, r.to, 80);
		for (c = v - 1; c > r.from && t[c - 1].cls != NU_T_COMMA; c--)
			;
		who = nu_say_right(t, c, v - 1);
		if (c > r.from && who.to + 2 >= v - 1 && set(h, q, who, 80))
			return true;
	}
	return false;
}

/* Has the participle at v a subject of its own (with Holm reportedly yelling)? */
static bool
own_subject(const nu_say *t, size_t lo, size_t v)
{
	while (v > lo && t[v - 1].cls == NU_T_ADV)
		v--;
	return v > lo && t[v - 1].cls == NU_T_CAP;
}

/* Before the quote, in its sentence: she said, "..."; she called it "..."; saying "...". */
static bool
left_of(hunt *h, nu_quote *q, size_t qi)
{
	nu_say *t = h->t;
	size_t  lo, v;

	lo = sentence_start(h, qi);
	for (v = qi; v > lo; v--) {
		nu_range r;

		if (t[v - 1].cls == NU_T_QUOTE)
			continue;
		if (according(h, v - 1) && set(h, q, nu_say_right(t, v + 1, qi), 85))
			return true;
		if (!nu_say_cue(t, lo, qi, v - 1))
			continue;
		if (t[v - 1].cls != NU_T_PART || own_subject(t, lo, v - 1)) {
			r = nu_say_left(t, lo, v - 1);
			if (set(h, q, r, qi - v < 3 ? 90 : 75))
				return true;
			if (v - 1 == lo && set(h, q, nu_say_right(t, v, qi), 85)) /* Said Holm: "..." */
				return true;
		}
		r = nu_say_first(t, lo, v - 1);
		if (set(h, q, r, 70))
			return true;
	}
	return false;
}

/*
 * No verb of saying: the sentence's subject, where a colon or a long quote makes it likely
 * that it speaks ("From the report: ...", "She promised voters ...").
 */
static bool
subject_of(hunt *h, nu_quote *q, size_t qi)
{
	nu_say *t = h->t;
	size_t  lo = sentence_start(h, qi);
	bool    colon =
	    qi > lo && t[qi - 1].cls == NU_T_STOP && h->b->unit->text.p[t[qi - 1].start] == ':';
	nu_range r;

	if (qi == lo ||
	    (!colon && count_words(h->b->unit->text, nu_quote_inner(q), nu_quote_outer(q)) < 6))
		return false;
	r = nu_say_first(t, lo, qi);
	if (r.from >= r.to && t[lo].cls == NU_T_PREP)
		r = nu_say_right(t, lo + 1, qi);
	return set(h, q, r, colon ? 55 : 40);
}

/* Said by whom the quote before it in the block was, or by the sentence before. */
static bool
near_of(hunt *h, nu_quote *q, size_t qi, size_t k)
{
	nu_say *t = h->t;
	size_t  lo, hi;

	if (k > 0 && h->b->quote[k - 1].to) {
		const nu_quote *p = &h->b->quote[k - 1];

		q->block = p->block;
		q->from = p->from;
		q->to = p->to;
		q->score = 75;
		return true;
	}
	if (k + 1 < h->b->nquote && h->b->quote[k + 1].to && h->b->quote[k + 1].block == h->index) {
		const nu_quote *p = &h->b->quote[k + 1];

		q->block = p->block;
		q->from = p->from;
		q->to = p->to;
		q->score = 60;
		return true;
	}
	lo = sentence_start(h, qi);
	if (lo == 0 || lo < qi)
		return false;
	hi = lo;
	lo = sentence_start(h, hi - 1);
	for (size_t v = lo; v < hi; v++)
		if (nu_say_cue(t, lo, hi, v) && t[v].cls != NU_T_PART &&
		    set(h, q, nu_say_left(t, lo, v), 60))
			return true;
	return set(h, q, nu_say_first(t, lo, hi), 40);
}

/* Does it end as a clause of its own does? */
static bool
own_sentence(const hunt *h, const nu_quote *q, size_t least)
{
	uint32_t last = last_inside(h, q);

	if (count_words(h->b->unit->text, nu_quote_inner(q), nu_quote_outer(q)) < least)
		return false;
	return last == '.' || last == ',' || last == '?' || last == '!' || !q->close;
}

/* A quote that somebody says is direct when it is a clause: by its length or its marks. */
static uint8_t
kind_of(const hunt *h, const nu_quote *q)
{
	nu_str   t = h->b->unit->text;
	size_t   n = count_words(t, nu_quote_inner(q), nu_quote_outer(q));
	unsigned len;

	if (!q->to)
		return n >= MANY ? NU_DIRECT : NU_SCARE;
	if (n < 4 && !(own_sentence(h, q, 1) && nu_quote_inner(q) < nu_quote_outer(q) &&
	                 nu_class(nu_decode(t, nu_quote_inner(q), &len)) & NU_UPPER))
		return NU_MIXED;
	return NU_DIRECT;
}

/* A good part of a sentence, and its beginning. */
static bool
begins_sentence(const hunt *h, const nu_quote *q, size_t qi)
{
	return (qi == 0 || h->t[qi - 1].sent != h->t[qi].sent) &&
	       count_words(h->b->unit->text, nu_quote_inner(q), nu_quote_outer(q)) >= 4;
}

static void
hunt_block(hunters *all, size_t index)
{
	hunt h = {&all->block[index], index, NULL, 0};

	h.n = nu_say_tokens(all->lang, all->a, &all->room, h.b);
	h.t = all->room.t;
	if (h.b->nquote > all->capat)
		all->at = nu_grow(all->a, all->at, &all->capat, h.b->nquote, sizeof *all->at);
	for (size_t i = 0; i < h.n; i++)
		if (h.t[i].cls == NU_T_QUOTE) {
			nu_quote *q = &h.b->quote[h.t[i].quote];

			all->at[h.t[i].quote] = (uint32_t)i;
			if (!right_of(&h, q, i) && !left_of(&h, q, i) && !far_right_of(&h, q, i))
				subject_of(&h, q, i);
		}
	for (size_t k = 0; k < h.b->nquote; k++) {
		nu_quote *q = &h.b->quote[k];

		if (!q->to && (own_sentence(&h, q, 3) || begins_sentence(&h, q, all->at[k])))
			near_of(&h, q, all->at[k], k);
	}
}

static void
same_as(nu_quote *q, const nu_quote *p, int score)
{
	q->block = p->block;
	q->from = p->from;
	q->to = p->to;
	q->score = (uint8_t)score;
}

/* Who speaks at a block's end: by its last sentence's verb of saying, or its subject. */
static bool
end_of(hunt *h, nu_quote *q, bool colon)
{
	size_t lo = h->n ? sentence_start(h, h->n - 1) : 0;

	for (size_t v = h->n; v > lo; v--)
		if (h->t[v - 1].cls != NU_T_PART && nu_say_cue(h->t, lo, h->n, v - 1)) {
			if (set(h, q, nu_say_left(h->t, lo, v - 1), colon ? 75 : 50))
				return true;
			if (v - 1 == lo && set(h, q, nu_say_right(h->t, v, h->n), colon ? 75 : 50))
				return true;
		}
	return set(h, q, nu_say_first(h->t, lo, h->n), colon ? 60 : 35);
}

/*
 * A block that is a name and little else, maybe behind a dash ("-- Maria Holm, 34"): the
 * tokens of the name.
 */
static nu_range
name_block(hunters *all, hunt *h)
{
	nu_str   t = nu_trim(h->b->unit->text);
	nu_range r = {0, 0};
	size_t   k = 0;
	bool     dash;

	if (t.n == 0 || t.n > 100 || h->b->nquote)
		return r;
	h->n = nu_say_tokens(all->lang, all->a, &all->other, h->b);
	h->t = all->other.t;
	while (is_dash(h, k))
		k++;
	dash = k > 0;
	if (k >= h->n || !h->t[k].cap)
		return r;
	if (!dash && (memchr(".!?:", t.p[t.n - 1], 4) || h->t[k].cls != NU_T_CAP))
		return r;
	r = nu_say_right(h->t, k, h->n);
	if (!dash && (r.to < k + 2 || (r.to < h->n && h->t[r.to].cls != NU_T_COMMA &&
	                                  h->t[r.to].cls != NU_T_NUM && h->t[r.to].cls != NU_T_STOP)))
		return (nu_range){0, 0};
	return r;
}

/* The name in the block at `at`, for a quote of the block i that is all of it. */
static bool
signed_in(hunters *all, size_t at, size_t i)
{
	hunt h = {&all->block[at], at, NULL, 0};

	return set(&h, all->block[i].quote, name_block(all, &h), 75);
}

/* A name in the block behind, or before where that does not sign the quote before it. */
static bool
signed_near(hunters *all, size_t i)
{
	const nu_quoted *block = all->block;
	bool             taken = i > 1 && block[i - 2].nquote && block[i - 2].quote->to &&
	             block[i - 2].quote->block == i - 1;

	if (nu_trim(block[i].unit->text).n > block[i].quote->end)
		return false;
	if (i > 0 && !taken && signed_in(all, i - 1, i))
		return true;
	return i + 1 < all->nblock && signed_in(all, i + 1, i);
}

/*
 * A block that begins with a quote, and nobody named in it: the speaker before goes on, or
 * who the block before leads up to.
 */
static void
from_before(hunters *all, size_t i)
{
	nu_quoted *block = all->block;
	nu_quote  *q = block[i].quote, *p = NULL;
	hunt       h = {&block[i - (i > 0)], i - (i > 0), NULL, 0};
	nu_str     before = nu_trim(h.b->unit->text);
	bool       colon = before.n && before.p[before.n - 1] == ':';

	if (q->to || q->start > 0 || signed_near(all, i) || i == 0)
		return;
	if (h.b->nquote)
		p = &h.b->quote[h.b->nquote - 1];
	if (p && p->to && !colon) {
		same_as(q, p, p->close ? 50 : 85);
	} else if (count_words(block[i].unit->text, nu_quote_inner(q), nu_quote_outer(q)) >= 4) {
		h.n = nu_say_last(all->lang, all->a, &all->other, h.b);
		h.t = all->other.t;
		end_of(&h, q, colon);
	}
	for (size_t k = 1; k < block[i].nquote && q->to; k++)
		if (!q[k].to && own_sentence(&(hunt){&block[i], i, NULL, 0}, &q[k], 3))
			same_as(&q[k], q, 50);
}

void
nu_quote_speakers(const nu_quote_lang *lang, nu_arena *a, nu_quoted *block, size_t nblock)
{
	hunters all = {.lang = lang, .a = a, .block = block, .nblock = nblock};

	for (size_t i = 0; i < nblock; i++) {
		if (!block[i].nquote)
			continue;
		hunt_block(&all, i);
		from_before(&all, i);
		for (size_t k = 0; k < block[i].nquote; k++) {
			hunt h = {&block[i], i, NULL, 0};

			block[i].quote[k].kind = kind_of(&h, &block[i].quote[k]);
		}
	}
}
