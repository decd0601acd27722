#include "page_charset.h"

#include <stdio.h>

#include "text.h"

/* The converters: the encodings of the WHATWG standard that pages of the press use. */
static const char *const converters[] = {"CP1252", "CP1250", "CP1251", "CP1253", "CP1254", "CP1255",
    "CP1256", "CP1257", "CP1258", "CP874", "ISO-8859-2", "ISO-8859-3", "ISO-8859-4", "ISO-8859-5",
    "ISO-8859-6", "ISO-8859-7", "ISO-8859-8", "ISO-8859-10", "ISO-8859-13", "ISO-8859-14",
    "ISO-8859-15", "ISO-8859-16", "KOI8-R", "KOI8-U", "CP866", "MACINTOSH", "GB18030",
    "BIG5-HKSCS", "CP932", "EUC-JP", "ISO-2022-JP", "CP949", "UTF-16LE", "UTF-16BE"};

enum { N = sizeof converters / sizeof *converters, LONGEST = 32, HEAD = 4096 };

struct nu_charsets {
	iconv_t cd[N];
};

/* Names that mean another converter than the one of that name. */
static const char *const labels[][2] = {
    {"ascii", "CP1252"}, {"us-ascii", "CP1252"}, {"iso-8859-1", "CP1252"},
    {"iso8859-1", "CP1252"}, {"iso_8859-1", "CP1252"}, {"latin1", "CP1252"},
    {"latin-1", "CP1252"}, {"l1", "CP1252"}, {"x-cp1252", "CP1252"}, {"ansi", "CP1252"},
    {"iso-8859-9", "CP1254"}, {"iso8859-9", "CP1254"}, {"latin5", "CP1254"},
    {"iso-8859-11", "CP874"}, {"tis-620", "CP874"}, {"iso-8859-8-i", "ISO-8859-8"},
    {"latin2", "ISO-8859-2"}, {"iso8859-2", "ISO-8859-2"}, {"iso8859-5", "ISO-8859-5"},
    {"iso8859-7", "ISO-8859-7"}, {"iso8859-15", "ISO-8859-15"}, {"latin9", "ISO-8859-15"},
    {"koi8", "KOI8-R"}, {"koi", "KOI8-R"}, {"koi8-ru", "KOI8-U"}, {"ibm866", "CP866"},
    {"mac", "MACINTOSH"}, {"gbk", "GB18030"}, {"gb2312", "GB18030"}, {"gb_2312-80", "GB18030"},
    {"x-gbk", "GB18030"}, {"chinese", "GB18030"}, {"big5", "BIG5-HKSCS"}, {"big-5", "BIG5-HKSCS"},
    {"x-x-big5", "BIG5-HKSCS"}, {"shift_jis", "CP932"}, {"shift-jis", "CP932"},
    {"sjis", "CP932"}, {"x-sjis", "CP932"}, {"windows-31j", "CP932"}, {"ms_kanji", "CP932"},
    {"eucjp", "EUC-JP"}, {"x-euc-jp", "EUC-JP"}, {"euc-kr", "CP949"}, {"euckr", "CP949"},
    {"ks_c_5601-1987", "CP949"}, {"ksc5601", "CP949"}, {"korean", "CP949"},
    {"windows-949", "CP949"}, {"utf-16", "UTF-16LE"}, {"utf16", "UTF-16LE"}};

nu_charsets *
nu_charsets_new(nu_arena *keep)
{
	nu_charsets *c = NU_NEW(keep, nu_charsets, 1);

	for (size_t i = 0; i < N; i++)
		c->cd[i] = iconv_open("UTF-8", converters[i]);
	return c;
}

void
nu_charsets_free(nu_charsets *c)
{
	for (size_t i = 0; c && i < N; i++)
		if (c->cd[i] != (iconv_t)-1)
			iconv_close(c->cd[i]);
}

static bool
same(const char *p, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++, name++) {
		char c = p[i] >= 'A' && p[i] <= 'Z' ? (char)(p[i] + 32) : p[i];
		char d = *name >= 'A' && *name <= 'Z' ? (char)(*name + 32) : *name;

		if (c != d)
			return false;
	}
	return *name == 0;
}

/* The converter for a name; (iconv_t)-1 when it is not known. */
static iconv_t
find(const nu_charsets *c, nu_str name)
{
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (same(name.p, name.n, labels[i][0])) {
			name = nu_str_of(labels[i][1]);
			break;
		}
	/* windows-1251 and cp-1251 are CP1251. */
	if (name.n > 8 && same(name.p, 8, "windows-"))
		name = nu_slice(name, 8, name.n);
	else if (name.n > 3 && same(name.p, 3, "cp-"))
		name = nu_slice(name, 3, name.n);
	for (size_t i = 0; i < N; i++)
		if (same(name.p, name.n, converters[i]) ||
		    (converters[i][0] == 'C' && same(name.p, name.n, converters[i] + 2)))
			return c->cd[i];
	return (iconv_t)-1;
}

static bool
is_utf8(nu_str name)
{
	return same(name.p, name.n, "utf-8") || same(name.p, name.n, "utf8") ||
	       same(name.p, name.n, "unicode-1-1-utf-8") || same(name.p, name.n, "x-unicode20utf8");
}

/* Where needle (lower case) stands in s, but for case; s.n when nowhere. */
static size_t
seek(nu_str s, size_t from, nu_str needle)
{
	for (size_t i = from; i + needle.n <= s.n; i++)
		if (same(s.p + i, needle.n, needle.p))
			return i;
	return s.n;
}

nu_str
nu_charset_parameter(nu_str s)
{
	size_t i = seek(s, 0, NU_STR("charset")), end;

	for (i += 7; i < s.n && strchr(" \t\r\n", s.p[i]); i++)
		;
	if (i >= s.n || s.p[i] != '=')
		return (nu_str){NULL, 0};
	for (i++; i < s.n && strchr(" \t\r\n\"'", s.p[i]); i++)
		;
	for (end = i; end < s.n && end - i < LONGEST && !strchr(" \t\r\n\"';,/>", s.p[end]); end++)
		;
	return nu_slice(s, i, end);
}

/* What a meta element at the head of the page tells, or the XML declaration. */
static nu_str
from_meta(nu_str s)
{
	s.n = s.n < HEAD ? s.n : HEAD;
	if (s.n > 5 && memcmp(s.p, "<?xml", 5) == 0) {
		nu_str head = nu_slice(s, 0, seek(s, 0, NU_STR("?>")));
		size_t i = seek(head, 0, NU_STR("encoding=")), end;

		for (i += 10, end = i; end < head.n && !strchr("\"'", head.p[end]); end++)
			;
		if (i < end && end - i < LONGEST)
			return nu_slice(head, i, end);
	}
	for (size_t i = 0; (i = seek(s, i, NU_STR("<meta"))) < s.n; i += 5) {
		const char *gt = memchr(s.p + i, '>', s.n - i);
		nu_str      name = nu_charset_parameter(nu_slice(s, i, gt ? (size_t)(gt - s.p) : s.n));

		if (name.n)
			return name;
	}
	return (nu_str){NULL, 0};
}

/* A BOM's charset, and s without it. */
static const char *
take_bom(nu_str *s)
{
	static const struct {
		const char *bom;
		size_t      n;
		const char *name;
	} boms[] = {{"\xEF\xBB\xBF", 3, "utf-8"}, {"\xFF\xFE", 2, "utf-16le"}, {"\xFE\xFF", 2, "utf-16be"}};

	for (size_t i = 0; i < 3; i++)
		if (s->n >= boms[i].n && memcmp(s->p, boms[i].bom, boms[i].n) == 0) {
			*s = nu_slice(*s, boms[i].n, s->n);
			return boms[i].name;
		}
	return NULL;
}

/* Is raw UTF-8 whatever it calls itself? ISO-2022-JP is ASCII with escapes. */
static bool
is_plainly_utf8(nu_str raw, nu_str charset)
{
	if (nu_utf8_valid(raw) < raw.n)
		return false;
	if (!raw.n || !memchr(raw.p, 27, raw.n))
		return true;
	charset = charset.n ? charset : from_meta(raw);
	return !same(charset.p, charset.n, "iso-2022-jp");
}

nu_str
nu_charset_decode(nu_pages *pages, nu_arena *a, nu_str raw, nu_str charset, size_t *bad)
{
	const char *bom = take_bom(&raw);
	iconv_t     cd;

	if (bom) {
		charset = nu_str_of(bom);
	} else if (pages->cd != (iconv_t)-1) {
		return nu_page_clean(a, nu_page_convert(pages->cd, a, raw, bad), bad);
	} else if (is_plainly_utf8(raw, charset)) {
		charset = NU_STR("utf-8");
	} else if (!charset.n || (!is_utf8(charset) && find(pages->charsets, charset) == (iconv_t)-1)) {
		charset = from_meta(raw);
		if (charset.n >= 6 && same(charset.p, 6, "utf-16"))
			charset = NU_STR("utf-8"); /* a meta that could be read was no UTF-16 */
	}
	if (is_utf8(charset))
		return nu_page_clean(a, raw, bad);
	cd = find(pages->charsets, charset.n ? charset : NU_STR("windows-1252"));
	if (cd == (iconv_t)-1) {
		nu_damage(pages->log, "unknown charset %.*s: read as windows-1252", (int)charset.n,
		    charset.p);
		cd = find(pages->charsets, NU_STR("windows-1252"));
	}
	return nu_page_clean(a, nu_page_convert(cd, a, raw, bad), bad);
}
