/* What nstrip counts of a page's lines in vectors, and together, is what one by one would be. */
#include "strip_end.h"
#include "unit.h"

#include "strip_col.h"

static jmp_buf       oom;
static nu_arena      arena = {.oom = &oom};
static nu_log        quiet;
static nu_strip_opts none;
static sp_state      state = {.opts = &none, .log = &quiet};
static uint32_t      seed = 1;

static uint32_t
draw(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

/* Forms of lines: marks, words and digits of any kind, at the end of what may be read too. */
static void
test_forms(void)
{
	static const char some[] = "aZ09 .',-|>\x80\xC3\xFF\x01{az 3";
	enum { MOST = 64, ROUNDS = 20000 };
	char bytes[2 * MOST];

	for (int k = 0; k < ROUNDS; k++) {
		nu_str t = {bytes, draw(MOST)};

		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = some[draw(k % 2 ? sizeof some : 5)];
		OK(sp_form(t, t.p + t.n) == sp_form_plain(t));
		OK(sp_form(t, t.p + sizeof bytes) == sp_form_plain(t));
	}
	OK(sp_form_plain(NU_STR("Ann, Leeds, UK")) ==
	    sp_form_plain(NU_STR("Blake B, Los Angeles, USA")));
	OK(sp_form_plain(NU_STR("Ann, Leeds, UK")) != sp_form_plain(NU_STR("Ann, Leeds")));
	OK(!sp_form_plain(NU_STR("Ann's cat. No words")) && sp_form_plain(NU_STR("4 words")));
}

/* Percent are cut as whole numbers are. */
static void
test_percents(void)
{
	enum { MOST = 900 };
	uint16_t part[SP_LANES], whole[SP_LANES];
	int16_t  x[SP_LANES];

	for (unsigned w = 0; w <= MOST; w++)
		for (unsigned from = 0; from <= w; from += SP_LANES) {
			/* The same of lines that are as long as lines are. */
			unsigned by = w > MOST - 20 ? 65535 / w : 1;

			for (unsigned k = 0; k < SP_LANES; k++) {
				part[k] = (uint16_t)(by * (from + k < w ? from + k : w));
				whole[k] = (uint16_t)(by * w);
			}
			set_percents(x, part, whole, -1);
			for (unsigned k = 0; k < SP_LANES; k++)
				OK(x[k] == (w ? part[k] * 100 / whole[k] : -1));
		}
}

/* Columns of a page whose lines do not fill its last lanes; sums that go round. */
static void
test_columns(void)
{
	enum { LINES = SP_LANES + 7, F = 3 };
	sp_page   p = {.a = &arena, .n = LINES};
	sp_table  t = {.x = NU_NEW(&arena, int16_t, 2 * SP_LANES * SP_NFEATURES),
	    .n = LINES,
	    .width = SP_NFEATURES};
	uint16_t *sum = new_sum(&p), words[LINES];
	int16_t  *column = new_column(&p, 0);

	for (size_t i = 0; i < LINES; i++) {
		words[i] = (uint16_t)draw(1000);
		column[i] = (int16_t)words[i];
		sum[i + 1] = (uint16_t)((i ? sum[i] : 60000) + words[i]);
	}
	sum[0] = 60000;
	end_sum(&p, sum);
	set_window(&t, F, sum, 1, 61);
	set_most(&t, F + 1, column, -8, 0);
	set_distance(&t, F + 2, 390, -1);
	for (size_t i = 0; i < LINES; i++) {
		long all = 0, most = 0;

		for (size_t k = i + 1; k < LINES; k++)
			all += words[k];
		for (size_t k = i < 8 ? 0 : i - 8; k < i; k++)
			most = words[k] > most ? words[k] : most;
		OK(*sp_at(&t, F, i) == all && *sp_at(&t, F + 1, i) == most);
		OK(*sp_at(&t, F + 2, i) == 390 - (int)i);
	}
	add_columns(&t, F, column, -1, 1);
	for (size_t i = 0; i < LINES; i++)
		OK(*sp_at(&t, F, i) == (i ? words[i - 1] : 0) + (i + 1 < LINES ? words[i + 1] : 0));
	set_share(&t, F, sum, sum, 0, 1);
	for (size_t i = 0; i < LINES; i++)
		OK(*sp_at(&t, F, i) == (words[i] ? 100 : -1));
	set_distance(&t, F, -1000000, 1);
	OK(*sp_at(&t, F, LINES - 1) == -FAR);
	set_distance(&t, F, 395, 1);
	OK(*sp_at(&t, F, 4) == FAR - 1 && *sp_at(&t, F, 6) == FAR);
}

#define A "The ferry pier at Sandvik will close on Monday for four months, the county said.\n"
#define B "I have crossed this bay for thirty years, and no bus has ever been on time, or ferry.\n"

static nu_page *
page_of(const char *text)
{
	nu_page *page = NU_NEW(&arena, nu_page, 1);
	size_t   n = strlen(text);

	page->text = (nu_str){text, n};
	page->line = NU_NEW(&arena, nu_line, n + 1);
	for (size_t at = 0, end; at < n; at = end + 1) {
		end = at + strcspn(text + at, "\n");
		page->line[page->nline++] = (nu_line){.start = at, .end = end};
	}
	return page;
}

/* In how many of the sentences of lines first..last the word stands. */
static unsigned
times(const sp_page *p, uint32_t id)
{
	unsigned n = 0;

	for (size_t i = p->first; i <= p->last; i++)
		for (size_t k = 0; p->line[i].sentence && k < p->line[i].nword; k++)
			n += p->id[p->line[i].word + k] == id;
	return n;
}

/* What a line's words are counted for, one word and one count at a time. */
static void
test_said(void)
{
	const nu_page *page = page_of("Ferry pier\nFerry pier at Sandvik to close\n" A B A
	                              "Sandvik county council\n" B "A new ferry and a harbour\n");
	sp_page        p;
	sp_text        w;
	bool           past[256] = {false};

	sp_prepare(&state, &p, page, &arena);
	sp_text_read(&p, &w);
	OK(p.title == 1 && p.first == 2 && p.last == 6 && p.ids < 256);
	for (size_t i = 0; i < p.n; i++) {
		const sp_line *l = &p.line[i], *title = &p.line[p.title];
		sp_said        n = {0};

		for (size_t k = 0; k < l->nword; k++) {
			uint32_t id = p.id[l->word + k];
			bool     titled = false;

			if (!id)
				continue;
			for (size_t j = 0; j < title->nword; j++)
				titled |= p.id[title->word + j] == id;
			n.content++;
			n.few++;
			n.title += titled;
			n.topic += times(&p, id) > (l->sentence ? 1u : 0u);
			n.lead += titled || times(&p, id) > 0;
			n.past += i >= p.first && past[id];
			past[id] |= i >= p.first;
			OK(sp_mass(&w, id) == times(&p, id) && sp_in_lead(&w, id) == (times(&p, id) > 0));
		}
		OK(memcmp(&n, &w.said[i], sizeof n) == 0);
	}
}

int
main(void)
{
	if (setjmp(oom))
		return 2;
	quiet.print = unit_ignore;
	OK(sp_rules_load(&state, &arena));
	test_forms();
	test_percents();
	test_columns();
	test_said();
	sp_rules_free(&state);
	nu_arena_free(&arena);
	return unit_end();
}
