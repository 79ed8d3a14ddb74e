/*
 * Saved segments and cohorts as the API writes them, and the selections that reports make of them.
 * SPDX-License-Identifier: MIT
 */
#include "segment.h"

#include "asked.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

static void
expect_text(const char *asked_for, const char *got, const char *expected)
{
	if (strcmp(got, expected) != 0)
		printf("\n    %s\n    expected %s\n    got      %s\n", asked_for, expected, got);
	CU_ASSERT_STRING_EQUAL(got, expected);
}

/* "start end units unit type value", or the problems behind "! ". */
static void
expect_cohort(const char *parameters, const char *expected)
{
	struct segment segment;
	struct request *req = asked("", parameters);
	const char *got;
	if (segment_read(req, request_body(req), "", "cohort", &segment))
		got = arena_format(req->arena, "%lld %lld %d %s %s %s", segment.range.fixed.start,
				   segment.range.fixed.end, segment.range.units,
				   segment.range.unit == NULL ? "-" : segment.range.unit,
				   segment.action_type == NULL ? "-" : segment.action_type,
				   segment.action_value == NULL ? "-" : segment.action_value);
	else
		got = arena_format(req->arena, "! %s", asked_problems(req));
	expect_text(parameters, got, expected);
	asked_free(req);
}

#define EVER "-1152921504606846976 1152921504606846976 0 - "

static void
a_cohort_has_a_range_and_an_action(void)
{
	static const char *const cases[][2] = {
		{ "{}", EVER "- -" },
		{ "{\"dateRange\":null,\"action\":null,\"filters\":null,\"match\":null}",
		  EVER "- -" },
		{ "{\"dateRange\":\"all\"}", EVER "- -" },
		{ "{\"dateRange\":\"range:5:9\"}", "5 10 0 - - -" },
		{ "{\"dateRange\":\"range:-9:-9\"}", "-9 -8 0 - - -" },
		{ "{\"dateRange\":\"0day\",\"action\":{\"type\":\"path\",\"value\":\"/a,b\"}}",
		  "-1152921504606846976 1152921504606846976 1 day path /a,b" },
		{ "{\"dateRange\":\"1000hour\",\"action\":{\"type\":\"event\",\"value\":\"x\"}}",
		  "-1152921504606846976 1152921504606846976 1000 hour event x" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect_cohort(cases[i][0], cases[i][1]);
}

#define RANGE_PROBLEM                                                                     \
	"! dateRange: Must be all, a number of units like 30day, or range:<start>:<end> " \
	"in milliseconds."

static void
ranges_that_are_none_are_refused(void)
{
	static const char *const ranges[] = {
		"day",
		"30",
		"30days",
		"-1day",
		"+1day",
		" 1day",
		"1 day",
		"1001day",
		"99999999999999999999day",
		"range:",
		"range:1",
		"range:2:1",
		"range:1:2:3",
		"range:1:",
		"range::1",
		"range:1:99999999999999999999",
	};
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		char parameters[128];
		snprintf(parameters, sizeof(parameters), "{\"dateRange\":\"%s\"}", ranges[i]);
		expect_cohort(parameters, RANGE_PROBLEM);
	}
}

/* The selection of a report that asks for this and for the segment, or the problems. */
static void
expect_selection(const char *query, const char *parameters, const char *expected)
{
	struct filters filters;
	struct segment segment;
	struct request *req = asked(query, parameters);
	CU_ASSERT_TRUE(filters_read(req, &filters));
	const char *got;
	if (segment_read(req, request_body(req), "segment.", "segment", &segment)) {
		filters_add_segment(&filters, &segment.filters);
		got = filters_selection(req, &filters, ROWS_PAGEVIEWS);
	} else {
		got = arena_format(req->arena, "! %s", asked_problems(req));
	}
	expect_text(parameters, got, expected);
	asked_free(req);
}

#define PAGEVIEWS        "\"eventTypes\":[1,3,4]"
#define ONE(test, value) "{\"operator\":\"" test "\",\"values\":[\"" value "\"]}"

static void
what_all_must_hold_is_one_list(void)
{
	expect_selection(
		"path=/a",
		"{\"filters\":[{\"name\":\"path1\",\"operator\":\"c\",\"value\":\"b,c\"}]}",
		"{" PAGEVIEWS ",\"path\":[" ONE("eq", "/a") "," ONE("c", "b,c") "]}");
	expect_selection(
		"match=any",
		"{\"filters\":[{\"name\":\"url\",\"value\":[\"/a\",\"/b\"]}],\"match\":\"any\"}",
		"{" PAGEVIEWS ",\"path\":[{\"operator\":\"eq\",\"values\":[\"/a\",\"/b\"]}]}");
	expect_selection("path=/a", "{}", "{" PAGEVIEWS ",\"path\":[" ONE("eq", "/a") "]}");
}

static void
a_segment_of_which_any_holds_stands_apart(void)
{
	expect_selection(
		"os=a&eventType=1",
		"{\"filters\":[{\"name\":\"path\",\"value\":\"/a\"},"
		"{\"name\":\"event\",\"operator\":\"neq\",\"value\":\"b\"}],\"match\":\"any\"}",
		"{\"eventTypes\":[1],\"os\":[" ONE(
			"eq",
			"a") "],"
			     "\"segment\":{\"eventTypes\":[1],\"negated\":true,\"path\":[" ONE(
				     "neq", "/a") "],"
						  "\"has\":[" ONE("eq", "b") "]}}");
	expect_selection(
		"os=a&os1=b&match=any", "{\"filters\":[{\"name\":\"path\",\"value\":\"/a\"}]}",
		"{" PAGEVIEWS ",\"negated\":true,\"os\":[" ONE("neq", "a") "," ONE(
			"neq", "b") "],"
				    "\"segment\":{" PAGEVIEWS ",\"path\":[" ONE("eq", "/a") "]}}");
}

static void
every_problem_has_its_place(void)
{
	expect_selection("", "[]", "! segment: Must be an object.");
	expect_selection(
		"",
		"{\"match\":\"one\",\"filters\":[1,{\"name\":\"x\",\"value\":\"\"},"
		"{\"name\":\"os\",\"operator\":\"is\",\"value\":\"a\"},{\"name\":\"os\"}]}",
		"! segment.match: Must be one of: all, any."
		" | segment.filters.0: Must be an object."
		" | segment.filters.1.value: There is no filter of this name."
		" | segment.filters.2.value: The operator must be eq, neq, c, dnc, re or nre."
		" | segment.filters.3.value: Must be text, or a list of texts.");
}

/* The selection of a report on this cohort. */
static void
expect_members(struct cohort cohort, const char *expected)
{
	struct filters filters;
	struct request *req = asked("", NULL);
	CU_ASSERT_TRUE(filters_read(req, &filters));
	cohort.range = (struct event_range){ 1, 2 };
	filters.cohort = &cohort;
	expect_text("cohort", filters_selection(req, &filters, ROWS_PAGEVIEWS), expected);
	asked_free(req);
}

#define COHORT "{" PAGEVIEWS ",\"cohort\":{\"lowestId\":1,\"limitId\":2,"

static void
a_cohort_is_whoever_has_such_a_row(void)
{
	struct cohort filtered = { .action_type = "event", .action_value = "a,b" };
	filtered.filters.count = 2;
	filtered.filters.any = true;
	filtered.filters.filters[0] = (struct filter){ "", "path", TEST_EQUAL, "/a" };
	filtered.filters.filters[1] = (struct filter){ "", "event", TEST_EQUAL, "b" };
	expect_members((struct cohort){ .action_type = NULL }, COHORT "\"eventTypes\":[1,2,3,4]}}");
	expect_members((struct cohort){ .action_type = "path", .action_value = "/a,b" },
		       COHORT "\"actionPath\":[" ONE("eq", "/a,b") "]," PAGEVIEWS "}}");
	expect_members(filtered,
		       COHORT "\"actionName\":[" ONE(
			       "eq", "a,b") "],\"eventTypes\":[2],\"negated\":true,"
					    "\"path\":[" ONE("neq", "/a") "],\"hasNot\":[" ONE(
						    "eq", "b") "]}}");
}

static const struct unit_test tests[] = {
	TEST(a_cohort_has_a_range_and_an_action), TEST(ranges_that_are_none_are_refused),
	TEST(what_all_must_hold_is_one_list),     TEST(a_segment_of_which_any_holds_stands_apart),
	TEST(every_problem_has_its_place),        TEST(a_cohort_is_whoever_has_such_a_row),
};

UNIT_MAIN("segment", tests)
