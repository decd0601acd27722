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

@test "an alert comes within a second of its article, on a feed that stays open" {
	cat >alert.awk <<'END'
$4 == "Sent" { sent = $7 }
$4 == "person" && $5 == name && index(sent, word) {
    print $1 ": " sent
    fflush()
}
END
	awk -W version 2>&1 </dev/null | grep -q mawk && unbuffered="-W interactive" || unbuffered=
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
	for i in $(seq 300); do
		[ ! -s alerts ] || break
		sleep 0.01
	done
	end=$(date +%s%N)
	ms=$(((end - start) / 1000000))
	echo "alert after $ms ms"
	grep -q '^beacon-33: Torben Riis is to resign' alerts
	[ "$ms" -lt 1500 ] # tail -f itself may sleep for a second where it has no inotify
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
