/*
 * The halves of facts.h by table: each prepares its statements once for a connection. What writes adds its rows to those
 * that facts_commit() sends; the rest runs at once, in the batch's transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef FACTS_ROWS_H
#define FACTS_ROWS_H

#include "facts.h"
#include "outcome.h"
#include "placement.h"

/* pgc/collect/facts_visitors.pgc */
enum outcome visitors_prepare(void);
/* Gives visitors who are in mid-visit while the salt rotates their new hash. */
enum outcome visitors_carry_over(const struct facts *facts);
/* Gives the batch's visitors their numbers and the visits near its events, remembered or read. */
enum outcome visitors_find(struct facts *facts);
enum outcome visitors_write(struct facts *facts);
/* Gives duplicates their visitor's number, where it is known; once the batch's new visitors have theirs. */
enum outcome visitors_of_duplicates(const struct facts *facts);

/* pgc/collect/facts_visits.pgc */
enum outcome visits_prepare(void);
/* New visits, and those that only grew at their end. */
enum outcome visits_write(struct facts *facts);
/* Gives the rows of visits that were taken in to the visit that took them, and removes them. */
enum outcome visits_merge(const struct placement *placement);
/* Counts visits again from their rows, after those have been written: something came out of order. */
enum outcome visits_recount(const struct placement *placement);

/* pgc/collect/facts_events.pgc */
enum outcome events_prepare(void);
enum outcome events_write(struct facts *facts);
enum outcome event_properties_write(struct facts *facts);
/* The last word on each name counts, in the order the words came. */
enum outcome visitor_properties_write(struct facts *facts);
enum outcome revenues_write(struct facts *facts);

/* pgc/collect/facts_engagement.pgc */
enum outcome engagements_prepare(void);
enum outcome engagements_write(struct facts *facts);

/* pgc/collect/facts_changes.pgc */
enum outcome changes_prepare(void);
/* What has become of visits and events, for their blocks; once everything else is decided, and visits_recount() has run. */
enum outcome changes_write(struct facts *facts);

/* pgc/collect/facts_performance.pgc */
enum outcome performances_prepare(void);
enum outcome performances_write(struct facts *facts);

#endif
