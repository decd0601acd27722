#include "names_form.h"

#include "names_text.h"
#include "text.h"

/* Forms that are compared for one: many more share a hash by no accident, and stay apart. */
enum { MOST_OF_A_KEY = 64 };

/* ---------------------------------------------------------------------------- forms */

bool
nu_form_part(const nu_forms *w, nu_str word, uint32_t hash, const char *kind)
{
	const nu_entry *e = nu_lexicon_find(w->tables->parts, word, hash);

	for (; e; e = e->next)
		if (nu_eq(nu_column(e->rest, 0), nu_str_of(kind)))
			return true;
	return false;
}

static bool
is_part_word(const nu_forms *w, const nu_toks *u, uint32_t i, const char *kind)
{
	return nu_form_part(w, nu_toks_text(u, i, i + 1), u->tok[i].low, kind);
}

/* "Us" is not "US": a mark that folding leaves nowhere keeps the two apart. */
static nu_str
set_apart(nu_arena *a, nu_str folded)
{
	char *out = nu_alloc_raw(a, folded.n + 1);

	memcpy(out, folded.p, folded.n);
	out[folded.n] = '.';
	return (nu_str){out, folded.n + 1};
}

static bool
in_capitals(nu_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (nu_ascii[s.p[i] & 127] & NU_LOWER)
			return false;
	return true;
}

/* A country's letters that are a word when they are not all capitals: "Us", not "Pak"? */
static bool
is_word_alone(const nu_forms *w, nu_str text)
{
	return text.n < 4 && !in_capitals(text) && nu_form_part(w, text, nu_hash(text), "capitals");
}

/* Tokens from..to without what is no part of the name: article, titles, 's. */
static void
strip(const nu_forms *w, const nu_toks *u, const nu_mention *m, uint32_t *from, uint32_t *to)
{
	uint32_t a = m->from, b = m->to;

	while (b - a > 1 && (u->tok[b - 1].flags & NU_T_CLITIC || !(u->tok[b - 1].flags & NU_T_WORD)))
		b--;
	while (m->type == NU_PERSON && b - a > 2 && is_part_word(w, u, b - 1, "after"))
		b -= b - a > 3 && !(u->tok[b - 2].flags & NU_T_WORD) ? 2 : 1; /* ", PhD" */
	while (b - a > 1 &&
	       (!(u->tok[a].flags & NU_T_WORD) || is_part_word(w, u, a, "article") ||
	           (m->type == NU_PERSON && is_part_word(w, u, a, "title") &&
	               !is_part_word(w, u, a + 1, "of")))) /* "President of Mali" stays whole */
		a++;
	if (m->type == NU_PERSON && !(u->tok[a].flags & NU_T_CAP) &&
	    is_part_word(w, u, a, "of")) /* the title was left outside */
		while (a && m->from - a < 4 &&
		       (nu_toks_are(w->tables->roles, u, a - 1, "head") ||
		           (a < m->from && u->tok[a - 1].flags & NU_T_CAP &&
		               nu_toks_are(w->tables->roles, u, a - 1, "mod"))))
			a--;
	if (m->type == NU_PLACE && b - a > 2 && is_part_word(w, u, a, "polity") &&
	    is_part_word(w, u, a + 1, "of"))
		a += 2;
	*from = a;
	*to = b;
}

/* Is it an office, not a name: "President of Mali", "Interior Minister"? */
static bool
is_office(const nu_forms *w, const nu_toks *u, uint32_t from, uint32_t to)
{
	uint32_t i = from;
	bool     named = false;

	while (i + 1 < to && !is_part_word(w, u, i + 1, "of"))
		i++;
	for (uint32_t k = from; k < to; k++)
		named |= (u->tok[k].gaz & (NU_G_FORENAME | NU_G_SURNAME)) != 0;
	return (i + 1 < to || !named) && nu_toks_are(w->tables->roles, u, i, "head");
}

/* The sex that words from the one before the mention up to token `to` tell: title, forename. */
static int8_t
sex_of(const nu_forms *w, const nu_toks *u, const nu_mention *m, uint32_t to)
{
	for (uint32_t i = m->from ? m->from - 1 : 0; i < to && i < u->n; i++) {
		if (is_part_word(w, u, i, "man"))
			return 'm';
		if (is_part_word(w, u, i, "woman"))
			return 'f';
	}
	return 0;
}

static bool
is_word_byte(char c)
{
	unsigned char b = (unsigned char)c;

	return b >= 128 || nu_ascii[b] & (NU_ALPHA | NU_DIGIT);
}

/* A mark that folding leaves out. */
static bool
is_inside(char c)
{
	return c == '\'' || c == '.' || c == '`';
}

/* Hashes of the words and of the initials. */
static void
cut_words(nu_form *f)
{
	nu_str s = f->folded;
	size_t i = 0;

	while (i < s.n && f->nword < NU_FORM_WORDS) {
		size_t to;

		while (i < s.n && !is_word_byte(s.p[i]))
			i++;
		for (to = i; to < s.n && is_word_byte(s.p[to]); to++)
			;
		if (to > i)
			f->last_at = (uint16_t)i;
		if (to > i)
			f->word[f->nword++] = nu_hash(nu_slice(s, i, to));
		i = to;
	}
}

bool
nu_form_capital(char letter)
{
	return letter >= 'A' && letter <= 'Z';
}

/* The letters that the words of the text begin with, where it has as many words. */
static void
cut_letters(nu_form *f)
{
	nu_str   s = f->text;
	uint32_t n = 0;
	char     letter[NU_FORM_WORDS] = {0};

	for (size_t i = 0; i < s.n; i++) {
		if (!is_word_byte(s.p[i]) || (i && (is_word_byte(s.p[i - 1]) || is_inside(s.p[i - 1]))))
			continue;
		if (n == NU_FORM_WORDS)
			return;
		letter[n++] = nu_ascii[s.p[i] & 127] & NU_ALPHA && !(s.p[i] & 128) ? s.p[i] : 0;
	}
	if (n != f->nword)
		return;
	memcpy(f->letter, letter, sizeof letter);
	for (uint32_t i = 0; i < n && f->type != NU_PERSON; i++)
		if (n > 2 && nu_form_capital(letter[i]))
			f->capitals = nu_toks_join(f->capitals, f->word[i]);
}

/* The capitalised words in any order, so that "Justice Department" is one of "of Justice". */
static void
fill_bags(nu_form *f)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < f->nword; i++) {
		if (!nu_form_capital(f->letter[i]))
			continue;
		f->bag += f->word[i] * 0x9E3779B1u;
		if (i >= f->lead)
			f->bare_bag += f->word[i] * 0x9E3779B1u;
		n += i >= f->lead;
	}
	if (n < 2)
		f->bare_bag = 0;
	if (n + f->lead < 2)
		f->bag = 0;
}

static uint8_t
head_of(const nu_form *f)
{
	const uint32_t of = nu_hash(NU_STR("of"));

	for (uint8_t i = 1; i + 1u < f->nword; i++)
		if (f->word[i] == of)
			return (uint8_t)(i - 1);
	return (uint8_t)(f->nword ? f->nword - 1 : 0);
}

/*
 * The hash of the letters that an acronym of these words would have: capitals only. *all: with
 * the first ones of small words between them; 0 where there are none such.
 */
static uint32_t
initials_of(const nu_toks *u, uint32_t from, uint32_t to, uint32_t *all)
{
	uint32_t h = 2166136261u, n = 0, both = h;
	bool     between = false;

	for (uint32_t i = from; i < to; i++) {
		const nu_tok *t = &u->tok[i];
		nu_str        s = nu_slice(u->text, t->start, t->start + t->len);
		bool          begins = true;

		if (t->flags & NU_T_LOWER && i > from) {
			both = (both ^ (unsigned char)(s.p[0] & ~32)) * 16777619u;
			between = true;
		}
		for (size_t k = 0; t->flags & NU_T_CAP && k < s.n; k++) {
			if (begins && s.p[k] >= 'A' && s.p[k] <= 'Z') {
				h = (h ^ (unsigned char)s.p[k]) * 16777619u;
				both = (both ^ (unsigned char)s.p[k]) * 16777619u;
				n++;
			}
			begins = s.p[k] == '-' || s.p[k] == '.';
		}
	}
	*all = n > 1 && between ? both : 0;
	return n > 1 ? h : 0;
}

/* The hash of an acronym's letters, comparable with initials_of, or 0. */
static uint32_t
letters_of(nu_str s)
{
	uint32_t h = 2166136261u, n = 0;

	for (size_t k = 0; k < s.n; k++) {
		if (s.p[k] == '.')
			continue;
		if (s.p[k] < 'A' || s.p[k] > 'Z')
			return 0;
		h = (h ^ (unsigned char)s.p[k]) * 16777619u;
		n++;
	}
	return n > 1 && n < 9 ? h : 0;
}

/* --------------------------------------------------------------------------- tables */

static const nu_entry *
find_alias(const nu_lexicon *lex, nu_str text, uint32_t hash, int type)
{
	static const char *const names[NU_TYPES] = {"person", "org", "place", "misc"};
	const nu_entry          *e = lex ? nu_lexicon_find(lex, text, hash) : NULL;

	for (; e; e = e->next) {
		nu_str of = nu_column(e->rest, 1);

		if (!of.n || nu_eq(of, nu_str_of(names[type])))
			return e;
	}
	return NULL;
}

static void
find_country(const nu_forms *w, nu_form *f, nu_str text, uint32_t hash)
{
	const nu_entry *e = f->type == NU_PERSON && f->nword > 1
	                        ? NULL
	                        : nu_lexicon_find(w->tables->countries, text, hash);

	if (is_word_alone(w, f->text)) /* "Car", "Us" */
		return;
	if (e && f->type == NU_PERSON) {
		f->folk = nu_eq(nu_column(e->rest, 2), NU_STR("people"));
		return;
	}
	if (!e)
		return;
	f->people = f->type == NU_ORG && nu_eq(nu_column(e->rest, 2), NU_STR("people"));
	if (f->people)
		f->code = nu_column(e->rest, 0);
	if (f->type == NU_MISC ? !nu_eq(nu_column(e->rest, 2), NU_STR("people"))
	                       : !nu_eq(nu_column(e->rest, 2), NU_STR("name")))
		return;
	f->code = nu_column(e->rest, 0);
	if (!f->fixed.n)
		f->fixed = nu_column(e->rest, 1);
}

/* "non-Iranian": the part behind the prefix, or nothing. */
static nu_str
behind_prefix(const nu_forms *w, nu_str text)
{
	const char *dash = memchr(text.p, '-', text.n);
	nu_str      head = {text.p, dash ? (size_t)(dash - text.p) : 0};

	if (!head.n || !nu_form_part(w, head, nu_hash(head), "prefix"))
		return (nu_str){NULL, 0};
	return nu_slice(text, head.n + 1, text.n);
}

/* What an alias stands for, the user's first. */
static const nu_entry *
ask_aliases(const nu_forms *w, nu_str text, int type)
{
	uint32_t        hash = nu_hash(text);
	const nu_entry *e = find_alias(w->tables->user, text, hash, type);

	return e ? e : find_alias(w->tables->alias, text, hash, type);
}

static void
ask_tables(const nu_forms *w, nu_form *f)
{
	nu_str          text = nu_toks_straight(w->a, f->text), rest;
	uint32_t        hash = nu_hash(text);
	const nu_entry *e = ask_aliases(w, text, f->type);

	if (!e && f->type == NU_ORG && (rest = nu_name_without_legal_form(w, text)).n < text.n)
		e = ask_aliases(w, rest, f->type);
	if (e) {
		f->fixed = nu_column(e->rest, 0);
		find_country(w, f, f->fixed, nu_hash(f->fixed));
	} else {
		find_country(w, f, text, hash);
		if (!f->code.n && f->type == NU_MISC && (rest = behind_prefix(w, text)).n)
			find_country(w, f, rest, nu_hash(rest));
	}
	f->listed = f->listed || f->fixed.n;
}

/* The gazetteer's bits that make a name of this type a known one. */
static int
listed_as(int type)
{
	const int place = NU_G_COUNTRY | NU_G_DIVISION | NU_G_CITY | NU_G_TOWN | NU_G_NATION;

	return type == NU_PERSON ? NU_G_FORENAME | NU_G_SURNAME : place;
}

/* Equal for the spellings of one last word; 0 when it is too short to tell. */
static uint32_t
sound_of(nu_arena *a, const nu_form *f)
{
	nu_str skeleton;

	if (f->folded.n > 60000 || f->folded.n - f->last_at < 5)
		return 0;
	skeleton = nu_skeleton(a, nu_slice(f->folded, f->last_at, f->folded.n));
	return skeleton.n > 2 ? nu_hash(skeleton) | 1 : 0;
}

/* "Pittsburgh Pirates" begins with a place, "Socotra Island" ends with a place word. */
static void
count_places(const nu_forms *w, const nu_toks *u, uint32_t from, uint32_t to, nu_form *f)
{
	const unsigned place = NU_G_COUNTRY | NU_G_DIVISION | NU_G_CITY | NU_G_TOWN | NU_G_NATION;

	while (from + f->lead < to && u->tok[from + f->lead].gaz & place)
		f->lead++;
	if (!f->lead && u->tok[from].flags & NU_T_CAPS) { /* "U.S." */
		nu_str land = nu_toks_text(u, from, from + 1);

		f->lead = nu_lexicon_find(w->tables->countries, land, u->tok[from].low) != NULL;
	}
	while (f->tail + 1u < to - from && u->tok[to - 1 - f->tail].gaz & NU_G_PLACEWORD)
		f->tail++;
}

/* The form of those letters, or NULL. */
static nu_form *
find_form(const nu_forms *w, uint32_t slot, int type, nu_str folded)
{
	unsigned met = 0;

	for (uint32_t i = slot; i && met < MOST_OF_A_KEY; met++) {
		nu_form *f = &w->form[i - 1];

		if (f->type == type && nu_eq(f->folded, folded))
			return f;
		i = f->next;
	}
	return NULL;
}

/* Where "US 75", a road, ends: behind its number; `to` for all else. */
static uint32_t
road_end(const nu_forms *w, const nu_toks *u, const nu_mention *m, uint32_t from, uint32_t to)
{
	uint32_t i = to;

	if (m->type != NU_PLACE || to - from != 1 || !(u->tok[from].flags & NU_T_CAP) ||
	    u->tok[from].len > 3 || (from && is_part_word(w, u, from - 1, "article")))
		return to;
	for (size_t k = 0; k < u->tok[from].len; k++)
		if (nu_ascii[(unsigned char)u->text.p[u->tok[from].start + k] & 127] & NU_LOWER)
			return to;
	i += i < u->n && u->tok[i].len == 1 && u->text.p[u->tok[i].start] == '-';
	if (i < u->n && (u->tok[i].flags & (NU_T_DIGIT | NU_T_CAP | NU_T_LOWER)) == NU_T_DIGIT &&
	    u->tok[i].len < 4)
		return i + 1;
	return to;
}

/* "University of California, Berkeley": the hash of the town behind it; 0: there is none. */
static uint32_t
site_of(const nu_forms *w, const nu_toks *u, uint32_t to, const nu_form *f)
{
	const unsigned town = NU_G_CITY | NU_G_TOWN;

	if (f->type != NU_ORG || f->head + 1u >= f->nword || to + 1 >= u->n ||
	    !(u->tok[to + 1].gaz & town))
		return 0;
	if (!(u->tok[to].len == 1 && u->text.p[u->tok[to].start] == ',') &&
	    !is_part_word(w, u, to, "at"))
		return 0;
	return u->tok[to + 1].low;
}

/* What a new form, tokens from..to, tells of itself, and what the tables say of it. */
static void
look_at(nu_forms *w, const nu_toks *u, const nu_mention *m, uint32_t from, uint32_t to, nu_form *f)
{
	uint32_t h = 0;
	int      known;

	cut_words(f);
	cut_letters(f);
	f->head = head_of(f);
	f->site = site_of(w, u, to, f);
	f->land = f->nword == 1 && f->type == NU_PLACE &&
	          nu_form_part(w, f->folded, nu_hash(f->folded), "land");
	if (f->nword < 3 && f->type != NU_PERSON && is_part_word(w, u, to - 1, "divided")) {
		f->half = f->nword > 1;
		f->divided = !f->half;
	}
	f->forename = (u->tok[from].gaz & NU_G_FORENAME) != 0;
	f->bare = f->nword == 1 && (f->type == NU_ORG || f->type == NU_PLACE) &&
	          nu_form_part(w, f->folded, nu_hash(f->folded), "body");
	count_places(w, u, from, to, f);
	fill_bags(f);
	f->polity = f->type == NU_PLACE && to - from > 1 && is_part_word(w, u, to - 1, "polity");
	for (uint32_t i = from; i < to; i++) {
		h = nu_toks_join(h, u->tok[i].low);
		if (i > from && !(u->tok[i].flags & NU_T_CAP) && is_part_word(w, u, i, "and"))
			f->pair = true;
	}
	known = nu_pack_find(&w->tables->model->gazetteer, h);
	f->listed = known > 0 && known & listed_as(m->type);
	f->sound = f->type == NU_MISC ? 0 : sound_of(w->a, f);
	f->caps = to - from == 1 && letters_of(f->text);
	f->initials = f->caps ? letters_of(f->text) : initials_of(u, from, to, &f->all_initials);
	while (m->type == NU_PERSON && f->suffix + 2u < to - from && f->suffix + 1u < f->nword &&
	       u->tok[to - 1 - f->suffix].len < 4 && is_part_word(w, u, to - 1 - f->suffix, "suffix"))
		f->suffix++;
	if (m->type == NU_PERSON) {
		f->sex = sex_of(w, u, m, from + 1);
		f->told_sex = sex_of(w, u, m, from);
		f->office = is_office(w, u, from, to);
	}
	ask_tables(w, f);
}

/* Is it in capitals for show: "ROTTERDAM", not "NATO"? */
static bool
is_shouted(const nu_toks *u, const nu_mention *m, uint32_t from, uint32_t to)
{
	if (u->style == NU_SHOUTED)
		return true;
	if (m->type != NU_PERSON && m->type != NU_PLACE)
		return false;
	for (uint32_t i = from; i < to; i++)
		if (!(u->tok[i].flags & NU_T_CAPS) || (to - from == 1 && u->tok[i].len < 4))
			return false;
	return true;
}

uint32_t
nu_form_of(nu_forms *w, const nu_toks *u, const nu_mention *m, uint32_t which)
{
	nu_arena was = *w->a;
	uint32_t from, to, key;
	nu_str   text, folded;
	nu_form *f;

	strip(w, u, m, &from, &to);
	to = road_end(w, u, m, from, to);
	text = nu_name_tidy(w->a, nu_toks_text(u, from, to));
	folded = nu_fold(w->a, m->type == NU_ORG ? nu_name_part_site(w, text) : text);
	if (m->type == NU_PLACE)
		folded = nu_name_in_full(w, folded);
	if (is_word_alone(w, text))
		folded = set_apart(w->a, folded);
	key = (nu_hash(folded) * 4 + m->type) * 0x9E3779B1u;
	f = find_form(w, w->slot[key >> 7 & w->mask], m->type, folded);
	if (f) {
		if (f->shouted && !is_shouted(u, m, from, to)) {
			f->text = text;
			f->shouted = false;
		} else if (was.chunks == w->a->chunks) {
			*w->a = was; /* nothing of it is needed: most mentions are of a form told before */
		}
		if (!f->sex && m->type == NU_PERSON)
			f->sex = sex_of(w, u, m, from + 1);
		f->told++;
		return (uint32_t)(f - w->form);
	}
	f = &NU_PUSH_RAW(w->forms, w->form, w->n, w->cap);
	*f = (nu_form){.text = text,
	    .folded = folded,
	    .type = m->type,
	    .first = which,
	    .last = NU_FORM_NONE,
	    .parent = NU_FORM_NONE,
	    .name = NU_FORM_NONE,
	    .shouted = is_shouted(u, m, from, to),
	    .told = 1,
	    .next = w->slot[key >> 7 & w->mask]};
	w->slot[key >> 7 & w->mask] = (uint32_t)w->n;
	look_at(w, u, m, from, to, f);
	return (uint32_t)w->n - 1;
}
