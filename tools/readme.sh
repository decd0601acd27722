#!/bin/sh
# readme.sh: puts what tests/demo.sh prints between the demo marks of README.md.
set -eu
cd "$(dirname "$0")/.."
sh tests/demo.sh | sed 's/^/    /; s/ *$//' >build/demo.txt
awk '/^<!-- demo -->$/ { print; while ((getline line < "build/demo.txt") > 0) print line; skip = 1; next }
	/^<!-- \/demo -->$/ { skip = 0 }
	!skip' README.md >build/README.md
mv build/README.md README.md
