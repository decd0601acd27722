# The nth malloc, read, write and close fail, for every n: status 2, one clear line, and
# no run that fails in silence.
load helpers

# inject PROGRAM ARG...: every fault in its run, with input from $input.
inject() {
	FAULT=count:0 LD_PRELOAD=$top/build/fault.so "$@" <"$input" >want 2>counts
	set -- "$(grep '^fault:' counts)" "$@"
	local counts=$1 kind n max s
	shift
	for kind in malloc read write close; do
		max=$(echo "$counts" | grep -oE "$kind [0-9]+" | cut -d' ' -f2)
		[ "$kind" = malloc ] || [ "$max" -ge 1 ] || { echo "$1 makes no $kind"; return 1; }
		# A thousand of a kind are enough: beyond, every seventh.
		n=1
		while [ "$n" -le "$max" ]; do
			s=0
			FAULT=$kind:$n LD_PRELOAD=$top/build/fault.so "$@" <"$input" >out 2>err || s=$?
			injected=$((injected + 1))
			if [ $s -eq 0 ]; then
				# Survived (a library did without): then with nothing missing.
				cmp -s want out || { echo "$*: $kind $n: status 0, but other output"; return 1; }
			else
				[ $s -eq 2 ] || { echo "$*: $kind $n: status $s"; cat err; return 1; }
				[ "$(wc -l <err)" -ge 1 ] || { echo "$*: $kind $n: no message"; return 1; }
				grep -q "^$(basename "$1"): " err
			fi
			n=$((n < 1000 ? n + 1 : n + 7))
		done
	done
}

@test "every nth malloc, read, write and close that fails is met" {
	[ -z "$(ldd "$top/bin/nsplit" | grep -E 'asan|ubsan' || true)" ] || skip "the sanitizer has its own malloc"
	injected=0
	(cd "$pages" && nstrip -a ./courier-ferry.txt ./beacon-bees.txt | nsplit -q) >in.rec
	input=$pages/courier-ferry.txt
	inject nstrip -a
	inject nsplit -qT
	input=in.rec
	inject nsplit -qw
	inject ndate -d 2024-03-14
	inject nents
	inject nsim -r --story
	echo "# $injected faults injected" >&3
	[ "$injected" -gt 100 ]
}
