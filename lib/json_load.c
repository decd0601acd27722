#include "json_load.h"

#include <stdlib.h>

/*
 * The library takes a failed allocation for a string cut short, and may then write past
 * its end (load.c, lex_scan_string): so none may fail in it. Its allocator takes no
 * context, so the arena stands in a variable of the thread while the library runs, the
 * only one there is.
 */
static _Thread_local nu_arena *arena;

static void *
take(size_t n)
{
	return nu_alloc(arena, n);
}

static void
leave(void *p)
{
	(void)p; /* the arena takes it back */
}

json_t *
nu_json_load(nu_arena *a, nu_str bytes, size_t flags, json_error_t *error)
{
	jmp_buf *const oom = a->oom;
	jmp_buf        here;
	json_t        *v;

	a->oom = &here;
	if (setjmp(here)) {
		a->oom = oom;
		json_set_alloc_funcs(malloc, free);
		longjmp(*oom, 1);
	}
	arena = a;
	json_set_alloc_funcs(take, leave);
	v = json_loadb(bytes.p, bytes.n, flags, error);
	json_set_alloc_funcs(malloc, free);
	a->oom = oom;
	return v;
}
