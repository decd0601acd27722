/*
 * Text that was encoded twice: UTF-8 that somebody took for Latin-1 or Windows-1252 and
 * encoded once more, so that the quotation mark in it's shows as three characters. Where
 * a page has the surest signs of it, every sequence that can be undone is undone.
 */
#include "page_charset.h"
#include "text.h"

enum { SIGNS = 2 };

/* The byte that a character stood for, in Latin-1 or Windows-1252; -1: none. */
static int
byte_of(uint32_t cp)
{
	/* What Windows-1252 has from 0x80 to 0x9F. */
	static const uint16_t high[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D,
	    0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

	if (cp < 0x80 || cp > 0x2122)
		return -1;
	if (cp <= 0xFF)
		return (int)cp;
	for (int i = 0; i < 32; i++)
		if (high[i] == cp)
			return 0x80 + i;
	return -1;
}

/* Punctuation (U+2000 to U+203F) or an accented Latin letter encoded twice begins at p. */
static bool
is_sign(const unsigned char *p, size_t n)
{
	if (n < 4 || p[0] != 0xC3)
		return false;
	if (p[1] == 0xA2)
		return (p[2] == 0xC2 && p[3] == 0x80) || (n > 4 && p[2] == 0xE2 && p[3] == 0x82 && p[4] == 0xAC);
	return p[1] == 0x83 && p[2] == 0xC2 && p[3] >= 0xA0;
}

static bool
is_twice(nu_str s)
{
	const char *p = s.p, *end = s.p + s.n;
	int         n = 0;

	while (n < SIGNS && p < end && (p = memchr(p, 0xC3, (size_t)(end - p)))) {
		n += is_sign((const unsigned char *)p, (size_t)(end - p));
		p += 2;
	}
	return n >= SIGNS;
}

/* The character that the characters from s.p[i] on were: its bytes, and where they end; 0: none. */
static size_t
undo(nu_str s, size_t i, char out[4], size_t *end)
{
	size_t   n = 0, want = 1;
	unsigned len;

	for (*end = i; n < want && *end < s.n; *end += len) {
		int b = (unsigned char)s.p[*end] < 0xC2 ? -1 : byte_of(nu_decode(s, *end, &len));

		if (b < 0 || (n ? b >= 0xC0 : b < 0xC2 || b > 0xF4))
			return 0;
		if (!n)
			want = b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
		out[n++] = (char)b;
	}
	return n == want && nu_utf8_valid((nu_str){out, n}) == n ? n : 0;
}

nu_str
nu_charset_undo_twice(nu_arena *a, nu_str s)
{
	char  *to;
	size_t n = 0;

	if (!is_twice(s))
		return s;
	to = nu_alloc(a, s.n);
	for (size_t i = 0; i < s.n;) {
		size_t end = i + 1, got = 0;

		if ((unsigned char)s.p[i] >= 0xC3)
			got = undo(s, i, to + n, &end);
		if (!got) {
			to[n] = s.p[i];
			got = 1;
			end = i + 1;
		}
		n += got;
		i = end;
	}
	return (nu_str){to, n};
}
