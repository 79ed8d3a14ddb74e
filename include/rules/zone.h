/*
 * The clock of a time zone, from the moments at which its difference to UTC changes; since 2000, when all differences are whole
 * minutes. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef ZONE_H
#define ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ZONE_CHANGES_MAX = 256, ZONE_TEXT_SIZE = 24 };

struct zone {
	int count;
	/* By time: from which minute since 1970 (UTC) on the clock shows UTC and so many minutes more. The first one is the lowest. */
	struct zone_change {
		int64_t minute;
		int offset;
	} changes[ZONE_CHANGES_MAX];
};

enum zone_unit {
	ZONE_MINUTE,
	ZONE_HOUR,
	ZONE_HALF_DAY,
	ZONE_DAY,
	ZONE_MONTH,
	ZONE_YEAR,
	ZONE_WEEK_HOUR, /* the same one in all weeks */
	ZONE_UNIT_COUNT
};

/* "minute", "hour", "half day", "day", "month", "year" or "week hour"; ZONE_UNIT_COUNT for anything else. */
enum zone_unit zone_unit_named(const char *name);

/*
 * Numbers the units of the clock in `count` minutes from `first` (since 1970) on: unit_of_minute[i] becomes the place in
 * `starts` of the unit that minute first + i is in. A unit that the clock shows twice has one number. `starts` gets the minutes
 * that the clock shows when each begins, counted as if it were UTC (of hours of the week: since Sunday began); *unit_count of
 * them, in order. False when there are more than `units_max`.
 */
bool zone_units(const struct zone *zone, enum zone_unit unit, int64_t first, uint32_t count,
		uint16_t *unit_of_minute, int64_t *starts, uint32_t units_max,
		uint32_t *unit_count);

/* What the clock shows, counted in minutes as if it were UTC. */
int64_t zone_shown(const struct zone *zone, int64_t minute);

/* "2026-03-29 01:00:00" for minutes counted so; "2026-03-29T01:00:00Z" when it is UTC. */
const char *zone_text(int64_t shown, bool is_utc, char text[ZONE_TEXT_SIZE]);

#endif
