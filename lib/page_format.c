#include "page_format.h"

#include <errno.h>

#include "page_date.h"
#include "text.h"

/* ----------------------------------------------------------------- reading it all */

bool
nu_page_slurp(nu_pages *pages, size_t limit, size_t *length)
{
	nu_input *in = pages->in;

	while (in->n - in->at <= limit && nu_input_more(in))
		;
	*length = in->n - in->at;
	if (*length <= limit)
		return true;
	/* Read on to tell its true length, keeping nothing. */
	for (in->n = in->at = 0; nu_input_more(in); in->n = 0)
		*length += in->n;
	return false;
}

size_t
nu_page_most_markup(const nu_pages *pages)
{
	size_t most = (size_t)64 << 20, max = pages->opts->max_doc;

	return max >= most ? max : max * 8 < most ? max * 8 + 65536 : most;
}

void
nu_page_refuse_long(nu_pages *pages, nu_page *page)
{
	nu_damage(pages->log, "a text of %zu bytes is over the limit of %zu (--max-doc); left out",
	    page->length, pages->opts->max_doc);
	page->refused = true;
}

nu_str
nu_page_clean(nu_arena *a, nu_str s, size_t *bad)
{
	size_t n = 0;

	s = nu_utf8_repair(a, s, &n);
	*bad += n;
	return s;
}

void
nu_page_tell_bad(nu_pages *pages, size_t bad)
{
	if (bad)
		nu_damage(pages->log, "%zu invalid byte sequence%s replaced by U+FFFD", bad,
		    bad == 1 ? "" : "s");
}

void
nu_page_fact(nu_arena *a, nu_page *page, const char *type, nu_str value, int score, nu_str text)
{
	if (value.n)
		NU_PUSH(a, page->fact, page->nfact, page->capfact) =
		    (nu_fact){.type = type, .value = value, .text = text, .score = score};
}

bool
nu_page_has(const nu_page *page, const char *type)
{
	for (size_t i = 0; i < page->nfact; i++)
		if (strcmp(page->fact[i].type, type) == 0)
			return true;
	return false;
}

void
nu_page_replace(nu_page *page, const char *type)
{
	size_t n = 0;

	for (size_t i = 0; i < page->nfact; i++)
		if (strcmp(page->fact[i].type, type) != 0)
			page->fact[n++] = page->fact[i];
	page->nfact = n;
}

nu_str
nu_page_iso(nu_pages *pages, nu_arena *a, nu_str date)
{
	nu_str iso = nu_page_date(a, pages->months, date);

	date = nu_trim(date);
	if (!iso.n && date.n && !pages->told_date) {
		nu_note(pages->log, "no date can be read in '%.*s' (told once)",
		    (int)(date.n < 100 ? date.n : 100), date.p);
		pages->told_date = true;
	}
	return iso;
}

nu_str
nu_page_host(nu_arena *a, nu_str url)
{
	size_t i = 0, end;

	url = nu_trim(url);
	while (i + 3 <= url.n && memcmp(url.p + i, "://", 3) != 0)
		i++;
	if (i + 3 > url.n || i == 0)
		return (nu_str){NULL, 0};
	for (end = i += 3; end < url.n && !strchr("/?#", url.p[end]); end++)
		if (url.p[end] == '@')
			i = end + 1;
	for (size_t k = end; k-- > i;)
		if (url.p[k] == ':')
			end = k;
	if (end - i > 4 && memcmp(url.p + i, "www.", 4) == 0)
		i += 4;
	return nu_lower(a, nu_slice(url, i, end));
}

nu_str
nu_page_line(nu_arena *a, nu_str s)
{
	char    *out;
	size_t   n = 0;
	unsigned len;

	s = nu_trim(s);
	out = nu_alloc(a, s.n + 1);
	for (size_t i = 0; i < s.n; i += len) {
		uint32_t cp = nu_decode(s, i, &len);

		if (cp < 33 || cp == 0x85 || cp == 0x2028 || cp == 0x2029) {
			if (n && out[n - 1] != ' ')
				out[n++] = ' ';
		} else {
			memcpy(out + n, s.p + i, len);
			n += len;
		}
	}
	return (nu_str){out, n};
}

nu_str
nu_page_convert(iconv_t cd, nu_arena *a, nu_str s, size_t *bad)
{
	size_t cap = s.n * 3 + 16, left = cap, in_left = s.n;
	char  *out = nu_alloc(a, cap), *to = out, *from = (char *)(uintptr_t)s.p;

	iconv(cd, NULL, NULL, NULL, NULL);
	while (in_left) {
		if (iconv(cd, &from, &in_left, &to, &left) != (size_t)-1)
			break;
		if (errno == E2BIG || left < 3) {
			size_t used = (size_t)(to - out);
			char  *more = nu_alloc(a, cap * 2);

			memcpy(more, out, used);
			out = more;
			to = out + used;
			cap *= 2;
			left = cap - used;
			continue;
		}
		memcpy(to, "\xEF\xBF\xBD", 3);
		to += 3;
		left -= 3;
		from++;
		in_left--;
		++*bad;
	}
	return (nu_str){out, (size_t)(to - out)};
}
