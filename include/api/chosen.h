/*
 * Which rows of a reading a report's filters, segment and cohort choose. On a worker, in a transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef CHOSEN_H
#define CHOSEN_H

#include "filter.h"
#include "outcome.h"
#include "period.h"
#include "reader.h"
#include "request.h"
#include "selection.h"

/*
 * Fills `asked`, which then lives as long as the request and the reading. CONFLICT as reading_scan(), which a cohort takes.
 */
enum outcome chosen_rows(struct request *req, struct reading *reading, const struct filters *filters, struct event_range range,
			 enum filter_rows rows, struct selection_asked *asked);

#endif
