#define _GNU_SOURCE /* O_PATH */
#include "lockin.h"

#if defined(__linux__)

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#endif

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule       445
#define SYS_landlock_restrict_self  446
#endif

/* File rights of Landlock ABI 1: all of them are taken away, some are given back. */
enum { ALL_RIGHTS = (1 << 13) - 1, RIGHT_REFER = 1 << 13, RIGHT_TRUNCATE = 1 << 14 };

static int
landlock_abi(void)
{
	return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

/* Gives `rights` back for what stands at path; what is not there needs none. */
static void
allow(int rules, const char *path, uint64_t rights)
{
	struct landlock_path_beneath_attr rule = {.allowed_access = rights};

	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

/* A state is replaced by a file made beside it: its folder's names may change. */
static void
allow_beside(int rules, const char *path)
{
	const char *slash = strrchr(path, '/');
	char        dir[4096];
	size_t      n = slash ? (size_t)(slash - path) + 1 : 0;

	if (n >= sizeof dir)
		return;
	memcpy(dir, path, n);
	memcpy(dir + n, ".", 2);
	allow(rules, dir, LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE);
}

static bool
landlock(char *const *files, size_t nfiles, const char *state)
{
	struct landlock_ruleset_attr attr = {.handled_access_fs = ALL_RIGHTS};
	int                          abi = landlock_abi(), rules, r;
	uint64_t                     update = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;

	if (abi < 1)
		return false;
	if (abi >= 2)
		attr.handled_access_fs |= RIGHT_REFER;
	if (abi >= 3)
		attr.handled_access_fs |= RIGHT_TRUNCATE;
	rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr.handled_access_fs, 0);
	if (rules < 0)
		return false;
	for (size_t i = 0; i < nfiles; i++)
		allow(rules, files[i], LANDLOCK_ACCESS_FS_READ_FILE);
	if (state) {
		allow(rules, state, update | (attr.handled_access_fs & RIGHT_TRUNCATE));
		allow_beside(rules, state);
	}
#if SANITIZED
	/* The leak checker reads its own process's maps at exit. */
	allow(rules, "/proc", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR);
#endif
	r = (int)syscall(SYS_landlock_restrict_self, rules, 0);
	close(rules);
	return r == 0;
}

static bool
deny_calls(void)
{
#if defined(ARCH)
#define DENY(call)                                                                         \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1),                                 \
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA))
	struct sock_filter code[] = {
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA)),
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#if defined(__x86_64__)
	    /* The x32 calls have numbers of their own: none of them. */
	    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (EPERM & SECCOMP_RET_DATA)),
#endif
	    DENY(socket),
	    DENY(socketpair),
	    DENY(connect),
	    DENY(bind),
	    DENY(execve),
	    DENY(execveat),
	    DENY(io_uring_setup),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
#undef DENY
	struct sock_fprog prog = {sizeof code / sizeof *code, code};

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog, 0, 0) == 0;
#else
	return false;
#endif
}

int
nu_lock_in(char *const *files, size_t nfiles, const char *state)
{
	int got = 0;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return 0;
	if (landlock(files, nfiles, state))
		got |= NU_LANDLOCK;
	if (deny_calls())
		got |= NU_SECCOMP;
	return got;
}

const char *
nu_lock_in_name(void)
{
	bool filter = false;

#if defined(ARCH)
	/* With a NULL program a kernel that knows filters answers EFAULT. */
	filter = prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) != 0 && errno == EFAULT;
#endif
	if (landlock_abi() >= 1)
		return filter ? "landlock seccomp" : "landlock";
	return filter ? "seccomp" : "none";
}

#elif defined(__OpenBSD__)

#include <stdio.h>
#include <unistd.h>

int
nu_lock_in(char *const *files, size_t nfiles, const char *state)
{
	for (size_t i = 0; i < nfiles; i++)
		unveil(files[i], "r");
	if (state) {
		char beside[4096];

		unveil(state, "rwc");
		snprintf(beside, sizeof beside, "%s.new", state);
		unveil(beside, "rwc");
	}
	return pledge(state ? "stdio rpath wpath cpath" : "stdio rpath", NULL) == 0 ? NU_PLEDGE : 0;
}

const char *
nu_lock_in_name(void)
{
	return "pledge unveil";
}

#else

int
nu_lock_in(char *const *files, size_t nfiles, const char *state)
{
	(void)files;
	(void)nfiles;
	(void)state;
	return 0;
}

const char *
nu_lock_in_name(void)
{
	return "none";
}

#endif
