/* What vectors find in nsplit, the plain code finds, byte for byte; languages; models. */
#include "unit.h"

#include <stdio.h>

#include "quote_say.h"
#include "split_lang.h"
#include "split_model.h"
#include "split_scan.h"
#include "text.h"

static uint32_t
next(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static void
compare(nu_arena *a, const nu_openers *o, nu_str s)
{
	nu_places plain = {NULL, 0, 0}, got = {NULL, 0, 0};

	nu_scan(a, s, o, NU_SCAN_PLAIN, &plain);

	for (int path = NU_SCAN_BEST; path <= NU_SCAN_AVX2; path++) {
		nu_scan(a, s, o, (enum nu_scan_path)path, &got);
		OK(got.n == plain.n &&
		    (got.n == 0 || memcmp(got.at, plain.at, got.n * sizeof *got.at) == 0));
	}
}

static void
test_scan(nu_arena *a, const nu_openers *o)
{
	static const char *const piece[] = {". ", "! ", "? ", " The ", " In a", "Mr. ", "...", ": ",
	    " - ", "word", "a", " ", "\n", "\xE2\x80\x9C", "\xE2\x80\xA6", "\xE3\x80\x82",
	    "\xE0\xA5\xA4", "\xD8\x9F", "\xC3\xA9", " https://x.org ", " It's", ".The", "2.5", ", The",
	    " he", "-", "U.S. "};
	char                     buf[400];
	uint32_t                 state = 7;

	for (int round = 0; round < 3000; round++) {
		size_t n = 0, want = next(&state) % 300;

		while (n < want) {
			const char *p = piece[next(&state) % (sizeof piece / sizeof *piece)];

			memcpy(buf + n, p, strlen(p));
			n += strlen(p);
		}
		compare(a, o, (nu_str){buf, n});
		/* Cut anywhere, and at every alignment. */
		compare(a, o, (nu_str){buf + n % 7, n > 40 ? n - 40 : 0});
		if (round % 100 == 0)
			nu_arena_reset(a);
	}
}

/* Counting by vectors, in one go, and byte by byte: the same. */
static void
test_count(void)
{
	static const char text[] =
	    "The (old) ferry, \"HMS Alba/2\", sank [near] Gr\xC3\xA9 \xE2\x80\x9Cso "
	    "they say\xE2\x80\x9D_x it's 10 miles OFF the coast) and (so on: the end";
	nu_str t = nu_str_of(text);

	for (size_t begin = 0; begin < 20; begin++)
		for (size_t at = begin; at <= t.n; at++) {
			nu_cand all = {.text = t, .begin = begin, .at = at}, step = all;

			nu_cand_count(&all);
			for (step.at = begin; step.at < at;) {
				step.at++;
				nu_cand_count(&step);
			}
			OK(all.words == step.words && all.lows == step.lows && all.small == step.small &&
			    all.parens == step.parens && all.marks == step.marks);
		}
}

/* A word is the same token at the end of a text, where no vector fits, and before it. */
static void
test_tokens(nu_arena *a, nu_split_langs *l)
{
	static const char *const word[] = {"said", "SAID", "Holm", "the", "quietly", "family", "x",
	    "non-governmental", "internationalisation", "Gr\xC3\xA9goire", "Holm's",
	    "Holm\xE2\x80\x99s", "3rd", "2.5", "AT&T", "according"};
	nu_say_room              room = {NULL, 0, 0};

	for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
		char      text[100];
		nu_span   sent = {0, 0};
		nu_unit   unit = {{text, 0}, NULL, NULL, 0, true};
		nu_quoted b = {.unit = &unit, .sent = &sent, .nsent = 1};
		nu_say    first;

		snprintf(text, sizeof text, "%s and then, when all is told, the rest", word[i]);
		unit.text.n = sent.end = strlen(text);
		OK(nu_say_tokens(l->lang[0]->quote, a, &room, &b, 0, 0) > 8);
		first = room.t[0];
		unit.text.n = sent.end = strlen(word[i]);
		OK(nu_say_tokens(l->lang[0]->quote, a, &room, &b, 0, 0) >= 1);
		OK(first.end == room.t[0].end && first.cls == room.t[0].cls && first.cap == room.t[0].cap &&
		    first.poss == room.t[0].poss);
	}
}

static size_t
sentences(const nu_split_lang *l, nu_arena *a, const char *text)
{
	nu_span      *span;
	nu_split_room room = {.n = 0};

	return nu_sentences(l, a, &room, nu_str_of(text), &span);
}

static void
test_languages(nu_arena *a, nu_split_langs *l)
{
	OK(nu_eq(nu_split_lang_find(l, NU_STR("de-AT"))->code, NU_STR("de")));
	OK(nu_split_lang_find(l, NU_STR("xx")) == l->other);
	OK(sentences(nu_split_lang_find(l, NU_STR("de")), a, "Am 3. Oktober kam er. Er blieb.") == 2);
	OK(sentences(nu_split_lang_find(l, NU_STR("en")), a, "It was 3. Oktober came. He stayed.") ==
	    3);
	OK(sentences(l->other, a, "") == 0);
	OK(sentences(l->other, a, "\n \xC2\xA0 ") == 0);
	OK(sentences(l->other, a, "...") == 1);
}

/* A damaged model is refused, wherever the damage is. */
static void
test_model(nu_arena *a)
{
	nu_split_model m;
	nu_str         small = NU_STR("NUSPLIT1");
	char          *p = nu_alloc(a, 64 + 8 + 1);

	OK(nu_split_model_load(&m, small) != NULL);
	memcpy(p, "NUSPLIT1", 8);
	p[8] = 8;
	p[12] = 8;
	OK(nu_split_model_load(&m, (nu_str){p, 73}) != NULL); /* no checksum */
	uint32_t sum = nu_split_model_sum((nu_str){p + 64, 9});
	for (int i = 0; i < 4; i++)
		p[16 + i] = (char)(sum >> (8 * i));
	OK(nu_split_model_load(&m, (nu_str){p, 73}) == NULL);
	OK(nu_split_model_load(&m, (nu_str){p, 72}) != NULL);
	p[70] ^= 1;
	OK(nu_split_model_load(&m, (nu_str){p, 73}) != NULL);
}

int
main(void)
{
	jmp_buf  oom;
	nu_arena keep = {.oom = &oom}, a = {.oom = &oom};

	if (setjmp(oom))
		return 1;
	nu_split_langs *l = nu_split_langs_load(&keep, NULL);
	OK(l->n > 20);
	test_scan(&a, l->lang[0]->openers);
	test_count();
	test_tokens(&a, l);
	test_languages(&a, l);
	test_model(&a);
	nu_arena_free(&a);
	nu_arena_free(&keep);
	return unit_end();
}
