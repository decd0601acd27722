# The promises of newsutils(7), for every program: write errors, chunks, closure and
# order, independence of documents, repetition, and life behind a slow pipe.
load helpers

filters="nsplit ndate nents nsim"

# Records of all sample pages, as a filter in the middle of a pipeline sees them.
input() {
	(cd "$pages" && nstrip -a ./*.txt | nsplit -q) >in.rec
}

# One filter with the options under which it does the most.
busy() {
	case $1 in
	nsplit) nsplit -qw ;;
	ndate) ndate ;;
	nents) nents ;;
	nsim) nsim -r --story ;;
	njson) njson ;;
	unjson) njson -r ;;
	esac
}

@test "a write error is exit status 2: /dev/full, closed stdout, tiny output, --help" {
	input
	for f in $filters; do
		for small in in.rec /dev/null; do
			s=0
			$f "$small" >/dev/full 2>err || s=$?
			# Nothing to write is nothing lost.
			[ $s -eq 2 ] || [ "$small" = /dev/null ] || { echo "$f: $s"; false; }
			s=0
			$f "$small" >&- 2>err || s=$?
			[ $s -eq 2 ] || { echo "$f, closed stdout: $s"; false; }
			[ "$(wc -l <err)" -eq 1 ]
			grep -q "^$f: write error" err
		done
	done
	for f in "$top"/bin/*; do
		s=0
		"$f" --help >/dev/full 2>err || s=$?
		[ $s -eq 2 ]
		s=0
		"$f" --version >/dev/full 2>err || s=$?
		[ $s -eq 2 ]
	done
	njson in.rec >in.json
	nsim --sketch in.rec | LC_ALL=C sort >in.sketch
	nsim --pair in.sketch | LC_ALL=C sort >in.pairs
	for f in "njson in.rec" "njson -l in.rec" "njson -r in.json" "nsim --sketch in.rec" \
	    "nsim --pair in.sketch" "nsim --link in.pairs" "ntrain split -e 1 in.rec" \
	    "nstrip $pages/courier-ferry.txt" "nstrip --text $pages/courier-ferry.txt" \
	    "nstrip --page $pages/courier-ferry.txt"; do
		s=0
		$f >/dev/full 2>err || s=$?
		[ $s -eq 2 ] || { echo "$f: $s"; false; }
		grep -q "^${f%% *}: write error: No space left on device$" err
	done
	printf 'a' | { s=0; nstrip >/dev/full 2>err || s=$?; [ $s -eq 2 ]; }
}

@test "the same bytes out for every way to cut the input, pipe or file" {
	(cd "$pages" && nstrip -a ./courier-*.txt ./beacon-lake.txt | nsplit -q) >in.rec
	for f in $filters njson; do
		busy $f <in.rec >want
		[ $f = njson ] || checked <want >/dev/null
		for n in 1 2 3 7 4095 4096 4097; do
			"$top/build/chunks" $n in.rec "$SHELL" -c "$(declare -f busy); busy $f" >got
			cmp want got || { echo "$f in chunks of $n"; false; }
		done
	done
	nstrip -a - <"$pages/beacon-lake.txt" >want
	for n in 1 2 3 7 4095 4096 4097; do
		"$top/build/chunks" $n "$pages/beacon-lake.txt" nstrip -a - >got
		cmp want got
	done
}

@test "limits are met at the same line for every way to cut the input" {
	# More lines than a document of --max-doc 100 may have, and one line that is longer.
	awk 'BEGIN { printf "d\t0\t9\t@doc\ttext\t.\t.\nd\t0\t9\tPara\t.\t.\tIt rains.\n"
		for (i = 0; i < 3000; i++) printf "d\t0\t2\tx\t%09d\t.\tIt\n", i
		printf "d\t9\t9\tend\t.\t.\t.\n" }' >many
	awk 'BEGIN { for (i = 0; i < 70000; i++) s = s "v"
		printf "d\t0\t2\tx\t%s\t.\tIt\nd\t2\t2\tend\t.\t.\t.\n", s }' >long
	awk 'BEGIN { for (i = 0; i < 70000; i++) s = s "v"
		printf "{\"id\":\"d\",\"type\":\"x\",\"start\":0,\"end\":2,\"value\":\"%s\",\"text\":\"It\"}\n", s
		print "{\"id\":\"d\",\"type\":\"end\",\"start\":2,\"end\":2}"
		print "{\"id\":\"e\",\"type\":\"end\",\"start\":2,\"end\":2}" }' >json
	for f in "many nsplit" "long nsplit" "json njson -r"; do
		set -- $f
		s=0
		"${@:2}" --max-doc 100 <"$1" >want 2>err.want || s=$?
		[ $s -eq 1 ]
		for n in 7 4096 100000; do
			s=0
			"$top/build/chunks" $n "$1" "${@:2}" --max-doc 100 >got 2>err || s=$?
			[ $s -eq 1 ]
			cmp want got || { echo "$f in chunks of $n"; false; }
			cmp err.want err
		done
	done
}

# conversion NAME LENGTH: standard input as a WARC record of plain text that says so many bytes.
conversion() {
	printf 'WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a.example/%s\r\n' "$1"
	printf 'Content-Type: text/plain\r\nContent-Length: %s\r\n\r\n' "$2"
	cat
	printf '\r\n\r\n'
}

# many N BYTE: so many of a byte.
many() {
	head -c "$1" /dev/zero | tr '\0' "$2"
}

@test "where a read ends is not where a page, a member or a limit ends" {
	local last
	last=$(echo 'We stay.' | conversion 2 9 | base64 -w 0)
	last() { base64 -d <<<"$last"; }
	# Line ends where the record says that it is over, and no record behind them.
	{ { echo 'It rains'; many 60 '\r'; echo 'It pours.'; } | conversion 1 20; last; } >ends.warc
	# Blocks of about as many bytes as are kept of one, and of more.
	for n in $(seq 131784 2 131808) 150000; do { many $n x; many 70 '\r'; } | conversion $n 9; done >limit.warc
	{ printf 'WARC/1.0\r\nX: '; many 70000 x; printf '\r\n\r\nIt rains.\r\n\r\n'; last; } >head.warc
	{ printf 'd\t0\t0\t@doc\ttext\t.\t'; many 100000 x; printf '\nd\t0\t0\tend\t.\t.\t.\n'; } >long.rec
	# Members that are cut have eaten into those behind them.
	awk 'BEGIN { srand(3); for (i = 0; i < 30000; i++) printf "%c", 97 + int(rand() * 26) }' | gzip -n >whole.gz
	{ head -c 9000 whole.gz; head -c 5000 whole.gz; echo 'We stay.' | gzip -n; tail -c 300 whole.gz
		echo 'We go.' | gzip -n; } >cut.gz
	for f in "ends.warc warc 64K" "limit.warc warc 100" "head.warc warc 64K" "long.rec auto 1M" "cut.gz text 64K"; do
		set -- $f
		s=0
		nstrip -a -f "$2" --max-doc "$3" - <"$1" >want 2>err.want || s=$?
		for n in 7 20 4096; do
			again=0
			"$top/build/chunks" $n "$1" nstrip -a -f "$2" --max-doc "$3" - >got 2>err || again=$?
			[ $again -eq $s ] || { echo "$1 in chunks of $n: $again, not $s"; false; }
			cmp want got || { echo "$1 in chunks of $n"; false; }
			cmp err.want err
		done
		checked <want >/dev/null
	done
}

@test "offsets, order and closure hold on every output" {
	input
	checked --source "$pages" <in.rec >/dev/null
	for f in $filters; do
		busy $f <in.rec | checked --source "$pages" >/dev/null
		(cd "$pages" && $f -T ./*.txt) | checked --source "$pages" >/dev/null
	done
	nsplit -qw in.rec | ndate | nents -x | nsim -r --story >all.rec
	checked --source "$pages" <all.rec >/dev/null
	LC_ALL=C sort -s -t"$(printf '\t')" -k1,1 -k2,2n -k3,3nr -k4 all.rec >sorted
	(cd "$pages" && LC_ALL=C ls) >names
	LC_ALL=C sort -s -c -t"$(printf '\t')" -k1,1 -k2,2n -k3,3nr -k4 sorted
	cmp sorted all.rec
}

@test "two inputs together are each by itself, in any order" {
	(cd "$pages" && nstrip -a courier-ferry.txt courier-lake.txt | nsplit -q) >a
	(cd "$pages" && nstrip -a beacon-bees.txt beacon-lake.txt | nsplit -q) >b
	# They share names: what remembers has something to remember.
	! cmp -s <(cat a b | nents) <(cat a b | nents -x) || false
	for f in nsplit ndate nents; do
		cat a b | busy $f >ab
		{ busy $f <a; busy $f <b; } | cmp - ab
		$f a b >files
		cat a b | $f | cmp - files
		cat b a | busy $f >ba
		{ busy $f <b; busy $f <a; } | cmp - ba
		# Two documents of one id, in a row or not: ids are the input's own.
		for x in a b; do sed 's/^[^	]*	/same	/' $x >same.$x; done
		cat same.a same.b | busy $f >ab
		{ busy $f <same.a; busy $f <same.b; } | cmp - ab
		# Documents that another id or the end of the input closes.
		for x in a b; do grep -vP '\tend\t' $x >open.$x; done
		cat open.a open.b | busy $f >ab
		{ busy $f <open.a; busy $f <open.b; } | cmp - ab
		busy $f <a | grep -vP '\tend\t' | cmp - <(busy $f <open.a)
	done
}

@test "a filter run twice is a filter run once; ndate and nents commute" {
	input
	for f in $filters; do
		busy $f <in.rec >once
		busy $f <once | cmp - once || { echo "$f"; false; }
	done
	ndate in.rec | nents >dn
	nents in.rec | ndate | cmp - dn
	nstrip in.rec >out 2>err || [ $? -eq 1 ]
	cmp out in.rec
	grep -q 'records' err
}

@test "unknown types, comments and what others found pass through untouched" {
	input
	tab=$(printf '\t')
	# A record of our own at the head of each Para that begins in ASCII, a comment before it.
	{
		cat in.rec
		LC_ALL=C awk -F'\t' -v OFS='\t' '$4 == "Para" && substr($7, 1, 4) ~ /^[A-Za-z ]*$/ {
			print $1, $2, $2 + 4, "x-own", ".", ".", substr($7, 1, 4) }' in.rec
	} | LC_ALL=C sort -s -t"$tab" -k1,1 -k2,2n -k3,3nr -k4 |
	    awk -F'\t' '$4 == "x-own" { print "# mine" } { print }' >odd.rec
	grep -e "${tab}x-own$tab" -e '^# mine$' odd.rec >ours
	[ "$(wc -l <ours)" -gt 20 ]
	for f in $filters; do
		busy $f <in.rec >plain
		busy $f <odd.rec >got
		grep -e "${tab}x-own$tab" -e '^# mine$' got | cmp - ours
		grep -v -e "${tab}x-own$tab" -e '^# mine$' got | cmp - plain
	done
}

@test "-o prints a filter's own records only, and the next filter says what is missing" {
	input
	for f in nsplit ndate nents; do
		$f -o in.rec >own
		[ -s own ]
		! grep -qP '\t(@doc|Para|Headline|Junk|end)\t' own || false
		$f in.rec | LC_ALL=C sort >all
		LC_ALL=C sort own | LC_ALL=C comm -13 all - >extra
		[ ! -s extra ]
	done
	ndate -o in.rec >own
	s=0
	nents own >out 2>err || s=$?
	[ $s -eq 1 ]
	cmp own out
	grep -q 'no blocks' err
}

@test "every document's facts are out as soon as its end is in" {
	mkfifo pipe
	(cd "$pages" && nstrip courier-ferry.txt beacon-bees.txt) >two
	nsplit -q <pipe | ndate | nents | nsim --story >out &
	exec 9>pipe
	cat two >&9
	# The pipe stays open; both documents must come through all the same.
	for i in $(seq 100); do
		[ "$(grep -cP '\tend\t' out || true)" = 2 ] && break
		sleep 0.1
	done
	[ "$(grep -cP '\tend\t' out)" = 2 ]
	grep -qP '\tperson\t' out
	exec 9>&-
	wait
}

@test "nstrip hands on a page while its last operand is still open" {
	mkfifo pipe
	nstrip "$pages/courier-ferry.txt" "$pages/beacon-bees.txt" pipe | nsplit | ndate >out &
	exec 9>pipe
	for i in $(seq 100); do
		[ "$(grep -cP '\tend\t' out || true)" = 2 ] && break
		sleep 0.1
	done
	[ "$(grep -cP '\tend\t' out)" = 2 ]
	exec 9>&-
	wait
}

@test "the locale, the time zone and the clock make no difference" {
	input
	# Days that nothing in the input places, too.
	echo 'It rained on Monday, and two weeks ago, said Ann Moe.' >undated
	clock=$top/build/probe.so
	! sanitized "$top/bin/nsplit" || clock=
	[ -z "$clock" ] || [ "$(PROBE=clock LD_PRELOAD=$clock date +%Y)" -gt 2050 ]
	for f in $filters; do
		{ busy $f <in.rec; $f -T undated; } >want
		{ LC_ALL=tr_TR.UTF-8 TZ=Pacific/Kiritimati busy $f <in.rec; LC_ALL=tr_TR.UTF-8 $f -T undated; } | cmp - want
		{ LC_ALL=C TZ=UTC busy $f <in.rec; TZ=UTC $f -T undated; } | cmp - want
		{ PROBE=clock LD_PRELOAD=$clock busy $f <in.rec; PROBE=clock LD_PRELOAD=$clock $f -T undated; } | cmp - want
	done
	for p in courier-ferry.txt courier-ferry.html crawl.warc feed.ndjson; do
		PROBE=clock LD_PRELOAD=$clock nstrip -a "$pages/$p" | cmp - <(nstrip -a "$pages/$p")
	done
}

# The markup library brings 30 MB of tables into the address space of whoever names it.
@test "only the programs that read markup name the library for it" {
	for p in "$top"/bin/*; do
		ldd "$p" >libs 2>/dev/null || skip "no ldd, or static programs"
		case ${p##*/} in
		nstrip | ntrain) grep -q libxml2 libs ;;
		*) ! grep -q libxml2 libs || { echo "$p"; false; } ;;
		esac
	done
	"$top/bin/nsim" -V >/dev/null
	(ulimit -v 30000; nsim -V) >/dev/null 2>&1 || skip "a sanitized program needs more"
	for f in nsplit ndate njson; do
		(ulimit -v 40000; $f -T "$pages/beacon-lake.txt") >/dev/null || { echo "$f"; false; }
	done
}
