/*
 * fault: fails a program's nth call of one kind.
 *     FAULT=malloc:3 LD_PRELOAD=fault.so prog ...
 * Kinds: malloc (calloc, realloc and their kin too; ENOMEM), open (EMFILE), read (EIO),
 * write (ftruncate, fsync, rename too; ENOSPC), close (EIO; of standard output: what was
 * written is gone). Descriptor 2 is spared, so that messages are seen. FAULT=count:0 counts,
 * and writes at exit `fault: malloc N open N read N write N close N` to descriptor 2.
 *
 * Preloaded it meets the calls of the libraries too. Linked in with -DWRAP and the
 * linker's --wrap it meets our own, and goes together with AddressSanitizer, whose leak
 * checker then tells what a failure has left behind.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum kind { MALLOC, OPEN, READ, WRITE, CLOSE, KINDS, COUNT = KINDS };
static const char *const names[] = {"malloc", "open", "read", "write", "close", "count"};

static int  armed = -1; /* the kind to fail */
static long nth, count[KINDS];

#ifdef WRAP
const char *__lsan_default_suppressions(void);

/*
 * Not ours to give back: what libxml2 holds when it ends in the middle of its own start.
 * Told from here, since behind the lock-in no file can be opened to tell it.
 */
const char *
__lsan_default_suppressions(void)
{
	return "leak:libxml2\n";
}

#define OURS(name)       __wrap_##name
#define NEXT(type, name) __real_##name
void   *__real_malloc(size_t n);
void   *__real_calloc(size_t n, size_t size);
void   *__real_realloc(void *p, size_t n);
int     __real_open(const char *path, int flags, ...);
ssize_t __real_read(int fd, void *buf, size_t n);
ssize_t __real_write(int fd, const void *buf, size_t n);
int     __real_ftruncate(int fd, off_t n);
int     __real_fsync(int fd);
int     __real_rename(const char *from, const char *to);
int     __real_close(int fd);
void   *__wrap_malloc(size_t n);
void   *__wrap_calloc(size_t n, size_t size);
void   *__wrap_realloc(void *p, size_t n);
int     __wrap_open(const char *path, int flags, ...);
ssize_t __wrap_read(int fd, void *buf, size_t n);
ssize_t __wrap_write(int fd, const void *buf, size_t n);
int     __wrap_ftruncate(int fd, off_t n);
int     __wrap_fsync(int fd);
int     __wrap_rename(const char *from, const char *to);
int     __wrap_close(int fd);
#else
#define OURS(name)       name
#define NEXT(type, name) ((type)next_of(#name))
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);
#define __real_malloc  __libc_malloc
#define __real_calloc  __libc_calloc
#define __real_realloc __libc_realloc

static void *
next_of(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}
#endif

__attribute__((constructor)) static void
arm(void)
{
	const char *s = getenv("FAULT"), *colon = s ? strchr(s, ':') : NULL;

	for (int k = 0; colon && k <= COUNT; k++)
		if (strlen(names[k]) == (size_t)(colon - s) && !strncmp(s, names[k], strlen(names[k])))
			armed = k;
	nth = colon ? strtol(colon + 1, NULL, 10) : 0;
}

__attribute__((destructor)) static void
tell(void)
{
	char buf[200];
	int  n, was = armed;

	armed = -1;
	if (was != COUNT)
		return;
	n = snprintf(buf, sizeof buf, "fault: malloc %ld open %ld read %ld write %ld close %ld\n",
	    count[MALLOC], count[OPEN], count[READ], count[WRITE], count[CLOSE]);
	if (NEXT(ssize_t (*)(int, const void *, size_t), write)(2, buf, (size_t)n) < 0)
		_exit(3);
}

/* Is this the call? Then errno is set. */
static int
fails(enum kind k, int error)
{
	if (armed < 0)
		return 0;
	count[k]++;
	if (armed != (int)k || count[k] != nth)
		return 0;
	errno = error;
	return 1;
}

void *
OURS(malloc)(size_t n)
{
	return fails(MALLOC, ENOMEM) ? NULL : __real_malloc(n);
}

void *
OURS(calloc)(size_t n, size_t size)
{
	return fails(MALLOC, ENOMEM) ? NULL : __real_calloc(n, size);
}

void *
OURS(realloc)(void *p, size_t n)
{
	return fails(MALLOC, ENOMEM) ? NULL : __real_realloc(p, n);
}

int
OURS(open)(const char *path, int flags, ...)
{
	va_list ap;
	mode_t  mode;

	va_start(ap, flags);
	mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	return fails(OPEN, EMFILE) ? -1
	                           : NEXT(int (*)(const char *, int, ...), open)(path, flags, mode);
}

ssize_t
OURS(read)(int fd, void *buf, size_t n)
{
	return fails(READ, EIO) ? -1 : NEXT(ssize_t (*)(int, void *, size_t), read)(fd, buf, n);
}

ssize_t
OURS(write)(int fd, const void *buf, size_t n)
{
	return fd != 2 && fails(WRITE, ENOSPC)
	           ? -1
	           : NEXT(ssize_t (*)(int, const void *, size_t), write)(fd, buf, n);
}

int
OURS(ftruncate)(int fd, off_t n)
{
	return fails(WRITE, ENOSPC) ? -1 : NEXT(int (*)(int, off_t), ftruncate)(fd, n);
}

int
OURS(fsync)(int fd)
{
	return fails(WRITE, ENOSPC) ? -1 : NEXT(int (*)(int), fsync)(fd);
}

int
OURS(rename)(const char *from, const char *to)
{
	return fails(WRITE, ENOSPC) ? -1
	                            : NEXT(int (*)(const char *, const char *), rename)(from, to);
}

int
OURS(close)(int fd)
{
	bool fail = fd != 2 && fails(CLOSE, EIO);
	int  r;

	/* What standard output was given is lost then, as where a disk is far away and full. */
	if (fail && fd == 1 && NEXT(int (*)(int, off_t), ftruncate)(fd, 0) != 0)
		_exit(3);
	r = NEXT(int (*)(int), close)(fd);
	if (fail)
		errno = EIO;
	return fail ? -1 : r;
}
