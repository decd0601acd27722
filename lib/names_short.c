#include "names_short.h"

#include "text.h"

/* Are the words of f among the first n of g, in their order, the last ones the same? */
static bool
is_short_for_part(const nu_form *f, const nu_form *g, uint32_t n)
{
	uint32_t i = 0;

	if (f->nword >= n || (f->type == NU_PERSON && f->folded.n - f->last_at < 2))
		return false;
	for (uint32_t k = 0; k < n && i < f->nword; k++)
		i += f->word[i] == g->word[k];
	return i == f->nword && f->word[f->nword - 1] == g->word[n - 1];
}

static bool
is_short_for(const nu_form *f, const nu_form *g)
{
	return is_short_for_part(f, g, g->nword);
}

/* How many words a name has without "Jr." */
static uint32_t
core(const nu_form *g)
{
	return (uint32_t)(g->nword - g->suffix);
}

/* "Gordon" for "Patrick Gordon of Auchleuchries". */
static bool
is_person_before_of(const nu_form *f, const nu_form *g)
{
	return f->type == NU_PERSON && g->head + 1u < g->nword && is_short_for_part(f, g, g->head + 1u);
}

/* Does g begin with the words that these letters stand for? Small words count or do not. */
static bool
is_spelt(nu_str letters, const nu_form *g, uint32_t words)
{
	uint32_t n = 0, found = 0;

	for (size_t i = 0; i < letters.n; i++) {
		if (letters.p[i] == '.')
			continue;
		while (n < words && !nu_form_capital(g->letter[n]) && g->letter[n] != (letters.p[i] | 32))
			n++;
		if (n == words || (g->letter[n] & ~32) != letters.p[i])
			return false;
		n++;
		found++;
	}
	return n == words && found > 1;
}

/*
 * "UC Berkeley" for "University of California Berkeley": letters, then the same words. Or for
 * the "University of California", at Berkeley.
 */
static bool
is_half_letters(const nu_form *f, const nu_form *g)
{
	uint32_t    tail = f->nword - 1u, words = g->nword;
	const char *blank = memchr(f->text.p, ' ', f->text.n);

	if (f->nword < 2 || !blank)
		return false;
	if (tail != 1 || f->word[1] != g->site) {
		if (g->nword <= f->nword ||
		    memcmp(f->word + 1, g->word + g->nword - tail, tail * sizeof *f->word) != 0)
			return false;
		words -= tail;
	}
	return is_spelt(nu_slice(f->text, 0, (size_t)(blank - f->text.p)), g, words);
}

/* "Supreme Court" for "Indian Supreme Court of Appeal": short for what stands before "of". */
static bool
is_short_before_of(const nu_form *f, const nu_form *g)
{
	uint32_t n = g->head + 1u;

	return f->type == NU_ORG && f->nword > 1 && n < g->nword &&
	       n - f->nword <= (g->lead > 1 ? g->lead : 1u) && is_short_for_part(f, g, n);
}

static bool
begins_with(const nu_form *g, const nu_form *f)
{
	for (uint32_t i = 0; i < f->nword; i++)
		if (i >= g->nword || f->word[i] != g->word[i])
			return false;
	return f->nword < g->nword;
}

/* "Boston" for the "Boston Red Sox"; but not "Helsinki" for the "University of Helsinki". */
static bool
is_club(const nu_form *f, const nu_form *g)
{
	return begins_with(g, f) && g->head + 1u > f->nword && g->head + 1u - f->nword < 3;
}

/*
 * May place f stand for g, which begins with it? "Chatham" for "Chatham Islands", wherever
 * it is told; else ("Levico" for "Levico Terme") only behind it: the "Socotra Hotel" is no
 * Socotra.
 */
static bool
is_place_begun(const nu_forms *w, const nu_form *f, const nu_form *g)
{
	uint32_t more = (uint32_t)(g->nword - f->nword);

	if (!begins_with(g, f))
		return false;
	if (g->polity && more <= g->tail)
		return !(f->listed && g->listed);
	return !f->listed && f->first > g->first && (more <= g->tail || more == 1) &&
	       !nu_form_part(w, f->folded, nu_hash(f->folded), "generic");
}

/* Is f a name of its own, which g ("Creative Commons Community") is called after? */
static bool
is_older(const nu_form *f, const nu_form *g)
{
	return f->nword > 1 && f->first < g->first && f->told > g->told &&
	       nu_form_capital(g->letter[f->nword]);
}

/* Is f a misspelling of g, or of its surname? The one that is told first is right. */
static bool
is_slip(const nu_form *f, const nu_form *g)
{
	nu_str a = f->folded, b = g->folded;

	if (f->type != g->type || f->listed || f->fixed.n ||
	    (f->nword == g->nword && f->first < g->first))
		return false;
	if (f->nword != g->nword) {
		if (f->type != NU_PERSON || f->nword != 1 || g->nword < 2)
			return false;
		b = nu_slice(b, g->last_at, b.n);
	}
	if (f->type != NU_PERSON || f->nword < 2)
		return nu_jaro_winkler(a, b) >= 0.93;
	if (f->sex && g->sex && f->sex != g->sex)
		return false;
	if (f->word[f->nword - 1] == g->word[g->nword - 1]) /* what stands before the surname */
		return nu_jaro_winkler(nu_slice(a, 0, f->last_at), nu_slice(b, 0, g->last_at)) >= 0.86;
	return nu_jaro_winkler(a, b) >= 0.90;
}

/* "Pettus Bridge" for "Edmund Pettus Bridge", which is called after a person. */
static bool
is_called_after(const nu_form *f, const nu_form *g)
{
	return f->nword > 1 && f->tail && !f->listed && g->forename && is_short_for(f, g);
}

/* "Mike Holt" for "Michael R. Holt": a short forename, the same surname. */
static bool
is_nickname(const nu_forms *w, const nu_form *f, const nu_form *g)
{
	nu_str          first = nu_slice(f->folded, 0, f->folded.n);
	const nu_entry *e;
	const char     *blank = memchr(first.p, ' ', first.n);

	if (f->nword < 2 || g->nword < f->nword || !blank || f->suffix != g->suffix)
		return false;
	if (f->word[f->nword - 1] != g->word[g->nword - 1])
		return false;
	first.n = (size_t)(blank - first.p);
	for (e = nu_lexicon_find(w->tables->parts, first, nu_hash(first)); e; e = e->next)
		if (nu_eq(nu_column(e->rest, 0), NU_STR("nick")) &&
		    nu_hash(nu_column(e->rest, 1)) == g->word[0])
			return true;
	return false;
}

/* May f be short for g, both persons? A surname alone tells no sex: "Kelly". */
static bool
is_short_person(const nu_forms *w, const nu_form *f, const nu_form *g, uint32_t kind)
{
	int8_t sex = f->nword == 1 && kind != NU_BY_FIRST ? f->told_sex : f->sex;

	if (sex && g->sex && sex != g->sex)
		return false;
	if (kind == NU_BY_MIDDLE) /* "Pena" for "Enrique Pena Nieto" */
		return f->nword == 1 && !f->forename && f->folded.n > 2;
	if (kind == NU_BY_LAST && g->suffix && f->nword == 1 && f->first < g->first)
		return false; /* the son of one who was told of */
	if (kind == NU_BY_LAST)
		return is_short_for_part(f, g, f->suffix ? g->nword : core(g)) || is_nickname(w, f, g);
	if (f->nword == 1)
		return g->nword > 1;
	return begins_with(g, f) && f->first > g->first && core(g) > f->nword && !g->shouted &&
	       nu_form_capital(g->letter[f->nword]);
}

/* "Department of Justice" and "Justice Department"; and either with "U.S." before it. */
static bool
is_same_bag(const nu_form *f, const nu_form *g)
{
	bool f_of = f->head + 1u < f->nword, g_of = g->head + 1u < g->nword;

	if (f->type != g->type || f_of == g_of || f->lead)
		return false;
	return f->bag == g->bag ? f->first > g->first : f->bag == g->bare_bag;
}

bool
nu_short_may_be(const nu_forms *w, const nu_form *f, const nu_form *g, uint32_t kind)
{
	if (kind == NU_BY_NATION)
		return f != g && f->people && !g->people && g->type == NU_ORG;
	if (kind == NU_BY_LAST && g->code.n && !f->code.n && f->type == g->type && f->nword == 1)
		return f->type != NU_MISC && (!f->listed || f->divided); /* "Korea" */
	if (kind == NU_BY_FIRST && g->half && f->type == NU_PLACE && f->nword == 1)
		return g->type == NU_PLACE; /* "the North" */
	if (f == g || g->fixed.n || f->folk || (g->pair && f->type == NU_PERSON))
		return false;
	if (kind == NU_BY_HEAD)
		return f->type == g->type &&
		       (f->bare || is_short_before_of(f, g) || is_person_before_of(f, g));
	if (kind == NU_BY_PLURAL)
		return f->type == NU_PLACE && g->type == NU_PLACE && g->tail && g->nword == g->tail + 1u;
	if (kind == NU_BY_BAG)
		return is_same_bag(f, g);
	if (kind == NU_BY_SOUND)
		return is_slip(f, g);
	if (kind == NU_BY_INITIALS)
		return !g->caps && g->type != NU_PERSON && f->type != NU_PERSON;
	if (f->type != g->type || f->type == NU_MISC)
		return false;
	if (kind == NU_BY_CAPITALS) /* but for small words, "and" or "of", the same */
		return f->type == g->type && f->first > g->first;
	if (kind == NU_BY_LAST && f->type != NU_PERSON && is_half_letters(f, g))
		return true;
	if (kind == NU_BY_LAST && f->type == NU_ORG && f->nword == 1 && f->word[0] == g->site)
		return true; /* "Berkeley" */
	if (f->type == NU_PLACE)
		return kind == NU_BY_FIRST ? is_place_begun(w, f, g) : is_called_after(f, g);
	if (f->type == NU_PERSON)
		return is_short_person(w, f, g, kind);
	if (kind == NU_BY_FIRST && f->listed && !f->code.n && is_club(f, g))
		return true;
	if (f->listed || f->folded.n < 4)
		return false;
	if (f->nword == 1 && g->head > 0 && nu_form_part(w, f->folded, nu_hash(f->folded), "generic"))
		return false;
	if (kind == NU_BY_FIRST)
		return begins_with(g, f) && !is_older(f, g) && !(g->pair && f->told > g->told);
	return g->nword - f->nword <= (f->nword > 1 && !g->lead ? 1u : g->lead) && is_short_for(f, g);
}

uint32_t
nu_short_key(const nu_form *f, uint32_t kind)
{
	nu_str s = f->folded;

	switch (kind) {
	case NU_BY_INITIALS: return f->caps ? f->initials : 0;
	case NU_BY_LAST: return f->word[f->nword - 1];
	case NU_BY_FIRST: return f->word[0];
	case NU_BY_MIDDLE: return f->type == NU_PERSON && f->nword == 1 ? f->word[0] : 0;
	case NU_BY_BAG: return f->type == NU_ORG ? f->bag : 0;
	case NU_BY_SOUND: return f->sound;
	case NU_BY_HEAD:
		return f->bare || f->type == NU_ORG || f->type == NU_PERSON ? f->word[f->nword - 1] : 0;
	case NU_BY_NATION: return f->people ? nu_hash(f->code) : 0;
	case NU_BY_CAPITALS: return f->capitals;
	default:
		if (f->type != NU_PLACE || f->nword != 1 || s.n < 5 || s.p[s.n - 1] != 's')
			return 0;
		return nu_hash(nu_slice(s, 0, s.n - 1)); /* "Chathams" */
	}
}
