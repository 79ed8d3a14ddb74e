/*
 * Which value of which row stands in which column, and back.
 * SPDX-License-Identifier: MIT
 */
#include "block.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A test has many blocks of little traffic with fewer visits each. */
#ifndef BLOCK_VISITS
#define BLOCK_VISITS 8192
#endif

enum { MINUTE_MS = 60 * 1000, DAY_MS = 24 * 60 * MINUTE_MS };

#define IDS_OF_A_MS     (1LL << EVENT_NUMBER_BITS)
#define IDS_OF_A_MINUTE (MINUTE_MS * IDS_OF_A_MS)

/* How a column is packed, and which int of its row it holds. */
static const struct {
	enum packing packing;
	size_t offset;
} columns[COLUMN_COUNT] = {
	[COLUMN_VISIT] = { PACKING_FRAME, offsetof(struct visit_row, visit_id) },
	[COLUMN_VISITOR] = { PACKING_FRAME, offsetof(struct visit_row, visitor_id) },
	[COLUMN_SOURCE] = { PACKING_VALUES, offsetof(struct visit_row, source_id) },
	[COLUMN_CLIENT] = { PACKING_VALUES, offsetof(struct visit_row, client_id) },
	[COLUMN_LOCATION] = { PACKING_VALUES, offsetof(struct visit_row, location_id) },
	[COLUMN_ENTRY] = { PACKING_VALUES, offsetof(struct visit_row, entry_page_id) },
	[COLUMN_EXIT] = { PACKING_VALUES, offsetof(struct visit_row, exit_page_id) },
	[COLUMN_SECONDS] = { PACKING_FRAME, offsetof(struct visit_row, seconds) },
	[COLUMN_BOUNCE] = { PACKING_FRAME, 0 },
	[COLUMN_PAGEVIEWS] = { PACKING_FRAME, offsetof(struct visit_row, pageviews) },
	[COLUMN_EVENTS] = { PACKING_FRAME, offsetof(struct visit_row, event_count) },
	[COLUMN_MINUTE] = { PACKING_FRAME, 0 },
	[COLUMN_MOMENT] = { PACKING_FRAME, 0 },
	[COLUMN_NUMBER] = { PACKING_FRAME, 0 },
	[COLUMN_PAGE] = { PACKING_VALUES, offsetof(struct event_row, page_id) },
	[COLUMN_ACTION] = { PACKING_VALUES, offsetof(struct event_row, action_id) },
	[COLUMN_OWN_SOURCE] = { PACKING_VALUES, offsetof(struct event_row, source_id) },
	[COLUMN_PROPERTIES] = { PACKING_FRAME, offsetof(struct event_row, property_count) },
};

int
block_visits(void)
{
	return BLOCK_VISITS;
}

int
block_of_visit(int visit_id)
{
	return visit_id / BLOCK_VISITS;
}

int
block_of_day(long long event_id)
{
	return -1 - (int)(event_id / IDS_OF_A_MS / DAY_MS);
}

/* The int at a column's place in its row. */
static int
row_int(const void *row, enum block_column column)
{
	int value;
	memcpy(&value, (const char *)row + columns[column].offset, sizeof(value));
	return value;
}

static void
row_set_int(void *row, enum block_column column, uint32_t value)
{
	memcpy((char *)row + columns[column].offset, &value, sizeof(value));
}

static uint32_t
visit_value(const struct visit_row *visit, enum block_column column)
{
	return column == COLUMN_BOUNCE ? visit->bounce : (uint32_t)row_int(visit, column);
}

static uint32_t
event_value(const struct event_row *event, enum block_column column)
{
	switch (column) {
	case COLUMN_MINUTE:
		return (uint32_t)(event->event_id / IDS_OF_A_MINUTE);
	case COLUMN_MOMENT:
		return (uint32_t)(event->event_id % IDS_OF_A_MINUTE / IDS_OF_A_MS);
	case COLUMN_NUMBER:
		return (uint32_t)(event->event_id % IDS_OF_A_MS);
	default:
		return (uint32_t)row_int(event, column);
	}
}

static uint32_t
rows_values(const struct rows *rows, enum block_column column, uint32_t *values)
{
	if (column_is_of_visits(column)) {
		for (int i = 0; i < rows->visit_count; i++)
			values[i] = visit_value(&rows->visits[i], column);
		return (uint32_t)rows->visit_count;
	}
	for (int i = 0; i < rows->event_count; i++)
		values[i] = event_value(&rows->events[i], column);
	return (uint32_t)rows->event_count;
}

static uint32_t
most_rows(int visit_count, int event_count)
{
	return (uint32_t)(visit_count > event_count ? visit_count : event_count);
}

bool
block_make(const struct rows *rows, struct arena *arena, struct block *block)
{
	struct column_work work;
	*block = (struct block){ .visit_count = rows->visit_count,
				 .event_count = rows->event_count };
	for (int i = 0; i < rows->event_count; i++) {
		long long event_id = rows->events[i].event_id;
		if (i == 0 || event_id < block->lowest_id)
			block->lowest_id = event_id;
		if (event_id > block->highest_id)
			block->highest_id = event_id;
	}
	if (!column_work_init(&work, most_rows(rows->visit_count, rows->event_count), arena))
		return false;
	for (enum block_column column = 0; column < COLUMN_COUNT; column++) {
		uint32_t count = rows_values(rows, column, work.values);
		if (!column_make(&work, count, columns[column].packing, arena,
				 &block->columns[column]))
			return false;
	}
	return true;
}

static void
visit_set(struct visit_row *visit, enum block_column column, uint32_t value)
{
	if (column == COLUMN_BOUNCE)
		visit->bounce = value != 0;
	else
		row_set_int(visit, column, value);
}

/* The parts of an event_id add up. False when this one is not below its limit. */
static bool
event_add(struct event_row *event, uint32_t part, long long limit, long long unit)
{
	if (part >= limit)
		return false;
	event->event_id += part * unit;
	return true;
}

static bool
event_set(struct event_row *event, enum block_column column, uint32_t value)
{
	switch (column) {
	case COLUMN_MINUTE:
		return event_add(event, value, INT64_MAX / IDS_OF_A_MINUTE, IDS_OF_A_MINUTE);
	case COLUMN_MOMENT:
		return event_add(event, value, MINUTE_MS, IDS_OF_A_MS);
	case COLUMN_NUMBER:
		return event_add(event, value, IDS_OF_A_MS, 1);
	default:
		row_set_int(event, column, value);
		return true;
	}
}

static bool
rows_read_column(struct rows *rows, const struct block *block, enum block_column number,
		 struct arena *arena)
{
	struct column column;
	bool of_visits = column_is_of_visits(number), valid = true;
	uint32_t count = (uint32_t)(of_visits ? rows->visit_count : rows->event_count);
	if (!column_open(block->columns[number], count, arena, &column))
		return false;
	for (uint32_t i = 0; of_visits && i < count; i++)
		visit_set(&rows->visits[i], number, column_value(&column, i));
	for (uint32_t i = 0; !of_visits && i < count; i++)
		valid &= event_set(&rows->events[i], number, column_value(&column, i));
	return valid;
}

bool
block_rows(const struct block *block, struct arena *arena, struct rows *rows)
{
	if (block->visit_count < 0 || block->event_count < 0)
		return false;
	*rows = (struct rows){ .visit_count = block->visit_count,
			       .event_count = block->event_count };
	rows->visits = arena_array(arena, (size_t)rows->visit_count, sizeof(*rows->visits));
	rows->events = arena_array(arena, (size_t)rows->event_count, sizeof(*rows->events));
	if (rows->visits == NULL || rows->events == NULL)
		return false;
	for (enum block_column column = 0; column < COLUMN_COUNT; column++)
		if (!rows_read_column(rows, block, column, arena))
			return false;
	for (int i = 0; i < rows->visit_count; i++)
		rows->visits[i].change = CHANGE_REPLACES;
	return rows_are_in_order(rows);
}
