#!/bin/sh
# bigmem.sh [MEGABYTES [PATTERN]]: promise 8. So many megabytes (1024) of records, the sample pages
# over and over under distinct ids, through each filter that may have 64 MB of address
# space, libraries and all; nsim, which remembers, gets 800 bytes a document on top (its
# tables double, and for a moment it has both); and so many megabytes of what is no record, or
# no document's end. Nothing is stored: the records come through a pipe. Prints a line for each
# that fits PATTERN, exit 1 when one fails.
cd "$(dirname "$0")/.." || exit 2
PATH=$PWD/bin:$PATH
LC_ALL=C
export PATH LC_ALL
mega=${1:-1024}
pattern=${2:-.}
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
comments() { yes "# a comment, of which there are many" | head -c $((mega * 1048576)); }
damaged() { yes "a line with	too few columns" | head -c $((mega * 1048576)); }
# One document, and no end of records in it.
endless() { yes "d	0	8	Para	.	.	It rains" | head -c $((mega * 1048576)); }

# run STATUS KILOBYTES SOURCE COMMAND...
run() {
	want=$1 most=$2 source=$3
	shift 3
	echo "$source $*" | grep -q -- "$pattern" || return 0
	$source | { (ulimit -v "$most" && exec "$@"); echo "$?" >"$dir/status"; } 2>"$dir/err" | wc -c >"$dir/out"
	if [ "$(cat "$dir/status")" -ne "$want" ]; then
		echo "FAILED   $* ($source; status $(cat "$dir/status")) under ulimit -v $most: $(head -n 1 "$dir/err")"
		status=1
	else
		echo "bounded  $* ($source): $(cat "$dir/out") bytes out under ulimit -v $most"
	fi
}

run 0 65536 many nsplit -qw -o
run 0 65536 many ndate -d 2024-03-14 -o
run 0 65536 many nents -o
run 0 65536 many njson
run 0 65536 pages nstrip -f json --body
run 0 65536 comments ndate
run 1 65536 damaged ndate
run 1 65536 endless ndate --max-doc 128K
run 0 $((65536 + times * docs * 400 / 1024 * 2)) many nsim --sample 32 -o
exit $status
