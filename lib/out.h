/*
 * out: one buffered writer to a file descriptor. The first error sticks, and the
 * stream ends on it: what was not written is never taken for written.
 */
#ifndef NU_OUT_H
#define NU_OUT_H

#include "base.h"

typedef struct nu_out {
	int    fd;
	int    error; /* errno of the first failed write, or 0 */
	size_t n;
	char   buf[64 * 1024];
} nu_out;

void nu_out_put_over(nu_out *out, nu_str s); /* of nu_out_put: where the buffer is full */
void nu_out_number(nu_out *out, size_t v);
/* v in decimal at `to`, at most NU_DECIMAL bytes; returns where they end. */
char *nu_decimal(char *to, size_t v);
enum { NU_DECIMAL = 20 };
/*
 * Room for n bytes at the end of the buffer, to be written at once and taken with out->n;
 * NULL where it holds no so many.
 */
char *nu_out_room(nu_out *out, size_t n);
bool nu_out_flush(nu_out *out);
/* Flushes and closes the descriptor: some file systems tell of a failed write only here. */
bool nu_out_close(nu_out *out);

static inline void
nu_out_put(nu_out *out, nu_str s)
{
	if (s.n > sizeof out->buf - out->n) {
		nu_out_put_over(out, s);
		return;
	}
	if (s.n)
		memcpy(out->buf + out->n, s.p, s.n);
	out->n += s.n;
}

static inline void
nu_out_byte(nu_out *out, char c)
{
	if (out->n == sizeof out->buf)
		nu_out_flush(out);
	out->buf[out->n++] = c;
}

#endif
