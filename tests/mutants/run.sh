#!/bin/sh
# run.sh [PATTERN]: breaks each promise on purpose, and looks whether its test says so. Every
# row of table.tsv that fits PATTERN is applied to a scratch copy of the tree, which is built,
# and the row's command is run there: it must fail. A line for each: the promise, what was
# broken, and the first thing the test had to say. Exit 1 when one survived, could not be
# applied, or could not be built. MUTANTS_DIR: where the copy is made, and kept.
cd "$(dirname "$0")/../.." || exit 2
pattern=${1:-.}
table=$PWD/tests/mutants/table.tsv
dir=${MUTANTS_DIR:-$(mktemp -d)}
[ -n "${MUTANTS_DIR:-}" ] || trap 'rm -rf "$dir"' EXIT
status=0
n=0

mkdir -p "$dir"
git ls-files -z --cached --others --exclude-standard | tar cf - --null -T - | tar xmf - -C "$dir"
cd "$dir" || exit 2
make -s tests >build.log 2>&1 || { cat build.log; exit 2; }

tell() {
	printf '%-9s %-2s %s\n' "$1" "$promise" "$what"
	[ -z "$2" ] || printf '             %.150s\n' "$2"
}

fail() {
	status=1
	tell "$@"
}

# said: what the test printed that tells the most.
said() {
	grep -a -m 1 -E "failed|GROWS|FAILED|FOUND|otherwise|died" test.log || head -n 1 test.log
}

# tried: the mutant is built and its test run.
tried() {
	goals=$(echo "$guard" | grep -oE 'build/[a-z_-]+' || true)
	if ! make -s all $goals >build.log 2>&1; then
		fail "NO BUILD" "$(grep -m 1 error build.log)"
	elif timeout 300 sh -c "$guard" </dev/null >test.log 2>&1; then
		fail SURVIVED "$guard"
	else
		tell killed "$(said | sed 's/^# *//')"
	fi
}

grep -v '^#' "$table" | grep -e "$pattern" >rows.tsv
tab=$(printf '\t')
while IFS="$tab" read -r promise what file edit guard; do
	n=$((n + 1))
	cp "$file" mutant.orig
	sed "$edit" mutant.orig >"$file"
	if cmp -s mutant.orig "$file"; then
		fail "NO EDIT" "$file"
	else
		tried
	fi
	cp mutant.orig "$file"
done <rows.tsv
[ "$n" -gt 0 ] || { echo "no row fits $pattern"; exit 2; }
make -s tests >build.log 2>&1
exit $status
