/*
 * Filters as query strings ask for them, and the selections that SQL gets.
 * SPDX-License-Identifier: MIT
 */
#include "filter.h"

#include "asked.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

static bool
same(const char *got, const char *expected)
{
	return expected == NULL ? got == NULL : got != NULL && strcmp(got, expected) == 0;
}

static void
expect_selection(const char *query, enum filter_rows rows, const char *expected)
{
	struct filters filters;
	struct request *req = asked(query, NULL);
	const char *got = filters_read(req, &filters)
				  ? filters_selection(req, &filters, rows)
				  : arena_format(req->arena, "! %s", asked_problems(req));
	if (strcmp(got, expected) != 0)
		printf("\n    ?%s\n    expected %s\n    got      %s\n", query, expected, got);
	CU_ASSERT_STRING_EQUAL(got, expected);
	asked_free(req);
}

#define PAGEVIEWS "\"eventTypes\":[1,3,4]"

static void
without_filters_only_types_are_said(void)
{
	expect_selection("", ROWS_PAGEVIEWS, "{" PAGEVIEWS "}");
	expect_selection("startAt=1&limit=2&match=any&unknown=3", ROWS_PAGEVIEWS,
			 "{" PAGEVIEWS "}");
	expect_selection("path=&browser1=", ROWS_PAGEVIEWS, "{" PAGEVIEWS "}");
}

static void
types_are_those_of_the_rows(void)
{
	static const struct {
		const char *query;
		enum filter_rows rows;
		const char *types;
	} cases[] = {
		{ "", ROWS_EVENTS, "[2]" },
		{ "", ROWS_ALL, "[1,2,3,4]" },
		{ "", ROWS_ONLY_PAGEVIEWS, "[1,3,4]" },
		{ "eventType=2", ROWS_PAGEVIEWS, "[2]" },
		{ "eventType=1", ROWS_PAGEVIEWS, "[1]" },
		{ "eventType=5", ROWS_PAGEVIEWS, "[]" },
		{ "eventType=1", ROWS_EVENTS, "[2]" },
		{ "eventType=2", ROWS_ALL, "[2]" },
		{ "eventType=2", ROWS_ONLY_PAGEVIEWS, "[]" },
		{ "eventType=3", ROWS_ONLY_PAGEVIEWS, "[3]" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char expected[64];
		snprintf(expected, sizeof(expected), "{\"eventTypes\":%s}", cases[i].types);
		expect_selection(cases[i].query, cases[i].rows, expected);
	}
}

static void
operators_stand_before_a_dot(void)
{
	static const char *const cases[][2] = {
		{ "path=/a", "\"eq\",\"values\":[\"/a\"]" },
		{ "path=eq./a", "\"eq\",\"values\":[\"/a\"]" },
		{ "path=neq./a,/b", "\"neq\",\"values\":[\"/a\",\"/b\"]" },
		{ "path=c.a,b", "\"c\",\"values\":[\"a,b\"]" },
		{ "path=dnc.a", "\"dnc\",\"values\":[\"a\"]" },
		{ "path=re.a,b", "\"re\",\"values\":[\"a,b\"]" },
		{ "path=nre.a", "\"nre\",\"values\":[\"a\"]" },
		{ "path=eq.", "\"eq\",\"values\":[\"\"]" },
		{ "path=,a,", "\"eq\",\"values\":[\"\",\"a\",\"\"]" },
		{ "path=x.a", "\"eq\",\"values\":[\"x.a\"]" },
		{ "path=e.a", "\"eq\",\"values\":[\"e.a\"]" },
		{ "path=eqs.a", "\"eq\",\"values\":[\"eqs.a\"]" },
		{ "path=eq", "\"eq\",\"values\":[\"eq\"]" },
		{ "path=eq.c.a", "\"eq\",\"values\":[\"c.a\"]" },
		{ "path=c.", "\"c\",\"values\":[\"\"]" },
		{ "path=EQ.a", "\"eq\",\"values\":[\"EQ.a\"]" },
		{ "path=%22%5C", "\"eq\",\"values\":[\"\\\"\\\\\"]" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char expected[128];
		snprintf(expected, sizeof(expected), "{" PAGEVIEWS ",\"path\":[{\"operator\":%s}]}",
			 cases[i][1]);
		expect_selection(cases[i][0], ROWS_PAGEVIEWS, expected);
	}
}

static void
numbers_repeat_a_property(void)
{
	expect_selection("browser2=a&url=/x&browser=neq.b&path10=/y", ROWS_PAGEVIEWS,
			 "{" PAGEVIEWS ",\"path\":[{\"operator\":\"eq\",\"values\":[\"/x\"]},"
			 "{\"operator\":\"eq\",\"values\":[\"/y\"]}],"
			 "\"browser\":[{\"operator\":\"eq\",\"values\":[\"a\"]},"
			 "{\"operator\":\"neq\",\"values\":[\"b\"]}]}");
	expect_selection("1=a&1path=b&path1x=c", ROWS_PAGEVIEWS, "{" PAGEVIEWS "}");
}

static void
any_is_not_all_of_the_opposites(void)
{
	expect_selection("path=c./x&browser=neq.b&match=any&excludeBounce=0", ROWS_PAGEVIEWS,
			 "{" PAGEVIEWS ",\"excludeBounce\":true,\"negated\":true,"
			 "\"path\":[{\"operator\":\"dnc\",\"values\":[\"/x\"]}],"
			 "\"browser\":[{\"operator\":\"eq\",\"values\":[\"b\"]}]}");
	expect_selection("path=re.x&path1=nre.y&match=any", ROWS_PAGEVIEWS,
			 "{" PAGEVIEWS ",\"negated\":true,"
			 "\"path\":[{\"operator\":\"nre\",\"values\":[\"x\"]},"
			 "{\"operator\":\"re\",\"values\":[\"y\"]}]}");
}

static void
a_filter_on_the_event_is_about_the_visit(void)
{
	expect_selection("event=a&event1=neq.b&event2=dnc.c", ROWS_PAGEVIEWS,
			 "{" PAGEVIEWS ",\"has\":[{\"operator\":\"eq\",\"values\":[\"a\"]}],"
			 "\"hasNot\":[{\"operator\":\"eq\",\"values\":[\"b\"]},"
			 "{\"operator\":\"c\",\"values\":[\"c\"]}]}");
	expect_selection("event=a&event1=neq.b&match=any", ROWS_PAGEVIEWS,
			 "{" PAGEVIEWS ",\"negated\":true,"
			 "\"has\":[{\"operator\":\"eq\",\"values\":[\"b\"]}],"
			 "\"hasNot\":[{\"operator\":\"eq\",\"values\":[\"a\"]}]}");
}

static void
where_events_are_the_rows_it_is_about_their_names(void)
{
	expect_selection("event=a&event1=neq.b", ROWS_EVENTS,
			 "{\"eventTypes\":[2],\"name\":[{\"operator\":\"eq\",\"values\":[\"a\"]},"
			 "{\"operator\":\"neq\",\"values\":[\"b\"]}]}");
}

static void
every_property_has_its_name(void)
{
	static const char *const names[][2] = {
		{ "path", "path" },
		{ "url", "path" },
		{ "hostname", "hostname" },
		{ "host", "hostname" },
		{ "utmCampaign", "utmCampaign" },
		{ "distinctId", "distinctId" },
		{ "event", "event" },
		{ "entry", NULL },
		{ "", NULL },
		{ "Path", NULL },
		{ "pat", NULL },
		{ "paths", NULL },
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *property = filter_property(names[i][0]);
		CU_ASSERT(same(property, names[i][1]));
	}
}

static void
notes_every_problem(void)
{
	static const char *const cases[][2] = {
		{ "match=none", "! match: Must be one of: all, any." },
		{ "eventType=0", "! eventType: Must be at least 1." },
		{ "eventType=6", "! eventType: Must be at most 5." },
		{ "eventType=one&segment=x&cohort=y",
		  "! eventType: Must be a number. | segment: Unknown segment. | cohort: Unknown "
		  "cohort." },
		{ "path=%FF&title=%00",
		  "! path: Must be UTF-8 text. | title: Must be UTF-8 text." },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect_selection(cases[i][0], ROWS_PAGEVIEWS, cases[i][1]);
	expect_selection("segment=&cohort=&excludeBounce=", ROWS_PAGEVIEWS, "{" PAGEVIEWS "}");
}

static void
takes_fifty_filters_and_no_more(void)
{
	char query[2048] = "";
	struct filters filters;
	for (int i = 0; i < FILTERS_MAX; i++)
		snprintf(query + strlen(query), sizeof(query) - strlen(query), "&path%d=a", i);
	struct request *req = asked(query, NULL);
	CU_ASSERT_TRUE(filters_read(req, &filters));
	CU_ASSERT_EQUAL(filters.count, FILTERS_MAX);
	asked_free(req);
	snprintf(query + strlen(query), sizeof(query) - strlen(query), "&browser=b");
	expect_selection(query, ROWS_PAGEVIEWS, "! browser: Too many filters.");
}

static void
patterns_are_listed_by_field(void)
{
	static const char *const cases[][2] = {
		{ "path=c.a&browser=b", NULL },
		{ "path3=re.^a&browser=nre.(&title=t",
		  "[{\"field\":\"path3\",\"pattern\":\"^a\"},{\"field\":\"browser\",\"pattern\":\"("
		  "\"}]" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filters filters;
		struct request *req = asked(cases[i][0], NULL);
		CU_ASSERT_TRUE(filters_read(req, &filters));
		const char *patterns = filters_patterns(req, &filters);
		CU_ASSERT(same(patterns, cases[i][1]));
		asked_free(req);
	}
}

static const struct unit_test tests[] = {
	TEST(without_filters_only_types_are_said),
	TEST(types_are_those_of_the_rows),
	TEST(operators_stand_before_a_dot),
	TEST(numbers_repeat_a_property),
	TEST(any_is_not_all_of_the_opposites),
	TEST(a_filter_on_the_event_is_about_the_visit),
	TEST(where_events_are_the_rows_it_is_about_their_names),
	TEST(every_property_has_its_name),
	TEST(notes_every_problem),
	TEST(takes_fifty_filters_and_no_more),
	TEST(patterns_are_listed_by_field),
};

UNIT_MAIN("filter", tests)
