#include "json_text.h"

#include "text.h"

const nu_str nu_json_between = {"\\n\\n", 4}; /* nothing inside a block looks like it */
enum { BETWEEN = 2 }; /* its characters */

/* A block's own bytes; a span of no length may lack them. */
static nu_str
block_text(nu_arena *a, const nu_rec *r)
{
	return r->start < r->end ? nu_unescape(a, nu_rec_text(r)) : (nu_str){"", 0};
}

/* The article block that the records are walked through in. */
typedef struct walk {
	nu_str text;
	size_t start, end; /* bytes in the page's text */
	size_t before;     /* code points of the JSON text before it */
	size_t at, count;  /* bytes of the block counted so far, and the code points in them */
} walk;

/* Code points of the block before byte `to`; cheap as long as `to` does not go back. */
static size_t
count_to(walk *w, size_t to)
{
	if (to < w->at)
		w->at = w->count = 0;
	w->count += nu_count(nu_slice(w->text, w->at, to));
	w->at = to;
	return w->count;
}

static nu_place
place_in(walk *w, const nu_rec *r)
{
	size_t from = r->start - w->start;
	size_t start = w->before + count_to(w, from);

	return (nu_place){start, start + nu_count(nu_slice(w->text, from, r->end - w->start)), true};
}

nu_place *
nu_json_places(nu_arena *a, const nu_rec *rec, size_t n)
{
	nu_place *place = NU_NEW(a, nu_place, n + 1);
	walk      w = {0};
	size_t    chars = 0, blocks = 0;

	for (size_t i = 0, b = 0; i < n; i++) {
		/* A record that sorts before its block by name belongs to it too: look ahead. */
		for (; b < n && rec[b].start <= rec[i].start; b++) {
			if (!nu_is_block(&rec[b]))
				continue;
			chars += blocks++ ? BETWEEN : 0;
			w = (walk){block_text(a, &rec[b]), rec[b].start, rec[b].end, chars, 0, 0};
			chars += nu_count(w.text);
		}
		if (blocks && rec[i].start >= w.start && rec[i].end <= w.end)
			place[i] = place_in(&w, &rec[i]);
	}
	for (size_t i = 0; i < n; i++)
		if (rec[i].type_p[0] == '@')
			place[i] = (nu_place){0, chars, true};
		else if (nu_is(&rec[i], "end"))
			place[i] = (nu_place){chars, chars, true};
	return place;
}
