/*
 * base: byte slices, arenas and the log. Everything in lib/ stands on these three.
 *
 * Ownership: an arena owns what it hands out; nothing is freed one by one.
 * Errors: running out of memory jumps to the arena's `oom` (set once, by the
 * stream), so that no caller tests a pointer; everything else is returned or
 * told to the log.
 */
#ifndef NU_BASE_H
#define NU_BASE_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define NU_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define NU_PRINTF(f, a)
#endif

/*
 * Where the compiler has AVX2, functions may be made for it and chosen at run time; each
 * has a twin without. Tests define NU_SCALAR to have the twins alone.
 */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(NU_SCALAR)
#define NU_VECTORS 1
#define NU_AVX2 __attribute__((target("avx2"))) static
#define NU_AVX2_INLINE __attribute__((target("avx2"), always_inline)) static inline
#endif

/* A slice of somebody else's bytes: not terminated, may be {NULL, 0}. */
typedef struct nu_str {
	const char *p;
	size_t      n;
} nu_str;

#define NU_STR(lit) ((nu_str){(lit), sizeof(lit) - 1})

static inline nu_str
nu_str_of(const char *z)
{
	return (nu_str){z, z ? strlen(z) : 0};
}

static inline nu_str
nu_slice(nu_str s, size_t from, size_t to)
{
	return (nu_str){from ? s.p + from : s.p, to - from}; /* p may be NULL */
}

static inline bool
nu_eq(nu_str a, nu_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* As strcmp, bytes unsigned, a prefix first. */
int nu_cmp(nu_str a, nu_str b);

/* A bump allocator in chunks. Zero it, set oom, use it. */
struct nu_chunk;
struct nu_owned;
typedef struct nu_arena {
	char            *cur, *end;
	struct nu_chunk *chunks;
	struct nu_owned *owned;
	jmp_buf         *oom;
} nu_arena;

/* `size` zeroed bytes, aligned for any type; jumps to a->oom when there are none. */
void *nu_alloc(nu_arena *a, size_t size);
/* The same, not zeroed: for what is written whole at once. */
void *nu_alloc_raw(nu_arena *a, size_t size);
/* Zeroed, and aligned to NU_LINE, a line of cache and the widest vector: a table for vectors. */
enum { NU_LINE = 64 };
void *nu_alloc_aligned(nu_arena *a, size_t size);
/* A copy of s with a NUL behind it. */
nu_str nu_copy(nu_arena *a, nu_str s);
/* A grown copy of an array: room for at least `need` items of `size` bytes, *cap updated. */
void *nu_grow(nu_arena *a, void *items, size_t *cap, size_t need, size_t size);
/* The same, what is new not zeroed. */
void *nu_grow_raw(nu_arena *a, void *items, size_t *cap, size_t need, size_t size);
/* Takes back the room behind the first n items, if the array is the newest block. */
void nu_shrink(nu_arena *a, const void *items, size_t *cap, size_t n, size_t size);
/*
 * Calls give_back(what) when the arena is emptied or freed, the last first: for what is not
 * from the arena but goes with it, whichever way the run ends. To be called before `what`
 * gets anything to give back, since it may itself run out of memory.
 */
void nu_goes_with(nu_arena *a, void (*give_back)(void *what), void *what);
/* A new arena that goes with `outer` at the latest, and has its oom. */
nu_arena *nu_arena_in(nu_arena *outer);
/* nu_goes_with's give_back for an arena that is part of something else. */
void nu_arena_give_back(void *arena);
/* Takes back all that was handed out; a first chunk is kept for reuse. */
void nu_arena_reset(nu_arena *a);
/* The same; that chunk has at most so many bytes. */
void nu_arena_reset_to(nu_arena *a, size_t most);
void nu_arena_free(nu_arena *a);

#define NU_NEW(a, type, n) ((type *)nu_alloc((a), (n) * sizeof(type)))

/* Appends to an array {item, n, cap} kept in an arena. */
#define NU_PUSH(a, item, n, cap)                                                           \
	(*((n) < (cap) ? &(item)[(n)++]                                                        \
	               : ((item) = nu_grow((a), (item), &(cap), (n) + 1, sizeof *(item)),      \
	                  &(item)[(n)++])))
/* The same, not zeroed: for an item that is written whole at once. */
#define NU_PUSH_RAW(a, item, n, cap)                                                       \
	(*((n) < (cap) ? &(item)[(n)++]                                                        \
	               : ((item) = nu_grow_raw((a), (item), &(cap), (n) + 1, sizeof *(item)),  \
	                  &(item)[(n)++])))

/*
 * The log: where the library says what is wrong. It prints nothing itself; the
 * program gives a printer. `status` is the worst exit status so far:
 * 0 fine, 1 damaged input, 2 I/O error.
 */
typedef struct nu_log {
	void (*print)(void *ctx, const char *message);
	/* Called now and then with bytes read, bytes to come (0: unknown) and documents done. */
	void (*tick)(void *ctx, uint64_t done, uint64_t total, uint64_t docs);
	void       *ctx;
	int         status;
	/* Nobody looks at the bytes to come: they are not counted until that is unset. */
	bool        unwatched;
	const char *file; /* the operand being read, or NULL */
	size_t      line; /* its line, from 1, or 0 */
} nu_log;

void nu_note(nu_log *log, const char *fmt, ...) NU_PRINTF(2, 3);   /* status unchanged */
void nu_damage(nu_log *log, const char *fmt, ...) NU_PRINTF(2, 3); /* status 1 or more */
void nu_fail(nu_log *log, const char *fmt, ...) NU_PRINTF(2, 3);   /* status 2 */

/*
 * Whether the lines of an operand are such as a program reads. Where the first is not, it
 * alone is told of, and not each of its like. Zero it at the operand's end.
 */
typedef struct nu_strange {
	bool known;   /* one was */
	bool strange; /* one was not, before any that was: it has been told */
} nu_strange;

/* One that is not; true: tell of it. `first`, if so: it stands before all that are. */
bool nu_strange_line(nu_strange *k, bool *first);

#endif
