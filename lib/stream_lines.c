/*
 * Documents out of lines: records up to their `end`, and the lines that a brain reads by
 * itself. What is damaged is told of and passed on; what is too long is bounded.
 */
#include "stream_int.h"

/* Bytes of comments and damaged lines that are held back between two documents. */
enum { LEAD_MAX = 1024 * 1024 };

/* ------------------------------------------------------------------- record input */

static bool
has_blocks(const nu_doc *d)
{
	for (size_t i = 0; i < d->n; i++) {
		const nu_rec *r = &d->rec[i];

		if (nu_is_block(r) || nu_is(r, "Junk"))
			return true;
	}
	return false;
}

/* Found things without blocks to find them in: somebody's -o stood before us. */
static void
tell_bare(stream *s)
{
	const nu_doc *d = &s->doc;

	if (s->told_bare || s->brain->write || has_blocks(d))
		return;
	for (size_t i = 0; i < d->n; i++)
		if (d->rec[i].type_p[0] != '@' && !nu_is(&d->rec[i], "end")) {
			s->told_bare = true;
			nu_damage(s->log, "document %.*s has no blocks to read (is -o used before here?)",
			    (int)(d->id.n < 200 ? d->id.n : 200), d->id.p);
			return;
		}
}

/* The document in s->doc is complete: think, write, forget. */
static void
finish_document(stream *s)
{
	nu_doc *d = &s->doc;
	bool    keep = true;

	s->last = d->n > s->last ? d->n : s->last - s->last / 64;
	if (d->n) {
		if (!d->damaged && !s->over) {
			tell_bare(s);
			keep = s->brain->doc(s->self, d);
			s->lastadd = d->nadd > s->lastadd ? d->nadd : s->lastadd - s->lastadd / 64;
		}
		nu_stream_put(s, keep);
	}
	nu_stream_new(s);
}

/* Bytes of one line, and of a document's lines. */
static size_t
line_max(const stream *s)
{
	return s->opts->page.max_doc * 2 + 65536;
}

static size_t
doc_max(const stream *s)
{
	return s->opts->page.max_doc * 16 + 65536;
}

/* A record that reads a copy of its line; one that shall not stay keeps what stood before it. */
static nu_rec
copy_of(nu_arena *a, nu_str all, uint32_t lead, bool stays)
{
	nu_str copy = nu_copy(a, stays ? all : nu_slice(all, 0, lead)), id;
	nu_rec r = nu_rec_made(0, 0, NU_STR("gone"), NU_STR("."), NU_NOSCORE, NU_STR("."));

	if (stays)
		nu_rec_parse(nu_slice(copy, lead, copy.n), &id, &r);
	r.line = copy.p + lead;
	r.lead_n = lead;
	r.gone = !stays;
	return r;
}

/* The text or its records are too long: @doc stays, the rest is left out up to the end. */
static void
go_over(stream *s)
{
	nu_doc *d = &s->doc;
	size_t  n = 0;

	nu_damage(s->log, "a document over the limit of %zu bytes (--max-doc) is left out",
	    s->opts->page.max_doc);
	s->over = true;
	/* What stays is copied, so that the buffer is free. */
	d->id = nu_copy(d->arena, d->id);
	for (size_t i = 0; i < d->n; i++) {
		nu_rec *r = &d->rec[i];
		bool    stays = nu_is(r, "@doc");
		nu_str  all = {r->line - r->lead_n, r->lead_n + nu_rec_line(r).n};

		if (stays || r->lead_n)
			d->rec[n++] = copy_of(d->arena, all, r->lead_n, stays);
	}
	d->n = n;
}

/* Room for the next record, which is not counted yet. */
static nu_rec *
next_room(nu_doc *d)
{
	nu_rec *r = &NU_PUSH_RAW(d->arena, d->rec, d->n, d->cap);

	d->n--;
	return r;
}

/* Where the document's lines begin, with what stands before the first of them. */
static const char *
first_byte(const nu_doc *d)
{
	return d->rec[0].line - d->rec[0].lead_n;
}

/* What is wrong with a record behind those of the document; NULL: nothing. */
static const char *
disorder(stream *s, const nu_rec *rec)
{
	if (s->doc.n && !nu_rec_before(rec - 1, rec) && nu_rec_cmp(rec - 1, rec) > 0)
		return "out of order";
	if (nu_is_block(rec)) {
		if (rec->start < s->block_end)
			return "a block begins before the one before it ends";
		s->block_end = rec->end;
	}
	return NULL;
}

/* The record stands in the document's next room. */
static void
take_record(stream *s, nu_str id, nu_rec *rec)
{
	nu_doc *d = &s->doc;
	bool    end = nu_is(rec, "end");

	if (d->n && !nu_eq(d->id, id)) {
		nu_rec first = *rec;

		finish_document(s);
		rec = next_room(d);
		*rec = first;
	}
	s->any = true;
	s->plain = false;
	if (!s->over)
		d->id = id;
	rec->lead_n = (uint32_t)(rec->line - (s->in.buf + s->lead));
	if (!s->over && rec->end > s->opts->page.max_doc) {
		d->n += nu_is(rec, "@doc");
		go_over(s);
	} else if (!s->over || end) {
		const char *why = s->over || d->damaged ? NULL : disorder(s, rec);

		if (why)
			nu_damage(s->log, "%s: the document passes with nothing added", why);
		d->damaged |= why != NULL;
		d->n++;
	}
	if (end) /* it leaves at once, so that a slow pipe shows it */
		finish_document(s);
}

/* A line that is no record: told of, and kept before the line after it. */
static void
take_damage(stream *s, const char *why)
{
	if (s->plain)
		return;
	if (!s->any && strcmp(why, "not seven columns") == 0) {
		s->plain = true;
		nu_damage(s->log, "no newsutils record (plain text? give -T, or nstrip first)");
		return;
	}
	nu_damage(s->log, "%s", why);
}

/* Comments and damaged lines that no record followed. */
static void
put_lead(stream *s, size_t to)
{
	if (!s->opts->own && !s->brain->write && to > s->lead)
		nu_out_put(&s->out, (nu_str){s->in.buf + s->lead, to - s->lead});
	s->lead = to;
}

/* No record: it waits for the next one, but not without end. */
static void
keep_line(stream *s, nu_str line)
{
	size_t end = (size_t)(line.p + line.n + 1 - s->in.buf);

	if (end - s->lead < LEAD_MAX || (s->doc.n && !s->over))
		return;
	if (s->doc.n)
		finish_document(s);
	put_lead(s, end);
}

static void
take_line(stream *s, const char *p, const nu_look *look)
{
	nu_rec     *rec = NULL;
	nu_str      id = {NULL, 0};
	const char *why = "", *end = p + look->n + 1;

	s->log->line++;
	if (!look->n || p[0] != '#') {
		rec = next_room(&s->doc);
		why = nu_rec_read(p, look, &id, rec);
	}
	if (why) {
		if (*why)
			take_damage(s, why);
		keep_line(s, (nu_str){p, look->n});
	} else {
		take_record(s, id, rec);
		s->lead = (size_t)(end - s->in.buf);
	}
	/* What a document may be is told by its lines, never by how they were read. */
	if (s->doc.n && !s->over && (size_t)(end - first_byte(&s->doc)) > doc_max(s))
		go_over(s);
}

/* Where the buffer was and is, for what points into it. */
typedef struct move {
	uintptr_t from, to, end;
} move;

static bool
has_moved(const move *m, const char *p)
{
	return (uintptr_t)p >= m->from && (uintptr_t)p < m->end;
}

static void
move_bytes(const move *m, const char **p)
{
	*p = (const char *)((uintptr_t)*p - m->from + m->to);
}

static void
move_document(nu_doc *d, const move *m)
{
	if (m->from == m->to)
		return;
	if (has_moved(m, d->id.p))
		move_bytes(m, &d->id.p);
	for (size_t i = 0; i < d->n; i++) {
		nu_rec *r = &d->rec[i];

		if (!has_moved(m, r->line)) /* a copy */
			continue;
		move_bytes(m, &r->type_p);
		move_bytes(m, &r->value_p);
		move_bytes(m, &r->text_p);
		move_bytes(m, &r->line);
	}
}

/*
 * Reads more; the current document's lines stay in the buffer, which may move, and
 * *next (the first line not taken) and *scan (the first byte not searched) with it.
 */
static bool
more_lines(stream *s, size_t *next, size_t *scan)
{
	nu_input *in = &s->in;
	bool      held = s->doc.n && !s->over;
	size_t    was = held ? (size_t)(first_byte(&s->doc) - in->buf) : s->lead, shift;
	move      m = {(uintptr_t)in->buf + was, 0, (uintptr_t)in->buf + in->n};
	bool      got;

	in->at = was;
	got = nu_input_more(in);
	shift = was - in->at;
	m.to = (uintptr_t)in->buf + in->at;
	move_document(&s->doc, &m);
	s->lead -= shift;
	*next -= shift;
	*scan -= shift;
	return got;
}

/* A line longer than any record may be, up to `to`: written through. */
static void
pass_long(stream *s, size_t to)
{
	s->log->line++;
	nu_damage(s->log, "a line of over %zu bytes is no record", line_max(s));
	s->doc.damaged = true;
	finish_document(s);
	put_lead(s, to);
}

/* The same of one whose end has not been read: as it comes. */
static bool
pass_line(stream *s, size_t *next, size_t *scan)
{
	nu_input *in = &s->in;
	char     *nl = NULL;

	pass_long(s, in->n);
	do {
		s->lead = in->at = in->n;
		if (!nu_input_more(in))
			break;
		nl = memchr(in->buf + in->at, '\n', in->n - in->at);
		s->lead = in->at;
		put_lead(s, nl ? (size_t)(nl - in->buf) + 1 : in->n);
	} while (!nl && !s->out.error);
	*next = *scan = s->lead;
	return nl != NULL;
}

/*
 * The line at *next, when its LF has been read; *scan: bytes before it are known to hold
 * none. Most lines are short, and looked at once.
 */
static bool
next_line(const nu_input *in, size_t next, size_t *scan, nu_look *look)
{
	enum { SHORT = 4096 };
	const char *nl, *p;
	size_t      n = in->n - next;

	if (!n) /* nor is there a buffer before the first read */
		return false;
	p = in->buf + next;
	if (*scan == next && nu_rec_look(p, n < SHORT ? n : SHORT, look))
		return true;
	if (*scan == in->n || !(nl = memchr(in->buf + *scan, '\n', in->n - *scan))) {
		*scan = in->n;
		return false;
	}
	return nu_rec_look(p, (size_t)(nl + 1 - p), look);
}

void
nu_stream_records(stream *s)
{
	nu_input *in = &s->in;
	nu_look   look;
	size_t    next = 0, scan = 0;

	s->lead = 0;
	s->any = s->plain = false;
	nu_stream_new(s);
	for (;;) {
		while (next_line(in, next, &scan, &look)) {
			const char *p = in->buf + next;

			next = scan = next + look.n + 1;
			if (look.n > line_max(s))
				pass_long(s, next);
			else
				take_line(s, p, &look);
		}
		if (in->n - next > line_max(s)) {
			if (!pass_line(s, &next, &scan))
				break;
		} else if (s->out.error || !more_lines(s, &next, &scan)) {
			break;
		}
	}
	if (next < in->n && !s->out.error) { /* a last line without LF gets one */
		in->buf[in->n++] = '\n';
		nu_rec_look(in->buf + next, in->n - next, &look);
		take_line(s, in->buf + next, &look);
	}
	finish_document(s);
	put_lead(s, in->n);
}

/* -------------------------------------------------------------------- other lines */

static void
give_line(stream *s, nu_str line)
{
	enum nu_taken taken;

	do {
		taken = s->brain->line(s->self, line, &s->doc);
		if (taken != NU_MORE && s->doc.n)
			nu_stream_put(s, true);
		if (taken != NU_MORE)
			nu_stream_new(s);
	} while (taken == NU_AGAIN);
}

/* Drops a line that is too long; in->at is put behind it. */
static void
drop_line(stream *s, size_t most)
{
	nu_input *in = &s->in;
	char     *nl;

	s->log->line++;
	nu_damage(s->log, "a line of over %zu bytes is left out", most);
	nl = memchr(in->buf + in->at, '\n', in->n - in->at);
	if (nl) {
		in->at = (size_t)(nl + 1 - in->buf);
		return;
	}
	do {
		in->at = in->n;
		if (!nu_input_more(in))
			return;
		nl = memchr(in->buf + in->at, '\n', in->n - in->at);
	} while (!nl);
	in->at = (size_t)(nl + 1 - in->buf);
}

void
nu_stream_lines(stream *s)
{
	nu_input *in = &s->in;
	size_t    scanned = 0; /* bytes of the line at in->at that are known to hold no LF */
	size_t    most = s->opts->page.max_doc * 32 + 65536;

	nu_stream_new(s);
	for (;;) {
		char *nl;

		while (in->at + scanned < in->n &&
		       (nl = memchr(in->buf + in->at + scanned, '\n', in->n - in->at - scanned))) {
			nu_str line = {in->buf + in->at, (size_t)(nl - (in->buf + in->at))};

			scanned = 0;
			if (line.n > most) {
				drop_line(s, most);
				continue;
			}
			s->log->line++;
			give_line(s, line);
			in->at = (size_t)(nl + 1 - in->buf);
		}
		scanned = in->n - in->at;
		if (scanned > most) {
			drop_line(s, most);
			scanned = 0;
		} else if (s->out.error || !nu_input_more(in)) {
			break;
		}
	}
	if (scanned && !s->out.error) {
		s->log->line++;
		give_line(s, (nu_str){in->buf + in->at, scanned});
	}
	give_line(s, (nu_str){NULL, 0});
}
