/*
 * How many custom events a block has of each name in each quarter of an hour (UTC). Whatever a clock shows, its hours and days
 * begin with a quarter, so these sums answer for all zones. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_EVENT_SUMS_H
#define COLUMNS_EVENT_SUMS_H

#include "arena.h"
#include "cells.h"
#include "selection.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

struct event_sum {
	uint32_t name;    /* its text's id */
	uint32_t quarter; /* since 1970 */
	uint32_t count;
};

/*
 * Those of a block all of whose events count that are of a type that does, by name and quarter, in `arena`. They are not worth
 * keeping, and *sums is NULL, where there are nearly as many of them as events. False without memory.
 */
bool event_sums_make(const struct view *view, struct selection *selection,
		     const struct view_block *block, struct arena *arena, struct event_sum **sums,
		     uint32_t *count);

/* The units that quarters of an hour lie in: those that have any of some minutes. */
struct quarter_units {
	uint32_t first; /* since 1970 */
	uint32_t count;
	uint16_t *units; /* by quarter, from the first one on */
};

/*
 * In `arena`; `unit_of_minute` as in struct tally_asked. *whole: each of the quarters is of one unit, as far as it has any of
 * the minutes. False without memory.
 */
bool quarter_units_make(const uint16_t *unit_of_minute, long long first_minute,
			uint32_t minute_count, struct arena *arena, struct quarter_units *quarters,
			bool *whole);

/* Adds sums, all of whose events lie in the quarters, to cells of event_units.h. False without memory. */
bool event_sums_add(const struct event_sum *sums, uint32_t count,
		    const struct quarter_units *quarters, struct cells *cells);

#endif
