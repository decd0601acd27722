# nsplit: sentences, words, quotes and speakers.
load helpers

# The sentences of the standard input (plain text), one a line.
sents() {
	nsplit -To "$@" | checked | awk -F'\t' '$4 == "Sent" {print $7}'
}
words() {
	nsplit -wTo | checked | awk -F'\t' '$4 == "Word" {printf "%s%s", n++ ? " | " : "", $7} END {print ""}'
}
# Each quote: kind, speaker, text.
quotes() {
	nsplit -qTo "$@" | checked | awk -F'\t' '
	    $4 == "quote" {k[++n] = $2 "-" $3; kind[n] = $5; text[n] = $7}
	    $4 == "speaker" {who[$5] = $7}
	    END {for (i = 1; i <= n; i++) print kind[i] "\t" (k[i] in who ? who[k[i]] : "-") "\t" text[i]}'
}

@test "plain sentences, and their ordinals over the whole document" {
	printf 'The ferry left. It was late!\nWas anyone hurt? No.\n' >p.txt
	nsplit -T p.txt | checked . >out
	[ "$(awk -F'\t' '$4 == "Sent" {print $5}' out | tr '\n' ' ')" = '1 2 3 4 ' ]
	[ "$(grep -c Sent out)" -eq 4 ]
}

@test "abbreviations, initials, acronyms and numbers do not end a sentence" {
	sents >got <<'END'
Dr. Riis met Sgt. J. P. Holm at 3 p.m. in St. Olav, No. 4 Quay Rd. on the left. They spoke for 2.5 hours.
The U.S. Navy sent approx. 40 men (vs. 12 before). The rest, e.g. the cooks, stayed.
The firm, Hald & Sons Ltd., was sold on Jan. 4. The price was not told.
END
	same_as got <<'END'
Dr. Riis met Sgt. J. P. Holm at 3 p.m. in St. Olav, No. 4 Quay Rd. on the left.
They spoke for 2.5 hours.
The U.S. Navy sent approx. 40 men (vs. 12 before).
The rest, e.g. the cooks, stayed.
The firm, Hald & Sons Ltd., was sold on Jan. 4.
The price was not told.
END
}

@test "abbreviations that do end one" {
	sents >got <<'END'
She came from the U.S. She stayed.
It opened at 6 a.m. They were first.
He ran Hald & Co. In May he left.
END
	[ "$(wc -l <got)" -eq 6 ]
}

@test "web addresses, e-mail addresses and decimals stay whole" {
	sents >got <<'END'
See https://example.org/a.b?c=d. Write to jo.holm@example.org. It costs $4.50. Done.
END
	[ "$(wc -l <got)" -eq 4 ]
}

@test "closing marks are never stranded" {
	sents >got <<'END'
"It sank." He wept. (It was old.) “We saw it.” ‘So did we.’ It was over [for now].
He said: "It is done. " Then he left.
END
	same_as got <<'END'
"It sank."
He wept.
(It was old.)
“We saw it.”
‘So did we.’
It was over [for now].
He said: "It is done. "
Then he left.
END
}

@test "an attribution stays with its quote" {
	sents >got <<'END'
"Is it safe?" he asked. "Run!" said Holm. "It is great." she said. "Who knows?" Holm asked.
END
	same_as got <<'END'
"Is it safe?" he asked.
"Run!" said Holm.
"It is great." she said.
"Who knows?" Holm asked.
END
}

@test "--quotes=keep breaks outside quotes only" {
	text='Riis said: "We stayed. We waited. It passed." Then he left.'
	[ "$(echo "$text" | sents | wc -l)" -eq 4 ]
	echo "$text" | sents --quotes=keep >got
	same_as got <<'END'
Riis said: "We stayed. We waited. It passed."
Then he left.
END
	run nsplit --quotes=some
	[ "$status" -eq 2 ]
	[[ $output == *"neither split nor keep"* ]]
}

@test "--abbrev adds abbreviations" {
	text='We met Hfn. Astrup there. It was cold.'
	[ "$(echo "$text" | sents | wc -l)" -eq 3 ]
	printf '# mine\r\nHfn.\ttitle\r\nxyz\n' >mine
	[ "$(echo "$text" | sents --abbrev mine | wc -l)" -eq 2 ]
	run nsplit --abbrev nowhere -T /dev/null
	[ "$status" -eq 2 ]
	[[ $output == *nowhere* ]]
	printf '\377\376' >bad
	run nsplit --abbrev bad -T /dev/null
	[ "$status" -eq 2 ]
}

@test "a newline inside a block is a blank, at its end the end" {
	printf '0\t20\tSent\tThe long\\nferry sank.\n21\t31\tSent\tIt was old\n' >want
	printf 'd\t0\t31\tPara\t.\t.\tThe long\\nferry sank.\\nIt was old\n' | nsplit -o | checked | cut -f 2,3,4,7 >short
	diff want short
}

@test "other scripts have their own terminators" {
	sents >got <<'END'
これは文です。次の文です！終わりですか？はい。
यह वाक्य है। यह दूसरा है।
هل وصلت السفينة؟ نعم وصلت.
Он пришёл. Она ушла… Всё кончилось.
¿Quién llegó? Nadie. ¡Vaya!
END
	[ "$(wc -l <got)" -eq 14 ]
}

@test "sentences hold every byte of a block that is no blank" {
	printf '  A b.  C... d?! "E." f (G.) H \302\240 I.\n...\n! x\n' >p.txt
	nsplit -T p.txt | checked . | awk -F'\t' '$4 == "Para" {p = p $7} $4 == "Sent" {s = s $7}
	    END {gsub(/[ \302\240]/, "", p); gsub(/[ \302\240]/, "", s); print p == s}' >got
	[ "$(cat got)" = 1 ]
}

@test "words: a table of cases" {
	words >got <<'END'
He can't say he'd cannot won’t; the dogs' bone.
Riis's U.S. firm made $1,200.50 (25%) at 10:30 a.m. on 3/4.
Write jo.holm@example.org or https://example.org/a_b?c=1, see www.example.org.
The Anglo-Saxon well-being of AT&T -- 'tis so... #ferry @holm I'm gonna.
L’État, 5th, 1990s, Mr. Holm’s dog; 日本語 です。
Gimme 'em; the U.S.-led ex-Gov. O'Brien ain’t 24/7, e.g. COVID-19 and 10-year-old co-op's.
END
	same_as got <<'END'
He | ca | n't | say | he | 'd | can | not | wo | n’t | ; | the | dogs | ' | bone | . | Riis | 's | U.S. | firm | made | $ | 1,200.50 | ( | 25 | % | ) | at | 10:30 | a.m. | on | 3/4 | . | Write | jo.holm@example.org | or | https://example.org/a_b?c=1 | , | see | www.example.org | . | The | Anglo-Saxon | well-being | of | AT&T | -- | 't | is | so | ... | #ferry | @holm | I | 'm | gon | na | . | L’État | , | 5th | , | 1990s | , | Mr. | Holm | ’s | dog | ; | 日 | 本 | 語 | で | す | 。 | Gim | me | 'em | ; | the | U.S.-led | ex-Gov. | O'Brien | ai | n’t | 24/7 | , | e.g. | COVID-19 | and | 10-year-old | co-op | 's | .
END
}

@test "quotes: attribution on either side" {
	quotes >got <<'END'
"We had no light at all," said Leila Marandi, a nurse.
“The engine stopped,” Torben Riis told reporters.
Holm said: "It was very dark."
According to the harbour office, the crew was "in good spirits and unhurt".
The minister called it "a shame", and the union agreed.
END
	same_as got <<'END'
direct	Leila Marandi	"We had no light at all,"
direct	Torben Riis	“The engine stopped,”
direct	Holm	"It was very dark."
direct	the harbour office	"in good spirits and unhurt"
mixed	The minister	"a shame"
END
}

@test "quotes: a speaker goes on in the same paragraph" {
	quotes >got <<'END'
"We waited," Riis said. "Nobody slept that night."
END
	same_as got <<'END'
direct	Riis	"We waited,"
direct	Riis	"Nobody slept that night."
END
}

@test "quotes: over several paragraphs each has its record" {
	quotes >got <<'END'
Riis said: “The first day was long and cold.

“The second day was worse.”
END
	same_as got <<'END'
direct	Riis	“The first day was long and cold.
direct	Riis	“The second day was worse.”
END
}

@test "quotes: the apostrophe is no mark, scare quotes have no speaker" {
	quotes >got <<'END'
The sailors' wages and Riis's ship weren't paid for; it's the '90s again.
The so-called "ghost ship" lay in the bay.
END
	same_as got <<'END'
scare	-	"ghost ship"
END
}

@test "quotes: every pair of marks" {
	quotes >got <<'END'
„Das ist gut so“, sagte er. «C'est bien vrai», dit-il. ``It is so very good,'' he said. “Mixed up marks here," she said.
END
	[ "$(wc -l <got)" -eq 4 ]
	[ "$(cut -f 3 got | head -n 1)" = '„Das ist gut so“' ]
}

@test "a filter run twice adds nothing" {
	cat "$pages"/*.txt >all.txt
	nsplit -qwT all.txt | checked . >once
	nsplit -qw once | checked . >twice
	cmp once twice
}

@test "hostile text: linear time, nothing lost" {
	awk 'BEGIN {for (i = 0; i < 100000; i++) printf "\"( “"; print ""}' >nest.txt
	awk 'BEGIN {for (i = 0; i < 500000; i++) printf "word "; print ""}' >long.txt
	awk 'BEGIN {for (i = 0; i < 200000; i++) printf ". "; print ""}' >dots.txt
	awk 'BEGIN {for (i = 0; i < 200000; i++) printf "\047a "; print ""}' >apos.txt
	awk 'BEGIN {for (i = 0; i < 200000; i++) printf "a."; print ""}' >solid.txt
	printf 'a\342\200\213. \314\201B\342\200\215. \331\201\330\237 x \342\200\256 y. C\n' >odd.txt
	timeout 20 nsplit -qwT nest.txt long.txt dots.txt apos.txt solid.txt odd.txt | checked . >/dev/null
}

# hostile KIND N: N pieces of text that is hard to split.
hostile() {
	awk -v n="$2" -v kind="$1" 'BEGIN {
	    piece["open"] = "\"and they said "; piece["nest"] = "\"( “"; piece["dots"] = ". "
	    piece["flat"] = "word and word "; piece["tiny"] = "\"a\" "; piece["said"] = "\"Yes,\" said Holm. "
	    piece["script"] = "Он abc هل 日本。 "; piece["zero"] = "a\342\200\213. B\342\200\215 "
	    piece["mark"] = "It sank. \314\201The end.\314\201 "; piece["inner"] = "he said that she said "
	    piece["apos"] = "\047a "; piece["single"] = "‘a’s "; piece["colon"] = "A: "; piece["digit"] = "1. "
	    for (i = 0; i < n; i++) printf "%s", piece[kind]
	    print ""}'
}

@test "hostile text: ten times the text takes ten times the instructions" {
	command -v valgrind >/dev/null || skip "no valgrind"
	! sanitized "$top/bin/nsplit" || skip "valgrind runs no sanitized program"
	work() {
		valgrind --tool=callgrind --callgrind-out-file=/dev/null "$top/bin/nsplit" -qwT "$1" 2>&1 >/dev/null |
		    awk '/Collected/ {print $NF}'
	}
	: >none.txt
	none=$(work none.txt)
	[ -n "$none" ] || skip "valgrind does not run it"
	for kind in open nest dots flat tiny said script zero mark inner apos single colon digit; do
		hostile $kind 500 >small.txt
		hostile $kind 5000 >large.txt
		nsplit -qwT large.txt | checked . >/dev/null
		small=$(work small.txt) large=$(work large.txt)
		echo "$kind: $((small - none)) $((large - none))"
		[ $(((large - none) / 14)) -lt $((small - none)) ]
	done
}

@test "hostile text: a sentence of 50 MB, hundred thousands of quotes, under a limit of memory" {
	! sanitized "$top/bin/nsplit" || skip "a sanitized program maps terabytes"
	hostile flat 3500000 >long.txt
	(ulimit -v 400000 && nsplit -qoT long.txt | wc -lc >out)
	[ "$(awk '{print $1, ($2 > 49000000)}' out)" = "1 1" ]
	hostile said 400000 >many.txt
	(ulimit -v 1000000 && nsplit -qoT many.txt >out)
	[ "$(grep -c speaker out)" -eq 400000 ]
}

@test "lists and headings whose line ends were lost" {
	sents >got <<'END'
1. The first item 2. The second item 3. The third item
THE HARBOUR: The ferry left at noon.
"It is late [...] and cold," he said.
END
	same_as got <<'END'
1. The first item
2. The second item
3. The third item
THE HARBOUR:
The ferry left at noon.
"It is late [...] and cold," he said.
END
}

@test "a dateline stays with its sentence" {
	sents >got <<'END'
ASTRUP, May 1 (NNA) -- The ferry sank at noon. Nobody died.
Hald (NNA) - Riis was chosen again on Sunday. He thanked the crew.
END
	[ "$(wc -l <got)" -eq 4 ]
}

@test "the small words of a name are words of the speaker" {
	while read -r name; do
		printf '"It rose fast and far," said %s, a farmer.\n"It sank again," %s said on Friday.\n' \
		    "$name" "$name" | nsplit -l en -qoT | awk -F'\t' '$4 == "speaker" {print $7}' >got
		printf '%s\n' "$name" "$name" | same_as got
	done <<'END'
Peter van der Berg
Ursula von der Leyen
Mohammed bin Salman
Lula da Silva
Abdel Fattah el-Sisi
END
}

@test "a nickname inside a name is nobody's quote" {
	printf 'Senator Joe "Kid" Lie and Ann "The Rock" Moe left. "Never," said Lie.\n' |
	    nsplit -l en -qoT | only quote speaker | cut -f 3,4,6 >got
	printf 'quote\tscare\t"Kid"\nquote\tscare\t"The Rock"\nquote\tdirect\t"Never,"\nspeaker\t51-59\tLie\n' | same_as got
}

@test "what stands aside between dashes does not part a speaker from the verb" {
	for d in — – -; do
		printf 'Ann Holm %s who was in Oslo %s told the board: "We will win it all."\n' $d $d |
		    nsplit -l en -qoT | awk -F'\t' '$4 == "speaker" {print $7}' >got
		echo 'Ann Holm' | same_as got
	done
}

@test "a name and a colon before a quote; one word more behind its speaker" {
	printf 'HOLM: "I was there." LIE: "So was I." Bo Moe: "Never, I say."\n' |
	    nsplit -l en -qoT | awk -F'\t' '$4 == "speaker" {print $7}' >got
	printf '%s\n' HOLM LIE 'Bo Moe' | same_as got
	printf '"We will," Holm said. "And soon." It was "art" then.\n' | nsplit -l en -qoT >out
	awk -F'\t' '$4 == "speaker" {print $5, $7}' out >got
	printf '%s\n' '0-10 Holm' '22-33 Holm' | same_as got
	grep -q 'scare.*"art"' out
}

@test "-l takes what may be a language's code" {
	for l in de DE de-AT sq fil; do echo 'One. Two.' | nsplit -T -l $l | checked >/dev/null; done
	for l in '' german 'de,en' 7; do
		run nsplit -T -l "$l" /dev/null
		[ "$status" -eq 2 ]
		[ "$output" = "nsplit: -l: '$l' is no code of a language (en, de ...)" ]
	done
}

@test "a short text of names is English until its words are surely of another language" {
	printf 'OSLO, Jan 19 (Farline) - Anna Keller came.\n\n"We are late," she said on Friday.\n' >a
	nsplit -qT a | checked . | only quote speaker | cut -f 3,4,6 >got
	printf 'quote\tdirect\t"We are late,"\nspeaker\t44-58\tshe\n' | same_as got
	echo 'Der Zug kam um 9 Uhr an, und die Reisenden stiegen am 3. Mai aus.' | nsplit -oT | checked >got
	[ "$(wc -l <got)" -eq 1 ]
}

@test "-l, @lang, or the words tell the language" {
	text='Am 3. Oktober kam die Fähre bzw. das Boot an. Es war nicht spät.'
	[ "$(echo "$text" | sents | wc -l)" -eq 2 ]
	[ "$(echo "$text" | sents -l de | wc -l)" -eq 2 ]
	[ "$(echo "$text" | sents -l en | wc -l)" -gt 2 ]
	n=$(printf '%s' "$text" | wc -c)
	{
		printf 'd\t0\t%s\t@doc\ttext\t.\td\n' "$n"
		printf 'd\t0\t%s\t@lang\tde\t.\t.\n' "$n"
		printf 'd\t0\t%s\tPara\t.\t.\t%s\n' "$n" "$text"
		printf 'd\t%s\t%s\tend\t.\t.\t.\n' "$n" "$n"
	} | nsplit | checked | grep -c Sent >got
	[ "$(cat got)" -eq 2 ]
	echo "L'équipe est partie, il n'a pas vu la ville. Le 2 mai, M. Hald est arrivé dans la ville." |
	    nsplit -wTo | checked | awk -F'\t' '$4 == "Word" {print $7}' >got
	grep -qx "L'" got
	grep -qx "n'" got
	grep -qx 'M\.' got
}

@test "-m loads weights, and refuses what is none" {
	nsplit -T "$pages"/*.txt | ntrain split >own.bin 2>/dev/null
	nsplit -m own.bin -T "$pages"/beacon-bees.txt | checked >/dev/null
	printf 'no model' >bad.bin
	run nsplit -m bad.bin -T "$pages"/beacon-bees.txt
	[ "$status" -eq 2 ]
	[[ $output == *'bad.bin: not a model'* ]]
	head -c 2000 own.bin >short.bin
	run nsplit -m short.bin -T "$pages"/beacon-bees.txt
	[ "$status" -eq 2 ]
}

@test "quotes: at a sentence's end, behind a colon, signed in the next line" {
	quotes >got <<'END'
"Many would call that a very bad day" if it came true, said Leif Hald.
From the report: "The pumps were old and had not been tested."
"We had no light at all, and no heat."

-- Leila Marandi, nurse
END
	same_as got <<'END'
direct	Leif Hald	"Many would call that a very bad day"
direct	the report	"The pumps were old and had not been tested."
direct	Leila Marandi	"We had no light at all, and no heat."
END
}

@test "quotes: the clause that speaks, among several" {
	quotes >got <<'END'
ASTRUP, Jan. 4 (NNA) — Mayor Holm praised the crew, calling them "the best that the island ever had".
While Riis waited on the quay, Holm told us "the harbour is shut until spring".
Waving to the crowd, Astrup called the vote "a good day for the whole coast".
Holm said she believed that the old ship would at last "find its way home".
The sea was calm, Holm said, adding, "It will not last."
Riis was asked by Holm, "Is the harbour shut?"
Holm said "it made me glad" every time she saw the ferry.
Riis put a sign on Quay Street reading "all boats stop here today".
"It is the end of the line," the two write in their letter.
"It sinks every year," the start of a long winter, Holm says.
"We are done. The sea won." Riis said.
A skipper talking to the Post said: "It was dark."
Holm said that she’s sure "the next one will float".
Holm said she recalled thinking, "This is the end."
END
	cut -f 2 got >who
	same_as who <<'END'
Mayor Holm
Holm
Astrup
Holm
Holm
Holm
Holm
Riis
the two
Holm
Riis
A skipper talking to the Post
Holm
Holm
END
}

@test "quotes: the labels of a transcript, and lists that no paragraph closes" {
	quotes >got <<'END'
The talk went as follows.

"RIIS: Were you there that night?"

"HOLM: I was, and so was the crew."

Riis then read out what he had asked, "Here it is:

"Was the engine on that night?

"Who held the wheel?"
END
	cut -f 2 got >who
	same_as who <<'END'
RIIS
HOLM
he
he
he
END
}

@test "speech between dashes goes on where a language writes it so; years and money end sentences" {
	printf 'Sprawa jest pilna. - Na drugi dzie\305\204 wyjecha\305\202a. Zap\305\202aci\305\202a 20 z\305\202. Potem 5 z\305\202. 50 gr.\n' >pl
	[ "$(nsplit -l pl -T pl | cut -f4 | grep -c Sent)" -eq 3 ]
	printf 'It is late. - The next day she left.\n' >en
	[ "$(nsplit -l en -T en | cut -f4 | grep -c Sent)" -eq 2 ]
}

@test "an abbreviation ends a sentence where what follows cannot go on with it" {
	# pl: before numbers only; a starter, an ending that names have not, a word that stands
	# in small letters too; but names stay, and so do numbers in letters.
	sents -l pl >got <<'END'
Mowa o art. 5 ust. Nowak wyszedł. To art. II i ust. 3.
Pytali o to dr. Jednak nikt nie wiedział. Przyszedł dr. Wilk.
Napisał list do abp. Ostrożność jest ważna. Byli tam abp. Nowak i ks. Maj.
Nie ma już chleba. Było tam ok. Chleba nie było. Był tam ks. Chleba Stary.
Pisał prof. Chleba nie jadł. Szkoła im. Chleba jest stara. Sędzia - ks.) Lis wstał.
Byli w DR. Konga. Mieszka przy ul. Nad Wodą. Zofia R. Nowak wyszła.
END
	same_as got <<'END'
Mowa o art. 5 ust.
Nowak wyszedł.
To art. II i ust. 3.
Pytali o to dr.
Jednak nikt nie wiedział.
Przyszedł dr. Wilk.
Napisał list do abp.
Ostrożność jest ważna.
Byli tam abp. Nowak i ks. Maj.
Nie ma już chleba.
Było tam ok.
Chleba nie było.
Był tam ks. Chleba Stary.
Pisał prof.
Chleba nie jadł.
Szkoła im. Chleba jest stara.
Sędzia - ks.)
Lis wstał.
Byli w DR.
Konga.
Mieszka przy ul. Nad Wodą.
Zofia R. Nowak wyszła.
END
	[ "$(echo 'A fost la DNA. Dosarul e gros. Vine dna. Popescu azi.' | sents -l ro | wc -l)" -eq 3 ]
}

@test "what is written small is the document's, and no other's" {
	printf 'Der Wolf lief.\n\nGesehen hat ihn Prof. Lief er weg?\n' >one.txt
	printf 'Der Wolf ging.\n\nGesehen hat ihn Prof. Lief er weg?\n' >two.txt
	nsplit -l de -T one.txt two.txt | checked . | awk -F'\t' '$4 == "Sent" {n[$1]++}
	    END {print n["one.txt"], n["two.txt"]}' >got
	same_as got <<<'3 2'
}

@test "words left out, marks behind a blank, letters of a list, scores before a full stop" {
	sents -l fr >got <<'END'
Il part. (...) et revient. Il dort (...) Le soir tombe ? ! Bien... ?! Oui. b) Non.
Il a dit : " Je pars... ", puis il part.
END
	same_as got <<'END'
Il part. (...) et revient.
Il dort (...) Le soir tombe ? !
Bien... ?!
Oui.
b) Non.
Il a dit : " Je pars... ", puis il part.
END
	[ "$(echo 'Er gewann (2:1). Riis kam mit dem 3. Boot.' | sents -l de | wc -l)" -eq 2 ]
}
