/*
 * json: documents of records as JSON (RFC 8259), one object on a line, and back.
 *
 * Two forms. A document is an object {id, url, source, published, updated, writers,
 * title, lang, text, facts}; `facts` holds every record of the document by its type:
 * {"person": [{start, end, value, score, text}, ...], ...}. With `lines` a fact is an
 * object: {id, type, start, end, value, score, text}. Absent is null.
 *
 * `text` is the article: the text of its blocks, a blank line between two. Offsets are
 * those of the records: bytes in the text of the page. With `chars` they are code points
 * in `text` instead (null where the span lies in no article block), and the bytes stand
 * in a further key: bytes: [start, end].
 *
 * Comments before a record are kept in a key of its fact: comments: ["# ...", ...].
 * Damaged lines are not: the log names them.
 *
 * Reading back looks at `id`, `facts` and the keys of a fact only; facts may come in any
 * order, and leave in that of newsutils(5). A line that is no JSON, and a fact that makes
 * no record, are told to the log and left out.
 */
#ifndef NU_JSON_H
#define NU_JSON_H

#include "stream.h"

typedef struct nu_json_opts {
	const char *types; /* write only facts of these types, parted by commas; NULL: all */
	bool        lines; /* write a fact an object, not a document */
	bool        chars;
	size_t      max_doc; /* read: the longest text */
} nu_json_opts;

/* Is it a list that `types` takes? */
bool nu_json_types(const char *list);

extern const nu_brain nu_json_brain;   /* records to JSON */
extern const nu_brain nu_unjson_brain; /* JSON to records */

#endif
