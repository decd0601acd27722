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

/*
 * Small, for a document of a megabyte has some 20,000 of them. Its columns are read with
 * nu_rec_type() and so on. None is as long as 4 GiB, for a document's text is not (--max-doc).
 */
typedef struct nu_rec {
	uint32_t    start, end;
	const char *type_p, *value_p, *text_p; /* columns as written */
	const char *line;   /* the line as read; NULL: there is none */
	uint32_t    value_n, text_n;
	uint32_t    lead_n; /* bytes before `line`: comment and damaged lines, LFs included */
	uint16_t    type_n;
	int8_t      score;    /* 0 to 100, or NU_NOSCORE */
	bool        own : 1;  /* this program's, or would be: what -o prints */
	bool        gone : 1; /* to be left out */
	bool        bare : 1; /* the line has no backslash: its columns mean what they are */
	bool        made : 1; /* to be written column by column, not as `line` */
} nu_rec;

static inline nu_str
nu_rec_type(const nu_rec *r)
{
	return (nu_str){r->type_p, r->type_n};
}
static inline nu_str
nu_rec_value(const nu_rec *r)
{
	return (nu_str){r->value_p, r->value_n};
}
static inline nu_str
nu_rec_text(const nu_rec *r)
{
	return (nu_str){r->text_p, r->text_n};
}
/* "0.00" to "1.00", one behind the other. */
extern const char nu_rec_scores[405];
/* The score as it is written. */
static inline nu_str
nu_rec_score(const nu_rec *r)
{
	return r->score < 0 ? NU_STR(".") : (nu_str){nu_rec_scores + 4 * r->score, 4};
}
/* The line as read, without its LF: its text is its end. {NULL, 0} when there is none. */
static inline nu_str
nu_rec_line(const nu_rec *r)
{
	return (nu_str){r->line, r->line ? (size_t)(r->text_p + r->text_n - r->line) : 0};
}
/* Comment and damaged lines that stand before it, LFs included. */
static inline nu_str
nu_rec_lead(const nu_rec *r)
{
	return (nu_str){r->lead_n ? r->line - r->lead_n : NULL, r->lead_n};
}
/* A record that this program makes, of columns as they are to be written. */
static inline nu_rec
nu_rec_made(size_t start, size_t end, nu_str type, nu_str value, int score, nu_str text)
{
	return (nu_rec){.start = (uint32_t)start,
	    .end = (uint32_t)end,
	    .type_p = type.p,
	    .value_p = value.p,
	    .text_p = text.p,
	    .type_n = (uint16_t)type.n,
	    .value_n = (uint32_t)value.n,
	    .text_n = (uint32_t)text.n,
	    .score = (int8_t)score,
	    .made = true};
}

typedef struct nu_doc {
	nu_str    id;  /* as written in column 1 */
	nu_rec   *rec; /* the document's records in order */
	size_t    n, cap;
	nu_rec   *add; /* records added; any order; merged when the document leaves */
	size_t    nadd, capadd;
	nu_arena *arena; /* scratch, emptied after the document */
	nu_log   *log;
	bool      damaged; /* out of order, or its blocks overlap: nothing may be added */
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

/* s with TAB, LF, CR and backslash escaped (s itself when it has none): no column over 4 GiB. */
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
nu_doc_put(
    nu_doc *doc, size_t start, size_t end, nu_str type, nu_str value, int score, nu_str text)
{
	nu_rec *r = &NU_PUSH_RAW(doc->arena, doc->add, doc->nadd, doc->capadd);

	*r = nu_rec_made(start, end, type, value.n ? value : NU_STR("."), score,
	    text.n ? text : NU_STR("."));
	r->own = true;
}
/* A document fact: an @ record over 0..length. */
void nu_doc_fact(nu_doc *doc, const char *type, nu_str value, int score, nu_str text);
/* The value of the first record of that type, unescaped; {NULL, 0} when there is none. */
nu_str nu_doc_value(nu_doc *doc, const char *type);
/* The code of a language in a tag: "en" of "en-GB", "EN" and "en_US"; {NULL, 0}: it is none. */
nu_str nu_lang_code(nu_arena *a, nu_str tag);
/* That of the document, as @lang tells it. */
nu_str nu_doc_lang(nu_doc *doc);
/* Notes that a filter knows nothing of this language, unless *told. */
void nu_doc_no_lang(const nu_doc *doc, nu_str code, bool *told);
/* The document's length in bytes as its facts or its end tell, else the last end. */
size_t nu_doc_length(const nu_doc *doc);

/* Sorts n records: fast where they are nearly in order, or come in a few runs that are. */
void nu_rec_sort(nu_arena *a, nu_rec *rec, size_t n);
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
	const nu_rec *rec;   /* the record it comes from */
	const nu_rec *block; /* the block it lies in: rec itself for a whole block */
	uint32_t      start;
	bool          first; /* the first unit of its block */
} nu_unit;

/* Is it an article block (Headline ... Live; not Junk)? */
bool nu_is_block(const nu_rec *rec);
static inline bool
nu_is(const nu_rec *rec, const char *type)
{
	size_t n = strlen(type);

	return rec->type_n == n && memcmp(rec->type_p, type, n) == 0;
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

	return unit->text.p == unit->rec->text_p ? text : nu_escape(doc->arena, text);
}
static inline void
nu_unit_add(nu_doc *doc, const nu_unit *unit, size_t from, size_t to, const char *type,
    nu_str value, int score)
{
	nu_unit_put(doc, unit, from, to, nu_str_of(type), value, score);
}

#endif
