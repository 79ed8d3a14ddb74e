/*
 * A tally of what a report asks, from the website's blocks. On a worker, in a transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef TALLIED_H
#define TALLIED_H

#include "filter.h"
#include "outcome.h"
#include "period.h"
#include "reader.h"
#include "request.h"
#include "tally.h"
#include "walk.h"

/*
 * Runs `work` with a reading of the request's website. When it answers CONFLICT (as reading_scan() does) it runs again with a
 * new one: `context` must then be as if it had not run. The transaction may be another one afterwards.
 */
enum outcome reading_with(struct request *req,
			  enum outcome (*work)(struct request *req, struct reading *reading,
					       void *context),
			  void *context);

/* reading_scan() by a walk. */
enum outcome walk_run(struct reading *reading, struct walk_scan walk);

/* Narrows a range to that part of it in which there can be any row; false when there is none. */
bool range_narrow(struct range *range, const struct reading *reading);

/* Counts what `asked` says of rows in that range; its rows are filled in here. When DONE, *tally is the caller's to free. */
enum outcome tally_run(struct request *req, struct reading *reading, const struct filters *filters,
		       struct range range, enum filter_rows rows, struct tally_asked *asked,
		       struct tally **tally);

#endif
