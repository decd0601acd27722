#include "date_table.h"

#include <stdlib.h>

#include "date_calendar.h"
#include "input.h"

/* A table, and a line of it: what has more is none. */
enum { MOST_BYTES = 256 << 20, MOST_LINE = 64 << 10 };

struct nu_date_table {
	nu_date_row        *row;
	size_t              n, cap;
	const nu_date_row **sorted;
	nu_strange          strange; /* lines that are no rows */
};

static void
take_line(nu_arena *keep, nu_date_table *t, nu_str line, nu_log *log)
{
	const char *tab;
	bool        first;
	nu_date_row row;
	nu_ymd      d;
	nu_str      date;

	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	if (line.n == 0 || line.p[0] == '#')
		return;
	tab = memchr(line.p, '\t', line.n);
	date = tab ? nu_slice(line, (size_t)(tab + 1 - line.p), line.n) : line;
	if (!tab || !nu_iso_date(date, &d, &row.seconds)) {
		if (!nu_strange_line(&t->strange, &first))
			return;
		nu_damage(log, "%s'%.*s'%s%s", tab ? "" : "no TAB between document and date in ",
		    (int)(date.n < 60 ? date.n : 60), date.p, tab ? " is no date" : "",
		    first ? ": all before the first row is left out" : "");
		return;
	}
	t->strange.known = true;
	row.id = nu_copy(keep, (nu_str){line.p, (size_t)(tab - line.p)});
	row.days = nu_days(d.year, d.month, d.day);
	NU_PUSH(keep, t->row, t->n, t->cap) = row;
}

/* By id; the row that stands last in the file comes last. */
static int
by_id(const void *a, const void *b)
{
	const nu_date_row *x = *(const nu_date_row *const *)a, *y = *(const nu_date_row *const *)b;
	int                c = nu_cmp(x->id, y->id);

	return c ? c : (x > y) - (x < y);
}

/* Ids are anybody's: sorted, many that are alike or of one hash cost no more than others. */
static void
index_rows(nu_arena *keep, nu_date_table *t)
{
	t->sorted = NU_NEW(keep, const nu_date_row *, t->n + 1);
	for (size_t i = 0; i < t->n; i++)
		t->sorted[i] = &t->row[i];
	qsort(t->sorted, t->n, sizeof *t->sorted, by_id);
}

/* The next line of the file, without its LF; false: there is none, or too much (told). */
static bool
next_line(nu_input *in, size_t *read, nu_str *line)
{
	size_t from = in->at, n;
	char  *nl = NULL;

	in->log->line++;
	while (in->n == from || !(nl = memchr(in->buf + from, '\n', in->n - from))) {
		n = in->n - in->at;
		if (n > MOST_LINE) {
			nu_fail(in->log, "a line of over %d bytes: this is no table of dates", MOST_LINE);
			return false;
		}
		if (!nu_input_more(in))
			break;
		from = in->at + n;
	}
	if (in->n == in->at)
		return false;
	n = nl ? (size_t)(nl - (in->buf + in->at)) : in->n - in->at;
	*line = (nu_str){in->buf + in->at, n};
	in->at += n + (nl != NULL);
	*read += n + 1;
	if (*read > MOST_BYTES)
		nu_fail(in->log, "a table of dates over %d MB", MOST_BYTES >> 20);
	return *read <= MOST_BYTES;
}

nu_date_table *
nu_date_table_new(nu_arena *keep, const char *file, nu_log *log)
{
	nu_date_table *t = NU_NEW(keep, nu_date_table, 1);
	nu_input      *in = nu_input_new(keep, log);
	int            status = log->status;
	size_t         read = 0;
	nu_str         line;

	log->status = 0;
	if (nu_input_open(in, file))
		while (next_line(in, &read, &line))
			take_line(keep, t, line, log);
	nu_input_give_back(in);
	log->file = NULL;
	log->line = 0;
	if (log->status == 2)
		return NULL;
	log->status = log->status > status ? log->status : status;
	index_rows(keep, t);
	return t;
}

const nu_date_row *
nu_date_table_find(const nu_date_table *t, nu_str id)
{
	size_t lo = 0, hi = t->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (nu_cmp(t->sorted[mid]->id, id) <= 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo && nu_eq(t->sorted[lo - 1]->id, id) ? t->sorted[lo - 1] : NULL;
}
