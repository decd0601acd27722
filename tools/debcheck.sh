#!/bin/sh
# debcheck.sh (as root): builds the Debian packages of the last commit, installs them,
# runs their tests against the installed programs, removes them, and looks for traces.
set -eu
dir=$PWD/build/deb
for p in dpkg-buildpackage dh; do
	command -v "$p" >/dev/null || {
		apt-get update >/dev/null
		apt-get install -y --no-install-recommends dpkg-dev debhelper fakeroot >&2
	}
done
rm -rf "$dir"
mkdir -p "$dir"
git archive --prefix=newsutils/ HEAD | (cd "$dir" && tar xf -)
(cd "$dir/newsutils" && DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS:-nocheck}" dpkg-buildpackage -us -uc -b) \
    >"$dir/log" 2>&1 || { tail -n 30 "$dir/log" >&2; exit 1; }
traces() {
	find /usr /etc /var/lib /var/cache -xdev -path /var/lib/dpkg -prune -o \
	    \( -name '*newsutils*' -o -name nstrip -o -name njson -o -name 'nstrip.*' \) -print
}
was=$(traces)
dpkg -i "$dir"/newsutils_*.deb "$dir"/libnewsutils-dev_*.deb >>"$dir/log"
status=0
for t in pipeline library; do
	mkdir "$dir/$t"
	(cd / && PATH=/usr/sbin:/usr/bin:/sbin:/bin AUTOPKGTEST_TMP="$dir/$t" sh "$dir/newsutils/debian/tests/$t" >"$dir/$t.log" 2>&1) ||
	    { echo "debcheck: $t failed" >&2; cat "$dir/$t.log" >&2; status=1; }
done
dpkg -L newsutils libnewsutils-dev | sort -u >"$dir/files"
dpkg --purge newsutils libnewsutils-dev >>"$dir/log"
while read -r f; do
	[ -d "$f" ] || [ ! -e "$f" ] || { echo "debcheck: left behind: $f" >&2; status=1; }
done <"$dir/files"
now=$(traces)
[ "$was" = "$now" ] || { echo "debcheck: traces: $now" >&2; status=1; }
[ "$status" = 0 ] && echo "debcheck: built, installed, tested and removed $(cd "$dir" && ls *.deb | tr '\n' ' ')"
exit "$status"
