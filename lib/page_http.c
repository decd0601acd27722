#include "page_http.h"

#include <zlib.h>

#include "text.h"

size_t
nu_http_head(nu_str s)
{
	const char *p = s.p, *end = s.p + s.n;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		p++;
		if (p < end && *p == '\n')
			return (size_t)(p + 1 - s.p);
		if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
			return (size_t)(p + 2 - s.p);
	}
	return 0;
}

nu_str
nu_http_field(nu_str head, const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < head.n;) {
		const char *nl = memchr(head.p + i, '\n', head.n - i);
		size_t      end = nl ? (size_t)(nl - head.p) : head.n, k = 0;

		while (k < n && i + k < end && (head.p[i + k] == name[k] || (head.p[i + k] | 32) == name[k]))
			k++;
		if (k == n && i + k < end && head.p[i + k] == ':')
			return nu_trim(nu_slice(head, i + k + 1, end));
		i = end + 1;
	}
	return (nu_str){NULL, 0};
}

static bool
holds(nu_str s, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; i + n <= s.n; i++) {
		size_t k = 0;

		while (k < n && (s.p[i + k] | 32) == word[k])
			k++;
		if (k == n)
			return true;
	}
	return false;
}

/* A chunk's size at s.p[*i], its line read over; SIZE_MAX when there is none. */
static size_t
chunk_size(nu_str s, size_t *i)
{
	size_t v = 0, from = *i;

	for (; *i < s.n; ++*i) {
		int c = s.p[*i] | 32;
		int d = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;

		if (d < 0)
			break;
		if (v > (SIZE_MAX >> 5))
			return SIZE_MAX;
		v = v * 16 + (size_t)d;
	}
	if (*i == from || *i == s.n || !strchr(" \t\r\n;", s.p[*i]))
		return SIZE_MAX;
	while (*i < s.n && s.p[*i] != '\n') /* extensions */
		++*i;
	if (*i == s.n)
		return SIZE_MAX;
	++*i;
	return v;
}

/* RFC 9112, 7.1. A body whose first chunk cannot be read is none: it stays as it is. */
static void
unchunk(nu_arena *a, nu_http *h)
{
	nu_str s = h->body;
	char  *out = nu_alloc(a, s.n + 1);
	size_t i = 0, n = 0, size = chunk_size(s, &i);

	if (size == SIZE_MAX)
		return;
	while (size && size != SIZE_MAX) {
		size_t there = size < s.n - i ? size : s.n - i;

		memcpy(out + n, s.p + i, there);
		n += there;
		i += there;
		if (there < size)
			break;
		i += i < s.n && s.p[i] == '\r';
		i += i < s.n && s.p[i] == '\n';
		size = chunk_size(s, &i);
	}
	if (size)
		h->wrong = "its chunks end too early";
	h->body = (nu_str){out, n};
}

static void
unpack(nu_arena *a, nu_http *h, int bits, size_t limit)
{
	enum { AT_ONCE = 1 << 30 }; /* zlib counts in 32 bits */
	z_stream z = {.next_in = (Bytef *)(uintptr_t)h->body.p};
	size_t   cap = h->body.n * 4 + 1024;
	char    *out;
	int      r = Z_OK;

	if (inflateInit2(&z, bits) != Z_OK)
		longjmp(*a->oom, 1);
	cap = cap > limit + 1 ? limit + 1 : cap;
	out = nu_alloc(a, cap);
	while (r == Z_OK && z.total_out <= limit) {
		if (z.total_out == cap)
			out = nu_grow(a, out, &cap, cap + 1, 1);
		z.next_out = (Bytef *)out + z.total_out;
		z.avail_out = (uInt)(cap - z.total_out < AT_ONCE ? cap - z.total_out : AT_ONCE);
		z.avail_in = (uInt)(h->body.n - z.total_in < AT_ONCE ? h->body.n - z.total_in : AT_ONCE);
		r = inflate(&z, Z_NO_FLUSH);
	}
	h->body = (nu_str){out, z.total_out};
	if (z.total_out > limit)
		h->wrong = "it unpacks to more than the limit", h->lost = true;
	else if (r != Z_STREAM_END)
		h->wrong = r == Z_BUF_ERROR ? "its packed data end too early" : "its packed data are broken";
	inflateEnd(&z);
}

static void
decode(nu_arena *a, nu_http *h, nu_str coding, size_t limit)
{
	const unsigned char *p = (const unsigned char *)h->body.p;
	bool                 gzip = h->body.n > 2 && p[0] == 0x1F && p[1] == 0x8B;

	if (holds(coding, "gzip")) {
		if (gzip)
			unpack(a, h, 15 + 16, limit);
	} else if (holds(coding, "deflate")) {
		/* RFC 1950 has a check in its first two bytes; without it, RFC 1951 is meant. */
		if (h->body.n > 1)
			unpack(a, h, (p[0] & 15) == 8 && (p[0] * 256u + p[1]) % 31 == 0 ? 15 : -15, limit);
	} else if (coding.n && !holds(coding, "identity") && nu_utf8_valid(h->body) < h->body.n) {
		h->wrong = "its content encoding is not known";
		h->lost = true;
	}
}

nu_http
nu_http_read(nu_arena *a, nu_str raw, size_t limit)
{
	nu_http h = {0};
	size_t  n = nu_http_head(raw), i = 0;
	nu_str  head = nu_slice(raw, 0, n ? n : raw.n);

	if (raw.n < 12 || memcmp(raw.p, "HTTP/", 5) != 0)
		return h;
	while (i < head.n && head.p[i] != ' ' && head.p[i] != '\n')
		i++;
	for (i++; i < head.n && head.p[i] >= '0' && head.p[i] <= '9' && h.status < 1000; i++)
		h.status = h.status * 10 + (head.p[i] - '0');
	if (!n) {
		h.wrong = "its HTTP head ends too early";
		h.lost = true;
		return h;
	}
	h.type = nu_http_field(head, "content-type");
	h.body = nu_slice(raw, n, raw.n);
	if (holds(nu_http_field(head, "transfer-encoding"), "chunked"))
		unchunk(a, &h);
	decode(a, &h, nu_http_field(head, "content-encoding"), limit);
	return h;
}
