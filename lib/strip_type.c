/* What every line is: the headline first, then the head of the article, its body, its end. */
#include "strip_in.h"

enum { TAIL_REACH = 8, TOP_REACH = 8, DATE_REACH = 3, DEK_WORDS = 60, DEK_REACH = 6, DEKS = 2,
	CAPTION_REACH = 15, SIGNED_WORDS = 12, SURE = 96 };

/* -------------------------------------------------------- between headline and body */

/* Is the line a date, or is one within some lines of it? */
static bool
is_near_date(const sp_page *p, size_t i, size_t reach)
{
	size_t from = i > reach ? i - reach : 0;

	for (size_t k = from; k < p->n && k <= i + reach; k++)
		if (p->line[k].dated)
			return true;
	return false;
}

/* Names alone: capitalised words, "and", commas; a date stands by, or a name is all there is. */
static bool
is_names(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];

	if (l->stop || l->words < 2 || l->words > 16 || l->digits || l->marks > 3)
		return false;
	if (l->caps * 2 >= l->words && is_near_date(p, i, 1))
		return true;
	return l->caps == l->words && l->words <= 4 && !l->shout &&
	       (is_near_date(p, i, 4) || (p->title < p->n && i > p->title && i <= p->title + 3));
}

/* Does the line begin with the name of one who wrote the page, as markup tells ("Anna Holm, editor")? */
static bool
is_told_writer(const sp_page *p, const sp_line *l)
{
	for (size_t i = 0; i < p->page->nfact && l->words <= SIGNED_WORDS; i++) {
		nu_str   name = p->page->fact[i].value;
		unsigned len;
		uint32_t next;

		if (strcmp(p->page->fact[i].type, "@writer") != 0 || !memchr(name.p, ' ', name.n) ||
		    l->text.n < name.n || memcmp(l->text.p, name.p, name.n) != 0)
			continue;
		next = l->text.n == name.n ? ' ' : nu_decode(l->text, name.n, &len);
		if (!(nu_class(next) & NU_ALPHA) && next != '\'' && next != 0x2019) /* whose stories? */
			return !l->sentence;
	}
	return false;
}

static bool
is_photo_credit(const sp_line *l)
{
	return l->tagged == SP_CREDIT + 1 && l->role != SP_CLOSE;
}

/* A place and a colon: a dateline on a line of its own. */
static bool
is_bare_dateline(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];

	return l->text.n && l->text.p[l->text.n - 1] == ':' && l->words <= 5 && !l->tagged &&
	       l->caps == l->words && i + 1 < p->n && l[1].sentence;
}

/* Does the line's text stand in the body once more? Decks are often cut from it. */
static bool
is_repeated(const sp_page *p, size_t i)
{
	nu_str t = p->line[i].text;

	for (size_t k = i + 1; k < p->n && k <= p->last; k++) {
		nu_str      u = p->line[k].text;
		const char *at = u.p;

		while (u.n >= t.n && at + t.n <= u.p + u.n &&
		       (at = memchr(at, t.p[0], (size_t)(u.p + u.n - at) - t.n + 1))) {
			if (at[t.n - 1] == t.p[t.n - 1] && at[t.n / 2] == t.p[t.n / 2] &&
			    memcmp(at, t.p, t.n) == 0)
				return true;
			at++;
		}
	}
	return false;
}

/* The next line of running text after i, or n. */
static size_t
next_text(const sp_page *p, size_t i)
{
	for (i++; i < p->n && i <= p->last; i++)
		if (p->line[i].sentence && p->line[i].tagged != SP_JUNK + 1)
			return i;
	return p->n;
}

/* A byline, a date, or one of the boxes that stand with them (share, minutes to read). */
static bool
is_credits(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];

	if (l->tagged == SP_JUNK + 1)
		return l->junk == SP_SOCIAL || l->junk == SP_WIDGET;
	return l->dated || l->tagged == SP_BYLINE + 1 || is_names(p, i);
}

/* Does a byline, a date or a picture's credit stand between the headline and line i? */
static bool
is_below_credits(const sp_page *p, size_t i)
{
	for (size_t k = p->title + 1; k < i; k++)
		if (is_credits(p, k) || is_photo_credit(&p->line[k]))
			return true;
	return false;
}

/* Is line i, first after the headline, a deck and not the article's first paragraph? */
static bool
is_dek(const sp_state *s, const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	size_t         next = next_text(p, i), from, to;

	if (l->words > DEK_WORDS || l->words < 5 || l->tagged || i < p->title || next == p->n || is_below_credits(p, i) ||
	    i > p->title + DEK_REACH)
		return false;
	if (nu_pattern_find(s->named[SP_RUN_IN], l->text, &from, &to))
		return false;
	if (is_repeated(p, i))
		return true;
	if (l->ends < 2 && p->line[next].words > 2 * l->words &&
	    sp_overlap(p, l, &p->line[next], 1) >= 0.5)
		return true;
	/* Under the headline and above the byline, or, when in doubt, above what stands with it. */
	for (size_t k = i + 1; k < p->n && k <= i + 3 && p->title < p->n; k++)
		if (p->line[k].tagged == SP_BYLINE + 1 || p->line[k].dated)
			return true;
	for (size_t k = i + 1; k < next && l->odds < SURE; k++)
		if (is_credits(p, k))
			return true;
	return false;
}

/* Words under a picture: the picture's credit or the article's dateline comes next. */
static bool
is_caption(const sp_page *p, size_t i)
{
	return i + 1 < p->n && p->line[i].words < 60 &&
	       ((is_photo_credit(&p->line[i + 1]) && !p->line[i + 1].gap) || is_bare_dateline(p, i + 1));
}

/* Are there times in the text, as between the reports of a live page? */
static bool
is_live(const sp_page *p)
{
	for (size_t i = p->top; i <= p->last; i++)
		if (p->line[i].tagged == SP_LIVE + 1)
			return true;
	return false;
}

/* A time above the text of a page that is not live: the byline's, or a film's length. */
static uint8_t
type_of_time(const sp_page *p, size_t i)
{
	return is_near_date(p, i, 1) ? SP_BYLINE : i + 1 == p->top ? SP_LIVE : SP_JUNK;
}

/* Types the lines from the headline's up to the body's first paragraph, p->top. */
static void
type_head(sp_page *p)
{
	bool   live = is_live(p), credits = false; /* a byline, a date or furniture has come */
	size_t deks = 0;

	/* Some pages set the byline above the headline. */
	for (size_t i = p->title > DEK_REACH ? p->title - DEK_REACH : 0; i < p->title; i++)
		if (p->line[i].tagged == SP_BYLINE + 1 && i + CAPTION_REACH >= p->top)
			p->line[i].type = SP_BYLINE;
	for (size_t i = p->title + 1; i < p->top; i++) {
		sp_line *l = &p->line[i];

		if (l->tagged) {
			l->type = l->tagged == SP_LIVE + 1 && !live ? type_of_time(p, i)
			                                            : (uint8_t)(l->tagged - 1);
			credits |= l->type == SP_BYLINE || l->type == SP_JUNK;
		} else if (l->dated || is_names(p, i) || is_told_writer(p, l)) {
			l->type = SP_BYLINE;
			credits = true;
		} else if (is_bare_dateline(p, i)) {
			l->type = SP_DATELINE;
		} else if (l->hash == p->line[p->title].hash) {
			l->type = SP_HEADLINE;
		} else if (is_caption(p, i)) {
			l->type = SP_CAPTION;
		} else if (!credits && l->words >= 5 && l->words <= DEK_WORDS && i <= p->title + DEK_REACH &&
		           deks < DEKS) {
			l->type = SP_DEK;
			deks++;
		} else if (l->words >= 6 && (l->stop || l->words >= 9) && l->words <= DEK_WORDS &&
		           i + CAPTION_REACH >= p->top && !l->same) {
			l->type = SP_CAPTION;
		} else if (l->bullet && i + CAPTION_REACH >= p->top) {
			l->type = SP_ITEM;
		} else if (i + 1 == p->top && l[1].bullet) {
			l->type = SP_HEAD;
		}
	}
}

/* Does a date stand at the line or just below it, before any sentence? Then it is no text yet. */
static bool
is_above_date(const sp_page *p, size_t i)
{
	for (size_t k = i; k <= p->last && k < i + DATE_REACH && !p->line[k].sentence; k++)
		if (p->line[k].dated)
			return true;
	return false;
}

/* Where the running text starts: after decks, captions and what stands among them. */
static size_t
find_top(const sp_state *s, const sp_page *p)
{
	size_t i = p->first, start = p->title < p->n ? p->title + 1 : p->first;

	/* A deck or a caption may have been taken into the segment. */
	for (; i <= p->last && i < p->first + TOP_REACH; i++) {
		const sp_line *l = &p->line[i];

		if (l->body && (l->sentence || (l->odds > SURE && !is_above_date(p, i))) && !l->tagged &&
		    !(is_caption(p, i) && (l->odds < SURE || is_below_credits(p, i))) &&
		    (p->title == p->n || !is_dek(s, p, i)))
			break;
	}
	if (i > p->last || i == p->first + TOP_REACH)
		i = p->first;
	/* Items of a summary, or a dateline, stand above the first paragraph. */
	while (i > start && p->line[i - 1].bullet && !p->line[i - 1].tagged)
		i--;
	return i;
}

/* ------------------------------------------------------------------------ the body */

/* What a rule says of a line of the body: a caption or a byline may be a sentence after all. */
static bool
is_tag_right(const sp_line *l)
{
	unsigned type = l->tagged ? l->tagged - 1u : SP_JUNK;

	if (type == SP_CAPTION || type == SP_BYLINE)
		return !(l->body && l->sentence && l->odds > SURE);
	return type != SP_JUNK;
}

/* What the element says that a line of the body is; SP_JUNK: nothing. */
static uint8_t
type_of_element(const nu_line *m)
{
	if (m->tag == NU_TAG_LI || m->tag == NU_TAG_CELL)
		return SP_ITEM;
	if (m->tag >= NU_TAG_H1 && m->tag <= NU_TAG_H6)
		return SP_HEAD;
	return m->tag == NU_TAG_P && m->strong < 255 ? SP_PARA : SP_JUNK;
}

static uint8_t
body_type(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	uint8_t        told = p->page->body ? SP_JUNK : type_of_element(&p->page->line[i]);
	bool           colon = l->text.n && l->text.p[l->text.n - 1] == ':';

	if (l->forced == 2)
		return SP_PARA;
	if (i == p->top && is_bare_dateline(p, i))
		return SP_DATELINE;
	if (l->bullet)
		return SP_ITEM;
	if (told != SP_JUNK)
		return told;
	/* Of a text that is said to be the article nothing tells where a subhead would stand. */
	return p->page->body || l->stop || l->words > 16 || (colon && l->words > 4) ? SP_PARA : SP_HEAD;
}

static void
type_body(sp_page *p)
{
	for (size_t i = p->top; i <= p->last; i++) {
		sp_line *l = &p->line[i];

		if (is_tag_right(l))
			l->type = (uint8_t)(l->tagged - 1);
		else if (i + 1 < p->n && is_photo_credit(l + 1) && !l[1].gap && l->words < DEK_WORDS &&
		         l->words > 3 && !l->tagged && l->odds < SURE)
			l->type = SP_CAPTION;
		else if (l->body)
			l->type = body_type(p, i);
	}
}

/* Credits and notes may follow the last paragraph; the rest is furniture. */
static void
type_tail(sp_page *p)
{
	size_t junk = 0;

	for (size_t i = p->last + 1; i < p->n && junk < TAIL_REACH; i++) {
		sp_line *l = &p->line[i];

		if (l->tagged == SP_CREDIT + 1 || l->tagged == SP_NOTE + 1)
			l->type = (uint8_t)(l->tagged - 1);
		else if (l->forced == 2)
			l->type = SP_PARA;
		else
			junk++;
	}
}

/* ---------------------------------------------------------------------- boilerplate */

/* The kind of every line that is junk: its own, or that of the section it stands in. */
static void
name_junk(sp_page *p)
{
	int section = -1;

	for (size_t i = 0; i < p->n; i++) {
		sp_line *l = &p->line[i];

		if (l->type != SP_JUNK) {
			section = -1;
			continue;
		}
		if (l->tagged == SP_JUNK + 1) {
			if (l->role != SP_PLAIN)
				section = l->junk;
			continue;
		}
		if (section >= 0)
			l->junk = (uint8_t)section;
		else if (i < p->top)
			l->junk = SP_NAV;
		else
			l->junk = l->words > 3 ? SP_LINKS : SP_OTHER;
	}
}

/* A run-in dateline becomes a block of its own: l->from is where the Para starts. */
static void
cut_dateline(const sp_state *s, sp_page *p)
{
	for (size_t i = p->top; i < p->n && i <= p->last && i < p->top + 3; i++) {
		sp_line *l = &p->line[i];
		size_t   from, to;

		if (l->type != SP_PARA)
			continue;
		if (nu_pattern_find(s->named[SP_RUN_IN], l->text, &from, &to) && from == 0 && to < l->text.n)
			l->from = l->start + to;
		return;
	}
}

void
sp_types(const sp_state *s, sp_page *p)
{
	p->top = p->n;
	if (p->title < p->n)
		p->line[p->title].type = SP_HEADLINE;
	if (p->first <= p->last) {
		p->top = p->page->body ? p->first : find_top(s, p);
		if (p->title < p->n)
			type_head(p);
		type_body(p);
		type_tail(p);
		cut_dateline(s, p);
	}
	for (size_t i = 0; i < p->n; i++)
		if (p->line[i].forced == 1)
			p->line[i].type = SP_JUNK;
		else if (p->line[i].forced == 2 && p->line[i].type == SP_JUNK)
			p->line[i].type = SP_PARA;
	name_junk(p);
}
