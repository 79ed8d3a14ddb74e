/*
 * Quarters are units of time like others: event_units.h counts a block's events by them.
 * SPDX-License-Identifier: MIT
 */
#include "event_sums.h"

#include "event_units.h"

#include <stdlib.h>

enum {
	CEILING = 64 << 20,
	MINUTE_MS = 60000,
	QUARTER = 15,    /* minutes */
	EVENTS_A_SUM = 8 /* a sum takes as much as the columns of so many rows */
};

static long long
minute_of(long long event_id)
{
	return (event_id >> EVENT_NUMBER_BITS) / MINUTE_MS;
}

/* ---- making them ---- */

static int
compare_sums(const void *one, const void *other)
{
	const struct event_sum *a = one, *b = other;
	int names = (a->name > b->name) - (a->name < b->name);
	return names != 0 ? names : (a->quarter > b->quarter) - (a->quarter < b->quarter);
}

static bool
sums_take(const struct cells *cells, uint32_t first_quarter, uint32_t event_count,
	  struct arena *arena, struct event_sum **sums, uint32_t *count)
{
	const struct cell *cell = cells_all(cells, count);
	if (*count > event_count / EVENTS_A_SUM)
		return true;
	*sums = arena_array(arena, (size_t)*count + 1, sizeof(**sums));
	if (*sums == NULL)
		return false;
	for (uint32_t i = 0; i < *count; i++)
		(*sums)[i] = (struct event_sum){ cell[i].first, first_quarter + cell[i].second,
						 (uint32_t)cell[i].count };
	qsort(*sums, *count, sizeof(**sums), compare_sums);
	return true;
}

/* Counts a block by its quarters, from this one on. */
static bool
quarters_count(struct event_units units, const struct view_block *block, long long first_quarter,
	       uint32_t quarters, struct arena *arena)
{
	uint32_t minutes = quarters * QUARTER;
	uint16_t *quarter_of_minute =
		arena_alloc_bytes(arena, minutes * sizeof(*quarter_of_minute));
	units.arena = arena_new(CEILING); /* not the cells', which grow meanwhile */
	units.unit_of_minute = quarter_of_minute;
	units.first_minute = first_quarter * QUARTER;
	bool fits = quarter_of_minute != NULL && units.cells != NULL && units.arena != NULL;
	for (uint32_t i = 0; fits && i < minutes; i++)
		quarter_of_minute[i] = (uint16_t)(i / QUARTER);
	fits = fits && event_units_block(&units, block);
	arena_free(units.arena);
	return fits;
}

bool
event_sums_make(const struct view *view, struct selection *selection,
		const struct view_block *block, struct arena *arena, struct event_sum **sums,
		uint32_t *count)
{
	long long first = minute_of(block->lowest_id) / QUARTER;
	long long quarters = minute_of(block->highest_id) / QUARTER - first + 1;
	struct event_units units = { .view = view,
				     .selection = selection,
				     .cells = cells_new(arena) };
	*sums = NULL;
	if (quarters > UINT16_MAX)
		return true;
	return quarters_count(units, block, first, (uint32_t)quarters, arena) &&
	       sums_take(units.cells, (uint32_t)first, (uint32_t)block->event_count, arena, sums,
			 count);
}

/* ---- using them ---- */

bool
quarter_units_make(const uint16_t *unit_of_minute, long long first_minute, uint32_t minute_count,
		   struct arena *arena, struct quarter_units *quarters, bool *whole)
{
	long long first = first_minute / QUARTER,
		  last = (first_minute + minute_count - 1) / QUARTER;
	*quarters = (struct quarter_units){ .first = (uint32_t)first,
					    .count = (uint32_t)(last - first + 1) };
	quarters->units = arena_alloc_bytes(arena, quarters->count * sizeof(*quarters->units));
	if (quarters->units == NULL)
		return false;
	*whole = true;
	for (uint32_t i = 0; i < minute_count; i++) {
		uint32_t quarter = (uint32_t)((first_minute + i) / QUARTER - first);
		bool begins = i == 0 || (first_minute + i) % QUARTER == 0;
		if (begins)
			quarters->units[quarter] = unit_of_minute[i];
		*whole = *whole && quarters->units[quarter] == unit_of_minute[i];
	}
	return true;
}

bool
event_sums_add(const struct event_sum *sums, uint32_t count, const struct quarter_units *quarters,
	       struct cells *cells)
{
	for (uint32_t i = 0, place; i < count;) {
		uint32_t name = sums[i].name;
		uint16_t unit = quarters->units[sums[i].quarter - quarters->first];
		uint64_t all = 0;
		for (; i < count && sums[i].name == name &&
		       quarters->units[sums[i].quarter - quarters->first] == unit;
		     i++)
			all += sums[i].count;
		if (!cells_add(cells, name, unit, all, &place))
			return false;
	}
	return true;
}
