/*
 * record: the line format of newsutils(5), and a document of such lines.
 *
 * Columns are kept as they are written, escapes and all; nu_unescape() gives the
 * bytes meant. Spans are half-open byte offsets into the document's text.
 * Ownership: everything points into the reader's buffer or the document's arena and
 * lives until the next document.
 */
#ifndef NU_RECORD_H
#define NU_RECORD_H

#include "base.h"

#define NU_NOSCORE (-1)

typedef struct nu_rec {
	size_t start, end;
	nu_str type, value, score, text; /* as written */
	nu_str line; /* the line as read, without its LF; {NULL, 0} when made by this program */
	nu_str lead; /* comment and damaged lines that stand before it, LFs included */
	bool   own;  /* this program's, or would be: what -o prints */
	bool   gone; /* to be left out */
	bool   bare; /* the line has no backslash: its columns mean what they are */
} nu_rec;

typedef struct nu_doc {
	nu_str    id;  /* as written in column 1 */
	nu_rec   *rec; /* the document's records in order */
	size_t    n, cap;
	nu_rec   *add; /* records added; any order; merged when the document leaves */
	size_t    nadd, capadd;
	nu_arena *arena; /* scratch, emptied after the document */
	nu_log   *log;
	bool      damaged; /* out of order: nothing may be added */
} nu_doc;

/*
 * Reads one line (without LF) into rec and the id. NULL, or what is wrong with it, in
 * a few words. Checked: UTF-8, seven columns, none empty, numbers, type, score,
 * escapes, and that the text is as long as its span.
 */
const char *nu_rec_parse(nu_str line, nu_str *id, nu_rec *rec);

/* The same in two steps for lines in a buffer, each of whose bytes is then looked at once. */
typedef struct nu_look {
	size_t   n;      /* bytes of the line, without its LF */
	size_t   tab[6]; /* the first TABs in it */
	size_t   tabs;   /* all of them */
	unsigned has;    /* what else is in it (record_line.c) */
} nu_look;

/* Looks for the LF of the line at p; false: none in n bytes. */
bool        nu_rec_look(const char *p, size_t n, nu_look *look);
const char *nu_rec_read(const char *p, const nu_look *look, nu_str *id, nu_rec *rec);

/* The total order of newsutils(5) inside a document: <0, 0, >0. */
int nu_rec_cmp(const nu_rec *a, const nu_rec *b);
/* The same over start, end, type and value only: what makes two records one. */
int nu_rec_key(const nu_rec *a, const nu_rec *b);
/* Do their spans alone put a before b, as they nearly always do? */
static inline bool
nu_rec_before(const nu_rec *a, const nu_rec *b)
{
	return a->start < b->start || (a->start == b->start && a->end > b->end);
}

/* s with TAB, LF, CR and backslash escaped (s itself when it has none). */
nu_str nu_escape(nu_arena *a, nu_str s);
/* The bytes that an escaped column means (s itself when it has no backslash). */
nu_str nu_unescape(nu_arena *a, nu_str s);
/* Column 1 for a name: escaped, with ./ before an empty name or one that begins with #. */
nu_str nu_rec_id(nu_arena *a, nu_str name);

/*
 * Adds a record. `type` must outlive the document; value and text are plain bytes
 * (escaped here), {NULL, 0} for absent; score is 0 to 100 or NU_NOSCORE.
 */
void nu_doc_add(nu_doc *doc, size_t start, size_t end, const char *type, nu_str value, int score,
    nu_str text);
/* The same of columns that are as they are to be written; {NULL, 0}: absent. */
static inline void
nu_doc_put(nu_doc *doc, size_t start, size_t end, nu_str type, nu_str value, nu_str score,
    nu_str text)
{
	nu_rec *r = &NU_PUSH(doc->arena, doc->add, doc->nadd, doc->capadd);

	r->start = start;
	r->end = end;
	r->type = type;
	r->value = value.n ? value : NU_STR(".");
	r->score = score;
	r->text = text.n ? text : NU_STR(".");
	r->line = r->lead = (nu_str){NULL, 0};
	r->own = true;
	r->gone = r->bare = false;
}
/* A document fact: an @ record over 0..length. */
void nu_doc_fact(nu_doc *doc, const char *type, nu_str value, int score, nu_str text);
/* The value of the first record of that type, unescaped; {NULL, 0} when there is none. */
nu_str nu_doc_value(nu_doc *doc, const char *type);
/* The document's length in bytes as its facts or its end tell, else the last end. */
size_t nu_doc_length(const nu_doc *doc);

/* Sorts what was added, merges it into doc->rec, and leaves out what is there already. */
void nu_doc_merge(nu_doc *doc);
/*
 * The same one by one, with no room for all: nu_doc_sort(), then nu_doc_next() gives the
 * records in order, from *place = {0} on, and NULL behind the last.
 */
typedef struct nu_cursor {
	size_t        read, added; /* the next of doc->rec, and of doc->add */
	const nu_rec *was;
} nu_cursor;
void nu_doc_sort(nu_doc *doc);
static inline const nu_rec *
nu_doc_next(nu_doc *doc, nu_cursor *at)
{
	while (at->added < doc->nadd) {
		nu_rec       *read = at->read < doc->n ? &doc->rec[at->read] : NULL;
		const nu_rec *add = &doc->add[at->added];
		int           c = 1;

		if (read && !nu_rec_before(add, read) &&
		    (nu_rec_before(read, add) || (c = nu_rec_key(read, add)) < 0)) {
			at->read++;
			return at->was = read;
		}
		at->added++;
		if (c == 0) /* there already: the one read stays, byte for byte */
			read->own = true;
		else if (!at->was || !at->was->own || nu_rec_before(at->was, add) ||
		         nu_rec_key(at->was, add))
			return at->was = add;
	}
	return at->read < doc->n ? &doc->rec[at->read++] : NULL;
}

/*
 * A piece of a document's text that a brain reads: a block, or a sentence in one.
 * `text` is unescaped; byte i of it is byte start + i of the document's text.
 */
typedef struct nu_unit {
	nu_str        text;
	size_t        start;
	const nu_rec *rec;   /* the record it comes from */
	const nu_rec *block; /* the block it lies in: rec itself for a whole block */
	bool          first; /* the first unit of its block */
} nu_unit;

/* Is it an article block (Headline ... Live; not Junk)? */
bool nu_is_block(const nu_rec *rec);
static inline bool
nu_is(const nu_rec *rec, const char *type)
{
	size_t n = strlen(type);

	return rec->type.n == n && memcmp(rec->type.p, type, n) == 0;
}
/* The article blocks, in order, in the document's arena. */
size_t nu_doc_blocks(nu_doc *doc, nu_unit **units);
/* The sentences of each block, or the block where it has none: what ndate and nents read. */
size_t nu_doc_units(nu_doc *doc, nu_unit **units);
/* Adds a record over bytes from..to of a unit, with those bytes as its text. */
void nu_unit_put(nu_doc *doc, const nu_unit *unit, size_t from, size_t to, nu_str type,
    nu_str value, int score);
/* Bytes from..to of a unit as a column: a unit without escapes is one, and so are its parts. */
static inline nu_str
nu_unit_column(nu_doc *doc, const nu_unit *unit, size_t from, size_t to)
{
	nu_str text = nu_slice(unit->text, from, to);

	return unit->text.p == unit->rec->text.p ? text : nu_escape(doc->arena, text);
}
static inline void
nu_unit_add(nu_doc *doc, const nu_unit *unit, size_t from, size_t to, const char *type,
    nu_str value, int score)
{
	nu_unit_put(doc, unit, from, to, nu_str_of(type), value, score);
}

#endif
