#include "page_told.h"

#include "page_date.h"
#include "text.h"

static bool
is_address(nu_str s)
{
	return s.n > 8 && (memcmp(s.p, "http://", 7) == 0 || memcmp(s.p, "https://", 8) == 0) &&
	       !memchr(s.p, ' ', s.n);
}

/* en-US, en_GB: its first part in lower case, when it is a code of two or three letters. */
static nu_str
language(nu_arena *a, nu_str s)
{
	size_t n = 0;

	while (n < s.n && ((s.p[n] | 32) >= 'a' && (s.p[n] | 32) <= 'z'))
		n++;
	if (n < 2 || n > 3 || (n < s.n && s.p[n] != '-' && s.p[n] != '_') || memcmp(s.p, "utf", n) == 0)
		return (nu_str){NULL, 0};
	return nu_lower(a, nu_slice(s, 0, n));
}

void
nu_tell(nu_tells *m, enum nu_told what, nu_str raw, int score)
{
	nu_tell_best *t = &m->best[what];
	nu_str        value;

	if (what == NU_TOLD_WRITER) {
		nu_writers_add(&m->writers, m->pages->writers, m->a, raw, score);
		return;
	}
	if (score <= t->score)
		return;
	raw = value = nu_page_line(m->a, raw);
	if (what == NU_TOLD_PUBLISHED || what == NU_TOLD_UPDATED)
		value = nu_page_date(m->a, m->pages->months, raw);
	else if (what == NU_TOLD_LANG)
		value = language(m->a, raw);
	else if (what == NU_TOLD_URL && !is_address(raw))
		return;
	if (what != NU_TOLD_ARTICLE && value.n > NU_TOLD_MOST)
		return;
	if (value.n)
		*t = (nu_tell_best){value, nu_eq(raw, value) ? (nu_str){NULL, 0} : raw, score};
}
