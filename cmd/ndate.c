/*
 * ndate: when. Adds temporal expressions, their TIMEX3 values and their intervals.
 */
#include <getopt.h>

#include "../lib/date.h"
#include "cmd.h"

enum { KEY_LANG = 256, KEY_DMY, KEY_MDY, KEY_YMD, KEY_SEEN, KEY_WHY };

static const struct cmd_option options[] = {
	{'d', "date", "DATE", "the documents' date: YYYY-MM-DD, perhaps with Thh:mm"},
	{'D', "dates", "TABLE", "a table of document, TAB, date; before -d"},
	{KEY_SEEN, "seen-anchor", "DAYS", "where all else is missing, count from @seen less DAYS"},
	{KEY_DMY, "dmy", NULL, "read 01/02/2024 as 1 February"},
	{KEY_MDY, "mdy", NULL, "read 01/02/2024 as January 2"},
	{KEY_YMD, "ymd", NULL, "read 01/02/03 as 2001-02-03"},
	{KEY_LANG, "lang", "LANG", "the language of documents without @lang; else the text tells"},
	{KEY_WHY, "why", NULL, "tell on stderr which rule and which anchor decided"},
	{0, NULL, NULL, NULL},
};

int
main(int argc, char **argv)
{
	struct cmd   c;
	nu_date_opts opts = {.seen_days = -1};
	int          k;

	cmd_begin(&c, "ndate", "Adds dates, times, durations and when they are to records.", options,
	    argc, argv);
	while ((k = cmd_next(&c)) != -1)
		switch (k) {
		case 'd': opts.date = optarg; break;
		case 'D': opts.table = optarg; break;
		case KEY_SEEN:
			opts.seen_days = (int)cmd_number(&c, "--seen-anchor", optarg, 0, 36500);
			break;
		case KEY_DMY: opts.order = NU_ORDER_DMY; break;
		case KEY_MDY: opts.order = NU_ORDER_MDY; break;
		case KEY_YMD: opts.order = NU_ORDER_YMD; break;
		case KEY_LANG: opts.lang = optarg; break;
		case KEY_WHY: opts.why = true; break;
		}
	return cmd_run(&c, &nu_date_brain, &opts);
}
