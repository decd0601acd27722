# nstrip: what the options do, what the blocks are, and what bad input does.
bats_require_minimum_version 1.5.0
load helpers

# A page of invented news with furniture around it.
page() {
	cat <<'END'
The Fjord Sentinel
Home | News | Sport
 date 2024-05-06 Advertisement

Ferry pier at Sandvik to close for repairs until autumn

Commuters will have to take the bus round the bay for four months.

By Ida Moen and Per Lund
Published: Friday 3 May 2024, 09:15 | Updated: 10:40

Workers lower a beam at the pier in Sandvik.
Photo: Gro Haug / Farline

SANDVIK, Norway (Farline) - The ferry pier at Sandvik will close on Monday for four months, the county said, after divers found cracks in three of its pillars.

Advertisement

"We would rather close it than lose it," said Kari Holt, who is in charge of the county's piers. "Nobody wants to swim home."

Read more: Ten views from a bus window

What the divers saw

- Cracks in three pillars.
- A bicycle.

About nine hundred people cross the bay on a working day, and most of them will need half an hour more.

Correction: an earlier version of this story put the pier in Sandnes.

(With agency inputs)

Share this article
Most read
Whale names newspaper
Mayor opens door
© 2024 The Fjord Sentinel. All rights reserved.
END
}

types() {
	awk -F'\t' '$4 !~ /^@/ && $4 != "end" {printf "%s%s", s, $4; s = " "} END {print ""}'
}

@test "every block of a page has its type" {
	page >p.txt
	nstrip p.txt | checked . | types >out
	echo "Headline Dek Byline Byline Caption Credit Dateline Para Para Head Item Item Para Note Credit" | same_as out
}

@test "a run-in dateline is a block of its own and the paragraph starts behind it" {
	page >p.txt
	nstrip p.txt | checked . | only Dateline Para | sed -n 1,2p | cut -f 6 | cut -c 1-30 >out
	printf '%s\n' 'SANDVIK, Norway (Farline) -' 'The ferry pier at Sandvik will' | same_as out
}

# few TEXT: type and text of its blocks, joined.
few() {
	printf "$1" | nstrip -a | checked | awk -F '\t' '$4 !~ /^@|^end$/ { printf "%s%s:%s", n++ ? "|" : "", $4, $7 }'
}

@test "a page of a few lines keeps its sentences, and none of them is a headline" {
	[ "$(few 'The mayor resigned on Monday.\n\nShe had been in office for ten years.\n')" = \
	    "Para:The mayor resigned on Monday.|Para:She had been in office for ten years." ]
	[ "$(few 'Mayor resigns\nThe mayor resigned on Monday.\n')" = \
	    "Headline:Mayor resigns|Para:The mayor resigned on Monday." ]
	[ "$(few 'Who is he?\n\nNobody knows him.\n')" = "Headline:Who is he?|Para:Nobody knows him." ]
	[ "$(few '"Who is he?"\n\nNobody knows him.\n')" = 'Para:"Who is he?"|Para:Nobody knows him.' ]
	[ "$(few 'OSLO, Jan 19 (Farline) - Anna Keller came.\n\n"I am glad," she said.\n')" = \
	    'Dateline:OSLO, Jan 19 (Farline) -|Para:Anna Keller came.|Para:"I am glad," she said.' ]
	[ "$(few 'Mayor resigns\nThe mayor resigned on Monday.\nAdvertisement\nAll rights reserved.\n')" = \
	    "Headline:Mayor resigns|Para:The mayor resigned on Monday.|Junk:Advertisement|Junk:All rights reserved." ]
}

@test "-a adds the junk with its kind, -v prints only that" {
	page >p.txt
	nstrip -a p.txt | checked . >all
	nstrip -v p.txt | checked . >junk
	awk -F'\t' '$4 == "Junk"' all >all.junk
	awk -F'\t' '$4 == "Junk"' junk | same_as all.junk
	! cut -f 4 junk | grep -qvE '^(@doc|Junk|end)$' || false
	awk -F'\t' '$4 == "Junk" && $7 ~ /^(Advertisement|Read more|Share|Whale|©)/ {print $5, $7}' all | cut -c 1-24 >out
	printf '%s\n' 'ad Advertisement' 'links Read more: Ten vie' 'social Share this articl' 'links Whale names newspa' 'legal © 2024 The Fjord S' |
	    cut -c 1-24 | same_as out
}

@test "the blocks and the junk together are every line of the page" {
	page >p.txt
	nstrip -a --wrap no p.txt | awk -F'\t' '$4 ~ /^[A-Z]/ {n += $3 - $2} END {print n + 1}' >out
	# One blank stands between the dateline and its paragraph.
	grep . p.txt | sed 's/^ //' | tr -d '\n' | wc -c | tr -d ' ' | same_as out
}

@test "days and names of the byline are facts, a bare date at the top is only seen" {
	page >p.txt
	nstrip p.txt | checked . | only @published @updated @seen @writer | cut -f 3,4 >out
	printf '%s\t%s\n' @published 2024-05-03T09:15 @seen 2024-05-06 @updated 2024-05-03T10:40 \
	    @writer 'Ida Moen' @writer 'Per Lund' | same_as out
}

@test "an agency is no writer, and names in capitals get small letters" {
	page | sed 's/^By .*/By PER LUND, Farline staff and Ida van der Moen in Oslo/' >p.txt
	nstrip p.txt | checked . | only @writer | cut -f 4 >out
	printf '%s\n' 'Ida van der Moen' 'Per Lund' | same_as out
}

@test "names are read out of every kind of byline" {
	while IFS='|' read -r told want; do
		page | sed "s#^By .*#$told#" >p.txt
		nstrip p.txt | checked . | awk -F'\t' '$4 == "@writer" {printf "%s;", $5}' >out
		printf '%s' "$want" | same_as out || { echo "$told"; false; }
	done <<'END'
By Ida Moen, Per Lund and J. E. Vik|Ida Moen;J. E. Vik;Per Lund;
Von Ida Moen und Per Eßlund|Ida Moen;Per Eßlund;
byIda Moen|Ida Moen;
Ida Moen Political Correspondent|Ida Moen;
Ida Moen, Parliamentary editor|Ida Moen;
Ida Moen@idamoen|Ida Moen;
Ida Moen3 hours ago|Ida Moen;
By Ida Moen, SENTINEL NEWS|Ida Moen;
By Reuters and Ida Moen|Ida Moen;Reuters;
Por Lucía Moreno y Juan de la Vega|Juan de la Vega;Lucía Moreno;
김서연 기자|김서연;
（记者：王小明、李华）|李华;王小明;
Staff reporter|
END
}

@test "a name above a photo's credit is that of who is in it" {
	page | sed 's#^By .*#Nora Vik\nPhoto: Fjord Sentinel/Jon Aas\nIda Moen#' >p.txt
	nstrip p.txt | checked . | only @writer | cut -f 4 >out
	echo 'Ida Moen' | same_as out
}

@test "the language of the article, where it is sure, is a fact" {
	page | nstrip | checked | only @lang | cut -f 4 | grep -qx en
	for l in 'de|Der Stadtrat teilte am Freitag mit, dass die Brücke bis zum Herbst gesperrt bleibt, weil sie gefährlich geworden ist.' \
	    'ru|Городской совет сообщил в пятницу, что мост останется закрытым до осени, потому что он стал опасным.' \
	    'zh|市议会周五表示，这座桥将关闭至秋天，因为它已经变得非常危险，工程师们说修理工作需要四个月的时间，市民必须绕道。'; do
		printf '%s\n\n%s\n\n%s\n' "${l#*|}" "${l#*|}" "${l#*|}" | nstrip | checked | only @lang | cut -f 4 >out
		echo "${l%%|*}" | same_as out
	done
	# Too little to tell; or nothing that is known.
	printf 'No.\n' | nstrip | checked >out
	! grep -q @lang out || false
}

@test "days are read as they are written" {
	while IFS='|' read -r told want; do
		page | sed "s#^Published.*#$told#" >p.txt
		nstrip p.txt | awk -F'\t' '$4 == "@published" {print $5}' >out
		echo "$want" | same_as out || { echo "$told"; false; }
	done <<'END'
Published May 3, 2024 at 9:15 p.m. EDT|2024-05-03T21:15-04:00
3 May 2024 09.15 GMT|2024-05-03T09:15Z
Posted on Fri, May 3rd, 2024|2024-05-03
2024-05-03T09:15:10|2024-05-03T09:15
03/05/2024 12:05 am|2024-05-03T00:05
5/13/2024|2024-05-13
Veröffentlicht am 3. Mai 2024, 9:15 Uhr|2024-05-03T09:15
Publié le 3 mai 2024|2024-05-03
03/05/2024 Actualizado a las 15:10h.|2024-05-03
03.05.2024 - 15:48 UhrLesedauer: 2 Min.|2024-05-03T15:48
3 de mayo de 2024|2024-05-03
END
}

@test "a day below the text counts if it says what it is and none stands above" {
	below() { page | sed '/^Published: /d; /^Correction: /,$d'; printf '%s\n' "$@"; }
	day() { nstrip | checked | awk -F'\t' '$4 == "@published" {print $5, $6}'; }
	below 'Published: 3 May 2024' | day >out
	below 'Seen on 3 May 2024' | day >>out
	below 'Posted by Ann on 3 May 2024' | day >>out
	below 'Published: 3 May 2024' 'Ferries' 'Published: 4 May 2024' | day >>out
	echo 2024-05-03 0.60 | same_as out
}

@test "a line of Chinese or Japanese is a date by its characters, not by its bytes" {
	text='市议会周五表示，这座桥将关闭至秋天，因为它已经变得非常危险，工程师们说修理工作需要四个月的时间，市民必须绕道。'
	printf '大桥将关闭至秋天\n北方日报 2024/5/3 21:17（最后更新 5/3 21:17）\n%s\n%s\n%s\n' "$text" "$text" "$text" |
	    nstrip | checked | awk -F'\t' '$4 == "@published" {print $5}' >out
	echo 2024-05-03T21:17 | same_as out
}

@test "a day that is none is not told" {
	page | sed 's/^Published.*/Published: 31 February 2024/' >p.txt
	nstrip p.txt | checked . >out
	! grep -q '@published' out || false
}

@test "--text prints the article, --page the page, byte for byte" {
	page >p.txt
	nstrip --text p.txt >out
	head -n 1 out | grep -qx 'Ferry pier at Sandvik to close for repairs until autumn'
	grep -q 'SANDVIK, Norway (Farline) - The ferry pier' out
	! grep -q Advertisement out || false
	nstrip --page p.txt | cmp - p.txt
}

@test "--source names the outlet" {
	page | nstrip --source 'Fjord Sentinel' | checked | only @source | cut -f 4,5 >out
	printf 'Fjord Sentinel\t1.00\n' | same_as out
}

@test "-e makes junk, -k makes article, and -k is the stronger" {
	page >p.txt
	nstrip -e 'swim home' p.txt | checked . >out
	! grep -q 'swim home' out || false
	nstrip -k '^whale' p.txt | checked . | grep -q 'Para.*Whale names newspaper'
	nstrip -k 'swim' -e 'swim home' p.txt | grep -q 'swim home'
	run nstrip -e '(' p.txt
	[ "$status" -eq 2 ]
	[[ "$output" == *"bad pattern '('"* ]]
}

@test "a pattern that explodes is reported, and ends" {
	# A hundred lines, each of which costs its limit: 0.1 s in all, and hours with a limit of
	# thousands of millions. CPU seconds: a busy machine takes longer, but not more of them.
	{ page; for i in {300..399}; do printf '%0*d!\n' $i 0; done; } >p.txt
	{ for i in $(seq 40); do printf '%04d!\n' 0; done; cat p.txt; } >long.txt
	# Tried line by line, and from the 17th on by what the JIT compiler made of it.
	for p in p.txt long.txt; do
		run bash -c "ulimit -t 20; exec nstrip -e '(0+0+)+\$' $p"
		[ "$status" -eq 1 ]
		[[ "$output" == *"too many steps"* ]]
	done
	# Steps that are few, but nested, with a hundred groups to remember in each.
	! ldd "$top/bin/nstrip" | grep -q -e asan -e ubsan || return 0
	{ printf '%060000d!\n' 0; page; } >p.txt
	run -1 bash -c "ulimit -v 200000; nstrip -e '(?:0$(printf '()%.0s' {1..100}))*\$' p.txt"
	[[ "$output" == *"too many steps"* ]]
}

@test "who comments may have letters beyond ASCII in the name" {
	{ page; printf '\nJosé, 2 hours ago\nI was there and saw nothing.\n'; } >p.txt
	nstrip -a p.txt | checked . | grep -qP '\tJunk\tcomment\t\.\tJosé, 2 hours ago$'
}

@test "hard-wrapped paragraphs are joined, --wrap no leaves them" {
	{ echo 'Pier at Sandvik to close for repairs until the autumn'; echo; page | sed -n '/^SANDVIK/,$p' | fold -s -w 60 | sed 's/ $//'; } >p.txt
	nstrip p.txt | checked . | only Para | wc -l >joined
	nstrip -a --wrap no p.txt | checked . | wc -l >loose
	[ "$(cat joined)" -eq 3 ]
	[ "$(cat loose)" -gt 22 ]
	nstrip --text p.txt | grep -q 'close on Monday for four months, the county said, after divers found cracks'
	run nstrip --wrap perhaps p.txt
	[ "$status" -eq 2 ]
}

@test "pages that are empty, blank, or of one line" {
	: >empty; printf '\n\n \n' >blank; printf 'x' >one
	nstrip -a empty blank one | checked . | cut -f 1-4 >out
	printf '%s\n' 'empty	0	0	@doc' 'empty	0	0	end' 'blank	0	4	@doc' 'blank	4	4	end' \
	    'one	0	1	@doc' 'one	0	1	Junk' 'one	1	1	end' | same_as out
}

@test "CRLF, a BOM and a last line without an end are met" {
	page | sed 's/$/\r/' >crlf.txt
	page | nstrip | awk -F'\t' '{print $4, $7}' >want
	{ printf '\357\273\277'; page | head -c -1; } >bom.txt
	nstrip crlf.txt | checked . | awk -F'\t' '{print $4, $7}' | sed 1d >out
	sed 1d want | same_as out
	nstrip bom.txt | checked . | awk -F'\t' '{print $4, $7}' | sed 1d >out
	sed 1d want | same_as out
}

@test "invalid UTF-8 and NUL are repaired, counted, and the status is 1" {
	page | sed 's/swim home/swim\xff home\x00/' >p.txt
	run --separate-stderr nstrip p.txt
	[ "$status" -eq 1 ]
	[[ "$stderr" == *"2 invalid byte sequences"* ]]
	(nstrip p.txt 2>/dev/null || true) | checked >/dev/null
}

@test "a missing file, a directory, a binary file and UTF-16 get a line each" {
	head -c 5000 /dev/zero >bin; printf '\377\376A\0' >wide; mkdir d; page >p.txt
	run --separate-stderr nstrip nothing d bin wide p.txt
	[ "$status" -eq 2 ]
	[ "$(printf '%s\n' "$stderr" | wc -l)" -eq 4 ]
	[[ "$output" == *Headline* ]]
}

@test "records pass through as they are" {
	page | nstrip -a >rec
	run --separate-stderr nstrip rec
	[ "$status" -eq 1 ]
	(nstrip rec 2>/dev/null || true) | cmp - rec
}

@test "a line of fifty megabytes" {
	head -c 50000000 /dev/zero | tr '\0' 'a' >long.txt
	timeout 60 nstrip -a long.txt | cut -c 1-40 | cut -f 2-4 >out
	printf '%s\n' '0	50000000	@doc' '0	50000000	Junk' '50000000	50000000	end' | same_as out
}

@test "pages in other scripts" {
	{
		echo '港口新起重机'; echo
		echo '港务长星期一告诉记者，旧起重机已经屹立了九十年，当时附近没有人受伤，港口将继续开放。'
		echo '新起重机是在波兰制造的，它比旧的高出十二米，每小时可以装卸四十个集装箱，明年春天投入使用。'
		echo '市议会上个月批准了这笔费用，但有两名议员投了反对票，他们认为这笔钱应该用来修理学校的屋顶。'
	} >zh.txt
	nstrip zh.txt | checked . | only Para | wc -l | grep -qx ' *3'
}

@test "--body strips nothing" {
	printf '%s\n' '{"id":"a","title":"Crane","text":"Home\nShare\nIt fell on Monday."}' |
	    nstrip -f json --body | checked | types >out
	echo 'Headline Para Para Para' | same_as out
}

@test "a format that there is not is a usage error" {
	for f in "nstrip -f pdf" "ntrain strip -l x -f pdf x"; do
		run -2 --separate-stderr $f
		[[ $stderr == *"no format 'pdf'"* ]]
	done
}

# ---------------------------------------------------------------------------- --seen

# Page $1 of a site: furniture that is on all of them, a sentence that is on all of them.
gazette() {
	printf 'Harbour Gazette\n\nStory number %s of the year\n\n' "$1"
	for k in 1 2 3; do
		printf 'The council of district %s said on Monday that bridge %s would be closed until the autumn.\n\n' "$1" $k
		[ $k -ne 2 ] || printf 'Tell us\n\nReporters of the Gazette have asked for the papers for three years now.\n\n'
	done
	printf 'Our pledge to readers\n'
}

@test "--seen: lines that recur on a site's pages are junk, sentences and headlines never" {
	for i in 1 2 3 4 5 6; do gazette $i >p$i.txt; done
	nstrip -a --seen s p?.txt | checked . >out
	for i in 1 3; do awk -F'\t' -v p=p$i.txt '$1 == p && $7 == "Tell us" {print $4}' out; done | same_as <(printf 'Head\nHead\n')
	for i in 4 6; do awk -F'\t' -v p=p$i.txt '$1 == p && $7 == "Tell us" {print $4}' out; done | same_as <(printf 'Junk\nJunk\n')
	[ "$(grep -c '	Headline	.*	Story number' out)" -eq 6 ]
	[ "$(grep -c '	Para	.*	Reporters of the Gazette' out)" -eq 6 ]
	# What was read before is known, and counted once.
	cp s before
	nstrip --seen s p1.txt | checked . >again
	! grep -q 'Tell us' again || false
	cmp s before
	# Another site knows nothing of it.
	nstrip --seen s --source other p1.txt | grep -q '	Head	.*	Tell us'
	[ ! -e s.new ]
}

@test "--seen: files merge with cat, and the same counts are the same bytes" {
	for i in 1 2 3 4 5 6; do gazette $i >p$i.txt; done
	nstrip --seen all p?.txt >/dev/null
	nstrip --seen a p[135].txt >/dev/null
	nstrip --seen b p[246].txt >/dev/null
	cat b a >both
	nstrip --seen both </dev/null >/dev/null
	cmp both all
	nstrip --seen both p1.txt | checked . >out
	! grep -q 'Tell us' out || false
}

@test "--seen: a damaged file, another version, a run that fails: status 2, nothing is changed" {
	for i in 1 2 3; do gazette $i >p$i.txt; done
	nstrip --seen s p?.txt >/dev/null
	sed 's/:3/:4/' s >flipped
	sed 's/seen[0-9]/seen9/' s >version
	head -c 60 s >cut
	echo 'Dear reader' >other
	while read -r f why; do
		cp $f before
		run -2 --separate-stderr nstrip --seen $f p1.txt
		[ "$stderr" = "nstrip: $f:1: $why" ] || { echo "$stderr"; false; }
		cmp $f before
		[ ! -e $f.new ]
	done <<'END'
flipped damaged (its sum does not fit)
version made by another version of nstrip
cut damaged (cut short)
other this is no file of --seen
END
	cp s before
	run -2 nstrip --seen s no-such-page
	cmp s before
	[ ! -e s.new ]
	run -2 nstrip --seen no/such/folder p1.txt
	run -2 bash -c 'nstrip --seen s p1.txt >/dev/full'
	cmp s before
	command -v flock >/dev/null || skip "no flock"
	run -2 --separate-stderr flock s.new nstrip --seen s p1.txt
	[ "$stderr" = "nstrip: s: in use by another run" ]
}

@test "--seen: a file keeps to its bounds, whatever is read" {
	for i in $(seq 1 40); do
		{ gazette $i; seq -f "Line $i %g" 1000; } >p$i.txt
	done
	nstrip --seen s p*.txt >/dev/null
	[ "$(wc -c <s)" -lt 400000 ]
	nstrip --seen s p1.txt >out
	! grep -q 'Tell us' out || false
}

# ------------------------------------------------------------------------------ markup

# A page on which the same words are article or not by their elements alone.
markup() {
	cat <<'END'
<!DOCTYPE html><html><head><title>Ferry pier at Sandvik to close for repairs | The Fjord Sentinel</title></head><body>
<div class="top"><ul><li><a href="/1">Council of Sandvik wants a bigger harbour for bigger ferries, and says so in a letter.</a></li>
<li><a href="/2">Divers found a bicycle in the harbour of Sandvik, and nobody has come to fetch it yet.</a></li>
<li><a href="/3">Nine hundred people cross the bay of Sandvik on a working day, the county has counted.</a></li></ul></div>
<article><h1>Ferry pier at Sandvik to close for repairs</h1>
<p>The ferry pier at Sandvik will close on Monday for four months, the county said, after divers found cracks in three of its pillars.</p>
<p>“We would rather close it than lose it,” said Kari Holt, who is in charge of the county's piers. “Nobody wants to swim home.”</p>
<h2>What the divers saw</h2>
<p>The divers went down twice in April, and both times they came up with photographs of the pillars, which are sixty years old:</p>
<ul><li>cracks in three pillars</li><li>rust on all the bolts</li><li>a bicycle</li></ul>
<p>About nine hundred people cross the bay on a working day, and most of them will need half an hour more by bus.</p></article>
<div id="comments"><p>I have crossed this bay for thirty years, and the bus has never once been on time in all of them.</p>
<p>The county should have painted the bolts when it painted the benches, which nobody had asked it to paint.</p></div>
</body></html>
END
}

@test "markup tells links and comments that look like text from short lines that are text" {
	markup >m.html
	nstrip m.html | checked . >out
	types <out >got
	echo "Headline Para Para Head Para Item Item Item Para" | same_as got
	! grep -q 'bigger harbour\|thirty years\|benches' out || false
}

# What $1 gives is set into the article before its last paragraph.
inset() {
	markup | sed "s|^<p>About nine hundred|$1\\n&|"
}

@test "a paragraph that is a link in capitals leads out of the article" {
	inset '<p><a href="/9"><strong>COUNTY COUNTS FERRIES TWICE AND FINDS ONE MISSING</strong></a></p>' >m.html
	nstrip m.html | checked . >out
	grep -q '	Para	.*nine hundred people' out
	! grep -q 'COUNTY COUNTS' out || false
}

@test "a table with a numbered caption is no text, one without is" {
	rows='<tr><td>East</td><td>41</td></tr><tr><td>West</td><td>38</td></tr><tr><td>North</td><td>17</td></tr>'
	inset "<h4>Table 1. Cracks in the pillars of the pier.</h4><table>$rows</table>" >m.html
	nstrip m.html | checked . >out
	grep -q '	Para	.*nine hundred people' out
	grep -q '	Caption	.*Table 1' out
	! grep -q '	Item	.*West' out || false
	inset "<table>$rows</table>" >m.html
	nstrip m.html | grep -q '	Item	.*West'
}

@test "a list between paragraphs belongs to the article, whatever its box is called" {
	inset '<div class="module widget"><ul><li><p>Fast</p></li><li><p>Dry</p></li><li><p>Loud</p></li></ul></div>' >m.html
	nstrip m.html | checked . | cut -f 7 | grep -c '^\(Fast\|Dry\|Loud\)$' >got
	echo 3 | same_as got
	inset '<div class="module widget"><ul><li><a href="/5">Fast</a></li><li><a href="/6">Dry</a></li></ul></div>' >m.html
	! nstrip m.html | cut -f 7 | grep -qx 'Fast\|Dry' || false
}

@test "what opens with a dateline below the headline is the first paragraph" {
	first='SANDVIK — The county has looked at all of its piers, and what it found will keep its divers busy until the autumn.'
	markup | sed "s|</h1>|&<div class=\"promo newsletter\"><div><b>$first</b></div></div>|" >m.html
	nstrip m.html | checked . >out
	grep -q '	Dateline	.*SANDVIK' out
	grep -q '	Para	.*The county has looked' out
}

@test "an author of whom the title begins as of a site gives way to the byline" {
	markup | sed -e 's|<title>[^<]*|<title>Fjord News: Ferry pier at Sandvik to close for repairs|' \
	    -e 's|<head>|&<meta name="author" content="Fjord News">|' -e 's|</h1>|&<p>By Ida Moen AP</p>|' >m.html
	nstrip m.html | checked . | grep '	@writer	' | cut -f 5 >got
	echo 'Ida Moen' | same_as got
}

@test "what br cuts of a paragraph stays or goes with it" {
	crossings="The summer's crossings begin at the hall of the county in Sandvik, which is open every day of the week:"
	markup | sed "s|</article>|<p class=\"widget\">$crossings<br>Pier 1<br>Pier 2<br>Hall 3<br>4<br>Sandnes</p>&|" >m.html
	nstrip m.html | checked . | cut -f 7 | grep -cx 'Pier [12]\|Hall 3\|4\|Sandnes' >got
	echo 5 | same_as got
}

# The page with $1 before its subhead, where a paragraph stands above.
below() {
	markup | sed "s|^<h2>|$1\\n&|"
}

@test "a paragraph that names a link and is one leads out of the article, in any language" {
	for what in More 'Se også' 'По теме'; do
		below "<p>$what: <a href=\"/7\">the bicycle that nobody has come to fetch yet</a></p>" >m.html
		nstrip m.html | checked . >out
		grep -q '	Para	.*swim home' out
		! grep -q 'bicycle that nobody' out || false
		below "<p>$what: the bicycle that nobody has come to fetch yet</p>" >m.html
		nstrip m.html | grep -q 'bicycle that nobody'
	done
}

@test "links side by side, or cut by br, are a list of what else there is to read" {
	below '<p><b>More of the harbour</b><br><a href="/1">Council wants ferries</a><br><a href="/2">Divers find bicycle</a><br><a href="/3">County counts people</a></p>' >br.html
	below '<p><a href="/1">Council wants ferries</a></p><p><a href="/2">Divers find bicycle</a></p><p><a href="/3">County counts people</a></p>' >p.html
	for f in br.html p.html; do
		nstrip $f | checked . >out
		grep -q '	Para	.*nine hundred people' out
		! grep -q 'wants ferries\|find bicycle\|counts people' out || false
	done
}

@test "a link that says the same three times is a button" {
	boat='<p>Boat number N takes ten people at a time across the bay, and sails at seven.</p><p><a href="/bN">Book a seat</a></p>'
	below "$(for n in 1 2 3; do printf %s "$boat" | sed "s/N/$n/g"; done)" >m.html
	nstrip m.html | checked . >out
	grep -c '	Para	.*Boat number' out >got
	echo 3 | same_as got
	! grep -q 'Book a seat' out || false
}

@test "in a box beside the text, what stands below a link with a price is for sale" {
	goods='<div class="x"><div><h3>Oilskins</h3><div><a href="/shop/1">$75 at the harbour shop</a></div>SAID<ul><li>Dry at last</li><li>Comes in yellow</li></ul></div></div>'
	inset "${goods/SAID/}" >m.html
	nstrip m.html | checked . >out
	grep -q '	Para	.*nine hundred people' out
	! grep -q 'Dry at last\|harbour shop' out || false
	inset "${goods/SAID/<p>They kept the divers dry for as long as the divers stayed on the quay, which was not long.</p>}" >m.html
	nstrip m.html | grep -q '	Item	.*Dry at last'
}

@test "items of a list stay whatever single words they are, and so does a list after the last line's colon" {
	markup | sed 's|</article>|<p>The boats that will cross the bay until then are these:</p><ul><li>Anna</li><li>Share</li><li>Boatman Per</li><li>Gull</li></ul>&|' >m.html
	nstrip m.html | checked . | grep '	Item	' | cut -f 7 | tail -n 4 >got
	printf '%s\n' Anna Share 'Boatman Per' Gull | same_as got
}

@test "sixty short lines amid the text are text, though no sentence is near" {
	below "$(for n in $(seq 60); do printf '<p>Pier %d, Sandvik</p>' "$n"; done)" >m.html
	nstrip m.html | checked . | cut -f 7 | grep -c '^Pier [0-9]*, Sandvik$' >got
	echo 60 | same_as got
}

@test "an article ends where readers sign below what they wrote, without a box of their own" {
	{
		markup | sed -e '/<div id="comments">/,$d' -e 's|</article>||'
		echo '<div>Comments</div>'
		for n in 1 2 3 4 5; do
			echo "<p>I have crossed this bay for ${n}0 years, and the bus has never once been on time in all of them.<br><b>Posted by Ann $n on May $n, 2024 5:0$n PM</b><br><a href=\"/r\">Report</a></p>"
		done
		echo '</article></body></html>'
	} >m.html
	nstrip m.html | checked . >out
	grep -q '	Para	.*nine hundred people' out
	! grep -q 'crossed this bay\|Posted by' out || false
}

@test "comments by name alone, below their number, are not the article" {
	{
		markup | sed '/<div id="comments">/,$d'
		echo '<h3>5 comments</h3>'
		for who in Ann Ben Cat Dag Eva; do
			echo "<div><b>$who</b><p>I have crossed this bay with $who, and the bus has never once been on time.</p></div>"
		done
		echo '</body></html>'
	} >m.html
	nstrip m.html | checked . >out
	grep -q '	Para	.*nine hundred people' out
	! grep -q 'crossed this bay' out || false
}

@test "words with a picture are no headline, nor is the way to the page" {
	story() {
		echo "<html><body>$1$(markup | sed -n 's/^<p>\(.*\)/<p>\1/p')</body></html>"
	}
	story '<div class="h">Pier at Sandvik closes for repairs</div><div><img src="p.jpg"><div>The pier at Sandvik was closed for repairs last year</div></div>' >m.html
	nstrip m.html | checked . | grep '	Headline	' | cut -f 7 >got
	echo 'Pier at Sandvik closes for repairs' | same_as got
	story '<div>You are in: <a href="/">Home</a> &gt; <a href="/n">News</a> &gt; <a href="/h">Harbour</a></div><h1>Pier closes</h1>' >m.html
	nstrip m.html | checked . | grep '	Headline	' | cut -f 7 >got
	echo 'Pier closes' | same_as got
}

@test "a box of facts with its heading is no text, nor is a list in it" {
	inset '<aside class="factbox"><h3>The pier</h3><ul><li>Forty pillars</li><li>Two benches</li></ul></aside>' >m.html
	nstrip m.html | checked . >out
	grep -q '	Para	.*nine hundred people' out
	! grep -q 'The pier$\|Forty pillars\|Two benches' out || false
}

@test "nothing above the headline that a page tells is text, whatever it looks like" {
	{
		markup | sed -n '1p'
		for what in "hospital is to open a new wing" "school has found two teachers of music" \
		    "library will lend fishing rods" "theatre sold every seat of its first week"; do
			echo "<p>The $what, its director told a meeting in the town hall on Tuesday evening.</p>"
		done
		markup | sed -n '/<article>/,/<.article>/p'
		echo '</body></html>'
	} >m.html
	nstrip m.html | checked . >out
	grep -q '	Para	.*divers went down' out
	! grep -q 'town hall' out || false
}

@test "a told title that stands below the text is no headline" {
	markup | sed -e 's/<title>[^<]*/<title>The Fjord Sentinel/' \
	    -e 's/<.article>/&<div class="foot">The Fjord Sentinel<\/div>/' >m.html
	nstrip m.html | checked . | grep '	Headline	' | cut -f 7 >got
	echo 'Ferry pier at Sandvik to close for repairs' | same_as got
}

@test "of the way to a page and its headline on one line the headline alone is taken" {
	page | sed 's/^Ferry pier at .*/Home News Harbour &\n\n&/' >p.txt
	nstrip p.txt | checked . | grep '	Headline	' | cut -f 7 >got
	echo 'Ferry pier at Sandvik to close for repairs until autumn' | same_as got
}

@test "the way to a page is no headline where one stands below it" {
	cat >p.txt <<-'END'
		Business
		You are in: Home > Entertainment > Television > Interviews
		Back on the water
		Tuesday, 3 March 2020
		The ferry that linked the two banks of the old harbour for ninety years sailed again on Tuesday, a year after it was laid up for want of a crew.
		The town council paid for the repairs of the ferry and hired three sailors, who had worked on trawlers before the harbour lost its fleet.
		The boat leaves the harbour every half hour until nine in the evening, and every hour on Sundays and holidays.
	END
	nstrip p.txt | checked . | grep '	Headline	' | cut -f 7 >got
	echo 'Back on the water' | same_as got
}

@test "a line that begins with the writer markup tells is a byline, a style called caption is none" {
	markup | sed -e 's|<head>|&<meta name="author" content="Hanna Vik">|' \
	    -e 's|</h1>|&<div>Hanna Vik Former Member of the Council - Sandvik</div><div class="text-skin-caption">Piers and quays</div>|' >m.html
	nstrip m.html | checked . >out
	grep -q '	Byline	.*	Hanna Vik Former Member' out
	! grep -q '	Dek	\|	Caption	' out || false
	markup | sed -e 's|<head>|&<meta name="author" content="Hanna Vik">|' \
	    -e 's|</h1>|&<div class="social">Hanna Vik, 3 March 2020</div><div>Comment by Jonas Moe</div>|' >m.html
	nstrip m.html | checked . | grep -q '	Byline	.*	Hanna Vik, 3 March'
	markup | sed 's|</h1>|&<div>Ein Kommentar von Jonas Moe</div>|' >m.html
	nstrip m.html | checked . | grep -q '	Byline	.*	Ein Kommentar'
	markup | sed 's|</h1>|&<div class="photo-caption">Piers and quays</div>|' >m.html
	nstrip m.html | grep -q '	Caption	'
}

@test "a picture's day is not the page's, a film's length no report of a live page" {
	markup | sed 's|</h1>|&<figure><figcaption>The pier of Sandvik and its benches are seen on Tuesday, March 3, 2020.</figcaption></figure>|' >m.html
	nstrip m.html | checked . >out
	grep -q '	Caption	.*benches are seen' out
	! grep -q '	@seen	' out || false
	markup | sed 's|</h1>|&<span>01:53</span><div>Divers show what they brought up from the harbour of Sandvik</div>|' >m.html
	nstrip m.html | checked . >out
	grep -q '	Headline	' out
	! grep -q '01:53' out || false
	markup | sed 's|</h1>|&<div>3 March 2020</div><div>03:26 pm</div><div>Divers show what they brought up from the harbour of Sandvik</div>|' >m.html
	nstrip m.html | checked . | grep -q '	Byline	.*	03:26 pm'
}

@test "between byline and text: a deck, key points, captions, no links, the headline again" {
	head() {
		markup | sed "s|<h1>.*</h1>|<header>&<div>By Hanna Vik</div><div>3 March 2020</div>$1</header>$share|" >m.html
		nstrip -a m.html | checked . >out
	}
	share='<ul><li><a href="/f">Facebook</a></li><li><a href="/t">Twitter</a></li><li><a href="/m">E-mail</a></li><li><a href="/p">Print</a></li></ul>'
	share="$share<figure><img src='p.jpg'><figcaption>The pier in May. Photo: Jonas Moe</figcaption></figure>"
	head '<div>Divers were surprised by what they found below the pier of the county.</div>'
	grep -q '	Dek	.*surprised by what' out
	head '<div>Divers look at the pillars of the pier, which are sixty years old. Photo: Jonas Moe</div>'
	grep -q '	Caption	.*sixty years old. Photo' out
	head '<div>Divers look at the pillars of the pier, which are sixty years old.</div><div>Photo: Jonas Moe</div>'
	grep -q '	Caption	.*which are sixty years old.$' out
	head '<div>In this May 3, 2020, photo, divers look at the pillars of the pier of the county.</div>'
	grep -q '	Caption	.*In this May 3' out
	head '<div>In short:</div><ul class="key-points"><li>The pier closes on Monday, for at least four months.</li><li>Divers found cracks in three of its old pillars.</li></ul>'
	[ "$(grep -c '	Dek	.*\(In short\|closes on\|found cracks\)' out)" -eq 3 ]
	head '<div><a href="/x">Library of Sandvik is to lend fishing rods from the first of May on</a></div>'
	grep -q '	Junk	.*fishing rods' out
	head '<div>Harbour News Ferry pier at Sandvik to close for repairs</div>'
	grep -q '	Headline	.*	Harbour News Ferry' out
}

@test "a compound that begins with capitals, or who speaks, is no dateline" {
	for what in EU-Kommission US-Streitkräfte; do
		page | sed "s|^SANDVIK, .*Farline) - The|$what hat mitgeteilt: the|" >p.txt
		nstrip p.txt | checked . >out
		grep -q "	Para	.*	$what hat" out
	done
	page | sed 's|^SANDVIK, .*Farline) - The|KARI HOLT, HOST: The|' >p.txt
	nstrip p.txt | checked . | grep -q '	Para	.*KARI HOLT, HOST'
	page | sed 's|^SANDVIK, .*Farline) - The|SANDVIK-The|' >p.txt
	nstrip p.txt | checked . | grep -q '	Dateline	.*SANDVIK-$'
}

@test "a few words or a question alone between two paragraphs are a subhead" {
	markup | sed -e 's|^<h2>.*|<p>What the county says</p>|' -e 's|sixty years old:|sixty years old.|' >m.html
	nstrip m.html | checked . | grep -q '	Head	.*What the county says'
	page | sed -e 's/^What the divers saw/How long will it take?/' -e '/^- /d' -e '/^Read more/d' >p.txt
	nstrip p.txt | checked . | grep -q '	Head	.*How long will it take?'
}

@test "a dash opens speech in Norwegian, an item in English" {
	{
		printf 'Fergekaia i Sandvik stenges for reparasjon\n\nAv Hanna Vik\n\n'
		echo 'Fergekaia i Sandvik stenges mandag i fire måneder, opplyser fylket, etter at dykkere fant sprekker i tre av pilarene under vann.'
		printf '\n– Vi vil heller stenge den enn å miste den, sier Kari Holt, som har ansvar for kaiene i fylket. Ingen vil svømme hjem.\n\n'
		echo 'Omtrent ni hundre mennesker krysser bukta på en vanlig arbeidsdag, og de fleste av dem vil bruke en halv time mer med buss.'
	} >no.txt
	nstrip no.txt | checked . | grep -q '	Para	.*– Vi vil heller'
	{
		printf 'Ferry pier at Sandvik to close for repairs\n\nBy Hanna Vik\n\n'
		echo 'The ferry pier at Sandvik will close on Monday for four months, the county said, after divers found cracks in three of its pillars, and told the council to do three things:'
		printf '\n– Paint the bolts of the pier before the winter comes, and the benches after that, if there is paint left over.\n\n'
		echo 'About nine hundred people cross the bay on a working day, and most of them will need half an hour more by bus.'
	} >en.txt
	nstrip en.txt | checked . | grep -q '	Item	.*– Paint the bolts'
}

@test "a label with its names or a result alone is no headline" {
	{
		printf 'Film\nBack on the water\nDirector : Hanna Vik\nCast: Hanna Vik, Jonas Moe, Ida Lund\n'
		echo 'The ferry of the old harbour has sailed for ninety years, and now a film is made of the men who sailed it and of those who waited.'
		echo 'It opens in a fog, and for an hour nobody says a word, while the boat goes from bank to bank and the town grows old.'
	} >p.txt
	nstrip p.txt | checked . | grep '	Headline	' | cut -f 7 >got
	echo 'Back on the water' | same_as got
	{
		printf 'Football\nMore patience needed\nSandvik Rovers 1 Harbour United 0\n'
		echo 'Sandvik Rovers beat Harbour United on Tuesday with a goal in the last minute, and left the last place of the league after a winter there.'
		echo 'The visitors had the ball for most of the evening, but the old goalkeeper of the home side held what came to him.'
	} >p.txt
	nstrip p.txt | checked . | grep '	Headline	' | cut -f 7 >got
	echo 'More patience needed' | same_as got
}

@test "a model is loaded in the place of its kind" {
	markup >m.html
	page >p.txt
	models=$BATS_TEST_DIRNAME/../lib/data/models
	for f in m.html p.txt; do
		nstrip $f >want
		for kind in text html; do
			nstrip -m "$models/strip.$kind" $f | cmp - want
		done
	done
	head -c 500 "$models/strip.html" >cut
	run -2 nstrip -m cut p.txt
	[ "$output" = "nstrip: cut: the model is cut off or damaged" ]
	: >none
	run -2 --separate-stderr nstrip -m none p.txt
	[ "$stderr" = "nstrip: none: not a model of nstrip, or of another version" ]
}
