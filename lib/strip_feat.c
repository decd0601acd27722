#include "strip_feat.h"

#include "strip_col.h"
#include "strip_end.h"
#include "strip_say.h"

#define SP_FEATURE_GROUP(group, name) group,
const uint8_t sp_feature_group[SP_NFEATURES] = {SP_FEATURES(SP_FEATURE_GROUP)};
#define SP_FEATURE_NAME(group, name) #name,
const char *const sp_feature_name[SP_NFEATURES] = {SP_FEATURES(SP_FEATURE_NAME)};

/* Sums over the lines before each line. */
typedef struct sums {
	uint32_t *sentence_words;
	sp_sums   of; /* those that are asked for over some lines alone */
} sums;

typedef struct feat {
	const sp_page *p;
	sp_table      *t;
	sums           s;
	size_t         tight[2];           /* the segment where other lines cost much */
	sp_text        text;               /* what lines say of what the text says */
	sp_bag         block;              /* of the block that is looked at */
	int16_t       *words, *stop, *caps, *tag; /* of each line; -1 around the page */
	uint16_t      *shape;              /* what lines of a list have in common */
	uint16_t      *size, *half;        /* their words, and half of them */
	uint16_t      *part[4];            /* those in capitals, stop words, of digits; capitals */
	int            gaps;
	int            page[6];
} feat;

/* A page has 2^18 lines at most, of which 100 words count: that fits. */
static long
percent(uint32_t part, uint32_t whole)
{
	return whole ? (long)(part * 100 / whole) : 0;
}

/* A sentence that no rule knows for junk. */
static bool
is_text(const sp_line *l)
{
	return l->sentence && l->tagged != SP_JUNK + 1;
}

/* ------------------------------------------------------------------- what is summed */

static void
make_sums(feat *f)
{
	const sp_page *p = f->p;
	sums          *s = &f->s;
	size_t         n = p->n;

	s->sentence_words = nu_alloc_raw(p->a, (BEFORE_PAGE + n + 1 + BEHIND_PAGE) * sizeof(uint32_t));
	memset(s->sentence_words, 0, (BEFORE_PAGE + 1) * sizeof(uint32_t));
	s->sentence_words += BEFORE_PAGE;
	s->of = (sp_sums){new_sum(p), new_sum(p), new_sum(p), new_sum(p), new_sum(p)};
	for (size_t i = 0; i < n; i++) {
		const sp_line *l = &p->line[i];
		bool           sentence = is_text(l);

		s->sentence_words[i + 1] = s->sentence_words[i] + (sentence ? l->words : 0);
		s->of.sentences[i + 1] = (uint16_t)(s->of.sentences[i] + sentence);
		s->of.words[i + 1] = (uint16_t)(s->of.words[i] + (l->words < 100 ? l->words : 100));
		s->of.junk[i + 1] = (uint16_t)(s->of.junk[i] + (l->tagged == SP_JUNK + 1));
		s->of.dated[i + 1] = (uint16_t)(s->of.dated[i] + l->dated);
		s->of.figures[i + 1] = (uint16_t)(s->of.figures[i] + (l->figures > 0));
	}
	for (size_t k = 0; k < BEHIND_PAGE; k++)
		s->sentence_words[n + 1 + k] = s->sentence_words[n];
	end_sum(p, s->of.sentences);
	end_sum(p, s->of.words);
	end_sum(p, s->of.junk);
	end_sum(p, s->of.dated);
	end_sum(p, s->of.figures);
}

/* Words of sentences over the lines `from` to `to` - 1 further down. */
static void
set_sentence_words(feat *f, unsigned feature, long from, long to)
{
	for (size_t i = 0; i < f->t->n; i += SP_LANES) {
		const uint32_t *restrict a = f->s.sentence_words + (long)i + from;
		const uint32_t *restrict b = f->s.sentence_words + (long)i + to;
		int16_t *restrict x = sp_at(f->t, feature, i);

		for (size_t k = 0; k < SP_LANES; k++)
			x[k] = (int16_t)(b[k] - a[k] < GREATEST ? b[k] - a[k] : GREATEST);
	}
}

static void
set_windows(feat *f)
{
	sp_table      *t = f->t;
	const sp_sums *s = &f->s.of;

	set_window(t, SPF_TAGS_NEAR, s->junk, -5, 6);
	set_window(t, SPF_DATED_NEAR, s->dated, -4, 5);
	set_window(t, SPF_FIGURES_NEAR, s->figures, -5, 6);
	set_window(t, SPF_SENTENCES5, s->sentences, -5, 6);
	set_window(t, SPF_WORDS5, s->words, -5, 6);
	set_sentence_words(f, SPF_NEAR3, -3, 4);
	set_sentence_words(f, SPF_NEAR6, -6, 7);
	set_sentence_words(f, SPF_BACK10, -10, 0);
	set_sentence_words(f, SPF_AHEAD10, 1, 11);
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
	sp_table      *t = f->t;

	f->words = new_column(p, -1);
	f->stop = new_column(p, -1);
	f->caps = new_column(p, -1);
	f->tag = new_column(p, -1);
	f->shape = (uint16_t *)new_column(p, -1);
	f->size = (uint16_t *)new_column(p, -1);
	f->half = (uint16_t *)new_column(p, -1);
	for (size_t k = 0; k < 4; k++)
		f->part[k] = (uint16_t *)new_column(p, 0);
	t->seen = NU_NEW(p->a, bool, p->n + 2) + 1;
	t->may = nu_alloc_raw(p->a, p->n + 1);
	for (size_t i = 0; i < p->n; i++) {
		const sp_line *l = &p->line[i];

		f->words[i] = narrow(l->words);
		f->size[i] = l->words;
		f->half[i] = (uint16_t)(l->words - l->words / 2);
		f->stop[i] = l->stop;
		f->part[0][i] = l->shout;
		f->part[1][i] = l->stops;
		f->part[2][i] = l->digits;
		f->part[3][i] = l->caps;
		f->tag[i] = (int16_t)tag_code(l);
		f->shape[i] = (uint16_t)(first_class(l->text) | (l->figures > 0) << 3 | l->stop << 4);
		t->may[i] = sp_may_be_title(p, i);
		t->seen[i] = l->near || t->may[i];
	}
}

/* What part of their words is of some kind. */
static void
make_parts(feat *f)
{
	static const unsigned of[] = {SPF_SHOUT, SPF_STOPS, SPF_DIGITS};
	size_t                n = f->p->n;

	for (size_t i = 0; i < n; i += SP_LANES) {
		for (size_t k = 0; k < 3; k++)
			set_percents(sp_at(f->t, of[k], i), f->part[k] + i, f->size + i, 0);
		set_percents(f->caps + i, f->part[3] + i, f->size + i, 0);
	}
	for (size_t i = n; i < n + PAD; i++)
		f->caps[i] = -1;
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

/* How much of each line the text says; of its neighbours too. */
static void
set_topics(feat *f)
{
	const sp_page *p = f->p;
	int16_t       *topic = new_column(p, 0), *content = new_column(p, 0), *near = new_column(p, 0);

	for (size_t i = 0; i < p->n; i++) {
		topic[i] = f->text.said[i].topic;
		content[i] = f->text.said[i].content;
	}
	for (size_t i = 0; i < p->n; i += SP_LANES)
		set_percents(near + i, (const uint16_t *)topic + i, (const uint16_t *)content + i, 0);
	copy_column(f->t, SPF_TOPIC, near, 0);
	copy_column(f->t, SPF_CONTENT, content, 0);
	add_columns(f->t, SPF_TOPIC_NEAR, near, -1, 1);
}

/* What each line has of the headline, percent. */
static void
set_title(feat *f, size_t i)
{
	const sp_page *p = f->p;
	const sp_said *said = &f->text.said[i];
	bool           titled = p->title < p->n;
	int16_t       *x = sp_at(f->t, 0, i);
	/* Percent of a share, which may be less than the part: of 29 in 100 it is 28. */
	long share = said->title ? (long)(100 * ((double)said->title / said->few)) : 0;

	put_x(x, SPF_TITLE, titled ? share : -1);
	put_x(x, SPF_IS_TITLE, titled && p->line[i].hash == p->line[p->title].hash);
}

/* ------------------------------------------------------------------- a line's own */

static int
last_class(nu_str t)
{
	unsigned len;
	uint32_t cp = (unsigned char)t.p[t.n - 1] < 128 ? (unsigned char)t.p[t.n - 1]
	                                                : nu_decode_back(t, t.n, &len);
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
	set_x(x, SPF_ENDS, l->ends);
	set_x(x, SPF_MARKS, l->marks ? (long)(l->marks * 1000u / l->chars) : 0);
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
	long           junk_at = -FAR, close_at = -FAR, open_at = -FAR, dated_at = -FAR;
	long           since = -1, closes = 0, comments = 0, dated = 0;
	int            open_kind = 0;

	for (size_t i = 0; i < p->n; i++) {
		const sp_line *l = &p->line[i];
		bool           junk = l->tagged == SP_JUNK + 1;

		if (f->t->seen[i]) {
			int16_t *x = sp_at(t, 0, i);

			put_x(x, SPF_ROLE, l->tagged ? l->role : 0);
			put_x(x, SPF_DATED, l->dated);
			set_x(x, SPF_CLOSES, closes);
			put_x(x, SPF_CLOSE_FAR, clip((long)i - close_at));
			put_x(x, SPF_OPEN_KIND, open_kind);
			put_x(x, SPF_OPEN_FAR, clip((long)i - open_at));
			set_x(x, SPF_COMMENTS, comments);
			put_x(x, SPF_FROM_JUNK, clip((long)i - junk_at));
			set_x(x, SPF_JUNK_SINCE, since < 0 ? 99 : since);
			set_x(x, SPF_DATED_BEFORE, dated);
			put_x(x, SPF_DATED_FAR, clip((long)i - dated_at));
		}
		junk_at = junk ? (long)i : junk_at;
		since = junk ? since + (since >= 0) : l->sentence ? 0 : since;
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

/* How far the line is from the ends of the page and of the segments. */
static void
set_distances(feat *f)
{
	const sp_page *p = f->p;
	sp_table      *t = f->t;

	if (p->first <= p->last) {
		set_distance(t, SPF_FROM_FIRST, -(long)p->first, 1);
		set_distance(t, SPF_TO_LAST, (long)p->last, -1);
	} else {
		fill(t, SPF_FROM_FIRST, -2 * FAR);
		fill(t, SPF_TO_LAST, -2 * FAR);
	}
	set_distance(t, SPF_FROM_TIGHT, -(long)f->tight[0], 1);
	set_distance(t, SPF_TO_TIGHT, (long)f->tight[1], -1);
	set_distance(t, SPF_FROM_LOOSE, -(long)p->loose[0], 1);
	set_distance(t, SPF_TO_LOOSE, (long)p->loose[1], -1);
	if (p->title < p->n)
		set_distance(t, SPF_FROM_TITLE, -(long)p->title, 1);
	else
		fill(t, SPF_FROM_TITLE, -2 * FAR);
}

static void
set_place(feat *f, size_t i)
{
	const sp_page *p = f->p;
	int16_t       *x = sp_at(f->t, 0, i);
	uint32_t       all = f->s.sentence_words[p->n], before = f->s.sentence_words[i];

	put_x(x, SPF_IN, i >= p->first && i <= p->last);
	put_x(x, SPF_MASS, percent(before, all));
	set_x(x, SPF_BEFORE, before);
	set_x(x, SPF_AFTER, all - before);
	put_x(x, SPF_PLACE, percent((uint32_t)i, (uint32_t)p->n));
	set_x(x, SPF_INDEX, (long)i);
	set_x(x, SPF_LEFT, (long)(p->n - i));
}

/* How many of the five lines on either side are built like this one: the items of a list. */
static void
set_alike(feat *f)
{
	for (size_t i = 0; i < f->t->n; i += SP_LANES) {
		const uint16_t *shape = f->shape + i, *size = f->size + i, *half = f->half + i;
		int16_t         alike[SP_LANES];

		for (size_t k = 0; k < SP_LANES; k++)
			alike[k] = -1; /* the line itself is like itself */
		for (long by = -5; by <= 5; by++)
			for (size_t k = 0; k < SP_LANES; k++)
				alike[k] = (int16_t)(alike[k] + ((shape[(long)k + by] == shape[k]) &
				                                    (half[(long)k + by] <= size[k]) &
				                                    (half[k] <= size[(long)k + by])));
		memcpy(sp_at(f->t, SPF_ALIKE, i), alike, sizeof alike);
	}
}

/* The sentences before and behind each line. */
static void
set_company(feat *f)
{
	const sp_page *p = f->p;
	long           n = (long)p->n, prev = -1, next = 0;

	for (long i = 0; i < n; i++) {
		const sp_line *l = &p->line[i];
		int16_t       *x = sp_at(f->t, 0, (size_t)i);

		if (next <= i)
			for (next = i + 1; next < n && !is_text(&p->line[next]);)
				next++;
		if (f->t->seen[i]) {
			put_x(x, SPF_PREV_FAR, prev >= 0 ? clip(i - prev) : FAR);
			put_x(x, SPF_NEXT_FAR, next < n ? clip(next - i) : FAR);
			set_x(x, SPF_PREV_WORDS, prev >= 0 ? p->line[prev].words : 0);
			set_x(x, SPF_NEXT_WORDS, next < n ? p->line[next].words : 0);
			put_x(x, SPF_RUN, clip(next - prev - 1));
			put_x(x, SPF_IN_RUN, l->sentence);
			set_x(x, SPF_SAME_NEAR, (i ? l[-1].same : 0) + (i + 1 < n ? l[1].same : 0));
		}
		prev = is_text(l) ? i : prev;
	}
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

	for (size_t i = 0; i < p->n; i++) {
		if (!is_text(&p->line[i]))
			continue;
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
	for (size_t i = 0; k < n; k++) {
		size_t  end = k + 1 < n ? (b[k].to + b[k + 1].from) / 2 + 1 : p->n;
		int16_t words = narrow(b[k].words), share = narrow(b[k].share);

		for (; i < end; i++) {
			int16_t *x = sp_at(t, 0, i);

			if (!t->seen[i])
				continue;
			put_x(x, SPF_BLOCK_WORDS, words);
			put_x(x, SPF_BLOCK_SHARE, share);
			put_x(x, SPF_BLOCK_MEAN, b[k].mean);
			put_x(x, SPF_BLOCK_FROM, clip((long)i - (long)b[k].from));
			put_x(x, SPF_BLOCK_TO, clip((long)b[k].to - (long)i));
			put_x(x, SPF_BLOCK_TITLED, b[k].titled);
			put_x(x, SPF_BLOCK_TITLE_FAR, b[k].title_far);
			put_x(x, SPF_BLOCK_DATED, b[k].dated);
			put_x(x, SPF_BLOCK_BEST, clip((long)k - (long)best));
		}
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
	in = p->first <= p->last ? f->s.sentence_words[p->last + 1] - f->s.sentence_words[p->first] : 0;
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
	sp_text_read(p, &f.text);
	page_facts(&f);
	make_columns(&f);
	make_parts(&f);
	copy_columns(&f);
	set_windows(&f);
	set_distances(&f);
	set_alike(&f);
	fill(t, SPF_GAPS, f.gaps);
	for (unsigned k = 0; k < 6; k++)
		fill(t, SPF_LINES + k, f.page[k]);
	for (size_t i = 0; i < p->n; i++) {
		if (t->seen[i]) {
			set_surface(&f, i);
			set_place(&f, i);
			set_title(&f, i);
		}
	}
	set_topics(&f);
	set_company(&f);
	set_tags(&f);
	set_blocks(&f);
	sp_cues(p, t);
	sp_ends(p, t, &f.text, &f.s.of);
}
