# ndate in German, French and Spanish: rules and words are data, no line of C knows them.
load helpers

# says LANG TEXT VALUE...: the values in a text of Friday 2024-01-19 are these, in order.
says() {
	lang=$1 text=$2
	shift 2
	printf '%s\n' "$text" >page
	ndate --lang "$lang" -T -d 2024-01-19 page | checked . >out
	cut -f 4,5 out | awk '$1 ~ /^(date|time|duration|set)$/ {print $2}' >got
	[ $# -eq 0 ] || printf '%s\n' "$@" >want
	[ $# -gt 0 ] || : >want
	diff -u want got || { echo "$lang: $text"; return 1; }
}

@test "German: dates told in full" {
	says de 'Die Fähre sank am 5. Mai 1998.' 1998-05-05
	says de 'Die Fähre sank am Dienstag, dem 5. Mai 1998.' 1998-05-05
	says de 'Die Fähre sank am 05.04.1998.' 1998-04-05
	says de 'Die Fähre sank im Mai 1998.' 1998-05
	says de 'Die Fähre sank Ende 1998.' 1998
	says de 'Die Fähre sank in den 1990er Jahren.' 199
	says de 'Die Fähre sank im 19. Jahrhundert.' 18
	says de 'Die Fähre sank im dritten Quartal 1998.' 1998-Q3
	says de 'Die Fähre sank im Sommer 1998.' 1998-SU
}

@test "German: counted from the document and the narrative" {
	says de 'Die Fähre sank am Freitag.' 2024-01-19
	says de 'Die Fähre sank am Dienstag.' 2024-01-16
	says de 'Die Fähre wird am Montag gehoben.' 2024-01-22
	says de 'Die Fähre sank gestern Abend.' 2024-01-18TEV
	says de 'Vor zwei Tagen sank die Fähre.' 2024-01-17
	says de 'Letzte Woche sank die Fähre, vergangenes Jahr eine andere.' 2024-W02 2023
	says de 'Sie fährt morgen. Am Morgen war es neblig.' 2024-01-20 2024-01-20TMO
	says de 'Am 5. Mai 1998 sank sie. Zwei Tage später brannte sie.' 1998-05-05 1998-05-07
	says de 'Am 5. Mai 1998 sank sie. Am nächsten Tag brannte sie.' 1998-05-05 1998-05-06
}

@test "German: times, durations, sets, feasts, ranges" {
	says de 'Sie sank um 15.30 Uhr.' 2024-01-19T15:30
	says de 'Es dauerte einundzwanzig Tage.' P21D
	says de 'Es dauerte mehrere Jahre.' PXY
	says de 'Sie fährt jeden Montag.' XXXX-WXX-1
	says de 'Sie fährt täglich.' P1D
	says de 'Sie sank Ostern 1998.' 1998-04-12
	says de 'Das Fest geht vom 16. bis 19. Januar 2023.' 2023-01-16 2023-01-19
	says de 'Der Kapitän ist 54 Jahre alt.'
}

@test "French: dates told in full" {
	says fr 'Le ferry a coulé le 5 mai 1998.' 1998-05-05
	says fr 'Le ferry a coulé le mardi 5 mai 1998.' 1998-05-05
	says fr 'Le ferry a coulé le 1er mai 1998.' 1998-05-01
	says fr 'Le ferry a coulé le 05/04/1998.' 1998-04-05
	says fr 'Le ferry a coulé en mai 1998.' 1998-05
	says fr 'Le ferry a coulé fin 1998.' 1998
	says fr 'Le ferry a coulé dans les années 1990.' 199
	says fr 'Le ferry a coulé au XIXe siècle.' 18
	says fr 'Le ferry a coulé au troisième trimestre 1998.' 1998-Q3
	says fr "Le ferry a coulé à l'été 1998." 1998-SU
}

@test "French: counted from the document and the narrative" {
	says fr 'Le ferry a coulé vendredi.' 2024-01-19
	says fr 'Le ferry a coulé vendredi dernier.' 2024-01-12
	says fr 'Le ferry sera renfloué lundi.' 2024-01-22
	says fr 'Le ferry a coulé hier soir.' 2024-01-18TEV
	says fr "Le ferry a coulé aujourd'hui." 2024-01-19
	says fr 'Le ferry a coulé il y a trois jours.' 2024-01-16
	says fr "La semaine dernière, un ferry a coulé." 2024-W02
	says fr "L'année prochaine, il naviguera." 2025
	says fr 'Le 5 mai 1998, il a coulé. Le lendemain, il a brûlé.' 1998-05-05 1998-05-06
	says fr 'Le 5 mai 1998, il a coulé. Deux jours plus tard, il a brûlé.' 1998-05-05 1998-05-07
}

@test "French: times, durations, sets, feasts, ranges" {
	says fr 'Il a coulé à 15h30.' 2024-01-19T15:30
	says fr 'Il a coulé à 8 heures du soir.' 2024-01-19T20:00
	says fr 'Cela a duré vingt et un jours.' P21D
	says fr 'Cela a duré plusieurs années.' PXY
	says fr 'Il part chaque lundi.' XXXX-WXX-1
	says fr 'Il part tous les jours.' P1D
	says fr 'Il a coulé à Noël 1998.' 1998-12-25
	says fr 'La fête dure du 16 au 19 janvier 2023.' 2023-01-16 2023-01-19
	says fr 'Le capitaine, âgé de 54 ans, est sauf.'
}

@test "Spanish: dates told in full" {
	says es 'El ferry se hundió el 5 de mayo de 1998.' 1998-05-05
	says es 'El ferry se hundió el martes, 5 de mayo de 1998.' 1998-05-05
	says es 'El ferry se hundió el 05/04/1998.' 1998-04-05
	says es 'El ferry se hundió en mayo de 1998.' 1998-05
	says es 'El ferry se hundió a finales de 1998.' 1998
	says es 'El ferry se hundió en la década de 1990.' 199
	says es 'El ferry se hundió en el siglo XIX.' 18
	says es 'El ferry se hundió en el tercer trimestre de 1998.' 1998-Q3
	says es 'El ferry se hundió en el verano de 1998.' 1998-SU
}

@test "Spanish: counted from the document and the narrative" {
	says es 'El ferry se hundió el viernes.' 2024-01-19
	says es 'El ferry se hundió el viernes pasado.' 2024-01-12
	says es 'El ferry será reflotado el lunes.' 2024-01-22
	says es 'El ferry se hundió anoche.' 2024-01-18TNI
	says es 'El ferry se hundió hace tres días.' 2024-01-16
	says es 'La semana pasada se hundió un ferry.' 2024-W02
	says es 'El próximo año navegará.' 2025
	says es 'Zarpa mañana. Esta mañana hubo niebla.' 2024-01-20 2024-01-19TMO
	says es 'El 5 de mayo de 1998 se hundió. Al día siguiente ardió.' 1998-05-05 1998-05-06
	says es 'El 5 de mayo de 1998 se hundió. Dos días después ardió.' 1998-05-05 1998-05-07
}

@test "Spanish: times, durations, sets, feasts, ranges" {
	says es 'Se hundió a las 15.30 horas.' 2024-01-19T15:30
	says es 'Se hundió a las 8 de la tarde.' 2024-01-19T20:00
	says es 'Duró treinta y un días.' P31D
	says es 'Duró varios años.' PXY
	says es 'Zarpa cada lunes.' XXXX-WXX-1
	says es 'Zarpa todos los días.' P1D
	says es 'Se hundió en Navidad de 1998.' 1998-12-25
	says es 'La fiesta dura del 16 al 19 de enero de 2023.' 2023-01-16 2023-01-19
}

# never LANG TEXT WORDS: the words are told of, and nothing is read in the text.
never() {
	says "$1" "$2" 2>err || return 1
	[ "$(wc -l <err)" -eq 1 ] && grep -q ": '$3' is no date: " err || { cat err; return 1; }
}

@test "days with their part, lists of days, hours from one to another, weekends" {
	says de 'Am Mittwochabend reist er.' 2024-01-17TEV
	says de 'Sie sank am Freitagmorgen gegen 8 Uhr.' 2024-01-19T08:00
	says de 'Sie fuhr am 3., 4. und 5. Mai 2023.' 2023-05-03 2023-05-04 2023-05-05
	says de 'Das Amt ist am Montag von 9 bis 11.30 Uhr offen.' 2024-01-15T09:00 2024-01-15T11:30
	says de 'Sie sank am 16. Januar 2024 um 14.30 Uhr.' 2024-01-16T14:30
	says de 'Die Saison 2022/23 endet am kommenden Wochenende.' 2022 2023 2024-W03-WE
	says fr 'Elle partira les 3, 4 et 5 mai.' 2024-05-03 2024-05-04 2024-05-05
	says fr 'Il a plu dans la nuit de dimanche à lundi.' 2024-01-14TNI
	says fr 'La poste est ouverte de 9h à 11h30 lundi.' 2024-01-15T09:00 2024-01-15T11:30
	says fr 'Il vint lundi 15 janvier à 14 h 30, et parla pendant deux heures.' 2024-01-15T14:30 PT2H
	says fr 'Il viendra le week-end prochain.' 2024-W03-WE
	says es 'Vendrá los días 3, 4 y 5 de mayo de 2023.' 2023-05-03 2023-05-04 2023-05-05
	says es 'Llovió la noche del domingo.' 2024-01-14TNI
}

@test "German: days in digits, halves of hours, nights between days, parts of a unit" {
	says de 'Die Messe beginnt am 22.1. in Bonn.' 2024-01-22
	says de 'Sie geht vom 3.2. bis 5.2. dort.' 2024-02-03 2024-02-05
	says de 'Sie ging vom 3. bis 5.2.2023 dort.' 2023-02-03 2023-02-05
	says de 'Es waren 3,5 bis 4,2 Prozent in Version 2.1. und 3.2.1.'
	says de 'Er kommt um halb acht oder um Viertel nach neun.' 2024-01-19T07:30 2024-01-19T09:15
	says de 'Halb so wild.'
	says de 'Es brannte in der Nacht zum Freitag.' 2024-01-18TNI
	says de 'Es brannte in der Nacht von Dienstag auf Mittwoch.' 2024-01-16TNI
	says de 'Es brannte in der Nacht zum 5. Mai.' 2023-05-04TNI
	says de 'Er war in den Neunzigern und den siebziger Jahren hier.' 199 197
	says de 'Er kommt übernächste Woche, er kam vorletzte.' 2024-W05
	says de 'Sie sank vorletzten Dienstag.' 2024-01-09
	says de 'Sie sank letzten Dienstag.' 2024-01-16
	says de 'Anfang der Woche sank sie, Ende des vergangenen Jahres eine andere.' 2024-W03 2023
	says de 'Sie sank am 5. Mai des vergangenen Jahres.' 2023-05-05
	says de 'Am 5. Mai 1998 sank sie. Am Vortag war sie ausgelaufen.' 1998-05-05 1998-05-04
	says de 'Heute vor zehn Jahren sank sie; in zwei Wochen hebt man sie.' 2014-01-19 2024-W05
	says de 'Alle zwei Wochen sprach er zweieinhalb Stunden und einmal im Jahr tagelang.' P2W PT2H30M P1Y PXD
}

@test "French: days in digits, halves of hours, parts of a unit, the latest weekday" {
	says fr 'Le conseil se réunit le 22/1 et le 5/02.' 2024-01-22 2024-02-05
	says fr 'Le 3/4 des voix ne suffit pas.'
	says fr 'Il parla à huit heures et demie, puis à sept heures moins le quart.' 2024-01-19T08:30 2024-01-19T06:45
	says fr 'Il parla pendant une demi-heure.' PT30M
	says fr 'Mardi dernier, il a plu.' 2024-01-16
	says fr "En début de semaine, il a plu ; à la fin de l'année aussi." 2024-W03 2024
	says fr "Il est mort en mai de l'année dernière." 2023-05
	says fr 'Il est né dans les années quatre-vingt.' 198
	says fr 'Il reviendra dans deux semaines, entre le 3 et le 5 mai.' 2024-W05 2024-05-03 2024-05-05
	says fr 'Il coula le 5 mai 1998 ; le surlendemain on le retrouva.' 1998-05-05 1998-05-07
	says fr 'Il vient une fois par an.' P1Y
}

@test "Spanish: days in digits, halves of hours, parts of a unit, the latest weekday" {
	says es 'El consejo se reúne el 22/1 y el 5/02.' 2024-01-22 2024-02-05
	says es 'Ganó el 5/6 de los votos.'
	says es 'Habló a las ocho y media, y luego a las ocho menos cuarto.' 2024-01-19T08:30 2024-01-19T07:45
	says es 'Habló media hora.' PT30M
	says es 'Vino el pasado lunes.' 2024-01-15
	says es 'Murió el pasado 5 de mayo.' 2023-05-05
	says es 'Llovió en la madrugada del domingo y antes de ayer.' 2024-01-14TMO 2024-01-17
	says es 'Subió en lo que va de año, y en mayo del año pasado.' 2024 2023-05
	says es 'Nació en los años noventa, o en los ochenta.' 199 198
	says es 'Volverá dentro de dos semanas, a mediados de mes.' 2024-W05 2024-01
	says es 'Viene una vez al año.' P1Y
}

@test "what no calendar has is named in every language" {
	never de 'Sie sank am 30. Februar 2024.' '30. Februar 2024'
	never de 'Sie sank am 31. Juni.' '31. Juni'
	never de 'Sie sank am 31.04.2024.' '31.04.2024'
	never de 'Sie sank in KW 53 2023.' 'KW 53 2023'
	never de 'Sie sank um 25:61 Uhr.' '25:61 Uhr'
	never de 'Sie brennt in 99999999999 Jahren.' '99999999999 Jahren'
	never de 'Sie sank im Jahr 10000.' 10000
	never de 'Im Jahr 0 sank nichts.' 0
	never fr 'Il a coulé le 30 février 2024.' '30 février 2024'
	never fr 'Il a coulé le 31/04/2024.' '31/04/2024'
	never fr 'Il a coulé en 2023-W53.' 2023-W53
	never fr 'Il a coulé à 25h61.' 25h61
	never fr 'Il vint à Rome en l'"'"'an 0 avec elle.' 0
	never fr 'Il brûlera dans 99999999999 ans.' '99999999999 ans'
	never es 'Se hundió el 30 de febrero de 2024.' '30 de febrero de 2024'
	never es 'Se hundió el 13/13/2024.' '13/13/2024'
	never es 'Se hundió en la semana 53 de 2023.' 'la semana 53 de 2023'
	never es 'Se hundió a las 25:61.' '25:61'
	never es 'Se hundió en el año 0 con él.' 0
	never es 'El año 0 no existe.' 0
	never es 'Arderá dentro de 99999999999 años.' '99999999999 años'
	says de 'Sie sank am 29. Februar 2024 in KW 12 2023.' 2024-02-29 2023-W12
	says de 'Vor 1.200 Jahren sank sie.'
	says fr 'Il a coulé en 2023-W12, le 29 février 2024.' 2023-W12 2024-02-29
	says es 'Subió en el año 0,5 puntos.' 2>&1 | cmp - /dev/null
	says es 'Se hundió la semana 12 de 2023, el 29 de febrero de 2024.' 2023-W12 2024-02-29
}

@test "without @lang the text tells its language; --lang and a little text do not ask it" {
	printf 'Die Fähre sank vor zwei Wochen, sagte der Kapitän, als er wieder in Hamburg war. Niemand wurde verletzt, aber die Ladung ist verloren und wird nicht mehr gehoben.\n' >de
	printf 'El ferry se hundió la semana pasada, dijo ayer el capitán del puerto de la ciudad. Nadie resultó herido, pero la carga se ha perdido y no se podrá recuperar nunca.\n' >es
	printf 'Le ferry a coulé la semaine dernière, a déclaré le capitaine du port de la ville. Personne n’a été blessé, mais la cargaison est perdue et ne pourra pas être repêchée.\n' >fr
	printf 'Ferry sank last week, captain says.\n' >en
	for l in de es fr en; do
		ndate -T -o -d 2024-01-19 $l | checked .
	done | awk -F'\t' '$4 == "date" {print $1, $5}' >got
	printf '%s\n' 'de 2024-W01' 'es 2024-W02' 'es 2024-01-18' \
		'fr 2024-W02' 'en 2024-W02' | diff -u - got
	ndate -T -o -d 2024-01-19 --lang en de | cmp - /dev/null
	ndate -T -o -d 2024-01-19 de es fr en | grep . >together
	for l in de es fr en; do ndate -T -o -d 2024-01-19 $l; done | grep . | cmp - together
}

@test "a document's own @lang decides; English is the rest" {
	printf 'a\t0\t18\t@doc\ttext\t.\ta\na\t0\t18\t@lang\tde-AT\t.\t.\n' >rec
	printf 'a\t0\t18\tPara\t.\t.\tSie sank im Januar\na\t18\t18\tend\t.\t.\t.\n' >>rec
	ndate -o -d 2024-03-01 rec | grep -q 'date.2024-01.*Januar'
}

@test "short names of months, in each language" {
	says de 'Die Fähre sank am 9 Feb 1998.' 1998-02-09
	says de 'Die Fähre sank am 5. Dez. 1998 und am 7. Sept 1999.' 1998-12-05 1999-09-07
	says fr 'Le ferry a coulé le 7 sept 1998, le 5 déc 1999.' 1998-09-07 1999-12-05
	says es 'Publicado: 15 oct 1998 - 08:22' 1998-10-15 1998-10-15T08:22
	says es 'Se hundió el 3 ene. 1998, el 4-feb-1998 y el 5 mayo 1998.' 1998-01-03 1998-02-04 1998-05-05
}

@test "the age of a person is no duration, two women are no time of day" {
	says de 'Die 25-jährige Kapitänin kam zum 30-jährigen Bestehen und nach 10-jährigem Streit.' P30Y P10Y
	says de 'Ein 24-stündiger Streik, 18-monatige Haft und eine 30-tägige Reise.' PT24H P18M P30D
	says de 'Hanna Vik, 45 Jahre, im Alter von 20 Jahren, wartet seit 10 Jahren.' P10Y
	says fr 'Jean, 45 ans, et un homme de 40 ans ont attendu 3 ans.' P3Y
	says es 'El agente de 45 años tenía 12 años, y una pena de 10 años.' P10Y
	says es 'Las dos mujeres y las tres niñas se fueron a las dos.' 2024-01-19T02:00
	says es 'Las dos de la tarde, las 17.30 horas, hasta las 20.' 2024-01-19T14:00 2024-01-19T17:30 2024-01-19T20:00
}
