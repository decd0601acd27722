#!/bin/sh
# growth.sh quick|all [PATTERN]: promise 6. Hostile inputs of n and of 10n things through
# every filter, measured by the instructions that callgrind counts (no clock): what 10n
# costs, less an empty run, may be 12 times what n costs. A line for each case whose name
# fits PATTERN; exit 1 when one grows too fast, or fails.
cd "$(dirname "$0")/.." || exit 2
PATH=$PWD/bin:$PATH
LC_ALL=C
export PATH LC_ALL
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
which=$1
pattern=${2:-.}
most=12
status=0

# ---------------------------------------------------------------------------- inputs

# rep N TEXT: the text N times, with no LF but its own (awk's escapes).
rep() { awk -v n="$1" -v s="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", s }'; }
# num N FORMAT: the format with 1 to N in it.
num() { awk -v n="$1" -v s="$2" 'BEGIN { for (i = 1; i <= n; i++) printf s, i, i, i }'; }
# words N: so many words, all different, of letters.
words() {
	awk -v n="$1" -v form="${2:-%s }" 'BEGIN { for (i = 1; i <= n; i++) { w = ""
		for (k = i; k; k = int(k / 20)) w = w substr("bcdfghjklmnpqrstvwxz", k % 20 + 1, 1) "a"
		printf form, w, w } }'
}
# one_hash N: "john" and so many words, all different, of one hash (FNV-1a, which nu_hash is):
# each pair of syllables takes the hash of what stands before it to the same place.
one_hash() {
	awk -v n="$1" -v form="$2" 'BEGIN { k = split("paciji/lesezu jadimu/sumago turezu/hibazi cotedu/bebaco zajali/fezetu sivuri/gufibu mujale/tacivo nacasi/zesecu hezizi/tajeju lodeto/merasu hajezu/teziji faciju/zesezi viseju/becizi bigadi/kabove", pair, " ")
		for (i = 0; i < n; i++) { w = ""; m = i
			for (j = 1; j <= k; j++) { split(pair[j], half, "/"); w = w half[m % 2 + 1]; m = int(m / 2) }
			printf form, toupper(substr(w, 1, 1)) substr(w, 2) } }'
}
# met KIND N: of so many times more words those whose places in a table are few (tests/meet.c).
met() { words $(($2 * 80)) "${3:-%s\n}" | build/meet "$1" "$2"; }
# para: standard input, of one line, as a document of one Para.
para() {
	awk '{ n = length($0); printf "d\t0\t%d\t@doc\ttext\t.\t.\nd\t0\t%d\tPara\t.\t.\t%s\nd\t%d\t%d\tend\t.\t.\t.\n", n, n, $0, n, n }'
}
# docs N TEXT: so many documents of one Para; %d in the text is their number.
docs() {
	awk -v n="$1" -v s="$2" 'BEGIN { for (i = 1; i <= n; i++) { t = s; gsub(/%d/, i, t); k = length(t)
		printf "%d\t0\t%d\t@doc\ttext\t.\t.\n%d\t0\t%d\tPara\t.\t.\t%s\n%d\t%d\t%d\tend\t.\t.\t.\n", i, k, i, k, t, i, k, k } }'
}
warc() {
	awk -v n="$1" 'BEGIN { for (i = 1; i <= n; i++) printf "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a.example/%d\r\nContent-Length: 9\r\n\r\nIt rains.\r\n\r\n", i }'
}
chunked() {
	body=$(awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "1\r\nx\r\n"; printf "0\r\n\r\n" }' | wc -c)
	printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n' $((body + 72))
	awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "1\r\nx\r\n"; printf "0\r\n\r\n" }'
}
members() { for _ in $(seq "$1"); do printf 'It rains.\n' | gzip -n; done; }
# quoted N: so many quotations with a speaker, as nsplit -q marks them.
quoted() { words "$1" '"It rains in %s," Mr. %s said. ' | sed 's/said/Said/; s/Mr. \(.\)/Mr. \U\1/g' | para | nsplit -q; }
crossed() { # quotes and blocks that overlap without end
	awk -v n="$1" 'BEGIN { t = ""; for (i = 0; i < n; i++) t = t "x"
		printf "d\t0\t%d\tPara\t.\t.\t%s\n", n, t
		for (i = 0; i < n / 10; i++) printf "d\t%d\t%d\tquote\t%d\t.\t%s\n", i, i + 5, i, "xxxxx"
		printf "d\t%d\t%d\tend\t.\t.\t.\n", n, n }'
}

# ------------------------------------------------------------------------- measuring

# cost FILE COMMAND...: instructions, on standard output; 0 when it crashed or hung. A pipe
# brings the file, in many small reads.
cost() {
	f=$1
	shift
	cat "$f" | timeout 300 valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
	    sed -n 's/^==[0-9]*== Collected : //p'
}

# grows quick|all NAME N GENERATOR COMMAND...: GENERATOR is evaluated with $n.
grows() {
	level=$1 name=$2 size=$3 make=$4
	shift 4
	[ "$which" = all ] || [ "$level" = quick ] || return 0
	echo "$name" | grep -q -- "$pattern" || return 0
	n=$size
	eval "$make" >"$dir/n"
	n=$((size * 10))
	eval "$make" >"$dir/10n"
	: >"$dir/0"
	a=$(cost "$dir/0" "$@")
	b=$(cost "$dir/n" "$@")
	c=$(cost "$dir/10n" "$@")
	echo "$name|${a:-0}|${b:-0}|${c:-0}|$(wc -c <"$dir/10n")" | awk -F'|' -v most=$most '{
		x = $3 > $2 && $4 ? ($4 - $2) / ($3 - $2) : 999
		printf "%-8s %5.1f times  %6.0f instructions a byte  %s\n", x <= most ? "linear" : "GROWS", x,
		    ($4 - $2) / ($5 + 1), $1
		exit x > most }' || status=1
}

# ------------------------------------------------------------------------------ cases

# In a line of up to some 100,000 words a word costs less: what is linear is so from there on.
grows all "nstrip: one long line" 120000 'rep $n "word and more "' nstrip -a
grows all "nstrip: short lines" 2000 'rep $n "Read on\n"' nstrip -a
grows quick "nstrip: lines that differ" 1000 'num $n "Line %d of the %d lines.\n"' nstrip -a
grows all "nstrip: capitals" 2000 'rep $n "ALL THE NEWS "' nstrip -a
# A word's first 64 K cost less than the rest: what is linear is so from there on.
grows all "nstrip: digits" 1000000 'head -c $n /dev/zero | tr "\0" 7' nstrip -a
grows all "nstrip: captions in cells" 2000 '{ echo "<p>It rained all night, said the mayor of the town on Monday.</p><table><tr>"; rep $n "<td>Table 1. It rained.</td>"; echo "</table><p>It rained all night, said the mayor of the town on Monday.</p>"; }' nstrip -a -f html
grows all "nstrip: lines made to meet" 2000 'met lines $n "%s %s\n"' nstrip -a
grows all "nstrip: forms of lines made to meet" 2000 'words $((n * 80)) "%s\n" | tr bcdfghjklmnpqrstvwxz "!#\$%&()*+,/:;<=>?@[]" | build/meet forms $n' nstrip -a -f text
grows all "nstrip: lists that a colon announces" 300 'num $n "It rained on day %d in the town, and these boats had to stay at home:\n* Anna\n* Nora\n* Tern\n"' nstrip -a
grows all "nstrip: items that count up" 1000 '{ rep 5 "It rained on the day in the town, and the mayor said that it would go on for a week or more.\n"; num $n "%d. Rain in the town\n"; }' nstrip -a
grows all "nstrip: one number over and over" 1000 'rep $n "1. Rain in the town\n"' nstrip -a
grows all "nstrip: cells without end" 1000 '{ rep 5 "It rained on the day in the town, and the mayor said that it would go on for a week or more.\n"; num $n "Rain\n%d\n"; }' nstrip -a
grows all "nstrip: datelines" 300 'num $n "FARVIK, Norway (AP) - It rained on day %d in the town, and the mayor said that it would go on for a week or more.\n"' nstrip -a
grows all "nstrip: sentences that may each begin or end it" 300 'num $n "It rained on day %d in the town, and the mayor said that it would go on for a week or more.\n\n"' nstrip -a
grows all "nstrip: the words of the first lines over and over" 500 '{ num 8 "It rained on day %d in the town, and the mayor said that it would go on for a week.\n"; rep $n "Rain in the town for a week | mayor\n"; }' nstrip -a
grows all "nstrip: classes made to meet" 2000 'met paths $n "<p class=%s>%s\n" | sed "s/.*/<p class=&>It rained, said &./"' nstrip -a -f html
grows all "nstrip: metadata made to meet" 2000 'met pairs $n >"$dir/met"; { printf "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":\""; tr "\n" " " <"$dir/met"; echo "\"}</script>"; paste -sd "        \n" "$dir/met" | sed "s/^/<p>/"; }' nstrip -a -f html
grows all "nstrip: dates" 500 'rep $n "By Ann Moe, 19 January 2024 11:30 GMT\n"' nstrip -a
grows all "nstrip: nested quotes" 4000 'rep $n "\342\200\234a "' nstrip -a
grows all "nstrip: blank lines" 40000 'rep $n "\n"' nstrip -a
grows all "nstrip: bytes that are no text" 4000 'rep $n "a\377"' nstrip -a
grows all "nstrip: hard-wrapped" 500 'rep $n "It rained all day in the town, and all night on the hills and\n"' nstrip -a --wrap yes
grows all "nstrip: Chinese" 4000 'rep $n "\344\270\255\345\233\275\343\200\202"' nstrip -a
grows quick "nstrip: elements in elements" 1500 'rep $n "<div>"' nstrip -a -f html
grows all "nstrip: formatting that never ends" 1000 'rep $n "<b><i><a href=x>t</p>"' nstrip -a -f html
grows all "nstrip: tables in tables" 500 'rep $n "<table><tr><td>x"' nstrip -a -f html
grows all "nstrip: attributes" 2000 'printf "<p "; num $n "a%d=b "; echo ">x"' nstrip -a -f html
grows all "nstrip: classes" 2000 'printf "<p class=\""; num $n "c%d "; echo "\">x"' nstrip -a -f html
grows all "nstrip: entities" 3000 'rep $n "&amp;&#8220;&nope;"' nstrip -a -f html
grows all "nstrip: comments that never end" 3000 'rep $n "<!--<p>"' nstrip -a -f html
grows all "nstrip: open brackets" 5000 'rep $n "<"' nstrip -a -f html
grows all "nstrip: scripts of JSON-LD" 300 'rep $n "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"x\"}</script>"' nstrip -a -f html
grows all "nstrip: many meta elements" 1000 'num $n "<meta name=author content=\"Ann %d\">"' nstrip -a -f html
grows all "nstrip: paragraphs" 500 'num $n "<p>It rained on day %d, she said."' nstrip -a -f html
grows all "nstrip: lists between paragraphs" 300 'num $n "<p>It rained on day %d, she said, and the boats stayed at home.<ul><li>Rain<li>Wind</ul><h3>Snow</h3>"' nstrip -a -f html
grows all "nstrip: a list without end in a paragraph" 1000 '{ echo "<p>It rained on the day, she said, and the boats stayed at home.<ul>"; num $n "<li>Rain %d"; echo "</ul><p>It rained on the day, she said, and the boats stayed at home."; }' nstrip -a -f html
grows all "nstrip: links in capitals" 500 'num $n "<p><a href=/%d>RAIN IN THE TOWN TODAY</a><p>It rained on day %d, she said, and the boats stayed at home."' nstrip -a -f html
grows all "nstrip: tables below captions" 300 'num $n "<p>Table %d. Rain.<table><tr><td>1<td>2</table>"' nstrip -a -f html
grows quick "nstrip: WARC records" 150 'warc $n' nstrip -a -f warc
grows all "nstrip: chunks of a byte" 2000 'chunked $n' nstrip -a -f warc
grows all "nstrip: WARC headers" 2000 'printf "WARC/1.0\r\n"; num $n "X-%d: a\r\n"' nstrip -a -f warc
grows all "nstrip: members of gzip" 100 'members $n' nstrip -a
grows all "nstrip: JSON lines" 150 'num $n "{\"id\":\"%d\",\"text\":\"It rains.\"}\n"' nstrip -a -f json
grows all "nstrip: JSON in JSON" 5000 'rep $n "{\"a\":["' nstrip -a -f json
grows all "nstrip: JSON members" 1000 'printf "{"; num $n "\"a%d\":1,"; echo "\"text\":\"x\"}"' nstrip -a -f json

grows quick "nsplit: nested quotes" 10000 '{ rep $n "\342\200\234a "; echo; } | para' nsplit -qw
grows all "nsplit: quotes that close" 2000 '{ rep $n "\342\200\234"; rep $n "\342\200\235"; echo; } | para' nsplit -q
grows all "nsplit: straight quotes" 2000 '{ rep $n "\"a. "; echo; } | para' nsplit -qw
grows all "nsplit: apostrophes" 3000 '{ rep $n "a'"'"'s "; echo; } | para' nsplit -qw
grows all "nsplit: brackets" 3000 '{ rep $n "(a "; echo; } | para' nsplit -qw
grows all "nsplit: full stops" 4000 '{ rep $n "."; echo; } | para' nsplit -qw
grows all "nsplit: full stops and capitals" 2000 '{ rep $n "A. "; echo; } | para' nsplit -qw
grows all "nsplit: a sentence without end" 20000 '{ rep $n "and so on "; echo; } | para' nsplit -qw
grows all "nsplit: one word" 20000 '{ rep $n "x"; echo; } | para' nsplit -qw
grows all "nsplit: marks on one letter" 4000 '{ printf a; rep $n "\314\201"; echo; } | para' nsplit -qw
grows all "nsplit: zero-width characters" 3000 '{ rep $n "a\342\200\213"; echo; } | para' nsplit -qw
grows all "nsplit: scripts and directions" 1000 '{ rep $n "\327\251\327\234 and \330\263\331\204 \342\200\217(\344\270\255) \340\244\250\340\245\244 "; echo; } | para' nsplit -qw
grows all "nsplit: speakers" 400 '{ rep $n "\"Go,\" he said, \"now.\" "; echo; } | para' nsplit -q
grows all "nsplit: paragraphs of a quote" 200 'awk -v n=$n "BEGIN { for (i = 0; i < n; i++) printf \"\342\200\234It rains.\n\n\" }"' nsplit -qT
grows all "nsplit: digits" 10000 '{ rep $n 7; echo; } | para' nsplit -qw
grows all "nsplit: documents" 200 'docs $n "It rains. We stay."' nsplit -qw
grows all "nsplit: abbreviations before capitals" 1000 '{ rep $n "No. Ala nr. Kot dr. Pan ust. Word al. Dom. "; echo; } | para' nsplit -l pl
grows all "nsplit: abbreviations before what is small elsewhere" 400 '{ words $n "%s und Dr. %s usw. "; echo; } | sed "s/\(Dr\.\|usw\.\) ./\U&/g" | para' nsplit -l de
grows all "nsplit: blocks with an abbreviation each" 200 'awk -v n=$n "BEGIN { for (i = 0; i < n; i++) printf \"Es regnet bzw. Anna bleibt usw. Dann geht sie.\n\n\" }"' nsplit -T -l de

grows quick "ndate: words that begin a date" 800 '{ rep $n "the last Friday of "; echo; } | para' ndate -d 2024-01-19
grows all "ndate: digits" 10000 '{ rep $n 7; echo; } | para' ndate -d 2024-01-19
grows all "ndate: numbers" 2000 '{ rep $n "12 "; echo; } | para' ndate -d 2024-01-19
grows all "ndate: numbers with dashes" 2000 '{ rep $n "12-"; echo; } | para' ndate -d 2024-01-19
grows all "ndate: number words" 1000 '{ rep $n "one hundred and two thousand "; echo; } | para' ndate -d 2024-01-19
grows all "ndate: weekdays" 500 '{ rep $n "Monday "; echo; } | para' ndate -d 2024-01-19
grows all "ndate: days that count from the last" 300 '{ rep $n "Two days later it rained. "; echo; } | para' ndate -d 2024-01-19
grows all "ndate: capitals" 1500 '{ rep $n "MAY MARCH "; echo; } | para' ndate -d 2024-01-19
grows all "ndate: ranges" 500 '{ rep $n "from Monday to "; echo; } | para' ndate -d 2024-01-19
grows all "ndate: what no calendar has" 500 '{ rep $n "It rained on 30 February 2024, in week 53 of 2023, at 25:61. "; echo; } | para' ndate -d 2024-01-19
grows all "ndate: weekdays that speak against the day" 500 '{ rep $n "Today (Monday), on Friday, January 19, 2024, it rained. "; echo; } | para' ndate -d 2024-01-20
grows all "ndate: numbers of telephones and scores" 500 '{ rep $n "+47 22 33 44 55, 3-2, 9/11, 24/7, 1.2.3, "; echo; } | para' ndate -d 2024-01-19
grows all "ndate: a table of one id" 20000 'rep $n "d\t2024-01-19\n"' ndate -D /dev/stdin /dev/null
grows all "ndate: documents" 100 'docs $n "It rained on Monday, %d days ago."' ndate -d 2024-01-19

grows quick "nents: capitals" 2000 '{ rep $n "ALL THE NEWS "; echo; } | para' nents
grows all "nents: a name without end" 1000 '{ words $n "%s " | sed "s/\<./\U&/g"; echo; } | para' nents
grows all "nents: names that differ" 200 '{ words $n "Mr. John %s said. " | sed "s/John \(.\)/John \U\1/g"; echo; } | para' nents
grows all "nents: names of one hash" 500 '{ one_hash $n "Mr. John %s said. "; echo; } | para' nents
grows all "nents: words made to meet" 2000 '{ met names $n | sed "s/./\U&/" | tr "\n" " "; echo; } | para' nents
grows all "nents: one surname" 200 '{ words $n "Minister %s Moe said. " | sed "s/Minister \(.\)/Minister \U\1/g"; echo; } | para' nents
grows all "nents: one forename" 200 '{ words $n "Mr. John %s said. Then John went. " | sed "s/John \(.\)/John \U\1/g"; echo; } | para' nents
grows all "nents: one middle name" 200 '{ words $n "Mr. %s Pena %s said. Mr. Pena went. " | sed "s/Mr. \([a-z]\)/Mr. \U\1/g; s/Pena \([a-z]\)/Pena \U\1/g"; echo; } | para' nents
grows all "nents: bodies of one first word" 200 '{ words $n "The Boston %s Club met. " | sed "s/Boston \(.\)/Boston \U\1/g"; echo; } | para' nents
grows all "nents: departments of" 200 '{ words $n "The Department of %s met. The %s Department met. " | sed "s/\(of\|The\) \([a-z]\)/\1 \U\2/g"; echo; } | para' nents
grows all "nents: names that sound alike" 200 '{ words $n "Mr. Johan%ssen said. " | tr bcdfghjklmnpqrstvwxz eeeeiiiiooooeeeeiiii; echo; } | para' nents
grows all "nents: places of one first word" 200 '{ words $n "He went to Chatham %s in Mali. " | sed "s/Chatham \(.\)/Chatham \U\1/g"; echo; } | para' nents
grows all "nents: ranks and titles" 500 '{ rep $n "Captain Judge Prince House Speaker Anna Secretary of State Holm aboard the Maria Stella and the newspaper Vesti, "; echo; } | para' nents
grows all "nents: paragraphs that begin in capitals" 300 'awk -v n=$n "BEGIN { for (i = 0; i < n; i++) printf \"ABU DHABI and ROME (Agency): By Nada S. M. and M.A. Holm\n\n\" }"' nents -T
grows all "nents: listed names of many words" 500 '{ rep $n "New York New South Wales United Arab Emirates South Sudan Papua New Guinea "; echo; } | para' nents
grows all "nents: acronyms" 200 '{ words $n "The %s Union (%s) met. " | sed "s/The \(.\)/The \U\1/g; s/(\([a-z]*\))/(\U\1)/g"; echo; } | para' nents
grows all "nents: across documents" 100 'words $n "%s\n" | awk "{ t = \"Mr. John \" toupper(substr(\$0, 1, 1)) substr(\$0, 2) \" said so.\"; k = length(t); printf \"%d\t0\t%d\tPara\t.\t.\t%s\n%d\t%d\t%d\tend\t.\t.\t.\n\", NR, k, t, NR, k, k }"' nents -x
grows all "nents: apostrophes and hyphens" 800 '{ rep $n "A-O'"'"'B-"; echo; } | para' nents
grows all "nents: names with marks and in two scripts" 500 '{ rep $n "A\314\212sa O\342\200\231\320\221\320\276\320\263 St. J.-P. D\303\255az-\320\220 "; echo; } | para' nents
grows all "nents: one word" 40000 '{ rep $n "X"; echo; } | para' nents
grows all "nents: quotes" 100 'quoted $n' nents
grows all "nents: quotes without sentences" 300 'quoted $n | grep -v "	Sent	"' nents
grows all "nents: quotes across each other" 2000 'crossed $n' nents
grows all "nents: one alias of many names" 10000 'num $n "UN\tName %d\n"' nents -a /dev/stdin /dev/null
grows all "nents: offices" 300 '{ rep $n "Foreign Minister of the "; echo; } | para' nents
grows all "nents: offices and pronouns that speak" 300 '{ rep $n "Foreign Minister Ann Moe of Mali met him. \"Yes,\" the foreign minister said, and \"no,\" he said. "; echo; } | para | nsplit -q | grep -v "	Sent	"' nents
grows all "nents: sentences as records" 300 '{ rep $n "Ann Moe went to Oslo. "; echo; } | para | nsplit' nents

grows quick "nsim: one document many times" 1000 'docs $n "It rained in the town all day and the boats stayed at home"' nsim
grows all "nsim: one document many times, every pair asked for" 60 'docs $n "It rained in the town all day and the boats stayed at home"' nsim -r
grows all "nsim: one id many times" 300 'docs $n "It rained on day %d and the boats of number %d stayed at home" | sed "s/^[0-9]*	/d	/"' nsim -r
grows all "nsim: documents of one word" 500 'docs $n "x"' nsim
# A term leads to its last 512 documents: what is linear is so from there on.
grows all "nsim: documents that differ in one word" 1500 'docs $n "It rained in the town %d all day and the boats stayed at home until evening"' nsim -r --story
grows all "nsim: a document of one word over and over" 5000 '{ rep $n "go "; echo; } | para' nsim -r --story
grows all "nsim: two documents of one word over and over" 2000 '{ rep $n "go "; echo; } | para; { rep $n "go "; echo; } | para | sed "s/^d/e/"' nsim -r --story
grows all "nsim: stories" 1500 'docs $n "Word%d and thing%d met in place%d"' nsim --story
grows all "nsim: --sketch" 300 'docs $n "It rained in town %d all day and the boats stayed at home"' nsim --sketch
grows all "nsim: --pair, one hash" 300 'docs $n "It rained in the town all day and the boats stayed at home" | nsim --sketch | sort' nsim --pair
grows all "nsim: --link, one cluster" 150 'docs $n "It rained in the town all day and the boats stayed at home" | nsim --sketch | sort | nsim --pair | sort' nsim --link

grows quick "njson: escapes" 4000 '{ rep $n "\\\\\\\\t\""; echo; } | para' njson
grows all "njson: records" 300 '{ rep $n "It rains. "; echo; } | para | nsplit -w' njson
grows all "njson: code points" 1000 '{ rep $n "\303\251 x. "; echo; } | para | nsplit -w' njson --chars
grows all "njson: types" 500 'awk -v n=$n "BEGIN { printf \"d\t0\t9\tPara\t.\t.\tIt rains.\n\"; for (i = 0; i < n; i++) printf \"d\t0\t2\tt%09d\t.\t.\tIt\n\", i; printf \"d\t9\t9\tend\t.\t.\t.\n\" }"' njson
grows all "njson: comments" 1000 '{ num $n "# %d\n"; docs 1 "It rains."; }' njson
grows all "njson -r: facts" 200 'docs $n "It rains. We stay." | nsplit -w | njson -l' njson -r
grows all "njson -r: JSON in JSON" 5000 'rep $n "{\"a\":["' njson -r
grows all "njson -r: facts out of order" 300 'docs 1 "$(rep $n "It rains. ")" | nsplit -w | njson | sed "s/\"facts\":{\(.*\)\(\"Word\":\[.*\]\),/\"facts\":{\2,\1/"' njson -r

grows all "records: one long line" 4000000 'head -c $n /dev/zero | tr "\0" x' nsplit
grows quick "records: damaged lines" 2000 'num $n "a\t%d\n"' nsplit
grows all "records: comments" 3000 'num $n "# %d\n"' nsplit
grows all "records: out of order" 800 'awk -v n=$n "BEGIN { for (i = n; i > 0; i--) printf \"d\t%d\t%d\tx\t.\t.\tx\n\", i, i + 1 }"' ndate
grows all "records: one span, many values" 5000 'awk -v n=$n "BEGIN { printf \"d\t0\t9\tPara\t.\t.\tIt rains.\n\"; for (i = 0; i < n; i++) printf \"d\t0\t2\tx\t%09d\t.\tIt\n\", i }"' nsplit
grows all "records: blocks, each in one" 400 'awk -v n=$n "BEGIN { for (i = 0; i < n; i++) printf \"d\t%d\t%d\tPara\t.\t.\tIt rains.\n\", i * 10, i * 10 + 9 }"' ndate -d 2024-01-19
grows all "records: blocks in blocks" 300 'awk -v n=$n "BEGIN { for (i = 0; i < n; i++) printf \"d\t0\t9\tPara\t%06d\t.\tIt rains.\n\", i }"' nsplit -qw
exit $status
