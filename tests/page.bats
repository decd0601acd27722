# The formats that nstrip reads: NDJSON, HTML, WARC, gzip; how they are told; bad input.
bats_require_minimum_version 1.5.0
load helpers

# record TYPE URL CONTENT-TYPE LENGTH|auto: a WARC record around standard input.
record() {
	cat >body
	local n=$4
	[ "$n" != auto ] || n=$(wc -c <body)
	printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n' "$1" "$2"
	printf 'Content-Type: %s\r\nContent-Length: %s\r\n\r\n' "$3" "$n"
	cat body
	printf '\r\n\r\n'
}

# answer BODY-FILE [FIELD...]: an HTTP response.
answer() {
	local f=$1
	shift
	printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n'
	[ $# -eq 0 ] || printf '%s\r\n' "$@"
	printf '\r\n'
	cat "$f"
}

respond() {
	local url=$1
	shift
	answer "$@" | record response "$url" 'application/http; msgtype=response' auto
}

facts() {
	awk -F'\t' -v OFS=' ' '$4 ~ /^@/ {print $4, $5, $6}'
}

# ---------------------------------------------------------------------------- NDJSON

@test "NDJSON: the text is title and text; url, source and date are facts" {
	printf '%s\n' '{"id":"a","url":"https://www.fjord.example/x","date":"Fri, 3 May 2024 09:15:00 +0200","title":" Pier\n shut ","text":"One.\n\nTwo."}' \
	    '{"id":7,"source":"The Fjord","text":["Three.","Four."]}' >p.ndjson
	nstrip --page p.ndjson >out
	printf 'Pier shut\n\nOne.\n\nTwo.\nThree.\nFour.\n' | same_as out
	nstrip p.ndjson | checked | cut -f1,4- | grep '@' | tr '\t' ' ' >out
	same_as out <<'END'
a @doc json . p.ndjson
a @published 2024-05-03T09:15:00+02:00 1.00 Fri, 3 May 2024 09:15:00 +0200
a @source fjord.example 0.50 .
a @url https://www.fjord.example/x 1.00 .
7 @doc json . p.ndjson
7 @source The Fjord 1.00 .
END
}

@test "--body takes the text as the article, the title as its headline" {
	printf '%s\n' '{"id":"a","title":"Pier shut","text":"Advertisement\nShare this article"}' |
	    nstrip -a --body -f json | checked | cut -f4,7 | grep -v '^@' >out
	printf 'Headline\tPier shut\nPara\tAdvertisement\nPara\tShare this article\nend\t.\n' | same_as out
}

@test "--field maps members, with dots into objects; a wrong map is a usage error" {
	echo '{"key":"k","meta":{"day":"2024-05-03"},"a.b":"Whole name.","x":"y"}' >p.ndjson
	nstrip -f json --field id=key,date=meta.day,text=a.b p.ndjson | checked | cut -f1,4,5 | grep published >out
	printf 'k\t@published\t2024-05-03\n' | same_as out
	run -2 nstrip -f json --field 'ident=key' p.ndjson
	[[ $output == *"--field: 'ident=key'"* ]]
	run -2 nstrip -f json --field 'id=' p.ndjson
}

@test "NDJSON: the outermost member of a name counts, escapes in names and all" {
	printf '%s\n' '{"x":{"text":"Inner."},"\u0061":{"b":"Nested.","c":{"b":"Deeper."}},"id":"k","n":[{"text":"No."}]}' |
	    nstrip -f json --field text=a.b --page >out
	echo Nested. | same_as out
	echo '{"a":{"b":"Nested."},"a.b":"Whole.","id":1.5,"a":{"b":"Again."}}' >p.ndjson
	nstrip -f json --field text=a.b --page p.ndjson >out
	echo Whole. | same_as out
	nstrip -f json --field text=a.b p.ndjson | checked | cut -f1 | sort -u >out
	echo 1.5 | same_as out
}

@test "hostile lines take memory in proportion: members, escapes, lines, elements" {
	(ulimit -v 64000; nstrip -V) >/dev/null 2>&1 || skip "a sanitized program needs more before it starts"
	awk 'BEGIN {printf "{\"text\":\"x\",\"a\":["; for (i = 0; i < 2000000; i++) printf "{},"; print "1]}"}' >a.ndjson
	awk 'BEGIN {printf "{\"text\":\"x\""; for (i = 0; i < 500000; i++) printf ",\"\\u0061b\":1.5"; print "}"}' >b.ndjson
	(ulimit -v 128000; nstrip --page a.ndjson b.ndjson) >out
	printf 'x\nx\n' | same_as out
	awk 'BEGIN {printf "<html><body>"; for (i = 0; i < 500000; i++) printf "<p>x"}' >p.html
	awk 'BEGIN {printf "{\"text\":[\"a\""; for (i = 0; i < 500000; i++) printf ",\"b\""; print "]}"}' >c.ndjson
	for f in p.html c.ndjson; do
		run -1 --separate-stderr bash -c "ulimit -v 300000; nstrip --text $f >out"
		[[ $stderr == *"lines: of 262144 of them it is told what they are" ]]
	done
	# Out of memory is one message of ours, none of a library's.
	run -2 --separate-stderr bash -c 'ulimit -v 80000; nstrip p.html'
	[ "$stderr" = "nstrip: p.html: out of memory" ]
}

@test "NDJSON: broken lines are told by number, the rest goes on, status 1" {
	printf '%s\n' '{"id":"a","text":"One."}' '{"id":"b","text":' '[1]' '' '{"id":"c"}' \
	    '{"text":"Nameless."}' '{"id":"d","text":"half \ud83d pair"}' >p.ndjson
	run -1 --separate-stderr nstrip -f json p.ndjson
	[[ $stderr == *"nstrip: p.ndjson:2: broken JSON"* ]]
	[[ $stderr == *"nstrip: p.ndjson:3: no JSON object"* ]]
	[[ $stderr == *"nstrip: p.ndjson:5: no text"* ]]
	[[ $stderr == *"p.ndjson:7: 1 invalid byte sequence"* ]]
	echo "$output" | checked | awk -F'\t' '$4 == "end" {print $1}' >out
	printf '%s\n' a c p.ndjson:6 d | same_as out
	# What is no NDJSON at all is told of once.
	printf '[\n{"id":\n"e"}\n]\n' | tee x >y
	run -1 --separate-stderr nstrip -f json x y
	[ "${#stderr_lines[@]}" -eq 2 ]
	[[ $stderr == *"nstrip: y:1: broken JSON, all before the first object is left out"* ]]
}

@test "NDJSON: a date that is none is left out and told once" {
	printf '%s\n' '{"id":"a","date":"soon","text":"x"}' '{"id":"b","date":"later","text":"y"}' >p.ndjson
	run -0 --separate-stderr nstrip -f json p.ndjson
	[ "$stderr" = "nstrip: p.ndjson:1: no date can be read in 'soon' (told once)" ]
	! echo "$output" | grep -q @published || false
}

@test "NDJSON: html stands in where there is no text" {
	echo '{"id":"a","date":"2024-05-03","html":"<h1>Pier</h1><meta name=date content=2023-01-01><p>Shut&nbsp;now."}' >p.ndjson
	nstrip --page p.ndjson | tr '\302\240' '  ' | grep -q 'Shut  now.'
	[ "$(nstrip p.ndjson | checked | grep -c @published)" -eq 1 ]
	nstrip p.ndjson | grep -q '@published	2024-05-03'
}

# ------------------------------------------------------------------------------ HTML

@test "HTML is shown as lines: blocks, br, white space, entities, pre, what is hidden" {
	cat >p.html <<'END'
<!DOCTYPE html><title>No line</title><style>p{}</style>
<body><div>A <b>bold</b>
   word<br>and a break</div><ul><li>one<li>two</ul>
<p>caf&eacute; &#8212; &#146;s &unknown; a < b &amp; c<p hidden>gone<p style="x:y; display: none">gone
<script>var a = "</p>gone";</script><noscript>gone</noscript><template>gone</template>
<pre>  x
    y</pre><table><tr><td>1<td>2</table>end<!-- gone --></html><p>after
END
	nstrip --page p.html >out
	same_as out <<'END'
A bold word
and a break

one
two

café — ’s &unknown; a < b & c

  x
    y

1
2

end

after
END
}

@test "HTML: a button without words does not break its paragraph, one with words does" {
	{
		echo '<p>Shares of <a href="/s">Farline</a><span><button><i></i><svg><path/></svg><div hidden>Watch</div></button></span>, a ferry line, fell.</p>'
		echo '<p>Shares <button hidden>Watch</button>fell.</p>'
		echo '<p>Shares of Farline<button>Watch</button>fell.</p>'
		echo '<p>Shares<button><div></div>'
		echo '</p><p>fell</p>'
	} >b.html
	nstrip -f html --page b.html >got
	printf '%s\n' 'Shares of Farline, a ferry line, fell.' '' 'Shares fell.' '' 'Shares of Farline' Watch fell. '' Shares '' fell | same_as got
}

@test "HTML: &nbsp without its semicolon is a blank, another ampersand is itself" {
	printf '<p>By&nbspHanna Vik at A&T, A&<b>T</b>, a & b, &amp;nbsp; is a blank &' >n.html
	nstrip -f html --page n.html >got
	echo 'By Hanna Vik at A&T, A&T, a & b, &nbsp; is a blank &' | same_as got
}

@test "HTML offsets count in what --page prints" {
	nstrip --page "$pages/courier-ferry.html" >page.txt
	nstrip -a "$pages/courier-ferry.html" | checked >r
	awk -F'\t' '$4 ~ /^[A-Z]/ {print $2, $3}' r >spans
	[ -s spans ]
	while read -r start end; do
		awk -F'\t' -v s="$start" -v e="$end" '$4 ~ /^[A-Z]/ && $2 == s && $3 == e {print $7; exit}' r >want
		{ tail -c +$((start + 1)) page.txt | head -c $((end - start)); echo; } >got
		cmp want got
	done <spans
}

@test "HTML metadata: JSON-LD before meta elements before time elements" {
	cat >p.html <<'END'
<html lang="en-GB"><head><title>Pier shut | The Fjord</title>
<link rel=canonical href="https://fjord.example/pier">
<meta property="og:site_name" content="The Fjord">
<meta property="article:published_time" content="2024-05-04">
<meta name="author" content="Somebody Else">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[
{"@type":"WebSite","name":"x"},
{"@type":["NewsArticle"],"headline":"Pier shut","datePublished":"2024-05-03T09:15:00+02:00",
 "dateModified":"2024-05-03T10:40:00+02:00","author":[{"@type":"Person","name":"Ida Moen"},{"name":"By Per Lund"}]}]}
</script>
</head><body><h1>Pier shut</h1><time datetime="2024-05-05">Sunday</time><p>Text.
END
	nstrip --page p.html >/dev/null
	nstrip p.html | checked | facts | grep -E '@(lang|published|source|updated|url|writer)' >out
	same_as out <<'END'
@lang en 0.80
@published 2024-05-03T09:15:00+02:00 0.98
@source The Fjord 0.90
@updated 2024-05-03T10:40:00+02:00 0.98
@url https://fjord.example/pier 0.90
@writer Ida Moen 0.98
@writer Per Lund 0.98
END
	sed '/ld+json/,/<\/script>/d' p.html | nstrip | facts | grep -E 'published|writer' >out
	printf '%s\n' '@published 2024-05-04 0.96' '@writer Somebody Else 0.84' | same_as out
	sed '/ld+json/,/<\/script>/d; /meta/d' p.html | nstrip | facts | grep published >out
	printf '%s\n' '@published 2024-05-05 0.60' | same_as out
}

@test "a page that is not free and short is partial, one that is long is not" {
	for n in 1 10; do
		{
			echo '<html><script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script><h1>Pier shut</h1>'
			for i in $(seq "$n"); do
				echo "<p>The pier at Sandvik will close on Monday for $i months, the county said, after divers found cracks in it.</p>"
				echo "<p>Nobody had expected that, said $i of the people who live on the other side of the bay and must go round it.</p>"
			done
		} >p$n.html
	done
	nstrip p1.html | checked | cut -f4,5 | grep -qx '@partial	paywall'
	nstrip p10.html | checked >out
	! grep -q @partial out || false
}

@test "HTML charsets: BOM, meta, -E, UTF-8 whatever meta says, windows-1252" {
	printf '<html><p>caf\303\251' >utf8
	echo '<html><p>café' | iconv -t UTF-16 >bom
	printf '<html><meta charset=iso-8859-2><p>caf\351 \261' >latin2
	printf '<html><meta http-equiv=content-type content="text/html; charset=windows-1251"><p>\324' >cyrillic
	printf '<html><meta charset=Shift_JIS><p>\223\372\226{' >sjis
	printf '<html><p>caf\351 \223' >none
	printf '<html><meta charset=iso-8859-1><p>caf\303\251' >liar
	for f in utf8 bom latin2 cyrillic sjis none liar; do
		nstrip -f html --page $f
	done >out
	printf '%s\n' café café 'café ą' Ф 日本 'café “' café | same_as out
	printf '<html><p>\324' | nstrip -f html -E CP1251 --page >out
	echo Ф | same_as out
}

@test "HTML encoded twice is put right, what only looks like it is left" {
	twice() { # as Latin-1 or Windows-1252 taken for UTF-8
		iconv -f "$1" -t UTF-8
	}
	printf '<p>It\342\200\231s R\303\274ck\342\200\224er.</p>\n' >good.html
	twice ISO-8859-1 <good.html >latin.html
	twice WINDOWS-1252 <good.html >windows.html
	nstrip --page -f html good.html >want
	for f in latin windows; do
		nstrip --page -f html $f.html | cmp - want
	done
	# One sign alone, or letters that are meant, change nothing.
	printf '<p>S\303\203O JO\303\203O; \303\242\302\200 \302\243\303\251</p>\n' >meant.html
	nstrip --page -f html meant.html >out
	printf 'S\303\203O JO\303\203O; \303\242\342\202\254 \302\243\303\251\n' | cmp - out
}

@test "an unknown charset is told and the page is shown" {
	printf '<html><meta charset=klingon><p>caf\351' >p.html
	run -1 --separate-stderr nstrip --page p.html
	[ "$stderr" = "nstrip: p.html: unknown charset klingon: read as windows-1252" ]
	[ "$output" = café ]
}

@test "Hindi, Arabic and Chinese pages come through" {
	printf '<html><p>\u0939\u093f\u0928\u094d\u0926\u0940<p dir=rtl>\u0639\u0631\u0628\u064a<p>\u4e2d\u6587' >p.html
	nstrip --page p.html | grep . >out
	printf '\u0939\u093f\u0928\u094d\u0926\u0940\n\u0639\u0631\u0628\u064a\n\u4e2d\u6587\n' | same_as out
}

# repeat TEXT N: TEXT, N times, on one line.
repeat() {
	awk -v s="$1" -v n="$2" 'BEGIN {while (i++ < n) printf "%s", s}'
}

# Seconds of processor time that nstrip takes for a page, in hundredths.
cost() {
	local t
	t=$( { TIMEFORMAT='%U %S'; time timeout 60 nstrip -f html --page "$1" >/dev/null 2>&1; } 2>&1 )
	echo "$t" | awk '{print int(($1 + $2) * 100)}'
}

@test "hostile HTML is linear: nesting, end tags, attributes, open comments" {
	for kind in '<div>' '<b></i>' '<table><td>' '<a x>' '<!' '<![CDATA[' '&' '<p>x'; do
		repeat "$kind" 50000 >small
		repeat "$kind" 500000 >big
		a=$(cost small)
		b=$(cost big)
		[ "$b" -le $((a * 20 + 100)) ] || { echo "$kind: $a, ten times as much: $b"; return 1; }
	done
	{ printf '<a '; seq -f 'x%.0f=1' 1 300000 | tr '\n' ' '; echo '>x<p>after'; } >attrs
	[ "$(cost attrs)" -lt 300 ]
	run -1 --separate-stderr nstrip -f html --page attrs
	[[ $stderr == *"attributes"* ]]
	[ "$output" = "$(printf 'x\n\nafter')" ]
}

@test "HTML nested 100,000 deep: its text is there, and it is told" {
	{ repeat '<div>' 100000; echo core; } >p.html
	run -1 --separate-stderr nstrip -f html --page p.html
	[ "$output" = core ]
	[[ $stderr == *"nested over 512 deep"* ]]
}

@test "a page of 50 MB on one line" {
	{ printf '<html><body>'; repeat '<p>Nobody wants to swim home, said the ferryman.' 1050000; } >p.html
	nstrip --page p.html | awk 'NF {n++} END {exit !(n > 1000000)}'
}

# ------------------------------------------------------------------------------ WARC

@test "WARC: responses, resources and conversions are pages, the rest is passed over" {
	printf '<html><h1>Pier</h1>' >a.html
	{
		echo 'software: x' | record warcinfo - application/warc-fields auto
		respond http://a.example/1 a.html
		echo 'GET /' | record request http://a.example/1 application/http auto
		printf 'Plain text.\n' | record conversion http://a.example/2 text/plain auto
		record resource http://a.example/3 text/html auto <a.html
		printf 'HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n<p>x' |
		    record response http://a.example/4 'application/http; msgtype=response' auto
	} >w.warc
	nstrip w.warc | checked | awk -F'\t' '$4 ~ /^@/ {print $1, $4, $5}' >out
	same_as out <<'END'
2024-05-06T07:08:09Z/http://a.example/1 @doc warc
2024-05-06T07:08:09Z/http://a.example/1 @seen 2024-05-06T07:08:09Z
2024-05-06T07:08:09Z/http://a.example/1 @source a.example
2024-05-06T07:08:09Z/http://a.example/1 @url http://a.example/1
2024-05-06T07:08:09Z/http://a.example/2 @doc warc
2024-05-06T07:08:09Z/http://a.example/2 @seen 2024-05-06T07:08:09Z
2024-05-06T07:08:09Z/http://a.example/2 @source a.example
2024-05-06T07:08:09Z/http://a.example/2 @url http://a.example/2
2024-05-06T07:08:09Z/http://a.example/3 @doc warc
2024-05-06T07:08:09Z/http://a.example/3 @seen 2024-05-06T07:08:09Z
2024-05-06T07:08:09Z/http://a.example/3 @source a.example
2024-05-06T07:08:09Z/http://a.example/3 @url http://a.example/3
END
}

@test "WARC bodies: chunked, gzip, deflate, both; a header that lies about them" {
	printf '<html><p>Pier' >a.html
	gzip -c a.html >a.gz
	printf '6\r\n<html>\r\n7;x=y\r\n<p>Pier\r\n0\r\n\r\n' >a.chunks
	{ printf '%x\r\n' "$(wc -c <a.gz)"; cat a.gz; printf '\r\n0\r\n\r\n'; } >a.gzchunks
	{
		respond http://a.example/1 a.chunks 'Transfer-Encoding: chunked'
		respond http://a.example/2 a.gz 'Content-Encoding: gzip'
		respond http://a.example/3 a.gzchunks 'Content-Encoding: gzip' 'Transfer-Encoding: chunked'
		respond http://a.example/4 a.html 'Content-Encoding: gzip' 'Transfer-Encoding: chunked'
	} >w.warc
	nstrip --page w.warc >out
	printf 'Pier\nPier\nPier\nPier\n' | same_as out
}

@test "WARC: lengths that lie, cut records and what is between are told; the rest is read" {
	printf '<html><p>Pier' >a.html
	rec() { answer a.html | record response "http://a.example/$1" 'application/http' "$2"; }
	for lie in 10 99999 999999999999999 x; do
		{ rec 1 auto; rec 2 $lie; rec 3 auto; } >w.warc
		run -1 --separate-stderr nstrip -f warc --page w.warc
		[ "$output" = "$(printf 'Pier\n\nPier\n\nPier' | grep .)" ] || { echo "$lie: $output"; return 1; }
		[[ $stderr == *"http://a.example/2"* ]]
		[ "$(echo "$stderr" | wc -l)" -eq 1 ]
	done
	{ rec 1 auto; echo rubbish; rec 2 auto; } >w.warc
	run -1 --separate-stderr nstrip -f warc --page w.warc
	[[ $stderr == *"no WARC record at byte"*"left out" ]]
	[ "$(echo "$output" | grep -c Pier)" -eq 2 ]
	{ rec 1 auto; rec 2 auto | head -c -8; } >w.warc
	run -1 --separate-stderr nstrip -f warc w.warc
	echo "$output" | checked | grep -c '	end	' | grep -qx 2
}

@test "WARC in a WARC: a page about the format is one page; cut short, what it shows is read" {
	{
		printf '<html><p>The format:\r\n'
		printf '<html><p>Inner' >in.html
		answer in.html | record response http://a.example/inner application/http auto
		printf '<p>So far.'
	} >outer.html
	answer outer.html | record response http://a.example/outer application/http auto >w.warc
	nstrip -f warc w.warc | checked | grep -c '	end	' | grep -qx 1
	# Whether the record lies or the file was cut, nobody can tell: the records in it are read.
	head -c -20 w.warc >cut.warc
	run -1 --separate-stderr nstrip -f warc cut.warc
	[[ $stderr == *"http://a.example/outer"* ]]
	echo "$output" | cut -f1 | uniq | grep -q 'http://a.example/inner$'
}

@test "WARC: every prefix is survived and whole records in it come out the same" {
	printf '<html><p>Pier' >a.html
	{ respond http://a.example/1 a.html; respond http://a.example/2 a.html; } >w.warc
	nstrip w.warc >whole
	first=$(grep -n '	end	' whole | head -n 1 | cut -d: -f1)
	one=$(respond http://a.example/1 a.html | wc -c)
	for n in $(seq 1 13 "$(wc -c <w.warc)"); do
		head -c "$n" w.warc >cut
		nstrip -f warc cut >out 2>err || [ $? -eq 1 ]
		checked <out >/dev/null
		[ "$n" -lt "$one" ] || head -n "$first" out | sed 's/cut$/w.warc/' | cmp - <(head -n "$first" whole)
	done
}

# ------------------------------------------------------------------------------ gzip

@test "gzip is read directly, many members too, for every format" {
	for f in courier-ferry.txt courier-ferry.html feed.ndjson crawl.warc; do
		cp "$pages/$f" p
		nstrip <p >want
		gzip -c p >p.gz
		for n in 1 7 4096; do
			"$top/build/chunks" $n p.gz nstrip - | cmp - want
		done
		half=$(($(wc -c <p) / 2))
		{ head -c $half p | gzip; tail -c +$((half + 1)) p | gzip -1; head -c 700 /dev/zero; } | nstrip | cmp - want
	done
	nstrip "$pages/courier-ferry.txt" | gzip | nsplit | cmp - <(nstrip "$pages/courier-ferry.txt" | nsplit)
	# It is told by the beginning of an operand: behind records it is no gzip but a bad line.
	{ printf 'a\t0\t0\tend\t.\t.\t.\n'; printf '\037\213\010 a line\n'; } >behind
	s=0
	ndate behind >out 2>err || s=$?
	[ $s -eq 1 ]
	cmp behind out
	grep -q '^ndate: behind:2: not ' err
	s=0
	ndate behind - <behind >out 2>err || s=$?
	[ $s -eq 1 ]
	cat behind behind | cmp - out
}

@test "gzip: a cut or broken member is told and the rest is read, status 1" {
	for i in 1 2 3; do
		for k in $(seq 40); do echo "{\"id\":\"$i-$k\",\"text\":\"Pier $((i * k * 7919 % 1009))\"}"; done >$i.ndjson
		gzip -k $i.ndjson
	done
	head -c 200 1.ndjson.gz >cut.gz
	run -1 --separate-stderr nstrip -f json cut.gz
	[[ $stderr == *"nstrip: cut.gz:"*"too early (truncated)"* ]]
	echo "$output" | grep -q '^1-1	'
	cat cut.gz 2.ndjson.gz 3.ndjson.gz >mid.gz
	run -1 --separate-stderr nstrip -f json mid.gz
	[[ $stderr == *"broken gzip data"* ]]
	echo "$output" | grep -q '^3-40	'
	{ cat 1.ndjson.gz; echo rubbish; } >tail.gz
	run -1 --separate-stderr nstrip -f json tail.gz
	[[ $stderr == *"what follows the gzip data is none"* ]]
	echo "$output" | grep -q '^1-40	'
}

@test "a gzip bomb is read in bounded memory and left out" {
	! sanitized "$top/bin/nstrip" || skip "the sanitizer needs the room"
	head -c 200000000 /dev/zero | gzip -9 >bomb.gz
	run -1 --separate-stderr bash -c 'ulimit -v 1000000; nstrip -f text bomb.gz'
	[[ $stderr == *"over the limit"* ]]
}

# ------------------------------------------------------------------------------ auto

@test "auto tells the format by its first bytes, for every way to cut the input" {
	for f in courier-ferry.txt courier-ferry.html feed.ndjson crawl.warc; do
		nstrip - <"$pages/$f" >want
		for n in 1 7 4096; do
			"$top/build/chunks" $n "$pages/$f" nstrip - | cmp - want
		done
	done
	[ "$(nstrip - <"$pages/feed.ndjson" | head -n 1 | cut -f5)" = json ]
	[ "$(nstrip - <"$pages/crawl.warc" | head -n 1 | cut -f5)" = warc ]
	[ "$(nstrip - <"$pages/courier-ferry.html" | head -n 1 | cut -f5)" = html ]
	[ "$(nstrip - <"$pages/courier-ferry.txt" | head -n 1 | cut -f5)" = text ]
	[ "$(echo '<3 is no markup' | nstrip | head -n 1 | cut -f5)" = text ]
	[ "$(echo '<html><p>é' | iconv -t UTF-16 | nstrip | head -n 1 | cut -f5)" = html ]
	[ "$(echo '<html>' | ndate -T | head -n 1 | cut -f5)" = text ]
}

@test "a page over --max-doc is refused in every format" {
	echo '{"id":"a","text":"0123456789012345678901234567890123456789"}' >p.ndjson
	printf '<html><p>0123456789012345678901234567890123456789' >p.html
	respond http://a.example/1 p.html >p.warc
	for f in p.ndjson p.html p.warc; do
		run -1 --separate-stderr nstrip --max-doc 20 $f
		[[ $stderr == *"over the limit of 20 (--max-doc)"* ]]
		[ "$(echo "$output" | grep -vc '	[@e][a-z]*	')" -eq 0 ]
		echo "$output" | checked >/dev/null
	done
}

@test "every nth malloc that fails in the libraries is met" {
	! sanitized "$top/bin/nstrip" || skip "the sanitizer has its own malloc"
	printf '<html><script type="application/ld+json">{"@type":"Article","headline":"x"}</script><h1 id=a>Pier' >p.html
	{ respond http://a.example/1 p.html; } | gzip >p.warc.gz
	nstrip p.warc.gz >want
	FAULT=count:0 LD_PRELOAD=$top/build/fault.so nstrip p.warc.gz 2>&1 >/dev/null | grep -oE 'malloc [0-9]+' >n
	for n in $(seq 1 5 "$(cut -d' ' -f2 n)"); do
		s=0
		FAULT=malloc:$n LD_PRELOAD=$top/build/fault.so timeout 20 nstrip p.warc.gz >out 2>err || s=$?
		[ $s -eq 2 ] || { [ $s -eq 0 ] && cmp want out; } || { echo "malloc $n: $s"; return 1; }
	done
}
