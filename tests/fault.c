/*
 * fault: fails a program's nth call of one kind.
 *     FAULT=malloc:3 LD_PRELOAD=fault.so prog ...
 * Kinds: malloc (calloc, realloc and their kin too; ENOMEM), open (EMFILE), read (EIO),
 * write (ftruncate, fsync, rename too; ENOSPC), close (EIO; of standard output: what was
 * written is gone). Descriptor 2 is spared, so that messages are seen. FAULT=count:0 counts,
 * and writes at exit `fault: malloc N open N read N write N close N` to descriptor 2.
 *
 * FAULT=malloc:each fails every call of the kind in one run: at each the process forks, the
 * call fails in the child, and the parent waits for what becomes of it, puts back what both
 * share (what is in descriptors 1 and 2, which must be files open to read and write, and
 * where files are read) and goes on without a fault. A child may end with status FAULT_STATUS
 * and what FAULT_WANT holds on descriptor 1, or with status 2 and a message; all else is told
 * on descriptor 9, and at exit `faults N failed M`. What a program does to other files cannot
 * be put back.
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
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EACH = -1, FILES = 64, REPORT = 9, OUT = 101, ERR = 102, MOST = 16 << 20, SECONDS = 120 };
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

/* ------------------------------------------------------------------------- every call */

/* Descriptors 1 and 2 as they were before a child, and what a good run leaves on 1. */
static struct kept {
	char  *p;
	size_t n;
} out, err, want, got;
static long failed;

static void *
room(void)
{
	void *p = mmap(NULL, MOST, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		_exit(3);
	return p;
}

static void
keep(int fd, struct kept *k)
{
	ssize_t n = pread(fd, k->p, MOST, 0);

	k->n = n > 0 ? (size_t)n : 0;
}

static void
put_back(int fd, const struct kept *k)
{
	if (pwrite(fd, k->p, k->n, 0) != (ssize_t)k->n ||
	    NEXT(int (*)(int, off_t), ftruncate)(fd, (off_t)k->n) != 0)
		_exit(3);
}

static void
begin_each(void)
{
	const char *path = getenv("FAULT_WANT");
	int         fd = path ? NEXT(int (*)(const char *, int, ...), open)(path, O_RDONLY) : -1;

	if (fd < 0)
		_exit(3);
	/* The program closes its own. */
	if (dup2(1, OUT) < 0 || dup2(2, ERR) < 0)
		_exit(3);
	out.p = room();
	err.p = room();
	want.p = room();
	got.p = room();
	keep(fd, &want);
	NEXT(int (*)(int), close)(fd);
}

__attribute__((format(printf, 1, 2))) static void
report(const char *form, ...)
{
	char    buf[500];
	va_list ap;
	int     n;

	va_start(ap, form);
	n = vsnprintf(buf, sizeof buf, form, ap);
	va_end(ap);
	if (n >= (int)sizeof buf)
		n = sizeof buf - 1;
	if (NEXT(ssize_t (*)(int, const void *, size_t), write)(REPORT, buf, (size_t)n) < 0)
		_exit(3);
}

/* Is there a line that begins as the program's messages do? */
static bool
has_message(char *s, size_t n)
{
	const char *prog = program_invocation_short_name, *at = s;
	size_t      k = strlen(prog);

	s[n < MOST ? n : MOST - 1] = 0;
	while (at && !(strncmp(at, prog, k) == 0 && at[k] == ':' && at[k + 1] == ' '))
		at = (at = strchr(at, '\n')) ? at + 1 : NULL;
	return at;
}

/* What became of the child whose call of that kind failed? */
static void
judge(enum kind k, int status)
{
	const char *good = getenv("FAULT_STATUS");

	keep(OUT, &got);
	if (WIFEXITED(status) && WEXITSTATUS(status) == (good ? atoi(good) : 0) && got.n == want.n &&
	    memcmp(got.p, want.p, got.n) == 0)
		return;
	keep(ERR, &got);
	if (has_message(got.p, got.n) && WIFEXITED(status) && WEXITSTATUS(status) == 2)
		return;
	failed++;
	report("%s: %s %ld: status %#x: %.300s\n", program_invocation_short_name, names[k], count[k],
	    (unsigned)status, got.p);
}

/* Forks; true in the child, whose call fails. */
static bool
in_child(enum kind k)
{
	off_t at[FILES];
	int   status = 0;
	pid_t pid;

	for (int fd = 0; fd < FILES; fd++)
		at[fd] = fd == REPORT ? -1 : lseek(fd, 0, SEEK_CUR);
	keep(OUT, &out);
	keep(ERR, &err);
	pid = fork();
	if (pid < 0)
		_exit(3);
	if (pid == 0) {
		armed = -1;
		alarm(SECONDS);
		return true;
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	judge(k, status);
	put_back(OUT, &out);
	put_back(ERR, &err);
	for (int fd = 0; fd < FILES; fd++)
		if (at[fd] >= 0)
			lseek(fd, at[fd], SEEK_SET);
	return false;
}

__attribute__((constructor)) static void
arm(void)
{
	const char *s = getenv("FAULT"), *colon = s ? strchr(s, ':') : NULL;

	for (int k = 0; colon && k <= COUNT; k++)
		if (strlen(names[k]) == (size_t)(colon - s) && !strncmp(s, names[k], strlen(names[k])))
			armed = k;
	nth = !colon ? 0 : strcmp(colon + 1, "each") ? strtol(colon + 1, NULL, 10) : EACH;
	if (nth == EACH)
		begin_each();
}

__attribute__((destructor)) static void
tell(void)
{
	char buf[200];
	int  n, was = armed;

	armed = -1;
	if (nth == EACH && was >= 0)
		report("faults %ld failed %ld\n", count[was], failed);
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
	if (armed != (int)k || (nth == EACH ? !in_child(k) : count[k] != nth))
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
