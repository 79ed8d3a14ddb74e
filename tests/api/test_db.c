/*
 * A thread's connection: transactions, outcomes, and a database that goes away and comes back.
 * SPDX-License-Identifier: MIT
 */
#include "db.h"

#include "asked.h"
#include "clock.h"
#include "database.h"
#include "db_watch.h"

#include <ecpglib.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <sqlca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TIMEOUT_MS = 10000 };

/* What ecpg makes of EXEC SQL <sql>, for statements that only tests need. */
static bool
execute(const char *sql)
{
	ECPGdo(__LINE__, 0, 1, NULL, 0, ECPGst_normal, sql, ECPGt_EOIT, ECPGt_EORT);
	return sqlca.sqlcode >= 0;
}

/* Raises an error when the condition does not hold in this thread's transaction. */
static bool
holds(const char *condition)
{
	char sql[512];
	snprintf(sql, sizeof(sql), "DO $$ BEGIN IF NOT (%s) THEN RAISE 'no'; END IF; END $$",
		 condition);
	return execute(sql);
}

static void
make_table(void)
{
	test_sql("DROP TABLE IF EXISTS numbers");
	test_sql("CREATE TABLE numbers (number integer UNIQUE DEFERRABLE INITIALLY DEFERRED)");
}

/* What is logged while `act` runs. */
static const char *
log_of(void (*act)(void))
{
	static char text[2048];
	FILE *file = tmpfile();
	int before = dup(STDERR_FILENO);
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	dup2(fileno(file), STDERR_FILENO);
	act();
	dup2(before, STDERR_FILENO);
	close(before);
	rewind(file);
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	return text;
}

static void
connect_main(void)
{
	CU_ASSERT_TRUE_FATAL(db_connect("main", TIMEOUT_MS));
}

static void
commits_and_rolls_back(void)
{
	make_table();
	connect_main();
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	CU_ASSERT_TRUE(execute("INSERT INTO numbers VALUES (1), (2), (3)"));
	CU_ASSERT_EQUAL(db_row_count(), 3);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM numbers"), "0");
	CU_ASSERT_EQUAL(db_commit(), DONE);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM numbers"), "3");
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	CU_ASSERT_TRUE(execute("DELETE FROM numbers WHERE number > 5"));
	CU_ASSERT_EQUAL(db_row_count(), 0);
	CU_ASSERT_TRUE(execute("DELETE FROM numbers"));
	db_rollback();
	db_rollback(); /* once more does nothing */
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM numbers"), "3");
}

static void
reads_one_snapshot_and_writes_nothing(void)
{
	make_table();
	connect_main();
	CU_ASSERT_TRUE(db_begin(DB_READ));
	CU_ASSERT_TRUE(holds("(SELECT count(*) FROM numbers) = 0"));
	test_sql("INSERT INTO numbers VALUES (1)");
	CU_ASSERT_TRUE(holds("(SELECT count(*) FROM numbers) = 0"));
	CU_ASSERT_FALSE(execute("INSERT INTO numbers VALUES (2)"));
	CU_ASSERT_EQUAL(db_failed(NULL), BUSY);
	CU_ASSERT_STRING_EQUAL(db_sqlstate(), "25006");
	db_rollback();
	CU_ASSERT_TRUE(db_begin(DB_READ));
	CU_ASSERT_TRUE(holds("(SELECT count(*) FROM numbers) = 1"));
	CU_ASSERT_EQUAL(db_commit(), DONE);
}

static void
sets_what_statements_rely_on(void)
{
	connect_main();
	CU_ASSERT_TRUE(db_begin(DB_READ));
	CU_ASSERT_TRUE(holds("current_setting('TimeZone') = 'UTC'"));
	CU_ASSERT_TRUE(holds("current_setting('statement_timeout') = '10s'"));
	CU_ASSERT_TRUE(holds("current_setting('application_name') = 'sillage'"));
	CU_ASSERT_TRUE(holds("current_setting('client_encoding') = 'UTF8'"));
	CU_ASSERT_TRUE(holds("current_setting('transaction_isolation') = 'repeatable read'"));
	CU_ASSERT_FALSE(holds("false")); /* the check can fail */
	db_rollback();
}

static void
turns_sqlstates_into_outcomes(void)
{
	static const struct {
		const char *sqlstate;
		enum outcome outcome;
		bool conflicted;
	} cases[] = {
		{ "22P02", INVALID, false },  { "2201B", INVALID, false },
		{ "22001", INVALID, false },  { "22012", FAILED, false },
		{ "23505", CONFLICT, false }, { "23503", CONFLICT, false },
		{ "23514", INVALID, false },  { "40001", BUSY, true },
		{ "40P01", BUSY, true },      { "55P03", BUSY, false },
		{ "53300", BUSY, false },     { "57014", BUSY, false },
		{ "08006", BUSY, false },     { "42P01", FAILED, false },
		{ "XX000", FAILED, false },   { "P0001", FAILED, false },
	};
	connect_main();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char sql[128];
		struct request *req = asked(NULL, NULL);
		snprintf(sql, sizeof(sql), "DO $$ BEGIN RAISE 'x' USING ERRCODE = '%s'; END $$",
			 cases[i].sqlstate);
		CU_ASSERT_TRUE_FATAL(db_begin(DB_WRITE));
		CU_ASSERT_FALSE(db_conflicted());
		CU_ASSERT_FALSE(execute(sql));
		CU_ASSERT_EQUAL(db_failed(req), cases[i].outcome);
		CU_ASSERT_STRING_EQUAL(db_sqlstate(), cases[i].sqlstate);
		CU_ASSERT_EQUAL(db_conflicted(), cases[i].conflicted);
		bool is_senders = cases[i].outcome == INVALID || cases[i].outcome == CONFLICT;
		CU_ASSERT_EQUAL(req->problems != NULL, is_senders);
		CU_ASSERT_PTR_NULL(strstr(asked_problems(req), ": x"));
		db_rollback();
		asked_free(req);
	}
}

static void
fail_as_handlers_do(void)
{
	CU_ASSERT_EQUAL(db_failed(NULL), FAILED);
}

static void
takes_a_value_that_does_not_fit_for_a_failure(void)
{
	char small[3];
	connect_main();
	CU_ASSERT_TRUE(db_begin(DB_READ));
	ECPGdo(__LINE__, 0, 1, NULL, 0, ECPGst_normal, "SELECT 'too long'", ECPGt_EOIT, ECPGt_char,
	       small, 3L, 1L, 3L, ECPGt_NO_INDICATOR, NULL, 0L, 0L, 0L, ECPGt_EORT);
	CU_ASSERT_EQUAL(sqlca.sqlwarn[0], 'W'); /* where WHENEVER SQLWARNING jumps to failed: */
	CU_ASSERT_PTR_NOT_NULL(strstr(log_of(fail_as_handlers_do),
				      "message=\"a value does not fit its variable\""));
	db_rollback();
}

static void
never_commits_after_an_error_that_was_ignored(void)
{
	make_table();
	connect_main();
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	CU_ASSERT_TRUE(execute("INSERT INTO numbers VALUES (1)"));
	CU_ASSERT_FALSE(execute("INSERT INTO no_such_table VALUES (1)"));
	CU_ASSERT_EQUAL(db_commit(), FAILED);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM numbers"), "0");
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	db_rollback();
}

static void
tells_when_the_commit_itself_fails(void)
{
	make_table();
	connect_main();
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	CU_ASSERT_TRUE(execute("INSERT INTO numbers VALUES (1), (1)"));
	CU_ASSERT_EQUAL(db_commit(), CONFLICT); /* the constraint is deferred */
	CU_ASSERT_STRING_EQUAL(db_sqlstate(), "23505");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM numbers"), "0");
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	db_rollback();
}

static void
sees_a_conflict_between_two_transactions(void)
{
	make_table();
	test_sql("INSERT INTO numbers VALUES (1)");
	connect_main();
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	CU_ASSERT_TRUE(execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"));
	CU_ASSERT_TRUE(holds("(SELECT count(*) FROM numbers) = 1"));
	test_sql("UPDATE numbers SET number = 2");
	CU_ASSERT_FALSE(execute("UPDATE numbers SET number = 3"));
	CU_ASSERT_EQUAL(db_failed(NULL), BUSY);
	CU_ASSERT_TRUE(db_conflicted());
	db_rollback();
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	CU_ASSERT_FALSE(db_conflicted());
	db_rollback();
}

static void
stops_a_statement_that_takes_too_long(void)
{
	connect_main();
	db_disconnect();
	CU_ASSERT_TRUE_FATAL(db_connect("impatient", 50));
	CU_ASSERT_TRUE(db_begin(DB_READ));
	CU_ASSERT_FALSE(execute("DO $$ BEGIN PERFORM pg_sleep(60); END $$"));
	CU_ASSERT_EQUAL(db_failed(NULL), BUSY);
	CU_ASSERT_STRING_EQUAL(db_sqlstate(), "57014");
	db_rollback();
	CU_ASSERT_TRUE(db_connected());
	db_disconnect();
}

/* Ends this thread's server process, as a restart of PostgreSQL would. */
static void
kill_backend(void)
{
	char sql[128];
	int pid = PQbackendPID(db_connection());
	snprintf(sql, sizeof(sql), "SELECT pg_terminate_backend(%d, 10000)", pid);
	CU_ASSERT_STRING_EQUAL(test_sql(sql), "t");
}

static void
begins_again_on_a_new_connection_when_the_old_one_died(void)
{
	connect_main();
	int before = PQbackendPID(db_connection());
	kill_backend();
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	CU_ASSERT_NOT_EQUAL(PQbackendPID(db_connection()), before);
	CU_ASSERT_TRUE(holds("current_setting('TimeZone') = 'UTC'"));
	CU_ASSERT_EQUAL(db_commit(), DONE);
}

static void
answers_busy_when_the_connection_dies_in_a_transaction(void)
{
	make_table();
	connect_main();
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	kill_backend();
	CU_ASSERT_FALSE(execute("INSERT INTO numbers VALUES (1)"));
	CU_ASSERT_EQUAL(db_failed(NULL), BUSY);
	CU_ASSERT_FALSE(db_connected());
	db_rollback();
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	CU_ASSERT_TRUE(execute("INSERT INTO numbers VALUES (1)"));
	kill_backend();
	CU_ASSERT_EQUAL(db_commit(), BUSY);
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	db_rollback();
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM numbers"), "0");
}

static bool
commit(void)
{
	return db_commit() == DONE;
}

static bool
roll_back(void)
{
	db_rollback();
	return true;
}

static bool
run_and_commit(void)
{
	return db_run_and_commit(NULL, 0) == DONE;
}

/* Whoever waits for the database for too long gets an error; whoever has its answer keeps the connection, however long. */
static void
is_watched_in_a_transaction_and_not_after_it(void)
{
	bool (*const ends[])(void) = { commit, roll_back, run_and_commit };
	connect_main();
	long long number = db_connection_number();
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		CU_ASSERT_TRUE(db_begin(DB_WRITE));
		CU_ASSERT_TRUE(ends[i]());
		db_watch_cut(-1);
		CU_ASSERT_TRUE(db_begin(DB_READ));
		CU_ASSERT_EQUAL(db_connection_number(), number);
		CU_ASSERT_EQUAL(db_commit(), DONE);
	}
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	db_watch_cut(-1);
	CU_ASSERT_FALSE(execute("SELECT 1"));
	CU_ASSERT_EQUAL(db_failed(NULL), BUSY);
	db_rollback();
	CU_ASSERT_FALSE(db_connected());
	db_disconnect();
}

static void
fail_to_connect(void)
{
	CU_ASSERT_FALSE(db_connect("main", TIMEOUT_MS));
}

static void
pauses_between_tries_while_the_database_is_away_and_then_finds_it(void)
{
	char *host = getenv("PGHOST") == NULL ? NULL : strdup(getenv("PGHOST"));
	db_disconnect();
	setenv("PGHOST", "/nowhere", 1);
	long long started_at = clock_monotonic_us();
	CU_ASSERT_PTR_NOT_NULL(
		strstr(log_of(fail_to_connect),
		       "event=database_away connection=main reason=\"connection to"));
	CU_ASSERT_STRING_EQUAL(db_sqlstate(), "08001");
	CU_ASSERT_FALSE(db_begin(DB_WRITE));
	if (host == NULL)
		unsetenv("PGHOST");
	else
		setenv("PGHOST", host, 1);
	free(host);
	while (!db_connect("main", TIMEOUT_MS) && clock_monotonic_us() - started_at < 10 * 1000000)
		; /* tries at once, and is turned away until the pause is over */
	CU_ASSERT(clock_monotonic_us() - started_at >=
		  250 * 1000); /* it is back at once, we wait nevertheless */
	CU_ASSERT_TRUE(db_begin(DB_WRITE));
	db_rollback();
}

static void *
use_without_connecting(void *refused)
{
	*(bool *)refused = !db_begin(DB_READ) && !db_begin(DB_WRITE) && !db_connected() &&
			   db_connection() == NULL && db_commit() != DONE;
	return NULL;
}

static void
refuses_a_thread_that_has_no_connection(void)
{
	pthread_t thread;
	bool refused = false;
	connect_main();
	CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, use_without_connecting, &refused), 0);
	pthread_join(thread, NULL);
	CU_ASSERT_TRUE(refused);
	db_disconnect();
	CU_ASSERT_FALSE(db_begin(DB_READ));
}

static void *
use_own_connection(void *name)
{
	char condition[80];
	int *wrong = calloc(1, sizeof(*wrong));
	*wrong += !db_connect(name, TIMEOUT_MS);
	for (int i = 0; *wrong == 0 && i < 50; i++) {
		*wrong += !db_begin(DB_READ);
		snprintf(condition, sizeof(condition), "pg_backend_pid() = %d",
			 PQbackendPID(db_connection()));
		*wrong += !holds(condition);
		*wrong += db_commit() != DONE;
	}
	db_disconnect();
	return wrong;
}

static void
keeps_the_connections_of_threads_apart(void)
{
	static char names[4][8] = { "one", "two", "three", "four" };
	pthread_t threads[4];
	for (int i = 0; i < 4; i++)
		CU_ASSERT_EQUAL_FATAL(
			pthread_create(&threads[i], NULL, use_own_connection, names[i]), 0);
	for (int i = 0; i < 4; i++) {
		int *wrong = NULL;
		pthread_join(threads[i], (void **)&wrong);
		CU_ASSERT_EQUAL(*wrong, 0);
		free(wrong);
	}
}

/* The tests have no replica: a second connection to the same server is as good. */
static void
set_replica(void)
{
	static struct database_target target;
	char url[256], error[256];
	snprintf(url, sizeof(url), "postgresql:///?host=%s", getenv("PGHOST"));
	CU_ASSERT_TRUE_FATAL(config_replica_target(url, &target, error, sizeof(error)));
	db_set_replica(&target);
}

/* Whether EXEC SQL and libpq both run where db_use() says. */
static bool
runs_there(int pid)
{
	char condition[80];
	snprintf(condition, sizeof(condition), "pg_backend_pid() = %d", pid);
	return PQbackendPID(db_connection()) == pid && holds(condition);
}

static void *
use_two_connections(void *name)
{
	int *wrong = calloc(1, sizeof(*wrong));
	*wrong += !db_connect(name, TIMEOUT_MS) || !db_begin(DB_WRITE);
	int primary = PQbackendPID(db_connection());
	long long number = db_connection_number();
	db_use(DB_REPLICA);
	*wrong += db_connected() || db_begin(DB_READ); /* it is not opened by itself */
	*wrong += !db_open() || !db_begin(DB_READ) || db_connection_number() == number;
	int replica = PQbackendPID(db_connection());
	for (int i = 0; *wrong == 0 && i < 50; i++) {
		*wrong += !runs_there(replica);
		db_use(DB_PRIMARY);
		*wrong += !runs_there(primary);
		db_use(DB_REPLICA);
	}
	db_rollback();
	db_use(DB_PRIMARY);
	*wrong += db_commit() != DONE;
	db_disconnect();
	*wrong += db_connected();
	db_use(DB_REPLICA);
	*wrong += db_connected();
	db_use(DB_PRIMARY);
	return wrong;
}

static void
keeps_the_two_connections_of_threads_apart(void)
{
	static char names[4][8] = { "one", "two", "three", "four" };
	pthread_t threads[4];
	set_replica();
	for (int i = 0; i < 4; i++)
		CU_ASSERT_EQUAL_FATAL(
			pthread_create(&threads[i], NULL, use_two_connections, names[i]), 0);
	for (int i = 0; i < 4; i++) {
		void *wrong;
		pthread_join(threads[i], &wrong);
		CU_ASSERT_EQUAL(*(int *)wrong, 0);
		free(wrong);
	}
	db_set_replica(NULL);
}

static void
opens_a_lost_replica_only_when_told(void)
{
	set_replica();
	connect_main();
	db_use(DB_REPLICA);
	CU_ASSERT_TRUE_FATAL(db_open());
	char cut[80];
	snprintf(cut, sizeof(cut), "SELECT pg_terminate_backend(%d, 5000)",
		 PQbackendPID(db_connection()));
	test_sql(cut);
	CU_ASSERT_FALSE(db_begin(DB_READ));
	CU_ASSERT_FALSE(db_begin(DB_READ));
	db_use(DB_PRIMARY);
	CU_ASSERT_TRUE(db_begin(DB_READ));
	db_rollback();
	db_use(DB_REPLICA);
	CU_ASSERT_TRUE(db_open() && db_begin(DB_READ));
	db_rollback();
	db_use(DB_PRIMARY);
	db_disconnect();
	db_set_replica(NULL);
}

static const struct unit_test tests[] = {
	TEST(commits_and_rolls_back),
	TEST(reads_one_snapshot_and_writes_nothing),
	TEST(sets_what_statements_rely_on),
	TEST(turns_sqlstates_into_outcomes),
	TEST(takes_a_value_that_does_not_fit_for_a_failure),
	TEST(never_commits_after_an_error_that_was_ignored),
	TEST(tells_when_the_commit_itself_fails),
	TEST(sees_a_conflict_between_two_transactions),
	TEST(stops_a_statement_that_takes_too_long),
	TEST(begins_again_on_a_new_connection_when_the_old_one_died),
	TEST(answers_busy_when_the_connection_dies_in_a_transaction),
	TEST(is_watched_in_a_transaction_and_not_after_it),
	TEST(pauses_between_tries_while_the_database_is_away_and_then_finds_it),
	TEST(refuses_a_thread_that_has_no_connection),
	TEST(keeps_the_connections_of_threads_apart),
	TEST(keeps_the_two_connections_of_threads_apart),
	TEST(opens_a_lost_replica_only_when_told),
};

DATABASE_MAIN("db", tests)
