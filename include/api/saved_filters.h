/*
 * The segment and the cohort that a report is asked for. Worker thread, in a transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef SAVED_FILTERS_H
#define SAVED_FILTERS_H

#include "filter.h"
#include "outcome.h"
#include "request.h"

/*
 * Reads what filters->segment_id and filters->cohort_id name in the request's website, and adds it to the filters.
 * The transaction's TimeZone is the report's: by its clock a cohort's days begin. INVALID, with a problem noted,
 * when there is no such segment or cohort.
 */
enum outcome saved_filters_load(struct request *req, struct filters *filters);

#endif
