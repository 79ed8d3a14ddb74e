/*
 * Reading ranges out of query strings, and turning them into keys of events.
 * SPDX-License-Identifier: MIT
 */
#include "period.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "field.h"
#include "iso_time.h"

/* JavaScript's dates end here; callers that mean "all time" send its ends. */
#define DATE_MAX         8640000000000000LL
/* The times that an event id can hold, with room: they end in 2223. */
#define EVENT_TIME_MAX   8000000000000LL
#define EVENT_IDS_PER_MS 1048576LL

static const char *const units[] = { "minute", "hour", "day", "month", "year", NULL };
static const char *const comparisons[] = { "prev", "yoy", NULL };

/* What the query string says. */
struct asked {
	long long start_at, end_at; /* LLONG_MIN: absent */
	const char *start_date, *end_date;
	const char *unit, *time_zone, *compare;
};

static const struct field range_fields[] = FIELDS(
	FIELD_AS(struct asked, start_at, "startAt", .minimum = -DATE_MAX, .maximum = DATE_MAX),
	FIELD_AS(struct asked, end_at, "endAt", .minimum = -DATE_MAX, .maximum = DATE_MAX),
	FIELD_AS(struct asked, start_date, "startDate"),
	FIELD_AS(struct asked, end_date, "endDate"),
	FIELD_AS(struct asked, unit, "unit", .words = units),
	FIELD_AS(struct asked, compare, "compare", .words = comparisons));

static const struct field zone_fields[] =
	FIELDS(FIELD_AS(struct asked, time_zone, "timezone", .flags = FIELD_TIME_ZONE));

/* One end of the range: the number, or else the date. */
static bool
read_end(struct request *req, long long *ms, const char *date, const char *number_name,
	 const char *date_name)
{
	if (*ms != LLONG_MIN)
		return true;
	if (date == NULL)
		return request_problem(req, number_name, "Required.");
	return iso_time_parse(date, ms) ||
	       request_problem(req, date_name,
			       "Must be a date, or a time with Z or an offset, in ISO 8601.");
}

static long long
limited(long long ms)
{
	return ms < -EVENT_TIME_MAX ? -EVENT_TIME_MAX : ms > EVENT_TIME_MAX ? EVENT_TIME_MAX : ms;
}

static bool
read_range(struct request *req, struct asked *asked, struct range *range)
{
	bool valid = read_end(req, &asked->start_at, asked->start_date, "startAt", "startDate");
	valid &= read_end(req, &asked->end_at, asked->end_date, "endAt", "endDate");
	if (!valid)
		return false;
	if (asked->end_at < asked->start_at)
		return request_problem(req, asked->end_date == NULL ? "endAt" : "endDate",
				       "Must not be before the start.");
	range->start = limited(asked->start_at);
	range->end = limited(asked->end_at) + 1;
	return true;
}

bool
period_read_zone(struct request *req, struct period *period)
{
	struct asked asked = { .time_zone = NULL };
	bool valid = fields_from_query(req, zone_fields, &asked);
	period->zoned = valid && asked.time_zone != NULL && strcmp(asked.time_zone, "utc") != 0;
	snprintf(period->time_zone, sizeof(period->time_zone), "%s",
		 period->zoned ? asked.time_zone : "UTC");
	return valid;
}

bool
period_read(struct request *req, struct period *period)
{
	struct asked asked = { .start_at = LLONG_MIN, .end_at = LLONG_MIN };
	bool valid = fields_from_query(req, range_fields, &asked);
	valid &= period_read_zone(req, period);
	if (!valid || !read_range(req, &asked, &period->range))
		return false;
	period->unit = asked.unit == NULL ? "" : asked.unit;
	period->comparison = asked.compare == NULL               ? COMPARE_NONE
			     : strcmp(asked.compare, "yoy") == 0 ? COMPARE_YEAR
								 : COMPARE_PREVIOUS;
	return true;
}

struct range
range_before(struct range range)
{
	assert(range.start <= range.end);
	return (struct range){ .start = range.start - (range.end - range.start),
			       .end = range.start };
}

struct event_range
range_events(struct range range, long long reset_at)
{
	long long start = limited(reset_at != 0 && range.start < reset_at ? reset_at : range.start);
	long long end = limited(range.end);
	if (end < start)
		end = start;
	return (struct event_range){ .lowest_id = start * EVENT_IDS_PER_MS,
				     .limit_id = end * EVENT_IDS_PER_MS };
}
