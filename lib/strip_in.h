/*
 * strip_in: what the rooms of nstrip's brain share. Not for anybody else.
 *
 * A page is an array of lines; each step reads what the steps before it wrote:
 * surface -> tags -> segment -> body -> types -> facts.
 */
#ifndef NU_STRIP_IN_H
#define NU_STRIP_IN_H

#include "lang.h"
#include "lexicon.h"
#include "pattern.h"
#include "strip.h"
#include "text.h"

enum sp_type {
	SP_JUNK, SP_HEADLINE, SP_DEK, SP_BYLINE, SP_DATELINE, SP_HEAD, SP_PARA, SP_ITEM,
	SP_CAPTION, SP_CREDIT, SP_NOTE, SP_LIVE, SP_TYPES
};

enum sp_junk {
	SP_AD, SP_NAV, SP_LINKS, SP_MEDIA, SP_WIDGET, SP_SOCIAL, SP_TAGS, SP_NOTICE, SP_COMMENT,
	SP_LEGAL, SP_PULL, SP_OTHER, SP_JUNKS
};

/* What a rule says besides its type. */
enum sp_role {
	SP_PLAIN,
	SP_OPEN, /* opens a section: the lines after it are of its kind */
	SP_CLOSE /* as SP_OPEN, and no article comes after it */
};

/* A day, perhaps with a time, as a page tells it. */
typedef struct sp_date {
	int  year, month, day;
	int  hour, minute; /* -1: not told */
	char zone[8];      /* "", "Z" or "+01:00" */
} sp_date;

/* What a line's own bytes tell. */
typedef struct sp_line {
	nu_str   text;
	size_t   start, end;
	uint32_t word;    /* its first word in sp_page.word */
	uint32_t hash;    /* of its words; the same for lines that differ in case and marks */
	uint16_t words;   /* words; of scripts without spaces, half a character each */
	uint16_t nword;   /* hashes in sp_page.word */
	uint16_t caps;    /* words that begin with a capital */
	uint16_t shout;   /* words of two letters or more in capitals alone */
	uint16_t stops;   /* stop words */
	uint16_t digits;  /* words of digits alone */
	uint16_t figures; /* digits */
	uint16_t ends;    /* sentence ends in it, the last one included */
	uint16_t fused;   /* words with a capital after a small letter: "StoryMore" */
	uint16_t marks;   /* characters that are neither letter, digit, space nor common mark */
	uint32_t chars;
	bool     gap;     /* a blank line stands before it */
	bool     stop;    /* ends like a sentence */
	bool     quote;   /* begins with a quotation mark */
	bool     bullet;  /* begins with one */
	bool     url;     /* holds an address */
	bool     trigger; /* holds a word that a rule for any place in a line has */
	bool     sentence; /* long enough, and ends like one: what the segment is made of */
	uint8_t  tagged;   /* enum sp_type + 1 that a rule gave, or 0 */
	uint8_t  junk;     /* enum sp_junk: the rule's, later the line's own */
	uint8_t  role;     /* enum sp_role */
	uint8_t  forced;   /* by the user: 1 junk, 2 article */
	uint8_t  type;     /* enum sp_type: the verdict */
	bool     near;  /* the model's first forest looks at it */
	bool     close; /* and the second */
	bool     cued;     /* the tag is of markup, not of a rule */
	bool     body;     /* the article's running text, as the body step sees it */
	uint16_t same;     /* other lines of the page with the same hash */
	int32_t  odds;    /* of its being running text, as the body step sees it: log, times 64 */
	size_t   from;     /* where the block starts: after a run-in dateline */
	bool     dated;    /* `date` is set: the line is little else than a date */
	sp_date  date;
} sp_line;

/* SP_META_PART: what stands between bars and dashes in the title; the site's name is one. */
enum { SP_META_TITLE, SP_META_DEK, SP_META_ARTICLE, SP_META_PART, SP_METAS = SP_META_PART + 4 };

typedef struct sp_page {
	nu_arena      *a;
	const nu_page *page;
	sp_line       *line;
	size_t         n;
	uint32_t      *word; /* hashes of all words, stop words as 0 */
	size_t         nword, capword;
	uint32_t      *id;   /* a number for each of them, the same for the same hash; 0: stop word */
	size_t         ids;  /* one more than the greatest */
	struct sp_bag *passing; /* sp_overlap's */
	sp_line        meta[SP_METAS]; /* the page's title, description and article, as told by markup */
	struct sp_bag *told_bag;       /* the words of each part of the told title */
	bool           markup;         /* the lines tell their elements */
	size_t         first, last; /* the maximum-sum segment, first > last when there is none */
	size_t         loose[2];    /* and where other lines cost little, n when there is none */
	size_t         title;       /* the headline's line, or n */
	size_t         told;        /* the line that the page's metadata tells to be it, or n */
	size_t         top, tail;   /* the body's first line, and one past its last */
} sp_page;

/* The patterns of data/en/byline.tsv, in the order of their names in strip_rules.c. */
enum { SP_RUN_IN, SP_BY, SP_PUBLISHED, SP_UPDATED, SP_PAYWALL, SP_PAGES, SP_CUT, SP_JOINT, SP_BYWORD,
	SP_ROLE, SP_AGO, SP_REPORTER, SP_PHOTO, SP_PICTURED, SP_UNTITLED, SP_NAMED };
enum { SP_BYLINE_MOST = 400 }; /* bytes of a line that are looked at for days and names */

/* Pages, by what tells of their lines: the text alone, or markup too. */
enum sp_kind { SP_TEXT, SP_MARKUP, SP_KINDS };

/* The state that lives as long as the run. */
typedef struct sp_state {
	const nu_strip_opts *opts;
	nu_log              *log;
	nu_rules            *rules;    /* strip.tsv and junk.tsv */
	uint8_t             *type;     /* of each rule: enum sp_type */
	uint8_t             *junk;     /* enum sp_junk */
	uint8_t             *role;     /* enum sp_role */
	const struct sp_words *words;  /* stop words */
	nu_lexicon          *months;   /* month and day names, time zones */
	nu_lexicon          *not_names; /* words that no name holds */
	nu_lexicon          *agencies;  /* news agencies: they sign as people do */
	nu_lexicon          *dashes;    /* languages in which speech opens with a dash */
	nu_pattern          *named[SP_NAMED]; /* data/en/byline.tsv */
	nu_pattern         **force[2]; /* -e and -k */
	nu_arena            *keep;
	struct sp_seen      *seen;      /* --seen, or NULL */
	nu_lang             *lang;      /* profiles of languages; NULL: not needed yet */
	const struct sp_model *model[SP_KINDS]; /* the line models, or NULL */
	bool                   asked[SP_KINDS]; /* whether there is one of our own */
} sp_state;

/* strip: all that comes before the model: surface, tags, segment, dates, the title's guess. */
void sp_prepare(const sp_state *s, sp_page *p, const nu_page *page, nu_arena *a);
/* strip_line: fills page->line from the page's lines. */
void sp_surface(const sp_state *s, sp_page *p, const nu_page *page, nu_arena *a);
/* strip_rules: loads the rules; false: told. Gives lines their tags. */
bool sp_rules_load(sp_state *s, nu_arena *keep);
void sp_rules_free(sp_state *s);
void sp_tag(const sp_state *s, sp_page *p);
const char *sp_type_name(unsigned type);
const char *sp_junk_name(unsigned junk);
/* strip_body: the maximum-sum segment, from surface and tags. */
void sp_segment(sp_page *p);
/* The same where each line that is no sentence costs so many words: its first line and last. */
void sp_run(const sp_page *p, int cost, size_t out[2]);
/* Which lines are running text. */
void sp_body(const sp_state *s, sp_page *p);
/* strip_title: which line is the headline, as metadata tell (p->told) ... */
void sp_told_title(sp_page *p);
/* Is what metadata tell beyond doubt? */
bool sp_is_told_sure(const sp_page *p);
/* How much a line and the told title, or a part of it, have in common: percent. */
int sp_told_share(const sp_page *p, const sp_line *l);
/* ... and as rules guess (p->title). */
void sp_guess_title(sp_page *p);
bool sp_may_be_title(const sp_page *p, size_t i);
/* strip_small: text and headline of a page of a few lines. */
void sp_small(sp_page *p);
/* strip_begin: the first line, where a dateline tells it. */
void sp_begin(const sp_state *s, sp_page *p);
/* strip_list: the lists of a plain page that its text announces or has begun. */
void sp_lists(const sp_state *s, sp_page *p);
/* strip_head: where the running text starts: after decks, captions and what stands among them. */
size_t sp_find_top(const sp_state *s, const sp_page *p);
/* Types the lines from the headline's up to the body's first paragraph, p->top. */
void sp_type_head(const sp_state *s, sp_page *p);
bool sp_is_photo_credit(const sp_line *l);
/* A place and a colon: a dateline on a line of its own. */
bool sp_is_bare_dateline(const sp_page *p, size_t i);
/* strip_talk: the language of the article's first sentences, where they are sure to be in it; or NULL. */
const char *sp_guess_lang(sp_state *s, const sp_page *p, double *score);
/* What opens with a dash is text and no list where the page's language writes speech so. */
void sp_hear_speech(sp_state *s, sp_page *p);
/* strip_type: every line's type. */
void sp_types(sp_state *s, sp_page *p);
/* strip_writer: @writer. */
void sp_find_writers(const sp_state *s, sp_page *p, nu_doc *doc);
/* strip_facts: marks the lines that are dates (before the types). */
void sp_mark_dates(const sp_state *s, sp_page *p);
/* strip_facts: @published, @seen, @updated, @writer, @source, @partial, @lang. */
void sp_facts(sp_state *s, sp_page *p, nu_doc *doc);

/*
 * strip_date: the first explicit date in text from byte *at on; *at then stands behind
 * it (and its time, where one follows). False: none.
 */
bool sp_date_find(const sp_state *s, nu_str text, size_t *at, sp_date *date, size_t *from);
/* Does the text begin with a day and its month's name ("June 9", "3 mai")? */
bool sp_begins_dated(const sp_state *s, nu_str text);
/* ISO 8601 of it, in the arena. */
nu_str sp_date_iso(nu_arena *a, const sp_date *date);

/* The content words of n lines from b on, to be asked of many lines. Zero it at first. */
typedef struct sp_bag {
	uint32_t *mark;  /* of each number: `round` if the word is in the bag */
	uint32_t  round;
} sp_bag;

void sp_bag_fill(sp_bag *bag, const sp_page *p, const sp_line *b, size_t n);
/* Share of the content words of a that are in the bag, 0 to 1. */
double sp_bag_share(const sp_bag *bag, const sp_page *p, const sp_line *a);
/* The same for one line a and the n lines from b on. */
double sp_overlap(const sp_page *p, const sp_line *a, const sp_line *b, size_t n);

#endif
