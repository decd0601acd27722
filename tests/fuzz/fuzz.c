/*
 * fuzz: one libFuzzer target for every brain (-DBRAIN=split ...). The first two bytes of
 * an input choose the kind of run and the options; the rest is the operand.
 *
 * Asserted: nothing crashes or leaks; the same bytes come out when the input comes in 20
 * bytes at a time (promise 2); what is made of a page is well-formed by tests/check.c, and
 * goes through the filter again unchanged (4, f|f = f); records read come out again, in
 * order, whatever they are (nothing is lost); and a prefix of the input survives (3).
 * With TARGET_JSON: records come back from JSON as they were.
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "stream.h"
#include "targets.h"
#include "text.h"

size_t check_bytes(char *bytes, size_t n);

typedef struct bytes {
	char  *p;
	size_t n;
} bytes;

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

static void
fail(const char *why, bytes in, bytes out)
{
	fprintf(stderr, "fuzz: %s\n--- in (%zu)\n", why, in.n);
	fwrite(in.p, 1, in.n < 4000 ? in.n : 4000, stderr);
	fprintf(stderr, "\n--- out (%zu)\n", out.n);
	fwrite(out.p, 1, out.n < 4000 ? out.n : 4000, stderr);
	abort();
}

/* Runs the stream over `in`; *status gets its exit status. */
static bytes
run(bytes in, nu_stream_opts *opts, unsigned variant, size_t read_max, int *status)
{
	static char  name[] = "-";
	static char *files[] = {name};
	nu_log       log = {.print = quiet, .tick = no_tick};
	int          from = memfd_create("in", 0), to = memfd_create("out", 0), keep = dup(to);
	bytes        out = {NULL, 0};

	if (from < 0 || to < 0 || keep < 0 || (in.n && write(from, in.p, in.n) != (ssize_t)in.n))
		abort();
	lseek(from, 0, SEEK_SET);
	dup2(from, 0);
	close(from);
	opts->files = files;
	opts->nfiles = 1;
	opts->out = to;
	opts->read_max = read_max;
	opts->unlocked = true;
	*status = nu_stream(opts, target_brain(), target_opts(variant), &log);
	out.n = (size_t)lseek(keep, 0, SEEK_END);
	out.p = malloc(out.n + 1);
	if (!out.p || pread(keep, out.p, out.n, 0) != (ssize_t)out.n)
		abort();
	out.p[out.n] = 0;
	close(keep);
	return out;
}

static bool
same(bytes a, bytes b)
{
	return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

#if !defined(TARGET_JSON)
/* Are the lines of `in` all in `out`, in order? */
static bool
holds_lines(bytes in, bytes out)
{
	const char *p = in.p, *end = in.p + in.n, *q = out.p, *qend = out.p + out.n;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		size_t      n = (size_t)((nl ? nl : end) - p);

		for (;;) {
			const char *qnl = q < qend ? memchr(q, '\n', (size_t)(qend - q)) : NULL;
			size_t      m = qnl ? (size_t)(qnl - q) : 0;
			bool        hit = qnl && m == n && memcmp(p, q, n) == 0;

			if (!qnl)
				return false;
			q = qnl + 1;
			if (hit)
				break;
		}
		p += n + 1;
	}
	return true;
}

static void
page(bytes in, nu_stream_opts *opts, unsigned variant)
{
	int   status, again;
	bytes out = run(in, opts, variant, 0, &status), cut, twice;

	cut = run(in, opts, variant, 20, &again);
	if (!same(out, cut) || status != again)
		fail("other output in chunks of 20", in, cut);
	free(cut.p);
	cut = run((bytes){in.p, in.n / 2}, opts, variant, 0, &again);
	free(cut.p);
	if (target_records(variant)) {
		if (check_bytes(out.p, out.n))
			fail("not well-formed", in, out);
		if (target_brain()->doc && target_repeats(variant)) {
			opts->text = false;
			twice = run(out, opts, variant, 20, &again);
			if (again || !same(out, twice))
				fail("f|f is not f", out, twice);
			free(twice.p);
		}
	}
	free(out.p);
}

static void
records(bytes in, nu_stream_opts *opts, unsigned variant)
{
	int   status, again;
	bytes out = run(in, opts, variant, 0, &status), cut;

	cut = run(in, opts, variant, 20, &again);
	if (!same(out, cut) || status != again)
		fail("other output in chunks of 20", in, cut);
	if (target_repeats(variant) && opts->page.max_doc > in.n && !holds_lines(in, out))
		fail("a line is lost", in, out);
	free(cut.p);
	free(out.p);
}

static void
one(bytes in, nu_stream_opts *opts, unsigned variant)
{
	if (opts->text)
		page(in, opts, variant);
	else
		records(in, opts, variant);
}

#else

/* Is every line a record or a comment? */
static bool
all_records(bytes b)
{
	const char *p = b.p, *end = b.p + b.n;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		nu_str      line = {p, (size_t)((nl ? nl : end) - p)}, id;
		nu_rec      rec;

		if (!nl || (line.p[0] != '#' && nu_rec_parse(line, &id, &rec)))
			return false;
		p = nl + 1;
	}
	return true;
}

/* Has `in` nothing that JSON has no place for: comments at its end, bytes that are no text? */
static bool
fits_json(bytes in)
{
	const char *last = in.n ? memrchr(in.p, '\n', in.n - 1) : NULL;

	return in.n && in.p[in.n - 1] == '\n' && (last ? last[1] : in.p[0]) != '#' &&
	       nu_utf8_valid((nu_str){in.p, in.n}) == in.n && !memchr(in.p, 0, in.n);
}

/* Records to JSON and back give the same; JSON of any kind gives records or nothing. */
static void
one(bytes in, nu_stream_opts *opts, unsigned variant)
{
	int   status, again;
	bytes out, cut;

	target_back = !opts->text && (variant & 128);
	out = run(in, opts, variant, 0, &status);
	cut = run(in, opts, variant, 20, &again);
	if (!same(out, cut) || status != again)
		fail("other output in chunks of 20", in, cut);
	free(cut.p);
	if (target_back) {
		if (!all_records(out))
			fail("JSON became something that is no record", in, out);
	} else {
		target_back = true;
		cut = run(out, opts, variant, 0, &again);
		if (again)
			fail("what njson wrote is not read back", in, out);
		if (!all_records(cut))
			fail("JSON became something that is no record", in, cut);
		if (!opts->text && !status && !(variant & 4) && fits_json(in) && !same(in, cut))
			fail("there and back is not the same", in, cut);
		free(cut.p);
	}
	free(out.p);
}

#endif

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	nu_stream_opts opts = {.page = {.format = "text", .max_doc = (size_t)1 << 20}};
	bytes          in = {(char *)(uintptr_t)(data + 2), n - 2};

	if (n < 2)
		return 0;
	opts.page.wrap = (enum nu_wrap)(data[0] >> 1) % 3;
	opts.text = (data[0] & 1) == 0 || !target_brain()->doc;
	one(in, &opts, data[1]);
	return 0;
}
