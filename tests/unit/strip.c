/* nstrip's rooms: the days of bylines, forests, models that are cut,
 * pages that are made of others. */
#include "data.h"
#include "strip_model.h"
#include "strip_sample.h"
#include "text.h"
#include "unit.h"

static jmp_buf       oom;
static nu_arena      arena = {.oom = &oom};
static nu_log        quiet;
static nu_strip_opts none;
static sp_state      state = {.opts = &none, .log = &quiet};

static void
day(const char *text, const char *iso)
{
	sp_date d;
	size_t  at = 0, from;

	if (!sp_date_find(&state, nu_str_of(text), &at, &d, &from)) {
		SAME(NU_STR("none"), nu_str_of(iso));
		return;
	}
	SAME(sp_date_iso(&arena, &d), nu_str_of(iso));
}

static void
test_days(void)
{
	day("3 May 2024", "2024-05-03");
	day("May 3rd, 2024 at 9:15 p.m.", "2024-05-03T21:15");
	day("12:05 a.m. on 3 May 2024", "2024-05-03T00:05");
	day("2024-05-03 09:15 UTC", "2024-05-03T09:15Z");
	day("Fri, May 3, 20249:15 PM EDT", "2024-05-03T21:15-04:00");
	day("Ida MoenMay 3, 2024", "2024-05-03");
	day("27.04.24 um 07:39 Uhr", "2024-04-27T07:39");
	day("2 de diciembre de 2024", "2024-12-02");
	day("\xE2\x80\x8E" "2025\xE5\xB9\xB4" "1\xE6\x9C\x88" "13\xE6\x97\xA5 21:37", "2025-01-13T21:37");
	day("29 February 2024", "2024-02-29");
	day("29 February 2023", "none");
	day("31/04/2024", "none");
	day("1,200 people in 2024", "none");
	day("May 2024", "none");
	day("version 1.2.3", "none");
}

/* The vectors' sums are those of the plain twin, for any part of a page. */
static void
test_forest(void)
{
	const sp_model *m = sp_model_read(&arena, nu_data("models/strip.text"), &quiet);
	int16_t        *x = NU_NEW(&arena, int16_t, 3 * SP_LANES * SP_NFEATURES);
	sp_table        t = {.x = x, .n = 3 * SP_LANES - 5, .width = SP_NFEATURES};
	int32_t         one[3 * SP_LANES], two[3 * SP_LANES];
	uint32_t        seed = 1;

	for (size_t i = 0; i < 3 * SP_LANES * SP_NFEATURES; i++)
		x[i] = (int16_t)(unit_draw(&seed, 4) ? (int)unit_draw(&seed, 120) - 10 : (int)unit_draw(&seed, 64001) - 32000);
	for (int k = 0; k < SP_FORESTS; k++)
		for (size_t from = 0; from < t.n; from += 7) {
			memset(one, 0, sizeof one);
			memset(two, 0, sizeof two);
			sp_forest_run(&m->forest[k], &t, from, t.n - from / 3, one);
			sp_forest_run_plain(&m->forest[k], &t, from, t.n - from / 3, two);
			OK(memcmp(one, two, sizeof one) == 0);
			sp_forest_run_some(&m->forest[k], &t, from, t.n - from / 3, one);
			OK(memcmp(one, two, sizeof one) == 0);
		}
}

/* Every prefix of a model, and every byte of its head changed, is refused. */
static void
test_model(const char *name)
{
	nu_str m = nu_data(name), copy;

	OK(sp_model_read(&arena, m, &quiet) != NULL);
	for (size_t n = 0; n < m.n; n += n < 64 ? 1 : 997)
		OK(sp_model_read(&arena, (nu_str){m.p, n}, &quiet) == NULL);
	for (size_t i = 0; i < 7; i++) {
		copy = nu_copy(&arena, m);
		((char *)(uintptr_t)copy.p)[i] ^= 1;
		OK(sp_model_read(&arena, copy, &quiet) == NULL);
	}
	copy = sp_model_write(&arena, sp_model_read(&arena, m, &quiet));
	OK(nu_eq(copy, m));
}

/* A model without forests of edges has no place for them, nor says that it has. */
static void
test_edges(void)
{
	const sp_model *m = sp_model_read(&arena, nu_data("models/strip.text"), &quiet);
	sp_model        bare = *m;
	nu_str          w, longer;

	bare.forest[SP_FOREST_START].n = bare.forest[SP_FOREST_END].n = 0;
	w = sp_model_write(&arena, &bare);
	OK(sp_model_read(&arena, w, &quiet) != NULL);
	longer = (nu_str){NU_NEW(&arena, char, w.n + 12), w.n + 12};
	memcpy((char *)(uintptr_t)longer.p, w.p, w.n);
	((char *)(uintptr_t)longer.p)[6] = SP_FORESTS;
	OK(sp_model_read(&arena, longer, &quiet) == NULL);
}

/* A page whose lines are words of one letter: T the headline, B the article, else junk. */
static void
letters(sp_sample *s, const char *text)
{
	nu_page *p = NU_NEW(&arena, nu_page, 1);

	memset(s, 0, sizeof *s);
	s->n = p->nline = strlen(text) / 2;
	p->text = nu_str_of(text);
	p->length = p->text.n;
	p->line = NU_NEW(&arena, nu_line, s->n + 1);
	s->is = nu_alloc(&arena, s->n + 1);
	for (size_t i = 0; i < s->n; i++) {
		p->line[i].start = 2 * i;
		p->line[i].end = 2 * i + 1;
		s->is[i] = text[2 * i] == 'T' ? IS_TITLE : text[2 * i] == 'B' ? IS_BODY : IS_JUNK;
	}
	s->page.page = p;
}

/* Whatever is made of a page, its article stays whole, and each line what it was. */
static void
test_more(void)
{
	sp_sample a, b, none_of_it;
	uint64_t  seed = 1;
	size_t    others = 0, short_ones = 0;
	uint8_t  *is;

	letters(&a, "a\na\na\na\na\na\na\na\na\na\nT\na\nB\na\nB\nB\na\na\na\na\na\na\na\na\n");
	letters(&b, "b\nb\nb\nb\nb\nb\nb\nb\nT\nB\nb\nb\nb\nb\nb\nb\n");
	letters(&none_of_it, "c\nT\nc\n");
	OK(!sp_more_page(&arena, &a, &none_of_it, 0, &seed, &is));
	OK(!sp_more_page(&arena, &none_of_it, &a, 0, &seed, &is));
	for (int k = 0; k < 100; k++) {
		nu_page *p = sp_more_page(&arena, &a, &b, k % SP_MORE_WAYS, &seed, &is);
		size_t   body = 0, titles = 0;

		for (size_t i = 0; i < p->nline; i++) {
			char c = p->text.p[p->line[i].start];

			OK(p->line[i].end == p->line[i].start + 1 && p->text.p[p->line[i].end] == '\n');
			OK(is[i] == (c == 'T' ? IS_TITLE : c == 'B' ? IS_BODY : IS_JUNK));
			body += c == 'B';
			titles += c == 'T';
			others += c == 'b';
		}
		OK(body == 3 && titles == 1 && p->text.n == 2 * p->nline);
		short_ones += p->nline < a.n;
	}
	OK(others > 100 && short_ones > 30);
}

int
main(void)
{
	if (setjmp(oom))
		return 2;
	quiet.print = unit_ignore;
	OK(sp_rules_load(&state, &arena));
	OK(nu_rules_check(state.rules));
	test_days();
	test_forest();
	test_model("models/strip.text");
	test_model("models/strip.html");
	test_more();
	test_edges();
	sp_rules_free(&state);
	nu_arena_free(&arena);
	return unit_end();
}
