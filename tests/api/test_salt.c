/*
 * Salts in a real database: made once for all servers, kept while a visit may need them, then gone for good.
 * SPDX-License-Identifier: MIT
 */
#include "salt.h"

#include "database.h"
#include "db.h"
#include "visit.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { SERVERS = 4, MINUTE = 60 * 1000, TRIES_MAX = 10000 };

#define NOTES_MIN (1UL << 32) /* bytes */

/* 2026-10-15 12:00 and 2026-11-01 00:00 */
static const long long october = 1792065600000LL, november = 1793491200000LL;

static void
start(void)
{
	CU_ASSERT_TRUE_FATAL(db_connect("test_salt", 10000));
	test_sql("TRUNCATE salts");
}

/* Something of the database's own, as autovacuum, may be at the table just then. */
static void
rotate_until_destroyed(struct salts *salts, long long now)
{
	int tries = 0;
	do {
		CU_ASSERT_TRUE(salts_rotate(salts, now));
	} while (salts->destroy_at != 0 && ++tries < TRIES_MAX);
	CU_ASSERT_TRUE(salts_fresh(salts, now));
}

static void
makes_a_salt_and_has_nothing_to_do_until_the_period_ends(void)
{
	struct salts salts = { .rotation = SALT_MONTH };
	start();
	CU_ASSERT_FALSE(salts_fresh(&salts, october));
	CU_ASSERT_TRUE(salts_rotate(&salts, october));
	CU_ASSERT_TRUE(salts_fresh(&salts, october));
	CU_ASSERT_TRUE(salts_fresh(&salts, november - 1));
	CU_ASSERT_FALSE(salts_fresh(&salts, november));
	CU_ASSERT_EQUAL(salts.previous_period, 0);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT period_started_at::text FROM salts"),
			       "2026-10-01 00:00:00+00");
	db_disconnect();
}

static void
keeps_the_previous_salt_for_as_long_as_a_visit_may_need_it(void)
{
	struct salts salts = { .rotation = SALT_MONTH };
	unsigned char first[VISITOR_KEY_SIZE];
	start();
	salts_rotate(&salts, october);
	memcpy(first, salts.current, sizeof(first));
	CU_ASSERT_TRUE(salts_rotate(&salts, november));
	CU_ASSERT_EQUAL(memcmp(salts.previous, first, sizeof(first)), 0);
	CU_ASSERT_NOT_EQUAL(memcmp(salts.current, first, sizeof(first)), 0);
	CU_ASSERT_TRUE(salts_fresh(&salts, november + VISIT_GAP_MS));
	CU_ASSERT_FALSE(salts_fresh(&salts, november + VISIT_GAP_MS + 1));
	CU_ASSERT_TRUE(salts_rotate(&salts, november + VISIT_GAP_MS));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM salts"), "2");
	rotate_until_destroyed(&salts, november + VISIT_GAP_MS + 1);
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT string_agg(period_started_at::text, ' ') FROM salts"),
		"2026-11-01 00:00:00+00");
	CU_ASSERT_EQUAL(salts.previous_period, 0);
	for (size_t i = 0; i < sizeof(salts.previous); i++)
		CU_ASSERT_EQUAL(salts.previous[i], 0);
	db_disconnect();
}

/* Nobody was there for months: none of the old salts is kept but the newest, and that not for long. */
static void
destroys_all_that_a_long_pause_left_behind(void)
{
	struct salts salts = { .rotation = SALT_DAY };
	start();
	for (int day = 0; day < 5; day++)
		test_sql("INSERT INTO salts SELECT min(coalesce(period_started_at, '2026-10-15')) "
			 "- interval "
			 "'1 day', decode(repeat('00', 16), 'hex') FROM (SELECT "
			 "min(period_started_at) AS "
			 "period_started_at FROM salts) s");
	rotate_until_destroyed(&salts, october - 12 * 60 * MINUTE);
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT string_agg(period_started_at::text, ' ' ORDER BY 1) FROM salts"),
		"2026-10-14 00:00:00+00 2026-10-15 00:00:00+00");
	rotate_until_destroyed(&salts, october);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM salts"), "1");
	db_disconnect();
}

static void
comes_back_to_the_same_salt_after_a_restart(void)
{
	struct salts before = { .rotation = SALT_WEEK }, after = { .rotation = SALT_WEEK };
	start();
	CU_ASSERT_TRUE(salts_rotate(&before, october));
	CU_ASSERT_TRUE(salts_rotate(&after, october + MINUTE));
	CU_ASSERT_EQUAL(memcmp(before.current, after.current, sizeof(before.current)), 0);
	db_disconnect();
}

/* The transaction fails at its very end, when everything has been read. */
static void
believes_nothing_that_was_not_committed(void)
{
	struct salts salts = { .rotation = SALT_MONTH };
	start();
	CU_ASSERT_TRUE(salts_rotate(&salts, october));
	struct salts before = salts;
	test_sql("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
		 "$$BEGIN RAISE 'no' USING ERRCODE = '57014'; END$$");
	test_sql("CREATE CONSTRAINT TRIGGER refuse AFTER INSERT OR DELETE ON salts DEFERRABLE "
		 "INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()");
	CU_ASSERT_FALSE(salts_rotate(&salts, november));
	CU_ASSERT_EQUAL(salts.period, before.period);
	CU_ASSERT_EQUAL(memcmp(salts.current, before.current, sizeof(salts.current)), 0);
	CU_ASSERT_FALSE(salts_fresh(&salts, november));
	test_sql("DROP FUNCTION refuse() CASCADE");
	CU_ASSERT_TRUE(salts_rotate(&salts, november));
	CU_ASSERT_EQUAL(memcmp(salts.previous, before.current, sizeof(before.current)), 0);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM salts"), "2");
	db_disconnect();
}

/* Whether the bytes, each with its bits turned over so that they do not find themselves, stand in the file. */
static bool
is_in(FILE *file, long from, long until, const unsigned char *turned, size_t len)
{
	static unsigned char block[1 << 16];
	size_t kept = 0;
	bool found = false;
	if (fseek(file, from, SEEK_SET) != 0)
		return false;
	for (long at = from; at < until && !found; at += (long)(sizeof(block) - kept)) {
		size_t wanted = sizeof(block) - kept, left = (size_t)(until - at);
		size_t got = kept + fread(block + kept, 1, left < wanted ? left : wanted, file);
		for (size_t i = 0; !found && i + len <= got; i++) {
			size_t same = 0;
			while (same < len && block[i + same] == (unsigned char)~turned[same])
				same++;
			found = same == len;
		}
		kept = got < len ? 0 : len - 1;
		memmove(block, block + got - kept, kept);
	}
	memset(block, 0, sizeof(block));
	return found;
}

/*
 * Whether the bytes stand in the memory of this process that can be written. What is larger than all that a test could have
 * is a sanitizer's notes on the rest, terabytes that take an hour to read.
 */
static bool
is_in_memory(const unsigned char *turned, size_t len)
{
	FILE *maps = fopen("/proc/self/maps", "r"), *memory = fopen("/proc/self/mem", "r");
	char line[512], access[5];
	unsigned long from, until;
	bool found = false;
	CU_ASSERT_TRUE_FATAL(maps != NULL && memory != NULL);
	setvbuf(memory, NULL, _IONBF, 0);
	while (fgets(line, sizeof(line), maps) != NULL)
		if (sscanf(line, "%lx-%lx %4s", &from, &until, access) == 3 && access[1] == 'w' &&
		    until - from < NOTES_MIN)
			found = found || is_in(memory, (long)from, (long)until, turned, len);
	fclose(maps);
	fclose(memory);
	return found;
}

/* Whether the salt stands in the table's file, dead rows included. */
static bool
is_in_table(const unsigned char *turned)
{
	char hex[2 * VISITOR_KEY_SIZE + 1], sql[200];
	for (int i = 0; i < VISITOR_KEY_SIZE; i++)
		snprintf(hex + 2 * i, 3, "%02x", (unsigned char)~turned[i]);
	snprintf(sql, sizeof(sql),
		 "CHECKPOINT; SELECT position(decode('%s', 'hex') IN "
		 "pg_read_binary_file(pg_relation_filepath('salts'))) > 0",
		 hex);
	bool found = strcmp(test_sql(sql), "t") == 0;
	memset(hex, 0, sizeof(hex));
	memset(sql, 0, sizeof(sql));
	return found;
}

/* Makes a salt, keeps its bytes turned over, and goes on to the moment when it is over. Returns that moment. */
static long long
make_one_that_is_over(struct salts *salts, unsigned char turned[VISITOR_KEY_SIZE])
{
	CU_ASSERT_TRUE(salts_rotate(salts, october));
	for (int i = 0; i < VISITOR_KEY_SIZE; i++)
		turned[i] = (unsigned char)~salts->current[i];
	CU_ASSERT_TRUE(salts_rotate(salts, november));
	CU_ASSERT_TRUE(is_in_table(turned));
	return november + VISIT_GAP_MS + 1;
}

/* Another client of the database, in a transaction that has begun with `sql`; PQfinish() ends it. */
static PGconn *
somebody_else(const char *sql)
{
	PGconn *connection = PQconnectdb("");
	PGresult *result = PQexec(connection, sql);
	CU_ASSERT_EQUAL_FATAL(PQresultStatus(result), PGRES_TUPLES_OK);
	PQclear(result);
	return connection;
}

/* A report or a backup that began before the salt was over could still see its row. */
static void
no_older_snapshot_keeps_a_salt(void)
{
	struct salts salts = { .rotation = SALT_MONTH };
	unsigned char turned[VISITOR_KEY_SIZE];
	start();
	long long over = make_one_that_is_over(&salts, turned);
	PGconn *report = somebody_else(
		"BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM websites");
	rotate_until_destroyed(&salts, over);
	CU_ASSERT_FALSE(is_in_table(turned));
	PQfinish(report);
	db_disconnect();
}

static void
a_salt_that_somebody_reads_is_destroyed_a_minute_later(void)
{
	struct salts salts = { .rotation = SALT_MONTH };
	unsigned char turned[VISITOR_KEY_SIZE];
	start();
	long long over = make_one_that_is_over(&salts, turned);
	PGconn *backup = somebody_else("BEGIN; SELECT count(*) FROM salts");
	CU_ASSERT_TRUE(salts_rotate(&salts, over));
	CU_ASSERT_TRUE(is_in_table(turned));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM salts"), "2");
	CU_ASSERT_TRUE(salts_fresh(&salts, over + MINUTE - 1));
	CU_ASSERT_FALSE(salts_fresh(&salts, over + MINUTE));
	CU_ASSERT_EQUAL(salts.previous_period, 0); /* nobody makes hashes with it meanwhile */
	PQfinish(backup);
	rotate_until_destroyed(&salts, over + MINUTE);
	CU_ASSERT_FALSE(is_in_table(turned));
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT string_agg(period_started_at::text, ' ') FROM salts"),
		"2026-11-01 00:00:00+00");
	db_disconnect();
}

/*
 * Somebody who knows website, address and user agent, and has the database and the server's memory, but comes after the
 * salt was destroyed.
 */
static void
after_its_destruction_a_visitor_cannot_be_computed_again(void)
{
	static const char address[] = "192.0.2.1", user_agent[] = "Mozilla/5.0";
	struct salts salts = { .rotation = SALT_DAY };
	unsigned char turned[VISITOR_KEY_SIZE];
	long long day = 24LL * 60 * MINUTE, midnight = october + day / 2;
	start();
	CU_ASSERT_TRUE(salts_rotate(&salts, october));
	uint64_t hash = visitor_hash(salts.current, 1, salts.period, address, user_agent);
	for (int i = 0; i < VISITOR_KEY_SIZE; i++)
		turned[i] = (unsigned char)~salts.current[i];
	CU_ASSERT_TRUE(is_in_table(turned));
	CU_ASSERT_TRUE(is_in_memory(turned, sizeof(turned)));

	CU_ASSERT_TRUE(salts_rotate(&salts, midnight));
	CU_ASSERT_TRUE(is_in_table(turned)); /* a visit may be going on */
	CU_ASSERT_EQUAL(visitor_hash(salts.previous, 1, salts.previous_period, address, user_agent),
			hash);

	rotate_until_destroyed(&salts, midnight + VISIT_GAP_MS + 1);
	CU_ASSERT_FALSE(is_in_table(turned));
	CU_ASSERT_FALSE(is_in_memory(turned, sizeof(turned)));
	CU_ASSERT_NOT_EQUAL(visitor_hash(salts.current, 1, salts.period, address, user_agent),
			    hash);
	CU_ASSERT_NOT_EQUAL(visitor_hash(salts.current, 1, salts.period - day, address, user_agent),
			    hash);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM salts"), "1");
	db_disconnect();
}

static pthread_barrier_t together;

static void *
server(void *argument)
{
	static const char *const names[SERVERS] = { "server-1", "server-2", "server-3",
						    "server-4" };
	static atomic_int number;
	struct salts *salts = argument;
	bool connected = db_connect(names[number++ % SERVERS], 10000);
	pthread_barrier_wait(&together);
	if (!connected || !salts_rotate(salts, october))
		salts->period = -1;
	db_disconnect();
	return NULL;
}

static void
is_the_same_for_servers_that_start_at_once(void)
{
	start();
	for (int round = 0; round < 10; round++) {
		pthread_t threads[SERVERS];
		struct salts salts[SERVERS];
		test_sql("DELETE FROM salts");
		pthread_barrier_init(&together, NULL, SERVERS);
		for (int i = 0; i < SERVERS; i++) {
			salts[i] = (struct salts){ .rotation = SALT_MONTH };
			pthread_create(&threads[i], NULL, server, &salts[i]);
		}
		for (int i = 0; i < SERVERS; i++)
			pthread_join(threads[i], NULL);
		pthread_barrier_destroy(&together);
		for (int i = 0; i < SERVERS; i++) {
			CU_ASSERT_EQUAL(salts[i].period, 1790812800000LL); /* 2026-10-01 */
			CU_ASSERT_EQUAL(
				memcmp(salts[i].current, salts[0].current, VISITOR_KEY_SIZE), 0);
		}
	}
	db_disconnect();
}

static const struct unit_test tests[] = {
	TEST(makes_a_salt_and_has_nothing_to_do_until_the_period_ends),
	TEST(keeps_the_previous_salt_for_as_long_as_a_visit_may_need_it),
	TEST(destroys_all_that_a_long_pause_left_behind),
	TEST(comes_back_to_the_same_salt_after_a_restart),
	TEST(believes_nothing_that_was_not_committed),
	TEST(no_older_snapshot_keeps_a_salt),
	TEST(a_salt_that_somebody_reads_is_destroyed_a_minute_later),
	TEST(after_its_destruction_a_visitor_cannot_be_computed_again),
	TEST(is_the_same_for_servers_that_start_at_once),
};

DATABASE_MAIN("salt", tests)
