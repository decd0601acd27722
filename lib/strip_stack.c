/* What the second forest sees of what the first one said. */
#include "strip_col.h"
#include "strip_end.h"

/* The verdicts on the lines around a line. */
static void
copy_verdicts(const sp_page *p, sp_table *t, const int32_t *v)
{
	static const struct {
		int by, f;
	} near[] = {{0, SPF_P}, {-1, SPF_P_A}, {-2, SPF_P_B}, {-3, SPF_P_C}, {1, SPF_P_Y},
	    {2, SPF_P_Z}, {3, SPF_P_X}};
	int16_t *column = new_column(p, -500);

	for (size_t i = 0; i < p->n; i++)
		column[i] = narrow(v[i]);
	for (size_t k = 0; k < sizeof near / sizeof *near; k++)
		copy_column(t, (unsigned)near[k].f, column, near[k].by);
}

void
sp_stack(const sp_page *p, sp_table *t, const int32_t *v)
{
	long     n = (long)p->n, first = 0, last = -1;
	int64_t *sum = NU_NEW(p->a, int64_t, p->n + 1), run = 0, best = 0;
	int64_t *mass = NU_NEW(p->a, int64_t, p->n + 1);

	for (long i = 0, from = 0; i < n; i++) {
		int64_t w = p->line[i].words < 60 ? p->line[i].words + 2 : 62;

		sum[i + 1] = sum[i] + v[i];
		mass[i + 1] = mass[i] + (v[i] > 0 ? w : 0);
		if (run <= 0) {
			run = 0;
			from = i;
		}
		run += v[i] * w / 8;
		if (run > best) {
			best = run;
			first = from;
			last = i;
		}
	}
	copy_verdicts(p, t, v);
	for (long i = 0; i < n; i++) {
		long a3 = i < 3 ? 0 : i - 3, b3 = i + 4 > n ? n : i + 4;
		long a8 = i < 8 ? 0 : i - 8, b8 = i + 9 > n ? n : i + 9;

		if (!p->line[i].near && !sp_may_be_title(p, (size_t)i))
			continue;
		set(t, SPF_P_NEAR3, (size_t)i, (long)((sum[b3] - sum[a3]) / (b3 - a3)));
		set(t, SPF_P_NEAR8, (size_t)i, (long)((sum[b8] - sum[a8]) / (b8 - a8)));
		set(t, SPF_P_BEFORE, (size_t)i, (long)mass[i]);
		set(t, SPF_P_AFTER, (size_t)i, (long)(mass[n] - mass[i + 1]));
		put(t, SPF_P_FIRST, (size_t)i, clip(i - first));
		put(t, SPF_P_LAST, (size_t)i, clip(last - i));
		put(t, SPF_P_MASS, (size_t)i, mass[n] ? (long)(mass[i] * 100 / mass[n]) : 0);
	}
	sp_stack_kin(p, t, v);
	sp_stack_ends(p, t, v);
}
