/* A document begins, and leaves: the writer of the stream. */
#include "stream_int.h"

/* A column, most often of a few bytes, and the TAB behind it. */
static inline char *
put_column(char *to, nu_str s)
{
	if (s.n == 1) {
		*to = *s.p;
	} else if (s.n > 3 && s.n < 9) {
		memcpy(to, s.p, 4);
		memcpy(to + s.n - 4, s.p + s.n - 4, 4);
	} else {
		memcpy(to, s.p, s.n);
	}
	to[s.n] = '\t';
	return to + s.n + 1;
}

/* A record of this program's, longer than the writer's buffer. */
static void
put_long(nu_out *out, nu_str id, const nu_rec *r)
{
	const nu_str column[] = {nu_rec_type(r), nu_rec_value(r), nu_rec_score(r), nu_rec_text(r)};

	nu_out_put(out, id);
	nu_out_byte(out, '\t');
	nu_out_number(out, r->start);
	nu_out_byte(out, '\t');
	nu_out_number(out, r->end);
	for (size_t i = 0; i < sizeof column / sizeof *column; i++) {
		nu_out_byte(out, '\t');
		nu_out_put(out, column[i]);
	}
	nu_out_byte(out, '\n');
}

static void
put_made(nu_out *out, nu_str id, const nu_rec *r)
{
	size_t most = id.n + r->type_n + (size_t)r->value_n + r->text_n + 2 * NU_DECIMAL + 11;
	char  *p = nu_out_room(out, most);

	if (!p) {
		put_long(out, id, r);
		return;
	}
	p = put_column(p, id);
	p = nu_decimal(p, r->start);
	*p++ = '\t';
	p = nu_decimal(p, r->end);
	*p++ = '\t';
	p = put_column(p, nu_rec_type(r));
	p = put_column(p, nu_rec_value(r));
	p = put_column(p, nu_rec_score(r));
	memcpy(p, r->text_p, r->text_n);
	p[r->text_n] = '\n';
	out->n = (size_t)(p + r->text_n + 1 - out->buf);
}

/* Lines as they were read, LF included where it was. */
static void
put_lines(nu_out *out, nu_str *lines)
{
	if (!lines->p)
		return;
	if (lines->p[lines->n] == '\n') {
		lines->n++;
		nu_out_put(out, *lines);
	} else {
		nu_out_put(out, *lines);
		nu_out_byte(out, '\n');
	}
	*lines = (nu_str){NULL, 0};
}

/* Writes a line, or keeps it with those that stand before it in the buffer. */
static void
keep_line(nu_out *out, nu_str *lines, nu_str line)
{
	if (lines->p && line.p == lines->p + lines->n + 1 && lines->p[lines->n] == '\n') {
		lines->n += 1 + line.n;
		return;
	}
	put_lines(out, lines);
	*lines = line;
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
		if (r->lead_n && !s->opts->own) {
			put_lines(&s->out, &lines);
			nu_out_put(&s->out, nu_rec_lead(r));
		}
		if (!keep || r->gone || (s->opts->own && !r->own))
			continue;
		if (!r->made) {
			keep_line(&s->out, &lines, nu_rec_line(r));
		} else {
			put_lines(&s->out, &lines);
			put_made(&s->out, d->id, r);
		}
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
	s->block_end = 0;
	s->over = false;
}
