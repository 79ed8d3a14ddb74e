/*
 * The time range of a report, as the query string asks for it. Pure: whether a time zone exists, and what its clock
 * shows, is the database's to say.
 * SPDX-License-Identifier: MIT
 */
#ifndef PERIOD_H
#define PERIOD_H

#include "request.h"

#include <stdbool.h>

enum { TIME_ZONE_SIZE = 65 };

/* Which range another one is compared with. */
enum comparison { COMPARE_NONE, COMPARE_PREVIOUS, COMPARE_YEAR };

/* Half-open, in milliseconds since 1970. */
struct range {
	long long start;
	long long end; /* the first millisecond after it */
};

struct period {
	struct range range;
	enum comparison comparison;
	const char *unit;               /* "minute" to "year"; "" when none was asked for */
	char time_zone[TIME_ZONE_SIZE]; /* "UTC" when none was asked for */
	bool zoned; /* a time zone was asked for: times are shown by its clock, without Z */
};

/*
 * Reads startAt and endAt (or startDate and endDate), unit, timezone and compare. False, with every
 * problem noted, when one of them is missing or wrong.
 */
bool period_read(struct request *req, struct period *period);

/* Reads timezone alone, for reports whose range is given. */
bool period_read_zone(struct request *req, struct period *period);

/* The range of the same length that ends where `range` starts. */
struct range range_before(struct range range);

/* The same range as keys of the table events: lowest_id <= event_id < limit_id. */
struct event_range {
	long long lowest_id;
	long long limit_id;
};

/* Without what happened before `reset_at` (ms since 1970; 0: the website was never reset); empty
 * when nothing is left. */
struct event_range range_events(struct range range, long long reset_at);

#endif
