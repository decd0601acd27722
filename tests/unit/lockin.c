/* Behind nu_lock_in() the operands open, and nothing else does. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lockin.h"
#include "unit.h"

static char mine[] = "/tmp/newsutils-lockin-XXXXXX";
static char other[] = "/tmp/newsutils-other-XXXXXX";

static void
locked_child(void)
{
	char  nowhere[] = "/nowhere/at/all";
	char *files[] = {mine, nowhere};
	int   got = nu_lock_in(files, 2, NULL), fd;

	fd = open(mine, O_RDONLY);
	OK(fd >= 0);
	if (got & NU_LANDLOCK) {
		OK(open(other, O_RDONLY) < 0 && errno == EACCES);
		OK(open(mine, O_WRONLY) < 0 && errno == EACCES);
		OK(open("/tmp/newsutils-new-file", O_CREAT | O_WRONLY, 0600) < 0);
		OK(unlink(other) < 0);
	}
	if (got & NU_SECCOMP) {
		OK(socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM);
		OK(socket(AF_UNIX, SOCK_STREAM, 0) < 0 && errno == EPERM);
		execl("/bin/true", "true", (char *)NULL);
		OK(errno == EPERM);
	}
	_exit(unit_end());
}

int
main(void)
{
	int   a = mkstemp(mine), b = mkstemp(other), status = 1;
	pid_t pid;

	if (a < 0 || b < 0)
		return 1;
	pid = fork();
	if (pid == 0)
		locked_child();
	OK(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
	unlink(mine);
	unlink(other);
	return unit_end();
}
