/*
 * A first minute a visitor, and a bit for each day after it.
 * SPDX-License-Identifier: MIT
 */
#include "retention.h"

#include <stdlib.h>
#include <string.h>

enum { DAY_MINUTES = 24 * 60 };
#define NEVER UINT32_MAX

/* A zone's clock, and between which minutes it last was. */
struct clock {
	const struct zone *zone;
	int change;
	int64_t from, until;
	int offset;
};

struct retention {
	const struct view *view;
	struct clock clock;
	struct walk *newcomers, *returns;
	uint32_t *first_minutes; /* by visitor, since 1970; NEVER: not a visitor of any day */
	uint32_t *days_later;    /* by visitor: 1 << how many days after the first one */
	struct retention_day *days;
};

/* ---- days ---- */

/* Finds the change that a minute comes after; most minutes that are asked for come after the same one. */
static void
move_clock(struct clock *clock, int64_t minute)
{
	const struct zone *zone = clock->zone;
	int at = clock->change;
	while (at + 1 < zone->count && zone->changes[at + 1].minute <= minute)
		at++;
	while (at > 0 && zone->changes[at].minute > minute)
		at--;
	clock->change = at;
	clock->from = at == 0 ? INT64_MIN : zone->changes[at].minute;
	clock->until = at + 1 < zone->count ? zone->changes[at + 1].minute : INT64_MAX;
	clock->offset = zone->changes[at].offset;
}

/* The day that the clock shows, since 1970: no event is from before 2000. */
static inline int64_t
day_of(struct clock *clock, uint32_t minute)
{
	if (minute < clock->from || minute >= clock->until)
		move_clock(clock, minute);
	return ((int64_t)minute + clock->offset) / DAY_MINUTES;
}

struct retention *
retention_new(const struct view *view, const struct retention_asked *asked)
{
	const struct row_values nothing = { .of_pages = NULL };
	struct retention *retention = calloc(1, sizeof(*retention));
	if (retention == NULL)
		return NULL;
	size_t visitors = (size_t)view->visitor_limit + 1;
	retention->view = view;
	retention->clock = (struct clock){ .zone = asked->zone };
	retention->newcomers = walk_new(view, &asked->newcomers, nothing);
	retention->returns = walk_new(view, &asked->returns, nothing);
	retention->first_minutes = malloc(visitors * sizeof(uint32_t));
	retention->days_later = calloc(visitors, sizeof(uint32_t));
	if (retention->newcomers == NULL || retention->returns == NULL ||
	    retention->first_minutes == NULL || retention->days_later == NULL) {
		retention_free(retention);
		return NULL;
	}
	memset(retention->first_minutes, 0xFF, visitors * sizeof(uint32_t));
	return retention;
}

void
retention_free(struct retention *retention)
{
	if (retention == NULL)
		return;
	walk_free(retention->newcomers);
	walk_free(retention->returns);
	free(retention->first_minutes);
	free(retention->days_later);
	free(retention->days);
	free(retention);
}

/* ---- first days ---- */

static bool
read_newcomers(void *context, const struct view_block *block, const struct walked *walked)
{
	struct retention *retention = context;
	const struct column *visitors = &block->columns[COLUMN_VISITOR]->column;
	const struct column *minutes = &block->columns[COLUMN_MINUTE]->column;
	struct walked_visit visit = walked_start(walked);
	while (walked_next(walked, &visit)) {
		uint32_t *first = &retention->first_minutes[column_value(visitors, visit.visit)];
		uint32_t minute = column_value(minutes, visit.places[0]);
		*first = minute < *first ? minute : *first;
	}
	return true;
}

struct walk_scan
retention_newcomers(struct retention *retention)
{
	return (struct walk_scan){ .walk = retention->newcomers,
				   .columns = 1 << COLUMN_MINUTE,
				   .read = read_newcomers,
				   .context = retention };
}

/* ---- days later ---- */

/* The bit of a day; none where it is too late, or earlier, which a clock that is put back over midnight makes it. */
static inline uint32_t
bit_of(int64_t later)
{
	return later >= 0 && later < RETENTION_DAYS ? 1u << later : 0;
}

/* The days of a visit's rows, which are mostly one: then the last row has the first one's, by the same reading of the clock. */
static uint32_t
days_of(struct clock *clock, const struct column *minutes, const struct walked_visit *visit,
	int64_t first)
{
	const uint32_t *places = visit->places;
	int64_t begins = day_of(clock, column_value(minutes, places[0]));
	uint32_t last = column_value(minutes, places[visit->count - 1]);
	uint32_t days = bit_of(begins - first);
	if (last < clock->until && day_of(clock, last) == begins)
		return days;
	for (uint32_t i = 1; i < visit->count; i++)
		days |= bit_of(day_of(clock, column_value(minutes, places[i])) - first);
	return days;
}

static bool
read_returns(void *context, const struct view_block *block, const struct walked *walked)
{
	struct retention *retention = context;
	const struct column *visitors = &block->columns[COLUMN_VISITOR]->column;
	const struct column *minutes = &block->columns[COLUMN_MINUTE]->column;
	struct walked_visit visit = walked_start(walked);
	while (walked_next(walked, &visit)) {
		uint32_t visitor = column_value(visitors, visit.visit);
		if (retention->first_minutes[visitor] == NEVER)
			continue;
		int64_t first = day_of(&retention->clock, retention->first_minutes[visitor]);
		retention->days_later[visitor] |=
			days_of(&retention->clock, minutes, &visit, first);
	}
	return true;
}

struct walk_scan
retention_returns(struct retention *retention)
{
	return (struct walk_scan){ .walk = retention->returns,
				   .columns = 1 << COLUMN_MINUTE,
				   .read = read_returns,
				   .context = retention };
}

/* ---- the table ---- */

/* The first minute of all and the last; false when there is no visitor. */
static bool
find_bounds(const struct retention *retention, uint32_t *lowest, uint32_t *highest)
{
	*lowest = NEVER;
	*highest = 0;
	for (uint32_t visitor = 0; visitor <= retention->view->visitor_limit; visitor++) {
		uint32_t minute = retention->first_minutes[visitor];
		if (minute == NEVER)
			continue;
		*lowest = minute < *lowest ? minute : *lowest;
		*highest = minute > *highest ? minute : *highest;
	}
	return *lowest != NEVER;
}

/* A clock that is put back makes a later minute one of an earlier day: a day more on either side. */
static bool
make_days(struct retention *retention, uint32_t *count)
{
	uint32_t lowest, highest;
	bool any = find_bounds(retention, &lowest, &highest);
	int64_t first = any ? day_of(&retention->clock, lowest) - 1 : 0;
	int64_t last = any ? day_of(&retention->clock, highest) + 1 : 0;
	*count = any ? (uint32_t)(last - first + 1) : 0;
	retention->days = calloc((size_t)*count + 1, sizeof(*retention->days));
	if (retention->days == NULL)
		return false;
	for (uint32_t i = 0; i < *count; i++)
		retention->days[i].day = first + i;
	return true;
}

const struct retention_day *
retention_days(struct retention *retention, uint32_t *count)
{
	if (!make_days(retention, count))
		return NULL;
	for (uint32_t visitor = 0; visitor <= retention->view->visitor_limit; visitor++) {
		if (retention->first_minutes[visitor] == NEVER)
			continue;
		int64_t day = day_of(&retention->clock, retention->first_minutes[visitor]);
		uint32_t *there = retention->days[day - retention->days[0].day].there;
		for (uint32_t days = retention->days_later[visitor]; days != 0; days &= days - 1)
			there[__builtin_ctz(days)]++;
	}
	return retention->days;
}
