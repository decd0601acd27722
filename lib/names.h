/*
 * names: which mentions are one name, and what that name is in full. Within a document:
 * part names, acronyms and aliases; across documents: spelling variants, by a skeleton of
 * consonants and Jaro-Winkler similarity (Winkler 1990).
 */
#ifndef NU_NAMES_H
#define NU_NAMES_H

#include "ents_mention.h"

/* One name of a document, with all its forms. */
typedef struct nu_name {
	nu_str   canonical;
	nu_str   code; /* ISO 3166-1 alpha-2 of a country or its people, or {NULL, 0} */
	uint8_t  type;
	bool     known; /* stands in a table or the gazetteer */
	uint16_t words;
	uint32_t first; /* its first mention */
	int8_t   sex;   /* of a person: 'm', 'f' or 0 */
} nu_name;

/* The tables that names are looked up in; all may be empty. */
typedef struct nu_name_tables {
	const nu_lexicon *alias;     /* alias TAB name TAB type */
	const nu_lexicon *user;      /* the same, the user's own: comes first */
	const nu_lexicon *countries; /* name TAB code TAB canonical TAB name|people */
	const nu_lexicon *parts;     /* word TAB title|company|prefix|generic (names.tsv) */
	const nu_lexicon *roles;     /* word TAB head|mod|body: roles.tsv */
	const nu_model   *model;     /* its gazetteer */
} nu_name_tables;

/* Names seen in earlier documents; bounded. */
typedef struct nu_known nu_known;

/*
 * Gives every mention its name (mention[i].name) and the names in *out; returns how many.
 * With `known` (or NULL) the names of earlier documents count, and these are added.
 */
size_t nu_names(nu_arena *a, const nu_name_tables *tables, nu_known *known, const nu_toks *toks,
    nu_mention *mention, size_t n, nu_name **out);

/* The skeleton of a name: equal for its usual spellings. In the arena. */
nu_str nu_skeleton(nu_arena *a, nu_str folded);
/* s in lower case without diacritics; hyphens as blanks. */
nu_str nu_fold(nu_arena *a, nu_str s);
/* How alike two folded names are: 0 to 1. Names over 120 bytes are alike when equal. */
double nu_jaro_winkler(nu_str a, nu_str b);

nu_known *nu_known_new(nu_arena *keep);
void      nu_known_free(nu_known *known);
/*
 * The name that stands for `name` of `type`: one of an earlier document, or itself (and
 * then it is known from now on). `listed`: it is in the gazetteer or a table.
 */
nu_str nu_known_find(nu_known *known, nu_arena *scratch, int type, nu_str name, bool listed);
/* Lines of type TAB listed TAB name, in the order in which they came. */
bool   nu_known_read(nu_known *known, nu_arena *scratch, nu_str tsv);
nu_str nu_known_write(nu_known *known, nu_arena *a);

#endif
