/*
 * The writing half of facts.h: rows of one table each, from a batch that has been placed. In the batch's transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef FACTS_ROWS_H
#define FACTS_ROWS_H

#include "facts.h"
#include "outcome.h"
#include "placement.h"

/* pgc/collect/facts_visits.pgc: new visits, and those that only grew at their end */
enum outcome visits_write(const struct placement *placement);
/* Gives the rows of visits that were taken in to the visit that took them, and removes them. */
enum outcome visits_merge(const struct placement *placement);
/* Counts visits again from their rows, after those have been written: something came out of order. */
enum outcome visits_recount(const struct placement *placement);

/* pgc/collect/facts_events.pgc */
enum outcome events_write(const struct facts *facts);
enum outcome event_properties_write(const struct facts *facts);
/* The last word on each name counts, in the order the words came. */
enum outcome visitor_properties_write(const struct facts *facts);
enum outcome revenues_write(const struct facts *facts);

/* pgc/collect/facts_engagement.pgc */
enum outcome engagements_write(const struct facts *facts);

/* pgc/collect/facts_performance.pgc */
enum outcome performances_write(const struct facts *facts);

#endif
