#!/bin/sh
# distcheck.sh: unpacks build/$DIST.tar.gz, builds it without the repository, runs its
# tests, installs it, uses what was installed, and looks that uninstall and clean leave
# nothing behind.
set -eu
dir=$PWD/build/distcheck
rm -rf "$dir"
mkdir -p "$dir"
gzip -dc "build/$DIST.tar.gz" | (cd "$dir" && tar xf -)
cd "$dir/$DIST"
find . | LC_ALL=C sort >"$dir/before"
$MAKE check
$MAKE -s install PREFIX=/usr DESTDIR="$dir/root"
printf 'One line.\n' | "$dir/root/usr/bin/njson" -T | "$dir/root/usr/bin/njson" -r | grep -q Para
$MAKE -s uninstall PREFIX=/usr DESTDIR="$dir/root"
left=$(find "$dir/root" -type f -o -name newsutils)
[ -z "$left" ] || { echo "distcheck: left after uninstall: $left" >&2; exit 1; }
$MAKE -s clean
find . | LC_ALL=C sort | diff "$dir/before" - || { echo "distcheck: left after clean" >&2; exit 1; }
cd "$dir/.." && rm -rf "$dir"
echo "distcheck: build/$DIST.tar.gz is fine"
