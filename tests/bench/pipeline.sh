#!/bin/bash
# pipeline.sh [DIR [COPIES]]: the whole pipeline over COPIES (2000) copies of the pages
# DIR/*.txt (tests/pages), each under a name of its own, against `wc -w` on the same
# bytes in the same run: on the same files, and on one file that holds them all, which
# is the harder yardstick since nothing but words is left to do. Every process but nsim
# has to stay under 64 MB. Prints each run and the medians, and exits 1 when the median
# against the one file is under a twentieth.
set -eu -o pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
dir=${1:-$top/tests/pages}
copies=${2:-2000}
PATH=$top/bin:$PATH
LC_ALL=C
export LC_ALL
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/pages"
for f in "$dir"/*.txt; do
	b=$(basename "$f" .txt)
	cat "$f" >"$tmp/page"
	for i in $(seq "$copies"); do echo "$tmp/pages/$b-$i.txt"; done |
	    xargs -n 500 sh -c 'for t; do cp "$0" "$t"; done' "$tmp/page"
done
cd "$tmp/pages"
cat -- *.txt >"$tmp/all"
bytes=$(wc -c <"$tmp/all")
mem() {
	if [ -x /usr/bin/time ]; then
		/usr/bin/time -a -o "$tmp/mem" -f "$1 %M" "$@"
	else
		"$@"
	fi
}
now() { date +%s.%N; }
for run in 1 2 3 4 5; do
	a=$(now)
	wc -w -- *.txt >"$tmp/words"
	b=$(now)
	wc -w "$tmp/all" >"$tmp/words"
	c=$(now)
	mem nstrip -- *.txt | mem nsplit -q | mem ndate -d 2024-01-19 | mem nents |
	    nsim -r --story | wc -l >"$tmp/lines"
	d=$(now)
	echo "$a $b $c $d $bytes $(cat "$tmp/lines")" | awk '{
		files = $2 - $1; one = $3 - $2; pipe = $4 - $3
		printf "pipeline %.3f s (%.1f MB/s, %d records)  wc -w of the files %.3f s, of one file %.3f s  ratios %.4f %.4f\n",
		    pipe, $5 / pipe / 1e6, $6, files, one, files / pipe, one / pipe }' | tee -a "$tmp/runs"
done
median() { awk -v c="$1" '{ print $(NF - c) }' "$tmp/runs" | sort -n | sed -n 3p; }
echo "median ratios: the files $(median 1), one file $(median 0); bar 0.05"
[ ! -s "$tmp/mem" ] || sort -k2,2nr "$tmp/mem" | awk '!seen[$1]++ {
	printf "%s held at most %d KB\n", $1, $2; if ($2 > 65536) bad = 1 } END { exit bad }'
median 0 | awk '{ exit $1 < 0.05 }'
