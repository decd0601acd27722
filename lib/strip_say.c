#include "strip_say.h"

/* Lines of the text that its topics are from; sentences, and words of each, that count besides. */
enum { TOPIC_LINES = 300, LEAD_LINES = 8, LEAD_WORDS = 60, MASS_LINES = 60, MASS_WORDS = 80,
	PAIR_LINES = 12, OFTEN = 8 };
/* Content words of a line that are looked at, words of the headline. */
enum { MOST = 60, FEW = 40, TITLE_LOOK = 4000 };

/*
 * What is known of a word, as parts of one number: a line's sum of them has all that is
 * counted. The parts of 8 bits count content words, MOST of them at most, the next one stop
 * words too; of the highest ones (strip_say.h) no sum is asked for.
 */
enum { CONTENT_AT = 0, ONCE_AT = 8, TWICE_AT = 16, LEAD_AT = 24, TITLE_AT = 32, PAST_AT = 40,
	PAST_BITS = 18 };

/* While the text is read: how often all of it says the word, and its first sentences. */
enum { ALL_AT = 0, EARLY_AT = 32 };

#define ONE(at) ((uint64_t)1 << (at))

static inline uint8_t
part(uint64_t sum, int at)
{
	return (uint8_t)(sum >> at);
}

/* ------------------------------------------------------------------------------- the text */

/* How many of the line's first words are looked at. */
static inline size_t
first(const sp_line *l, size_t most)
{
	return l->nword < most ? l->nword : most;
}

/* Adds `early` to the counts of the line's first words, `late` to those of the others. */
static void
count(const sp_page *p, const sp_line *l, uint64_t *known, uint64_t early, uint64_t late)
{
	const uint32_t *id = p->id + l->word, *end = id + l->nword, *to = id + first(l, MASS_WORDS);

	for (; id < to; id++)
		known[*id] += early;
	for (; id < end; id++)
		known[*id] += late;
}

static void
add_pairs(const sp_page *p, const sp_line *l, sp_text *w)
{
	const uint32_t *id = p->id + l->word;

	for (size_t k = 1, n = first(l, MASS_WORDS); k < n; k++) {
		uint32_t pair = sp_pair(id[k - 1], id[k]);

		w->pair[pair / 64] |= (uint64_t)(id[k - 1] && id[k]) << pair % 64;
	}
}

static void
read_text(const sp_page *p, sp_text *w)
{
	int lines = 0;

	for (size_t i = p->first; p->first <= p->last && i <= p->last; i++) {
		const sp_line *l = &p->line[i];
		uint64_t       all = i <= p->first + TOPIC_LINES ? ONE(ALL_AT) : 0;
		uint64_t       early = lines < MASS_LINES ? ONE(EARLY_AT) : 0;

		if (!all && !early)
			break;
		if (!l->sentence)
			continue;
		lines++;
		count(p, l, w->known, all + early, all);
		if (lines <= PAIR_LINES && !p->markup)
			add_pairs(p, l, w);
	}
}

/* Counts become what is known; a topic that but one sentence says is none of its own. */
static void
judge_words(const sp_page *p, uint64_t *known)
{
	static const uint64_t topic[] = {ONE(CONTENT_AT), ONE(CONTENT_AT) | ONE(ONCE_AT),
	    ONE(CONTENT_AT) | ONE(ONCE_AT) | ONE(TWICE_AT)};

	for (size_t k = 0; k < p->ids; k++) {
		uint32_t all = (uint32_t)(known[k] >> ALL_AT), early = (uint32_t)(known[k] >> EARLY_AT);

		known[k] = topic[all < 2 ? all : 2] | (uint64_t)(early < OFTEN ? early : OFTEN) << SP_MASS_AT;
	}
	known[0] = 0;
}

static void
read_lead(const sp_page *p, uint64_t *known)
{
	int lines = 0;

	for (size_t i = p->first; p->first <= p->last && i <= p->last && lines < LEAD_LINES; i++) {
		const sp_line *l = &p->line[i];

		if (!l->sentence)
			continue;
		lines++;
		for (size_t k = 0, n = first(l, LEAD_WORDS); k < n; k++)
			known[p->id[l->word + k]] |= ONE(LEAD_AT) | ONE(SP_FIRST_AT);
	}
}

/* The words of the headline, as rules guess it, belong to the lead too. */
static void
read_title(const sp_page *p, uint64_t *known)
{
	const sp_line *l = &p->line[p->title];

	for (size_t k = 0; p->title < p->n && k < l->nword; k++)
		known[p->id[l->word + k]] |= ONE(LEAD_AT) | (k < TITLE_LOOK ? ONE(TITLE_AT) : 0);
}

/* ------------------------------------------------------------------------------ the lines */

/* Adds up the words from id on, up to `most` content words; *sum has what was before. */
static const uint32_t *
add_up(const uint32_t *id, const uint32_t *end, uint64_t *known, unsigned most, uint64_t *sum)
{
	uint64_t s = *sum, past = known[0];

	for (; id < end && part(s, CONTENT_AT) < most; id++) {
		uint64_t *word = &known[*id];

		s += *word;
		*word |= past;
	}
	*sum = s;
	return id;
}

static sp_said
said_by(const sp_page *p, const sp_line *l, uint64_t *known, bool past)
{
	const uint32_t *id = p->id + l->word, *end = id + l->nword, *at;
	uint64_t        sum = 0;
	sp_said         said;

	/* Each word has come before from now on; stop words always have: they are taken off below. */
	known[0] = past ? ONE(PAST_AT) : 0;
	at = add_up(id, end, known, FEW, &sum);
	said.few = part(sum, CONTENT_AT);
	said.title = part(sum, TITLE_AT);
	at = add_up(at, end, known, MOST, &sum);
	said.content = part(sum, CONTENT_AT);
	said.topic = part(sum, l->sentence ? TWICE_AT : ONCE_AT);
	said.lead = part(sum, LEAD_AT);
	sum = sum >> PAST_AT & (ONE(PAST_BITS) - 1);
	said.past = past ? (uint8_t)(sum - ((size_t)(at - id) - said.content)) : 0;
	return said;
}

void
sp_text_read(const sp_page *p, sp_text *w)
{
	memset(w, 0, sizeof *w);
	w->known = NU_NEW(p->a, uint64_t, p->ids);
	w->said = nu_alloc_raw(p->a, (p->n + 1) * sizeof *w->said);
	read_text(p, w);
	judge_words(p, w->known);
	read_lead(p, w->known);
	read_title(p, w->known);
	for (size_t i = 0; i < p->n; i++)
		w->said[i] = said_by(p, &p->line[i], w->known, i >= p->first);
	w->known[0] = 0;
}
