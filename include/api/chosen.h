/*
 * Which rows of a reading a report's filters, segment and cohort choose. On a worker, in a transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef CHOSEN_H
#define CHOSEN_H

#include "db.h"
#include "filter.h"
#include "outcome.h"
#include "period.h"
#include "reader.h"
#include "request.h"
#include "selection.h"

/*
 * Fills `asked`, which then lives as long as the request and the reading. CONFLICT as reading_scan(), which a cohort takes.
 */
enum outcome chosen_rows(struct request *req, struct reading *reading,
			 const struct filters *filters, struct event_range range,
			 enum filter_rows rows, struct selection_asked *asked);

/*
 * Leaves the rows of which one of these properties contains the text, in upper or lower case; all for "". The last property is
 * followed by NULL. ("event" is the row's own name.)
 */
enum outcome chosen_search(struct request *req, struct reading *reading, const char *text,
			   const char *const *properties, struct selection_asked *asked);

/* Leaves the events of just this name. */
enum outcome chosen_event(struct request *req, struct reading *reading, const char *name,
			  struct selection_asked *asked);

/* The texts whose ids the first column of a statement has, in the request's arena. */
enum outcome chosen_texts(struct request *req, struct reading *reading, const char *sql,
			  const struct db_value *values, int count, struct bits **texts);

/* The texts of a property, an attribute, that contain the text searched for. */
enum outcome chosen_containing(struct request *req, struct reading *reading, const char *property,
			       const char *search, struct bits **texts);

#endif
