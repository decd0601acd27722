#include "fresh.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct nu_fresh {
	nu_log     *log;
	const char *file;         /* as the user calls it */
	char       *path, *fresh; /* behind links, and the one to take its place */
	int         fd, dir;      /* of the fresh one, and of the folder */
	bool        failed;       /* a write did */
};

static bool
fail(const nu_fresh *f, const char *why)
{
	nu_log     *log = f->log;
	const char *file = log->file;
	size_t      line = log->line;

	log->file = f->file;
	log->line = 0;
	nu_fail(log, "%s", why);
	log->file = file;
	log->line = line;
	return false;
}

static bool
find_place(nu_fresh *f, nu_arena *keep)
{
	char  *real = realpath(f->file, NULL), *dir, *slash;
	size_t n = strlen(real ? real : f->file);

	f->path = nu_alloc(keep, n + 1);
	f->fresh = nu_alloc(keep, n + 5);
	dir = nu_alloc(keep, n + 1);
	memcpy(f->path, real ? real : f->file, n + 1);
	free(real);
	memcpy(f->fresh, f->path, n);
	memcpy(f->fresh + n, ".new", 5);
	memcpy(dir, f->path, n + 1);
	slash = strrchr(dir, '/');
	if (slash)
		slash[1] = 0;
	f->dir = open(slash ? dir : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return f->dir >= 0 || fail(f, strerror(errno));
}

/* Leaves alone what is not ours. */
static bool
drop(nu_fresh *f, const char *why)
{
	close(f->fd);
	f->fd = -1;
	return fail(f, why);
}

/* Makes the fresh file, or takes what a run that was killed left of it. */
static bool
make(nu_fresh *f)
{
	struct stat mine, there;

	f->fd = open(f->fresh, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
	if (f->fd < 0)
		return fail(f, strerror(errno));
	/* In a folder of many users it may be another's: a pipe, or a second name of some file. */
	if (fstat(f->fd, &mine) != 0 || !S_ISREG(mine.st_mode) || mine.st_nlink != 1)
		return drop(f, "what has its name with .new behind it is no file of its own");
	if (flock(f->fd, LOCK_EX | LOCK_NB) != 0 || stat(f->fresh, &there) != 0 ||
	    mine.st_ino != there.st_ino)
		return drop(f, "in use by another run");
	if (stat(f->path, &there) == 0) {
		if (!S_ISREG(there.st_mode))
			return fail(f, "not a regular file");
		if (fchmod(f->fd, there.st_mode & 07777) != 0)
			return fail(f, strerror(errno));
	} else if (errno != ENOENT) {
		return fail(f, strerror(errno));
	}
	return ftruncate(f->fd, 0) == 0 || fail(f, strerror(errno));
}

/* Lets go of it; what has not taken its place goes. */
static void
give_back(void *fresh)
{
	nu_fresh *f = fresh;

	if (f->fd >= 0) {
		unlink(f->fresh);
		close(f->fd);
	}
	if (f->dir >= 0)
		close(f->dir);
	f->fd = f->dir = -1;
}

nu_fresh *
nu_fresh_open(nu_arena *keep, nu_log *log, const char *file)
{
	nu_fresh *f = NU_NEW(keep, nu_fresh, 1);

	*f = (nu_fresh){.log = log, .file = file, .fd = -1, .dir = -1};
	if (!*file) { /* what would take its place has a name, ".new" */
		fail(f, strerror(ENOENT));
		return NULL;
	}
	nu_goes_with(keep, give_back, f);
	return find_place(f, keep) && make(f) ? f : NULL;
}

const char *
nu_fresh_path(const nu_fresh *f)
{
	return f->path;
}

bool
nu_fresh_write(nu_fresh *f, nu_str bytes)
{
	for (size_t at = 0; !f->failed && at < bytes.n;) {
		ssize_t put = write(f->fd, bytes.p + at, bytes.n - at);

		if (put > 0)
			at += (size_t)put;
		else if (put == 0 || errno != EINTR)
			f->failed = !fail(f, strerror(errno));
	}
	return !f->failed;
}

void
nu_fresh_close(nu_fresh *f)
{
	if (f->fd >= 0 && !f->failed && f->log->status < 2) {
		if (fsync(f->fd) != 0 || rename(f->fresh, f->path) != 0) {
			fail(f, strerror(errno));
		} else {
			fsync(f->dir); /* some file systems cannot: the name is there all the same */
			close(f->fd);
			f->fd = -1;
		}
	}
	give_back(f);
}
