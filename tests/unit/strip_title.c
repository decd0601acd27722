/* Which line of a plain page is the headline, whatever the model's forests say by themselves. */
#include "strip_end.h"
#include "strip_verdict.h"
#include "unit.h"

static jmp_buf       oom;
static nu_arena      arena = {.oom = &oom};
static nu_log        quiet;
static nu_strip_opts none;
static sp_state      state = {.opts = &none, .log = &quiet};

enum { LINES = 128, BYTES = 16384 };

/* A page of the rows. The arena holds what belongs to it. */
static void
lay(sp_page *p, const char *const *row, size_t n)
{
	char    *bytes = nu_alloc(&arena, BYTES);
	nu_page *page = NU_NEW(&arena, nu_page, 1);
	size_t   at = 0;

	page->line = NU_NEW(&arena, nu_line, n);
	page->nline = n;
	for (size_t i = 0; i < n; i++) {
		page->line[i].start = at;
		at += (size_t)snprintf(bytes + at, BYTES - at, "%s\n", row[i]);
		page->line[i].end = at - 1;
	}
	page->text = (nu_str){bytes, at};
	memset(p, 0, sizeof *p);
	sp_prepare(&state, p, page, &arena);
}

/* A tree: `more` for lines of more than `words` words, else `less`. */
static sp_tree
tree(int words, int less, int more)
{
	return (sp_tree){.depth = 1,
	    .feature = {SPF_WORDS},
	    .above = {(int16_t)words},
	    .leaf = {(int16_t)less, (int16_t)more}};
}

/* A forest: `more` for lines of more than `words` words; single words, sentences are far behind. */
static void
plant(sp_forest *f, int words, int more)
{
	f->tree = NU_NEW(&arena, sp_tree, 3);
	f->n = 3;
	f->tree[0] = tree(words, 0, more);
	f->tree[1] = tree(1, -5000, 0);
	f->tree[2] = tree(12, 0, -9000);
	sp_forest_pack(&arena, f);
}

/* The headline where lines of more than `words` words are likelier by `more`. */
static int
best(const char *const *row, size_t n, int words, int more)
{
	sp_model m = {.kind = SP_TEXT};
	sp_page  p;
	sp_table t;

	lay(&p, row, n);
	sp_features(&p, &t);
	plant(&m.forest[SP_FOREST_TITLE], words, more);
	return (int)sp_best_title(&state, &m, &p, &t);
}

#define BEST(want, words, more, ...)                                                       \
	do {                                                                                   \
		static const char *const rows_[] = {__VA_ARGS__};                                  \
		OK(best(rows_, sizeof rows_ / sizeof *rows_, words, more) == (want));              \
	} while (0)

#define NAV "Harbour", "Weather"
#define TEXT                                                                                       \
	"The ferry pier at Sandvik will close on Monday for four months, the harbour board said.",     \
	    "Old timber below the ferry pier has to go before the winter storms reach the coast.",     \
	    "Passengers must use the small quay at Hollervik until the work is done, it added."

static void
test_upper(void)
{
	/* What stands right above and says what the text says is it, though the caption looks more so. */
	BEST(2, 4, 1500, NAV, "Ferry pier closes", "A view of Sandvik from the water", TEXT);
	BEST(3, 4, 2500, NAV, "Ferry pier closes", "A view of Sandvik from the water", TEXT);
	/* Of what says nothing of it that is not true, nor of what stands further off. */
	BEST(3, 4, 1500, NAV, "Letters and opinions", "A view of Sandvik from the water", TEXT);
	BEST(4, 4, 1500, NAV, "Ferry pier closes", "Print", "A view of Sandvik from the water", TEXT);
	/* As likely, they are of one kind: the upper is it. */
	BEST(2, 4, 700, NAV, "Letters and opinions", "A view of Sandvik from the water", TEXT);
	/* But not above what the page says once more. */
	BEST(3, 4, 700, NAV, "Letters and opinions", "A view of Sandvik from the water", TEXT,
	    "More to read", "A view of Sandvik from the water");
}

static void
test_site(void)
{
	/* The site's name goes, and the way to the page; other words do not. */
	BEST(3, 4, 1000, NAV, "Sandvik without its pier | The Fjord Post", "Sandvik without its pier", TEXT);
	BEST(3, 4, 1000, NAV, "Sandvik without its pier \u2013 Fjord Post", "Sandvik without its pier", TEXT);
	BEST(3, 4, 1000, NAV, "News of today: Sandvik without its pier", "Sandvik without its pier", TEXT);
	BEST(2, 4, 1000, NAV, "Sandvik without its pier until October", "Sandvik without its pier", TEXT);
}

static void
test_twice(void)
{
	/* What stands twice running is likelier than another line that looks more like it. */
	BEST(3, 4, 1500, NAV, "Get the harbour book for nothing", "Ferry pier closes", "Ferry pier closes", TEXT);
	BEST(2, 4, 2500, NAV, "Get the harbour book for nothing", "Ferry pier closes", "Ferry pier closes", TEXT);
	BEST(2, 4, 1500, NAV, "Get the harbour book for nothing", "Ferry pier closes", "Weather", TEXT);
}

static void
test_pictures(void)
{
	/* Words with a picture's credit are the picture's, whoever took it. */
	BEST(2, 4, 2500, NAV, "Ferry pier closes", "Weather", "A view of Sandvik harbour Foto: Ida Moen", TEXT);
	BEST(2, 4, 2500, NAV, "Ferry pier closes", "Weather", "A view of Sandvik from the water (AFP)", TEXT);
	BEST(2, 4, 2500, NAV, "Ferry pier closes", "Weather", "A view of Sandvik \u00a9 Ida Moen 2024", TEXT);
	/* A headline may be of pictures. */
	BEST(4, 4, 2500, NAV, "Ferry pier closes", "Weather", "Foto: Sandvik without its pier today", TEXT);
	BEST(4, 4, 2500, NAV, "Ferry pier closes", "Weather", "Sandvik pier to close, says Reuters", TEXT);
}

/* Lines above the first text are looked at where the most of it stands far below. */
static void
test_reach(void)
{
	const char *row[LINES];
	size_t      n = 0;
	sp_page     p;

	row[n++] = "Ferry piers of the coast";
	for (int i = 0; i < 6; i++)
		row[n++] = "Old timber below the ferry pier has to go before the winter storms reach the coast.";
	for (int i = 0; i < 11; i++)
		row[n++] = "Quays";
	row[n++] = "Passengers must use the small quay at Hollervik until the work is done, it added.";
	for (int i = 0; i < 80; i++)
		row[n++] = "Quays";
	for (int i = 0; i < 12; i++)
		row[n++] = "The ferry pier at Sandvik will close on Monday for four months, the harbour board said.";
	lay(&p, row, n);
	OK(p.first > 90 && p.loose[0] > 90);
	OK(!sp_may_be_title(&p, 0) && sp_may_be_title(&p, n - 14));
	/* Where what lies between them costs no more than the text before is worth, that is the start. */
	n = 0;
	row[n++] = "Ferry piers of the coast";
	for (int i = 0; i < 20; i++)
		row[n++] = "Old timber below the ferry pier has to go before the winter storms reach the coast.";
	for (int i = 0; i < 62; i++)
		row[n++] = "Quays";
	for (int i = 0; i < 30; i++)
		row[n++] = "The ferry pier at Sandvik will close on Monday for four months, the harbour board said.";
	lay(&p, row, n);
	OK(p.first > 80 && p.loose[0] == 1);
	OK(sp_may_be_title(&p, 0) && sp_may_be_title(&p, n - 31) && !sp_may_be_title(&p, 15));
}

/* Where the model finds no text, what it takes for the headline stays it. */
static void
test_no_text(void)
{
	static const char *const row[] = {NAV, TEXT, "Ferry pier closes", TEXT};
	sp_model                 m = {.kind = SP_TEXT};
	sp_page                  p;

	plant(&m.forest[SP_FOREST_FIRST], 0, -4000);
	plant(&m.forest[SP_FOREST_SECOND], 0, -4000);
	plant(&m.forest[SP_FOREST_TITLE], 4, -4000);
	lay(&p, row, sizeof row / sizeof *row);
	state.model[SP_TEXT] = &m;
	sp_body(&state, &p);
	sp_types(&state, &p);
	state.model[SP_TEXT] = NULL;
	OK(p.title == 5 && p.line[5].type == SP_HEADLINE);
	OK(p.line[4].type == SP_PARA && p.line[6].type == SP_PARA);
}

/* What the forest of headlines sees of a line and of those around it. */
static void
test_features(void)
{
	static const char *const row[] = {"Harbour board", "Old ferry pier at Sandvik", "Monday, 3 May 2024",
	    "Quays", TEXT};
	sp_page                  p;
	sp_table                 t;

	lay(&p, row, sizeof row / sizeof *row);
	sp_features(&p, &t);
	OK(*sp_at(&t, SPE_HITS, 1) == 4 && *sp_at(&t, SPE_HITS_A, 1) == 2 && *sp_at(&t, SPE_HITS_B, 1) == -1);
	OK(*sp_at(&t, SPE_HITS_Y, 0) == 4 && *sp_at(&t, SPE_HITS_Z, 0) == 1);
	OK(*sp_at(&t, SPE_PAIRS, 1) == 1 && *sp_at(&t, SPE_PAIRS_ABOVE, 1) == 1);
	OK(*sp_at(&t, SPE_PAIRS_BELOW, 0) == 1 && *sp_at(&t, SPE_PAIRS_BELOW, 1) == 0);
	OK(*sp_at(&t, SPE_CREDIT_NEXT, 1) == 1 && *sp_at(&t, SPE_CREDIT_PREV, 3) == 1);
	OK(*sp_at(&t, SPE_CREDIT_PREV, 1) > 100 && *sp_at(&t, SPE_CREDIT_NEXT, 3) > 100);
	/* Two sentences have the ferry and its pier, one each the others. */
	OK(*sp_at(&t, SPE_MASS, 1) == 6 && *sp_at(&t, SPE_MASS, 2) == 1);
	OK(*sp_at(&t, SPE_OWN, 1) == 4 && *sp_at(&t, SPE_OWN_ABOVE, 1) == 2);
}

int
main(void)
{
	if (setjmp(oom) || !sp_rules_load(&state, &arena))
		return 2;
	test_upper();
	test_site();
	test_twice();
	test_pictures();
	test_reach();
	test_no_text();
	test_features();
	sp_rules_free(&state);
	return unit_end();
}
