#include "page_memory.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <stdlib.h>

static jmp_buf *out_of_memory; /* set once */

static void *
or_jump(void *p)
{
	if (!p)
		longjmp(*out_of_memory, 1);
	return p;
}

static void *
get(size_t n)
{
	return or_jump(malloc(n ? n : 1));
}

static void *
resize(void *p, size_t n)
{
	return or_jump(realloc(p, n ? n : 1));
}

static void
no_message(void *ctx, const char *format, ...)
{
	(void)ctx;
	(void)format;
}

static char *
copy(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(get(n), s, n);
}

void
nu_page_memory(jmp_buf *oom)
{
	out_of_memory = oom;
	json_object_seed(0); /* reads the system's randomness now, not behind a lock */
	xmlMemSetup(free, get, resize, copy);
	xmlSetGenericErrorFunc(NULL, no_message);
	xmlInitParser();
}
