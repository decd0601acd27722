/* UTF-8, classes, words and lines. */
#include "lines.h"
#include "text.h"
#include "unit.h"

static jmp_buf  oom;
static nu_arena arena = {.oom = &oom};

static void
test_repair(void)
{
	size_t n;

	SAME(nu_utf8_repair(&arena, NU_STR("plain"), &n), NU_STR("plain"));
	OK(n == 0);
	SAME(nu_utf8_repair(&arena, NU_STR("a\xFF\xC3(\xE2\x82z"), &n),
	    NU_STR("a\xEF\xBF\xBD\xEF\xBF\xBD(\xEF\xBF\xBDz"));
	OK(n == 3);
	SAME(nu_utf8_repair(&arena, (nu_str){"a\0b", 3}, &n), NU_STR("a\xEF\xBF\xBD"
	                                                             "b"));
	OK(n == 1);
	/* Surrogates, overlong forms and what lies beyond Unicode are no UTF-8. */
	OK(nu_utf8_valid(NU_STR("\xED\xA0\x80")) == 0);
	OK(nu_utf8_valid(NU_STR("\xC0\x80")) == 0);
	OK(nu_utf8_valid(NU_STR("\xE0\x9F\xBF")) == 0);
	OK(nu_utf8_valid(NU_STR("\xF4\x90\x80\x80")) == 0);
	OK(nu_utf8_valid(NU_STR("\xF4\x8F\xBF\xBF")) == 4);
	OK(nu_utf8_valid(NU_STR("ab\xC3")) == 2);
}

/* Valid bytes from the start, told of a few at a time: too few for vectors. */
static size_t
valid_in_steps(nu_str s)
{
	size_t i = 0, k = 1;

	for (; i < s.n && k; i += k)
		k = nu_utf8_valid(nu_slice(s, i, s.n - i > 30 ? i + 30 : s.n));
	return i;
}

/* What vectors call valid, the bytes are, one by one. */
static void
test_valid(void)
{
	static const char *const piece[] = {"a", "word ", "\xC3\xA9", "\xD0\x96", "\xE2\x80\x9C",
	    "\xE0\xA5\xA4", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF"};
	static const unsigned char lead[] = {0x7F, 0x80, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
	    0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFF};
	uint32_t state = 7;
	size_t   right = 0;

	for (int round = 0; round < 100000; round++) {
		char   buf[128];
		size_t n = 0, want;

		state = state * 1664525u + 1013904223u;
		want = 32 + (state >> 8) % 80;
		while (n < want) {
			const char *p = piece[((state = state * 1664525u + 1013904223u) >> 9) % 10];

			memcpy(buf + n, p, strlen(p));
			n += strlen(p);
		}
		state = state * 1664525u + 1013904223u;
		if (round % 3) { /* a byte or two that may break it */
			size_t at = (state >> 8) % n;

			buf[at] = (char)lead[(state >> 20) % sizeof lead];
			if (round & 1)
				buf[at ? at - 1 : n - 1] = (char)lead[(state >> 4) % sizeof lead];
		}
		n -= (state >> 28) % 4;
		right += nu_utf8_valid((nu_str){buf, n}) == n;
		OK(nu_utf8_valid((nu_str){buf, n}) == valid_in_steps((nu_str){buf, n}));
	}
	OK(right > 15000 && right < 80000);
}

static void
test_case(void)
{
	OK(nu_hash(NU_STR("FRIDAY")) == nu_hash(NU_STR("friday")));
	OK(nu_hash(NU_STR("\xC3\x89t\xC3\xA9")) == nu_hash(NU_STR("\xC3\xA9t\xC3\x89")));
	OK(nu_hash(NU_STR("friday")) != nu_hash(NU_STR("fridax")));
	OK(nu_eq_lower(NU_STR("\xC3\x89T\xC3\x89"), NU_STR("\xC3\xA9t\xC3\xA9")));
	OK(!nu_eq_lower(NU_STR("abc"), NU_STR("ab")));
	SAME(nu_lower(&arena, NU_STR("\xC3\x89Ta")), NU_STR("\xC3\xA9ta"));
	SAME(nu_trim(NU_STR("\xEF\xBB\xBF \t a b\xC2\xA0\n")), NU_STR("a b"));
	OK(nu_trim(NU_STR(" \xC2\xA0 ")).n == 0);
	SAME(nu_beginning(NU_STR("caf\xC3\xA9s"), 4), NU_STR("caf"));
	SAME(nu_beginning(NU_STR("caf\xC3\xA9s"), 5), NU_STR("caf\xC3\xA9"));
	SAME(nu_beginning(NU_STR("caf\xC3\xA9"), 5), NU_STR("caf\xC3\xA9"));
	OK(nu_beginning(NU_STR("\xC3\xA9"), 1).n == 0);
}

static void
test_words(void)
{
	nu_word *w;
	nu_str   s = NU_STR("The BBC's 1,200 caf\xC3\xA9s iPhone \xE2\x80\x9Cok");
	size_t   n = nu_words(&arena, s, &w);

	OK(n == 11);
	OK(w[0].letters == NU_CAPITAL && w[1].letters == NU_CAPITALS && w[3].letters == NU_LOWERCASE);
	OK(w[2].kind == NU_MARKUP && w[2].start == w[1].end && !w[2].space);
	OK(w[4].kind == NU_NUMBER && w[5].kind == NU_MARKUP && w[6].kind == NU_NUMBER);
	SAME(nu_slice(s, w[7].start, w[7].end), NU_STR("caf\xC3\xA9s"));
	OK(w[7].hash == nu_hash(NU_STR("CAF\xC3\x89S")) && w[7].space);
	OK(w[8].letters == NU_MIXEDCASE);
	OK(w[9].kind == NU_MARKUP && w[9].hash == 0x201C);
}

static size_t
lines(nu_str s, enum nu_wrap wrap, nu_line **l)
{
	return nu_lines(&arena, s, wrap, l);
}

static void
test_lines(void)
{
	nu_line *l;
	nu_str   s = NU_STR("\xEF\xBB\xBFone\r\n\r\n  two\xC2\xA0\nthree\rfour");

	OK(lines(s, NU_WRAP_NO, &l) == 4);
	SAME(nu_slice(s, l[0].start, l[0].end), NU_STR("one"));
	SAME(nu_slice(s, l[1].start, l[1].end), NU_STR("two"));
	OK(!l[0].gap && l[1].gap && !l[2].gap);
	SAME(nu_slice(s, l[3].start, l[3].end), NU_STR("four"));
	OK(lines(s, NU_WRAP_YES, &l) == 2);
	SAME(nu_slice(s, l[1].start, l[1].end), NU_STR("two\xC2\xA0\nthree\rfour"));
	OK(lines(NU_STR(""), NU_WRAP_AUTO, &l) == 0);
}

static void
test_wrap(void)
{
	nu_line *l;
	nu_str   wrapped = NU_STR("Menu\nNews\nSport\n\n"
	                          "The lake was calm in the morning, but by noon the\n"
	                          "wind had risen and the boats came home one after\n"
	                          "another with their nets still dry and their crews\n"
	                          "cold.\n\n"
	                          "Nobody was hurt, the harbour master said later on\n"
	                          "in the day.\n");
	nu_str   list = NU_STR("A first headline of the day\nA second and rather longer headline of it\n"
	                       "Third\nA fourth headline that is here\nAnd the last one\n");

	OK(lines(wrapped, NU_WRAP_AUTO, &l) == 5);
	OK(lines(wrapped, NU_WRAP_NO, &l) == 9);
	OK(lines(list, NU_WRAP_AUTO, &l) == 5);
}

/* Keys that all begin at the same few places of a table are put into it in few steps. */
static void
test_places(void)
{
	enum { ROOM = 1 << 17, MANY = ROOM / 2, AT_MOST = 40 };
	static uint32_t at[ROOM];
	uint32_t        by = 2654435761u, back = 244002641u; /* their product is 1 */
	size_t          steps = 0;

	OK(by * back == 1);
	for (uint32_t i = 1; i <= MANY; i++) {
		uint32_t key = (i % 4096 << 7 | i / 4096) * back;
		size_t   k = (key * by >> 7) & (ROOM - 1);
		unsigned step = 0;

		OK(k < 4096);
		while (at[k] && at[k] != key)
			k = nu_next_place(key, k, ROOM - 1, &step);
		at[k] = key;
		steps += step;
	}
	OK(steps < AT_MOST * (size_t)MANY);
}

int
main(void)
{
	if (setjmp(oom))
		return 1;
	test_repair();
	test_valid();
	test_case();
	test_words();
	test_lines();
	test_wrap();
	nu_arena_free(&arena);
	test_places();
	return unit_end();
}
