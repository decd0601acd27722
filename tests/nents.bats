# nents: names, what they stand for, offices, countries, and who said it.
load helpers
bats_require_minimum_version 1.5.0

# type TAB value TAB text of what is found in the standard input (plain text).
found() {
	nents -To "$@" | checked | awk -F'\t' -v OFS='\t' '{print $4, $5, $7}'
}
has() {
	grep -qF "$(printf "$1")" "$2" || { echo "lacks: $1"; cat "$2"; false; }
}
lacks() {
	! grep -qF "$(printf "$1")" "$2" || { echo "has: $1"; cat "$2"; false; }
}
# Sentences and quotes as nsplit gives them, then names.
by() {
	nsplit -qT | nents | checked | awk -F'\t' '$4 == "by" {print $5}'
}

@test "persons, organisations, places and nationalities" {
	found >got <<'END'
President Maria Keller of Brazil met German officials at the World Bank in Geneva on Monday.
END
	has 'person\tMaria Keller\tMaria Keller' got
	has 'place\tBrazil\tBrazil' got
	has 'misc\tGerman\tGerman' got
	has 'org\tWorld Bank\tWorld Bank' got
	has 'place\tGeneva\tGeneva' got
}

@test "titles and possessives are outside the span" {
	found >got <<'END'
Mr. Thomas Berger left Canada's capital. Prime Minister Anna Keller’s plan failed. Dr. Berger stayed.
END
	has 'person\tThomas Berger\tThomas Berger' got
	has 'person\tThomas Berger\tBerger' got
	has 'place\tCanada\tCanada' got
	has 'person\tAnna Keller\tAnna Keller' got
	lacks "'s" got
}

@test "a part of a name stands for the full name, before and after it" {
	found >got <<'END'
Keller resigns
The minister, Anna Keller, resigned on Monday. Keller gave no reason.
END
	[ "$(grep -c '^person	Anna Keller	' got)" -eq 3 ]
}

@test "an acronym stands for its name, in brackets and later" {
	found >got <<'END'
The Baltic Ferry Authority (BFA) closed the port on Monday. Officials of the BFA said so.
END
	[ "$(grep -c '^org	Baltic Ferry Authority	' got)" -eq 3 ]
}

@test "a name begins where the acronym behind it tells, over small words" {
	found >got <<'END'
The Hull and Winch Makers’ Union (HWMU) met on Monday, and the HWMU voted.
The Rope and Crane Drivers' Union (RCDU) met too.
The Rope and Crane Drivers' Union (XCDU) did not.
END
	[ "$(grep -c '^org	Hull and Winch Makers’ Union	' got)" -eq 3 ]
	has "org\tRope and Crane Drivers' Union\tRope and Crane Drivers' Union" got
	has "org\tRope and Crane Drivers' Union\tRCDU" got
	has "org\tCrane Drivers' Union\tCrane Drivers' Union" got
}

@test "an office with what it is of before a name: Secretary of State" {
	printf '%s\n' 'Secretary of State Marco Rubio and Minister of Defence Ann Holm met on Friday.' \
	    'The attorney for Mr. Robert Davis left.' | found >out
	has 'role\tMarco Rubio\tSecretary of State' out
	has 'role\tAnn Holm\tMinister of Defence' out
	has 'person\tMarco Rubio\tMarco Rubio' out
	lacks 'attorney' out
}

@test "a storm is an event, though it is called as persons are" {
	printf '%s\n' "Hurricane Maria's winds fell on Friday, and Cyclone Freddy killed 300 in Malawi." \
	    'He lives in Storm Lake, Iowa.' | found >out
	has 'misc\tHurricane Maria\tHurricane Maria' out
	has 'misc\tCyclone Freddy\tCyclone Freddy' out
	has 'place\tStorm Lake\tStorm Lake' out
	lacks 'person' out
}

@test "an office and the name behind it: who is named speaks" {
	cat >a <<'END'
The company's finance chief, Ann Moe, said: "We are glad of it all."

Holt's spokesman for the bank, Bo Lie, said the plan was "a huge mistake for all".

"Where were you on Friday?" asked the judge, Karin Holm.

"It was over by then," said the mayor, Ann Moe's friend.

"We won," said Bo Lie, Ann Moe beside him.
END
	nsplit -qT a | nents | checked . | awk -F'\t' '$4 == "by" {print $5}' >got
	printf '%s\n' 'Ann Moe' 'Bo Lie' 'Karin Holm' . 'Bo Lie' | same_as got
}

@test "a firm is one with its legal form and its site or without them" {
	found >got <<'END'
Amazon.com Inc. said on Monday that it would hire 500 people. Amazon shares rose.

Shares of Overstock.com Inc. fell on Monday, and analysts at Overstock were glad.

Analysts at Boeing saw no delay, but Boeing Co. fell in New York. Shares of Toyota Motor Corp. fell too, though analysts at Toyota saw no reason.

Shares of Alphabet Inc. rose, and analysts at Alphabet were glad.
END
	[ "$(grep -c '^org	Amazon.com Inc.	' got)" -eq 2 ]
	[ "$(grep -c '^org	Overstock.com Inc.	' got)" -eq 2 ]
	[ "$(grep -c '^org	Boeing	' got)" -eq 2 ]
	[ "$(grep -c '^org	Toyota	' got)" -eq 2 ]
	[ "$(grep -c '^org	Alphabet Inc.	' got)" -eq 2 ]
}

@test "the spelling of an apostrophe makes no other name of one document to the next" {
	printf 'The Deck and Engine Workers’ Union (DEWU) met on Monday.\n' >a.txt
	printf "The Deck and Engine Workers' Union (DEWU) said so.\n" >b.txt
	nents -xTo a.txt b.txt | checked | awk -F'\t' '$4 == "org" {print $5}' >got
	[ "$(sort -u got)" = 'Deck and Engine Workers’ Union' ]
	[ "$(wc -l <got)" -eq 4 ]
}

@test "countries and their people have their code as a second record" {
	found >got <<'END'
The U.S. and Iran talked. French and non-Iranian envoys came from South Korea.
END
	has 'country\tUS\tU.S.' got
	has 'place\tUnited States\tU.S.' got
	has 'country\tIR\tIran' got
	has 'country\tFR\tFrench' got
	has 'country\tKR\tSouth Korea' got
}

@test "offices before and after a name, with the person as value" {
	found >got <<'END'
Foreign Minister Anna Keller spoke first. Thomas Berger, the chief executive of Holm Shipping, did not come.
END
	has 'role\tAnna Keller\tForeign Minister' got
	has 'role\tThomas Berger\tthe chief executive of Holm Shipping' got
}

@test "by: a name, a part of it, a pronoun, an office" {
	by >got <<'END'
Foreign Minister Anna Keller met reporters in Geneva. "We will not wait," Keller said.
"The door is open," she added.
"It is our last word," the foreign minister said.
END
	[ "$(grep -c '^Anna Keller$' got)" -eq 3 ]
}

@test "by: an organisation, by its name and as a body" {
	by >got <<'END'
The Foreign Ministry was silent for a week. "We regret the incident at the port," the ministry said.
END
	[ "$(cat got)" = 'Foreign Ministry' ]
}

@test "by: a dot and a low score where it cannot be told" {
	printf '"We saw nothing at all," he said.\n' | nsplit -qT | nents | checked |
	    awk -F'\t' '$4 == "by" {print $5, $6 < 0.3}' >got
	[ "$(cat got)" = '. 1' ]
}

@test "by: hand-made records without sentences" {
	printf 'd\t0\t42\t@doc\ttext\t.\td\nd\t0\t42\tPara\t.\t.\t"We sail," said Anna Keller, of Holm Line.\nd\t0\t10\tquote\tdirect\t.\t"We sail,"\nd\t16\t27\tspeaker\t0-10\t0.90\tAnna Keller\nd\t42\t42\tend\t.\t.\t.\n' >in
	nents in | checked >got
	[ "$(awk -F'\t' '$4 == "by" {print $2, $3, $5, $7}' got)" = '0 10 Anna Keller "We sail,"' ]
}

@test "-x joins spelling variants over documents, and keeps the first" {
	printf 'Hossein Moussavi left the city on Monday.\n' >a.txt
	printf 'Police met Hossein Mousavi in Rome.\n' >b.txt
	nents -xT a.txt b.txt | checked . | awk -F'\t' '$4 == "person" {print $5}' >got
	[ "$(uniq got)" = 'Hossein Moussavi' ]
	nents -T a.txt b.txt | awk -F'\t' '$4 == "person" {print $5}' >got
	[ "$(wc -l <got)" -eq 2 ]
	[ "$(uniq got | wc -l)" -eq 2 ]
}

@test "-x never joins two names that are known" {
	printf 'Rain fell in Niger on Monday.\n' >a.txt
	printf 'Rain fell in Nigeria on Monday.\n' >b.txt
	nents -xTo a.txt b.txt | checked | awk -F'\t' '$4 == "place" {print $5}' >got
	printf 'Niger\nNigeria\n' | same_as got
}

@test "--state keeps the names from run to run" {
	printf 'Hossein Moussavi left the city on Monday.\n' >a.txt
	printf 'Police met Hossein Mousavi in Rome.\n' >b.txt
	nents -xTo --state names a.txt >/dev/null
	nents -xTo --state names b.txt | awk -F'\t' '$4 == "person" {print $5}' >got
	[ "$(cat got)" = 'Hossein Moussavi' ]
	grep -q 'Hossein Moussavi' names
	run -2 --separate-stderr nents -T --state names a.txt
	echo 'rubbish' >bad
	run -2 --separate-stderr nents -xT --state bad a.txt
	[ "$(cat bad)" = rubbish ]
}

@test "--state: a run that is killed, or cannot write, leaves the table as it was" {
	printf 'Hossein Moussavi left the city on Monday.\n' >a.txt
	nents -xT --state s a.txt >out
	cp s was
	mkfifo pipe
	nents -xT --state s pipe >out 3>&- &
	pid=$!
	exec 8>pipe
	printf 'Police met Anna Keller in Rome.\n' >&8
	for i in $(seq 500); do [ ! -e s.new ] || break; sleep 0.01; done
	run -2 nents -xT --state s a.txt # meanwhile nobody else may
	[[ "$output" == *"s: in use by another run"* ]]
	kill -9 "$pid"
	wait "$pid" || true
	exec 8>&-
	cmp s was
	# The disk is full.
	run -2 bash -c 'trap "" XFSZ; ulimit -f 0; echo "Anna Keller left." | nents -xT --state s | cat; exit ${PIPESTATUS[1]}'
	[[ "$output" == *"nents: s: "* ]]
	cmp s was
	[ ! -e s.new ]
	# What was left behind is no hindrance; links and modes stay.
	mkdir there
	mv s there/s
	chmod 640 there/s
	ln -s there/s s
	echo garbage >there/s.new
	echo 'Police met Anna Keller in Rome.' | nents -xT --state s >out
	[ -L s ]
	grep -q 'Anna Keller' there/s
	grep -q 'Hossein Moussavi' there/s
	[ ! -e there/s.new ]
	[ "$(stat -c %a there/s 2>/dev/null || stat -f %Lp there/s)" = 640 ]
}

@test "-a: the user's aliases come first" {
	printf 'The Big Lake Board\tMirror Lake Water Board\nUK\tAlbion\tplace\n' >alias
	printf 'Officials in the UK spoke on Monday.\n' | found -a alias >got
	has 'place\tAlbion\tUK' got
	printf 'one column\n' >alias
	run -2 --separate-stderr nents -T -a alias /dev/null
	[[ $stderr == *alias* ]]
	printf '\264UN\tUnited Nations\n' >alias
	run -2 --separate-stderr nents -T -a alias /dev/null
	[[ $stderr == *'not alias TAB name'* ]]
	run -2 --separate-stderr nents -T -a missing /dev/null
	[[ $stderr == *missing* ]]
}

@test "what is read passes byte for byte, and twice is once" {
	for p in "$pages"/*.txt; do
		nstrip "$p" | nsplit -q | nents >once
		checked <once >/dev/null
		nents <once | cmp - once
		nstrip "$p" | nsplit -q >was
		nents -o <once | wc -l >own
		[ "$(cat own)" -gt 0 ]
		nents -o <once | grep -vxFf - once | cmp - was
	done
}

@test "names of another document do not count without -x" {
	printf 'Anna Keller left.\n' >a.txt
	printf 'Officials said Keller stayed in Rome.\n' >b.txt
	cat a.txt | nents -T - >a1
	nents -T b.txt | checked >alone
	nents -T a.txt b.txt | checked | awk -F'\t' '$1 == "b.txt"' | cmp - alone
}

@test "a document in another language gets nothing, told once" {
	printf 'd\t0\t12\t@doc\ttext\t.\td\nd\t0\t12\t@lang\tde\t.\t.\nd\t0\t12\tPara\t.\t.\tBerlin, Rom.\nd\t12\t12\tend\t.\t.\t.\n' >in
	run -0 --separate-stderr nents in
	[ "$output" = "$(cat in)" ]
	[[ $stderr == *"language 'de'"* ]]
}

@test "a text in another language gets nothing; --lang names the model's language" {
	printf 'Der Minister Bo Lie kam am Montag nach Berlin, wo er mit dem Kanzler sprach und wieder ging. Er sagte, dass er im nächsten Jahr wieder kommen werde, wenn man ihn dazu einlade.\n' >de
	printf 'Bo Lie came to Berlin.\n' >en
	run -0 --separate-stderr nents -oT de en
	[ "$(echo "$output" | cut -f 1 | sort -u)" = en ]
	[[ $stderr == "nents: "*"'de': no data for the language 'de': nothing is added"* ]]
	nents -oT --lang de de en | checked . | cut -f 1 | sort -u | cmp - <(printf 'de\nen\n')
	printf 'd\t0\t6\t@doc\ttext\t.\td\nd\t0\t6\t@lang\tde\t.\t.\nd\t0\t6\tPara\t.\t.\tBo Lie\nd\t6\t6\tend\t.\t.\t.\n' >in
	nents --lang de-AT -o in 2>&1 | grep -q 'person.*Bo Lie'
	s=0
	nents --lang 12 -T /dev/null 2>err || s=$?
	[ $s -eq 2 ] && grep -q "^nents: --lang: '12' is no code of a language" err
}

@test "Junk is not read" {
	printf 'd\t0\t12\t@doc\ttext\t.\td\nd\t0\t12\tJunk\tnav\t.\tBerlin, Rome\nd\t12\t12\tend\t.\t.\t.\n' >in
	nents in | checked | cmp - in
}

@test "-m: a model that is none, truncated or damaged is refused" {
	echo rubbish >none
	run -2 --separate-stderr nents -T -m none /dev/null
	[[ $stderr == *"not a model"* ]]
	head -c 100000 "$top/lib/data/models/ents.bin" >short
	run -2 --separate-stderr nents -T -m short /dev/null
	[[ $stderr == *truncated* ]]
	cp "$top/lib/data/models/ents.bin" bad
	printf 'x' | dd of=bad bs=1 seek=500000 conv=notrunc 2>/dev/null
	printf 'y' | dd of=bad bs=1 seek=500001 conv=notrunc 2>/dev/null
	run -2 --separate-stderr nents -T -m bad /dev/null
	[[ $stderr == *damaged* ]]
	head -c 8 "$top/lib/data/models/ents.bin" >old
	printf '\377\0\0\0' >>old
	head -c 100 /dev/zero >>old
	run -2 --separate-stderr nents -T -m old /dev/null
	[[ $stderr == *version* ]]
	nents -T -m "$top/lib/data/models/ents.bin" "$pages/beacon-ferry.txt" >with
	nents -T "$pages/beacon-ferry.txt" | cmp - with
}

@test "capitals only, a very long name, strange letters: valid records, in time" {
	awk 'BEGIN {for (i = 0; i < 70000; i++) printf "ANNA KELLER OF HOLM SHIPPING "}' >caps.txt
	awk 'BEGIN {for (i = 0; i < 10000; i++) printf "Anna "}' >long.txt
	printf 'Jose\xcc\x81 Nu\xcc\x81n\xcc\x83ez met O’Brien-d’Arcy, J. R. R. Holm and Владимир Иванов in Zu\xcc\x88rich. 王毅 came.\n' >marks.txt
	awk 'BEGIN {for (i = 0; i < 50000; i++) printf "A-B-C-"}' >dash.txt
	awk 'BEGIN {for (i = 0; i < 50000; i++) printf "x\047S."}' >apos.txt
	timeout 60 nents -T caps.txt long.txt marks.txt dash.txt apos.txt | checked . >/dev/null
}

@test "no name is lost at the ends of a text" {
	printf 'They went to Geneva' | found >got
	has 'place\tGeneva\tGeneva' got
	printf '' | nents -T | checked | wc -l >n
	[ "$(cat n)" -eq 2 ]
}

@test "two names with a hyphen between them are two, a compound is one" {
	found >got <<'END'
Trade on the Iran-Iraq border stopped on Monday. Anna Holm-Keller said so.
END
	has 'country\tIR\tIran' got
	has 'country\tIQ\tIraq' got
	has 'person\tAnna Holm-Keller\tAnna Holm-Keller' got
}

@test "a faith beside a people, and what is not of a people" {
	found >got <<'END'
Sunni Kurdish leaders met in Rome on Monday. The non-Brazilian guests left. Anti-war groups did not.
END
	has 'misc\tSunni\tSunni' got
	has 'misc\tKurdish\tKurdish' got
	has 'misc\tBrazilian\tnon-Brazilian' got
	has 'country\tBR\tnon-Brazilian' got
	lacks 'Anti-war' got
}

@test "one letter is an organisation only where one writes on it" {
	found >got <<'END'
She wrote on X that the bridge was safe. In an X post the mayor agreed. Line X of the form was blank.
END
	[ "$(grep -c '^org	X	X$' got)" -eq 2 ]
}

@test "a slip of the pen stands for the name told before" {
	found >got <<'END'
Police met Thomas Bauermann at the port on Monday. They said Mr. Bauerman was calm.
END
	[ "$(grep -c '^person	Thomas Bauermann	' got)" -eq 2 ]
}

@test "names in a headline are found again by what the text tells" {
	printf 'Kessington Says No To Port Plan\nThe mayor, Anna Kessington, spoke on Monday. Kessington said the plan was bad.\n' | found >got
	[ "$(grep -c '^person	Anna Kessington	' got)" -eq 3 ]
}

@test "by: skips those named inside quotes, and the other sex" {
	by >got <<'END'
Anna Keller left the talks in Geneva on Monday. Thomas Berger stayed behind. "It is over," she said.
END
	[ "$(cat got)" = 'Anna Keller' ]
}

@test "what was worked out before changes nothing: copies, and the same words elsewhere" {
	printf 'Anna Keller met Tom Hale in Rome.\n\nHale left.\n' >a.txt
	printf 'Officials of Keller met Tom Hale in Rome.\n\nMr Hale left Rome.\n' >b.txt
	printf 'We saw hale men. Hale left.\n' >c.txt
	for p in a b c; do
		nents -T $p.txt | checked >alone.$p
	done
	cat alone.a alone.b alone.c alone.a alone.c alone.b >want
	nents -T a.txt b.txt c.txt a.txt c.txt b.txt | cmp - want
}

@test "an apostrophe is one, straight or curled" {
	printf "Japan's Foreign Ministry met O'Brien of Mali's Red Cross.\n" >a.txt
	sed "s/'/’/g" a.txt >b.txt
	nents -T a.txt | checked | awk -F'\t' '$4 !~ /^[@A-Ze]/ {print $4, $6}' >a
	nents -T b.txt | checked | awk -F'\t' '$4 !~ /^[@A-Ze]/ {print $4, $6}' >b
	grep -q org a
	cmp a b
}

@test "a short form means whom the document is about, not whom it names beside" {
	printf 'Maria Costa was born in Lisbon. Costa studied law. Costa met her brother Paulo Costa in Rome. Costa left.\n' |
	    nents -T | checked | awk -F'\t' '$4 == "person" && $7 == "Costa" {print $5}' >out
	same_as out <<-EOF
	Maria Costa
	Maria Costa
	Maria Costa
	EOF
}

@test "bodies and places by their noun, what stands before of, letters behind a name" {
	printf 'The Supreme Court of Appeal met in Delhi. The Supreme Court ruled. The Court rose.\n' |
	    nents -T | checked | awk -F'\t' '$4 == "org" {print $5}' | sort -u >out
	same_as out <<-EOF
	Supreme Court of Appeal
	EOF
	printf 'They flew from Dayton, Ohio, to Tulsa, Okla., and back to Oklahoma.\n' | nents -T | checked |
	    awk -F'\t' '$4 == "place" && $5 == "Oklahoma"' >two
	[ "$(wc -l <two)" -eq 2 ]
}

@test "one name in other words: its land, its people's team, letters and a word, a longer relative" {
	printf 'The people of the Republic voted in Kenya. Leaders across the Republic and in Kenya agreed.\n' | found >out
	[ "$(grep -c "^place	Kenya	Republic$" out)" -eq 2 ]
	has 'country\tKE\tRepublic\n' out
	printf 'Students of the University of California Berkeley marched. The UC Berkeley protest grew.\n' | found >out
	[ "$(grep -c "^org	University of California Berkeley	" out)" -eq 2 ]
	printf 'The White House said so. The White House Press Office of Holm agreed. A White House aide left.\n' | found >out
	[ "$(grep -c "^org	White House	White House" out)" -eq 2 ]
	printf 'They crossed the Arkansas River to Tulsa. Arkansas paid.\n' | found >out
	has 'place\tArkansas\tArkansas\n' out
	printf 'The House of Representatives met. The House voted.\n' | found >out
	has 'org\tHouse of Representatives\tHouse\n' out
}

@test "two persons in one name are not who one of them is; a slip in a forename is" {
	printf 'Paulo Costa and Anna Holm met Berta Keller. Later Bertha Keller met Anne Brandt.\n' | found >out
	has 'person\tBerta Keller\tBertha Keller\n' out
	printf 'Nate Hamilton met Dontre Hamilton.\n' | found >out
	has 'person\tNate Hamilton\tNate Hamilton\n' out
	has 'person\tDontre Hamilton\tDontre Hamilton\n' out
}

@test "an acronym may count small words and a land: DOF, USDT; a body by its noun in front" {
	printf 'The Department of Fisheries closed the bay on Monday. Officials of the DOF were silent. The Fisheries Department later met the U.S. Department of Tides, and the USDT agreed. The Tides Department left.\n' |
	    nents -T | checked | awk -F'\t' '$4 == "org" {print $5}' >out
	same_as out <<-EOF
	Department of Fisheries
	Department of Fisheries
	Department of Fisheries
	U.S. Department of Tides
	U.S. Department of Tides
	U.S. Department of Tides
	EOF
	printf 'Students of the University of California, Berkeley, marched. The UC Berkeley protest grew.\n' | found >out
	[ "$(cut -f 1,2 <out | grep -c "^org	University of California")" -eq 2 ]
}

@test "persons: Jr., the first of two surnames, a short forename, a surname that is a forename" {
	printf 'Senator John M. Holt Jr. spoke in Rome. Holt left. Officials met Enrique Pena Vidal on Monday, and Pena was glad. Michael Berger met voters. Later Mike Berger left. Robert Kelly sang in Lima. Later Kelly slept.\n' |
	    nents -T | checked | awk -F'\t' '$4 == "person" {print $5}' | sort | uniq -c | awk '{print $1}' >out
	printf '2\n2\n2\n2\n' | same_as out
	printf 'Donald Holm left Rome. Donald Holm Jr. stayed. Officials said Holm was tired.\n' | found >out
	has 'person\tDonald Holm\tHolm\n' out
	has 'person\tDonald Holm Jr.\tDonald Holm Jr.\n' out
}

@test "the North is a Korea; Korea alone is the one that is told of, or neither" {
	printf 'Troops of North Korea moved on Monday. The North said nothing.\n' | found >out
	has 'place\tNorth Korea\tNorth\n' out
	has 'country\tKP\tNorth\n' out
	printf 'South Korea voted. Korea was calm.\n' | found >out
	has 'place\tSouth Korea\tKorea\n' out
	printf 'North Korea and South Korea talked. Korea was calm.\n' | found >out
	has 'place\tKorea\tKorea\n' out
}

@test "a hotel is not the island that it is called after" {
	printf 'Storms reached Socotra on Monday. Guests left the Socotra Hotel. Then Socotra was calm.\n' | found >out
	[ "$(grep -c '^place	Socotra	Socotra$' out)" -eq 2 ]
}

@test "a road with a number is no country" {
	printf 'Take US 75 to Tulsa, then US 412 to Dayton. The US pays for US 75.\n' | found >out
	has 'place\tUS 75\tUS\n' out
	has 'place\tUS 412\tUS\n' out
	has 'country\tUS\tUS\n' out
	[ "$(grep -c '^country' out)" -eq 1 ]
}

@test "a ship is no person" {
	printf 'The ferry Maria Stella sank off Leyte on Monday. Officials said Maria Stella was overloaded.\n\nSailors of the USS Harlan Reed saved nine. Anna Keller was aboard.\n' |
	    nents -T | checked | awk -F'\t' '$4 == "person" {print $7}' >out
	same_as out <<-EOF
	Anna Keller
	EOF
}

@test "what is always told with the, sinks or is boarded is no person" {
	printf 'Engineers looked at the Astrid Vinter, and divers at its hull. The Astrid Vinter was built in 2011.\n\nThe Maria Stella sank on Monday. Anna Keller had been aboard the Paulo Costa.\n' |
	    nents -T | checked | awk -F'\t' '$4 == "person" {print $7}' >out
	same_as out <<-EOF
	Anna Keller
	EOF
	printf 'Officials of the Anna Keller government met. Anna Keller left the room.\n' | found >out
	[ "$(grep -c '^person	Anna Keller' out)" -eq 2 ]
}

@test "an office is whole: hyphens, who was, now; what begins otherwise is none" {
	printf 'Jamal Sherif, Director-General of the Baltic Institute, met Attorney-General Anna Keller. Paulo Costa, who was deputy minister, and Lena Moe, now editor of the Ledger, left. Robert Holm, through a spokesman, was silent. Maria Berger, the vice-chair of the Ferry Board, spoke, and co-founder Peter Brandt.\n' | found >out
	awk -F'\t' '$1 == "role" {print $2 "|" $3}' out >roles
	same_as roles <<-EOF
	Jamal Sherif|Director-General of the Baltic Institute
	Anna Keller|Attorney-General
	Paulo Costa|deputy minister
	Lena Moe|editor of the Ledger
	Maria Berger|the vice-chair of the Ferry Board
	Peter Brandt|co-founder
	EOF
}

@test "a firm by its full name or address, a dateline, a byline" {
	printf 'ORLANDO - Shares of Amazon.com Inc. fell on Monday. Investors fled Amazon, and Heublein Inc. too. Later Heublein rose.\n' | found >out
	has 'org\tAmazon.com Inc.\tAmazon\n' out
	has 'org\tHeublein Inc.\tHeublein\n' out
	has 'place\tORLANDO\tORLANDO\n' out
	printf 'd\t0\t30\t@doc\ttext\t.\td\nd\t0\t30\tByline\t.\t.\tBy M.A.Qurbani and Nada S. Moe\nd\t30\t30\tend\t.\t.\t.\n' |
	    nents | checked | awk -F'\t' '$4 != "person" && $4 ~ /^[a-z]/ && $4 != "end"' >out
	[ ! -s out ]
}

@test "a company that the lists know for nothing else is no person to an unsure model" {
	for name in Toyota Siemens Gazprom Airbus Volkswagen; do
		printf '%s said on Monday it would cut 200 jobs.\n' $name
	done | found >out
	[ "$(grep -c '^org	' out)" -eq 5 ]
	printf 'Mrs. Toyota said on Monday that she was ill.\n' | found >out
	has 'person\tToyota\tToyota\n' out
}

@test "what the words beside a name tell: an airline, a person behind a title in a body" {
	printf 'The newspaper Milenio reported it. The airline, Lipsko, said no. Officials met House Speaker Anna Keller.\n' | found >out
	has 'org\tMilenio\tMilenio\n' out
	has 'org\tLipsko\tLipsko\n' out
	has 'person\tAnna Keller\tAnna Keller\n' out
}

@test "codes: Georgia the state has none, nor what is no country in small letters" {
	printf 'Voters in Georgia and Florida chose a U.S. senator.\n' | found >out
	has 'place\tGeorgia\tGeorgia\n' out
	lacks 'country\tGE' out
	printf 'Troops of Russia left Georgia on Monday.\n' | found >out
	has 'country\tGE\tGeorgia\n' out
	printf 'He told Us that the Car broke. Roads in the CAR and in the US are long.\n' | found >out
	awk '$1 == "country" {print $2, $3}' out >codes
	printf 'CF CAR\nUS US\n' | same_as codes
	printf 'Pak forces moved.\n' | found >out
	has 'country\tPK\tPak\n' out
}

@test "what the document tells of a word: a surname, the first word of a firm" {
	printf 'Officials met Merrick Garland on Monday. Later Garland spoke, and critics of Garland laughed.\n' | found >out
	[ "$(grep -c '^person	Merrick Garland	Garland$' out)" -eq 2 ]
	printf 'Shares of Purolator Courier Corp rose. Purolator said it was glad, and Purolator grew.\n' | found >out
	[ "$(grep -c '^org	Purolator Courier Corp	Purolator$' out)" -eq 2 ]
}

@test "two names that are joined are two where the document has them apart" {
	printf 'The Ministry of Ports agreed. The Ministry of Ports and Bureau of Tides signed. The Bureau of Tides left.\n' | found >out
	[ "$(grep -c "^org	Ministry of Ports	Ministry of Ports$" out)" -eq 2 ]
	[ "$(grep -c "^org	Bureau of Tides	Bureau of Tides$" out)" -eq 2 ]
	printf 'The Bank of Holm & Orune Trust fell. The Bank of Holm said so, and the Bank of Holm paid. The Orune Trust left.\n' | found >out
	has 'org\tBank of Holm & Orune Trust\tBank of Holm & Orune Trust\n' out
}

@test "most of the document says what a name is; forenames and two surnames are the person" {
	printf 'Florence Achieng sued the bank on Monday. Later Florence Achieng won. Florence is a nurse.\n' | found >out
	has 'person\tFlorence Achieng\tFlorence\n' out
	printf 'Ines Moreno Prado wrote the book. Moreno Prado lives in Spain. The prize went to Ines Moreno Prado.\n' | found >out
	[ "$(grep -c "^person	Ines Moreno Prado	" out)" -eq 3 ]
	printf 'Jordan Achieng and Jordan Achieng met in Jordan. Jordan closed its border.\n' | found >out
	[ "$(grep -c "^place	Jordan	Jordan$" out)" -eq 2 ]
}

@test "by: what cannot be told is open: reports, holders of an office, which company" {
	by >got <<'END'
The Holm Group met Baltic Bank in Rome. "Prices rose," the report said. "We shall look under every plate," Denmark's transport minister said.

A man in the Baltic Bank slept. "We are sorry," the company said.

The Baltic Ferry Authority was silent for a week. "We are sorry," the company said.
END
	printf '.\n.\n.\nBaltic Ferry Authority\n' | same_as got
}

@test "a title and a name are a person, whatever the model thinks" {
	printf 'The ruling of Judge Moshuana stood, and King Mbosini agreed.\n' | found >out
	has 'person\tMoshuana\tMoshuana\n' out
	has 'person\tMbosini\tMbosini\n' out
}

@test "by: it, after a body told without its name" {
	printf 'The Foreign Ministry of Japan met Rome Bank. The ministry in Tokyo was calm.\n\n"No," it said.\n' |
	    nsplit -qT | nents | checked | awk -F'\t' '$4 == "by" {print $5}' >out
	same_as out <<-EOF
	Foreign Ministry of Japan
	EOF
}

@test "labels are mended before training, and whole sentences of our own are read" {
	printf '%s\tO\n' -DOCSTART- >conll
	printf '\nPresident\tB-PER\nAnna\tI-PER\nKeller\tI-PER\nleft\tO\nMali\tB-ORG\n\n' >>conll
	printf "Mali\tB-ORG\n's\tI-ORG\nForeign\tI-ORG\nMinistry\tI-ORG\nsaid\tO\nSri\tB-ORG\nLankan\tI-ORG\nwe\tB-ORG\n\n" >>conll
	printf '0\tMali\n0\tSri Lanka\n' >gaz.tsv
	sh "$top/tools/clean-labels" gaz.tsv <conll | awk 'NF == 2 && $1 != "-DOCSTART-" {print $1, $2}' >out
	same_as out <<-EOF
	President O
	Anna B-PER
	Keller I-PER
	left O
	Mali B-LOC
	Mali B-LOC
	's O
	Foreign B-ORG
	Ministry I-ORG
	said O
	Sri B-MISC
	Lankan I-MISC
	we O
	EOF
	sh "$top/tools/label-news" <"$top/tools/ents/news.txt" | sh "$top/tools/conll-records" news |
	    checked | awk -F'\t' '$4 == "org" && $7 == "Competition Tribunal" {n++} END {exit !n}'
}

@test "labels of our own are laid over the text that was read, and over no other" {
	printf '%s\n' '-DOCSTART-|O' '' 'One|B-ORG' 'left|O' '' '-DOCSTART-|O' '' 'Anna|B-ORG' 'Keller|O' 'left|O' \
	    '' 'São|O' 'Tomé|B-PER' 'won|O' '' | tr '|' '\t' >conll
	printf '# read by us\nx-2\t0\t11\tperson\t.\t.\t.\nx-2\t17\t27\tplace\t.\t.\t.\nx-2\t31\t31\tend\t.\t.\t.\n' >own.rec
	sh "$top/tools/lay-labels" x own.rec <conll | sh "$top/tools/conll-records" own | checked |
	    awk -F'\t' '$4 ~ /^(person|org|place|misc)$/ {print $1, $4, $7}' >out
	same_as out <<-EOF
	own-1 person Anna Keller
	own-1 place São Tomé
	EOF
	for wrong in 's/11/12/' 's/31/32/g' 's/17/16/' 's/x-2/x-3/'; do
		sed "$wrong" own.rec >wrong.rec
		run -1 sh "$top/tools/lay-labels" x wrong.rec <conll
		[[ "$output" == *"lay-labels: x-"* ]]
	done
}

@test "a country's name of many words is one, and its code is its own" {
	printf "He left the People's Republic of China for the Democratic People’s Republic of Korea.\n" | found >out
	has "country\tCN\tPeople's Republic of China" out
	has 'country\tKP\tDemocratic People’s Republic of Korea' out
	printf 'Ships of Trinidad and Tobago and Saint Vincent and the Grenadines met.\n' | found >out
	has 'country\tTT\tTrinidad and Tobago' out
	has 'country\tVC\tSaint Vincent and the Grenadines' out
	printf 'Rockets flew from the Gaza strip to The Hague.\n' | found >out
	has 'place\tPalestine\tGaza$' out || has 'place\tGaza\tGaza' out
}

@test "hyphens that a tokenizer set apart do not part a name" {
	printf 'President Yoon Suk - yeol met Tsai Ing - wen, and Smith - who had left - rang.\n' | found >out
	has 'person\tYoon Suk - yeol' out
	has 'person\tTsai Ing - wen' out
	has 'person\tSmith\tSmith\n' out
	printf '%s\tO\n' -DOCSTART- >conll
	printf '\nKim\tB-PER\nJong-un\tI-PER\nleft\tO\n\n' >>conll
	: >gaz.tsv
	sh "$top/tools/clean-labels" gaz.tsv <conll | awk '$1 == "-" || $1 == "un" {print $1, $2}' >out
	same_as out <<-EOF
	- I-PER
	un I-PER
	EOF
}

@test "our own texts and words for training are well formed" {
	for name in news lives wire reports desks; do
		awk '/^#/ {next} {gsub(/\[/, " ["); gsub(/\]/, "] "); n = split($0, w, " "); open = 0; for (i = 1; i <= n; i++) {
			if (w[i] ~ /^\[/) {if (open || w[i] !~ /^\[(P|PER|O|ORG|L|LOC|M|MISC)$/) {print; exit 1} open = 1}
			if (w[i] ~ /\]$/) {if (!open) {print; exit 1} open = 0}} if (open) {print; exit 1}}' \
		    "$top/tools/ents/$name.txt"
		sh "$top/tools/label-news" <"$top/tools/ents/$name.txt" |
		    sh "$top/tools/conll-records" $name | checked | grep -c '	person	' >count
	done
	awk -F'\t' '/^#/ {next} NF != 2 || $1 !~ /^([1-9]|1[01])$/ || $2 == "" || seen[$0]++ {print; exit 1}' \
	    "$top/tools/ents/words.tsv"
}

@test "lists of countries, peoples and ranks are believed against a model that is wrong" {
	{
		for k in PER ORG ORG PER ORG ORG ORG; do
			printf '%s\tO\n' -DOCSTART-
			printf '\n%s\n' 'they O|saw O|Islam B-LOC|there O' "then O|Spokesperson O|Dano B-$k|Kunt I-$k|spoke O" \
			    'the O|Islamic B-LOC|Republic I-LOC|of O|Mauritania B-LOC|won O' | tr '| ' '\n\t'
		done
	} | sh "$top/tools/conll-records" wrong >wrong.rec
	printf '0\tMauritania\n' >gaz.tsv
	printf 'there\t1\t1\t1\n' >clusters.tsv
	ntrain ents -g gaz.tsv -c clusters.tsv --rows 4096 --filter 16 --dropout 0 wrong.rec >wrong.bin 2>/dev/null
	cut -f 4,7 wrong.rec | awk -F'\t' '$1 == "place" && $2 == "Islam" {n++} END {exit !n}'
	printf 'they saw Islam there\n\nthen Spokesperson Dano Kunt spoke\n\nthe Islamic Republic of Mauritania won\n' |
	    nents -m wrong.bin -T | checked | awk -F'\t' '$4 ~ /^(person|org|place|misc)$/ {print $4, $7}' >out
	same_as out <<-EOF
	misc Islam
	person Dano Kunt
	place Islamic Republic of Mauritania
	EOF
}

@test "a party and a state behind a politician are no name, a state behind a town is a place" {
	echo 'Senator Anna Holm, R-Utah, met Senator Per Lund (D-Ohio), Senator Ida Moen, D-New York, and a man of D-Wave in Oslo.' >t
	nents -T t | checked | awk -F'\t' '$4 ~ /^(person|org|place|misc)$/ {print $7}' >out
	grep -q 'Anna Holm' out
	! grep -q 'R-Utah\|D-Ohio\|D-New' out || false
	echo 'Anna Holm of Newtown, Conn., met Per Lund in Newark, Del., on Friday.' >t
	nents -T t | checked | awk -F'\t' '$4 == "place" {print $5}' >out
	grep -q Connecticut out
	grep -q Delaware out
}

@test "a document of a megabyte, with its sentences, quotes and dates, takes less than 16 MB" {
	! sanitized "$top/bin/nents" || skip "a sanitized program takes more"
	awk 'function word(k,   w) {
		for (w = ""; k; k = int(k / 20))
			w = w substr("bdfghjklmnprstvwzcxq", k % 20 + 1, 1) substr("aeiou", k % 5 + 1, 1)
		return toupper(substr(w, 1, 1)) substr(w, 2) "n"
	}
	BEGIN {
		split("Oslo Berlin Nairobi Lima Paris Kyiv Manila", town, " ")
		for (i = 1; size < 1000000; i++) {
			name = word(9000 + i * 7 % 1200)
			body = "the " word(3000 + i * 11 % 700) " " (i % 3 ? "Union" : "Bank")
			t = "Nobody understood how long everything would continue, although most neighbours remembered winters that were considerably worse. " \
			    sprintf("Rain fell in %s on Monday, and the boats that go to %s stayed at home, together with everybody who wanted passage. ",
			        town[i % 7 + 1], word(20000 + i * 13 % 500)) \
			    "Experienced mechanics examined the damaged engine thoroughly, without discovering anything particularly remarkable. " \
			    sprintf("\"We shall see how it goes from here,\" %s %s, the chairman of %s, said on %d March 2023. ",
			        word(500 + i * 3 % 300), name, body, i % 30 + 1) \
			    (i % 2 ? "He added that nobody from " body " had come, though everybody had been invited beforehand." \
			           : name " met the press in " town[i % 5 + 1] ".")
			print t "\n"
			size += length(t) + 2
		}
	}' >d
	nsplit -qT d | ndate -d 2024-01-19 >full.rec
	nents -T d | checked >/dev/null
	for f in 'nents full.rec' 'nents -T d'; do
		"$top/build/peak" $f >out 2>peak
		[ "$(wc -c <out)" -gt 1500000 ]
		[ "$(tail -n 1 peak)" -lt 16384 ] || { echo "$f: $(cat peak) KB"; false; }
	done
}
