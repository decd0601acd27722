/*
 * state: the fuzz target of the files that outlive a run: nsim --state, nents --state and
 * -a, nstrip --seen. Byte 0 says which; its bit 7 puts right the checks of lines, so that
 * what lies behind them is reached, and bits 4 to 6 are options. Asserted, besides that
 * nothing crashes or leaks:
 *
 *   nsim   a file that is refused is left as it was; one that is taken keeps its bytes and
 *          gets whole lines, and is taken again
 *   nstrip a file that is refused is left as it was; one that is taken is written such that
 *          it is taken again
 *   nents  names read and written are read and written the same
 */
#include "run.h"

#include "names.h"
#include "names_file.h"
#include "sim.h"
#include "sim_kernel.h"
#include "strip.h"
#include "text.h"

static jmp_buf  oom;
static nu_arena a = {.oom = &oom};

/* The check at each line's end, as strip_seen.c has it: the last column. */
static void
right_sums(bytes in)
{
	for (size_t at = 0; at < in.n;) {
		char    *nl = memchr(in.p + at, '\n', in.n - at);
		size_t   n = nl ? (size_t)(nl - (in.p + at)) : in.n - at;
		uint32_t h = 2166136261u;

		if (n >= 9) {
			in.p[at + n - 9] = '\t';
			for (size_t i = 0; i < n - 9; i++)
				h = (h ^ (unsigned char)in.p[at + i]) * 16777619u;
			for (size_t i = n; i-- > n - 8; h >>= 4)
				in.p[at + i] = "0123456789abcdef"[h & 15];
		}
		at += n + 1;
	}
}

/* The same, as sim_state.c has it. */
static void
right_checks(bytes in)
{
	for (size_t at = 0; at < in.n;) {
		char    *nl = memchr(in.p + at, '\n', in.n - at);
		size_t   n = nl ? (size_t)(nl - (in.p + at)) : in.n - at;
		uint64_t h = n - 17;

		if (n >= 17) {
			for (size_t i = 0; i < n - 17; i++)
				h = (h ^ (unsigned char)in.p[at + i]) * UINT64_C(0x100000001b3);
			h = nu_sim_mix(h);
			in.p[at + n - 17] = '\t';
			for (size_t i = n; i-- > n - 16; h >>= 4)
				in.p[at + i] = "0123456789abcdef"[h & 15];
		}
		at += n + 1;
	}
}

static char records[] =
    "a\t0\t62\t@doc\ttext\t.\t.\n"
    "a\t0\t62\tPara\t.\t.\tIt rained in the town on Monday, and the boats stayed at home.\n"
    "a\t62\t62\tend\t.\t.\t.\n"
    "b\t0\t62\t@doc\ttext\t.\t.\n"
    "b\t0\t62\tPara\t.\t.\tIt rained in the town on Monday, and the boats stayed at home.\n"
    "b\t62\t62\tend\t.\t.\t.\n";
static char page[] =
    "Home\nNews\nSport\n\nFerry stops in the dark\n\nThe ferry went dark on Thursday, and nobody was "
    "hurt, the authority said in a letter to the ministry.\n\nRead more\nShare\n";

/* A job's output over a whole input, its status in *status. */
static bytes
whole(const job *j, char *text, int *status)
{
	return fuzz_run(j, (bytes){text, strlen(text)}, 0, status);
}

/* Well-formed, or the run failed before it began. */
static void
good(bytes in, bytes out, int status)
{
	if (status < 2 && fuzz_wrong(out))
		fuzz_fail("not well-formed", in, out);
	free(out.p);
}

/* What became of the file: nothing, when it was refused. */
static bytes
kept(bytes in, int status)
{
	bytes now = fuzz_file_bytes();

	if (status > 1 && !fuzz_same(in, now))
		fuzz_fail("a file that was refused has been written to", in, now);
	return now;
}

static void
sim(bytes in, unsigned how)
{
	nu_sim_opts o = {.sample = 1, .unique = how & 1, .reuse = how & 2, .story = how & 2,
	    .window = how & 4 ? 30 : 0};
	job         j = {.brain = &nu_sim_brain, .brain_opts = &o, .stream = fuzz_stream_opts(1, "text")};
	int         status;
	bytes       now;

	o.state = fuzz_file(in);
	good(in, whole(&j, records, &status), status);
	now = kept(in, status);
	if (status < 2) {
		if (!o.window && (now.n < in.n || memcmp(now.p, in.p, in.n) != 0))
			fuzz_fail("the state lost what was in it", in, now);
		if (now.n && now.p[now.n - 1] != '\n')
			fuzz_fail("the state ends in a part of a line", in, now);
		free(whole(&j, records, &status).p);
		if (status > 1)
			fuzz_fail("the state is not read again", in, now);
	}
	free(now.p);
}

static void
seen(bytes in)
{
	nu_strip_opts o = {.print = NU_STRIP_ALL};
	job           j = {.brain = &nu_strip_brain, .brain_opts = &o, .stream = fuzz_stream_opts(0, "text")};
	int           status;
	bytes         now;

	j.stream.text = false;
	o.seen = fuzz_file(in);
	good(in, whole(&j, page, &status), status);
	now = kept(in, status);
	if (status < 2) {
		free(whole(&j, page, &status).p);
		if (status > 1)
			fuzz_fail("the file is not read again", in, now);
	}
	free(now.p);
}

static void
names(nu_str tsv)
{
	nu_known *one = nu_known_new(&a), *two = nu_known_new(&a);
	nu_str    first, second;

	if (nu_known_read(one, &a, tsv)) {
		first = nu_known_write(one, &a);
		if (!nu_known_read(two, &a, first))
			fuzz_fail("a table of names that was written is not read",
			    (bytes){(char *)(uintptr_t)tsv.p, tsv.n},
			    (bytes){(char *)(uintptr_t)first.p, first.n});
		second = nu_known_write(two, &a);
		if (!nu_eq(first, second))
			fuzz_fail("names read and written are others",
			    (bytes){(char *)(uintptr_t)first.p, first.n},
			    (bytes){(char *)(uintptr_t)second.p, second.n});
	}
	nu_known_free(one);
	nu_known_free(two);
}

static void
aliases(nu_str tsv)
{
	nu_log            log = fuzz_log();
	const nu_lexicon *lex = NULL;
	const bool        read = nu_aliases_read(&a, &log, "aliases", tsv, &lex);

	if (read != (log.status == 0) || (read && !lex))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	bytes in;

	if (n < 1)
		return 0;
	if (setjmp(oom))
		abort();
	in = fuzz_copy(&a, data + 1, n - 1);
	switch (data[0] & 7) {
	case 0: names((nu_str){in.p, in.n}); break;
	case 1: aliases((nu_str){in.p, in.n}); break;
	case 3:
		if (data[0] & 128)
			right_sums(in);
		seen(in);
		break;
	default:
		if (data[0] & 128)
			right_checks(in);
		sim(in, data[0] >> 4 & 7);
	}
	nu_arena_reset(&a);
	return 0;
}
