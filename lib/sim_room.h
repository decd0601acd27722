/*
 * sim_room: what the parts of the sim brain share: the documents seen so far, and the
 * one in hand.
 */
#ifndef NU_SIM_ROOM_H
#define NU_SIM_ROOM_H

#include "record.h"
#include "sim.h"
#include "sim_index.h"
#include "sim_kernel.h"

enum { NU_SIM_LEVELS = 16, NU_SIM_NODAY = -1000000 };

/*
 * An earlier document, 40 bytes and what stands around its id: before it, how many
 * hashes of its sketch are kept at each level, its own last (see nu_sim_count).
 */
typedef struct nu_sim_doc {
	const char *id; /* as its name is, not escaped */
	uint32_t    nid;
	uint32_t    words;
	uint32_t    source; /* hash of @source; 0 unknown */
	int32_t     day;    /* of @published or @seen; NU_SIM_NODAY unknown */
	int32_t     age;    /* the day, or the newest before it: what --window goes by */
	uint32_t    url;    /* hash of @url; 0 unknown */
	uint32_t    root;   /* number of the document that it is a copy of a copy of, or its own */
	uint8_t     level;  /* one shingle of 2^level is in its sketch */
} nu_sim_doc;

/* How many hashes of the document's sketch are kept at a level, its own or coarser. */
static inline uint32_t
nu_sim_count(const nu_sim_doc *d, unsigned level)
{
	uint32_t n;

	memcpy(&n, d->id - (level - d->level + 1) * sizeof n, sizeof n);
	return n;
}

/* The document in hand. */
typedef struct nu_sim_now {
	nu_sim_doc  d;
	nu_unit    *unit; /* its article blocks */
	size_t      nunit;
	uint64_t   *sketch; /* each hash once */
	size_t      nsketch;
	size_t      count[NU_SIM_LEVELS]; /* of the sketch's hashes, those kept at each level */
	uint64_t    digest; /* of all its words, credits too */
	size_t      same, like; /* earlier documents: see nu_sim_copies_find */
} nu_sim_now;

/* What reads documents: its room is used again for the next one. */
typedef struct nu_sim_look {
	nu_sim_words words; /* of the story */
	nu_sim_words rest;  /* of bylines, credits and the like */
	uint64_t    *sketch;
	size_t       capsketch;
	uint64_t    *set; /* to find what is there twice */
	size_t       capset;
	unsigned     level; /* of long documents: 2^level = sample */
} nu_sim_look;

void nu_sim_look_open(nu_sim_look *s, jmp_buf *oom, unsigned sample);
void nu_sim_look_close(nu_sim_look *s);
/* Is it a name that nents found? */
bool nu_sim_is_name(const nu_rec *rec);
/* Reads a document's words and facts; now->sketch lives until the next. */
void nu_sim_look_at(nu_sim_look *s, nu_doc *doc, nu_sim_now *now);

/* The documents seen, in a growing array; ref i + 1 in an index is doc[i]. */
typedef struct nu_sim_docs {
	nu_sim_doc *doc;
	size_t      n, cap;
	size_t      check; /* when so many are known: are most too old? */
	nu_arena    ids;
	int32_t     newest; /* day */
	int32_t     oldest; /* before it a document is forgotten */
} nu_sim_docs;

/* Furniture is what one source printed on so many days before. */
enum { NU_SIM_DAYS = 3 };
/* A shingle leads to the first so many documents that have it. */
enum { NU_SIM_MOST = 64 };

/* What two documents share, in hashes kept at the coarser of their two levels. */
typedef struct nu_sim_shared {
	size_t plain;     /* in both, without furniture */
	size_t whole;     /* in both */
	size_t here;      /* in this document */
	size_t furniture; /* of these, furniture */
	size_t there;     /* in the earlier one */
} nu_sim_shared;

/* How like they are, in percent, rounded down. */
typedef struct nu_sim_likeness {
	int share; /* of this document that is in the earlier one */
	int back;  /* of the earlier one that is in this */
	int both;  /* of what either has: the resemblance, or Jaccard index */
} nu_sim_likeness;

nu_sim_likeness nu_sim_compare(const nu_sim_shared *s);
/* Is it to be told of? */
bool nu_sim_is_copy(const nu_sim_opts *o, nu_sim_likeness x);

typedef struct nu_sim_copies nu_sim_copies;
nu_sim_copies *nu_sim_copies_new(nu_arena *keep, const nu_sim_opts *opts, nu_sim_docs *docs);
void nu_sim_copies_free(nu_sim_copies *c);
/*
 * Adds the document's @dup records. now->same: the earlier document with the same words,
 * now->like: the most similar one, or SIZE_MAX. False: a copy to be left out (-u).
 */
bool nu_sim_copies_find(nu_sim_copies *c, nu_doc *doc, nu_sim_now *now);
/* Forgets documents: number i is number to[i] from now on, or none (SIZE_MAX). */
void nu_sim_copies_forget(nu_sim_copies *c, const size_t *to);
/* Is a document with the very words of this one known? */
bool nu_sim_copies_known(const nu_sim_copies *c, const nu_sim_now *now);
/* Remembers it as document number `number`. */
void nu_sim_copies_keep(nu_sim_copies *c, const nu_sim_now *now, size_t number);

typedef struct nu_sim_reuse nu_sim_reuse;
nu_sim_reuse *nu_sim_reuse_new(nu_arena *keep, nu_sim_docs *docs);
void nu_sim_reuse_free(nu_sim_reuse *r);
/* Adds reuse records. */
void nu_sim_reuse_find(nu_sim_reuse *r, nu_doc *doc, const nu_sim_now *now,
    const nu_sim_words *words);
void nu_sim_reuse_keep(nu_sim_reuse *r, nu_arena *scratch, const nu_sim_words *words,
    size_t number);

/*
 * Forgets documents, of which there were n: number i is number to[i] from now on, or
 * none (SIZE_MAX).
 */
void nu_sim_reuse_forget(nu_sim_reuse *r, const size_t *to, size_t n);

typedef struct nu_sim_story nu_sim_story;
nu_sim_story *nu_sim_story_new(nu_arena *keep, nu_sim_docs *docs);
void nu_sim_story_free(nu_sim_story *s);
/*
 * Adds @story and remembers the document, unless now->same: it goes where that one went.
 * With `in` it was in the story of that name already. Returns the story's name, which
 * lives as long as the story, or {NULL, 0}.
 */
nu_str nu_sim_story_take(nu_sim_story *s, nu_doc *doc, const nu_sim_now *now,
    const nu_sim_words *words, size_t number, nu_str in);
/* Forgets documents, as nu_sim_reuse_forget does. */
void nu_sim_story_forget(nu_sim_story *s, const size_t *to, size_t n);

#endif
