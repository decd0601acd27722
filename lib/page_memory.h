/*
 * page_memory: libxml2 gets its memory here, jansson is started. Private to lib/page*.c.
 */
#ifndef NU_PAGE_MEMORY_H
#define NU_PAGE_MEMORY_H

#include "base.h"

/*
 * Starts both libraries. From here on a request of libxml2 that cannot be met jumps to
 * `oom`, which ends the run: it cannot be trusted to notice by itself (jansson gets its
 * memory in json_load.h). To be called once, before other threads and before it is used.
 */
void nu_page_memory(jmp_buf *oom);

#endif
