/* The surface of a page's lines: one pass over the bytes, no memory of its own. */
#include "strip_in.h"
#include "strip_hash.h"

enum { MIN_SENTENCE = 10, LINKED = 170, MOST_LINES = 65536 };

/* One line as it is read: what is counted, and the word being read by its characters. */
typedef struct scan {
	sp_reader        r;
	const sp_letter *letter; /* of the commonest scripts */
	const char      *word;   /* it begins there */
	sp_hash     hash;
	unsigned    letters; /* code points in it */
	unsigned    upper;
	unsigned    dense; /* characters of scripts without spaces, not yet counted as words */
	bool        in, number, capital;
	bool        lower; /* the last character was a small letter */
	bool        fused;
	bool        plain; /* ASCII letters and digits alone */
} scan;

/* Scripts written without spaces: Thai to Khmer, kana, Han. */
static bool
is_dense(uint32_t cp)
{
	return (cp >= 0x0E00 && cp < 0x1000 && !(cp >= 0x0F00)) || (cp >= 0x1780 && cp < 0x1800) ||
	       (cp >= 0x3040 && cp < 0xA000) || (cp >= 0xF900 && cp < 0xFB00) ||
	       (cp >= 0x20000 && cp < 0x32000);
}

/* Ends the word, if one is being read, before `end`. */
static void
end_word(scan *c, const char *end)
{
	if (!c->in)
		return;
	c->in = false;
	c->r.n.caps += c->capital;
	c->r.n.shout += c->upper > 1 && c->upper == c->letters;
	c->r.n.digits += c->number;
	c->r.n.fused += c->fused;
	sp_reader_take(&c->r, (nu_str){c->word, (size_t)(end - c->word)}, hash_end(&c->hash), c->plain);
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

static inline void
hash_letter(scan *c, uint32_t cp)
{
	sp_letter        far;
	const sp_letter *l = &far;

	if (cp < SP_LETTERS)
		l = &c->letter[cp];
	else
		far.n = (uint8_t)nu_encode(nu_tolower(cp), (char *)far.lower);
	for (unsigned i = 0; i < l->n; i++)
		hash_byte(&c->hash, l->lower[i]);
}

static void
take_letter(scan *c, uint32_t cp, unsigned cls, const char *at)
{
	if (!c->in) {
		c->in = c->number = c->plain = true;
		c->word = at;
		c->hash = (sp_hash){0};
		c->letters = c->upper = 0;
		c->fused = c->lower = false;
		c->capital = (cls & NU_UPPER) != 0;
	}
	c->letters++;
	c->plain &= cp < 128;
	c->fused |= c->lower && (cls & NU_UPPER) && c->letters > 3;
	c->lower = (cls & NU_LOWER) != 0;
	c->upper += (cls & NU_UPPER) != 0;
	c->number &= !(cls & NU_ALPHA);
	c->dense += cp > 0xE00 && is_dense(cp);
	c->r.n.figures += (cls & NU_DIGIT) != 0;
	c->r.n.was_end = false;
	hash_letter(c, cp);
}

/* The class of a character; curly quotes and dashes are the most that is not ASCII. */
static inline unsigned
class_of(const scan *c, uint32_t cp)
{
	if (cp < SP_LETTERS)
		return c->letter[cp].cls;
	return cp >= 0x2010 && cp < 0x2028 ? NU_PUNCT : nu_class(cp);
}

static void
take_mark(sp_tally *n, uint32_t cp)
{
	if (is_end_mark(cp)) {
		n->was_end = true;
		return;
	}
	if (is_closer(cp) && n->was_end)
		return;
	n->was_end = false;
	n->trigger |= cp == 0xA9 || cp == '@';
	n->marks += cp > 32 && !is_closer(cp) && !is_opener(cp) && cp != ',' && cp != '(' && cp != '-';
}

static void
first_mark(sp_line *l, nu_str t)
{
	unsigned n;
	uint32_t cp;

	if (nu_folded[(unsigned char)t.p[0]])
		return;
	cp = nu_decode(t, 0, &n);
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
end_line(sp_line *l, const sp_tally *n, unsigned dense)
{
	l->hash = n->hash;
	l->words = most16(n->words);
	l->nword = most16(n->words);
	l->caps = (uint16_t)n->caps;
	l->shout = (uint16_t)n->shout;
	l->digits = (uint16_t)n->digits;
	l->stops = (uint16_t)n->stops;
	l->figures = most16(n->figures);
	l->fused = (uint16_t)n->fused;
	l->ends = (uint16_t)(n->ends + n->was_end);
	l->marks = most16(n->marks);
	l->chars = n->chars;
	l->trigger = n->trigger;
	l->url = n->url;
	l->stop = n->was_end;
	if (dense / 2 > l->words)
		l->words = most16(dense / 2);
	l->sentence = l->stop && l->words >= MIN_SENTENCE;
	first_mark(l, l->text);
}

/* Takes the character at t.p[i]; returns its bytes. */
static unsigned
take_char(scan *c, nu_str t, size_t i)
{
	sp_tally *n = &c->r.n;
	unsigned  len = 1, cls;
	uint32_t  cp = (unsigned char)t.p[i];

	if (cp >= 128)
		cp = nu_decode(t, i, &len);
	cls = class_of(c, cp);
	n->chars++;
	if (cls & (NU_ALPHA | NU_DIGIT | NU_MARK)) {
		take_letter(c, cp, cls, t.p + i);
	} else if (c->in && is_inside(t, i, len, cp)) {
		c->plain = false;
	} else {
		end_word(c, t.p + i);
		if (cls & NU_SPACE) {
			n->ends += n->was_end;
			n->was_end = false;
		} else {
			take_mark(n, cp);
		}
	}
	return len;
}

/* Sees to it that the page has room for so many words. */
static void
make_room(sp_page *p, size_t words)
{
	size_t cap = p->capword;

	if (words <= cap)
		return;
	p->word = nu_grow_raw(p->a, p->word, &cap, words, sizeof *p->word);
	p->id = nu_grow_raw(p->a, p->id, &p->capword, words, sizeof *p->id);
}

static void
scan_line(scan *c, sp_page *p, sp_line *l)
{
	nu_str t = l->text;

	make_room(p, p->nword + t.n / 2 + 1);
	c->r.text = t;
	c->r.hash = p->word + p->nword;
	c->r.id = p->id + p->nword;
	c->r.nword = 0;
	c->r.n = (sp_tally){.hash = SP_BASIS};
	c->dense = 0;
	for (size_t i = 0; (i = sp_reader_words(&c->r, i)) < t.n;)
		do
			i += take_char(c, t, i);
		while (i < t.n && t.p[i - 1] != ' ');
	end_word(c, t.p + t.n);
	sp_reader_end(&c->r);
	l->word = (uint32_t)p->nword;
	p->nword += c->r.nword;
	end_line(l, &c->r.n, c->dense);
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
scan_meta(scan *c, sp_page *p)
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
		if (!p->markup || !text[k].n)
			continue;
		c->r.limit = text[k].p + text[k].n;
		scan_line(c, p, &p->meta[k]);
	}
}

void
sp_surface(const sp_state *s, sp_page *p, const nu_page *page, nu_arena *a)
{
	sp_numbers numbers;
	scan       c = {.letter = sp_letters(s->words),
	     .r = {.limit = page->text.p + page->text.n, .w = s->words, .numbers = &numbers}};

	memset(p, 0, sizeof *p);
	p->a = a;
	p->page = page;
	p->n = page->nline;
	p->line = NU_NEW(a, sp_line, p->n + 1);
	sp_numbers_begin(&numbers, s->words, a);
	make_room(p, page->text.n / 5 + 64);
	for (size_t i = 0; i < p->n; i++) {
		sp_line       *l = &p->line[i];
		const nu_line *from = &page->line[i];

		l->start = l->from = from->start;
		l->end = from->end;
		l->gap = from->gap;
		l->text = nu_slice(page->text, from->start, from->end);
		scan_line(&c, p, l);
	}
	count_same(p);
	scan_meta(&c, p);
	p->ids = numbers.n + 1;
	p->passing = NU_NEW(a, sp_bag, 1);
}
