/*
 * table: the fuzz target of what users write for a program: dates (ndate -D), abbreviations
 * (nsplit --abbrev), patterns (nstrip -e and -k: the first line, over the others as a page).
 * Byte 0 says which. Asserted, besides that nothing crashes, hangs or leaks: what comes out
 * is well-formed, whatever is in them.
 */
#include "run.h"

#include "date.h"
#include "split.h"
#include "strip.h"

static char records[] =
    "a\t0\t62\t@doc\ttext\t.\t.\n"
    "a\t0\t62\tPara\t.\t.\tIt rained in St. Olaf on Monday, and the boats stayed at home.\n"
    "a\t62\t62\tend\t.\t.\t.\n";

/* A table is refused, or what comes out is good. */
static void
run(job *j, bytes table, bytes in)
{
	int   status;
	bytes out = fuzz_run(j, in, 0, &status);

	if (status < 2 && fuzz_wrong(out))
		fuzz_fail("not well-formed", table, out);
	free(out.p);
}

static void
tables(bytes in, bool abbrev)
{
	nu_split_opts split = {.quotes = true, .lang = "en"};
	nu_date_opts  date = {.lang = "en", .seen_days = -1};
	job           j = {.brain = &nu_date_brain, .brain_opts = &date};

	split.abbrev = date.table = fuzz_file(in);
	if (abbrev)
		j = (job){.brain = &nu_split_brain, .brain_opts = &split};
	j.stream = fuzz_stream_opts(1, "text");
	run(&j, in, (bytes){records, sizeof records - 1});
}

static void
patterns(bytes in, bool keep)
{
	char         *nl = memchr(in.p, '\n', in.n), *one[1] = {in.p};
	nu_strip_opts o = {.print = NU_STRIP_ALL};
	job           j = {.brain = &nu_strip_brain, .brain_opts = &o};

	if (!nl || memchr(in.p, 0, (size_t)(nl - in.p)))
		return;
	*nl = 0; /* as an argument has it */
	*(keep ? &o.keep : &o.junk) = one;
	*(keep ? &o.nkeep : &o.njunk) = 1;
	j.stream = fuzz_stream_opts(0, "text");
	j.stream.text = false;
	run(&j, in, (bytes){nl + 1, (size_t)(in.p + in.n - (nl + 1))});
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static jmp_buf  oom;
	static nu_arena a = {.oom = &oom};
	bytes           in;

	if (n < 1)
		return 0;
	if (setjmp(oom))
		abort();
	in = fuzz_copy(&a, data + 1, n - 1);
	if (data[0] & 2)
		patterns(in, data[0] & 1);
	else
		tables(in, data[0] & 1);
	nu_arena_reset(&a);
	return 0;
}
