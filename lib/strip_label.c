#include "strip_label.h"

#include <stdlib.h>

#include "record.h"
#include "text.h"

enum { MOST_WEIGHT = 1000 }; /* of a page */

static uint8_t
kind_of(nu_str type)
{
	static const char *const body[] = {"Para", "Head", "Dateline", "Item", "Live"};

	for (size_t i = 0; i < sizeof body / sizeof *body; i++)
		if (nu_eq(type, nu_str_of(body[i])))
			return IS_BODY;
	return nu_eq(type, NU_STR("Headline")) ? IS_TITLE
	       : nu_eq(type, NU_STR("Junk"))   ? IS_JUNK
	       : nu_eq(type, NU_STR("Unknown")) ? IS_UNKNOWN
	                                       : IS_ASIDE;
}

/* How much a page weighs; what is no number that can is told, and weighs 1. */
static float
weight_of(nu_arena *a, nu_log *log, nu_str value)
{
	const char *p = nu_copy(a, value).p;
	char       *end;
	double      w = strtod(p, &end);

	if (end != p && !*end && w >= 0 && w <= MOST_WEIGHT)
		return (float)w;
	nu_damage(log, "@weight is no number from 0 to %d", MOST_WEIGHT);
	return 1;
}

static void
take_line(sp_labels *l, nu_arena *keep, nu_log *log, nu_str line)
{
	nu_str       id;
	nu_rec       r;
	sp_labelled *d = l->n ? &l->page[l->n - 1] : NULL;
	const char  *why;

	if (line.n && line.p[0] == '#')
		return;
	why = nu_rec_parse(line, &id, &r);
	if (why) {
		nu_damage(log, "%s", why);
		return;
	}
	if (!d || !nu_eq(d->id, id)) {
		d = &NU_PUSH(keep, l->page, l->n, l->cap);
		*d = (sp_labelled){.id = nu_copy(keep, id), .hash = nu_hash(id), .weight = 1};
		d->site = d->id;
	}
	if (nu_is(&r, "@source"))
		d->site = nu_copy(keep, nu_rec_value(&r));
	else if (nu_is(&r, "@weight"))
		d->weight = weight_of(keep, log, nu_rec_value(&r));
	else if (r.type_p[0] >= 'A' && r.type_p[0] <= 'Z')
		NU_PUSH(keep, d->label, d->n, d->cap) =
		    (sp_label){r.start, r.end, kind_of(nu_rec_type(&r))};
}

/* The first of an id is found: it is chained last. */
static void
make_places(sp_labels *l, nu_arena *keep)
{
	size_t size = 16;

	while (size < l->n * 2)
		size *= 2;
	l->mask = (uint32_t)(size - 1);
	l->place = NU_NEW(keep, uint32_t, size);
	for (size_t i = l->n; i-- > 0;) {
		uint32_t *place = &l->place[l->page[i].hash & l->mask];

		l->page[i].next = *place;
		*place = (uint32_t)i + 1;
	}
}

bool
sp_labels_read(sp_labels *l, nu_arena *keep, nu_log *log, nu_input *in, const char *file)
{
	if (!nu_input_open(in, file))
		return false;
	while (nu_input_more(in))
		;
	log->file = file;
	log->line = 1;
	for (size_t i = in->at; i < in->n; log->line++) {
		const char *nl = memchr(in->buf + i, '\n', in->n - i);
		size_t      end = nl ? (size_t)(nl - in->buf) : in->n;

		take_line(l, keep, log, (nu_str){in->buf + i, end - i});
		i = end + 1;
	}
	log->file = NULL;
	log->line = 0;
	nu_input_close(in);
	make_places(l, keep);
	return log->status < 2;
}

const sp_labelled *
sp_labels_of(const sp_labels *l, nu_str name)
{
	uint32_t h = nu_hash(name);

	for (uint32_t i = l->place[h & l->mask]; i; i = l->page[i - 1].next)
		if (l->page[i - 1].hash == h && nu_eq(l->page[i - 1].id, name))
			return &l->page[i - 1];
	return NULL;
}
