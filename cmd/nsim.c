/* nsim: which documents are copies, share passages, or tell one story. See nsim(1). */
#include "cmd.h"

#include <getopt.h>
#include <stdlib.h>

#include "../lib/sim.h"

enum {
	KEY_ALL = 256,
	KEY_JACCARD,
	KEY_STORY,
	KEY_SAMPLE,
	KEY_SKETCH,
	KEY_PAIR,
	KEY_LINK,
	KEY_CLOSURE,
	KEY_STATE,
	KEY_WINDOW
};

static const struct cmd_option own[] = {
	{'u', "unique", NULL, "leave out documents that are copies of an earlier one"},
	{'r', "reuse", NULL, "add reuse for each passage shared with an earlier document"},
	{'t', "min", "MIN", "the least score of a @dup, 0.01 to 1"},
	{KEY_STORY, "story", NULL, "add @story: the first document of the story it tells"},
	{KEY_ALL, "all", NULL, "a @dup for every earlier document, not the most similar only"},
	{KEY_JACCARD, "jaccard", NULL, "score: the share of what both documents have together"},
	{KEY_SAMPLE, "sample", "N", "keep one shingle of N, a power of two (16)"},
	{KEY_STATE, "state", "FILE", "remember documents from run to run in FILE"},
	{KEY_WINDOW, "window", "DAYS", "forget documents so many days older than the newest"},
	{KEY_SKETCH, "sketch", NULL, "in stages: print the sketches of documents"},
	{KEY_PAIR, "pair", NULL, "in stages: sorted sketches to pairs"},
	{KEY_LINK, "link", NULL, "in stages: sorted pairs to links and clusters"},
	{KEY_CLOSURE, "closure", NULL, "with --link: a cluster is whatever is linked"},
	{0, NULL, NULL, NULL},
};

static int
least(struct cmd *c, const char *arg)
{
	char  *end;
	double v = strtod(arg, &end);

	if (*end || end == arg || !(v >= 0.01 && v <= 1))
		cmd_usage(c, "-t: '%s' is no score from 0.01 to 1", arg);
	return (int)(v * 100 + 0.5);
}

static const nu_brain *
stage(struct cmd *c, const nu_brain *was, const nu_brain *is)
{
	if (was != &nu_sim_brain && was != is)
		cmd_usage(c, "--sketch, --pair and --link are one run each");
	return is;
}

/* What a stage has no use for would be ignored in silence. */
static void
check_stage(struct cmd *c, const nu_sim_opts *o, const nu_brain *brain, bool sampled)
{
	bool link = brain == &nu_sim_link_brain, lines = link || brain == &nu_sim_pair_brain;

	if (!link && o->closure)
		cmd_usage(c, "--closure is for --link");
	if (brain == &nu_sim_brain)
		return;
	if (o->unique || o->reuse || o->story || o->all || o->state || o->window || c->stream.own)
		cmd_usage(c, "-o, -r, -u, --all, --state, --story and --window are not for stages");
	if (!link && (o->least || o->jaccard))
		cmd_usage(c, "-t and --jaccard are for the stage --link");
	if (lines && (c->stream.text || sampled))
		cmd_usage(c, "-T and --sample are for the stage --sketch");
}

int
main(int argc, char **argv)
{
	struct cmd  c;
	nu_sim_opts opts = {.sample = 16};
	int         k;
	const nu_brain *brain = &nu_sim_brain;
	bool            sampled = false;

	cmd_begin(&c, "nsim", "Tells which documents are copies of earlier ones, share passages, "
	    "or tell one story.", own, argc, argv);
	while ((k = cmd_next(&c)) != -1) {
		switch (k) {
		case 'u': opts.unique = true; break;
		case 'r': opts.reuse = true; break;
		case 't': opts.least = least(&c, optarg); break;
		case KEY_STORY: opts.story = true; break;
		case KEY_ALL: opts.all = true; break;
		case KEY_JACCARD: opts.jaccard = true; break;
		case KEY_STATE: opts.state = optarg; break;
		case KEY_WINDOW: opts.window = (int)cmd_number(&c, "--window", optarg, 1, 100000); break;
		case KEY_SKETCH: brain = stage(&c, brain, &nu_sim_sketch_brain); break;
		case KEY_PAIR: brain = stage(&c, brain, &nu_sim_pair_brain); break;
		case KEY_LINK: brain = stage(&c, brain, &nu_sim_link_brain); break;
		case KEY_CLOSURE: opts.closure = true; break;
		case KEY_SAMPLE:
			sampled = true;
			opts.sample = (unsigned)cmd_number(&c, "--sample", optarg, 1, 1024);
			if (opts.sample & (opts.sample - 1))
				cmd_usage(&c, "--sample: %u is no power of two", opts.sample);
			break;
		}
	}
	check_stage(&c, &opts, brain, sampled);
	opts.nfiles = argc > optind ? (size_t)(argc - optind) : 1;
	return cmd_run(&c, brain, &opts);
}
