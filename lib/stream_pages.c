/* Documents out of pages: what -T and nstrip read. */
#include "stream_int.h"

#include "text.h"

static nu_rec
made(const char *type, size_t start, size_t end, nu_str value, nu_str text)
{
	return nu_rec_made(start, end, nu_str_of(type), value, NU_NOSCORE, text);
}

/* @doc and end, and with -T a Para for each line: a document made of a page. */
static void
document_of_page(stream *s, const nu_page *page, bool own)
{
	nu_doc   *d = &s->doc;
	nu_arena *a = &s->scratch;
	size_t    room = s->brain->doc ? page->nline + 2 : 2, bad;
	nu_str    source = nu_utf8_repair(a, page->source, &bad);

	/* A file's name may be any bytes; a record is UTF-8. */
	d->id = nu_rec_id(a, nu_utf8_repair(a, page->name, &bad));
	d->rec = NU_NEW(a, nu_rec, room);
	d->cap = room;
	d->rec[d->n++] = made("@doc", 0, page->length, nu_str_of(page->format),
	    source.n ? nu_escape(a, source) : NU_STR("."));
	for (size_t i = 0; i < page->nline && s->brain->doc; i++) {
		const nu_line *l = &page->line[i];

		d->rec[d->n++] = made("Para", l->start, l->end, NU_STR("."),
		    nu_escape(a, nu_slice(page->text, l->start, l->end)));
	}
	d->rec[d->n++] = made("end", page->length, page->length, NU_STR("."), NU_STR("."));
	for (size_t i = 0; i < d->n; i++)
		d->rec[i].own = own;
}

/* Does the operand begin with a @doc record? Then somebody stripped it already. */
static bool
is_records(stream *s)
{
	enum { LONGEST = 64 * 1024 };
	nu_input   *in = &s->in;
	const char *nl = NULL;
	nu_rec      rec;
	nu_str      id;

	do
		nl = in->n ? memchr(in->buf, '\n', in->n < LONGEST ? in->n : LONGEST) : NULL;
	while (!nl && in->n < LONGEST && nu_input_more(in));
	return nl && !nu_rec_parse((nu_str){in->buf, (size_t)(nl - in->buf)}, &id, &rec) &&
	       nu_is(&rec, "@doc");
}

static void
pass_records(stream *s)
{
	nu_input *in = &s->in;

	if (s->brain->write) {
		nu_damage(s->log, "newsutils records, not a page: left out (give no -T for them)");
		return;
	}
	nu_damage(s->log, "newsutils records, not a page: passed on as they are");
	do {
		nu_out_put(&s->out, (nu_str){in->buf, in->n});
		in->at = in->n = 0;
	} while (!s->out.error && nu_input_more(in));
}

void
nu_stream_pages(stream *s, const char *name)
{
	nu_page page;
	bool    keep;

	if (is_records(s)) {
		pass_records(s);
		return;
	}
	nu_pages_begin(s->pages, &s->in, name);
	for (;;) {
		nu_stream_new(s);
		if (!nu_pages_next(s->pages, &s->scratch, &page))
			break;
		document_of_page(s, &page, s->brain->doc == NULL);
		for (size_t i = 0; i < page.nfact; i++)
			nu_doc_fact(&s->doc, page.fact[i].type, page.fact[i].value, page.fact[i].score,
			    page.fact[i].text);
		keep = true;
		if (s->brain->page)
			keep = s->brain->page(s->self, &page, &s->doc, &s->out);
		else if (!page.refused)
			keep = s->brain->doc(s->self, &s->doc);
		nu_stream_put(s, keep);
		if (s->out.error)
			break;
	}
}
