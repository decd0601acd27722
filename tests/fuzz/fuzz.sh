#!/bin/sh
# fuzz.sh SECONDS TARGET...: builds each target with clang's libFuzzer, AddressSanitizer
# and UndefinedBehaviorSanitizer, and runs it over its corpus (tests/fuzz/corpus/TARGET,
# and the sample pages) for so many seconds. Findings are left in build/fuzz/; exit 1.
set -eu
cd "$(dirname "$0")/../.."
seconds=$1
shift
libs="libutf8proc libpcre2-8 zlib jansson libxml-2.0"
mkdir -p build/fuzz
flags="-std=c11 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -Ilib -O1 -g $(pkg-config --cflags $libs)
	-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all"
rm -rf build/fuzz/obj
mkdir -p build/fuzz/obj
for f in lib/*.c build/data.c; do
	clang $flags -c -o "build/fuzz/obj/$(basename "$f" .c).o" "$f"
done
clang -c -o build/fuzz/obj/datas.o build/data.S
clang $flags -DCHECK_LIBRARY -c -o build/fuzz/obj/check_library.o tests/check.c
status=0
for t; do
	upper=$(echo "$t" | tr a-z A-Z)
	clang $flags -fsanitize=fuzzer -Itests/fuzz "-DTARGET_$upper" -o "build/fuzz/$t" tests/fuzz/fuzz.c \
	    build/fuzz/obj/*.o $(pkg-config --libs $libs) -lm
	corpus=build/fuzz/corpus-$t
	mkdir -p "$corpus"
	for p in tests/pages/*; do
		{ printf '\000\003'; cat "$p"; } >"$corpus/page-$(basename "$p")"
	done
	[ ! -d "tests/fuzz/corpus/$t" ] || cp tests/fuzz/corpus/"$t"/* "$corpus"
	if [ -x bin/nstrip ]; then
		for p in tests/pages/*; do
			{ printf '\001\003'; bin/nstrip -a "$p" | bin/nsplit -q; } >"$corpus/rec-$(basename "$p")"
		done
	fi
	if [ "$t" = json ] && [ -x bin/njson ]; then
		for p in tests/pages/*.txt; do
			{ printf '\001\200'; bin/njson -T "$p"; } >"$corpus/json-$(basename "$p")"
			{ printf '\001\200'; bin/njson -T -l --chars "$p"; } >"$corpus/fact-$(basename "$p")"
		done
	fi
	dict=
	[ ! -f "tests/fuzz/$t.dict" ] || dict=-dict=tests/fuzz/$t.dict
	if "build/fuzz/$t" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=8192 $dict \
	    -artifact_prefix="build/fuzz/$t-" -print_final_stats=1 "$corpus" >"build/fuzz/$t.log" 2>&1; then
		echo "fuzz $t: $(grep -o 'number_of_executed_units: *[0-9]*' "build/fuzz/$t.log" | grep -o '[0-9]*$') inputs, nothing found"
	else
		echo "fuzz $t: FOUND, see build/fuzz/$t.log"
		tail -n 30 "build/fuzz/$t.log"
		status=1
	fi
done
exit $status
