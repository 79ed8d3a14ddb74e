/*
 * Many numbers of 32 bits, compressed so that each can be read alone and all of them fast. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_COLUMN_H
#define COLUMNS_COLUMN_H

#include "arena.h"
#include "bytes.h"

#include <stdbool.h>
#include <stdint.h>

/* How a column is packed. These numbers stand in its bytes and never change. */
enum packing {
	PACKING_FRAME = 1, /* the difference to the lowest value */
	PACKING_VALUES = 2 /* the different values, in order, and which of them each row has */
};

/*
 * Of the bytes behind a column, so many must be readable. Their values do not matter. column_make() leaves them behind what it
 * makes, without counting them; whoever brings a column into memory from elsewhere leaves them too.
 */
enum { COLUMN_PADDING = 8 };

/* What making columns needs; one after the other can use it. */
struct column_work {
	uint32_t *values; /* for whoever makes a column to fill */
	uint64_t *keys;
	uint64_t *spare;
};

/* For columns of at most `count` values. False without memory. */
bool column_work_init(struct column_work *work, uint32_t count, struct arena *arena);

/* Makes a column of the first `count` of `work->values`, in `arena`. False without memory. */
bool column_make(struct column_work *work, uint32_t count, enum packing packing,
		 struct arena *arena, struct bytes *out);

/* One column, open for reading. What is packed takes no bytes when it is the same in all rows. */
struct column {
	const unsigned char *packed;
	uint32_t count;
	unsigned width;         /* bits of what is packed, 0 to 32 */
	uint32_t base;          /* the lowest value */
	const uint32_t *values; /* PACKING_VALUES: the different ones, in order; else NULL */
	uint32_t value_count;
};

/*
 * Opens what column_make() made of `count` values. `values` of the answer live in `arena`. False when it is damaged, after
 * checking every byte that the readers below rely on (column_packed() is below value_count); or without memory.
 */
bool column_open(struct bytes bytes, uint32_t count, struct arena *arena, struct column *column);

/* What is packed: the place of the value among `values` where the column has them, else the value less `base`. */
static inline uint32_t
column_packed(const struct column *column, uint32_t row)
{
	uint64_t bit = (uint64_t)row * column->width, word;
	__builtin_memcpy(&word, column->packed + (bit >> 3), sizeof(word));
	return (uint32_t)(word >> (bit & 7) & ((1ULL << column->width) - 1));
}

static inline uint32_t
column_value(const struct column *column, uint32_t row)
{
	uint32_t packed = column_packed(column, row);
	return column->values != NULL ? column->values[packed] : packed + column->base;
}

/* column_packed() of all rows. */
void column_unpack(const struct column *column, uint32_t *out);

/*
 * Leaves those of `kept`, a byte a row, that `table` has a byte other than 0 for: it is by column_packed(), and both have 0 and 1
 * only.
 */
void column_filter(const struct column *column, const uint8_t *table, uint8_t *kept);

/* column_value() of all rows. */
void column_unpack_values(const struct column *column, uint32_t *out);

#endif
