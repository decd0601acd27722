/*
 * ents_who: words of office and whose they are; and who said a quote.
 */
#ifndef NU_ENTS_WHO_H
#define NU_ENTS_WHO_H

#include "names.h"

/* Words of office: tokens from..to of a unit, and the name of their holder. */
typedef struct nu_role {
	uint32_t unit, from, to, head; /* head: the token that names the office */
	uint32_t name;
	uint8_t  score;
} nu_role;

/* A document as the last steps of nents see it. */
typedef struct nu_cast {
	nu_doc             *doc;
	nu_arena           *work; /* for what need not outlive the thinking */
	const nu_unit      *unit;
	const nu_toks      *toks;
	size_t              nunit;
	const nu_mention   *mention;
	size_t              nmention;
	const uint32_t     *begins; /* the first mention of each unit, and one more */
	const nu_name      *name;
	const nu_role      *role;
	size_t              nrole;
	const nu_lexicon   *roles; /* word TAB head|mod|body */
	const nu_lexicon   *parts; /* names.tsv */
} nu_cast;

/* The first mention that ends behind token i of the unit; begins[unit + 1]: none does. */
uint32_t nu_mention_behind(const nu_cast *cast, uint32_t unit, uint32_t i);
/* The mention of the unit that holds token i, or NULL. */
const nu_mention *nu_mention_at(const nu_cast *cast, uint32_t unit, uint32_t i);

/* The words of office beside persons, in order of their persons. */
size_t nu_roles(nu_cast *cast, nu_role **out);

/* Who said a quote: a name, or -1 where it cannot be told. */
typedef struct nu_said {
	const nu_rec *quote;
	int64_t       name;
	int           score;
} nu_said;

/* The quotes of the document that have a speaker, in the document's arena. */
size_t nu_by(nu_cast *cast, nu_said **out);

#endif
