/*
 * filter: the fuzz target of a brain that reads records or plain text (-DTARGET_SPLIT,
 * _DATE, _ENTS, _SIM; targets.h). Asserted, besides that nothing crashes or leaks:
 *
 *   2  reads of 20 bytes give the same bytes
 *   3  a prefix of the input is survived, and whole documents in it come out the same
 *   4  what is made of text, or of records that tests/check.c has no word against, is
 *      well-formed; and the filter adds nothing to what it has been through (f|f = f)
 *   5  f(A+B) = f(A) + f(B), but for brains that remember
 *   records read come out again, in order, whatever they are: nothing is lost
 */
#include "run.h"
#include "targets.h"

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
twice(const job *j, bytes out)
{
	job   again = *j;
	int   status;
	bytes more;

	again.stream.text = false;
	more = fuzz_run(&again, out, CHUNK, &status);
	if (status || !fuzz_same(out, more))
		fuzz_fail("f|f is not f", out, more);
	free(more.p);
}

static void
from_text(const job *j, bytes in, size_t at)
{
	int   status, again;
	bytes out = fuzz_chunks(j, in, &status), cut;

	cut = fuzz_run(j, (bytes){in.p, at}, 0, &again);
	free(cut.p);
	/* What begins as records do is passed on as it is, good or bad, and that is told. */
	if (!j->stream.own && !(status == 1 && fuzz_same(in, out))) {
		if (fuzz_wrong(out))
			fuzz_fail("not well-formed", in, out);
		if (!(j->stream.page.max_doc == SMALL_MAX_DOC))
			twice(j, out);
	}
	free(out.p);
}

/* What begins as gzip is unpacked where it is an operand's beginning, and nowhere else. */
static bool
begins_gzip(bytes b)
{
	return b.n > 1 && memcmp(b.p, "\x1F\x8B", 2) == 0;
}

/* Does a record claim more text than a document may have? Such a document is left out. */
static bool
claims_much(bytes in, size_t most)
{
	const char *p = in.p, *end = in.p + in.n;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		const char *stop = nl ? nl : end;
		size_t      claim = 0;

		for (int tabs = 0; p < stop && tabs < 2; p++)
			tabs += *p == '\t';
		for (; p < stop && *p >= '0' && *p <= '9' && claim <= most; p++)
			claim = claim * 10 + (size_t)(*p - '0');
		if (claim > most)
			return true;
		p = stop + 1;
	}
	return false;
}

/* Promises 3 and 5: the documents before `at`, by themselves, and those behind. */
static void
in_parts(const job *j, bytes in, size_t at, bytes out, bool remembers)
{
	int   status;
	bytes a = fuzz_run(j, (bytes){in.p, at}, 0, &status), b = {NULL, 0};

	if (a.n > out.n || memcmp(a.p, out.p, a.n) != 0)
		fuzz_fail("a prefix of whole documents comes out otherwise", in, a);
	if (!remembers && !begins_gzip(in) && !begins_gzip((bytes){in.p + at, in.n - at})) {
		b = fuzz_run(j, (bytes){in.p + at, in.n - at}, 0, &status);
		if (a.n + b.n != out.n || memcmp(b.p, out.p + a.n, b.n) != 0)
			fuzz_fail("f(A+B) is not f(A)+f(B)", in, b);
	}
	free(a.p);
	free(b.p);
}

static void
from_records(const job *j, bytes in, size_t at, bool remembers, bool repeats)
{
	int    status, again;
	bytes  out = fuzz_chunks(j, in, &status), cut;
	bool   whole = !j->stream.own && repeats && !begins_gzip(in) &&
	             !claims_much(in, j->stream.page.max_doc) && j->stream.page.max_doc > in.n;
	size_t end = fuzz_after_end(in, at);

	if (whole && !holds_lines(in, out))
		fuzz_fail("a line is lost", in, out);
	if (end)
		in_parts(j, in, end, out, remembers);
	else
		free(fuzz_run(j, (bytes){in.p, at}, 0, &again).p);
	/* Records that nobody has anything against stay so, and then once is enough. */
	if (whole && !status && in.n && in.p[in.n - 1] == '\n' && !fuzz_wrong(in)) {
		if (fuzz_wrong(out))
			fuzz_fail("good records become bad", in, out);
		cut = fuzz_run(j, out, 0, &again);
		if (!fuzz_same(out, cut))
			fuzz_fail("f|f is not f", out, cut);
		free(cut.p);
	}
	free(out.p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	job    j = {.brain = target_brain()};
	bytes  in = {(char *)(uintptr_t)(data + HEAD), n - HEAD};
	size_t at;

	if (n < HEAD)
		return 0;
	j.brain_opts = target_opts(data[1]);
	j.stream = fuzz_stream_opts(data[0], "text");
	j.cached = !target_remembers(data[1]);
	at = in.n * data[2] / 256;
	if (j.stream.text)
		from_text(&j, in, at);
	else
		from_records(&j, in, at, target_remembers(data[1]), target_repeats(data[1]));
	return 0;
}
