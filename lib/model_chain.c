#include <math.h>

#include "model_chain.h"

/*
 * The lattice of a chain: forward, backward and Viterbi over the labels, four types at a
 * time. A name that is not open may be followed by O and by what begins a name; an open
 * one only by its own inside and end. So 97 of the 289 pairs of labels are ever asked.
 *
 * The vectors are those of gcc and clang, which every processor has, in one instruction
 * or in four: the sums are the same everywhere, to the last bit.
 */
typedef float    four __attribute__((vector_size(16)));
typedef uint32_t four_u __attribute__((vector_size(16)));

enum { B = 4 * NU_BEGIN, I = 4 * NU_INSIDE, L = 4 * NU_LAST, U = 4 * NU_UNIT, O = 16 };

/* A label's place in a column, from its number, and back. */
#define AT(label) ((label) ? (label)-1 : O)
#define LABEL(at) ((at) == O ? 0 : (at) + 1)

static inline four
load(const float *p)
{
	four v;

	memcpy(&v, p, sizeof v);
	return v;
}

static inline void
store(float *p, four v)
{
	memcpy(p, &v, sizeof v);
}

static inline four
all(float f)
{
	return (four){f, f, f, f};
}

static inline float
sum_of(four v)
{
	return (v[0] + v[1]) + (v[2] + v[3]);
}

static inline four
greater(four a, four b)
{
	four_u m = (four_u)(a > b);

	return (four)((m & (four_u)a) | (~m & (four_u)b));
}

static inline float
greatest(four v)
{
	float a = v[0] > v[1] ? v[0] : v[1], b = v[2] > v[3] ? v[2] : v[3];

	return a > b ? a : b;
}

bool
nu_label_follows(int a, int b)
{
	int  pa = a ? NU_LABEL_PLACE(a) : -1, pb = b ? NU_LABEL_PLACE(b) : -1;
	bool open = pa == NU_BEGIN || pa == NU_INSIDE;

	if (open)
		return b && NU_LABEL_TYPE(a) == NU_LABEL_TYPE(b) && (pb == NU_INSIDE || pb == NU_LAST);
	return pb != NU_INSIDE && pb != NU_LAST;
}

void
nu_edge_set(nu_edges *e, int x, int y, float value)
{
	int t = NU_LABEL_TYPE(x);

	e->to[x][y] = e->from[y][x] = value;
	if (!x || !y || t != NU_LABEL_TYPE(y))
		return;
	switch (NU_LABEL_PLACE(x) * 4 + NU_LABEL_PLACE(y)) {
	case NU_BEGIN * 4 + NU_INSIDE: e->bi[t] = value; break;
	case NU_BEGIN * 4 + NU_LAST: e->bl[t] = value; break;
	case NU_INSIDE * 4 + NU_INSIDE: e->ii[t] = value; break;
	case NU_INSIDE * 4 + NU_LAST: e->il[t] = value; break;
	}
}

void
nu_lattice_make(nu_arena *a, nu_lattice *room, size_t max)
{
	room->score = NU_NEW(a, nu_lane, max);
	room->alpha = NU_NEW(a, nu_lane, max);
	room->best = NU_NEW(a, nu_lane, max);
}

/* ---------------------------------------------------------------- exponentials */

/* e to the v, within two units in the last place; 0 below -30. v is at most 0. */
static inline four
exp_of(four v)
{
	four_u far = (four_u)(v < all(-30)), whole;
	four   k = v * all(1.44269504f) + all(12582912), r, p; /* rounded into the low bits */

	whole = (four_u)k << 23;
	k -= all(12582912);
	r = v - k * all(0.693359375f) - k * all(-2.12194440e-4f);
	p = all(1.9875691500e-4f);
	p = p * r + all(1.3981999507e-3f);
	p = p * r + all(8.3334519073e-3f);
	p = p * r + all(4.1665795894e-2f);
	p = p * r + all(1.6666665459e-1f);
	p = p * r + all(5.0000001201e-1f);
	p = p * r * r + r + all(1);
	return (four)(((four_u)p + whole) & ~far);
}

/* exp of a token's scores, the greatest being 1; returns what was taken off. */
static inline float
exponentials(const float s[NU_LABELS], nu_lane *out)
{
	four  b = load(s + 1 + B), i = load(s + 1 + I), l = load(s + 1 + L), u = load(s + 1 + U), max;
	float top = greatest(greater(greater(b, i), greater(l, u)));

	top = s[0] > top ? s[0] : top;
	max = all(top);
	store(out->s + B, exp_of(b - max));
	store(out->s + I, exp_of(i - max));
	store(out->s + L, exp_of(l - max));
	store(out->s + U, exp_of(u - max));
	store(out->s + O, exp_of(all(s[0] - top)));
	return top;
}

/* Makes a column sum to 1; returns the sum it had. */
static inline float
normalise(nu_lane *c)
{
	float sum = sum_of(load(c->s + B) + load(c->s + I) + load(c->s + L) + load(c->s + U)) + c->s[O];
	four  by = all(sum > 0 ? 1 / sum : 1);

	for (int k = 0; k < 20; k += 4)
		store(c->s + k, load(c->s + k) * by);
	return sum;
}

/* --------------------------------------------------------- forward and backward */

/* to[y] = psi[y] times the sum over x of from[x] e[x][y] */
static inline void
forward_step(const nu_edges *e, const float *from, const float *psi, float *to)
{
	const float *r = e->to[0];
	four         b = all(from[O]) * load(r + 1 + B), u = all(from[O]) * load(r + 1 + U);
	four         fb = load(from + B), fi = load(from + I), fl = load(from + L), fu = load(from + U);

	for (int k = L; k < O; k++) {
		r = e->to[k + 1];
		b += all(from[k]) * load(r + 1 + B);
		u += all(from[k]) * load(r + 1 + U);
	}
	r = e->from[0];
	to[O] = psi[O] * (from[O] * r[0] + sum_of(fl * load(r + 1 + L) + fu * load(r + 1 + U)));
	store(to + B, b * load(psi + B));
	store(to + U, u * load(psi + U));
	store(to + I, (fb * load(e->bi) + fi * load(e->ii)) * load(psi + I));
	store(to + L, (fb * load(e->bl) + fi * load(e->il)) * load(psi + L));
}

/* to[x] = sum over y of e[x][y] from[y] */
static inline void
backward_step(const nu_edges *e, const float *from, float *to)
{
	const float *r = e->from[0];
	four         l = all(from[O]) * load(r + 1 + L), u = all(from[O]) * load(r + 1 + U);
	four         fb = load(from + B), fi = load(from + I), fl = load(from + L), fu = load(from + U);

	for (int k = B; k < I; k++) {
		r = e->from[k + 1];
		l += all(from[k]) * load(r + 1 + L);
		u += all(from[k]) * load(r + 1 + U);
		r = e->from[k + U + 1];
		l += all(from[k + U]) * load(r + 1 + L);
		u += all(from[k + U]) * load(r + 1 + U);
	}
	r = e->to[0];
	to[O] = from[O] * r[0] + sum_of(fb * load(r + 1 + B) + fu * load(r + 1 + U));
	store(to + L, l);
	store(to + U, u);
	store(to + B, fi * load(e->bi) + fl * load(e->bl));
	store(to + I, fi * load(e->ii) + fl * load(e->il));
}

static const nu_lane outside = {.s = {[O] = 1}};

/* What may follow the last token: O. */
static void
backward_begin(const nu_edges *e, nu_lane *beta)
{
	const float *r = e->from[0];

	for (int k = 0; k < 16; k++)
		beta->s[k] = r[k + 1];
	beta->s[O] = r[0];
}

static void
multiply(const nu_lane *a, const nu_lane *b, nu_lane *out)
{
	for (int k = 0; k < 20; k += 4)
		store(out->s + k, load(a->s + k) * load(b->s + k));
}

static double
add_pairs(const nu_edges *e, const nu_lane *alpha, const nu_lane *step, double (*pair)[NU_LABELS])
{
	float p[NU_LABELS][NU_LABELS], sum = 0;

	for (int x = 0; x < NU_LABELS; x++)
		for (int y = 0; y < NU_LABELS; y++)
			sum += p[x][y] = alpha->s[AT(x)] * e->to[x][y] * step->s[AT(y)];
	if (sum > 0)
		for (int x = 0; x < NU_LABELS; x++)
			for (int y = 0; y < NU_LABELS; y++)
				pair[x][y] += p[x][y] / sum;
	return sum;
}

double
nu_lattice_marginals(const nu_edges *e, nu_lattice *room, float (*score)[NU_LABELS], size_t n,
    double (*pair)[NU_LABELS])
{
	nu_lane beta = outside, next = outside, step, mine;
	double  z = 0;

	for (size_t i = 0; i < n; i++) {
		z += exponentials(score[i], &room->score[i]);
		forward_step(e, i ? room->alpha[i - 1].s : outside.s, room->score[i].s, room->alpha[i].s);
		z += log(normalise(&room->alpha[i]));
	}
	backward_begin(e, &beta);
	for (size_t i = n; i-- > 0;) {
		multiply(&beta, &room->score[i], &step);
		add_pairs(e, i ? &room->alpha[i - 1] : &outside, &step, pair);
		multiply(&room->alpha[i], &beta, &mine);
		if (i == n - 1)
			z += log(normalise(&mine));
		else
			normalise(&mine);
		for (int y = 0; y < NU_LABELS; y++)
			score[i][y] = mine.s[AT(y)];
		backward_step(e, step.s, next.s);
		normalise(&next);
		beta = next;
	}
	return z;
}

/* -------------------------------------------------------------------- Viterbi */

/* The best way to each label: the greatest of was[x] + t[x][y], and the score s. */
static inline void
best_step(const nu_edges *t, const float *was, const float s[NU_LABELS], float *now)
{
	const float *r = t->to[0];
	four         b = all(was[O]) + load(r + 1 + B), u = all(was[O]) + load(r + 1 + U), o;
	four         wb = load(was + B), wi = load(was + I), wl = load(was + L), wu = load(was + U);
	float        top;

	for (int k = L; k < O; k++) {
		r = t->to[k + 1];
		b = greater(all(was[k]) + load(r + 1 + B), b);
		u = greater(all(was[k]) + load(r + 1 + U), u);
	}
	r = t->from[0];
	o = greater(wl + load(r + 1 + L), wu + load(r + 1 + U));
	top = greatest(o);
	now[O] = (was[O] + r[0] > top ? was[O] + r[0] : top) + s[0];
	store(now + B, b + load(s + 1 + B));
	store(now + U, u + load(s + 1 + U));
	store(now + I, greater(wb + load(t->bi), wi + load(t->ii)) + load(s + 1 + I));
	store(now + L, greater(wb + load(t->bl), wi + load(t->il)) + load(s + 1 + L));
}

/* The label before label y on the best way. */
static int
best_before(const nu_edges *t, const float *was, int y)
{
	const float *r = t->from[y];
	int          best = 0, place = y ? NU_LABEL_PLACE(y) : NU_UNIT;

	if (place == NU_INSIDE || place == NU_LAST) {
		int b = NU_LABEL(NU_LABEL_TYPE(y), NU_BEGIN), i = NU_LABEL(NU_LABEL_TYPE(y), NU_INSIDE);

		return was[AT(b)] + r[b] >= was[AT(i)] + r[i] ? b : i;
	}
	for (int x = 1 + L; x < NU_LABELS; x++)
		if (was[AT(x)] + r[x] > was[AT(best)] + r[best])
			best = x;
	return best;
}

static void
best_labels(
    const nu_edges *t, nu_lattice *room, const float (*score)[NU_LABELS], size_t n, uint8_t *label)
{
	nu_lane first;
	int     y;

	for (int k = 0; k < 20; k++)
		first.s[k] = k == O ? 0 : -1e30f;
	for (size_t i = 0; i < n; i++)
		best_step(t, i ? room->best[i - 1].s : first.s, score[i], room->best[i].s);
	y = 0;
	for (size_t i = n; i-- > 0;)
		label[i] = (uint8_t)(y = best_before(t, room->best[i].s, y));
}

/* A chain of one token is O or a name of its own. */
static void
decode_one(const nu_edges *t, const float score[NU_LABELS], uint8_t *label, float *marginal)
{
	const float *to = t->to[0], *from = t->from[0];
	four         s = load(score + 1 + U) + load(to + 1 + U) + load(from + 1 + U);
	float        o = score[0] + 2 * to[0], top = greatest(s), sum;
	int          best = 0;

	for (int k = 3; k >= 0; k--)
		best = s[k] == top ? k : best;
	*label = (uint8_t)(top > o ? NU_LABEL(best, NU_UNIT) : 0);
	top = top > o ? top : o;
	sum = sum_of(exp_of(s - all(top))) + exp_of(all(o - top))[0];
	*marginal = 1 / sum;
}

void
nu_lattice_decode(const nu_edges *trans, const nu_edges *e, nu_lattice *room,
    const float (*score)[NU_LABELS], size_t n, uint8_t *label, float *marginal)
{
	nu_lane beta = outside, step, mine;

	if (n == 1) {
		decode_one(trans, score[0], label, marginal);
		return;
	}
	best_labels(trans, room, score, n, label);
	for (size_t i = 0; i < n; i++) {
		exponentials(score[i], &room->score[i]);
		forward_step(e, i ? room->alpha[i - 1].s : outside.s, room->score[i].s, room->alpha[i].s);
		normalise(&room->alpha[i]);
	}
	backward_begin(e, &beta);
	for (size_t i = n; i-- > 0;) {
		float sum;

		multiply(&room->alpha[i], &beta, &mine);
		sum = normalise(&mine);
		marginal[i] = sum > 0 ? mine.s[AT(label[i])] : 0;
		multiply(&beta, &room->score[i], &step);
		backward_step(e, step.s, beta.s);
		normalise(&beta);
	}
}
