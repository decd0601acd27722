/*
 * meet lines|names|pairs|forms|paths N: of the candidates on standard input, one a line, the first N
 * that a hostile author would take: those whose places in a table of the library lie in an
 * eighth of the room that N of them need there, so that nearly all of them meet others. For
 * tests/growth.sh.
 *
 *   lines  of a page, counted (strip_line.c)
 *   names  capitalised words (ents_seen.c)
 *   forms  lines by the marks in them (strip_end.c)
 *   pairs  words, each taken so that it meets behind the one before (strip_cue.c)
 *   paths  classes, of a page that has one a line (strip_kin.c)
 */
#include <stdio.h>
#include <stdlib.h>

#include "data.h"
#include "stream.h"
#include "strip_word.h"
#include "text.h"

static jmp_buf  oom;
static nu_arena arena = {.oom = &oom};
static size_t   want, room, given;

static void
give(nu_str s, size_t place)
{
	if (given < want && (place & (room - 1)) < want / 8 && ++given)
		printf("%.*s\n", (int)s.n, s.p);
}

/* As strip_line.c has it, of all words of the line. */
static void
line(const sp_words *w, nu_str s)
{
	static sp_numbers numbers;
	uint32_t          hash[128], id[128];
	sp_reader         r = {.text = s, .limit = s.p + s.n, .w = w, .numbers = &numbers, .hash = hash,
	     .id = id, .n = {.hash = SP_BASIS}};

	if (!numbers.place)
		sp_numbers_begin(&numbers, w, &arena);
	sp_reader_words(&r, 0);
	give(nu_slice(s, 0, s.n - 1), (r.n.hash | 1) * 2654435761u);
}

/* Of lines of marks with an "a" behind each. */
static void
form(nu_str s)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)(s.p[i] == 'a' ? 'w' : s.p[i])) * 16777619u;
	give(s, (h | 1) * 2654435761u >> 7);
}

static void
pair(nu_str s)
{
	static uint32_t prev;
	uint32_t        h = sp_hash_word(s) | 1, both = (prev * 31u ^ h) | 1;
	size_t          was = given;

	give(s, both * 2654435761u >> 5);
	if (given > was)
		prev = h;
}

static void *
open_page(nu_arena *keep, const void *opts, nu_log *log)
{
	(void)opts;
	(void)log;
	return NU_NEW(keep, char, 1);
}

static bool
take_page(void *self, const nu_page *page, nu_doc *doc, nu_out *out)
{
	(void)self;
	(void)doc;
	(void)out;
	for (size_t i = 0; i < page->nline; i++)
		give(nu_slice(page->text, page->line[i].start, page->line[i].end),
		    page->line[i].path * 2654435761u >> 7);
	return false;
}

static void
print(void *ctx, const char *message)
{
	(void)ctx;
	fprintf(stderr, "meet: %s\n", message);
}

static void
tick(void *ctx, uint64_t done, uint64_t total, uint64_t docs)
{
	(void)ctx;
	(void)done;
	(void)total;
	(void)docs;
}

static int
paths(void)
{
	static const nu_brain brain = {.open = open_page, .page = take_page};
	nu_stream_opts        o = {.page = {.format = "html", .formats = nu_page_all, .max_doc = 1 << 30}};
	nu_log                log = {.print = print, .tick = tick};

	o.unlocked = true;
	o.out = 2; /* nothing is written there */
	o.own = true;
	return nu_stream(&o, &brain, NULL, &log);
}

int
main(int argc, char **argv)
{
	const sp_words *w;
	char            buf[200];

	if (argc != 3 || setjmp(oom))
		return 2;
	want = strtoul(argv[2], NULL, 10);
	for (room = 16; room < want * 2; room *= 2)
		;
	if (argv[1][1] == 'a' && argv[1][0] == 'p' && argv[1][2] == 't')
		return paths() || given < want;
	w = sp_words_new(&arena, nu_lexicon_new(&arena, nu_data("en/strip-stop.tsv")));
	while (given < want && fgets(buf, sizeof buf, stdin)) {
		nu_str s = nu_str_of(buf), word = nu_trim(s);

		if (argv[1][0] == 'l')
			line(w, s);
		else if (argv[1][0] == 'n')
			give(word, nu_hash(word) * 0x9E3779B1u >> 7);
		else if (argv[1][0] == 'f')
			form(word);
		else
			pair(word);
	}
	nu_arena_free(&arena);
	return given < want;
}
