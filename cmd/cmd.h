/*
 * cmd: what every program of newsutils(7) has in common: the common options, --help
 * made from the same table as the parser, messages, and the exit status.
 */
#ifndef NU_CMD_H
#define NU_CMD_H

#include "../lib/stream.h"

/* One option. A row of zeros ends a table. key: its letter, or above 255 without one. */
struct cmd_option {
	int         key;
	const char *name; /* long name */
	const char *arg;  /* name of its argument, or NULL */
	const char *help;
};

struct cmd {
	const char              *prog;
	const char              *mode; /* the word behind it that chooses its options, or NULL */
	const char              *does; /* one line for --help */
	const struct cmd_option *own;  /* the program's own options */
	bool                     terminal; /* progress is shown there */
	bool                     bare; /* no filter: of the common options only -h and -V */
	nu_stream_opts           stream;
	nu_log                   log;
	int                      argc;
	char                   **argv;
	void                    *getopt; /* tables for getopt_long */
};

/* Fills c and prepares for reading the arguments. Exits 2 when stdout is closed. */
void cmd_begin(struct cmd *c, const char *prog, const char *does, const struct cmd_option *own,
    int argc, char **argv);
/* The same for a program that is no filter. */
void cmd_begin_bare(struct cmd *c, const char *prog, const char *does, const struct cmd_option *own,
    int argc, char **argv);
/* The next of the program's own options (optarg as in getopt), or -1 after the last. */
int cmd_next(struct cmd *c);
/* Runs the brain over the operands; returns the exit status for main. */
int cmd_run(struct cmd *c, const nu_brain *brain, const void *opts);
/* Prints `prog: message`, points to --help, and exits 2. */
_Noreturn void cmd_usage(struct cmd *c, const char *fmt, ...) NU_PRINTF(2, 3);
/* A number between lo and hi, or a usage error that names the option. */
size_t cmd_number(struct cmd *c, const char *option, const char *arg, size_t lo, size_t hi);

#endif
