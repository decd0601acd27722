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
enum { AROUND = 8, HEAD_WORDS = 40, TEXT_WORDS = 80 };
/* Sentences whose words count, and whose pairs of words do; how often one counts at most. */
enum { TOPIC_LINES = 60, PAIR_LINES = 12, OFTEN = 8, MOST_HITS = 31 };
/* Pairs are known by so many bits of their hash; words of its own stand on so few lines. */
enum { PAIR_BITS = 12, OWN_LINES = 2 };

/*
 * Of a line: words of the lead, how often the text has its words, pairs of words that the text
 * has, and words of the text that few lines have.
 */
typedef struct told {
	uint16_t mass;
	uint8_t  hits, pairs, own;
} told;

typedef struct heads {
	const sp_page *p;
	sp_table      *t;
	const uint8_t *lead; /* of each word: does the lead have it */
	uint8_t       *mass; /* how often the text has it */
	uint8_t       *lines; /* on how many lines it stands that are no sentences */
	uint64_t       pair[1 << (PAIR_BITS - 6)];
	long           from, to; /* the candidates and AROUND lines on either side */
	bool          *may;      /* may the line be the headline, counted from `from` */
	told          *told;
} heads;

static uint32_t
hash_pair(uint32_t a, uint32_t b)
{
	return (a * 2654435761u ^ b * 2246822519u) * 3266489917u >> (32 - PAIR_BITS);
}

static void
add_pair(heads *h, uint32_t hash)
{
	h->pair[hash / 64] |= (uint64_t)1 << hash % 64;
}

static bool
has_pair(const heads *h, uint32_t hash)
{
	return h->pair[hash / 64] >> hash % 64 & 1;
}

/* One behind the last of the line's words that are looked at. */
static size_t
words_end(const sp_line *l, size_t most)
{
	return l->word + (l->nword < most ? l->nword : most);
}

/* The words of the text, and the pairs of its first sentences. */
static void
read_text(heads *h)
{
	const sp_page *p = h->p;
	int            lines = 0;

	for (size_t i = p->first; p->first <= p->last && i <= p->last && lines < TOPIC_LINES; i++) {
		const sp_line *l = &p->line[i];
		uint32_t       last = 0;

		if (!l->sentence)
			continue;
		lines++;
		for (size_t k = l->word, end = words_end(l, TEXT_WORDS); k < end; k++) {
			uint32_t id = p->id[k];

			h->mass[id] += h->mass[id] < OFTEN;
			if (id && last && lines <= PAIR_LINES)
				add_pair(h, hash_pair(last, id));
			last = id;
		}
	}
	h->mass[0] = 0;
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

static told
told_of(const heads *h, const sp_line *l)
{
	told     n = {0};
	uint32_t last = 0;

	for (size_t k = l->word, end = words_end(l, HEAD_WORDS); k < end; k++) {
		uint32_t id = h->p->id[k];

		if (id && h->mass[id]) {
			n.hits += h->lead[id];
			n.mass += h->mass[id];
			n.own += h->lines[id] <= OWN_LINES;
			n.pairs += last && has_pair(h, hash_pair(last, id));
		}
		last = id;
	}
	return n;
}

/* ------------------------------------------------------------------------- candidates */

/* How many words of the lead each candidate has, and those above and below have. */
static void
set_hits(const heads *h)
{
	int  of[MOST_HITS + 2] = {0}; /* how many lines have so many or more */
	long best = 0;

	for (long i = h->from; i < h->to; i++) {
		long     n = h->told[i - h->from].hits;
		int16_t *x;

		if (!h->may[i - h->from])
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
		long n = h->may[i - h->from] ? *sp_at(h->t, SPE_HITS, (size_t)i) : 0;

		if (!h->may[i - h->from])
			continue;
		put(h->t, SPE_HITS_RANK, (size_t)i, of[n < MOST_HITS ? n + 1 : n]);
		put(h->t, SPE_HITS_AFTER, (size_t)i, best);
		best = n > best ? n : best;
	}
}

/* The words of the lead in the line `by` lines further down; -1: there is none. */
static long
hits_at(const heads *h, long i)
{
	return i >= h->from && i < h->to ? h->told[i - h->from].hits : -1;
}

/* The most that any of the lines from..to - 1 has, sentences aside. */
static told
most_of(const heads *h, long from, long to)
{
	told most = {0};

	to = to < h->to ? to : h->to;
	for (long i = from > h->from ? from : h->from; i < to; i++) {
		told n = h->told[i - h->from];

		if (h->p->line[i].sentence)
			continue;
		most.pairs = n.pairs > most.pairs ? n.pairs : most.pairs;
		most.own = n.own > most.own ? n.own : most.own;
	}
	return most;
}

static void
set_around(const heads *h, long i)
{
	told     n = h->told[i - h->from];
	told     above = most_of(h, i - AROUND, i), below = most_of(h, i + 1, i + 1 + AROUND);
	int16_t *x = sp_at(h->t, 0, (size_t)i);

	put_x(x, SPE_HITS_A, hits_at(h, i - 1));
	put_x(x, SPE_HITS_B, hits_at(h, i - 2));
	put_x(x, SPE_HITS_Y, hits_at(h, i + 1));
	put_x(x, SPE_HITS_Z, hits_at(h, i + 2));
	put_x(x, SPE_PAIRS, n.pairs);
	put_x(x, SPE_PAIRS_ABOVE, above.pairs);
	put_x(x, SPE_PAIRS_BELOW, below.pairs);
	put_x(x, SPE_OWN, n.own);
	put_x(x, SPE_OWN_ABOVE, above.own);
	put_x(x, SPE_OWN_BELOW, below.own);
	put_x(x, SPE_MASS, n.mass);
}

/* How far the line is below, and above, one that says when and by whom. */
static void
set_credits(const heads *h)
{
	long credit = -1;

	for (long i = h->from; i < h->to; i++) {
		const sp_line *l = &h->p->line[i];

		if (h->may[i - h->from])
			put(h->t, SPE_CREDIT_PREV, (size_t)i, credit < 0 ? FAR : clip(i - credit));
		credit = l->dated || l->tagged == SP_BYLINE + 1 ? i : credit;
	}
	credit = -1;
	for (long i = h->to; i-- > h->from;) {
		const sp_line *l = &h->p->line[i];

		if (h->may[i - h->from])
			put(h->t, SPE_CREDIT_NEXT, (size_t)i, credit < 0 ? FAR : clip(credit - i));
		credit = l->dated || l->tagged == SP_BYLINE + 1 ? i : credit;
	}
}

/* Which lines are candidates, and the lines around them. False: there is none. */
static bool
find_candidates(heads *h)
{
	long n = (long)h->p->n, first = n, last = -1;
	bool *may = nu_alloc_raw(h->p->a, h->p->n + 1);

	for (long i = 0; i < n; i++) {
		may[i] = sp_may_be_title(h->p, (size_t)i);
		first = may[i] && first == n ? i : first;
		last = may[i] ? i : last;
	}
	h->from = first > AROUND ? first - AROUND : 0;
	h->to = last + 1 + AROUND < n ? last + 1 + AROUND : n;
	h->may = may + h->from;
	return last >= 0;
}

void
sp_lead(const sp_page *p, sp_table *t, const uint8_t *lead)
{
	heads h = {.p = p, .t = t, .lead = lead};

	if (!find_candidates(&h))
		return;
	h.mass = NU_NEW(p->a, uint8_t, p->ids);
	h.lines = NU_NEW(p->a, uint8_t, p->ids);
	h.told = NU_NEW(p->a, told, (size_t)(h.to - h.from));
	read_text(&h);
	read_lines(&h);
	for (long i = h.from; i < h.to; i++)
		h.told[i - h.from] = told_of(&h, &p->line[i]);
	set_hits(&h);
	set_credits(&h);
	for (long i = h.from; i < h.to; i++)
		if (h.may[i - h.from])
			set_around(&h, i);
}
