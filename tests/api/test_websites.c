/*
 * The website handlers where timing and memory matter; tests/http/websites.test.mjs has the rest.
 * SPDX-License-Identifier: MIT
 */
#include "asked.h"
#include "clock.h"
#include "database.h"
#include "db.h"
#include "handlers.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OWNER_ID "00000000-0000-4000-8000-00000000000a"

enum { PATIENCE_US = 20000000 };

static void
start_over(void)
{
	test_sql("TRUNCATE tokens, shields, website_numbers, websites, users CASCADE");
	test_sql("INSERT INTO users (user_id, username, password_hash, role) VALUES ('" OWNER_ID
		 "', 'owner', 'x', 'user')");
}

static struct request *
ask_as_owner(const char *query, const char *body)
{
	struct request *req = asked(query, body);
	snprintf(req->asker.user_id, sizeof(req->asker.user_id), "%s", OWNER_ID);
	req->asker.role = ROLE_USER;
	return req;
}

/* As dispatch() runs a handler. */
static enum outcome
run(enum outcome (*handler)(struct request *req), struct request *req, enum db_access access)
{
	if (!db_begin(access))
		return BUSY;
	enum outcome outcome = handler(req);
	if (outcome == DONE)
		return db_commit();
	db_rollback();
	return outcome;
}

static void
shows_no_website_that_vanished_after_the_access_check(void)
{
	start_over();
	struct request *req = ask_as_owner(NULL, NULL);
	req->website.website_id = 123456;
	CU_ASSERT_EQUAL(run(website_show, req, DB_READ), NOT_FOUND);
	asked_free(req);
	req = ask_as_owner(NULL, "{\"name\":\"x\"}");
	req->website.website_id = 123456;
	CU_ASSERT_EQUAL(run(website_update, req, DB_WRITE), NOT_FOUND);
	asked_free(req);
}

static void
refuses_a_page_that_does_not_fit_the_memory(void)
{
	start_over();
	test_sql("INSERT INTO websites (website_uuid, name, domain, user_id)"
		 " SELECT gen_random_uuid(), repeat('n', 100), repeat('d', 500), '" OWNER_ID "'"
		 "   FROM generate_series(1, 10000)");
	struct request *req = ask_as_owner("pageSize=10000", NULL);
	CU_ASSERT_EQUAL(run(website_list, req, DB_READ), TOO_LARGE);
	asked_free(req);
	req = ask_as_owner("pageSize=1000", NULL);
	CU_ASSERT_EQUAL(run(website_list, req, DB_READ), DONE);
	asked_free(req);
}

/* ---- two at the same moment ---- */

struct rival {
	pthread_t thread;
	enum outcome (*handler)(struct request *req);
	struct request *req;
	enum outcome outcome;
};

static void *
rival_run(void *argument)
{
	struct rival *rival = argument;
	rival->outcome =
		db_connect("rival", 10000) ? run(rival->handler, rival->req, DB_WRITE) : FAILED;
	db_disconnect();
	return NULL;
}

static bool
somebody_waits(void)
{
	test_sql("SELECT pg_stat_clear_snapshot()");
	return strcmp(test_sql("SELECT count(*) FROM pg_stat_activity WHERE datname = "
			       "current_database()"
			       " AND wait_event_type = 'Lock'"),
		      "0") != 0;
}

/* Runs the handler while test_sql()'s open transaction holds what it wants, and commits that
 * meanwhile. */
static enum outcome
run_against_commit(enum outcome (*handler)(struct request *req), struct request *req)
{
	struct rival rival = { .handler = handler, .req = req };
	CU_ASSERT_EQUAL_FATAL(pthread_create(&rival.thread, NULL, rival_run, &rival), 0);
	long long began_at = clock_monotonic_us();
	while (!somebody_waits() && clock_monotonic_us() - began_at < PATIENCE_US)
		;
	CU_ASSERT_TRUE(somebody_waits());
	test_sql("COMMIT");
	pthread_join(rival.thread, NULL);
	return rival.outcome;
}

static void
refuses_a_share_id_that_is_taken_at_the_same_moment(void)
{
	start_over();
	test_sql("INSERT INTO websites (website_uuid, name, user_id) VALUES (gen_random_uuid(), "
		 "'first', '" OWNER_ID "'),"
		 " (gen_random_uuid(), 'second', '" OWNER_ID "')");
	struct request *req = ask_as_owner(NULL, "{\"shareId\":\"wanted\"}");
	req->website.website_id = (int)strtol(
		test_sql("SELECT website_id FROM websites WHERE name = 'second'"), NULL, 10);
	test_sql("BEGIN");
	test_sql("UPDATE websites SET share_id = 'wanted' WHERE name = 'first'");
	CU_ASSERT_EQUAL(run_against_commit(website_update, req), INVALID);
	CU_ASSERT_PTR_NOT_NULL(strstr(asked_problems(req), "shareId: "));
	asked_free(req);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT name FROM websites WHERE share_id = 'wanted'"),
			       "first");
}

static void
refuses_an_id_that_is_taken_at_the_same_moment(void)
{
	static const char body[] = "{\"id\":\"00000000-0000-4000-9000-00000000000a\",\"name\":"
				   "\"second\",\"domain\":\"\"}";
	start_over();
	struct request *req = ask_as_owner(NULL, body);
	test_sql("BEGIN");
	test_sql("INSERT INTO websites (website_uuid, name) VALUES "
		 "('00000000-0000-4000-9000-00000000000a', 'first')");
	CU_ASSERT_EQUAL(run_against_commit(website_create, req), INVALID);
	CU_ASSERT_STRING_EQUAL(asked_problems(req), "id: This id is taken.");
	asked_free(req);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT string_agg(name, ',') FROM websites"), "first");
}

static const struct unit_test tests[] = {
	TEST(shows_no_website_that_vanished_after_the_access_check),
	TEST(refuses_a_page_that_does_not_fit_the_memory),
	TEST(refuses_a_share_id_that_is_taken_at_the_same_moment),
	TEST(refuses_an_id_that_is_taken_at_the_same_moment),
};

int
main(void)
{
	test_database_open();
	if (!db_connect("websites", 10000))
		return 2;
	int status = unit_run("websites", tests, sizeof(tests) / sizeof(tests[0]));
	db_disconnect();
	return status;
}
