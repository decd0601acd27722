#include "split_words.h"

#include "text.h"

typedef struct words {
	const nu_wording *w;
	nu_arena         *a;
	nu_str            text; /* up to the sentence's end */
	nu_span          *span;
	size_t            n, cap;
} words;

static void
add(words *w, size_t from, size_t to)
{
	if (to > from)
		NU_PUSH(w->a, w->span, w->n, w->cap) = (nu_span){from, to};
}

static bool
is_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == 0x2019;
}

/* ------------------------------------------------------------- parts of a word */

/* s in lower case with straight apostrophes, as the lexicon has it; n: its bytes. */
static nu_str
plain(nu_str s, char *buf, size_t size)
{
	size_t   n = 0, i = 0;
	unsigned len;

	while (i < s.n && n + 4 < size) {
		uint32_t cp = nu_decode(s, i, &len);

		n += nu_encode(is_apostrophe(cp) ? '\'' : nu_tolower(cp), buf + n);
		i += len;
	}
	return (nu_str){buf, n};
}

/* Bytes of `text` that spell `part`, which may have another apostrophe. */
static size_t
spelt(nu_str text, size_t at, size_t chars)
{
	size_t   i = at;
	unsigned len;

	while (chars-- && i < text.n) {
		nu_decode(text, i, &len);
		i += len;
	}
	return i - at;
}

/* A whole word of several parts, by the lexicon: "can not" cuts cannot behind can. */
static bool
add_listed(words *w, size_t from, size_t to, nu_str low)
{
	const nu_entry *e = nu_lexicon_find(w->w->part, low, nu_hash(low));
	nu_str          rest;

	if (!e || !e->rest.n)
		return false;
	rest = e->rest;
	while (rest.n) {
		const char *sp = memchr(rest.p, ' ', rest.n);
		size_t      n = sp ? (size_t)(sp - rest.p) : rest.n;
		size_t      end = sp ? from + spelt(w->text, from, nu_count(nu_slice(rest, 0, n))) : to;

		add(w, from, end);
		from = end;
		rest = sp ? nu_slice(rest, n + 1, rest.n) : nu_slice(rest, rest.n, rest.n);
	}
	return true;
}

static size_t
find_end(const words *w, nu_str low)
{
	char key[64] = "-";

	for (size_t k = 1; k < low.n && low.n - k < 8; k++) {
		if (low.p[k] != '\'' && !(k + 1 < low.n && low.p[k + 1] == '\''))
			continue;
		memcpy(key + 1, low.p + k, low.n - k);
		nu_str s = {key, low.n - k + 1};
		if (nu_lexicon_find(w->w->part, s, nu_hash(s)))
			return low.n - k;
	}
	return 0;
}

/* The bytes of a beginning (French l'), or 0. */
static size_t
find_begin(const words *w, nu_str low)
{
	char        key[64];
	const char *ap = memchr(low.p, '\'', low.n);
	size_t      n = ap ? (size_t)(ap - low.p) + 1 : 0;

	if (!n || n > 8 || n == low.n)
		return 0;
	memcpy(key, low.p, n);
	key[n] = '-';
	nu_str s = {key, n + 1};
	return nu_lexicon_find(w->w->part, s, nu_hash(s)) ? nu_count(nu_slice(low, 0, n)) : 0;
}

/* A word with an apostrophe, or one that the lexicon cuts. */
static void
add_word(words *w, size_t from, size_t to)
{
	char   buf[64];
	nu_str s = nu_slice(w->text, from, to), low;
	size_t n, all;

	if (!w->w->part || s.n > 40) {
		add(w, from, to);
		return;
	}
	low = plain(s, buf, sizeof buf);
	if (add_listed(w, from, to, low))
		return;
	n = find_begin(w, low);
	if (n) {
		n = spelt(w->text, from, n);
		add(w, from, from + n);
		from += n;
		low = plain(nu_slice(w->text, from, to), buf, sizeof buf);
	}
	n = find_end(w, low);
	if (n) {
		all = nu_count(low);
		n = spelt(w->text, from, all - nu_count(nu_slice(low, low.n - n, low.n)));
		add(w, from, from + n);
		from += n;
	}
	add(w, from, to);
}

/* ------------------------------------------------------------------------ shapes */

static bool
begins_with(nu_str t, size_t i, const char *z)
{
	size_t n = strlen(z);

	return t.n - i >= n && nu_eq_lower(nu_slice(t, i, i + n), (nu_str){z, n});
}

/* A web address, e-mail address, @handle or #tag at i: its end, or i. */
static size_t
address(nu_str t, size_t i)
{
	size_t end = i, at = 0, dot = 0;
	bool   web =
	    begins_with(t, i, "http://") || begins_with(t, i, "https://") || begins_with(t, i, "www.");

	if (t.p[i] == '@' || t.p[i] == '#') {
		unsigned len;

		for (end = i + 1; end < t.n; end += len) {
			uint32_t cp = nu_decode(t, end, &len);

			if (cp != '_' && !(nu_class(cp) & (NU_ALPHA | NU_DIGIT)))
				break;
		}
		return end > i + 1 ? end : i;
	}
	for (; end < t.n && (unsigned char)t.p[end] < 0x80; end++) {
		char c = t.p[end];

		if (nu_ascii[(unsigned char)c] & NU_SPACE || strchr("<>\"", c))
			break;
		if (!web && !(nu_ascii[(unsigned char)c] & (NU_ALPHA | NU_DIGIT)) && !strchr("@._%+-", c))
			break;
		if (c == '@')
			at = end;
		if (c == '.' && at)
			dot = end;
		if (!web && end - i > 128)
			return i;
	}
	while (end > i && strchr(".,;:!?)'", t.p[end - 1]))
		end--;
	return web || (at > i && dot > at + 1 && dot + 2 < end + 1) ? end : i;
}

static bool
alone(uint32_t cp) /* scripts whose letters are words of their own */
{
	return (cp >= 0x3041 && cp <= 0x309F) || (cp >= 0x3400 && cp <= 0x9FFF) ||
	       (cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x20000 && cp <= 0x3FFFF);
}

/* Does cp join what stands before and behind it into one word? a: number before. */
static bool
mid(uint32_t cp, bool digit_before, unsigned next)
{
	switch (cp) {
	case '\'':
	case 0x2019:
	case 0xB7:
	case 0x5F4: return (next & NU_ALPHA) && !digit_before;
	case '-':
	case 0x2010:
	case 0x2011:
	case '_':
	case '&':
	case 0xAD:
	case 0x200C:
	case 0x200D: return (next & (NU_ALPHA | NU_DIGIT)) != 0;
	case '.': return (next & (NU_ALPHA | NU_DIGIT)) != 0;
	case ',':
	case ':':
	case '/':
	case 0x66B:
	case 0x66C: return digit_before && (next & NU_DIGIT);
	default: return false;
	}
}

/* The end of the word that begins at i with a letter or a digit. */
static size_t
word_end(nu_str t, size_t i)
{
	unsigned len, cls, next_len;
	bool     digit = false;

	for (; i < t.n; i += len) {
		uint32_t cp = nu_decode(t, i, &len);

		cls = nu_class(cp);
		if (cls & (NU_ALPHA | NU_DIGIT)) {
			if (alone(cp))
				break;
			digit = (cls & NU_DIGIT) != 0;
			continue;
		}
		if (i + len >= t.n || !mid(cp, digit, nu_class(nu_decode(t, i + len, &next_len))))
			break;
	}
	return i;
}

/* Does the word keep the dot behind it? */
static bool
keeps_dot(const words *w, nu_str s)
{
	uint32_t h;
	unsigned len;

	for (size_t i = s.n; i > 0; i--) /* ex-Gov. */
		if (s.p[i - 1] == '-') {
			s = nu_slice(s, i, s.n);
			break;
		}
	if (s.n > 20 || s.n == 0)
		return false;
	h = nu_hash(s);
	if (memchr(s.p, '.', s.n) && !(nu_class(nu_decode(s, 0, &len)) & NU_DIGIT))
		return true;
	if (nu_count(s) == 1 && nu_class(nu_decode(s, 0, &len)) & NU_UPPER)
		return true;
	if (w->w->own && nu_lexicon_find(w->w->own, s, h))
		return true;
	return w->w->abbrev && nu_lexicon_find(w->w->abbrev, s, h);
}

/* U.S.-led: where a word ends that has its dot before i. */
static size_t
behind_dot(nu_str t, size_t i)
{
	unsigned len;

	if (i + 1 < t.n && t.p[i] == '-' && nu_class(nu_decode(t, i + 1, &len)) & NU_ALPHA)
		return word_end(t, i + 1);
	return i;
}

/* The end of a run of the same mark: ... -- !! == are one word. */
static size_t
mark_end(nu_str t, size_t i)
{
	unsigned len, n;
	uint32_t cp = nu_decode(t, i, &len);
	size_t   end = i + len;

	if (cp < 128 && !strchr(".-!?*=_~+#", (int)cp))
		return end;
	if (cp >= 128 && !(nu_class(cp) & NU_SYMBOL) && cp != 0x2014 && cp != 0x2026)
		return end;
	while (end < t.n && nu_decode(t, end, &n) == cp)
		end += n;
	return end;
}

size_t
nu_split_words(const nu_wording *wording, nu_arena *a, nu_str text, nu_span sent, nu_span **out)
{
	words    w = {wording, a, nu_slice(text, 0, sent.end), NULL, 0, 0};
	size_t   i = sent.start, end;
	unsigned len, blank, cls;

	while (i < w.text.n) {
		blank = nu_blank(w.text, i);
		if (blank) {
			i += blank;
			continue;
		}
		cls = nu_class(nu_decode(w.text, i, &len));
		end = cls & (NU_ALPHA | NU_DIGIT) || w.text.p[i] == '@' || w.text.p[i] == '#'
		          ? address(w.text, i)
		          : i;
		if (end > i) {
			add(&w, i, end);
		} else if (is_apostrophe(nu_decode(w.text, i, &len)) && i + len < w.text.n &&
		           nu_class(nu_decode(w.text, i + len, &blank)) & NU_ALPHA && wording->part) {
			/* 'tis; but not 'quoted' */
			char   buf[64];
			nu_str low;

			end = word_end(w.text, i + len);
			low = end - i < 40 ? plain(nu_slice(w.text, i, end), buf, sizeof buf) : NU_STR("");
			if (!add_listed(&w, i, end, low))
				add(&w, i, end = i + len);
		} else if (cls & (NU_ALPHA | NU_DIGIT)) {
			end = word_end(w.text, i);
			if (end == i)
				end = i + len; /* an ideograph */
			while (end < w.text.n && nu_class(nu_decode(w.text, end, &len)) & NU_MARK)
				end += len;
			if (end < w.text.n && w.text.p[end] == '.' &&
			    !(end + 1 < w.text.n && w.text.p[end + 1] == '.') &&
			    keeps_dot(&w, nu_slice(w.text, i, end)))
				add(&w, i, end = behind_dot(w.text, end + 1));
			else
				add_word(&w, i, end);
		} else {
			end = mark_end(w.text, i);
			add(&w, i, end);
		}
		i = end;
	}
	*out = w.span;
	return w.n;
}
