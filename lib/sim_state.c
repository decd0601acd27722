#include "sim_state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fresh.h"
#include "sim_stage.h"

#define VERSION "nsim2"
#define FOREIGN "not a state of nsim, or of another version"

/* A line's day stands behind the version and the sample: these bytes before it. */
enum { DAY_AT = sizeof VERSION + 5 };

struct nu_sim_state {
	const nu_sim_opts *opts;
	nu_log            *log;
	jmp_buf           *oom;
	nu_fresh          *fresh; /* what takes the file's place */
	char              *buf;   /* the old file, then lines to be written */
	size_t             n, cap;
	int32_t            newest; /* day, of all lines so far */
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

static bool
needs_records(const nu_sim_state *s)
{
	return s->opts->reuse || s->opts->story;
}

/* A plain number and the space behind it. */
static bool
take_number(nu_str *s, size_t *v)
{
	size_t i = 0;

	for (*v = 0; i < s->n && i < 10 && s->p[i] >= '0' && s->p[i] <= '9'; i++)
		*v = *v * 10 + (size_t)(s->p[i] - '0');
	if (i == 0 || i == s->n || s->p[i] != ' ')
		return false;
	*s = nu_slice(*s, i + 1, s->n);
	return true;
}

/* A record of the line; false: it is none, or not in its place behind the block before. */
static bool
take_record(nu_str f, nu_doc *doc, size_t *block)
{
	const char *space = memchr(f.p, ' ', f.n);
	nu_rec     *r = &NU_PUSH(doc->arena, doc->rec, doc->n, doc->cap);
	nu_str      type;
	size_t      start, end;

	memset(r, 0, sizeof *r);
	if (!space || space == f.p)
		return false;
	type = nu_slice(f, 0, (size_t)(space - f.p));
	f = nu_slice(f, type.n + 1, f.n);
	if (!take_number(&f, &start) || !take_number(&f, &end) || start > UINT32_MAX ||
	    end > UINT32_MAX || type.n > UINT16_MAX || f.n > UINT32_MAX)
		return false;
	*r = nu_rec_made(start, end, type, NU_STR("."), NU_NOSCORE, f);
	if (!nu_is_block(r))
		return r->start <= r->end;
	if (r->start < *block || nu_unescape(doc->arena, f).n != r->end - r->start)
		return false;
	*block = r->end;
	return true;
}

static bool
take_records(nu_str rest, nu_doc *doc)
{
	size_t block = 0;

	while (rest.n)
		if (!take_record(field(&rest), doc, &block))
			return false;
	return true;
}

/* The fixed fields; false when they are not as they should be. */
static bool
take_numbers(nu_str *line, nu_sim_now *now)
{
	uint64_t day, source, url, words, level, digest;

	if (!nu_sim_hex(line, 6, &day) || !nu_sim_hex(line, 8, &source) ||
	    !nu_sim_hex(line, 8, &url) || !nu_sim_hex(line, 8, &words) ||
	    !nu_sim_hex(line, 2, &level) || !nu_sim_hex(line, 16, &digest) || level >= NU_SIM_LEVELS)
		return false;
	now->d.day = day ? (int32_t)day - NU_SIM_DAY0 : NU_SIM_NODAY;
	now->d.source = (uint32_t)source;
	now->d.url = (uint32_t)url;
	now->d.words = (uint32_t)words;
	now->d.level = (uint8_t)level;
	now->digest = digest;
	return true;
}

/* NULL, or what is wrong with the line. */
static const char *
take_line(nu_sim_state *s, nu_str line, nu_sim_now *now, nu_doc *doc, nu_str *story)
{
	nu_str   all = line, id;
	uint64_t check, sample;
	unsigned levels = 0;

	if (!nu_eq(field(&line), NU_STR(VERSION)))
		return FOREIGN;
	if (all.n < 17 || all.p[all.n - 17] != '\t')
		return "cut short, or damaged";
	id = nu_slice(all, all.n - 16, all.n);
	if (!nu_sim_hex(&id, 16, &check) || check != check_of(all.p, all.n - 17))
		return "cut short, or damaged";
	line.n -= line.n < 17 ? line.n : 17;
	if (!nu_sim_hex(&line, 4, &sample) || sample != s->opts->sample)
		return "made with another --sample";
	while ((UINT64_C(1) << levels) < sample)
		levels++;
	memset(now, 0, sizeof *now);
	now->same = now->like = SIZE_MAX;
	if (!take_numbers(&line, now) || now->d.level > levels)
		return "damaged";
	doc->id = field(&line);
	id = nu_unescape(doc->arena, doc->id);
	now->d.id = id.p;
	now->d.nid = (uint32_t)id.n;
	id = field(&line);
	*story = nu_eq(id, NU_STR(".")) ? (nu_str){NULL, 0} : nu_unescape(doc->arena, id);
	if (!doc->id.n || !id.n || !take_hashes(field(&line), now, doc->arena, levels))
		return "damaged";
	if (needs_records(s) && !line.n)
		return "made without -r and --story";
	return needs_records(s) && !take_records(line, doc) ? "damaged" : NULL;
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

/* Reads the whole file into buf; no file is an empty one. */
static bool
slurp(nu_sim_state *s)
{
	int         fd = open(nu_fresh_path(s->fresh), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	ssize_t     r = 0;
	bool        other;

	if (fd < 0)
		return errno == ENOENT || fail(s, 0, strerror(errno)) == 0;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return fail(s, 0, "not a regular file") == 0;
	}
	do {
		reserve(s, 65536);
		r = read(fd, s->buf + s->n, 65536);
		if (r > 0)
			s->n += (size_t)r;
		/* Another file, of any size, is not read whole to see that. */
		other = s->n >= sizeof VERSION && memcmp(s->buf, VERSION "\t", sizeof VERSION) != 0;
	} while (!other && (r > 0 || (r < 0 && errno == EINTR)));
	if (r < 0)
		fail(s, 0, strerror(errno));
	close(fd);
	if (other)
		fail(s, 1, FOREIGN);
	return r == 0 && !other;
}

static bool
take_all(nu_sim_state *s, nu_arena *keep, nu_sim_known *known, void *self)
{
	nu_arena  *a = nu_arena_in(keep);
	nu_sim_now now;
	size_t     line = 0;
	bool       good = true;

	for (size_t at = 0, end; good && at < s->n; at = end + 1) {
		const char *nl = memchr(s->buf + at, '\n', s->n - at);
		const char *why = "cut short: the last line has no end";
		nu_doc      doc = {.arena = a, .log = s->log};
		nu_str      story;

		end = nl ? (size_t)(nl - s->buf) : s->n;
		line++;
		nu_arena_reset(a);
		if (nl)
			why = take_line(s, (nu_str){s->buf + at, end - at}, &now, &doc, &story);
		if (why) {
			good = fail(s, line, why) == 0;
			break;
		}
		s->newest = now.d.day > s->newest ? now.d.day : s->newest;
		known(self, &now, &doc, story);
	}
	nu_arena_free(a);
	return good;
}

/* ------------------------------------------------------------------------ writing */

/* Writes what is in buf. */
static void
flush(nu_sim_state *s)
{
	if (s->log->status < 2)
		nu_fresh_write(s->fresh, (nu_str){s->buf, s->n});
	s->n = 0;
}

/* Leaves in buf the lines that the window does not forget, and writes them. */
static void
write_known(nu_sim_state *s)
{
	int32_t newest = NU_SIM_NODAY, oldest = s->newest - s->opts->window;
	size_t  out = 0;

	for (size_t at = 0, end; s->opts->window && at < s->n; at = end) {
		const char *nl = memchr(s->buf + at, '\n', s->n - at);
		nu_str      f = {s->buf + at + DAY_AT, 6};
		uint64_t    v;
		int32_t     day;

		end = (size_t)(nl - s->buf) + 1;
		nu_sim_hex(&f, 6, &v);
		day = v ? (int32_t)v - NU_SIM_DAY0 : newest;
		newest = day > newest ? day : newest;
		if (day >= oldest || s->newest == NU_SIM_NODAY) {
			memmove(s->buf + out, s->buf + at, end - at);
			out += end - at;
		}
	}
	if (s->opts->window)
		s->n = out;
	flush(s);
}

/* What a state holds that is not in the arena. */
static void
give_back(void *state)
{
	free(((nu_sim_state *)state)->buf);
}

nu_sim_state *
nu_sim_state_open(nu_arena *keep, nu_log *log, const nu_sim_opts *opts, nu_sim_known *known,
    void *self)
{
	nu_sim_state *s = NU_NEW(keep, nu_sim_state, 1);

	s->opts = opts;
	s->log = log;
	s->oom = keep->oom;
	s->newest = NU_SIM_NODAY;
	nu_goes_with(keep, give_back, s);
	s->fresh = nu_fresh_open(keep, log, opts->state);
	if (!s->fresh || !slurp(s) || !take_all(s, keep, known, self))
		return NULL;
	write_known(s);
	return s;
}

const char *
nu_sim_state_path(const nu_sim_state *s)
{
	return nu_fresh_path(s->fresh);
}

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
put(nu_sim_state *s, nu_str x, char behind)
{
	reserve(s, x.n + 1);
	memcpy(s->buf + s->n, x.p, x.n);
	s->n += x.n;
	s->buf[s->n++] = behind;
}

static void
put_number(nu_sim_state *s, size_t v)
{
	char   digits[24];
	size_t d = sizeof digits;

	do
		digits[--d] = (char)('0' + v % 10);
	while (v /= 10);
	put(s, (nu_str){digits + d, sizeof digits - d}, ' ');
}

/* The blocks, and where the names are. */
static void
put_records(nu_sim_state *s, const nu_doc *doc)
{
	for (size_t i = 0; i < doc->n; i++) {
		const nu_rec *r = &doc->rec[i];
		bool          block = nu_is_block(r);

		if (!block && !(s->opts->story && nu_sim_is_name(r)))
			continue;
		put(s, nu_rec_type(r), ' ');
		put_number(s, r->start);
		put_number(s, r->end);
		put(s, block ? nu_rec_text(r) : NU_STR("."), '\t');
	}
}

void
nu_sim_state_add(nu_sim_state *s, const nu_doc *doc, const nu_sim_now *now, nu_str story)
{
	size_t from = s->n;

	put(s, NU_STR(VERSION), '\t');
	put_hex(s, s->opts->sample, 4, "\t");
	put_hex(s, (uint64_t)(now->d.day == NU_SIM_NODAY ? 0 : now->d.day + NU_SIM_DAY0), 6, "\t");
	put_hex(s, now->d.source, 8, "\t");
	put_hex(s, now->d.url, 8, "\t");
	put_hex(s, now->d.words, 8, "\t");
	put_hex(s, now->d.level, 2, "\t");
	put_hex(s, now->digest, 16, "\t");
	put(s, nu_escape(doc->arena, (nu_str){now->d.id, now->d.nid}), '\t');
	put(s, story.n ? nu_escape(doc->arena, story) : NU_STR("."), '\t');
	for (size_t i = 0; i < now->nsketch; i++)
		put_hex(s, now->sketch[i], 16, "");
	put_hex(s, 0, 0, "\t");
	if (needs_records(s))
		put_records(s, doc);
	put_hex(s, check_of(s->buf + from, s->n - 1 - from), 16, "\n");
	if (s->n >= 65536)
		flush(s);
}

void
nu_sim_state_close(nu_sim_state *s)
{
	if (!s)
		return;
	flush(s);
	nu_fresh_close(s->fresh);
}
