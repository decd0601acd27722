/*
 * ents_mend: what the words beside a mention, and the lists, know better than an unsure model.
 */
#ifndef NU_ENTS_MEND_H
#define NU_ENTS_MEND_H

#include "ents_mention.h"

/* Changes the mention's type, and takes a title off it, where they tell otherwise. */
void nu_mend(const nu_tagger *tagger, const nu_toks *toks, nu_mention *mention);

/*
 * The mention that begins at token i, which is in none, and ends before token `limit`, if the
 * words beside it tell of one: "ORLANDO —", "the newspaper Vesti".
 */
bool nu_told_at(const nu_tagger *tagger, const nu_toks *u, uint32_t i, uint32_t limit,
    nu_mention *out);

/* Is token i, if there is one, of that kind in the lexicon? */
bool nu_says(const nu_lexicon *lex, const nu_toks *u, uint32_t i, const char *kind);
/* Is token i "the"? */
bool nu_is_the(const nu_tagger *tagger, const nu_toks *u, uint32_t i);
/* Does what ends before token i not merely say more of the word there ("the Obama train")? */
bool nu_is_whole(const nu_tagger *tagger, const nu_toks *u, uint32_t i);
/* Do the words beside it tell that it is a ship, though it is called as persons are? */
bool nu_is_ship(const nu_tagger *tagger, const nu_toks *toks, const nu_mention *mention);

/* "Newtown, Conn.": is it a short form of a place behind another name and a comma? */
bool nu_is_land_behind(const nu_tagger *tagger, const nu_toks *u, const nu_mention *mention);

/* What the lists of countries and peoples say of a text, or of a mention: a type, or -1. */
int nu_listed_type(const nu_tagger *tagger, nu_str text, uint32_t hash);
int nu_listed_type_of(const nu_tagger *tagger, nu_str text);
int nu_type_listed(const nu_tagger *tagger, const nu_toks *u, const nu_mention *mention);

/*
 * Are tokens from..to - 1 an organisation of the alias table: of four letters or more, or an
 * acronym? A single letter ("X") only where it is written on, or behind it stands what one
 * writes there. hash: of their text, as the lexicon has it.
 */
bool nu_listed_org(const nu_tagger *tagger, const nu_toks *u, uint32_t from, uint32_t to, uint32_t hash);

#endif
