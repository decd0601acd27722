#include "out.h"

#include <errno.h>
#include <unistd.h>

static void
write_all(nu_out *out, const char *p, size_t n)
{
	while (n && !out->error) {
		ssize_t w = write(out->fd, p, n);

		if (w > 0) {
			p += w;
			n -= (size_t)w;
		} else if (w < 0 && errno != EINTR) {
			out->error = errno;
		}
	}
}

bool
nu_out_flush(nu_out *out)
{
	if (out->n)
		write_all(out, out->buf, out->n);
	out->n = 0;
	return !out->error;
}

void
nu_out_put_over(nu_out *out, nu_str s)
{
	nu_out_flush(out);
	if (s.n >= sizeof out->buf) {
		write_all(out, s.p, s.n);
		return;
	}
	memcpy(out->buf, s.p, s.n);
	out->n = s.n;
}

static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233"
                            "34353637383940414243444546474849505152535455565758596061626364656667"
                            "6869707172737475767778798081828384858687888990919293949596979899";

char *
nu_decimal(char *to, size_t v)
{
	unsigned few = (unsigned)v;

	if (v > 9999) {
		to = nu_decimal(to, v / 10000);
		few = (unsigned)(v % 10000);
	} else if (v < 100) {
		if (v > 9)
			*to++ = pairs[2 * few];
		*to = pairs[2 * few + 1];
		return to + 1;
	} else if (v < 1000) {
		*to = (char)('0' + few / 100);
		memcpy(to + 1, pairs + few % 100 * 2, 2);
		return to + 3;
	}
	memcpy(to, pairs + few / 100 * 2, 2);
	memcpy(to + 2, pairs + few % 100 * 2, 2);
	return to + 4;
}

char *
nu_out_room(nu_out *out, size_t n)
{
	if (n > sizeof out->buf)
		return NULL;
	if (n > sizeof out->buf - out->n)
		nu_out_flush(out);
	return out->buf + out->n;
}

void
nu_out_number(nu_out *out, size_t v)
{
	char b[NU_DECIMAL];

	nu_out_put(out, (nu_str){b, (size_t)(nu_decimal(b, v) - b)});
}

bool
nu_out_close(nu_out *out)
{
	nu_out_flush(out);
	if (close(out->fd) != 0 && !out->error)
		out->error = errno;
	return !out->error;
}
