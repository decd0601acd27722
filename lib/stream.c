#include "stream_int.h"

#include <stdlib.h>
#include <unistd.h>

#include "lockin.h"

static void
flush_before_read(void *ctx)
{
	stream *s = ctx;

	nu_out_flush(&s->out);
}

static void
read_operand(stream *s, const char *name)
{
	if (!nu_input_open(&s->in, name))
		return;
	if (s->brain->line)
		nu_stream_lines(s);
	else if (s->opts->text || s->brain->page)
		nu_stream_pages(s, name);
	else
		nu_stream_records(s);
	nu_input_close(&s->in);
	s->log->file = NULL;
	s->log->line = 0;
}

static void
run(stream *s, const void *brain_opts)
{
	static char *const standard_input[] = {(char *)(uintptr_t) "-"};
	char *const       *files = s->opts->nfiles ? s->opts->files : standard_input;
	size_t             n = s->opts->nfiles ? s->opts->nfiles : 1;

	bool               pages = s->opts->text || s->brain->page;

	s->self = s->brain->open(&s->keep, brain_opts, s->log);
	if (!s->self)
		return;
	if (pages && !(s->pages = nu_pages_new(&s->keep, &s->opts->page, s->log)))
		return;
	nu_input_measure(&s->in, files, n);
	/* All that needs another file is loaded: from here on, nothing but the operands. */
	if (!s->opts->unlocked)
		nu_lock_in(files, n, s->brain->state ? s->brain->state(s->self) : NULL);
	for (size_t i = 0; i < n && !s->out.error; i++)
		read_operand(s, files[i]);
}

int
nu_stream(const nu_stream_opts *opts, const nu_brain *brain, const void *brain_opts, nu_log *log)
{
	stream        *s = calloc(1, sizeof *s);

	if (!s) {
		nu_fail(log, "out of memory");
		return log->status;
	}
	s->opts = opts;
	s->brain = brain;
	s->log = log;
	s->out.fd = opts->out ? opts->out : STDOUT_FILENO;
	s->keep.oom = s->scratch.oom = s->in.oom = &s->oom;
	s->in.log = log;
	s->in.before_read = flush_before_read;
	s->in.ctx = s;
	s->in.fd = -1;
	s->in.read_max = opts->read_max;
	if (setjmp(s->oom) == 0)
		run(s, brain_opts);
	else
		nu_fail(log, "out of memory");
	if (!nu_out_close(&s->out)) {
		log->file = NULL;
		nu_fail(log, "write error: %s", strerror(s->out.error));
	}
	nu_input_close(&s->in);
	if (s->self && brain->close)
		brain->close(s->self);
	nu_pages_free(s->pages);
	nu_arena_free(&s->scratch);
	nu_arena_free(&s->keep);
	free(s->in.buf);
	free(s);
	return log->status;
}
