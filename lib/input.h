/*
 * input: the bytes of one operand at a time, in a buffer that grows. Pages and records
 * are both read through it, so a short read, a signal or a slow pipe is met once. An
 * operand that begins as gzip (RFC 1952; many members too) is unpacked on the way.
 */
#ifndef NU_INPUT_H
#define NU_INPUT_H

#include "base.h"

typedef struct nu_input {
	nu_log  *log;
	jmp_buf *oom;
	void (*before_read)(void *ctx); /* flushes the output: nothing waits on a slow pipe; see plain */
	void    *ctx;
	char    *buf; /* unread bytes are buf[at..n) */
	size_t   at, n, cap;
	int      fd;
	size_t   read_max; /* bytes a read takes at most, for tests; 0: no limit */
	bool     plain; /* a file on disk: no read waits */
	bool     eof;
	bool     told;        /* whether the operand is gzip has been looked at */
	struct nu_gzip *gzip; /* of an operand that is, or NULL */
	uint64_t done, total; /* bytes of all operands read, and to be read (0: unknown) */
	char *const *files;   /* the operands, while they are not measured */
	size_t       nfiles;
	uint64_t docs;        /* documents finished, for the progress line */
} nu_input;

/* Opens an operand (`-` is standard input); false: told to the log (status 2). */
bool nu_input_open(nu_input *in, const char *name);
/* Adds bytes behind buf[n); may move buf. False at the end or after a read error (told). */
bool nu_input_more(nu_input *in);
void nu_input_close(nu_input *in);
/* For a file that is read whole; it goes with `keep`, whichever way the run ends. */
nu_input *nu_input_new(nu_arena *keep, nu_log *log);
/* A whole file (a model, a lexicon), gzip or not, in the arena; false: told (status 2). */
enum { NU_WHOLE_MAX = 64 * 1024 * 1024 }; /* bytes; what is larger is refused */
bool nu_input_whole(nu_arena *keep, nu_log *log, const char *name, nu_str *out);
/* Closes it and frees its buffer, at once. */
void nu_input_give_back(void *in);
/*
 * Sums the sizes of the operands into in->total, once somebody looks at it; leaves 0 when
 * one is no plain file.
 */
void nu_input_measure(nu_input *in, char *const *files, size_t nfiles);

#endif
