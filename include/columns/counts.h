/*
 * How often each of very many numbers came. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_COUNTS_H
#define COLUMNS_COUNTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct count {
	uint64_t number;
	uint64_t times; /* 0: a free place of the table */
};

/* Begins as { 0 }. */
struct counts {
	struct count *table;
	unsigned bits; /* of the table's places */
	size_t used;
};

void counts_free(struct counts *counts);

/* Counts numbers, faster when they are many. False without memory. */
bool counts_add(struct counts *counts, const uint64_t *numbers, uint32_t count);

/* Adds all that others were counted. False without memory. */
bool counts_join(struct counts *counts, const struct counts *other);

/* The places of the table, used and free. */
static inline size_t
counts_places(const struct counts *counts)
{
	return counts->table == NULL ? 0 : (size_t)1 << counts->bits;
}

#endif
