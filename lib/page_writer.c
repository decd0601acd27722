#include "page_writer.h"

#include "data.h"
#include "lexicon.h"
#include "page_format.h"
#include "text.h"

enum { MOST = 30, LONGEST = 90, MOST_WORDS = 7 };

struct nu_writer_words {
	const nu_lexicon *lexicon;
};

nu_writer_words *
nu_writer_words_new(nu_arena *keep)
{
	nu_writer_words *w = NU_NEW(keep, nu_writer_words, 1);

	w->lexicon = nu_lexicon_new(keep, nu_data("en/page-byline.tsv"));
	return w;
}

static bool
is_word(const nu_writer_words *words, nu_str s, const char *what)
{
	const nu_entry *e = nu_lexicon_find(words->lexicon, s, nu_hash(s));

	return e && nu_eq(nu_column(e->rest, 0), nu_str_of(what));
}

/* Bytes up to the next blank. */
static size_t
word_length(nu_str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != ' ')
		n++;
	return n;
}

static nu_str
cut_by(const nu_writer_words *words, nu_str s)
{
	for (;;) {
		size_t n = word_length(s), letters = n;

		if (letters && s.p[letters - 1] == ':')
			letters--;
		if (n >= s.n || !is_word(words, nu_slice(s, 0, letters), "by"))
			return s;
		s = nu_trim(nu_slice(s, n, s.n));
	}
}

static bool
is_name(nu_str s)
{
	size_t   blanks = 0;
	bool     letter = false;
	unsigned len;

	if (s.n < 2 || s.n > LONGEST || memchr(s.p, '@', s.n) || memchr(s.p, '<', s.n) ||
	    memchr(s.p, '_', s.n))
		return false;
	for (size_t i = 0; i + 2 < s.n; i++)
		if (memcmp(s.p + i, "://", 3) == 0 || (i + 4 <= s.n && memcmp(s.p + i, "www.", 4) == 0))
			return false;
	for (size_t i = 0; i < s.n; i += len) {
		uint32_t cp = nu_decode(s, i, &len);

		blanks += cp == ' ';
		letter |= (nu_class(cp) & NU_ALPHA) != 0;
	}
	return letter && blanks < MOST_WORDS;
}

static void
add(nu_writers *w, const nu_writer_words *words, nu_arena *a, nu_str s)
{
	s = nu_trim(s);
	s = cut_by(words, s);
	while (s.n && strchr(".,;:", s.p[s.n - 1]) && s.n > 1 && s.p[s.n - 2] != '.')
		s = nu_trim(nu_slice(s, 0, s.n - 1));
	if (!is_name(s) || w->n >= MOST)
		return;
	for (size_t i = 0; i < w->n; i++)
		if (nu_hash(w->name[i]) == nu_hash(s))
			return;
	NU_PUSH(a, w->name, w->n, w->cap) = s;
}

/* Does s hold a blank: a first and a last name? */
static bool
is_full(nu_str s)
{
	s = nu_trim(s);
	return s.n && memchr(s.p, ' ', s.n);
}

/* Where a name ends in s: at `and` between full names, at a comma, semicolon or bar. */
static size_t
name_end(const nu_writer_words *words, nu_str s, size_t *skip)
{
	for (size_t i = 0; i < s.n; i++) {
		*skip = 1;
		if (s.p[i] == ';' || s.p[i] == '|' || s.p[i] == '&' || s.p[i] == '\n')
			return i;
		if ((s.p[i] == ',' || s.p[i] == '/') && is_full(nu_slice(s, 0, i)))
			return i;
		if (s.p[i] == ' ' && i + 1 < s.n) {
			size_t n = word_length(nu_slice(s, i + 1, s.n));

			*skip = n + 1;
			if (is_word(words, nu_slice(s, i + 1, i + 1 + n), "and") &&
			    is_full(nu_slice(s, 0, i)) && is_full(nu_slice(s, i + 1 + n, s.n)))
				return i;
		}
	}
	*skip = 0;
	return s.n;
}

void
nu_writers_add(nu_writers *w, const nu_writer_words *words, nu_arena *a, nu_str field, int score)
{
	size_t before = score > w->score ? 0 : w->n, skip, end;
	nu_writers fresh = {NULL, 0, 0, score};
	nu_str     s = nu_page_line(a, field);

	if (score < w->score || s.n > 1000)
		return;
	if (before)
		fresh = *w;
	s = cut_by(words, s);
	for (; s.n; s = nu_trim(nu_slice(s, end + skip, s.n))) {
		end = name_end(words, s, &skip);
		add(&fresh, words, a, nu_slice(s, 0, end));
	}
	if (fresh.n > before)
		*w = fresh;
}

/* Letters of s alone, in lower case, up to n bytes. */
static size_t
letters(nu_str s, char *out, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < most; i++) {
		char c = s.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c & 0x80)
			out[n++] = c;
		else if (c >= 'A' && c <= 'Z')
			out[n++] = (char)(c + 32);
	}
	return n;
}

bool
nu_writer_is(nu_str name, nu_str site, nu_str host)
{
	char   a[LONGEST], b[LONGEST];
	size_t n = letters(name, a, sizeof a), k = letters(site, b, sizeof b);

	if (n && n == k && memcmp(a, b, n) == 0)
		return true;
	k = letters(host, b, sizeof b);
	if (n && n == k && memcmp(a, b, n) == 0)
		return true;
	for (k = 0; k < host.n && host.p[k] != '.'; k++)
		;
	k = letters(nu_slice(host, 0, k), b, sizeof b);
	return n && n == k && memcmp(a, b, n) == 0;
}
