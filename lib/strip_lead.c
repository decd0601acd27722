/*
 * What tells the headline of a page without markup from the lines around it: the words that it
 * has of the text, alone and in pairs, beside those that the lines above and below it have.
 */
#include "strip_col.h"
#include "strip_end.h"

/* ------------------------------------------------------------------------------- ways */

/* Bytes of the mark at t.p[i] that stands between the steps of a way; 0: there is none. */
static size_t
way_mark(nu_str t, size_t i)
{
	static const char *const marks[] = {"\u00ab", "\u00bb", "\u2039", "\u203a"};

	if (t.p[i] == '|' || t.p[i] == '>' || t.p[i] == '<')
		return 1;
	for (size_t k = 0; (t.p[i] & 0x80) && k < sizeof marks / sizeof *marks; k++) {
		size_t n = strlen(marks[k]);

		if (i + n <= t.n && memcmp(t.p + i, marks[k], n) == 0)
			return n;
	}
	return 0;
}

size_t
sp_way_marks(const sp_line *l)
{
	nu_str t = l->text;
	size_t n = 0;

	for (size_t i = 0; l->marks && i < t.n; i++)
		if ((t.p[i] & 0x80 || t.p[i] == '|' || t.p[i] == '>' || t.p[i] == '<') &&
		    (!i || t.p[i - 1] == ' ')) {
			size_t mark = way_mark(t, i);

			n += mark && (i + mark == t.n || t.p[i + mark] == ' ');
		}
	return n;
}

/* ------------------------------------------------------------------------------ words */

/* Lines that a candidate is held against; words of a line that are looked at. */
enum { AROUND = 8, HEAD_WORDS = 40 };
/* How many of the lead's words count at most; words of its own stand on so few lines. */
enum { MOST_HITS = 31, OWN_LINES = 2 };

typedef struct heads {
	const sp_page *p;
	sp_table      *t;
	const sp_text *w;
	uint8_t        *lines; /* of each word: on how many lines it stands that are no sentences */
	long            from, to; /* the candidates and AROUND lines on either side */
	int16_t        *hits;     /* of each line: words of the lead; -1 of lines that are far */
	/* Pairs of words that the text has, words of it that few lines have; of sentences none. */
	int16_t *pairs, *own;
} heads;

/* One behind the last of the line's words that are looked at. */
static size_t
words_end(const sp_line *l, size_t most)
{
	return l->word + (l->nword < most ? l->nword : most);
}

/* On how many of the lines that are no sentences each word stands. */
static void
read_lines(heads *h)
{
	for (long i = h->from; i < h->to; i++) {
		const sp_line *l = &h->p->line[i];

		for (size_t k = l->word, end = words_end(l, HEAD_WORDS); !l->sentence && k < end; k++) {
			uint8_t *lines = &h->lines[h->p->id[k]];

			*lines = (uint8_t)(*lines + (*lines < UINT8_MAX));
		}
	}
}

/* What the line says of the text. */
static void
read_line(const heads *h, long i)
{
	const sp_line *l = &h->p->line[i];
	const sp_text *w = h->w;
	unsigned       mass = 0, hits = 0, own = 0, pairs = 0;
	uint32_t       last = 0;
	int16_t       *x = sp_at(h->t, 0, (size_t)i);

	for (size_t k = l->word, end = words_end(l, HEAD_WORDS); k < end; k++) {
		uint32_t id = h->p->id[k];
		unsigned often = sp_mass(w, id);

		mass += often;
		hits += sp_in_lead(w, id);
		own += (often > 0) & (h->lines[id] <= OWN_LINES);
		pairs += (often > 0) & (last > 0) & sp_has_pair(w, sp_pair(last, id));
		last = id;
	}
	put_x(x, SPE_MASS, mass);
	put_x(x, SPE_PAIRS, pairs);
	put_x(x, SPE_OWN, own);
	h->hits[i] = (int16_t)hits;
	h->pairs[i] = (int16_t)(l->sentence ? 0 : pairs);
	h->own[i] = (int16_t)(l->sentence ? 0 : own);
}

/* ------------------------------------------------------------------------- candidates */

/* How many words of the lead each candidate has, and those above and below have. */
static void
set_hits(const heads *h)
{
	int  of[MOST_HITS + 2] = {0}; /* how many lines have so many or more */
	long best = 0;

	for (long i = h->from; i < h->to; i++) {
		long     n = h->hits[i];
		int16_t *x;

		if (!h->t->may[i])
			continue;
		n = n < MOST_HITS ? n : MOST_HITS;
		x = sp_at(h->t, 0, (size_t)i);
		put_x(x, SPE_HITS, n);
		put_x(x, SPE_HITS_BEFORE, best);
		put_x(x, SPE_WAY, sp_way_marks(&h->p->line[i]) > 0);
		best = n > best ? n : best;
		for (long k = 0; k <= n; k++)
			of[k]++;
	}
	best = 0;
	for (long i = h->to; i-- > h->from;) {
		long n = h->t->may[i] ? *sp_at(h->t, SPE_HITS, (size_t)i) : 0;

		if (!h->t->may[i])
			continue;
		put(h->t, SPE_HITS_RANK, (size_t)i, of[n < MOST_HITS ? n + 1 : n]);
		put(h->t, SPE_HITS_AFTER, (size_t)i, best);
		best = n > best ? n : best;
	}
}

/* What the lines around each say of the text; the columns tell it of lines that are near. */
static void
set_around(const heads *h)
{
	copy_column(h->t, SPE_HITS_A, h->hits, -1);
	copy_column(h->t, SPE_HITS_B, h->hits, -2);
	copy_column(h->t, SPE_HITS_Y, h->hits, 1);
	copy_column(h->t, SPE_HITS_Z, h->hits, 2);
	set_most(h->t, SPE_PAIRS_ABOVE, h->pairs, -AROUND, 0);
	set_most(h->t, SPE_PAIRS_BELOW, h->pairs, 1, 1 + AROUND);
	set_most(h->t, SPE_OWN_ABOVE, h->own, -AROUND, 0);
	set_most(h->t, SPE_OWN_BELOW, h->own, 1, 1 + AROUND);
}

/* How far the line is below, and above, one that says when and by whom. */
static void
set_credits(const heads *h)
{
	long credit = -1;

	for (long i = h->from; i < h->to; i++) {
		const sp_line *l = &h->p->line[i];

		if (h->t->may[i])
			put(h->t, SPE_CREDIT_PREV, (size_t)i, credit < 0 ? FAR : clip(i - credit));
		credit = l->dated || l->tagged == SP_BYLINE + 1 ? i : credit;
	}
	credit = -1;
	for (long i = h->to; i-- > h->from;) {
		const sp_line *l = &h->p->line[i];

		if (h->t->may[i])
			put(h->t, SPE_CREDIT_NEXT, (size_t)i, credit < 0 ? FAR : clip(credit - i));
		credit = l->dated || l->tagged == SP_BYLINE + 1 ? i : credit;
	}
}

/* Which lines are candidates, and the lines around them. False: there is none. */
static bool
find_candidates(heads *h)
{
	long n = (long)h->p->n, first = n, last = -1;
	const bool *may = h->t->may;

	for (long i = 0; i < n; i++) {
		first = may[i] && first == n ? i : first;
		last = may[i] ? i : last;
	}
	h->from = first > AROUND ? first - AROUND : 0;
	h->to = last + 1 + AROUND < n ? last + 1 + AROUND : n;
	return last >= 0;
}

void
sp_lead(const sp_page *p, sp_table *t, const sp_text *w)
{
	heads h = {.p = p, .t = t, .w = w};

	if (!find_candidates(&h))
		return;
	h.lines = NU_NEW(p->a, uint8_t, p->ids);
	h.hits = new_column(p, -1);
	h.pairs = new_column(p, 0);
	h.own = new_column(p, 0);
	for (long i = 0; i < (long)p->n; i++)
		h.hits[i] = -1;
	read_lines(&h);
	for (long i = h.from; i < h.to; i++)
		read_line(&h, i);
	set_hits(&h);
	set_credits(&h);
	set_around(&h);
}
