/* stream_int: what the files of the stream share; nobody else includes it. */
#ifndef NU_STREAM_INT_H
#define NU_STREAM_INT_H

#include "stream.h"

typedef struct stream {
	const nu_stream_opts *opts;
	const nu_brain       *brain;
	void                 *self; /* the brain's state */
	nu_log               *log;
	jmp_buf               oom;
	nu_arena              keep, scratch;
	nu_input              in;
	nu_out                out;
	nu_pages             *pages;
	nu_doc                doc;
	size_t                last, lastadd; /* records read and added by the document before */
	/* Record input: what has been read of the current document. */
	size_t lead;      /* comments and damaged lines begin here in in.buf, up to in.at */
	size_t block_end; /* of the document's last block */
	bool   over;      /* the document is over the limit: its lines are left out */
	bool   any;       /* a record has been read from this operand */
	bool   plain;     /* the operand has been called plain text */
	bool   told_bare; /* a document without blocks has been told of */
} stream;

/* Begins an empty document in the scratch arena. */
void nu_stream_new(stream *s);
/* Writes the document (when `keep`: its records), and what stands between its lines. */
void nu_stream_put(stream *s, bool keep);
/* Reads the open operand as pages. */
void nu_stream_pages(stream *s, const char *name);
/* Reads the open operand as records. */
void nu_stream_records(stream *s);
/* Reads the open operand through brain->line. */
void nu_stream_lines(stream *s);

#endif
