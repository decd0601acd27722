#include "quote.h"

#include "quote_hunt.h"
#include "text.h"

enum {
	LABEL = 40, /* bytes of a transcript's label */
	PART = 512  /* quotes whose tokens are held at once */
};

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

size_t
nu_hunt_words(nu_str t, size_t from, size_t to)
{
	size_t n = 0;
	bool   in = false;

	for (size_t i = from; i < to && n < NU_HUNT_MANY; i++) {
		bool w = t.p[i] != ' ' && t.p[i] != '\n';

		n += w && !in;
		in = w;
	}
	return n;
}

bool
nu_hunt_set(nu_hunt *h, nu_quote *q, nu_range r, int score)
{
	if (r.from >= r.to)
		return false;
	q->block = (uint32_t)h->index;
	q->from = h->t[r.from].start;
	q->to = h->t[r.to - 1].end;
	q->score = (uint8_t)score;
	return true;
}

size_t
nu_hunt_start(const nu_hunt *h, size_t i)
{
	size_t lo = i, low = i > NU_HUNT_REACH ? i - NU_HUNT_REACH : 0;

	while (lo > low && h->t[lo - 1].sent == h->t[i].sent)
		lo--;
	return lo;
}

uint32_t
nu_hunt_last(const nu_hunt *h, const nu_quote *q)
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

bool
nu_hunt_according(const nu_hunt *h, size_t i)
{
	return i + 1 < h->n && h->t[i].cls == NU_T_ACC && h->t[i + 1].cls == NU_T_PREP;
}

bool
nu_hunt_dash(const nu_hunt *h, size_t i)
{
	return i < h->n && h->t[i].dash;
}

/* Said by whom the quote before it in the block was, or by the sentence before. */
static bool
near_of(nu_hunt *h, nu_quote *q, size_t qi, size_t k)
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
	lo = nu_hunt_start(h, qi);
	if (lo == 0 || lo < qi)
		return false;
	hi = lo;
	lo = nu_hunt_start(h, hi - 1);
	for (size_t v = lo; v < hi; v++)
		if (nu_say_cue(t, lo, hi, v) && t[v].cls != NU_T_PART &&
		    nu_hunt_set(h, q, nu_say_left(t, lo, v), 60))
			return true;
	return nu_hunt_set(h, q, nu_say_first(t, lo, hi), 40);
}

/* Does it end as a clause of its own does? */
static bool
own_sentence(const nu_hunt *h, const nu_quote *q, size_t least)
{
	uint32_t last = nu_hunt_last(h, q);

	if (nu_hunt_words(h->b->unit->text, nu_quote_inner(q), nu_quote_outer(q)) < least)
		return false;
	return last == '.' || last == ',' || last == '?' || last == '!' || !q->close;
}

/* A quote that somebody says is direct when it is a clause: by its length or its marks. */
static uint8_t
kind_of(const nu_hunt *h, const nu_quote *q)
{
	nu_str   t = h->b->unit->text;
	size_t   n = nu_hunt_words(t, nu_quote_inner(q), nu_quote_outer(q));
	unsigned len;

	if (!q->to)
		return n >= NU_HUNT_MANY ? NU_DIRECT : NU_SCARE;
	if (n < 4 && !(own_sentence(h, q, 1) && nu_quote_inner(q) < nu_quote_outer(q) &&
	                 nu_class(nu_decode(t, nu_quote_inner(q), &len)) & NU_UPPER))
		return NU_MIXED;
	return NU_DIRECT;
}

/* A good part of a sentence, and its beginning. */
static bool
begins_sentence(const nu_hunt *h, const nu_quote *q, size_t qi)
{
	return (qi == 0 || h->t[qi - 1].sent != h->t[qi].sent) &&
	       nu_hunt_words(h->b->unit->text, nu_quote_inner(q), nu_quote_outer(q)) >= 4;
}

/*
 * A transcript: "SMITH: I was there." The label is the speaker; one that is not all in
 * capitals only where `any`.
 */
static bool
labelled(const nu_hunt *h, nu_quote *q, bool any)
{
	nu_str   t = h->b->unit->text;
	size_t   from = nu_quote_inner(q), i = from, high = nu_quote_outer(q);
	unsigned len, cls, words = 0, letters = 0;
	bool     begins = true, capitals = true;

	for (high = high - from > LABEL ? from + LABEL : high; i < high && t.p[i] != ':'; i += len) {
		cls = nu_class(nu_decode(t, i, &len));
		if (begins && !(cls & NU_UPPER))
			return false;
		words += begins;
		letters += (cls & NU_ALPHA) != 0;
		capitals = capitals && !(cls & NU_LOWER);
		begins = (cls & NU_SPACE) != 0;
		if (!(cls & (NU_ALPHA | NU_SPACE)) && !memchr(".'-", t.p[i], 3) && cls != NU_PUNCT)
			return false;
	}
	if (i + 2 >= nu_quote_outer(q) || i >= high || !nu_blank(t, i + 1) || letters < 2 ||
	    (!capitals && (!any || words < 2)))
		return false;
	q->block = (uint32_t)h->index;
	q->from = (uint32_t)from;
	q->to = (uint32_t)i;
	q->score = capitals ? 90 : 60;
	return true;
}

/* Dwayne "The Rock" Johnson: a word or two inside a name are nobody's words. */
static bool
is_nickname(const nu_hunt *h, const nu_quote *q, size_t qi)
{
	const nu_say *t = h->t;
	uint32_t      last = nu_hunt_last(h, q);
	unsigned      len;

	return qi > 0 && qi + 1 < h->n && t[qi - 1].cls == NU_T_CAP && !t[qi - 1].poss &&
	       t[qi + 1].cls == NU_T_CAP && t[qi - 1].sent == t[qi].sent &&
	       t[qi + 1].sent == t[qi].sent && nu_class(last) & (NU_ALPHA | NU_DIGIT) &&
	       nu_class(nu_decode(h->b->unit->text, nu_quote_inner(q), &len)) & NU_UPPER &&
	       nu_hunt_words(h->b->unit->text, nu_quote_inner(q), nu_quote_outer(q)) < 3;
}

/* HOLM: "I was there." Lie: "So was I." A name and a colon, alone before the quote. */
static bool
is_called_up(nu_hunt *h, nu_quote *q, size_t qi)
{
	const nu_say *t = h->t;
	size_t        lo = qi ? qi - 1 : 0;

	if (!qi || !t[lo].colon)
		return false;
	while (lo && qi - lo < 6 && t[lo - 1].cap && t[lo - 1].cls == NU_T_CAP && !t[lo - 1].poss)
		lo--;
	return lo < qi - 1 && lo && t[lo - 1].cls == NU_T_QUOTE &&
	       nu_hunt_set(h, q, (nu_range){lo, qi - 1}, 85);
}

/* The quote stands alone behind the sentence that says who spoke the one before: "Yes." */
static bool
goes_on(const nu_hunt *h, const nu_quote *q, size_t qi, size_t k)
{
	unsigned len;

	return k > 0 && h->b->quote[k - 1].to && own_sentence(h, q, 1) && nu_hunt_last(h, q) != ',' &&
	       qi && h->t[qi - 1].sent != h->t[qi].sent && h->t[qi - 1].cls != NU_T_QUOTE &&
	       nu_class(nu_decode(h->b->unit->text, nu_quote_inner(q), &len)) & NU_UPPER &&
	       (qi + 1 == h->n || h->t[qi + 1].sent != h->t[qi].sent);
}

/* By what stands around it in its block. */
static void
hunt_quote(nu_hunt *h, size_t qi)
{
	nu_quote *q = &h->b->quote[h->t[qi].quote];

	if (is_nickname(h, q, qi))
		return;
	if (!labelled(h, q, false) && !is_called_up(h, q, qi) && !nu_hunt_led(h, q, qi) && !nu_hunt_right(h, q, qi) &&
	    !nu_hunt_left(h, q, qi) && !nu_hunt_far_right(h, q, qi) && !nu_hunt_next(h, q, qi) &&
	    !labelled(h, q, true))
		nu_hunt_subject(h, q, qi);
}

/*
 * The quotes of a block, PART of them at a time, for a block may have millions. `done` are
 * hunted, `near` have asked their neighbours, which needs that the one behind is hunted.
 */
static void
hunt_block(hunters *all, size_t index)
{
	nu_hunt h = {&all->block[index], index, NULL, 0};
	size_t  done = 0, near = 0, n = h.b->nquote;

	while (near < n) {
		size_t first = near > NU_HUNT_REACH ? near - NU_HUNT_REACH : 0;
		size_t to = n - near > PART ? near + PART : n;
		size_t last = n - to > NU_HUNT_REACH ? to + NU_HUNT_REACH : n;

		h.n = nu_say_tokens(all->lang, all->a, &all->room, h.b, first, last);
		h.t = all->room.t;
		if (last - first > all->capat)
			all->at = nu_grow(all->a, all->at, &all->capat, last - first, sizeof *all->at);
		for (size_t i = 0; i < h.n; i++) {
			size_t k = h.t[i].quote;

			if (h.t[i].cls != NU_T_QUOTE)
				continue;
			all->at[k - first] = (uint32_t)i;
			if (k >= done && k <= to)
				hunt_quote(&h, i);
		}
		done = to + 1;
		for (; near < to; near++) {
			nu_quote *q = &h.b->quote[near];
			size_t    qi = all->at[near - first];

			if (!q->to && (own_sentence(&h, q, 3) || begins_sentence(&h, q, qi) ||
			                  goes_on(&h, q, qi, near)))
				near_of(&h, q, qi, near);
		}
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
end_of(nu_hunt *h, nu_quote *q, bool colon)
{
	size_t lo = h->n ? nu_hunt_start(h, h->n - 1) : 0;

	for (size_t v = lo + 1; v <= h->n; v++)
		if (h->t[v - 1].cls != NU_T_PART && nu_say_cue(h->t, lo, h->n, v - 1)) {
			if (nu_hunt_set(h, q, nu_say_left(h->t, lo, v - 1), colon ? 75 : 50))
				return true;
			if (v - 1 == lo && nu_hunt_set(h, q, nu_say_right(h->t, v, h->n), colon ? 75 : 50))
				return true;
		}
	return nu_hunt_set(h, q, nu_say_first(h->t, lo, h->n), colon ? 60 : 35);
}

/*
 * A block that is a name and little else, maybe behind a dash ("-- Maria Holm, 34"): the
 * tokens of the name.
 */
static nu_range
name_block(hunters *all, nu_hunt *h)
{
	nu_str   t = nu_trim(h->b->unit->text);
	nu_range r = {0, 0};
	size_t   k = 0;
	bool     dash;

	if (t.n == 0 || t.n > 100 || h->b->nquote)
		return r;
	h->n = nu_say_tokens(all->lang, all->a, &all->other, h->b, 0, h->b->nquote);
	h->t = all->other.t;
	while (nu_hunt_dash(h, k))
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
	nu_hunt h = {&all->block[at], at, NULL, 0};

	return nu_hunt_set(&h, all->block[i].quote, name_block(all, &h), 75);
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
	nu_hunt    h = {&block[i - (i > 0)], i - (i > 0), NULL, 0};
	nu_str     before = nu_trim(h.b->unit->text);
	bool       colon = before.n && before.p[before.n - 1] == ':';

	if (q->to || q->start > 0 || signed_near(all, i) || i == 0)
		return;
	if (h.b->nquote)
		p = &h.b->quote[h.b->nquote - 1];
	if (p && p->to && (!colon || !p->close)) {
		same_as(q, p, p->close ? 50 : 85);
	} else if (nu_hunt_words(block[i].unit->text, nu_quote_inner(q), nu_quote_outer(q)) >= 4) {
		h.n = nu_say_last(all->lang, all->a, &all->other, h.b);
		h.t = all->other.t;
		end_of(&h, q, colon);
	}
	for (size_t k = 1; k < block[i].nquote && q->to; k++)
		if (!q[k].to && own_sentence(&(nu_hunt){&block[i], i, NULL, 0}, &q[k], 3))
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
			nu_hunt h = {&block[i], i, NULL, 0};

			block[i].quote[k].kind = kind_of(&h, &block[i].quote[k]);
		}
	}
}
