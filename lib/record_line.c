/* One line of newsutils(5) read and checked. */
#include "record.h"

#include "text.h"

#if defined(NU_VECTORS)
#include <immintrin.h>
#endif

/* A plain decimal without leading zeros, at most 18 digits. */
static bool
read_number(nu_str s, size_t *out)
{
	size_t   v = 0;
	unsigned worst = 0, d;

	if (s.n > 18 || (s.n > 1 && s.p[0] == '0'))
		return false;
	if (s.n == 4) { /* most of all */
		unsigned a = (unsigned char)s.p[0] - 48u, b = (unsigned char)s.p[1] - 48u;
		unsigned c = (unsigned char)s.p[2] - 48u;

		d = (unsigned char)s.p[3] - 48u;
		*out = ((a * 10 + b) * 10 + c) * 10 + d;
		return (a < 10) & (b < 10) & (c < 10) & (d < 10);
	}
	for (size_t i = 0; i < s.n; i++) {
		d = (unsigned char)s.p[i] - 48u;
		worst = d > worst ? d : worst;
		v = v * 10 + d;
	}
	*out = v;
	return worst < 10;
}

static bool
is_type(nu_str s)
{
	size_t i = s.n && s.p[0] == '@';

	if (i >= s.n || nu_folded[(unsigned char)s.p[i]] < 'a')
		return false;
	while (i < s.n && (nu_folded[(unsigned char)s.p[i]] || s.p[i] == '-'))
		i++;
	return i == s.n;
}

static bool
is_score(nu_str s)
{
	if (s.n == 1)
		return s.p[0] == '.';
	if (s.n != 4 || s.p[1] != '.')
		return false;
	if (s.p[0] == '1')
		return s.p[2] == '0' && s.p[3] == '0';
	return s.p[0] == '0' && s.p[2] >= '0' && s.p[2] <= '9' && s.p[3] >= '0' && s.p[3] <= '9';
}

/* The unescaped length of s, or SIZE_MAX when an escape is none of the four. */
static size_t
plain_length(nu_str s)
{
	const char *p = s.p, *end = s.p + s.n;
	size_t      n = s.n;

	while (p < end && (p = memchr(p, '\\', (size_t)(end - p)))) {
		if (p + 1 == end || !memchr("tnr\\", p[1], 4))
			return SIZE_MAX;
		n--;
		p += 2;
	}
	return n;
}

enum { HAS_HIGH = 1, HAS_CONTROL = 2, HAS_BACKSLASH = 4, TABS = 6 };

/* Takes in the control at p[i]: true when it ends the line. */
static inline bool
take_control(nu_look *s, const char *p, size_t i)
{
	if (p[i] == '\t') {
		if (s->tabs < TABS)
			s->tab[s->tabs] = i;
		s->tabs++;
	} else if (p[i] == '\n') {
		s->n = i;
		return true;
	} else {
		s->has |= HAS_CONTROL;
	}
	return false;
}

#if defined(NU_VECTORS)
/* A bit for each of 64 bytes: the controls, the TABs, those above 127, the backslashes. */
typedef struct bits {
	uint64_t control, tab, high, slash;
} bits;

static inline uint64_t
join(unsigned a, unsigned b, unsigned c, unsigned d)
{
	return (a | b << 16) | (uint64_t)(c | d << 16) << 32;
}

static inline unsigned
low_sse2(__m128i c)
{
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(c, _mm_set1_epi8(31)), c));
}

static inline unsigned
is_sse2(__m128i c, char x)
{
	return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(c, _mm_set1_epi8(x)));
}

static inline unsigned
high_sse2(__m128i c)
{
	return (unsigned)_mm_movemask_epi8(c);
}

static inline bits
bits_sse2(const char *p)
{
	const __m128i *v = (const __m128i *)(const void *)p;
	__m128i        a = _mm_loadu_si128(v), b = _mm_loadu_si128(v + 1);
	__m128i        c = _mm_loadu_si128(v + 2), d = _mm_loadu_si128(v + 3);

	return (bits){join(low_sse2(a), low_sse2(b), low_sse2(c), low_sse2(d)),
	    join(is_sse2(a, '\t'), is_sse2(b, '\t'), is_sse2(c, '\t'), is_sse2(d, '\t')),
	    join(high_sse2(a), high_sse2(b), high_sse2(c), high_sse2(d)),
	    join(is_sse2(a, '\\'), is_sse2(b, '\\'), is_sse2(c, '\\'), is_sse2(d, '\\'))};
}

NU_AVX2_INLINE uint64_t
mask_avx2(__m256i a, __m256i b)
{
	return (unsigned)_mm256_movemask_epi8(a) | (uint64_t)(unsigned)_mm256_movemask_epi8(b) << 32;
}

NU_AVX2_INLINE bits
bits_avx2(const char *p)
{
	__m256i a = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32));
	__m256i low = _mm256_set1_epi8(31), slash = _mm256_set1_epi8('\\');
	__m256i tab = _mm256_set1_epi8('\t');

	return (bits){mask_avx2(_mm256_cmpeq_epi8(_mm256_min_epu8(a, low), a),
	                  _mm256_cmpeq_epi8(_mm256_min_epu8(b, low), b)),
	    mask_avx2(_mm256_cmpeq_epi8(a, tab), _mm256_cmpeq_epi8(b, tab)), mask_avx2(a, b),
	    mask_avx2(_mm256_cmpeq_epi8(a, slash), _mm256_cmpeq_epi8(b, slash))};
}

/* Nearly every line has its six TABs, and no seventh, in its first 64 bytes. */
static inline bool
first_tabs(nu_look *s, uint64_t tab)
{
	uint64_t m = tab & (tab - 1);

	m &= m - 1;
	m &= m - 1;
	m &= m - 1;
	m &= m - 1;
	if (!m || m & (m - 1))
		return false;
	for (int i = 0; i < TABS; i++, tab &= tab - 1)
		s->tab[i] = (unsigned)__builtin_ctzll(tab);
	s->tabs = TABS;
	return true;
}

/* Takes in 64 bytes at p + i; true when the line ends there. */
static inline bool
take_bits(nu_look *s, const char *p, size_t i, bits b)
{
	uint64_t before = ~(uint64_t)0;
	bool     ended = false;

	if (i == 0 && b.control == b.tab && first_tabs(s, b.tab))
		b.control = 0;
	for (uint64_t m = b.control; m && !ended; m &= m - 1)
		if ((ended = take_control(s, p, i + (unsigned)__builtin_ctzll(m))))
			before = (m & -m) - 1;
	s->has |= (b.high & before ? HAS_HIGH : 0u) | (b.slash & before ? HAS_BACKSLASH : 0u);
	return ended;
}

static size_t
look_sse2(const char *p, size_t n, nu_look *s)
{
	size_t i = 0;

	for (; i + 64 <= n; i += 64)
		if (take_bits(s, p, i, bits_sse2(p + i)))
			return SIZE_MAX;
	return i;
}

NU_AVX2 size_t
look_avx2(const char *p, size_t n, nu_look *s)
{
	size_t i = 0;

	for (; i + 64 <= n; i += 64)
		if (take_bits(s, p, i, bits_avx2(p + i)))
			return SIZE_MAX;
	return i;
}

/* Whole blocks; how far that goes, or SIZE_MAX when the line ends in one. */
static size_t
look_blocks(const char *p, size_t n, nu_look *s)
{
	return __builtin_cpu_supports("avx2") ? look_avx2(p, n, s) : look_sse2(p, n, s);
}
#else
static size_t
look_blocks(const char *p, size_t n, nu_look *s)
{
	(void)p, (void)n, (void)s;
	return 0;
}
#endif

bool
nu_rec_look(const char *p, size_t n, nu_look *s)
{
	size_t i;

	s->tabs = s->has = 0;
	i = look_blocks(p, n, s);
	if (i == SIZE_MAX)
		return true;
	for (; i < n; i++) {
		unsigned char c = (unsigned char)p[i];

		if (c < 32 && take_control(s, p, i))
			return true;
		s->has |= c >= 0x80 ? HAS_HIGH : c == '\\' ? HAS_BACKSLASH : 0u;
	}
	s->n = n;
	return false;
}

static const char *
check_text(nu_str id, const nu_rec *r, size_t length, unsigned has)
{
	nu_str text = nu_rec_text(r);
	size_t n = text.n;

	if (has & HAS_BACKSLASH) {
		n = plain_length(text);
		if (n == SIZE_MAX || plain_length(id) == SIZE_MAX ||
		    plain_length(nu_rec_value(r)) == SIZE_MAX)
			return "an escape other than \\t \\n \\r \\\\";
	}
	if (n == length || r->type_p[0] == '@' || (length == 0 && nu_eq(text, NU_STR("."))))
		return NULL;
	return "the text is not as long as its span";
}

/* Column i of a line of seven. */
static inline nu_str
column(const char *p, const nu_look *s, int i)
{
	size_t from = i ? s->tab[i - 1] + 1 : 0, to = i < TABS ? s->tab[i] : s->n;

	return (nu_str){p + from, to - from};
}

/* Columns 2, 3, 4 and 6; the length of the span. What is far over any limit stays so. */
static const char *
check_form(const char *p, const nu_look *s, nu_rec *rec, size_t *length)
{
	size_t start, end;
	nu_str score = column(p, s, 5);

	if (!read_number(column(p, s, 1), &start) || !read_number(column(p, s, 2), &end))
		return "start or end is no plain number";
	if (start > end)
		return "the span ends before it starts";
	rec->start = start < UINT32_MAX ? (uint32_t)start : UINT32_MAX;
	rec->end = end < UINT32_MAX ? (uint32_t)end : UINT32_MAX;
	*length = end - start;
	if (!is_type(column(p, s, 3)))
		return "the type is no word";
	if (!is_score(score))
		return "the score is not 0.00 to 1.00";
	rec->score = score.n == 1 ? NU_NOSCORE
	                          : (int8_t)((score.p[0] - '0') * 100 + (score.p[2] - '0') * 10 +
	                                     (score.p[3] - '0'));
	return NULL;
}

const char *
nu_rec_read(const char *p, const nu_look *s, nu_str *id, nu_rec *rec)
{
	const size_t *tab = s->tab;
	const char   *why;
	size_t        length;

	if (s->tabs != TABS)
		return "not seven columns";
	if (!tab[0] || tab[1] == tab[0] + 1 || tab[2] == tab[1] + 1 || tab[3] == tab[2] + 1 ||
	    tab[4] == tab[3] + 1 || tab[5] == tab[4] + 1 || s->n == tab[5] + 1)
		return "an empty column (absent is \".\")";
	if (s->n > UINT32_MAX || tab[3] - tab[2] > UINT16_MAX)
		return "the line or its type is too long";
	*id = column(p, s, 0);
	rec->type_p = p + tab[2] + 1;
	rec->type_n = (uint16_t)(tab[3] - tab[2] - 1);
	rec->value_p = p + tab[3] + 1;
	rec->value_n = (uint32_t)(tab[4] - tab[3] - 1);
	rec->text_p = p + tab[5] + 1;
	rec->text_n = (uint32_t)(s->n - tab[5] - 1);
	rec->line = p;
	rec->lead_n = 0;
	rec->own = rec->gone = rec->made = false;
	rec->bare = !(s->has & HAS_BACKSLASH);
	if ((why = check_form(p, s, rec, &length)))
		return why;
	if (s->has & HAS_HIGH && nu_utf8_valid((nu_str){p, s->n}) < s->n)
		return "not UTF-8";
	if (s->has & HAS_CONTROL && (memchr(p, '\r', s->n) || memchr(p, 0, s->n)))
		return "a raw CR or NUL";
	return check_text(*id, rec, length, s->has);
}

const char *
nu_rec_parse(nu_str line, nu_str *id, nu_rec *rec)
{
	nu_look look;

	return nu_rec_look(line.p, line.n, &look) ? "more than one line"
	                                          : nu_rec_read(line.p, &look, id, rec);
}
