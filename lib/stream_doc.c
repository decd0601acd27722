/* A document begins, and leaves: the writer of the stream. */
#include "stream_int.h"

static void
put_made(nu_out *out, nu_str id, const nu_rec *r)
{
	nu_out_put(out, id);
	nu_out_byte(out, '\t');
	nu_out_number(out, r->start);
	nu_out_byte(out, '\t');
	nu_out_number(out, r->end);
	nu_out_byte(out, '\t');
	nu_out_put(out, r->type);
	nu_out_byte(out, '\t');
	nu_out_put(out, r->value);
	nu_out_byte(out, '\t');
	nu_out_put(out, r->score);
	nu_out_byte(out, '\t');
	nu_out_put(out, r->text);
	nu_out_byte(out, '\n');
}

/* Room for as many records as the document before had: they are much alike. */
static nu_rec *
room(stream *s, size_t n, size_t *cap)
{
	enum { ROOM_MAX = 4096 };

	*cap = n < ROOM_MAX ? n : ROOM_MAX;
	return *cap ? nu_alloc_raw(&s->scratch, *cap * sizeof(nu_rec)) : NULL;
}

/* Lines that stand one behind the other as they were read go out as one. */
static void
put_lines(nu_out *out, nu_str *lines)
{
	if (!lines->n)
		return;
	nu_out_put(out, *lines);
	nu_out_byte(out, '\n');
	*lines = (nu_str){NULL, 0};
}

void
nu_stream_put(stream *s, bool keep)
{
	nu_doc       *d = &s->doc;
	nu_cursor     at = {0};
	nu_str        lines = {NULL, 0};
	const nu_rec *r;

	s->in.docs++;
	if (s->brain->write) {
		nu_doc_merge(d);
		if (keep)
			s->brain->write(s->self, d, &s->out);
		return;
	}
	nu_doc_sort(d);
	while ((r = nu_doc_next(d, &at))) {
		/* Damaged lines and comments are nobody's to drop, but with -o. */
		if (r->lead.n && !s->opts->own) {
			put_lines(&s->out, &lines);
			nu_out_put(&s->out, r->lead);
		}
		if (!keep || r->gone || (s->opts->own && !r->own))
			continue;
		if (lines.n && r->line.p == lines.p + lines.n + 1 && lines.p[lines.n] == '\n') {
			lines.n += 1 + r->line.n;
			continue;
		}
		put_lines(&s->out, &lines);
		lines = r->line;
		if (!r->line.p)
			put_made(&s->out, d->id, r);
	}
	put_lines(&s->out, &lines);
}

void
nu_stream_new(stream *s)
{
	nu_doc *d = &s->doc;

	nu_arena_reset(&s->scratch);
	memset(d, 0, sizeof *d);
	d->rec = room(s, s->last, &d->cap);
	d->add = room(s, s->lastadd, &d->capadd);
	s->doc.arena = &s->scratch;
	s->doc.log = s->log;
	s->over = false;
}
