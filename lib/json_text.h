/*
 * json_text: the `text` of a document's JSON object, and where each record lies in it.
 *
 * The text is the article: the text of its blocks, a blank line between two.
 */
#ifndef NU_JSON_TEXT_H
#define NU_JSON_TEXT_H

#include "record.h"

/* What stands between two blocks, as a column of a record is written. */
extern const nu_str nu_json_between;

typedef struct nu_place {
	size_t start, end; /* code points in the text, half-open */
	bool   known;      /* false: the span lies in no article block */
} nu_place;

/*
 * The places of n records that stand in the order of newsutils(5), one for each, in the
 * arena. Document facts lie over the whole text, and `end` behind it. Linear in the size
 * of the records.
 */
nu_place *nu_json_places(nu_arena *a, const nu_rec *rec, size_t n);

#endif
