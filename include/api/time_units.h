/*
 * Units of time by the clock of a report: which of them each minute of a range is in. On a worker, in a transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef TIME_UNITS_H
#define TIME_UNITS_H

#include "outcome.h"
#include "period.h"
#include "request.h"
#include "tally.h"
#include "zone.h"

#include <stdbool.h>
#include <stdint.h>

/* 30 days by the hour are the most that report_unit() lets through, beside years. */
enum { TIME_UNITS_MAX = 1000 };

struct time_units {
	const struct zone *zone;
	enum zone_unit unit;
	long long first_minute; /* since 1970 */
	uint32_t minute_count;
	const uint16_t *unit_of_minute; /* of each minute from the first one on */
	uint32_t count;
	int64_t starts
		[TIME_UNITS_MAX]; /* what the clock shows when each unit begins, as zone_units() gives it */
	bool zoned;
};

/* The units of a range that is not empty, in the request's arena. */
enum outcome time_units_read(struct request *req, const struct period *period, struct range range,
			     struct time_units *units);

/* What a tally by these units is asked. */
struct tally_asked time_units_tally(const struct time_units *units);

/* The unit of a moment in the range, in milliseconds since 1970. */
uint16_t time_units_find(const struct time_units *units, long long ms);

/* When a unit begins, as reports show it. */
const char *time_units_text(const struct time_units *units, uint32_t unit,
			    char text[ZONE_TEXT_SIZE]);

#endif
