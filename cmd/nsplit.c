#include "cmd.h"

#include <getopt.h>
#include <string.h>

#include "../lib/split.h"

enum { KEY_QUOTES = 256, KEY_ABBREV };

static const struct cmd_option options[] = {
    {'q', "quote", NULL, "add quote records, and speaker: the words that name who says it"},
    {'w', "words", NULL, "add Word records"},
    {'l', "lang", "CODE", "the language (en, de ...); by default what @lang or the text tells"},
    {KEY_QUOTES, "quotes", "split|keep", "break sentences inside quotes (split), or not (keep)"},
    {KEY_ABBREV, "abbrev", "FILE", "more abbreviations, one a line"},
    {'m', "model", "FILE", "weights made by ntrain(1), in place of those built in"},
    {0, NULL, NULL, NULL},
};

int
main(int argc, char **argv)
{
	struct cmd           c;
	struct nu_split_opts opts = {0};
	int                  k;

	cmd_begin(
	    &c, "nsplit", "Splits news text into sentences, words and quotes.", options, argc, argv);
	while ((k = cmd_next(&c)) != -1) {
		switch (k) {
		case 'q': opts.quotes = true; break;
		case 'w': opts.words = true; break;
		case 'l': opts.lang = optarg; break;
		case 'm': opts.model = optarg; break;
		case KEY_ABBREV: opts.abbrev = optarg; break;
		default:
			if (strcmp(optarg, "split") != 0 && strcmp(optarg, "keep") != 0)
				cmd_usage(&c, "--quotes: '%s' is neither split nor keep", optarg);
			opts.keep = optarg[0] == 'k';
			break;
		}
	}
	return cmd_run(&c, &nu_split_brain, &opts);
}
