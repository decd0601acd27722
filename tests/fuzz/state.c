/*
 * state: the fuzz target of the files that outlive a run: nsim --state, nents --state and
 * nents -a. Byte 0 says which, and for nsim whether the checks of lines are put right, so
 * that what lies behind them is reached. Asserted, besides that nothing crashes or leaks:
 *
 *   nsim   a file that is refused is left as it was; one that is taken keeps its bytes and
 *          gets whole lines, and is taken again
 *   nents  names read and written are read and written the same
 */
#include "run.h"

#include <unistd.h>

#include "names.h"
#include "names_file.h"
#include "sim.h"
#include "sim_kernel.h"
#include "text.h"

static jmp_buf  oom;
static nu_arena a = {.oom = &oom};

static void
quiet(void *ctx, const char *message)
{
	(void)ctx;
	(void)message;
}

/* The check at each line's end, as sim_state.c has it. */
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

static void
sim(bytes in, bool unique)
{
	static char records[] =
	    "a\t0\t60\t@doc\ttext\t.\t.\n"
	    "a\t0\t60\tPara\t.\t.\tIt rained in the town on Monday, and the boats stayed at home.\n"
	    "a\t60\t60\tend\t.\t.\t.\n"
	    "b\t0\t60\t@doc\ttext\t.\t.\n"
	    "b\t0\t60\tPara\t.\t.\tIt rained in the town on Monday, and the boats stayed at home.\n"
	    "b\t60\t60\tend\t.\t.\t.\n";
	nu_sim_opts o = {.sample = 1, .unique = unique};
	job         j = {.brain = &nu_sim_brain, .brain_opts = &o};
	char        path[32];
	int         fd = fuzz_file(in, path), status;
	bytes       out, now, more;

	o.state = path;
	j.stream = fuzz_stream_opts(1, "text");
	out = fuzz_run(&j, (bytes){records, sizeof records - 1}, 0, &status);
	now = fuzz_file_bytes(fd);
	if (now.n < in.n || memcmp(now.p, in.p, in.n) != 0)
		fuzz_fail("the state lost what was in it", in, now);
	if (status > 1 && now.n != in.n)
		fuzz_fail("a state that was refused has been written to", in, now);
	if (status < 2) {
		if (now.n && now.p[now.n - 1] != '\n')
			fuzz_fail("the state ends in a part of a line", in, now);
		more = fuzz_run(&j, (bytes){records, sizeof records - 1}, 0, &status);
		if (status > 1)
			fuzz_fail("the state is not read again", in, now);
		free(more.p);
	}
	free(now.p);
	free(out.p);
	close(fd);
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
	nu_log            log = {.print = quiet};
	const nu_lexicon *lex = NULL;

	if (nu_aliases_read(&a, &log, "aliases", tsv, &lex) != (log.status == 0) ||
	    (log.status == 0 && !lex))
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
	in.n = n - 1;
	in.p = nu_alloc(&a, n);
	memcpy(in.p, data + 1, in.n);
	switch (data[0] % 4) {
	case 0: names((nu_str){in.p, in.n}); break;
	case 1: aliases((nu_str){in.p, in.n}); break;
	default:
		if (data[0] & 128)
			right_checks(in);
		sim(in, data[0] & 64);
	}
	nu_arena_reset(&a);
	return 0;
}
