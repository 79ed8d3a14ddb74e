/*
 * Reading ranges, and the calendar that ISO 8601 needs.
 * SPDX-License-Identifier: MIT
 */
#include "period.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "field.h"

/* JavaScript's dates end here; callers that mean "all time" send its ends. */
#define DATE_MAX         8640000000000000LL
/* The times that an event id can hold, with room: they end in 2223. */
#define EVENT_TIME_MAX   8000000000000LL
#define DAY_MS           86400000LL
#define EVENT_IDS_PER_MS 1048576LL
/* Days of 400 years, after which the calendar repeats, and from 0000-03-01 to 1970-01-01. */
#define ERA_DAYS         146097
#define EPOCH_DAYS       719468

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

/* Days from 1970-01-01, by the Gregorian calendar. Years are counted from March, so that a leap day
 * comes last. */
static long long
days_from_date(long long year, int month, int day)
{
	long long from_march = month > 2 ? year : year - 1;
	long long era = (from_march >= 0 ? from_march : from_march - 399) / 400;
	long long year_of_era = from_march - era * 400;
	long long day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
	return era * ERA_DAYS + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - EPOCH_DAYS;
}

static int
days_in_month(int year, int month)
{
	return (int)(days_from_date(month == 12 ? year + 1 : year, month % 12 + 1, 1) -
		     days_from_date(year, month, 1));
}

/* Reads exactly `count` digits and moves on. */
static bool
read_digits(const char **text, int count, int *out)
{
	*out = 0;
	for (; count > 0; count--, (*text)++) {
		if (**text < '0' || **text > '9')
			return false;
		*out = *out * 10 + (**text - '0');
	}
	return true;
}

static bool
read_mark(const char **text, char mark)
{
	if (**text != mark)
		return false;
	(*text)++;
	return true;
}

/* ".25": as many digits as there are, of which three count. */
static bool
read_fraction(const char **text, int *ms)
{
	int weight = 100;
	*ms = 0;
	if (**text < '0' || **text > '9')
		return false;
	for (; **text >= '0' && **text <= '9'; (*text)++, weight /= 10)
		*ms += (**text - '0') * weight;
	return true;
}

static bool
read_date(const char **text, long long *days)
{
	int year, month, day;
	if (!read_digits(text, 4, &year) || !read_mark(text, '-') ||
	    !read_digits(text, 2, &month) || !read_mark(text, '-') || !read_digits(text, 2, &day))
		return false;
	*days = days_from_date(year, month, day);
	return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

/* "01:30", "01:30:00", "01:30:00.250" */
static bool
read_time(const char **text, long long *ms)
{
	int hour, minute, second = 0, fraction = 0;
	if (!read_digits(text, 2, &hour) || !read_mark(text, ':') || !read_digits(text, 2, &minute))
		return false;
	if (read_mark(text, ':')) {
		if (!read_digits(text, 2, &second))
			return false;
		if (read_mark(text, '.') && !read_fraction(text, &fraction))
			return false;
	}
	*ms = ((hour * 60LL + minute) * 60 + second) * 1000 + fraction;
	return hour <= 23 && minute <= 59 && second <= 59;
}

/* "Z", "+02:00", "-0330" */
static bool
read_offset(const char **text, long long *ms)
{
	int hours, minutes, sign = **text == '-' ? -1 : 1;
	*ms = 0;
	if (read_mark(text, 'Z'))
		return true;
	if (!read_mark(text, '+') && !read_mark(text, '-'))
		return false;
	if (!read_digits(text, 2, &hours))
		return false;
	read_mark(text, ':');
	if (!read_digits(text, 2, &minutes))
		return false;
	*ms = sign * (hours * 60LL + minutes) * 60000;
	return hours <= 23 && minutes <= 59;
}

bool
time_parse(const char *text, long long *ms)
{
	long long days, time = 0, offset = 0;
	if (!read_date(&text, &days))
		return false;
	if (read_mark(&text, 'T') && (!read_time(&text, &time) || !read_offset(&text, &offset)))
		return false;
	*ms = days * DAY_MS + time - offset;
	return *text == '\0';
}

void
time_format(long long ms, char out[TIME_TEXT_SIZE])
{
	int time = (int)((ms % DAY_MS + DAY_MS) % DAY_MS);
	/* Days from 0000-03-01, where an era of 400 years starts. */
	long long days = (ms - time) / DAY_MS + EPOCH_DAYS;
	long long era = (days >= 0 ? days : days - (ERA_DAYS - 1)) / ERA_DAYS;
	int of_era = (int)(days - era * ERA_DAYS);
	int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / (ERA_DAYS - 1)) / 365;
	int of_year = of_era - (365 * year + year / 4 - year / 100);
	int month = (5 * of_year + 2) / 153; /* from March */
	int day = of_year - (153 * month + 2) / 5 + 1;
	snprintf(out, TIME_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
		 (int)(year + era * 400 + (month >= 10)), (month + 2) % 12 + 1, day, time / 3600000,
		 time / 60000 % 60, time / 1000 % 60, time % 1000);
}

/* One end of the range: the number, or else the date. */
static bool
read_end(struct request *req, long long *ms, const char *date, const char *number_name,
	 const char *date_name)
{
	if (*ms != LLONG_MIN)
		return true;
	if (date == NULL)
		return request_problem(req, number_name, "Required.");
	return time_parse(date, ms) ||
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
