# nsim: copies, passages, stories.
load helpers

# Words of our own: `words FROM TO` prints made-up sentences, ten words each, all different.
words() {
	seq "$1" "$2" | awk '{ printf "w%dx", $1 * 7919 % 100003; printf $1 % 10 ? " " : ".\n" }'
}
dups() { awk -F'\t' '$4 == "@dup" {print $1, $5, $6}'; }
reuses() { awk -F'\t' '$4 == "reuse" {print $1, $2, $3, $5, $6}'; }
stories() { awk -F'\t' '$4 == "@story" {print $1, $5}'; }
# A record file of plain text: `recs ID DAY SOURCE URL <text`, each line a Para.
recs() {
	awk -v id="$1" -v day="$2" -v source="$3" -v url="$4" -v OFS='\t' '
	    { l[NR] = $0; n += length($0) + 1 }
	    END {
	        print id, 0, n, "@doc", "text", ".", "."
	        if (day) print id, 0, n, "@published", day, ".", "."
	        if (source) print id, 0, n, "@source", source, ".", "."
	        if (url) print id, 0, n, "@url", url, ".", "."
	        for (i = 1; i <= NR; i++) {
	            if (length(l[i])) print id, at + 0, at + length(l[i]), "Para", ".", ".", l[i]
	            at += length(l[i]) + 1
	        }
	        print id, n, n, "end", ".", ".", "."
	    }'
}

@test "a copy is told with the share of it that was there before" {
	words 1 400 >a
	{ words 1 200; words 1001 1200; } >b
	words 2001 2400 >c
	cp a d
	nsim -T a b c d | checked . | dups >got
	[ "$(sed -n 1p got | cut -d' ' -f1,2)" = 'b a' ]
	awk 'NR == 1 { exit !($3 > 0.35 && $3 < 0.65) }' got
	[ "$(sed -n 2p got)" = 'd a 1.00' ]
	[ "$(wc -l <got)" -eq 2 ]
}

@test "punctuation, case and quotation marks make no difference; one word does" {
	echo "The ferry's captain said: \"We waited, and we waited.\" It was late" >a
	echo 'THE FERRY’S CAPTAIN SAID “we waited and we waited” It was late.' >b
	echo "The ferry's captain said: \"We waited, and we slept.\" It was late" >c
	nsim -T a b c | checked . | dups >got
	[ "$(sed -n 1p got)" = 'b a 1.00' ]
	awk 'NR == 2 { exit !($1 == "c" && $3 < 1) }' got
}

@test "-t is the least score; --all names every earlier document above it" {
	words 1 600 >a
	{ words 1 300; words 1001 1300; } >b
	{ words 1 150; words 1001 1150; words 2001 2300; } >c
	nsim -T a b c | checked . | dups | grep -c '^c ' >n
	[ "$(cat n)" = 1 ]
	[ "$(nsim -T --all -t .1 a b c | checked . | dups | grep -c '^c ')" = 2 ]
	[ "$(nsim -T -t .9 a b c | checked . | dups | wc -l)" -eq 0 ]
}

@test "--jaccard scores what both have together" {
	words 1 200 >a
	words 1 800 >b
	nsim -T b a | checked . | dups | awk '{ exit !($3 > 0.9) }'
	nsim -T --jaccard -t .05 b a | checked . | dups | awk '{ exit !($3 > 0.1 && $3 < 0.4) }'
}

@test "-u leaves copies out, and never the fuller story behind a brief" {
	words 1 60 >brief
	words 1 400 >full
	words 1 400 >same
	[ "$(nsim -uT brief full same | checked . | cut -f1 | sort -u | tr '\n' ' ')" = 'brief full ' ]
	[ "$(nsim -uT full brief same | checked . | cut -f1 | sort -u | tr '\n' ' ')" = 'full ' ]
	# With a low -t too.
	[ "$(nsim -u -t .05 -T brief full | checked . | cut -f1 | sort -u | tr '\n' ' ')" = 'brief full ' ]
}

@test "what -u left out is nobody's original" {
	words 1 400 >a
	{ words 1 390; words 1001 1010; } >b
	{ words 1 390; words 1001 1010; } >c
	nsim -uT a b c | checked . >out
	[ "$(cut -f1 out | sort -u)" = a ]
}

@test "one page seen twice is a version" {
	words 1 300 | recs one 2024-01-01 paper https://example.org/x >in
	{ words 1 290; words 501 510; } | recs two 2024-01-02 paper https://example.org/x >>in
	nsim in | checked | awk -F'\t' '$4 == "@dup"' >got
	[ "$(cut -f1,5,7 got)" = "$(printf 'two\tone\tversion')" ]
}

@test "what a source prints every day is furniture; what it copies is not" {
	words 9001 9060 >furniture
	for i in 1 2 3 4 5 6; do
		{ words "$((i * 1000))" "$((i * 1000 + 99))"; cat furniture; } |
		    recs "d$i" "2024-01-0$i" paper "" >>in
	done
	# The same from another source, and on one day: no furniture.
	{ words 8001 8100; cat furniture; } | recs other 2024-01-07 gazette "" >>in
	nsim --all -t .25 --sample 1 in | checked | dups >got
	! grep -E '^d[456] ' got || false
	grep -q '^other ' got
}

@test "a passage is told with its place in the earlier document" {
	{ words 1 30; echo 'Divers found a long crack in the hull at first light on Monday.'; words 41 70; } >a
	{ words 101 130; echo 'He said that divers found a long crack in the hull at first light.'; words 141 170; } >b
	nsim -rT a b | checked . >out
	reuses <out >got
	[ "$(wc -l <got)" -eq 1 ]
	awk -F'\t' '$4 == "reuse" {print $7}' out >text
	[ "$(cat text)" = 'divers found a long crack in the hull at first light' ]
	place=$(awk '{ sub(/^a:/, "", $4); print $4 }' got)
	[ "$(head -c "${place#*-}" a | tail -c +$((${place%-*} + 1)))" = 'Divers found a long crack in the hull at first light' ]
}

@test "a passage goes over small edits, and its score is the share kept" {
	echo 'The two ministers agreed to strengthen the working level cooperation of their navies and coast guards.' >a
	echo 'The two ministers agreed to deepen the working level cooperation of their navies and coast guards.' >b
	nsim -rT a b | checked . | reuses >got
	[ "$(cat got)" = 'b 0 97 a:0-101 0.93' ]
}

@test "passages end where a sentence ends" {
	printf 'The ferry lay off the coast all night. Divers found a crack in the hull at dawn.\n' >a
	cp a b
	nsplit -T a b | nsim -r | checked . | reuses | cut -d' ' -f2,3 >got
	printf '0 37\n39 79\n' | diff - got
}

@test "a shared quote is a passage of its own, whatever stands around it" {
	printf '%s\t%s\t%s\t%s\t%s\t.\t%s\n' \
	    a 0 59 @doc text a \
	    a 0 59 Para . 'They were told: "Nobody should spend a night there." I left.' \
	    a 59 59 end . . | sed 's/\t59\t/\t60\t/; s/\t59\t/\t60\t/' >in
	printf '%s\t%s\t%s\t%s\t%s\t.\t%s\n' \
	    b 0 60 @doc text b \
	    b 0 60 Para . '"Nobody should spend a night there," the minister had said to' \
	    b 0 36 quote direct '"Nobody should spend a night there,"' \
	    b 61 61 end . . | sed 's/\t60\t/\t61\t/' >>in
	nsim -r -t 1 in | checked | reuses >got
	[ "$(cat got)" = 'b 0 36 a:17-50 1.00' ]
}

@test "documents of one story share @story, others stay apart; the first names itself" {
	cat >a <<'END'
The ferry Nordlys lost power off Stavanger on Sunday with 252 people aboard.
Captain Riis said that a pump failed and the engine stopped.
END
	cat >b <<'END'
A failed pump stopped the engine of the Nordlys, the captain of the ferry, Riis, said in Stavanger.
All 252 passengers were safe after a night without power.
END
	cat >c <<'END'
Growers in the valley fear for the plum harvest after a week of frost in April.
The ministry promised loans, and the union of growers called them too small.
END
	nsim --story -T a b c | checked . | stories >got
	printf 'a a\nb a\nc c\n' | diff - got
}

@test "with no day known, months and years keep the same event of two years apart" {
	vote() { echo "The vote in $1 was lost by Varlund, and in $1 so was the next."; }
	{ vote 'September 2008'; words 1 5; words 101 160; } >a
	{ vote 'September 2008'; words 1 5; words 201 260; } >b
	{ vote 'March 2012'; words 1 5; words 201 260; } >c
	nsim --story -T a b | checked . | stories >got
	printf 'a a\nb a\n' | diff - got
	nsim --story -T a c | checked . | stories >got
	printf 'a a\nc c\n' | diff - got
}

@test "a filter twice is a filter once, with every option" {
	words 1 300 >a; { words 1 200; words 501 600; } >b; cp a c
	nsim -r --story --all -T a b c | checked . >once
	nsim -r --story --all <once | checked . >twice
	diff once twice
	nsim -u -T a b c >once
	nsim -u <once | diff once -
}

@test "-o prints only what nsim adds" {
	words 1 100 >a; cp a b
	[ "$(nsim -oT a b | checked | cut -f4 | sort -u)" = '@dup' ]
}

@test "an id comes back as it was written" {
	words 1 100 >'a	b\c'
	cp 'a	b\c' d
	[ "$(nsim -oT 'a	b\c' d | checked | cut -f5)" = 'a\tb\\c' ]
	[ "$(nsim -roT 'a	b\c' d | checked | awk -F'\t' '$4 == "reuse"' | head -n 1 | cut -f5 | cut -d: -f1)" = 'a\tb\\c' ]
}

@test "documents without words, of one word, and of few" {
	: >none
	echo '...' >marks
	echo word >one
	echo word >again
	printf 'two words\n' >two
	nsim -r --story -T none marks one again two | checked >out
	[ "$(dups <out)" = 'again one 1.00' ]
}

@test "100,000 identical documents take linear time and give one link each" {
	words 1 50 | recs X "" "" "" >one
	for n in 10000 100000; do
		awk -v n="$n" '{ l[NR] = $0 } END { for (i = 0; i < n; i++) for (k = 1; k <= NR; k++)
		    print "d" i substr(l[k], 2) }' one >in.$n
		s=$(date +%s%N)
		nsim -r --story --all in.$n >out
		e=$(date +%s%N)
		echo "$(((e - s) / 1000000))" >ms.$n
		dups <out >got
		[ "$(wc -l <got)" -eq $((n - 1)) ]
		[ "$(cut -d' ' -f2 got | sort -u)" = d0 ]
	done
	# Quadratic work would take a hundred times as long; a busy machine, thirty at most.
	[ "$(cat ms.100000)" -lt $((30 * $(cat ms.10000) + 3000)) ]
	# Not the same, but copies: each is held against a bounded number.
	awk '{ l[NR] = $0 } END { for (i = 0; i < 3000; i++) for (k = 1; k <= NR; k++) {
	    x = "d" i substr(l[k], 2)
	    if (k == 2) sub(/w7919x/, sprintf("v%05d", i), x)
	    print x } }' one >in
	timeout 60 nsim -r --story --all in >out
	[ "$(dups <out | wc -l)" -le $((3000 * 64)) ]
}

# Forty documents of five families, over days and sources, in order of day and id.
family() {
	for i in $(seq 10 49); do
		f=$((i % 5))
		{
			words "$((f * 1000 + i * 3))" "$((f * 1000 + i * 3 + 300))"
			words "$((i * 1000 + 50000))" "$((i * 1000 + 50000 + i % 7 * 30))"
		} | recs "d$i" "2024-$((10 + i / 25))-$((10 + i % 25 / 2))" "paper$((i % 3))" ""
	done
	words 1 200 | recs e1 2025-03-01 "" ""
	words 1 200 | recs e2 2025-03-02 "" ""
}
LINK() { LC_ALL=C sort "$@" | nsim --pair | LC_ALL=C sort; }

@test "the stages find the same pairs as the streaming form, with the same scores" {
	family >in
	nsim --all in | checked | awk -F'\t' -v OFS='\t' '$4 == "@dup" {print $1, $5, $6}' | LC_ALL=C sort >want
	[ "$(wc -l <want)" -gt 50 ]
	nsim --sketch in | LINK | nsim --link | cut -f1-3 | LC_ALL=C sort >got
	diff want got
	nsim --all -t .1 --jaccard in | awk -F'\t' -v OFS='\t' '$4 == "@dup" {print $1, $5, $6}' | LC_ALL=C sort >want
	nsim --sketch in | LINK | nsim --link -t .1 --jaccard | cut -f1-3 | LC_ALL=C sort >got
	diff want got
}

@test "lines of sketches that lie about their counts are survived" {
	tail -c +4 "$top/tests/fuzz/corpus/stage/counts" >in
	s=0
	nsim --link in >out 2>err || s=$?
	[ $s -eq 1 ]
	! grep -v '^nsim: in:[0-9]*: ' err || false
}

@test "shards of documents and of hashes change no byte; nor does merging twice" {
	family >in
	nsim --sketch in | LINK | nsim --link >want
	for n in 4 16; do
		rm -f doc.* hash.*
		awk -F'\t' -v n="$n" '$1 != id {id = $1; k++} {print >("doc." k * 7 % n)}' in
		for f in doc.*; do nsim --sketch "$f" | LC_ALL=C sort >"sk.$f"; done
		LC_ALL=C sort -m sk.doc.* | awk -v n="$n" '
		    {x = index("0123456789abcdef", substr($0, 2, 1)) * 16
		     x += index("0123456789abcdef", substr($0, 3, 1))
		     print >("hash." x % n)}'
		for f in hash.*; do nsim --pair "$f" | LC_ALL=C sort >"pr.$f"; done
		LC_ALL=C sort -m pr.hash.* | nsim --link >got
		cmp want got
		cat sk.doc.* sk.doc.0 | LINK | nsim --link | cmp want -
		rm -f sk.* pr.*
	done
}

@test "clusters are by average link; --closure joins whatever is linked" {
	# A chain: each document shares half with the one before.
	for i in 0 1 2 3 4 5 6 7; do
		words "$((i * 200 + 1))" "$((i * 200 + 400))" | recs "c$i" "2024-01-0$((i + 1))" "" "" >>in
	done
	nsim --sketch --sample 1 in | LINK >pairs
	[ "$(nsim --link -t .4 --closure pairs | cut -f4 | sort -u)" = c0 ]
	[ "$(nsim --link -t .4 pairs | cut -f4 | sort -u | wc -l)" -gt 1 ]
}

@test "stages told of lines that are not theirs, and of a sort forgotten" {
	words 1 200 | recs a 2024-01-01 "" "" >in
	for s in --pair --link; do
		run nsim $s in
		[ "$status" -eq 1 ]
		[ "$output" = "nsim: in:1: newsutils records, no lines of nsim --$([ $s = --pair ] && echo sketch || echo pair): left out" ]
		printf 'no\nno\n' >text
		run nsim $s text text
		[ "$status" -eq 1 ] && [ "${#lines[@]}" -eq 2 ] # each operand is told of once
		[[ "${lines[1]}" == "nsim: text:1: no line of nsim "*": what is before the first is left out" ]]
	done
	nsim --sketch in | LC_ALL=C sort >sorted
	nsim --pair sorted >want
	(cat text; head -n 3 sorted; cat text; tail -n +4 sorted) >mixed
	s=0
	nsim --pair mixed >out 2>err || s=$?
	[ $s -eq 1 ] && cmp out want
	[ "$(grep -c 'mixed:[167]: no line of nsim --sketch' err)" -eq 3 ] # what stands between is told of, line by line
	nsim --sketch in | LC_ALL=C sort -r >back
	run nsim --pair back
	[ "$status" -eq 1 ]
	[[ "$output" == *"sort the sketches first"* ]]
	[ -z "$(nsim --pair </dev/null)" ]
	[ -z "$(nsim --link </dev/null)" ]
}

@test "options that a stage has no use for are wrong usage" {
	for o in '--sketch --pair' '--pair --link' --closure '--sketch -t .5' '--pair --jaccard' '--link -u' \
	    '--link -o' '--sketch -r' '--pair --all' '--sketch --story' '--link --window 3' \
	    '--pair --state x' '--link -T' '--pair --sample 8'; do
		run nsim $o /dev/null
		[ "$status" -eq 2 ] || { echo "$o"; false; }
		[[ "${lines[0]}" == "nsim: -"* && "${lines[1]}" == "Try 'nsim --help'." ]]
	done
	nsim -T --sketch --sketch --sample 8 /dev/null
	nsim --link --closure -t .5 --jaccard /dev/null
}

@test "--state remembers from run to run, and one file merges with another" {
	words 1 300 | recs a 2024-01-01 "" "" >a.nu
	words 1001 1300 | recs b 2024-01-02 "" "" >b.nu
	{ words 1 290; words 501 510; } | recs c 2024-01-03 "" "" >c.nu
	{ words 1001 1290; words 501 510; } | recs d 2024-01-03 "" "" >d.nu
	nsim --state one a.nu | checked >out
	[ -z "$(dups <out)" ]
	[ "$(nsim --state one c.nu | checked | dups | cut -d' ' -f1,2)" = 'c a' ]
	[ "$(nsim --state one a.nu | dups)" = 'a a 1.00' ]
	[ "$(wc -l <one)" -eq 2 ]
	nsim --state two b.nu >out
	cat one two >both
	[ "$(cat c.nu d.nu | nsim --state both | checked | dups | cut -d' ' -f1,2 | tr '\n' ' ')" = 'c c d b ' ]
	# In one run and in two, the same.
	cat a.nu b.nu d.nu | nsim -o >want
	rm -f s
	for f in a b d; do nsim -o --state s "$f.nu"; done >got
	diff want got
}

@test "a state that is cut short, changed, or of another version or sample is refused" {
	words 1 300 | recs a 2024-01-01 "" "" >in
	nsim --state good in >out
	head -c 200 good >bad1
	sed 's/\(.\{100\}\)./\1x/' good >bad2
	sed 's/^nsim2/nsim1/' good >bad3
	echo 'hello' >bad4
	for b in bad1 bad2 bad3 bad4; do
		cp "$b" was
		run nsim --state "$b" in
		[ "$status" -eq 2 ]
		[[ "$output" == "nsim: $b:1: "* ]]
		cmp "$b" was
		[ ! -e "$b.new" ]
	done
	run nsim --sample 32 --state good in
	[ "$status" -eq 2 ]
	[[ "$output" == *"another --sample"* ]]
	run nsim --state /nonexistent/dir/x in
	[ "$status" -eq 2 ]
	run nsim --state good -r in
	[ "$status" -eq 2 ]
	[[ "$output" == *"made without -r and --story"* ]]
	mkfifo pipe
	for f in pipe .; do
		run nsim --state "$f" in
		[ "$status" -eq 2 ]
		[[ "$output" == *"not a regular file"* ]]
	done
}

# Documents of stories, copies and passages, one after the other, with days and names.
feed() {
	for i in $(seq 10 39); do
		f=$((i % 4))
		{
			echo "The vote in Keld$f was lost by Osk Varlund$f on a wet day of $((f * 111)) ballots."
			words "$((f * 1000))" "$((f * 1000 + 60 + i * 3))"
			[ $((i % 5)) -ne 0 ] || words 1 40
			words "$((i * 1000 + 50000))" "$((i * 1000 + 50000 + i % 7 * 30))"
		} | recs "d$i" "2024-03-$i" "paper$((i % 3))" "" | sed 's/2024-03-3/2024-04-0/'
	done
	words 4000 4090 | recs same1 2024-04-10 "" ""
	words 4000 4090 | recs same2 2024-04-11 "" ""
}

@test "--state: -r and --story give over many runs what they give in one" {
	feed | nents >in
	[ "$(nsim -o --story in | stories | cut -d' ' -f2 | sort -u | wc -l)" -gt 3 ]
	for o in "-r --story" "-r --all" --story; do
		nsim -o $o in >want
		[ "$(wc -l <want)" -gt 30 ]
		rm -f s part.*
		awk -F'\t' '$1 != id {id = $1; k++} {print >("part." int(k / 9))}' in
		for k in 0 1 2 3; do nsim -o $o --state s part.$k; done >got
		diff want got
		nsim --state s in | checked | dups >out # for copies it will do too
	done
}

@test "a state of stories: files merge, and what was printed is never revised" {
	feed >in
	awk -F'\t' '$1 ~ /[13579]$/ {print >"odd"; next} {print >"even"}' in
	nsim -o --story --state one odd | stories >told
	nsim -o --story --state two even | stories >>told
	cat two one >both
	nsim -o -r --story --state both in | stories | sort >got
	# Pages known already are copies of themselves, in the story they were in.
	grep -v ^same told | sort | diff - <(grep -v ^same got)
	# Without the line of a story's first page, it keeps its name.
	first=$(awk '$1 != $2 {print $2; exit}' told)
	awk -F'\t' -v f="$first" '$9 != f' both >less
	nsim -o --story --state less in | stories | awk '{print $2}' | grep -qx "$first"
}

@test "a run that is killed, or cannot write, leaves the state as it was" {
	feed >in
	head -n 30 in | nsim -r --story --state s - >out
	cp s was
	mkfifo pipe
	nsim -r --story --state s pipe >out 3>&- &
	pid=$!
	exec 8>pipe
	cat in >&8
	for i in $(seq 500); do [ ! -e s.new ] || break; sleep 0.01; done
	run nsim -r --story --state s in # meanwhile nobody else may
	[ "$status" -eq 2 ]
	[[ "$output" == *"in use by another run"* ]]
	kill -9 "$pid"
	wait "$pid" || true
	exec 8>&-
	cmp s was
	# The disk is full.
	run bash -c 'trap "" XFSZ; ulimit -f 8; nsim -r --story --state s in | wc -l'
	[[ "$output" == *"nsim: s: "* ]]
	cmp s was
	[ ! -e s.new ]
	# What was left behind is no hindrance.
	nsim -r --story --state s in | checked >out
	[ "$(wc -l <s)" -gt "$(wc -l <was)" ]
	[ ! -e s.new ]
}

@test "a state keeps its mode, and stays where a link leads" {
	words 1 300 | recs a 2024-01-01 "" "" >in
	mkdir there
	nsim --state there/s in >out
	chmod 640 there/s
	ln -s there/s s
	words 1001 1300 | recs b 2024-01-02 "" "" | nsim --state s >out
	[ -L s ]
	[ "$(wc -l <there/s)" -eq 2 ]
	[ "$(stat -c %a there/s 2>/dev/null || stat -f %Lp there/s)" = 640 ]
}

@test "--window with -r and --story: what is older is no source and no story" {
	feed >in
	nsim -o -r --story --window 8 in >got
	day() { awk -F'\t' '$4 == "@published" {print $1, $5}' in; }
	day >days
	awk 'NR == FNR {split($2, x, "-"); at[$1] = x[2] * 31 + x[3]; next}
	    $2 ~ /:/ {sub(/:.*/, "", $2)} at[$1] - at[$2] > 9 {print; bad = 1} END {exit bad}' days \
	    <(awk -F'\t' '$4 == "reuse" {print $1, $5}' got)
	grep -q reuse got
	# The state forgets too.
	nsim -o -r --story --window 8 --state s in >out
	cmp got out
	nsim -o -r --story --window 8 --state s </dev/null >out
	[ "$(wc -l <s)" -lt 15 ]
	[ "$(wc -l <s)" -gt 5 ]
}

@test "--window with -r and --story forgets in memory, over thousands of days" {
	# Each day two new pages and a rewrite of yesterday's.
	awk 'BEGIN { t = "\t"; for (i = 0; i < 6000; i++) {
	    day = sprintf("20%02d-%02d-%02d", i / 336 % 100, i / 28 % 12 + 1, i % 28 + 1)
	    text = "The vote in Keld" int(i / 2) " was lost."
	    for (k = 0; k < 40; k++) text = text " w" int(i / 2) * 61 + k + (k > 30) * i
	    text = text "."; n = length(text); id = "d" i
	    print id t 0 t n t "@doc" t "text" t "." t "."
	    print id t 0 t n t "@published" t day t "." t "."
	    print id t 0 t n t "Para" t "." t "." t text
	    print id t n t n t "end" t "." t "." t "." } }' >in
	nsim -o -r --story --window 5 in >got
	[ "$(grep -c "$(printf '\treuse\t')" got)" -ge 3000 ]
	[ "$(stories <got | awk '$1 != $2' | wc -l)" -ge 2500 ]
}

@test "what could not be written is not remembered" {
	words 1 300 | recs a 2024-01-01 "" "" >in
	run sh -c 'nsim --state s in >/dev/full'
	[ "$status" -eq 2 ]
	[ ! -s s ]
}

@test "--window forgets what is older, in memory too" {
	for day in 01 02 20; do words 1 300 | recs "d$day" "2024-01-$day" "" ""; done >in
	[ "$(nsim --window 7 in | checked | dups)" = 'd02 d01 1.00' ]
	[ "$(nsim --window 30 in | checked | dups | wc -l)" -eq 2 ]
	# Thousands of days: the first of each year has words of its own, the rest repeat them.
	awk 'BEGIN { for (i = 0; i < 6000; i++) {
	    day = sprintf("20%02d-%02d-%02d", i / 336 % 100, i / 28 % 12 + 1, i % 28 + 1)
	    text = ""
	    for (k = 0; k < 20; k++) text = text "w" int(i / 2) * 31 + k " "
	    text = text "."; n = length(text); id = "d" i; t = "\t"
	    print id t 0 t n t "@doc" t "text" t "." t "."
	    print id t 0 t n t "@published" t day t "." t "."
	    print id t 0 t n t "Para" t "." t "." t text
	    print id t n t n t "end" t "." t "." t "." } }' >in
	nsim -o --window 5 in | dups | grep -c ' 1.00$' >n
	[ "$(cat n)" -eq 3000 ]
}

@test "two documents with one id are told of" {
	words 1 100 | recs a "" "" "" >in
	words 201 300 | recs b "" "" "" >>in
	words 1 100 | recs a "" "" "" >>in
	run nsim -o in
	[ "$status" -eq 1 ]
	[[ "$output" == *"two documents have the id a"* ]]
}

@test "wrong options are told" {
	for o in '-t 0' '-t 2' '-t x' '--sample 3' '--sample 0' '--nonsense'; do
		run nsim $o </dev/null
		[ "$status" -eq 2 ]
	done
}
