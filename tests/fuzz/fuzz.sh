#!/bin/sh
# fuzz.sh SECONDS TARGET...: builds each target with clang's libFuzzer, AddressSanitizer
# and UndefinedBehaviorSanitizer, and runs it so many seconds over its corpus
# (tests/fuzz/corpus/TARGET, the sample pages, and what earlier runs found). Findings are
# left in build/fuzz/, or in FUZZ_DIR; exit 1. With 0 seconds it only builds.
set -eu
cd "$(dirname "$0")/../.."
seconds=$1
shift
dir=${FUZZ_DIR:-build/fuzz}
libs="libutf8proc libpcre2-8 zlib jansson libxml-2.0"
flags="-std=c11 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -Ilib -O1 -g $(pkg-config --cflags $libs)
	-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"

# compile SOURCE OBJECT [FLAG...]: when it is newer, or a header is.
compile() {
	src=$1 obj=$2
	shift 2
	[ -f "$obj" ] && [ -z "$(find "$src" lib tests/fuzz -maxdepth 1 \( -path "$src" -o -name '*.h' \) -newer "$obj")" ] ||
	    clang $flags "$@" -c -o "$obj" "$src"
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
		head -c 12 /dev/zero
	} | seed strip '\002'
}

states() {
	(cd tests/pages && ../../bin/nstrip ./*.txt) >"$dir/state.nu"
	rm -f "$dir/state.sim" "$dir/state.ents"
	bin/nsim --sample 1 --state "$dir/state.sim" "$dir/state.nu" >/dev/null
	head -c 3000 "$dir/state.sim" | seed sim '\202'
	bin/nents -x --state "$dir/state.ents" "$dir/state.nu" >/dev/null
	seed ents '\000' <"$dir/state.ents"
	printf 'UN\tUnited Nations\torg\nthe Don\tDon\n' | seed alias '\001'
	rm -f "$dir"/state.*
}

mkdir -p "$dir/obj"
for f in lib/*.c build/data.c; do
	compile "$f" "$dir/obj/$(basename "$f" .c).o"
done
clang -c -o "$dir/obj/datas.o" build/data.S
compile tests/check.c "$dir/obj/check_library.o" -DCHECK_LIBRARY
compile tests/fuzz/run.c "$dir/obj/fuzz_run.o"
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
	[ "$seconds" -gt 0 ] || continue
	dict=
	[ ! -f "tests/fuzz/${t#page-}.dict" ] || dict=-dict=tests/fuzz/${t#page-}.dict
	max=8192
	[ "$t" != model ] || max=40000
	if "$dir/$t" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=$max $dict \
	    -artifact_prefix="$dir/$t-" -print_final_stats=1 "$corpus" >"$dir/$t.log" 2>&1; then
		echo "fuzz $t: $(grep -o 'number_of_executed_units: *[0-9]*' "$dir/$t.log" | grep -o '[0-9]*$') inputs, nothing found"
	else
		echo "fuzz $t: FOUND, see $dir/$t.log"
		tail -n 30 "$dir/$t.log"
		status=1
	fi
done
exit $status
