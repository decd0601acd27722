/*
 * json_load: the JSON library's reader on memory of ours.
 */
#ifndef NU_JSON_LOAD_H
#define NU_JSON_LOAD_H

#include <jansson.h>

#include "base.h"

/*
 * As json_loadb(); what it returns lives in the arena: it is never to be given to
 * json_decref(). Out of memory jumps to a->oom, and nothing is leaked.
 */
json_t *nu_json_load(nu_arena *a, nu_str bytes, size_t flags, json_error_t *error);

#endif
