/*
 * Migrations: applied once and in order, by several processes at once, all of a file or nothing of
 * it.
 * SPDX-License-Identifier: MIT
 */
#include "migrate.h"

#include "database.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROCESSES = 4 };

static char folder[64];
static char logged[8192];

/* An empty database and an empty folder for the next test. */
static void
start_over(void)
{
	char command[128];
	test_sql("DROP SCHEMA public CASCADE");
	test_sql("CREATE SCHEMA public");
	if (*folder != '\0') {
		snprintf(command, sizeof(command), "rm -r '%s'", folder);
		CU_ASSERT_EQUAL(system(command), 0);
	}
	snprintf(folder, sizeof(folder), "/tmp/test_migrate.XXXXXX");
	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
}

static void
put(const char *name, const char *sql)
{
	char path[256];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs(sql, file);
	fclose(file);
}

static void
take_away(const char *name)
{
	char path[256];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	CU_ASSERT_EQUAL(unlink(path), 0);
}

/* migrate() with its log lines in `logged`. */
static bool
run(void)
{
	FILE *file = tmpfile();
	int before = dup(STDERR_FILENO);
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	dup2(fileno(file), STDERR_FILENO);
	bool done = migrate(folder);
	dup2(before, STDERR_FILENO);
	close(before);
	rewind(file);
	logged[fread(logged, 1, sizeof(logged) - 1, file)] = '\0';
	fclose(file);
	return done;
}

static void
put_three(void)
{
	put("0001_first.sql", "CREATE TABLE first (n integer);\nINSERT INTO first VALUES (1);\n");
	put("0002_second.sql", "ALTER TABLE first ADD COLUMN m integer;");
	put("0010_third.sql", "UPDATE first SET m = 2;\nCREATE TABLE third (n integer);");
}

static void
applies_what_is_missing_in_order_and_once(void)
{
	start_over();
	put_three();
	put("README.md", "not a migration");
	CU_ASSERT_TRUE(run());
	CU_ASSERT_PTR_NOT_NULL(strstr(logged, "event=migration_applied file=0010_third.sql ms="));
	CU_ASSERT_PTR_NOT_NULL(strstr(logged, "event=schema_ready version=10 applied=3\n"));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT n * 10 + m FROM first"), "12");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT string_agg(version || name, ' ' ORDER BY version) "
					"FROM schema_migrations"),
			       "10001_first.sql 20002_second.sql 100010_third.sql");
	CU_ASSERT_TRUE(run());
	CU_ASSERT_PTR_NOT_NULL(strstr(logged, "event=schema_ready version=10 applied=0\n"));
	put("0011_fourth.sql", "INSERT INTO first VALUES (2);");
	CU_ASSERT_TRUE(run());
	CU_ASSERT_PTR_NOT_NULL(strstr(logged, "applied=1\n"));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM first"), "2");
}

static void
records_the_sha256_of_each_file(void)
{
	start_over();
	put("0001_first.sql", "SELECT 1;\n");
	CU_ASSERT_TRUE(run());
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT checksum = encode(sha256(convert_to('SELECT 1;' || "
					"chr(10), 'UTF8')), "
					"'hex') FROM schema_migrations"),
			       "t");
}

static void
stops_when_an_applied_file_has_changed(void)
{
	start_over();
	put_three();
	CU_ASSERT_TRUE(run());
	put("0002_second.sql", "ALTER TABLE first ADD COLUMN m bigint;");
	put("0011_fourth.sql", "CREATE TABLE fourth (n integer);");
	CU_ASSERT_FALSE(run());
	CU_ASSERT_PTR_NOT_NULL(strstr(
		logged,
		"level=error event=migration_changed file=0002_second.sql reason=\"The file has "
		"changed since it was applied."));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT to_regclass('fourth') IS NULL"), "t");
}

static void
leaves_nothing_of_a_file_that_fails(void)
{
	start_over();
	put("0001_first.sql", "CREATE TABLE first (n integer);");
	put("0002_second.sql", "CREATE TABLE second (n integer);\n-- "
			       "\xC3\xA9\xC3\xA9\xC3\xA9\nINSERT INTO second\nVALUES ('x');\n");
	put("0003_third.sql", "CREATE TABLE third (n integer);");
	CU_ASSERT_FALSE(run());
	CU_ASSERT_PTR_NOT_NULL(strstr(
		logged,
		"level=error event=migration_failed file=0002_second.sql line=4 reason=\"invalid "
		"input syntax for type integer"));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT to_regclass('first') IS NOT NULL"), "t");
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT to_regclass('second') IS NULL AND to_regclass('third') IS NULL"),
		"t");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT max(version) FROM schema_migrations"), "1");
	put("0002_second.sql", "CREATE TABLE second (n integer);");
	CU_ASSERT_TRUE(run()); /* once it is mended, all goes on */
	CU_ASSERT_PTR_NOT_NULL(strstr(logged, "applied=2\n"));
}

static void
refuses_a_file_that_ends_its_transaction(void)
{
	start_over();
	put("0001_first.sql", "CREATE TABLE first (n integer); COMMIT;");
	CU_ASSERT_FALSE(run());
	CU_ASSERT_PTR_NOT_NULL(strstr(logged, "A migration must not end its transaction itself."));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM schema_migrations"), "0");
}

static void
refuses_files_it_cannot_put_in_order(void)
{
	static const char *const names[] = { "1_first.sql", "0001.sql", "0001_.sql", "first.sql",
					     "00012_first.sql" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		start_over();
		put("0000_zero.sql", "SELECT 1");
		put(names[i], "SELECT 1");
		CU_ASSERT_FALSE(run());
		CU_ASSERT_PTR_NOT_NULL(strstr(logged, "event=migration_unusable"));
		CU_ASSERT_STRING_EQUAL(test_sql("SELECT to_regclass('schema_migrations') IS NULL"),
				       "t");
	}
	start_over();
	put("0001_one.sql", "SELECT 1");
	put("0001_other.sql", "SELECT 1");
	CU_ASSERT_FALSE(run());
	CU_ASSERT_PTR_NOT_NULL(strstr(logged, "There are two files of this number."));
}

static void
refuses_a_file_that_comes_too_late(void)
{
	start_over();
	put_three();
	CU_ASSERT_TRUE(run());
	put("0005_late.sql", "CREATE TABLE late (n integer);");
	CU_ASSERT_FALSE(run());
	CU_ASSERT_PTR_NOT_NULL(strstr(logged, "event=migration_late file=0005_late.sql"));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT to_regclass('late') IS NULL"), "t");
}

static void
goes_on_with_a_database_that_is_newer(void)
{
	start_over();
	put_three();
	CU_ASSERT_TRUE(run());
	take_away("0010_third.sql");
	CU_ASSERT_TRUE(run());
	CU_ASSERT_PTR_NOT_NULL(
		strstr(logged, "level=warning event=migration_unknown file=\"0010_third.sql\""));
}

static void
refuses_a_folder_without_files(void)
{
	start_over();
	CU_ASSERT_FALSE(run());
	CU_ASSERT_PTR_NOT_NULL(strstr(logged, "event=migrations_missing"));
	CU_ASSERT_FALSE(migrate("/nowhere"));
}

/* A process that migrates by itself and exits with 0 when it worked. */
static pid_t
fork_and_migrate(void)
{
	fflush(NULL);
	pid_t child = fork();
	if (child == 0)
		_exit(migrate(folder) ? 0 : 1);
	CU_ASSERT_FATAL(child > 0);
	return child;
}

static bool
succeeded(pid_t child)
{
	int status = -1;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The first file takes a while, so that the others surely come while it runs. */
static void
lets_several_processes_start_at_once_on_an_empty_database(void)
{
	pid_t children[PROCESSES];
	start_over();
	put("0000_slow.sql", "CREATE TABLE slow (n integer); SELECT pg_sleep(0.3);");
	put_three();
	for (int i = 0; i < PROCESSES; i++)
		children[i] = fork_and_migrate();
	for (int i = 0; i < PROCESSES; i++)
		CU_ASSERT_TRUE(succeeded(children[i]));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM schema_migrations"), "4");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM first"), "1");
}

/*
 * The server is reached through a folder that is not there yet: the child finds it as soon as this
 * process makes it, and says meanwhile that it waits.
 */
static void
waits_for_a_database_that_is_still_starting(void)
{
	char socket_folder[128], host[80], line[1024] = "";
	int ends[2];
	start_over();
	put_three();
	snprintf(socket_folder, sizeof(socket_folder), "%s",
		 test_sql("SHOW unix_socket_directories"));
	snprintf(host, sizeof(host), "%s/socket", folder);
	CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		setenv("PGHOST", host, 1);
		_exit(migrate(folder) ? 0 : 1);
	}
	close(ends[1]);
	CU_ASSERT(read(ends[0], line, sizeof(line) - 1) > 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(line, "event=database_awaited"));
	CU_ASSERT_EQUAL(symlink(socket_folder, host), 0);
	while (read(ends[0], line, sizeof(line)) > 0)
		;
	close(ends[0]);
	CU_ASSERT_TRUE(succeeded(child));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM schema_migrations"), "3");
}

static void
migrates_an_empty_database_to_our_schema(void)
{
	start_over();
	CU_ASSERT_TRUE(migrate(SOURCE_DIR "/migrations"));
	CU_ASSERT_STRING_NOT_EQUAL(test_sql("SELECT count(*) FROM schema_migrations"), "0");
	CU_ASSERT_TRUE(migrate(SOURCE_DIR "/migrations"));
	start_over();
}

/* Copies our own files with these names into the test's folder. */
static void
put_ours(const char *names)
{
	char command[512];
	snprintf(command, sizeof(command), "cp '%s'/migrations/%s '%s'", SOURCE_DIR, names, folder);
	CU_ASSERT_EQUAL_FATAL(system(command), 0);
}

/* The first release's database, in its second month. */
static void
gives_new_tables_the_months_that_there_are(void)
{
	start_over();
	put_ours("000[12]_*.sql");
	CU_ASSERT_TRUE_FATAL(run());
	test_sql("SELECT create_month('2026-01-31 23:00Z'), create_month('2026-02-01Z')");
	test_sql("INSERT INTO visits VALUES (1, 1, 1, 0, now(), now(), 1, 0, 1, 1)");
	put_ours("*.sql");
	CU_ASSERT_TRUE_FATAL(run());
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT string_agg(name, ' ' ORDER BY name) FROM (SELECT "
			 "inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent IN "
			 "('engagements'::regclass, 'performances'::regclass)) AS months"),
		"engagements_2026_01 engagements_2026_02 performances_2026_01 "
		"performances_2026_02");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT pg_get_expr(relpartbound, oid) = (SELECT "
					"pg_get_expr(relpartbound, oid) "
					"FROM pg_class WHERE relname = 'events_2026_02') FROM "
					"pg_class WHERE relname = "
					"'engagements_2026_02'"),
			       "t");
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT is_bounce(pageviews, events, engaged_ms) FROM visits"), "t");
	start_over();
}

/* The first release's database, with somebody identified and somebody who is not, goes on with all that came after. */
static void
keeps_the_rows_of_a_database_of_the_first_release(void)
{
	start_over();
	put_ours("000[12]_*.sql");
	CU_ASSERT_TRUE_FATAL(run());
	test_sql("INSERT INTO visitors VALUES (1, 1, 11, 21, 31, 0), (1, 2, 12, 22, 32, 7)");
	test_sql("INSERT INTO visits SELECT 1, visit_id, visit_id % 2 + 1, 0, now(), now(), 1, 0, "
		 "0, 0 "
		 "FROM generate_series(1, 5) AS visit_id");
	put_ours("*.sql");
	CU_ASSERT_TRUE_FATAL(run());
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT string_agg(concat_ws(' ', visitor_id, "
					"visitor_hash, distinct_id_id), ', ' "
					"ORDER BY visitor_id) FROM visitors"),
			       "1 11, 2 12 7");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT string_agg(concat_ws(' ', visit_id, visitor_id, "
					"client_id, location_id), ', ' ORDER BY visit_id) "
					"FROM visits"),
			       "1 2 22 32, 2 1 21 31, 3 2 22 32, 4 1 21 31, 5 2 22 32");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT string_agg(visitor_id::text, ',') FROM visitors "
					"WHERE period_started_at IS NULL"),
			       "2");
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT count(*) FROM visits WHERE website_id = 1 AND "
			 "visitor_block(visitor_id) = visitor_block(2) AND visitor_id = 2"),
		"3");
	start_over();
}

static const struct unit_test tests[] = {
	TEST(applies_what_is_missing_in_order_and_once),
	TEST(records_the_sha256_of_each_file),
	TEST(stops_when_an_applied_file_has_changed),
	TEST(leaves_nothing_of_a_file_that_fails),
	TEST(refuses_a_file_that_ends_its_transaction),
	TEST(refuses_files_it_cannot_put_in_order),
	TEST(refuses_a_file_that_comes_too_late),
	TEST(goes_on_with_a_database_that_is_newer),
	TEST(refuses_a_folder_without_files),
	TEST(lets_several_processes_start_at_once_on_an_empty_database),
	TEST(waits_for_a_database_that_is_still_starting),
	TEST(migrates_an_empty_database_to_our_schema),
	TEST(gives_new_tables_the_months_that_there_are),
	TEST(keeps_the_rows_of_a_database_of_the_first_release),
};

int
main(void)
{
	test_database_open_empty();
	int status = unit_run("migrate", tests, sizeof(tests) / sizeof(tests[0]));
	rmdir(folder);
	return status;
}
