#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "input_gzip.h"

enum { FIRST = 128 * 1024 };

bool
nu_input_open(nu_input *in, const char *name)
{
	struct stat st;

	in->at = in->n = 0;
	in->eof = in->told = false;
	in->log->file = name;
	in->log->line = 0;
	in->fd = strcmp(name, "-") ? open(name, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	if (in->fd < 0) {
		int why = errno;

		/* Of a directory the lock-in says that it may not be opened. */
		nu_fail(in->log, "%s", strerror(stat(name, &st) == 0 && S_ISDIR(st.st_mode) ? EISDIR : why));
		return false;
	}
	in->plain = false;
	if (fstat(in->fd, &st) != 0)
		return true;
	in->plain = S_ISREG(st.st_mode);
	if (S_ISDIR(st.st_mode)) {
		nu_fail(in->log, "%s", strerror(EISDIR));
		nu_input_close(in);
		return false;
	}
	return true;
}

/* Makes room for a read: moves the unread bytes to the front, then grows. */
static void
make_room(nu_input *in)
{
	size_t cap = in->cap ? in->cap * 2 : FIRST;
	char  *p;

	if (in->at > 0) {
		memmove(in->buf, in->buf + in->at, in->n - in->at);
		in->n -= in->at;
		in->at = 0;
	}
	if (in->cap - in->n >= FIRST / 2)
		return;
	p = realloc(in->buf, cap);
	if (!p)
		longjmp(*in->oom, 1);
	in->buf = p;
	in->cap = cap;
}

static void
measure(nu_input *in)
{
	char *const *files = in->files;
	struct stat  st;
	uint64_t     sum = 0;

	in->files = NULL;
	for (size_t i = 0; i < in->nfiles; i++) {
		int r = strcmp(files[i], "-") ? stat(files[i], &st) : fstat(STDIN_FILENO, &st);

		if (r || !S_ISREG(st.st_mode))
			return;
		sum += (uint64_t)st.st_size;
	}
	in->total = sum;
}

/* As read(2), into `to`, past signals; 0 at the end or after an error (told). */
static size_t
read_raw(nu_input *in, char *to, size_t room)
{
	ssize_t r;

	if (in->read_max && room > in->read_max)
		room = in->read_max;
	if (!in->plain)
		in->before_read(in->ctx);
	do {
		in->log->tick(in->log->ctx, in->done, in->total, in->docs);
		if (in->files && !in->log->unwatched) {
			measure(in);
			in->log->tick(in->log->ctx, in->done, in->total, in->docs);
		}
		r = read(in->fd, to, room);
	} while (r < 0 && errno == EINTR);
	if (r < 0) {
		nu_fail(in->log, "%s", strerror(errno));
		return 0;
	}
	in->done += (uint64_t)r;
	return (size_t)r;
}

static size_t
packed(void *in, char *to, size_t room)
{
	return read_raw(in, to, room);
}

bool
nu_input_more(nu_input *in)
{
	size_t n, room, before = in->n - in->at;

	if (in->eof)
		return false;
	if (in->cap - in->n < FIRST / 2)
		make_room(in);
	do {
		/* One byte stays spare: a last line without LF gets one there. */
		room = in->cap - in->n - 1;
		if (in->gzip)
			n = nu_gzip_read(in->gzip, in->buf + in->n, room);
		else
			n = read_raw(in, in->buf + in->n, in->told || room < FIRST / 4 ? room : FIRST / 4);
		in->n += n;
		in->eof = n == 0;
		/* Two bytes tell gzip; a first byte that cannot begin it is enough. */
		if (!in->told && !in->eof && (in->n > 1 || in->buf[0] != '\x1F')) {
			in->told = true;
			if (in->n > 1 && memcmp(in->buf, "\x1F\x8B", 2) == 0) {
				in->gzip = nu_gzip_new(packed, in, in->log, in->oom, (nu_str){in->buf, in->n});
				in->n = 0;
			}
		}
	} while (!in->eof && (!in->told || (in->gzip && in->n - in->at == before)));
	return in->n - in->at > before;
}

void
nu_input_close(nu_input *in)
{
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	in->fd = -1;
	nu_gzip_free(in->gzip);
	in->gzip = NULL;
}

void
nu_input_give_back(void *what)
{
	nu_input *in = what;

	nu_input_close(in);
	free(in->buf);
	in->buf = NULL;
}

static void
no_flush(void *ctx)
{
	(void)ctx; /* nothing has been written yet */
}

nu_input *
nu_input_new(nu_arena *keep, nu_log *log)
{
	nu_input *in = NU_NEW(keep, nu_input, 1);

	nu_goes_with(keep, nu_input_give_back, in);
	in->log = log;
	in->oom = keep->oom;
	in->before_read = no_flush;
	in->fd = -1;
	return in;
}

bool
nu_input_whole(nu_arena *keep, nu_log *log, const char *name, nu_str *out)
{
	nu_input *in = nu_input_new(keep, log);

	if (!nu_input_open(in, name))
		return false;
	while (nu_input_more(in))
		if (in->n - in->at > NU_WHOLE_MAX) {
			nu_fail(log, "larger than %d MB", NU_WHOLE_MAX >> 20);
			break;
		}
	*out = nu_copy(keep, (nu_str){in->buf + in->at, in->n - in->at});
	nu_input_give_back(in);
	log->file = NULL;
	return !(log->status & 2);
}

void
nu_input_measure(nu_input *in, char *const *files, size_t nfiles)
{
	in->files = files;
	in->nfiles = nfiles;
	if (!in->log->unwatched)
		measure(in);
}
