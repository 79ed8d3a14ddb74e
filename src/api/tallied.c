/*
 * Opens, chooses, goes over the blocks.
 * SPDX-License-Identifier: MIT
 */
#include "tallied.h"

#include "chosen.h"

enum { TRIES_MAX = 5 };

enum outcome
reading_with(struct request *req,
	     enum outcome (*work)(struct request *req, struct reading *reading, void *context),
	     void *context)
{
	enum outcome outcome = CONFLICT;
	for (int tries = 0; tries < TRIES_MAX && outcome == CONFLICT; tries++) {
		struct reading *reading;
		outcome = reading_open(req->website.website_id, &reading);
		if (outcome != DONE)
			return outcome;
		outcome = work(req, reading, context);
		reading_close(reading);
	}
	return outcome == CONFLICT ? BUSY : outcome;
}

static bool
wants(const void *context, const struct view_block *block)
{
	return tally_wants(context, block);
}

static unsigned
columns(const void *context, const struct view_block *block)
{
	return tally_columns(context, block);
}

static bool
count(void *context, const struct view_block *block)
{
	return tally_block(context, block);
}

enum outcome
tally_run(struct request *req, struct reading *reading, const struct filters *filters,
	  struct range range, enum filter_rows rows, struct tally_asked *asked, struct tally **tally)
{
	struct event_range events = range_events(range, req->website.reset_at);
	enum outcome outcome = chosen_rows(req, reading, filters, events, rows, &asked->rows);
	if (outcome != DONE)
		return outcome;
	struct tally *made = tally_new(reading_view(reading), asked);
	if (made == NULL)
		return TOO_LARGE;
	struct scan scan = { made, wants, columns, count };
	outcome = reading_scan(reading, &scan);
	if (outcome == DONE && !tally_finish(made))
		outcome = TOO_LARGE;
	if (outcome == DONE)
		*tally = made;
	else
		tally_free(made);
	return outcome;
}
