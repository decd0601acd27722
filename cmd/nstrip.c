/* nstrip: the article out of pages, as records. */
#include "cmd.h"

#include <getopt.h>

#include "../lib/strip.h"

enum { KEY_WRAP = 256, KEY_SOURCE, KEY_TEXT, KEY_PAGE, KEY_FIELD, KEY_BODY, KEY_SEEN, PATTERNS = 64 };

static const struct cmd_option options[] = {
	{'a', "all", NULL, "print boilerplate too, as Junk"},
	{'v', "invert-match", NULL, "print only the Junk"},
	{'e', "junk", "PATTERN", "lines that match are junk (PCRE2; may be given again)"},
	{'k', "keep", "PATTERN", "lines that match are article"},
	{'m', "model", "FILE", "a line model that ntrain strip made"},
	{'f', "format", "FORMAT", "the input's format; auto, by content, is the default"},
	{KEY_FIELD, "field", "NAME=MEMBER", "NDJSON: which members hold id, url, text ..."},
	{KEY_BODY, "body", NULL, "NDJSON: the text is the article; strip nothing"},
	{KEY_WRAP, "wrap", "WHEN", "join hard-wrapped lines: auto, yes or no"},
	{KEY_SEEN, "seen", "FILE", "keep what lines recur on a site's pages; such are junk"},
	{KEY_SOURCE, "source", "NAME", "the outlet, for @source"},
	{KEY_TEXT, "text", NULL, "print the article as plain text"},
	{KEY_PAGE, "page", NULL, "print the page's text, where the offsets count"},
	{0, NULL, NULL, NULL},
};

static enum nu_wrap
read_wrap(struct cmd *c, const char *arg)
{
	static const char *const names[] = {"auto", "yes", "no"};

	for (int i = 0; i < 3; i++)
		if (strcmp(arg, names[i]) == 0)
			return (enum nu_wrap)i;
	cmd_usage(c, "--wrap: '%s' is not auto, yes or no", arg);
}

static void
add_pattern(struct cmd *c, char **list, size_t *n, char *arg)
{
	if (*n == PATTERNS)
		cmd_usage(c, "more than %d patterns", PATTERNS);
	list[(*n)++] = arg;
}

int
main(int argc, char **argv)
{
	static char  *junk[PATTERNS], *keep[PATTERNS];
	struct cmd    c;
	nu_strip_opts o = {.junk = junk, .keep = keep};
	int           k;

	cmd_begin(&c, "nstrip", "Takes the article out of pages and prints it as newsutils records.",
	    options, argc, argv);
	c.stream.page.formats = nu_page_all;
	while ((k = cmd_next(&c)) != -1)
		switch (k) {
		case 'a': o.print = NU_STRIP_ALL; break;
		case 'v': o.print = NU_STRIP_JUNK; break;
		case 'e': add_pattern(&c, junk, &o.njunk, optarg); break;
		case 'k': add_pattern(&c, keep, &o.nkeep, optarg); break;
		case 'm': o.model = optarg; break;
		case KEY_WRAP: c.stream.page.wrap = read_wrap(&c, optarg); break;
		case KEY_SOURCE: o.source = optarg; break;
		case KEY_SEEN: o.seen = optarg; break;
		case KEY_TEXT: o.print = NU_STRIP_TEXT; break;
		case KEY_PAGE: o.print = NU_STRIP_PAGE; break;
		case KEY_FIELD: c.stream.page.fields = optarg; break;
		case KEY_BODY: c.stream.page.body = true; break;
		case 'f':
			if (!nu_page_format(nu_page_all, optarg))
				cmd_usage(&c, "-f: no format '%s'", optarg);
			c.stream.page.format = optarg;
			break;
		default: break;
		}
	if (o.source && !*o.source)
		cmd_usage(&c, "--source: the name is empty");
	return cmd_run(&c, &nu_strip_brain, &o);
}
