#include "date_table.h"

#include <stdlib.h>

#include "date_calendar.h"
#include "input.h"
#include "text.h"

struct nu_date_table {
	nu_date_row *row;
	size_t       n, cap;
	size_t      *slot; /* row + 1, by hash */
	size_t       mask;
};

static void
take_line(nu_arena *keep, nu_date_table *t, nu_str line, nu_log *log)
{
	const char *tab;
	nu_date_row row;
	nu_ymd      d;
	nu_str      date;

	log->line++;
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	if (line.n == 0 || line.p[0] == '#')
		return;
	tab = memchr(line.p, '\t', line.n);
	if (!tab) {
		nu_damage(log, "no TAB between document and date");
		return;
	}
	date = (nu_str){tab + 1, line.n - (size_t)(tab + 1 - line.p)};
	if (!nu_iso_date(date, &d, &row.seconds)) {
		nu_damage(log, "'%.*s' is no date", (int)(date.n < 60 ? date.n : 60), date.p);
		return;
	}
	row.id = nu_copy(keep, (nu_str){line.p, (size_t)(tab - line.p)});
	row.days = nu_days(d.year, d.month, d.day);
	NU_PUSH(keep, t->row, t->n, t->cap) = row;
}

static void
index_rows(nu_arena *keep, nu_date_table *t)
{
	size_t size = 16;

	while (size < t->n * 2)
		size *= 2;
	t->slot = NU_NEW(keep, size_t, size);
	t->mask = size - 1;
	for (size_t i = t->n; i > 0; i--) {
		size_t h = nu_hash(t->row[i - 1].id) & t->mask;

		while (t->slot[h])
			h = (h + 1) & t->mask;
		t->slot[h] = i;
	}
}

nu_date_table *
nu_date_table_new(nu_arena *keep, const char *file, nu_log *log)
{
	nu_date_table *t = NU_NEW(keep, nu_date_table, 1);
	nu_input      *in = nu_input_new(keep, log);
	int            status = log->status;
	char          *p, *nl, *end;

	log->status = 0;
	if (nu_input_open(in, file)) {
		while (nu_input_more(in))
			;
		for (p = in->buf, end = in->buf + in->n; p < end; p = nl + 1) {
			nl = memchr(p, '\n', (size_t)(end - p));
			nl = nl ? nl : end;
			take_line(keep, t, (nu_str){p, (size_t)(nl - p)}, log);
		}
	}
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
	for (size_t h = nu_hash(id) & t->mask; t->slot[h]; h = (h + 1) & t->mask)
		if (nu_eq(t->row[t->slot[h] - 1].id, id))
			return &t->row[t->slot[h] - 1];
	return NULL;
}
