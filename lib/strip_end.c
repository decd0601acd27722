#include "strip_end.h"

#include "strip_col.h"

#define SP_END_GROUP(group, name) group,
static const uint8_t group_of[] = {SP_END_FEATURES(SP_END_GROUP)};

/* Lines that count as near, and as not far. */
enum { NEAR = 8, WIDE = 15 };

unsigned
sp_group_of(bool markup, unsigned f)
{
	return !markup && f >= SPF_H_TAG && f < SP_TEXT_FEATURES ? group_of[f - SPF_H_TAG]
	                                                         : sp_feature_group[f];
}

/* ------------------------------------------------------------------- before and behind */

/* What is summed besides, from the text's first line on but for the first three. */
typedef struct sums {
	uint16_t *caps, *stops, *turns, *content, *lead, *past, *sentence_words, *bylines;
} sums;

static void
make_sums(const sp_page *p, const sp_said *said, const bool *turn, sums *s)
{
	*s = (sums){new_sum(p), new_sum(p), new_sum(p), new_sum(p), new_sum(p), new_sum(p), new_sum(p),
	    new_sum(p)};
	for (size_t i = 0; i < p->n; i++) {
		const sp_line *l = &p->line[i];
		unsigned       w = l->words < 100 ? l->words : 100, in = i >= p->first;
		bool           sentence = l->sentence && l->tagged != SP_JUNK + 1;

		s->caps[i + 1] = (uint16_t)(s->caps[i] + (l->caps < w ? l->caps : w));
		s->stops[i + 1] = (uint16_t)(s->stops[i] + l->stop);
		s->turns[i + 1] = (uint16_t)(s->turns[i] + turn[i]);
		s->content[i + 1] = (uint16_t)(s->content[i] + (in ? said[i].content : 0));
		s->lead[i + 1] = (uint16_t)(s->lead[i] + (in ? said[i].lead : 0));
		s->past[i + 1] = (uint16_t)(s->past[i] + (in ? said[i].past : 0));
		s->sentence_words[i + 1] = (uint16_t)(s->sentence_words[i] + (sentence ? w : 0));
		s->bylines[i + 1] = (uint16_t)(s->bylines[i] + (in && l->tagged == SP_BYLINE + 1));
	}
	end_sum(p, s->caps);
	end_sum(p, s->stops);
	end_sum(p, s->turns);
	end_sum(p, s->content);
	end_sum(p, s->lead);
	end_sum(p, s->past);
	end_sum(p, s->sentence_words);
	end_sum(p, s->bylines);
}

static void
set_around(sp_table *t, const sp_sums *all, const sums *s)
{
	set_share(t, SPE_LEAD, s->lead, s->content, 0, 1);
	set_share(t, SPE_LEAD_BACK, s->lead, s->content, -NEAR, 0);
	set_share(t, SPE_LEAD_AHEAD, s->lead, s->content, 1, 1 + NEAR);
	set_share(t, SPE_PAST, s->past, s->content, 0, 1);
	set_share(t, SPE_PAST_BACK, s->past, s->content, -NEAR, 0);
	set_share(t, SPE_PAST_AHEAD, s->past, s->content, 1, 1 + NEAR);
	set_share(t, SPE_CAPS_BACK, s->caps, all->words, -NEAR, 0);
	set_share(t, SPE_CAPS_AHEAD, s->caps, all->words, 1, 1 + NEAR);
	set_window(t, SPE_TURN_BACK, s->turns, -WIDE, 0);
	set_window(t, SPE_TURN_AHEAD, s->turns, 1, 1 + WIDE);
	set_window(t, SPE_AHEAD25, s->sentence_words, 1, 1 + 25);
	set_window(t, SPE_AHEAD60, s->sentence_words, 1, 1 + 60);
	set_window(t, SPE_TAGS_BACK, all->junk, -NEAR, 0);
	set_window(t, SPE_TAGS_AHEAD, all->junk, 1, 1 + NEAR);
	set_window(t, SPE_STOPS_BACK, s->stops, -NEAR, 0);
	set_window(t, SPE_STOPS_AHEAD, s->stops, 1, 1 + NEAR);
	set_window(t, SPE_BYLINES_AHEAD, s->bylines, 1, 1 + WIDE);
	set_window(t, SPE_DATES_AHEAD, all->dated, 1, 1 + WIDE);
}

/* What the lines of the text before each come to. */
static void
set_so_far(const sp_page *p, sp_table *t, const bool *turn)
{
	long turns = 0, bylines = 0, sentences = 0, words = 0;

	for (size_t i = 0; i < p->n; i++) {
		const sp_line *l = &p->line[i];

		if (t->seen[i]) {
			int16_t *x = sp_at(t, 0, i);

			set_x(x, SPE_TURN_SINCE, p->first <= p->last ? turns : 0);
			set_x(x, SPE_BYLINES, bylines);
			put_x(x, SPE_MEAN_SO_FAR, sentences ? words / sentences : 0);
		}
		if (i < p->first)
			continue;
		turns += turn[i];
		bylines += l->tagged == SP_BYLINE + 1;
		if (l->sentence && l->tagged != SP_JUNK + 1) {
			sentences++;
			words += l->words < 100 ? l->words : 100;
		}
	}
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
sp_ends(const sp_page *p, sp_table *t, const sp_text *w, const sp_sums *all)
{
	bool *turn;
	sums  s;

	if (p->markup)
		return;
	sp_lead(p, t, w);
	turn = sp_forms(p, t);
	make_sums(p, w->said, turn, &s);
	set_around(t, all, &s);
	set_so_far(p, t, turn);
	set_back(p, t, turn);
	set_ahead(p, t, turn);
}

/* ------------------------------------------------------------------------ second sight */

/* How far back the last likely line is, and how many words stand together there. */
static void
set_holes(const sp_page *p, sp_table *t, const int32_t *v, long from, long step, unsigned hole,
    unsigned run)
{
	long far = FAR, words = 0;

	for (long i = from; i >= 0 && i < (long)p->n; i += step) {
		if (sp_seen_again(p, t, (size_t)i)) {
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
	sum = nu_alloc_raw(p->a, (p->n + 1 + 2 * PAD) * sizeof *sum);
	memset(sum, 0, (PAD + 1) * sizeof *sum);
	sum += PAD;
	for (size_t i = 0; i < p->n; i++)
		sum[i + 1] = sum[i] + narrow(v[i]);
	for (size_t i = p->n + 1; i <= p->n + PAD; i++)
		sum[i] = sum[p->n];
	for (long i = 0; i < (long)p->n; i++) {
		int16_t *x = sp_at(t, 0, (size_t)i);

		if (!sp_seen_again(p, t, (size_t)i))
			continue;
		put_x(x, SPE_P_BACK5, (sum[i] - sum[i - FEW]) / FEW);
		put_x(x, SPE_P_AHEAD5, (sum[i + 1 + FEW] - sum[i + 1]) / FEW);
		put_x(x, SPE_P_BACK15, (sum[i] - sum[i - WIDE]) / WIDE);
		put_x(x, SPE_P_AHEAD15, (sum[i + 1 + WIDE] - sum[i + 1]) / WIDE);
	}
	set_holes(p, t, v, 0, 1, SPE_P_HOLE, SPE_P_RUN);
	set_holes(p, t, v, (long)p->n - 1, -1, SPE_P_HOLE_AHEAD, SPE_P_RUN_AHEAD);
}
