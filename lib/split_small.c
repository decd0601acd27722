/*
 * Which words a document writes in small letters: a capital behind an abbreviation is that
 * of a name or of a sentence, and a word that stands in small letters elsewhere is hardly a
 * name (Kiss and Strunk, "Unsupervised Multilingual Sentence Boundary Detection",
 * Computational Linguistics 32, 2006: the orthographic heuristic).
 */
#include "record.h"
#include "split_cand.h"
#include "text.h"

enum { FEWEST = 1 << 12, MOST = 1 << 24 }; /* bits of the filter: one a byte of text */

static uint32_t
second(uint32_t hash)
{
	return hash * 0x9E3779B1u >> 7;
}

static void
add_small(nu_split_room *room, uint32_t hash)
{
	uint32_t a = hash & room->mask, b = second(hash) & room->mask;

	room->small[a >> 3] |= (uint8_t)(1u << (a & 7));
	room->small[b >> 3] |= (uint8_t)(1u << (b & 7));
}

static void
add_text(nu_split_room *room, nu_str t)
{
	bool     inside = false; /* a word */
	unsigned len, cls;

	for (size_t i = 0; i < t.n; i += len) {
		cls = nu_class(nu_decode(t, i, &len));
		if (!inside && cls & NU_LOWER) {
			nu_str word = nu_token_at(t, i);

			add_small(room, nu_hash(word));
			len = (unsigned)word.n;
		}
		inside = (cls & (NU_ALPHA | NU_DIGIT)) != 0;
	}
}

bool
nu_written_small(nu_split_room *room, nu_arena *a, uint32_t hash)
{
	uint32_t x, y;

	if (!room->small) {
		size_t bytes = 0, bits = FEWEST;

		for (size_t i = 0; i < room->nunit; i++)
			bytes += room->unit[i].text.n;
		while (bits < bytes && bits < MOST)
			bits *= 2;
		room->small = NU_NEW(a, uint8_t, bits / 8);
		room->mask = (uint32_t)bits - 1;
		for (size_t i = 0; i < room->nunit; i++)
			add_text(room, room->unit[i].text);
	}
	x = hash & room->mask;
	y = second(hash) & room->mask;
	return room->small[x >> 3] >> (x & 7) & room->small[y >> 3] >> (y & 7) & 1;
}
