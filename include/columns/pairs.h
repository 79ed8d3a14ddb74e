/*
 * A set of pairs of numbers that is counted once, at the end: who was where, each once, however often it was added. Pure; one
 * thread.
 *
 * Pairs are kept by a part of their first number until then, so that each part is made distinct in a table that fits the
 * processor's cache.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_PAIRS_H
#define COLUMNS_PAIRS_H

#include <stdbool.h>
#include <stdint.h>

struct pairs;

/* NULL without memory. */
struct pairs *pairs_new(void);
void pairs_free(struct pairs *pairs);

/* A failure for lack of memory sticks until pairs_each(). */
void pairs_add(struct pairs *pairs, uint32_t first, uint32_t second);

/*
 * Moves all pairs of `other` over. Their second numbers are looked up in `seconds`, unless it is NULL. Neither has chunks.
 */
void pairs_join(struct pairs *pairs, struct pairs *other, const uint32_t *seconds);

/* What is added from now on belongs to the next chunk: 0, 1, 2, ... */
void pairs_cut(struct pairs *pairs);

/* Calls `each` with the second number of each different pair. False when memory did not suffice. */
bool pairs_each(struct pairs *pairs, void (*each)(void *context, uint32_t second), void *context);

/*
 * Takes all pairs out again and calls `each` for each chunk that one was added in, once a chunk, with the last chunk before that has it too; PAIRS_NONE: none.
 * False when memory did not suffice.
 */
#define PAIRS_NONE UINT32_MAX
bool pairs_each_chunk(struct pairs *pairs,
		      bool (*each)(void *context, uint32_t second, uint32_t chunk, uint32_t before),
		      void *context);

#endif
