/*
 * Minutes are numbered once a report; whatever it counts then looks its unit up.
 * SPDX-License-Identifier: MIT
 */
#include "time_units.h"

#include "zones.h"

enum { MINUTE_MS = 60000 };

enum outcome
time_units_read(struct request *req, const struct period *period, struct range range,
		struct time_units *units)
{
	enum outcome outcome = zones_find(period->time_zone, &units->zone);
	if (outcome != DONE)
		return outcome;
	units->unit = zone_unit_named(period->unit);
	units->zoned = period->zoned;
	units->first_minute = range.start / MINUTE_MS;
	units->minute_count = (uint32_t)((range.end - 1) / MINUTE_MS - units->first_minute + 1);
	uint16_t *unit_of_minute =
		arena_alloc_bytes(req->arena, units->minute_count * sizeof(*unit_of_minute));
	units->unit_of_minute = unit_of_minute;
	return unit_of_minute != NULL && zone_units(units->zone, units->unit, units->first_minute,
						    units->minute_count, unit_of_minute,
						    units->starts, TIME_UNITS_MAX, &units->count)
		       ? DONE
		       : TOO_LARGE;
}

struct tally_asked
time_units_tally(const struct time_units *units)
{
	return (struct tally_asked){ .by = BY_TIME,
				     .zone = units->zone,
				     .unit = units->unit,
				     .unit_count = units->count,
				     .unit_of_minute = units->unit_of_minute,
				     .first_minute = units->first_minute,
				     .minute_count = units->minute_count,
				     .unit_starts = units->starts };
}

uint16_t
time_units_find(const struct time_units *units, long long ms)
{
	return units->unit_of_minute[ms / MINUTE_MS - units->first_minute];
}

const char *
time_units_text(const struct time_units *units, uint32_t unit, char text[ZONE_TEXT_SIZE])
{
	return zone_text(units->starts[unit], !units->zoned, text);
}
