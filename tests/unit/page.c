/* Dates, charsets, HTTP bodies, names of authors, cues: the small parts of page formats. */
#include "data.h"
#include "page_cue.h"
#include "page_date.h"
#include "page_http.h"
#include "page_writer.h"
#include "unit.h"

static jmp_buf  oom;
static nu_arena arena = {.oom = &oom};

static const char *
date(const char *s)
{
	nu_str v = nu_page_date(&arena, nu_lexicon_new(&arena, nu_data("en/page-month.tsv")),
	    nu_str_of(s));

	return v.n ? nu_copy(&arena, v).p : "";
}

static void
test_dates(void)
{
	static const char *const cases[][2] = {
	    {"2024-01-19", "2024-01-19"},
	    {" 2024-01-19T10:20:30.123Z ", "2024-01-19T10:20:30Z"},
	    {"2024-01-19 10:20", "2024-01-19T10:20"},
	    {"2024-01-19T10:20:30+0530", "2024-01-19T10:20:30+05:30"},
	    {"2024-01-19T10:20:30+00:00", "2024-01-19T10:20:30Z"},
	    {"2024/1/9", "2024-01-09"},
	    {"20240119", "2024-01-19"},
	    {"20240119T102030Z", "2024-01-19T10:20:30Z"},
	    {"20240119102030", "2024-01-19T10:20:30"},
	    {"Fri, 19 Jan 2024 10:20:30 GMT", "2024-01-19T10:20:30Z"},
	    {"Fri Jan 19 10:20:30 2024", "2024-01-19T10:20:30"},
	    {"January 19, 2024 10:20 PM EST", "2024-01-19T22:20-05:00"},
	    {"12:05 a.m., January 9th, 2024", "2024-01-09T00:05"},
	    {"Updated: Jan. 19, 2024", "2024-01-19"},
	    {"19.1.2024", "2024-01-19"},
	    {"19/1/2024", "2024-01-19"},
	    {"1/19/24", "2024-01-19"},
	    {"1705659630", "2024-01-19T10:20:30Z"},
	    {"1705659630000", "2024-01-19T10:20:30Z"},
	    {"2/3/2024", ""}, /* either day */
	    {"2024-02-30", ""},
	    {"2024-13-01", ""},
	    {"2024", ""},
	    {"yesterday", ""},
	    {"3 hours ago", ""},
	    {"19 Jan 2024 - 20 Feb 2024", ""},
	    {"", ""},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		SAME(nu_str_of(date(cases[i][0])), nu_str_of(cases[i][1]));
}

static void
test_http(void)
{
	nu_http h = nu_http_read(&arena, NU_STR("HTTP/1.1 200 OK\r\nContent-Type: text/html; "
	                                        "charset=x\r\nTransfer-Encoding: chunked\r\n\r\n"
	                                        "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n"),
	    1000);

	OK(h.status == 200 && !h.wrong);
	SAME(h.body, NU_STR("abc0123456789"));
	SAME(h.type, NU_STR("text/html; charset=x"));
	h = nu_http_read(&arena, NU_STR("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
	                                "9\r\nabc"), 1000);
	OK(h.wrong && !h.lost);
	SAME(h.body, NU_STR("abc"));
	/* Unchunked by the crawler, which kept the field. */
	h = nu_http_read(&arena, NU_STR("HTTP/1.0 404 No\nTransfer-Encoding: chunked\n\n<p>x"), 1000);
	OK(h.status == 404 && !h.wrong);
	SAME(h.body, NU_STR("<p>x"));
	h = nu_http_read(&arena, NU_STR("HTTP/1.1 200 OK\r\nContent-Enc"), 1000);
	OK(h.wrong && h.lost);
	OK(nu_http_read(&arena, NU_STR("<html>"), 1000).status == 0);
}

static void
test_writers(void)
{
	nu_writer_words *words = nu_writer_words_new(&arena);
	nu_writers       w = {NULL, 0, 0, 0};

	nu_writers_add(&w, words, &arena, NU_STR("By Ann  Bell, Carl Dean and Eva F. Gray"), 80);
	OK(w.n == 3);
	if (w.n == 3) {
		SAME(w.name[0], NU_STR("Ann Bell"));
		SAME(w.name[1], NU_STR("Carl Dean"));
		SAME(w.name[2], NU_STR("Eva F. Gray"));
	}
	nu_writers_add(&w, words, &arena, NU_STR("https://example.org/ann"), 90);
	OK(w.n == 3); /* an address is no name, however good its source */
	nu_writers_add(&w, words, &arena, NU_STR("Hal Ito"), 70);
	OK(w.n == 3);
	nu_writers_add(&w, words, &arena, NU_STR("Hal Ito"), 90);
	OK(w.n == 1);
	OK(nu_writer_is(NU_STR("The Fjord"), NU_STR("the-fjord"), NU_STR("")));
	OK(nu_writer_is(NU_STR("Fjord"), NU_STR(""), NU_STR("fjord.example")));
}

static void
test_cues(void)
{
	nu_cues *cues = nu_cues_new(&arena);
	uint32_t h = 0, k = 0;

	OK(nu_cues_of(cues, NU_STR("article-body__content x"), &h) & NU_CUE_BODY);
	OK(nu_cues_of(cues, NU_STR("articleBody"), &h) & NU_CUE_BODY);
	OK(nu_cues_of(cues, NU_STR("mostRead"), &h) & NU_CUE_RELATED);
	OK(nu_cues_of(cues, NU_STR("has-comments"), &h) == 0);
	OK(nu_cues_of(cues, NU_STR("broadcast"), &h) == 0);
	h = 0;
	nu_cues_of(cues, NU_STR("item-1"), &h);
	nu_cues_of(cues, NU_STR("item-22"), &k);
	OK(h == k);
}

int
main(void)
{
	if (setjmp(oom))
		return 1;
	test_dates();
	test_http();
	test_writers();
	test_cues();
	nu_arena_free(&arena);
	return unit_end();
}
