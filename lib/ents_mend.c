#include "ents_mend.h"

#include "text.h"

bool
nu_says(const nu_lexicon *lex, const nu_toks *u, uint32_t i, const char *kind)
{
	return i < u->n && nu_toks_are(lex, u, i, kind);
}

bool
nu_is_the(const nu_tagger *g, const nu_toks *u, uint32_t i)
{
	return u->tok[i].len < 4 && nu_says(g->parts, u, i, "the"); /* it is short: ask of few words */
}

bool
nu_is_whole(const nu_tagger *g, const nu_toks *u, uint32_t i)
{
	return i >= u->n || !(u->tok[i].flags & NU_T_WORD) || nu_says(g->parts, u, i, "be") ||
	       nu_says(g->words.lex, u, i, "joint") || nu_says(g->words.lex, u, i, "lone");
}

/* "The ferry Maria Stella", "aboard the Maria Stella", "USS Harlan Reed" */
bool
nu_is_ship(const nu_tagger *g, const nu_toks *toks, const nu_mention *m)
{
	const nu_toks *u = &toks[m->unit];

	if (m->type != NU_PERSON && m->type != NU_MISC && m->score >= 60)
		return false;
	for (uint32_t i = m->from ? m->from - 1 : 0; i <= m->from && i + 1 < m->to; i++)
		if (u->tok[i].flags & NU_T_CAPS && nu_says(g->words.lex, u, i, "hull"))
			return true;
	if (!m->from)
		return false;
	if (!(u->tok[m->from - 1].flags & NU_T_CAP) && nu_says(g->words.lex, u, m->from - 1, "ship"))
		return true;
	if (!nu_is_the(g, u, m->from - 1))
		return false;
	return nu_says(g->words.lex, u, m->to, "afloat") ||
	       (m->from > 1 && nu_says(g->words.lex, u, m->from - 2, "aboard") &&
	           nu_is_whole(g, u, m->to));
}

int
nu_listed_type(const nu_tagger *g, nu_str text, uint32_t hash)
{
	const nu_entry *e = nu_lexicon_find(g->countries, text, hash);

	if (e)
		return nu_eq(nu_column(e->rest, 2), NU_STR("people")) ? NU_MISC : NU_PLACE;
	return nu_lexicon_find(g->peoples, text, hash) ? NU_MISC : -1;
}

int
nu_listed_type_of(const nu_tagger *g, nu_str text)
{
	return nu_listed_type(g, text, nu_hash(text));
}

int
nu_type_listed(const nu_tagger *g, const nu_toks *u, const nu_mention *m)
{
	nu_str text = nu_toks_text(u, m->from, m->to);

	return nu_listed_type(g, text, m->to - m->from == 1 ? u->tok[m->from].low : nu_hash(text));
}

bool
nu_listed_org(const nu_tagger *g, const nu_toks *u, uint32_t i, uint32_t to, uint32_t hash)
{
	nu_str          text = nu_toks_text(u, i, to);
	const nu_entry *e;

	if (text.n == 1)
		return u->tok[i].flags & NU_T_CAP && nu_says(g->words.lex, u, i, "platform") &&
		       ((i && nu_says(g->words.lex, u, i - 1, "upon")) ||
		           nu_says(g->words.lex, u, to, "posted"));
	e = nu_lexicon_find(g->alias, text, hash);
	if (!e || !nu_eq(nu_column(e->rest, 1), NU_STR("org")))
		return false;
	return u->style != NU_SHOUTED && (text.n > 3 || u->tok[i].flags & NU_T_CAPS);
}

/* Has the mention a word of organisations or places? */
static bool
names_body(const nu_toks *u, const nu_mention *m)
{
	for (uint32_t i = m->from; i < m->to; i++)
		if (u->tok[i].gaz & (NU_G_ORGWORD | NU_G_COMPANY | NU_G_PLACEWORD) ||
		    !(u->tok[i].flags & NU_T_CAP))
			return true;
	return false;
}

/*
 * An organisation by the alias table, or by the lists that know it for nothing else, which an
 * unsure model takes for a person or a thing.
 */
static bool
is_firm(const nu_tagger *g, const nu_toks *u, const nu_mention *m)
{
	const unsigned other = NU_G_COUNTRY | NU_G_DIVISION | NU_G_CITY | NU_G_TOWN | NU_G_FORENAME |
	                       NU_G_SURNAME | NU_G_NATION;
	uint32_t       i = m->from;
	bool           one = m->to - i == 1;

	if ((m->type != NU_PERSON && m->type != NU_MISC) || m->score >= 75 ||
	    u->sign[i].seen & (NU_SEEN_TITLED | NU_SEEN_NAMED))
		return false;
	if (one && u->tok[i].gaz & NU_G_COMPANY && !(u->tok[i].gaz & other))
		return true;
	return nu_listed_org(g, u, i, m->to, one ? u->tok[i].low : nu_hash(nu_toks_text(u, i, m->to)));
}

/* How sure the model has to be of another type to be believed against a list of peoples. */
static const uint8_t sure[NU_TYPES] = {[NU_PERSON] = 60, [NU_ORG] = 80, [NU_PLACE] = 101};

/* A people, whatever else an unsure model thinks. */
static bool
is_people(const nu_tagger *g, const nu_toks *u, const nu_mention *m)
{
	return m->score < sure[m->type] &&
	       (m->type != NU_PERSON || !(u->sign[m->from].seen & (NU_SEEN_TITLED | NU_SEEN_NAMED))) &&
	       nu_type_listed(g, u, m) == NU_MISC;
}

static bool
is_title(const nu_tagger *g, const nu_toks *u, uint32_t i)
{
	return nu_says(g->parts, u, i, "title") || nu_says(g->parts, u, i, "crown");
}

/* "Judge Holm", "Prince Halvard Lie": a title and a name, which the model took for a body. */
static bool
is_titled(const nu_tagger *g, const nu_toks *u, const nu_mention *m)
{
	const nu_tok *last = &u->tok[m->to - 1];
	uint32_t      n = m->to - m->from;

	if (m->type != NU_ORG || m->score >= 80 || n < 2 || n > 4 || !is_title(g, u, m->from))
		return false;
	return (last->gaz & (NU_G_FORENAME | NU_G_SURNAME) || !nu_tok_clustered(g->model, last)) &&
	       !nu_says(g->parts, u, m->to - 1, "title") && !nu_says(g->parts, u, m->to - 1, "body") &&
	       !names_body(u, m) && !(last->flags & NU_T_CAPS);
}

/* Ends a title before token i: "Speaker", "Secretary of State"? */
static bool
ends_title(const nu_tagger *g, const nu_toks *u, uint32_t i)
{
	return is_title(g, u, i - 1) ||
	       (i > 3 && nu_says(g->parts, u, i - 2, "of") && is_title(g, u, i - 3));
}

/* Where the name begins in "House Speaker Anna Holm", taken for one whole; 0: nowhere. */
static uint32_t
person_in(const nu_tagger *g, const nu_toks *u, const nu_mention *m)
{
	if (m->score >= 70)
		return 0;
	for (uint32_t i = m->to - 1; i > m->from + 1 && m->to - i < 4; i--) {
		nu_mention rest = {.from = i, .to = m->to};

		if (u->tok[i].gaz & NU_G_FORENAME && ends_title(g, u, i) && m->to - i > 1 &&
		    !names_body(u, &rest))
			return i;
	}
	return 0;
}

/* "Secretary of State Anna Holm": does the person's mention begin with the end of a title? */
static bool
begins_in_title(const nu_tagger *g, const nu_toks *u, const nu_mention *m)
{
	return m->type == NU_PERSON && m->to - m->from > 1 && m->from > 1 &&
	       !(u->tok[m->from].gaz & (NU_G_FORENAME | NU_G_SURNAME)) &&
	       u->tok[m->from + 1].gaz & NU_G_FORENAME && nu_says(g->parts, u, m->from - 1, "of") &&
	       is_title(g, u, m->from - 2);
}

/* "ABU DHABI —", "ROME (Agency)": a place in capitals that opens a paragraph or stands alone. */
static bool
is_dateline(const nu_toks *u, const nu_mention *m)
{
	const unsigned place = NU_G_COUNTRY | NU_G_DIVISION | NU_G_CITY | NU_G_TOWN;

	if (m->type == NU_PLACE || m->from || !(u->tok[m->from].gaz & place) || m->score > 90)
		return false;
	if (u->where == NU_IN_DATELINE)
		return true;
	for (uint32_t i = m->from; i < m->to; i++)
		if (!(u->tok[i].flags & NU_T_CAPS))
			return false;
	return u->style != NU_SHOUTED && m->to < u->n &&
	       !(u->tok[m->to].flags & (NU_T_WORD | NU_T_CLITIC));
}

/* "By Nada S. M. and M.A. Holm": who signs is a person, if it is no body. */
static bool
is_signed(const nu_tagger *g, const nu_toks *u, const nu_mention *m)
{
	nu_str text = nu_toks_text(u, m->from, m->to);

	return u->where == NU_IN_BYLINE && m->type != NU_PERSON && m->score < 70 && m->from &&
	       (nu_says(g->words.lex, u, m->from - 1, "signed") ||
	           nu_says(g->parts, u, m->from - 1, "and")) &&
	       !names_body(u, m) && nu_listed_type_of(g, text) < 0 &&
	       !nu_lexicon_find(g->alias, text, nu_hash(text)) &&
	       (m->to - m->from > 1 || memchr(text.p, '.', text.n));
}

/* "The newspaper Vesti", "the airline, Vesti", "the Vesti airline": a noun tells that it is a body.
 */
static bool
is_called_body(const nu_tagger *g, const nu_toks *u, const nu_mention *m)
{
	uint32_t at = m->from;

	if (m->type == NU_ORG || m->score >= 75 || nu_type_listed(g, u, m) >= 0)
		return false;
	at -= at > 1 && u->tok[at - 1].len == 1 && u->text.p[u->tok[at - 1].start] == ',';
	if (at && !(u->tok[at - 1].flags & NU_T_CAP) && nu_says(g->words.lex, u, at - 1, "outfit"))
		return true;
	return m->type != NU_PERSON && m->to < u->n && u->tok[m->to].flags & NU_T_LOWER &&
	       nu_says(g->words.lex, u, m->to, "outfit") && m->from && nu_is_the(g, u, m->from - 1);
}

/* "Hurricane Maria": a storm, from token *from on, though it is called as persons are. */
static bool
is_storm(const nu_tagger *g, const nu_toks *u, const nu_mention *m, uint32_t *from)
{
	uint32_t   i = m->from;
	nu_mention name = {.from = i, .to = m->to};

	if (m->type == NU_MISC || (m->type != NU_PERSON && m->score >= 80))
		return false;
	if (m->to - i > 1)
		name.from++;
	else if (i)
		i--;
	if (i == name.from || name.to - name.from != 1 || !(u->tok[i].flags & NU_T_CAP) ||
	    !nu_says(g->words.lex, u, i, "storm") || names_body(u, &name))
		return false;
	*from = i;
	return true;
}

bool
nu_is_land_behind(const nu_tagger *g, const nu_toks *u, const nu_mention *m)
{
	nu_str          text = nu_toks_text(u, m->from, m->to);
	const nu_entry *e;

	if (m->to - m->from > 1 || m->from < 2 ||
	    u->tok[m->from].flags & NU_T_CAPS || /* "Anna Holm, MD" */
	    u->text.p[u->tok[m->from - 1].start] != ',' || !(u->tok[m->from - 2].flags & NU_T_CAP))
		return false;
	e = nu_lexicon_find(g->alias, text, nu_hash(text));
	return e && nu_eq(nu_column(e->rest, 1), NU_STR("place"));
}

void
nu_mend(const nu_tagger *g, const nu_toks *toks, nu_mention *m)
{
	const nu_toks *u = &toks[m->unit];
	uint32_t       person;

	m->from += begins_in_title(g, u, m);
	if (m->type != NU_PERSON && m->to - m->from > 1 && nu_says(g->parts, u, m->from, "rank") &&
	    m->score < 95 && !names_body(u, m)) { /* "Captain Holm" is no organisation */
		m->type = NU_PERSON;
		m->from++;
		return;
	}
	if (is_dateline(u, m) || nu_is_land_behind(g, u, m)) {
		m->type = NU_PLACE;
		return;
	}
	if (is_storm(g, u, m, &m->from)) {
		m->type = NU_MISC;
		return;
	}
	if (is_called_body(g, u, m)) {
		m->type = NU_ORG;
		return;
	}
	if (is_signed(g, u, m)) {
		m->type = NU_PERSON;
		return;
	}
	if ((person = person_in(g, u, m))) {
		m->from = person;
		m->type = NU_PERSON;
		return;
	}
	if (is_titled(g, u, m)) {
		m->type = NU_PERSON;
		while (m->to - m->from > 1 && is_title(g, u, m->from))
			m->from++;
		return;
	}
	if (m->type != NU_PERSON && m->from && nu_says(g->parts, u, m->from - 1, "rank") &&
	    m->score < 95 && !names_body(u, m) && nu_type_listed(g, u, m) < 0)
		m->type = NU_PERSON;
	if (m->to - m->from == 1 && m->type == NU_PERSON && m->score < 60 &&
	    !(u->sign[m->from].seen & (NU_SEEN_TITLED | NU_SEEN_NAMED)) &&
	    nu_type_listed(g, u, m) == NU_PLACE)
		m->type = NU_PLACE;
	if (is_people(g, u, m))
		m->type = NU_MISC;
	if (is_firm(g, u, m))
		m->type = NU_ORG;
}

bool
nu_told_at(const nu_tagger *g, const nu_toks *u, uint32_t i, uint32_t limit, nu_mention *out)
{
	const unsigned other = NU_G_FORENAME | NU_G_DATE | NU_G_TITLE;
	nu_mention     x = {.from = i, .to = i, .type = NU_ORG, .score = 55};

	if (i && (u->tok[i - 1].flags & NU_T_CAP || u->tok[i].gaz & other || u->style != NU_PLAIN ||
	             !nu_says(g->words.lex, u, i - 1, "outfit")))
		return false;
	while (x.to < limit && u->tok[x.to].flags & NU_T_CAP && x.to - i < 4 &&
	       !(u->tok[x.to].gaz & NU_G_DATE) && (i || u->tok[x.to].flags & NU_T_CAPS))
		x.to++;
	if (i && (u->tok[i].len < 2 || u->tok[i].flags & NU_T_DIGIT || u->sign[i].seen & NU_SEEN_LOWER))
		return false;
	if (x.to == i || x.to - i > 3 || (x.to == limit && limit < u->n))
		return false;
	if (!i && !is_dateline(u, &x))
		return false;
	if (nu_says(g->parts, u, i, "title") || nu_says(g->words.lex, u, i, "never"))
		return false;
	x.type = i ? NU_ORG : NU_PLACE;
	*out = x;
	return true;
}
