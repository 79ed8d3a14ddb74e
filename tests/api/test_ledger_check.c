/*
 * The check of the books, over books and rows made by hand.
 * SPDX-License-Identifier: MIT
 */
#include "ledger_check.h"

#include "database.h"
#include "db.h"

#include <stdlib.h>
#include <string.h>

static char *printed;

/* Whether the books balance; `printed` is what was said about it. */
static bool
balanced(void)
{
	size_t len;
	free(printed);
	FILE *out = open_memstream(&printed, &len);
	CU_ASSERT_TRUE_FATAL(db_connect("test_ledger_check", 10000));
	bool answer = ledger_check(out);
	db_disconnect();
	fclose(out);
	return answer;
}

/* Two events at 12:00 and one at 13:00, and books that say so. */
static void
start(void)
{
	test_sql("DELETE FROM events; DELETE FROM ledger; DELETE FROM websites");
	test_sql("INSERT INTO websites (website_uuid, name) VALUES "
		 "('00000000-0000-4000-8000-000000000001', 'one')");
	test_sql("SELECT create_month('2026-10-15Z')");
	test_sql("INSERT INTO events (event_id, website_id, visitor_id, visit_id, page_id) "
		 "SELECT first_event_id('2026-10-15 12:00Z'::timestamptz + n * interval '30 "
		 "minutes'), "
		 "website_id, 1, 1, 1 FROM websites, generate_series(0, 2) n");
	test_sql("INSERT INTO ledger (website_id, hour, outcome, events) "
		 "SELECT website_id, hour, outcome, events FROM websites, (VALUES (497796, 0, 9), "
		 "(497796, 1, 2), (497796, 2, 4), (497796, 5, 3), (497797, 0, 1), (497797, 1, 1)) "
		 "AS given (hour, outcome, events)");
}

static void
says_that_the_books_balance(void)
{
	start();
	CU_ASSERT_TRUE(balanced());
	CU_ASSERT_STRING_EQUAL(printed, "the books balance\n");
}

static void
names_the_hour_of_which_a_row_is_missing(void)
{
	start();
	test_sql("DELETE FROM events WHERE event_at(event_id) = '2026-10-15 12:30Z'");
	CU_ASSERT_FALSE(balanced());
	CU_ASSERT_STRING_EQUAL(
		printed, "00000000-0000-4000-8000-000000000001 2026-10-15T12:00Z: received 9, "
			 "stored 2, attached 4, refused 3: 0 unaccounted for; rows 1: 1 missing\n"
			 "the books do not balance in 1 hours\n");
}

static void
names_the_hour_of_a_row_that_was_never_booked(void)
{
	start();
	test_sql("DELETE FROM ledger WHERE hour = 497797");
	CU_ASSERT_FALSE(balanced());
	CU_ASSERT_PTR_NOT_NULL(strstr(printed,
				      "T13:00Z: received 0, stored 0, attached 0, refused 0: 0 "
				      "unaccounted for; rows 1: -1 missing\n"));
}

static void
names_what_was_received_and_not_accounted_for(void)
{
	start();
	test_sql("DELETE FROM ledger WHERE outcome = 5");
	test_sql("INSERT INTO ledger (website_id, hour, outcome, events) VALUES (0, 497796, 0, 7)");
	CU_ASSERT_FALSE(balanced());
	CU_ASSERT_PTR_NOT_NULL(
		strstr(printed, "refused 0: 3 unaccounted for; rows 2: 0 missing\n"));
	CU_ASSERT_PTR_NOT_NULL(
		strstr(printed, "no website 2026-10-15T12:00Z: received 7, stored 0, "));
	CU_ASSERT_PTR_NOT_NULL(strstr(printed, "the books do not balance in 2 hours\n"));
}

/* Its rows go in steps, and its books with them. */
static void
leaves_deleted_websites_alone(void)
{
	start();
	test_sql("DELETE FROM events");
	test_sql("UPDATE websites SET deleted_at = now()");
	CU_ASSERT_TRUE(balanced());
}

static const struct unit_test tests[] = {
	TEST(says_that_the_books_balance),
	TEST(names_the_hour_of_which_a_row_is_missing),
	TEST(names_the_hour_of_a_row_that_was_never_booked),
	TEST(names_what_was_received_and_not_accounted_for),
	TEST(leaves_deleted_websites_alone),
};

DATABASE_MAIN("ledger_check", tests)
