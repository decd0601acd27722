/*
 * stream: documents in, a brain's word on each, documents out. The one loop behind
 * every filter; it keeps the promises that all of them make (newsutils(5)).
 */
#ifndef NU_STREAM_H
#define NU_STREAM_H

#include "base.h"
#include "out.h"
#include "page.h"
#include "record.h"

/* What `line` says of a line. */
enum nu_taken {
	NU_MORE, /* the document may go on in the next line */
	NU_DONE, /* the document is complete: write it (nothing, when it has no records) */
	NU_AGAIN /* it was complete before this line: write it, and give the line again */
};

/*
 * A brain: what one filter knows. Brains know neither streams nor each other.
 *
 * open   makes the state, in the arena `keep`, which lives as long as the run; NULL:
 *        failed, and told to the log. opts is the program's own.
 * doc    adds records to a document with nu_doc_add(); `doc->arena` is its scratch.
 *        False: leave the document out. Not called for a damaged one.
 * page   turns a page into a document, whose @doc and end stand in it already: only
 *        nstrip has it, and its `doc` is NULL. With opts that print no records it
 *        writes to `out` itself and returns false.
 * state  the path of a file that the brain will read or write after the operands have
 *        been opened, or NULL. All else must be read in `open`: the process is
 *        locked in behind it (lockin.h).
 * close  gives back what is not in the arena.
 * write  puts a finished document on `out` in another form than records; it gets the
 *        damaged ones too, leaves out what is `gone`, and finds comments in each `lead`.
 * line   reads a line that is no record (without LF; also blank ones), and makes records
 *        of it in doc->rec, in order, and doc->id. Gets {NULL, 0} at an operand's end.
 *
 * All but `open` and one of doc, page and line may be NULL.
 */
typedef struct nu_brain {
	const char *name;
	void *(*open)(nu_arena *keep, const void *opts, nu_log *log);
	bool (*doc)(void *self, nu_doc *doc);
	bool (*page)(void *self, const nu_page *page, nu_doc *doc, nu_out *out);
	const char *(*state)(void *self);
	void (*close)(void *self);
	void (*write)(void *self, const nu_doc *doc, nu_out *out);
	enum nu_taken (*line)(void *self, nu_str line, nu_doc *doc);
} nu_brain;

typedef struct nu_stream_opts {
	bool         own;  /* -o */
	bool         text; /* -T: pages, not records */
	nu_page_opts page;
	char *const *files; /* operands; none is standard input */
	size_t       nfiles;
	/* For tests, which run streams inside one process: */
	int    out;      /* descriptor to write to and close; 0: standard output */
	size_t read_max; /* bytes that a read takes at most; 0: as many as there are */
	bool   unlocked; /* the process is not locked in */
} nu_stream_opts;

/*
 * Runs the brain over all operands and writes to standard output, which it closes.
 * Returns the exit status: 0, 1 (damaged input) or 2 (I/O error).
 */
int nu_stream(const nu_stream_opts *opts, const nu_brain *brain, const void *brain_opts,
    nu_log *log);

#endif
