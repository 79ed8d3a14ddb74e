/*
 * A few thousand visits and their events, column by column and compressed, so that a report reads only the columns it asks
 * for and reads them fast. Pure; a block that is made never changes.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_BLOCK_H
#define COLUMNS_BLOCK_H

#include "rows.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Visits of neighbouring ids share a block: block_of_visit(). What was counted without a visitor is in the block of its day
 * (UTC), whose number is below zero.
 */
enum { BLOCK_VISITS = 8192 };
int block_of_visit(int visit_id);
int block_of_day(long long event_id);

/* The columns, in the order that they are kept in. The first ones have a value a visit, the others one an event. */
enum block_column {
	COLUMN_VISIT,    /* visit_id */
	COLUMN_VISITOR,
	COLUMN_SOURCE,
	COLUMN_CLIENT,
	COLUMN_LOCATION,
	COLUMN_ENTRY,    /* page_id */
	COLUMN_EXIT,     /* page_id */
	COLUMN_SECONDS,
	COLUMN_BOUNCE,
	COLUMN_PAGEVIEWS,
	COLUMN_EVENTS,   /* how many of the following belong to the visit */
	COLUMN_MINUTE,   /* of the event: whole minutes since 1970, UTC */
	COLUMN_MOMENT,   /* milliseconds within the minute */
	COLUMN_NUMBER,   /* the lower 20 bits of event_id */
	COLUMN_PAGE,
	COLUMN_ACTION,
	COLUMN_OWN_SOURCE,
	COLUMN_COUNT
};
static inline bool
column_is_of_visits(enum block_column column)
{
	return column <= COLUMN_EVENTS;
}

/* What is kept of a block: each column's bytes, and what tells whether a report needs it at all. */
struct block {
	int visit_count;
	int event_count;
	long long lowest_id;  /* of its events; 0 without any */
	long long highest_id;
	struct bytes columns[COLUMN_COUNT];
};

/* False without memory. The columns live in `arena`. */
bool block_make(const struct rows *rows, struct arena *arena, struct block *block);

/* All rows of a block with all its columns. False when a column is damaged, or without memory. */
bool block_rows(const struct block *block, struct arena *arena, struct rows *rows);

/*
 * One column, open for reading. A column of few different values keeps them apart, in order, and has a small number for each
 * row: `values` is NULL in one that does not.
 */
struct column {
	const unsigned char *packed;
	uint32_t count;
	unsigned width; /* bits, 0 to 32 */
	uint32_t base;  /* added to what is packed, when there are no `values` */
	const uint32_t *values;
	uint32_t value_count;
};

/*
 * Opens what block_make() made of a column of `count` values. `values` of the answer live in `arena`. False when it is damaged,
 * after checking every byte that the readers below rely on; or without memory.
 */
bool column_open(struct bytes bytes, uint32_t count, struct arena *arena, struct column *column);

/* Of the bytes behind a column, so many must be readable. Their values do not matter. */
enum { COLUMN_PADDING = 8 };

/* What is packed: the number of the value where the column keeps its values apart, else the value less `base`. */
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

/* column_packed() of all rows of a column. */
void column_unpack(const struct column *column, uint32_t *out);

#endif
