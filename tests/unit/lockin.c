/* Behind nu_lock_in() the operands open, and nothing else does. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif
#include <sys/wait.h>
#include <unistd.h>

#include "lockin.h"
#include "unit.h"

static char mine[] = "/tmp/newsutils-lockin-XXXXXX";
static char other[] = "/tmp/newsutils-other-XXXXXX";

/* Calls that seccomp forbids: EPERM, whatever else would be wrong with them. */
static void
no_calls(void)
{
	static char true_[] = "true", *words[] = {true_, NULL}, *none[] = {NULL};
	int         pair[2];

	OK(socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM);
	OK(socket(AF_UNIX, SOCK_STREAM, 0) < 0 && errno == EPERM);
	OK(socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0 && errno == EPERM);
	OK(connect(-1, NULL, 0) < 0 && errno == EPERM);
	OK(bind(-1, NULL, 0) < 0 && errno == EPERM);
	OK(execve("/bin/true", words, none) < 0 && errno == EPERM);
#if defined(__linux__)
	OK(syscall(SYS_execveat, -1, "/bin/true", words, none, 0) < 0 && errno == EPERM);
	OK(syscall(SYS_io_uring_setup, 1, NULL) < 0 && errno == EPERM);
#endif
}

/* `state`: mine is the state, else an operand. */
static void
locked_child(bool state)
{
	char        nowhere[] = "/nowhere/at/all";
	char       *files[] = {mine, nowhere};
	const char *can = nu_lock_in_name();
	int         got = nu_lock_in(files, state ? 0 : 2, state ? mine : NULL);

	/* What there is, is used. */
	OK(!strstr(can, "landlock") == !(got & NU_LANDLOCK));
	OK(!strstr(can, "seccomp") == !(got & NU_SECCOMP));
	OK(open(mine, O_RDONLY) >= 0);
	if (state)
		OK(open(mine, O_RDWR) >= 0);
	if (got & NU_LANDLOCK) {
		OK(open(other, O_RDONLY) < 0 && errno == EACCES);
		OK(open(other, O_WRONLY) < 0 && errno == EACCES);
		OK(open("/", O_RDONLY) < 0 && errno == EACCES);
	}
	if (got & NU_LANDLOCK && !state) {
		OK(open(mine, O_WRONLY) < 0 && errno == EACCES);
		OK(open("/tmp/newsutils-new-file", O_CREAT | O_WRONLY, 0600) < 0);
		OK(unlink(other) < 0);
	}
	if (got & NU_SECCOMP)
		no_calls();
	_exit(unit_end());
}

static void
locked(bool state)
{
	int   status = 1;
	pid_t pid = fork();

	if (pid == 0)
		locked_child(state);
	OK(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int
main(void)
{
	int a = mkstemp(mine), b = mkstemp(other);

	if (a < 0 || b < 0)
		return 1;
	locked(false);
	locked(true);
	unlink(mine);
	unlink(other);
	return unit_end();
}
