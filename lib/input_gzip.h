/*
 * input_gzip: unpacks a gzip operand (RFC 1952), member by member. Private to
 * lib/input.c.
 */
#ifndef NU_INPUT_GZIP_H
#define NU_INPUT_GZIP_H

#include "input.h"

typedef struct nu_gzip nu_gzip;

/* Begins with what has been read of the operand; jumps to in->oom without memory. */
nu_gzip *nu_gzip_new(nu_input *in, nu_str begin);
/*
 * Unpacks up to `room` bytes into `to`; 0 at the end. Broken data is told to the log, and
 * reading goes on at the next member; so are a cut end and what is no gzip behind it.
 */
size_t nu_gzip_read(nu_gzip *g, nu_input *in, char *to, size_t room);
void nu_gzip_free(nu_gzip *g);

#endif
