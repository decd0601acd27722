#include "split_lang.h"

#include <stdio.h>

#include "data.h"
#include "quote.h"
#include "split_scan.h"
#include "text.h"

/* Languages; how sure a guess must be, in percent: most of what ends a sentence is no word. */
enum { MOST = 32, SURE = 85 };

static nu_str
file_of(nu_str code, const char *name)
{
	char path[64];

	snprintf(path, sizeof path, "%.*s/%s.tsv", (int)(code.n < 8 ? code.n : 8), code.p, name);
	return nu_data(path);
}

static bool
has_flag(nu_str flags, const char *flag)
{
	size_t n = strlen(flag);

	for (size_t i = 0; i + n <= flags.n; i++)
		if (memcmp(flags.p + i, flag, n) == 0)
			return true;
	return false;
}

static nu_split_lang *
load(nu_split_langs *all, nu_str code, nu_str flags)
{
	nu_arena      *keep = all->keep;
	nu_split_lang *l = NU_NEW(keep, nu_split_lang, 1);

	l->code = nu_copy(keep, code);
	l->ordinal = has_flag(flags, "ordinal");
	l->acronym = has_flag(flags, "acronym");
	l->dash = has_flag(flags, "dash");
	l->danda = has_flag(flags, "danda");
	l->abbrev = nu_lexicon_new(keep, file_of(code, "abbrev"));
	l->starter = nu_lexicon_new(keep, file_of(code, "split-starter"));
	l->cue = nu_lexicon_new(keep, file_of(code, "cue"));
	l->quote = nu_quote_lang_new(keep, nu_lexicon_new(keep, file_of(code, "quote-word")), l->cue);
	l->part = nu_lexicon_new(keep, file_of(code, "split-word"));
	l->own = all->own;
	l->longest = l->own ? SIZE_MAX : 0;
	l->stops = NU_NEW(keep, nu_openers, 1);
	for (size_t i = 0; i < l->abbrev->n; i++) {
		nu_str key = l->abbrev->entry[i].key;

		l->longest = key.n > l->longest ? key.n : l->longest;
		nu_openers_add(l->stops, key);
	}
	l->openers = NU_NEW(keep, nu_openers, 1);
	for (size_t i = 0; i < l->starter->n; i++)
		if (l->starter->entry[i].key.n > 1) /* I stands anywhere */
			nu_openers_add(l->openers, l->starter->entry[i].key);
	return l;
}

/* Language i, read now if it was not. */
static nu_split_lang *
get(nu_split_langs *l, size_t i)
{
	nu_str line = l->line[i], code = nu_column(line, 0);

	if (!l->lang[i])
		l->lang[i] = load(l, code, nu_slice(line, code.n, line.n));
	return l->lang[i];
}

nu_split_langs *
nu_split_langs_load(nu_arena *keep, nu_lexicon *own)
{
	nu_split_langs *l = NU_NEW(keep, nu_split_langs, 1);
	nu_str          tsv = nu_data("split-lang.tsv");

	l->keep = keep;
	l->own = own;
	l->lang = NU_NEW(keep, nu_split_lang *, MOST);
	l->line = NU_NEW(keep, nu_str, MOST);
	while (l->n < MOST && nu_tsv_line(&tsv, &l->line[l->n]))
		l->n++;
	l->teller = nu_lang_teller_new(keep);
	get(l, 0);
	l->other = load(l, NU_STR("und"), NU_STR(""));
	return l;
}

nu_split_lang *
nu_split_lang_find(nu_split_langs *l, nu_str code)
{
	size_t n = 0;

	while (n < code.n && code.p[n] != '-' && code.p[n] != '_')
		n++;
	for (size_t i = 0; i < l->n; i++)
		if (nu_eq_lower(nu_slice(code, 0, n), nu_column(l->line[i], 0)))
			return get(l, i);
	return l->other;
}

nu_split_lang *
nu_split_lang_guess(nu_split_langs *l, const nu_unit *block, size_t n)
{
	nu_str code = nu_lang_tell(l->teller, block, n, SURE);

	return code.n ? nu_split_lang_find(l, code) : l->lang[0];
}
