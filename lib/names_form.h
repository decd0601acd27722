/*
 * names_form: the ways in which a document writes its names: what each tells of itself,
 * and what the tables say of it. Which of them are one name is for names.c to find.
 */
#ifndef NU_NAMES_FORM_H
#define NU_NAMES_FORM_H

#include "names.h"

enum { NU_FORM_WORDS = 12, NU_FORM_NONE = UINT32_MAX };

/* One way in which a document writes a name: mentions with the same type and folded text. */
typedef struct nu_form {
	nu_str   text, folded;
	nu_str   fixed, code;                /* from the tables */
	uint32_t word[NU_FORM_WORDS], nword; /* hashes of the folded words */
	uint32_t initials;                   /* hash of the capitals a name begins its words with */
	uint32_t all_initials;               /* with those of its small words: "School of Open", SOO */
	uint32_t bag, bare_bag; /* of its capitalised words in any order; without its land */
	uint32_t first, last;   /* mentions: the first, and the latest of the whole name */
	uint32_t site;          /* of a body: hash of the town told behind it */
	uint32_t parent;        /* told in brackets: "X (ABC)" */
	uint32_t name;
	uint32_t next;       /* in its slot */
	uint32_t told;       /* mentions of this form */
	uint32_t meant;      /* mentions so far that stand for it, its own and short ones */
	uint32_t capitals;   /* of three words or more: hash of those with a capital */
	uint32_t sound;      /* hash of the last word's skeleton and of the number of words */
	uint16_t last_at;    /* where the last word begins in folded */
	uint8_t  lead, tail; /* words at its start that are places, at its end that are place words */
	uint8_t  head;       /* which word says what it is: the last, or the one before "of" */
	uint8_t  type;
	uint8_t  suffix;                /* of a person: words at its end such as "Jr." */
	int8_t   sex, told_sex;         /* by title or forename; by title alone */
	char     letter[NU_FORM_WORDS]; /* the ASCII letter that each word begins with, or 0 */
	bool     listed, caps, top, shouted;
	bool     office;   /* of a person: "President of Mali" */
	bool     bare;     /* a noun that names a kind of body or place: "Court", "Airport" */
	bool     land;     /* likewise a country: "Nation" */
	bool     people;   /* a people, not a country ("Belgians"), though an organisation */
	bool     polity;   /* it ends with a kind of place that one lives in: "City", "Islands" */
	bool     pair;     /* two names: "Anna and Berta" */
	bool     folk;     /* a people told as persons: "Americans" */
	bool     divided;  /* a land of several countries: "Korea" */
	bool     half;     /* one of them: "North Korea" */
	bool     forename; /* it begins with one */
} nu_form;

/* A list of forms by some key. */
typedef struct nu_form_node {
	uint32_t key, form, next;
} nu_form_node;

typedef struct nu_forms {
	nu_arena             *a, *forms; /* forms grow in an arena of their own */
	const nu_name_tables *tables;
	nu_form              *form;
	size_t                n, cap;
	uint32_t             *slot, mask; /* forms by type and folded text */
	nu_form_node         *node;
	size_t                nnode, capnode;
	uint32_t             *head; /* nodes by key, from 1; as many as slots */
} nu_forms;

/* The form of a mention, made when it is new. */
uint32_t nu_form_of(nu_forms *w, const nu_toks *u, const nu_mention *m, uint32_t which);
/* Is that first letter a capital? */
bool nu_form_capital(char letter);
/* What names.tsv says of a word: is it of that kind? */
bool nu_form_part(const nu_forms *w, nu_str word, uint32_t hash, const char *kind);

#endif
