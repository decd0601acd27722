#include "base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { CHUNK = 64 * 1024, ALIGN = 16, KEEP = 1024 * 1024 };

struct nu_chunk {
	struct nu_chunk *next;
	size_t           size; /* of the room behind this header */
};

int
nu_cmp(nu_str a, nu_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int    c = n ? memcmp(a.p, b.p, n) : 0;

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

static char *
chunk_room(struct nu_chunk *c)
{
	return (char *)c + (sizeof *c + ALIGN - 1) / ALIGN * ALIGN;
}

static void
chunk_new(nu_arena *a, size_t size)
{
	size_t           want = size > CHUNK ? size : CHUNK;
	struct nu_chunk *c = NULL;

	/* Chunks grow with what is held, so that a large document takes few of them. */
	if (a->chunks && a->chunks->size < SIZE_MAX / 4 && want < 2 * a->chunks->size &&
	    a->chunks->size <= KEEP)
		want = 2 * a->chunks->size;
	if (want < SIZE_MAX - 64)
		c = malloc(sizeof *c + ALIGN + want);
	if (!c)
		longjmp(*a->oom, 1);
	c->next = a->chunks;
	c->size = want;
	a->chunks = c;
	a->cur = chunk_room(c);
	a->end = a->cur + want;
}

void *
nu_alloc_raw(nu_arena *a, size_t size)
{
	size_t n = size <= SIZE_MAX - ALIGN ? (size + ALIGN - 1) / ALIGN * ALIGN : SIZE_MAX;
	char  *p;

	if ((size_t)(a->end - a->cur) < n || !a->chunks)
		chunk_new(a, n);
	p = a->cur;
	a->cur += n;
	return p;
}

void *
nu_alloc(nu_arena *a, size_t size)
{
	return memset(nu_alloc_raw(a, size), 0, size);
}

void *
nu_alloc_aligned(nu_arena *a, size_t size)
{
	char *p = nu_alloc_raw(a, size <= SIZE_MAX - NU_LINE ? size + NU_LINE : SIZE_MAX);

	p += -(uintptr_t)p % NU_LINE;
	return memset(p, 0, size);
}

nu_str
nu_copy(nu_arena *a, nu_str s)
{
	char *p = nu_alloc_raw(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = 0;
	return (nu_str){p, s.n};
}

/* Items that have the newest chunk for themselves: that chunk, larger; else NULL. */
static void *
grow_chunk(nu_arena *a, const void *items, size_t used, size_t want)
{
	struct nu_chunk *c = a->chunks, *next = c ? c->next : NULL;

	if (!items || !c || items != chunk_room(c) || (const char *)items + used != a->cur ||
	    want > SIZE_MAX / 2)
		return NULL;
	if (!(c = realloc(c, sizeof *c + ALIGN + want)))
		longjmp(*a->oom, 1);
	*c = (struct nu_chunk){next, want};
	a->chunks = c;
	a->cur = a->end = chunk_room(c) + want;
	return chunk_room(c);
}

void *
nu_grow_raw(nu_arena *a, void *items, size_t *cap, size_t need, size_t size)
{
	enum { LARGE = 256 * 1024 };
	size_t old = *cap, want = !old ? 16 : old * size < LARGE ? old * 2 : old + old / 2;
	size_t used = (old * size + ALIGN - 1) / ALIGN * ALIGN, bytes;
	void  *p;

	if (want < need)
		want = need;
	if (want > SIZE_MAX / 2 / size)
		longjmp(*a->oom, 1);
	bytes = (want * size + ALIGN - 1) / ALIGN * ALIGN;
	/* The newest block grows in place while its chunk has room. */
	if (items && old && (char *)items + used == a->cur &&
	    bytes - used <= (size_t)(a->end - a->cur)) {
		a->cur = (char *)items + bytes;
		p = items;
	} else if (!(p = old ? grow_chunk(a, items, used, bytes) : NULL)) {
		p = nu_alloc_raw(a, bytes);
		if (old)
			memcpy(p, items, old * size);
	}
	*cap = want;
	return p;
}

void *
nu_grow(nu_arena *a, void *items, size_t *cap, size_t need, size_t size)
{
	size_t old = *cap;
	char  *p = nu_grow_raw(a, items, cap, need, size);

	memset(p + old * size, 0, (*cap - old) * size);
	return p;
}

void
nu_shrink(nu_arena *a, const void *items, size_t *cap, size_t n, size_t size)
{
	size_t used = (*cap * size + ALIGN - 1) / ALIGN * ALIGN;

	if (!items || (const char *)items + used != a->cur)
		return;
	a->cur -= used - (n * size + ALIGN - 1) / ALIGN * ALIGN;
	*cap = n;
}

struct nu_owned {
	struct nu_owned *next;
	void (*give_back)(void *what);
	void *what;
};

void
nu_goes_with(nu_arena *a, void (*give_back)(void *what), void *what)
{
	struct nu_owned *o = NU_NEW(a, struct nu_owned, 1);

	*o = (struct nu_owned){a->owned, give_back, what};
	a->owned = o;
}

static void
give_back_owned(nu_arena *a)
{
	for (; a->owned; a->owned = a->owned->next)
		a->owned->give_back(a->owned->what);
}

void
nu_arena_give_back(void *arena)
{
	nu_arena_free(arena);
}

nu_arena *
nu_arena_in(nu_arena *outer)
{
	nu_arena *a = NU_NEW(outer, nu_arena, 1);

	a->oom = outer->oom;
	nu_goes_with(outer, nu_arena_give_back, a);
	return a;
}

void
nu_arena_reset(nu_arena *a)
{
	nu_arena_reset_to(a, KEEP);
}

void
nu_arena_reset_to(nu_arena *a, size_t most)
{
	struct nu_chunk *keep = NULL;

	give_back_owned(a);
	while (a->chunks) {
		struct nu_chunk *c = a->chunks;

		a->chunks = c->next;
		if (!keep && c->size <= most)
			keep = c;
		else
			free(c);
	}
	a->cur = a->end = NULL;
	if (keep) {
		keep->next = NULL;
		a->chunks = keep;
		a->cur = chunk_room(keep);
		a->end = a->cur + keep->size;
	}
}

void
nu_arena_free(nu_arena *a)
{
	give_back_owned(a);
	while (a->chunks) {
		struct nu_chunk *c = a->chunks;

		a->chunks = c->next;
		free(c);
	}
	a->cur = a->end = NULL;
}

static void tell(nu_log *log, int status, const char *fmt, va_list ap) NU_PRINTF(3, 0);

static void tell(nu_log *log, int status, const char *fmt, va_list ap) NU_PRINTF(3, 0);

static void
tell(nu_log *log, int status, const char *fmt, va_list ap)
{
	char   buf[1024];
	size_t n = 0;

	if (status > log->status)
		log->status = status;
	if (log->file && log->line)
		n = (size_t)snprintf(buf, sizeof buf, "%.400s:%zu: ", log->file, log->line);
	else if (log->file)
		n = (size_t)snprintf(buf, sizeof buf, "%.400s: ", *log->file ? log->file : "''");
	if (n < sizeof buf)
		vsnprintf(buf + n, sizeof buf - n, fmt, ap);
	log->print(log->ctx, buf);
}

void
nu_note(nu_log *log, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(log, 0, fmt, ap);
	va_end(ap);
}

void
nu_damage(nu_log *log, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(log, 1, fmt, ap);
	va_end(ap);
}

void
nu_fail(nu_log *log, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	tell(log, 2, fmt, ap);
	va_end(ap);
}

bool
nu_strange_line(nu_strange *k, bool *first)
{
	bool tell = k->known || !k->strange;

	*first = !k->known;
	k->strange |= *first;
	return tell;
}
