# Promise 6: hostile inputs of n and of 10n things, by instructions. `make growth` has all
# the cases of growth.sh; these are the quick ones.
load helpers

@test "what 10n costs is at most 12 times what n costs, in every program" {
	command -v valgrind >/dev/null || skip "needs valgrind"
	! sanitized "$top/bin/nsplit" || skip "valgrind runs no sanitized program"
	sh "$top/tests/growth.sh" quick >out || { cat out; false; }
	[ "$(grep -c '^linear' out)" -ge 9 ]
	! grep -v '^linear' out || false
}
