/*
 * Opens, chooses, goes over the blocks.
 * SPDX-License-Identifier: MIT
 */
#include "tallied.h"

#include "chosen.h"
#include "digested.h"

enum { TRIES_MAX = 5, ID_BITS = 20 };

enum outcome
reading_with(struct request *req,
	     enum outcome (*work)(struct request *req, struct reading *reading, void *context),
	     void *context)
{
	enum outcome outcome = CONFLICT;
	for (int tries = 0; tries < TRIES_MAX && outcome == CONFLICT; tries++) {
		struct reading *reading;
		outcome = reading_open(req->website.website_id, req->arena, &reading);
		if (outcome != DONE)
			return outcome;
		outcome = work(req, reading, context);
		reading_close(reading);
	}
	return outcome == CONFLICT ? BUSY : outcome;
}

enum outcome
walk_run(struct reading *reading, struct walk_scan walk)
{
	const struct scan scan = { .context = &walk,
				   .wants = walk_scan_wants,
				   .columns = walk_scan_columns,
				   .block = walk_scan_block };
	return reading_scan(reading, &scan);
}

bool
range_narrow(struct range *range, const struct reading *reading)
{
	long long lowest, highest;
	if (!reading_bounds(reading, &lowest, &highest))
		return false;
	if (range->start < lowest >> ID_BITS)
		range->start = lowest >> ID_BITS;
	if (range->end > (highest >> ID_BITS) + 1)
		range->end = (highest >> ID_BITS) + 1;
	return range->start < range->end;
}

enum outcome
tally_run(struct request *req, struct reading *reading, const struct filters *filters,
	  struct range range, enum filter_rows rows, struct tally_asked *asked,
	  struct tally **tally)
{
	struct event_range events = range_events(range, req->website.reset_at);
	enum outcome outcome = chosen_rows(req, reading, filters, events, rows, &asked->rows);
	return outcome == DONE ? digested_tally(reading, asked, tally) : outcome;
}
