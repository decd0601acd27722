/* Which language a page is in, and what its dashes mean there: speech, or items of a list. */
#include "strip_in.h"

/* Bytes of text that tell its language, at most and at least; how sure it must be. */
enum { SAMPLE = 600, LEAST_SAMPLE = 100 };
static const double SURE_LANG = 0.98;

const char *
sp_guess_lang(sp_state *s, const sp_page *p, double *score)
{
	char        sample[SAMPLE + 1];
	size_t      n = 0;
	const char *code;

	for (size_t i = p->first; i <= p->last && n < SAMPLE; i++) {
		nu_str t = nu_beginning(p->line[i].text, SAMPLE - n);

		if (p->line[i].type != SP_PARA)
			continue;
		memcpy(sample + n, t.p, t.n);
		n += t.n;
		sample[n++] = ' ';
	}
	if (n < LEAST_SAMPLE)
		return NULL;
	if (!s->lang)
		s->lang = nu_lang_new(s->keep);
	code = nu_lang_guess_soon(s->lang, sample, n, score);
	return *score >= SURE_LANG ? code : NULL;
}

/* The language that markup tells, without its country; else as guessed. Empty: not known. */
static nu_str
lang_of(sp_state *s, const sp_page *p)
{
	double      score;
	const char *code;

	for (size_t i = 0; i < p->page->nfact; i++)
		if (strcmp(p->page->fact[i].type, "@lang") == 0) {
			nu_str lang = p->page->fact[i].value;
			size_t n = 0;

			while (n < lang.n && nu_ascii[lang.p[n] & 127] & NU_ALPHA)
				n++;
			return nu_slice(lang, 0, n);
		}
	code = sp_guess_lang(s, p, &score);
	return code ? nu_str_of(code) : (nu_str){"", 0};
}

/* Is the line an item for its dash alone, and a sentence? */
static bool
may_be_speech(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	uint8_t        tag = p->page->line[i].tag;
	unsigned       len;
	uint32_t       mark;

	if (l->type != SP_ITEM || !l->bullet || !l->stop || tag == NU_TAG_LI || tag == NU_TAG_CELL)
		return false;
	mark = nu_decode(l->text, 0, &len);
	return mark == '-' || mark == 0x2013 || mark == 0x2014;
}

void
sp_hear_speech(sp_state *s, sp_page *p)
{
	size_t i = p->top;
	nu_str lang;

	while (i <= p->last && !may_be_speech(p, i))
		i++;
	if (i > p->last)
		return;
	lang = lang_of(s, p);
	if (!lang.n || !nu_lexicon_find(s->dashes, lang, nu_hash(lang)))
		return;
	for (; i <= p->last; i++)
		if (may_be_speech(p, i))
			p->line[i].type = SP_PARA;
}
