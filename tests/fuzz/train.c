/*
 * train: the fuzz target of ntrain: what it is given to learn from. Byte 0 says what is
 * trained (ents, split, strip), its bit 3 whether twice, its upper bits some options; byte 1
 * the others. What follows are its files, each ended by a line "%%" (the last one may lack
 * it): ents: records, known names, clusters; split: records; strip: labels, a page. Asserted,
 * besides that nothing crashes, hangs or leaks: without a model there is a message (status 1
 * or 2); a model is taken by the program that it is made for; made twice it has the same bytes.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memfd_create */
#endif
#include "run.h"

#include <sys/mman.h>
#include <unistd.h>

#include "ents_train.h"
#include "model.h"
#include "split_model.h"
#include "split_train.h"
#include "strip_model.h"
#include "strip_train.h"

/* The files' descriptors: labels name a page by its file. */
enum { FILES = 3, FIRST = 200, OPTIONS = 2 };

typedef struct input {
	uint8_t kind, how;
	char    name[FILES][32];
} input;

static jmp_buf oom;

/* ----------------------------------------------------------------------------- files */

/* Takes what stands before the next line "%%" off `in`. */
static bytes
next_part(bytes *in)
{
	bytes part = *in;

	for (char *p = in->p, *end = in->p + in->n; p < end;) {
		char *nl = memchr(p, '\n', (size_t)(end - p));
		char *next = nl ? nl + 1 : end;

		if ((nl ? nl : end) - p == 2 && memcmp(p, "%%", 2) == 0) {
			part.n = (size_t)(p - in->p);
			*in = (bytes){next, (size_t)(end - next)};
			return part;
		}
		p = next;
	}
	*in = (bytes){in->p + in->n, 0};
	return part;
}

static void
open_files(input *x, bytes in)
{
	for (int i = 0; i < FILES; i++) {
		bytes part = next_part(&in);

		int   fd = memfd_create("fuzz", 0);

		if (fd < 0 || (part.n && write(fd, part.p, part.n) != (ssize_t)part.n) || dup2(fd, FIRST + i) < 0)
			abort();
		close(fd);
		snprintf(x->name[i], sizeof x->name[i], "/dev/fd/%d", FIRST + i);
	}
}

/* -------------------------------------------------------------------------- training */

static nu_str
train_ents(nu_arena *keep, input *x, nu_log *log)
{
	char              *files[] = {x->name[0]};
	nu_ents_train_opts o = {.gazetteer = x->name[1],
	    .clusters = x->name[2],
	    .words = x->how & 1 ? 2 : 100000,
	    .rows = x->how & 2 ? 64 : 7,
	    .epochs = 1 + (x->how >> 2 & 1),
	    .runs = 1 + (x->how >> 3 & 1),
	    .seed = 1,
	    .least = 1 + (x->how >> 4 & 1),
	    .filter_bits = 3 + (x->how >> 5 & 7),
	    .rate = x->kind & 16 ? 1 : 0.02f,
	    .dropout = x->kind & 32 ? 0.2f : 0,
	    .lift = x->kind & 64 ? 10 : 0.05f,
	    .files = files,
	    .nfiles = 1};

	return nu_ents_train(keep, &o, log);
}

static nu_str
train_split(nu_arena *keep, input *x, nu_log *log)
{
	char               *files[] = {x->name[0]};
	nu_split_train_opts o = {.epochs = 1 + (x->how & 1),
	    .seed = 1,
	    .rate = x->how & 2 ? 1 : 0.1f,
	    .decay = 1e-2f,
	    .files = files,
	    .nfiles = 1};

	return nu_split_train(keep, &o, log);
}

static nu_str
train_strip(nu_arena *keep, input *x, nu_log *log)
{
	static const char *const formats[] = {"text", "html", "json", "auto"};
	static char             *files[2];
	static nu_strip_train_opts o; /* they must outlive the arena */

	files[0] = files[1] = x->name[1];
	o = (nu_strip_train_opts){.labels = x->name[0],
	    .files = files,
	    .nfiles = 1 + (x->how >> 7),
	    .page = {.format = formats[x->kind >> 4 & 3], .formats = nu_page_all, .max_doc = 1 << 20},
	    .folds = 2,
	    .skip = x->how & 4 ? 1 : (size_t)-1,
	    .cross = x->how & 8,
	    .skipped = x->how & 16,
	    .without = x->how & 32 ? 1u << 3 : 0,
	    .measure = x->how & 64 ? "1" : NULL,
	    .trees = 1 + (x->how & 1),
	    .depth = 1 + (x->how >> 1 & 1) * 5,
	    .seed = 1};

	return nu_strip_train(keep, &o, log);
}

static nu_str
train(nu_arena *keep, input *x, nu_log *log)
{
	switch (x->kind % 4) {
	case 0: return train_ents(keep, x, log);
	case 1: return train_split(keep, x, log);
	default: return train_strip(keep, x, log);
	}
}

/* --------------------------------------------------------------------------- judging */

/* Is it a model that the program takes? */
static bool
loads(nu_arena *a, const input *x, nu_str m)
{
	nu_log         log = fuzz_log();
	nu_model       ents;
	nu_split_model split;

	switch (x->kind % 4) {
	case 0: return !nu_model_load(&ents, m);
	case 1: return !nu_split_model_load(&split, m);
	default: return sp_model_read(a, m, &log) != NULL;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	nu_arena a = {.oom = &oom}, b = {.oom = &oom};
	nu_log   log = fuzz_log(), again = fuzz_log();
	bytes    in = {(char *)(uintptr_t)(data + OPTIONS), n - OPTIONS};
	input    x;
	nu_str   m;
	bool     figures;

	if (n < OPTIONS)
		return 0;
	if (setjmp(oom))
		abort();
	fuzz_hold_converters();
	x.kind = data[0];
	x.how = data[1];
	open_files(&x, in);
	m = train(&a, &x, &log);
	figures = x.kind % 4 > 1 && (x.how & (8 | 16));
	if (!m.n && !log.status && !figures)
		fuzz_fail("no model, and no word of it", in, (bytes){NULL, 0});
	if (m.n && !figures && !loads(&a, &x, m))
		fuzz_fail("a model that was trained is not taken", in, (bytes){(char *)(uintptr_t)m.p, m.n});
	if (m.n && x.kind & 8 && !nu_eq(train(&b, &x, &again), m))
		fuzz_fail("trained again, it is another model", in, (bytes){NULL, 0});
	for (int i = 0; i < FILES; i++)
		close(FIRST + i);
	nu_arena_free(&a);
	nu_arena_free(&b);
	return 0;
}
