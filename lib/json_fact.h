/*
 * json_fact: one fact of a JSON object, from its keys to a record.
 */
#ifndef NU_JSON_FACT_H
#define NU_JSON_FACT_H

#include "json_read.h"
#include "record.h"

/* A fact as far as its keys have been read; columns as a record has them. Zero it first. */
typedef struct nu_json_fact {
	nu_str      start, end;
	nu_str      from, to; /* the two of `bytes`, which count before start and end */
	nu_str      value, score, text;
	char       *lead;  /* comments, LFs included */
	size_t      nlead, caplead;
	const char *wrong; /* the first thing that makes no record, or NULL */
} nu_json_fact;

/*
 * Reads the value of the key r->string, which has just been read, into f, strings into
 * the reader's arena. False: the key is none of a fact's, and nothing was read.
 */
bool nu_json_fact_key(nu_json_reader *r, nu_json_fact *f);

/* The record that f makes; NULL, or what is wrong with it in a few words. */
const char *nu_json_fact_record(nu_arena *a, const nu_json_fact *f, nu_str type, nu_rec *rec);

#endif
