#include "strip_feat.h"

#include "strip_col.h"
#include "strip_end.h"

#define SP_FEATURE_GROUP(group, name) group,
const uint8_t sp_feature_group[SP_NFEATURES] = {SP_FEATURES(SP_FEATURE_GROUP)};
#define SP_FEATURE_NAME(group, name) #name,
const char *const sp_feature_name[SP_NFEATURES] = {SP_FEATURES(SP_FEATURE_NAME)};

enum { TOPIC_MIN = 2, TOPIC_LINES = 300 };

/* Sums over the page's lines, each of n + 1 entries: entry i holds lines before i. */
typedef struct sums {
	uint32_t *sentence_words, *sentences, *words, *junk, *dated, *figures;
	uint32_t *prev, *next; /* nearest sentence line before i (n: none), at or after i */
} sums;

typedef struct feat {
	const sp_page *p;
	sp_table      *t;
	sums           s;
	size_t         tight[2];           /* the segment where other lines cost much */
	uint32_t      *topic;              /* how often each word stands in the segment's sentences */
	sp_bag         title;              /* the words of the headline, if there is one */
	sp_bag         block;              /* of the block that is looked at */
	int16_t       *words, *stop, *caps, *tag; /* of each line; -1 around the page */
	uint8_t       *shape;              /* what lines of a list have in common */
	uint16_t      *size;               /* their words */
	int            gaps;
	int            page[6];
} feat;

/* A page has 2^18 lines at most, of which 100 words count: that fits. */
static long
percent(uint32_t part, uint32_t whole)
{
	return whole ? (long)(part * 100 / whole) : 0;
}

/* ------------------------------------------------------------------- what is summed */

static uint32_t *
new_sums(const sp_page *p)
{
	return NU_NEW(p->a, uint32_t, p->n + 1 + 2 * PAD) + PAD;
}

static void
make_sums(feat *f)
{
	const sp_page *p = f->p;
	sums          *s = &f->s;
	size_t         n = p->n, prev = n;

	s->sentence_words = new_sums(p);
	s->sentences = new_sums(p);
	s->words = new_sums(p);
	s->junk = new_sums(p);
	s->dated = new_sums(p);
	s->figures = new_sums(p);
	s->prev = NU_NEW(p->a, uint32_t, n + 1);
	s->next = NU_NEW(p->a, uint32_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		const sp_line *l = &p->line[i];
		bool           sentence = l->sentence && l->tagged != SP_JUNK + 1;

		s->sentence_words[i + 1] = s->sentence_words[i] + (sentence ? l->words : 0);
		s->sentences[i + 1] = s->sentences[i] + sentence;
		s->words[i + 1] = s->words[i] + (l->words < 100 ? l->words : 100);
		s->junk[i + 1] = s->junk[i] + (l->tagged == SP_JUNK + 1);
		s->dated[i + 1] = s->dated[i] + l->dated;
		s->figures[i + 1] = s->figures[i] + (l->figures > 0);
		s->prev[i] = (uint32_t)prev;
		prev = sentence ? i : prev;
	}
	for (size_t i = n + 1; i <= n + PAD; i++) {
		s->sentence_words[i] = s->sentence_words[n];
		s->sentences[i] = s->sentences[n];
		s->words[i] = s->words[n];
		s->junk[i] = s->junk[n];
		s->dated[i] = s->dated[n];
		s->figures[i] = s->figures[n];
	}
	s->next[n] = (uint32_t)n;
	for (size_t i = n; i-- > 0;)
		s->next[i] = s->sentences[i + 1] > s->sentences[i] ? (uint32_t)i : s->next[i + 1];
}

/* The sum over lines from..to, at most PAD beyond the page. */
static inline uint32_t
between(const uint32_t *sum, long from, long to)
{
	return sum[to] - sum[from];
}

/* ------------------------------------------------------------------------ columns */

static int
tag_code(const sp_line *l)
{
	return !l->tagged ? 0 : l->tagged == SP_JUNK + 1 ? 20 + l->junk : l->tagged;
}

static int
first_class(nu_str t)
{
	unsigned len, cls = nu_class(nu_decode(t, 0, &len));

	return cls & NU_UPPER ? 3 : cls & NU_LOWER ? 2 : cls & NU_ALPHA ? 4 : cls & NU_DIGIT ? 1 : 0;
}

/* What is asked of a line's neighbours too, and which lines are looked at. */
static void
make_columns(feat *f)
{
	const sp_page *p = f->p;

	f->words = new_column(p, -1);
	f->stop = new_column(p, -1);
	f->caps = new_column(p, -1);
	f->tag = new_column(p, -1);
	f->shape = nu_alloc(p->a, p->n + 1);
	f->size = NU_NEW(p->a, uint16_t, p->n + 1);
	f->t->seen = NU_NEW(p->a, bool, p->n + 2) + 1;
	for (size_t i = 0; i < p->n; i++) {
		const sp_line *l = &p->line[i];

		f->words[i] = narrow(l->words);
		f->size[i] = l->words;
		f->stop[i] = l->stop;
		f->caps[i] = narrow(percent(l->caps, l->words));
		f->tag[i] = (int16_t)tag_code(l);
		f->shape[i] = (uint8_t)(first_class(l->text) | (l->figures > 0) << 3 | l->stop << 4);
		f->t->seen[i] = l->near || sp_may_be_title(p, i);
	}
}

static void
copy_columns(const feat *f)
{
	static const struct {
		int by, words, stop, caps, tag;
	} near[] = {{0, SPF_WORDS, SPF_STOP, SPF_CAPS, SPF_TAG},
	    {-1, SPF_WORDS_A, SPF_STOP_A, SPF_CAPS_A, SPF_TAG_A},
	    {-2, SPF_WORDS_B, SPF_STOP_B, -1, SPF_TAG_B}, {-3, SPF_WORDS_C, -1, -1, -1},
	    {1, SPF_WORDS_Y, SPF_STOP_Y, SPF_CAPS_Z, SPF_TAG_Y},
	    {2, SPF_WORDS_Z, SPF_STOP_Z, -1, SPF_TAG_Z}, {3, SPF_WORDS_X, -1, -1, -1}};

	for (size_t k = 0; k < sizeof near / sizeof *near; k++) {
		copy_column(f->t, (unsigned)near[k].words, f->words, near[k].by);
		if (near[k].stop >= 0)
			copy_column(f->t, (unsigned)near[k].stop, f->stop, near[k].by);
		if (near[k].caps >= 0)
			copy_column(f->t, (unsigned)near[k].caps, f->caps, near[k].by);
		if (near[k].tag >= 0)
			copy_column(f->t, (unsigned)near[k].tag, f->tag, near[k].by);
	}
}

/* ------------------------------------------------------------------------- topics */

/* Counts how often each content word stands in the sentence lines of the segment. */
static void
find_topics(feat *f)
{
	const sp_page *p = f->p;
	size_t         last = p->last;

	f->topic = NU_NEW(p->a, uint32_t, p->ids);
	if (p->first > p->last)
		return;
	if (last > p->first + TOPIC_LINES)
		last = p->first + TOPIC_LINES;
	for (size_t i = p->first; i <= last; i++) {
		const sp_line *l = &p->line[i];

		for (size_t k = l->word; l->sentence && k < l->word + (size_t)l->nword; k++)
			f->topic[p->id[k]]++;
	}
	f->topic[0] = 0;
}

/* Shares, in percent, of a line's content words; *content: how many it has. */
static long
topic_share(const feat *f, const sp_line *l, size_t *content)
{
	size_t hit = 0, all = 0;
	/* A sentence's own words do not make it fit its topic. */
	unsigned least = l->sentence ? TOPIC_MIN : 1;

	for (size_t k = l->word; k < l->word + (size_t)l->nword && all < 60; k++) {
		uint32_t id = f->p->id[k];

		all += id != 0;
		hit += f->topic[id] >= least;
	}
	*content = all;
	return percent((uint32_t)hit, (uint32_t)all);
}

static void
set_topics(feat *f, size_t i)
{
	const sp_page *p = f->p;
	const sp_line *l = &p->line[i];
	bool           titled = p->title < p->n;
	size_t         content;
	int16_t       *x = sp_at(f->t, 0, i);

	set_x(x, SPF_TOPIC, topic_share(f, l, &content));
	set_x(x, SPF_CONTENT, (long)content);
	set_x(x, SPF_TITLE, titled ? (long)(100 * sp_bag_share(&f->title, p, l)) : -1);
	set_x(x, SPF_IS_TITLE, titled && l->hash == p->line[p->title].hash);
	set_x(x, SPF_FROM_TITLE, titled ? clip((long)i - (long)p->title) : -2 * FAR);
}

/* ------------------------------------------------------------------- a line's own */

static int
last_class(nu_str t)
{
	unsigned len;
	uint32_t cp = nu_decode_back(t, t.n, &len);
	unsigned cls = nu_class(cp);

	switch (cp) {
	case ':': return 1;
	case ',': case ';': return 2;
	case 0x2026: return 3;
	case '.': return t.n > 3 && memcmp(t.p + t.n - 3, "...", 3) == 0 ? 3 : 4;
	case '?': return 5;
	case '!': return 6;
	case '"': case 0x201D: case 0x2019: case '\'': return 7;
	case ')': case ']': return 8;
	default: break;
	}
	return cls & NU_UPPER ? 9 : cls & NU_ALPHA ? 10 : cls & NU_DIGIT ? 11 : 0;
}

static void
set_surface(feat *f, size_t i)
{
	const sp_line *l = &f->p->line[i];
	int16_t       *x = sp_at(f->t, 0, i);

	set_x(x, SPF_CHARS, (long)l->chars);
	put_x(x, SPF_SHOUT, percent(l->shout, l->words));
	put_x(x, SPF_STOPS, percent(l->stops, l->words));
	put_x(x, SPF_DIGITS, percent(l->digits, l->words));
	set_x(x, SPF_ENDS, l->ends);
	set_x(x, SPF_MARKS, l->marks * 1000L / (long)(l->chars ? l->chars : 1));
	put_x(x, SPF_QUOTE, l->quote);
	put_x(x, SPF_BULLET, l->bullet);
	put_x(x, SPF_FIRST, f->shape[i] & 7);
	put_x(x, SPF_LAST, last_class(l->text));
	set_x(x, SPF_LENGTH, (long)(l->chars * 10 / (l->words ? l->words : 1u)));
	set_x(x, SPF_UPPER, l->caps);
	set_x(x, SPF_FUSED, l->fused);
	set_x(x, SPF_FIGURES, l->figures);
	put_x(x, SPF_URL, l->url);
	set_x(x, SPF_SAME, l->same);
	put_x(x, SPF_GAP, l->gap);
	put_x(x, SPF_GAP_AFTER, i + 1 < f->p->n ? l[1].gap : 1);
}

/* ------------------------------------------------------------------------ lexicon */

/* Tags before and around, and how many that close an article came since the segment began. */
static void
set_tags(feat *f)
{
	const sp_page *p = f->p;
	sp_table      *t = f->t;
	long           junk_at = -FAR, closes = 0, close_at = -1, open_at = -1, comments = 0, dated = 0, dated_at = -1;
	int            open_kind = 0;

	for (size_t i = 0; i < p->n; i++) {
		const sp_line *l = &p->line[i];
		bool           junk = l->tagged == SP_JUNK + 1;

		if (f->t->seen[i]) {
			int16_t *x = sp_at(t, 0, i);

			put_x(x, SPF_ROLE, l->tagged ? l->role : 0);
			put_x(x, SPF_DATED, l->dated);
			put_x(x, SPF_TAGS_NEAR, between(f->s.junk, (long)i - 5, (long)i + 6));
			set_x(x, SPF_CLOSES, closes);
			put_x(x, SPF_CLOSE_FAR, close_at < 0 ? FAR : clip((long)i - close_at));
			put_x(x, SPF_OPEN_KIND, open_kind);
			put_x(x, SPF_OPEN_FAR, open_at < 0 ? FAR : clip((long)i - open_at));
			set_x(x, SPF_COMMENTS, comments);
			put_x(x, SPF_FROM_JUNK, clip((long)i - junk_at));
			put_x(x, SPF_DATED_NEAR, between(f->s.dated, (long)i - 4, (long)i + 5));
			set_x(x, SPF_DATED_BEFORE, dated);
			put_x(x, SPF_DATED_FAR, dated_at < 0 ? FAR : clip((long)i - dated_at));
		}
		junk_at = junk ? (long)i : junk_at;
		dated_at = l->dated ? (long)i : dated_at;
		dated += l->dated && i >= p->first;
		if (i < p->first || !l->tagged)
			continue;
		comments += junk && l->junk == SP_COMMENT;
		if (l->role == SP_CLOSE && ++closes)
			close_at = (long)i;
		if (l->role != SP_PLAIN && junk) {
			open_at = (long)i;
			open_kind = 1 + l->junk;
		}
	}
	for (size_t i = p->n, next = p->n + FAR; i-- > 0;) {
		if (t->seen[i])
			put(t, SPF_TO_JUNK, i, clip((long)(next - i)));
		next = p->line[i].tagged == SP_JUNK + 1 ? i : next;
	}
}

/* ------------------------------------------------------------------ place, company */

static void
set_place(feat *f, size_t i)
{
	const sp_page *p = f->p;
	int16_t       *x = sp_at(f->t, 0, i);
	bool           any = p->first <= p->last;
	uint32_t       all = f->s.sentence_words[p->n], before = f->s.sentence_words[i];

	put_x(x, SPF_IN, any && i >= p->first && i <= p->last);
	put_x(x, SPF_FROM_FIRST, any ? clip((long)i - (long)p->first) : -2 * FAR);
	put_x(x, SPF_TO_LAST, any ? clip((long)p->last - (long)i) : -2 * FAR);
	put_x(x, SPF_FROM_TIGHT, clip((long)i - (long)f->tight[0]));
	put_x(x, SPF_TO_TIGHT, clip((long)f->tight[1] - (long)i));
	put_x(x, SPF_FROM_LOOSE, clip((long)i - (long)f->p->loose[0]));
	put_x(x, SPF_TO_LOOSE, clip((long)f->p->loose[1] - (long)i));
	put_x(x, SPF_MASS, percent(before, all));
	set_x(x, SPF_BEFORE, before);
	set_x(x, SPF_AFTER, all - before);
	put_x(x, SPF_PLACE, percent((uint32_t)i, (uint32_t)p->n));
	set_x(x, SPF_INDEX, (long)i);
	set_x(x, SPF_LEFT, (long)(p->n - i));
}

/* How many of the five lines on either side are built like this one: the items of a list. */
static void
set_alike(feat *f, size_t i)
{
	size_t   from = i > 5 ? i - 5 : 0, to = i + 6 < f->p->n ? i + 6 : f->p->n;
	int16_t *x = sp_at(f->t, 0, i);
	unsigned words = f->size[i], shape = f->shape[i];
	long     alike = -1; /* the line itself is like itself */

	for (size_t k = from; k < to; k++)
		alike += (f->shape[k] == shape) & (f->size[k] <= 2 * words) & (words <= 2u * f->size[k]);
	put_x(x, SPF_ALIKE, alike);
	put_x(x, SPF_FIGURES_NEAR, between(f->s.figures, (long)i - 5, (long)i + 6));
}

static void
set_company(feat *f, size_t i)
{
	const sp_page *p = f->p;
	sp_table      *t = f->t;
	int16_t       *x = sp_at(t, 0, i);
	const sums    *s = &f->s;
	long           at = (long)i, n = (long)p->n, prev = s->prev[i], next = s->next[i + 1];

	put_x(x, SPF_PREV_FAR, prev < n ? clip(at - prev) : FAR);
	put_x(x, SPF_NEXT_FAR, next < n ? clip(next - at) : FAR);
	set_x(x, SPF_PREV_WORDS, prev < n ? p->line[prev].words : 0);
	set_x(x, SPF_NEXT_WORDS, next < n ? p->line[next].words : 0);
	put_x(x, SPF_RUN, clip(next - (prev < n ? prev : -1) - 1));
	put_x(x, SPF_IN_RUN, p->line[i].sentence);
	set_x(x, SPF_NEAR3, between(s->sentence_words, at - 3, at + 4));
	set_x(x, SPF_NEAR6, between(s->sentence_words, at - 6, at + 7));
	set_x(x, SPF_BACK10, between(s->sentence_words, at - 10, at));
	set_x(x, SPF_AHEAD10, between(s->sentence_words, at + 1, at + 11));
	put_x(x, SPF_SENTENCES5, between(s->sentences, at - 5, at + 6));
	put_x(x, SPF_WORDS5, between(s->words, at - 5, at + 6));
	set_x(x, SPF_JUNK_SINCE, prev < n ? between(s->junk, prev, at) : 99);
	set_alike(f, i);
	set_x(x, SPF_TOPIC_NEAR,
	    (i ? *sp_at(t, SPF_TOPIC, i - 1) : 0) + (at + 1 < n ? *sp_at(t, SPF_TOPIC, i + 1) : 0));
	set_x(x, SPF_SAME_NEAR, (i ? p->line[i - 1].same : 0) + (at + 1 < n ? p->line[i + 1].same : 0));
}

/* ------------------------------------------------------------------------- blocks */

/* Sentence lines with at most this many other lines between two; where a title may stand. */
enum { BLOCK_GAP = 4, TITLE_REACH = 25, BLOCK_LOOK = 30 };

typedef struct block {
	size_t from, to; /* first and last sentence line */
	long   words, lines, titled, title_far, dated;
	long   share, mean;
} block;

/* The line above a block whose words are most in it: its title, if it has one. */
static void
find_block_title(const sp_page *p, sp_bag *bag, block *b)
{
	size_t low = b->from > TITLE_REACH ? b->from - TITLE_REACH : 0;
	size_t n = b->to - b->from + 1 < BLOCK_LOOK ? b->to - b->from + 1 : BLOCK_LOOK;
	bool   filled = false;

	b->titled = 0;
	b->title_far = FAR;
	b->dated = FAR;
	for (size_t i = b->from; i-- > low;) {
		const sp_line *l = &p->line[i];
		long           share;

		if ((l->dated || l->tagged == SP_BYLINE + 1) && b->dated == FAR)
			b->dated = (long)(b->from - i);
		if (l->tagged || l->words < 4 || l->words > 25)
			continue;
		if (!filled)
			sp_bag_fill(bag, p, &p->line[b->from], n);
		filled = true;
		share = (long)(100 * sp_bag_share(bag, p, l));
		if (share > b->titled) {
			b->titled = share;
			b->title_far = (long)(b->from - i);
		}
	}
}

static size_t
find_blocks(feat *f, block *b)
{
	const sp_page *p = f->p;
	size_t         n = 0;

	for (size_t i = f->s.next[0]; i < p->n; i = f->s.next[i + 1]) {
		if (!n || i - b[n - 1].to > BLOCK_GAP + 1) {
			memset(&b[n], 0, sizeof *b);
			b[n++].from = i;
		}
		b[n - 1].to = i;
		b[n - 1].words += p->line[i].words < 100 ? p->line[i].words : 100;
		b[n - 1].lines++;
	}
	for (size_t k = 0; k < n; k++) {
		b[k].share = percent((uint32_t)b[k].words, f->s.sentence_words[p->n]);
		b[k].mean = b[k].words / b[k].lines;
		find_block_title(p, &f->block, &b[k]);
	}
	return n;
}

/* What is told of the block that the line stands in, or is nearest to. */
static void
set_blocks(feat *f)
{
	const sp_page *p = f->p;
	sp_table      *t = f->t;
	block         *b = NU_NEW(p->a, block, p->n / (BLOCK_GAP + 1) + 2);
	size_t         n = find_blocks(f, b), k = 0, best = 0;

	for (size_t i = 0; i < n; i++)
		best = b[i].words > b[best].words ? i : best;
	for (size_t i = 0; i < p->n && n; i++) {
		int16_t *x = sp_at(t, 0, i);

		while (k + 1 < n && i > b[k].to &&
		       (i >= b[k + 1].from || b[k + 1].from - i < i - b[k].to))
			k++;
		if (!f->t->seen[i])
			continue;
		set_x(x, SPF_BLOCK_WORDS, b[k].words);
		set_x(x, SPF_BLOCK_SHARE, b[k].share);
		put_x(x, SPF_BLOCK_MEAN, b[k].mean);
		put_x(x, SPF_BLOCK_FROM, clip((long)i - (long)b[k].from));
		put_x(x, SPF_BLOCK_TO, clip((long)b[k].to - (long)i));
		put_x(x, SPF_BLOCK_TITLED, b[k].titled);
		put_x(x, SPF_BLOCK_TITLE_FAR, b[k].title_far);
		put_x(x, SPF_BLOCK_DATED, b[k].dated);
		put_x(x, SPF_BLOCK_BEST, clip((long)k - (long)best));
	}
}

/* ------------------------------------------------------------------------ the page */

static void
page_facts(feat *f)
{
	const sp_page *p = f->p;
	size_t         gaps = 0, stops = 0, words = 0, lines = 0, in;

	for (size_t i = 0; i < p->n; i++)
		gaps += p->line[i].gap;
	for (size_t i = p->first; i <= p->last && i < p->n; i++) {
		stops += p->line[i].stops;
		words += p->line[i].words;
		lines += p->line[i].sentence;
	}
	in = p->first <= p->last ? between(f->s.sentence_words, (long)p->first, (long)p->last + 1) : 0;
	f->gaps = (int)percent((uint32_t)gaps, (uint32_t)p->n);
	f->page[0] = (int)(p->n < 5000 ? p->n : 5000);
	f->page[1] = (int)(in < 20000 ? in : 20000);
	f->page[2] = (int)(lines < 5000 ? lines : 5000);
	f->page[3] = (int)(words ? stops * 100 / words : 0);
	f->page[4] = (int)(lines ? in / lines : 0);
	f->page[5] = (int)percent(f->s.sentence_words[p->n] - (uint32_t)in, f->s.sentence_words[p->n]);
}

void
sp_features(const sp_page *p, sp_table *t)
{
	feat f = {.p = p, .t = t};

	t->n = p->n;
	t->width = p->markup ? SP_NFEATURES : SP_TEXT_FEATURES;
	t->x = nu_alloc_aligned(p->a, (p->n / SP_LANES + 1) * SP_LANES * t->width * sizeof *t->x);
	make_sums(&f);
	sp_run(p, 25, f.tight);
	find_topics(&f);
	sp_bag_fill(&f.title, p, p->line + p->title, p->title < p->n);
	page_facts(&f);
	make_columns(&f);
	copy_columns(&f);
	fill(t, SPF_GAPS, f.gaps);
	for (unsigned k = 0; k < 6; k++)
		fill(t, SPF_LINES + k, f.page[k]);
	for (size_t i = 0; i < p->n; i++) {
		if (t->seen[i]) {
			set_surface(&f, i);
			set_place(&f, i);
		}
		/* The topics of its neighbours count too. */
		if (t->seen[(long)i - 1] || t->seen[i] || t->seen[i + 1])
			set_topics(&f, i);
	}
	for (size_t i = 0; i < p->n; i++)
		if (t->seen[i])
			set_company(&f, i);
	set_tags(&f);
	set_blocks(&f);
	sp_cues(p, t);
	sp_ends(p, t);
}
