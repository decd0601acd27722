/*
 * record: the fuzz target of the record format. Line by line lib/record.c must say what
 * tests/check.c says, which shares no code with it; columns must be the line's own;
 * escapes must go there and back; and what is added to a document in any order must leave
 * it sorted, each record once.
 */
#include "run.h"

#include "text.h"

static jmp_buf  oom;
static nu_arena a = {.oom = &oom};

/* A line by itself. Of facts and ends check.c asks more than one line can tell. */
static bool
one_line(nu_str line, nu_str *id, nu_rec *rec)
{
	const char *why = nu_rec_parse(line, id, rec);
	nu_str      lf = nu_copy(&a, line);
	bytes       all;
	bool        wrong;

	if (!why && (rec->type_p[0] == '@' || nu_is(rec, "end")))
		return true;
	((char *)(uintptr_t)lf.p)[line.n] = '\n'; /* where nu_copy has its NUL */
	all = (bytes){(char *)(uintptr_t)lf.p, line.n + 1};
	wrong = fuzz_wrong(all);
	if (wrong != (why != NULL))
		fuzz_fail(why ? why : "taken for a record", all, (bytes){NULL, 0});
	return !why;
}

static void
there_and_back(nu_str s)
{
	nu_str e = nu_escape(&a, s);

	for (size_t i = 0; i < e.n; i++)
		if (strchr("\t\n\r", e.p[i]) && e.p[i])
			fuzz_fail("an escape is missing", (bytes){(char *)(uintptr_t)s.p, s.n},
			    (bytes){(char *)(uintptr_t)e.p, e.n});
	if (!nu_eq(nu_unescape(&a, e), s))
		fuzz_fail("escaped and unescaped is not the same", (bytes){(char *)(uintptr_t)s.p, s.n},
		    (bytes){(char *)(uintptr_t)e.p, e.n});
}

/* The order is one: no two before each other, no circle of three. */
static void
ordered(const nu_rec *r, size_t n)
{
	for (size_t i = 2; i < n; i++) {
		const nu_rec *x = &r[i - 2], *y = &r[i - 1], *z = &r[i];
		int           xy = nu_rec_cmp(x, y), yz = nu_rec_cmp(y, z), xz = nu_rec_cmp(x, z);

		if ((xy > 0) != (nu_rec_cmp(y, x) < 0) || (xy <= 0 && yz <= 0 && xz > 0) ||
		    (xy >= 0 && yz >= 0 && xz < 0))
			abort();
	}
}

/* All records of the input, added to one document. */
static void
merged(nu_rec *r, size_t n)
{
	nu_doc doc = {.arena = &a};

	for (size_t i = 0; i < n; i++)
		nu_doc_add(&doc, r[i].start, r[i].end, nu_copy(&a, nu_rec_type(&r[i])).p,
		    nu_unescape(&a, nu_rec_value(&r[i])), NU_NOSCORE, nu_unescape(&a, nu_rec_text(&r[i])));
	nu_doc_merge(&doc);
	for (size_t i = 1; i < doc.n; i++)
		if (nu_rec_cmp(&doc.rec[i - 1], &doc.rec[i]) >= 0 ||
		    nu_rec_key(&doc.rec[i - 1], &doc.rec[i]) == 0)
			abort();
	if ((n > 0) != (doc.n > 0) || doc.n > n)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *p = (const char *)data, *end = p + n;
	nu_rec     *rec = NULL, r;
	size_t      nrec = 0, cap = 0, bad;
	nu_str      id, whole = {p, n};

	if (setjmp(oom))
		abort();
	there_and_back(whole);
	id = nu_rec_id(&a, nu_utf8_repair(&a, whole, &bad));
	if (!id.n || id.p[0] == '#' || memchr(id.p, '\t', id.n) || memchr(id.p, '\n', id.n))
		abort();
	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		nu_str      line = {p, (size_t)((nl ? nl : end) - p)};

		if (line.n && line.p[0] != '#' && one_line(line, &id, &r)) {
			if (id.p != line.p || r.text_p + r.text_n != line.p + line.n)
				abort();
			NU_PUSH(&a, rec, nrec, cap) = r;
		}
		p += line.n + 1;
	}
	ordered(rec, nrec);
	merged(rec, nrec);
	nu_arena_reset(&a);
	return 0;
}
