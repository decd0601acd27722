# ndate: expressions, values, which date is meant, intervals, options, bad input.
load helpers

# says TEXT VALUE...: the values found in a text of Friday 2024-01-19 are these, in order.
says() {
	text=$1
	shift
	printf '%s\n' "$text" >page
	ndate -T -d "${date:-2024-01-19}" $opts page 2>err | checked . >out
	cut -f 4,5 out | awk '$1 ~ /^(date|time|duration|set)$/ {print $2}' >got
	[ $# -eq 0 ] || printf '%s\n' "$@" >want
	[ $# -gt 0 ] || : >want
	diff -u want got || { echo "in: $text"; return 1; }
}

# span TEXT WORDS: the first expression found is these words.
span() {
	printf '%s\n' "$1" | ndate -oT -d 2024-01-19 | awk -F'\t' '$4 != "when"' | head -n 1 | cut -f 7 >got
	[ "$(cat got)" = "$2" ] || { echo "in: $1: $(cat got), not $2"; return 1; }
}

# lies TEXT INTERVAL: the first interval found.
lies() {
	printf '%s\n' "$1" | ndate -oT -d "${date:-2024-01-19}" | awk -F'\t' '$4 == "when"' | head -n 1 | cut -f 5 >got
	[ "$(cat got)" = "$2" ] || { echo "in: $1: $(cat got), not $2"; return 1; }
}

@test "dates told in full" {
	says 'It sank on 5 May 1998.' 1998-05-05
	says 'It sank on May 5th, 1998.' 1998-05-05
	says 'It sank on Tuesday, 5 May 1998.' 1998-05-05
	says 'It sank on 1998-05-05 at sea.' 1998-05-05
	says 'It sank in May 1998.' 1998-05
	says 'It sank in 1998.' 1998
	says 'It sank in the 1990s.' 199
	says 'It sank in the third quarter of 1998.' 1998-Q3
	says 'It sank in the summer of 1998.' 1998-SU
	says 'It sank in the 19th century.' 18
}

@test "weekdays are the last ones, or the next ones where the text looks ahead" {
	says 'The ferry sank on Friday.' 2024-01-19
	says 'The ferry sank on Tuesday.' 2024-01-16
	says 'The ferry will be raised on Tuesday.' 2024-01-23
	says 'The ferry is due on Monday.' 2024-01-22
	says 'The ferry sank last Friday.' 2024-01-12
	says 'The ferry sails next Monday.' 2024-01-22
}

@test "today, yesterday, tomorrow, ago" {
	says 'It sank today.' 2024-01-19
	says 'It sank yesterday.' 2024-01-18
	says 'It opens tomorrow.' 2024-01-20
	says 'It sank two days ago.' 2024-01-17
	says 'It sank three months ago.' 2023-10
	says 'It sank a year ago.' 2023
	says 'It sank last night.' 2024-01-18TNI
	says 'It sank this morning.' 2024-01-19TMO
}

@test "this, last, next" {
	says 'It sank last week.' 2024-W02
	says 'It sank this month.' 2024-01
	says 'It opens next year.' 2025
	says 'It sank last year.' 2023
	says 'It sank last summer.' 2023-SU
}

@test "the narrative's own date" {
	says 'On 5 May 1998 it sank. The next day it burned.' 1998-05-05 1998-05-06
	says 'On 5 May 1998 it sank. Two weeks later it burned.' 1998-05-05 1998-W21
	says 'In 1998 it sank. That year it burned.' 1998 1998
	says 'On Tuesday it sank. The following day it burned.' 2024-01-16 2024-01-17
}

@test "durations and sets" {
	says 'It took three days.' P3D
	says 'A six-month search began.' P6M
	says 'It lasted several years.' PXY
	says 'It sails every day.' P1D
	says 'It sails every Monday.' XXXX-WXX-1
	says 'The weekly ferry sank.' P1W
}

@test "parts of the day, fiscal years, halves, weeks, feasts, offsets" {
	says 'It sank at dawn on Friday.' 2024-01-19TMO
	says 'It sank before dusk.' 2024-01-19TEV
	says 'It sank at sunset yesterday.' 2024-01-18TEV
	says 'It sank in the small hours of Tuesday.' 2024-01-16TMO
	says 'It was the dawn of an age.'
	says 'It sank at half past three in the afternoon.' 2024-01-19T15:30
	says 'Sales rose in FY24 and in FY 2023.' 2024 2023
	says 'Sales rose in fiscal year 2023-24.' 2023 2024
	says 'Sales rose in H1 2023 and 3Q23.' 2023-H1 2023-Q3
	says 'It sank in calendar week 3.' 2024-W03
	says 'It sank in week 27 of last year.' 2023-W27
	says 'It sank during Eid.' 2024-04-10
	date=2024-06-01 says 'It sank during Eid.' 2024-06-17
	says 'Said Mr Eid at home.'
	says 'It sank in the year 0.'
	says 'It sank in the year 10000.'
	says 'On 2024-01-19T23:30:00-05:00 it sank.' 2024-01-20T04:30:00Z
	says 'Fri, 19 Jan 2024 14:30:00 +0200' 2024-01-19T12:30:00Z
	says 'It sank three and a half years ago.' 2020-07
	lies 'Sales rose in the first six months of 2023.' 2023-01-01/2024-01-01
}

@test "what no date is" {
	says 'It may sink, and they march on.'
	says 'He came second in the 54th annual race.'
	says 'Call 555-1212 about version 1.2.3 for $1,998.'
	says 'They won 3-2, at odds of 4:3.'
}

@test "spans follow TimeML: prepositions stay outside, modifiers inside" {
	span 'It sank in early May 1998.' 'early May 1998'
	span 'It took more than two years.' 'more than two years'
	span 'It sank on Friday.' Friday
	span 'It sank over the past two weeks.' 'the past two weeks'
}

@test "intervals are half-open" {
	lies 'It sank on Tuesday.' 2024-01-16/2024-01-17
	lies 'It sank in 1998.' 1998-01-01/1999-01-01
	lies 'It sank in February 1996.' 1996-02-01/1996-03-01
	lies 'It sank last week.' 2024-01-08/2024-01-15
	lies 'It sank in the winter of 1998.' 1998-12-01/1999-03-01
	lies 'It sank in the 1990s.' 1990-01-01/2000-01-01
	lies 'It sank yesterday at 5:30 p.m. in port.' 2024-01-18T17:30/2024-01-18T17:31
	lies 'It sank last night.' 2024-01-18T20:00/2024-01-19T06:00
	lies 'It took the past two weeks.' 2024-01-05/2024-01-19
}

@test "a range is two dates and the whole between them" {
	printf 'It ran from 16 to 19 January 2023.\n' | ndate -oT | cut -f 4,5 >got
	grep -q '^when.2023-01-16/2023-01-20$' got
	grep -q '^date.2023-01-16$' got
	grep -q '^date.2023-01-19$' got
}

@test "without a date values stay open, and one warning says so" {
	printf 'It sank on Friday.\n' >a
	cp a b
	ndate -T a b >out 2>err
	[ "$(awk -F'\t' '$4 == "date" {print $5}' out | sort -u)" = XXXX-WXX-5 ]
	! grep -q "$(printf '\twhen\t')" out || false
	[ "$(wc -l <err)" -eq 1 ]
	grep -q "^ndate: .*no date to count from" err
	printf 'It ran for two hours every Friday in 1998, sank on 5 May 2001, and now lies there.\n' |
	    ndate -T 2>err | checked >/dev/null
	[ ! -s err ] # nothing there waits for a date
	echo 'It sank at 8 p.m.' | ndate -T 2>err >out
	grep -q "no date to count from" err
}

@test "the anchor: -D before -d before @published, @seen only when asked" {
	printf 'It sank on Friday.\n' >a
	cp a b
	printf '# dates\na\t2024-01-26\n' >table
	ndate -T -D table -d 2024-01-19 a b 2>/dev/null | awk -F'\t' '$4 == "date" {print $5}' >got
	printf '2024-01-26\n2024-01-19\n' | cmp - got
	{
		printf 'a\t0\t18\t@doc\ttext\t.\ta\na\t0\t18\t@published\t2024-02-02\t0.90\t.\n'
		printf 'a\t0\t18\tPara\t.\t.\tIt sank on Friday.\na\t18\t18\tend\t.\t.\t.\n'
	} >rec
	ndate -o rec | grep -q 2024-02-02
	ndate -o -d 2024-01-19 rec | grep -q 2024-01-19
	sed 's/@published/@seen/' rec >seen
	ndate -o seen 2>/dev/null | grep -q XXXX-WXX-5
	ndate -o --seen-anchor 1 seen | awk -F'\t' '$6 > 0.5 {bad = 1} END {exit bad}'
	ndate -o --seen-anchor 1 seen | grep -q 2024-01-26
}

@test "numeric dates: --dmy --mdy --ymd" {
	says 'It sank on 03/04/2023.' 2023-03-04
	opts=--dmy says 'It sank on 03/04/2023.' 2023-04-03
	opts=--mdy says 'It sank on 03/04/2023.' 2023-03-04
	says 'It sank on 25/04/2023.' 2023-04-25
}

@test "Junk is not read; sentences are, where a block has them" {
	printf 'a\t0\t12\t@doc\ttext\t.\ta\na\t0\t12\tJunk\tad\t.\tSale Friday!\na\t12\t12\tend\t.\t.\t.\n' |
	    ndate -o -d 2024-01-19 >out
	[ ! -s out ]
	printf 'It sank on Friday. It burned on Tuesday.\n' >a
	ndate -T -d 2024-01-19 a >one
	nsplit -T a | ndate -d 2024-01-19 | grep -v "$(printf '\tSent\t')" | cmp - one
}

@test "run twice is run once" {
	printf 'It sank on Friday, 5 May 1998, and yesterday.\n' >a
	ndate -T -d 2024-01-19 a >one
	ndate -d 2024-01-19 one | cmp - one
}

@test "a language without data: nothing is added, said once" {
	for i in 1 2; do
		printf '%s\t0\t4\t@doc\ttext\t.\ta\n%s\t0\t4\t@lang\txx\t.\t.\n%s\t0\t4\tPara\t.\t.\t1998\n%s\t4\t4\tend\t.\t.\t.\n' $i $i $i $i
	done >rec
	ndate -d 2024-01-19 rec 2>err | cmp - rec
	[ "$(wc -l <err)" -eq 1 ]
	grep -q "language 'xx'" err
}

@test "from one time to another: the day that is named once counts for both" {
	says 'It met from 9 to 11 a.m. on Thursday.' 2024-01-18T09:00 2024-01-18T11:00
	says 'It meets 9 a.m.-11 a.m. EST on Feb. 1.' 2024-02-01T09:00 2024-02-01T11:00
	says 'It will meet on Friday from 8 to 10 p.m.' 2024-01-19T20:00 2024-01-19T22:00
	says 'It met on Thursday, 8pm-10pm.' 2024-01-18T20:00 2024-01-18T22:00
	lies 'It met from 9 to 11 a.m. on Thursday.' 2024-01-18T09:00/2024-01-18T11:00
	says 'It closes at midnight on March 31.' 2024-03-31T24:00
	says 'It sank at about 6:45 on Tuesday evening.' 2024-01-16T18:45
	says "It sank at 3 o'clock in the morning on Sunday." 2024-01-14T03:00
	says 'It sank at 10.30am on Monday.' 2024-01-15T10:30
	says 'It sank at 6 a.m. (2200 GMT) on Thursday.' 2024-01-18T06:00
	says 'It sank at 7.30pm (1830 GMT) on 3 March 2023.' 2023-03-03T19:30
	says 'It went to the 9th U.S. Circuit Court.'
	says 'It ends at midnight tonight.' 2024-01-19T24:00
	says 'It ends at noon tomorrow.' 2024-01-20T12:00
	says 'It ended at midnight last night.' 2024-01-18T24:00
	says 'She ran it in 2:03:38.'
	says 'She ran it at 2:03:38 p.m.' 2024-01-19T14:03:38
}

@test "each day of a list, each century of two" {
	says 'It met on Jan. 5, 12 and 17.' 2024-01-05 2024-01-12 2024-01-17
	says 'It met on 5, 12 and 19 January 2023.' 2023-01-05 2023-01-12 2023-01-19
	says 'It met on the 5th and 6th of January.' 2024-01-05 2024-01-06
	says 'Ships of the 18th and 19th centuries.' 17 18
	says 'Sales rose by end-March 2023.' 2023-03
	says 'He wrote of the Sept. 11 attacks.' 2001-09-11
	says 'It was Lunar New Year.'
}

# doc ID LANG TEXT: its records.
doc() {
	n=$(printf %s "$3" | wc -c)
	printf "$1\t0\t$n\t@doc\ttext\t.\ta\n$1\t0\t$n\t@lang\t$2\t.\t.\n"
	printf "$1\t0\t$n\tPara\t.\t.\t$3\n$1\t$n\t$n\tend\t.\t.\t.\n"
}

@test "a language is what its tag begins with; many without data hide none that has" {
	for l in en EN en-GB en_US . 12; do
		doc a $l 'On 5 May 1998.' | ndate -o 2>err | grep -q 1998-05-05
		[ ! -s err ]
	done
	for l in fil cmn x ja; do
		doc a $l 'On 5 May 1998.' | ndate -o >out 2>err
		[ ! -s out ]
		grep -q "^ndate: -:4: 'a': no data for the language '$l': nothing is added" err
	done
	for l in aa bb cc dd ee ff gg hh ii jj; do doc $l $l 'Am 5. Mai 1998.'; done >rec
	doc z de 'Am 5. Mai 1998.' >>rec
	ndate -o rec 2>err | grep -q 1998-05-05
	[ "$(wc -l <err)" -eq 1 ]
}

@test "bad options: named, status 2" {
	for d in 2024-02-30 2023-02-29 0000-01-01 10000-01-01 yesterday 2024-13-01 ''; do
		s=0
		ndate -T -d "$d" /dev/null >out 2>err || s=$?
		[ $s -eq 2 ]
		grep -q "^ndate: -d: '$d' is no date" err
	done
	s=0
	ndate -T -D nowhere /dev/null 2>err || s=$?
	[ $s -eq 2 ]
	grep -q nowhere err
	for l in xx '' en,de english; do
		s=0
		ndate --lang "$l" -T /dev/null 2>err || s=$?
		[ $s -eq 2 ]
		[ "$(cat err)" = "ndate: --lang: no data for the language '$l'" ]
	done
}

@test "a bad line in the table is named; the rest goes on" {
	printf 'a\t2024-01-26\nb\t2024-02-30\nc 2024-01-01\n' >table
	printf 'It sank on Friday.\n' >a
	s=0
	ndate -T -D table a >out 2>err || s=$?
	[ $s -eq 1 ]
	grep -q '^ndate: table:2: .*2024-02-30.* is no date' err
	grep -q '^ndate: table:3: no TAB' err
	grep -q 2024-01-26 out
	# What is no table at all is told of once.
	(printf 'a b\nc d\ne\t5/6/2024\n' && cat table) >other
	s=0
	ndate -T -D other a >out 2>err || s=$?
	[ $s -eq 1 ]
	cut -d: -f3 err | same_as <(printf '%s\n' 1 5 6)
	head -n 1 err | grep -q "^ndate: other:1: no TAB between document and date in 'a b': all before the first row"
	grep -q 2024-01-26 out
}

# never TEXT WORDS WHY [VALUE...]: the words are told of once, as what no calendar has; the
# values found are these.
never() {
	text=$1 words=$2 why=$3
	shift 3
	says "$text" "$@" || return 1
	printf "ndate: page: page:%s: '%s' is no date: %s\n" \
	    "$(printf '%s\n' "$text" | grep -obF -e "$words" | head -n 1 | cut -d: -f1)" "$words" "$why" |
	    diff -u - err || { echo "in: $text"; return 1; }
}

@test "days, months and weeks that no calendar has are named, and no part is read for them" {
	never 'It sank on 30 February 2024.' '30 February 2024' '2024-02 has 29 days'
	never 'It sank on February 29, 2023.' 'February 29, 2023' '2023-02 has 28 days'
	never 'It sank on the 31st of April 2023.' 'the 31st of April 2023' '2023-04 has 30 days'
	never 'It sank on January 32, 2024.' 'January 32, 2024' '2024-01 has 31 days'
	never 'It sank on June 31.' 'June 31' 'month 6 has 30 days at most'
	never 'June 31st was cold.' 'June 31st' 'month 6 has 30 days at most'
	never 'It sank on 31-Jun-2023.' '31-Jun-2023' '2023-06 has 30 days'
	never 'It sank on 2024-02-30.' '2024-02-30' '2024-02 has 29 days'
	never 'It sank on 2024-13-01.' '2024-13-01' 'months are 1 to 12'
	never 'It sank on 31/04/2024.' '31/04/2024' '2024-04 has 30 days'
	never 'It sank on 13/13/2024.' '13/13/2024' 'months are 1 to 12'
	never 'It sank on 30.02.2024.' '30.02.2024' '2024-02 has 29 days'
	never 'See week 53 of 2023.' 'week 53 of 2023' '2023 has 52 weeks'
	never 'See 2023-W53.' '2023-W53' '2023 has 52 weeks'
	never 'See the 53rd week of 2023.' 'the 53rd week of 2023' '2023 has 52 weeks'
	never 'See 2023-W03-8.' '2023-W03-8' 'the days of a week are 1 to 7'
	never 'It sank on the fifth Friday of February 2023.' 'the fifth Friday of February 2023' \
	    'there are not so many'
}

@test "hours, years and centuries that are none, and what lies too far off" {
	never 'It sank at 25:61 on Friday.' '25:61' 'times are 00:00 to 24:00' 2024-01-19
	never 'It sank at 13:75 GMT.' '13:75 GMT' 'times are 00:00 to 24:00'
	never 'It sank 2024-01-19T25:00.' '2024-01-19T25:00' 'times are 00:00 to 24:00'
	never 'It sank in the year 0.' 'the year 0' 'years are 1 to 9999'
	never 'In the year 0 nobody sailed.' 'the year 0' 'years are 1 to 9999'
	never 'It sank in the year 10000.' 'the year 10000' 'years are 1 to 9999'
	never 'It sank on 0000-01-01.' '0000-01-01' 'years are 1 to 9999'
	never 'It sank on 5 May 0000.' '5 May 0000' 'years are 1 to 9999'
	never 'It sank in 0 BC.' '0 BC' 'years are 1 to 9999'
	never 'A jar of the 0th century.' 'the 0th century' 'centuries are 1 to 99'
	never 'It will burn in 99999999999 years, on Friday.' '99999999999 years' \
	    'it lies outside the years 1 to 9999' 2024-01-19
	never 'It burned 99,999,999,999 years ago.' '99,999,999,999 years ago' \
	    'it lies outside the years 1 to 9999'
	says 'It burned for 99,999,999,999 years.' P99999999999Y
	says 'It burned for 1000000000 decades.' P10000000000Y
	[ ! -s err ]
	says "It burned for $(printf '9%.0s' $(seq 200)) years."
	says 'It burned 5,000 years ago.' BC2977
}

@test "what names no date gives no warning" {
	for t in 'Call 555-13-2024, or 2024-55-66.' 'Version 13.13.1, 10.13.12.' 'He won 25:61 in 31:75.' \
	    'The ratio was 30:75, or 31/04.' 'By the year 10,000 people had left.' 'It is 20240230.' \
	    'They paid for 50,000 ad words.' 'In February 30 ships sank.' 'See psalm 119:176 and page 13/13.' \
	    'The sun will burn for 5000000 years.' 'It sank on 29 February 2024 in week 53 of 2020.' \
	    'It sank at 24:00.' 'A fifth Friday in March 2024 is the 29th.'; do
		echo "$t" | ndate -oT -d 2024-01-19 2>err | checked . >out
		[ ! -s err ] || { cat err; return 1; }
	done
	echo 'In February 30 ships sank.' | ndate -oT -d 2024-01-19 | grep -q 'date.2024-02.0.50'
	echo 'It ran from 30 February to 5 March 2024.' | ndate -oT -d 2024-01-19 2>err |
	    grep -q 'date.2024-03-05.0.98'
	grep -q "'30 February' is no date" err
	echo 'It ran from 1 February to 30 February 2024.' | ndate -oT -d 2024-01-19 2>err |
	    grep -q 'date.2024-02-01'
	grep -q "'30 February 2024' is no date" err
}

@test "eight such expressions are told of in a document, and the status stays 0" {
	for i in $(seq 20); do echo "It sank on 30 February 20$((i + 10))."; done >a
	cp a b
	ndate -oT -d 2024-01-19 a b 2>err >out
	[ "$(wc -l <err)" -eq 16 ]
	[ "$(grep -c 'further ones in this document are not told' err)" -eq 2 ]
	sed -n 8p err | grep -q '2018-02 has 28 days (further'
	[ ! -s out ]
}

@test "weeks, ordinal weekdays, feasts with computed days" {
	says 'It sank in week 12 of 2023.' 2023-W12
	says 'It sank in 2024-W03.' 2024-W03
	says 'It sank on 2024-W03-5.' 2024-01-19
	says 'It sank on the last Friday of March 2023.' 2023-03-31
	says 'It sank on the second Monday of May 2023.' 2023-05-08
	says 'It sank at Easter 2023.' 2023-04-09
	says 'It sank on Good Friday 2023.' 2023-04-07
	says 'It sank on Thanksgiving 2023.' 2023-11-23
}

@test "times of day, zones, half hours, ranges of hours" {
	says 'It sank at 5:30 p.m. yesterday.' 2024-01-18T17:30
	says 'It sank at noon GMT.' 2024-01-19T12:00Z
	says 'It sank at half past seven.' 2024-01-19T07:30
	says 'It sank on Tuesday at 9 a.m.' 2024-01-16T09:00
	lies 'It is open from 9 a.m. to 5 p.m. today.' 2024-01-19T09:00/2024-01-19T17:00
	date=2024-01-19T14:00 says 'It sank two hours ago.' 2024-01-19T12:00:00
}

@test "offsets from days that are told" {
	says 'It sank two days after Christmas 2023.' 2023-12-27
	says 'It sank two days before yesterday.' 2024-01-16
	says 'It sank 3 days after May 5, 1998.' 1998-05-08
	says 'In this Dec. 12, 2018, photo it sinks.' 2018-12-12
	says 'In 2019, a bar that opened at 5 p.m. was late.' 2019 2024-01-19T17:00
	says 'On May 5, 2019, a bar that opened at 5 p.m. was late.' 2019-05-05 2019-05-05T17:00
	says 'The month-long strike is over.' P1M
	[ "$(echo 'It is to open by Easter.' | ndate -T 2>/dev/null | awk -F'\t' '$4 == "date" {print $5}')" = XXXX-XX-XX ]
}

@test "false friends and what counts the years of people" {
	says 'They work around the clock, 24/7.'
	says 'A 3D film needs a 3A plug, 5S and 2D glasses.'
	says 'The 54-year-old captain came first.'
	says 'He is 54 years old.'
	says 'They were 12 to 16 years old, or 54 years of age.'
	says 'It weighed 1,998 tons, 3.1990 each, 12.53% more.'
	says 'It happened day after day.'
	says 'After 9/11 it closed.' 2001-09-11
}

# The score of the first record of a text.
score_of() {
	echo "$1" | ndate -oT -d 2024-01-19 | checked | awk -F'\t' 'NR == 1 {print $6 * 100}'
}

@test "0.90 and more is for what is told in full" {
	[ "$(score_of 'It sank on May 9, 1998.')" -ge 95 ]
	[ "$(score_of 'It sank in May 1998.')" -ge 95 ]
	[ "$(score_of 'It sank yesterday.')" -ge 95 ]
	[ "$(score_of 'It sank in 1998.')" -lt 90 ]
	[ "$(score_of 'It sank on Tuesday.')" -lt 90 ]
	[ "$(score_of 'It sank in May.')" -lt 90 ]
	[ "$(score_of 'It sank on May 9.')" -lt 90 ]
	[ "$(score_of 'It sank last week.')" -le 75 ]
	[ "$(score_of 'It stood for five years.')" -lt 90 ]
}

@test "a bare year is sure in a document that tells of other times" {
	far='It began in May 1914. It spread in June 1915, July 1916, May 1917 and June 1918. '
	year_score() {
		echo "$1" | ndate -oT -d 2024-01-19 --why 2>err | checked |
		    awk -F'\t' '$4 == "date" && $5 == 1920 {print $6}'
	}
	[ "$(year_score "$far$far${far}It ended in 1920.")" = 0.95 ]
	grep -q "is 1920 by rule 'year-history'" err
	[ "$(year_score 'It ended in 1920.')" = 0.85 ]
	grep -q "is 1920 by rule 'year'" err
}

@test "a weekday picks the year, or lowers the score where it cannot be" {
	says 'It sank on Tuesday, May 9.' 2023-05-09
	echo 'It sank on Friday, 5 May 1998.' | ndate -oT | grep -q 'date.1998-05-05.0.50'
}

@test "a document's date that the text refutes is told of" {
	echo 'It sank today, Friday.' | ndate -oT -d 2024-02-07 2>err >out
	grep -q "^ndate: .*2024-02-07 is a Wednesday" err
	awk -F'\t' '$6 > 0.5 {bad = 1} END {exit bad}' out
	echo 'It sank today, Friday.' | ndate -oT -d 2024-01-19 2>err >out
	[ ! -s err ]
	{
		printf 'a\t0\t14\t@doc\ttext\t.\ta\na\t0\t14\t@published\t2024-03-02\t0.90\t.\n'
		printf 'a\t0\t14\t@seen\t2024-02-02\t.\t.\na\t0\t14\tPara\t.\t.\tIt sank today.\na\t14\t14\tend\t.\t.\t.\n'
	} | ndate -o 2>err >out
	grep -q "published after it was seen" err
	awk -F'\t' '$6 > 0.5 {bad = 1} END {exit bad}' out
}

# doubts DATE TEXT: what counts from that date is unsure, and a warning says so
doubts() {
	printf '%s\n' "$2" | ndate -oT -d "$1" 2>err | checked >out
	grep -q "its date $1 is a .*contradict" err || return 1
	awk -F'\t' '$6 > 0.4 {bad = 1} END {exit bad}' out
}
trusts() {
	printf '%s\n' "$2" | ndate -oT -d "$1" 2>err >out
	[ ! -s err ]
}

@test "a document's date that does not fit the days of its text is told of" {
	trusts 2024-01-19 'It sank on Friday, January 19, and burned today.'
	doubts 2023-01-19 'It sank on Friday, January 19, and burned today.'
	line='LONDON, Jan 19 (AFP) - It sank and burned today.'
	trusts 2024-01-19 "$line"
	trusts 2024-01-21 "$line"
	doubts 2024-01-23 "$line"
	trusts 2024-01-23 'In London, Jan 19 is a holiday. It sank today.'
	trusts 2024-01-23 'LONDON, Jan 19 was warm. It sank today.'
	doubts 2023-01-19 "$line It was built on Friday, January 12."
	days='It sank on Tuesday. On Monday it burned. It was seen on Tuesday and on Monday.'
	trusts 2024-01-16 "$days"
	trusts 2024-01-17 "$days"
	doubts 2024-01-20 "$days"
	trusts 2024-01-20 'It sank on Tuesday. On Monday it burned.'
	trusts 2024-01-20 'It sails again on Tuesday and will be seen on Monday and on Tuesday.'
}

@test "--why names the rule and the line of the anchor table" {
	echo 'It sank on Tuesday.' | ndate -oT -d 2024-01-19 --why 2>&1 >out | grep -q "'Tuesday' is 2024-01-16 by rule 'weekday', anchored by 'weekday' from 2024-01-19"
	grep -q "^weekday$(printf '\t')" "$top/lib/data/en/date-rules.tsv"
	grep -q "^weekday$(printf '\t')" "$top/lib/data/en/date-anchors.tsv"
}

@test "--ymd" {
	opts=--ymd says 'It sank on 01/02/03.' 2001-02-03
}

@test "quarters, halves, seasons, fiscal years, decades, centuries, weekends" {
	says 'Sales fell in the second quarter.' 2023-Q2
	says 'Sales fell in the first half of 2023.' 2023-H1
	says 'Sales fell in fiscal 2023.' 2023
	says 'Sales fell in fiscal year 2022.' 2022
	says 'Sales fell in the mid-1990s.' 199
	says 'The church is of the 12th century.' 11
	says 'They met last weekend.' 2024-W02-WE
	says 'They met in the spring of 2022.' 2022-SP
	lies 'Sales fell in the third quarter of 2023.' 2023-07-01/2023-10-01
	lies 'Sales fell in the second half of 2023.' 2023-07-01/2024-01-01
	lies 'They met last weekend.' 2024-01-13/2024-01-15
	lies 'They met in the summer of 2022.' 2022-06-01/2022-09-01
}

@test "now, lately, soon to come" {
	says 'The ferry is now in port.' PRESENT_REF
	says 'The ferry was recently sold.' PAST_REF
	says 'It may sail in the near future.' FUTURE_REF
}

@test "feasts by their calendars" {
	says 'It sank on Easter Monday 2023.' 2023-04-10
	says 'It sank on Orthodox Easter 2023.' 2023-04-16
	says 'It sank on Eid al-Fitr 2023.' 2023-04-22
	says 'It sank on Eid al-Adha 2023.' 2023-06-29
	says 'It sank during Ramadan 2023.' 2023-03-23
	lies 'It sank during Ramadan 2023.' 2023-03-23/2023-04-22
	says 'It sank on Election Day 2020.' 2020-11-03
	says 'It sank on Labor Day 2023.' 2023-09-04
}

@test "ranges of days, weekdays, months, years" {
	says 'It ran from 16 to 19 January 2023.' 2023-01-16 2023-01-19
	echo 'It ran 16-19 January 2023.' | ndate -oT | grep -q 'when.2023-01-16/2023-01-20'
	echo 'It ran from Monday to Thursday.' | ndate -oT -d 2024-01-19 | grep -q 'when.2024-01-15/2024-01-19'
	echo 'It ran from 1990 to 1995.' | ndate -oT | grep -q 'when.1990-01-01/1996-01-01'
	echo 'It ran from May to July 2023.' | ndate -oT | grep -q 'when.2023-05-01/2023-08-01'
}

@test "ISO 8601, RFC 2822, zones" {
	says 'Sent: 2024-01-19T08:30:00Z in full.' 2024-01-19T08:30:00Z
	says 'Sent: Fri, 19 Jan 2024 08:30:00 GMT in full.' 2024-01-19T08:30:00Z
	says 'It sank at 0130 GMT.' 2024-01-19T01:30Z
	says 'It sank at 5 p.m. EST on Tuesday.' 2024-01-16T17:00
}

@test "halves of a unit are told in the next smaller one" {
	says 'It took two and a half years.' P2Y6M
	says 'It took 2 1/2 years.' P2Y6M
	says 'It took half an hour.' PT30M
	says 'It took half a century.' P50Y
	says 'It took a quarter of a century.' P25Y
	says 'It grew over the past decade.' P10Y
}

@test "the day before and after what is told" {
	says 'It sank the day after Christmas.' 2023-12-26
	says 'It sank the day before Tuesday.' 2024-01-15
	says 'It sank the day before May 5, 1998.' 1998-05-04
}

@test "what had been due lies behind" {
	says 'It had been due to sail on Tuesday.' 2024-01-16
	says 'It is to sail on Tuesday.' 2024-01-23
}

@test "months without a year, and which one the text means" {
	says 'It sank in November.' 2023-11
	says 'It will sail in March.' 2024-03
	says 'It sank last July.' 2023-07
	says 'It sank in May of last year.' 2023-05
	says 'It sank on December 3.' 2023-12-03
}

@test "names and nouns that look like dates" {
	says 'Theresa May spoke; the march went on; an august body met.'
	says 'The Sunday Times and the Second Army fall apart.'
	says 'The Sunday papers and the Sunday Mirror said so on Sunday.' 2024-01-14
	says "It stood in Sunday's papers." 2024-01-14
	says 'Flight 1549 and Boeing 747 left gate 12.'
	says 'It cost $1,998 or £2005, or €1990.'
	says 'Call +44 20 7946 0958 now.' PRESENT_REF
	says 'The score was 3-2, the ratio 16:9, version 10.4.1.'
	says 'It was the 54th annual meeting and his 40th birthday.'
}

@test "years and weeks that are none" {
	says 'It sank on 0000-01-01.'
	says 'It sank on 10000-01-01.'
	says 'It sank in 2023-W53.'
	says 'It sank in 2020-W53.' 2020-W53
	says 'It sank on 31 April 2023.'
}

@test "a date in the headline or the dateline counts as any other" {
	{
		printf 'a\t0\t40\t@doc\ttext\t.\ta\na\t0\t11\tHeadline\t.\t.\tMay 3, 2023\n'
		printf 'a\t12\t25\tDateline\t.\t.\tOslo, 5 May -\na\t26\t40\tPara\t.\t.\tIt sank Friday\n'
		printf 'a\t40\t40\tend\t.\t.\t.\n'
	} | ndate -o -d 2023-05-05 | checked . | awk -F'\t' '$4 == "date" {print $5}' >got
	printf '2023-05-03\n2023-05-05\n2023-05-05\n' | cmp - got
}

@test "a date in the headline is what the text counts from" {
	{
		printf 'a\t0\t64\t@doc\ttext\t.\ta\na\t0\t21\tHeadline\t.\t.\tMay 3, 2023: it sinks\n'
		printf 'a\t22\t64\tPara\t.\t.\tThe next day it burned. That month it rose\n'
		printf 'a\t64\t64\tend\t.\t.\t.\n'
	} | ndate -o -d 2023-07-05 | checked . | awk -F'\t' '$4 == "date" {print $5}' >got
	printf '2023-05-03\n2023-05-04\n2023-05\n' | cmp - got
}

@test "a day of the year beside today, yesterday or tomorrow fits, or refutes the date" {
	for t in 'It sank today, January 19.' 'It sank today (Jan. 19, 2024).' 'It sank yesterday, 18 January.' \
	    'It sails tomorrow, Saturday, Jan 20.'; do
		trusts 2024-01-19 "$t"
		doubts 2024-01-25 "$t"
	done
}

@test "people whose name is a month" {
	says 'August Wilson wrote it. It was by August Wilson and April Jones.'
	says 'Judge April Smith met June Carter.'
	says 'It sank in August. In August Congress met; the June Pew poll was out.' 2023-08 2023-08 2023-06
}

@test "millennia, centuries before our era, weekdays, a weekday of the week after next" {
	says 'It is of the third millennium BC.' BC2
	says 'It is of the 5th century B.C.' BC04
	says 'It rained in the third millennium.' 2
	lies 'It rained in the third millennium.' 2000-01-01/3000-01-01
	says 'It is open on weekdays.' P1WD
	says 'It sails on Tuesday week.' 2024-01-30
	says 'He saw Monday week 3.' 2024-01-15
}

@test "seasons and fiscal years over two years leave no year behind" {
	says 'He scored in the 2023-24 season.' 2023 2024
	says 'It grew in the 2023/24 financial year.' 2023 2024
	lies 'He scored in the 2023-24 season.' 2023-01-01/2025-01-01
}

@test "ranges end after they begin, and share what is told once" {
	says 'It ran from October to March.' 2023-10 2024-03
	says 'It ran from Jan. 1 to Dec. 31.' 2024-01-01 2024-12-31
	date=2024-01-17 says 'It ran from Monday to Thursday.' 2024-01-15 2024-01-18
	says 'It is open from 3:30 to 4:30 p.m.' 2024-01-19T15:30 2024-01-19T16:30
	says 'It is open from 11 to 1 p.m. daily.' 2024-01-19T11:00 2024-01-19T13:00 P1D
	says 'It sank at 1:30 in the afternoon.' 2024-01-19T13:30
	says 'It sank midday Wednesday.' 2024-01-17T12:00
}

@test "halves with hyphens, years after post- and pre-, people's ages in tens" {
	says 'A two-and-a-half-year plan; the next three-and-a-half years.' P2Y6M P3Y6M
	says 'The post-2014 rules.' 2014
	says 'She is in her 40s.'
	says 'The last week of March was cold.' P1W
	lies 'The last week of March 2023 was cold.' 2023-03-27/2023-04-03
}

@test "fiscal years, feasts' weekends and nights, a while ago, the early morning hours" {
	says 'It sails this fiscal year and the next school year, not last fiscal year.' 2024 2025 2023
	says 'It sank over Labor Day weekend, on Thanksgiving weekend 2022 and on Christmas night.' \
	    2023-W35-WE 2022-W47-WE 2023-12-25TNI
	lies 'It sank over Memorial Day weekend 2023.' 2023-05-27/2023-05-29
	says 'It sank some time ago; a long time ago it was built; it was seen the other day.' \
	    PAST_REF PAST_REF PAST_REF
	says 'It sank in the early morning hours of Tuesday.' 2024-01-16TMO
	says 'It sails on weekends.' XXXX-WXX-WE
	says 'It was built by Jan Kavan.'
}

@test "numbers that look like years, days and seconds" {
	news=$(printf 'Nothing at all is told of here. %.0s' $(seq 12))
	says "$news It sank at 10 a.m. (1500 GMT). SB 1070 met Post 1018." 2024-01-19T10:00
	says "$news It sank in 1415, and early in 1998. A 1998 model." 1415 1998 1998
	says "$news A 90s band sang; Resolution 1973 passed." 
	says "$news They lost on Sunday, 6-4. On Sunday, 12 people sang." 2024-01-14 2024-01-14
	says "$news It rose in the 12 months through October." P12M 2023-10
	says "$news It rose in 2012 and the year before." 2012 2011
	says "$news They watched Monday Night Football."
}

@test "hours of this morning and last night, decades of a century" {
	says 'It sank at about 9:40 a.m. on Dec. 14.' 2023-12-14T09:40
	says 'It sank around 6 this morning.' 2024-01-19T06:00
	says 'It sank at 10 last night.' 2024-01-18T22:00
	says 'It was in the first decade of this century.' 200
	says 'It was in the last decade of the 19th century.' 189
}

@test "one year alone that lies far off does not move the thread of an account" {
	far='It began in May 1914. It spread in June 1915, July 1916, May 1917 and June 1918. '
	far="$far$far$far"
	says "${far}It met for the first time since 1614. It ended in November. That was all." >/dev/null || true
	tail -n 1 got | grep -qx 1918-11
	says "${far}It began anew in 1939. It went on in 1940. It spread in April." >/dev/null || true
	tail -n 1 got | grep -qx 1940-04
}

@test "today in brackets refutes a date too, as do yesterday and tomorrow" {
	for t in 'It sank today (Friday).' 'It sank on Friday (today).' 'It sank yesterday, Thursday.' \
	    'It sails tomorrow, Saturday.'; do
		echo "$t" | ndate -oT -d 2024-02-07 2>err >out
		grep -q "2024-02-07 is a Wednesday" err
		awk -F'\t' '$6 > 0.5 {bad = 1} END {exit bad}' out
		echo "$t" | ndate -oT -d 2024-01-19 2>err >out
		[ ! -s err ]
	done
}

@test "the words around a date are read, however far off other dates are" {
	long=$(awk 'BEGIN {for (i = 0; i < 200; i++) printf "nothing at all is told in here "}')
	says "$long It will sail on Tuesday. $long It sank on Tuesday." 2024-01-23 2024-01-16
}
