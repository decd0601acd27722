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

/* Most sums fit what machines divide fast. */
static long
mean(int64_t sum, long n)
{
	return sum == (int32_t)sum ? (int32_t)sum / (int32_t)n : (long)(sum / n);
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

		int16_t *x = sp_at(t, 0, (size_t)i);

		if (!sp_seen_again(p, t, (size_t)i))
			continue;
		set_x(x, SPF_P_NEAR3, mean(sum[b3] - sum[a3], b3 - a3));
		set_x(x, SPF_P_NEAR8, mean(sum[b8] - sum[a8], b8 - a8));
		set_x(x, SPF_P_BEFORE, (long)mass[i]);
		set_x(x, SPF_P_AFTER, (long)(mass[n] - mass[i + 1]));
		put_x(x, SPF_P_FIRST, clip(i - first));
		put_x(x, SPF_P_LAST, clip(last - i));
		put_x(x, SPF_P_MASS, mass[n] ? (long)(mass[i] * 100 / mass[n]) : 0);
	}
	sp_stack_kin(p, t, v);
	sp_stack_ends(p, t, v);
}
