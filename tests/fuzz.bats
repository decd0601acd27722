# Promise 10: every fuzz target builds, and finds nothing in its corpus.
# `make fuzz SECONDS=60` looks longer.
load helpers

@test "each fuzz target builds and finds nothing in its corpus" {
	command -v clang >/dev/null || skip "needs clang"
	echo 'int LLVMFuzzerTestOneInput(void); int LLVMFuzzerTestOneInput(void) { return 0; }' >one.c
	clang -fsanitize=fuzzer -o one one.c || skip "needs libFuzzer"
	LEDGER=$PWD/ledger sh "$top/tests/fuzz/fuzz.sh" corpus >out 2>&1 || { cat out; false; }
	[ "$(grep -c 'nothing found$' out)" -eq 15 ]
	# The ledger adds up.
	[ "$(grep -c '	clean$' ledger)" -eq 15 ]
	[ "$(grep -c '^fuzzed ' out)" -eq 15 ]
}
