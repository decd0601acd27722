/*
 * The forms of short lines: what lines are of one form, and which forms come in turns with
 * other lines between them, as who wrote a comment does.
 */
#include "strip_col.h"
#include "strip_end.h"

#if defined(__SSE2__) && defined(__GNUC__)
#include <emmintrin.h>
#define HAVE_SSE2 1
#endif

/*
 * Lines of a longer form are running text; so many bytes of a line tell it; a form is known
 * from so many lines on; and comes again within so many.
 */
enum { FORM_WORDS = 14, FORM_BYTES = 48, FORM_LEAST = 3, FORM_REACH = 40 };

#define W 'w'
#define D 'd'
/* Of each byte what it is in a form: itself, w in a word, d in a number, or nothing. */
static const char kind[256] = {
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
	16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
	0, 33, 34, 35, 36, 37, 38, 0, 40, 41, 42, 43, 44, 45, 0, 47,
	D, D, D, D, D, D, D, D, D, D, 58, 59, 60, 61, 62, 63,
	64, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, 91, 92, 93, 94, 95,
	96, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, 123, 124, 125, 126, 127,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
	W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W,
};
#undef W
#undef D

/* Adds a byte's kind to a form, if it is none of a blank and not the last one again. */
static inline uint32_t
add_kind(uint32_t form, char k, char *last)
{
	if (!k || k == *last)
		return form;
	*last = k;
	return (form ^ (unsigned char)k) * 16777619u;
}

enum { EMPTY = (int)2166136261u };

uint32_t
sp_form_plain(nu_str t)
{
	uint32_t form = EMPTY;
	char     last = 0;
	bool     plain = true;

	for (size_t i = 0; i < t.n && i < FORM_BYTES; i++) {
		char k = kind[(unsigned char)t.p[i]];

		plain &= !k || k == 'w';
		form = add_kind(form, k, &last);
	}
	return plain ? 0 : form | 1;
}

#ifdef HAVE_SSE2
/* A bit each of 16 bytes. */
static inline uint64_t
bits(__m128i v)
{
	return (uint64_t)(unsigned)_mm_movemask_epi8(v);
}

/* Those of n values from `first` on. */
static inline __m128i
among(__m128i x, char first, int n)
{
	return _mm_cmplt_epi8(
	    _mm_add_epi8(x, _mm_set1_epi8((char)(-128 - first))), _mm_set1_epi8((char)(n - 128)));
}

static inline __m128i
equal(__m128i x, char c)
{
	return _mm_cmpeq_epi8(x, _mm_set1_epi8(c));
}

/* The same from 48 bytes, of which n count: only where a kind may begin it is looked up. */
static uint32_t
form_of_block(const char *bytes, size_t n)
{
	uint64_t word = 0, digit = 0, none = 0, all = (UINT64_C(1) << n) - 1, begin;
	uint32_t form = EMPTY;
	char     last = 0;

	for (unsigned i = 0; i < n; i += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));

		word |= (bits(x) | bits(among(_mm_or_si128(x, _mm_set1_epi8(0x20)), 'a', 26))) << i;
		digit |= bits(among(x, '0', 10)) << i;
		none |= bits(_mm_or_si128(_mm_or_si128(equal(x, 0), equal(x, ' ')),
		            _mm_or_si128(equal(x, '\''), equal(x, '.')))) << i;
	}
	if (!(all & ~(word | none)))
		return 0;
	begin = all & ~none & ~(word & word << 1) & ~(digit & digit << 1);
	for (; begin; begin &= begin - 1)
		form = add_kind(form, kind[(unsigned char)bytes[__builtin_ctzll(begin)]], &last);
	return form | 1;
}

uint32_t
sp_form(nu_str t, const char *limit)
{
	char   copy[FORM_BYTES] = "";
	size_t n = t.n < FORM_BYTES ? t.n : FORM_BYTES;

	if (limit - t.p >= FORM_BYTES)
		return form_of_block(t.p, n);
	memcpy(copy, t.p, n);
	return form_of_block(copy, n);
}
#else
uint32_t
sp_form(nu_str t, const char *limit)
{
	(void)limit;
	return sp_form_plain(t);
}
#endif

/* ----------------------------------------------------------------------------- in turns */

typedef struct form {
	uint32_t key, n; /* lines of it */
	uint32_t turns;  /* that come again after others, not far off */
	uint32_t first, last;
} form;

static form *
form_at(form *f, size_t mask, uint32_t key)
{
	size_t   k = (key * 2654435761u >> 7) & mask;
	unsigned step = 0;

	while (f[k].key && f[k].key != key)
		k = nu_next_place(key, k, mask, &step);
	return &f[k];
}

/* The form of each line, or NULL. */
static form **
find_forms(const sp_page *p)
{
	form      **of = nu_alloc_raw(p->a, (p->n + 1) * sizeof *of), *f;
	const char *limit = p->n ? p->page->text.p + p->page->text.n : NULL;
	size_t      size = 16;

	while (size < p->n * 2)
		size *= 2;
	f = NU_NEW(p->a, form, size);
	for (size_t i = 0; i < p->n; i++) {
		const sp_line *l = &p->line[i];
		bool     none = l->words > FORM_WORDS || l->sentence || l->text.n > 3 * FORM_BYTES;
		uint32_t key = none ? 0 : sp_form(l->text, limit);
		form    *m = of[i] = key ? form_at(f, size - 1, key) : NULL;

		if (!m)
			continue;
		if (!m->n)
			m->first = (uint32_t)i;
		else
			m->turns += i - m->last > 1 && i - m->last <= FORM_REACH;
		m->key = key;
		m->last = (uint32_t)i;
		m->n++;
	}
	return of;
}

bool *
sp_forms(const sp_page *p, sp_table *t)
{
	form *const *of = find_forms(p);
	bool        *turn = nu_alloc_raw(p->a, p->n + 1);

	for (size_t i = 0; i < p->n; i++) {
		const form *m = of[i];

		turn[i] = m && m->turns + 1 >= FORM_LEAST;
		if (t->seen[i]) {
			int16_t *x = sp_at(t, 0, i);

			set_x(x, SPE_FORM, m ? m->n : 0);
			put_x(x, SPE_FORM_FAR, m ? clip((long)(i - m->first)) : -1);
			set_x(x, SPE_TURN, m ? m->turns : 0);
		}
	}
	return turn;
}
