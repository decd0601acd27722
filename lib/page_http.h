/*
 * page_http: an HTTP response as a crawler kept it (RFC 9112). Private to lib/page*.c.
 */
#ifndef NU_PAGE_HTTP_H
#define NU_PAGE_HTTP_H

#include "page_format.h"

typedef struct nu_http {
	int    status; /* 0: it is no response */
	nu_str type;   /* Content-Type, may be empty */
	nu_str body;   /* unchunked and unpacked */
	const char *wrong; /* what is wrong with the body, or NULL; what there is of it stands */
	bool        lost;  /* nothing of it can be shown */
} nu_http;

/*
 * Reads a response. Chunked bodies are joined, gzip and deflate unpacked up to `limit`
 * bytes; a body that is not what its header says (crawlers unpack and keep the header) is
 * taken as it is.
 */
nu_http nu_http_read(nu_arena *a, nu_str raw, size_t limit);
/* The value of a header field (name in lower case) in lines up to the blank one. */
nu_str nu_http_field(nu_str head, const char *name);
/* Bytes of the head: up to and with its blank line; 0 when it has none. */
size_t nu_http_head(nu_str s);

#endif
