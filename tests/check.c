/*
 * check [--source DIR] [FILE...]: holds record streams against newsutils(5).
 *
 * It shares no code with the library, so that the two must agree: seven columns, none
 * empty; UTF-8; the four escapes; numbers, type and score; documents contiguous; the
 * total order; facts over 0..length; an `end` behind what a @doc began, and nothing behind
 * that; every text as long as its span; every span inside one block and with that block's
 * own bytes; and with --source every span with the bytes of DIR/ID. Prints what is wrong
 * as FILE:LINE: why, exit 1.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 7, MAX_TOLD = 10 };

struct block {
	size_t start, end;
	char  *text;
};

static struct {
	const char   *file, *source;
	size_t        line, wrong;
	char         *doc, *prev; /* the current document, and its last sort key */
	size_t        prev_start, prev_end, length, text_n;
	bool          has_length, opened, ended, has_blocks; /* opened: by a @doc */
	struct block *block;
	size_t        blocks, block_cap;
	char        **seen; /* ids of finished documents */
	size_t        nseen, seen_cap;
	char         *text; /* the source's bytes */
} st;

static void
wrong(const char *why, const char *what)
{
	if (st.wrong++ < MAX_TOLD)
		fprintf(stderr, "%s:%zu: %s%s%.80s\n", st.file, st.line, why, *what ? ": " : "", what);
}

static void *
need(void *p)
{
	if (!p) {
		fputs("check: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

static bool
utf8_ok(const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n;) {
		unsigned c = p[i], need_n = c < 0x80 ? 0 : c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
		unsigned long cp = need_n == 0 ? c : c & (0x3Fu >> need_n);

		if (c >= 0x80 && (c < 0xC2 || c > 0xF4))
			return false;
		if (i + need_n >= n)
			return false;
		for (unsigned k = 1; k <= need_n; k++) {
			if ((p[i + k] & 0xC0) != 0x80)
				return false;
			cp = cp << 6 | (p[i + k] & 0x3F);
		}
		if ((need_n == 2 && (cp < 0x800 || (cp >= 0xD800 && cp < 0xE000))) ||
		    (need_n == 3 && (cp < 0x10000 || cp > 0x10FFFF)))
			return false;
		i += need_n + 1;
	}
	return true;
}

/* Undoes the escapes in place of a copy; NULL when one is none of the four. */
static char *
unescape(const char *s, size_t *n)
{
	char *out = need(malloc(strlen(s) + 1)), *to = out;

	for (; *s; s++) {
		if (*s != '\\') {
			*to++ = *s;
			continue;
		}
		s++;
		if (*s == 't')
			*to++ = '\t';
		else if (*s == 'n')
			*to++ = '\n';
		else if (*s == 'r')
			*to++ = '\r';
		else if (*s == '\\')
			*to++ = '\\';
		else {
			free(out);
			return NULL;
		}
	}
	*to = 0;
	*n = (size_t)(to - out);
	return out;
}

static bool
number(const char *s, size_t *v)
{
	*v = 0;
	if (!*s || (s[0] == '0' && s[1]) || strspn(s, "0123456789") != strlen(s) || strlen(s) > 18)
		return false;
	*v = strtoull(s, NULL, 10);
	return true;
}

static bool
type_ok(const char *s)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

	s += *s == '@';
	if (!*s || !strchr(letters, *s))
		return false;
	return strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") ==
	       strlen(s);
}

static bool
score_ok(const char *s)
{
	if (strcmp(s, ".") == 0 || strcmp(s, "1.00") == 0)
		return true;
	return strlen(s) == 4 && s[0] == '0' && s[1] == '.' && strspn(s + 2, "0123456789") == 2;
}

static bool
is_block(const char *t)
{
	static const char *const names[] = {"Headline", "Dek", "Byline", "Dateline", "Head", "Para",
	    "Item", "Caption", "Credit", "Note", "Live", "Junk"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(t, names[i]) == 0)
			return true;
	return false;
}

static void
read_source(const char *id)
{
	char   path[4096];
	size_t n = 0;
	char  *name = unescape(id, &n);
	FILE  *f;

	free(st.text);
	st.text = NULL;
	if (!st.source || !name) {
		free(name);
		return;
	}
	snprintf(path, sizeof path, "%s/%s", st.source, name);
	free(name);
	f = fopen(path, "rb");
	if (!f) {
		wrong("no source", path);
		return;
	}
	st.text = need(malloc(64 << 20));
	st.text_n = fread(st.text, 1, 64 << 20, f);
	fclose(f);
}

static void
end_document(void)
{
	if (st.opened && !st.ended)
		wrong("a document without its end", st.doc);
	st.opened = false;
}

static void
begin_document(const char *id)
{
	end_document();
	for (size_t i = 0; i < st.nseen; i++)
		if (strcmp(st.seen[i], id) == 0)
			wrong("the records of a document are not contiguous", id);
	if (st.nseen == st.seen_cap) {
		st.seen_cap = st.seen_cap * 2 + 64;
		st.seen = need(realloc(st.seen, st.seen_cap * sizeof *st.seen));
	}
	st.seen[st.nseen++] = st.doc = need(strdup(id));
	for (size_t i = 0; i < st.blocks; i++)
		free(st.block[i].text);
	st.blocks = 0;
	free(st.prev);
	st.prev = NULL;
	st.has_length = st.opened = st.ended = st.has_blocks = false;
	read_source(id);
}

static void
check_order(size_t start, size_t end, const char *rest)
{
	if (st.prev && (start < st.prev_start || (start == st.prev_start && end > st.prev_end) ||
	                   (start == st.prev_start && end == st.prev_end && strcmp(rest, st.prev) < 0)))
		wrong("out of order", rest);
	else if (st.prev && start == st.prev_start && end == st.prev_end && !strcmp(rest, st.prev))
		wrong("the same record twice", rest);
	free(st.prev);
	st.prev = need(strdup(rest));
	st.prev_start = start;
	st.prev_end = end;
}

static void
check_fact(char *col[], size_t start, size_t end)
{
	if (start != 0)
		wrong("a document fact does not start at 0", col[3]);
	if (st.has_length && end != st.length)
		wrong("a document fact ends elsewhere than the ones before", col[3]);
	if (st.text && end != st.text_n)
		wrong("a document fact is not as long as the source", col[3]);
	st.length = end;
	st.has_length = true;
	st.opened |= strcmp(col[3], "@doc") == 0;
}

/* The block a span lies in, or NULL. Blocks come before what they hold. */
static const struct block *
block_of(size_t start, size_t end)
{
	for (size_t i = st.blocks; i-- > 0;)
		if (st.block[i].start <= start && end <= st.block[i].end)
			return &st.block[i];
	return NULL;
}

static void
check_span(char *col[], size_t start, size_t end, char *text, size_t n)
{
	const struct block *b = block_of(start, end);

	if (strcmp(col[6], ".") == 0 && start == end)
		n = 0;
	if (n != end - start)
		wrong("the text is not as long as its span", col[6]);
	else if (st.text && (end > st.text_n || memcmp(st.text + start, text, n) != 0))
		wrong("the text is not the source's", col[6]);
	if (st.has_length && end > st.length)
		wrong("a span ends behind the document", col[3]);
	if (is_block(col[3])) {
		if (b)
			wrong("a block inside another", col[6]);
		if (st.blocks == st.block_cap) {
			st.block_cap = st.block_cap * 2 + 64;
			st.block = need(realloc(st.block, st.block_cap * sizeof *st.block));
		}
		st.block[st.blocks++] = (struct block){start, end, need(malloc(n + 1))};
		memcpy(st.block[st.blocks - 1].text, text, n);
		st.has_blocks = true;
	} else if (!b) {
		if (st.has_blocks)
			wrong("a span lies inside no block", col[6]);
	} else if (n == end - start && memcmp(b->text + (start - b->start), text, n) != 0) {
		wrong("the text is not its block's", col[6]);
	}
}

static void
check_columns(char *col[], const char *rest)
{
	size_t start, end, n = 0, skip = 0;
	char  *text = unescape(col[6], &n), *other;
	bool   numbers = number(col[1], &start);

	numbers = number(col[2], &end) && numbers;
	if (!st.doc || strcmp(col[0], st.doc) != 0)
		begin_document(col[0]);
	if (!numbers)
		wrong("start or end is no plain number", col[1]);
	else if (start > end)
		wrong("the span ends before it starts", col[1]);
	if (!type_ok(col[3]))
		wrong("the type is no word", col[3]);
	if (!score_ok(col[5]))
		wrong("the score is not 0.00 to 1.00", col[5]);
	for (int i = 0; i < 5; i += 4) {
		other = unescape(col[i], &skip);
		if (!other)
			wrong("an escape other than the four", col[i]);
		free(other);
	}
	if (!text) {
		wrong("an escape other than the four", col[6]);
		return;
	}
	if (numbers && start <= end) {
		check_order(start, end, rest);
		if (st.ended)
			wrong("a record behind the end of its document", col[3]);
		if (col[3][0] == '@')
			check_fact(col, start, end);
		else if (strcmp(col[3], "end") == 0) {
			if (start != end || (st.has_length && start != st.length))
				wrong("the end is not at the document's end", col[1]);
			if (strcmp(col[6], ".") != 0)
				wrong("the end has a text", col[6]);
			st.ended = true;
		} else
			check_span(col, start, end, text, n);
	}
	free(text);
}

static void
check_line(char *line, size_t n)
{
	char  *col[COLUMNS], *p = line, *copy;
	size_t k = 0;

	if (line[n - 1] != '\n')
		wrong("no LF at the end of the line", "");
	else
		line[--n] = 0;
	if (memchr(line, 0, n) || memchr(line, '\r', n)) {
		wrong("a raw NUL or CR", "");
		return;
	}
	if (!utf8_ok((unsigned char *)line, n)) {
		wrong("not UTF-8", "");
		return;
	}
	if (line[0] == '#')
		return;
	copy = need(strdup(line));
	for (;;) {
		char *tab = strchr(p, '\t');

		if (k < COLUMNS)
			col[k] = p;
		k++;
		if (!tab)
			break;
		*tab = 0;
		p = tab + 1;
	}
	if (k != COLUMNS)
		wrong("not seven columns", copy);
	else {
		bool empty = false;

		for (size_t i = 0; i < COLUMNS; i++)
			empty |= !*col[i];
		if (empty)
			wrong("an empty column", copy);
		else
			check_columns(col, copy + (col[3] - line));
	}
	free(copy);
}

static void
check_file(FILE *f, const char *name)
{
	char   *line = NULL;
	size_t  cap = 0;
	ssize_t n;

	st.file = name;
	st.line = 0;
	while ((n = getline(&line, &cap, f)) > 0) {
		st.line++;
		check_line(line, (size_t)n);
	}
	end_document();
	free(line);
}

#ifdef CHECK_LIBRARY
/* For the fuzzers: how many things are wrong with these bytes. */
size_t check_bytes(char *bytes, size_t n);

size_t
check_bytes(char *bytes, size_t n)
{
	FILE *f = n ? fmemopen(bytes, n, "rb") : NULL;

	st.wrong = 0;
	st.doc = NULL;
	for (size_t i = 0; i < st.nseen; i++)
		free(st.seen[i]);
	st.nseen = 0;
	if (f) {
		check_file(f, "output");
		fclose(f);
	}
	return st.wrong;
}
#else
int
main(int argc, char **argv)
{
	int i = 1;

	if (argc > 2 && strcmp(argv[1], "--source") == 0) {
		st.source = argv[2];
		i = 3;
	}
	if (i == argc)
		check_file(stdin, "-");
	for (; i < argc; i++) {
		FILE *f = fopen(argv[i], "rb");

		if (!f) {
			perror(argv[i]);
			return 2;
		}
		check_file(f, argv[i]);
		fclose(f);
	}
	if (st.wrong > MAX_TOLD)
		fprintf(stderr, "check: %zu more\n", st.wrong - MAX_TOLD);
	return st.wrong ? 1 : 0;
}
#endif
