/*
 * Where a report begins: at its dateline, a place (in capitals, or with an agency) and a dash
 * that run into the first paragraph.
 */
#include "strip_in.h"

/* Words of an opening paragraph; lines above the text that may hold it; sentences behind it. */
enum { OPENING_WORDS = 15, REACH = 12, BEHIND = 4 };

/* Does a dateline run into line i? *dateline: its bytes, with the dash. */
static bool
is_opening(const sp_state *s, const sp_page *p, size_t i, nu_str *dateline)
{
	const sp_line *l = &p->line[i];
	size_t         from, to;

	if (!l->sentence || l->tagged || i == p->title || l->words < OPENING_WORDS ||
	    !nu_pattern_find(s->named[SP_RUN_IN], l->text, &from, &to))
		return false;
	*dateline = nu_slice(l->text, from, to);
	return true;
}

/* The text that a dateline opens just above what the model sees is the first paragraph. */
static void
begin_above(const sp_state *s, sp_page *p)
{
	size_t from = p->first > REACH ? p->first - REACH : 0;
	nu_str dateline;

	for (size_t i = p->first; p->first <= p->last && i-- > from;)
		if (is_opening(s, p, i, &dateline)) {
			p->line[i].body = true;
			p->first = i;
		}
}

/* Does the text begin with two capitals, as a place in capitals does? */
static bool
begins_upper(nu_str t)
{
	unsigned n, m;

	if (!t.n || !(nu_class(nu_decode(t, 0, &n)) & NU_UPPER) || n >= t.n)
		return false;
	return nu_class(nu_decode(t, n, &m)) & NU_UPPER;
}

/* Dashes set off by a space; a hyphen alone joins words, and a colon has other uses. */
static bool
ends_in_dash(nu_str t)
{
	while (t.n && t.p[t.n - 1] == ' ')
		t.n--;
	if (t.n < 4)
		return false;
	return (t.p[t.n - 1] == '-' && strchr(" -)", t.p[t.n - 2])) ||
	       !memcmp(t.p + t.n - 3, "\xE2\x80", 2);
}

/* Does line i open a report beyond doubt, with sentences behind it? */
static bool
opens_report(const sp_state *s, const sp_page *p, size_t i)
{
	size_t behind = 0;
	nu_str dateline;

	if (!p->line[i].sentence || !begins_upper(p->line[i].text) ||
	    !is_opening(s, p, i, &dateline) || !ends_in_dash(dateline))
		return false;
	for (size_t k = i + 1; k < p->n && k <= i + BEHIND; k++)
		behind += p->line[k].sentence;
	return behind + 1 >= BEHIND;
}

/*
 * Where one line alone of a page opens a report, nothing above it is text, however many
 * teasers in sentences stand there; what goes on in sentences below it is.
 */
static void
begin_at(const sp_state *s, sp_page *p)
{
	size_t at = p->n;

	for (size_t i = 0; i < p->n; i++)
		if (opens_report(s, p, i)) {
			if (at < p->n)
				return;
			at = i;
		}
	if (at >= p->n || !at || p->line[at - 1].sentence)
		return;
	for (size_t i = 0; i < at; i++)
		p->line[i].body = false;
	for (size_t i = at; i < p->n && p->line[i].sentence && !p->line[i].tagged; i++)
		p->line[i].body = true;
}

void
sp_begin(const sp_state *s, sp_page *p)
{
	begin_above(s, p);
	if (!p->markup)
		begin_at(s, p);
}
