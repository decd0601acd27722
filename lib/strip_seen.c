#include "strip_seen.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fresh.h"

#define VERSION "nstrip-seen2"

/*
 * SURE and RARE: of how many earlier pages, and of which share of them in percent, a line
 * of up to SHORT words must have stood to be furniture. Longer ones may be headlines, which
 * stand in the lists of other pages too: they need more.
 */
enum { SURE = 3, SHARE = 30, SHORT = 4, SURE_LONG = 5, SHARE_LONG = 60, SENTENCE = 16,
	MOST_SITES = 4096, MOST_FILE = 256 << 20, PAGE_LINES = 1024 };

typedef struct count {
	uint32_t hash, n; /* n 0: free */
} count;

typedef struct site {
	nu_str   name;
	uint32_t pages;
	count   *slot; /* open addressing */
	size_t   n, room;
} site;

struct sp_seen {
	nu_arena   *keep;
	nu_log     *log;
	const char *path;
	nu_fresh   *fresh; /* what takes its place */
	site       *site;
	size_t      n, cap;
	count      *spare; /* room to lower counts in */
	bool        told;
};

/* -------------------------------------------------------------------------- counts */

static count *
slot_of(const site *s, uint32_t hash)
{
	size_t   i = (hash * 2654435761u) & (s->room - 1);
	unsigned step = 0;

	while (s->slot[i].n && s->slot[i].hash != hash)
		i = nu_next_place(hash, i, s->room - 1, &step);
	return &s->slot[i];
}

static void
grow(sp_seen *seen, site *s)
{
	count *old = s->slot;
	size_t n = s->room;

	s->room *= 2;
	s->slot = NU_NEW(seen->keep, count, s->room);
	for (size_t i = 0; i < n; i++)
		if (old[i].n)
			*slot_of(s, old[i].hash) = old[i];
}

/* Lowers all counts by what drops a quarter of them or more. */
static void
lower(sp_seen *seen, site *s)
{
	uint32_t less = 0;
	size_t   gone, n = 0;

	if (!seen->spare)
		seen->spare = NU_NEW(seen->keep, count, 2 * SP_SEEN_LINES);
	do {
		less = less ? less * 2 : 1;
		gone = 0;
		for (size_t i = 0; i < s->room; i++)
			gone += s->slot[i].n && s->slot[i].n <= less;
	} while (gone < s->n / 4);
	for (size_t i = 0; i < s->room; i++)
		if (s->slot[i].n > less)
			seen->spare[n++] = (count){s->slot[i].hash, s->slot[i].n - less};
	memset(s->slot, 0, s->room * sizeof *s->slot);
	for (size_t i = 0; i < n; i++)
		*slot_of(s, seen->spare[i].hash) = seen->spare[i];
	s->n = n;
}

static void
add(sp_seen *seen, site *s, uint32_t hash, uint32_t n)
{
	count *c;

	if (s->n * 4 >= s->room * 3)
		grow(seen, s);
	c = slot_of(s, hash);
	s->n += !c->n;
	c->hash = hash;
	c->n = c->n > UINT32_MAX - n ? UINT32_MAX : c->n + n;
	if (s->n > SP_SEEN_LINES)
		lower(seen, s);
}

static uint32_t
count_of(const site *s, uint32_t hash)
{
	return slot_of(s, hash)->n;
}

/* The site of that name, made when there is none; NULL: there are too many. */
static site *
site_of(sp_seen *seen, nu_str name)
{
	site *s;

	for (size_t i = seen->n; i-- > 0;)
		if (nu_eq(seen->site[i].name, name))
			return &seen->site[i];
	if (seen->n == MOST_SITES)
		return NULL;
	s = &NU_PUSH(seen->keep, seen->site, seen->n, seen->cap);
	*s = (site){.name = nu_copy(seen->keep, name), .room = 64};
	s->slot = NU_NEW(seen->keep, count, s->room);
	return s;
}

/* -------------------------------------------------------------------------- the file */

static uint32_t
check_of(const char *p, size_t n)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * 16777619u;
	return h;
}

/* Takes a number to `base` off s, up to a byte that is no digit of it; false: there is none. */
static bool
take(nu_str *s, uint32_t base, uint32_t *v)
{
	size_t   i = 0;
	uint64_t x = 0;

	for (; i < s->n; i++) {
		char     c = s->p[i];
		uint32_t d = c >= '0' && c <= '9' ? (uint32_t)(c - '0')
		             : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10 : 99;

		if (d >= base)
			break;
		x = x * base + d;
		if (x > UINT32_MAX)
			return false;
	}
	*v = (uint32_t)x;
	*s = nu_slice(*s, i, s->n);
	return i > 0;
}

static bool
take_counts(sp_seen *seen, site *s, nu_str items)
{
	uint32_t hash, n;

	while (items.n) {
		if (!take(&items, 16, &hash) || !items.n || items.p[0] != ':')
			return false;
		items = nu_slice(items, 1, items.n);
		if (!take(&items, 10, &n) || !n || (items.n && items.p[0] != ' '))
			return false;
		items = nu_slice(items, items.n > 0, items.n);
		add(seen, s, hash, n);
	}
	return true;
}

/* NULL, or what is wrong with the line. */
static const char *
read_line(sp_seen *seen, nu_str line)
{
	const char *tab = line.n ? memchr(line.p, '\t', line.n) : NULL, *last = NULL;
	nu_str      pages, check;
	uint32_t    sum, n;
	site       *s;

	if (!tab || memcmp(line.p, VERSION, 11) != 0)
		return "this is no file of --seen";
	if (!nu_eq(nu_slice(line, 0, (size_t)(tab - line.p)), NU_STR(VERSION)))
		return "made by another version of nstrip";
	for (size_t i = line.n; i-- > 0 && !last;)
		last = line.p[i] == '\t' ? line.p + i : NULL;
	check = nu_slice(line, (size_t)(last - line.p) + 1, line.n);
	if (last == tab || !take(&check, 16, &sum) || check.n ||
	    sum != check_of(line.p, (size_t)(last - line.p)))
		return "damaged (its sum does not fit)";
	line = nu_slice(line, 0, (size_t)(last - line.p));
	pages = nu_column(line, 2);
	s = site_of(seen, nu_column(line, 1));
	if (!s)
		return "too many sites";
	if (!take(&pages, 10, &n) || pages.n || !take_counts(seen, s, nu_column(line, 3)))
		return "damaged";
	s->pages += n;
	return NULL;
}

static bool
fail(sp_seen *s, size_t line, const char *why)
{
	s->log->file = s->path;
	s->log->line = line;
	nu_fail(s->log, "%s", why);
	s->log->file = NULL;
	s->log->line = 0;
	return false;
}

static bool
read_file(sp_seen *s)
{
	nu_input   *in = nu_input_new(s->keep, s->log);
	size_t      number = 0;
	const char *wrong = NULL;

	if (access(s->path, F_OK) != 0 && errno == ENOENT)
		return true;
	if (!nu_input_open(in, s->path))
		return false;
	while (in->n < MOST_FILE && nu_input_more(in))
		;
	if (in->n >= MOST_FILE)
		wrong = "larger than 256 MB";
	while (!wrong && in->at < in->n) {
		const char *nl = memchr(in->buf + in->at, '\n', in->n - in->at);

		number++;
		if (!nl) {
			wrong = "damaged (cut short)";
			break;
		}
		wrong = read_line(s, (nu_str){in->buf + in->at, (size_t)(nl - (in->buf + in->at))});
		in->at = (size_t)(nl - in->buf) + 1;
	}
	nu_input_give_back(in);
	return !wrong || fail(s, number, wrong);
}

sp_seen *
sp_seen_open(nu_arena *keep, const char *path, nu_log *log)
{
	sp_seen *s = NU_NEW(keep, sp_seen, 1);

	*s = (sp_seen){.keep = keep, .log = log, .path = path};
	s->fresh = nu_fresh_open(keep, log, path);
	return s->fresh && read_file(s) ? s : NULL;
}

const char *
sp_seen_path(const sp_seen *s)
{
	return nu_fresh_path(s->fresh);
}

/* ------------------------------------------------------------------------- a page */

/* Is the line of the kind that is counted: no sentence, nothing that a rule or the user named? */
static bool
is_counted(const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];

	return l->hash && l->words && !l->sentence && l->words <= SENTENCE && l->forced != 2;
}

static bool
is_furniture(const site *s, const sp_page *p, size_t i)
{
	const sp_line *l = &p->line[i];
	uint32_t       n = count_of(s, l->hash);
	bool           small = l->words <= SHORT;

	if (l->tagged && l->tagged != SP_JUNK + 1) /* a byline, a credit: they recur by nature */
		return false;
	if (p->title < p->n && l->hash == p->line[p->title].hash)
		return false;
	return n >= (small ? SURE : SURE_LONG) &&
	       (uint64_t)n * 100 >= (uint64_t)s->pages * (small ? SHARE : SHARE_LONG);
}

/* Of all lines of the page, that it be counted once. */
static uint32_t
hash_of(const sp_page *p)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < p->n; i++)
		h = (h ^ p->line[i].hash) * 16777619u;
	return h;
}

/* Counts each line of the page once; of a page with very many only the first. */
static void
count_lines(sp_seen *seen, site *s, const sp_page *p)
{
	uint32_t *set = NU_NEW(p->a, uint32_t, 2 * PAGE_LINES);
	size_t    n = 0;

	for (size_t i = 0; i < p->n && n < PAGE_LINES; i++) {
		uint32_t h = p->line[i].hash;
		size_t   k = h & (2 * PAGE_LINES - 1);

		if (!is_counted(p, i))
			continue;
		while (set[k] && set[k] != h)
			k = (k + 1) & (2 * PAGE_LINES - 1);
		if (set[k])
			continue;
		set[k] = h;
		n++;
		add(seen, s, h, 1);
	}
}

/* A site's name in a line of the file: up to a control character. */
static nu_str
plain_name(nu_str name)
{
	size_t n = 0;

	while (n < name.n && (unsigned char)name.p[n] >= ' ')
		n++;
	return n ? nu_slice(name, 0, n) : NU_STR(".");
}

void
sp_seen_page(sp_seen *seen, sp_page *p, nu_str name)
{
	site    *s = site_of(seen, plain_name(name));
	uint32_t page = hash_of(p);

	if (!s) {
		if (!seen->told)
			nu_note(seen->log, "--seen: more than %d sites; the others are not kept (told once)",
			    MOST_SITES);
		seen->told = true;
		return;
	}
	for (size_t i = 0; i < p->n; i++)
		if (is_counted(p, i) && is_furniture(s, p, i))
			p->line[i].forced = 1;
	if (!p->n || count_of(s, page))
		return;
	add(seen, s, page, 1);
	s->pages++;
	count_lines(seen, s, p);
}

/* -------------------------------------------------------------------------- writing */

static int
by_name(const void *a, const void *b)
{
	return nu_cmp(((const site *)a)->name, ((const site *)b)->name);
}

static int
by_hash(const void *a, const void *b)
{
	uint32_t x = ((const count *)a)->hash, y = ((const count *)b)->hash;

	return (x > y) - (x < y);
}

/* The site's line; counts stand in the order of their hashes: the same ones, the same bytes. */
static bool
write_site(sp_seen *seen, site *s)
{
	size_t room = s->name.n + s->n * 20 + 64, n = 0, k = 0;
	char  *out = nu_alloc(seen->keep, room);

	for (size_t i = 0; i < s->room; i++)
		if (s->slot[i].n)
			s->slot[k++] = s->slot[i];
	qsort(s->slot, k, sizeof *s->slot, by_hash);
	n = (size_t)snprintf(out, room, VERSION "\t%.*s\t%lu\t", (int)s->name.n, s->name.p,
	    (unsigned long)s->pages);
	for (size_t i = 0; i < k; i++)
		n += (size_t)snprintf(out + n, room - n, "%s%lx:%lu", i ? " " : "",
		    (unsigned long)s->slot[i].hash, (unsigned long)s->slot[i].n);
	n += (size_t)snprintf(out + n, room - n, "\t%08lx\n", (unsigned long)check_of(out, n));
	return nu_fresh_write(seen->fresh, (nu_str){out, n});
}

void
sp_seen_close(sp_seen *s)
{
	if (!s)
		return;
	if (s->n)
		qsort(s->site, s->n, sizeof *s->site, by_name);
	for (size_t i = 0; i < s->n && s->log->status < 2; i++)
		write_site(s, &s->site[i]);
	nu_fresh_close(s->fresh);
}
