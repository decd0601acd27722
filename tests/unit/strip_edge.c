/* Where nstrip sees an article begin and end: the weights of edges, and what comes in turns. */
#include "strip_end.h"
#include "strip_verdict.h"
#include "unit.h"

#include "strip_col.h"

static jmp_buf       oom;
static nu_arena      arena = {.oom = &oom};
static nu_log        quiet;
static nu_strip_opts none;
static sp_state      state = {.opts = &none, .log = &quiet};

enum { LINES = 40 };

/* A forest of one tree: `leaf` times 64 for lines of more than `words` words, else nothing. */
static void
plant(sp_forest *f, int words, int leaf)
{
	f->tree = NU_NEW(&arena, sp_tree, 1);
	f->n = 1;
	*f->tree = (sp_tree){.depth = 1,
	    .feature = {SPF_WORDS},
	    .above = {(int16_t)words},
	    .leaf = {0, (int16_t)(leaf * 64 * 16)}};
	sp_forest_pack(&arena, f);
}

static void
test_edges(void)
{
	sp_line  line[LINES] = {0};
	int32_t  first[LINES];
	sp_page  p = {.a = &arena, .line = line, .n = LINES};
	sp_table t = {.x = NU_NEW(&arena, int16_t, 2 * SP_LANES * SP_NFEATURES),
	    .n = LINES,
	    .width = SP_NFEATURES};
	sp_model m = {.kind = SP_TEXT};
	sp_edges e;

	for (size_t i = 0; i < LINES; i++) {
		line[i].close = i > 1 && i != SP_LANES - 1;
		first[i] = i == 3 ? -97 : -95;
		put(&t, SPF_WORDS, i, (long)i);
	}
	OK(!sp_may_be_edge(&p, first, 1) && sp_may_be_edge(&p, first, 2) &&
	    !sp_may_be_edge(&p, first, 3));

	/* One forest alone tells nothing. */
	plant(&m.forest[SP_FOREST_START], 35, 5);
	sp_weigh_edges(&m, &p, &t, first, &e);
	OK(!e.start && !e.end);

	/* The best is 0, the others are less; what may be no edge is like the worst. */
	plant(&m.forest[SP_FOREST_END], 9, -2);
	sp_weigh_edges(&m, &p, &t, first, &e);
	OK(e.start && e.end);
	if (e.start && e.end) {
		OK(e.start[36] == 0 && e.start[39] == 0 && e.start[35] == -5 * 64 && e.start[2] == -5 * 64);
		OK(e.end[9] == 0 && e.end[10] == -2 * 64 && e.end[1] == -2 * 64 && e.end[3] == -2 * 64);
	}
	for (size_t i = 0; i < LINES; i++)
		first[i] = -97;
	sp_weigh_edges(&m, &p, &t, first, &e);
	OK(!e.start && !e.end);
}

/* The way through a page goes where its edges say, though the lines look alike. */
static void
test_way(void)
{
	sp_line  line[LINES] = {0};
	int32_t  v[LINES], start[LINES], end[LINES];
	nu_line  mark[LINES] = {0};
	nu_page  page = {.line = mark, .nline = LINES};
	sp_page  p = {.a = &arena, .page = &page, .line = line, .n = LINES};
	sp_edges e = {start, end};

	for (size_t i = 0; i < LINES; i++) {
		line[i].words = 20;
		v[i] = i < 5 || i > 34 ? -300 : 10;
		start[i] = end[i] = -400;
	}
	start[12] = end[20] = 0;
	sp_decode(&p, v, &e);
	OK(!line[11].body && line[12].body && line[20].body && !line[21].body);
	e = (sp_edges){NULL, NULL};
	sp_decode(&p, v, &e);
	OK(!line[4].body && line[5].body && line[34].body && !line[35].body);
}

static nu_page *
page_of(const char *text)
{
	nu_page *page = NU_NEW(&arena, nu_page, 1);
	size_t   n = strlen(text);

	page->text = (nu_str){text, n};
	page->line = NU_NEW(&arena, nu_line, n + 1);
	page->length = n;
	for (size_t at = 0, end; at < n; at = end + 1) {
		end = at + strcspn(text + at, "\n");
		page->line[page->nline++] = (nu_line){.start = at, .end = end};
	}
	return page;
}

#define A "The ferry pier at Sandvik will close on Monday for four months, the county said.\n"
#define B "I have crossed this bay for thirty years, and no bus has ever been on time.\n"

static void
test_turns(void)
{
	const nu_page *page =
	    page_of("Ferry pier at Sandvik to close\n" A A A A A "Ann, Leeds, UK\n" B
	            "Blake B, Los Angeles, USA\n" B B "Carl, Oslo, Norway\n" B "Harbour\n" B);
	sp_page  p;
	sp_table t;

	sp_prepare(&state, &p, page, &arena);
	sp_features(&p, &t);
	OK(p.n == 15 && t.width == SP_TEXT_FEATURES);
	/* Three lines of one form, that came again twice; words alone have none. */
	for (size_t i = 6; i <= 11; i += i == 6 ? 2 : 3) {
		OK(*sp_at(&t, SPE_FORM, i) == 3);
		OK(*sp_at(&t, SPE_TURN, i) == 2);
		OK(*sp_at(&t, SPE_FORM_FAR, i) == (int)i - 6);
	}
	OK(*sp_at(&t, SPE_FORM, 13) == 0 && *sp_at(&t, SPE_TURN, 13) == 0);
	/* How far the next is, and the one before. */
	OK(*sp_at(&t, SPE_TURN_NEXT, 5) == 1 && *sp_at(&t, SPE_TURN_NEXT, 9) == 2);
	OK(*sp_at(&t, SPE_TURN_PREV, 9) == 1 && *sp_at(&t, SPE_TURN_PREV, 5) == FAR);
	OK(*sp_at(&t, SPE_TURN_AHEAD, 1) == 3 && *sp_at(&t, SPE_TURN_BACK, 14) == 3);
	/* The article says its own words again; a comment has some others. */
	OK(*sp_at(&t, SPE_LEAD, 3) == 100 && *sp_at(&t, SPE_PAST, 3) == 100);
	OK(*sp_at(&t, SPE_PAST, 7) < 50);
	/* Side by side they are a list. */
	page = page_of("Ferry pier at Sandvik to close\n" A A A
	               "Ann, Leeds, UK\nBen, Oslo, Norway\nCarl, Rome, Italy\n" A);
	sp_prepare(&state, &p, page, &arena);
	sp_features(&p, &t);
	OK(*sp_at(&t, SPE_FORM, 4) == 3 && *sp_at(&t, SPE_TURN, 4) == 0);
	/* What looks like a form but comes but twice is none of the kind. */
	page = page_of(
	    "Ferry pier at Sandvik to close\n" A A A "Ann, Leeds, UK\n" A A "Ben, Oslo, Norway\n" A);
	sp_prepare(&state, &p, page, &arena);
	sp_features(&p, &t);
	OK(*sp_at(&t, SPE_TURN, 4) == 1 && *sp_at(&t, SPE_TURN_AHEAD, 1) == 0);
}

int
main(void)
{
	if (setjmp(oom))
		return 2;
	quiet.print = unit_ignore;
	OK(sp_rules_load(&state, &arena));
	test_edges();
	test_way();
	test_turns();
	sp_rules_free(&state);
	nu_arena_free(&arena);
	return unit_end();
}
