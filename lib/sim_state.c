#include "sim_state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "sim_stage.h"

#define VERSION "nsim1"

struct nu_sim_state {
	const nu_sim_opts *opts;
	nu_log            *log;
	jmp_buf           *oom;
	int                fd;
	char              *buf; /* lines to be written */
	size_t             n, cap;
};

static uint64_t
check_of(const char *p, size_t n)
{
	uint64_t h = n;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * UINT64_C(0x100000001b3);
	return nu_sim_mix(h);
}

/* ------------------------------------------------------------------------ reading */

static int
fail(nu_sim_state *s, size_t line, const char *why)
{
	s->log->file = s->opts->state;
	s->log->line = line;
	nu_fail(s->log, "%s", why);
	s->log->file = NULL;
	s->log->line = 0;
	return -1;
}

/* Takes the next field off the line. */
static nu_str
field(nu_str *line)
{
	const char *tab = line->n ? memchr(line->p, '\t', line->n) : NULL;
	size_t      n = tab ? (size_t)(tab - line->p) : line->n;
	nu_str      f = nu_slice(*line, 0, n);

	*line = nu_slice(*line, tab ? n + 1 : n, line->n);
	return f;
}

/* The hashes of a sketch, written one behind the other. */
static bool
take_hashes(nu_str f, nu_sim_now *now, nu_arena *a, unsigned levels)
{
	now->nsketch = f.n / 16;
	now->sketch = NU_NEW(a, uint64_t, now->nsketch + 1);
	if (f.n % 16 || !f.n)
		return false;
	for (size_t i = 0; i < now->nsketch; i++) {
		nu_str one = nu_slice(f, i * 16, i * 16 + 16);

		if (!nu_sim_hex(&one, 16, &now->sketch[i]))
			return false;
		for (unsigned k = now->d.level; k <= levels; k++)
			now->count[k] += now->sketch[i] < UINT64_MAX >> k;
	}
	return true;
}

/* NULL, or what is wrong with the line. */
static const char *
take_line(nu_sim_state *s, nu_str line, nu_sim_now *now, nu_arena *a)
{
	nu_str   all = line, id, hashes;
	uint64_t v[6], check, sample;
	unsigned levels = 0;

	if (!nu_eq(field(&line), NU_STR(VERSION)))
		return "not a state of nsim, or of another version";
	if (all.n < 17 || all.p[all.n - 17] != '\t')
		return "cut short, or damaged";
	id = nu_slice(all, all.n - 16, all.n);
	if (!nu_sim_hex(&id, 16, &check) || check != check_of(all.p, all.n - 17))
		return "cut short, or damaged";
	if (!nu_sim_hex(&line, 4, &sample) || sample != s->opts->sample)
		return "made with another --sample";
	if (!nu_sim_hex(&line, 6, &v[0]) || !nu_sim_hex(&line, 8, &v[1]) ||
	    !nu_sim_hex(&line, 8, &v[2]) || !nu_sim_hex(&line, 8, &v[3]) ||
	    !nu_sim_hex(&line, 2, &v[4]) || !nu_sim_hex(&line, 16, &v[5]) || v[4] >= NU_SIM_LEVELS)
		return "damaged";
	while ((UINT64_C(1) << levels) < sample)
		levels++;
	memset(now, 0, sizeof *now);
	now->d.day = v[0] ? (int32_t)v[0] - NU_SIM_DAY0 : NU_SIM_NODAY;
	now->d.source = (uint32_t)v[1];
	now->d.url = (uint32_t)v[2];
	now->d.words = (uint32_t)v[3];
	now->d.level = (uint8_t)v[4];
	now->digest = v[5];
	now->same = now->like = SIZE_MAX;
	id = nu_unescape(a, field(&line));
	now->d.id = id.p;
	now->d.nid = (uint32_t)id.n;
	hashes = field(&line);
	return take_hashes(hashes, now, a, levels) && now->d.level <= levels ? NULL : "damaged";
}

static void
reserve(nu_sim_state *s, size_t more)
{
	if (s->n + more > s->cap) {
		size_t cap = s->cap + s->cap / 2 + more + 65536;
		char  *p = realloc(s->buf, cap);

		if (!p)
			longjmp(*s->oom, 1);
		s->buf = p;
		s->cap = cap;
	}
}

/* Reads the whole file into buf. */
static bool
slurp(nu_sim_state *s)
{
	ssize_t r;

	do {
		reserve(s, 65536);
		r = read(s->fd, s->buf + s->n, 65536);
		if (r > 0)
			s->n += (size_t)r;
	} while (r > 0 || (r < 0 && errno == EINTR));
	if (r < 0)
		fail(s, 0, strerror(errno));
	return r == 0;
}

static bool
take_all(nu_sim_state *s, nu_sim_known *known, void *self)
{
	nu_arena   a = {.oom = s->oom};
	nu_sim_now now;
	size_t     line = 0;
	bool       good = true;

	for (size_t at = 0, end; good && at < s->n; at = end + 1) {
		const char *nl = memchr(s->buf + at, '\n', s->n - at);
		const char *why = "cut short: the last line has no end";

		end = nl ? (size_t)(nl - s->buf) : s->n;
		line++;
		nu_arena_reset(&a);
		if (nl)
			why = take_line(s, (nu_str){s->buf + at, end - at}, &now, &a);
		if (why)
			good = fail(s, line, why) == 0;
		else
			known(self, &now);
	}
	nu_arena_free(&a);
	s->n = 0;
	return good;
}

nu_sim_state *
nu_sim_state_open(nu_arena *keep, nu_log *log, const nu_sim_opts *opts, nu_sim_known *known,
    void *self)
{
	nu_sim_state *s = NU_NEW(keep, nu_sim_state, 1);
	bool          good;

	s->opts = opts;
	s->log = log;
	s->oom = keep->oom;
	s->fd = open(opts->state, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (s->fd < 0) {
		fail(s, 0, strerror(errno));
		return NULL;
	}
	good = slurp(s) && take_all(s, known, self);
	if (!good) {
		close(s->fd);
		free(s->buf);
		return NULL;
	}
	return s;
}

/* ------------------------------------------------------------------------ writing */

static void
put_hex(nu_sim_state *s, uint64_t v, int digits, const char *behind)
{
	reserve(s, 17);
	for (int i = digits; i-- > 0; v >>= 4)
		s->buf[s->n + (size_t)i] = "0123456789abcdef"[v & 15];
	s->n += (size_t)digits;
	if (*behind)
		s->buf[s->n++] = *behind;
}

static void
put(nu_sim_state *s, nu_str x)
{
	reserve(s, x.n + 1);
	memcpy(s->buf + s->n, x.p, x.n);
	s->n += x.n;
	s->buf[s->n++] = '\t';
}

void
nu_sim_state_add(nu_sim_state *s, nu_arena *scratch, const nu_sim_now *now)
{
	size_t from = s->n;

	put(s, NU_STR(VERSION));
	put_hex(s, s->opts->sample, 4, "\t");
	put_hex(s, (uint64_t)(now->d.day == NU_SIM_NODAY ? 0 : now->d.day + NU_SIM_DAY0), 6, "\t");
	put_hex(s, now->d.source, 8, "\t");
	put_hex(s, now->d.url, 8, "\t");
	put_hex(s, now->d.words, 8, "\t");
	put_hex(s, now->d.level, 2, "\t");
	put_hex(s, now->digest, 16, "\t");
	put(s, nu_escape(scratch, (nu_str){now->d.id, now->d.nid}));
	for (size_t i = 0; i < now->nsketch; i++)
		put_hex(s, now->sketch[i], 16, "");
	put_hex(s, 0, 0, "\t");
	put_hex(s, check_of(s->buf + from, s->n - 1 - from), 16, "\n");
}

void
nu_sim_state_close(nu_sim_state *s)
{
	size_t at = 0;

	if (!s)
		return;
	while (at < s->n && s->log->status < 2) {
		ssize_t w = write(s->fd, s->buf + at, s->n - at);

		if (w > 0)
			at += (size_t)w;
		else if (w < 0 && errno != EINTR)
			fail(s, 0, strerror(errno));
	}
	if (close(s->fd) != 0 && s->log->status < 2)
		fail(s, 0, strerror(errno));
	free(s->buf);
}
