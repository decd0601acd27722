/*
 * What stands amid an article of markup and looks like text to the line model, but is built
 * otherwise: links to other pages, pictures' captions, goods with a price, tables that float
 * with a caption of their own, boxes beside the text, and what readers wrote below it.
 */
#include "strip_verdict.h"

#include <utf8proc.h>

/*
 * Lines of a list of links at least, and how much more text there must be; words of a teaser
 * at least, of a link that says the same wherever it stands at most, and how often it comes;
 * bytes of the words before a link.
 */
enum { LINKS = 3, MUCH = 2, TEASER_WORDS = 4, SAME_WORDS = 5, TIMES = 3, LABEL_BYTES = 30 };
/*
 * Words of a caption at most. Signatures that make readers' comments, words of one, lines of a
 * comment; lines of text that tell where the article stands; words of a heading of comments.
 */
enum {
	CAPTION_WORDS = 24,
	TURNS = 3,
	SIGNED_WORDS = 20,
	COMMENT_LINES = 15,
	LEAD_LINES = 3,
	HEADING_WORDS = 4
};

/* ------------------------------------------------------------------------ lines of links */

/*
 * Some words, a colon, and a link from there on, as a paragraph of its own below a sentence:
 * "See also: A bridge for Sandnes".
 */
static bool
is_labelled(const sp_line *l, const nu_line *m)
{
	const char *colon = memchr(l->text.p, ':', l->text.n < LABEL_BYTES ? l->text.n : LABEL_BYTES);
	size_t      rest, linked = l->text.n * m->link / 255;

	if (!colon || l->stop || l->words <= TEASER_WORDS || !l[-1].sentence || m->path != m[-1].path)
		return false;
	rest = l->text.n - (size_t)(colon + 1 - l->text.p);
	return linked <= rest + 2 && linked + 3 >= rest && rest > 2 * LABEL_BYTES / 3;
}

/*
 * A line that leads elsewhere: a link in capitals, one that comes again and again, one below
 * a sentence that says so before it, or one in an element that is named for it.
 */
static bool
is_teaser(const sp_line *l, const nu_line *m)
{
	if (m->link >= SP_LINKED && m->cue & NU_CUE_RELATED)
		return true;
	if (m->link < SP_LINKED || (m->tag != NU_TAG_P && m->tag != NU_TAG_DIV))
		return false;
	if (is_labelled(l, m))
		return true;
	return m->link >= SP_ALL_LINKED && ((l->words <= SAME_WORDS && l->same + 1 >= TIMES && !l->stop) ||
	                             (l->shout >= TEASER_WORDS && l->shout * 4 >= l->words * 3));
}

/* Words of the lines from..to - 1 that are running text. */
static size_t
text_words(const sp_page *p, size_t from, size_t to)
{
	size_t words = 0;

	for (size_t i = from; i < to; i++)
		words += p->line[i].body ? p->line[i].words : 0;
	return words;
}

/* Are two lines that follow each other both links, in paragraphs side by side? */
static bool
are_links(const nu_line *m)
{
	return m[-1].link >= SP_ALL_LINKED && m->link >= SP_ALL_LINKED && m->parent == m[-1].parent &&
	       m->tag == m[-1].tag && (m->tag == NU_TAG_P || m->tag == NU_TAG_DIV);
}

/*
 * The lines from i on that br cuts, or that are links side by side; their end. Some links, but
 * for a line that says what they are, are a list of what else there is to read, unless the
 * page is made of them.
 */
static size_t
drop_links(sp_page *p, size_t i, size_t words)
{
	const nu_line *m = p->page->line;
	size_t         to = i, links = 0;

	do
		links += m[to].link >= SP_ALL_LINKED;
	while (++to <= p->last && (sp_is_broken(m, to) || are_links(&m[to])));
	if (links >= LINKS && links + 1 >= to - i && text_words(p, i, to) * MUCH < words)
		for (size_t k = i; k < to; k++)
			p->line[k].body = false;
	return to;
}

/* --------------------------------------------------------------------- beside the text */

/* Where the running text stands: names of the elements down to most of it, and their number. */
typedef struct place {
	uint32_t path;
	uint8_t  level;
} place;

/* Most of it, if that is more than half (Boyer and Moore, "MJRTY", 1981). */
static place
find_place(const sp_page *p)
{
	place  at = {0, 255};
	size_t lead = 0;

	for (size_t i = p->first; i <= p->last; i++) {
		const nu_line *m = &p->page->line[i];
		size_t         w = p->line[i].body && p->line[i].sentence ? p->line[i].words : 0;

		if (w > lead && m->path != at.path) {
			at = (place){m->path, m->level};
			lead = w - lead;
		} else {
			lead = m->path == at.path ? lead + w : lead - w;
		}
	}
	return at;
}

/* A few words alone in an element with a picture, beside the text. */
static bool
is_caption(const sp_page *p, size_t i, const place *at)
{
	const sp_line *l = &p->line[i];
	const nu_line *m = &p->page->line[i];

	if (m->tag != NU_TAG_DIV || !(m->marks & NU_MARK_IMAGE) || m->level <= at->level ||
	    m->link >= SP_LINKED || l->sentence || l->tagged || l->words > CAPTION_WORDS)
		return false;
	return m->path != at->path && (i == 0 || m[-1].path != m->path) &&
	       (i + 1 == p->n || m[1].path != m->path);
}

static bool
is_digit_at(nu_str t, size_t i)
{
	return i < t.n && t.p[i] >= '0' && t.p[i] <= '9';
}

/* Does the line name an amount of money? */
static bool
has_price(nu_str t)
{
	unsigned len;

	for (size_t i = 0; i < t.n; i += len) {
		uint32_t c = nu_decode(t, i, &len);

		if (nu_class(c) & NU_SYMBOL &&
		    utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_SC &&
		    (is_digit_at(t, i + len) || is_digit_at(t, i - 1) || (i > 1 && is_digit_at(t, i - 2))))
			return true;
	}
	return false;
}

/*
 * The element that begins with line i, beside the running text; its end. Where it holds no
 * sentence, but a link with a price, goods are for sale in it, from the price on.
 */
static size_t
drop_goods(sp_page *p, size_t i, const place *at)
{
	const nu_line *m = p->page->line;
	size_t         to = i, price = p->n;
	bool           text = false;

	do {
		text |= p->line[to].sentence;
		if (price == p->n && m[to].link >= SP_ALL_LINKED && m[to].tag == NU_TAG_DIV &&
		    has_price(p->line[to].text))
			price = to;
	} while (++to <= p->last && m[to].joint > m[i].joint && m[to].path != at->path);
	for (size_t k = price; !text && to - i > 1 && k < to; k++)
		p->line[k].body = false;
	return to;
}

/* ------------------------------------------------------------------------------ readers */

/* Who wrote it and when, as below or above a comment: "Posted by Ann, Leeds, at 10:05". */
static bool
is_signed(const sp_line *l, const nu_line *m)
{
	bool comment = l->tagged == SP_JUNK + 1 && l->junk == SP_COMMENT && !l->cued;

	return (comment || l->tagged == SP_BYLINE + 1) && l->figures > 1 && l->words <= SIGNED_WORDS &&
	       m->tag != NU_TAG_FIELD && !((m->cue | m->within) & NU_CUE_LIVE);
}

/* Ends the text where readers' comments begin: signed ones, in the element of the signatures. */
static void
cut_turns(sp_page *p)
{
	const nu_line *m = p->page->line;
	size_t         turns = 0, from = 0, text = p->n;

	for (size_t i = p->first; i <= p->last && turns < TURNS; i++) {
		if (is_signed(&p->line[i], &m[i]) &&
		    (!turns || (text < i && m[text].parent == m[i].parent))) {
			from = turns++ ? from : i;
			text = p->n;
		} else if (p->line[i].body && p->line[i].sentence) {
			text = i;
		}
	}
	if (turns < TURNS)
		return;
	/* They may be signed below: then the first one begins below what is no text. */
	for (size_t i = from; i > p->first && i + COMMENT_LINES > from; i--)
		if (!p->line[i - 1].body || p->line[i - 1].tagged == SP_JUNK + 1) {
			from = i;
			break;
		}
	for (size_t i = from; i <= p->last; i++)
		p->line[i].body = false;
}

/*
 * The last line of text that stands in the element of the article's first lines; if these stand
 * in one each, in one that is built alike; p->n: there are too few lines to tell.
 */
static size_t
last_own(const sp_page *p)
{
	const nu_line *m = p->page->line, *own = NULL;
	size_t         last = p->n;
	bool           one = false;
	int            lines = 0;

	for (size_t i = p->first; i <= p->last; i++) {
		if (!p->line[i].body || !p->line[i].sentence)
			continue;
		if (++lines == LEAD_LINES - 1)
			own = &m[i];
		if (lines == LEAD_LINES)
			one = m[i].parent == own->parent;
		if (lines >= LEAD_LINES && (m[i].parent == own->parent || (!one && m[i].path == own->path)))
			last = i;
	}
	return last;
}

/* Does the line open a part of the page where readers write? A word alone is a button of one. */
static bool
is_opening(const sp_line *l, const nu_line *m)
{
	return l->role != SP_PLAIN && !l->cued && l->words <= HEADING_WORDS &&
	       (l->words > 1 || m->link < SP_ALL_LINKED);
}

/*
 * Ends the text where readers' comments begin that have an element of their own: below a line
 * that says so, or where one by one ends with what to do with it.
 */
static void
cut_comments(sp_page *p)
{
	size_t own = last_own(p), from = p->n;
	int    turns = 0;
	bool   text = true;

	for (size_t i = own; i < p->n && i <= p->last + 1 && from == p->n; i++) {
		const sp_line *l = &p->line[i];
		const nu_line *m = &p->page->line[i];

		if (l->tagged != SP_JUNK + 1 || l->junk != SP_COMMENT || m->tag == NU_TAG_FIELD) {
			text |= l->body && l->sentence;
		} else if (is_opening(l, m)) {
			from = i;
		} else if (text) {
			text = false;
			from = ++turns == TURNS ? own + 1 : from;
		}
	}
	for (size_t i = from; i <= p->last && i < p->n; i++)
		p->line[i].body = false;
}

/* Leaves out what stands in an element for comments, or beside the text, as its beginning does not.
 */
static void
drop_named(sp_page *p)
{
	const nu_line *m = p->page->line;
	uint32_t       lead = 0;
	int            lines = 0;

	for (size_t i = p->first; i <= p->last && lines < LEAD_LINES; i++)
		if (p->line[i].body && p->line[i].sentence) {
			lead |= m[i].cue | m[i].within;
			lines++;
		}
	for (size_t i = p->first; i <= p->last; i++)
		if ((m[i].cue | m[i].within) & ~lead & (NU_CUE_COMMENT | NU_CUE_PULL) &&
		    m[i].tag != NU_TAG_PRE)
			p->line[i].body = false;
}

/* ------------------------------------------------------------------------------- tables */

/*
 * A table of short cells below a line that is a caption by its words. Returns its last line:
 * captions before that one are of the same table, and have been answered with the first.
 */
static size_t
drop_float(sp_page *p, size_t caption)
{
	const nu_line *m = p->page->line;
	size_t         to = caption + 1;
	bool           text = false;

	for (; !text && to < p->n && m[to].tag == NU_TAG_CELL; to++)
		text = p->line[to].sentence && p->line[to].words > SP_CELL_WORDS;
	for (size_t i = caption + 1; !text && i < to; i++)
		p->line[i].body = false;
	return to - 1;
}

/* What stands among the text and looks like it, but is built otherwise. */
static void
drop_others(sp_page *p)
{
	const nu_line *m = p->page->line;
	place          at = find_place(p);
	size_t         words = text_words(p, p->first, p->last + 1);

	for (size_t i = p->first; i <= p->last;)
		i = drop_links(p, i, words);
	for (size_t i = p->first; i <= p->last;)
		i = m[i].path != at.path && m[i].level > at.level ? drop_goods(p, i, &at) : i + 1;
	for (size_t i = p->first; i <= p->last; i++) {
		sp_line *l = &p->line[i];

		if (l->body && is_caption(p, i, &at)) {
			l->tagged = SP_CAPTION + 1;
			l->cued = true;
			l->body = false;
		}
		l->body &= i == p->first || !is_teaser(l, &m[i]);
	}
}

void
sp_drop(sp_page *p)
{
	cut_turns(p);
	cut_comments(p);
	drop_named(p);
	drop_others(p);
	for (size_t i = p->first; i <= p->last; i++)
		if (p->line[i].tagged == SP_CAPTION + 1 && !p->line[i].cued)
			i = drop_float(p, i);
}
