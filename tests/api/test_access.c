/*
 * The access check against a real database: levels, roles, and what becomes of the transaction.
 * SPDX-License-Identifier: MIT
 */
#include "access.h"

#include "asked.h"
#include "clock.h"
#include "database.h"
#include "db.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Each user's token is the user's name, and each has a website. */
static const char people[] =
	"INSERT INTO users (user_id, username, password_hash, role) VALUES"
	" ('00000000-0000-4000-8000-00000000000a', 'admin-token', 'x', 'admin'),"
	" ('00000000-0000-4000-8000-00000000000b', 'user-token', 'x', 'user'),"
	" ('00000000-0000-4000-8000-00000000000c', 'view-token', 'x', 'view-only'),"
	" ('00000000-0000-4000-8000-00000000000d', 'stranger', 'x', 'user');"
	"INSERT INTO tokens (token_hash, user_id, used_at, expires_at)"
	" SELECT sha256(username::bytea), user_id, now(), now() + interval '1 day' FROM users;"
	"INSERT INTO websites (website_uuid, name, domain, user_id, reset_at)"
	" SELECT replace(user_id::text, '-8000-', '-9000-')::uuid, username, '', user_id,"
	"        CASE username WHEN 'stranger' THEN timestamptz '2026-01-02 03:04:05.678Z' END "
	"FROM users";

#define ADMINS_WEBSITE    "00000000-0000-4000-9000-00000000000a"
#define USERS_WEBSITE     "00000000-0000-4000-9000-00000000000b"
#define VIEWERS_WEBSITE   "00000000-0000-4000-9000-00000000000c"
#define STRANGERS_WEBSITE "00000000-0000-4000-9000-00000000000d"
#define NO_WEBSITE        "00000000-0000-4000-9000-0000000000ff"

static void
start_over(void)
{
	test_sql("TRUNCATE tokens, shields, website_numbers, websites, users CASCADE");
	test_sql(people);
}

/* A request with that Authorization header for that website; either may be NULL. */
static struct request *
ask_for(const char *authorization, const char *website)
{
	struct request *req = asked(NULL, NULL);
	req->headers.authorization = authorization;
	if (website != NULL) {
		req->path_names[0] = "website_id";
		req->path_values[0] = website;
	}
	return req;
}

/* The outcome of the check in a transaction of its own. */
static enum outcome
check(const char *authorization, const char *website, enum access access)
{
	struct request *req = ask_for(authorization, website);
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	enum outcome outcome = access_check(req, access);
	db_rollback();
	asked_free(req);
	return outcome;
}

static void
every_level_lets_in_whom_it_should(void)
{
	static const char letters[] = { [USER] = 'U',   [CREATOR] = 'C', [VIEWER] = 'V',
					[EDITOR] = 'E', [OWNER] = 'O',   [ADMIN] = 'A' };
	static const struct {
		const char *authorization;
		const char *website;
		const char *levels; /* those that let in, by their first letters */
	} cases[] = {
		{ NULL, STRANGERS_WEBSITE, "" },
		{ "", STRANGERS_WEBSITE, "" },
		{ "Bearer", STRANGERS_WEBSITE, "" },
		{ "Bearer ", STRANGERS_WEBSITE, "" },
		{ "Bearer made-up", STRANGERS_WEBSITE, "" },
		{ "Bearer view-token", STRANGERS_WEBSITE, "U" },
		{ "Bearer view-token", VIEWERS_WEBSITE, "UV" },
		{ "Bearer user-token", STRANGERS_WEBSITE, "UC" },
		{ "Bearer user-token", USERS_WEBSITE, "UCVEO" },
		{ "Bearer admin-token", STRANGERS_WEBSITE, "UCVEOA" },
		{ "Bearer admin-token", ADMINS_WEBSITE, "UCVEOA" },
	};
	start_over();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (enum access access = USER; access <= ADMIN; access++)
			CU_ASSERT_EQUAL(check(cases[i].authorization, cases[i].website, access),
					strchr(cases[i].levels, letters[access]) != NULL
						? DONE
						: UNAUTHORIZED);
	CU_ASSERT_EQUAL(check(NULL, NULL, ANYONE), DONE);
}

static void
fills_in_who_asks_and_about_what(void)
{
	start_over();
	struct request *req = ask_for("Bearer admin-token", STRANGERS_WEBSITE);
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	CU_ASSERT_EQUAL(access_check(req, VIEWER), DONE);
	db_rollback();
	CU_ASSERT_STRING_EQUAL(req->asker.user_id, "00000000-0000-4000-8000-00000000000a");
	CU_ASSERT_STRING_EQUAL(req->asker.username, "admin-token");
	CU_ASSERT_EQUAL(req->asker.role, ROLE_ADMIN);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT to_char(created_at AT TIME ZONE 'UTC', "
					"'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') "
					"FROM users WHERE username = 'admin-token'"),
			       req->asker.created_at);
	CU_ASSERT_EQUAL(req->website.website_id,
			strtol(test_sql("SELECT website_id FROM websites WHERE name = 'stranger'"),
			       NULL, 10));
	CU_ASSERT_STRING_EQUAL(req->website.website_uuid, STRANGERS_WEBSITE);
	CU_ASSERT_EQUAL(req->website.reset_at, 1767323045678);
	asked_free(req);
}

static void
leaves_everything_empty_without_a_token(void)
{
	start_over();
	struct request *req = ask_for("Bearer made-up", STRANGERS_WEBSITE);
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	CU_ASSERT_EQUAL(access_check(req, VIEWER), UNAUTHORIZED);
	db_rollback();
	CU_ASSERT_EQUAL(req->asker.role, ROLE_NONE);
	CU_ASSERT_STRING_EQUAL(req->asker.user_id, "");
	CU_ASSERT_EQUAL(req->website.website_id, 0);
	asked_free(req);
}

static void
tells_administrators_only_that_a_website_does_not_exist(void)
{
	start_over();
	CU_ASSERT_EQUAL(check("Bearer admin-token", NO_WEBSITE, VIEWER), NOT_FOUND);
	CU_ASSERT_EQUAL(check("Bearer admin-token", NO_WEBSITE, OWNER), NOT_FOUND);
	CU_ASSERT_EQUAL(check("Bearer user-token", NO_WEBSITE, VIEWER), UNAUTHORIZED);
	CU_ASSERT_EQUAL(check(NULL, NO_WEBSITE, VIEWER), UNAUTHORIZED);
	test_sql("UPDATE websites SET deleted_at = now() WHERE website_uuid = '" USERS_WEBSITE "'");
	CU_ASSERT_EQUAL(check("Bearer admin-token", USERS_WEBSITE, VIEWER), NOT_FOUND);
	CU_ASSERT_EQUAL(check("Bearer user-token", USERS_WEBSITE, VIEWER), UNAUTHORIZED);
}

static void
tells_of_a_malformed_id_to_those_who_are_signed_in(void)
{
	start_over();
	CU_ASSERT_EQUAL(check("Bearer made-up", "x", VIEWER), UNAUTHORIZED);
	struct request *req = ask_for("Bearer view-token", USERS_WEBSITE "0");
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	CU_ASSERT_EQUAL(access_check(req, VIEWER), INVALID);
	db_rollback();
	CU_ASSERT_STRING_EQUAL(asked_problems(req), "websiteId: Must be a UUID.");
	asked_free(req);
}

#define REPORT "00000000-0000-4000-9000-0000000000aa"

/* The outcome for a saved report, or for a website that is named by the body or by the query string. */
static enum outcome
check_without_path(const char *report, const char *body, const char *query)
{
	struct request *req = asked(query, body);
	req->headers.authorization = "Bearer user-token";
	if (report != NULL) {
		req->path_names[0] = "report_id";
		req->path_values[0] = report;
	}
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	enum outcome outcome = access_check(req, VIEWER);
	db_rollback();
	asked_free(req);
	return outcome;
}

static void
finds_the_website_where_the_path_has_none(void)
{
	start_over();
	CU_ASSERT_EQUAL(check_without_path(NULL, "{\"websiteId\":\"" USERS_WEBSITE "\"}", NULL),
			DONE);
	CU_ASSERT_EQUAL(check_without_path(NULL, "{\"websiteId\":\"" STRANGERS_WEBSITE "\"}",
					   "websiteId=" USERS_WEBSITE),
			UNAUTHORIZED);
	CU_ASSERT_EQUAL(check_without_path(NULL, NULL, "websiteId=" USERS_WEBSITE), DONE);
	CU_ASSERT_EQUAL(check_without_path(NULL, NULL, "websiteId=" STRANGERS_WEBSITE),
			UNAUTHORIZED);
	CU_ASSERT_EQUAL(check_without_path(NULL, "{}", NULL), INVALID);
	CU_ASSERT_EQUAL(check_without_path(NULL, "{\"websiteId\":5}", NULL), INVALID);
}

static void
asks_for_a_saved_report_what_it_asks_for_its_website(void)
{
	start_over();
	CU_ASSERT_EQUAL(check_without_path(REPORT, NULL, NULL), UNAUTHORIZED);
	test_sql(
		"INSERT INTO saved_reports (report_id, website_id, user_id, type, name, parameters)"
		" SELECT '" REPORT "', website_id, user_id, 'utm', 'x', '{}' FROM websites"
		" WHERE website_uuid = '" USERS_WEBSITE "'");
	CU_ASSERT_EQUAL(check_without_path(REPORT, NULL, NULL), DONE);
	CU_ASSERT_EQUAL(check_without_path("x", NULL, NULL), INVALID);
	test_sql("UPDATE saved_reports SET website_id = (SELECT website_id FROM websites WHERE "
		 "website_uuid = '" STRANGERS_WEBSITE "')");
	/* whatever else is sent */
	CU_ASSERT_EQUAL(check_without_path(REPORT, "{\"websiteId\":\"" USERS_WEBSITE "\"}",
					   "websiteId=" USERS_WEBSITE),
			UNAUTHORIZED);
}

static void
refuses_tokens_that_have_expired_and_those_of_deleted_users(void)
{
	start_over();
	test_sql("UPDATE tokens SET expires_at = now() FROM users WHERE users.user_id = "
		 "tokens.user_id "
		 "AND username = 'user-token'");
	test_sql("UPDATE users SET deleted_at = now() WHERE username = 'admin-token'");
	CU_ASSERT_EQUAL(check("Bearer user-token", NULL, USER), UNAUTHORIZED);
	CU_ASSERT_EQUAL(check("Bearer admin-token", NULL, USER), UNAUTHORIZED);
	CU_ASSERT_EQUAL(check("Bearer view-token", NULL, USER), DONE);
}

/* The setting of this thread's own connection, in its transaction. */
static const char *
own_setting(const char *name, char value[16])
{
	char sql[64];
	snprintf(sql, sizeof(sql), "SHOW %s", name);
	PGresult *result = PQexec(db_connection(), sql);
	snprintf(value, 16, "%s", PQntuples(result) == 1 ? PQgetvalue(result, 0, 0) : "");
	PQclear(result);
	return value;
}

static void
note_use_in(enum db_access transaction, const char *read_only)
{
	char value[16];
	struct request *req = ask_for("Bearer user-token", NULL);
	test_sql("UPDATE tokens SET used_at = now() - interval '61 minutes'");
	CU_ASSERT_TRUE_FATAL(db_begin(transaction));
	CU_ASSERT_EQUAL(access_check(req, USER), DONE);
	CU_ASSERT_STRING_EQUAL(own_setting("transaction_read_only", value), read_only);
	CU_ASSERT_EQUAL(PQtransactionStatus(db_connection()), PQTRANS_INTRANS);
	db_rollback();
	asked_free(req);
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT count(*) FROM tokens WHERE used_at > now() - interval '1 minute'"),
		"1");
}

static void
notes_the_use_whatever_the_transaction_may_do_and_becomes(void)
{
	start_over();
	note_use_in(DB_READ, "on");
	note_use_in(DB_WRITE, "off");
	test_sql("UPDATE tokens SET used_at = NULL");
	CU_ASSERT_EQUAL(check("Bearer user-token", NULL, USER), DONE);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM tokens WHERE used_at IS NOT NULL"),
			       "1");
}

static void
notes_no_use_within_the_hour_or_of_somebody_turned_away(void)
{
	start_over();
	test_sql("UPDATE tokens SET used_at = now() - interval '59 minutes'");
	CU_ASSERT_EQUAL(check("Bearer user-token", NULL, USER), DONE);
	test_sql("UPDATE tokens SET used_at = now() - interval '2 hours' FROM users "
		 "WHERE users.user_id = tokens.user_id AND username = 'view-token'");
	CU_ASSERT_EQUAL(check("Bearer view-token", NULL, ADMIN), UNAUTHORIZED);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM tokens WHERE used_at > now() - "
					"interval '58 minutes'"),
			       "0");
}

static void
goes_on_after_its_connection_was_lost(void)
{
	enum { PATIENCE_US = 20000000 };
	start_over();
	CU_ASSERT_EQUAL(check("Bearer user-token", NULL, USER), DONE);
	test_sql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE "
		 "application_name = 'sillage' "
		 "AND datname = current_database()");
	long long lost_at = clock_monotonic_us();
	while (!db_begin(DB_READ)) /* it connects again after a short pause */
		CU_ASSERT_TRUE_FATAL(clock_monotonic_us() - lost_at < PATIENCE_US);
	db_rollback();
	CU_ASSERT_EQUAL(check("Bearer user-token", NULL, USER), DONE);
}

static const struct unit_test tests[] = {
	TEST(every_level_lets_in_whom_it_should),
	TEST(fills_in_who_asks_and_about_what),
	TEST(leaves_everything_empty_without_a_token),
	TEST(tells_administrators_only_that_a_website_does_not_exist),
	TEST(tells_of_a_malformed_id_to_those_who_are_signed_in),
	TEST(finds_the_website_where_the_path_has_none),
	TEST(asks_for_a_saved_report_what_it_asks_for_its_website),
	TEST(refuses_tokens_that_have_expired_and_those_of_deleted_users),
	TEST(notes_the_use_whatever_the_transaction_may_do_and_becomes),
	TEST(notes_no_use_within_the_hour_or_of_somebody_turned_away),
	TEST(goes_on_after_its_connection_was_lost),
};

int
main(void)
{
	test_database_open();
	if (!db_connect("access", 10000))
		return 2;
	int status = unit_run("access", tests, sizeof(tests) / sizeof(tests[0]));
	db_disconnect();
	return status;
}
