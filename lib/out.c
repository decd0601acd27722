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

void
nu_out_number(nu_out *out, size_t v)
{
	char   b[24];
	size_t i = sizeof b;

	do {
		b[--i] = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	nu_out_put(out, (nu_str){b + i, sizeof b - i});
}

bool
nu_out_close(nu_out *out)
{
	nu_out_flush(out);
	if (close(out->fd) != 0 && !out->error)
		out->error = errno;
	return !out->error;
}
