# gold2records.awk: a text and its true sentences as labelled records for ntrain(1).
#     LC_ALL=C awk -f gold2records.awk FILE.txt...
# reads FILE.txt and FILE.gold (start TAB end, in bytes) for each, and prints a Para for
# every line of the text and a Sent for every sentence or part of one in it.
function escape(s) {
	gsub(/\\/, "\\\\", s); gsub(/\t/, "\\t", s); gsub(/\r/, "\\r", s); gsub(/\n/, "\\n", s)
	return s
}
function record(id, s, e, type, value, text) {
	printf "%s\t%d\t%d\t%s\t%s\t.\t%s\n", id, s, e, type, value, escape(text)
}
function document(file,    base, line, pos, n, i, k, s, e, a, b, start, end, len) {
	base = file; sub(/\.txt$/, "", base)
	n = 0
	while ((getline line < (base ".gold")) > 0) {
		split(line, a, "\t"); start[++n] = a[1] + 0; end[n] = a[2] + 0
	}
	close(base ".gold")
	pos = 0; k = 1
	while ((getline line < file) > 0) {
		len = length(line)
		if (line ~ /[^ \t\r]/) {
			record(file, pos, pos + len, "Para", ".", line)
			while (k <= n && end[k] <= pos) k++
			for (i = k; i <= n && start[i] < pos + len; i++) {
				s = start[i] > pos ? start[i] : pos
				e = end[i] < pos + len ? end[i] : pos + len
				if (e > s) record(file, s, e, "Sent", i, substr(line, s - pos + 1, e - s))
			}
		}
		pos += len + 1
	}
	close(file)
}
BEGIN { for (i = 1; i < ARGC; i++) document(ARGV[i]) }
