#!/bin/sh
# run.sh [FILE.bats...]: runs the unit tests and the bats files (all by default), and
# closes with `N passed, N failed`; exits 1 when one failed.
cd "$(dirname "$0")/.." || exit 2
log=build/check.log
: >"$log"
passed=0
failed=0
[ $# -gt 0 ] || set -- tests/*.bats
for u in build/unit-*; do
	[ -x "$u" ] || continue
	if "$u" >"$log.unit" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "not ok - $u"
		sed 's/^/# /' "$log.unit"
	fi
done
for f; do
	bats --tap "$f" >"$log" 2>&1
	status=$?
	p=$(grep -c '^ok ' "$log")
	n=$(grep -c '^not ok ' "$log")
	plan=$(sed -n 's/^1\.\.\([0-9]*\)$/\1/p' "$log" | head -n 1)
	# A file that died before its last test has failed the tests it did not reach.
	[ -n "$plan" ] || plan=1
	[ $((p + n)) -eq "$plan" ] || n=$((plan - p))
	[ "$status" -eq 0 ] || [ "$n" -gt 0 ] || n=1
	passed=$((passed + p))
	failed=$((failed + n))
	echo "$f: $p passed, $n failed"
	[ "$n" -eq 0 ] || grep -v '^ok ' "$log"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
