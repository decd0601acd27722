#include "strip_end.h"

#include "strip_col.h"

#define SP_END_GROUP(group, name) group,
static const uint8_t group_of[] = {SP_END_FEATURES(SP_END_GROUP)};

/*
 * Lines of a longer form are running text; so many bytes of a line tell it; a form is known
 * from so many lines on; and comes again within so many; LEAD_LINES sentences say what the
 * article is about.
 */
enum { FORM_WORDS = 14, FORM_BYTES = 48, FORM_LEAST = 3, FORM_REACH = 40, LEAD_LINES = 8,
	NEAR = 8, WIDE = 15, LEAD_WORDS = 60 };

unsigned
sp_group_of(bool markup, unsigned f)
{
	return !markup && f >= SPF_H_TAG && f < SP_TEXT_FEATURES ? group_of[f - SPF_H_TAG]
	                                                         : sp_feature_group[f];
}

/* ------------------------------------------------------------------------------- sums */

/* What is summed over the lines before each; PADS lines without anything stand around a page. */
enum { CONTENT, IN_LEAD, IN_PAST, WORDS, CAPS, TAGS, STOPS, SENTENCES, SENTENCE_WORDS, BYLINES,
	DATES, TURNS, SUMS, PADS = 64 };

typedef int32_t row[SUMS];

/* The sum of the lines from..to - 1. */
static inline int32_t
within(const row *s, long from, long to, int what)
{
	return s[to][what] - s[from][what];
}

/* Percent: of how many words of lines from..to - 1 it is true; -1: there are none. */
static inline long
share(const row *s, long from, long to, int part, int whole)
{
	int32_t w = within(s, from, to, whole);

	return w ? within(s, from, to, part) * 100 / w : -1;
}

/* ------------------------------------------------------------------------------ words */

/* The words of the article's first sentences. */
static uint8_t *
find_lead(const sp_page *p)
{
	uint8_t *in = NU_NEW(p->a, uint8_t, p->ids);
	int      lines = 0;

	for (size_t i = p->first; p->first <= p->last && i <= p->last && lines < LEAD_LINES; i++) {
		const sp_line *l = &p->line[i];

		if (!l->sentence)
			continue;
		lines++;
		for (size_t k = l->word; k < l->word + (size_t)l->nword && k < l->word + (size_t)LEAD_WORDS; k++)
			in[p->id[k]] = 1;
	}
	in[0] = 0;
	return in;
}

/* The words of the headline, as rules guess it, belong to the lead too. */
static void
add_title(const sp_page *p, uint8_t *lead)
{
	const sp_line *l = &p->line[p->title];

	for (size_t k = l->word; p->title < p->n && k < l->word + (size_t)l->nword; k++)
		lead[p->id[k]] = 1;
	lead[0] = 0;
}

/* How many of a line's content words the lead has, and how many any line before has. */
static void
count_words(const sp_page *p, const sp_line *l, const uint8_t *lead, uint8_t *past, int32_t *n)
{
	int content = 0, in_lead = 0, in_past = 0;

	for (size_t k = l->word; k < l->word + (size_t)l->nword && content < LEAD_WORDS; k++) {
		uint32_t id = p->id[k];

		content += id != 0;
		in_lead += lead[id];
		in_past += past[id];
		past[id] = id != 0;
	}
	n[CONTENT] += content;
	n[IN_LEAD] += in_lead;
	n[IN_PAST] += in_past;
}

/* ------------------------------------------------------------------------------ forms */

#define W 'w'
#define D 'd'
/* Of each byte what it is in a form: itself, w in a word, d in a number, or nothing. */
static const char kind[256] = {
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
	16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
	0, 33, 34, 35, 36, 37, 38, 0, 40, 41, 42, 43, 44, 45, 0, 47,
	D, D, D, D, D, D, D, D, D, D, 58, 59, 60, 61, 62, 63,
	64, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, 91, 92, 93, 94, 95,
	96, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, 123, 124, 125, 126, 127,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
};
#undef W
#undef D

/*
 * The form of a short line: its marks, with w for words and d for digits between them, so
 * that "Ann, Leeds, UK" and "Blake B, Los Angeles, USA" are of one. 0: none, or words alone.
 */
static uint32_t
form_of(const sp_line *l)
{
	uint32_t    h = 2166136261u;
	char        last = 0;
	bool        plain = true;
	const char *p = l->text.p, *end = p + (l->text.n < FORM_BYTES ? l->text.n : FORM_BYTES);

	if (l->words > FORM_WORDS || l->sentence || l->text.n > 3 * FORM_BYTES)
		return 0;
	for (; p < end; p++) {
		char k = kind[(unsigned char)*p];

		if (!k || k == last)
			continue;
		plain &= k == 'w';
		last = k;
		h = (h ^ (unsigned char)k) * 16777619u;
	}
	return plain ? 0 : h | 1;
}

typedef struct form {
	uint32_t key, n; /* lines of it */
	uint32_t turns;  /* that come again after others, not far off */
	uint32_t first, last;
} form;

static form *
form_at(form *f, size_t mask, uint32_t key)
{
	size_t   k = (key * 2654435761u >> 7) & mask;
	unsigned step = 0;

	while (f[k].key && f[k].key != key)
		k = nu_next_place(key, k, mask, &step);
	return &f[k];
}

/* Which lines are of a form that comes in turns. */
static bool *
set_forms(const sp_page *p, sp_table *t)
{
	uint32_t *key = nu_alloc_raw(p->a, (p->n + 1) * sizeof *key);
	bool     *turn = nu_alloc_raw(p->a, p->n + 1);
	size_t    size = 16;
	form     *f;

	while (size < p->n * 2)
		size *= 2;
	f = NU_NEW(p->a, form, size);
	for (size_t i = 0; i < p->n; i++) {
		form *m;

		key[i] = form_of(&p->line[i]);
		if (!key[i])
			continue;
		m = form_at(f, size - 1, key[i]);
		if (!m->n)
			m->first = (uint32_t)i;
		else
			m->turns += i - m->last > 1 && i - m->last <= FORM_REACH;
		m->key = key[i];
		m->last = (uint32_t)i;
		m->n++;
	}
	for (size_t i = 0; i < p->n; i++) {
		const form *m = key[i] ? form_at(f, size - 1, key[i]) : NULL;

		turn[i] = m && m->turns + 1 >= FORM_LEAST;
		if (t->seen[i]) {
			int16_t *x = sp_at(t, 0, i);

			set_x(x, SPE_FORM, m ? m->n : 0);
			put_x(x, SPE_FORM_FAR, m ? clip((long)(i - m->first)) : -1);
			set_x(x, SPE_TURN, m ? m->turns : 0);
		}
	}
	return turn;
}

/* ------------------------------------------------------------------- before and behind */

static void
count_line(const sp_line *l, bool in, int32_t *n)
{
	bool junk = l->tagged == SP_JUNK + 1, sentence = l->sentence && !junk;
	int  w = l->words < 100 ? l->words : 100;

	n[WORDS] += w;
	n[CAPS] += l->caps < w ? l->caps : w;
	n[TAGS] += junk;
	n[STOPS] += l->stop;
	n[SENTENCES] += sentence;
	n[SENTENCE_WORDS] += sentence ? w : 0;
	n[BYLINES] += in && l->tagged == SP_BYLINE + 1;
	n[DATES] += l->dated;
}

/* The sums, and what they are made of. */
static row *
make_sums(const sp_page *p, const uint8_t *lead, const bool *turn)
{
	row     *s = nu_alloc_raw(p->a, (p->n + 1 + 2 * PADS) * sizeof *s);
	uint8_t *past = NU_NEW(p->a, uint8_t, p->ids);

	memset(s, 0, (PADS + 1) * sizeof *s);
	s += PADS;
	for (size_t i = 0; i < p->n; i++) {
		const sp_line *l = &p->line[i];

		memcpy(s[i + 1], s[i], sizeof *s);
		count_line(l, i >= p->first, s[i + 1]);
		s[i + 1][TURNS] += turn[i];
		if (i >= p->first)
			count_words(p, l, lead, past, s[i + 1]);
	}
	for (size_t i = p->n + 1; i <= p->n + PADS; i++)
		memcpy(s[i], s[p->n], sizeof *s);
	return s;
}

static void
set_around(const sp_page *p, sp_table *t, const row *s, size_t i)
{
	int16_t *x = sp_at(t, 0, i);
	long     at = (long)i, y = at + 1, first = (long)p->first;
	long n = at > first ? within(s, first, at, SENTENCES) : 0;

	put_x(x, SPE_LEAD, share(s, at, y, IN_LEAD, CONTENT));
	put_x(x, SPE_LEAD_BACK, share(s, at - NEAR, at, IN_LEAD, CONTENT));
	put_x(x, SPE_LEAD_AHEAD, share(s, y, y + NEAR, IN_LEAD, CONTENT));
	put_x(x, SPE_PAST, share(s, at, y, IN_PAST, CONTENT));
	put_x(x, SPE_PAST_BACK, share(s, at - NEAR, at, IN_PAST, CONTENT));
	put_x(x, SPE_PAST_AHEAD, share(s, y, y + NEAR, IN_PAST, CONTENT));
	put_x(x, SPE_CAPS_BACK, share(s, at - NEAR, at, CAPS, WORDS));
	put_x(x, SPE_CAPS_AHEAD, share(s, y, y + NEAR, CAPS, WORDS));
	put_x(x, SPE_TURN_BACK, within(s, at - WIDE, at, TURNS));
	put_x(x, SPE_TURN_AHEAD, within(s, y, y + WIDE, TURNS));
	set_x(x, SPE_TURN_SINCE, p->first <= p->last && at > first ? within(s, first, at, TURNS) : 0);
	put_x(x, SPE_AHEAD25, within(s, y, y + 25, SENTENCE_WORDS));
	put_x(x, SPE_AHEAD60, within(s, y, y + 60, SENTENCE_WORDS));
	put_x(x, SPE_TAGS_BACK, within(s, at - NEAR, at, TAGS));
	put_x(x, SPE_TAGS_AHEAD, within(s, y, y + NEAR, TAGS));
	put_x(x, SPE_STOPS_BACK, within(s, at - NEAR, at, STOPS));
	put_x(x, SPE_STOPS_AHEAD, within(s, y, y + NEAR, STOPS));
	set_x(x, SPE_BYLINES, s[i][BYLINES]);
	put_x(x, SPE_BYLINES_AHEAD, within(s, y, y + WIDE, BYLINES));
	put_x(x, SPE_DATES_AHEAD, within(s, y, y + WIDE, DATES));
	put_x(x, SPE_MEAN_SO_FAR, n ? within(s, first, at, SENTENCE_WORDS) / n : 0);
}

/*
 * How far the last line of a form that comes in turns is, and the first one of the article;
 * the last tag above each line.
 */
static void
set_back(const sp_page *p, sp_table *t, const bool *turn)
{
	long n = (long)p->n, top = n, prev = -1, last = 0;

	for (long i = (long)p->first; p->first <= p->last && i < n && top == n; i++)
		if (turn[i])
			top = i;
	for (long i = 0; i < n; i++) {
		const sp_line *l = &p->line[i];

		if (t->seen[i]) {
			int16_t *x = sp_at(t, 0, (size_t)i);

			put_x(x, SPE_TURN_TOP, top < n ? clip(i - top) : -FAR);
			put_x(x, SPE_TURN_PREV, prev < 0 ? FAR : clip(i - prev));
			put_x(x, SPE_LAST_TAG, last);
		}
		prev = turn[i] ? i : prev;
		if (l->tagged == SP_JUNK + 1 && i >= (long)p->first)
			last = 1 + l->junk + (l->role == SP_CLOSE ? 20 : l->role == SP_OPEN ? 40 : 0);
	}
}

/* How far the next line of such a form is, and the next that closes an article. */
static void
set_ahead(const sp_page *p, sp_table *t, const bool *turn)
{
	long next = -1, close = -1;

	for (long i = (long)p->n; i-- > 0;) {
		if (t->seen[i]) {
			int16_t *x = sp_at(t, 0, (size_t)i);

			put_x(x, SPE_TURN_NEXT, next < 0 ? FAR : clip(next - i));
			put_x(x, SPE_CLOSE_NEXT, close < 0 ? FAR : clip(close - i));
		}
		next = turn[i] ? i : next;
		close = p->line[i].tagged && p->line[i].role == SP_CLOSE ? i : close;
	}
}

void
sp_ends(const sp_page *p, sp_table *t)
{
	uint8_t   *lead;
	bool      *turn;
	const row *s;

	if (p->markup)
		return;
	lead = find_lead(p);
	sp_lead(p, t, lead);
	add_title(p, lead);
	turn = set_forms(p, t);
	set_back(p, t, turn);
	set_ahead(p, t, turn);
	s = make_sums(p, lead, turn);
	for (size_t i = 0; i < p->n; i++)
		if (t->seen[i])
			set_around(p, t, s, i);
}

/* ------------------------------------------------------------------------ second sight */

/* How far back the last likely line is, and how many words stand together there. */
static void
set_holes(const sp_page *p, sp_table *t, const int32_t *v, long from, long step, unsigned hole, unsigned run)
{
	long far = FAR, words = 0;

	for (long i = from; i >= 0 && i < (long)p->n; i += step) {
		if (t->seen[i]) {
			int16_t *x = sp_at(t, 0, (size_t)i);

			put_x(x, hole, far);
			set_x(x, run, words);
		}
		if (v[i] > 0) {
			words = far > 2 ? 0 : words;
			words += p->line[i].words;
			far = 0;
		}
		far = clip(far + 1);
	}
}

void
sp_stack_ends(const sp_page *p, sp_table *t, const int32_t *v)
{
	enum { FEW = 5 };
	int32_t *sum;

	if (p->markup)
		return;
	sum = nu_alloc_raw(p->a, (p->n + 1 + 2 * PADS) * sizeof *sum);
	memset(sum, 0, (PADS + 1) * sizeof *sum);
	sum += PADS;
	for (size_t i = 0; i < p->n; i++)
		sum[i + 1] = sum[i] + narrow(v[i]);
	for (size_t i = p->n + 1; i <= p->n + PADS; i++)
		sum[i] = sum[p->n];
	for (long i = 0; i < (long)p->n; i++) {
		int16_t *x = sp_at(t, 0, (size_t)i);

		if (!t->seen[i])
			continue;
		put_x(x, SPE_P_BACK5, (sum[i] - sum[i - FEW]) / FEW);
		put_x(x, SPE_P_AHEAD5, (sum[i + 1 + FEW] - sum[i + 1]) / FEW);
		put_x(x, SPE_P_BACK15, (sum[i] - sum[i - WIDE]) / WIDE);
		put_x(x, SPE_P_AHEAD15, (sum[i + 1 + WIDE] - sum[i + 1]) / WIDE);
	}
	set_holes(p, t, v, 0, 1, SPE_P_HOLE, SPE_P_RUN);
	set_holes(p, t, v, (long)p->n - 1, -1, SPE_P_HOLE_AHEAD, SPE_P_RUN_AHEAD);
}
