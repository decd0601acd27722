#!/bin/sh
# deps.sh build|check: sees what is missing to build (or also to test) the toolkit and
# installs it with the system's package manager; where it cannot, prints the command.
set -eu
want=${1:-build}

missing() {
	pkg=$(command -v pkg-config || command -v pkgconf || true)
	[ -n "$pkg" ] || echo pkgconfig
	command -v "${CC:-cc}" >/dev/null 2>&1 || echo compiler
	for lib in libutf8proc libpcre2-8 zlib jansson libxml-2.0; do
		{ [ -n "$pkg" ] && "$pkg" --exists "$lib"; } || echo "$lib"
	done
	command -v column >/dev/null 2>&1 || echo column # for the demo
	[ "$want" = check ] || return 0
	command -v bats >/dev/null 2>&1 || echo bats
	command -v mandoc >/dev/null 2>&1 || echo mandoc
	command -v jq >/dev/null 2>&1 || echo jq
	command -v sqlite3 >/dev/null 2>&1 || echo sqlite3
}

# The package that brings $2 for the package manager $1.
package() {
	case $1:$2 in
	apt-get:pkgconfig) echo pkg-config ;;
	apt-get:compiler) echo gcc libc6-dev ;;
	apt-get:libutf8proc) echo libutf8proc-dev ;;
	apt-get:libpcre2-8) echo libpcre2-dev ;;
	apt-get:zlib) echo zlib1g-dev ;;
	apt-get:jansson) echo libjansson-dev ;;
	apt-get:libxml-2.0) echo libxml2-dev ;;
	apt-get:column) echo bsdextrautils ;;
	dnf:column) echo util-linux ;;
	apk:column) echo util-linux-misc ;;
	brew:column) echo util-linux ;;
	dnf:pkgconfig) echo pkgconf-pkg-config ;;
	dnf:compiler) echo gcc ;;
	dnf:libutf8proc) echo utf8proc-devel ;;
	dnf:libpcre2-8) echo pcre2-devel ;;
	dnf:sqlite3 | apk:sqlite3 | brew:sqlite3) echo sqlite ;;
	dnf:zlib) echo zlib-devel ;;
	dnf:jansson) echo jansson-devel ;;
	dnf:libxml-2.0) echo libxml2-devel ;;
	apk:pkgconfig) echo pkgconf ;;
	apk:compiler) echo gcc musl-dev ;;
	apk:libutf8proc) echo utf8proc-dev ;;
	apk:libpcre2-8) echo pcre2-dev ;;
	apk:zlib) echo zlib-dev ;;
	apk:jansson) echo jansson-dev ;;
	apk:libxml-2.0) echo libxml2-dev ;;
	brew:pkgconfig) echo pkgconf ;;
	brew:compiler) echo gcc ;;
	brew:libutf8proc) echo utf8proc ;;
	brew:libpcre2-8) echo pcre2 ;;
	brew:zlib) echo zlib ;;
	brew:jansson) echo jansson ;;
	brew:libxml-2.0) echo libxml2 ;;
	brew:bats) echo bats-core ;;
	*) echo "$2" ;;
	esac
}

need=$(missing)
[ -n "$need" ] || exit 0

sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
for m in apt-get dnf apk brew; do
	command -v "$m" >/dev/null 2>&1 || continue
	names=
	for n in $need; do
		names="$names $(package "$m" "$n")"
	done
	case $m in
	apt-get) cmd="$sudo apt-get install -y --no-install-recommends$names" ;;
	dnf) cmd="$sudo dnf install -y$names" ;;
	apk) cmd="$sudo apk add$names" ;;
	brew) cmd="brew install$names" ;;
	esac
	echo "deps: missing: $(echo $need)" >&2
	if [ "$m" = brew ] || [ -z "$sudo" ] || command -v sudo >/dev/null 2>&1; then
		[ "$m" != apt-get ] || $sudo apt-get update >/dev/null || true
		if $cmd >&2; then
			exit 0
		fi
	fi
	echo "deps: could not install it; run: $cmd" >&2
	exit 1
done
echo "deps: missing: $(echo $need); install it with your package manager" >&2
exit 1
