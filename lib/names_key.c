#include "names.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "text.h"

/* --------------------------------------------------------------------------- folding */

/* One code point without its marks, in lower case, into out; the bytes written. */
static size_t
fold_cp(uint32_t cp, char *out)
{
	static const struct {
		uint32_t    cp;
		const char *is;
	} special[] = {{0xDF, "ss"}, {0xE6, "ae"}, {0xF0, "d"}, {0xF8, "o"}, {0xFE, "th"}, {0x111, "d"},
	    {0x127, "h"}, {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x18F, "e"}, {0x259, "e"},
	    {0x2BB, ""}, {0x2BC, ""}, {0x2019, ""}, {0x2018, ""}};
	utf8proc_int32_t part[8];
	size_t           n = 0;
	int              boundary = 0;
	utf8proc_ssize_t k;

	cp = nu_tolower(cp);
	for (size_t i = 0; i < sizeof special / sizeof *special; i++)
		if (special[i].cp == cp) {
			n = strlen(special[i].is);
			memcpy(out, special[i].is, n);
			return n;
		}
	k = utf8proc_decompose_char((utf8proc_int32_t)cp, part, 8,
	    UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_STABLE, &boundary);
	for (utf8proc_ssize_t i = 0; i < k && i < 8 && n < 12; i++)
		n += nu_encode((uint32_t)part[i], out + n);
	return n;
}

nu_str
nu_fold(nu_arena *a, nu_str s)
{
	size_t   n = 0, i = 0, room = 1, cap;
	unsigned len;
	char    *out;

	for (size_t k = 0; k < s.n; k++)
		room += (unsigned char)s.p[k] < 128 ? 1 : 3;
	cap = room + 16;
	out = nu_alloc_raw(a, cap);
	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 128) {
			i++;
			if (c == '\'' || c == '.' || c == '`')
				continue;
			if (c == '-' || nu_ascii[c] & NU_SPACE)
				c = ' ';
			if (c == ' ' && (n == 0 || out[n - 1] == ' '))
				continue;
			out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
			continue;
		}
		uint32_t cp = nu_decode(s, i, &len);

		i += len;
		if (cp == 0x2010 || cp == 0x2011 || nu_class_cp(cp) & NU_SPACE) {
			if (n && out[n - 1] != ' ')
				out[n++] = ' ';
		} else {
			n += fold_cp(cp, out + n);
		}
		if (n > room) /* cannot be: a decomposition is at most three times as long */
			break;
	}
	while (n && out[n - 1] == ' ')
		n--;
	nu_shrink(a, out, &cap, n, 1);
	return (nu_str){out, n};
}

/* -------------------------------------------------------------------------- skeleton */

/* Words that spellings of one name have and have not. */
static bool
is_small_part(nu_str w)
{
	static const char *const small[] = {
	    "al", "el", "ul", "bin", "ibn", "ben", "the", "ud", "as", "ad"};

	for (size_t i = 0; i < sizeof small / sizeof *small; i++)
		if (nu_eq(w, nu_str_of(small[i])))
			return true;
	return false;
}

static bool
is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* The class of the sound at w[i]; *used bytes of it. 0: silent here. */
static char
sound(nu_str w, size_t i, size_t *used)
{
	char c = w.p[i], d = i + 1 < w.n ? w.p[i + 1] : 0;

	*used = 1;
	if (d == 'h' && (c == 'k' || c == 'g' || c == 'c' || c == 's' || c == 'd' || c == 't' ||
	                    c == 'p' || c == 'z')) {
		*used = 2;
		return c == 'k' || c == 'g'   ? 'k'
		       : c == 'c' || c == 's' ? 's'
		       : c == 'p'             ? 'f'
		       : c == 'z'             ? 'j'
		                              : c;
	}
	if (c == 'q' || (c == 'c' && d != 'e' && d != 'i'))
		return 'k';
	if (c == 'c')
		return 's';
	if (c == 'v')
		return 'w';
	if (c == 'y')
		return 'j';
	if (c == 'z')
		return 's';
	if (is_vowel(c))
		return 0;
	return c;
}

nu_str
nu_skeleton(nu_arena *a, nu_str folded)
{
	char  *out = nu_alloc_raw(a, folded.n + 1);
	size_t n = 0, i = 0;

	while (i < folded.n) {
		size_t to = i, used, begin = n;
		nu_str w;

		while (to < folded.n && folded.p[to] != ' ')
			to++;
		w = nu_slice(folded, i, to);
		i = to + 1;
		if (is_small_part(w))
			continue;
		for (size_t k = 0; k < w.n; k += used) {
			char c = sound(w, k, &used);

			if (!c && k == 0)
				c = 'a';
			if (c == 'h' && k + 1 == w.n)
				continue;
			if (c == 'j' && k && k + 1 < w.n && w.p[k] == 'y')
				continue; /* y inside a word is a vowel */
			if (c == 'j' && k + 1 == w.n && w.p[k] == 'y')
				continue; /* and at its end */
			if (c && !(n > begin && out[n - 1] == c))
				out[n++] = c;
		}
	}
	return (nu_str){out, n};
}

/* -------------------------------------------------------------------------- likeness */

static double
jaro(nu_str a, nu_str b)
{
	bool   used_a[128] = {false}, used_b[128] = {false};
	size_t window = (a.n > b.n ? a.n : b.n) / 2, same = 0, moved = 0, k = 0;

	window = window ? window - 1 : 0;
	for (size_t i = 0; i < a.n; i++) {
		size_t from = i > window ? i - window : 0, to = i + window + 1 < b.n ? i + window + 1 : b.n;

		for (size_t j = from; j < to; j++)
			if (!used_b[j] && a.p[i] == b.p[j]) {
				used_a[i] = used_b[j] = true;
				same++;
				break;
			}
	}
	if (!same)
		return 0;
	for (size_t i = 0; i < a.n; i++) {
		if (!used_a[i])
			continue;
		while (!used_b[k])
			k++;
		moved += a.p[i] != b.p[k++];
	}
	return ((double)same / (double)a.n + (double)same / (double)b.n +
	           ((double)same - (double)moved / 2) / (double)same) /
	       3;
}

double
nu_jaro_winkler(nu_str a, nu_str b)
{
	double j;
	size_t prefix = 0;

	if (nu_eq(a, b))
		return 1;
	if (!a.n || !b.n || a.n > 120 || b.n > 120)
		return 0;
	j = jaro(a, b);
	while (prefix < 4 && prefix < a.n && prefix < b.n && a.p[prefix] == b.p[prefix])
		prefix++;
	return j + (double)prefix * 0.1 * (1 - j);
}
