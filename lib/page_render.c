#include "page_render.h"

#include "text.h"

enum { DEEPEST = 1024, LONG = 80, ENOUGH = 3 }; /* LONG: bytes; ENOUGH: paragraphs */

/* An open element. */
typedef struct open {
	const nu_el *el;
	uint32_t     cue;    /* by its own names */
	uint32_t     within; /* its own and its ancestors' cues and elements */
	uint32_t     number, path;
	uint16_t     block; /* index of the block it lies in, or its own */
	uint16_t     marks; /* of the inline elements from its block to it */
} open;

struct nu_render {
	nu_arena *a;
	nu_cues  *cues;
	char     *text;
	size_t    n, cap;
	open     *stack;
	size_t    depth, over; /* open elements; those beyond DEEPEST */
	size_t    low;         /* the least depth since the last line began */
	size_t    skip;        /* open elements inside those not shown, these included */
	size_t    wait;        /* the depth of a button in a paragraph, until text comes, or 0 */
	size_t    veil;        /* the depth at which a hidden block is open, or 0 */
	size_t    veil_n, veil_lines; /* bytes and lines before it */
	unsigned  link, strong, em, raw; /* how many of these are open */
	uint32_t  number;
	bool      gap, space; /* a blank line, a blank is due before the next text */
	bool      amp;        /* a & came, which is not written yet */
	/* The line being written. */
	size_t   from;
	bool     begun;
	nu_line  line;
	size_t   linked, strongly, emphatic; /* bytes */
	uint16_t marks, links;
	nu_line *lines;
	size_t   nlines, caplines;
};

nu_render *
nu_render_new(nu_arena *a, nu_cues *cues, size_t room)
{
	nu_render *r = NU_NEW(a, nu_render, 1);

	r->a = a;
	r->cues = cues;
	r->cap = room / 2 + 256;
	r->text = nu_alloc(a, r->cap);
	r->stack = NU_NEW(a, open, DEEPEST);
	r->stack[0].el = nu_el_find("body");
	r->depth = 1;
	return r;
}

const char *
nu_attr(nu_attrs attr, const char *name)
{
	for (; attr && attr[0]; attr += 2)
		if (strcmp(attr[0], name) == 0)
			return attr[1] ? attr[1] : "";
	return NULL;
}

bool
nu_render_hidden(const nu_render *r)
{
	return r->skip > 0;
}

/* -------------------------------------------------------------------------- lines */

static void
reserve(nu_render *r, size_t n)
{
	if (r->cap - r->n < n)
		r->text = nu_grow(r->a, r->text, &r->cap, r->n + n, 1);
}

static void
end_line(nu_render *r, bool by_break)
{
	nu_str   s;
	nu_line *l;
	size_t   n;

	r->space = false;
	if (!r->begun)
		return;
	r->begun = false;
	s = nu_trim((nu_str){r->text + r->from, r->n - r->from});
	if (s.n == 0) { /* no-break spaces alone: a blank line */
		r->n = r->from;
		r->gap = true;
	} else {
		l = &NU_PUSH(r->a, r->lines, r->nlines, r->caplines);
		*l = r->line;
		n = r->n - r->from;
		l->start = (size_t)(s.p - r->text);
		l->end = l->start + s.n;
		l->link = (uint8_t)(r->linked * 255 / n);
		l->strong = (uint8_t)(r->strongly * 255 / n);
		l->em = (uint8_t)(r->emphatic * 255 / n);
		l->links = r->links;
		l->marks = r->marks | (by_break ? NU_MARK_BREAK : 0);
		reserve(r, 1);
		r->text[r->n++] = '\n';
	}
	r->marks = r->links = 0;
	r->linked = r->strongly = r->emphatic = 0;
}

static void
begin_line(nu_render *r)
{
	const open *top = &r->stack[r->depth - 1];
	size_t      block = top->block, parent = block ? block - 1 : 0;
	const open *b = &r->stack[block];

	r->line = (nu_line){.gap = r->gap && r->nlines, .tag = b->el->tag};
	if (r->line.gap) {
		reserve(r, 1);
		r->text[r->n++] = '\n';
	}
	r->line.cue = b->cue | r->stack[parent].cue;
	for (size_t i = block + 1; i < r->depth; i++) {
		r->line.cue |= r->stack[i].cue;
		if (r->stack[i].el->tag)
			r->line.tag = r->stack[i].el->tag;
	}
	r->line.within = top->within;
	r->line.level = (uint8_t)(block < 255 ? block : 255);
	r->low = r->low < block + 1 ? r->low : block + 1;
	r->line.joint = (uint8_t)(r->low < 256 ? r->low - (r->low > 0) : 255);
	r->low = block + 1;
	r->line.parent = r->stack[parent].number;
	r->line.path = b->path;
	r->gap = r->space = false;
	r->from = r->n;
	r->begun = true;
}

/* n bytes of text without white space, or of pre's own; a blank before them if it is due. */
static void
put(nu_render *r, const char *s, size_t n)
{
	size_t before;

	if (r->wait) {
		end_line(r, false);
		r->marks |= NU_MARK_BUTTON;
		r->wait = 0;
	}
	if (!r->begun)
		begin_line(r);
	reserve(r, n + 1);
	before = r->n;
	if (r->space)
		r->text[r->n++] = ' ';
	r->space = false;
	memcpy(r->text + r->n, s, n);
	r->n += n;
	n = r->n - before;
	r->linked += r->link ? n : 0;
	r->strongly += r->strong ? n : 0;
	r->emphatic += r->em ? n : 0;
	r->marks |= r->stack[r->depth - 1].marks;
}

/* --------------------------------------------------------------------------- text */

static bool
blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/*
 * Windows-1252 for U+0080 to U+009F: what &#128; to &#159; mean (HTML, 13.2.5.80), and
 * what is meant by these controls where they stand raw.
 */
static const uint16_t controls[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};

/* A run without white space; C1 controls in it are put right. */
static void
put_run(nu_render *r, const char *s, size_t n)
{
	size_t from = 0;

	for (size_t i = 0; i + 1 < n; i++) {
		unsigned char next = (unsigned char)s[i + 1];
		char          out[4];

		if (s[i] != '\xC2' || next < 0x80 || next > 0x9F || !controls[next - 0x80])
			continue;
		if (i > from)
			put(r, s + from, i - from);
		put(r, out, nu_encode(controls[next - 0x80], out));
		from = i + 2;
		i++;
	}
	if (n > from)
		put(r, s + from, n - from);
}

static void
put_raw(nu_render *r, const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t from = i;

		while (i < n && s[i] != '\n' && s[i] != '\r')
			i++;
		if (i > from)
			put_run(r, s + from, i - from);
		if (i == n)
			break;
		if (s[i] == '\n') {
			r->gap |= !r->begun;
			end_line(r, true);
		}
		i++;
	}
}

static void
put_text(nu_render *r, const char *s, size_t n)
{
	if (r->raw) {
		put_raw(r, s, n);
		return;
	}
	for (size_t i = 0; i < n;) {
		size_t from = i;

		while (i < n && !blank(s[i]))
			i++;
		if (i > from)
			put_run(r, s + from, i - from);
		if (i < n && r->begun)
			r->space = true;
		while (i < n && blank(s[i]))
			i++;
	}
}

/* Writes the & that came. */
static void
put_amp(nu_render *r)
{
	if (r->amp)
		put_text(r, "&", 1);
	r->amp = false;
}

void
nu_render_text(nu_render *r, const char *s, size_t n)
{
	static const char blank_name[] = {'n', 'b', 's', 'p'};

	if (r->skip)
		return;
	/* "&nbsp" without its ";" comes as a & and a name that nobody knows (HTML, 13.2.5.73). */
	if (r->amp && n >= sizeof blank_name && memcmp(s, blank_name, sizeof blank_name) == 0 &&
	    (n == sizeof blank_name || s[sizeof blank_name] != ';')) {
		r->amp = false;
		r->space = r->begun;
		s += sizeof blank_name;
		n -= sizeof blank_name;
	}
	put_amp(r);
	if (n == 1 && *s == '&')
		r->amp = true;
	else
		put_text(r, s, n);
}

/* ----------------------------------------------------------------------- elements */

/* Does a style attribute take the element out of sight? */
static bool
style_hides(const char *s)
{
	const char *p;

	if ((p = strstr(s, "display"))) {
		p += 7;
		p += strspn(p, " \t:");
		if (strncmp(p, "none", 4) == 0)
			return true;
	}
	if ((p = strstr(s, "visibility"))) {
		p += 10;
		p += strspn(p, " \t:");
		return strncmp(p, "hidden", 6) == 0;
	}
	return false;
}

/*
 * A hidden block was left. Scripts bring some into sight: those that hold running text
 * (streamed parts, articles behind a veil) stay; menus, forms and notices go.
 */
static void
lift_veil(nu_render *r)
{
	uint32_t furniture = NU_CUE_NAV | NU_CUE_COMMENT | NU_CUE_WIDGET | NU_CUE_LEGAL | NU_CUE_AD;
	size_t   paragraphs = 0;

	end_line(r, false);
	for (size_t i = r->veil_lines; i < r->nlines; i++) {
		const nu_line *l = &r->lines[i];

		paragraphs += l->tag == NU_TAG_P && l->end - l->start >= LONG && l->link < 128 &&
		              !((l->within & ~r->stack[r->veil - 1].within) & furniture);
	}
	if (paragraphs < ENOUGH) {
		for (size_t i = r->veil_lines; i < r->nlines; i++)
			r->low = r->low <= r->lines[i].joint ? r->low : r->lines[i].joint + 1u;
		r->n = r->veil_n;
		r->nlines = r->veil_lines;
		r->gap = true;
	}
	r->veil = 0;
}

/* What the attributes say: cues and shape; true when the element is hidden. */
static bool
read_attrs(nu_render *r, const nu_el *el, nu_attrs attr, open *o, uint32_t *shape)
{
	bool hidden = false, is_open = false, streamed = false;

	for (; attr && attr[0]; attr += 2) {
		const char *name = attr[0], *v = attr[1] ? attr[1] : "";
		uint32_t    ignored = 0;

		switch (name[0]) {
		case 'c':
			if (strcmp(name, "class") == 0)
				o->cue |= nu_cues_of(r->cues, nu_str_of(v), shape);
			break;
		case 'i':
			/* React streams parts of a page as hidden elements S:0, S:1 ... */
			streamed |= strcmp(name, "id") == 0 && v[0] == 'S' && v[1] == ':';
			if (strcmp(name, "id") == 0 || strcmp(name, "itemprop") == 0)
				o->cue |= nu_cues_of(r->cues, nu_str_of(v), &ignored);
			break;
		case 'r':
			if (strcmp(name, "role") == 0)
				o->cue |= nu_cues_of(r->cues, nu_str_of(v), shape);
			else if (strcmp(name, "rel") == 0 && strstr(v, "author"))
				o->marks |= NU_MARK_AUTHOR;
			else if (strcmp(name, "rel") == 0 && strstr(v, "tag"))
				o->marks |= NU_MARK_TAG;
			break;
		case 'd':
			if (strcmp(name, "data-testid") == 0 || strcmp(name, "data-component") == 0)
				o->cue |= nu_cues_of(r->cues, nu_str_of(v), &ignored);
			break;
		case 'h':
			if (strcmp(name, "hidden") == 0)
				hidden = true;
			else if (el->id == NU_EL_A && (strstr(v, "/author") || strstr(v, "/autor")))
				o->marks |= NU_MARK_AUTHOR;
			break;
		case 'o': is_open |= strcmp(name, "open") == 0; break;
		case 's': hidden |= strcmp(name, "style") == 0 && style_hides(v); break;
		default: break;
		}
	}
	if (el->flags & NU_EL_TOP)
		o->cue = 0;
	return (hidden && !streamed) || (el->id == NU_EL_DIALOG && !is_open);
}

static void
count(nu_render *r, const nu_el *el, int by)
{
	r->link += el->flags & NU_EL_LINK ? (unsigned)by : 0;
	r->strong += el->flags & NU_EL_STRONG ? (unsigned)by : 0;
	r->em += el->flags & NU_EL_EM ? (unsigned)by : 0;
	r->raw += el->flags & NU_EL_RAW ? (unsigned)by : 0;
}

static void
edge(nu_render *r, const nu_el *el)
{
	if (!(el->flags & (NU_EL_BLOCK | NU_EL_BREAK)) || r->wait)
		return;
	end_line(r, el->flags & NU_EL_BREAK);
	r->gap |= (el->flags & NU_EL_SPACE) != 0;
}

/* Is it a button in the middle of a paragraph? Without words of its own it is a mere mark there. */
static bool
is_mark(const nu_render *r, const nu_el *el)
{
	return el->tag == NU_TAG_FIELD && el->marks & NU_MARK_BUTTON && r->begun &&
	       r->stack[r->stack[r->depth - 1].block].el->tag == NU_TAG_P;
}

void
nu_render_open(nu_render *r, const nu_el *el, nu_attrs attr)
{
	const open *up = &r->stack[r->depth - 1];
	open       *o;
	uint32_t    shape = 0;
	bool        hidden;
	open        now = {.el = el};

	put_amp(r);
	r->number++;
	if (r->skip) {
		r->skip++;
		return;
	}
	if (r->depth == DEEPEST) {
		r->over++;
		return;
	}
	now.marks = el->marks;
	if (el->flags & NU_EL_SKIP) {
		r->marks |= el->marks & NU_MARK_IMAGE;
		r->skip = 1;
		return;
	}
	hidden = read_attrs(r, el, attr, &now, &shape);
	if (hidden && (!(el->flags & NU_EL_BLOCK) || r->wait || is_mark(r, el))) {
		r->skip = 1;
		return;
	}
	if (!r->wait && is_mark(r, el))
		r->wait = r->depth;
	if ((el->flags & NU_EL_BREAK) && !r->begun)
		r->gap = true; /* a br on an empty line shows as a blank line */
	edge(r, el);
	if (hidden && !r->veil && !(el->flags & NU_EL_TOP)) {
		r->veil = r->depth;
		r->veil_n = r->n;
		r->veil_lines = r->nlines;
	}
	r->links += el->id == NU_EL_A;
	r->marks |= r->wait ? 0 : el->marks & (NU_MARK_IMAGE | NU_MARK_BUTTON);
	o = &r->stack[r->depth];
	now.within = up->within | now.cue | el->within;
	now.number = r->number;
	now.path = (up->path ^ shape) * 0x01000193u + (uint32_t)(unsigned char)el->name[0] * 31u + el->tag;
	now.block = el->flags & NU_EL_BLOCK ? (uint16_t)r->depth : up->block;
	now.marks |= el->flags & NU_EL_BLOCK ? 0 : up->marks;
	*o = now;
	r->depth++;
	count(r, el, 1);
}

void
nu_render_close(nu_render *r, const nu_el *el)
{
	put_amp(r);
	if (r->skip) {
		r->skip--;
		return;
	}
	if (r->over) {
		r->over--;
		return;
	}
	if (r->depth <= 1)
		return;
	if (!(el->flags & NU_EL_BREAK))
		edge(r, el);
	r->depth--;
	r->wait = r->depth == r->wait ? 0 : r->wait;
	r->low = r->low < r->depth ? r->low : r->depth;
	count(r, el, -1);
	if (r->veil && r->depth <= r->veil)
		lift_veil(r);
}

void
nu_render_flatten(nu_render *r)
{
	put_amp(r);
	end_line(r, false);
	if (r->veil)
		lift_veil(r);
	r->depth = 1;
	r->low = 0;
	r->skip = r->over = r->wait = 0;
	r->link = r->strong = r->em = r->raw = 0;
}

void
nu_render_finish(nu_render *r, nu_page *page)
{
	nu_render_flatten(r);
	page->text = (nu_str){r->text, r->n};
	page->length = r->n;
	page->line = r->lines;
	page->nline = r->nlines;
}
