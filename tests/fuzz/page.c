/*
 * page: the fuzz target of a page format (-DFORMAT=html; text, warc, json) and of nstrip
 * behind it. Asserted, besides that nothing crashes or leaks:
 *
 *   2  reads of 20 bytes give the same bytes
 *   3  a prefix of the input is survived; the documents in it, but for the last, come out
 *      the same (of WARC, those before the first record that is not as long as it says: to
 *      cut a record makes a liar of it, and what it holds is searched for others)
 *   4  what comes out is well-formed, and its spans are those of the text of --page
 *   records go through nstrip untouched
 *
 * Of byte 1, bit 5 packs the operand as two members of gzip, and bit 4 breaks a byte of them,
 * byte 2 says which: then 2 alone is asserted.
 */
#include "run.h"

#include "strip.h"

#include <strings.h>
#include <zlib.h>

#define NAME_OF(x) #x
#define NAME(x)    NAME_OF(x)

/* Every span of a record stream against the pages' text, one behind the other. */
static void
true_spans(bytes in, bytes out, bytes pages)
{
	nu_arena a = {0};
	jmp_buf  oom;
	size_t   base = 0, length = 0;

	if (setjmp(oom))
		abort();
	a.oom = &oom;
	for (size_t at = 0; at < out.n;) {
		const char *nl = memchr(out.p + at, '\n', out.n - at);
		nu_rec      rec;
		nu_str      id, text;
		size_t      n = nl ? (size_t)(nl - (out.p + at)) : 0;

		if (nu_rec_parse((nu_str){out.p + at, n}, &id, &rec))
			fuzz_fail("no record", in, out);
		at += n + 1;
		if (nu_is(&rec, "@doc")) {
			base += length;
			length = rec.end;
			if (base + length > pages.n)
				fuzz_fail("the pages are shorter than their records say", in, out);
		} else if (rec.type_p[0] != '@' && !nu_is(&rec, "end")) {
			text = nu_unescape(&a, nu_rec_text(&rec));
			if (text.n != rec.end - rec.start ||
			    memcmp(text.p, pages.p + base + rec.start, text.n) != 0)
				fuzz_fail("a span is not the page's", in, out);
		}
	}
	nu_arena_free(&a);
}

/* How many bytes the records at the beginning take that are as long as they say. */
static size_t
honest(bytes in)
{
	size_t at = 0;

	for (;;) {
		static const char field[] = "content-length:";
		size_t            head, from, n = 0;

		for (head = at; head + 4 <= in.n && memcmp(in.p + head, "\r\n\r\n", 4) != 0; head++)
			;
		if (in.n - at < 5 || memcmp(in.p + at, "WARC/", 5) != 0 || head + 4 > in.n)
			return at;
		for (from = at; from + sizeof field <= head; from++)
			if (in.p[from] == '\n' && strncasecmp(in.p + from + 1, field, sizeof field - 1) == 0)
				break;
		for (from += sizeof field; from < head && in.p[from] == ' '; from++)
			;
		for (; from < head && in.p[from] >= '0' && in.p[from] <= '9' && n < in.n; from++)
			n = n * 10 + (size_t)(in.p[from] - '0');
		head += 4;
		if (in.n - head < n + 4 || memcmp(in.p + head + n, "\r\n\r\n", 4) != 0)
			return at;
		at = head + n + 4;
	}
}

/* Promise 3: the documents in a prefix of the input, but for the last, against the whole's. */
static void
prefix(const job *j, bytes in, size_t n, bytes out)
{
	const char *format = j->stream.page.format;
	int         status;
	bytes       part = fuzz_run(j, (bytes){in.p, n}, 0, &status);
	size_t      last = fuzz_last_document(part);

	if (strcmp(format, "warc") == 0 ||
	    (strcmp(format, "auto") == 0 && n > 5 && memcmp(in.p, "WARC/", 5) == 0)) {
		bytes  true_part = fuzz_run(j, (bytes){in.p, honest((bytes){in.p, n})}, 0, &status);
		size_t upto = fuzz_last_document(true_part);

		last = upto < last ? upto : last;
		free(true_part.p);
	}
	if (last > out.n || memcmp(part.p, out.p, last) != 0)
		fuzz_fail("whole documents in a prefix come out otherwise", in, part);
	free(part.p);
}

/* Each document by itself: that two have one id is for the input to answer. */
static void
well_formed(bytes in, bytes out)
{
	while (out.n) {
		size_t last = fuzz_last_document(out);

		if (fuzz_wrong((bytes){out.p + last, out.n - last}))
			fuzz_fail("not well-formed", in, out);
		out.n = last;
	}
}

/* The two halves of `in` as members of gzip, malloced. */
static bytes
packed(bytes in)
{
	bytes out = {malloc(in.n + 1024), 0};

	for (int half = 0; half < 2 && out.p; half++) {
		z_stream z = {.next_in = (Bytef *)in.p + (half ? in.n / 2 : 0)};

		z.avail_in = (uInt)(half ? in.n - in.n / 2 : in.n / 2);
		z.next_out = (Bytef *)out.p + out.n;
		z.avail_out = (uInt)(in.n + 1024 - out.n);
		if (deflateInit2(&z, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK ||
		    deflate(&z, Z_FINISH) != Z_STREAM_END)
			abort();
		out.n += z.total_out;
		deflateEnd(&z);
	}
	return out;
}

static void
from_gzip(const job *j, bytes in, bool broken, uint8_t where)
{
	bytes pack = packed(in);
	int   status;

	if (broken && pack.n)
		pack.p[pack.n * where / 256] ^= 0x41;
	free(fuzz_chunks(j, pack, &status).p);
	free(pack.p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static nu_strip_opts all[8];
	job                  j = {.brain = &nu_strip_brain, .cached = true};
	bytes                in = {(char *)(uintptr_t)(data + HEAD), n - HEAD}, out, part;
	int                  status, again;
	bool                 records;

	if (n < HEAD)
		return 0;
	for (unsigned i = 0; i < 8; i++)
		all[i] = (nu_strip_opts){.print = (enum nu_strip_print)(i % 5)};
	j.brain_opts = &all[data[1] % 5];
	j.stream = fuzz_stream_opts(data[0] & 0x16, data[1] & 128 ? "auto" : NAME(FORMAT));
	j.stream.page.body = data[1] & 64;
	if (data[1] & 32) {
		from_gzip(&j, in, data[1] & 16, data[2]);
		return 0;
	}
	records = data[1] % 5 <= NU_STRIP_JUNK;
	out = fuzz_chunks(&j, in, &status);
	if (records) {
		prefix(&j, in, in.n * data[2] / 256, out);
		well_formed(in, out);
		j.brain_opts = &all[NU_STRIP_PAGE];
		part = fuzz_run(&j, in, 0, &again);
		if (!status) /* no page was refused */
			true_spans(in, out, part);
		free(part.p);
	} else {
		free(fuzz_run(&j, (bytes){in.p, in.n * data[2] / 256}, 0, &again).p);
	}
	free(out.p);
	return 0;
}
