#!/bin/sh
# bigmem.sh [MEGABYTES]: promise 8. So many megabytes (1024) of records, the sample pages
# over and over under distinct ids, through each filter that may have 64 MB of address
# space, libraries and all; nsim, which remembers, gets 800 bytes a document on top (its
# tables double, and for a moment it has both). Nothing is stored: the records come through a pipe. Prints a line
# for each, exit 1 when one fails.
cd "$(dirname "$0")/.." || exit 2
PATH=$PWD/bin:$PATH
LC_ALL=C
export PATH LC_ALL
mega=${1:-1024}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
status=0

(cd tests/pages && nstrip -a ./*.txt | nsplit -q) >"$dir/records"
size=$(wc -c <"$dir/records")
docs=$(grep -c '	@doc	' "$dir/records")
times=$((mega * 1048576 / size + 1))

# The records `times` over: the run's number stands before each id.
many() {
	awk -v n="$times" '{ line[NR] = $0 } END { for (i = 1; i <= n; i++) for (k = 1; k <= NR; k++) print i "/" line[k] }' "$dir/records"
}
pages() { awk -v n="$times" '{ s = s $0 "\\n" } END { gsub(/"/, "\\\"", s); for (i = 1; i <= n; i++) print "{\"id\":\"" i "\",\"text\":\"" s "\"}" }' tests/pages/courier-ferry.txt; }


run() {
	most=$1 source=$2
	shift 2
	rm -f "$dir/failed"
	$source | { (ulimit -v "$most" && exec "$@") || echo "$?" >"$dir/failed"; } | wc -c >"$dir/out"
	if [ -e "$dir/failed" ]; then
		echo "FAILED   $* ($(cat "$dir/failed")) under ulimit -v $most"
		status=1
	else
		echo "bounded  $*: $(cat "$dir/out") bytes out under ulimit -v $most"
	fi
}

run 65536 many nsplit -qw -o
run 65536 many ndate -d 2024-03-14 -o
run 65536 many nents -o
run 65536 many njson
run 65536 pages nstrip -f json --body
run $((65536 + times * docs * 400 / 1024 * 2)) many nsim --sample 32 -o
exit $status
