/*
 * date_table: the table of -D: a document's id, a TAB, its date; # begins a comment.
 */
#ifndef NU_DATE_TABLE_H
#define NU_DATE_TABLE_H

#include "base.h"

typedef struct nu_date_row {
	nu_str  id;
	int64_t days;
	int     seconds; /* of the day, or -1 */
} nu_date_row;

typedef struct nu_date_table nu_date_table;

/*
 * Reads a file. A bad line is told as damage (FILE:LINE) and left out. NULL: the file
 * cannot be read, or has over 256 MB, or a line of over 64 KB (told, status 2).
 */
nu_date_table *nu_date_table_new(nu_arena *keep, const char *file, nu_log *log);
/* The row of a document (the last one, if several), or NULL. */
const nu_date_row *nu_date_table_find(const nu_date_table *t, nu_str id);

#endif
