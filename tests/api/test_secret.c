/*
 * Lasting keys in a real database: made once, the same for every server and after every start.
 * SPDX-License-Identifier: MIT
 */
#include "secret.h"

#include "database.h"
#include "db.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { SERVERS = 4 };

static void
makes_three_different_keys_and_finds_them_again(void)
{
	struct secrets first, second;
	unsigned char public_id[SECRET_SIZE];
	CU_ASSERT_TRUE_FATAL(db_connect("test_secret", 10000));
	test_sql("DELETE FROM secrets");
	CU_ASSERT_TRUE(secrets_load(&first));
	memcpy(public_id, public_id_key(), SECRET_SIZE);
	CU_ASSERT_TRUE(secrets_load(&second));
	CU_ASSERT_EQUAL(memcmp(public_id, public_id_key(), SECRET_SIZE), 0);
	CU_ASSERT_EQUAL(memcmp(&first, &second, sizeof(first)), 0);
	CU_ASSERT_NOT_EQUAL(memcmp(first.cache_token, public_id, SECRET_SIZE), 0);
	CU_ASSERT_NOT_EQUAL(memcmp(first.cache_token, first.identity, SECRET_SIZE), 0);
	CU_ASSERT_NOT_EQUAL(memcmp(public_id, first.identity, SECRET_SIZE), 0);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(DISTINCT secret) FROM secrets"), "3");
	db_disconnect();
}

static void
reads_the_key_that_is_stored(void)
{
	struct secrets secrets;
	CU_ASSERT_TRUE_FATAL(db_connect("test_secret", 10000));
	test_sql("DELETE FROM secrets");
	test_sql(
		"INSERT INTO secrets VALUES ('identity', decode(repeat('00', 31) || 'ff', 'hex'))");
	CU_ASSERT_TRUE(secrets_load(&secrets));
	for (int i = 0; i < SECRET_SIZE; i++)
		CU_ASSERT_EQUAL(secrets.identity[i], i == SECRET_SIZE - 1 ? 0xff : 0);
	db_disconnect();
}

static void
says_when_the_database_refuses(void)
{
	struct secrets secrets;
	CU_ASSERT_TRUE_FATAL(db_connect("test_secret", 10000));
	test_sql("DELETE FROM secrets");
	test_sql("ALTER TABLE secrets ADD CONSTRAINT no_visit_id CHECK (name <> 'visit_id')");
	CU_ASSERT_FALSE(secrets_load(&secrets));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM secrets"), "0");
	test_sql("ALTER TABLE secrets DROP CONSTRAINT no_visit_id");
	CU_ASSERT_TRUE(secrets_load(&secrets));
	db_disconnect();
}

static pthread_barrier_t together;

static void *
server(void *argument)
{
	static const char *const names[SERVERS] = { "server-1", "server-2", "server-3",
						    "server-4" };
	static atomic_int number;
	struct secrets *secrets = argument;
	bool connected = db_connect(names[number++ % SERVERS], 10000);
	pthread_barrier_wait(&together);
	if (!connected || !secrets_load(secrets))
		memset(secrets, number, sizeof(*secrets));
	db_disconnect();
	return NULL;
}

static void
is_the_same_for_servers_that_start_at_once(void)
{
	for (int round = 0; round < 10; round++) {
		pthread_t threads[SERVERS];
		struct secrets secrets[SERVERS];
		test_sql("DELETE FROM secrets");
		pthread_barrier_init(&together, NULL, SERVERS);
		for (int i = 0; i < SERVERS; i++)
			pthread_create(&threads[i], NULL, server, &secrets[i]);
		for (int i = 0; i < SERVERS; i++)
			pthread_join(threads[i], NULL);
		pthread_barrier_destroy(&together);
		for (int i = 1; i < SERVERS; i++)
			CU_ASSERT_EQUAL(memcmp(&secrets[i], &secrets[0], sizeof(secrets[0])), 0);
	}
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM secrets"), "3");
}

static const struct unit_test tests[] = {
	TEST(makes_three_different_keys_and_finds_them_again),
	TEST(reads_the_key_that_is_stored),
	TEST(says_when_the_database_refuses),
	TEST(is_the_same_for_servers_that_start_at_once),
};

DATABASE_MAIN("secret", tests)
