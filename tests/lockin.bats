# Promise 11. That nothing else opens behind the lock-in is tests/unit/lockin.c's to show;
# here: it is there in every program, costs no operand, and is not missed where it cannot be.
load helpers

plain_build() {
	! ldd "$top/bin/nsplit" | grep -q -e asan -e ubsan || skip "a sanitized program makes system calls of its own"
}

@test "--version names what holds a filter" {
	for f in "$top"/bin/*; do
		"$f" --version | grep -qE '^lock-in: (landlock seccomp|landlock|seccomp|pledge unveil|none)$'
	done
}

@test "a running filter is under seccomp's filter and may gain no rights" {
	plain_build
	nsplit --version | grep -q seccomp || skip "the kernel has none"
	for f in "nstrip" "nsplit -T" "ndate -T" "nents -T" "nsim -T" "njson -T" "njson -r"; do
		mkfifo pipe
		$f - <pipe >out 2>&1 &
		exec 9>pipe
		# By the first byte that it reads it is locked in.
		for i in $(seq 100); do
			grep -q '^Seccomp:[[:space:]]2$' /proc/$!/status && break
			sleep 0.05
		done
		grep -q '^Seccomp:[[:space:]]2$' /proc/$!/status || { echo "$f"; false; }
		grep -q '^NoNewPrivs:[[:space:]]1$' /proc/$!/status
		exec 9>&-
		wait
		rm pipe
	done
}

@test "50,000 operands, and each is read" {
	mkdir many
	(cd many && seq 50000 | sed 's/$/ boats went out./' | split -a 4 -l 1 -)
	(cd many && echo * | xargs -n 60000 nsplit -oT) >out
	[ "$(wc -l <out)" -eq 50000 ]
	[ "$(cut -f7 out | LC_ALL=C sort -u | wc -l)" -eq 50000 ]
}

@test "where the kernel has neither, all works and --version says so" {
	plain_build
	(cd "$pages" && nstrip -a ./*.txt | nsplit -q) >in.rec
	export nolock=$top/build/nolock.so
	LD_PRELOAD=$nolock nsplit --version | grep -qx 'lock-in: none'
	for f in "nsplit -qw" "ndate -d 2024-03-14" "nents -x" "nsim -r --story" "njson"; do
		$f in.rec >want
		LD_PRELOAD=$nolock $f in.rec | cmp - want
	done
	nsim --state with in.rec >want
	LD_PRELOAD=$nolock nsim --state without in.rec | cmp - want
	cmp with without
	LD_PRELOAD=$nolock nstrip -a "$pages/courier-ferry.html" | cmp - <(nstrip -a "$pages/courier-ferry.html")
}
