/* The words of a line: read with and without vectors, hashes, numbers, the list of stop words. */
#include "data.h"
#include "strip_hash.h"
#include "strip_in.h"
#include "text.h"
#include "unit.h"

static jmp_buf  oom;
static nu_arena arena = {.oom = &oom};

static unsigned
draw(uint64_t *seed, unsigned most)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (unsigned)(*seed >> 33) % most;
}

static void
test_hashes(void)
{
	uint64_t seed = 2;

	for (size_t n = 1; n < 70; n++) {
		char   *word = malloc(n); /* so that a byte behind it that is read is found */
		sp_hash h = {0};

		for (size_t i = 0; i < n; i++) {
			word[i] = "abyzABYZ0189"[draw(&seed, 12)];
			hash_byte(&h, nu_folded[(unsigned char)word[i]]);
		}
		OK(hash_end(&h) == sp_hash_word((nu_str){word, n}));
		free(word);
	}
	OK(sp_hash_word(NU_STR("Bridge")) == sp_hash_word(NU_STR("bRIDGE")));
	OK(sp_hash_word(NU_STR("bridge")) != sp_hash_word(NU_STR("bridges")));
	OK(sp_hash_word(NU_STR("bridgework")) != sp_hash_word(NU_STR("bridgewark")));
}

static void
test_kinds(const sp_words *w)
{
	OK(sp_word_kind(w, NU_STR("the")) == SP_STOP);
	OK(sp_word_kind(w, NU_STR("They")) == SP_STOP);
	OK(sp_word_kind(w, NU_STR("bridge")) == SP_WORD);
	OK(sp_word_kind(w, NU_STR("HTTPS")) == SP_ADDRESS);
	OK(sp_word_kind(w, NU_STR("Photographs")) == SP_TRIGGER);
	OK(sp_word_kind(w, NU_STR("photographic")) == SP_WORD);
	OK(sp_word_kind(w, NU_STR("advertisement")) == SP_TRIGGER);
	OK(sp_word_kind(w, NU_STR("StoryAdvertisement")) == SP_TRIGGER);
	OK(sp_word_kind(w, NU_STR("misunderstandings")) == SP_WORD);
	OK(sp_parts_trigger(w, NU_STR("Anna-Maria-Berg-AP")));
	OK(!sp_parts_trigger(w, NU_STR("well-beloved-bridge")));
}

/* What is counted of words between blanks, one by one. */
static sp_tally
count(const sp_words *w, nu_str t)
{
	sp_tally n = {.chars = (unsigned)t.n};

	for (size_t i = 0, to; i < t.n; i = to + 1) {
		unsigned upper = 0, digit = 0;
		bool     fused = false;

		for (to = i; to < t.n && t.p[to] != ' '; to++) {
			bool capital = t.p[to] >= 'A' && t.p[to] <= 'Z';

			upper += capital;
			digit += t.p[to] <= '9';
			fused |= capital && to >= i + 3 && t.p[to - 1] >= 'a';
		}
		n.words++;
		n.caps += t.p[i] >= 'A' && t.p[i] <= 'Z';
		n.shout += upper > 1 && upper == to - i;
		n.digits += digit == to - i;
		n.figures += digit;
		n.fused += fused;
		n.stops += sp_word_kind(w, nu_slice(t, i, to)) == SP_STOP;
	}
	return n;
}

typedef size_t read_words(sp_reader *r, size_t i);

/* What a way of reading makes of a line, all of which it is to read or up to `end`. */
typedef struct result {
	uint32_t   hash[128], id[128];
	size_t     end, words;
	sp_tally   n;
} result;

static void
read_line(result *x, read_words *read, const sp_words *w, nu_str t, size_t room)
{
	sp_numbers numbers;
	sp_reader  r = {.text = t, .limit = t.p + t.n + room, .w = w, .numbers = &numbers,
	     .hash = x->hash, .id = x->id};

	sp_numbers_begin(&numbers, w, &arena);
	x->end = read(&r, 0);
	sp_reader_end(&r);
	x->words = r.nword;
	x->n = r.n;
	OK(x->words == r.n.words);
}

static bool
same_tally(const sp_tally *a, const sp_tally *b)
{
	return a->words == b->words && a->caps == b->caps && a->shout == b->shout &&
	       a->digits == b->digits && a->stops == b->stops && a->figures == b->figures &&
	       a->fused == b->fused && a->chars == b->chars && a->ends == b->ends &&
	       a->marks == b->marks && a->trigger == b->trigger && a->url == b->url &&
	       a->was_end == b->was_end;
}

enum { MOST = 200, BEHIND = 128 };

/* A line of random words, on the heap, so that a byte behind BEHIND that is read is found. */
static nu_str
draw_line(uint64_t *seed, char **line, const char *letters, unsigned blanks)
{
	size_t n = 1 + draw(seed, MOST);
	char  *p = *line = malloc(n + BEHIND);

	for (size_t i = 0; i < n; i++)
		p[i] = i && p[i - 1] != ' ' && i + 1 < n && !draw(seed, blanks)
		           ? ' '
		           : letters[draw(seed, (unsigned)strlen(letters))];
	memset(p + n, 'x', BEHIND);
	return (nu_str){p, n};
}

/* Lines of random words, at the end of what may be read and before it. */
static void
test_reader(const sp_words *w)
{
	uint64_t seed = 3;

	for (int round = 0; round < 3000; round++) {
		char    *line;
		nu_str   t = draw_line(&seed, &line, "athAT12", 5);
		sp_tally told = count(w, t);
		result   x = {.end = 0};

		read_line(&x, sp_reader_words, w, t, draw(&seed, 2) * BEHIND);
		if (x.end == t.n) { /* no word of 64 letters */
			x.n.trigger = x.n.url = false;
			OK(same_tally(&x.n, &told));
		}
		for (size_t i = 0, k = 0, to; i < x.end; i = to + 1, k++) {
			nu_str one;
			bool   stop;

			for (to = i; to < t.n && t.p[to] != ' '; to++)
				;
			one = nu_slice(t, i, to);
			stop = sp_word_kind(w, one) == SP_STOP;
			OK(x.hash[k] == (stop ? 0 : sp_hash_word(one) | 1) && stop == !x.id[k]);
		}
		free(line);
	}
}

/* With vectors of any width, and without. */
static void
test_ways(const sp_words *w)
{
	static read_words *const ways[] = {sp_reader_words_some, sp_reader_words_plain};
	uint64_t seed = 4;

	for (int round = 0; round < 4000; round++) {
		char  *line;
		nu_str t = draw_line(&seed, &line,
		    round % 2 ? "athAT12.,:;!?'\"-(@\t" : "thisA9'-.,\xC3\xA9", 6);
		result x = {.end = 0}, y = {.end = 0};

		read_line(&x, sp_reader_words, w, t, 0);
		for (size_t i = 0; i < 2; i++) {
			read_line(&y, ways[i], w, t, draw(&seed, 2) * BEHIND);
			OK(x.end == y.end && x.words == y.words && same_tally(&x.n, &y.n));
			OK(!memcmp(x.hash, y.hash, x.words * sizeof *x.hash));
			OK(!memcmp(x.id, y.id, x.words * sizeof *x.id));
		}
		free(line);
		nu_arena_reset(&arena);
	}
}

/* What is read by blocks, and by characters where its blanks are none of ASCII, is the same. */
static void
test_characters(const sp_words *w)
{
	sp_state s = {.words = w};
	uint64_t seed = 5;

	for (int round = 0; round < 4000; round++) {
		char   *drawn;
		nu_str  t = draw_line(&seed, &drawn, "athAT12.,:;!?'\"-(@w", 5);
		char   *text = malloc(3 * MOST);
		size_t  n = t.n;
		nu_line line[2] = {{.end = t.n}, {.start = t.n}};
		nu_page page = {.line = line, .nline = 2};
		sp_page p;

		memcpy(text, t.p, t.n);
		for (size_t i = 0; i < t.n; i++) {
			if (t.p[i] == ' ')
				text[n++] = '\xC2';
			text[n++] = t.p[i] == ' ' ? '\xA0' : t.p[i];
		}
		line[1].end = n;
		page.text = (nu_str){text, n};
		sp_surface(&s, &p, &page, &arena);
		OK(p.line[0].hash == p.line[1].hash && p.line[0].words == p.line[1].words);
		OK(p.line[0].caps == p.line[1].caps && p.line[0].shout == p.line[1].shout);
		OK(p.line[0].stops == p.line[1].stops && p.line[0].digits == p.line[1].digits);
		OK(p.line[0].figures == p.line[1].figures && p.line[0].ends == p.line[1].ends);
		OK(p.line[0].fused == p.line[1].fused && p.line[0].marks == p.line[1].marks);
		OK(p.line[0].chars == p.line[1].chars && p.line[0].stop == p.line[1].stop);
		OK(p.line[0].url == p.line[1].url && p.line[0].trigger == p.line[1].trigger);
		OK(p.line[0].quote == p.line[1].quote && p.line[0].bullet == p.line[1].bullet);
		OK(p.line[0].nword == p.line[1].nword && p.line[1].same == 1);
		OK(!memcmp(p.id, p.id + p.line[1].word, p.line[0].nword * sizeof *p.id));
		OK(!memcmp(p.word, p.word + p.line[1].word, p.line[0].nword * sizeof *p.word));
		free(text);
		free(drawn);
		nu_arena_reset(&arena);
	}
}

/* Words with marks inside, and where the reader stops: at what is not ASCII, from its word on. */
static void
test_marks(const sp_words *w)
{
	static const struct {
		const char *line;
		size_t      at;
		unsigned    words, stops, ends, marks;
	} told[] = {{"one two", 7, 2, 0, 0, 0}, {"It's well-known, isn't it?", 26, 4, 1, 0, 0},
	    {"at 3.5, 10:30 in 1999.", 22, 5, 2, 0, 0}, {"One. \"Two.\" Three; four", 23, 4, 0, 2, 1},
	    {"a caf\xC3\xA9", 2, 1, 1, 0, 0}, {"caf\xC3\xA9 here", 0, 0, 0, 0, 0}};

	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		result x = {.end = 0};

		read_line(&x, sp_reader_words, w, nu_str_of(told[i].line), 0);
		OK(x.end == told[i].at && x.n.words == told[i].words && x.n.stops == told[i].stops);
		OK(x.n.ends == told[i].ends && x.n.marks == told[i].marks);
	}
}

/* The number of the word of a hash. */
static uint32_t
number_of(sp_numbers *t, uint32_t hash)
{
	sp_numbers_room(t, 1);
	return word_of(t, key_of(hash)) >> NUMBER;
}

/* Numbers: the same for the same hash alone, and for hashes made to meet in few places. */
static void
test_numbers(const sp_words *w, uint32_t times, uint32_t plus)
{
	enum { MANY = 40000 };
	sp_numbers t;

	sp_numbers_begin(&t, w, &arena);
	for (uint32_t i = 0; i < 2 * MANY; i++) {
		uint32_t id = i < MANY ? i : 2 * MANY - 1 - i;

		OK(number_of(&t, id * times + plus) == id + 1);
	}
	OK(!number_of(&t, sp_hash_word(NU_STR("the"))) && t.n == MANY);
	OK(number_of(&t, sp_hash_word(NU_STR("photo"))) == MANY + 1);
}

int
main(void)
{
	nu_arena        keep = {.oom = &oom};
	const sp_words *w;

	if (setjmp(oom))
		return 2;
	w = sp_words_new(&keep, nu_lexicon_new(&keep, nu_data("en/strip-stop.tsv")));
	test_hashes();
	test_kinds(w);
	test_reader(w);
	test_ways(w);
	test_characters(w);
	test_marks(w);
	test_numbers(w, 0x10000 + 2, 1);
	test_numbers(w, 2, 1);
	test_numbers(w, 2 * 0x0E8B2F51u, 1); /* its product with the first multiplier is 2 */
	nu_arena_free(&arena);
	nu_arena_free(&keep);
	return unit_end();
}
