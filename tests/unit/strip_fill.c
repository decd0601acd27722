/* What nstrip makes of an article's lines by the page's build alone: no model is asked. */
#include "strip_verdict.h"
#include "unit.h"

static jmp_buf  oom;
static nu_arena arena = {.oom = &oom};

/*
 * A line: what it says, its element, and what the model made of it: the sign of `odds`. It
 * stands in a box beside the text, which it may open, or in the text's own element.
 */
typedef struct row {
	const char *text;
	uint8_t     tag, link;
	bool        own, opens;
	int32_t     odds;
	uint32_t    within;
	uint16_t    marks;
	uint8_t     tagged, junk, role;
} row;

#define LINE(s, t, ...)                                                                            \
	{                                                                                              \
		.text = s, .tag = NU_TAG_##t, __VA_ARGS__                                                  \
	}
#define OWN(s, o, ...) LINE(s, P, .own = true, .odds = o, __VA_ARGS__)
#define TEXT(s) OWN(s, 300, .link = 0)
#define PARA TEXT("The pier at Sandvik will close on Monday for four months.")

static void
fill_line(sp_line *l, nu_line *m, const row *r)
{
	size_t n = strlen(r->text);

	*m = (nu_line){.end = n,
	    .tag = r->tag,
	    .link = r->link,
	    .level = r->own ? 5 : 6,
	    .joint = r->own || r->opens ? 4 : 5,
	    .path = r->own ? 1 : 100u + r->tag,
	    .parent = r->own ? 1 : 2,
	    .within = r->within,
	    .cue = r->within,
	    .marks = r->marks};
	*l = (sp_line){.text = {r->text, n},
	    .odds = r->odds,
	    .body = r->odds > 0,
	    .tagged = r->tagged,
	    .junk = r->junk,
	    .words = 1};
	for (size_t i = 0; i < n; i++) {
		l->words += r->text[i] == ' ';
		l->figures += r->text[i] >= '0' && r->text[i] <= '9';
	}
	l->role = r->role;
	l->stop = n && r->text[n - 1] == '.';
	l->sentence = l->stop && l->words > 5;
}

/* The lines that are text afterwards: a letter each, x for the others. */
static void
filled(const row *rows, size_t n, const char *want)
{
	sp_line line[64] = {0};
	nu_line mark[64];
	nu_page page = {.line = mark, .nline = n};
	sp_page p = {.a = &arena,
	    .page = &page,
	    .line = line,
	    .n = n,
	    .title = n,
	    .told = n,
	    .markup = true,
	    .first = 1,
	    .last = 0};
	char    got[64 + 1] = "";

	for (size_t i = 0; i < n; i++)
		fill_line(&line[i], &mark[i], &rows[i]);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			line[i].same += k != i && nu_eq(line[k].text, line[i].text);
	for (size_t i = 0; i < n; i++)
		if (line[i].body) {
			p.first = p.first > p.last ? i : p.first;
			p.last = i;
		}
	sp_fill(&p);
	for (size_t i = 0; i < n; i++)
		got[i] = line[i].body ? 'T' : line[i].tagged == SP_CAPTION + 1 ? 'C' : 'x';
	SAME(nu_str_of(got), nu_str_of(want));
}

#define FILLED(want, ...)                                                                          \
	do {                                                                                           \
		static const row rows_[] = {__VA_ARGS__};                                                  \
		filled(rows_, sizeof rows_ / sizeof *rows_, want);                                         \
	} while (0)

enum { LIST = NU_IN_LIST, LINK = 255, NO = -64, FAR = SP_FAR_OFF };

static void
test_lists(void)
{
	FILLED("TTTT", PARA, LINE("Cracks", LI, .odds = NO, .within = LIST),
	    LINE("A bicycle", LI, .odds = NO, .within = LIST), PARA);
	/* Links are none, nor what the model minds. */
	FILLED("TxxT", PARA, LINE("Cracks", LI, .odds = NO, .within = LIST, .link = LINK),
	    LINE("A bicycle", LI, .odds = NO, .within = LIST), PARA);
	FILLED("TxxT", PARA, LINE("Cracks", LI, .odds = -384, .within = LIST),
	    LINE("A bicycle", LI, .odds = -384, .within = LIST), PARA);
	/* One item in three may be a rule's. */
	FILLED("TTTTT", PARA, LINE("Cracks", LI, .odds = NO, .within = LIST),
	    LINE("Share", LI, .odds = NO, .within = LIST, .tagged = SP_JUNK + 1),
	    LINE("A bicycle", LI, .odds = NO, .within = LIST), PARA);
	FILLED("TxxT", PARA, LINE("Share", LI, .odds = NO, .within = LIST, .tagged = SP_JUNK + 1),
	    LINE("A bicycle", LI, .odds = NO, .within = LIST), PARA);
	/* Beside the text, or behind it without being announced, a list is another's. */
	FILLED("TxT", PARA, LINE("A bicycle", LI, .odds = NO, .within = LIST | NU_CUE_SIDE), PARA);
	FILLED("Tx", PARA, LINE("A bicycle", LI, .odds = NO, .within = LIST));
	FILLED("TTTx", TEXT("What the divers found below the three pillars:"),
	    LINE("Cracks", LI, .odds = NO, .within = LIST),
	    LINE("A bicycle", LI, .odds = NO, .within = LIST), LINE("Most read", DIV, .odds = NO));
}

static void
test_tables(void)
{
#define CELL(s, o) LINE(s, CELL, .odds = o, .within = NU_IN_TABLE)
	FILLED(
	    "TTTTTT", PARA, CELL("East", 20), CELL("41", NO), CELL("West", 20), CELL("38", NO), PARA);
	FILLED(
	    "TTTTTT", PARA, CELL("East", NO), CELL("41", NO), CELL("West", NO), CELL("38", NO), PARA);
	/* Links are no table that the model does not see, but stay in one that it sees. */
#define AWAY(s, o) LINE(s, CELL, .odds = o, .within = NU_IN_TABLE, .link = LINK)
	FILLED(
	    "TTTTTT", PARA, CELL("East", 20), AWAY("41", NO), CELL("West", 20), AWAY("38", NO), PARA);
	FILLED(
	    "TxxxxT", PARA, CELL("East", NO), AWAY("41", NO), CELL("West", NO), AWAY("38", NO), PARA);
	FILLED("TxxxxT", PARA, CELL("East", -384), CELL("41", -384), CELL("West", -384),
	    CELL("38", -384), PARA);
	FILLED("TTTTT", PARA, CELL("East", NO), CELL("41", NO), CELL("West", NO), CELL("38", NO));
	/* A page that stands in cells is no table. */
	FILLED("TxxxxT", PARA, CELL("Sport", NO), CELL("News", NO), CELL("West", NO),
	    CELL("The county has seen the pier and says that it will close it for months on end, as "
	         "told.",
	        NO),
	    PARA);
	FILLED("TCxxT", PARA, LINE("Table 1", DIV, .odds = NO, .tagged = SP_CAPTION + 1),
	    CELL("East", 20), CELL("41", 20), PARA);
}

static void
test_far(void)
{
	FILLED("TTTT", PARA, OWN("Per Lund", FAR, .link = 0), OWN("Ida Moen", FAR, .link = 0), PARA);
	FILLED("TxxT", PARA, OWN("Per Lund", NO, .link = 0), OWN("Ida Moen", NO, .link = 0), PARA);
	FILLED("TxT", PARA, LINE("Per Lund", P, .odds = FAR), PARA);
}

static void
test_links(void)
{
#define GO(s) OWN(s, 100, .link = LINK)
	FILLED("TxxxT", PARA, GO("Council wants ferries"), GO("Divers find bicycle"),
	    GO("County counts people"), PARA);
	FILLED("TTTT", PARA, GO("Council wants ferries"), GO("Divers find bicycle"), PARA);
	/* A page that is made of them keeps them. */
	FILLED("TTTT", TEXT("Three links."), GO("Council wants ferries and more piers"),
	    GO("Divers find bicycle and some more"), GO("County counts people and their cars"));
	/* A link that says the same again and again; as a sentence it may. */
	FILLED("TxTxTxT", PARA, GO("Book here"),
	    TEXT("The first boat takes ten people across the bay."), GO("Book here"),
	    TEXT("The second boat takes ten people across the bay."), GO("Book here"), PARA);
	FILLED("TTTTTTT", PARA, GO("Book here."),
	    TEXT("The first boat takes ten people across the bay."), GO("Book here."),
	    TEXT("The second boat takes ten people across the bay."), GO("Book here."), PARA);
	/* Some words, a colon, a link: 47 of 56 bytes. */
	FILLED("TxT", PARA,
	    OWN("Se også: Nobody has come to fetch the bicycle from there", 100, .link = 214), PARA);
	FILLED("TTT", PARA,
	    OWN("Se også: Nobody has come to fetch the bicycle from there", 100, .link = 120), PARA);
	FILLED("TTT", PARA,
	    OWN("Se også: Nobody has come to fetch the bicycle from there", 100, .link = 229), PARA);
	FILLED("TxT", PARA,
	    LINE("Nobody has come for it", P, .link = 120, .odds = 100, .within = NU_CUE_RELATED),
	    PARA);
}

static void
test_beside(void)
{
	FILLED(
	    "TCT", PARA, LINE("A pillar of the pier", DIV, .odds = 100, .marks = NU_MARK_IMAGE), PARA);
	FILLED("TTT", PARA, LINE("A pillar of the pier", DIV, .odds = 100), PARA);
	FILLED(
	    "TTT", PARA, LINE("A pillar of the pier", H3, .odds = 100, .marks = NU_MARK_IMAGE), PARA);
	FILLED("TTxxT", PARA, LINE("Oilskins", H3, .odds = 100, .opens = true),
	    LINE("$75 at the harbour", DIV, .odds = 100, .link = LINK), LINE("Yellow", LI, .odds = 100),
	    PARA);
	FILLED("TTxxT", PARA, LINE("Oilskins", H3, .odds = 100, .opens = true),
	    LINE("from 75 \xE2\x82\xAC", DIV, .odds = 100, .link = LINK),
	    LINE("Yellow", LI, .odds = 100), PARA);
	FILLED("TTTTT", PARA, LINE("Oilskins", H3, .odds = 100, .opens = true),
	    LINE("75 at the harbour", DIV, .odds = 100, .link = LINK), LINE("Yellow", LI, .odds = 100),
	    PARA);
	/* Where the box tells of them, it is text. */
	FILLED("TTTTT", PARA, LINE("Oilskins", H3, .odds = 100, .opens = true),
	    LINE("$75 at the harbour", DIV, .odds = 100, .link = LINK),
	    LINE("They kept the divers dry on the quay.", P, .odds = 100), PARA);
	/* The next box is another one. */
	FILLED("TxxTT", PARA, LINE("$75 at the harbour", DIV, .odds = 100, .link = LINK, .opens = true),
	    LINE("Yellow", LI, .odds = 100), LINE("A subhead", H2, .odds = 100, .opens = true), PARA);
	FILLED("TTTT", PARA, LINE("$75 at the harbour", DIV, .odds = 100, .link = LINK, .opens = true),
	    LINE("A subhead", H2, .odds = 100, .opens = true), PARA);
}

static void
test_readers(void)
{
#define SIGNED(s) OWN(s, 100, .tagged = SP_BYLINE + 1)
#define WHEN(n) SIGNED("Posted by Ann on 3 May at 10:0" n)
	FILLED("TTxxxxxxx", PARA, PARA, LINE("Comments", DIV, .odds = NO, .tagged = SP_JUNK + 1), PARA,
	    WHEN("1"), TEXT("I have crossed this bay for thirty years."), WHEN("2"), PARA, WHEN("3"));
	FILLED("TTTxxxxxx", PARA, PARA, LINE("Comments", DIV, .odds = 100, .tagged = SP_JUNK + 1), PARA,
	    WHEN("1"), TEXT("I have crossed this bay for thirty years."), WHEN("2"), PARA, WHEN("3"));
	/* Signatures elsewhere are not those of the text. */
#define AWAY_WHEN(n)                                                                               \
	LINE("Posted by Ann on 3 May at 10:0" n, P, .odds = 100, .tagged = SP_BYLINE + 1)
	FILLED("TTTTTTT", PARA, AWAY_WHEN("1"), PARA, AWAY_WHEN("2"), PARA, AWAY_WHEN("3"), PARA);
	FILLED("TTTTTTTT", PARA, PARA, PARA, WHEN("1"),
	    TEXT("I have crossed this bay for thirty years."), WHEN("2"), PARA, PARA);
	FILLED("TTTTTTTT", PARA, PARA, SIGNED("By Ann"), PARA, SIGNED("By Ben"), PARA, SIGNED("By Cat"),
	    PARA);
	FILLED("TTTxT", PARA, PARA, PARA,
	    LINE("I have crossed this bay for thirty years.", P, .odds = 100, .within = NU_CUE_COMMENT),
	    PARA);
	FILLED("TxT", PARA, LINE("It has forty pillars.", P, .odds = 100, .within = NU_CUE_PULL), PARA);
}

/* Comments that have elements of their own, behind the last line of the article's. */
static void
test_comments(void)
{
#define SAYS(n) LINE("I have crossed this bay for " n " years.", P, .odds = 100)
#define KNOWN(s, k, r) LINE(s, P, .odds = NO, .tagged = SP_JUNK + 1, .junk = k, .role = r)
#define HEADING KNOWN("5 comments", SP_COMMENT, SP_CLOSE)
#define BUTTON(s, r)                                                                               \
	LINE(s, P, .odds = NO, .tagged = SP_JUNK + 1, .junk = SP_COMMENT, .role = r, .link = LINK)
	FILLED("TTTxxx", PARA, PARA, PARA, HEADING, SAYS("30"), SAYS("40"));
	FILLED("TTTxTT", PARA, PARA, PARA, KNOWN("5 comments", SP_WIDGET, SP_CLOSE), SAYS("30"),
	    SAYS("40"));
	FILLED(
	    "TTTxTT", PARA, PARA, PARA, KNOWN("Reply", SP_COMMENT, SP_PLAIN), SAYS("30"), SAYS("40"));
	FILLED("TTTTxTx", PARA, PARA, PARA, SAYS("30"), BUTTON("Reply", SP_CLOSE), SAYS("40"),
	    BUTTON("Reply", SP_CLOSE));
	FILLED("TTTxxxxxx", PARA, PARA, PARA, SAYS("30"), BUTTON("Reply", SP_CLOSE), SAYS("40"),
	    BUTTON("Reply", SP_CLOSE), SAYS("50"), BUTTON("Reply", SP_CLOSE));
	/* The article's element goes on: the line says something else. */
	FILLED("TTTxTT", PARA, PARA, PARA, HEADING, SAYS("30"), PARA);
	FILLED("TTxTT", PARA, PARA, HEADING, SAYS("30"), SAYS("40"));
}

int
main(void)
{
	if (setjmp(oom))
		return 2;
	test_lists();
	test_tables();
	test_far();
	test_links();
	test_beside();
	test_readers();
	test_comments();
	nu_arena_free(&arena);
	return unit_end();
}
