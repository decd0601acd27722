#include "strip_end.h"
#include "strip_model.h"

/* ------------------------------------------------------------------------- reading */

typedef struct reader {
	const uint8_t *p, *end;
	bool           bad;
} reader;

static uint32_t
get(reader *r, unsigned bytes)
{
	uint32_t v = 0;

	if ((size_t)(r->end - r->p) < bytes) {
		r->bad = true;
		return 0;
	}
	for (unsigned i = 0; i < bytes; i++)
		v |= (uint32_t)r->p[i] << 8 * i;
	r->p += bytes;
	return v;
}

static void
read_tree(reader *r, sp_tree *t, unsigned features)
{
	t->depth = (uint8_t)get(r, 1);
	if (t->depth > SP_MAX_DEPTH) {
		r->bad = true;
		t->depth = 0;
	}
	for (unsigned d = 0; d < t->depth; d++) {
		t->feature[d] = (uint8_t)get(r, 1);
		t->above[d] = (int16_t)get(r, 2);
		if (t->feature[d] >= features) {
			r->bad = true;
			t->feature[d] = 0;
		}
	}
	for (unsigned i = 0; i < 1u << t->depth; i++)
		t->leaf[i] = (int16_t)get(r, 2);
}

sp_model *
sp_model_read(nu_arena *keep, nu_str bytes, nu_log *log)
{
	sp_model *m = NU_NEW(keep, sp_model, 1);
	reader    r = {(const uint8_t *)bytes.p, (const uint8_t *)bytes.p + bytes.n, false};

	if (bytes.n < 8 || memcmp(bytes.p, "nust", 4) != 0 || bytes.p[4] != SP_VERSION ||
	    (uint8_t)bytes.p[5] != SP_NFEATURES || (bytes.p[6] != SP_FOREST_START && bytes.p[6] != SP_FORESTS)) {
		nu_fail(log, "not a model of nstrip, or of another version");
		return NULL;
	}
	m->kind = (uint8_t)bytes.p[7];
	r.bad = m->kind >= SP_KINDS;
	r.p += 8;
	for (int k = 0; k < bytes.p[6] && !r.bad; k++) {
		sp_forest *f = &m->forest[k];

		f->n = get(&r, 2);
		f->bias = (int32_t)get(&r, 4);
		f->tree = NU_NEW(keep, sp_tree, f->n);
		for (size_t i = 0; i < f->n && !r.bad; i++)
			read_tree(&r, &f->tree[i], m->kind == SP_TEXT ? SP_TEXT_FEATURES : SP_NFEATURES);
		sp_forest_pack(keep, f);
	}
	/* One without forests of edges is written without their place. */
	r.bad |= bytes.p[6] == SP_FORESTS && !m->forest[SP_FOREST_START].n && !m->forest[SP_FOREST_END].n;
	if (!r.bad)
		return m;
	nu_fail(log, "the model is cut off or damaged");
	return NULL;
}

/* ------------------------------------------------------------------------- writing */

static void
put(uint8_t **p, uint32_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++)
		*(*p)++ = (uint8_t)(v >> 8 * i);
}

nu_str
sp_model_write(nu_arena *a, const sp_model *m)
{
	size_t   room = 8;
	uint8_t *start, *p;
	bool     edges = m->forest[SP_FOREST_START].n || m->forest[SP_FOREST_END].n;
	int      forests = edges ? SP_FORESTS : SP_FOREST_START;

	for (int k = 0; k < forests; k++)
		room += 6 + m->forest[k].n * (1 + 3 * SP_MAX_DEPTH + 2 * (1 << SP_MAX_DEPTH));
	start = p = nu_alloc(a, room);
	memcpy(p, "nust", 4);
	p += 4;
	put(&p, SP_VERSION, 1);
	put(&p, SP_NFEATURES, 1);
	put(&p, (uint32_t)forests, 1);
	put(&p, m->kind, 1);
	for (int k = 0; k < forests; k++) {
		const sp_forest *f = &m->forest[k];

		put(&p, (uint32_t)f->n, 2);
		put(&p, (uint32_t)f->bias, 4);
		for (size_t i = 0; i < f->n; i++) {
			const sp_tree *t = &f->tree[i];

			put(&p, t->depth, 1);
			for (unsigned d = 0; d < t->depth; d++) {
				put(&p, t->feature[d], 1);
				put(&p, (uint16_t)t->above[d], 2);
			}
			for (unsigned l = 0; l < 1u << t->depth; l++)
				put(&p, (uint16_t)t->leaf[l], 2);
		}
	}
	return (nu_str){(char *)start, (size_t)(p - start)};
}
