/* The record format: parsing, escapes, order, merging. */
#include "out.h"
#include "record.h"
#include "unit.h"

static jmp_buf  oom;
static nu_arena arena = {.oom = &oom};

static const char *
parse(const char *line)
{
	nu_rec rec;
	nu_str id;

	return nu_rec_parse(nu_str_of(line), &id, &rec);
}

static void
test_parse(void)
{
	OK(!parse("a\t0\t3\tPara\t.\t.\tabc"));
	OK(!parse("a\t0\t3\tPara\t.\t.\ta\\nb"));
	OK(!parse("a\t7\t7\tend\t.\t.\t."));
	OK(!parse("a\t0\t9\t@doc\ttext\t1.00\tany words"));
	OK(!parse("a\t0\t1\tWord\t.\t0.50\t."));
	OK(parse(""));
	OK(parse("a\t0\t3\tPara\t.\t."));
	OK(parse("a\t0\t3\tPara\t.\t.\tabc\tmore"));
	OK(parse("a\t0\t3\tPara\t\t.\tabc"));
	OK(parse("a\t00\t3\tPara\t.\t.\tabc"));
	OK(parse("a\t-1\t3\tPara\t.\t.\tabc"));
	OK(parse("a\t0\t1000000000000000000000\tPara\t.\t.\tabc"));
	OK(parse("a\t4\t3\tPara\t.\t.\tabc"));
	OK(parse("a\t0\t3\tPa ra\t.\t.\tabc"));
	OK(parse("a\t0\t3\t@\t.\t.\tabc"));
	OK(parse("a\t0\t3\t1a\t.\t.\tabc"));
	OK(parse("a\t0\t3\tPara\t.\t1.01\tabc"));
	OK(parse("a\t0\t3\tPara\t.\t0.5\tabc"));
	OK(parse("a\t0\t3\tPara\t.\t.\tabcd"));
	OK(parse("a\t0\t3\tPara\t.\t.\ta\\x"));
	OK(parse("a\t0\t2\tPara\t.\t.\ta\\"));
	OK(parse("a\t0\t3\tPara\t.\t.\ta\rb"));
	OK(parse("a\t0\t2\tPara\t.\t.\t\xC3("));
	OK(parse("a\t0\t1\tPara\t.\t.\t\xFF"));
}

/* Numbers as printf has them, at both ends of every length. */
static void
test_decimal(void)
{
	char want[24], got[NU_DECIMAL] = {0};

	for (uint64_t ten = 1, i = 0; i < 20; i++, ten *= 10)
		for (uint64_t v = ten - 1; v != ten + 12; v++) {
			int n = snprintf(want, sizeof want, "%llu", (unsigned long long)v);

			SAME(((nu_str){got, (size_t)(nu_decimal(got, (size_t)v) - got)}),
			    ((nu_str){want, (size_t)n}));
		}
}

static void
test_escape(void)
{
	SAME(nu_escape(&arena, NU_STR("plain")), NU_STR("plain"));
	SAME(nu_escape(&arena, NU_STR("\t")), NU_STR("\\t"));
	SAME(nu_escape(&arena, NU_STR("a\tb\nc\rd\\e")), NU_STR("a\\tb\\nc\\rd\\\\e"));
	SAME(nu_unescape(&arena, NU_STR("a\\tb\\nc\\rd\\\\e")), NU_STR("a\tb\nc\rd\\e"));
	SAME(nu_unescape(&arena, NU_STR("\\\\t")), NU_STR("\\t"));
	SAME(nu_rec_id(&arena, NU_STR("")), NU_STR("./"));
	SAME(nu_rec_id(&arena, NU_STR("#x")), NU_STR("./#x"));
	SAME(nu_rec_id(&arena, NU_STR("a\tb")), NU_STR("a\\tb"));
}

static nu_rec
rec(size_t a, size_t b, const char *type, const char *value)
{
	return nu_rec_made(a, b, nu_str_of(type), nu_str_of(value), NU_NOSCORE, NU_STR("."));
}

static int
cmp(nu_rec a, nu_rec b)
{
	return nu_rec_cmp(&a, &b);
}

static void
test_order(void)
{
	OK(cmp(rec(0, 5, "a", "."), rec(1, 5, "a", ".")) < 0);
	OK(cmp(rec(0, 9, "a", "."), rec(0, 5, "a", ".")) < 0);
	OK(cmp(rec(0, 9, "@z", "."), rec(0, 9, "A", ".")) < 0);
	OK(cmp(rec(0, 9, "Z", "."), rec(0, 9, "a", ".")) < 0);
	OK(cmp(rec(0, 9, "by", "."), rec(0, 9, "bye", ".")) < 0);
	OK(cmp(rec(0, 9, "a", "x\x01"), rec(0, 9, "a", "x")) < 0); /* as sort(1) sees the TAB */
	OK(cmp(rec(0, 9, "a", "x"), rec(0, 9, "a", "x")) == 0);
}

static void
test_merge(void)
{
	nu_doc d = {.arena = &arena};
	nu_rec old[] = {rec(0, 9, "@doc", "."), rec(0, 9, "Para", "."), rec(2, 4, "date", "x"),
	    rec(9, 9, "end", ".")};

	d.rec = old;
	d.n = d.cap = 4;
	nu_doc_add(&d, 5, 6, "date", NU_STR("z"), 50, NU_STR("q"));
	nu_doc_add(&d, 2, 4, "date", NU_STR("x"), 90, NU_STR("ab"));
	nu_doc_add(&d, 2, 4, "date", NU_STR("w"), 90, NU_STR("ab"));
	nu_doc_add(&d, 5, 6, "date", NU_STR("z"), 40, NU_STR("q"));
	nu_doc_merge(&d);
	OK(d.n == 6);
	SAME(nu_rec_value(&d.rec[2]), NU_STR("w"));
	SAME(nu_rec_value(&d.rec[3]), NU_STR("x"));
	SAME(nu_rec_score(&d.rec[3]), NU_STR(".")); /* the one that was there stays */
	OK(d.rec[3].own && !d.rec[1].own);
	SAME(nu_rec_score(&d.rec[4]), NU_STR("0.40"));
	OK(nu_is(&d.rec[5], "end"));
}

static void
test_units(void)
{
	nu_doc   d = {.arena = &arena};
	nu_rec   r[] = {rec(0, 20, "Headline", "."), rec(21, 30, "Junk", "ad"), rec(31, 40, "Para", "."),
        rec(31, 35, "Sent", "1"), rec(36, 40, "Sent", "2"), rec(41, 50, "Para", ".")};
	nu_unit *u;

	d.rec = r;
	d.n = 6;
	OK(nu_doc_blocks(&d, &u) == 3);
	OK(nu_doc_units(&d, &u) == 4);
	OK(u[0].rec == &r[0] && u[0].first);
	OK(u[1].rec == &r[3] && u[1].block == &r[2] && u[1].first);
	OK(u[2].rec == &r[4] && u[2].block == &r[2] && !u[2].first);
	OK(u[3].rec == &r[5] && u[3].first);
}

int
main(void)
{
	if (setjmp(oom))
		return 1;
	test_decimal();
	test_parse();
	test_escape();
	test_order();
	test_merge();
	test_units();
	nu_arena_free(&arena);
	return unit_end();
}
