/* ntrain: makes, from labelled records, the models that the other programs load. */
#include "cmd.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../lib/ents_train.h"
#include "../lib/split_train.h"
#include "../lib/strip_train.h"

/* One kind of model: `run` reads the arguments after its name. */
struct kind {
	const char *name;
	int (*run)(int argc, char **argv);
};

/* Prints the model to stdout, or tells why there is none; the exit status. */
static int
finish(struct cmd *c, nu_arena *keep, nu_str model)
{
	nu_out out = {.fd = STDOUT_FILENO};

	if (model.n)
		nu_out_put(&out, model);
	if (!nu_out_close(&out))
		nu_fail(&c->log, "write error: %s", strerror(out.error));
	nu_arena_free(keep);
	return c->log.status;
}

/* --------------------------------------------------------------------------- split */

enum { KEY_SPLIT_SEED = 320 };

static const struct cmd_option split_options[] = {
	{'e', "epochs", "N", "times over the data (20)"},
	{KEY_SPLIT_SEED, "seed", "N", "of the order of the data (1)"},
	{0, NULL, NULL, NULL},
};

static int
train_split(int argc, char **argv)
{
	static char        dash[] = "-", *standard_input[] = {dash};
	struct cmd         c;
	jmp_buf            oom;
	nu_arena           keep = {.oom = &oom};
	nu_split_train_opts o = {.epochs = 20, .seed = 1, .rate = 0.1f, .decay = 1e-2f};
	nu_str             model = {NULL, 0};
	int                k;

	cmd_begin_bare(&c, "ntrain", "Trains the model of nsplit from labelled records.", split_options, argc,
	    argv);
	c.mode = "split";
	while ((k = cmd_next(&c)) != -1)
		switch (k) {
		case 'e': o.epochs = cmd_number(&c, "--epochs", optarg, 1, 1000); break;
		case KEY_SPLIT_SEED: o.seed = cmd_number(&c, "--seed", optarg, 1, 1 << 30); break;
		}
	o.files = optind < argc ? argv + optind : standard_input;
	o.nfiles = optind < argc ? (size_t)(argc - optind) : 1;
	if (setjmp(oom) == 0)
		model = nu_split_train(&keep, &o, &c.log);
	else
		nu_fail(&c.log, "out of memory");
	return finish(&c, &keep, model);
}

/* ---------------------------------------------------------------------------- ents */

enum {
	KEY_ROWS = 300, KEY_WORDS, KEY_SEED, KEY_LEAST, KEY_FILTER, KEY_DROPOUT, KEY_LIFT, KEY_RATE,
	KEY_RUNS
};

static const struct cmd_option ents_options[] = {
	{'c', "clusters", "FILE", "word clusters: word, of 1024, of 128, of 16"},
	{'e', "epochs", "N", "times over the data (5)"},
	{'g', "gazetteer", "FILE", "known names: bit, name"},
	{KEY_DROPOUT, "dropout", "PERCENT", "features of words left out at random (20)"},
	{KEY_FILTER, "filter", "N", "log2 of the bits that tell which features count (22)"},
	{KEY_LEAST, "least", "N", "times that a feature must be seen to count (2)"},
	{KEY_LIFT, "lift", "PERCENT", "found more readily than the labels say: logit, in hundredths (5)"},
	{KEY_RATE, "rate", "N", "learning rate, in thousandths (20)"},
	{KEY_ROWS, "rows", "N", "rows of the table (65536)"},
	{KEY_RUNS, "runs", "N", "times that it is done, in other orders; the mean counts (4)"},
	{KEY_SEED, "seed", "N", "of the order of the data (1)"},
	{KEY_WORDS, "words", "N", "words of the clusters to take (100000)"},
	{0, NULL, NULL, NULL},
};

static int
train_ents(int argc, char **argv)
{
	struct cmd         c;
	jmp_buf            oom;
	nu_arena           keep = {.oom = &oom};
	nu_ents_train_opts o = {.words = 100000, .rows = 65536, .epochs = 5, .runs = 4, .seed = 1,
	    .least = 2, .filter_bits = 22, .lift = 0.05f, .rate = 0.02f, .dropout = 0.2f};
	nu_str             model = {NULL, 0};
	int                k;

	cmd_begin_bare(&c, "ntrain", "Trains the model of nents from labelled records.", ents_options, argc,
	    argv);
	c.mode = "ents";
	while ((k = cmd_next(&c)) != -1)
		switch (k) {
		case 'c': o.clusters = optarg; break;
		case 'e': o.epochs = cmd_number(&c, "--epochs", optarg, 1, 100); break;
		case 'g': o.gazetteer = optarg; break;
		case KEY_DROPOUT:
			o.dropout = (float)cmd_number(&c, "--dropout", optarg, 0, 99) / 100;
			break;
		case KEY_FILTER: o.filter_bits = cmd_number(&c, "--filter", optarg, 3, 30); break;
		case KEY_LEAST: o.least = cmd_number(&c, "--least", optarg, 1, 255); break;
		case KEY_LIFT: o.lift = (float)cmd_number(&c, "--lift", optarg, 0, 1000) / 100; break;
		case KEY_RATE: o.rate = (float)cmd_number(&c, "--rate", optarg, 1, 1000) / 1000; break;
		case KEY_ROWS: o.rows = cmd_number(&c, "--rows", optarg, 1, 1 << 24); break;
		case KEY_RUNS: o.runs = cmd_number(&c, "--runs", optarg, 1, 100); break;
		case KEY_SEED: o.seed = cmd_number(&c, "--seed", optarg, 1, 1 << 30); break;
		case KEY_WORDS: o.words = cmd_number(&c, "--words", optarg, 1, 1000000); break;
		}
	if (!o.gazetteer || !o.clusters || optind == argc)
		cmd_usage(&c, "-g, -c and labelled records are needed");
	o.files = argv + optind;
	o.nfiles = (size_t)(argc - optind);
	if (setjmp(oom) == 0)
		model = nu_ents_train(&keep, &o, &c.log);
	else
		nu_fail(&c.log, "out of memory");
	return finish(&c, &keep, model);
}

/* --------------------------------------------------------------------------- strip */

enum { KEY_FOLDS = 340, KEY_SKIP, KEY_SKIPPED, KEY_MEASURE, KEY_TREES, KEY_DEPTH,
	KEY_STRIP_SEED, KEY_WITHOUT };

static const struct cmd_option strip_options[] = {
	{'l', "labels", "FILE", "records: what the lines of the pages are (needed)"},
	{'f', "format", "FORMAT", "the pages' format; auto by default"},
	{'x', "cross", NULL, "no model: figures, cross-validated by site"},
	{KEY_FOLDS, "folds", "N", "folds of sites, for stacking and -x (5)"},
	{KEY_SKIP, "skip", "N", "learn nothing from the sites of fold N"},
	{KEY_SKIPPED, "skipped", NULL, "no model: the pages of that fold"},
	{KEY_MEASURE, "measure", "PREFIX", "pages named so are measured, never learnt"},
	{KEY_TREES, "trees", "N", "trees of a forest (200)"},
	{KEY_DEPTH, "depth", "N", "their depth (6)"},
	{KEY_STRIP_SEED, "seed", "N", "of what is drawn (1)"},
	{KEY_WITHOUT, "without", "GROUP", "leave a group of features out (0 to 13)"},
	{0, NULL, NULL, NULL},
};

static int
train_strip(int argc, char **argv)
{
	struct cmd          c;
	jmp_buf             oom;
	nu_arena            keep = {.oom = &oom};
	nu_strip_train_opts o = {.folds = 5, .skip = (size_t)-1, .trees = 200, .depth = 6, .seed = 1};
	nu_str              model = {NULL, 0};
	int                 k;

	cmd_begin_bare(&c, "ntrain", "Trains the line model of nstrip.", strip_options, argc, argv);
	c.mode = "strip";
	while ((k = cmd_next(&c)) != -1)
		switch (k) {
		case 'l': o.labels = optarg; break;
		case 'f':
			if (!nu_page_format(nu_page_all, optarg))
				cmd_usage(&c, "-f: no format '%s'", optarg);
			c.stream.page.format = optarg;
			break;
		case 'x': o.cross = true; break;
		case KEY_FOLDS: o.folds = cmd_number(&c, "--folds", optarg, 2, 100); break;
		case KEY_SKIP: o.skip = cmd_number(&c, "--skip", optarg, 0, 99); break;
		case KEY_SKIPPED: o.skipped = true; break;
		case KEY_MEASURE: o.measure = optarg; break;
		case KEY_TREES: o.trees = cmd_number(&c, "--trees", optarg, 1, 2000); break;
		case KEY_DEPTH: o.depth = (int)cmd_number(&c, "--depth", optarg, 1, 6); break;
		case KEY_STRIP_SEED: o.seed = cmd_number(&c, "--seed", optarg, 1, 1 << 30); break;
		case KEY_WITHOUT: o.without |= 1u << cmd_number(&c, "--without", optarg, 0, 13); break;
		}
	if (!o.labels || optind == argc)
		cmd_usage(&c, "-l and pages are needed");
	o.page = c.stream.page;
	o.page.formats = nu_page_all;
	o.files = argv + optind;
	o.nfiles = (size_t)(argc - optind);
	if (setjmp(oom) == 0)
		model = nu_strip_train(&keep, &o, &c.log);
	else
		nu_fail(&c.log, "out of memory");
	return finish(&c, &keep, model);
}

/* ---------------------------------------------------------------------------- main */

static const struct kind kinds[] = {
	{"split", train_split},
	{"ents", train_ents},
	{"strip", train_strip},
	{NULL, NULL},
};

static const struct cmd_option no_options[] = {{0, NULL, NULL, NULL}};

int
main(int argc, char **argv)
{
	struct cmd c;

	for (size_t i = 0; argc > 1 && kinds[i].name; i++)
		if (strcmp(argv[1], kinds[i].name) == 0)
			return kinds[i].run(argc - 1, argv + 1);
	cmd_begin_bare(&c, "ntrain", "Trains a model; the first argument names it: split, ents or strip.\n"
	                        "ntrain split --help, ntrain ents --help and ntrain strip --help say more.",
	    no_options, argc, argv);
	while (cmd_next(&c) != -1)
		;
	if (argc > 1)
		cmd_usage(&c, "'%s' is no kind of model (split, ents, strip)", argv[1]);
	cmd_usage(&c, "which model? (split, ents, strip)");
}
