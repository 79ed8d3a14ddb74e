/*
 * Units are cut in runs: from a minute to the next change of the clock or the end of the unit, whatever comes first.
 * SPDX-License-Identifier: MIT
 */
#include "zone.h"

#include <stdio.h>
#include <string.h>

enum {
	HOUR_MINUTES = 60,
	DAY_MINUTES = 24 * HOUR_MINUTES,
	WEEK_MINUTES = 7 * DAY_MINUTES,
	FIRST_WEEKDAY = 4 /* the 1st of January 1970 was a Thursday */
};

enum zone_unit
zone_unit_named(const char *name)
{
	static const char *const names[ZONE_UNIT_COUNT] = { "minute", "hour", "half day", "day",
							    "month",  "year", "week hour" };
	enum zone_unit unit = 0;
	while (unit < ZONE_UNIT_COUNT && strcmp(names[unit], name) != 0)
		unit++;
	return unit;
}

/* The change that holds at a minute. */
static int
change_at(const struct zone *zone, int64_t minute)
{
	int low = 0, high = zone->count - 1;
	while (low < high) {
		int middle = (low + high + 1) / 2;
		if (zone->changes[middle].minute <= minute)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

int64_t
zone_shown(const struct zone *zone, int64_t minute)
{
	return minute + zone->changes[change_at(zone, minute)].offset;
}

/*
 * Days since 1970 of a date in the Gregorian calendar, and back. Source of both: Howard Hinnant, "chrono-Compatible Low-Level
 * Date Algorithms" (days_from_civil, civil_from_days), for years from 0 on.
 */
static int64_t
days_of(int64_t year, int month)
{
	year -= month <= 2;
	int64_t era = year / 400, year_of_era = year - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - 719468;
}

struct date {
	int64_t year;
	int month;
	int day;
};

static struct date
date_of(int64_t days)
{
	days += 719468;
	int64_t era = days / 146097, day_of_era = days - era * 146097;
	int64_t year =
		(day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
	int month = (int)((5 * day_of_year + 2) / 153);
	int day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	month += month < 10 ? 3 : -9;
	return (struct date){ year + era * 400 + (month <= 2), month, day };
}

/* Where the unit of a shown minute begins, and where it ends, both as shown. */
static int64_t
unit_start(enum zone_unit unit, int64_t shown, int64_t *end)
{
	struct date date = date_of(shown / DAY_MINUTES);
	int64_t start;
	switch (unit) {
	case ZONE_MINUTE:
		*end = shown + 1;
		return shown;
	case ZONE_HOUR:
		start = shown - shown % HOUR_MINUTES;
		*end = start + HOUR_MINUTES;
		return start;
	case ZONE_HALF_DAY:
		start = shown - shown % (DAY_MINUTES / 2);
		*end = start + DAY_MINUTES / 2;
		return start;
	case ZONE_DAY:
		start = shown - shown % DAY_MINUTES;
		*end = start + DAY_MINUTES;
		return start;
	case ZONE_WEEK_HOUR:
		start = shown - shown % HOUR_MINUTES;
		*end = start + HOUR_MINUTES;
		return (start + FIRST_WEEKDAY * DAY_MINUTES) % WEEK_MINUTES;
	case ZONE_MONTH:
		*end = days_of(date.year + (date.month == 12),
			       date.month == 12 ? 1 : date.month + 1) *
		       DAY_MINUTES;
		return days_of(date.year, date.month) * DAY_MINUTES;
	default:
		*end = days_of(date.year + 1, 1) * DAY_MINUTES;
		return days_of(date.year, 1) * DAY_MINUTES;
	}
}

/* A run of minutes of one unit. */
struct run {
	uint32_t end;  /* the first minute that is not of it */
	int64_t start; /* of the unit, as shown */
};

static struct run
run_at(const struct zone *zone, enum zone_unit unit, int64_t first, uint32_t at, uint32_t count)
{
	int change = change_at(zone, first + at);
	int64_t offset = zone->changes[change].offset, end;
	struct run run = { .start = unit_start(unit, first + at + offset, &end) };
	int64_t until = end - offset - first;
	if (change + 1 < zone->count && zone->changes[change + 1].minute - first < until)
		until = zone->changes[change + 1].minute - first;
	run.end = until < count ? (uint32_t)until : count;
	return run;
}

/* The place of the first of `starts` that is not below this one: near the end, since a clock is put back by hours at most. */
static uint32_t
place_of(int64_t start, const int64_t *starts, uint32_t count)
{
	while (count > 0 && starts[count - 1] >= start)
		count--;
	return count;
}

/* Adds the start of a unit where it is not there yet. */
static bool
add_start(int64_t start, int64_t *starts, uint32_t units_max, uint32_t *unit_count)
{
	uint32_t place = place_of(start, starts, *unit_count);
	if (place < *unit_count && starts[place] == start)
		return true;
	if (*unit_count == units_max)
		return false;
	memmove(&starts[place + 1], &starts[place], (*unit_count - place) * sizeof(*starts));
	starts[place] = start;
	(*unit_count)++;
	return true;
}

bool
zone_units(const struct zone *zone, enum zone_unit unit, int64_t first, uint32_t count,
	   uint16_t *unit_of_minute, int64_t *starts, uint32_t units_max, uint32_t *unit_count)
{
	struct run run;
	*unit_count = 0;
	for (uint32_t at = 0; at < count; at = run.end) {
		run = run_at(zone, unit, first, at, count);
		if (!add_start(run.start, starts, units_max, unit_count))
			return false;
	}
	/* The first units shown need not be the lowest: a range may begin while the clock shows something for the first time. */
	uint32_t known = 0;
	for (uint32_t at = 0; at < count; at = run.end) {
		run = run_at(zone, unit, first, at, count);
		while (known < *unit_count && starts[known] <= run.start)
			known++;
		uint16_t number = (uint16_t)place_of(run.start, starts, known);
		for (uint32_t minute = at; minute < run.end; minute++)
			unit_of_minute[minute] = number;
	}
	return true;
}

const char *
zone_text(int64_t shown, bool is_utc, char text[ZONE_TEXT_SIZE])
{
	struct date date = date_of(shown / DAY_MINUTES);
	int minute = (int)(shown % DAY_MINUTES);
	snprintf(text, ZONE_TEXT_SIZE,
		 is_utc ? "%04lld-%02d-%02dT%02d:%02d:00Z" : "%04lld-%02d-%02d %02d:%02d:00",
		 (long long)date.year, date.month, date.day, minute / HOUR_MINUTES,
		 minute % HOUR_MINUTES);
	return text;
}
