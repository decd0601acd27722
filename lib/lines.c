#include "lines.h"

#include "text.h"

/* What wrapped text looks like: no line is wider than this, none of its widest narrower. */
enum { WIDEST = 100, NARROWEST = 40, MIN_WRAPPED = 4 };

/* From this size on lines are counted first: an array that doubles leaves as much behind. */
enum { LARGE = 1 << 20 };

typedef struct lines {
	nu_arena *a;
	nu_line  *line;
	size_t    n, cap;
} lines;

static void
add_line(lines *l, nu_str text, size_t from, size_t to, bool *gap)
{
	nu_str s = nu_trim(nu_slice(text, from, to));

	if (s.n == 0) {
		*gap = true;
		return;
	}
	NU_PUSH(l->a, l->line, l->n, l->cap) =
	    (nu_line){.start = (size_t)(s.p - text.p),
	        .end = (size_t)(s.p - text.p) + s.n,
	        .gap = *gap};
	*gap = false;
}

static void
reserve(lines *l, nu_str text)
{
	const char *p = text.p, *end = text.p + text.n;
	size_t      n = 1;

	for (; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		n++;
	l->line = NU_NEW(l->a, nu_line, n);
	l->cap = n;
}

static void
cut(lines *l, nu_str text)
{
	bool   gap = false;
	size_t i = 0;

	while (i < text.n) {
		const char *nl = memchr(text.p + i, '\n', text.n - i);
		size_t      end = nl ? (size_t)(nl - text.p) : text.n;
		const char *cr;

		/* A CR inside the line ends one too (old Mac files); CRLF leaves it to trim. */
		while ((cr = memchr(text.p + i, '\r', end - i)) && cr + 1 < text.p + end) {
			add_line(l, text, i, (size_t)(cr - text.p), &gap);
			i = (size_t)(cr - text.p) + 1;
		}
		add_line(l, text, i, end, &gap);
		i = end + 1;
	}
}

/* One past the last line of the run (lines without a blank line between) that begins at i. */
static size_t
run_end(const lines *l, size_t i)
{
	for (i++; i < l->n && !l->line[i].gap; i++)
		;
	return i;
}

static size_t
width(nu_str text, const nu_line *line)
{
	return nu_count(nu_slice(text, line->start, line->end));
}

static size_t
first_word(nu_str text, const nu_line *line)
{
	size_t      n = line->end - line->start;
	const char *sp = memchr(text.p + line->start, ' ', n);

	return nu_count((nu_str){text.p + line->start, sp ? (size_t)(sp - text.p) - line->start : n});
}

/*
 * The widest line in runs of three lines or more, where a page was wrapped, if it was; or
 * any that is too wide for that.
 */
static size_t
wrap_width(const lines *l, nu_str text)
{
	size_t widest = 0, end;

	for (size_t i = 0; i < l->n; i = end) {
		end = run_end(l, i);
		for (size_t k = i; k < end && end - i >= 3; k++) {
			/* Its characters are no more than its bytes. */
			if (l->line[k].end - l->line[k].start > widest) {
				size_t w = width(text, &l->line[k]);

				widest = w > widest ? w : widest;
			}
			if (widest > WIDEST)
				return widest;
		}
	}
	return widest;
}

/*
 * Was the run i..end wrapped at w? A wrapped line is one that had no room for the first
 * word of the next; four in five of its lines must be so.
 */
static bool
was_wrapped(const lines *l, nu_str text, size_t i, size_t end, size_t w)
{
	size_t full = 0, n = end - i - 1;

	for (size_t k = i; k + 1 < end; k++)
		full += width(text, &l->line[k]) + 1 + first_word(text, &l->line[k + 1]) > w;
	return n && full * 5 >= n * 4;
}

static void
join(lines *l, nu_str text, bool all, size_t w)
{
	size_t n = 0, end;

	for (size_t i = 0; i < l->n; i = end) {
		end = run_end(l, i);
		if (all || was_wrapped(l, text, i, end, w)) {
			nu_line whole = l->line[i];

			whole.end = l->line[end - 1].end;
			l->line[n++] = whole;
		} else {
			for (size_t k = i; k < end; k++)
				l->line[n++] = l->line[k];
		}
	}
	l->n = n;
}

static bool
begins_upper(nu_str text, const nu_line *line)
{
	unsigned len;

	return (nu_class(nu_decode(text, line->start, &len)) & NU_UPPER) != 0;
}

/*
 * Lines in runs that look wrapped: a page needs a few before any of them is joined.
 * None when most of them begin with a capital: those are lists of headings.
 */
static size_t
count_wrapped(const lines *l, nu_str text, size_t w)
{
	size_t sum = 0, joints = 0, upper = 0, end;

	for (size_t i = 0; i < l->n; i = end) {
		end = run_end(l, i);
		if (end - i < 2 || !was_wrapped(l, text, i, end, w))
			continue;
		sum += end - i;
		for (size_t k = i + 1; k < end; k++, joints++)
			upper += begins_upper(text, &l->line[k]);
	}
	return upper * 2 > joints ? 0 : sum;
}

size_t
nu_lines(nu_arena *a, nu_str text, enum nu_wrap wrap, nu_line **out)
{
	lines  l = {a, NULL, 0, 0};
	size_t w;

	if (text.n > LARGE)
		reserve(&l, text);
	cut(&l, text);
	if (wrap == NU_WRAP_YES) {
		join(&l, text, true, 0);
	} else if (wrap == NU_WRAP_AUTO) {
		w = wrap_width(&l, text);
		if (w >= NARROWEST && w <= WIDEST && count_wrapped(&l, text, w) >= MIN_WRAPPED)
			join(&l, text, false, w);
	}
	*out = l.line;
	return l.n;
}
