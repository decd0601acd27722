/*
 * strip_feat: what the line model sees of a line, as small whole numbers, so that a page
 * gets the same verdict on every machine. They are kept for SP_LANES lines at a time,
 * feature by feature, so that a forest runs over neighbouring memory.
 */
#ifndef NU_STRIP_FEAT_H
#define NU_STRIP_FEAT_H

#include "strip_in.h"

/* The features, by group: first the number of the group, then the name. */
#define SP_FEATURES(F)                                                                     \
	F(0, WORDS) F(0, CHARS) F(0, CAPS) F(0, SHOUT) F(0, STOPS) F(0, DIGITS) F(0, ENDS)     \
	F(0, MARKS) F(0, STOP) F(0, QUOTE) F(0, BULLET) F(0, FIRST) F(0, LAST) F(0, LENGTH)    \
	F(0, UPPER) F(0, FUSED) F(0, URL)                                                      \
	F(1, TAG) F(1, ROLE) F(1, DATED) F(1, TAG_A) F(1, TAG_B) F(1, TAG_Y) F(1, TAG_Z)       \
	F(1, TAGS_NEAR) F(1, CLOSES) F(1, CLOSE_FAR) F(1, OPEN_KIND) F(1, OPEN_FAR)            \
	F(1, COMMENTS) F(1, DATED_NEAR) F(1, DATED_BEFORE) F(1, DATED_FAR) F(1, JUNK_SINCE)    \
	F(1, FROM_JUNK) F(1, TO_JUNK)                                                          \
	F(2, IN) F(2, FROM_FIRST) F(2, TO_LAST) F(2, FROM_TIGHT) F(2, TO_TIGHT)                \
	F(2, FROM_LOOSE) F(2, TO_LOOSE) F(2, MASS) F(2, BEFORE) F(2, AFTER) F(2, PLACE)        \
	F(2, INDEX) F(2, LEFT) F(2, BLOCK_WORDS) F(2, BLOCK_SHARE) F(2, BLOCK_MEAN)            \
	F(2, BLOCK_FROM) F(2, BLOCK_TO) F(2, BLOCK_TITLED) F(2, BLOCK_TITLE_FAR)               \
	F(2, BLOCK_DATED) F(2, BLOCK_BEST)                                                     \
	F(3, WORDS_A) F(3, WORDS_B) F(3, WORDS_C) F(3, WORDS_Y) F(3, WORDS_Z) F(3, WORDS_X)    \
	F(3, STOP_A) F(3, STOP_B) F(3, STOP_Y) F(3, STOP_Z) F(3, CAPS_A) F(3, CAPS_Z)          \
	F(3, PREV_FAR) F(3, NEXT_FAR) F(3, PREV_WORDS) F(3, NEXT_WORDS) F(3, RUN) F(3, IN_RUN) \
	F(3, NEAR3) F(3, NEAR6) F(3, BACK10) F(3, AHEAD10) F(3, SENTENCES5) F(3, WORDS5)       \
	F(3, ALIKE) F(3, FIGURES) F(3, FIGURES_NEAR)                                           \
	F(4, TOPIC) F(4, TITLE) F(4, CONTENT) F(4, IS_TITLE) F(4, FROM_TITLE) F(4, TOPIC_NEAR) \
	F(5, SAME) F(5, SAME_NEAR)                                                             \
	F(6, GAP) F(6, GAP_AFTER) F(6, GAPS)                                                   \
	F(7, LINES) F(7, SEGMENT_WORDS) F(7, SENTENCE_LINES) F(7, SEGMENT_STOPS)               \
	F(7, SENTENCE_WORDS) F(7, OUTSIDE)                                                     \
	F(8, HTML_TAG) F(8, HTML_LINK) F(8, HTML_STRONG) F(8, HTML_EM) F(8, HTML_LEVEL)        \
	F(8, HTML_LINKS) F(8, HTML_GOOD) F(8, HTML_BAD) F(8, HTML_CUE) F(8, HTML_WITHIN)       \
	F(8, HTML_ARTICLE) F(8, HTML_MAIN) F(8, HTML_FIGURE) F(8, HTML_LIST) F(8, HTML_TABLE)  \
	F(8, HTML_FORM) F(8, HTML_PARENT) F(8, HTML_PATH) F(8, HTML_MARKS) F(8, HTML_LINK_NEAR) \
	F(8, HTML_BODY) F(8, HTML_RELATED) F(8, HTML_SHARE) F(8, HTML_COMMENT) F(8, HTML_CAPTION) \
	F(8, HTML_PULL) F(8, HTML_TITLE) F(8, HTML_DEK)                                        \
	F(9, P) F(9, P_A) F(9, P_B) F(9, P_C) F(9, P_Y) F(9, P_Z) F(9, P_X) F(9, P_NEAR3)      \
	F(9, P_NEAR8) F(9, P_BEFORE) F(9, P_AFTER) F(9, P_FIRST) F(9, P_LAST) F(9, P_MASS)

#define SP_FEATURE_ENUM(group, name) SPF_##name,
enum { SP_FEATURES(SP_FEATURE_ENUM) SP_NFEATURES };

/* The first feature that needs the first model's verdicts. */
enum { SP_FIRST_STACKED = SPF_P };

/* Lines that are kept together, and that a forest looks at together. */
enum { SP_LANES = 32 };

typedef struct sp_table {
	int16_t *x;
	size_t   n;
} sp_table;

/* The place of feature f of line i. */
static inline int16_t *
sp_at(const sp_table *t, unsigned f, size_t i)
{
	return t->x + (i / SP_LANES * SP_NFEATURES + f) * SP_LANES + i % SP_LANES;
}

/* All features but the stacked ones. */
void sp_features(const sp_page *p, sp_table *t);
/* The stacked ones, from a verdict (log odds times 64) on every line. */
void sp_stack(const sp_page *p, sp_table *t, const int32_t *verdict);
/* The group of each feature, and its name. */
extern const uint8_t     sp_feature_group[SP_NFEATURES];
extern const char *const sp_feature_name[SP_NFEATURES];

#endif
