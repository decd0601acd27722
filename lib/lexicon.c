#include "lexicon.h"

#include "text.h"

bool
nu_tsv_line(nu_str *tsv, nu_str *line)
{
	while (tsv->n) {
		const char *nl = memchr(tsv->p, '\n', tsv->n);
		size_t      n = nl ? (size_t)(nl - tsv->p) : tsv->n;

		*line = (nu_str){tsv->p, n};
		tsv->p += nl ? n + 1 : n;
		tsv->n -= nl ? n + 1 : n;
		if (n && line->p[0] != '#')
			return true;
	}
	return false;
}

size_t
nu_line_of(const char *text, const char *line)
{
	size_t n = 1;

	while ((text = memchr(text, '\n', (size_t)(line - text)))) {
		n++;
		text++;
	}
	return n;
}

nu_str
nu_column(nu_str rest, size_t i)
{
	for (;;) {
		const char *tab = rest.n ? memchr(rest.p, '\t', rest.n) : NULL;
		size_t      n = tab ? (size_t)(tab - rest.p) : rest.n;

		if (i-- == 0)
			return (nu_str){rest.p, n};
		if (!tab)
			return (nu_str){NULL, 0};
		rest = nu_slice(rest, n + 1, rest.n);
	}
}

static void
add(nu_lexicon *lex, nu_entry *e)
{
	size_t i = e->hash & lex->mask;

	for (; lex->slot[i]; i = (i + 1) & lex->mask)
		if (lex->slot[i]->hash == e->hash && nu_eq(lex->slot[i]->key, e->key)) {
			nu_entry *same = lex->slot[i];

			lex->entry[same->last].next = e;
			same->last = e->last;
			return;
		}
	lex->slot[i] = e;
}

nu_lexicon *
nu_lexicon_new(nu_arena *keep, nu_str tsv)
{
	nu_lexicon *lex = NU_NEW(keep, nu_lexicon, 1);
	size_t      lines = 1, size = 16;
	nu_str      line;

	for (const char *p = tsv.p; p && (p = memchr(p, '\n', (size_t)(tsv.p + tsv.n - p))); p++)
		lines++;
	while (size < lines * 2)
		size *= 2;
	lex->slot = NU_NEW(keep, nu_entry *, size);
	lex->mask = size - 1;
	lex->entry = NU_NEW(keep, nu_entry, lines);
	lex->cap = lines;
	while (nu_tsv_line(&tsv, &line)) {
		nu_entry *e = &lex->entry[lex->n++];

		e->key = nu_column(line, 0);
		if (e->key.n < line.n)
			e->rest = nu_slice(line, e->key.n + 1, line.n);
		e->hash = nu_hash(e->key);
		e->last = (uint32_t)(e - lex->entry);
		add(lex, e);
	}
	return lex;
}

const nu_entry *
nu_lexicon_find(const nu_lexicon *lex, nu_str word, uint32_t hash)
{
	for (size_t i = hash & lex->mask; lex->slot[i]; i = (i + 1) & lex->mask)
		if (lex->slot[i]->hash == hash && nu_eq_lower(word, lex->slot[i]->key))
			return lex->slot[i];
	return NULL;
}
