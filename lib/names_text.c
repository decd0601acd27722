#include "names_text.h"

#include "text.h"

nu_str
nu_name_tidy(nu_arena *a, nu_str s)
{
	char    *out;
	size_t   n = 0, i = 0;
	bool     blank = false, any = false;
	unsigned len;

	for (size_t k = 0; k < s.n && !any; k++)
		any = s.p[k] == '\n' || s.p[k] == '\t' || s.p[k] == '\r' || (unsigned char)s.p[k] >= 0xC2 ||
		      (s.p[k] == ' ' && k + 1 < s.n && s.p[k + 1] == ' ');
	if (!any)
		return s;
	out = nu_alloc(a, s.n + 1);
	for (; i < s.n; i += len) {
		if (nu_class(nu_decode(s, i, &len)) & NU_SPACE) {
			blank = true;
			continue;
		}
		if (blank)
			out[n++] = ' ';
		blank = false;
		memcpy(out + n, s.p + i, len);
		n += len;
	}
	return (nu_str){out, n};
}

nu_str
nu_name_in_full(const nu_forms *w, nu_str folded)
{
	size_t          at = folded.n;
	const nu_entry *e;
	nu_str          last, whole;
	char           *out;

	while (at && folded.p[at - 1] != ' ')
		at--;
	last = nu_slice(folded, at, folded.n);
	if (!at || last.n > 4)
		return folded;
	for (e = nu_lexicon_find(w->tables->parts, last, nu_hash(last)); e; e = e->next) {
		if (!nu_eq(nu_column(e->rest, 0), NU_STR("short")))
			continue;
		whole = nu_column(e->rest, 1);
		out = nu_alloc_raw(w->a, at + whole.n);
		memcpy(out, folded.p, at);
		memcpy(out + at, whole.p, whole.n);
		return (nu_str){out, at + whole.n};
	}
	return folded;
}

nu_str
nu_name_part_site(const nu_forms *w, nu_str text)
{
	for (size_t i = 1, to; i + 1 < text.n; i++) {
		char *out;

		if (text.p[i] != '.')
			continue;
		for (to = i + 1; to < text.n && nu_ascii[(unsigned char)text.p[to] & 127] & NU_ALPHA; to++)
			;
		if (!nu_form_part(w, nu_slice(text, i + 1, to), nu_hash(nu_slice(text, i + 1, to)), "site"))
			continue;
		text = nu_copy(w->a, text);
		out = (char *)(uintptr_t)text.p;
		out[i] = ' ';
		break;
	}
	return text;
}

nu_str
nu_name_without_legal_form(const nu_forms *w, nu_str text)
{
	for (;;) {
		size_t at = text.n, to;

		while (at && text.p[at - 1] != ' ')
			at--;
		for (to = text.n; to > at && text.p[to - 1] == '.'; to--)
			;
		if (!at || !nu_form_part(w, nu_slice(text, at, to), nu_hash(nu_slice(text, at, to)), "firm"))
			return text;
		for (at--; at && (text.p[at - 1] == ',' || text.p[at - 1] == ' '); at--)
			;
		text.n = at;
	}
}
