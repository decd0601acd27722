#!/bin/bash
# pipeline.sh [DIR [COPIES]]: the whole pipeline over COPIES (2000) copies of the pages
# DIR/*.txt (tests/pages), each under a name of its own, against `wc -w` on the same
# bytes in the same run. Every process but nsim runs under `ulimit -v` 64 MB. Prints the
# seconds, the ratio, and exits 1 when it is under a twentieth.
set -eu -o pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
dir=${1:-$top/tests/pages}
copies=${2:-2000}
PATH=$top/bin:$PATH
LC_ALL=C
export LC_ALL
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for f in "$dir"/*.txt; do
	b=$(basename "$f" .txt)
	cat "$f" >"$tmp/$b.txt"
	for i in $(seq "$copies"); do echo "$tmp/$b-$i.txt"; done | xargs -n 500 sh -c 'for t; do cp "$0" "$t"; done' "$tmp/$b.txt"
	rm "$tmp/$b.txt"
done
cd "$tmp"
mem() {
	if [ -x /usr/bin/time ]; then
		/usr/bin/time -a -o "$tmp/mem" -f "$1 %M" "$@"
	else
		"$@"
	fi
}
now() { date +%s.%N; }
ls | grep '\.txt$' >names
bytes=$(xargs cat <names | wc -c)
best=
for run in 1 2 3; do
	a=$(now)
	xargs cat <names | wc -w >/dev/null
	b=$(now) c=$(now)
	# shellcheck disable=SC2046
	mem nstrip $(cat names) | mem nsplit -q | mem ndate -d 2024-01-19 | mem nents |
	    nsim -r --story | wc -l >lines
	d=$(now)
	echo "$a $b $c $d $bytes $(cat lines)" | awk '{
		printf "wc -w %.3f s (%.0f MB/s)  pipeline %.3f s (%.1f MB/s, %d records)  ratio %.4f\n",
		    $2 - $1, $5 / ($2 - $1) / 1e6, $4 - $3, $5 / ($4 - $3) / 1e6, $6, ($2 - $1) / ($4 - $3) }' | tee -a runs
done
awk '{ r = $NF; if (r > best) best = r } END { printf "best ratio %.4f, bar 0.05\n", best; exit best < 0.05 }' runs
[ ! -s mem ] || sort -k2,2nr mem | awk '!seen[$1]++ { printf "%s held at most %d KB\n", $1, $2; if ($2 > 65536) bad = 1 } END { exit bad }'
