#include "lang_doc.h"

#include "data.h"
#include "lexicon.h"
#include "text.h"

/* Bytes of a unit, and of a document, that tell its language; how many long units are read. */
enum { PIECE = 400, SAMPLE = 2048, UNITS = 6, LONG = 60 };

/* Less bytes, headlines and messages of names above all, are guessed wrong too often. */
enum { LITTLE_TEXT = 160, SURE = 99 };

struct nu_lang_teller {
	nu_arena *keep;
	nu_lang  *guess; /* made for the first text that asks */
	nu_str    sure;  /* a word that tells English */
};

nu_lang_teller *
nu_lang_teller_new(nu_arena *keep)
{
	nu_lang_teller *t = NU_NEW(keep, nu_lang_teller, 1);
	nu_str          tsv = nu_data("en/lang-sure.tsv");

	t->keep = keep;
	nu_tsv_line(&tsv, &t->sure);
	return t;
}

/* Does the word that tells English stand in s, between blanks? */
static bool
is_sure(const nu_lang_teller *t, nu_str s)
{
	const char *p = s.p, *end = s.p + s.n;
	size_t      n = t->sure.n;

	while (n && (size_t)(end - p) > n + 1 && (p = memchr(p, ' ', (size_t)(end - p) - n - 1))) {
		if (memcmp(p + 1, t->sure.p, n) == 0 && p[n + 1] == ' ')
			return true;
		p++;
	}
	return false;
}

nu_str
nu_lang_tell(nu_lang_teller *t, const nu_unit *unit, size_t n, int least)
{
	char        text[SAMPLE];
	size_t      seen = 0, first = 0;
	double      score;
	const char *code;

	for (size_t i = 0; i < n && first < UNITS; i++) {
		first += unit[i].text.n >= LONG;
		if (is_sure(t, nu_beginning(unit[i].text, PIECE)))
			return NU_STR("en");
	}
	for (size_t i = 0; i < n && seen + PIECE + 1 < SAMPLE; i++) {
		nu_str s = nu_beginning(unit[i].text, PIECE);

		if (s.n)
			memcpy(text + seen, s.p, s.n);
		seen += s.n;
		text[seen++] = ' ';
	}
	if (!t->guess)
		t->guess = nu_lang_new(t->keep);
	code = nu_lang_guess(t->guess, text, seen, &score);
	return code && score >= least / 100.0 ? nu_str_of(code) : (nu_str){NULL, 0};
}

nu_str
nu_lang_sure(nu_lang_teller *t, const nu_unit *unit, size_t n)
{
	size_t length = 0;

	for (size_t i = 0; i < n && length < LITTLE_TEXT; i++)
		length += unit[i].text.n;
	return length < LITTLE_TEXT ? (nu_str){NULL, 0} : nu_lang_tell(t, unit, n, SURE);
}
