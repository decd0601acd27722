#include "../lib/json.h"

#include <getopt.h>

#include "cmd.h"

enum { KEY_TYPES = 256, KEY_CHARS };

static const struct cmd_option options[] = {
	{'l', "lines", NULL, "one object a fact, not one a document"},
	{'r', "reverse", NULL, "read JSON of either form, print records"},
	{KEY_CHARS, "chars", NULL, "offsets are code points in the object's text"},
	{KEY_TYPES, "types", "LIST", "only facts of these types (person,org,...)"},
	{0, NULL, NULL, NULL},
};

int
main(int argc, char **argv)
{
	nu_json_opts opts = {0};
	bool         reverse = false;
	struct cmd   c;
	int          k;

	cmd_begin(&c, "njson", "Turns records into JSON, one object a document, and back.", options,
	    argc, argv);
	while ((k = cmd_next(&c)) != -1) {
		switch (k) {
		case 'l': opts.lines = true; break;
		case 'r': reverse = true; break;
		case KEY_CHARS: opts.chars = true; break;
		case KEY_TYPES:
			if (!nu_json_types(optarg))
				cmd_usage(&c, "--types: '%s' is no list of types, like person,org", optarg);
			opts.types = optarg;
			break;
		}
	}
	if (c.stream.own)
		cmd_usage(&c, "-o: njson has no records of its own");
	if (reverse && (opts.lines || opts.chars || opts.types || c.stream.text))
		cmd_usage(&c, "-r takes none of -l, -T, --chars and --types");
	opts.max_doc = c.stream.page.max_doc;
	return cmd_run(&c, reverse ? &nu_unjson_brain : &nu_json_brain, &opts);
}
