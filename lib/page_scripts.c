#include "page_scripts.h"

size_t
nu_page_tag(nu_str s, size_t from, size_t to, size_t *end)
{
	size_t n = 0;
	char   quote = 0, before = 'x';

	for (size_t i = from + 1; i < to; i++) {
		char c = s.p[i];

		if (quote) {
			if (c == quote)
				quote = 0, before = ' ';
		} else if (c == '>') {
			*end = i + 1;
			return n;
		} else if (before == '=' && (c == '"' || c == '\'')) {
			quote = c;
		} else if (c == ' ' || (c >= '\t' && c <= '\r') || c == '/') {
			before = before == '=' ? '=' : ' ';
		} else {
			n += before == ' ' && c != '=';
			before = c;
		}
	}
	*end = to;
	return n;
}

/* Does s[i..] begin with word (lower case) but for case? */
static bool
begins(nu_str s, size_t i, nu_str word)
{
	if (s.n - i < word.n)
		return false;
	for (size_t k = 0; k < word.n; k++)
		if ((s.p[i + k] | 32) != word.p[k] && s.p[i + k] != word.p[k])
			return false;
	return true;
}

/* Where `<` and the word stand from s[i] on; s.n when nowhere. */
static size_t
seek(nu_str s, size_t i, nu_str word)
{
	const char *p;

	while (i < s.n && (p = memchr(s.p + i, '<', s.n - i))) {
		i = (size_t)(p - s.p);
		if (begins(s, i, word))
			return i;
		i++;
	}
	return s.n;
}

/* Behind the comment that begins at s[i]. */
static size_t
comment_end(nu_str s, size_t i)
{
	const char *p;

	for (i += 2; i < s.n && (p = memchr(s.p + i, '>', s.n - i)); i++) {
		i = (size_t)(p - s.p);
		if (s.p[i - 1] == '-' && s.p[i - 2] == '-')
			return i + 1;
	}
	return s.n;
}

static bool
holds(nu_str s, nu_str word)
{
	for (size_t i = 0; i + word.n <= s.n; i++)
		if (begins(s, i, word))
			return true;
	return false;
}

/*
 * What is to be cut of the element that begins at s[i]: *from..*to. False when it is no
 * script or style, or one to be left as it is; *to is where to go on.
 */
static bool
cut(nu_str s, size_t i, size_t *from, size_t *to)
{
	bool   script = begins(s, i, NU_STR("<script")), style = begins(s, i, NU_STR("<style"));
	size_t after = i + (script ? 7 : 6);

	*to = i + 1;
	if ((!script && !style) || after >= s.n || !strchr(" \t\r\n\f/>", s.p[after]))
		return false;
	nu_page_tag(s, i, s.n, from);
	*to = *from;
	if (*from == s.n || s.p[*from - 2] == '/')
		return false;
	*to = seek(s, *from, script ? NU_STR("</script") : NU_STR("</style"));
	return *to < s.n && !holds(nu_slice(s, i, *from), NU_STR("ld+json"));
}

nu_str
nu_page_cut_scripts(nu_arena *a, nu_str s)
{
	char       *out = NULL;
	size_t      n = 0, done = 0, i = 0, from, to;
	const char *p;

	while (i < s.n && (p = memchr(s.p + i, '<', s.n - i))) {
		i = (size_t)(p - s.p);
		if (begins(s, i, NU_STR("<!--"))) {
			i = comment_end(s, i);
			continue;
		}
		if (!cut(s, i, &from, &to)) {
			i = to;
			continue;
		}
		if (!out)
			out = nu_alloc(a, s.n);
		memcpy(out + n, s.p + done, from - done);
		n += from - done;
		done = i = to;
	}
	if (!out)
		return s;
	memcpy(out + n, s.p + done, s.n - done);
	return (nu_str){out, n + s.n - done};
}
