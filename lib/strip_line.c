/* The surface of a page's lines: one pass over the bytes, no memory of its own. */
#include "strip_in.h"
#include "strip_word.h"

enum { MIN_SENTENCE = 10, LONG_WORD = 14, LINKED = 170, MOST_LINES = 65536 };
enum { FNV_PRIME = 16777619u };

/* One line as it is read: what is counted, and the word being read. */
typedef struct scan {
	sp_line *l;
	sp_reader r;
	unsigned ends, marks;
	sp_hash  hash;    /* of the word being read */
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

static void
end_word(const sp_state *s, sp_page *p, scan *c, nu_str word)
{
	enum sp_word_kind kind = SP_WORD;
	uint32_t          hash;

	if (!c->in)
		return;
	c->in = false;
	hash = sp_hash_end(&c->hash);
	c->r.n.hash = (c->r.n.hash ^ hash) * FNV_PRIME;
	c->r.n.words++;
	c->r.n.caps += c->capital;
	c->r.n.shout += c->upper > 1 && c->upper == c->letters;
	c->r.n.digits += c->number;
	c->r.n.fused += c->fused;
	if (c->plain)
		kind = sp_word_kind(s->words, word);
	c->r.n.url |= kind == SP_ADDRESS;
	c->r.n.trigger |=
	    kind == SP_TRIGGER || (!c->plain && word.n >= LONG_WORD && sp_parts_trigger(s->words, word));
	c->r.n.stops += kind == SP_STOP;
	/* There is room: a word takes two bytes of the line, and what is counted ends. */
	if (c->r.n.words <= UINT16_MAX)
		p->word[p->nword++] = kind == SP_STOP ? 0 : hash | 1;
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
		c->hash = (sp_hash){0};
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

/* A word's ASCII letters and digits, from t.p[i] on, where it begins; returns their end. */
static size_t
take_plain(scan *c, nu_str t, size_t i)
{
	const unsigned char *p = (const unsigned char *)t.p + i;
	size_t               n = 0, figures = 0;

	c->hash = (sp_hash){0};
	c->upper = 0;
	for (; n < t.n - i && n < UINT16_MAX && nu_folded[p[n]]; n++) {
		sp_hash_byte(&c->hash, nu_folded[p[n]]);
		c->upper += p[n] != nu_folded[p[n]];
		figures += p[n] <= '9';
	}
	c->in = c->plain = true;
	c->letters = (unsigned)n;
	c->number = figures == n;
	c->capital = p[0] != nu_folded[p[0]];
	c->lower = p[n - 1] >= 'a';
	c->fused = c->upper > c->capital && sp_is_fused(t.p + i, n);
	c->r.n.chars += (unsigned)n;
	c->r.n.figures += (unsigned)figures;
	return i + n;
}

static void
hash_letter(sp_hash *h, uint32_t cp)
{
	char     buf[4];
	unsigned n = nu_encode(nu_tolower(cp), buf);

	for (unsigned i = 0; i < n; i++)
		sp_hash_byte(h, (unsigned char)buf[i]);
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
	c->r.n.trigger |= cp == 0xA9 || cp == '@';
	c->marks += cp > 32 && !is_closer(cp) && !is_opener(cp) && cp != ',' && cp != '(' && cp != '-';
}

/*
 * What a character of ASCII between words is: a blank, the end of a sentence, what may stand
 * behind that, a mark that counts as one, an @ (which does too), or one that does not; 0: a
 * letter or a digit.
 */
enum { S = 1, E, C, M, A, Q };
static const uint8_t between[256] = {
	Q, Q, Q, Q, Q, Q, Q, Q, Q, S, S, S, S, S, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q, Q,
	S, E, C, M, M, M, M, C, Q, C, M, M, Q, Q, E, M, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, M, M, M, M, M, E,
	A, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, M, M, C, M, M,
	M, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, M, M, M, M, M,
};

/* Reads what stands between words from t.p[i] on, up to a letter or what is not ASCII. */
static inline size_t
take_between(scan *c, nu_str t, size_t i)
{
	size_t  from = i;
	uint8_t k;

	for (; i < t.n && (k = between[(unsigned char)t.p[i]]); i++) {
		c->ends += k == S && c->was_end;
		c->was_end = k == E || (k == C && c->was_end);
		c->marks += k == M || k == A;
		c->r.n.trigger |= k == A;
	}
	c->r.n.chars += (unsigned)(i - from);
	return i;
}

/* The ASCII letters and digits from t.p[i] on, in the middle of a word; returns their end. */
static size_t
take_more(scan *c, nu_str t, size_t i)
{
	size_t   from = i;
	unsigned cls;

	for (; i < t.n && nu_folded[(unsigned char)t.p[i]]; i++) {
		cls = nu_ascii[(unsigned char)t.p[i]];
		take_letter(c, cls, NULL, NULL);
		sp_hash_byte(&c->hash, nu_folded[(unsigned char)t.p[i]]);
		c->r.n.figures += (cls & NU_DIGIT) != 0;
	}
	c->was_end = false;
	c->r.n.chars += (unsigned)(i - from);
	return i;
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

	l->hash = c->r.n.hash;
	l->words = most16(c->r.n.words);
	l->nword = most16(c->r.n.words);
	l->caps = (uint16_t)c->r.n.caps;
	l->shout = (uint16_t)c->r.n.shout;
	l->digits = (uint16_t)c->r.n.digits;
	l->stops = (uint16_t)c->r.n.stops;
	l->figures = most16(c->r.n.figures);
	l->fused = (uint16_t)c->r.n.fused;
	l->ends = (uint16_t)(c->ends + c->was_end);
	l->marks = most16(c->marks);
	l->chars = c->r.n.chars;
	l->trigger = c->r.n.trigger;
	l->url = c->r.n.url;
	l->stop = c->was_end;
	if (c->dense / 2 > l->words)
		l->words = most16(c->dense / 2);
	l->sentence = l->stop && l->words >= MIN_SENTENCE;
	first_mark(l, t);
}

/* One character that is not the first of a plain word; returns its bytes. */
static inline unsigned
take_char(const sp_state *s, sp_page *p, scan *c, nu_str t, size_t i, const char **word)
{
	uint32_t cp = (unsigned char)t.p[i];
	unsigned len = 1, cls;

	if (cp == ' ') {
		end_word(s, p, c, (nu_str){*word, (size_t)(t.p + i - *word)});
		c->r.n.chars++;
		c->ends += c->was_end;
		c->was_end = false;
		return 1;
	}
	if (cp >= 128)
		cp = nu_decode(t, i, &len);
	cls = class_of(cp);
	c->r.n.chars++;
	if (cls & (NU_ALPHA | NU_DIGIT | NU_MARK)) {
		take_letter(c, cls, t.p + i, word);
		hash_letter(&c->hash, cp);
		c->dense += cp > 0xE00 && is_dense(cp);
		c->r.n.figures += (cls & NU_DIGIT) != 0;
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
scan_line(const sp_state *s, sp_page *p, sp_line *l, const char *limit)
{
	scan        c = {.l = l};
	nu_str      t = l->text;
	const char *word = t.p;
	size_t      room = p->nword + t.n / 2 + 1;

	if (room > p->capword)
		p->word = nu_grow(p->a, p->word, &p->capword, room, sizeof *p->word);
	sp_reader_begin(&c.r, t, limit);
	for (size_t i = 0; i < t.n;) {
		if (c.in && nu_folded[(unsigned char)t.p[i]]) {
			i = take_more(&c, t, i);
		} else if (!c.in && nu_folded[(unsigned char)t.p[i]]) {
			unsigned words = c.r.n.words;

			i = sp_reader_words(&c.r, s->words, i, p->word + p->nword);
			p->nword += c.r.n.words - words;
			c.was_end &= c.r.n.words == words;
			if (i < t.n && nu_folded[(unsigned char)t.p[i]]) { /* a mark may stand inside it */
				word = t.p + i;
				i = take_plain(&c, t, i);
				c.was_end = false;
			}
		} else if (!c.in && between[(unsigned char)t.p[i]]) {
			i = take_between(&c, t, i);
		} else {
			i += take_char(s, p, &c, t, i, &word);
		}
	}
	end_word(s, p, &c, (nu_str){word, (size_t)(t.p + t.n - word)});
	sp_reader_end(&c.r);
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
			unsigned step = 0;

			while (slots[k].hash && slots[k].hash != h)
				k = nu_next_place(h, k, size - 1, &step);
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
			scan_line(s, p, &p->meta[k], text[k].p + text[k].n);
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
		scan_line(s, p, l, page->text.p + page->text.n);
	}
	count_same(p);
	scan_meta(s, p);
	sp_number_words(p);
}
