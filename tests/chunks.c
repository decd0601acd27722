/*
 * chunks N FILE COMMAND [ARG...]: runs COMMAND with FILE on its standard input, N bytes
 * to a read: the pipe is in packet mode where the system has it, so that no two writes
 * are met by one read. Exits as COMMAND does.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef O_DIRECT
#define O_DIRECT 0
#endif

static int
feed(int fd, FILE *f, size_t n)
{
	char  *buf = malloc(n);
	size_t k;

	while (buf && (k = fread(buf, 1, n, f)) > 0)
		if (write(fd, buf, k) != (ssize_t)k) {
			perror("chunks: write");
			free(buf);
			return 2;
		}
	free(buf);
	return 0;
}

int
main(int argc, char **argv)
{
	int   p[2], status, r;
	FILE *f;
	pid_t pid;

	f = argc < 4 ? NULL : fopen(argv[2], "rb");
	if (!f) {
		fprintf(stderr, "usage: chunks N FILE COMMAND [ARG...]\n");
		return 2;
	}
	if (pipe2(p, O_DIRECT | O_CLOEXEC) < 0 && pipe2(p, O_CLOEXEC) < 0) {
		perror("chunks: pipe");
		fclose(f);
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	pid = fork();
	if (pid == 0) {
		dup2(p[0], 0);
		signal(SIGPIPE, SIG_DFL);
		execvp(argv[3], argv + 3);
		perror(argv[3]);
		_exit(127);
	}
	close(p[0]);
	r = feed(p[1], f, strtoul(argv[1], NULL, 10));
	close(p[1]);
	fclose(f);
	waitpid(pid, &status, 0);
	return r ? r : WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}
