/*
 * fault: preloaded into a program, fails its nth call of one kind.
 *     FAULT=malloc:3 LD_PRELOAD=fault.so prog ...
 * Kinds: malloc (calloc and realloc too), read, write (to descriptor 1 only, ENOSPC),
 * close (descriptor 1 only, EIO). FAULT=count:0 counts, and writes at exit
 * `fault: malloc N read N write N close N` to descriptor 2.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

enum kind { MALLOC, READ, WRITE, CLOSE, KINDS, COUNT = KINDS };
static const char *const names[] = {"malloc", "read", "write", "close", "count"};

static int  armed = -1; /* the kind to fail */
static long nth, count[KINDS];

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
	int  n;

	if (armed != COUNT)
		return;
	n = snprintf(buf, sizeof buf, "fault: malloc %ld read %ld write %ld close %ld\n", count[MALLOC],
	    count[READ], count[WRITE], count[CLOSE]);
	if (write(2, buf, (size_t)n) < 0)
		_exit(3);
}

static int
fails(enum kind k)
{
	if (armed < 0)
		return 0;
	count[k]++;
	return armed == (int)k && count[k] == nth;
}

void *
malloc(size_t n)
{
	if (!fails(MALLOC))
		return __libc_malloc(n);
	errno = ENOMEM;
	return NULL;
}

void *
calloc(size_t n, size_t size)
{
	if (!fails(MALLOC))
		return __libc_calloc(n, size);
	errno = ENOMEM;
	return NULL;
}

void *
realloc(void *p, size_t n)
{
	if (!fails(MALLOC))
		return __libc_realloc(p, n);
	errno = ENOMEM;
	return NULL;
}

ssize_t
read(int fd, void *buf, size_t n)
{
	static ssize_t (*next)(int, void *, size_t);

	if (!next)
		*(void **)&next = dlsym(RTLD_NEXT, "read");
	if (!fails(READ))
		return next(fd, buf, n);
	errno = EIO;
	return -1;
}

ssize_t
write(int fd, const void *buf, size_t n)
{
	static ssize_t (*next)(int, const void *, size_t);

	if (!next)
		*(void **)&next = dlsym(RTLD_NEXT, "write");
	if (fd != 1 || !fails(WRITE))
		return next(fd, buf, n);
	errno = ENOSPC;
	return -1;
}

int
close(int fd)
{
	static int (*next)(int);

	if (!next)
		*(void **)&next = dlsym(RTLD_NEXT, "close");
	if (fd != 1 || !fails(CLOSE))
		return next(fd);
	next(fd);
	errno = EIO;
	return -1;
}
