/*
 * quote_hunt: a block while the speakers of its quotes are looked for. Every finder gets
 * a quote and its token qi, and returns whether it named a speaker.
 */
#ifndef NU_QUOTE_HUNT_H
#define NU_QUOTE_HUNT_H

#include "quote_say.h"

enum {
	NU_HUNT_REACH = 150, /* tokens looked at on either side */
	NU_HUNT_MANY = 8     /* words that a quote is long with */
};

typedef struct nu_hunt {
	nu_quoted *b;
	size_t     index; /* of the block */
	nu_say    *t;
	size_t     n;
} nu_hunt;

/* Words in a span, by blanks; NU_HUNT_MANY and no more. */
size_t nu_hunt_words(nu_str t, size_t from, size_t to);
/* Names the tokens r as the speaker; false: there are none. score: 0 to 100. */
bool nu_hunt_set(nu_hunt *h, nu_quote *q, nu_range r, int score);
/* The first token of the sentence of token i, within reach: time stays linear. */
size_t nu_hunt_start(const nu_hunt *h, size_t i);
/* The last character inside the quote, blanks aside; 0: none. */
uint32_t nu_hunt_last(const nu_hunt *h, const nu_quote *q);
/* "according to" at i: who is named behind it speaks. */
bool nu_hunt_according(const nu_hunt *h, size_t i);
bool nu_hunt_dash(const nu_hunt *h, size_t i);

/* Behind the quote: "..." she said; "..." said she; "..." according to her. */
bool nu_hunt_right(nu_hunt *h, nu_quote *q, size_t qi);
/* A sentence behind the quote that is an attribution and no more: "It sank." Holm said. */
bool nu_hunt_next(nu_hunt *h, nu_quote *q, size_t qi);
/* At the end of a sentence that the quote begins: "..." if she wins, said Holm. */
bool nu_hunt_far_right(nu_hunt *h, nu_quote *q, size_t qi);
/* A verb of saying with a subject stands right before: Holm said "it sank" every time ... */
bool nu_hunt_led(nu_hunt *h, nu_quote *q, size_t qi);
/* Before the quote, in its sentence: she said, "..."; she called it "..."; saying "...". */
bool nu_hunt_left(nu_hunt *h, nu_quote *q, size_t qi);
/* No verb of saying: the sentence's subject, where a colon or a long quote makes it likely. */
bool nu_hunt_subject(nu_hunt *h, nu_quote *q, size_t qi);

#endif
