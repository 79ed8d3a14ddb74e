/*
 * Every report over rows made by hand, with the edges of docs/numbers.md: milliseconds, resets,
 * clocks that change, filters. What is expected is written out, never computed here.
 * SPDX-License-Identifier: MIT
 */
#include "asked.h"
#include "database.h"
#include "db.h"
#include "handlers.h"
#include "public_id.h"
#include "rebuild.h"
#include "secret.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 1 << 16 };

typedef enum outcome (*report_fn)(struct request *req);

/* Each test has a website of its own. */
static struct asked_website website;
static char website_uuid[UUID_TEXT_SIZE];
static long long now_ms;

static void
new_website(const char *domain)
{
	char sql[512];
	snprintf(sql, sizeof(sql),
		 "INSERT INTO websites (website_uuid, name, domain) "
		 "VALUES (gen_random_uuid(), 'test', '%s') RETURNING website_id",
		 domain);
	website.website_id = (int)strtol(test_sql(sql), NULL, 10);
	snprintf(sql, sizeof(sql), "SELECT website_uuid FROM websites WHERE website_id = %d",
		 website.website_id);
	snprintf(website_uuid, sizeof(website_uuid), "%s", test_sql(sql));
	website.reset_at = 0;
	now_ms = 0;
	snprintf(sql, sizeof(sql), "INSERT INTO website_numbers (website_id) VALUES (%d)",
		 website.website_id);
	test_sql(sql);
	snprintf(sql, sizeof(sql), "ALTER TABLE raw_events ALTER website SET DEFAULT %d",
		 website.website_id);
	test_sql(sql);
}

/* Stores events: the columns of raw_events that matter, and a row for each event. */
static void
store(const char *columns, const char *rows)
{
	char sql[TEXT_MAX];
	snprintf(sql, sizeof(sql), "INSERT INTO raw_events (%s) VALUES %s", columns, rows);
	test_sql(sql);
	test_sql("SELECT store_raw_events()");
}

/* What stands for the sessionId of visitors 1 and 2, whose ids depend on the website's number. */
#define FIRST_VISITOR  "00000000-0000-0000-0000-000000000001"
#define SECOND_VISITOR "00000000-0000-0000-0000-000000000002"

static void
name_sessions(char *text)
{
	static const char *const names[] = { FIRST_VISITOR, SECOND_VISITOR };
	for (int i = 0; i < 2; i++) {
		char session[UUID_TEXT_SIZE], *found = text;
		struct uuid id = public_visitor_id(public_id_key(), website.website_id, i + 1);
		uuid_format(&id, session);
		while ((found = strstr(found, session)) != NULL)
			memcpy(found, names[i], UUID_TEXT_SIZE - 1);
	}
}

/* The reply to `query`, or its problems behind "! ", until the next call. Reports read blocks, which the rows are made to. */
static const char *
reply_of(report_fn report, const char *query)
{
	static char text[TEXT_MAX];
	struct request *req = asked(query, NULL);
	req->website = website;
	req->received_at = now_ms;
	CU_ASSERT_TRUE_FATAL(rebuild(website_uuid));
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	enum outcome outcome = report(req);
	if (outcome == DONE)
		outcome = db_commit();
	else
		db_rollback();
	if (outcome == DONE)
		snprintf(text, sizeof(text), "%s", req->reply.body);
	else
		snprintf(text, sizeof(text), "! %s%s", outcome == INVALID ? "" : "(not INVALID) ",
			 asked_problems(req));
	name_sessions(text);
	asked_free(req);
	return text;
}

static void
expect(report_fn report, const char *query, const char *expected)
{
	const char *got = reply_of(report, query);
	bool same = strcmp(got, expected) == 0;
	if (!same)
		printf("\n    ?%s\n    expected %s\n    got      %s\n", query, expected, got);
	CU_ASSERT_TRUE(same);
}

/* As expect(), with a range that holds every test's events before what is asked. */
static void
expect_in_2026(report_fn report, const char *query, const char *expected)
{
	char full[1024];
	snprintf(full, sizeof(full), "startDate=2026-01-01&endDate=2026-12-31%s%s",
		 *query == '\0' ? "" : "&", query);
	expect(report, full, expected);
}

#define NOTHING "{\"pageviews\":0,\"visitors\":0,\"visits\":0,\"bounces\":0,\"totaltime\":0}"
#define TOTALS(pageviews, visitors, visits, bounces, seconds)                          \
	"{\"pageviews\":" #pageviews ",\"visitors\":" #visitors ",\"visits\":" #visits \
	",\"bounces\":" #bounces ",\"totaltime\":" #seconds ",\"comparison\":" NOTHING "}"

/* How many rows pass: the pageviews of the totals. */
static int
rows_passing(const char *filters)
{
	char query[1024];
	int count = -1;
	snprintf(query, sizeof(query), "startDate=2026-01-01&endDate=2026-12-31&%s", filters);
	const char *reply = reply_of(report_stats, query);
	if (sscanf(reply, "{\"pageviews\":%d,", &count) != 1)
		printf("\n    ?%s\n    got %s\n", query, reply);
	return count;
}

struct filter_case {
	const char *filters;
	int rows;
};

static void
expect_rows(const struct filter_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int got = rows_passing(cases[i].filters);
		if (got != cases[i].rows)
			printf("\n    %s: expected %d rows, got %d", cases[i].filters,
			       cases[i].rows, got);
		CU_ASSERT_EQUAL(got, cases[i].rows);
	}
}
#define EXPECT_ROWS(cases) expect_rows(cases, sizeof(cases) / sizeof((cases)[0]))

/* Totals ------------------------------------------------------------------------------------- */

static void
a_visit_over_midnight_counts_whole_on_both_days(void)
{
	new_website("");
	store("at, path", "('2026-05-01 23:50Z', '/a'), ('2026-05-02 00:10Z', '/b')");
	expect(report_stats, "startDate=2026-05-01&endDate=2026-05-01T23:59:59.999Z",
	       TOTALS(1, 1, 1, 0, 1200));
	expect(report_stats, "startDate=2026-05-01&endDate=2026-05-02T23:59:59.999Z",
	       TOTALS(2, 1, 1, 0, 1200));
}

static void
a_bounce_is_one_pageview_and_no_event(void)
{
	new_website("");
	store("visitor, visit, at, event_type, name",
	      "(1, 1, '2026-05-01 10:00Z', 1, ''),"
	      "(1, 2, '2026-05-01 12:00Z', 1, ''), (1, 2, '2026-05-01 12:00:01.999Z', 2, 'signup'),"
	      "(2, 3, '2026-05-01 10:00Z', 1, ''), (2, 3, '2026-05-01 10:00:59.999Z', 1, '')");
	expect_in_2026(report_stats, "", TOTALS(4, 2, 3, 1, 60));
	expect_in_2026(report_stats, "excludeBounce=true", TOTALS(3, 2, 2, 0, 60));
}

static void
who_reads_for_ten_seconds_does_not_bounce(void)
{
	new_website("");
	store("visitor, visit, at", "(1, 1, '2026-05-01 10:00Z'), (2, 2, '2026-05-01 10:00Z')");
	test_sql("UPDATE visits SET engaged_ms = CASE visit_id WHEN 1 THEN 9999 ELSE 10000 END");
	expect_in_2026(report_stats, "", TOTALS(2, 2, 2, 1, 0));
	expect_in_2026(report_stats, "excludeBounce=true", TOTALS(1, 1, 1, 0, 0));
	expect_in_2026(report_metrics_expanded, "type=path",
		       "[{\"name\":\"/\",\"pageviews\":2,\"visitors\":2,\"visits\":2,\"bounces\":1,"
		       "\"totaltime\":0}]");
}

static void
both_ends_of_the_range_belong_to_it(void)
{
	new_website("");
	/* Their keys are the lowest of their milliseconds. */
	store("number, visitor, visit, at",
	      "(0, 1, 1, '2026-05-01 09:59:59.999Z'), (0, 2, 2, '2026-05-01 10:00:00.000Z'),"
	      "(0, 3, 3, '2026-05-01 10:59:59.999Z'), (0, 4, 4, '2026-05-01 11:00:00.000Z')");
	expect(report_stats, "startDate=2026-05-01T10:00:00.000Z&endDate=2026-05-01T10:59:59.999Z",
	       "{\"pageviews\":2,\"visitors\":2,\"visits\":2,\"bounces\":2,\"totaltime\":0,"
	       "\"comparison\":{\"pageviews\":1,\"visitors\":1,\"visits\":1,\"bounces\":1,"
	       "\"totaltime\":0}}");
	expect(report_stats, "startAt=1777633200000&endAt=1777633200000",
	       "{\"pageviews\":1,\"visitors\":1,\"visits\":1,\"bounces\":1,\"totaltime\":0,"
	       "\"comparison\":{\"pageviews\":1,\"visitors\":1,\"visits\":1,\"bounces\":1,"
	       "\"totaltime\":0}}");
	expect(report_stats, "startAt=1777629599999&endAt=1777629599999", TOTALS(1, 1, 1, 1, 0));
	expect(report_stats, "startAt=1777629600001&endAt=1777633199998",
	       "{\"pageviews\":0,\"visitors\":0,\"visits\":0,\"bounces\":0,\"totaltime\":0,"
	       "\"comparison\":{\"pageviews\":2,\"visitors\":2,\"visits\":2,\"bounces\":2,"
	       "\"totaltime\":0}}");
}

static void
what_was_before_a_reset_does_not_exist(void)
{
	new_website("");
	store("visitor, visit, at",
	      "(1, 1, '2026-05-01 09:59:59.999Z'), (2, 2, '2026-05-01 10:00:00.000Z')");
	website.reset_at = 1777629600000LL;
	expect_in_2026(report_stats, "", TOTALS(1, 1, 1, 1, 0));
	expect(report_stats, "startDate=2026-05-02&endDate=2026-05-03T23:59:59.999Z",
	       "{\"pageviews\":0,\"visitors\":0,\"visits\":0,\"bounces\":0,\"totaltime\":0,"
	       "\"comparison\":{\"pageviews\":1,\"visitors\":1,\"visits\":1,\"bounces\":1,"
	       "\"totaltime\":0}}");
	expect(report_date_range, "",
	       "{\"startDate\":\"2026-05-01T10:00:00.000Z\","
	       "\"endDate\":\"2026-05-01T10:00:00.000Z\"}");
}

static void
all_times_may_be_asked_for(void)
{
	new_website("");
	store("visit, at", "(1, '1970-01-01 00:00Z'), (2, '2026-05-01 10:00Z')");
	expect(report_stats, "startAt=-8640000000000000&endAt=8640000000000000",
	       TOTALS(2, 1, 2, 2, 0));
	expect(report_stats, "startAt=0&endAt=0&compare=yoy", TOTALS(1, 1, 1, 1, 0));
}

static void
links_and_pixels_are_pageviews_and_custom_events_are_not(void)
{
	new_website("");
	store("at, event_type, name",
	      "('2026-05-01 10:00Z', 1, ''), ('2026-05-01 10:01Z', 3, ''),"
	      "('2026-05-01 10:02Z', 4, ''), ('2026-05-01 10:03Z', 2, 'signup')");
	static const struct filter_case cases[] = {
		{ "", 3 },
		{ "eventType=1", 1 },
		{ "eventType=2", 1 },
		{ "eventType=3", 1 },
		{ "eventType=4", 1 },
		{ "eventType=5", 0 },
	};
	EXPECT_ROWS(cases);
}

static void
other_websites_are_other_peoples(void)
{
	new_website("");
	store("at, browser", "('2026-05-01 10:00Z', 'chrome')");
	new_website("");
	store("at, browser", "('2026-05-01 10:00Z', 'firefox'), ('2026-05-01 10:01Z', 'firefox')");
	expect_in_2026(report_stats, "", TOTALS(2, 1, 1, 0, 60));
	expect_in_2026(report_stats, "browser=chrome", TOTALS(0, 0, 0, 0, 0));
	expect_in_2026(report_metrics, "type=browser", "[{\"x\":\"firefox\",\"y\":1}]");
}

static void
a_year_earlier_is_by_the_clock(void)
{
	new_website("");
	store("visit, at",
	      /* Midnight in Paris before the range, when summer time had begun a day later. */
	      "(1, '2025-03-29 22:59:59.999Z'), (2, '2025-03-29 23:00Z'), (3, '2025-03-30 22:00Z'),"
	      "(4, '2026-03-30 00:00Z')");
	expect(report_stats,
	       "timezone=Europe/Paris&compare=yoy&startDate=2026-03-30T00:00:00%2B02:00"
	       "&endDate=2026-03-30T23:59:59.999%2B02:00",
	       "{\"pageviews\":1,\"visitors\":1,\"visits\":1,\"bounces\":1,\"totaltime\":0,"
	       "\"comparison\":{\"pageviews\":1,\"visitors\":1,\"visits\":1,\"bounces\":1,"
	       "\"totaltime\":0}}");
}

static void
a_leap_day_is_compared_with_the_28th(void)
{
	new_website("");
	store("visit, at", "(1, '2023-02-27 23:59:59.999Z'), (2, '2023-02-28 00:00Z'), (3, "
			   "'2023-03-01 00:00Z')");
	expect(report_pageviews,
	       "compare=yoy&unit=day&startDate=2024-02-29&endDate=2024-02-29T23:59:59.999Z",
	       "{\"pageviews\":[],\"sessions\":[],\"startDate\":\"2024-02-29T00:00:00.000Z\","
	       "\"endDate\":\"2024-02-29T23:59:59.999Z\",\"compare\":{"
	       "\"pageviews\":[{\"x\":\"2023-02-28T00:00:00Z\",\"y\":1}],"
	       "\"sessions\":[{\"x\":\"2023-02-28T00:00:00Z\",\"y\":1}],"
	       "\"startDate\":\"2023-02-28T00:00:00.000Z\",\"endDate\":\"2023-02-28T23:59:59."
	       "999Z\"}}");
}

/* Series ------------------------------------------------------------------------------------- */

static void
series_leave_out_empty_units_and_count_visitors_in_each(void)
{
	new_website("");
	store("visitor, visit, at", "(1, 1, '2026-05-01 10:00Z'), (1, 1, '2026-05-01 10:20Z'), (1, "
				    "1, '2026-05-01 11:00Z'),"
				    "(2, 2, '2026-05-01 10:30Z'), (1, 3, '2026-05-02 10:00Z')");
	expect(report_pageviews, "unit=hour&startDate=2026-05-01&endDate=2026-05-01T23:59:59.999Z",
	       "{\"pageviews\":[{\"x\":\"2026-05-01T10:00:00Z\",\"y\":3},"
	       "{\"x\":\"2026-05-01T11:00:00Z\",\"y\":1}],"
	       "\"sessions\":[{\"x\":\"2026-05-01T10:00:00Z\",\"y\":2},"
	       "{\"x\":\"2026-05-01T11:00:00Z\",\"y\":1}]}");
	expect_in_2026(report_pageviews, "unit=year",
		       "{\"pageviews\":[{\"x\":\"2026-01-01T00:00:00Z\",\"y\":5}],"
		       "\"sessions\":[{\"x\":\"2026-01-01T00:00:00Z\",\"y\":2}]}");
}

static void
only_a_named_zone_loses_the_z(void)
{
	new_website("");
	store("at", "('2026-05-01 22:30:40.5Z')");
	static const char range[] =
		"startDate=2026-05-01T22:00Z&endDate=2026-05-01T22:59:59.999Z&timezone=";
	static const char *const zones[][2] = {
		{ "utc", "2026-05-01T22:30:00Z" },
		{ "UTC", "2026-05-01 22:30:00" },
		{ "Europe/Paris", "2026-05-02 00:30:00" },
		{ "europe/paris", "2026-05-02 00:30:00" },
		{ "Asia/Kathmandu", "2026-05-02 04:15:00" },
		{ "America/St_Johns", "2026-05-01 20:00:00" },
		/* An IANA zone with summer time, though also an abbreviation of an offset. */
		{ "CET", "2026-05-02 00:30:00" },
	};
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		char query[256], expected[256];
		snprintf(query, sizeof(query), "%s%s", range, zones[i][0]);
		snprintf(expected, sizeof(expected),
			 "{\"pageviews\":[{\"x\":\"%s\",\"y\":1}],"
			 "\"sessions\":[{\"x\":\"%s\",\"y\":1}]}",
			 zones[i][1], zones[i][1]);
		expect(report_pageviews, query, expected);
	}
}

static void
an_hour_that_the_clock_shows_twice_is_one(void)
{
	new_website("");
	store("visitor, visit, at",
	      "(1, 1, '2026-10-25 00:59:59.999+02'), (1, 1, '2026-10-25 02:10+02'),"
	      "(1, 1, '2026-10-25 02:10+01'), (2, 2, '2026-10-25 02:59:59.999+01'),"
	      "(2, 2, '2026-10-25 03:00+01')");
	expect(report_pageviews,
	       "timezone=Europe/Paris&unit=hour&startDate=2026-10-24T22:00Z"
	       "&endDate=2026-10-25T22:59:59.999Z",
	       "{\"pageviews\":[{\"x\":\"2026-10-25 00:00:00\",\"y\":1},"
	       "{\"x\":\"2026-10-25 02:00:00\",\"y\":3},{\"x\":\"2026-10-25 03:00:00\",\"y\":1}],"
	       "\"sessions\":[{\"x\":\"2026-10-25 00:00:00\",\"y\":1},"
	       "{\"x\":\"2026-10-25 02:00:00\",\"y\":2},{\"x\":\"2026-10-25 03:00:00\",\"y\":1}]}");
}

static void
a_minute_that_the_clock_shows_twice_is_one(void)
{
	new_website("");
	/* Lord Howe puts its clock back by half an hour: 02:00 at +11 is 01:30 at +10:30. */
	store("visitor, visit, at",
	      "(1, 1, '2026-04-05 01:45+11'), (2, 2, '2026-04-05 01:45+10:30'),"
	      "(2, 2, '2026-04-05 01:29+11')");
	expect(report_pageviews,
	       "timezone=Australia/Lord_Howe&startDate=2026-04-04T14:20Z&endDate=2026-04-04T15:19Z",
	       "{\"pageviews\":[{\"x\":\"2026-04-05 01:29:00\",\"y\":1},"
	       "{\"x\":\"2026-04-05 01:45:00\",\"y\":2}],"
	       "\"sessions\":[{\"x\":\"2026-04-05 01:29:00\",\"y\":1},"
	       "{\"x\":\"2026-04-05 01:45:00\",\"y\":2}]}");
}

static void
an_hour_that_the_clock_leaves_out_is_none(void)
{
	new_website("");
	store("visit, at", "(1, '2026-03-29 00:59:59.999Z'), (2, '2026-03-29 01:00Z'),"
			   "(3, '2026-03-29 21:59:59.999Z'), (4, '2026-03-29 22:00Z')");
	expect(report_pageviews,
	       "timezone=Europe/Paris&unit=hour&startAt=1774738800000&endAt=1774821599999",
	       "{\"pageviews\":[{\"x\":\"2026-03-29 01:00:00\",\"y\":1},"
	       "{\"x\":\"2026-03-29 03:00:00\",\"y\":1},{\"x\":\"2026-03-29 23:00:00\",\"y\":1}],"
	       "\"sessions\":[{\"x\":\"2026-03-29 01:00:00\",\"y\":1},"
	       "{\"x\":\"2026-03-29 03:00:00\",\"y\":1},{\"x\":\"2026-03-29 23:00:00\",\"y\":1}]}");
	expect(report_pageviews,
	       "timezone=Europe/Paris&unit=day&startAt=1774738800000&endAt=1774828800000",
	       "{\"pageviews\":[{\"x\":\"2026-03-29 00:00:00\",\"y\":3},"
	       "{\"x\":\"2026-03-30 00:00:00\",\"y\":1}],"
	       "\"sessions\":[{\"x\":\"2026-03-29 00:00:00\",\"y\":1},"
	       "{\"x\":\"2026-03-30 00:00:00\",\"y\":1}]}");
}

static void
months_and_days_are_those_of_the_zone(void)
{
	new_website("");
	store("visit, at", "(1, '2026-05-31 18:14:59.999Z'), (2, '2026-05-31 18:15Z')");
	expect_in_2026(report_pageviews, "timezone=Asia/Kathmandu&unit=month",
		       "{\"pageviews\":[{\"x\":\"2026-05-01 00:00:00\",\"y\":1},"
		       "{\"x\":\"2026-06-01 00:00:00\",\"y\":1}],"
		       "\"sessions\":[{\"x\":\"2026-05-01 00:00:00\",\"y\":1},"
		       "{\"x\":\"2026-06-01 00:00:00\",\"y\":1}]}");
}

static void
too_fine_a_unit_is_made_coarser(void)
{
	new_website("");
	store("at", "('2026-05-17 10:34:56Z')");
	static const struct {
		const char *query;
		const char *x;
	} cases[] = {
		{ "startAt=1779010496000&endAt=1779014155999", "2026-05-17T10:34:00Z" },
		{ "startAt=1779010496000&endAt=1779014156000", "2026-05-17T10:00:00Z" },
		{ "startAt=1779010496000&endAt=1779014155999&unit=day", "2026-05-17T00:00:00Z" },
		{ "startAt=1779010496000&endAt=1781606095999&unit=minute", "2026-05-17T10:00:00Z" },
		{ "startAt=1779010496000&endAt=1781606096000&unit=minute", "2026-05-17T00:00:00Z" },
		{ "startDate=2026-04-30&endDate=2026-11-30T23:59:59.999Z&unit=hour",
		  "2026-05-17T00:00:00Z" },
		{ "startDate=2026-04-30&endDate=2026-12-01&unit=hour", "2026-05-01T00:00:00Z" },
		{ "startDate=2026-05-01&endDate=2028-05-31&unit=day", "2026-05-01T00:00:00Z" },
		{ "startDate=2026-05-01&endDate=2028-06-01&unit=day", "2026-01-01T00:00:00Z" },
		/* In Paris this range ends in May already. */
		{ "startDate=2026-04-30T22:00Z&endDate=2028-05-31T21:59:59.999Z"
		  "&timezone=Europe/Paris",
		  "2026-05-01 00:00:00" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char expected[256];
		snprintf(expected, sizeof(expected),
			 "{\"pageviews\":[{\"x\":\"%s\",\"y\":1}],"
			 "\"sessions\":[{\"x\":\"%s\",\"y\":1}]}",
			 cases[i].x, cases[i].x);
		expect(report_pageviews, cases[i].query, expected);
	}
}

/* Filters ------------------------------------------------------------------------------------ */

static void
store_filter_examples(void)
{
	new_website("example.com");
	store("visitor, visit, at, path, title, query, hostname, tag, browser, country, city, "
	      "referrer, "
	      "source_name, channel, utm_source, language, distinct_id",
	      "(1, 1, '2026-05-01 10:00Z', '/a', 'Alpha', 'p=1', 'example.com', 'x', 'chrome', "
	      "'FR',"
	      " 'Paris', 'google.fr', 'Google', 'organicSearch', '', 'en-US', 'ann'),"
	      "(1, 1, '2026-05-01 10:01Z', '/b', 'Beta', '', 'example.com', '', 'chrome', 'FR',"
	      " 'Paris', '', '', '', '', 'en-US', 'ann'),"
	      "(2, 2, '2026-05-01 10:00Z', '/a', 'Alpha', '', 'www.example.com', '', 'firefox', "
	      "'DE',"
	      " '', '', '', '', '', 'FR', ''),"
	      "(3, 3, '2026-05-01 10:00Z', '/c_d', '\xc3\x89t\xc3\xa9 100%', '', 'example.com', '',"
	      " 'firefox', '', '', 'example.com', 'example.com', 'referral', 'news', 'fil-PH', "
	      "'')");
}

static void
filters_look_at_row_visit_and_visitor(void)
{
	store_filter_examples();
	static const struct filter_case cases[] = {
		{ "path=/a", 2 },
		{ "url=/a", 2 },
		{ "path=eq./a", 2 },
		{ "path=/a,/b", 3 },
		{ "path=neq./a,/b", 1 },
		{ "path=/nowhere", 0 },
		{ "path=neq./nowhere", 4 },
		{ "path=", 4 },
		{ "title=Alpha", 2 },
		{ "query=p=1", 1 },
		{ "query=eq.", 3 },
		{ "query=neq.", 1 },
		{ "hostname=www.example.com", 1 },
		{ "host=www.example.com", 1 },
		{ "tag=x", 1 },
		{ "tag=neq.x", 3 },
		{ "browser=chrome", 2 },
		{ "browser=neq.chrome", 2 },
		{ "country=eq.", 1 },
		{ "country=FR,", 3 },
		{ "city=Paris", 2 },
		{ "language=en", 2 },
		{ "language=fr", 1 },
		{ "language=en-US", 0 },
		{ "language=fil", 1 },
		{ "language=c.FI", 1 },
		{ "distinctId=ann", 2 },
		{ "distinctId=neq.ann", 2 },
		/* The second row's own referrer is none, its visit's is. */
		{ "referrer=google.fr", 2 },
		{ "referrer=eq.", 2 },
		{ "referrer=example.com", 0 },
		{ "domain=Google", 2 },
		{ "domain=neq.Google", 2 },
		{ "channel=organicSearch", 2 },
		{ "channel=direct", 1 },
		{ "channel=neq.direct", 3 },
		{ "utmSource=news", 1 },
		{ "utmSource=neq.news", 3 },
		{ "utmMedium=eq.", 4 },
		{ "utmCampaign=eq.", 4 },
		{ "utmContent=eq.", 4 },
		{ "utmTerm=neq.", 0 },
		{ "os=eq.", 4 },
		{ "device=neq.", 0 },
		{ "screen=eq.", 4 },
		{ "region=eq.", 4 },
	};
	EXPECT_ROWS(cases);
}

static void
operators_fold_case_and_take_wildcards_literally(void)
{
	store_filter_examples();
	static const struct filter_case cases[] = {
		{ "title=c.ALPHA", 2 },
		{ "title=dnc.ALPHA", 2 },
		{ "title=c.\xc3\x89T\xc3\x89", 1 },
		{ "title=c.%25", 1 },
		{ "title=c.l%25a", 0 },
		{ "path=c._", 1 },
		{ "path=c..", 0 },
		{ "path=re.^/[AB]$", 3 },
		{ "path=nre.^/[AB]$", 1 },
		{ "title=re.^\xc3\xa9t\xc3\x89", 1 },
		{ "browser=re.^$", 0 },
		{ "country=re.^$", 1 },
		{ "country=nre.^$", 3 },
		{ "country=c.", 4 },
		{ "country=dnc.x", 4 },
		/* Values themselves are compared as they are. */
		{ "title=alpha", 0 },
	};
	EXPECT_ROWS(cases);
}

static void
several_filters_hold_all_or_any(void)
{
	store_filter_examples();
	static const struct filter_case cases[] = {
		{ "path=/a&browser=firefox", 1 },
		{ "path=/a&browser=firefox&match=all", 1 },
		{ "path=/a&browser=firefox&match=any", 3 },
		{ "path=c./&path1=dnc.b&path2=neq./a", 1 },
		{ "path=/b&path1=/c_d", 0 },
		{ "path=/b&path1=/c_d&match=any", 2 },
		{ "path=neq./a&path1=neq./b&match=any", 4 },
		{ "referrer=google.fr&utmSource=news&match=any", 3 },
		{ "country=DE&tag=x&match=any", 2 },
		{ "country=DE&distinctId=ann&match=any", 3 },
		{ "path=re.^/a&title=dnc.a&match=any", 3 },
		{ "match=any", 4 },
		{ "path=/b&title=Beta&match=any&eventType=2", 0 },
		{ "path=/a&country=DE&match=any&excludeBounce=1", 1 },
	};
	EXPECT_ROWS(cases);
}

static void
an_event_filter_is_about_the_visit(void)
{
	new_website("");
	store("visitor, visit, at, event_type, name, path",
	      "(1, 1, '2026-05-01 23:50Z', 1, '', '/a'), (1, 1, '2026-05-02 00:10Z', 2, 'signup', "
	      "'/a'),"
	      "(1, 1, '2026-05-02 00:11Z', 2, 'buy', '/a'),"
	      "(2, 2, '2026-05-01 12:00Z', 1, '', '/b'), (2, 2, '2026-05-01 12:01Z', 2, 'signup', "
	      "'/b'),"
	      "(3, 3, '2026-05-01 12:00Z', 1, '', '/c')");
	static const struct filter_case cases[] = {
		{ "event=signup", 2 },
		{ "event=neq.signup", 1 },
		{ "event=c.SIGN", 2 },
		{ "event=dnc.sign", 1 },
		{ "event=re.^b", 1 },
		{ "event=nre.^b", 2 },
		{ "event=signup&event1=buy", 1 },
		{ "event=signup&event1=neq.buy", 1 },
		{ "event=signup,buy", 2 },
		{ "event=buy&path=/c&match=any", 2 },
		{ "event=buy&event1=neq.signup&match=any", 2 },
		{ "event=eq.", 0 },
		{ "event=signup&eventType=2", 3 },
	};
	EXPECT_ROWS(cases);
	/* At any time: the event that the first visit has lies outside this range. */
	expect(report_stats, "startDate=2026-05-01&endDate=2026-05-01T23:59:59.999Z&event=buy",
	       TOTALS(1, 1, 1, 0, 1260));
	expect_in_2026(report_metrics, "type=event&event=neq.buy", "[{\"x\":\"signup\",\"y\":2}]");
	expect_in_2026(report_metrics, "type=event&event=buy&path=/b&match=any",
		       "[{\"x\":\"buy\",\"y\":1},{\"x\":\"signup\",\"y\":1}]");
}

static void
a_filter_leaves_visits_whole(void)
{
	new_website("");
	store("at, path", "('2026-05-01 10:00Z', '/a'), ('2026-05-01 10:05Z', '/b')");
	expect_in_2026(report_stats, "path=/a", TOTALS(1, 1, 1, 0, 300));
}

/* Values ------------------------------------------------------------------------------------- */

static void
store_value_examples(void)
{
	new_website("www.Example.com");
	store("visitor, visit, at, event_type, name, tag, hostname, path, title, query, referrer, "
	      "source_name, "
	      "channel, utm_source, utm_medium, utm_campaign, utm_content, utm_term, browser, os, "
	      "device, "
	      "screen, language, country, region, city, distinct_id",
	      "(1, 1, '2026-05-01 10:00Z', 1, '', 'x', 'a.com', '/a', 'A', 'p=1', 'google.fr', "
	      "'Google',"
	      " 'organicSearch', 's', 'm', 'c', 'n', 't', 'chrome', 'Linux', 'laptop', '800x600', "
	      "'en-US',"
	      " 'FR', 'FR-IDF', 'Paris', 'ann'),"
	      "(1, 1, '2026-05-01 10:01Z', 1, '', '', 'a.com', '/b', 'B', '', '', '', '', '', '', "
	      "'', '', '',"
	      " 'chrome', 'Linux', 'laptop', '800x600', 'en-US', 'FR', 'FR-IDF', 'Paris', 'ann'),"
	      "(2, 2, '2026-05-01 10:00Z', 1, '', '', 'b.com', '/a', 'A', '', 'google.de', "
	      "'Google',"
	      " 'organicSearch', '', '', '', '', '', 'chrome', 'Linux', 'laptop', '800x600', "
	      "'en-GB', 'US',"
	      " 'US-TX', 'Paris', ''),"
	      "(2, 2, '2026-05-01 10:02Z', 2, 'buy', 'y', 'b.com', '/a', 'A', '', '', '', '', '', "
	      "'', '', '',"
	      " '', 'chrome', 'Linux', 'laptop', '800x600', 'en-GB', 'US', 'US-TX', 'Paris', ''),"
	      "(2, 2, '2026-05-01 10:03Z', 2, 'buy', '', 'b.com', '/a', 'A', '', '', '', '', '', "
	      "'', '', '',"
	      " '', 'chrome', 'Linux', 'laptop', '800x600', 'en-GB', 'US', 'US-TX', 'Paris', ''),"
	      "(3, 3, '2026-05-01 10:00Z', 1, '', '', 'a.com', '/', '', '', '', '', '', '', '', "
	      "'', '', '',"
	      " '', '', '', '', '', '', '', '', ''),"
	      "(3, 4, '2026-05-01 12:00Z', 1, '', '', 'a.com', '/', '', '', 'example.com', "
	      "'example.com',"
	      " 'referral', '', '', '', '', '', '', '', '', '', '', '', '', '', '')");
}

static void
every_type_shows_its_values(void)
{
	store_value_examples();
	static const char *const cases[][2] = {
		{ "path", "[{\"x\":\"/a\",\"y\":2},{\"x\":\"/\",\"y\":1},{\"x\":\"/b\",\"y\":1}]" },
		{ "url", "[{\"x\":\"/a\",\"y\":2},{\"x\":\"/\",\"y\":1},{\"x\":\"/b\",\"y\":1}]" },
		{ "entry", "[{\"x\":\"/a\",\"y\":2},{\"x\":\"/\",\"y\":1}]" },
		{ "exit", "[{\"x\":\"/\",\"y\":1},{\"x\":\"/a\",\"y\":1},{\"x\":\"/b\",\"y\":1}]" },
		{ "title", "[{\"x\":\"A\",\"y\":2},{\"x\":\"B\",\"y\":1},{\"x\":null,\"y\":1}]" },
		{ "query", "[{\"x\":\"p=1\",\"y\":1}]" },
		{ "hostname", "[{\"x\":\"a.com\",\"y\":2},{\"x\":\"b.com\",\"y\":1}]" },
		{ "host", "[{\"x\":\"a.com\",\"y\":2},{\"x\":\"b.com\",\"y\":1}]" },
		{ "referrer", "[{\"x\":\"google.de\",\"y\":1},{\"x\":\"google.fr\",\"y\":1}]" },
		{ "domain", "[{\"x\":\"Google\",\"y\":2}]" },
		{ "channel", "[{\"x\":\"organicSearch\",\"y\":2},{\"x\":\"direct\",\"y\":1}]" },
		{ "utmSource", "[{\"x\":\"s\",\"y\":1}]" },
		{ "utmMedium", "[{\"x\":\"m\",\"y\":1}]" },
		{ "utmCampaign", "[{\"x\":\"c\",\"y\":1}]" },
		{ "utmContent", "[{\"x\":\"n\",\"y\":1}]" },
		{ "utmTerm", "[{\"x\":\"t\",\"y\":1}]" },
		{ "browser", "[{\"x\":\"chrome\",\"y\":2},{\"x\":null,\"y\":1}]" },
		{ "os", "[{\"x\":\"Linux\",\"y\":2},{\"x\":null,\"y\":1}]" },
		{ "device", "[{\"x\":\"laptop\",\"y\":2},{\"x\":null,\"y\":1}]" },
		{ "screen", "[{\"x\":\"800x600\",\"y\":2},{\"x\":null,\"y\":1}]" },
		{ "language", "[{\"x\":\"en\",\"y\":2},{\"x\":null,\"y\":1}]" },
		{ "country",
		  "[{\"x\":\"FR\",\"y\":1},{\"x\":\"US\",\"y\":1},{\"x\":null,\"y\":1}]" },
		{ "region", "[{\"x\":\"FR-IDF\",\"y\":1,\"country\":\"FR\"},"
			    "{\"x\":\"US-TX\",\"y\":1,\"country\":\"US\"},"
			    "{\"x\":null,\"y\":1,\"country\":null}]" },
		{ "city", "[{\"x\":\"Paris\",\"y\":1,\"country\":\"FR\",\"region\":\"FR-IDF\"},"
			  "{\"x\":\"Paris\",\"y\":1,\"country\":\"US\",\"region\":\"US-TX\"},"
			  "{\"x\":null,\"y\":1,\"country\":null,\"region\":null}]" },
		{ "distinctId", "[{\"x\":\"ann\",\"y\":1}]" },
		{ "event", "[{\"x\":\"buy\",\"y\":2}]" },
		{ "tag", "[{\"x\":\"x\",\"y\":1}]" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char query[64];
		snprintf(query, sizeof(query), "type=%s", cases[i][0]);
		expect_in_2026(report_metrics, query, cases[i][1]);
	}
	expect_in_2026(report_metrics, "type=tag&eventType=2", "[{\"x\":\"y\",\"y\":1}]");
	expect_in_2026(report_metrics, "type=event&eventType=1", "[{\"x\":\"buy\",\"y\":2}]");
	expect_in_2026(report_metrics, "type=entry&eventType=2", "[{\"x\":\"/a\",\"y\":1}]");
}

static void
what_a_visitor_or_visit_lacks_altogether_can_be_asked_for(void)
{
	store_value_examples();
	static const struct filter_case cases[] = {
		{ "browser=eq.", 2 },
		{ "country=eq.", 2 },
		{ "utmSource=eq.", 3 },
		{ "tag=eq.", 4 },
	};
	EXPECT_ROWS(cases);
}

static void
rows_are_searched_and_paged_in_a_fixed_order(void)
{
	store_value_examples();
	expect_in_2026(report_metrics, "type=path&limit=1", "[{\"x\":\"/a\",\"y\":2}]");
	expect_in_2026(report_metrics, "type=path&limit=1&offset=1", "[{\"x\":\"/\",\"y\":1}]");
	expect_in_2026(report_metrics, "type=path&offset=2", "[{\"x\":\"/b\",\"y\":1}]");
	expect_in_2026(report_metrics, "type=path&offset=2147483647&limit=2147483647", "[]");
	expect_in_2026(report_metrics, "type=path&search=B", "[{\"x\":\"/b\",\"y\":1}]");
	expect_in_2026(report_metrics, "type=title&search=a", "[{\"x\":\"A\",\"y\":2}]");
	expect_in_2026(report_metrics, "type=title&search=%25", "[]");
}

static void
lists_may_be_longer_than_a_block(void)
{
	new_website("");
	test_sql("INSERT INTO raw_events (visitor, visit, at, path) "
		 "SELECT i, i, '2026-05-01 10:00Z', '/' || to_char(i, 'FM0000') "
		 "FROM generate_series(1, 1203) i");
	test_sql("SELECT store_raw_events()");
	static const struct {
		const char *query;
		int rows;
		const char *end;
	} cases[] = {
		{ "type=path", 500, "{\"x\":\"/0500\",\"y\":1}]" },
		{ "type=path&limit=1000", 1000, "{\"x\":\"/1000\",\"y\":1}]" },
		{ "type=path&limit=1001", 1001, "{\"x\":\"/1001\",\"y\":1}]" },
		{ "type=path&limit=100000", 1203, "{\"x\":\"/1203\",\"y\":1}]" },
		{ "type=path&limit=700&offset=600", 603, "{\"x\":\"/1203\",\"y\":1}]" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char query[128];
		int rows = 0;
		snprintf(query, sizeof(query), "startDate=2026-01-01&endDate=2026-12-31&%s",
			 cases[i].query);
		const char *reply = reply_of(report_metrics, query);
		for (const char *at = reply; (at = strstr(at, "\"x\"")) != NULL; at++)
			rows++;
		CU_ASSERT_EQUAL(rows, cases[i].rows);
		CU_ASSERT_PTR_NOT_NULL(strstr(reply, cases[i].end));
	}
}

static void
expanded_rows_have_all_numbers(void)
{
	store_value_examples();
	expect_in_2026(
		report_metrics_expanded, "type=path",
		"[{\"name\":\"/a\",\"pageviews\":2,\"visitors\":2,\"visits\":2,\"bounces\":0,"
		"\"totaltime\":240},"
		"{\"name\":\"/\",\"pageviews\":2,\"visitors\":1,\"visits\":2,\"bounces\":2,"
		"\"totaltime\":0},"
		"{\"name\":\"/b\",\"pageviews\":1,\"visitors\":1,\"visits\":1,\"bounces\":0,"
		"\"totaltime\":60}]");
	expect_in_2026(
		report_metrics_expanded, "type=event",
		"[{\"name\":\"buy\",\"pageviews\":2,\"visitors\":1,\"visits\":1,\"bounces\":0,"
		"\"totaltime\":180}]");
	expect_in_2026(
		report_metrics_expanded, "type=language&search=EN",
		"[{\"name\":\"en\",\"pageviews\":3,\"visitors\":2,\"visits\":2,\"bounces\":0,"
		"\"totaltime\":240}]");
	expect_in_2026(report_metrics_expanded, "type=region&limit=1",
		       "[{\"name\":\"FR-IDF\",\"pageviews\":2,\"visitors\":1,\"visits\":1,"
		       "\"bounces\":0,\"totaltime\":60,\"country\":\"FR\"}]");
	expect_in_2026(
		report_metrics_expanded, "type=city&country=US",
		"[{\"name\":\"Paris\",\"pageviews\":1,\"visitors\":1,\"visits\":1,\"bounces\":0,"
		"\"totaltime\":180,\"country\":\"US\",\"region\":\"US-TX\"}]");
}

static void
a_page_seen_twice_in_a_visit_is_one_visit(void)
{
	new_website("");
	store("at, path, query",
	      "('2026-05-01 10:00Z', '/a', 'p=1'), ('2026-05-01 10:01Z', '/a', 'p=2')");
	expect_in_2026(
		report_metrics_expanded, "type=path",
		"[{\"name\":\"/a\",\"pageviews\":2,\"visitors\":1,\"visits\":1,\"bounces\":0,"
		"\"totaltime\":60}]");
}

static void
values_offers_the_ten_most_frequent(void)
{
	store_value_examples();
	expect_in_2026(report_values, "type=path",
		       "[{\"value\":\"/\",\"count\":2},{\"value\":\"/a\",\"count\":2},"
		       "{\"value\":\"/b\",\"count\":1}]");
	expect_in_2026(report_values, "type=title&search=a", "[{\"value\":\"A\",\"count\":2}]");
	expect_in_2026(report_values, "type=city", "[{\"value\":\"Paris\",\"count\":3}]");
	expect_in_2026(report_values, "type=event", "[{\"value\":\"buy\",\"count\":2}]");
	expect_in_2026(report_values, "type=browser&path=/b",
		       "[{\"value\":\"chrome\",\"count\":1}]");
	new_website("");
	test_sql("INSERT INTO raw_events (visitor, visit, at, path) "
		 "SELECT i, i, '2026-05-01 10:00Z', '/' || i FROM generate_series(11, 22) i");
	test_sql("SELECT store_raw_events()");
	CU_ASSERT_PTR_NOT_NULL(
		strstr(reply_of(report_values, "startDate=2026-01-01&endDate=2026-12-31&type=path"),
		       "{\"value\":\"/20\",\"count\":1}]"));
}

/* Now ---------------------------------------------------------------------------------------- */

static void
active_are_the_visitors_of_five_minutes(void)
{
	new_website("");
	store("visitor, visit, at, event_type, name",
	      "(1, 1, '2026-05-01 09:59:59.999Z', 1, ''), (2, 2, '2026-05-01 10:00Z', 1, ''),"
	      "(3, 3, '2026-05-01 10:05Z', 2, 'buy'), (3, 3, '2026-05-01 10:04Z', 1, ''),"
	      "(4, 4, '2026-05-01 10:05:00.001Z', 1, '')");
	now_ms = 1777629900000LL;
	expect(report_active, "", "{\"visitors\":2}");
	website.reset_at = 1777629900000LL;
	expect(report_active, "", "{\"visitors\":1}");
}

static void
date_range_is_first_and_last(void)
{
	new_website("");
	expect(report_date_range, "", "{\"startDate\":null,\"endDate\":null}");
	store("visit, at, event_type, name",
	      "(1, '2025-12-31 23:30:00.001Z', 2, 'buy'), (1, '2025-12-31 23:30Z', 1, ''),"
	      "(2, '2026-05-01 10:00:00.998Z', 1, ''), (2, '2026-05-01 10:00:00.999Z', 1, '')");
	expect(report_date_range, "",
	       "{\"startDate\":\"2025-12-31T23:30:00.000Z\","
	       "\"endDate\":\"2026-05-01T10:00:00.999Z\"}");
}

#define ENTRY(type, session, at, name, path, referrer)                                          \
	"{\"__type\":\"" type "\",\"sessionId\":\"" session "\",\"createdAt\":\"2026-05-01T" at \
	"Z\",\"eventName\":" name ",\"browser\":\"chrome\",\"os\":null,\"device\":null,"        \
	"\"country\":\"FR\",\"urlPath\":\"" path "\",\"referrerDomain\":" referrer              \
	",\"hostname\":\"example.com\"}"

static void
realtime_is_the_last_half_hour(void)
{
	new_website("");
	store("visitor, visit, at, event_type, name, path, browser, country, referrer",
	      "(1, 1, '2026-05-01 09:29:59.999Z', 1, '', '/old', 'chrome', 'FR', 'x.org'),"
	      "(1, 1, '2026-05-01 09:30Z', 1, '', '/a', 'chrome', 'FR', ''),"
	      "(2, 2, '2026-05-01 09:59:30Z', 1, '', '/a', 'chrome', 'FR', ''),"
	      "(2, 2, '2026-05-01 10:00Z', 2, 'buy', '/a', 'chrome', 'FR', '')");
	now_ms = 1777629600000LL;
	expect(report_realtime, "",
	       "{\"totals\":{\"views\":2,\"visitors\":2,\"events\":1,\"countries\":1},"
	       "\"countries\":{\"FR\":2},\"urls\":{\"/a\":2},\"referrers\":{\"x.org\":1},"
	       "\"events\":[" ENTRY("event", SECOND_VISITOR, "10:00:00.000", "\"buy\"", "/a", "null") "," ENTRY(
		       "pageview", SECOND_VISITOR, "09:59:30.000", "null", "/a",
		       "null") "," ENTRY("session", SECOND_VISITOR, "09:59:30.000", "null", "/a",
					 "null") "," ENTRY("pageview", FIRST_VISITOR,
							   "09:30:00.000", "null", "/a",
							   "\"x.org\"") "," ENTRY("session",
										  FIRST_VISITOR,
										  "09:30:00.000",
										  "null", "/a",
										  "\"x.org\"") "],"
											       "\"s"
											       "eri"
											       "es"
											       "\":"
											       "{\""
											       "vie"
											       "ws"
											       "\":"
											       "[{"
											       "\"x"
											       "\":"
											       "\"2"
											       "026"
											       "-05"
											       "-01"
											       "T09"
											       ":30"
											       ":00"
											       "Z\""
											       ",\""
											       "y\""
											       ":1}"
											       ","
											       "{\""
											       "x\""
											       ":\""
											       "202"
											       "6-"
											       "05-"
											       "01T"
											       "09:"
											       "59:"
											       "00Z"
											       "\","
											       "\"y"
											       "\":"
											       "1}]"
											       ","
											       "\"v"
											       "isi"
											       "tor"
											       "s\""
											       ":[{"
											       "\"x"
											       "\":"
											       "\"2"
											       "026"
											       "-05"
											       "-01"
											       "T09"
											       ":30"
											       ":00"
											       "Z\""
											       ",\""
											       "y\""
											       ":1}"
											       ","
											       "{\""
											       "x\""
											       ":\""
											       "202"
											       "6-"
											       "05-"
											       "01T"
											       "09:"
											       "59:"
											       "00Z"
											       "\","
											       "\"y"
											       "\":"
											       "1},"
											       "{\""
											       "x\""
											       ":\""
											       "202"
											       "6-"
											       "05-"
											       "01T"
											       "10:"
											       "00:"
											       "00Z"
											       "\","
											       "\"y"
											       "\":"
											       "1}]"
											       "},"
											       "\"t"
											       "ime"
											       "sta"
											       "mp"
											       "\":"
											       "177"
											       "762"
											       "960"
											       "000"
											       "0"
											       "}");
	expect(report_realtime, "eventType=2&timezone=Asia/Kathmandu",
	       "{\"totals\":{\"views\":0,\"visitors\":1,\"events\":1,\"countries\":1},"
	       "\"countries\":{\"FR\":1},\"urls\":{},\"referrers\":{},"
	       "\"events\":[" ENTRY("event", SECOND_VISITOR, "10:00:00.000", "\"buy\"", "/a",
				    "null") "," ENTRY("session", SECOND_VISITOR, "10:00:00.000",
						      "\"buy\"", "/a",
						      "null") "],"
							      "\"series\":{\"views\":[],"
							      "\"visitors\":[{\"x\":\"2026-05-01 "
							      "15:45:00\",\"y\":1}]},"
							      "\"timestamp\":1777629600000}");
}

static void
realtime_lists_the_newest_hundred_and_sums_all(void)
{
	new_website("");
	test_sql("INSERT INTO raw_events (visitor, visit, at) "
		 "SELECT i + 1, i + 1, timestamptz '2026-05-01 10:00Z' - i * interval '1 second' "
		 "FROM generate_series(0, 149) i");
	test_sql("SELECT store_raw_events()");
	now_ms = 1777629600000LL;
	const char *reply = reply_of(report_realtime, "");
	int entries = 0;
	for (const char *at = reply; (at = strstr(at, "\"__type\":\"pageview\"")) != NULL; at++)
		entries++;
	CU_ASSERT_EQUAL(entries, 100);
	CU_ASSERT_PTR_NOT_NULL(strstr(reply, "\"views\":150,\"visitors\":150,"));
	CU_ASSERT_PTR_NOT_NULL(strstr(reply, "09:58:21.000Z"));
	CU_ASSERT_PTR_NULL(strstr(reply, "09:58:20.000Z"));
}

/* Refusals ----------------------------------------------------------------------------------- */

static void
problems_name_their_fields(void)
{
	new_website("");
	static const char range[] = "startAt=1&endAt=2";
	static const char *const cases[][2] = {
		{ "timezone=Europe/Atlantis",
		  "! timezone: Must be the name of a time zone, like Europe/Paris." },
		{ "timezone=Foo%2B3",
		  "! timezone: Must be the name of a time zone, like Europe/Paris." },
		{ "timezone=CEST",
		  "! timezone: Must be the name of a time zone, like Europe/Paris." },
		{ "timezone='", "! timezone: Must be the name of a time zone, like Europe/Paris." },
		{ "path=re.(", "! path: Must be a regular expression." },
		{ "path=re.a&title3=nre.[&browser=re.*",
		  "! title3: Must be a regular expression. | browser: Must be a regular "
		  "expression." },
		{ "timezone=Nowhere&path=re.(", "! timezone: Must be the name of a time zone, like "
						"Europe/Paris. | path: Must be a "
						"regular expression." },
		{ "unit=week", "! unit: Must be one of: minute, hour, day, month, year." },
		{ "compare=never", "! compare: Must be one of: prev, yoy." },
		{ "match=some", "! match: Must be one of: all, any." },
		{ "eventType=x", "! eventType: Must be a number." },
		{ "segment=00000000-0000-4000-8000-000000000000", "! segment: Unknown segment." },
		{ "cohort=00000000-0000-4000-8000-000000000000", "! cohort: Unknown cohort." },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char query[256];
		snprintf(query, sizeof(query), "%s&%s", range, cases[i][0]);
		expect(report_stats, query, cases[i][1]);
		expect(report_pageviews, query, cases[i][1]);
	}
	expect(report_stats, "", "! startAt: Required. | endAt: Required.");
	expect(report_stats, "startAt=2&endAt=1", "! endAt: Must not be before the start.");
	expect(report_realtime, "timezone=Nowhere&path=re.(",
	       "! timezone: Must be the name of a time zone, like Europe/Paris. | path: Must be a "
	       "regular expression.");
	CU_ASSERT_PTR_NOT_NULL(strstr(reply_of(report_metrics, "startAt=1&endAt=2&type=nothing"),
				      "! type: Must be one of: path, "));
	expect(report_metrics, "startAt=1&endAt=2", "! type: Required.");
	expect(report_metrics, "startAt=1&endAt=2&type=path&limit=0",
	       "! limit: Must be at least 1.");
	expect(report_values, "type=path&offset=-1",
	       "! offset: Must be at least 0. | startAt: Required. | endAt: Required.");
}

/* Plans -------------------------------------------------------------------------------------- */

enum { MAY_2026 = 1777593600, JUNE_2026 = 1780272000, AUGUST_2026 = 1785542400 };

/* From the first of May on, as seconds since 1970. */
static const char *
plan_of(const char *selection, long long end)
{
	char sql[1024];
	snprintf(sql, sizeof(sql),
		 "EXPLAIN (FORMAT JSON) SELECT * FROM report_values(%d, %lld, %lld, "
		 "'{\"eventTypes\": [1, 3, 4]%s}', 'path')",
		 website.website_id, MAY_2026 * 1000LL << 20, end * 1000 << 20, selection);
	return test_sql(sql);
}

static void
absent_filters_cost_nothing(void)
{
	new_website("");
	store("at", "('2026-04-01 10:00Z'), ('2026-05-01 10:00Z'), ('2026-06-01 10:00Z')");
	const char *plan = plan_of("", JUNE_2026);
	CU_ASSERT_PTR_NULL(strstr(plan, "\"Relation Name\": \"visitors\""));
	CU_ASSERT_PTR_NULL(strstr(plan, "\"Relation Name\": \"clients\""));
	CU_ASSERT_PTR_NULL(strstr(plan, "\"Relation Name\": \"sources\""));
	CU_ASSERT_PTR_NULL(strstr(plan, "Function Scan"));
	plan = plan_of(", \"browser\": [{\"operator\": \"eq\", \"values\": [\"chrome\"]}]",
		       JUNE_2026);
	CU_ASSERT_PTR_NULL(strstr(plan, "\"Relation Name\": \"visitors\""));
	CU_ASSERT_PTR_NOT_NULL(strstr(plan, "\"Relation Name\": \"clients\""));
	plan = plan_of(", \"distinctId\": [{\"operator\": \"eq\", \"values\": [\"7\"]}]",
		       JUNE_2026);
	CU_ASSERT_PTR_NOT_NULL(strstr(plan, "\"Relation Name\": \"visitors\""));
}

static void
other_months_are_not_looked_at(void)
{
	new_website("");
	store("at", "('2026-04-01 10:00Z'), ('2026-05-01 10:00Z'), ('2026-06-01 10:00Z')");
	const char *plan = plan_of("", JUNE_2026);
	CU_ASSERT_PTR_NOT_NULL(strstr(plan, "events_2026_05"));
	CU_ASSERT_PTR_NULL(strstr(plan, "events_2026_04"));
	CU_ASSERT_PTR_NULL(strstr(plan, "events_2026_06"));
}

/* Each partition's scan would evaluate such a condition anew, the dictionaries included. */
static void
no_filter_stands_on_the_scans_of_events(void)
{
	new_website("");
	store("at, event_type, name",
	      "('2026-05-01 10:00Z', 1, ''), ('2026-06-01 10:00Z', 2, 'buy')");
	static const char *const names[] = { "path", "tag", "channel", "city", "has", "hasNot" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char selection[128];
		snprintf(selection, sizeof(selection),
			 ", \"%s\": [{\"operator\": \"c\", \"values\": [\"a\"]}]", names[i]);
		const char *scan = strstr(plan_of(selection, AUGUST_2026),
					  "\"Relation Name\": \"events_2026_05\"");
		const char *filter = scan == NULL ? NULL : strstr(scan, "\"Filter\": ");
		CU_ASSERT_PTR_NOT_NULL_FATAL(filter);
		int subplans = 0; /* one is the types of events, known from a handful of rows */
		for (const char *at = filter; *at != '\n'; at++)
			subplans += strncmp(at, "SubPlan", 7) == 0;
		CU_ASSERT(subplans <= 1);
	}
}

/* The ledger --------------------------------------------------------------------------------- */

/* Hours of 2026-05-01 UTC. */
static void
book(int hour, int outcome, int events)
{
	char sql[256];
	snprintf(sql, sizeof(sql),
		 "INSERT INTO ledger VALUES (%d, extract(epoch FROM '2026-05-01Z'::timestamptz) / "
		 "3600 "
		 "+ %d, %d, %d)",
		 website.website_id, hour, outcome, events);
	test_sql(sql);
}

static void
shows_the_books_of_whole_hours_and_the_rows_beside_them(void)
{
	new_website("");
	store("at, path",
	      "('2026-05-01 09:59:59.999Z', '/a'), ('2026-05-01 10:00Z', '/a'), ('2026-05-01 "
	      "11:59:59.999Z', '/a'), ('2026-05-01 12:00Z', '/a')");
	test_sql("DELETE FROM ledger");
	book(9, 0, 1);
	book(9, 1, 1);
	book(10, 0, 10);
	book(10, 1, 1);
	book(10, 2, 3);
	book(10, 5, 6);
	book(11, 0, 8);
	book(11, 1, 1);
	book(11, 4, 6);
	book(11, 5, 1);
	book(12, 0, 1);
	book(12, 99, 1);
	expect(report_ledger, "startDate=2026-05-01T10:30:00Z&endDate=2026-05-01T11:00:00Z",
	       "{\"startDate\":\"2026-05-01T10:00:00.000Z\",\"endDate\":\"2026-05-01T11:59:59."
	       "999Z\","
	       "\"received\":18,\"stored\":2,\"attached\":3,\"deleted\":0,\"rows\":2,"
	       "\"refused\":[{\"reason\":\"bot\",\"events\":7},{\"reason\":\"invalid\",\"events\":"
	       "6}]}");
	expect(report_ledger, "startDate=2026-05-01T12:00:00Z&endDate=2026-05-01T12:00:00Z",
	       "{\"startDate\":\"2026-05-01T12:00:00.000Z\",\"endDate\":\"2026-05-01T12:59:59."
	       "999Z\","
	       "\"received\":1,\"stored\":0,\"attached\":0,\"deleted\":0,\"rows\":1,"
	       "\"refused\":[{\"reason\":\"unknown\",\"events\":1}]}");
	expect(report_ledger, "startAt=-1&endAt=-1",
	       "{\"startDate\":\"1969-12-31T23:00:00.000Z\",\"endDate\":\"1969-12-31T23:59:59."
	       "999Z\","
	       "\"received\":0,\"stored\":0,\"attached\":0,\"deleted\":0,\"rows\":0,\"refused\":[]"
	       "}");
}

static const struct unit_test tests[] = {
	TEST(shows_the_books_of_whole_hours_and_the_rows_beside_them),
	TEST(a_visit_over_midnight_counts_whole_on_both_days),
	TEST(a_bounce_is_one_pageview_and_no_event),
	TEST(who_reads_for_ten_seconds_does_not_bounce),
	TEST(both_ends_of_the_range_belong_to_it),
	TEST(what_was_before_a_reset_does_not_exist),
	TEST(all_times_may_be_asked_for),
	TEST(links_and_pixels_are_pageviews_and_custom_events_are_not),
	TEST(other_websites_are_other_peoples),
	TEST(a_year_earlier_is_by_the_clock),
	TEST(a_leap_day_is_compared_with_the_28th),
	TEST(series_leave_out_empty_units_and_count_visitors_in_each),
	TEST(only_a_named_zone_loses_the_z),
	TEST(an_hour_that_the_clock_shows_twice_is_one),
	TEST(a_minute_that_the_clock_shows_twice_is_one),
	TEST(an_hour_that_the_clock_leaves_out_is_none),
	TEST(months_and_days_are_those_of_the_zone),
	TEST(too_fine_a_unit_is_made_coarser),
	TEST(filters_look_at_row_visit_and_visitor),
	TEST(operators_fold_case_and_take_wildcards_literally),
	TEST(several_filters_hold_all_or_any),
	TEST(an_event_filter_is_about_the_visit),
	TEST(a_filter_leaves_visits_whole),
	TEST(every_type_shows_its_values),
	TEST(what_a_visitor_or_visit_lacks_altogether_can_be_asked_for),
	TEST(rows_are_searched_and_paged_in_a_fixed_order),
	TEST(lists_may_be_longer_than_a_block),
	TEST(expanded_rows_have_all_numbers),
	TEST(a_page_seen_twice_in_a_visit_is_one_visit),
	TEST(values_offers_the_ten_most_frequent),
	TEST(active_are_the_visitors_of_five_minutes),
	TEST(date_range_is_first_and_last),
	TEST(realtime_is_the_last_half_hour),
	TEST(realtime_lists_the_newest_hundred_and_sums_all),
	TEST(problems_name_their_fields),
	TEST(absent_filters_cost_nothing),
	TEST(other_months_are_not_looked_at),
	TEST(no_filter_stands_on_the_scans_of_events),
};

/* Makes the table raw_events in this program's database. */
static void
load_raw_events(void)
{
	static char sql[TEXT_MAX];
	FILE *file = fopen(TESTS_DIR "/support/raw_events.sql", "r");
	size_t len = file == NULL ? 0 : fread(sql, 1, sizeof(sql) - 1, file);
	if (len == 0 || len == sizeof(sql) - 1) {
		fprintf(stderr, "cannot read raw_events.sql\n");
		exit(2);
	}
	fclose(file);
	test_sql(sql);
}

int
main(void)
{
	test_database_open();
	load_raw_events();
	if (!db_connect("test_reports", 60000))
		return 2;
	int status = unit_run("reports", tests, sizeof(tests) / sizeof(tests[0]));
	db_disconnect();
	return status;
}
