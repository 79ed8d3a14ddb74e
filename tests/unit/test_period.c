/*
 * Ranges as query strings ask for them.
 * SPDX-License-Identifier: MIT
 */
#include "period.h"

#include "asked.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

/* "start end unit zone zoned comparison", or the problems behind "! ". */
static void
expect_period(const char *query, const char *expected)
{
	struct period period;
	struct request *req = asked(query, NULL);
	const char *got;
	if (period_read(req, &period))
		got = arena_format(req->arena, "%lld %lld %s %s %s %d", period.range.start,
				   period.range.end, *period.unit == '\0' ? "-" : period.unit,
				   period.time_zone, period.zoned ? "zoned" : "Z",
				   period.comparison);
	else
		got = arena_format(req->arena, "! %s", asked_problems(req));
	if (strcmp(got, expected) != 0)
		printf("\n    ?%s\n    expected %s\n    got      %s\n", query, expected, got);
	CU_ASSERT_STRING_EQUAL(got, expected);
	asked_free(req);
}

static void
reads_milliseconds_with_both_ends(void)
{
	expect_period("startAt=1000&endAt=1999", "1000 2000 - UTC Z 0");
	expect_period("startAt=1000&endAt=1000", "1000 1001 - UTC Z 0");
	expect_period("startAt=-5&endAt=0", "-5 1 - UTC Z 0");
}

static void
reads_dates_and_times_with_an_offset(void)
{
	expect_period("startDate=2026-03-29&endDate=2026-03-29T01:30:00.250Z",
		      "1774742400000 1774747800251 - UTC Z 0");
	expect_period("startDate=2026-03-29T01:30%2B02:00&endDate=2026-03-29T01:30:59-0330",
		      "1774740600000 1774760459001 - UTC Z 0");
}

static void
numbers_go_before_dates(void)
{
	expect_period("startAt=1000&endAt=1999&startDate=nonsense&endDate=2026-01-01",
		      "1000 2000 - UTC Z 0");
}

static void
reads_unit_zone_and_comparison(void)
{
	expect_period("startAt=0&endAt=1&unit=month&timezone=Europe/Paris&compare=yoy",
		      "0 2 month Europe/Paris zoned 2");
	expect_period("startAt=0&endAt=1&timezone=utc&compare=prev", "0 2 - UTC Z 1");
	expect_period("startAt=0&endAt=1&timezone=UTC", "0 2 - UTC zoned 0");
}

static void
keeps_within_the_times_that_events_can_have(void)
{
	expect_period("startAt=-8640000000000000&endAt=8640000000000000",
		      "-8000000000000 8000000000001 - UTC Z 0");
}

static void
notes_every_problem(void)
{
	static const char *const cases[][2] = {
		{ "", "! startAt: Required. | endAt: Required." },
		{ "startAt=1", "! endAt: Required." },
		{ "startAt=x&endAt=1.5&unit=week", "! startAt: Must be a number. | endAt: Must be "
						   "a whole number. | unit: Must be one of: "
						   "minute, hour, day, month, year." },
		{ "startAt=8640000000000001&endAt=1", "! startAt: Must be at most 8.64e+15." },
		{ "startAt=2&endAt=1", "! endAt: Must not be before the start." },
		{ "startDate=2026-02-02&endDate=2026-02-01",
		  "! endDate: Must not be before the start." },
		{ "startDate=2026-02-30&endDate=2026-02-01",
		  "! startDate: Must be a date, or a time with Z or an offset, in ISO 8601." },
		{ "startAt=1&endAt=2&timezone=%2B02:00",
		  "! timezone: Must be the name of a time zone, like Europe/Paris." },
		{ "startAt=1&endAt=2&compare=", "! compare: Must be one of: prev, yoy." },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect_period(cases[i][0], cases[i][1]);
}

static void
the_range_before_is_as_long_and_ends_where_this_starts(void)
{
	struct range before = range_before((struct range){ 1000, 1600 });
	CU_ASSERT_EQUAL(before.start, 400);
	CU_ASSERT_EQUAL(before.end, 1000);
}

static void
events_are_chosen_by_their_keys(void)
{
	struct event_range events = range_events((struct range){ 1, 3 }, 0);
	CU_ASSERT_EQUAL(events.lowest_id, 1048576);
	CU_ASSERT_EQUAL(events.limit_id, 3 * 1048576);
	events = range_events((struct range){ -2, 0 }, 0);
	CU_ASSERT_EQUAL(events.lowest_id, -2 * 1048576);
	CU_ASSERT_EQUAL(events.limit_id, 0);
}

static void
a_reset_cuts_the_range(void)
{
	struct event_range events = range_events((struct range){ 10, 20 }, 15);
	CU_ASSERT_EQUAL(events.lowest_id, 15 * 1048576);
	CU_ASSERT_EQUAL(events.limit_id, 20 * 1048576);
	events = range_events((struct range){ 10, 20 }, 5);
	CU_ASSERT_EQUAL(events.lowest_id, 10 * 1048576);
	events = range_events((struct range){ 10, 20 }, 20);
	CU_ASSERT_EQUAL(events.lowest_id, events.limit_id);
	events = range_events((struct range){ 10, 20 }, 30);
	CU_ASSERT_EQUAL(events.lowest_id, events.limit_id);
}

static void
the_longest_range_has_keys(void)
{
	struct range longest = { -(1LL << 62), 1LL << 62 };
	struct event_range events = range_events(longest, 0);
	CU_ASSERT(events.lowest_id < 0);
	CU_ASSERT_EQUAL(events.limit_id, -events.lowest_id);
	CU_ASSERT_EQUAL(events.limit_id, 8000000000000LL * 1048576);
}

static const struct unit_test tests[] = {
	TEST(reads_milliseconds_with_both_ends),
	TEST(reads_dates_and_times_with_an_offset),
	TEST(numbers_go_before_dates),
	TEST(reads_unit_zone_and_comparison),
	TEST(keeps_within_the_times_that_events_can_have),
	TEST(notes_every_problem),
	TEST(the_range_before_is_as_long_and_ends_where_this_starts),
	TEST(events_are_chosen_by_their_keys),
	TEST(a_reset_cuts_the_range),
	TEST(the_longest_range_has_keys),
};

UNIT_MAIN("period", tests)
