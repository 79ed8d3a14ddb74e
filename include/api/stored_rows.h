/*
 * Rows of the tables `visits` and `events` as struct rows. In the caller's transaction, as far as its statements' snapshots
 * see.
 * SPDX-License-Identifier: MIT
 */
#ifndef STORED_ROWS_H
#define STORED_ROWS_H

#include "arena.h"
#include "outcome.h"
#include "rows.h"

/* A visit and its time, in ms since 1970, which is where its events are looked for. */
struct visit_span {
	int visit_id;
	long long started_at;
	long long ended_at;
};

/* The visits with all their events; those that are not there are left out. */
enum outcome stored_rows_of_visits(int website_id, const struct visit_span *visits, int count,
				   struct arena *arena, struct rows *rows);

/* All visits of the blocks from `first` to `last`, or where `first` is below zero what that one block holds. */
enum outcome stored_rows_of_blocks(int website_id, int first, int last, struct arena *arena,
				   struct rows *rows);

/* A block that there is, or that the rows make. */
struct block_extent {
	int block_number;
	long long events; /* about; by what is known of the visits */
};

/* Of one website, by block_number. In `arena`. */
enum outcome stored_extents(int website_id, struct arena *arena, struct block_extent **extents,
			    int *count);

/* All rows of `events` that the website has. */
enum outcome stored_event_count(int website_id, long long *count);

#endif
