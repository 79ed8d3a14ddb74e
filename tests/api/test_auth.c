/*
 * Logging in against a real database: what happens to transactions and to other logins while a
 * password is being hashed.
 * SPDX-License-Identifier: MIT
 */
#include "asked.h"
#include "config.h"
#include "database.h"
#include "db.h"
#include "handlers.h"
#include "settings.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* bcrypt with few rounds, and with so many that a test can look at what happens meanwhile. */
#define QUICK_PASSWORD "quick password"
#define QUICK_HASH     "$2b$04$abcdefghijklmnopqrstuuu6jwX5mKy5WXS5vhomnFG/Rz8R.hfhe"
#define SLOW_PASSWORD  "slow password"
#define SLOW_HASH      "$2b$13$abcdefghijklmnopqrstuuYor7fqeBFFd2YYs1gv.o1Ih6SZwHy7i"

static void
start_over(void)
{
	test_sql("TRUNCATE tokens, shields, website_numbers, websites, users CASCADE");
	test_sql("INSERT INTO users (user_id, username, password_hash, role) VALUES"
		 " (gen_random_uuid(), 'quick', '" QUICK_HASH "', 'user'),"
		 " (gen_random_uuid(), 'slow', '" SLOW_HASH "', 'view-only')");
}

static struct request *
credentials(const char *username, const char *password)
{
	struct request *req = asked(NULL, "");
	req->body = arena_format(req->arena, "{\"username\":\"%s\",\"password\":\"%s\"}", username,
				 password);
	req->body_len = strlen(req->body);
	return req;
}

/* As dispatch() runs it: in a transaction that is committed when the outcome is DONE. */
static enum outcome
log_in(struct request *req)
{
	if (!db_begin(DB_WRITE))
		return BUSY;
	enum outcome outcome = auth_login(req);
	if (outcome == DONE)
		return db_commit();
	db_rollback();
	return outcome;
}

static const char *
tokens_stored(void)
{
	return test_sql("SELECT count(*) FROM tokens");
}

static void
stores_the_hash_of_the_token_it_answers_with(void)
{
	start_over();
	struct request *req = credentials("quick", QUICK_PASSWORD);
	CU_ASSERT_EQUAL_FATAL(log_in(req), DONE);
	const struct json *body = json_read(req->arena, req->reply.body, req->reply.body_len, NULL);
	const struct json *token = json_member(body, "token");
	CU_ASSERT_PTR_NOT_NULL_FATAL(token);
	const char *sql = arena_format(
		req->arena, "SELECT count(*) FROM tokens WHERE token_hash = sha256('%s')",
		token->text);
	CU_ASSERT_STRING_EQUAL(test_sql(sql), "1");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT expires_at - created_at FROM tokens"), "7 days");
	asked_free(req);
}

static void
refuses_without_saying_what_was_wrong(void)
{
	static const struct {
		const char *username, *password;
	} cases[] = {
		{ "quick", SLOW_PASSWORD },  { "quick", "" },
		{ "Quick", QUICK_PASSWORD }, { "", QUICK_PASSWORD },
		{ "none", QUICK_PASSWORD },
	};
	start_over();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request *req = credentials(cases[i].username, cases[i].password);
		CU_ASSERT_EQUAL(log_in(req), UNAUTHORIZED);
		CU_ASSERT_STRING_EQUAL_FATAL(req->error_code, "incorrect-username-password");
		CU_ASSERT_PTR_NULL(req->problems);
		asked_free(req);
	}
	CU_ASSERT_STRING_EQUAL(tokens_stored(), "0");
}

static void
deletes_a_hundred_expired_tokens_at_a_time(void)
{
	start_over();
	test_sql("INSERT INTO tokens (token_hash, user_id, expires_at)"
		 " SELECT sha256(n::text::bytea), user_id, now() - interval '1 second'"
		 "   FROM users, generate_series(1, 150) AS n WHERE username = 'quick'");
	struct request *req = credentials("quick", QUICK_PASSWORD);
	CU_ASSERT_EQUAL(log_in(req), DONE);
	CU_ASSERT_STRING_EQUAL(tokens_stored(), "51");
	CU_ASSERT_EQUAL(log_in(req), DONE);
	CU_ASSERT_STRING_EQUAL(tokens_stored(), "2");
	asked_free(req);
}

static void
deletes_no_token_that_another_transaction_holds(void)
{
	start_over();
	test_sql("INSERT INTO tokens (token_hash, user_id, expires_at)"
		 " SELECT sha256('held'), user_id, now() - interval '1 second' FROM users WHERE "
		 "username = 'quick'");
	test_sql("BEGIN");
	test_sql("SELECT 1 FROM tokens FOR UPDATE");
	struct request *req = credentials("quick", QUICK_PASSWORD);
	CU_ASSERT_EQUAL(log_in(req), DONE);
	test_sql("COMMIT");
	CU_ASSERT_STRING_EQUAL(tokens_stored(), "2");
	asked_free(req);
}

/* ---- logins that take their time, on threads of their own ---- */

struct slow_login {
	pthread_t thread;
	char connection[16];
	atomic_bool over;
	enum outcome outcome;
};

static void *
slow_login_run(void *argument)
{
	struct slow_login *login = argument;
	struct request *req = credentials("slow", SLOW_PASSWORD);
	login->outcome = db_connect(login->connection, 10000) ? log_in(req) : FAILED;
	atomic_store(&login->over, true);
	db_disconnect();
	asked_free(req);
	return NULL;
}

static void
slow_login_start(struct slow_login *login, int number)
{
	atomic_init(&login->over, false);
	snprintf(login->connection, sizeof(login->connection), "slow_%d", number);
	CU_ASSERT_EQUAL_FATAL(pthread_create(&login->thread, NULL, slow_login_run, login), 0);
}

/* Connections of the slow logins that have let go of the transaction they looked the user up in. */
static int
hashing(void)
{
	char sql[256];
	snprintf(sql, sizeof(sql),
		 "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sillage'"
		 " AND datname = current_database() AND pid <> %d AND state = 'idle' AND query "
		 "ILIKE 'rollback'",
		 PQbackendPID(db_connection()));
	return (int)strtol(test_sql(sql), NULL, 10);
}

/* True once that many logins are hashing; false when the first is over before that. */
static bool
wait_until_hashing(const struct slow_login *first, int count)
{
	while (!atomic_load(&first->over))
		if (hashing() >= count)
			return !atomic_load(&first->over);
	return false;
}

static void
has_no_transaction_open_while_it_hashes_and_looks_again_afterwards(void)
{
	struct slow_login login;
	start_over();
	slow_login_start(&login, 0);
	bool seen = wait_until_hashing(&login, 1);
	test_sql("UPDATE users SET password_hash = '" QUICK_HASH "' WHERE username = 'slow'");
	bool in_time = !atomic_load(&login.over);
	pthread_join(login.thread, NULL);
	CU_ASSERT_TRUE(seen);
	CU_ASSERT_TRUE(in_time);
	CU_ASSERT_EQUAL(login.outcome, UNAUTHORIZED);
	CU_ASSERT_STRING_EQUAL(tokens_stored(), "0");
}

static const struct unit_test tests[] = {
	TEST(stores_the_hash_of_the_token_it_answers_with),
	TEST(refuses_without_saying_what_was_wrong),
	TEST(deletes_a_hundred_expired_tokens_at_a_time),
	TEST(deletes_no_token_that_another_transaction_holds),
	TEST(has_no_transaction_open_while_it_hashes_and_looks_again_afterwards),
};

int
main(void)
{
	static const struct config config = { .token_days = 7 };
	settings_publish(&config);
	test_database_open();
	if (!db_connect("auth", 10000))
		return 2;
	int status = unit_run("auth", tests, sizeof(tests) / sizeof(tests[0]));
	db_disconnect();
	return status;
}
