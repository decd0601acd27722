/*
 * model: the fuzz target of the model files of nents, nsplit and nstrip (-m). Byte 0 says
 * whose, and whether the checksum is put right, so that what lies behind it is reached.
 * What loads must be safe to ask; what nstrip loads must be written as it was read.
 */
#include "run.h"

#include "model.h"
#include "split.h"
#include "split_model.h"
#include "strip_model.h"

#include <unistd.h>

static jmp_buf  oom;
static nu_arena a = {.oom = &oom};

static void
quiet(void *ctx, const char *message)
{
	(void)ctx;
	(void)message;
}

static void
put32(char *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (char)(v >> 8 * i);
}

static void
ents(bytes in, bool right)
{
	enum { WORDS = 6 };
	nu_model   m;
	nu_lattice room;
	float      score[WORDS][NU_LABELS], p[WORDS];
	uint8_t    label[WORDS];

	if (right && in.n >= 64)
		put32(in.p + 32, nu_model_sum((nu_str){in.p + 64, in.n - 64}));
	if (nu_model_load(&m, (nu_str){in.p, in.n}))
		return;
	nu_lattice_make(&a, &room, WORDS);
	for (uint32_t i = 0; i < WORDS; i++) {
		uint32_t f[3] = {i, i * 0x9E3779B1u, ~i};

		nu_model_score(&m, f, 3, score[i]);
		for (int k = 0; k < 3; k++) {
			(void)nu_pack_find(&m.gazetteer, f[k]);
			(void)nu_pack_find(&m.cluster, f[k]);
		}
	}
	nu_model_decode(&m, &room, score, WORDS, label, p);
	for (int i = 0; i < WORDS; i++)
		if (label[i] >= NU_LABELS)
			abort();
}

static void
split(bytes in, bool right)
{
	static char    text[] = "The St. Olaf sailed at 5 p.m. Dr. No. 3 said no. \"Go!\" he said. U.S. ships went.";
	nu_split_opts  o = {.quotes = true};
	job            j = {.brain = &nu_split_brain, .brain_opts = &o};
	nu_split_model m;
	char           path[32];
	int            status, fd;
	bytes          out;

	if (right && in.n >= 64)
		put32(in.p + 16, nu_split_model_sum((nu_str){in.p + 64, in.n - 64}));
	if (nu_split_model_load(&m, (nu_str){in.p, in.n}))
		return;
	fd = fuzz_file(in, path);
	o.model = path;
	j.stream = fuzz_stream_opts(0, "text");
	out = fuzz_run(&j, (bytes){text, sizeof text - 1}, 0, &status);
	if (status || fuzz_wrong(out))
		fuzz_fail("a model that loads gives no records", in, out);
	free(out.p);
	close(fd);
}

static void
strip(bytes in)
{
	nu_log    log = {.print = quiet};
	sp_model *m = sp_model_read(&a, (nu_str){in.p, in.n}, &log);
	nu_str    w;

	if (!m)
		return;
	w = sp_model_write(&a, m);
	if (w.n > in.n || memcmp(w.p, in.p, w.n) != 0)
		fuzz_fail("read and written is another model", in, (bytes){(char *)(uintptr_t)w.p, w.n});
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
	switch (data[0] % 3) {
	case 0: ents(in, data[0] & 128); break;
	case 1: split(in, data[0] & 128); break;
	default: strip(in); break;
	}
	nu_arena_reset(&a);
	return 0;
}
