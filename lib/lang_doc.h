/*
 * lang_doc: which language a document is in that does not tell (@lang), by the beginnings
 * of its blocks. All programs ask it, so that they agree on a document.
 */
#ifndef NU_LANG_DOC_H
#define NU_LANG_DOC_H

#include "lang.h"
#include "record.h"

typedef struct nu_lang_teller nu_lang_teller;

/* In the arena; the profiles are read for the first text that asks for them. */
nu_lang_teller *nu_lang_teller_new(nu_arena *keep);
/*
 * The code of the units' language, by its letters (lang.h); empty where it is less sure than
 * `least`, in percent. Looks at some hundred bytes, whatever the document's length.
 */
nu_str nu_lang_tell(nu_lang_teller *t, const nu_unit *unit, size_t n, int least);
/* The same for who would lose a document by a wrong guess: empty for a line of text, too. */
nu_str nu_lang_sure(nu_lang_teller *t, const nu_unit *unit, size_t n);

#endif
