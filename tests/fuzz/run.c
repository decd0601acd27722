#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memfd_create */
#endif
#include "run.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "page_charset.h"

size_t check_bytes(char *bytes, size_t n); /* tests/check.c */

/* ------------------------------------------------------------- brains that stay open */

enum { OPENED = 2048 };

static struct opened {
	const nu_brain *brain;
	const void     *opts;
	void           *self;
	nu_arena        keep;
} opened[OPENED];
static size_t          nopened;
static const nu_brain *opening;
static jmp_buf         no_memory;

static void
quiet(void *ctx, const char *message)
{
	(void)ctx;
	if (getenv("FUZZ_LOUD"))
		fprintf(stderr, "fuzz: %s\n", message);
}

static void
no_tick(void *ctx, uint64_t done, uint64_t total, uint64_t docs)
{
	(void)ctx;
	(void)done;
	(void)total;
	(void)docs;
}

static nu_log the_log = {.print = quiet, .tick = no_tick};

nu_log
fuzz_log(void)
{
	nu_log l = the_log;

	l.status = 0;
	return l;
}

static void *
open_once(nu_arena *keep, const void *opts, nu_log *log)
{
	struct opened *o;

	(void)keep;
	for (size_t i = 0; i < nopened; i++)
		if (opened[i].brain == opening && opened[i].opts == opts)
			return opened[i].self;
	if (nopened == OPENED || setjmp(no_memory))
		abort();
	o = &opened[nopened++];
	o->brain = opening;
	o->opts = opts;
	o->keep.oom = &no_memory;
	o->self = opening->open(&o->keep, opts, log);
	return o->self;
}

/* ---------------------------------------------------------------------------- running */

nu_stream_opts
fuzz_stream_opts(uint8_t byte, const char *format)
{
	nu_stream_opts o = {.page = {.format = format, .formats = nu_page_all, .max_doc = 1 << 20}};

	o.page.wrap = (enum nu_wrap)((byte >> 1 & 3) % 3);
	o.text = !(byte & 1);
	o.own = byte & 8;
	if (byte & 16)
		o.page.max_doc = SMALL_MAX_DOC;
	return o;
}

static int
memory_file(bytes b)
{
	int fd = memfd_create("fuzz", 0);

	if (fd < 0 || (b.n && write(fd, b.p, b.n) != (ssize_t)b.n))
		abort();
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static bytes
descriptor_bytes(int fd)
{
	bytes b;

	b.n = (size_t)lseek(fd, 0, SEEK_END);
	b.p = malloc(b.n + 1);
	if (!b.p || pread(fd, b.p, b.n, 0) != (ssize_t)b.n)
		abort();
	b.p[b.n] = 0;
	return b;
}

/* In memory where there is such a folder: states are written through to the disk. */
static char own_file[64];

static void
remove_file(void)
{
	unlink(own_file);
}

const char *
fuzz_file(bytes b)
{
	int fd;

	if (!*own_file) {
		snprintf(own_file, sizeof own_file, "%s/newsutils-fuzz-%ld",
		    access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (long)getpid());
		atexit(remove_file);
	}
	fd = open(own_file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (fd < 0 || (b.n && write(fd, b.p, b.n) != (ssize_t)b.n))
		abort();
	close(fd);
	return own_file;
}

bytes
fuzz_file_bytes(void)
{
	int   fd = open(own_file, O_RDONLY);
	bytes b;

	if (fd < 0)
		abort();
	b = descriptor_bytes(fd);
	close(fd);
	return b;
}

bytes
fuzz_copy(nu_arena *a, const uint8_t *data, size_t n)
{
	bytes b = {nu_alloc(a, n + 1), n};

	if (n)
		memcpy(b.p, data, n);
	return b;
}

void
fuzz_hold_converters(void)
{
	static nu_arena     keep;
	static nu_charsets *held;
	static jmp_buf      oom;

	if (held)
		return;
	if (setjmp(oom))
		abort();
	keep.oom = &oom;
	held = nu_charsets_new(&keep);
}

bytes
fuzz_run(const job *j, bytes in, size_t chunk, int *status)
{
	static char    name[] = "-";
	static char   *files[] = {name};
	nu_stream_opts opts = j->stream;
	nu_brain       brain = *j->brain;
	int            from = memory_file(in), to = memory_file((bytes){NULL, 0}), keep = dup(to);
	bytes          out;

	if (keep < 0)
		abort();
	if (brain.page)
		fuzz_hold_converters();
	dup2(from, 0);
	close(from);
	opts.files = files;
	opts.nfiles = 1;
	opts.out = to;
	opts.read_max = chunk;
	opts.unlocked = true;
	if (j->cached) {
		opening = j->brain;
		brain.open = open_once;
		brain.close = NULL;
	}
	the_log.status = 0;
	*status = nu_stream(&opts, &brain, j->brain_opts, &the_log);
	out = descriptor_bytes(keep);
	close(keep);
	return out;
}

/* ------------------------------------------------------------------------- assertions */

_Noreturn void
fuzz_fail(const char *why, bytes in, bytes out)
{
	fprintf(stderr, "fuzz: %s\n--- in (%zu)\n", why, in.n);
	fwrite(in.p, 1, in.n < 4000 ? in.n : 4000, stderr);
	fprintf(stderr, "\n--- out (%zu)\n", out.n);
	fwrite(out.p, 1, out.n < 4000 ? out.n : 4000, stderr);
	abort();
}

bool
fuzz_same(bytes a, bytes b)
{
	return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

size_t
fuzz_wrong(bytes b)
{
	return check_bytes(b.p, b.n);
}

/* Is the line at p (n bytes) a record of that type? */
static bool
is_record(const char *p, size_t n, const char *type)
{
	nu_rec rec;
	nu_str id;

	return n && p[0] != '#' && !nu_rec_parse((nu_str){p, n}, &id, &rec) && nu_is(&rec, type);
}

size_t
fuzz_after_end(bytes b, size_t most)
{
	size_t after = 0;

	for (size_t at = 0; at < most;) {
		const char *nl = memchr(b.p + at, '\n', b.n - at);
		size_t      n = nl ? (size_t)(nl - (b.p + at)) : b.n - at;

		if (nl && is_record(b.p + at, n, "end"))
			after = at + n + 1;
		at += n + 1;
	}
	return after;
}

size_t
fuzz_last_document(bytes b)
{
	size_t begins = 0;

	for (size_t at = 0; at < b.n;) {
		const char *nl = memchr(b.p + at, '\n', b.n - at);
		size_t      n = nl ? (size_t)(nl - (b.p + at)) : b.n - at;

		if (is_record(b.p + at, n, "@doc"))
			begins = at;
		at += n + 1;
	}
	return begins;
}

bytes
fuzz_chunks(const job *j, bytes in, int *status)
{
	int   again;
	bytes out = fuzz_run(j, in, 0, status), cut = fuzz_run(j, in, CHUNK, &again);

	if (!fuzz_same(out, cut) || *status != again)
		fuzz_fail("other output in chunks of 20", in, cut);
	free(cut.p);
	return out;
}
