/* The scans of ndate that use vectors against their twins that do not. */
#include "data.h"
#include "date_gate.h"
#include "date_match.h"
#include "date_word.h"
#include "unit.h"

static jmp_buf  oom;
static nu_arena arena = {.oom = &oom};

static void
print(void *ctx, const char *message)
{
	(void)ctx;
	(void)message;
}

/* A text of words, numbers, marks, blanks and what is no UTF-8, always the same. */
static nu_str
text_of(uint32_t seed, size_t n)
{
	static const char *const piece[] = {"Friday", "the", "a", " ", " ", " ", "  ", ". ", ", ", "1998",
	    "12", "5", "'", "-", ":", "/", "today", "Ago", "year", "Jan", "h2o", "2nd", "caf\xC3\xA9",
	    "\xE2\x80\x99", "\xC2\xA0", "\xC3\x89t\xC3\xA9", "internationally", "\xFF", "$", "\t",
	    "pneumonoultramicroscopicsilicovolcanoconiosisandsomemorelettersthanablockholds"};
	char             *p = nu_alloc(&arena, n + 128);
	size_t            i = 0;

	while (i < n) {
		const char *s = piece[(seed >> 16) % (sizeof piece / sizeof *piece)];

		memcpy(p + i, s, strlen(s));
		i += strlen(s);
		seed = seed * 1664525u + 1013904223u;
	}
	return (nu_str){p, n};
}

/* Words are read 16 bytes at a time but for the last ones: with blanks behind, all are. */
static void
test_words(void)
{
	nu_date_words a = {0}, b = {0};

	for (uint32_t k = 0; k < 2000; k++) {
		nu_str s = text_of(k * 2654435761u, k % 300);
		char  *p = nu_alloc(&arena, s.n + 16);

		while (s.n && (s.p[s.n - 1] & 0x80)) /* a character may be cut */
			s.n--;
		memcpy(p, s.p, s.n);
		memset(p + s.n, ' ', 16);
		nu_date_words_of(&arena, s, 0, NULL, 0, 0, &a);
		nu_date_words_of(&arena, (nu_str){p, s.n + 16}, 0, NULL, 0, 0, &b);
		OK(a.n == b.n);
		for (size_t i = 0; i < a.n && i < b.n; i++)
			OK(a.w[i].start == b.w[i].start && a.w[i].end == b.w[i].end &&
			    a.w[i].kind == b.w[i].kind && a.w[i].hash == b.w[i].hash &&
			    a.w[i].letters == b.w[i].letters && a.w[i].space == b.w[i].space);
	}
}

static void
test_triggers(void)
{
	nu_log         log = {.print = print};
	nu_date_lex   *lex = nu_date_lex_new(&arena, nu_data("en/date-words.tsv"));
	nu_date_rules *rules = nu_date_rules_new(&arena, lex, nu_data("en/date-rules.tsv"), "", &log);
	size_t         found = 0;

	OK(rules != NULL);
	for (uint32_t k = 0; rules && k < 2000; k++) {
		nu_str s = text_of(k * 2246822519u, k % 300);

		for (size_t i = 0; i < s.n; found++) {
			size_t at = nu_date_trigger_by(NU_DATE_PLAIN, rules->gate, s, i);

			OK(at == nu_date_trigger_by(NU_DATE_SSE2, rules->gate, s, i));
			OK(at == nu_date_trigger_by(NU_DATE_AVX2, rules->gate, s, i));
			i = at + 1;
			while (i < s.n && s.p[i] != ' ') /* at a word's begin, as ndate goes on */
				i++;
		}
	}
	OK(found > 1000);
	nu_date_rules_free(rules);
}

int
main(void)
{
	if (setjmp(oom))
		return 1;
	test_words();
	test_triggers();
	nu_arena_free(&arena);
	return unit_end();
}
