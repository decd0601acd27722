/*
 * ents_tok: the tokens of a unit as the tagger sees them, and what is known of each.
 */
#ifndef NU_ENTS_TOK_H
#define NU_ENTS_TOK_H

#include "lexicon.h"
#include "model.h"
#include "record.h"

/* What a token is. */
enum {
	NU_T_CAP = 1,      /* has a capital letter */
	NU_T_LOWER = 2,    /* letters, none of them capital */
	NU_T_DIGIT = 4,    /* has a digit */
	NU_T_INITIAL = 8,  /* one capital letter, maybe with a full stop */
	NU_T_CAPS = 16,    /* two capitals or more and no small letter */
	NU_T_SPACE = 32,   /* white space before it */
	NU_T_GATED = 64,   /* may be part of a name */
	NU_T_JOINT = 128,  /* a connector: "of", "al", "'s" */
	NU_T_CLITIC = 256, /* 's */
	NU_T_OPEN = 512,   /* an opening bracket */
	NU_T_CLOSE = 1024,
	NU_T_FIRST = 2048, /* begins a sentence, or stands behind a colon or an opening quote */
	/* Any of these: it has a letter or digit. */
	NU_T_WORD = NU_T_CAP | NU_T_LOWER | NU_T_DIGIT | NU_T_CLITIC
};

/* What the gazetteer says of a token, or of the name it is part of (bits). */
enum {
	NU_G_COUNTRY = 1,
	NU_G_DIVISION = 2,
	NU_G_CITY = 4,
	NU_G_TOWN = 8,
	NU_G_FORENAME = 16,
	NU_G_SURNAME = 32,
	NU_G_NATION = 64,
	NU_G_ORGWORD = 128,
	NU_G_TITLE = 256,
	NU_G_DATE = 512,
	NU_G_COMPANY = 1024,
	NU_G_PLACEWORD = 2048
};

/* Small, for all of a document's are kept: a megabyte of text has 200,000. */
typedef struct nu_tok {
	uint32_t start, low; /* byte in the unit; nu_hash */
	uint32_t len : 8;
	uint32_t gaz : 12;   /* NU_G_ */
	uint32_t flags : 12; /* NU_T_ */
} nu_tok;

/* What the model alone asks of a token; gone when all are labelled. */
typedef struct nu_face {
	uint16_t shape;   /* a hash */
	uint16_t cluster; /* of 1024, from 1; 0: unknown */
} nu_face;

/* What only the tagger asks of it; gone when it is done. */
typedef struct nu_sign {
	uint8_t tail; /* bytes of the last part of a hyphenated token, else 0 */
	uint8_t seen; /* what the document tells of the word (NU_SEEN_) */
} nu_sign;

/* What a document tells of a capitalised word somewhere in it. */
enum {
	NU_SEEN_LOWER = 1,   /* it stands there in small letters too */
	NU_SEEN_TITLED = 2,  /* after a title */
	NU_SEEN_NAMED = 4,   /* after a forename */
	NU_SEEN_ORG = 8,     /* before an organisation word */
	NU_SEEN_PARENS = 16, /* alone in brackets */
	NU_SEEN_MIDDLE = 32  /* capitalised inside a sentence */
};

enum nu_style { NU_PLAIN, NU_TITLECASE, NU_SHOUTED };

/* Blocks that tell what names in them are. */
enum nu_where { NU_ELSEWHERE, NU_IN_BYLINE, NU_IN_DATELINE };

/* A unit's tokens. */
typedef struct nu_toks {
	nu_str        text;
	nu_tok       *tok;
	nu_face      *face; /* of each, as long as there are any */
	nu_sign      *sign;
	uint32_t      n;
	enum nu_style style;
	uint8_t       where; /* enum nu_where */
} nu_toks;

/* A word's cluster (from 1) and gazetteer bits, by its hash. */
typedef struct nu_listed {
	uint32_t low;
	uint16_t cluster, gaz;
} nu_listed;
enum { NU_LISTED_LOG2 = 12 };

/* What reading tokens needs: a lexicon (lib/data/en/ents-word.tsv), and what it tells of words. */
typedef struct nu_tok_words {
	const nu_lexicon *lex;        /* word TAB joint|abbrev */
	uint32_t          joint[256]; /* hashes of the joints, open addressing; 0: free */
	nu_listed        *listed;     /* what the model's lists say of words seen last */
} nu_tok_words;

void nu_tok_words_make(nu_arena *keep, nu_tok_words *words, const nu_lexicon *lex);
/* Where tokens are put; one arena may be all three. */
typedef struct nu_tok_room {
	nu_arena *toks, *faces, *signs;
} nu_tok_room;

/* Cuts text into tokens, looks them up in the model's lists and sets the gate. */
void nu_toks_read(const nu_tok_room *room, const nu_model *model, nu_tok_words *words, nu_str text,
    nu_toks *out);
/*
 * Marks tokens with what the gazetteer says of the names they are part of: those that may
 * be in a name, and the two on either side of such.
 */
void nu_toks_look_up(const nu_model *model, nu_listed *listed, nu_toks *unit);
/* Is the word in one of the model's clusters? */
bool nu_tok_clustered(const nu_model *model, const nu_tok *tok);
/* Finds what the document tells of its words and writes it into every sign's `seen`. */
void nu_toks_seen(nu_arena *a, nu_toks *unit, size_t n);

/* Does a lexicon say (in its first column behind the word) that token i is of a kind? */
bool nu_toks_are(const nu_lexicon *lex, const nu_toks *toks, uint32_t i, const char *kind);

/* The bytes of tokens from..to of a unit. */
nu_str nu_toks_text(const nu_toks *toks, uint32_t from, uint32_t to);

/* Quotes, apostrophes and dashes as ASCII has them; other code points as they are. */
uint32_t nu_toks_plain(uint32_t cp);

/* s with straight apostrophes, as the lists have them; s itself when it has no others. */
nu_str nu_toks_straight(nu_arena *a, nu_str s);

/* Hash of a name for the gazetteer: its tokens' hashes joined in order. */
uint32_t nu_toks_join(uint32_t hash, uint32_t low);

/*
 * The next chain of gated tokens at or after *to, cut at NU_MAX_CHAIN; false when there is
 * none. Begin with *to = 0.
 */
bool nu_toks_chain(const nu_toks *unit, uint32_t *from, uint32_t *to);
enum { NU_MAX_CHAIN = 200 };

enum { NU_MAX_FEATURES = 72 };
/*
 * The features of token i, which is gated; the first NU_LEXICAL tell of words. Returns how
 * many. The same in two parts: those of the word alone, which are the same wherever it
 * stands, and those of its place.
 */
size_t nu_toks_features(
    const nu_model *model, const nu_toks *unit, uint32_t i, uint32_t feature[NU_MAX_FEATURES]);
size_t nu_toks_own(
    const nu_model *model, const nu_toks *unit, uint32_t i, uint32_t feature[NU_MAX_FEATURES]);
size_t nu_toks_context(
    const nu_model *model, const nu_toks *unit, uint32_t i, uint32_t feature[NU_MAX_FEATURES]);
enum { NU_LEXICAL = 19 };

#endif
