/*
 * Custom events by name and unit of time, over a website's blocks. What a block adds up to stays in memory. On a worker, in a
 * transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef EVENT_SERIES_H
#define EVENT_SERIES_H

#include "arena.h"
#include "cells.h"
#include "outcome.h"
#include "reader.h"
#include "selection.h"
#include "time_units.h"

struct event_series_asked {
	int website_id;
	struct selection *selection; /* of custom events alone */
	const struct time_units *units;
};

/* *cells, of the name's text (its id) and the unit, is in `arena`, as is what it takes meanwhile. CONFLICT as reading_scan(). */
enum outcome event_series_count(struct reading *reading, const struct event_series_asked *asked,
				struct arena *arena, struct cells **cells);

#endif
