#!/bin/sh
# demo.sh: the pipeline over the sample pages, and a digest of it for a person to read.
# Every part of the digest is one small awk over the records: lesson one.
set -eu
LC_ALL=C
export LC_ALL
top=$(cd "$(dirname "$0")/.." && pwd)
PATH=$top/bin:$PATH
cd "$top/tests/pages"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
r=$tmp/all.rec
tab=$(printf '\t')

# Lines of at most $1 bytes, cut between words.
cut_words() {
	awk -v max="$1" 'length($0) > max { $0 = substr($0, 1, max - 4); sub(/ [^ ]*$/, ""); $0 = $0 " ..." } { print }'
}

echo '$ nstrip *.txt | nsplit -q | ndate | nents -x | nsim -r --story'
nstrip *.txt | nsplit -q | ndate | nents -x | nsim -r --story >"$r"

printf '\nWHAT: one line a story, its pages below it, copies marked\n'
awk -F'\t' '
	$4 == "@story" { story[$1] = $5 }
	$4 == "@dup"   { copy[$1] = "  copy of " $5 " (" $6 ")" }
	$4 == "@published" { day[$1] = substr($5, 1, 10) }
	$4 == "Headline" && !($1 in title) { title[$1] = $7
		print story[$1] "\t" day[$1] "\t" $1 copy[$1] "\t" $7 }' "$r" |
    sort | awk -F'\t' '$1 != last { print "  " $4; last = $1 } { print "      " $2 "  " $3 }'

printf '\nWHEN: days that two outlets or more tell of\n'
awk -F'\t' '
	$4 == "@doc" { art = 0 }
	$4 == "Para" || $4 == "Item" { art = $3 }
	$4 == "Sent" { s = $7; live = $3 <= art }
	$4 == "date" && live && $5 ~ /^....-..-..$/ {
		outlet = substr($1, 1, index($1, "-") - 1)
		if (!(($5, outlet) in seen)) { seen[$5, outlet] = 1; n[$5]++ }
		if (length(s) > 60 && (!($5 in say) || length(s) < length(say[$5]))) say[$5] = s
	}
	END { for (d in n) if (n[d] > 1 && d in say) print d "  " say[d] }' "$r" | sort | cut_words 96 | sed 's/^/  /'

printf '\nWHO SAID WHAT: quotes that two pages or more share\n'
awk -F'\t' '$4 == "by" && $5 != "." && length($7) > 40 {
	key = $5 tolower($7); gsub(/[^a-z]/, "", key); key = substr(key, 1, 40)
	if (!((key, $1) in seen)) { seen[key, $1] = 1; n[key]++ }
	gsub(/\\n/, " ", $7); if (!(key in say)) say[key] = sprintf("%-18s %s", $5, $7)
	}
	END { for (k in n) if (n[k] > 1) print say[k] }' "$r" | sort | cut_words 96 | sed 's/^/  /'

printf '\nWHO AND WHERE: in how many of the ten pages\n'
for t in person org place; do
	awk -F'\t' -v t=$t '$4 == t && !(($1, $5) in seen) { seen[$1, $5] = 1; print $5 }' "$r" |
	    sort | uniq -c | sort -k1,1nr -k2 | head -n 6 |
	    sed 's/^ *\([0-9]*\) \(.*\)/\2 (\1)/' >"$tmp/$t"
done
paste "$tmp/person" "$tmp/org" "$tmp/place" | LC_ALL=C.UTF-8 column -t -s"$tab" | sed 's/^/  /'
