/*
 * documents N [same]: prints N news-like documents as records, always the same ones.
 *
 *     cc -O2 -o build/documents tests/bench/documents.c -lm
 *     build/documents 500000 | nsim --sample 32 >/dev/null
 *
 * 200 to 800 words a document, from some 200,000 with Zipf's frequencies. Two in ten are
 * copies of an earlier one, some words changed or the second half cut off. There are
 * 2,000 a day from 50 sources, and each source prints a line of its own under every
 * page. With `same` all documents have the same words.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 200000, KEPT = 100, ROOM = 16384, TABLE = 65536 };

static char     name[WORDS][16];
static int      zipf[TABLE]; /* a rank for each of so many equal shares */
static char     kept[KEPT][ROOM];
static uint64_t state = 20261121;

static uint32_t
draw(uint32_t below)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)((state >> 33) % below);
}

static char *
put_word(char *p)
{
	/* The rarest words are one in three of all: names, places, misspellings. */
	const char *w = name[draw(6) ? zipf[draw(TABLE)] : (int)draw(WORDS)];
	size_t      n = strlen(w);

	memcpy(p, w, n);
	return p + n;
}

static void
fresh(char *p)
{
	int stop = 0;

	for (uint32_t k = 200 + draw(600); k > 0; k--) {
		p = put_word(p);
		if (++stop > 12 && draw(10) == 0) {
			*p++ = '.';
			*p++ = '\n';
			stop = 0;
		} else {
			*p++ = ' ';
		}
	}
	memcpy(p, "end.", 5);
}

/* A copy: one word in a hundred another, or only the first half. */
static void
copy(char *to, const char *from)
{
	size_t n = strlen(from), cut = draw(10) < 3 ? n / 2 : n;

	for (size_t i = 0; i < cut;) {
		size_t w = strcspn(from + i, " \n");

		if (w && draw(100) == 0) {
			to = put_word(to);
		} else {
			memcpy(to, from + i, w);
			to += w;
		}
		i += w;
		if (i < cut)
			*to++ = from[i++];
	}
	while (to[-1] == ' ' || to[-1] == '\n')
		to--;
	*to = 0;
}

static void
put(long id, const char *day, uint32_t source, const char *s)
{
	size_t n = strlen(s);

	printf("doc%ld\t0\t%zu\t@doc\ttext\t.\t.\n", id, n);
	printf("doc%ld\t0\t%zu\t@published\t%s\t.\t.\n", id, n, day);
	printf("doc%ld\t0\t%zu\t@source\tsource%u\t.\t.\n", id, n, source);
	for (size_t at = 0; at < n;) {
		size_t w = strcspn(s + at, "\n");

		if (w)
			printf("doc%ld\t%zu\t%zu\tPara\t.\t.\t%.*s\n", id, at, at + w, (int)w, s + at);
		at += w + 1;
	}
	printf("doc%ld\t%zu\t%zu\tend\t.\t.\t.\n", id, n, n);
}

static void
prepare(void)
{
	for (int i = 0; i < WORDS; i++) {
		char *p = name[i];

		for (int r = i + 3; r > 0; r /= 70) {
			*p++ = "bdfgklmnprstvz"[r % 14];
			*p++ = "aeiou"[r / 14 % 5];
		}
	}
	for (int i = 0; i < TABLE; i++)
		zipf[i] = (int)exp((double)i / TABLE * log(WORDS)) - 1;
}

int
main(int argc, char **argv)
{
	static char now[ROOM + 200], day[40];
	long        n = argc > 1 ? atol(argv[1]) : 0;
	int         same = argc > 2;

	prepare();
	for (long i = 0; i < n; i++) {
		uint32_t source = draw(50);

		if (same && i > 0)
			strcpy(now, kept[0]);
		else if (i > KEPT && draw(10) < 2)
			copy(now, kept[draw(KEPT)]);
		else
			fresh(now);
		strcpy(kept[i < KEPT ? i : (long)draw(KEPT)], now);
		snprintf(day, sizeof day, "%04ld-%02ld-%02ld", 1990 + i / 2000 / 336,
		    i / 2000 / 28 % 12 + 1, i / 2000 % 28 + 1);
		if (!same)
			sprintf(now + strlen(now), "\nSign up for the letter that source %s sends to all its "
			    "readers on every day of the week.", name[source + 1000]);
		put(i, day, source, now);
	}
	return fflush(stdout) != 0 || ferror(stdout);
}
