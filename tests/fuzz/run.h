/*
 * run: what the fuzz targets share. A stream over bytes in memory, and the assertions
 * that several of them make.
 *
 * An input is three bytes of options and the operand. Byte 0: bit 0 records (else pages),
 * bits 1 and 2 --wrap, bit 3 -o, bit 4 a --max-doc of 200 bytes. Byte 1: the program's own
 * options. Byte 2: where the operand is cut for promises 3 and 5, in 256ths.
 */
#ifndef FUZZ_RUN_H
#define FUZZ_RUN_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stream.h"

enum { HEAD = 3, SMALL_MAX_DOC = 200, CHUNK = 20 };

typedef struct bytes {
	char  *p;
	size_t n;
} bytes;

/* What is run: a brain and its options. */
typedef struct job {
	const nu_brain *brain;
	const void     *brain_opts; /* `cached`: another address for other options */
	nu_stream_opts  stream;
	bool            cached; /* opened once for each brain_opts: it keeps nothing of a document */
} job;

/* What byte 0 asks for. */
nu_stream_opts fuzz_stream_opts(uint8_t byte, const char *format);
/* Runs a job over `in`, reading at most `chunk` bytes at once (0: all); the output is malloced. */
bytes fuzz_run(const job *j, bytes in, size_t chunk, int *status);
_Noreturn void fuzz_fail(const char *why, bytes in, bytes out);
bool fuzz_same(bytes a, bytes b);
/* How many things tests/check.c finds wrong. */
size_t fuzz_wrong(bytes b);
/* Where the last line of type `end` that begins in the first `most` bytes is over; 0: none. */
size_t fuzz_after_end(bytes b, size_t most);
/* Where the document that stands last begins: its @doc line; 0: there is none. */
size_t fuzz_last_document(bytes b);
/* This process's own file, with these bytes; it is one, and may be replaced. */
const char *fuzz_file(bytes b);
/* What it holds now, malloced. */
bytes fuzz_file_bytes(void);
/* A copy in the arena, with room for a NUL behind it. */
bytes fuzz_copy(nu_arena *a, const uint8_t *data, size_t n);
/* Converters are loaded as they are opened, and unloaded: not at each input, from now on. */
void fuzz_hold_converters(void);
/* A log that says nothing, but with FUZZ_LOUD in the environment. */
nu_log fuzz_log(void);

/* 2: other cuts of the input, the same bytes out. Returns the output. */
bytes fuzz_chunks(const job *j, bytes in, int *status);

#endif
