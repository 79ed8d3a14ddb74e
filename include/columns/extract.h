/*
 * Visits of a block as rows again, a few of them out of columns that are in memory. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_EXTRACT_H
#define COLUMNS_EXTRACT_H

#include "arena.h"
#include "rows.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

/* A block with all its columns, and what their slots stand for. */
struct extraction {
	const struct view *view;
	const struct view_block *block;
};

/*
 * Takes those of the `count` visits `wanted` (ids, in order) out of a block that are in it and not noted in `replaced`, in
 * order, with all their events, and notes them there. `replaced` has a bit for each visit of the block. False without memory.
 */
bool extract_visits(const struct extraction *from, const int *wanted, int count, uint64_t *replaced,
		    struct arena *arena, struct rows *taken);

/*
 * The same for a block of events that were counted without a visitor: notes those with the ids of `events`, which are in order.
 * Nothing is taken out, as whatever changes such an event has all of it.
 */
void extract_anonymous(const struct extraction *from, const struct event_row *events, int count,
		       uint64_t *replaced);

/* The columns that extract_anonymous() reads: 1 << enum block_column. */
enum { ANONYMOUS_COLUMNS = 1 << COLUMN_MINUTE | 1 << COLUMN_MOMENT | 1 << COLUMN_NUMBER };

#endif
