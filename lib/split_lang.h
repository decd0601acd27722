/*
 * split_lang: what nsplit knows of each language, from lib/data/LANG/, and which language
 * a document is in.
 */
#ifndef NU_SPLIT_LANG_H
#define NU_SPLIT_LANG_H

#include "lang_doc.h"
#include "record.h"
#include "split_sent.h"

typedef struct nu_split_langs {
	nu_split_lang **lang; /* English first; the others NULL until a text asks for them */
	nu_str         *line; /* their lines in split-lang.tsv */
	size_t          n;
	nu_split_lang  *other; /* a language that is not known: rules without lists */
	nu_lexicon     *own;   /* the user's abbreviations, or NULL */
	nu_lang_teller *teller;
	nu_arena       *keep;
} nu_split_langs;

/*
 * The languages of lib/data/split-lang.tsv, in the arena; their lists are read when a text
 * asks for them. own: abbreviations of the user, for each, or NULL.
 */
nu_split_langs *nu_split_langs_load(nu_arena *keep, nu_lexicon *own);
/* The language of a code (`en`, `de-AT`): never NULL, `other` where it is not known. */
nu_split_lang *nu_split_lang_find(nu_split_langs *l, nu_str code);
/* The language that the blocks tell (lang_doc.h), else English. */
nu_split_lang *nu_split_lang_guess(nu_split_langs *l, const nu_unit *block, size_t n);

#endif
