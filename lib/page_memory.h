/*
 * page_memory: libxml2 and jansson get their memory here. Private to lib/page*.c.
 */
#ifndef NU_PAGE_MEMORY_H
#define NU_PAGE_MEMORY_H

#include "base.h"

/*
 * Starts both libraries. From here on a request of theirs that cannot be met jumps to
 * `oom`, which ends the run: neither can be trusted to notice by itself. To be called
 * once, before other threads and before they are used.
 */
void nu_page_memory(jmp_buf *oom);

#endif
