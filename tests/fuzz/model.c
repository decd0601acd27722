/*
 * model: the fuzz target of the model files of nents, nsplit and nstrip (-m). Byte 0 says
 * whose, and whether the checksum is put right, so that what lies behind it is reached.
 * What loads must be safe to ask; what nstrip loads must be written as it was read.
 */
#include "run.h"

#include "model.h"
#include "split.h"
#include "split_model.h"
#include "strip.h"
#include "strip_model.h"

static jmp_buf  oom;
static nu_arena a = {.oom = &oom};

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
		int16_t  sum[NU_WEIGHTS] = {0};

		nu_model_add(&m, f, 3, sum);
		nu_model_score(&m, sum, score[i]);
		for (int k = 0; k < 3; k++) {
			(void)nu_pack_find(&m.gazetteer, f[k]);
			(void)nu_pack_find(&m.cluster, f[k]);
		}
	}
	nu_lattice_decode(&m.trans, &m.etrans, &room, (const float(*)[NU_LABELS])score, WORDS, label, p);
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
	int            status;
	bytes          out;

	if (right && in.n >= 64)
		put32(in.p + 16, nu_split_model_sum((nu_str){in.p + 64, in.n - 64}));
	if (nu_split_model_load(&m, (nu_str){in.p, in.n}))
		return;
	o.model = fuzz_file(in);
	j.stream = fuzz_stream_opts(0, "text");
	out = fuzz_run(&j, (bytes){text, sizeof text - 1}, 0, &status);
	if (status || fuzz_wrong(out))
		fuzz_fail("a model that loads gives no records", in, out);
	free(out.p);
}

/* What is read must be safe to ask, over a page of its kind. */
static void
strip_page(bytes in, bool html)
{
	static char    text[] = "Ferry stops in the dark\n\nBy Ann Moe\n\nOSLO, March 14 - The ferry went "
	                        "dark on Thursday, and nobody was hurt, the authority said.\n\nShare\n";
	static char    markup[] = "<title>A ferry | The Courier</title><nav><a href=/>Home</a></nav><h1>A ferry"
	                          "</h1><p>The ferry went dark on Thursday, the authority said.<p>Share";
	nu_strip_opts  o = {.print = NU_STRIP_ALL, .model = fuzz_file(in)};
	job            j = {.brain = &nu_strip_brain, .brain_opts = &o};
	bytes          page = html ? (bytes){markup, sizeof markup - 1} : (bytes){text, sizeof text - 1}, out;
	int            status;

	j.stream = fuzz_stream_opts(0, html ? "html" : "text");
	j.stream.text = false;
	out = fuzz_run(&j, page, 0, &status);
	if (status || fuzz_wrong(out))
		fuzz_fail("a model that loads gives no records", in, out);
	free(out.p);
}

static void
strip(bytes in)
{
	nu_log    log = fuzz_log();
	sp_model *m = sp_model_read(&a, (nu_str){in.p, in.n}, &log);
	nu_str    w;

	if (!m)
		return;
	w = sp_model_write(&a, m);
	if (w.n > in.n || memcmp(w.p, in.p, w.n) != 0)
		fuzz_fail("read and written is another model", in, (bytes){(char *)(uintptr_t)w.p, w.n});
	strip_page(in, false);
	strip_page(in, true);
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
	switch (data[0] % 3) {
	case 0: ents(in, data[0] & 128); break;
	case 1: split(in, data[0] & 128); break;
	default: strip(in); break;
	}
	nu_arena_reset(&a);
	return 0;
}
