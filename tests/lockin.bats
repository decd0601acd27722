# Promise 11. That nothing else opens behind the lock-in is tests/unit/lockin.c's to show;
# here: it is there in every program, costs no operand, and is not missed where it cannot be.
load helpers

plain_build() {
	! sanitized "$top/bin/nsplit" || skip "a sanitized program makes system calls of its own"
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

@test "behind the lock no program reaches another file, a socket or another program" {
	plain_build
	nsplit --version | grep -q 'landlock seccomp' || skip "the kernel has not both"
	(cd "$pages" && nstrip -a ./beacon-bees.txt | nsplit -q) >in.rec
	njson in.rec >in.json
	cp "$pages/beacon-bees.txt" page.txt
	# In a folder of their own: what stands beside a state may be removed, not read.
	mkdir state
	nents -x --state state/names in.rec >/dev/null
	nsim -r --story --state state/copies in.rec >/dev/null
	n=0
	while read -r in f; do
		PROBE=lock PROBE_OPERAND=$in LD_PRELOAD=$top/build/probe.so $f - "$in" <"$in" >out 2>err ||
		    { echo "$f"; cat err; false; }
		grep -qx 'probe: held' err || { echo "$f"; cat err; false; }
		[ -s out ]
		n=$((n + 1))
	done <<-END
		page.txt nstrip -a
		page.txt nstrip --seen state/seen
		page.txt nstrip -m $top/lib/data/models/strip.text
		in.rec nsplit -qw
		page.txt nsplit -T -m $top/lib/data/models/split.bin
		in.rec ndate -d 2024-03-14
		in.rec nents -x --state state/names
		in.rec nents -m $top/lib/data/models/ents.bin
		in.rec nsim -r --story --state state/copies
		in.rec njson
		in.json njson -r
	END
	[ $n -eq 11 ]
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
