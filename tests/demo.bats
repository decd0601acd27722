# Lesson one: the digest that README shows is the one that the demo prints.
load helpers

@test "README shows what the demo prints" {
	sh "$top/tests/demo.sh" >got
	sed -n '/^<!-- demo -->$/,/^<!-- \/demo -->$/p' "$top/README.md" | sed '1d;$d' | sed 's/^    //' >want
	[ -s want ]
	diff -u want <(sed '1{/^$/d}' got)
}

@test "the digest tells the stories, the copy and the speakers" {
	sh "$top/tests/demo.sh" >got
	grep -q 'ledger-ferry.txt  copy of courier-ferry.txt' got
	[ "$(grep -c 'copy of' got)" -eq 1 ]
	grep -q '^  Torben Riis  *“We will publish every page of the engine log' got
	grep -q '^      2024-03-14  courier-ferry' got
}
