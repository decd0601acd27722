/*
 * Pages of a few lines, as one types them to try nstrip out, or a note in a mailbox: the line
 * model has learnt of whole pages and takes their sentences for headlines and furniture.
 */
#include "strip_verdict.h"

enum { FEW_LINES = 12, FEW_WORDS = 3 };

/* Does the text end in a full stop? A headline may end in other marks. */
static bool
ends_in_point(nu_str t)
{
	if (t.n > 2 && memcmp(t.p + t.n - 3, "\xE3\x80\x82", 3) == 0)
		return true;
	return t.n > 1 && t.p[t.n - 1] == '.' && t.p[t.n - 2] != '.';
}

static bool
is_plain(const sp_line *l)
{
	return !l->tagged && !l->dated && !l->forced;
}

/* Is the line a sentence, however short? */
static bool
says(const sp_line *l)
{
	return is_plain(l) && l->stop && l->words >= FEW_WORDS;
}

void
sp_small(sp_page *p)
{
	bool   any = false;
	size_t first = p->n;

	if (p->markup || p->n > FEW_LINES || p->told < p->n)
		return;
	for (size_t i = 0; i < p->n; i++)
		any |= p->line[i].body;
	if (p->title < p->n && says(&p->line[p->title]) && ends_in_point(p->line[p->title].text)) {
		p->line[p->title].body = true;
		p->title = p->n;
	}
	for (size_t i = p->n; i-- > 0;) {
		p->line[i].body |= !any && i != p->title && says(&p->line[i]);
		first = p->line[i].body ? i : first;
	}
	/* "Who is he?": what asks above what says. */
	if (!any && p->title == p->n && first + 1 < p->n && p->line[first + 1].body &&
	    !ends_in_point(p->line[first].text) && !p->line[first].quote) {
		p->line[first].body = false;
		p->title = first;
	}
	if (p->title == p->n && first < p->n && first && is_plain(&p->line[first - 1]) &&
	    !p->line[first - 1].stop && sp_may_be_title(p, first - 1))
		p->title = first - 1;
}
