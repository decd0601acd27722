/* nents: adds who, where, which organisation, and who said it. */
#include "cmd.h"

#include <getopt.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "../lib/ents.h"

enum { KEY_STATE = 300, KEY_LANG };

static const struct cmd_option options[] = {
	{'a', "aliases", "FILE", "names and their aliases: a line each, alias TAB name"},
	{'m', "model", "FILE", "a model of ntrain(1), not the one built in"},
	{KEY_LANG, "lang", "LANG", "the model's language; to others nothing is added (en)"},
	{'x', "across", NULL, "names of earlier documents count: join spelling variants"},
	{KEY_STATE, "state", "FILE", "with -x: keep the table of names in FILE from run to run"},
	{0, NULL, NULL, NULL},
};

int
main(int argc, char **argv)
{
	struct cmd   c;
	nu_ents_opts o = {.lang = "en"};
	int          k;

	cmd_begin(&c, "nents", "Adds the names in a document: persons, organisations, places, misc.",
	    options, argc, argv);
	while ((k = cmd_next(&c)) != -1)
		switch (k) {
		case 'a': o.aliases = optarg; break;
		case 'm': o.model = optarg; break;
		case 'x': o.across = true; break;
		case KEY_LANG: o.lang = optarg; break;
		case KEY_STATE: o.state = optarg; break;
		}
#if defined(M_MMAP_THRESHOLD)
	/* What a long document took goes back as soon as it is freed, step by step. */
	mallopt(M_MMAP_THRESHOLD, 128 * 1024);
#endif
	if (o.state && !o.across)
		cmd_usage(&c, "--state is for -x");
	return cmd_run(&c, &nu_ents_brain, &o);
}
