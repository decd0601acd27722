/*
 * strip_verdict: what the line model says of every line: log odds, times 64, of its being
 * the article's running text (Viola and others' stacking: a second forest sees what the
 * first said of the neighbours; Wolpert, "Stacked generalization", 1992).
 */
#ifndef NU_STRIP_VERDICT_H
#define NU_STRIP_VERDICT_H

#include "strip_model.h"

/* Lines far from every sentence are not looked at: they get this. */
enum { SP_FAR_OFF = -6 * 64 };

/* Marks the lines that the model looks at; the table tells their first and last. */
void sp_mark_near(sp_page *p);
/* The first forest's verdicts; the table must hold the features. */
void sp_first_verdict(const sp_forest *f, const sp_page *p, const sp_table *t, int32_t *v);
/* Marks the lines that the second forest looks at: those with a likely one close by. */
void sp_mark_close(sp_page *p, const int32_t *v);
/* How much worse a line is than the best as the first, as the last of the text; NULL: unknown. */
typedef struct sp_edges {
	int32_t *start, *end;
} sp_edges;

/* May the line be one, going by the first forest's verdicts? */
bool sp_may_be_edge(const sp_page *p, const int32_t *first, size_t i);
/* Both, from the first forest's verdicts. The table holds the stacked features. */
void sp_weigh_edges(const sp_model *m, const sp_page *p, const sp_table *t, const int32_t *first,
    sp_edges *e);
/* Features, first forest, stacked features, the others. v: an entry a line. */
void sp_verdict(const sp_model *m, sp_page *p, sp_table *t, int32_t *v, sp_edges *e);
/* The most likely run of lines: which are running text. Sets sp_line.body. */
void sp_decode(sp_page *p, int32_t *v, const sp_edges *e);
/* strip_choice: the headline's line by the model, or p->n. The table holds the stacked features. */
size_t sp_best_title(
    const sp_state *s, const sp_model *m, const sp_page *p, const sp_table *t);
/* Does line i stand in the block of the line before it, which a br ended? */
bool sp_is_broken(const nu_line *m, size_t i);
/* A cell of more words that is a sentence is no table's, but a page's that stands in cells. */
enum { SP_CELL_WORDS = 12 };
/* Shares of 255 of a line that are links: so many that it leads elsewhere; all of it. */
enum { SP_LINKED = 100, SP_ALL_LINKED = 230 };

/*
 * strip_fill: what the build of a page with markup says of lines inside the article: which
 * belong to it. Then sp_drop(), in strip_drop: which do not.
 */
void sp_fill(sp_page *p);
void sp_drop(sp_page *p);

#endif
