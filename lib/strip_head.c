/* What stands between a page's headline and its text: decks, bylines, captions, key points. */
#include "strip_in.h"
#include "strip_verdict.h"

/* Lines: how far from the headline, a date, the text. */
enum { TOP_REACH = 8, DATE_REACH = 3, DEK_REACH = 6, CAPTION_REACH = 15 };
/* Words of a deck, at least, at most, and behind the byline; how many there are. */
enum { DEK_LEAST = 5, DEK_WORDS = 60, LATE_DEK = 8, DEKS = 2 };
/* Words of a line that a writer signs, and more where a day stands; of a kicker before a headline. */
enum { SIGNED_WORDS = 12, DAY_FIGURES = 4, DAY_WORDS = 5, KICKER = 8 };
/* Odds of what is text beyond doubt. */
enum { SURE = 96 };

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
	if (l->tagged && !l->cued) /* a rule knows it better than what stands around it does */
		return false;
	if (l->words > (l->figures < DAY_FIGURES ? SIGNED_WORDS : SIGNED_WORDS + DAY_WORDS))
		return false;
	for (size_t i = 0; i < p->page->nfact; i++) {
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

bool
sp_is_photo_credit(const sp_line *l)
{
	return l->tagged == SP_CREDIT + 1 && l->role != SP_CLOSE;
}

bool
sp_is_bare_dateline(const sp_page *p, size_t i)
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
		if (is_credits(p, k) || sp_is_photo_credit(&p->line[k]))
			return true;
	return false;
}

/* Is line i, first after the headline, a deck and not the article's first paragraph? */
static bool
is_dek(const sp_state *s, const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	size_t         next = next_text(p, i), from, to;

	if (l->words > DEK_WORDS || l->words < DEK_LEAST || l->tagged || i < p->title || next == p->n ||
	    is_below_credits(p, i) || i > p->title + DEK_REACH)
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
	return i + 1 < p->n && p->line[i].words < DEK_WORDS &&
	       ((sp_is_photo_credit(&p->line[i + 1]) && !p->line[i + 1].gap) || sp_is_bare_dateline(p, i + 1));
}

/* Does the line tell who took a picture? */
static bool
tells_picture(const sp_state *s, const sp_line *l)
{
	return sp_is_photo_credit(l) || l->tagged == SP_CAPTION + 1 ||
	       nu_pattern_find(s->named[SP_PHOTO], l->text, NULL, NULL) ||
	       nu_pattern_find(s->named[SP_PICTURED], l->text, NULL, NULL);
}

/* Is a line between byline and text, of a deck's length, a deck? It is a sentence, of no picture. */
static bool
is_late_dek(const sp_state *s, const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];

	return l->stop && l->words >= LATE_DEK && !(p->page->line[i].within & NU_IN_FIGURE) &&
	       !tells_picture(s, l) && (i + 1 == p->n || l[1].words > LATE_DEK || !tells_picture(s, &l[1]));
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

/* An item of a list of key points between headline and text. */
static bool
is_key_point(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	const nu_line *m = &p->page->line[i];

	if (m->tag != NU_TAG_LI || m->link >= SP_LINKED || m->within & NU_IN_FIGURE ||
	    i + CAPTION_REACH < p->top || (l->tagged && !(l->cued && l->junk == SP_PULL)))
		return false;
	return l->words >= (l->stop ? DEK_LEAST : LATE_DEK);
}

/* Is it the headline once more, perhaps with a kicker before it? */
static bool
is_headline_again(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i], *title = &p->line[p->title];

	if (l->hash == title->hash)
		return true;
	return title->words >= DEK_LEAST && l->words > title->words && l->words <= title->words + KICKER &&
	       sp_overlap(p, title, l, 1) >= 0.9;
}

/* What has come between the headline and a line. */
typedef struct head {
	bool   credits; /* a byline, a date or furniture */
	bool   live;    /* the page is of reports with times */
	size_t deks;
} head;

static uint8_t
type_above(const sp_state *s, const sp_page *p, size_t i, const head *h)
{
	const sp_line *l = &p->line[i];
	bool           linked = p->page->line[i].link >= SP_LINKED, near = i + CAPTION_REACH >= p->top;

	if (is_key_point(p, i))
		return SP_DEK;
	if ((near || i <= p->title + CAPTION_REACH) && is_told_writer(p, l))
		return SP_BYLINE;
	if (l->tagged)
		return l->tagged == SP_LIVE + 1 && !h->live ? type_of_time(p, i) : (uint8_t)(l->tagged - 1);
	if (l->dated)
		return SP_BYLINE;
	if (is_headline_again(p, i))
		return SP_HEADLINE;
	if (i + 1 < p->top && l->words <= DEK_LEAST && is_key_point(p, i + 1))
		return SP_DEK;
	if (is_names(p, i))
		return SP_BYLINE;
	if (sp_is_bare_dateline(p, i))
		return SP_DATELINE;
	if (is_caption(p, i))
		return SP_CAPTION;
	if (linked)
		return SP_JUNK;
	if (near && l->words >= DEK_LEAST && l->words <= DEK_WORDS && tells_picture(s, l))
		return SP_CAPTION;
	if (!h->credits && l->words >= DEK_LEAST && l->words <= DEK_WORDS && i <= p->title + DEK_REACH &&
	    h->deks < DEKS)
		return SP_DEK;
	if (l->words >= 6 && (l->stop || l->words >= 9) && l->words <= DEK_WORDS && near && !l->same)
		return h->deks < DEKS && is_late_dek(s, p, i) ? SP_DEK : SP_CAPTION;
	if (l->bullet && near)
		return SP_ITEM;
	return i + 1 == p->top && l[1].bullet ? SP_HEAD : SP_JUNK;
}

void
sp_type_head(const sp_state *s, sp_page *p)
{
	head h = {.live = is_live(p)};

	/* Some pages set the byline above the headline. */
	for (size_t i = p->title > DEK_REACH ? p->title - DEK_REACH : 0; i < p->title; i++)
		if (i + CAPTION_REACH >= p->top &&
		    (p->line[i].tagged == SP_BYLINE + 1 || is_told_writer(p, &p->line[i])))
			p->line[i].type = SP_BYLINE;
	for (size_t i = p->title + 1; i < p->top; i++) {
		sp_line *l = &p->line[i];

		l->type = type_above(s, p, i, &h);
		h.credits |= l->type == SP_BYLINE || (l->tagged && l->type == SP_JUNK);
		h.deks += l->type == SP_DEK && p->page->line[i].tag != NU_TAG_LI;
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

size_t
sp_find_top(const sp_state *s, const sp_page *p)
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
