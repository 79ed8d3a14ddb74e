/*
 * Units of time beside the C library's clock, which is given the rules of some zones itself: those of the hour, of half an hour,
 * across midnight, and on both halves of the earth.
 * SPDX-License-Identifier: MIT
 */
#include "zone.h"

#include "random_rows.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY = 24 * 60, UNITS_MAX = 10000, SPAN_MAX = 4 * DAY };

static const char *const rules[] = {
	"UTC0",
	"CET-1CEST,M3.5.0,M10.5.0/3",          /* Paris */
	"EST5EDT,M3.2.0,M11.1.0",              /* New York */
	"NST3:30NDT,M3.2.0/0:01,M11.1.0/0:01", /* St. John's as it was: at one minute past midnight */
	"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", /* Lord Howe: half an hour */
	"<+0545>-5:45",                         /* Kathmandu */
	"CST5CDT,M3.2.0/0,M11.1.0/1",           /* Havana: at midnight */
	"<-03>3<-02>,M10.3.0/0,M2.3.0/0", /* São Paulo as it was: from midnight back into the day before */
};
enum { RULES = sizeof(rules) / sizeof(rules[0]) };

static long long
start_of_2025(void)
{
	return 1735689600LL / 60;
}

static struct tm
clock_at(long long minute)
{
	struct tm shown;
	time_t seconds = (time_t)minute * 60;
	localtime_r(&seconds, &shown);
	return shown;
}

/* Two years of changes, a minute at a time where a day has one. */
static struct zone
zone_of(const char *rule)
{
	struct zone zone = { .count = 0 };
	setenv("TZ", rule, 1);
	tzset();
	long long first = start_of_2025();
	int offset = (int)clock_at(first).tm_gmtoff / 60;
	zone.changes[zone.count++] = (struct zone_change){ 0, offset };
	for (long long day = first; day < first + 730 * DAY; day += DAY) {
		if (clock_at(day + DAY).tm_gmtoff / 60 == offset)
			continue;
		long long minute = day;
		while (clock_at(minute).tm_gmtoff / 60 == offset)
			minute++;
		offset = (int)clock_at(minute).tm_gmtoff / 60;
		zone.changes[zone.count++] = (struct zone_change){ minute, offset };
	}
	return zone;
}

/* What the clock shows, cut to the unit, as if it were UTC: in minutes. */
static int64_t
unit_start(long long minute, enum zone_unit unit)
{
	struct tm shown = clock_at(minute);
	if (unit >= ZONE_HOUR)
		shown.tm_min = 0;
	if (unit >= ZONE_HALF_DAY)
		shown.tm_hour -= shown.tm_hour % (unit == ZONE_HALF_DAY ? 12 : 24);
	if (unit >= ZONE_MONTH)
		shown.tm_mday = 1;
	if (unit >= ZONE_YEAR)
		shown.tm_mon = 0;
	return timegm(&shown) / 60;
}

static uint16_t units[730 * DAY];
static int64_t starts[UNITS_MAX];

static void
assert_units(const struct zone *zone, long long first, uint32_t count, enum zone_unit unit)
{
	uint32_t unit_count;
	int wrong = 0, first_seen = 0;
	static bool seen[UNITS_MAX];
	CU_ASSERT_TRUE_FATAL(
		zone_units(zone, unit, first, count, units, starts, UNITS_MAX, &unit_count));
	memset(seen, 0, sizeof(seen));
	for (uint32_t i = 0; i < count; i++) {
		wrong += units[i] >= unit_count || starts[units[i]] != unit_start(first + i, unit);
		first_seen += !seen[units[i]];
		seen[units[i]] = true;
	}
	/* in order, each once, and none without a minute */
	for (uint32_t i = 1; i < unit_count; i++)
		wrong += starts[i] <= starts[i - 1];
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT_EQUAL((uint32_t)first_seen, unit_count);
}

static void
units_are_cut_by_the_clock_around_each_change(void)
{
	srand(1);
	for (int r = 0; r < RULES; r++) {
		struct zone zone = zone_of(rules[r]);
		CU_ASSERT_EQUAL(zone.count, strchr(rules[r], ',') == NULL ? 1 : 5);
		for (int n = 0; n < 60; n++) {
			const struct zone_change *change = &zone.changes[random_below(zone.count)];
			long long around =
				change->minute > 0 ? change->minute : start_of_2025() + 300 * DAY;
			uint32_t count = 1 + (uint32_t)random_below(n % 2 ? 200 : SPAN_MAX);
			long long first = around - random_below(n % 3 ? 120 : count);
			enum zone_unit longest = count > 1000 ? ZONE_HOUR : ZONE_MINUTE;
			for (enum zone_unit unit = longest; unit <= ZONE_YEAR; unit++)
				assert_units(&zone, first, count, unit);
		}
	}
}

static void
two_years_have_all_their_months_and_days(void)
{
	for (int r = 0; r < RULES; r++) {
		struct zone zone = zone_of(rules[r]);
		assert_units(&zone, start_of_2025(), 729 * DAY, ZONE_DAY);
		assert_units(&zone, start_of_2025(), 729 * DAY, ZONE_MONTH);
		assert_units(&zone, start_of_2025(), 729 * DAY, ZONE_YEAR);
		for (long long at = start_of_2025(); at < start_of_2025() + 729 * DAY; at += 97)
			CU_ASSERT_EQUAL_FATAL(zone_shown(&zone, at), unit_start(at, ZONE_MINUTE));
	}
}

static void
hours_of_the_week_are_those_of_the_clock(void)
{
	for (int r = 0; r < RULES; r++) {
		struct zone zone = zone_of(rules[r]);
		int wrong = 0;
		for (int c = 0; c < zone.count; c++) {
			long long first = (c == 0 ? start_of_2025() : zone.changes[c].minute) - 777;
			uint32_t count;
			CU_ASSERT_TRUE_FATAL(zone_units(&zone, ZONE_WEEK_HOUR, first, 12000, units,
							starts, UNITS_MAX, &count));
			CU_ASSERT_EQUAL(count, 7 * 24);
			for (int i = 0; i < 12000; i++) {
				struct tm shown = clock_at(first + i);
				wrong += starts[units[i]] !=
					 (shown.tm_wday * 24 + shown.tm_hour) * 60;
			}
		}
		CU_ASSERT_EQUAL(wrong, 0);
	}
}

static void
more_units_than_there_is_room_for_are_refused(void)
{
	struct zone zone = zone_of("CET-1CEST,M3.5.0,M10.5.0/3");
	uint32_t count;
	long long day = start_of_2025() - 60; /* midnight in Paris */
	CU_ASSERT_TRUE(zone_units(&zone, ZONE_HOUR, day, DAY, units, starts, 24, &count));
	CU_ASSERT_EQUAL(count, 24);
	CU_ASSERT_FALSE(zone_units(&zone, ZONE_HOUR, day, DAY, units, starts, 23, &count));
	CU_ASSERT_FALSE(zone_units(&zone, ZONE_HOUR, day, DAY + 1, units, starts, 24, &count));
}

static void
texts_are_those_of_the_calendar(void)
{
	srand(2);
	int different = 0;
	char text[ZONE_TEXT_SIZE], expected[64];
	for (int i = 0; i < 20000; i++) {
		time_t seconds = (time_t)(random_below(80LL * 366 * DAY) * 60);
		struct tm date;
		gmtime_r(&seconds, &date);
		strftime(expected, sizeof(expected), "%Y-%m-%d %H:%M:%S", &date);
		different += strcmp(zone_text(seconds / 60, false, text), expected) != 0;
		strftime(expected, sizeof(expected), "%Y-%m-%dT%H:%M:%SZ", &date);
		different += strcmp(zone_text(seconds / 60, true, text), expected) != 0;
	}
	CU_ASSERT_EQUAL(different, 0);
}

static void
units_have_names(void)
{
	CU_ASSERT_EQUAL(zone_unit_named("minute"), ZONE_MINUTE);
	CU_ASSERT_EQUAL(zone_unit_named("hour"), ZONE_HOUR);
	CU_ASSERT_EQUAL(zone_unit_named("half day"), ZONE_HALF_DAY);
	CU_ASSERT_EQUAL(zone_unit_named("day"), ZONE_DAY);
	CU_ASSERT_EQUAL(zone_unit_named("month"), ZONE_MONTH);
	CU_ASSERT_EQUAL(zone_unit_named("year"), ZONE_YEAR);
	CU_ASSERT_EQUAL(zone_unit_named("week hour"), ZONE_WEEK_HOUR);
	CU_ASSERT_EQUAL(zone_unit_named("week"), ZONE_UNIT_COUNT);
}

static const struct unit_test tests[] = {
	TEST(units_are_cut_by_the_clock_around_each_change),
	TEST(two_years_have_all_their_months_and_days),
	TEST(hours_of_the_week_are_those_of_the_clock),
	TEST(more_units_than_there_is_room_for_are_refused),
	TEST(texts_are_those_of_the_calendar),
	TEST(units_have_names),
};

UNIT_MAIN("zone", tests)
