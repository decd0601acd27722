/* The words of a line: blocks with and without vectors, hashes, the list of stop words. */
#include "data.h"
#include "strip_in.h"
#include "strip_word.h"
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
test_blocks(void)
{
	uint64_t seed = 1;

	for (int round = 0; round < 1000; round++) {
		sp_block a = {0}, b = {0};
		char     bytes[SP_BLOCK];

		for (int i = 0; i < SP_BLOCK; i++)
			bytes[i] = (char)draw(&seed, round % 2 ? 256 : 128);
		sp_block_read(&a, bytes);
		sp_block_read_plain(&b, bytes);
		OK(a.plain == b.plain && a.upper == b.upper && a.digit == b.digit);
	}
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
			sp_hash_byte(&h, nu_folded[(unsigned char)word[i]]);
		}
		OK(sp_hash_end(&h) == sp_hash_word((nu_str){word, n}));
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

/* Lines of random words, at the end of what may be read and before it. */
static void
test_reader(const sp_words *w)
{
	uint64_t seed = 3;

	for (int round = 0; round < 3000; round++) {
		size_t    n = 1 + draw(&seed, 200);
		char     *line = malloc(n + SP_BLOCK);
		uint32_t  word[128];
		sp_reader r;
		sp_tally  told;

		for (size_t i = 0; i < n; i++)
			line[i] = i && line[i - 1] != ' ' && i + 1 < n && !draw(&seed, 5) ? ' ' : "athAT12"[draw(&seed, 7)];
		memset(line + n, 'x', SP_BLOCK);
		told = count(w, (nu_str){line, n});
		sp_reader_begin(&r, (nu_str){line, n}, line + n + draw(&seed, 2) * SP_BLOCK);
		OK(sp_reader_words(&r, w, 0, word) == n);
		sp_reader_end(&r);
		OK(r.n.words == told.words && r.n.caps == told.caps && r.n.shout == told.shout);
		OK(r.n.digits == told.digits && r.n.figures == told.figures && r.n.fused == told.fused);
		OK(r.n.stops == told.stops && r.n.chars == told.chars);
		for (size_t i = 0, k = 0, to; i < n; i = to + 1, k++) {
			nu_str one;

			for (to = i; to < n && line[to] != ' '; to++)
				;
			one = (nu_str){line + i, to - i};
			OK(word[k] == (sp_word_kind(w, one) == SP_STOP ? 0 : sp_hash_word(one) | 1));
		}
		free(line);
	}
}

/* Where the reader stops: at what may belong to a word. */
static void
test_stops(const sp_words *w)
{
	static const struct {
		const char *line;
		size_t      at;
	} stops[] = {{"one two", 7}, {"one, two", 3}, {"one. Two", 3}, {"it don't", 3}, {"it is o'", 7},
	    {"a well-known", 2}, {"at 3.5", 3}, {"at 10:30", 3}, {"in 1999.", 7}, {"caf\xC3\xA9", 0}, {"end", 3}};

	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
		nu_str    t = nu_str_of(stops[i].line);
		uint32_t  word[16];
		sp_reader r;

		sp_reader_begin(&r, t, t.p + t.n);
		OK(sp_reader_words(&r, w, 0, word) == stops[i].at);
	}
}

/* Numbers: the same for the same hash alone, and for hashes made to meet in few slots. */
static void
test_numbers(uint32_t times, uint32_t plus)
{
	enum { MANY = 40000 };
	sp_page   p = {.a = &arena, .nword = 2 * MANY};
	uint32_t *word = NU_NEW(&arena, uint32_t, 2 * MANY);

	for (uint32_t i = 0; i < MANY; i++)
		word[i] = word[2 * MANY - 1 - i] = i % 10 ? i * times + plus : 0;
	p.word = word;
	sp_number_words(&p);
	OK(p.ids == MANY - MANY / 10 + 1);
	for (uint32_t i = 0, next = 1; i < MANY; i++) {
		OK(p.id[i] == (i % 10 ? next++ : 0));
		OK(p.id[2 * MANY - 1 - i] == p.id[i]);
	}
}

int
main(void)
{
	const sp_words *w;

	if (setjmp(oom))
		return 2;
	w = sp_words_new(&arena, nu_lexicon_new(&arena, nu_data("en/strip-stop.tsv")));
	test_blocks();
	test_hashes();
	test_kinds(w);
	test_reader(w);
	test_stops(w);
	test_numbers(0x10000 + 2, 1);
	test_numbers(2, 1);
	test_numbers(0x0E8B2F51u, 0); /* its product with the first multiplier is 1 */
	nu_arena_free(&arena);
	return unit_end();
}
