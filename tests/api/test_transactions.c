/*
 * Transactions around handlers: what is kept, what is taken back, and when it is tried again.
 * SPDX-License-Identifier: MIT
 */
#include "dispatch.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#include "database.h"
#include "db.h"

static int runs;
static enum outcome answer; /* of the handlers below */

/* Handlers have embedded SQL; what is tested here does not care who sends the statement. */
static bool
send_statement(const char *sql)
{
	PGresult *result = PQexec(db_connection(), sql);
	bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
	PQclear(result);
	return done;
}

static enum outcome
write_a_row(struct request *req)
{
	runs++;
	if (runs == 1)
		request_problem(req, "first", "Only the first try has this.");
	if (!send_statement("INSERT INTO tried (run) VALUES (1)"))
		return FAILED;
	req->reply.body = "written";
	req->reply.body_len = strlen("written");
	return answer;
}

static enum outcome
is_never_run(struct request *req)
{
	(void)req;
	runs++;
	return DONE;
}

static void
prepare(void)
{
	CU_ASSERT_TRUE_FATAL(db_connect("test", 5000));
	test_sql("DROP TABLE IF EXISTS tried; DROP SEQUENCE IF EXISTS tries;"
		 "CREATE TABLE tried (run integer); CREATE SEQUENCE tries");
	runs = 0;
	answer = DONE;
}

/* From now on the first `times` commits of a row fail as when two transactions met. */
static void
make_conflicts(int times)
{
	char sql[600];
	snprintf(sql, sizeof(sql),
		 "CREATE OR REPLACE FUNCTION meet() RETURNS trigger LANGUAGE plpgsql AS $$"
		 "BEGIN IF nextval('tries') <= %d THEN"
		 "  RAISE EXCEPTION 'met' USING ERRCODE = '40001'; END IF;"
		 "RETURN NULL; END $$;"
		 "CREATE CONSTRAINT TRIGGER meet AFTER INSERT ON tried"
		 "  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION meet()",
		 times);
	test_sql(sql);
}

static struct exchange
asked(const char *method, const struct route *route)
{
	return (struct exchange){ .route = route,
				  .request = { .arena = arena_new(1 << 20),
					       .id = "test",
					       .method = method,
					       .path = route->path } };
}

static int
dispatched(const char *method, handler_fn handler, enum access access)
{
	struct route route = { method, "/api/test", handler, access, ON_WORKER };
	struct exchange exchange = asked(method, &route);
	dispatch(&exchange);
	arena_free(exchange.request.arena);
	return exchange.status;
}

static const char *
rows(void)
{
	return test_sql("SELECT count(*) FROM tried");
}

static void
keeps_what_a_handler_did(void)
{
	prepare();
	CU_ASSERT_EQUAL(dispatched("POST", write_a_row, ANYONE), 200);
	CU_ASSERT_STRING_EQUAL(rows(), "1");
}

static void
takes_back_what_a_handler_did_before_it_gave_up(void)
{
	static const struct {
		enum outcome outcome;
		int status;
	} cases[] = { { INVALID, 400 },  { UNAUTHORIZED, 401 }, { NOT_FOUND, 404 },
		      { CONFLICT, 409 }, { BUSY, 503 },         { FAILED, 500 } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		prepare();
		answer = cases[i].outcome;
		CU_ASSERT_EQUAL(dispatched("POST", write_a_row, ANYONE), cases[i].status);
		CU_ASSERT_STRING_EQUAL(rows(), "0");
		CU_ASSERT_EQUAL(runs, 1);
	}
}

static void
who_only_reads_cannot_write(void)
{
	prepare();
	CU_ASSERT_EQUAL(dispatched("GET", write_a_row, ANYONE), 500);
	CU_ASSERT_EQUAL(dispatched("HEAD", write_a_row, ANYONE), 500);
	CU_ASSERT_STRING_EQUAL(rows(), "0");
}

static void
asks_for_access_before_the_handler(void)
{
	prepare();
	CU_ASSERT_EQUAL(dispatched("GET", is_never_run, USER), 401);
	CU_ASSERT_EQUAL(dispatched("POST", is_never_run, ADMIN), 401);
	CU_ASSERT_EQUAL(runs, 0);
}

static void
tries_once_more_when_transactions_met(void)
{
	prepare();
	make_conflicts(1);
	struct route route = { "POST", "/api/test", write_a_row, ANYONE, ON_WORKER };
	struct exchange exchange = asked("POST", &route);
	dispatch(&exchange);
	CU_ASSERT_EQUAL(exchange.status, 200);
	CU_ASSERT_EQUAL(runs, 2);
	CU_ASSERT_STRING_EQUAL(exchange.request.reply.body, "written");
	CU_ASSERT_PTR_NULL(exchange.request.problems);
	CU_ASSERT_STRING_EQUAL(rows(), "1");
	arena_free(exchange.request.arena);
}

static void
does_not_try_for_ever(void)
{
	prepare();
	make_conflicts(100);
	CU_ASSERT_EQUAL(dispatched("POST", write_a_row, ANYONE), 503);
	CU_ASSERT_EQUAL(runs, 2);
	CU_ASSERT_STRING_EQUAL(rows(), "0");
}

static void
a_lost_connection_costs_no_later_request(void)
{
	char sql[80];
	prepare();
	snprintf(sql, sizeof(sql), "SELECT pg_terminate_backend(%d, 5000)",
		 PQbackendPID(db_connection()));
	CU_ASSERT_STRING_EQUAL(test_sql(sql), "t");
	dispatched("POST", write_a_row, ANYONE); /* may be the one that notices */
	test_sql("DELETE FROM tried");
	CU_ASSERT_TRUE_FATAL(db_connect("test", 5000));
	CU_ASSERT_EQUAL(dispatched("POST", write_a_row, ANYONE), 200);
	CU_ASSERT_STRING_EQUAL(rows(), "1");
}

static const struct unit_test tests[] = {
	TEST(keeps_what_a_handler_did),
	TEST(takes_back_what_a_handler_did_before_it_gave_up),
	TEST(who_only_reads_cannot_write),
	TEST(asks_for_access_before_the_handler),
	TEST(tries_once_more_when_transactions_met),
	TEST(does_not_try_for_ever),
	TEST(a_lost_connection_costs_no_later_request),
};

DATABASE_MAIN("dispatch and the database", tests)
