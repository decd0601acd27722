#!/bin/sh
# fuzz.sh SECONDS [TARGET...]: builds each target (all by default) with clang's libFuzzer, AddressSanitizer
# and UndefinedBehaviorSanitizer, and runs it so many seconds over its corpus
# (tests/fuzz/corpus/TARGET, the sample pages, and what earlier runs found). Findings are
# left in build/fuzz/, or in FUZZ_DIR, and named; exit 1. With 0 seconds it only builds; with
# the word "corpus" for them, it runs the corpus alone, the same each time.
#
# With LEDGER=FILE a line is added there for each target: target, CPU seconds, inputs, the
# commit, and what came of it; and what the file holds of each target is added up.
set -eu
cd "$(dirname "$0")/../.."
seconds=$1
shift
limit=-max_total_time=$seconds
[ "$seconds" != corpus ] || limit=-runs=0
[ $# -gt 0 ] || set -- record page-text page-html page-warc page-json split date ents sim stage \
    json model state table train
dir=${FUZZ_DIR:-build/fuzz}
libs="libutf8proc libpcre2-8 zlib jansson libxml-2.0"
flags="-std=c11 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -Ilib -O1 -gline-tables-only $(pkg-config --cflags $libs)"
flags="$flags -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)

# stale SOURCE OBJECT: is it newer, or a header that it may name?
stale() {
	[ ! -f "$2" ] || [ -n "$(find "$1" lib "$(dirname "$1")" -maxdepth 1 \( -path "$1" -o -name '*.h' \) -newer "$2")" ]
}

# spent BEFORE AFTER: CPU seconds between two outputs of times(1p), of what this shell began.
spent() {
	tail -q -n 1 "$1" "$2" | tr ms '  ' | awk '{ t = $1 * 60 + $2 + $3 * 60 + $4 - t } END { printf "%d", t + .5 }'
}

# enter TARGET SECONDS INPUTS RESULT: a line in the ledger.
enter() {
	[ -n "${LEDGER:-}" ] || return 0
	[ -s "$LEDGER" ] || printf '# target\tCPU seconds\tinputs\tcommit\tresult\n' >"$LEDGER"
	printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "${3:-0}" "$(git rev-parse --short HEAD 2>/dev/null || echo .)" "$4" >>"$LEDGER"
}

# How a target is built: its source, and what it is told.
source_of() {
	case $1 in
	page-*) echo "page.c -DFORMAT=${1#page-}" ;;
	split | date | ents | sim) echo "filter.c -DTARGET_$(echo "$1" | tr a-z A-Z)" ;;
	*) echo "$1.c" ;;
	esac
}

# seed NAME BYTES: standard input as an input of the corpus, behind option bytes.
seed() {
	{ printf "$2"; cat; } >"$corpus/$1"
}

# What a target starts from, besides its own corpus.
seeds() {
	for p in tests/pages/*; do
		name=$(basename "$p")
		case $1:$name in
		page-text:*.txt | page-html:*.html | page-warc:*.warc | page-json:*.ndjson)
			seed "$name" '\000\001\200' <"$p" ;;
		split:*.txt | date:*.txt | ents:*.txt | sim:*.txt)
			seed "$name" '\000\003\200' <"$p"
			bin/nstrip -a "$p" | bin/nsplit -q | seed "rec-$name" '\001\003\200' ;;
		json:*.txt)
			seed "$name" '\000\003\000' <"$p"
			bin/nstrip "$p" | seed "rec-$name" '\001\000\000'
			bin/nstrip "$p" | bin/njson | seed "json-$name" '\001\200\000'
			bin/nstrip "$p" | bin/njson -l --chars | seed "fact-$name" '\001\200\000' ;;
		record:*.txt)
			bin/nstrip -a "$p" | bin/nsplit -q | bin/ndate 2>/dev/null | seed "$name" '' ;;
		esac
	done
	[ "$1" != model ] || models
	[ "$1" != state ] || states
	[ "$1" != stage ] || stages
	[ "$1" != table ] || tables
	[ "$1" != train ] || lessons
}

# Models as small as they can be.
models() {
	{
		printf 'NUENTS\n\000\001\000\000\000\001\000\000\000\021\000\000\000\000\000\200\077'
		head -c 8 /dev/zero
		printf '0000\003\000\000\000'
		head -c 35116 /dev/zero
	} | seed ents '\200'
	{
		printf 'NUSPLIT1\004\000\000\000\010\000\000\0000000'
		head -c 44 /dev/zero
		printf '\001\002\003\004\005'
	} | seed split '\201'
	{
		head -c 7 lib/data/models/strip.text
		printf '\001\000\004\000\000\000\001\003\000\001\005\000\006\000'
		head -c 24 /dev/zero
	} | seed strip '\002'
}

# The files that programs keep, and tables as users write them.
states() {
	(cd tests/pages && ../../bin/nstrip ./*.txt) >"$dir/state.nu"
	rm -f "$dir/state.sim" "$dir/state.ents" "$dir/state.seen"
	bin/nsim --sample 1 --state "$dir/state.sim" "$dir/state.nu" >/dev/null
	head -n 1 "$dir/state.sim" | seed sim '\202'
	rm "$dir/state.sim"
	bin/nsim --sample 1 -r --story --state "$dir/state.sim" "$dir/state.nu" >/dev/null
	head -n 1 "$dir/state.sim" | seed stories '\242'
	bin/nents -x --state "$dir/state.ents" "$dir/state.nu" >/dev/null
	seed ents '\000' <"$dir/state.ents"
	bin/nstrip --seen "$dir/state.seen" tests/pages/courier-ferry.txt tests/pages/courier-lake.txt >/dev/null
	head -n 1 "$dir/state.seen" | seed seen '\203'
	printf 'UN\tUnited Nations\torg\nthe Don\tDon\n' | seed alias '\001'
	rm -f "$dir"/state.*
}

# As users write them.
tables() {
	printf '# days\na\t2024-03-14\nb\t2024-03-15T10:00\n' | seed dates '\000'
	printf 'approx.\nSt.\n' | seed abbrev '\001'
	{ echo '(0+0+)+$|^(?:share|\w+ more)\b'; cat tests/pages/beacon-bees.txt; } | seed junk '\002'
	{ echo '^The (?<a>[a-z]+) .*(?P=a)'; cat tests/pages/beacon-lake.txt; } | seed keep '\003'
}

# A page and what its lines are. The target's second file has this name.
lesson() {
	bin/nstrip -a "tests/pages/$1" | sed 's|^[^	]*|/dev/fd/201|'
	echo %%
	cat "tests/pages/$1"
}

# What ntrain learns from: its files one behind the other.
lessons() {
	(cd tests/pages && ../../bin/nstrip -a ./beacon-bees.txt | ../../bin/nsplit -q) >"$dir/lesson.nu"
	{
		bin/nents "$dir/lesson.nu" | grep -v '	quote	'
		printf '%%%%\n0\tann moe\n1\tacme\n2\toslo\n%%%%\n'
		awk 'BEGIN { for (i = 0; i < 20; i++) print "word" i "\t" i "\t" i "\t" i % 16 }'
	} | seed ents '\010\110'
	seed split '\011\000' <"$dir/lesson.nu"
	lesson ledger-lake.txt | seed strip-text '\002\002'
	lesson ledger-lake.html | seed strip-html '\022\002'
	rm "$dir/lesson.nu"
}

# The lines that the stages of nsim hand to each other.
stages() {
	(cd tests/pages && ../../bin/nstrip ./*-ferry.txt ./*-lake.txt) >"$dir/stage.nu"
	bin/nsim --sample 64 --sketch "$dir/stage.nu" | LC_ALL=C sort >"$dir/stage.sketch"
	bin/nsim --pair "$dir/stage.sketch" | LC_ALL=C sort >"$dir/stage.pairs"
	head -n 12 "$dir/stage.nu" | seed nu '\001\000\200'
	seed sketch '\001\001\200' <"$dir/stage.sketch"
	seed pairs '\001\002\200' <"$dir/stage.pairs"
	rm -f "$dir"/stage.*
}

mkdir -p "$dir/obj"
for f in lib/*.c build/data.c tests/check.c tests/fuzz/run.c; do
	o=$dir/obj/$(basename "$f" .c).o
	[ "$f" != tests/check.c ] || o=$dir/obj/check_library.o
	[ "$f" != tests/fuzz/run.c ] || o=$dir/obj/fuzz_run.o
	! stale "$f" "$o" || echo "$f $o"
done | xargs -r -P "$jobs" -n 2 sh -c "exec clang $flags -DCHECK_LIBRARY -c -o \"\$1\" \"\$0\""
clang -c -o "$dir/obj/datas.o" build/data.S
status=0
for t; do
	set -- $(source_of "$t")
	source=tests/fuzz/$1
	shift
	clang $flags -fsanitize=fuzzer -Itests/fuzz "$@" -o "$dir/$t" "$source" "$dir"/obj/*.o \
	    $(pkg-config --libs $libs) -lm
	corpus=$dir/corpus-$t
	mkdir -p "$corpus"
	seeds "$t"
	[ ! -d "tests/fuzz/corpus/$t" ] || cp tests/fuzz/corpus/"$t"/* "$corpus"
	[ "$seconds" != 0 ] || continue
	dict=
	[ ! -f "tests/fuzz/${t#page-}.dict" ] || dict=-dict=tests/fuzz/${t#page-}.dict
	max=8192
	[ "$t" != model ] || max=40000
	result=clean
	times >"$dir/before"
	"$dir/$t" "$limit" -timeout=60 -rss_limit_mb=2048 -max_len=$max $dict \
	    -artifact_prefix="$dir/$t-" -print_final_stats=1 "$corpus" >"$dir/$t.log" 2>&1 || result=found
	times >"$dir/after"
	cpu=$(spent "$dir/before" "$dir/after")
	inputs=$(sed -n 's/.*number_of_executed_units: *//p' "$dir/$t.log")
	enter "$t" "$cpu" "$inputs" "$result"
	if [ $result = clean ]; then
		echo "fuzz $t: $inputs inputs in $cpu CPU seconds, nothing found"
	else
		echo "fuzz $t: FOUND $(sed -n 's/.*Test unit written to //p' "$dir/$t.log" | head -n 1), see $dir/$t.log"
		tail -n 30 "$dir/$t.log"
		status=1
	fi
done
[ -z "${LEDGER:-}" ] || awk -F'\t' '!/^#/ { cpu[$1] += $2; n[$1] += $3; bad[$1] += $5 != "clean" }
	END { for (t in cpu) printf "fuzzed %s: %d CPU seconds, %d inputs, %d findings in all\n", t, cpu[t], n[t], bad[t] }' "$LEDGER" | sort
exit $status
