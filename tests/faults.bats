# Promise 9. The nth malloc, open, read, write and close fail, for every n: status 2 and a
# message, or the same output as ever; no run that fails in silence, no state file that is
# half-written in silence. A plain build has fault.so preloaded, which meets the libraries'
# calls too; a sanitized one has it linked in, and must not leak.
load helpers

# Where each fault takes a run of its own: so many of a kind; beyond, they are spread evenly
# (make faults: all).
most=${FAULTS:-60}

# faulty FAULT PROGRAM ARG...: with that fault.
faulty() {
	local fault=$1 prog=$2
	shift 2
	if [ -x "$top/build/faulty/$prog" ]; then
		FAULT=$fault ASAN_OPTIONS=exitcode=23 LSAN_OPTIONS=print_suppressions=0 \
		    "$top/build/faulty/$prog" "$@"
	else
		FAULT=$fault LD_PRELOAD=$top/build/fault.so "$prog" "$@"
	fi
}

# What a run leaves behind it: output, and the state file when there is one.
left() {
	cat "$1"
	if [ -n "$state" ]; then cat state; fi
}

# Before each run the state is as it was.
restore() {
	if [ -n "$state" ]; then cp "$state" state; fi
}

# one KIND N PROGRAM ARG...: a fault, and what became of it.
one() {
	local kind=$1 n=$2 s=0
	shift 2
	restore
	faulty "$kind:$n" "$@" <"$input" >out 2>err || s=$?
	injected=$((injected + 1))
	if [ $s -eq "$status_wanted" ] && left out | cmp -s want -; then
		return 0 # a library did without: then nothing is missing
	fi
	[ $s -eq 2 ] || { echo "$*: $kind $n: status $s"; head -n 30 err; return 1; }
	grep -q "^$1: " err || { echo "$*: $kind $n: no message"; cat err; return 1; }
	# What is left of a state is refused, or read; never a crash.
	if [ -n "$state" ]; then
		"$@" </dev/null >/dev/null 2>err || [ $? -eq 2 ] || { echo "$*: $kind $n: the state"; return 1; }
	fi
}

# each KIND PROGRAM ARG...: every fault of the kind, in one run that forks at each.
each() {
	local kind=$1 n s=0
	shift
	: >out
	: >err
	FAULT_WANT=want FAULT_STATUS=$status_wanted faulty "$kind:each" "$@" \
	    <"$input" 1<>out 2<>err 9>report || s=$?
	[ $s -eq "$status_wanted" ] || { echo "$*: $kind: status $s"; cat report err; return 1; }
	read -r _ n _ s < <(grep '^faults ' report)
	injected=$((injected + n))
	[ "$s" -eq 0 ] || { echo "$*:"; cat report; return 1; }
}

# inject PROGRAM ARG...: every fault in its run, with input from $input. Where $state names
# a file, `state` begins as its copy.
inject() {
	local counts kind max n step
	status_wanted=0
	restore
	faulty count:0 "$@" <"$input" >out 2>counts || status_wanted=$?
	[ "$status_wanted" -le 1 ] || { cat counts; return 1; }
	left out >want
	for kind in malloc open read write close; do
		max=$(grep '^fault:' counts | grep -oE "$kind [0-9]+" | cut -d' ' -f2)
		# A leak checker that cannot open /proc behind the lock-in says nothing.
		[ "$kind" != open ] || [ -z "$sanitized" ] || continue
		[ "$kind" = open ] || [ "$max" -ge 1 ] || { echo "$1 makes no $kind"; return 1; }
		# Every one of them: but what is done to a state cannot be undone, and to train takes long.
		if [ -z "$state" ] && { [ "$1" != ntrain ] || [ -n "${FAULTS:-}" ]; }; then
			each $kind "$@"
			continue
		fi
		step=$((max / most + 1))
		n=1
		while [ "$n" -le "$max" ]; do
			one $kind $n "$@"
			# The first and the last of a kind are met for certain.
			n=$((n < max && n + step > max ? max : n + step))
		done
	done
}

begin() {
	injected=0 state=
	sanitized=
	[ ! -x "$top/build/faulty/nsplit" ] || sanitized=1
	[ -z "$sanitized" ] || [ -n "${FAULTS:-}" ] || most=12
	(cd "$pages" && nstrip -a ./beacon-bees.txt ./beacon-lake.txt | nsplit -q) >in.rec
	input=in.rec
}

end() {
	local least=$1

	[ -z "$sanitized" ] || least=$((least / 3)) # it injects fewer of a kind, and not all kinds
	echo "# $injected faults injected" >&3
	[ "$injected" -gt "$least" ]
}

@test "faults in nstrip: text, html, WARC, NDJSON, gzip, encodings, patterns, a model" {
	begin
	input=$pages/beacon-bees.txt
	inject nstrip -a
	inject nstrip -a -E ISO-8859-1 -e '^Read' -k '^The'
	input=$pages/ledger-lake.html
	inject nstrip -f html
	input=$pages/crawl.warc
	inject nstrip -f warc
	gzip -c "$pages/feed.ndjson" >feed.gz
	input=feed.gz
	inject nstrip -m "$top/lib/data/models/strip.text"
	end 100
}

@test "faults in nsplit, ndate, nents" {
	begin
	printf 'approx.\n' >abbrev
	printf './beacon-bees.txt\t2024-03-14\n' >table
	printf 'UN\tUnited Nations\n' >aliases
	inject nsplit -qw --abbrev abbrev
	inject ndate -d 2024-03-14 -D table
	inject nents -x -a aliases
	inject nents -m "$top/lib/data/models/ents.bin"
	input=$pages/beacon-bees.txt
	inject nsplit -qT -m "$top/lib/data/models/split.bin"
	end 100
}

@test "faults in nsim: copies, passages, stories and the stages" {
	begin
	inject nsim -r --story
	inject nsim -u --jaccard --all
	inject nsim --sketch
	(cd "$pages" && nstrip ./*-ferry.txt) | nsim --sketch | LC_ALL=C sort >in.sketch
	input=in.sketch
	inject nsim --pair
	nsim --pair in.sketch | LC_ALL=C sort >in.pairs
	input=in.pairs
	inject nsim --link
	end 60
}

@test "faults in njson, there and back" {
	begin
	inject njson
	inject njson -l --chars
	njson in.rec >in.json
	input=in.json
	inject njson -r
	njson -l in.rec >in.json
	inject njson -r
	end 30
}

@test "faults in ntrain" {
	begin
	inject ntrain split -e 1
	input=/dev/null
	printf '1\tann moe\n2\tacme\n' >gaz
	awk 'BEGIN { for (i = 0; i < 40; i++) print "word" i "\t" i "\t" i "\t" i % 16 }' >clusters
	nents in.rec >gold
	inject ntrain ents -g gaz -c clusters -e 1 --runs 1 --rows 64 --filter 10 gold
	nstrip -a "$pages/beacon-bees.txt" >labels
	inject ntrain strip --trees 2 --depth 2 -l labels "$pages/beacon-bees.txt"
	end 30
}

@test "faults around state files: old, or new, or an error" {
	begin
	nsim --sample 64 --state old.sim in.rec >/dev/null
	nents -x --state old.ents in.rec >/dev/null
	(cd "$pages" && nstrip -a ./beacon-live.txt) >new.rec
	input=new.rec
	state=old.sim
	inject nsim --sample 64 --state state
	state=old.ents
	inject nents -x --state state
	end 40
}
