#!/bin/sh
# outputs.sh PAGE: prints PAGE with its examples' output as it is now (outputs.awk). The
# examples of newsutils(7) and of the guide run one after the other in a directory that
# holds the sample pages; all others run in the top directory.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
page=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
PATH=$top/bin:$PATH
LC_ALL=C.UTF-8
export PATH LC_ALL
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
case $1 in
*newsutils.7 | *.md)
	cp "$top"/tests/pages/* "$tmp"
	cd "$tmp"
	;;
*) cd "$top" ;;
esac
awk -v tmp="$tmp/.example" -f "$top/tests/outputs.awk" "$page"
case $page in
*.1) [ "$(cat "$tmp/.example.n")" -gt 0 ] || { echo "$page has no example" >&2; exit 1; } ;;
esac
