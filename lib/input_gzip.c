#include "input_gzip.h"

#include <stdlib.h>
#include <zlib.h>

/* Behind the cursor so much is kept, however it was read: as far back broken data are searched. */
enum { BUFFER = 128 * 1024, HISTORY = 16 * 1024, HEADER = 10 };

struct nu_gzip {
	nu_packed *more;
	void      *ctx;
	nu_log    *log;
	jmp_buf   *oom;
	z_stream   z;
	bool       inside; /* a member has begun */
	bool       eof;
	size_t     at, n; /* packed bytes not yet taken are buf[at..n) */
	size_t     from;  /* behind the current member's magic, or where buf begins */
	unsigned char buf[BUFFER];
};

nu_gzip *
nu_gzip_new(nu_packed *more, void *ctx, nu_log *log, jmp_buf *oom, nu_str begin)
{
	nu_gzip *g = calloc(1, sizeof *g);

	if (!g)
		longjmp(*oom, 1);
	if (inflateInit2(&g->z, 15 + 16) != Z_OK) {
		free(g);
		longjmp(*oom, 1);
	}
	g->more = more;
	g->ctx = ctx;
	g->log = log;
	g->oom = oom;
	g->inside = true;
	g->from = 2;
	g->n = begin.n < BUFFER ? begin.n : BUFFER; /* the caller's first read is no longer */
	memcpy(g->buf, begin.p, g->n);
	return g;
}

void
nu_gzip_free(nu_gzip *g)
{
	if (!g)
		return;
	inflateEnd(&g->z);
	free(g);
}

/* At least `need` packed bytes, or as many as there are. */
static void
fill(nu_gzip *g, size_t need)
{
	if (g->at > HISTORY && g->n - g->at < need && BUFFER - g->n < BUFFER / 4) {
		size_t drop = g->at - HISTORY;

		memmove(g->buf, g->buf + drop, g->n - drop);
		g->from = g->from > drop ? g->from - drop : 0;
		g->n -= drop;
		g->at -= drop;
	}
	while (g->n - g->at < need && !g->eof) {
		size_t n = g->more(g->ctx, (char *)g->buf + g->n, BUFFER - g->n);

		g->n += n;
		g->eof = n == 0;
	}
}

/* Do the bytes at the cursor begin a member? RFC 1952, 2.3: magic, deflate, known flags. */
static bool
begins(const nu_gzip *g)
{
	const unsigned char *p = g->buf + g->at;

	return g->n - g->at >= HEADER && p[0] == 0x1F && p[1] == 0x8B && p[2] == 8 && p[3] < 0x20;
}

/*
 * Moves to the next member; false at the end. Zeros may pad the end (tar, tapes); other
 * bytes are skipped and told, unless the member before was broken: that has been.
 */
static bool
next_member(nu_gzip *g, bool told)
{
	for (;;) {
		unsigned char *p;

		fill(g, HEADER);
		if (begins(g)) {
			inflateReset(&g->z);
			g->from = g->at + 2;
			g->inside = true;
			return true;
		}
		if (g->n == g->at)
			return false;
		p = g->buf + g->at;
		if (*p && !told) {
			nu_damage(g->log, "what follows the gzip data is none; left out");
			told = true;
		}
		p = told ? memchr(p + 1, 0x1F, g->n - g->at - 1) : p + 1;
		g->at = p ? (size_t)(p - g->buf) : g->n;
	}
}

size_t
nu_gzip_read(nu_gzip *g, char *to, size_t room)
{
	g->z.next_out = (Bytef *)to;
	g->z.avail_out = (uInt)(room < (1u << 30) ? room : 1u << 30);
	room = g->z.avail_out;
	while (g->z.avail_out == room) {
		int r;

		if (!g->inside && !next_member(g, false))
			break;
		fill(g, 1);
		g->z.next_in = g->buf + g->at;
		g->z.avail_in = (uInt)(g->n - g->at);
		r = inflate(&g->z, Z_NO_FLUSH);
		g->at = g->n - g->z.avail_in;
		if (r == Z_MEM_ERROR)
			longjmp(*g->oom, 1);
		if (r == Z_STREAM_END) {
			g->inside = false;
		} else if (r == Z_BUF_ERROR && g->eof && g->at == g->n) {
			nu_damage(g->log, "the gzip data ends too early (truncated)");
			break;
		} else if (r != Z_OK && r != Z_BUF_ERROR) {
			nu_damage(g->log, "broken gzip data: %s", g->z.msg ? g->z.msg : "unknown");
			g->inside = false;
			/* A cut member has eaten into the next: look from its start, if that is near. */
			g->at = g->at > g->from + HISTORY ? g->at - HISTORY : g->from;
			if (!next_member(g, true))
				break;
		}
	}
	return room - g->z.avail_out;
}
