#include "cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../lib/lockin.h"
#include "../lib/text.h"

#ifndef NU_VERSION
#define NU_VERSION "0.1"
#endif

enum { MAX_OPTIONS = 64, KEY_MAX_DOC = 512 };

static const struct cmd_option common[] = {
	{'o', "own", NULL, "print only this program's own records"},
	{'T', "plain", NULL, "input is plain text: each FILE a document"},
	{'E', "encoding", "NAME", "the encoding of plain text (iconv(3)); UTF-8 by default"},
	{KEY_MAX_DOC, "max-doc", "SIZE", "the longest document's text, with K, M or G (64M)"},
	{'h', "help", NULL, "print this and exit"},
	{'V', "version", NULL, "print the version and exit"},
	{0, NULL, NULL, NULL},
};

/* What a program that is no filter has of them: the last two. */
#define BARE (sizeof common / sizeof *common - 3)

struct tables {
	struct option long_[MAX_OPTIONS];
	char          short_[MAX_OPTIONS * 2 + 3];
};

static volatile sig_atomic_t status_asked;

static void
on_status(int sig)
{
	(void)sig;
	status_asked = 1;
}

/* ----------------------------------------------------------------------- messages */

/*
 * Masks what a terminal may take for an order: the control characters of ASCII and of
 * Unicode, and bytes that are no UTF-8.
 */
static void
mask(char *s, size_t n)
{
	size_t valid = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (i >= valid)
			valid = i + nu_utf8_valid((nu_str){s + i, n - i});
		if (c < 32 || c == 127 || i >= valid)
			s[i] = '?';
		else if (c == 0xC2 && (unsigned char)s[i + 1] < 0xA0)
			s[i] = s[i + 1] = '?';
	}
}

/* A message to stderr; names in it come from anywhere. */
static void
print_message(const char *prog, const char *message)
{
	char   buf[1200];
	size_t n = (size_t)snprintf(buf, sizeof buf - 1, "%s: %s", prog, message);

	if (n > sizeof buf - 2)
		n = sizeof buf - 2;
	mask(buf, n);
	buf[n++] = '\n';
	while (write(STDERR_FILENO, buf, n) < 0 && errno == EINTR)
		;
}

static void
log_print(void *ctx, const char *message)
{
	print_message(((struct cmd *)ctx)->prog, message);
}

static void
print_status(struct cmd *c, uint64_t done, uint64_t total, uint64_t docs)
{
	char buf[200];

	if (total)
		snprintf(buf, sizeof buf, "%llu of %llu bytes (%u%%), %llu documents",
		    (unsigned long long)done, (unsigned long long)total, (unsigned)(done * 100 / total),
		    (unsigned long long)docs);
	else
		snprintf(buf, sizeof buf, "%llu bytes, %llu documents", (unsigned long long)done,
		    (unsigned long long)docs);
	print_message(c->prog, buf);
}

/* SIGUSR1 gets a line; a terminal gets a line that is written over. */
static void
log_tick(void *ctx, uint64_t done, uint64_t total, uint64_t docs)
{
	static unsigned last = 101;
	struct cmd     *c = ctx;
	unsigned        percent;

	if (status_asked && c->log.unwatched) {
		c->log.unwatched = false; /* asked again with the total */
		return;
	}
	if (status_asked) {
		status_asked = 0;
		print_status(c, done, total, docs);
	}
	if (!total || !c->terminal)
		return;
	percent = (unsigned)(done * 100 / total);
	if (percent == last)
		return;
	last = percent;
	fprintf(stderr, "\r%s: %3u%% %llu documents%s", c->prog, percent, (unsigned long long)docs,
	    percent >= 100 ? "\n" : "");
}

void
cmd_usage(struct cmd *c, const char *fmt, ...)
{
	char    buf[600];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(buf, sizeof buf, fmt, ap);
	va_end(ap);
	print_message(c->prog, buf);
	fprintf(stderr, "Try '%s%s%s --help'.\n", c->prog, c->mode ? " " : "", c->mode ? c->mode : "");
	exit(2);
}

/* -------------------------------------------------------------------------- help */

static void
help_table(const struct cmd_option *o)
{
	for (; o->key; o++) {
		char left[64];
		int  n = 0;

		if (o->key < 256)
			n = snprintf(left, sizeof left, "  -%c, --%s", o->key, o->name);
		else
			n = snprintf(left, sizeof left, "      --%s", o->name);
		if (o->arg)
			snprintf(left + n, sizeof left - (size_t)n, "=%s", o->arg);
		printf("%-28s %s\n", left, o->help);
	}
}

/* Closes stdout with a check, so that `--help >/dev/full` fails as everything does. */
static _Noreturn void
finish_print(struct cmd *c)
{
	if (fflush(stdout) != 0 || ferror(stdout) || fclose(stdout) != 0) {
		char buf[200];

		snprintf(buf, sizeof buf, "write error: %s", strerror(errno));
		print_message(c->prog, buf);
		exit(2);
	}
	exit(0);
}

static _Noreturn void
help(struct cmd *c)
{
	printf("usage: %s%s%s [OPTION...] [FILE...]\n%s\n\n", c->prog, c->mode ? " " : "",
	    c->mode ? c->mode : "", c->does);
	help_table(c->own);
	help_table(c->bare ? common + BARE : common);
	printf("\nNo FILE, or -, is standard input. Exit status: 0 fine, 1 damaged input,\n"
	       "2 usage or I/O error. See %s(1), newsutils(5), newsutils(7).\n",
	    c->prog);
	finish_print(c);
}

/* ------------------------------------------------------------------------- options */

static void
add_options(struct tables *t, const struct cmd_option *o, size_t *n, size_t *s)
{
	for (; o->key && *n < MAX_OPTIONS - 1; o++) {
		t->long_[*n].name = o->name;
		t->long_[*n].has_arg = o->arg ? required_argument : no_argument;
		t->long_[(*n)++].val = o->key;
		if (o->key < 256) {
			t->short_[(*s)++] = (char)o->key;
			if (o->arg)
				t->short_[(*s)++] = ':';
		}
	}
}

/*
 * A closed descriptor 0 or 2 would be given to the first file opened: nail them. To read
 * standard input that is closed stays an error: one that is open to write gives it.
 */
static void
nail_descriptors(struct cmd *c)
{
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) {
			if (fd == 1) {
				print_message(c->prog, "write error: standard output is closed");
				_exit(2);
			}
			if (open("/dev/null", O_WRONLY) < 0)
				_exit(2);
		}
}

static void
begin(struct cmd *c, const char *prog, const char *does, const struct cmd_option *own, bool bare,
    int argc, char **argv)
{
	static struct tables t;
	size_t               n = 0, s = 2;
	struct sigaction     sa;

	memset(c, 0, sizeof *c);
	c->prog = prog;
	c->does = does;
	c->own = own;
	c->bare = bare;
	c->argc = argc;
	c->argv = argv;
	nail_descriptors(c);
	t.short_[0] = '+'; /* POSIX: operands end the options */
	t.short_[1] = ':'; /* getopt says nothing itself, and tells a missing argument apart */
	add_options(&t, own, &n, &s);
	add_options(&t, bare ? common + BARE : common, &n, &s);
	c->getopt = &t;
	c->log.print = log_print;
	c->log.tick = log_tick;
	c->terminal = isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
	c->log.unwatched = !c->terminal;
	c->log.ctx = c;
	c->stream.page.format = "auto";
	c->stream.page.max_doc = (size_t)64 << 20;
	memset(&sa, 0, sizeof sa);
	sa.sa_handler = on_status;
	sigaction(SIGUSR1, &sa, NULL);
}

void
cmd_begin(struct cmd *c, const char *prog, const char *does, const struct cmd_option *own, int argc,
    char **argv)
{
	begin(c, prog, does, own, false, argc, argv);
}

void
cmd_begin_bare(struct cmd *c, const char *prog, const char *does, const struct cmd_option *own,
    int argc, char **argv)
{
	begin(c, prog, does, own, true, argc, argv);
}

static size_t
read_size(struct cmd *c, const char *arg)
{
	char              *end;
	unsigned long long v;
	unsigned           shift = 0;

	errno = 0;
	v = strtoull(arg, &end, 10);
	if (*end && strchr("KMGkmg", *end))
		shift = *end == 'K' || *end == 'k' ? 10 : *end == 'M' || *end == 'm' ? 20 : 30, end++;
	if (*end || arg[0] < '0' || arg[0] > '9' || errno || v == 0 || v > (4ULL << 30 >> shift) - 1)
		cmd_usage(c, "--max-doc: '%s' is no size from 1 to 4095M", arg);
	return (size_t)v << shift;
}

size_t
cmd_number(struct cmd *c, const char *option, const char *arg, size_t lo, size_t hi)
{
	char              *end;
	unsigned long long v;

	errno = 0;
	v = strtoull(arg, &end, 10);
	if (*end || arg[0] < '0' || arg[0] > '9' || errno || v < lo || v > hi)
		cmd_usage(c, "%s: '%s' is no number from %zu to %zu", option, arg, lo, hi);
	return (size_t)v;
}

/* The long options that begin with the n bytes at name, or the one that is so; their number. */
static size_t
long_like(const struct tables *t, const char *name, size_t n, char *list, size_t room)
{
	size_t many = 0, len = 0;

	for (const struct option *o = t->long_; o->name; o++) {
		if (strncmp(o->name, name, n) != 0)
			continue;
		if (!o->name[n])
			return 1;
		if (len < room)
			len += (size_t)snprintf(list + len, room - len, "%s--%s", many ? ", " : "", o->name);
		many++;
	}
	return many;
}

/* An option that getopt refused, of the argument `arg`; it says itself nothing. */
static _Noreturn void
refuse_option(struct cmd *c, const char *arg, bool needs)
{
	const char *name = arg + 2;
	char        list[300] = "";
	size_t      n, many = 1;

	if (strncmp(arg, "--", 2) == 0) {
		n = strcspn(name, "=");
		if (!n)
			cmd_usage(c, "unknown option -- %s", name);
		many = long_like(c->getopt, name, n, list, sizeof list);
		if (many > 1)
			cmd_usage(c, "ambiguous option -- %.*s (%s)", (int)n, name, list);
		if (many && !needs)
			cmd_usage(c, "option takes no argument -- %.*s", (int)n, name);
	} else {
		name = strchr(arg, (char)optopt);
		for (n = 1; ((unsigned char)name[n] & 0xC0) == 0x80; n++)
			; /* a character, not a byte of it */
		many = needs;
	}
	cmd_usage(c, "%s -- %.*s", many ? "option needs an argument" : "unknown option", (int)n, name);
}

int
cmd_next(struct cmd *c)
{
	struct tables *t = c->getopt;
	const char    *arg = optind < c->argc ? c->argv[optind] : NULL;
	int            k;

	while ((k = getopt_long(c->argc, c->argv, t->short_, t->long_, NULL)) != -1) {
		switch (k) {
		case 'o': c->stream.own = true; break;
		case 'T': c->stream.text = true, c->stream.page.format = "text"; break;
		case 'E': c->stream.page.encoding = optarg; break;
		case KEY_MAX_DOC: c->stream.page.max_doc = read_size(c, optarg); break;
		case 'h': help(c);
		case 'V':
			printf("%s (newsutils) %s\nlock-in: %s\n", c->prog, NU_VERSION, nu_lock_in_name());
			finish_print(c);
		case ':':
		case '?': refuse_option(c, arg, k == ':');
		default: return k;
		}
		arg = c->argv[optind];
	}
	return -1;
}

int
cmd_run(struct cmd *c, const nu_brain *brain, const void *opts)
{
	c->stream.files = c->argv + optind;
	c->stream.nfiles = (size_t)(c->argc - optind);
	if (c->stream.page.encoding && !c->stream.text && !brain->page)
		cmd_usage(c, "-E is for plain text: give -T too (records are UTF-8)");
	return nu_stream(&c->stream, brain, opts, &c->log);
}
