/*
 * A table of pairs of numbers, each with a place of its own: 0, 1, 2, ... in the order they were met. Whoever sums something up by
 * them keeps the sums in an array by place. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_CELLS_H
#define COLUMNS_CELLS_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

struct cell {
	uint32_t first;
	uint32_t second;
	uint64_t count;
};

struct cells;

/* In `arena`; NULL without memory. */
struct cells *cells_new(struct arena *arena);

/* Adds to a pair's count, and tells its place. False without memory, or when there are more than an array holds. */
bool cells_add(struct cells *cells, uint32_t first, uint32_t second, uint64_t count,
	       uint32_t *place);

/* Adds one. */
static inline bool
cells_count(struct cells *cells, uint32_t first, uint32_t second, uint32_t *place)
{
	return cells_add(cells, first, second, 1, place);
}

/* Whether a pair was counted, and its place. */
bool cells_find(const struct cells *cells, uint32_t first, uint32_t second, uint32_t *place);

/* All of them, by place. */
const struct cell *cells_all(const struct cells *cells, uint32_t *count);

#endif
