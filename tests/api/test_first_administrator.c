/*
 * The first administrator: who gets created, once, and what is printed. Each call is a process of
 * its own, as each start of a server is.
 * SPDX-License-Identifier: MIT
 */
#include "first_administrator.h"

#include "clock.h"
#include "database.h"
#include "db.h"
#include "password.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ADMINISTRATOR_ID "41e2b680-648e-4b09-bcd7-3e2b10c06264"

struct start {
	pid_t pid;
	int output; /* to read from */
	bool succeeded;
	char printed[512];
};

static void
start_server(struct start *start, const char *admin_password)
{
	int ends[2];
	if (pipe(ends) != 0)
		abort();
	fflush(stdout);
	start->pid = fork();
	if (start->pid == 0) {
		struct config config = { .admin_password = admin_password,
					 .statement_timeout_ms = 10000 };
		dup2(ends[1], STDOUT_FILENO);
		bool done = db_connect("start", 10000) && first_administrator(&config);
		db_disconnect();
		fflush(stdout);
		_exit(done ? EXIT_SUCCESS : EXIT_FAILURE);
	}
	close(ends[1]);
	start->output = ends[0];
}

static void
await_server(struct start *start)
{
	int status;
	ssize_t len = 0;
	size_t used = 0;
	do {
		used += (size_t)len;
		len = read(start->output, start->printed + used, sizeof(start->printed) - 1 - used);
	} while (len > 0);
	start->printed[used] = '\0';
	close(start->output);
	waitpid(start->pid, &status, 0);
	start->succeeded = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
}

static struct start
run_server(const char *admin_password)
{
	struct start start;
	start_server(&start, admin_password);
	await_server(&start);
	return start;
}

static void
start_over(void)
{
	test_sql("TRUNCATE tokens, shields, website_numbers, websites, users CASCADE");
}

static bool
password_is(const char *password)
{
	return password_verify(password, test_sql("SELECT password_hash FROM users"));
}

/* The password in the one line that may be printed; "" when it is no such line. */
static const char *
printed_password(const struct start *start, char password[64])
{
	char end = '\0';
	if (sscanf(start->printed, "administrator: admin  password: %63[a-z0-9]%c", password,
		   &end) != 2 ||
	    end != '\n' || strchr(start->printed, '\n')[1] != '\0')
		return "";
	return password;
}

static void
creates_the_administrator_with_the_chosen_password(void)
{
	start_over();
	struct start start = run_server("chosen by somebody");
	CU_ASSERT_TRUE(start.succeeded);
	CU_ASSERT_STRING_EQUAL(start.printed, "");
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT concat_ws(' ', user_id, username, role) FROM users"),
		ADMINISTRATOR_ID " admin admin");
	CU_ASSERT_TRUE(password_is("chosen by somebody"));
}

static void
makes_up_a_password_and_prints_it_once(void)
{
	char first[64] = "", second[64] = "";
	start_over();
	struct start start = run_server("");
	CU_ASSERT_TRUE(start.succeeded);
	CU_ASSERT_EQUAL(strlen(printed_password(&start, first)), 20);
	CU_ASSERT_TRUE(password_is(first));

	start = run_server("");
	CU_ASSERT_TRUE(start.succeeded);
	CU_ASSERT_STRING_EQUAL(start.printed, "");
	CU_ASSERT_TRUE(password_is(first));

	start_over();
	start = run_server("");
	CU_ASSERT_EQUAL(strlen(printed_password(&start, second)), 20);
	CU_ASSERT_STRING_NOT_EQUAL(first, second);
}

static void
leaves_users_who_exist_as_they_are(void)
{
	start_over();
	test_sql("INSERT INTO users (user_id, username, password_hash, role) VALUES "
		 "(gen_random_uuid(), 'somebody', 'x', "
		 "'user')");
	struct start start = run_server("chosen by somebody");
	CU_ASSERT_TRUE(start.succeeded);
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT string_agg(username || ' ' || password_hash, ',') FROM users"),
		"somebody x");
	test_sql("UPDATE users SET deleted_at = now()");
	CU_ASSERT_TRUE(run_server("chosen by somebody").succeeded);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM users"), "1");
}

/* Servers that wait for the lock on the table of users. */
static int
waiting(void)
{
	const char *count = test_sql(
		"SELECT count(*) FROM pg_locks JOIN pg_database ON database = pg_database.oid"
		" WHERE NOT granted AND relation = 'users'::regclass"
		"   AND datname = current_database()");
	return (int)strtol(count, NULL, 10);
}

static void
creates_one_when_several_servers_start_at_once(void)
{
	enum { SERVERS = 4, PATIENCE_US = 20000000 };
	struct start starts[SERVERS];
	char password[64] = "";
	int printed = 0;
	start_over();
	/* nobody gets past the INSERT before all have found the table empty */
	test_sql("BEGIN");
	test_sql("LOCK TABLE users IN SHARE MODE");
	for (int i = 0; i < SERVERS; i++)
		start_server(&starts[i], "");
	long long began_at = clock_monotonic_us();
	while (waiting() < SERVERS && clock_monotonic_us() - began_at < PATIENCE_US)
		;
	CU_ASSERT_EQUAL(waiting(), SERVERS);
	test_sql("COMMIT");
	for (int i = 0; i < SERVERS; i++) {
		await_server(&starts[i]);
		CU_ASSERT_TRUE(starts[i].succeeded);
		if (starts[i].printed[0] == '\0')
			continue;
		printed++;
		CU_ASSERT_TRUE(password_is(printed_password(&starts[i], password)));
	}
	CU_ASSERT_EQUAL(printed, 1);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM users"), "1");
}

static void
refuses_a_password_that_nobody_may_choose(void)
{
	start_over();
	CU_ASSERT_FALSE(run_server("seven77").succeeded);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM users"), "0");
	CU_ASSERT_TRUE(run_server("eight888").succeeded);
	CU_ASSERT_TRUE(password_is("eight888"));
}

static const struct unit_test tests[] = {
	TEST(creates_the_administrator_with_the_chosen_password),
	TEST(makes_up_a_password_and_prints_it_once),
	TEST(leaves_users_who_exist_as_they_are),
	TEST(creates_one_when_several_servers_start_at_once),
	TEST(refuses_a_password_that_nobody_may_choose),
};

DATABASE_MAIN("first_administrator", tests)
