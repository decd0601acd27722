# The guide's commands and outputs, and what of the recipes in newsutils(7) no page can
# show: a feed that is held open, a picture, other programs' readers.
bats_require_minimum_version 1.5.0
load helpers

# The whole chain over the sample pages, once.
setup_file() {
	top=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	PATH=$top/bin:$PATH
	export LC_ALL=C.UTF-8
	cd "$top/tests/pages"
	nstrip *.txt feed.ndjson | nsplit -q | ndate | nents -x | nsim -r --story >"$BATS_FILE_TMPDIR/all.nu"
}

teardown() {
	[ -z "${follower:-}" ] || kill "$follower" 2>/dev/null || true
}

@test "the guide's commands print what it says" {
	# Where they rightly print something else: make outputs.
	sh "$top/tests/outputs.sh" "$top/GUIDE.md" >now
	diff -u "$top/GUIDE.md" now
	[ "$(grep -c '^\$ ' now)" -ge 12 ]
}

@test "the whole chain comes back through JSON byte for byte" {
	all=$BATS_FILE_TMPDIR/all.nu
	checked <"$all" >/dev/null
	for o in "" -l --chars "-l --chars"; do njson $o "$all" | njson -r | cmp - "$all"; done
	nstrip -a "$pages"/*.txt "$pages"/*.html "$pages"/crawl.warc "$pages"/feed.ndjson |
	    nsplit -qw | ndate | nents | nsim -r --all >wide
	njson wide | njson -r | cmp - wide
	# Python indexes `text` with --chars; so does jq.
	njson --chars wide | jq -c '.text as $t | .facts | to_entries[] | select(.key | test("^@|^end$") | not) |
	    .value[] | select(.start != null and $t[.start:.end] != (.text // ""))' >bad
	[ ! -s bad ]
}

@test "an alert comes with its article, on a feed that stays open" {
	cat >alert.awk <<'END'
$4 == "Sent" { sent = $7 }
$4 == "person" && $5 == name && index(sent, word) {
    print $1 ": " sent
    fflush()
}
END
	# Not by a pipe into grep -q, which may end before awk has.
	case $(awk -W version 2>&1 </dev/null) in *mawk*) unbuffered="-W interactive" ;; *) unbuffered= ;; esac
	head -n 2 "$pages/feed.ndjson" >feed
	mkfifo live
	tail -n +1 -f feed >live 2>/dev/null 3>&- &
	follower=$!
	nstrip -f json <live 3>&- | nsplit | nents |
	    awk $unbuffered -F'\t' -v name='Torben Riis' -v word=resign -f alert.awk >alerts 3>&- &
	# The two articles of before are through, and are no alert.
	sleep 2
	[ ! -s alerts ]
	start=$(date +%s%N)
	tail -n 1 "$pages/feed.ndjson" >>feed
	for i in $(seq 6000); do # far more than it takes: the machine may have other work
		[ ! -s alerts ] || break
		sleep 0.01
	done
	end=$(date +%s%N)
	ms=$(((end - start) / 1000000))
	echo "alert after $ms ms"
	grep -q '^beacon-33: Torben Riis is to resign' alerts
	kill -0 "$follower" # nothing had to end for it
}

@test "sqlite loses no quotation mark" {
	all=$BATS_FILE_TMPDIR/all.nu
	sqlite3 news.db 'create table r (doc, start, "end", type, value, score, text)' \
	    '.mode ascii' '.separator "\t" "\n"' ".import \"$all\" r"
	[ "$(sqlite3 news.db 'select count(*) from r')" -eq "$(wc -l <"$all")" ]
	sqlite3 -separator "$(printf '\t')" news.db 'select * from r order by rowid' | cmp - "$all"
}

@test "Graphviz draws who appears with whom" {
	command -v neato >/dev/null || skip "no Graphviz"
	awk -F'\t' 'BEGIN { print "graph {" }
	    $4 == "by" && $5 != "." { printf "\"%s\" -- \"%s\"\n", $1, $5 }
	    END { print "}" }' "$BATS_FILE_TMPDIR/all.nu" | neato -Tsvg -Goverlap=false >who.svg
	[ "$(grep -c '<g id="edge' who.svg)" -gt 10 ]
}

@test "a record stream cut anywhere gives whole documents, and the rest is named" {
	all=$BATS_FILE_TMPDIR/all.nu
	n=$(wc -c <"$all")
	njson "$all" >whole
	for i in $(seq 1 997 "$n"); do
		head -c "$i" "$all" | njson 2>err >part || [ $? -eq 1 ]
		docs=$(head -c "$i" "$all" | cut -f4 | grep -cx end) || true
		head -n "$docs" part | cmp - <(head -n "$docs" whole)
	done
}

@test "Python reads facts and records without losing a quotation mark" {
	command -v python3 >/dev/null || skip "no Python"
	all=$BATS_FILE_TMPDIR/all.nu
	njson -l "$all" >facts.jsonl
	python3 - "$all" facts.jsonl <<'END'
import csv, json, sys
rows = list(csv.reader(open(sys.argv[1], encoding="utf8", newline="\n"), delimiter="\t",
                       quoting=csv.QUOTE_NONE))
facts = [json.loads(line) for line in open(sys.argv[2], encoding="utf8", newline="\n")]
assert len(rows) == len(facts) and all(len(r) == 7 for r in rows)
for r, f in zip(rows, facts):
    assert [r[0], int(r[1]), int(r[2]), r[3]] == [f["id"], f["start"], f["end"], f["type"]]
    assert r[6].count('"') == (f["text"] or "").count('"')
END
}

@test "pandas reads the facts without losing a quotation mark" {
	for py in python3 /usr/bin/python3 ''; do
		[ -n "$py" ] && "$py" -c 'import pandas' 2>/dev/null && break
	done
	[ -n "$py" ] || skip "no pandas"
	all=$BATS_FILE_TMPDIR/all.nu
	njson -l "$all" >facts.jsonl
	"$py" -c 'import pandas
d = pandas.read_json("facts.jsonl", lines=True)
print(len(d), int(d.text.dropna().str.count("\"").sum()))' >got
	[ "$(cat got)" = "$(wc -l <"$all") $(cut -f7 "$all" | tr -cd '"' | wc -c)" ]
}

# duck QUERY: with the duckdb command, or with DuckDB's module for Node in build/duck.
duck() {
	if command -v duckdb >/dev/null; then
		duckdb -csv -noheader -c "$1"
	else
		node "$top/tests/duck.mjs" "$top/build/duck/node_modules/@duckdb/node-api" "$1"
	fi
}

@test "DuckDB reads both without losing a quotation mark" {
	command -v duckdb >/dev/null || [ -d "$top/build/duck/node_modules/@duckdb" ] || skip "no DuckDB"
	all=$BATS_FILE_TMPDIR/all.nu
	njson -l "$all" >facts.jsonl
	lines=$(wc -l <"$all")
	marks=$(cut -f7 "$all" | tr -cd '"' | wc -c)
	count="count(*), sum(length(text) - length(replace(text, '\"', '')))"
	[ "$(duck "select $count from read_json('facts.jsonl', format='newline_delimited')")" = "$lines,$marks" ]
	[ "$(duck "select $count from read_csv('$all', delim='\t', quote='', escape='', header=false,
	    auto_detect=false, nullstr='.', columns={'doc':'varchar', 'start':'bigint', 'end':'bigint', 'type':'varchar',
	    'value':'varchar', 'score':'double', 'text':'varchar'})")" = "$lines,$marks" ]
}

# recipe WORD: the block of newsutils(7) that has the word, as one would type it.
recipe() {
	awk -v word="$1" '/^\.Bd/ {n = 0; on = 1; next}
	    /^\.Ed/ {for (i = 1; on && hit && i <= n; i++) print l[i]; on = hit = 0; next}
	    on {l[++n] = $0; if (index($0, word)) hit = 1}' "$top/man/newsutils.7" | sed 's/\\e/\\/g'
}

# The records of the sample pages, and of half of each as another page, in three files;
# and the links that one process finds.
shares() {
	mkdir blocks
	{
		cat "$BATS_FILE_TMPDIR/all.nu"
		awk -F'\t' '$4 ~ /^(@|end)/ || $2 < 1500' "$BATS_FILE_TMPDIR/all.nu" | sed 's/^/half-/'
	} | awk -F'\t' '$1 != id {id = $1; k++} {print >("blocks/" k % 3 ".nu")}'
	nsim --sketch blocks/*.nu | LC_ALL=C sort | nsim --pair | LC_ALL=C sort | nsim --link >want
	[ "$(wc -l <want)" -gt 12 ]
}

@test "the stages with GNU parallel" {
	parallel --version 2>/dev/null | grep -q GNU || skip "no GNU parallel"
	shares
	cd blocks
	recipe 'parallel --pipe --group-by 1 --colsep' | grep -v '^parallel --pipe.*nents' >run
	[ "$(wc -l <run)" -eq 4 ]
	sh -e run
	cmp ../want links
	# Records shared out, and not files.
	nsplit "$BATS_FILE_TMPDIR/all.nu" >blocks.nu
	nents <blocks.nu >all
	recipe 'nents < blocks.nu' | sh -e | cmp all -
}

# What Hadoop Streaming does with its arguments: a mapper for each file that may not be
# split; lines to reducers by the first field's hash; each sorted by the key's fields
# alone, the rest in no order; lines come and go as they are, for all have a TAB.
hadoop() {
	local mapper reducer input output n=1 fields=1 split= by= i
	if [ "$1" = fs ]; then
		cat $3
		return
	fi
	[ "$1" = jar ] && shift 2
	while [ $# -gt 0 ]; do
		case $1$2 in
		-Dstream.num.map.output.key.fields=*) fields=${2#*=} ;;
		-Dmapreduce.job.reduces=*) n=${2#*=} ;;
		-Dmapreduce.input.fileinputformat.split.minsize=*) split=${2#*=} ;;
		-Dmapreduce.partition.keypartitioner.options=-k1,1) by=1 ;;
		-partitionerorg.apache.hadoop.mapred.lib.KeyFieldBasedPartitioner) ;;
		-mapper*) mapper=$2 ;;
		-reducer*) reducer=$2 ;;
		-input*) input=$2 ;;
		-output*) output=$2 ;;
		*) echo "hadoop: $1 $2?"; return 1 ;;
		esac
		shift 2
	done
	[ "$split" = 9000000000000000000 ] && [ -n "$by" ] && mkdir "$output" || return 1
	for i in "$input"/*; do $mapper <"$i" || return 1; done |
	    awk -F'\t' -v n="$n" '
		BEGIN { for (i = 1; i < 256; i++) ord[sprintf("%c", i)] = i }
		{ for (h = i = 0; i++ < length($1);) h = (h * 31 + ord[substr($1, i, 1)]) % 4294967296
		  print h % 2147483648 % n "\t" NR * 7919 % 100003 "\t" $0 }' |
	    LC_ALL=C sort -s -t"$(printf '\t')" -k1,1n -k"3,$((fields + 2))" -k2,2n >shuffled
	for i in $(seq 0 $((n - 1))); do
		awk -F'\t' -v i="$i" '$1 == i' shuffled | cut -f3- | $reducer >"$output/part-$i" || return 1
	done
}

@test "the stages with Hadoop Streaming: its contract, played by a script" {
	shares
	recipe 'hadoop jar' >run
	for n in 1 4 16; do
		rm -rf pairs links
		sed "s/reduces=16/reduces=$n/" run >run.$n
		. ./run.$n
		cmp want links
	done
	[ "$(ls pairs | wc -l)" -eq 16 ]
}

@test "the stages with Spark's pipe(): its contract, played by a script" {
	command -v python3 >/dev/null || skip "no Python"
	shares
	{
		cat <<'END'
import glob, os, shlex, subprocess
class RDD:
    """Partitions of elements; pipe() as Spark has it: a process for each, lines in and out."""
    def __init__(self, parts): self.parts = parts
    def parallelize(self, items, n): return RDD([items[i::n] for i in range(n)])
    def map(self, f): return RDD([[f(x) for x in p] for p in self.parts])
    def keys(self): return self.map(lambda kv: kv[0])
    def repartitionAndSortWithinPartitions(self, n, by):
        parts = [[] for _ in range(n)]
        for p in self.parts:
            for kv in p: parts[by(kv[0]) % n].append(kv)
        return RDD([sorted(p, key=lambda kv: kv[0]) for p in parts])
    def pipe(self, command, checkCode=False):
        def run(p):
            r = subprocess.run(shlex.split(command), input="".join(x + "\n" for x in p).encode(), stdout=subprocess.PIPE)
            assert r.returncode == 0 or not checkCode
            return r.stdout.decode().split("\n")[:-1]
        return RDD([run(p) for p in self.parts])
    def saveAsTextFile(self, path):
        os.mkdir(path)
        for i, p in enumerate(self.parts):
            open("%s/part-%05d" % (path, i), "wb").write("".join(x + "\n" for x in p).encode())
sc, files = RDD([]), sorted(glob.glob("blocks/*.nu"))
END
		recipe 'sc.parallelize'
	} >run.py
	python3 run.py
	[ "$(ls pairs | wc -l)" -eq 16 ]
	sh -e <<END
$(recipe 'cat pairs/part-')
END
	cmp want links
}
