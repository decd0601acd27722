#include "names_file.h"

#include <errno.h>
#include <unistd.h>

#include "input.h"
#include "text.h"

bool
nu_file_keep(nu_arena *keep, nu_log *log, const char *path, nu_str *out)
{
	if (access(path, F_OK) != 0 && errno == ENOENT) {
		*out = (nu_str){NULL, 0};
		return true;
	}
	return nu_input_whole(keep, log, path, out);
}

/* Column i without blanks round it; it may be missing. */
static nu_str
column(nu_str line, size_t i)
{
	nu_str c = nu_column(line, i);

	return c.n ? nu_trim(c) : c;
}

/* One line, the alias in lower case, as the lexicon wants it. */
static bool
add_line(nu_arena *keep, nu_str line, char *out, size_t *n)
{
	nu_str alias = column(line, 0), name = column(line, 1), type = column(line, 2), low;

	if (!alias.n || !name.n || nu_utf8_valid(line) < line.n || memchr(line.p, 0, line.n))
		return false;
	low = nu_lower(keep, alias);
	memcpy(out + *n, low.p, low.n);
	*n += low.n;
	out[(*n)++] = '\t';
	memcpy(out + *n, name.p, name.n);
	*n += name.n;
	if (type.n) {
		out[(*n)++] = '\t';
		memcpy(out + *n, type.p, type.n);
		*n += type.n;
	}
	out[(*n)++] = '\n';
	return true;
}

bool
nu_aliases_read(nu_arena *keep, nu_log *log, const char *path, nu_str tsv, const nu_lexicon **out)
{
	char       *text = nu_alloc(keep, tsv.n * 2 + 16);
	const char *start = tsv.p;
	size_t      n = 0;
	nu_str      line;

	while (nu_tsv_line(&tsv, &line)) {
		if (line.n && line.p[line.n - 1] == '\r')
			line.n--;
		if (line.n && !add_line(keep, line, text, &n)) {
			log->file = path;
			log->line = nu_line_of(start, line.p);
			nu_fail(log, "not alias TAB name: %.*s", (int)(line.n < 60 ? line.n : 60), line.p);
			return false;
		}
	}
	*out = nu_lexicon_new(keep, (nu_str){text, n});
	return true;
}
