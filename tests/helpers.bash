# helpers: loaded by every .bats file. Programs come from bin/, the checker from build/.
top=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
PATH=$top/bin:$PATH
LC_ALL=C.UTF-8
export PATH LC_ALL
pages=$top/tests/pages

setup() {
	set -o pipefail
	cd "$BATS_TEST_TMPDIR"
}

# cat, but fails (and says why on stderr) when what passes is no well-formed record
# stream: columns, UTF-8, escapes, order, contiguity, closure. With a directory, offset
# truth too: every document's span is compared with the file DIR/ID.
checked() {
	tee "$BATS_TEST_TMPDIR/checked.$$" >/dev/null
	"$top/build/check" "$@" "$BATS_TEST_TMPDIR/checked.$$" >&2 || return 1
	# What is well-formed comes back from JSON byte for byte.
	"$top/bin/njson" --max-doc 4000M "$BATS_TEST_TMPDIR/checked.$$" | "$top/bin/njson" --max-doc 4000M -r |
	    cmp - "$BATS_TEST_TMPDIR/checked.$$" >&2 || return 1
	cat "$BATS_TEST_TMPDIR/checked.$$"
}

# The records of the types named, without their document: start end type value score text.
only() {
	awk -F'\t' -v OFS='\t' -v types=" $* " \
	    'index(types, " " $4 " ") {print $2, $3, $4, $5, $6, $7}'
}

# The file $1 holds exactly what stands on standard input; else the difference is shown.
same_as() {
	diff -u - "$1"
}

# sanitized PROGRAM: was it built so? (Not by a pipe into grep -q, which may end before ldd has.)
sanitized() {
	case $(ldd "$1" 2>/dev/null) in *libasan* | *libubsan*) return 0 ;; esac
	return 1
}
