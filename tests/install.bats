# What `make install` puts where, that it works from there, and that nothing stays behind;
# the completions, asked as the shells ask them, against --help.
load helpers

setup_file() {
	root=$BATS_FILE_TMPDIR/root
	# Every directory by name: the make that runs the tests may have been given others.
	dirs="PREFIX=/usr BINDIR=/usr/bin MANDIR=/usr/share/man LIBDIR=/usr/lib
	    INCDIR=/usr/include/newsutils BASHDIR=/usr/share/bash-completion/completions
	    ZSHDIR=/usr/share/zsh/site-functions FISHDIR=/usr/share/fish/vendor_completions.d"
	export root dirs
	make -s -C "$BATS_TEST_DIRNAME/.." install $dirs DESTDIR="$root" >&2
	find "$root" -type f | sed "s|^$root||" | LC_ALL=C sort >"$BATS_FILE_TMPDIR/files"
}

# The options that a program's --help lists, short and long; ntrain has more by model.
options() {
	{
		"$root/usr/bin/$1" --help
		[ "$1" != ntrain ] || for m in split ents strip; do "$root/usr/bin/$1" $m --help; done
	} | sed -n 's/^  *\(-[A-Za-z]\)*,* *\(--[a-z-]*\).*/\1 \2/p' |
	    tr -s ' ' '\n' | grep . | LC_ALL=C sort -u
}

@test "every program is installed with its page and three completions" {
	for p in "$top"/bin/*; do
		p=$(basename "$p")
		for f in bin/$p share/man/man1/$p.1 share/bash-completion/completions/$p \
		    share/zsh/site-functions/_$p share/fish/vendor_completions.d/$p.fish; do
			grep -qxF "/usr/$f" "$BATS_FILE_TMPDIR/files" || { echo "not installed: $f"; false; }
		done
	done
	grep -qx /usr/share/man/man5/newsutils.5 "$BATS_FILE_TMPDIR/files"
	grep -qx /usr/share/man/man7/newsutils.7 "$BATS_FILE_TMPDIR/files"
}

@test "the installed programs run by themselves" {
	printf 'One line.\n' | env -i "$root/usr/bin/njson" -T | env -i "$root/usr/bin/njson" -r | checked >got
	[ "$(wc -l <got)" -eq 3 ]
}

@test "the installed library builds a filter of one's own" {
	command -v pkg-config >/dev/null || skip "no pkg-config"
	cat >shout.c <<'END'
#include <stdio.h>
#include <stream.h>
static void *begin(nu_arena *keep, const void *opts, nu_log *log)
{ (void)opts; (void)log; return nu_alloc(keep, 1); }
static bool shout(void *self, nu_doc *doc)
{
	nu_unit *u;
	size_t n = nu_doc_units(doc, &u);
	(void)self;
	for (size_t i = 0; i < n; i++)
		if (u[i].text.n && u[i].text.p[u[i].text.n - 1] == '!')
			nu_unit_add(doc, &u[i], u[i].text.n - 1, u[i].text.n, "shout", NU_STR("loud"), 90);
	return true;
}
static void print(void *ctx, const char *m) { (void)ctx; fprintf(stderr, "%s\n", m); }
static void tick(void *ctx, uint64_t a, uint64_t b, uint64_t c)
{ (void)ctx; (void)a; (void)b; (void)c; }
int main(void)
{
	static const nu_brain brain = {.name = "shout", .open = begin, .doc = shout};
	nu_log log = {.print = print, .tick = tick};
	nu_stream_opts opts = {.page = {.format = "auto", .max_doc = 1 << 20}};
	return nu_stream(&opts, &brain, NULL, &log);
}
END
	export PKG_CONFIG_PATH=$root/usr/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=
	flags=$(pkg-config --define-variable=prefix="$root/usr" --define-variable=libdir="$root/usr/lib" \
	    --define-variable=includedir="$root/usr/include/newsutils" --cflags --libs newsutils)
	sanitize=$(grep -o -e '-fsanitize=[^ ]*' "$top/build/flags" | head -n 1) || true
	${CC:-cc} -std=c11 -Wall -Wextra -Werror $sanitize -o shout shout.c $flags
	printf 'No. Fire!\n' | njson -T | njson -r | ./shout | checked | grep "	8	9	shout	loud	0.90	!"
	[ "$(pkg-config --modversion newsutils)" = "$(cat "$top/VERSION")" ]
}

@test "uninstall leaves no file" {
	cp -R "$root" there
	make -s -C "$top" uninstall $dirs DESTDIR="$PWD/there"
	[ -z "$(find there -type f -o -name newsutils)" ]
}

@test "bash completes every option, and no other" {
	for p in $(ls "$root/usr/bin"); do
		(
			set +u
			. "$root/usr/share/bash-completion/completions/$p"
			COMP_WORDS=("$p" -) COMP_CWORD=1 COMPREPLY=()
			"_newsutils_$p"
			printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort -u >got
			[[ $(complete -p "$p") == *"-F _newsutils_$p $p" ]]
		)
		diff <(options "$p") got || { echo "$p"; false; }
	done
}

@test "bash completes the words an option takes, and leaves the rest to files" {
	. "$root/usr/share/bash-completion/completions/nsplit"
	COMP_WORDS=(nsplit --quotes k) COMP_CWORD=2 COMPREPLY=()
	_newsutils_nsplit
	[ "${COMPREPLY[*]}" = keep ]
	COMP_WORDS=(nsplit --quotes = '') COMP_CWORD=3 COMPREPLY=()
	_newsutils_nsplit
	[ "${COMPREPLY[*]}" = "split keep" ]
	COMP_WORDS=(nsplit --abbrev '') COMP_CWORD=2 COMPREPLY=()
	_newsutils_nsplit
	[ "${#COMPREPLY[@]}" -eq 0 ]
	. "$root/usr/share/bash-completion/completions/ntrain"
	COMP_WORDS=(ntrain '') COMP_CWORD=1 COMPREPLY=()
	_newsutils_ntrain
	[ "$(printf '%s\n' "${COMPREPLY[@]}" | sort | xargs)" = "ents split strip" ]
}

@test "fish completes every option, and no other" {
	command -v fish >/dev/null || skip "no fish"
	for p in $(ls "$root/usr/bin"); do
		HOME=$PWD fish --no-config -c "source $root/usr/share/fish/vendor_completions.d/$p.fish
		    complete -C '$p -'; complete -C '$p --'" | cut -f1 | sed 's/=$//' | LC_ALL=C sort -u >got
		diff <(options "$p") got || { echo "$p"; false; }
	done
}

@test "zsh completes every option, and no other" {
	command -v zsh >/dev/null || skip "no zsh"
	for p in $(ls "$root/usr/bin"); do
		# What zsh's _arguments is given; a spec is (excluded)-o+[help] or (...)--opt=[help].
		zsh -fc "_arguments() { print -rl -- \"\$@\" }; . $root/usr/share/zsh/site-functions/_$p" |
		    sed -n 's/^\(([^)]*)\)*\(--*[A-Za-z-]*\)[+=]*\[.*/\2/p' | LC_ALL=C sort -u >got
		diff <(options "$p") got || { echo "$p"; false; }
		head -n 1 "$root/usr/share/zsh/site-functions/_$p" | grep -qx "#compdef $p"
	done
}
