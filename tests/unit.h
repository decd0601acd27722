/* unit: the few lines a C test needs. A test is a main that ends in `return unit_end()`. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include "base.h"

static int unit_failed;

#define OK(cond)                                                                           \
	do                                                                                     \
		if (!(cond)) {                                                                     \
			unit_failed++;                                                                 \
			fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #cond);             \
		}                                                                                  \
	while (0)

/* Two slices are the same bytes. */
#define SAME(a, b)                                                                         \
	do {                                                                                   \
		nu_str a_ = (a), b_ = (b);                                                         \
		if (!nu_eq(a_, b_)) {                                                              \
			unit_failed++;                                                                 \
			fprintf(stderr, "%s:%d: '%.*s' is not '%.*s'\n", __FILE__, __LINE__,           \
			    (int)a_.n, a_.p, (int)b_.n, b_.p);                                         \
		}                                                                                  \
	} while (0)

/* A log's print that says nothing. */
static inline void
unit_ignore(void *ctx, const char *message)
{
	(void)ctx;
	(void)message;
}

/* A number below n, by chance that is the same in every run. */
static inline uint32_t
unit_draw(uint32_t *seed, size_t n)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (uint32_t)((*seed >> 8) % n);
}

static inline int
unit_end(void)
{
	return unit_failed ? 1 : 0;
}

#endif
