/*
 * Purging deleted websites: who does it, and what an interruption leaves to the next.
 * SPDX-License-Identifier: MIT
 */
#include "website_purge.h"

#include "database.h"
#include "db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATEMENT_TIMEOUT_MS = 1000 };

/* A deleted website and one that is not, with events on two days far apart. */
static void
start_over(void)
{
	test_sql("TRUNCATE events, engagements, performances, visits, texts, shields, "
		 "website_numbers, websites CASCADE");
	test_sql("SELECT create_month('2026-01-01'), create_month('2026-03-01')");
	test_sql("INSERT INTO websites (website_uuid, name, deleted_at)"
		 " VALUES (gen_random_uuid(), 'gone', now()), (gen_random_uuid(), 'kept', NULL)");
	test_sql("INSERT INTO events (event_id, website_id, visitor_id, visit_id, page_id)"
		 " SELECT first_event_id(day::timestamptz) + n, website_id, 1, 1, 1"
		 "   FROM websites, generate_series(1, 100) AS n,"
		 "        unnest(ARRAY['2026-01-01', '2026-03-31']) AS day");
	/* an hour after the last event: nothing but these leads there */
	test_sql("INSERT INTO engagements SELECT first_event_id('2026-03-31 01:00') + n, "
		 "website_id, 1, 1, 1, 5000, 50 FROM websites, generate_series(1, 100) AS n");
	test_sql("INSERT INTO performances (event_id, website_id, visitor_id, visit_id, page_id, "
		 "lcp) SELECT first_event_id('2026-03-31 02:00') + n, website_id, 1, 1, 1, 1 "
		 "FROM websites, generate_series(1, 100) AS n");
	test_sql("INSERT INTO visits SELECT website_id, n, n, 0, now(), now(), 1, 0, 1, 1, 0, 0, 0"
		 "   FROM websites, generate_series(1, 100) AS n");
	test_sql("INSERT INTO texts (website_id, text) SELECT website_id, 'text' FROM websites");
}

/* "events visits texts websites" of the website with that name, or of the one that has no row. */
static const char *
left_of(const char *name)
{
	char sql[512];
	snprintf(sql, sizeof(sql),
		 "WITH mine AS (SELECT website_id FROM websites WHERE name = '%s')"
		 "SELECT concat_ws(' ', (SELECT count(*) FROM events JOIN mine USING (website_id)),"
		 " (SELECT count(*) FROM visits JOIN mine USING (website_id)),"
		 " (SELECT count(*) FROM texts JOIN mine USING (website_id)), (SELECT count(*) "
		 "FROM mine))",
		 name);
	return test_sql(sql);
}

static const char *
orphans(void)
{
	return test_sql("SELECT count(*) FROM (SELECT website_id FROM events UNION ALL SELECT "
			"website_id FROM engagements UNION ALL SELECT website_id FROM performances "
			"UNION ALL SELECT website_id FROM visits"
			" UNION ALL SELECT website_id FROM texts) AS rows"
			" WHERE website_id NOT IN (SELECT website_id FROM websites)");
}

static void
deletes_deleted_websites_only(void)
{
	start_over();
	CU_ASSERT_TRUE(website_purge());
	CU_ASSERT_STRING_EQUAL(left_of("gone"), "0 0 0 0");
	CU_ASSERT_STRING_EQUAL(left_of("kept"), "200 100 1 1");
	CU_ASSERT_STRING_EQUAL(orphans(), "0");
	CU_ASSERT_TRUE(website_purge());
}

static void
leaves_the_work_to_whoever_does_it_already(void)
{
	start_over();
	test_sql("BEGIN");
	test_sql("SELECT pg_advisory_xact_lock(hashtext('sillage website_purge'))");
	CU_ASSERT_TRUE(website_purge());
	CU_ASSERT_STRING_EQUAL(left_of("gone"), "200 100 1 1");
	test_sql("COMMIT");
	CU_ASSERT_TRUE(website_purge());
	CU_ASSERT_STRING_EQUAL(left_of("gone"), "0 0 0 0");
}

static void
goes_on_where_it_was_interrupted(void)
{
	start_over();
	test_sql("BEGIN");
	test_sql("SELECT 1 FROM visits WHERE visit_id = 50 FOR UPDATE");
	CU_ASSERT_FALSE(website_purge()); /* meets the statement timeout after the events */
	CU_ASSERT_STRING_EQUAL(left_of("gone"), "0 100 1 1");
	test_sql("COMMIT");
	CU_ASSERT_TRUE(website_purge());
	CU_ASSERT_STRING_EQUAL(left_of("gone"), "0 0 0 0");
	CU_ASSERT_STRING_EQUAL(orphans(), "0");
}

static const struct unit_test tests[] = {
	TEST(deletes_deleted_websites_only),
	TEST(leaves_the_work_to_whoever_does_it_already),
	TEST(goes_on_where_it_was_interrupted),
};

int
main(void)
{
	test_database_open();
	if (!db_connect("purge", STATEMENT_TIMEOUT_MS))
		return 2;
	int status = unit_run("website_purge", tests, sizeof(tests) / sizeof(tests[0]));
	db_disconnect();
	return status;
}
