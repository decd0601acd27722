/* The kernel's two paths, its fixed values, and an index under collisions. */
#include "unit.h"

#include "sim_cluster.h"
#include "sim_index.h"
#include "sim_kernel.h"
#include "sim_when.h"

/* Hashes of a pangram's first word, first shingle and last. */
#define THE   UINT64_C(0x3f7d280f167075a2)
#define FIRST UINT64_C(0x8a5de7a09e92bafe)
#define LAST  UINT64_C(0xd19119266c344fe3)

static jmp_buf oom;

static void
same_paths(nu_str s)
{
	nu_sim_words a = {.oom = &oom, .spans = true}, b = {.oom = &oom, .spans = true};
	bool         same;

	nu_sim_scan(&a, s, 7);
	nu_sim_scan_scalar(&b, s, 7);
	same = a.n == b.n;
	for (size_t i = 0; same && i < a.n; i++)
		same = a.hash[i] == b.hash[i] && a.start[i] == b.start[i] && a.end[i] == b.end[i];
	OK(same);
	nu_sim_words_free(&a);
	nu_sim_words_free(&b);
}

/* Every length around a block's, every place of a mark, and bytes of all kinds. */
static void
test_paths(void)
{
	char     buf[300];
	uint32_t seed = 1;

	for (size_t n = 0; n < 200; n++) {
		memset(buf, 'a', n);
		same_paths((nu_str){buf, n});
		for (size_t i = 0; i < n; i += 7)
			buf[i] = i % 2 ? ' ' : '\'';
		same_paths((nu_str){buf, n});
	}
	for (int turn = 0; turn < 2000; turn++) {
		static const char *const bits[] = {"a", "Z", "9", " ", "-", "’", "é", "É", "中", "ก", "—", "x1"};
		size_t n = 0;

		while (n < 250) {
			const char *p = bits[(seed = seed * 1103515245 + 12345) / 65536 % 12];

			memcpy(buf + n, p, strlen(p));
			n += strlen(p);
		}
		same_paths((nu_str){buf, n});
	}
}

static size_t
words_of(nu_sim_words *w, const char *s)
{
	w->n = 0;
	nu_sim_scan(w, nu_str_of(s), 0);
	return w->n;
}

static void
test_words(void)
{
	nu_sim_words w = {.oom = &oom, .spans = true}, v = {.oom = &oom};
	uint64_t     out[64];

	OK(words_of(&w, "") == 0 && words_of(&w, " -- ") == 0);
	OK(words_of(&w, "Iran's 3.5 “tests”—done") == 6);
	OK(w.start[2] == 7 && w.end[2] == 8);
	OK(words_of(&w, "日本 新聞") == 4);
	words_of(&w, "IRAN’S ÉLAN, extraordinarily-long");
	words_of(&v, "iran's \"élan\" Extraordinarily long");
	OK(w.n == 5 && v.n == 5 && memcmp(w.hash, v.hash, 5 * sizeof *w.hash) == 0);
	/* Fixed for ever: sketches and state files hold these. */
	words_of(&w, "the quick brown fox jumps over the lazy dog");
	OK(nu_sim_shingles(w.hash, w.n, NU_SHINGLE, UINT64_MAX, out, NULL) == 5);
	OK(w.hash[0] == THE && out[0] == FIRST && out[4] == LAST);
	OK(nu_sim_digest(w.hash, 5) == out[0]);
	OK(nu_sim_shingles(w.hash, 3, NU_SHINGLE, UINT64_MAX, out, NULL) == 1);
	OK(nu_sim_shingles(w.hash, 0, NU_SHINGLE, UINT64_MAX, out, NULL) == 0);
	nu_sim_words_free(&w);
	nu_sim_words_free(&v);
}

static uint32_t
halve(const void *ctx, uint32_t ref)
{
	(void)ctx;
	return ref % 2 ? 0 : ref / 2;
}

/* Hashes that fall into one table, on one place of it, and that are the same. */
static void
test_index(void)
{
	nu_sim_index   *ix = nu_sim_index_new(&oom, 16);
	const uint32_t *ref;
	size_t          n, bad = 0;

	for (uint32_t i = 1; i <= 20000; i++)
		nu_sim_index_add(ix, (uint64_t)i << 12, i);
	for (uint32_t i = 1; i <= 20000; i++)
		bad += nu_sim_index_get(ix, (uint64_t)i << 12, &ref) != 1 || *ref != i;
	OK(bad == 0);
	OK(nu_sim_index_get(ix, (uint64_t)20001 << 12, &ref) == 0);
	for (uint32_t i = 1; i <= 100000; i++)
		nu_sim_index_add(ix, UINT64_C(0xffffffff) << 12, i);
	n = nu_sim_index_get(ix, UINT64_C(0xffffffff) << 12, &ref);
	OK(n == 16 && ref[0] == 1 && ref[15] == 16);
	nu_sim_index_map(ix, halve, NULL);
	n = nu_sim_index_get(ix, UINT64_C(0xffffffff) << 12, &ref);
	OK(n == 8 && ref[0] == 1 && ref[7] == 8);
	OK(nu_sim_index_get(ix, (uint64_t)7 << 12, &ref) == 0);
	OK(nu_sim_index_get(ix, (uint64_t)8 << 12, &ref) == 1 && *ref == 4);
	nu_sim_index_free(ix);
}

/* A chain of weak links stays in pieces; a clique joins. */
static void
test_clusters(void)
{
	nu_arena    a = {.oom = &oom};
	nu_sim_edge e[64];
	size_t      n = 0;
	uint32_t   *c;

	for (uint32_t i = 0; i + 1 < 20; i++)
		e[n++] = (nu_sim_edge){i, i + 1, .3f};
	for (uint32_t i = 20; i < 24; i++)
		for (uint32_t k = i + 1; k < 24; k++)
			e[n++] = (nu_sim_edge){i, k, .3f};
	c = nu_sim_clusters(&a, 25, e, n, .2f);
	OK(c[20] == c[21] && c[21] == c[22] && c[22] == c[23] && c[24] != c[23]);
	OK(c[0] != c[19] && c[0] != c[20]);
	c = nu_sim_clusters(&a, 25, e, n, 0);
	OK(c[0] == c[19] && c[0] != c[20]);
	nu_arena_free(&a);
}

static void
test_when(void)
{
	nu_sim_when a = {{0}, {0}, {0}}, b = a, none = a, many = a;
	char        year[5] = "1900";

	nu_sim_when_month(&a, 9);
	nu_sim_when_year(&a, NU_STR("2008"));
	nu_sim_when_month(&b, 3);
	nu_sim_when_year(&b, NU_STR("2012"));
	nu_sim_when_year(&b, NU_STR("3012"));
	nu_sim_when_year(&b, NU_STR("201"));
	nu_sim_when_year(&b, NU_STR("201a"));
	OK(b.year[1] == 0);
	OK(nu_sim_when_agree(&a, &a) > 0);
	OK(nu_sim_when_agree(&a, &b) < 0);
	OK(nu_sim_when_agree(&a, &none) == 0);
	for (int i = 0; i < 70000; i++)
		nu_sim_when_join(&many, &a);
	OK(many.month[8] == UINT16_MAX && many.times[0] == UINT16_MAX);
	for (; year[3] <= '9'; year[3]++)
		nu_sim_when_year(&many, (nu_str){year, 4}); /* more than it holds */
	OK(many.year[NU_SIM_YEARS - 1] == 1906);
}

int
main(void)
{
	if (setjmp(oom))
		return 2;
	test_paths();
	test_words();
	test_index();
	test_clusters();
	test_when();
	return unit_end();
}
