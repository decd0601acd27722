/*
 * Promises 2, 3 and 5 byte by byte: every prefix of an input is survived, and the whole
 * documents in it come out the same; every cut between two documents gives two inputs
 * whose outputs are the whole's; reads of 1 to 20 bytes change nothing.
 */
#define _GNU_SOURCE /* memfd_create */
#define CHECK_LIBRARY
#include "check.c"
#include "fuzz/run.c"

#include "date.h"
#include "ents.h"
#include "json.h"
#include "sim.h"
#include "split.h"
#include "strip.h"
#include "unit.h"

static const char records[] =
    "a\t0\t66\t@doc\ttext\t.\ta.txt\n"
    "a\t0\t66\t@published\t2024-03-14\t1.00\tThursday\n"
    "a\t0\t66\tPara\t.\t.\t\"We sail on Monday,\" Ann Moe said.\\nThe ferry was in Oslo all week.\n"
    "# a comment\n"
    "a\t0\t33\tSent\t1\t.\t\"We sail on Monday,\" Ann Moe said.\n"
    "a\t0\t20\tquote\tmixed\t1.00\t\"We sail on Monday,\"\n"
    "a\t21\t28\tspeaker\t0-20\t1.00\tAnn Moe\n"
    "a\t34\t66\tSent\t2\t.\tThe ferry was in Oslo all week.\n"
    "a\t66\t66\tend\t.\t.\t.\n"
    "no record\n"
    "b\t0\t31\tPara\t.\t.\tThe ferry was in Oslo all week.\n"
    "b\t31\t31\tend\t.\t.\t.\n"
    "c\t0\t31\tPara\t.\t.\tThe ferry was in Oslo all week.\n"
    "c\t31\t31\tend\t.\t.\t.\n"
    "# the last\n";

static const char text[] =
    "Ferry stops in the dark\n\nBy Ann Moe\n\nOSLO, March 14 - The ferry \xE2\x80\x9Cwent dark\xE2\x80\x9D on "
    "Thursday, 14 March, and nobody was hurt, the authority said in a letter to the ministry.\n\n"
    "\"We sail on Monday,\" Ms. Moe said.\n\nRead more\nShare\n";

static const char html[] =
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>A ferry | The Courier</title>\n"
    "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-03-14\"}</script>\n"
    "</head><body><nav><a href=/>Home</a></nav><article><h1>A ferry</h1><p class=byline>By Ann Moe\n"
    "<p>The ferry went &#8220;dark&rdquo; on Thursday, and nobody was hurt, the authority said.</p>\n"
    "<table><tr><td>a<td>b</table></article><!-- c --><footer>All rights reserved.</footer>";

static const char warc[] =
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/x\r\n"
    "WARC-Date: 2024-03-14T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
    "Content-Length: 111\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    "Transfer-Encoding: chunked\r\n\r\n14\r\n<p>It rained today. \r\n0\r\n\r\n      \r\n\r\n"
    "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://a.example/y\r\n"
    "Content-Type: text/plain\r\nContent-Length: 10\r\n\r\nIt rained.\r\n\r\n";

static const char json[] =
    "{\"id\":\"a\",\"text\":\"It rained in the town.\\n\\nWe stayed at home.\",\"date\":\"2024-03-14\"}\n"
    "{\"id\":\"b\",\"html\":\"<p>It rained in the \\u0074own.\"}\nno json\n{\"id\":\"c\",\"text\":\"x\"}\n";

static const char facts[] =
    "{\"id\":\"a\",\"facts\":{\"Para\":[{\"start\":0,\"end\":9,\"value\":null,\"score\":0.5,"
    "\"text\":\"It rains.\"}],\"end\":[{\"start\":9,\"end\":9}]}}\n"
    "{\"id\":\"b\",\"type\":\"Para\",\"start\":0,\"end\":1,\"text\":\"x\"}\n"
    "{\"id\":\"b\",\"type\":\"end\",\"start\":1,\"end\":1}\n";

#define BYTES(s) ((bytes){(char *)(uintptr_t)(s), sizeof(s) - 1})

/* Is a all of b, or its beginning? */
static bool
begins(bytes a, bytes b)
{
	return a.n <= b.n && memcmp(a.p, b.p, a.n) == 0;
}

/* `parts`: at the end of a document the input may be cut in two. */
static void
every_prefix(const char *name, job *j, bytes in, bool parts)
{
	int    status, again;
	bytes  all = fuzz_run(j, in, 0, &status);
	size_t bad = 0;

	OK(all.n > 0);
	for (size_t chunk = 1; chunk <= CHUNK; chunk++) {
		bytes cut = fuzz_run(j, in, chunk, &again);

		bad += !fuzz_same(cut, all) || status != again;
		free(cut.p);
	}
	for (size_t n = 0; n < in.n; n++) {
		size_t end = j->stream.text || !parts ? 0 : fuzz_after_end(in, n);
		bytes  front = fuzz_run(j, (bytes){in.p, n}, 0, &again), back;

		bad += again > 1 || !begins((bytes){front.p, fuzz_last_document(front)}, all);
		free(front.p);
		if (!end || end != n)
			continue;
		front = fuzz_run(j, (bytes){in.p, n}, 0, &again);
		back = fuzz_run(j, (bytes){in.p + n, in.n - n}, 0, &again);
		bad += !begins(front, all) || front.n + back.n != all.n ||
		       memcmp(all.p + front.n, back.p, back.n) != 0;
		free(front.p);
		free(back.p);
	}
	if (bad)
		printf("%s: %zu of %zu prefixes and cuts come out otherwise\n", name, bad, in.n);
	OK(bad == 0);
	free(all.p);
}

static void
filter(const char *name, const nu_brain *brain, const void *opts, bool remembers)
{
	job j = {.brain = brain, .brain_opts = opts, .cached = !remembers && !brain->write};

	j.stream = fuzz_stream_opts(1, "text");
	every_prefix(name, &j, BYTES(records), !remembers);
	j.stream = fuzz_stream_opts(0, "text");
	every_prefix(name, &j, BYTES(text), false);
}

static void
page(const char *format, bytes in)
{
	static const nu_strip_opts all = {.print = NU_STRIP_ALL};
	job                        j = {.brain = &nu_strip_brain, .brain_opts = &all, .cached = true};

	j.stream = fuzz_stream_opts(0, format);
	j.stream.text = false;
	every_prefix(format, &j, in, false);
}

int
main(void)
{
	nu_split_opts split = {.words = true, .quotes = true};
	nu_date_opts  date = {.lang = "en", .seen_days = -1};
	nu_ents_opts  ents = {.lang = "en"};
	nu_sim_opts   sim = {.sample = 16, .reuse = true, .story = true};
	nu_json_opts  line = {.lines = true, .max_doc = 1 << 20}, object = {.max_doc = 1 << 20};
	job           back = {.brain = &nu_unjson_brain, .brain_opts = &object};

	filter("nsplit", &nu_split_brain, &split, false);
	filter("ndate", &nu_date_brain, &date, false);
	filter("nents", &nu_ents_brain, &ents, false);
	filter("nsim", &nu_sim_brain, &sim, true);
	filter("njson", &nu_json_brain, &object, false);
	filter("njson -l", &nu_json_brain, &line, false);
	back.stream = fuzz_stream_opts(1, "text");
	every_prefix("njson -r", &back, BYTES(facts), false);
	page("text", BYTES(text));
	page("html", BYTES(html));
	page("warc", BYTES(warc));
	page("json", BYTES(json));
	return unit_end();
}
