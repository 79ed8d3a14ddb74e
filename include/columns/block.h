/*
 * A few thousand visits and their events, column by column and compressed, so that a report reads only the columns it asks
 * for and reads them fast. Pure; a block that is made never changes.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_BLOCK_H
#define COLUMNS_BLOCK_H

#include "bytes.h"
#include "column.h"
#include "rows.h"

#include <stdbool.h>

/*
 * Visits of neighbouring ids share a block: block_of_visit(). What was counted without a visitor is in the block of its day
 * (UTC), whose number is below zero.
 */
int block_of_visit(int visit_id);
int block_visits(void); /* how many, at most */
int block_of_day(long long event_id);

/* The columns, in the order that they are kept in. The first ones have a value a visit, the others one an event. */
enum block_column {
	COLUMN_VISIT, /* visit_id */
	COLUMN_VISITOR,
	COLUMN_SOURCE,
	COLUMN_CLIENT,
	COLUMN_LOCATION,
	COLUMN_ENTRY, /* page_id */
	COLUMN_EXIT,  /* page_id */
	COLUMN_SECONDS,
	COLUMN_BOUNCE,
	COLUMN_PAGEVIEWS,
	COLUMN_EVENTS, /* how many of the following belong to the visit */
	COLUMN_MINUTE, /* of the event: whole minutes since 1970, UTC */
	COLUMN_MOMENT, /* milliseconds within the minute */
	COLUMN_NUMBER, /* the lower 20 bits of event_id */
	COLUMN_PAGE,
	COLUMN_ACTION,
	COLUMN_OWN_SOURCE,
	COLUMN_PROPERTIES, /* how many properties came with the event */
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
	long long lowest_id; /* of its events; 0 without any */
	long long highest_id;
	struct bytes columns[COLUMN_COUNT];
};

/*
 * `rows` are in order. Columns of ids of other tables (source, client, location, page, action) keep their values apart, so that
 * whoever looks something up by them does so once a value; the others are a frame. The columns live in `arena`, each with
 * COLUMN_PADDING behind it, and so does what making them took. False without memory.
 */
bool block_make(const struct rows *rows, struct arena *arena, struct block *block);

/*
 * All rows of a block with all its columns, behind each of which is COLUMN_PADDING. False when a column is damaged or the rows
 * would not be in order, or without memory.
 */
bool block_rows(const struct block *block, struct arena *arena, struct rows *rows);

#endif
