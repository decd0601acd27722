# njson: the two forms, the way back, offsets in code points, damaged records, bad JSON.
bats_require_minimum_version 1.5.0
load helpers

# Two documents that have everything: three layers, escapes, quotation marks, control
# characters, unknown types, scores, equal spans, comments.
records() {
	printf '%b' \
	    '# kept \\ with "its" marks\n' \
	    'a"b\\tc.txt\t0\t34\t@doc\ttext\t.\ta.txt\n' \
	    'a"b\\tc.txt\t0\t34\t@lang\ten\t.\t.\n' \
	    'a"b\\tc.txt\t0\t34\t@published\t2024-03-15\t0.90\tMarch 15, 2024\n' \
	    'a"b\\tc.txt\t0\t34\t@source\texample.org\t.\t.\n' \
	    'a"b\\tc.txt\t0\t34\t@url\thttps://example.org/a\t.\t.\n' \
	    'a"b\\tc.txt\t0\t34\t@writer\tAnn Moe\t.\tAnn Moe\n' \
	    'a"b\\tc.txt\t0\t34\t@writer\tBo Lie\t.\tBo Lie\n' \
	    'a"b\\tc.txt\t0\t5\tHeadline\t.\t.\tCaf\0303\0251\n' \
	    'a"b\\tc.txt\t0\t5\tx-new\t\\\\\\n\\r\t0.07\tCaf\0303\0251\n' \
	    'a"b\\tc.txt\t6\t20\tPara\t.\t.\t\0342\0200\0234No,\0342\0200\0235\\\\\\t\001 x\n' \
	    '#x\n#y\n' \
	    'a"b\\tc.txt\t9\t11\tperson\tNo, "the" man\t1.00\tNo\n' \
	    'a"b\\tc.txt\t9\t11\tperson\tNo, the man\t0.00\tNo\n' \
	    'a"b\\tc.txt\t9\t9\tmark\t.\t.\t.\n' \
	    'a"b\\tc.txt\t22\t26\tJunk\tad\t.\tBuy!\n' \
	    'a"b\\tc.txt\t28\t29\tPara\t.\t.\t.\n' \
	    'a"b\\tc.txt\t34\t34\tend\t.\t.\t.\n' \
	    'b\t0\t0\t@doc\ttext\t.\tb\n' \
	    'b\t0\t0\tend\t.\t.\t.\n'
}

@test "a document is one object, with every key" {
	records | njson >j
	[ "$(wc -l <j)" -eq 2 ]
	run -0 jq -r 'keys_unsorted | join(" ")' j
	[ "${lines[0]}" = "id url source published updated writers title lang text facts" ]
	[ "${lines[1]}" = "${lines[0]}" ]
	run -0 jq -c '[.id, .url, .source, .published, .updated, .writers, .title, .lang]' j
	[ "${lines[0]}" = '["a\"b\tc.txt","https://example.org/a","example.org","2024-03-15",null,["Ann Moe","Bo Lie"],"Café","en"]' ]
	[ "${lines[1]}" = '["b",null,null,null,null,[],null,null]' ]
}

@test "of several dates or addresses the surest is taken, of equally sure ones the first" {
	printf '%b' 'a\t0\t1\t@published\t2024\t0.90\t.\na\t0\t1\t@published\t2025\t0.95\t.\n' \
	    'a\t0\t1\t@published\t2026\t0.95\t.\na\t0\t1\t@url\tu\t.\t.\na\t0\t1\t@url\tv\t0.10\t.\n' |
	    njson | jq -r '.published, .url' >got
	printf '2025\nv\n' | diff - got
}

@test "the text is the article blocks with an empty line between, without Junk" {
	records | njson | head -n 1 | jq -j .text >got
	printf 'Café\n\n“No,”\\\t\001 x\n\n.' | cmp - got
}

@test "facts stand by type with value, score, start, end and text" {
	records | njson | head -n 1 >j
	run -0 jq -c '.facts | keys_unsorted' j
	[ "$output" = '["@doc","@lang","@published","@source","@url","@writer","Headline","x-new","Para","person","mark","Junk","end"]' ]
	run -0 jq -c '.facts.person[1], .facts.mark[0], .facts["x-new"][0], .facts.Para[1].text' j
	[ "${lines[0]}" = '{"start":9,"end":11,"value":"No, the man","score":0,"text":"No"}' ]
	[ "${lines[1]}" = '{"start":9,"end":9,"value":null,"score":null,"text":null}' ]
	[ "${lines[2]}" = '{"start":0,"end":5,"value":"\\\n\r","score":0.07,"text":"Café"}' ]
	[ "${lines[3]}" = '"."' ] # a full stop, not an absent text
	records | njson | grep -F '"score":0.00,' | grep -qF '"score":1.00,'
}

@test "both forms come back byte for byte, with and without --chars" {
	records >r
	for o in "" -l --chars "-l --chars"; do
		njson $o r >j
		njson -r j | cmp - r
		njson -r <j | checked >/dev/null
	done
	njson r | njson -r | njson | cmp - <(njson r)
}

@test "the sample pages come back byte for byte" {
	njson -T "$pages"/*.txt >j
	njson -r j | checked >r
	[ "$(grep -c "	@doc	" r)" -eq "$(ls "$pages"/*.txt | wc -l)" ]
	njson r | cmp - j
	njson -l r | njson -r | cmp - r
	njson --chars r | njson -r | cmp - r
}

@test "whatever form the strings take, they are what the library reads" {
	# Every character below 256 and some above, through the fast way and the slow one.
	for i in $(seq 1 255) 8232 8233 65533 65535 128512 1114111; do
		printf "$(printf '\\U%08x' "$i")"
	done | tr -d '\n\t\r\\' >chars
	n=$(wc -c <chars)
	printf 'd\t0\t%d\tPara\t%s\t.\t%s\n' "$n" "$(cat chars)" "$(cat chars)" >r
	njson r | tee j | jq -j '.facts.Para[0].value' | cmp - chars
	jq -c . j | njson -r | cmp - r
	jq -ac . j | njson -r | cmp - r
}

@test "-l prints an object a fact" {
	records | njson -l >j
	[ "$(wc -l <j)" -eq 18 ]
	run -0 jq -c 'select(.type=="Headline")' j
	[ "$output" = '{"id":"a\"b\tc.txt","type":"Headline","start":0,"end":5,"value":null,"score":null,"text":"Café"}' ]
}

@test "--types prints only these, and an empty list none" {
	records | njson --types person,@lang | jq -c '.facts | keys_unsorted' >got
	printf '["@lang","person"]\n[]\n' | diff - got
	[ "$(records | njson -l --types=end | jq -c .type | sort -u)" = '"end"' ]
	[ "$(records | njson --types= | jq -c .facts | sort -u)" = '{}' ]
	[ "$(records | njson --types= | head -n 1 | jq -r .title)" = Café ]
	run -2 njson --types 'a b' /dev/null
	[[ $output == *"--types"* ]]
}

@test "--chars counts code points in the object's text" {
	records | njson --chars | head -n 1 >j
	run -0 jq -c '.text as $t | [.facts[][] | select(.start != null and .text != null and .bytes[1] != 34)] |
	    map(select($t[.start:.end] != .text)) | length' j
	[ "$output" = 0 ]
	run -0 jq -c '.facts | .Para[0], .Junk[0], .mark[0], .end[0], .["@lang"][0] | [.start, .end, .bytes]' j
	[ "${lines[0]}" = '[6,16,[6,20]]' ] # the quotation marks are three bytes each
	[ "${lines[1]}" = '[null,null,[22,26]]' ]
	[ "${lines[2]}" = '[7,7,[9,9]]' ]
	[ "${lines[3]}" = '[19,19,[34,34]]' ]
	[ "${lines[4]}" = '[0,19,[0,34]]' ]
}

@test "comments stay with their record" {
	records | njson >j
	run -0 jq -c '.facts[][].comments | select(.)' j
	[ "${lines[0]}" = '["# kept \\ with \"its\" marks"]' ]
	[ "${lines[1]}" = '["#x","#y"]' ]
	printf 'b\t0\t0\t@doc\t.\t.\t.\n# last\n' | njson | jq -c .facts | grep -v last
}

@test "damaged records are named and left out, the document's others stay" {
	printf 'a\t0\t3\t@doc\t.\t.\t.\nrubbish\na\t0\t4\tPara\t.\t.\tabc\na\t3\t3\tend\t.\t.\t.\n' >r
	run -1 --separate-stderr njson r
	[[ $stderr == *"njson: r:2: not seven columns"* ]]
	[[ $stderr == *"njson: r:3: the text is not as long as its span"* ]]
	[ "$(jq -c '[.facts[] | length]' <<<"$output")" = '[1,1]' ]
}

@test "a document out of order is named and comes back in order" {
	printf 'a\t0\t3\t@doc\t.\t.\t.\na\t2\t3\tx\t.\t.\tc\na\t0\t3\tPara\t.\t.\tabc\na\t3\t3\tend\t.\t.\t.\n' >r
	njson r >j 2>err && false
	grep -q 'njson: r:3: out of order' err
	njson -r j | checked >back
	diff back <(sort -t"$(printf '\t')" -k1,1 -k2,2n -k3,3nr -k4 r)
	{ njson --chars -l r 2>err || [ $? -eq 1 ]; } | njson -r | diff back -
}

@test "facts in another order, and in data-frame numbers, come back in order" {
	records >r
	njson r | jq -c '.facts |= (to_entries | reverse | map(.value |= reverse) | from_entries)' |
	    njson -r | diff r -
	# keys sorted, so that id stands behind facts
	njson r | jq -cS . | njson -r | cmp - r
	njson -l r | jq -c '.start += 0.0' | sed 's/"start":\([0-9]*\),/"start":\1.0,/' | njson -r | cmp - r
}

@test "keys of other people's are passed over, at any depth" {
	records | njson | jq -c '.mine = {"facts":[1,[2,{"x":null}]],"b":true} | .facts.person[]?.mine = [[]]' >j
	grep -q mine j
	records | cmp - <(njson -r j)
}

@test "facts on lines belong together until the id changes or an end comes" {
	printf '%s\n' '{"id":"a","type":"x","start":1,"end":2,"text":"b"}' \
	    '{"id":"a","type":"Para","start":0,"end":2,"text":"ab"}' \
	    '{"id":"b","type":"end","start":0,"end":0}' \
	    '{"id":"b","type":"@doc","start":0,"end":0,"value":"second"}' | njson -r >got
	printf 'a\t0\t2\tPara\t.\t.\tab\na\t1\t2\tx\t.\t.\tb\nb\t0\t0\tend\t.\t.\t.\nb\t0\t0\t@doc\tsecond\t.\t.\n' |
	    diff - got
}

@test "the two forms may follow one another" {
	{ records | njson -l | sed '$d'; records | njson; } | njson -r >got
	{ records | sed '$d'; records; } | diff - got
}

@test "an id that no record may have gets ./" {
	printf '%s\n' '{"id":"#1","type":"end","start":0,"end":0}' '{"id":"","type":"end","start":0,"end":0}' |
	    njson -r | cut -f1 >got
	printf './#1\n./\n' | diff - got
	# Nor is a NUL in one: found by fuzzing.
	printf '%s\n' '{"id":"a\u0000b","type":"Para","start":0,"end":1,"text":"x"}' | njson -r >got
	printf 'a\357\277\275b\t0\t1\tPara\t.\t.\tx\n' | cmp - got
}

@test "what is no JSON is named with its line, the lines around it come back" {
	good='{"id":"g","facts":{"end":[{"start":0,"end":0}]}}'
	n=0
	for bad in '{' '}' '{"id":"a"' '{"id":"a",}' '{id:1}' '{"id":"a" "facts":{}}' '[' '[]]' 'nul' 'nullx' '[nullx]' '[01]' '[1-]' '[-]' '[1.]' 'x' \
	    '{"id":"a","facts":{}} {}' '{"id":"\ud800","facts":{}}' '{"id":"a\q"}' "$(printf '{"id":"\001"}')" \
	    "$(printf '{"id":"\377"}')" '{"id":1e999}' '{"id":99999999999999999999}' '{"id":"a","facts":{"x":[{"start":0}' \
	    '{"id":"a","facts":{"x":[{"start":0,"end":0}]},"z":tru}' '"' '{"a":[1,]}' '{"a":[,1]}' '{,}' '{"a"}'; do
		n=$((n + 1))
		printf '%s\n\n%s\n%s\n' "$good" "$bad" "$good" >"j$n"
		run -1 --separate-stderr njson -r "j$n"
		[[ $stderr == "njson: j$n:3: "* ]] || { echo "$bad: $stderr"; false; }
		[ "$output" = "$(printf 'g\t0\t0\tend\t.\t.\t.\n%.0s' 1 2)" ] || { echo "$bad: $output"; false; }
	done
}

@test "a file of another kind is told of once, not line by line" {
	nstrip "$pages/beacon-bees.txt" >rec
	njson rec >good
	s=0
	njson -r rec good >out 2>err || s=$?
	[ $s -eq 1 ] && cmp out rec
	[ "$(cat err)" = "njson: rec:1: newsutils records, not JSON: left out (give no -r for them)" ]
	printf 'no\n{"a":1}\n\n[\n' >text
	s=0
	(cat text good text) | njson -r - text >out 2>err || s=$?
	[ $s -eq 1 ] && cmp out rec
	cut -d: -f2,3 err | same_as <(printf '%s\n' ' -:1' ' -:6' ' -:7' ' -:9' ' text:1')
	head -n 1 err | grep -q 'all before the first object is left out'
}

@test "what is JSON but of no use is named, and why" {
	try() {
		printf '%s\n' "$1" >j
		run -1 --separate-stderr njson -r j
		[[ $stderr == "njson: j:1: "*"$2"* ]] || { echo "$1: $stderr"; false; }
		[ -z "$output" ]
	}
	try '[]' "no object"
	try '3' "no object"
	try '{"facts":{}}' "no id"
	try '{"id":3,"facts":{}}' "id is no string"
	try '{"id":"a","id":"b","facts":{}}' "stands twice"
	try '{"id":"a"}' "neither facts nor type"
	try '{"id":"a","facts":[]}' "facts is no object"
	try '{"id":"a","facts":{"x":{}}}' "facts.x is no array"
	try '{"id":"a","facts":{"x":[3]}}' "x[0]: no object"
	fact() { try '{"id":"a","facts":{"x":['"$1"']}}' "facts.x[0]: $2"; }
	fact '{}' "start or end is no whole number"
	fact '{"start":-1,"end":2}' "start or end is no whole number"
	fact '{"start":0.5,"end":2}' "start or end is no whole number"
	fact '{"start":"0","end":2}' "start or end is no whole number"
	fact '{"start":2,"end":1}' "the span ends before it starts"
	fact '{"start":0,"end":1}' "the text is not as long as its span"
	fact '{"start":0,"end":1,"text":"é"}' "the text is not as long as its span"
	fact '{"start":0,"end":0,"value":3}' "value is neither string nor null"
	fact '{"start":0,"end":0,"value":{"a":1}}' "value is neither string nor null"
	fact '{"start":0,"end":0,"text":[]}' "text is neither string nor null"
	fact '{"start":0,"end":0,"score":1.5}' "score is no number from 0 to 1"
	fact '{"start":0,"end":0,"score":"1"}' "score is no number from 0 to 1"
	fact '{"start":0,"end":0,"value":"a\u0000"}' "a raw CR or NUL"
	fact '{"bytes":[],"start":0,"end":0}' "bytes is not [start, end]"
	fact '{"bytes":[0,0,0]}' "bytes is not [start, end]"
	fact '{"start":0,"end":0,"comments":["x"]}' "a comment is no line"
	fact '{"start":0,"end":0,"comments":["#\nx"]}' "a comment is no line"
	fact '{"start":0,"end":0,"comments":"#"}' "comments is no array"
	try '{"id":"a","facts":{"no type":[{"start":0,"end":0}]}}' "the type is no word"
	try '{"id":"a","type":"","start":0,"end":0}' "the type is no word"
}

@test "one bad fact does not take the others with it" {
	printf '%s\n' '{"id":"a","facts":{"x":[{"bytes":[]},{"start":0,"end":0},[1],{"start":0,"end":0,"value":"v"}]}}' >j
	run -1 --separate-stderr njson -r j
	[ "$output" = "$(printf 'a\t0\t0\tx\t.\t.\t.\na\t0\t0\tx\tv\t.\t.')" ]
	[ "${#stderr_lines[@]}" -eq 2 ]
}

@test "brackets a hundred thousand deep are an error, not a crash" {
	for c in '[' '{"a":' '{"id":"a","facts":{"x":[{"z":['; do
		awk -v c="$c" 'BEGIN { for (i = 0; i < 100000; i++) printf "%s", c; print "" }' >j
		run -1 --separate-stderr njson -r j
		[[ $stderr == "njson: j:1: "*"nested too deep"* ]]
	done
}

@test "an object that fills its line limit with brackets takes no more memory than its line" {
	{ printf '{"id":"a","z":['; awk 'BEGIN { for (i = 0; i < 1000000; i++) printf "{},[]," }'; printf '0]}\n'; } >j
	(ulimit -v 60000; njson -V) >/dev/null 2>&1 || skip "a sanitized program needs more before it starts"
	(ulimit -v 60000; njson -r j) 2>err && false
	grep -q 'neither facts nor type' err
}

@test "any prefix of JSON is survived, and whole documents in it come back" {
	records | njson >j
	records >r
	first=$(head -n 1 j | wc -c)
	sed '/	end	/q' r >whole
	n=$(wc -c <j)
	for i in $(seq 0 7 "$n"); do
		head -c "$i" j | njson -r >got 2>err || [ $? -eq 1 ]
		if [ "$i" -lt $((first - 1)) ]; then [ ! -s got ]; else head -n "$(wc -l <whole)" got | cmp - whole; fi
	done
	records >r
	for i in $(seq 0 11 "$(wc -c <r)"); do
		head -c "$i" r | njson >got 2>err || [ $? -eq 1 ]
		[ ! -s got ] || jq -e . got >/dev/null
	done
}

@test "the size of a read does not matter" {
	records >r
	njson r >j
	njson -l r >l
	for n in 1 2 3 7 4095 4096 4097; do
		"$top/build/chunks" $n r njson | cmp - j
		"$top/build/chunks" $n j njson -r | cmp - r
		"$top/build/chunks" $n l njson -r | cmp - r
	done
}

@test "a last line without LF counts; a BOM, blank lines and CRLF do not matter" {
	printf '\357\273\277{"id":"f","type":"end","start":0,"end":0}\n' | njson -r >got
	printf 'f\t0\t0\tend\t.\t.\t.\n' | diff - got
	printf '\r\n{"id":"g","facts":{"end":[{"start":0,"end":0}]}}\r\n \n{"id":"h","type":"end","start":0,"end":0}' |
	    njson -r >got
	printf 'g\t0\t0\tend\t.\t.\t.\nh\t0\t0\tend\t.\t.\t.\n' | diff - got
}

@test "a text over --max-doc leaves @doc and end, in both directions" {
	seq 1000 | tr '\n' ' ' >p
	njson -T p >j
	njson -r j >r
	run -1 --separate-stderr njson --max-doc 1K r
	[[ $stderr == *"over the limit of 1024 bytes"* ]]
	[ "$(jq -c '.facts | keys_unsorted' <<<"$output")" = '["@doc","end"]' ]
	for f in j "<(njson -l r)"; do
		eval "njson -r --max-doc 1K $f" >got 2>err && false
		[ "$(grep -c 'over the limit' err)" -eq 1 ]
		grep -v Para r | diff - got
	done
}

@test "a line over the limit is left out, the next comes back" {
	{ printf '{"id":"'; head -c 200000 /dev/zero | tr '\0' a; printf '"}\n{"id":"h","type":"end","start":0,"end":0}\n'; } >j
	run -1 --separate-stderr njson -r --max-doc 1K j
	[[ $stderr == *"j:1: a line of over"* ]]
	[ "$output" = "$(printf 'h\t0\t0\tend\t.\t.\t.')" ]
}

@test "each document is out as soon as it is complete" {
	mkfifo in out
	njson <in | njson -r >out &
	exec 7>in 8<out
	records | sed '/	end	/q' >&7
	got=
	while IFS= read -r -t 10 line <&8; do
		got=$line
		case $line in *"	end	"*) break ;; esac
	done
	[[ $got == *"	end	"* ]]
	exec 7>&-
	exec 8<&-
	wait
}

@test "plain text by mistake is told once, and -o and mixed options are usage errors" {
	seq 5 >p
	run -1 --separate-stderr njson p
	[ "${#stderr_lines[@]}" -eq 1 ]
	[[ $stderr == *"-T"* ]]
	[ -z "$output" ]
	run -2 njson -o /dev/null
	for o in -l -T --chars --types=x; do run -2 njson -r $o /dev/null; done
	run -1 --separate-stderr njson -T <(records | sed 1d)
	[ -z "$output" ]
	run -2 njson nowhere
}

@test "a write error is status 2" {
	for o in "" -l; do
		records | (njson $o >/dev/full) 2>err || [ $? -eq 2 ]
		grep -q 'write error' err
	done
	records | njson | (njson -r >/dev/full) 2>err || [ $? -eq 2 ]
	grep -q 'write error' err
}

@test "time is linear in nested spans, many types and many facts" {
	# A block of 300 kB with 60,000 facts, each of its own type, inside one another.
	awk 'BEGIN { n = 60000; for (i = 0; i < 5 * n; i++) s = s "x"
	    printf "d\t0\t%d\tPara\t.\t.\t%s\n", 5 * n, s
	    for (i = 0; i < n; i++) printf "d\t%d\t%d\tt%d\t.\t.\tx\n", i, i + 1, i }' >r
	timeout 20 njson --chars r >j
	timeout 20 njson -r j | cmp - r
}

@test "what is no record is not held without end" {
	(ulimit -v 60000; njson -V) >/dev/null 2>&1 || skip "a sanitized program needs more before it starts"
	seq 12000000 >p # 100 MB
	(ulimit -v 60000; njson p) 2>err && false
	[ "$(cat err)" = "njson: p:1: no newsutils record (plain text? give -T, or nstrip first)" ]
	sed 's/^/#/' p >c
	(ulimit -v 60000; njson c)
}
