/* pattern: rules, and the gate before them: what it lets through, what it is sure of. */
#include "pattern.h"

#include <utf8proc.h>

#include "data.h"
#include "lexicon.h"
#include "pattern_gate.h"
#include "text.h"
#include "unit.h"

static jmp_buf  oom;
static nu_arena arena = {.oom = &oom};
static nu_log   quiet;

static void
test_rules(void)
{
	static const char tsv[] = "a\twhole\tplain\t(?:share|send)(?: this)?\n"
	                          "b\tstart\tplain\t(?:\\d+ )?comments?\\b\n"
	                          "c\thas\tplain\tall rights\n"
	                          "d\twhole\tplain\tshare this\n";
	nu_rules *r = nu_rules_new(&arena, NU_STR(tsv), "rules", &quiet);

	OK(r && r->n == 4);
	if (!r)
		return;
	OK(nu_rules_find(r, NU_STR("Share this"), false) == 0);
	OK(nu_rules_find(r, NU_STR("[SEND]"), false) == 0);
	OK(nu_rules_find(r, NU_STR("Share this with me"), false) == -1);
	OK(nu_rules_find(r, NU_STR("12 comments so far"), false) == 1);
	OK(nu_rules_find(r, NU_STR("\xE2\x80\xA2 Comment here"), false) == 1);
	OK(nu_rules_find(r, NU_STR("We reserve all rights"), true) == 2);
	OK(nu_rules_find(r, NU_STR("We reserve all rights"), false) == -1);
	OK(nu_rules_find(r, NU_STR(""), true) == -1);
	nu_rules_free(r);
}

/* A few words of the rules with marks between them, so that many lines nearly match one. */
static nu_str
make_line(nu_str from, uint32_t *seed, char *buf)
{
	static const char *const marks[] = {" ", " ", " ", ": ", "-", "", " 12 ", "\xE2\x80\x99", "\xC2\xA9 ",
	    "\xC5\xBF", ".", " | ", "@", "\t", "20:15 "};
	size_t n = 0;

	for (unsigned k = 1 + unit_draw(seed, 4); k; k--) {
		size_t      at = unit_draw(seed, from.n - 40), end;
		const char *mark = marks[unit_draw(seed, sizeof marks / sizeof *marks)];

		while (at < from.n && !nu_folded[(unsigned char)from.p[at]])
			at++;
		for (end = at; end < from.n && end < at + 40 && (nu_folded[(unsigned char)from.p[end]] || from.p[end] == ' ');)
			end++;
		memcpy(buf + n, from.p + at, end - at);
		n += end - at;
		memcpy(buf + n, mark, strlen(mark));
		n += strlen(mark);
	}
	return nu_trim((nu_str){buf, n});
}

/* Rows of the rules, a gate for all their patterns (patient, with a lead) and each in PCRE2. */
typedef struct set {
	nu_gate    *gate;
	nu_pattern *pattern[256];
	size_t      n;
} set;

static set
read_set(const char *file, bool patient, nu_str lead)
{
	nu_str line, rest = nu_data(file);
	set    s = {.gate = nu_gate_new(&arena, sizeof s.pattern / sizeof *s.pattern)};

	if (patient)
		nu_gate_patient(s.gate);
	if (lead.n)
		nu_gate_lead(s.gate, lead);
	while (nu_tsv_line(&rest, &line)) {
		nu_str source = nu_column(line, 3);
		char  *whole = nu_alloc(&arena, lead.n + source.n + 5);
		int    n = sprintf(whole, "%.*s(?:%.*s)", (int)lead.n, lead.p, (int)source.n, source.p);

		nu_gate_add(s.gate, s.n, source);
		s.pattern[s.n++] = nu_pattern_lazy(&arena, (nu_str){whole, (size_t)n}, file, &quiet);
	}
	return s;
}

/* What PCRE2 finds the gate lets through, and what the gate is sure of PCRE2 finds. */
static void
test_set(const char *file, bool patient, const char *lead)
{
	set      s = read_set(file, patient, nu_str_of(lead));
	uint32_t seed = 11;
	size_t   hits = 0, certain = 0;

	for (int k = 0; k < 1500; k++) {
		char     buf[512];
		nu_str   line = make_line(nu_data(file), &seed, buf);
		uint64_t found[4] = {0}, sure[4] = {0};

		nu_gate_run(s.gate, line, found, sure);
		for (size_t i = 0; i < s.n; i++) {
			bool may = found[i / 64] >> i % 64 & 1, must = sure[i / 64] >> i % 64 & 1;
			bool does = may && nu_pattern_find(s.pattern[i], line, NULL, NULL);

			OK(may || k % 10 || !nu_pattern_find(s.pattern[i], line, NULL, NULL));
			OK(does || !must);
			hits += does;
			certain += must;
		}
	}
	OK(hits > 200 && certain > hits / 3);
	for (size_t i = 0; i < s.n; i++)
		nu_pattern_free(s.pattern[i]);
}

/* A gate that has seen many lines says the same of one as a gate that has seen none. */
static void
test_fresh(const char *file)
{
	nu_gate *warm = read_set(file, false, NU_STR("")).gate;
	uint32_t seed = 5;

	for (int k = 0; k < 600; k++) {
		char     buf[512];
		nu_str   line = make_line(nu_data(file), &seed, buf);
		uint64_t a[2][4] = {{0}}, b[2][4] = {{0}};

		nu_gate_run(warm, line, a[0], a[1]);
		if (k % 20)
			continue;
		nu_gate_run(warm, line, b[0], b[1]);
		OK(memcmp(a, b, sizeof a) == 0);
		memset(b, 0, sizeof b);
		nu_gate_run(read_set(file, false, NU_STR("")).gate, line, b[0], b[1]);
		OK(memcmp(a, b, sizeof a) == 0);
	}
}

/* What a gate of one pattern says of a line: it cannot match, may, is sure to. */
static char
says(const char *pattern, const char *line, bool patient)
{
	nu_gate *g = nu_gate_new(&arena, 1);
	uint64_t found = 0, sure = 0;

	if (patient)
		nu_gate_patient(g);
	nu_gate_add(g, 0, nu_str_of(pattern));
	nu_gate_run(g, nu_str_of(line), &found, &sure);
	return sure ? '+' : found ? '?' : '-';
}

static void
test_sure(void)
{
	static const struct {
		const char *pattern, *line;
		char        says;
	} row[] = {
		{"\\Aab?c{2}(?:d|e)+\\z", "ACCDED", '+'},
		{"\\Aab?c{2}(?:d|e)+\\z", "ACD", '-'},
		{"ab|\\Acd", "xcd ab", '+'},
		{"ab|\\Acd", "xcd", '?'},  /* \A in the middle of a loose pattern */
		{"\\Aab|\\Acd", "xcd", '-'},
		{"[\\pL.]+[^\\pL\\pN]x", "ab-x", '+'},
		{"\\A[^\\pL\\pN]x", "\xE2\x80\x93x", '+'}, /* a dash is neither */
		{"\\A[^\\pL\\pN]x", "\xC3\xA9x", '-'},     /* and \xE9 is a letter */
		{"\\A[^\\pL]x", "\xD8\xA7x", '?'},         /* of its script not all are */
		{"\\A\\pL{2}x", "\xE8\xAE\xB0\xE3\x81\x82x", '+'},
		{"\\A\\W\\D\\S.x", "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9x", '+'},
		{"\\A\xC3\xA9x", "\xC3\xA9x", '?'},
		{"\\A\xC3\xA9x", "\xE7\x99\xBBx", '-'},
		{"\\A[0-5]\\d", "17", '?'},
		{"\\A\\d\\d", "17", '+'},
		{"\\Aa(?-i:B)", "ab", '?'},
		{"\\Aa\\b", "ab", '?'},
		{"\\Aa(?=b)", "ab", '?'},
		{"\\Aa++", "aa", '?'},
		{"\\A(?>a|ab)c", "ac", '?'},
		{"\\Aa{1,9}b", "aaab", '?'}, /* counts above a few are any */
		{"\\Aa{6}b", "aaab", '-'},
		{"\\Aa{6}b", "aaaab", '?'},
		{"\\Aa.{0,40}b", "ab", '+'},
		{"\\Aa.{0,40}b", "axb", '?'},
		{"\\Aa{0}b", "x", '?'}, /* not understood */
		{"\\Aa[[:alpha:]]", "x", '?'},
	};

	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		char is = says(row[i].pattern, row[i].line, false);

		if (is != row[i].says)
			fprintf(stderr, "%s on '%s' says %c\n", row[i].pattern, row[i].line, is);
		OK(is == row[i].says);
	}
	OK(says("\\Aa.{0,40}b", "axx", false) == '?' && says("\\Aa.{0,40}b", "axx", true) == '-');
	OK(says("\\A[^.]{0,40}ab", "c. ab", true) == '?'); /* what goes through words is passed over */
	OK(says("\\A[^.]{0,40}ab", "c. a", true) == '-');
	OK(says("\\A[^ ]{0,40}ab", "cc ab", true) == '-');
}

static char *
character(utf8proc_int32_t cp)
{
	char *at = nu_alloc(&arena, 5);

	utf8proc_encode_char(cp, (utf8proc_uint8_t *)at);
	return at;
}

/* No character is lost that PCRE2 takes for another case of one in a pattern. */
static void
test_cases(void)
{
	size_t pairs = 0;

	for (utf8proc_int32_t c = 'a'; c < 0x1F000; c++) {
		utf8proc_int32_t lower = utf8proc_tolower(c), upper = utf8proc_toupper(c);
		utf8proc_int32_t other[] = {lower, upper, utf8proc_totitle(c), utf8proc_tolower(upper),
		    utf8proc_toupper(lower)};

		for (size_t i = 0; utf8proc_codepoint_valid(c) && i < sizeof other / sizeof *other; i++) {
			char       *is = character(c), *to = character(other[i]);
			nu_pattern *p;

			if (other[i] == c)
				continue;
			p = nu_pattern_new(&arena, nu_str_of(is), "case", &quiet);
			if (nu_pattern_find(p, nu_str_of(to), NULL, NULL)) {
				pairs++;
				OK(says(is, to, false) != '-' && says(to, is, false) != '-');
			}
			nu_pattern_free(p);
		}
		if (c % 256 == 0)
			nu_arena_reset(&arena);
	}
	OK(pairs > 2000);
}

/* The gate lets every line through that a rule matches, and every pattern compiles. */
static void
test_gate(void)
{
	nu_str    from = nu_data("en/junk.tsv");
	nu_rules *r = nu_rules_new(&arena, from, "rules", &quiet);
	uint32_t  seed = 7;
	size_t    hits = 0;

	OK(nu_rules_check(r));
	for (int k = 0; k < 4000; k++) {
		char   buf[512];
		nu_str line = make_line(from, &seed, buf);
		int    row = -1;

		for (size_t i = 0; i < r->n && row < 0; i++)
			row = nu_pattern_find(r->rule[i].pattern, line, NULL, NULL) ? (int)i : -1;
		OK(nu_rules_find(r, line, true) == row);
		hits += row >= 0;
	}
	OK(hits > 400 && hits < 3600);
	nu_rules_free(r);
}

/* More states than there is room for: all is still found, by what was walked without them, too. */
static void
test_gate_room(void)
{
	static const char tsv[] = "a\thas\tplain\ta[ab]{4}[ab]{4}[ab]{4}[ab]b\n"
	                          "b\tstart\tplain\tx[ab]*a[ab]{4}[ab]{4}[ab]{4}b|lone(?:a|b)+b\\z\n";
	nu_rules *r = nu_rules_new(&arena, NU_STR(tsv), "rules", &quiet);
	uint32_t  seed = 3;
	char      buf[44];

	for (int k = 0; k < 20000; k++) {
		size_t n = k % 4 == 3 ? 10 : sizeof buf;
		nu_str line = {buf, n};
		bool   has = k % 2, is;

		memcpy(buf, k % 4 == 3 ? "lone" : "x   ", 4);
		for (size_t i = k % 4 == 3 ? 4 : 1; i < n; i++)
			buf[i] = (char)('a' + (unit_draw(&seed, 1 << 20) >> 19));
		is = (has && nu_pattern_find(r->rule[0].pattern, line, NULL, NULL)) ||
		     nu_pattern_find(r->rule[1].pattern, line, NULL, NULL);
		OK((nu_rules_find(r, line, has) >= 0) == is);
	}
	nu_rules_free(r);
}

/* Of each character of the scripts it is known whether it is a letter, or it is in doubt. */
static void
test_letters(void)
{
	static const char *const source[] = {"\\A\\pL\\z", "\\A[^\\pL\\pN]\\z", "\\A\\pN\\z"};
	unsigned certain = 0;

	for (unsigned k = 0; k < 3; k++) {
		nu_gate    *g = nu_gate_new(&arena, 1);
		nu_pattern *p = nu_pattern_new(&arena, nu_str_of(source[k]), "letters", &quiet);

		nu_gate_add(g, 0, nu_str_of(source[k]));
		for (uint32_t cp = 1; cp < 0x20000; cp++) {
			char     buf[4];
			nu_str   line = {buf, cp >> 11 == 27 ? 0 : nu_encode(cp, buf)};
			uint64_t found = 0, sure = 0;

			nu_gate_run(g, line, &found, &sure);
			if (!found || sure)
				OK(nu_pattern_find(p, line, NULL, NULL) == (sure != 0));
			certain += sure != 0;
		}
		nu_pattern_free(p);
	}
	OK(certain > 40000); /* most of them Han and Hangul */
}

int
main(void)
{
	if (setjmp(oom))
		return 2;
	quiet.print = unit_ignore;
	test_cases();
	test_rules();
	test_sure();
	test_letters();
	test_set("en/junk.tsv", false, "\\A[^\\pL\\pN]{0,4}?");
	test_set("en/strip.tsv", false, "");
	test_set("mul/junk.tsv", true, "");
	test_fresh("en/strip.tsv");
	test_gate();
	test_gate_room();
	nu_arena_free(&arena);
	return unit_end();
}
