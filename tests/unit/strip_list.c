/* What nstrip makes of a plain page's lists, and where a dateline tells that a report begins. */
#include "strip_verdict.h"
#include "unit.h"

static jmp_buf       oom;
static nu_arena      arena = {.oom = &oom};
static nu_log        quiet;
static nu_strip_opts none;
static sp_state      state = {.opts = &none, .log = &quiet};

enum { LINES = 64, BYTES = 8192 };

typedef void step(const sp_state *s, sp_page *p);

/* Lines, of which those that begin with + are text; afterwards: T for text, x for others. */
static void
after(step *f, const char *const *row, size_t n, const char *want)
{
	char    bytes[BYTES], got[LINES + 1] = "";
	nu_line line[LINES] = {0};
	nu_page page = {.line = line, .nline = n};
	sp_page p = {0};
	size_t  at = 0;

	for (size_t i = 0; i < n; i++) {
		const char *t = row[i] + (*row[i] == '+');

		line[i].start = at;
		at += (size_t)snprintf(bytes + at, sizeof bytes - at, "%s\n", t);
		line[i].end = at - 1;
	}
	page.text = (nu_str){bytes, at};
	sp_prepare(&state, &p, &page, &arena);
	p.title = n;
	p.first = 1;
	p.last = 0;
	for (size_t i = 0; i < n; i++) {
		p.line[i].body = *row[i] == '+';
		if (*row[i] == '+') {
			p.first = p.first > p.last ? i : p.first;
			p.last = i;
		}
	}
	f(&state, &p);
	for (size_t i = 0; i < n; i++)
		got[i] = p.line[i].body ? 'T' : 'x';
	SAME(nu_str_of(got), nu_str_of(want));
}

#define AFTER(f, want, ...)                                                                        \
	do {                                                                                           \
		static const char *const rows_[] = {__VA_ARGS__};                                          \
		after(f, rows_, sizeof rows_ / sizeof *rows_, want);                                       \
	} while (0)

#define PARA "+The pier at Sandvik will close on Monday for four months, the harbour board said."
#define SENTENCE "The pier at Sandvik will close on Monday for four months, the harbour board said."

static void
test_announced(void)
{
	/* A colon announces what has a form in common, as long as it has. */
	AFTER(sp_lists, "TTTTx", "+These are the boats that had to leave the pier:", "Anna (Sandvik)",
	    "Skarv (Farline)", "Nora II (Hollervik)", "Ferries and boats");
	AFTER(sp_lists, "TTTTx", "+These are the boats that had to leave the pier:", "* Anna",
	    "* Skarv", "* Nora II", "Ferries and boats");
	/* Two are no list, lines without a form either; nor without a colon; nor under two words. */
	AFTER(sp_lists, "Txxx", "+These are the boats that had to leave the pier:", "Anna (Sandvik)",
	    "Skarv (Farline)", "Ferries and boats");
	AFTER(sp_lists, "Txxx", "+These are the boats that had to leave the pier:", "Ferries and boats",
	    "Harbours", "Sandvik in pictures");
	AFTER(sp_lists, "Txxx", PARA, "Anna (Sandvik)", "Skarv (Farline)", "Nora II (Hollervik)");
	AFTER(sp_lists, "Txxx", "+Read on:", "Anna (Sandvik)", "Skarv (Farline)", "Nora II (Hollervik)");
	/* Where the model has begun it, too, and where text goes on behind it. */
	AFTER(sp_lists, "TTTTTx", "+These are the boats that had to leave the pier:", "+Anna (Sandvik)",
	    "Skarv (Farline)", "Nora II (Hollervik)", PARA, "Ferries and boats");
	/* What a rule knows for something else ends it. */
	AFTER(sp_lists, "Txxx", "+These are the boats that had to leave the pier:", "Anna (Sandvik)",
	    "Advertisement", "Nora II (Hollervik)");
}

static void
test_days(void)
{
	AFTER(sp_lists, "TTTTTTx", PARA, "When the ferry goes", "June 9 - Sandvik", "June 10 - Hollervik",
	    "June 14 - Sandvik", "July 2 - Sandvik", "Ferries and boats");
	AFTER(sp_lists, "TTTTT", PARA, "9. Juni: Sandvik", "10. Juni: Hollervik", "14. Juni: Sandvik",
	    "2. Juli: Sandvik");
	AFTER(sp_lists, "Txxxx", PARA, "June 9 - Sandvik", "June 10 - Hollervik", "June 14 - Sandvik",
	    "Ferries and boats");
	AFTER(sp_lists, "Txxxxxx", PARA, "Ferries", "Boats", "June 9 - Sandvik", "June 10 - Hollervik",
	    "June 14 - Sandvik", "July 2 - Sandvik");
}

static void
test_counted(void)
{
	/* What is begun is taken to both ends, with what stands below each item. */
	AFTER(sp_lists, "TTTTTTTTTTTx", PARA, "1) Anna", "the oldest", "+2) Skarv", "+the fastest",
	    "+3) Nora II", "+the smallest", "+4) Tern", "the newest", "5) Auk", "the last",
	    "Ferries and boats");
	/* Two items, a gap in the numbers, and too many lines between them are no list. */
	AFTER(sp_lists, "TxTxTx", PARA, "1. Anna", "+2. Skarv", "3. Nora II", "+5. Tern", "6. Auk");
	AFTER(sp_lists, "Txxx", PARA, "1. Anna", "2. Skarv", "3. Nora II");
	AFTER(sp_lists, "TTTTxxxxx", PARA, "+1. Anna", "+2. Skarv", "+3. Nora II", "a", "b", "c", "d",
	    "4. Tern");
	/* Decimals count nothing. */
	AFTER(sp_lists, "TTTTx", PARA, "+1.5 metres", "+2.5 metres", "+3.5 metres", "4.5 metres");
}

static void
test_tables(void)
{
	AFTER(sp_lists, "TTTTTTTTTTTTTx", PARA, "+Anna", "+41", "+Skarv", "+38", "+Nora II", "+12", "+Tern",
	    "+9", "Auk", "7", "Gull", "4", "Ferries and boats");
	/* Seven cells that are text are too few. */
	AFTER(sp_lists, "TTTTTTTTxxxxx", PARA, "+41", "+Skarv", "+38", "+Nora II", "+12", "+Tern", "+9",
	    "Auk", "7", "Gull", "4", "Ferries and boats");
	/* Without figures in every few lines it is over. */
	AFTER(sp_lists, "TTTTTTTTTxxxxxxx", PARA, "+Anna", "+41", "+Skarv", "+38", "+Nora II", "+12",
	    "+Tern", "+9", "News", "Sport", "Weather", "Boats", "Ferries", "Harbours", "7");
}

#define REPORT "HOLLERVIK, Norway (Farline) - The pier at Sandvik will close on Monday for four months, the board said."

static void
test_dateline(void)
{
	/* Teasers above the dateline are none of the report's; sentences below it are. */
	AFTER(sp_begin, "xxxTTTTx", PARA, PARA, "Boats", REPORT, SENTENCE, SENTENCE, SENTENCE, "Ferries");
	/* Just above what the model sees as text, without sentences behind. */
	AFTER(sp_begin, "xTT", "Boats", REPORT, PARA);
	/* Two reports on a page tell nothing; nor one that text runs up to, or without text. */
	AFTER(sp_begin, "TxxxxxTxxxx", PARA, "Boats", REPORT, SENTENCE, SENTENCE, SENTENCE, PARA,
	    REPORT, SENTENCE, SENTENCE, SENTENCE);
	AFTER(sp_begin, "TTTTT", PARA, "+" REPORT, PARA, PARA, PARA);
	AFTER(sp_begin, "Txxxx", PARA, "Boats", REPORT, "Ferries", SENTENCE);
	/* A hyphen in a name, a colon, a place in small letters do not tell it. */
#define NOT(s) AFTER(sp_begin, "Txxxxx", PARA, "Boats", s, SENTENCE, SENTENCE, SENTENCE)
	NOT("OS-System is a maker of programs for harbours, ferries and other boats in all of Norway.");
	NOT("NOTE: The pier at Sandvik will close on Monday for four months, the harbour board said.");
	NOT("Hollervik (Farline) - The pier at Sandvik will close on Monday for four months, it said.");
}

int
main(void)
{
	if (setjmp(oom))
		return 2;
	quiet.print = unit_ignore;
	OK(sp_rules_load(&state, &arena));
	test_announced();
	test_days();
	test_counted();
	test_tables();
	test_dateline();
	sp_rules_free(&state);
	nu_arena_free(&arena);
	return unit_end();
}
