# outputs.awk: prints a page with the output of every example as it is now; where all is
# as it was, the page itself. An example is a line `$ command` (it goes on in lines that
# begin with `> `) and the lines below it, in a literal block of section EXAMPLES, RECIPES
# or GUIDE of an mdoc page, or in a block ```console of a Markdown page. It is run by sh
# in the current directory; what it says on standard error counts as output.
# -v tmp=FILE: a file to write to
function plain(s) {
	if (md) return s
	gsub(/\\\(dq/, "\"", s); gsub(/\\\(aq/, "\047", s); gsub(/\\&/, "", s)
	gsub(/\\-/, "-", s); gsub(/\\\(ha/, "^", s); gsub(/\\\(ti/, "~", s)
	gsub(/\\e/, "\\", s)
	return s
}
function escaped(s) {
	if (md) return s
	gsub(/\\/, "\\e", s)
	return s ~ /^[.\047]/ ? "\\&" s : s
}
# Runs the example read so far and prints its output, in the page's words if it is the same.
function run(  i, line, now, n) {
	if (!have) return
	print command > tmp
	close(tmp)
	system("sh " tmp " >" tmp ".out 2>&1 </dev/null")
	n = 0
	while ((getline line < (tmp ".out")) > 0) now[++n] = line
	close(tmp ".out")
	for (i = 1; i <= n; i++)
		print i <= lines && plain(old[i]) == now[i] ? old[i] : escaped(now[i])
	have = lines = 0
	examples++
}
FNR == 1 { md = FILENAME ~ /\.md$/ }
!md && /^\.Sh / { inside = $2 ~ /^(EXAMPLES|RECIPES|GUIDE)$/ }
!block {
	print
	block = md ? /^```console$/ : inside && /^\.Bd -literal/
	next
}
md ? /^```$/ : /^\.Ed/ { run(); block = 0; print; next }
{
	line = plain($0)
	if (line ~ /^\$ /) {
		run()
		print
		command = substr(line, 3)
		have = going = 1
	} else if (have && going && line ~ /^> /) {
		print
		command = command "\n" substr(line, 3)
	} else if (have) {
		going = 0
		old[++lines] = $0
	} else {
		print # a literal block that is no example
	}
}
END { print examples + 0 > (tmp ".n") }
