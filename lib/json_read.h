/*
 * json_read: a line of JSON (RFC 8259), token by token.
 *
 * The JSON library has no reader of this kind: its tree of a line takes twenty times the
 * line, and of a hostile one a hundred. Here brackets are only counted; numbers, literals
 * and strings with escapes are given to the library one at a time, so that a line takes
 * the memory of its own strings and no stack, however it is nested.
 */
#ifndef NU_JSON_READ_H
#define NU_JSON_READ_H

#include "base.h"

enum { NU_JSON_DEPTH = 512 }; /* brackets open at a time */

enum nu_token {
	NU_J_WRONG, /* no JSON: `why` and `at` tell; there is no more */
	NU_J_END,   /* the line's value is complete, and nothing stands behind it */
	NU_J_OBJECT,
	NU_J_ARRAY, /* an object or array begins */
	NU_J_CLOSE, /* it ends */
	NU_J_KEY,   /* in `string` */
	NU_J_STRING,
	NU_J_INTEGER,
	NU_J_REAL, /* `real` holds an integer's value too */
	NU_J_NULL,
	NU_J_BOOL
};

typedef struct nu_json_reader {
	nu_str      line;
	nu_arena   *arena; /* for strings that had escapes */
	size_t      at;    /* the byte read next */
	char        open[NU_JSON_DEPTH];
	unsigned    depth;
	int         want; /* what may stand next */
	nu_str      string;
	long long   integer;
	double      real;
	char        why[200];
} nu_json_reader;

/* Begins a line, whose bytes must outlive the strings read. */
void nu_json_begin(nu_json_reader *r, nu_str line, nu_arena *arena);
enum nu_token nu_json_next(nu_json_reader *r);
/* Reads on until no more than `depth` brackets are open; false: wrong. */
bool nu_json_leave(nu_json_reader *r, unsigned depth);

#endif
