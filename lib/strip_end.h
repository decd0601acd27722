/*
 * strip_end: what tells, on a page without markup, where the article ends: lines that are
 * built alike and come again and again with others between them (who wrote a comment, and
 * when), words that the article has not said before, what lies ahead. Such pages have no
 * elements: these features take the columns of theirs.
 */
#ifndef NU_STRIP_END_H
#define NU_STRIP_END_H

#include "strip_feat.h"
#include "strip_say.h"

/* As SP_FEATURES. */
#define SP_END_FEATURES(F)                                                                 \
	F(13, LEAD) F(13, LEAD_BACK) F(13, LEAD_AHEAD) F(13, PAST) F(13, PAST_BACK)            \
	F(13, PAST_AHEAD) F(13, FORM) F(13, FORM_FAR) F(13, TURN) F(13, TURN_BACK)             \
	F(13, TURN_AHEAD) F(13, TURN_SINCE) F(13, TURN_NEXT) F(13, TURN_PREV) F(13, TURN_TOP)  \
	F(13, AHEAD25) F(13, AHEAD60) F(13, TAGS_BACK) F(13, TAGS_AHEAD) F(13, CLOSE_NEXT)     \
	F(13, BYLINES) F(13, BYLINES_AHEAD) F(13, DATES_AHEAD) F(13, CAPS_AHEAD)               \
	F(13, STOPS_AHEAD) F(13, CAPS_BACK) F(13, STOPS_BACK) F(13, MEAN_SO_FAR)               \
	F(13, LAST_TAG)                                                                        \
	F(9, P_BACK5) F(9, P_AHEAD5) F(9, P_BACK15) F(9, P_AHEAD15) F(9, P_HOLE) F(9, P_HOLE_AHEAD) \
	F(9, P_RUN) F(9, P_RUN_AHEAD)                                                          \
	F(4, HITS) F(4, HITS_RANK) F(4, HITS_BEFORE) F(4, HITS_AFTER) F(4, WAY) F(4, HITS_A)   \
	F(4, HITS_B) F(4, HITS_Y) F(4, HITS_Z) F(4, PAIRS) F(4, PAIRS_ABOVE) F(4, PAIRS_BELOW) \
	F(4, MASS) F(4, OWN) F(4, OWN_ABOVE) F(4, OWN_BELOW) F(4, CREDIT_PREV)                 \
	F(4, CREDIT_NEXT)

#define SP_END_ENUM(group, name) SPE_##name,
enum { SPE_BEFORE = SPF_H_TAG - 1, SP_END_FEATURES(SP_END_ENUM) SP_TEXT_FEATURES };

/* The group of feature f of a page with or without markup. */
unsigned sp_group_of(bool markup, unsigned f);
/* Of the lines before each, as strip_col.h has such sums. */
typedef struct sp_sums {
	uint16_t *sentences, *words, *junk, *dated, *figures;
} sp_sums;

/* All but the stacked ones. */
void sp_ends(const sp_page *p, sp_table *t, const sp_text *w, const sp_sums *s);
/* strip_form: those of lines built alike; which lines are of a form that comes in turns. */
bool *sp_forms(const sp_page *p, sp_table *t);
/*
 * The form of a short line: its marks, with one for words and one for digits between them, so
 * that "Ann, Leeds, UK" and "Blake B, Los Angeles, USA" are of one; 0: words alone. Bytes may
 * be read up to limit. The twin without vectors gives the same.
 */
uint32_t sp_form(nu_str text, const char *limit);
uint32_t sp_form_plain(nu_str text);
/* Those of headlines alone, from SPE_HITS on. */
void sp_lead(const sp_page *p, sp_table *t, const sp_text *w);
/* And these. */
void sp_stack_ends(const sp_page *p, sp_table *t, const int32_t *v);

#endif
