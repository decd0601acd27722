/* The surface of a page's lines: one pass over the bytes, no memory of its own. */
#include "strip_in.h"

enum { MIN_SENTENCE = 10, LONG_WORD = 14, LINKED = 170, MOST_LINES = 65536 };
enum { FNV_START = 0x811c9dc5u, FNV_PRIME = 16777619u };

/* One line as it is read: what is counted, and the word being read. */
typedef struct scan {
	sp_line *l;
	unsigned words, caps, shout, digits, stops, figures, fusions, ends, marks, chars;
	uint32_t line_hash;
	bool     trigger, url;
	uint32_t hash;    /* of the word being read */
	unsigned letters; /* code points in it */
	unsigned upper;
	unsigned dense; /* characters of scripts without spaces, not yet counted as words */
	bool     in, number, capital;
	bool     lower; /* the last character was a small letter */
	bool     fused;
	bool     plain; /* ASCII letters and digits alone */
	bool     was_end;
} scan;

/* Scripts written without spaces: Thai to Khmer, kana, Han. */
static bool
is_dense(uint32_t cp)
{
	return (cp >= 0x0E00 && cp < 0x1000 && !(cp >= 0x0F00)) || (cp >= 0x1780 && cp < 0x1800) ||
	       (cp >= 0x3040 && cp < 0xA000) || (cp >= 0xF900 && cp < 0xFB00) ||
	       (cp >= 0x20000 && cp < 0x32000);
}

/* The entry of a stop word or trigger. A plain word is compared eight bits a letter. */
static const nu_entry *
find_stop(const nu_lexicon *lex, nu_str word, uint32_t hash, bool plain)
{
	if (!plain)
		return nu_lexicon_find(lex, word, hash);
	for (size_t i = hash & lex->mask; lex->slot[i]; i = (i + 1) & lex->mask) {
		const nu_entry *e = lex->slot[i];
		size_t          k = 0;

		if (e->hash != hash || e->key.n != word.n)
			continue;
		/* Digits have this bit, and small letters. */
		while (k < word.n && (word.p[k] | 0x20) == e->key.p[k])
			k++;
		if (k == word.n)
			return e;
	}
	return NULL;
}

static bool
is_address(nu_str word)
{
	return ((word.p[0] | 0x20) == 'h' || (word.p[0] | 0x20) == 'w') &&
	       (nu_eq_lower(word, NU_STR("http")) || nu_eq_lower(word, NU_STR("https")) ||
	           nu_eq_lower(word, NU_STR("www")));
}

static void
end_word(const sp_state *s, sp_page *p, scan *c, nu_str word)
{
	bool stop = false;

	if (!c->in)
		return;
	c->in = false;
	c->line_hash = (c->line_hash ^ c->hash) * FNV_PRIME;
	c->words++;
	c->caps += c->capital;
	c->shout += c->upper > 1 && c->upper == c->letters;
	c->digits += c->number;
	c->fusions += c->fused;
	if (word.n >= 3 && word.n <= 5)
		c->url |= is_address(word);
	if (word.n < LONG_WORD) {
		const nu_entry *e = find_stop(s->stops, word, c->hash, c->plain);

		stop = e && !e->rest.n;
		c->trigger |= e && e->rest.n;
	} else {
		c->trigger = true;
	}
	c->stops += stop;
	/* There is room: a word takes two bytes of the line, and what is counted ends. */
	if (c->words <= UINT16_MAX)
		p->word[p->nword++] = stop ? 0 : c->hash | 1;
}

/* Is the mark at text.p[i] an apostrophe, hyphen or decimal mark inside a word? */
static bool
is_inside(nu_str text, size_t i, unsigned len, uint32_t cp)
{
	unsigned n;

	if (i == 0 || i + len >= text.n)
		return false;
	if (cp != '\'' && cp != 0x2019 && cp != '-' && cp != '.' && cp != ',' && cp != ':')
		return false;
	if (cp == '.' || cp == ',' || cp == ':')
		return text.p[i - 1] >= '0' && text.p[i - 1] <= '9' && text.p[i + len] >= '0' &&
		       text.p[i + len] <= '9';
	return (nu_class(nu_decode(text, i + len, &n)) & NU_ALPHA) != 0;
}

static bool
is_end_mark(uint32_t cp)
{
	return cp == '.' || cp == '!' || cp == '?' || cp == 0x2026 || cp == 0x3002 || cp == 0xFF01 ||
	       cp == 0xFF1F || cp == 0x0964 || cp == 0x06D4 || cp == 0x061F || cp == 0x1362;
}

static bool
is_closer(uint32_t cp)
{
	return cp == '"' || cp == '\'' || cp == ')' || cp == ']' || cp == 0x201D || cp == 0x2019 ||
	       cp == 0xBB || cp == 0x201C || cp == 0x300D || cp == 0x300F || cp == 0xFF09 || cp == 0x203A;
}

static bool
is_opener(uint32_t cp)
{
	return cp == '"' || cp == '\'' || cp == 0x201C || cp == 0x2018 || cp == 0xAB || cp == 0x201E ||
	       cp == 0x300C || cp == 0x201A;
}

static bool
is_bullet(uint32_t cp)
{
	return cp == 0x2022 || cp == 0x25CF || cp == 0x25AA || cp == 0xB7 || cp == '*' || cp == '-' ||
	       cp == 0x2013 || cp == 0x2014 || cp == 0x25A0 || cp == 0x2043 || cp == 0x25E6;
}

static void
take_letter(scan *c, unsigned cls, const char *at, const char **word)
{
	if (!c->in) {
		c->in = true;
		c->hash = FNV_START;
		c->letters = c->upper = 0;
		c->number = !(cls & NU_ALPHA);
		c->fused = c->lower = false;
		c->capital = (cls & NU_UPPER) != 0;
		*word = at;
	}
	c->plain = false;
	c->letters++;
	c->fused |= c->lower && (cls & NU_UPPER) && c->letters > 3;
	c->lower = (cls & NU_LOWER) != 0;
	c->upper += (cls & NU_UPPER) != 0;
	c->number &= !(cls & NU_ALPHA);
}

#define LETTER(c) [c] = (c), [(c) - 32] = (c) | UINT64_C(1) << 32
#define FIGURE(c) [c] = (c) | UINT64_C(1) << 48

/* Letters and digits: in lower case; from bit 32 on, a capital; from bit 48 on, a digit. */
static const uint64_t plain[256] = {
	FIGURE('0'), FIGURE('1'), FIGURE('2'), FIGURE('3'), FIGURE('4'), FIGURE('5'), FIGURE('6'),
	FIGURE('7'), FIGURE('8'), FIGURE('9'), LETTER('a'), LETTER('b'), LETTER('c'), LETTER('d'),
	LETTER('e'), LETTER('f'), LETTER('g'), LETTER('h'), LETTER('i'), LETTER('j'), LETTER('k'),
	LETTER('l'), LETTER('m'), LETTER('n'), LETTER('o'), LETTER('p'), LETTER('q'), LETTER('r'),
	LETTER('s'), LETTER('t'), LETTER('u'), LETTER('v'), LETTER('w'), LETTER('x'), LETTER('y'),
	LETTER('z'),
};

/* Does a capital follow a small letter behind the third? */
static bool
is_fused(const char *p, size_t n)
{
	for (size_t i = 3; i < n; i++)
		if ((nu_ascii[p[i] & 127] & NU_UPPER) && (nu_ascii[p[i - 1] & 127] & NU_LOWER))
			return true;
	return false;
}

/*
 * A word's ASCII letters and digits, from t.p[i] on, where it begins; returns their end.
 * The sum of plain[] holds how many are capitals and how many digits.
 */
static size_t
take_plain(scan *c, nu_str t, size_t i)
{
	const unsigned char *p = (const unsigned char *)t.p + i;
	size_t               most = t.n - i < UINT16_MAX ? t.n - i : UINT16_MAX, n = 0;
	uint32_t             h = FNV_START;
	uint64_t             sum = 0, v;

	for (; n < most && (v = plain[p[n]]); n++) {
		h = (h ^ (uint32_t)v) * FNV_PRIME;
		sum += v;
	}
	c->in = c->plain = true;
	c->hash = h;
	c->letters = (unsigned)n;
	c->upper = (unsigned)(sum >> 32 & 0xFFFF);
	c->number = sum >> 48 == n;
	c->capital = plain[p[0]] >> 32 & 1;
	c->lower = p[n - 1] >= 'a';
	c->fused = c->upper > c->capital && is_fused(t.p + i, n);
	c->chars += (unsigned)n;
	c->figures += (unsigned)(sum >> 48);
	return i + n;
}

/* The same steps as nu_hash(), so that lexicons can be asked. */
static uint32_t
hash_letter(uint32_t h, uint32_t cp)
{
	char     buf[4];
	unsigned n;

	if (cp < 128)
		return (h ^ (cp >= 'A' && cp <= 'Z' ? cp + 32 : cp)) * FNV_PRIME;
	n = nu_encode(nu_tolower(cp), buf);
	for (unsigned i = 0; i < n; i++)
		h = (h ^ (unsigned char)buf[i]) * FNV_PRIME;
	return h;
}

/* The class of a character; curly quotes and dashes are the most that is not ASCII. */
static inline unsigned
class_of(uint32_t cp)
{
	return cp >= 0x2010 && cp < 0x2028 ? NU_PUNCT : nu_class(cp);
}

static void
take_mark(scan *c, uint32_t cp)
{
	if (is_end_mark(cp)) {
		c->was_end = true;
		return;
	}
	if (is_closer(cp) && c->was_end)
		return;
	c->was_end = false;
	c->trigger |= cp == 0xA9 || cp == '@';
	c->marks += cp > 32 && !is_closer(cp) && !is_opener(cp) && cp != ',' && cp != '(' && cp != '-';
}

static void
first_mark(sp_line *l, nu_str t)
{
	unsigned n;
	uint32_t cp = nu_decode(t, 0, &n);

	l->quote = is_opener(cp);
	l->bullet = is_bullet(cp) && n < t.n && (nu_class(nu_decode(t, n, &n)) & NU_SPACE);
}

static uint16_t
most16(unsigned n)
{
	return (uint16_t)(n < UINT16_MAX ? n : UINT16_MAX);
}

/* Writes what was counted to the line. */
static void
end_line(scan *c, nu_str t)
{
	sp_line *l = c->l;

	l->hash = c->line_hash;
	l->words = most16(c->words);
	l->nword = most16(c->words);
	l->caps = (uint16_t)c->caps;
	l->shout = (uint16_t)c->shout;
	l->digits = (uint16_t)c->digits;
	l->stops = (uint16_t)c->stops;
	l->figures = most16(c->figures);
	l->fused = (uint16_t)c->fusions;
	l->ends = (uint16_t)(c->ends + c->was_end);
	l->marks = most16(c->marks);
	l->chars = c->chars;
	l->trigger = c->trigger;
	l->url = c->url;
	l->stop = c->was_end;
	if (c->dense / 2 > l->words)
		l->words = most16(c->dense / 2);
	l->sentence = l->stop && l->words >= MIN_SENTENCE;
	first_mark(l, t);
}

/* May the mark, of ASCII, stand inside a word? */
static inline bool
may_be_inside(unsigned char c)
{
	return c >= 128 || c == '\'' || c == '-' || c == '.' || c == ',' || c == ':';
}

/* What a plain word is in the list of stop words: 0 nothing, 1 a stop word, 2 a trigger. */
static inline int
stop_kind(const nu_lexicon *lex, nu_str word, uint32_t hash)
{
	const nu_entry *e;

	if (word.n >= LONG_WORD)
		return 2;
	/* Most are in no slot. */
	if (!lex->slot[hash & lex->mask])
		return 0;
	e = find_stop(lex, word, hash, true);
	return !e ? 0 : e->rest.n ? 2 : 1;
}

/*
 * Plain words from t.p[i] on, each with a blank or a mark behind it that surely ends it:
 * nearly all of a line. Returns where something else stands. The same steps as
 * take_plain() and end_word(), with the counts at hand.
 */
static inline size_t
take_words(const sp_state *s, sp_page *p, scan *c, nu_str t, size_t i)
{
	const unsigned char *text = (const unsigned char *)t.p;
	uint32_t             line_hash = c->line_hash, *out = p->word + p->nword;
	unsigned             words = 0, caps = 0, shout = 0, numbers = 0, stops = 0;
	uint64_t             all = 0, v;
	size_t               from = i;

	while (i < t.n && plain[text[i]] && c->words + words < UINT16_MAX) {
		uint32_t      h = FNV_START, upper;
		uint64_t      sum = 0;
		size_t        end = i;
		bool          capital = plain[text[i]] >> 32 & 1;
		unsigned char next;
		int           kind;

		for (; end < t.n && (v = plain[text[end]]); end++) {
			h = (h ^ (uint32_t)v) * FNV_PRIME;
			sum += v;
		}
		next = end < t.n ? text[end] : ' ';
		if (may_be_inside(next) || end - i > UINT8_MAX)
			break;
		upper = (uint32_t)(sum >> 32 & 0xFFFF);
		all += sum >> 48;
		line_hash = (line_hash ^ h) * FNV_PRIME;
		words++;
		caps += capital;
		shout += upper > 1 && upper == end - i;
		numbers += sum >> 48 == end - i;
		if (upper > capital)
			c->fusions += is_fused(t.p + i, end - i);
		if (end - i >= 3 && end - i <= 5)
			c->url |= is_address((nu_str){t.p + i, end - i});
		kind = stop_kind(s->stops, (nu_str){t.p + i, end - i}, h);
		c->trigger |= kind == 2;
		stops += kind == 1;
		*out++ = kind == 1 ? 0 : h | 1;
		i = end + (end < t.n && next == ' ');
		if (next != ' ')
			break;
	}
	c->line_hash = line_hash;
	c->words += words;
	c->caps += caps;
	c->shout += shout;
	c->digits += numbers;
	c->figures += (unsigned)all;
	c->stops += stops;
	c->chars += (unsigned)(i - from);
	c->was_end &= !words;
	p->nword += words;
	return i;
}

/* One character that is not the first of a plain word; returns its bytes. */
static inline unsigned
take_char(const sp_state *s, sp_page *p, scan *c, nu_str t, size_t i, const char **word)
{
	uint32_t cp = (unsigned char)t.p[i];
	unsigned len = 1, cls;

	if (cp == ' ') {
		end_word(s, p, c, (nu_str){*word, (size_t)(t.p + i - *word)});
		c->chars++;
		c->ends += c->was_end;
		c->was_end = false;
		return 1;
	}
	if (cp >= 128)
		cp = nu_decode(t, i, &len);
	cls = class_of(cp);
	c->chars++;
	if (cls & (NU_ALPHA | NU_DIGIT | NU_MARK)) {
		take_letter(c, cls, t.p + i, word);
		c->hash = hash_letter(c->hash, cp);
		c->dense += cp > 0xE00 && is_dense(cp);
		c->figures += (cls & NU_DIGIT) != 0;
		c->was_end = false;
	} else if (c->in && is_inside(t, i, len, cp)) {
		c->plain = false;
	} else {
		end_word(s, p, c, (nu_str){*word, (size_t)(t.p + i - *word)});
		if (cls & NU_SPACE) {
			c->ends += c->was_end;
			c->was_end = false;
		} else {
			take_mark(c, cp);
		}
	}
	return len;
}

static void
scan_line(const sp_state *s, sp_page *p, sp_line *l)
{
	scan        c = {.l = l, .line_hash = FNV_START};
	nu_str      t = l->text;
	const char *word = t.p;
	size_t      room = p->nword + t.n / 2 + 1;

	if (room > p->capword)
		p->word = nu_grow(p->a, p->word, &p->capword, room, sizeof *p->word);
	for (size_t i = 0; i < t.n;) {
		if (!c.in && plain[(unsigned char)t.p[i]]) {
			i = take_words(s, p, &c, t, i);
			if (i < t.n && plain[(unsigned char)t.p[i]]) { /* a mark may stand inside it */
				word = t.p + i;
				i = take_plain(&c, t, i);
				c.was_end = false;
			}
		}
		if (i < t.n)
			i += take_char(s, p, &c, t, i, &word);
	}
	end_word(s, p, &c, (nu_str){word, (size_t)(t.p + t.n - word)});
	end_line(&c, t);
}

/* ---------------------------------------------------------------------- the page */

typedef struct slot {
	uint32_t hash, count;
} slot;

/* How often each line stands in the page. */
static void
count_same(sp_page *p)
{
	size_t size = 16;
	slot  *slots;

	while (size < p->n * 2)
		size *= 2;
	slots = NU_NEW(p->a, slot, size);
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < p->n; i++) {
			uint32_t h = p->line[i].hash | 1;
			size_t   k = (h * 2654435761u) & (size - 1);

			while (slots[k].hash && slots[k].hash != h)
				k = (k + 1) & (size - 1);
			slots[k].hash = h;
			if (round == 0)
				slots[k].count++;
			else
				p->line[i].same = (uint16_t)(slots[k].count > 60000 ? 60000 : slots[k].count - 1);
		}
}

/* The parts of a title: between bars, dashes, angles, with a blank on either side. */
static void
cut_title(nu_str title, nu_str part[SP_METAS - SP_META_PART])
{
	size_t n = 0, from = 0;

	for (size_t i = 0; i <= title.n && n < SP_METAS - SP_META_PART; i++) {
		unsigned len = 0;
		uint32_t cp = i < title.n && i && title.p[i - 1] == ' ' ? nu_decode(title, i, &len) : 0;
		bool     mark = cp == '-' || cp == '/' || cp == ',' || cp == ':' || cp == '<' || cp == '>' ||
		            cp == 0x2013 || cp == 0x2014 || cp == 0xBB || cp == 0xB7;

		if (i < title.n && title.p[i] != '|' &&
		    !(mark && i + len < title.n && title.p[i + len] == ' '))
			continue;
		len = i < title.n && !len ? 1 : len;
		if (i > from)
			part[n++] = nu_trim(nu_slice(title, from, i));
		from = i + len;
	}
}

/* What markup says of the whole page, read as lines are, to be compared with them. */
static void
scan_meta(const sp_state *s, sp_page *p)
{
	nu_str text[SP_METAS] = {p->page->title, p->page->description, p->page->article};
	bool   judged = !p->page->body && p->n <= MOST_LINES; /* what markup tells takes memory */

	cut_title(p->page->title, text + SP_META_PART);
	for (size_t i = 0; i < p->n; i++) {
		const nu_line *m = &p->page->line[i];

		p->markup |= judged && (m->within || m->tag > NU_TAG_TITLE);
		/* A link is no running text, however long. */
		p->line[i].sentence &= m->link < LINKED;
	}
	for (int k = 0; k < SP_METAS; k++) {
		p->meta[k].text = text[k];
		p->meta[k].word = (uint32_t)p->nword;
		if (p->markup && text[k].n)
			scan_line(s, p, &p->meta[k]);
	}
}

void
sp_surface(const sp_state *s, sp_page *p, const nu_page *page, nu_arena *a)
{
	memset(p, 0, sizeof *p);
	p->a = a;
	p->page = page;
	p->n = page->nline;
	p->line = NU_NEW(a, sp_line, p->n + 1);
	for (size_t i = 0; i < p->n; i++) {
		sp_line       *l = &p->line[i];
		const nu_line *from = &page->line[i];

		l->start = l->from = from->start;
		l->end = from->end;
		l->gap = from->gap;
		l->text = nu_slice(page->text, from->start, from->end);
		l->word = (uint32_t)p->nword;
		scan_line(s, p, l);
	}
	count_same(p);
	scan_meta(s, p);
}

/* Content words of a line that are looked for, and words that they are looked for in. */
enum { OVERLAP_WORDS = 40, OVERLAP_LOOK = 4000, BAG_BITS = 8 };

static size_t
bag_slot(const sp_bag *bag, uint32_t h)
{
	size_t k = (h * 2654435761u) & bag->mask;

	while (bag->slot[k] && bag->slot[k] != h)
		k = (k + 1) & bag->mask;
	return k;
}

/* The bit of a word; most words are not in a bag, and are told by it. */
static inline size_t
bag_bit(const sp_bag *bag, uint32_t h)
{
	return (h * 0x85ebca6bu >> 7) & (bag->mask * BAG_BITS + BAG_BITS - 1);
}

void
sp_bag_fill(sp_bag *bag, const sp_page *p, const sp_line *b, size_t n)
{
	size_t from = n ? b->word : 0, to = n ? b[n - 1].word + b[n - 1].nword : 0, size = 16;

	if (to > from + OVERLAP_LOOK)
		to = from + OVERLAP_LOOK;
	while (size < (to - from) * 2)
		size *= 2;
	bag->mask = size - 1;
	bag->slot = NU_NEW(p->a, uint32_t, size);
	bag->bits = NU_NEW(p->a, uint64_t, size * BAG_BITS / 64);
	for (size_t i = from; i < to; i++) {
		size_t bit = bag_bit(bag, p->word[i]);

		if (!p->word[i])
			continue;
		bag->slot[bag_slot(bag, p->word[i])] = p->word[i];
		bag->bits[bit / 64] |= UINT64_C(1) << bit % 64;
	}
}

double
sp_bag_share(const sp_bag *bag, const sp_page *p, const sp_line *a)
{
	size_t hit = 0, all = 0;

	for (size_t i = a->word; i < a->word + a->nword && all < OVERLAP_WORDS; i++) {
		uint32_t h = p->word[i];
		size_t   bit = bag_bit(bag, h);

		all += h != 0;
		if ((bag->bits[bit / 64] >> bit % 64 & (h != 0)))
			hit += bag->slot[bag_slot(bag, h)] != 0;
	}
	return all ? (double)hit / (double)all : 0;
}

double
sp_overlap(const sp_page *p, const sp_line *a, const sp_line *b, size_t n)
{
	sp_bag bag;

	sp_bag_fill(&bag, p, b, n);
	return sp_bag_share(&bag, p, a);
}
