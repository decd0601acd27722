/* nolock: preloaded, a kernel that has neither Landlock nor seccomp. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/prctl.h>
#include <unistd.h>

long
syscall(long number, ...)
{
	(void)number;
	errno = ENOSYS;
	return -1;
}

int
prctl(int option, ...)
{
	(void)option;
	errno = EINVAL;
	return -1;
}
