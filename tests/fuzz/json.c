/*
 * json: the fuzz target of njson. Records to JSON and back give the same; JSON of any kind
 * gives records or nothing; reads of 20 bytes change nothing.
 */
#include "run.h"

#include "json.h"
#include "text.h"

/* Is every line a record or a comment? */
static bool
all_records(bytes b)
{
	const char *p = b.p, *end = b.p + b.n;

	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		nu_str      line = {p, (size_t)((nl ? nl : end) - p)}, id;
		nu_rec      rec;

		if (!nl || (line.p[0] != '#' && nu_rec_parse(line, &id, &rec)))
			return false;
		p = nl + 1;
	}
	return true;
}

/* Has `in` nothing that JSON has no place for: comments at its end, bytes that are no text? */
static bool
fits_json(bytes in)
{
	const char *last = NULL;

	if (!in.n || in.p[in.n - 1] != '\n')
		return false;
	for (size_t i = in.n - 1; i > 0 && !last; i--)
		if (in.p[i - 1] == '\n')
			last = in.p + i;
	return (last ? last[0] : in.p[0]) != '#' && nu_utf8_valid((nu_str){in.p, in.n}) == in.n &&
	       !memchr(in.p, 0, in.n);
}

static void
back(const job *forth, bytes in, bytes out, bool whole)
{
	job   j = *forth;
	int   again;
	bytes records;

	j.brain = &nu_unjson_brain;
	j.stream.text = false;
	records = fuzz_run(&j, out, CHUNK, &again);
	if (again)
		fuzz_fail("what njson wrote is not read back", in, out);
	if (!all_records(records))
		fuzz_fail("JSON became something that is no record", in, records);
	if (whole && fits_json(in) && !fuzz_same(in, records))
		fuzz_fail("there and back is not the same", in, records);
	free(records.p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	nu_json_opts o = {.max_doc = (size_t)1 << 20};
	job          j = {.brain = &nu_json_brain, .brain_opts = &o};
	bytes        in = {(char *)(uintptr_t)(data + HEAD), n - HEAD}, out;
	int          status;

	if (n < HEAD)
		return 0;
	j.stream = fuzz_stream_opts(data[0] & 7, "text");
	o.lines = data[1] & 1;
	o.chars = data[1] & 2;
	o.types = data[1] & 4 ? "person,Para,@doc" : NULL;
	if (!j.stream.text && (data[1] & 128))
		j.brain = &nu_unjson_brain;
	out = fuzz_chunks(&j, in, &status);
	if (j.brain == &nu_json_brain)
		back(&j, in, out, !j.stream.text && !status && !o.types);
	else if (!all_records(out))
		fuzz_fail("JSON became something that is no record", in, out);
	free(out.p);
	return 0;
}
