/*
 * Which pages and actions of a reading are the steps of a funnel, or a goal. On a worker, in a transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef MARKED_H
#define MARKED_H

#include "marks.h"
#include "outcome.h"
#include "period.h"
#include "reader.h"
#include "request.h"
#include "step.h"

/* Fills `marks`, for events of that range, which then live as long as the request and the reading. */
enum outcome marks_find(struct request *req, struct reading *reading, const struct steps *steps,
			struct event_range range, struct marks *marks);

#endif
