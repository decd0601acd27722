/* The vector reader of a line and its scalar twin find the same in every line. */
#define NU_SCALAR
#define nu_rec_parse scalar_rec_parse
#define nu_rec_look scalar_rec_look
#define nu_rec_read scalar_rec_read
#include "../../lib/record_line.c"
#undef nu_rec_parse
#undef nu_rec_look
#undef nu_rec_read
#include "unit.h"

const char *nu_rec_parse(nu_str line, nu_str *id, nu_rec *rec);
bool        nu_rec_look(const char *p, size_t n, nu_look *look);

static uint64_t state = 7;

static size_t
below(size_t n)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(state >> 33) % n;
}

/* A record whose text is n bytes long, then a few bytes of it changed to what matters. */
static nu_str
some_line(char *buf, size_t cap)
{
	static const char odd[] = "\t\\nr\r\x01\x1f\xc3\xa9\xff.9@-";
	size_t            n = below(80);
	int               head = snprintf(buf, cap, "id%zu\t3\t%zu\tPara\t.\t0.5%zu\t", below(100000), n + 3,
	                  below(10));

	memset(buf + head, 'x', n);
	n += (size_t)head;
	for (size_t i = below(4); i; i--)
		buf[below(n)] = odd[below(sizeof odd)];
	return (nu_str){buf, n - below(2)};
}

int
main(void)
{
	size_t fine = 0;

	for (int i = 0; i < 200000; i++) {
		char        buf[160];
		nu_str      line = some_line(buf, sizeof buf), ida = {0}, idb = {0};
		nu_rec      a, b;
		const char *why = nu_rec_parse(line, &ida, &a), *twin = scalar_rec_parse(line, &idb, &b);

		OK(!why == !twin && (!why || strcmp(why, twin) == 0));
		if (why || twin)
			continue;
		fine++;
		OK(ida.p == idb.p && ida.n == idb.n && a.start == b.start && a.end == b.end);
		OK(a.type_p == b.type_p && a.value_n == b.value_n && a.text_p == b.text_p &&
		    a.text_n == b.text_n && a.score == b.score);
	}
	OK(fine > 1000);
	return unit_end();
}
