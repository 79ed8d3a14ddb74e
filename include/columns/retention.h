/*
 * On which days after their first one visitors come back: what that is stands in docs/numbers.md. Pure; one thread.
 *
 *     retention = retention_new(view, &asked);
 *     scan retention_newcomers: from the rows that count, each visitor's first day
 *     scan retention_returns: from all rows of the range, the days on which they came
 *     retention_days(retention, &count)
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_RETENTION_H
#define COLUMNS_RETENTION_H

#include "selection.h"
#include "view.h"
#include "walk.h"
#include "zone.h"

#include <stdbool.h>
#include <stdint.h>

enum { RETENTION_DAYS = 32 }; /* the first one with them */

struct retention_asked {
	struct selection_asked newcomers; /* the rows that make somebody a visitor of a day */
	struct selection_asked returns;   /* those that show that somebody was there */
	const struct zone *zone;          /* whose days they are */
};

struct retention;

/* `view` and `asked`, and everything that it points to, must stay. NULL without memory. */
struct retention *retention_new(const struct view *view, const struct retention_asked *asked);
void retention_free(struct retention *retention);

/* As a struct scan has them: first the one, then the other. */
/* What goes over the blocks: for who came first when, and then for who came back. */
struct walk_scan retention_newcomers(struct retention *retention);
struct walk_scan retention_returns(struct retention *retention);

/* The visitors of a day, and how many of them came so many days later: there[0] is all of them. */
struct retention_day {
	int64_t day; /* since 1970, by the zone's clock */
	uint32_t there[RETENTION_DAYS];
};

/*
 * After both scans: *count days from the first one with anybody to the last, those without with zeros; until retention_free().
 * NULL without memory.
 */
const struct retention_day *retention_days(struct retention *retention, uint32_t *count);

#endif
