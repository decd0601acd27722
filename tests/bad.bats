# Bad input: a clear message, the right exit status, and nothing lost.
load helpers
bats_require_minimum_version 1.5.0

filters="nsplit ndate nents nsim"

# fails STATUS PATTERN COMMAND...: the exit status, and one line on stderr like PATTERN.
fails() {
	want=$1 pattern=$2 s=0
	shift 2
	"$@" >out 2>err || s=$?
	[ $s -eq "$want" ] || { echo "status $s, not $want: $*"; cat err; return 1; }
	[ "$(wc -l <err)" -eq 1 ] || { echo "stderr: $*"; cat err; return 1; }
	grep -qE -- "$pattern" err || { echo "message: $*"; cat err; return 1; }
}

records() {
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' a 0 40 @doc text . a.txt \
	    a 0 24 Para . . 'It rained in the town, 5' a 25 40 Para . . 'They stayed in.' a 40 40 end . . .
}

@test "a missing file and a directory: status 2, the rest is done" {
	records >a.rec
	for f in $filters; do
		fails 2 "^$f: nowhere: No such file or directory$" $f nowhere a.rec
		grep -q 'They stayed in' out
		fails 2 "^$f: \.: Is a directory$" $f . a.rec
		grep -q 'They stayed in' out
	done
	echo 'It rained all day in the old town, and the people stayed at home until the evening, the mayor said.' >page
	fails 2 '^nstrip: nowhere: No such file' nstrip nowhere page
	grep -q 'rained all day' out
	fails 2 '^nstrip: \.: Is a directory' nstrip . page
}

@test "standard input that is closed is an error where it is read, and only there" {
	(cd "$pages" && nstrip -a ./beacon-bees.txt) >in.rec
	for f in nstrip nsplit ndate nents nsim njson "njson -r" "ntrain split"; do
		s=0
		$f <&- >out 2>err || s=$?
		[ $s -eq 2 ] || { echo "$f: $s"; false; }
		grep -q "^${f%% *}: -: Bad file descriptor$" err
	done
	nsplit <in.rec >want
	nsplit in.rec <&- | cmp - want
	nsplit in.rec 2>&- | cmp - want
}

@test "a binary file: named, @doc and end only" {
	head -c 20000 "$(command -v "$SHELL")" >bin.dat
	fails 1 '^nstrip: bin.dat: binary data' nstrip bin.dat
	[ "$(wc -l <out)" -eq 2 ]
	checked <out >/dev/null
	for f in $filters; do
		fails 1 "^$f: bin.dat: binary data" $f -T bin.dat
		[ "$(wc -l <out)" -eq 2 ]
	done
}

@test "UTF-16 is named, and read with -E" {
	printf '\377\376I\0t\0 \0r\0a\0i\0n\0s\0.\0' >wide
	for f in "nstrip" "nsplit -T"; do
		fails 1 'wide: UTF-16 text: say so with -E UTF-16' $f wide
		[ "$(wc -l <out)" -eq 2 ]
		$f -E UTF-16 wide | checked >/dev/null
	done
	nsplit -T -E UTF-16 wide | only Para >got
	printf '0\t9\tPara\t.\t.\tIt rains.\n' | cmp - got
	printf 'caf\351.' | nsplit -T -E ISO-8859-1 | only Para >got
	printf '0\t6\tPara\t.\t.\tcaf\303\251.\n' | cmp - got
	fails 2 "unknown encoding 'KLINGON'" nsplit -T -E KLINGON wide
	fails 2 "unknown encoding ''" nsplit -T -E '' wide # not that of the locale
	fails 2 'give -T too' sh -c 'nsplit -E UTF-16 wide 2>&1 >/dev/null | head -n 1 >&2; exit 2'
}

@test "NUL bytes and invalid UTF-8 are repaired, counted and told once" {
	printf 'It r\0ained \377 all\303 day in the town.\n' >bad
	for f in "nstrip" "nsplit -T" "nents -T"; do
		fails 1 'bad: 3 invalid byte sequences replaced by U\+FFFD' $f bad
		checked <out >/dev/null
	done
	[ "$(only @doc <out | cut -f2)" = 41 ]
}

@test "CRLF, an unterminated last line, an empty file" {
	printf 'It rains.\r\n\r\nWe stay.' >dos
	nsplit -T dos | checked | only Sent >got
	printf '0\t9\tSent\t1\t.\tIt rains.\n13\t21\tSent\t2\t.\tWe stay.\n' | cmp - got
	: >empty
	for f in $filters; do
		$f empty >out
		[ ! -s out ]
		$f -T empty | checked >out
		[ "$(cut -f4 out | tr '\n' ' ')" = '@doc end ' ]
	done
	nstrip empty | checked >out
	[ "$(cut -f4 out | tr '\n' ' ')" = '@doc end ' ]
	records | tr -d '\n' >one.line
	records | head -c -1 >cut
	records >whole
	nsplit whole >want
	nsplit cut | cmp - want
}

@test "a line of 100 MB: as text over the limit, as a record no record, in bounded memory" {
	head -c 100000000 /dev/zero | tr '\0' x >long
	fails 1 'long: a text of 100000000 bytes is over the limit' nstrip long
	[ "$(wc -l <out)" -eq 2 ]
	checked <out >/dev/null
	rm out
	for f in $filters; do
		fails 1 "^$f: long:1: " $f long
		[ "$(wc -c <out)" -ge 100000000 ]
		cmp -n 100000000 long out
		rm out
	done
}

@test "over --max-doc: only @doc and end, and the next document as ever" {
	{ records; printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' b 0 10 @doc text . b.txt \
	    b 0 9 Para . . 'It rains.' b 10 10 end . . .; } >two
	fails 1 'two:1: .*--max-doc' nsplit --max-doc 30 two
	[ "$(cut -f1,4 out | tr '\t\n' '  ')" = 'a @doc a end b @doc b Para b Sent b end ' ]
	checked <out >/dev/null
	# Without @doc it shows at the first span beyond the limit.
	sed 1d two >bare
	fails 1 'bare:2: .*--max-doc' nsplit --max-doc 30 bare
	[ "$(cut -f1,4 out | tr '\t\n' '  ')" = 'a end b @doc b Para b Sent b end ' ]
	cut -f7 two >page
	fails 1 'over the limit' nstrip --max-doc 10 page
	fails 2 'max-doc' sh -c 'nsplit --max-doc 12x 2>&1 >/dev/null | head -n 1 >&2; exit 2'
}

@test "plain text given to a filter of records: one error that names -T" {
	printf 'It rains.\nWe stay.\n\nIt rained.\n' >text
	for f in $filters; do
		fails 1 "^$f: text:1: .*-T" $f text
		cmp text out
	done
}

@test "records given to nstrip pass through" {
	records >a.rec
	fails 1 'a.rec: newsutils records' nstrip a.rec
	cmp a.rec out
}

@test "records given as text pass through, bad ones too, and that is told" {
	records | sed 's/Para\t\.\t\./Para\t.\t1.99/' >in
	for f in nsplit ndate nents; do
		fails 1 'in: newsutils records, not a page: passed on as they are' "$f" -T in
		cmp out in
	done
}

@test "damaged lines are named, passed on in place, and the rest is done" {
	{
		printf '# a comment\n'
		records | head -n 2
		printf 'a\t25\t40\tPara\t.\t.\n'
		printf 'a\t25\t40\tPara\t.\t.\tshort\n'
		printf 'a\t25\t40\tPara\t.\t2.00\tThey stayed in.\n'
		printf 'a\t25\t40\tPara\t.\t.\tThey stayed \377\377.\n'
		records | tail -n 2
		printf '# the last word'
	} >odd
	for f in $filters; do
		s=0
		$f odd >out 2>err || s=$?
		[ $s -eq 1 ]
		grep -v '^nothing' err | grep -E "^$f: odd:[0-9]+: " | cut -d: -f3 | tr '\n' ' ' >lines
		[ "$(cat lines)" = ' 4  5  6  7 ' ] || [ "$(cut -d: -f3 err | tr -d ' ' | tr '\n' ' ')" = '4 5 6 7 ' ]
		# What came in is all there, in its order.
		LC_ALL=C grep -vxFf odd out >added || true
		LC_ALL=C grep -xFf odd out | LC_ALL=C diff -a - <(cat odd; echo)
	done
}

@test "a document out of order passes with nothing added; the next is worked on" {
	{ records | awk 'NR == 2 { held = $0; next } { print } NR == 3 { print held }'
	    records | sed 's/^a/b/'; } >odd
	for f in nsplit ndate nents; do
		fails 1 "^$f: odd:3: out of order" $f odd
		head -n 4 odd | cmp - <(head -n 4 out)
	done
	fails 1 'odd:3: out of order' nsplit odd
	[ "$(only Sent <out | wc -l)" -eq 2 ]
}

# overlaps ID: a document whose second paragraph begins in the first.
overlaps() {
	text='Bo Lie told the board on 19 January 2024 that a quiet week by the lake would do them good.'
	printf '%s\t0\t600\t@doc\ttext\t.\t%s\n' "$1" "$1"
	for at in 0 60; do
		printf "%s\t$at\t$((at + ${#text}))\tPara\t.\t.\t%s\n" "$1" "$text"
	done
	printf '%s\t600\t600\tend\t.\t.\t.\n' "$1"
}

@test "a document whose blocks overlap passes with nothing added" {
	{ records; overlaps b; overlaps c | grep -v "	60	"; } >odd
	for f in nsplit ndate nents 'nsim -r'; do
		fails 1 "^${f%% *}: odd:7: a block begins before the one before it ends: the document" $f odd
		grep '^b' out | cmp - <(grep '^b' odd)
	done
}

@test "reuse in a sentence that cuts a word ends before the word" {
	text='The porter lent him the board on the first day of the talks, and he has not seen it since then, nor has he asked'
	n=${#text}
	for d in a b; do
		printf "$d\t0\t$n\t@doc\ttext\t.\t$d\n$d\t0\t$n\tPara\t.\t.\t%s\n" "$text"
		printf "$d\t0\t$((n - 2))\tSent\t1\t.\t%s\n$d\t$n\t$n\tend\t.\t.\t.\n" "${text%??}"
	done >in
	nsim -r in | checked . >out
	grep -q "reuse.*nor has he$" out
}

@test "an impossible date in -d and a bad -D table" {
	records >a.rec
	for d in 2024-02-30 2024-13-01 yesterday 2023-02-29 '' 2024-1-1 2024-01-19T25:00; do
		s=0
		ndate -d "$d" a.rec >out 2>err || s=$?
		[ $s -eq 2 ]
		head -n 1 err | grep -q "^ndate: .*-d"
	done
	printf 'a\t2024-02-30\n' >table
	s=0
	ndate -D table a.rec >out 2>err || s=$?
	[ $s -ne 0 ]
	grep -q '^ndate: table:1: ' err
}

# What a program holds whole, it does not take without end: named, with the line where there are
# lines, and in bounded memory.
@test "files of options that never end: dates, aliases, abbreviations, models, states" {
	local most=600000
	! sanitized "$top/bin/ndate" || most=unlimited
	# endless WANT COMMAND...: the command reads such a file from a pipe named `endless`.
	endless() {
		local s=0 want=$1
		shift
		(ulimit -v $most; timeout 120 "$@" /dev/null >out 2>err) || s=$?
		[ $s -eq 2 ] || { echo "$*: $s"; cat err; return 1; }
		[ ! -s out ]
		[ "$(wc -l <err)" -eq 1 ]
		grep -qE "^$1: $want" err || { cat err; return 1; }
	}
	endless '/dev/zero:1: a line of over 65536 bytes' ndate -D /dev/zero
	endless '/dev/stdin:[0-9]+: a table of dates over 256 MB$' ndate -D /dev/stdin < <(yes '# a comment')
	endless '/dev/zero: larger than 64 MB$' nents -a /dev/zero
	endless '/dev/zero: larger than 64 MB$' nents -m /dev/zero
	endless '/dev/zero: larger than 64 MB$' nsplit --abbrev /dev/zero
	endless '/dev/zero: larger than 64 MB$' nsplit -m /dev/zero
	endless '/dev/zero: larger than 64 MB$' nstrip -m /dev/zero
	# States are plain files, or there is none.
	endless '/dev/zero: ' nsim --state /dev/zero
	endless '/dev/zero: ' nents -x --state /dev/zero
	endless '/dev/zero: ' nstrip --seen /dev/zero
	# Packed a thousand times, a file is as long as what it holds.
	head -c 70000000 /dev/zero | gzip >zero.gz
	endless 'zero.gz: larger than 64 MB$' nents -a zero.gz
	# A file that is no state is told by its first bytes, however long.
	truncate -s 20G sparse
	endless 'sparse:1: not a state of nsim' nsim --state sparse
	endless 'sparse: larger than 64 MB$' nents -x --state sparse
	endless 'sparse: larger than 256 MB$' nstrip --seen sparse
	printf 'a\tb\n# c\n\nonly\n' >alias
	endless 'alias:4: not alias TAB name: only$' nents -a alias
}

# refused MESSAGE COMMAND...: status 2, nothing out, the message and where to look further.
refused() {
	local s=0 want=$1
	shift
	"$@" </dev/null >out 2>err || s=$?
	[ $s -eq 2 ]
	[ ! -s out ]
	printf "%s: %s\nTry '%s --help'.\n" "$1" "$want" "${try:-$1}" | diff - err
}

@test "options that there are not, that lack or have an argument: the same words in every program" {
	local esc=$'\033[31m'
	for p in "$top"/bin/*; do
		n=$(basename "$p")
		refused "unknown option -- no-such-option" "$n" --no-such-option
		refused "unknown option -- Z" "$n" -Z
		refused "unknown option -- ?" "$n" '-?'
		refused "unknown option -- =x" "$n" --=x
		refused "option takes no argument -- help" "$n" --help=3
		# What a terminal takes for an order is masked; a character stays whole.
		refused "unknown option -- red?[31m?" "$n" "--red$esc"$'\n'
		refused "unknown option -- ?" "$n" "-$esc"
		refused "unknown option -- é" "$n" -éx
		refused "unknown option -- ?" "$n" $'-\303'
	done
	refused "ambiguous option -- m (--mdy, --max-doc)" ndate --m
	refused "option needs an argument -- d" ndate -d
	refused "option needs an argument -- date" ndate --date
	refused "option needs an argument -- max" nents -o --max
	refused "option takes no argument -- own" nsim --own --own=3
	refused "unknown option -- Z" nsim --own -oZx
	try='ntrain split' refused "option needs an argument -- e" ntrain split -e
	# An abbreviation is one as long as it is the only one.
	nsplit --max-d 3K </dev/null
}

@test "operands and files that are none: named in one line, status 2" {
	local f
	nsplit -T "$pages/beacon-bees.txt" >rec
	mkdir dir
	named() { # WHAT COMMAND...
		local s=0 want=$1
		shift
		"$@" </dev/null >out 2>err || s=$?
		[ $s -eq 2 ] || { echo "$*: $s"; return 1; }
		[ "$(cat err)" = "$1: $want" ] || { cat err; return 1; }
	}
	for f in nstrip nsplit ndate nents nsim njson "nsim --sketch" "nsim --pair" "nsim --link" "ntrain split"; do
		named 'dir: Is a directory' $f dir
		named 'missing: No such file or directory' $f missing
		named "'': No such file or directory" $f ''
	done
	for f in "nstrip -m" "nsplit -m" "nents -m" "nents -a" "nsplit --abbrev" "ndate -D"; do
		named 'dir: Is a directory' $f dir rec
		named 'missing: No such file or directory' $f missing rec
		named "'': No such file or directory" $f '' rec
	done
	for f in "nents -x --state" "nsim --state" "nstrip --seen"; do
		named 'dir: not a regular file' $f dir rec
		named 'no/such: No such file or directory' $f no/such rec
		named "'': No such file or directory" $f '' rec
		[ ! -s out ]
		[ ! -e .new ]
	done
	named 'rec: not a model of nsplit' nsplit -m rec rec
	named 'rec: not a model of nents' nents -m rec rec
	named 'rec: not a model of nstrip, or of another version' nstrip -m rec rec
	# One of two FILEs is missing: the other gets its due.
	nsplit -w rec >want
	named 'missing: No such file or directory' nsplit -w missing rec
	cmp want out
	named 'missing: No such file or directory' nsplit -w rec missing
	cmp want out
	# Nothing to learn from is no model.
	: >empty
	printf '1\tann moe\n' >gaz
	printf 'rain\t1\t1\t1\n' >clusters
	named 'no labelled sentences to learn from' ntrain split empty
	named 'no labelled names to learn from' ntrain ents -g gaz -c clusters rec
	named 'no page has labels: their first column names the pages' ntrain strip -l rec gaz
	[ ! -s out ]
}

@test "ids that are odd: TABs, a leading #, -- and a dash" {
	mkdir d
	printf 'It rains.' >'#x'
	printf 'It rains.' >"$(printf 'a\tb')"
	printf 'It rains.' >-dash
	nsplit -T '#x' "$(printf 'a\tb')" | checked >out
	[ "$(cut -f1 out | uniq | tr '\n' ' ')" = './#x a\tb ' ]
	nsplit -T -- -dash | checked >out
	[ "$(cut -f1 out | uniq)" = -dash ]
	nsplit -T - <'#x' | checked >out
	[ "$(cut -f1 out | uniq)" = - ]
}

@test "control characters in names do not reach the terminal" {
	s=0
	nsplit "$(printf 'no\033[31mwhere')" >out 2>err || s=$?
	[ $s -eq 2 ]
	! LC_ALL=C grep -q "$(printf '\033')" err || false
	# Those of eight bits too, in UTF-8 and alone; letters stay as they are.
	s=0
	nsplit "$(printf 'd\303\251j\303\240 \302\23331m \23331m')" >out 2>err || s=$?
	[ $s -eq 2 ]
	! LC_ALL=C grep -q "$(printf '\233')" err || false
	grep -q 'd\xC3\xA9j\xC3\xA0 ??31m ?31m: No such file' err || grep -q 'déjà ??31m ?31m: No such file' err
	# Nor do those of documents.
	printf 'd\302\233\t0\t2\tdate\t.\t.\tIt\n' | nents >out 2>err || s=$?
	grep -q '^nents: -:1: document d?? has no blocks' err
}

@test "what stands beside a state in a folder of others is not written to" {
	printf 'd\t0\t9\tPara\t.\t.\tIt rains.\nd\t9\t9\tend\t.\t.\t.\n' >in.rec
	for f in "nents -x" "nsim --sample 64"; do
		echo precious >victim
		ln victim state.new
		s=0
		$f --state state in.rec >out 2>err || s=$?
		[ $s -eq 2 ]
		grep -q 'no file of its own' err
		[ "$(cat victim)" = precious ]
		[ ! -e state ]
		rm state.new
		ln -s victim state.new
		s=0
		$f --state state in.rec >out 2>err || s=$?
		[ $s -eq 2 ]
		[ "$(cat victim)" = precious ]
		rm state.new
		mkfifo state.new
		s=0
		timeout 20 $f --state state in.rec >out 2>err || s=$?
		[ $s -eq 2 ]
		rm state.new
		$f --state state in.rec >out
		[ -s state ]
		rm state
	done
}

# hostile FILE COMMAND...: the file cut, or with bytes that break it, and what the command makes of it:
# a model or a message, never a crash or a hang.
hostile() {
	local file=$1 n=0 s k size
	shift
	cp "$file" whole
	size=$(wc -c <whole)
	for k in 0 $((size / 3)) $((size - 1)); do
		for junk in '' '\0\377\t\r\n#' '\t-1\t4294967296\t99999999999999999999\t'; do
			{ head -c $k whole; printf "$junk"; [ $((n++ % 2)) = 0 ] || tail -c +$((k + 2)) whole; } >"$file"
			s=0
			timeout 60 "$@" >model 2>err || s=$?
			[ $s -le 2 ] || { echo "$file cut at $k, '$junk': status $s"; cat err; return 1; }
			[ $s -eq 0 ] || grep -q '^ntrain: ' err
		done
	done
	cp whole "$file"
}

@test "ntrain: hostile records, labels, pages and word lists" {
	(cd "$pages" && nstrip -a ./beacon-bees.txt | nsplit -q) >rec
	nents rec >gold
	cp "$pages/beacon-bees.txt" page
	nstrip -a page >labels
	printf '1\tann moe\n2\tacme\n' >gaz
	awk 'BEGIN { for (i = 0; i < 40; i++) print "word" i "\t" i "\t" i "\t" i % 16 }' >clusters
	hostile rec ntrain split -e 1 rec
	ents="ntrain ents -g gaz -c clusters -e 1 --runs 1 --rows 64 --filter 10 gold"
	hostile gold $ents
	hostile gaz $ents
	hostile clusters $ents
	hostile labels ntrain strip --trees 1 --depth 2 -l labels page
	hostile page ntrain strip --trees 1 --depth 2 -l labels page
	# What is wrong in a file is named with its line, and the rest counts.
	cp labels whole
	{ cat whole; printf 'x\t0\t0\t@weight\tnan\t.\t.\nno record\n'; } >labels
	n=$(wc -l <whole)
	run -1 --separate-stderr ntrain strip --trees 1 --depth 2 -l labels page
	[ "$stderr" = "ntrain: labels:$((n + 1)): @weight is no number from 0 to 1000
ntrain: labels:$((n + 2)): not seven columns" ]
	printf 'word\t1\t1\t1\nother\t1024\t1\t1\n' >clusters
	run -1 --separate-stderr $ents
	[[ $stderr == *'ntrain: clusters:2: not a word and its clusters of 1024, 128 and 16'* ]]
}

@test "of an option that is given twice the last counts; patterns add up" {
	printf 'It sank on 01/02/2024.\n' >a
	for o in '--dmy --mdy' '--mdy --dmy'; do
		ndate -T $o a | cmp - <(ndate -T ${o#* } a)
	done
	ndate -T -d 2020-01-01 -d 2024-01-19 a | cmp - <(ndate -T -d 2024-01-19 a)
	nstrip -a -v --text "$pages/beacon-bees.txt" | cmp - <(nstrip --text "$pages/beacon-bees.txt")
	nstrip --text -a "$pages/beacon-bees.txt" | cmp - <(nstrip -a "$pages/beacon-bees.txt")
	nstrip -v -e honey -e roof "$pages/beacon-bees.txt" >out
	nstrip -v -e 'honey|roof' "$pages/beacon-bees.txt" | cmp - out
	nsplit -T --quotes=keep --quotes=split a | cmp - <(nsplit -T a)
}
