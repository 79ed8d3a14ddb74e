/*
 * How many events there are of each name in each unit of time. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_EVENT_UNITS_H
#define COLUMNS_EVENT_UNITS_H

#include "cells.h"
#include "selection.h"

#include <stdbool.h>
#include <stdint.h>

/* What goes over the blocks for it: a struct scan's functions take it as their context. */
struct event_units {
	const struct view *view;
	struct selection *selection;    /* of events alone */
	const uint16_t *unit_of_minute; /* as in struct tally_asked */
	long long first_minute;
	struct cells *cells; /* of the name's text (its id, no slot) and the unit */
	struct arena *arena; /* for what it takes meanwhile */
	uint32_t *rows;      /* scratch */
	uint32_t rows_size;
};

bool event_units_wants(const void *context, const struct view_block *block);
unsigned event_units_columns(const void *context, const struct view_block *block);
bool event_units_block(void *context, const struct view_block *block);

#endif
