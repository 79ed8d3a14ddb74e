/*
 * Percentiles of many numbers, together or each group's apart. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_PERCENTILES_H
#define COLUMNS_PERCENTILES_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

/* Rows with a number each. */
struct row_numbers {
	uint64_t *keys; /* the number in the upper half, the row in the lower one */
	uint32_t count;
};

/* Room for so many, in `arena`. False without memory. */
bool row_numbers_start(struct row_numbers *numbers, uint32_t size, struct arena *arena);

static inline void
row_numbers_add(struct row_numbers *numbers, uint32_t row, uint32_t number)
{
	numbers->keys[numbers->count++] = (uint64_t)number << 32 | row;
}

/* Sorts them by their numbers, after the last one. False without memory. */
bool row_numbers_sort(struct row_numbers *numbers);

/* A group's numbers, in order. */
struct number_group {
	uint32_t group;
	const uint32_t *numbers;
	uint32_t count; /* at least one */
};

/*
 * The groups that sorted numbers fall into, in order, *count of them: by row, each below `limit`. Without `group_of_row`, all are of
 * group 0. In `arena`; NULL without memory.
 */
struct number_group *row_numbers_group(const struct row_numbers *numbers,
				       const uint32_t *group_of_row, uint32_t limit,
				       struct arena *arena, uint32_t *count);

/*
 * Of n numbers in order, the one at the place 1 + percent / 100 x (n - 1), and where that lies between two, as far between these
 * as it does: in hundredths.
 */
uint64_t percentile(const struct number_group *group, unsigned percent);

#endif
