#!/bin/sh
# embed.sh DIR OUT: writes OUT.S, which holds the bytes of every file below DIR, and
# OUT.c, which finds them by name (lib/data.h). Files are taken in C order, so that the
# same files give the same bytes wherever they are built.
set -eu
dir=$1
out=$2
LC_ALL=C
export LC_ALL
files=$(cd "$dir" && find . -type f ! -name '*.md' ! -name '.*' | sed 's|^\./||' | sort)
{
	echo '#ifdef __APPLE__'
	echo '#define NAME(n) _##n'
	echo '	.section __TEXT,__const'
	echo '#else'
	echo '#define NAME(n) n'
	echo '	.section .rodata'
	echo '#endif'
	n=0
	for f in $files; do
		echo "	.globl NAME(nu_data_$n)"
		echo '	.balign 16'
		echo "NAME(nu_data_$n): .incbin \"$dir/$f\""
		n=$((n + 1))
	done
	echo '#ifdef __ELF__'
	echo '	.section .note.GNU-stack,"",%progbits'
	echo '#endif'
} >"$out.S"
{
	echo '/* Made by tools/embed.sh from lib/data/: do not edit. */'
	echo '#include "data.h"'
	n=0
	for f in $files; do
		echo "extern const char nu_data_$n[];"
		n=$((n + 1))
	done
	echo 'static const struct { const char *path, *bytes; size_t n; } files[] = {'
	n=0
	for f in $files; do
		echo "	{\"$f\", nu_data_$n, $(wc -c <"$dir/$f" | tr -d ' ')},"
		n=$((n + 1))
	done
	echo '	{0, 0, 0},'
	echo '};'
	cat <<'END'
nu_str
nu_data(const char *path)
{
	for (size_t i = 0; files[i].path; i++)
		if (strcmp(files[i].path, path) == 0)
			return (nu_str){files[i].bytes, files[i].n};
	return (nu_str){NULL, 0};
}
END
} >"$out.c"
