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
	F(9, P) F(9, P_A) F(9, P_B) F(9, P_C) F(9, P_Y) F(9, P_Z) F(9, P_X) F(9, P_NEAR3)      \
	F(9, P_NEAR8) F(9, P_BEFORE) F(9, P_AFTER) F(9, P_FIRST) F(9, P_LAST) F(9, P_MASS)     \
	F(8, H_TAG) F(8, H_LINK) F(8, H_LINKS) F(8, H_STRONG) F(8, H_EM) F(8, H_LEVEL)         \
	F(8, H_TIME) F(8, H_IMAGE) F(8, H_BUTTON) F(8, H_AUTHOR) F(8, H_TAGGED) F(8, H_BREAK)  \
	F(8, H_ARTICLE) F(8, H_MAIN) F(8, H_FIGURE) F(8, H_LIST) F(8, H_TABLE) F(8, H_FORM)    \
	F(8, H_QUOTE) F(8, H_LINK_NEAR) F(8, H_TAG_A) F(8, H_TAG_Y)                            \
	F(10, C_BODY) F(10, C_TITLE) F(10, C_DEK) F(10, C_BYLINE) F(10, C_DATE)                \
	F(10, C_CAPTION) F(10, C_AD) F(10, C_NAV) F(10, C_SHARE) F(10, C_COMMENT)              \
	F(10, C_RELATED) F(10, C_TAGS) F(10, C_WIDGET) F(10, C_LEGAL) F(10, C_SIDE)            \
	F(10, C_FOOT) F(10, C_HEAD) F(10, C_BIO) F(10, C_PAYWALL) F(10, C_LIVE) F(10, C_PULL)  \
	F(10, C_BAD) F(10, C_BAD_MORE)                                                         \
	F(11, T_UP) F(11, T_DOWN) F(11, T_PREV_UP) F(11, T_PREV_DOWN) F(11, T_NEXT_UP)         \
	F(11, T_NEXT_DOWN) F(11, T_JOINT_A) F(11, T_JOINT_Y) F(11, T_PARENT_SHARE)             \
	F(11, T_PARENT_LINES) F(11, T_PARENT_LINK) F(11, T_PATH_SHARE) F(11, T_PATH_LINES)     \
	F(11, T_PATH_LINK) F(11, T_PATH_TEXT) F(11, T_PATH_BEST) F(11, T_BOX_LINES)            \
	F(11, T_BOX_WORDS) F(11, T_BOX_LINK) F(11, T_BOX_TEXT) F(11, T_BOX_AT) F(11, T_HOLD)   \
	F(11, T_TITLE_UP) F(11, T_TITLE_DOWN) F(11, T_TOLD)                                    \
	F(12, M_TITLE) F(12, M_TITLE_OF) F(12, M_PART) F(12, M_DEK) F(12, M_DEK_OF)            \
	F(12, M_ARTICLE) F(12, M_HAS)                                                          \
	F(9, P_ALIKE) F(9, P_PATH) F(9, P_PARENT) F(9, P_BOX)

#define SP_FEATURE_ENUM(group, name) SPF_##name,
enum { SP_FEATURES(SP_FEATURE_ENUM) SP_NFEATURES };

/* The group that needs the first model's verdicts. */
enum { SP_STACKED = 9 };

/* Lines that are kept together, and that a forest looks at together. */
enum { SP_LANES = 32 };

typedef struct sp_table {
	int16_t *x;
	size_t   n, width; /* lines, features */
	bool    *seen;     /* a forest looks at the line: of the others nothing is told */
	bool    *may;      /* the line may be the headline */
} sp_table;

/* The place of feature f of line i. */
static inline int16_t *
sp_at(const sp_table *t, unsigned f, size_t i)
{
	return t->x + (i / SP_LANES * t->width + f) * SP_LANES + i % SP_LANES;
}

/* Does a forest that needs the first one's verdicts look at the line? */
static inline bool
sp_seen_again(const sp_page *p, const sp_table *t, size_t i)
{
	return p->line[i].close || t->may[i];
}

/* All features but the stacked ones. */
void sp_features(const sp_page *p, sp_table *t);
/* Those of a page with markup (strip_cue.c). */
void sp_cues(const sp_page *p, sp_table *t);
/* The stacked ones, from a verdict (log odds times 64) on every line. */
void sp_stack(const sp_page *p, sp_table *t, const int32_t *verdict);
void sp_stack_kin(const sp_page *p, sp_table *t, const int32_t *verdict);
/* Marks between blanks, as where a page tells the way to it: "News | Sport > Golf". */
size_t sp_way_marks(const sp_line *l);
/* The group of each feature, and its name. */
extern const uint8_t     sp_feature_group[SP_NFEATURES];
extern const char *const sp_feature_name[SP_NFEATURES];

#endif
