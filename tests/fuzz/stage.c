/*
 * stage: the fuzz target of the stages of nsim, whose lines come through sort(1) and from
 * other machines. Byte 1: bits 0 and 1 say which stage, bit 2 is --closure. Asserted, besides
 * that nothing crashes or leaks: reads of 20 bytes give the same bytes; a prefix of the input
 * is survived; what --sketch and --pair write of it is taken by the stage behind them.
 */
#include "run.h"

#include "sim.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const nu_brain *const stages[] = {&nu_sim_sketch_brain, &nu_sim_pair_brain,
	    &nu_sim_link_brain};
	nu_sim_opts                  o = {.sample = 64, .nfiles = 1};
	job                          j = {.brain_opts = &o};
	bytes                        in = {(char *)(uintptr_t)(data + HEAD), n - HEAD}, out;
	unsigned                     stage;
	int                          status, again;

	if (n < HEAD)
		return 0;
	stage = (data[1] & 3) % 3;
	o.closure = data[1] & 4;
	j.brain = stages[stage];
	j.stream = fuzz_stream_opts((uint8_t)((data[0] & 16) | 1), "text");
	out = fuzz_chunks(&j, in, &status);
	free(fuzz_run(&j, (bytes){in.p, in.n * data[2] / 256}, 0, &again).p);
	if (stage < 2 && !status) {
		j.brain = stages[stage + 1];
		free(fuzz_run(&j, out, 0, &again).p);
		if (again > 1)
			fuzz_fail("the next stage fails", in, out);
	}
	free(out.p);
	return 0;
}
