# The man pages: lint, every page there is, and every example with its output.
load helpers

@test "every program has a man page and every page lints" {
	for p in "$top"/bin/*; do
		[ -f "$top/man/$(basename "$p").1" ] || { echo "no page for $p"; false; }
	done
	mandoc -T lint -W warning "$top"/man/*.[157]
}

@test "the examples of the man pages print what they say" {
	# Where they rightly print something else: make outputs.
	for page in "$top"/man/*.[157]; do
		sh "$top/tests/outputs.sh" "$page" >now
		diff -u "$page" now
	done
}

@test "every option of --help stands in the man page, and none else" {
	for p in "$top"/bin/*; do
		name=$(basename "$p")
		(
			"$p" --help
			[ $name != ntrain ] || for m in split ents strip; do "$p" $m --help; done
		) | grep -oE '^  +(-[A-Za-z], )?--[a-z-]+' | grep -oE -- '--[a-z-]+' | sort -u >opts
		[ -s opts ]
		mandoc -T ascii "$top/man/$name.1" | sed "s/.$(printf "\\b")//g" >page.txt
		while read -r o; do
			grep -qE -- "$o([^a-z-]|\$)" page.txt || { echo "$name.1 lacks $o"; false; }
		done <opts
	done
}

@test "no page puts a quotation inside another, which a list in one line of mdoc does" {
	for page in "$top"/man/*.[157]; do
		mandoc -T utf8 -O width=300 "$page" | sed "s/.$(printf "\\b")//g" >page.txt
		! grep -HE '’’|””|‘[^’]*‘|“[^”]*“' --label="$page" page.txt || false
	done
}
