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

/* The lines from record i on that stand one behind the other as they were read; how many. */
static size_t
put_lines(stream *s, size_t i)
{
	const nu_rec *r = s->doc.rec + i;
	nu_str        all = r->line;
	size_t        n = 1;

	for (; i + n < s->doc.n; n++) {
		if (r[n].line.p != all.p + all.n + 1 || all.p[all.n] != '\n' || r[n].lead.n)
			break;
		if (r[n].gone || (s->opts->own && !r[n].own))
			break;
		all.n += 1 + r[n].line.n;
	}
	nu_out_put(&s->out, all);
	nu_out_byte(&s->out, '\n');
	return n;
}

/* Room for as many records as the document before had: they are much alike. */
static nu_rec *
room(stream *s, size_t n, size_t *cap)
{
	enum { ROOM_MAX = 4096 };

	*cap = n < ROOM_MAX ? n : ROOM_MAX;
	return *cap ? nu_alloc_raw(&s->scratch, *cap * sizeof(nu_rec)) : NULL;
}

void
nu_stream_put(stream *s, bool keep)
{
	nu_doc *d = &s->doc;

	s->in.docs++;
	if (s->brain->write) {
		if (keep)
			s->brain->write(s->self, d, &s->out);
		return;
	}
	for (size_t i = 0, n; i < d->n; i += n) {
		const nu_rec *r = &d->rec[i];

		n = 1;
		/* Damaged lines and comments are nobody's to drop, but with -o. */
		if (r->lead.n && !s->opts->own)
			nu_out_put(&s->out, r->lead);
		if (!keep || r->gone || (s->opts->own && !r->own))
			continue;
		if (r->line.p)
			n = put_lines(s, i);
		else
			put_made(&s->out, d->id, r);
	}
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
