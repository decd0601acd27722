/*
 * input_gzip: unpacks gzip data (RFC 1952), member by member, of bytes that a function
 * brings. Used by lib/input.c alone.
 */
#ifndef NU_INPUT_GZIP_H
#define NU_INPUT_GZIP_H

#include "base.h"

typedef struct nu_gzip nu_gzip;

/* Where packed bytes come from: up to `room` bytes into `to`; 0 at the end. */
typedef size_t nu_packed(void *ctx, char *to, size_t room);

/* Begins with what has been read already; without memory it jumps to oom, later too. */
nu_gzip *nu_gzip_new(nu_packed *more, void *ctx, nu_log *log, jmp_buf *oom, nu_str begin);
/*
 * Unpacks up to `room` bytes into `to`; 0 at the end. Broken data is told to the log, and
 * reading goes on at the next member; so are a cut end and what is no gzip behind it.
 */
size_t nu_gzip_read(nu_gzip *g, char *to, size_t room);
void nu_gzip_free(nu_gzip *g);

#endif
