#!/bin/sh
# completions.sh DIR PROGRAM...: writes completions for bash, zsh and fish to DIR/bash,
# DIR/zsh and DIR/fish, made from what each PROGRAM (a path) says to --help, so that they
# know what the program knows. An argument written a|b|c is one of these; one called FILE,
# TABLE or MODEL is a file; of another nothing is known. Where the help says `the first
# argument names it: a, b or c.`, what PROGRAM a says to --help counts too.
set -eu
dir=$1
shift
LC_ALL=C
export LC_ALL
mkdir -p "$dir/bash" "$dir/zsh" "$dir/fish"
for p; do
	name=$(basename "$p")
	words=$("$p" --help | sed -n 's/.*the first argument names it: \(.*\)\.$/\1/p' | sed 's/ or / /; s/,//g')
	{
		"$p" --help
		for w in $words; do "$p" "$w" --help; done
	} | awk -v name="$name" -v first="$words" -v bash="$dir/bash/$name" -v zsh="$dir/zsh/_$name" \
	    -v fish="$dir/fish/$name.fish" '
	function quoted(s) { gsub(/\047/, "\047\\\047\047", s); return "\047" s "\047" }
	function zsh_text(s) {
		gsub(/\\/, "\\\\&", s); gsub(/\[/, "\\\\&", s); gsub(/\]/, "\\\\&", s)
		gsub(/:/, "\\\\&", s)
		return s
	}
	function is_file(a) { return a ~ /^(FILE|TABLE|MODEL)$/ }
	function spaced(a) { gsub(/\|/, " ", a); return a }
	function put_bash(both) {
		words = words " " both
		if (arg == "") return
		gsub(/ /, "|", both)
		cases = cases "\t" both ")\n"
		if (arg ~ /\|/)
			cases = cases "\t\tCOMPREPLY=($(compgen -W " quoted(spaced(arg)) " -- \"$cur\"))\n"
		cases = cases "\t\treturn ;;\n"
	}
	function put_zsh(  spec, after, both) {
		if (arg != "")
			after = ":" arg ":" (arg ~ /\|/ ? "(" spaced(arg) ")" : is_file(arg) ? "_files" : " ")
		spec = "[" zsh_text(help) "]" after
		both = short != "" && long != "" ? "(" short " " long ")" : ""
		if (short != "")
			print "\t" quoted(both short (arg != "" ? "+" : "") spec) " \\" >zsh
		if (long != "")
			print "\t" quoted(both long (arg != "" ? "=" : "") spec) " \\" >zsh
	}
	function put_fish(  s) {
		s = "complete -c " name
		if (long != "") s = s " -l " substr(long, 3)
		if (short != "") s = s " -s " substr(short, 2)
		if (arg ~ /\|/) s = s " -x -a " quoted(spaced(arg))
		else if (is_file(arg)) s = s " -r"
		else if (arg != "") s = s " -x"
		print s " -d " quoted(help) >fish
	}
	BEGIN {
		print "# Made by tools/completions.sh from " name " --help." >bash
		print "#compdef " name "\n# Made by tools/completions.sh from " name " --help.\n_arguments -s -S \\" >zsh
		print "# Made by tools/completions.sh from " name " --help." >fish
	}
	/^  (-[A-Za-z],|   ) --[a-z]/ {
		short = $1 ~ /^-[A-Za-z],$/ ? substr($1, 1, 2) : ""
		long = short == "" ? $1 : $2
		help = $0
		sub(/^ *(-[A-Za-z], )?--[^ ]+ +/, "", help)
		arg = long
		if (!sub(/^[^=]*=/, "", arg)) arg = ""
		sub(/=.*/, "", long)
		if (seen[long]++) long = "" # the first of a name is the one that counts
		if (short != "" && seen[short]++) short = ""
		if (short long == "") next
		put_bash(short == "" ? long : long == "" ? short : short " " long)
		put_zsh()
		put_fish()
	}
	END {
		print "_newsutils_" name "() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n" \
		    "\tif [[ $cur == = ]]; then cur=\n" \
		    "\telif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n" \
		    "\tcase $prev in\n" cases "\tesac\n" \
		    (first == "" ? "" : "\tif ((COMP_CWORD == 1)) && [[ $cur != -* ]]; then\n" \
		    "\t\tCOMPREPLY=($(compgen -W " quoted(first) " -- \"$cur\"))\n\t\treturn\n\tfi\n") \
		    "\t[[ $cur != -* ]] || COMPREPLY=($(compgen -W " quoted(substr(words, 2)) " -- \"$cur\"))\n}\n" \
		    "complete -o bashdefault -o default -F _newsutils_" name " " name >bash
		if (first != "") print "\t" quoted("1:model:(" first ")") " \\" >zsh
		print "\t" quoted("*:file:_files") >zsh
		if (first != "") print "complete -c " name " -n __fish_use_subcommand -f -a " quoted(first) >fish
	}'
done
