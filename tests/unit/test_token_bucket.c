/*
 * Tests of token buckets: how much is let in at once and over time, what is owed, and that clients
 * do not pay for each other.
 * SPDX-License-Identifier: MIT
 */
#include <pthread.h>
#include <stdlib.h>

#include "token_bucket.h"
#include "unit.h"

enum { SECOND = 1000 * 1000 };

/* Any moment that is not zero. */
static const long long START = 5LL * SECOND;

static struct token_buckets buckets;

/* Ten at once, two more a second, and nobody has taken any. */
static void
begin(void)
{
	for (size_t set = 0; set < TOKEN_BUCKETS / TOKEN_BUCKET_WAYS; set++)
		for (size_t way = 0; way < TOKEN_BUCKET_WAYS; way++)
			atomic_store(&buckets.slots[set][way], 0);
	token_buckets_init(&buckets, 10, 2, 1);
}

static uint64_t
client(uint64_t number)
{
	return number * UINT64_C(0x9E3779B97F4A7C15); /* spread as a hash is */
}

static int
count_taken(uint64_t who, int tries, long long now)
{
	int taken = 0;
	for (int i = 0; i < tries; i++)
		taken += token_bucket_take(&buckets, who, 1, now) == 0;
	return taken;
}

static void
lets_a_burst_in_and_then_the_rate(void)
{
	begin();
	CU_ASSERT_EQUAL(count_taken(client(1), 50, START), 10);
	CU_ASSERT_EQUAL(count_taken(client(1), 50, START + SECOND), 2);
	CU_ASSERT_EQUAL(count_taken(client(1), 50, START + 3LL * SECOND), 4);
	int taken = 0;
	for (long long now = START + 3LL * SECOND; now < START + 103LL * SECOND; now += 10000)
		taken += count_taken(client(1), 1, now);
	CU_ASSERT_TRUE(taken >= 198 && taken <= 200);
}

static void
asking_takes_nothing_and_forgets_nobody(void)
{
	begin();
	CU_ASSERT_EQUAL(token_bucket_wait(&buckets, client(1), START), 0);
	CU_ASSERT_EQUAL(count_taken(client(1), 50, START), 10);
	CU_ASSERT_EQUAL(token_bucket_wait(&buckets, client(1), START), SECOND / 2);
	for (uint64_t other = 2; other < 2 + 4 * TOKEN_BUCKETS; other++)
		token_bucket_wait(&buckets, client(other), START);
	CU_ASSERT_EQUAL(token_bucket_wait(&buckets, client(1), START), SECOND / 2);
	CU_ASSERT_EQUAL(token_bucket_wait(&buckets, client(1), START + SECOND), 0);
}

static void
says_when_there_is_a_token_again(void)
{
	begin();
	count_taken(client(1), 10, START);
	long long wait = token_bucket_take(&buckets, client(1), 1, START);
	CU_ASSERT_EQUAL(wait, SECOND / 2);
	CU_ASSERT_NOT_EQUAL(token_bucket_take(&buckets, client(1), 1, START + wait - 1), 0);
	CU_ASSERT_EQUAL(token_bucket_take(&buckets, client(1), 1, START + wait), 0);
}

static void
a_bucket_holds_no_more_than_its_capacity(void)
{
	begin();
	count_taken(client(1), 10, START);
	CU_ASSERT_EQUAL(count_taken(client(1), 50, START + 3600LL * SECOND), 10);
}

static void
what_is_taken_beyond_the_last_token_is_owed(void)
{
	begin();
	CU_ASSERT_EQUAL(token_bucket_take(&buckets, client(1), 100, START), 0);
	/* 90 are owed and one is wanted: 91 tokens at two a second */
	CU_ASSERT_EQUAL(token_bucket_take(&buckets, client(1), 1, START), 91LL * SECOND / 2);
	CU_ASSERT_EQUAL(token_bucket_take(&buckets, client(1), 1, START + 91LL * SECOND / 2), 0);
}

static void
what_is_put_back_can_be_taken_again(void)
{
	begin();
	CU_ASSERT_EQUAL(count_taken(client(1), 10, START), 10);
	token_bucket_charge(&buckets, client(1), -1, START);
	CU_ASSERT_EQUAL(count_taken(client(1), 10, START), 1);
	/* and never makes more than a full bucket */
	for (int i = 0; i < 100; i++)
		token_bucket_charge(&buckets, client(2), -1, START);
	CU_ASSERT_EQUAL(count_taken(client(2), 50, START), 10);
}

static void
clients_do_not_pay_for_each_other(void)
{
	begin();
	for (uint64_t i = 1; i <= 1000; i++)
		CU_ASSERT_EQUAL(count_taken(client(i), 20, START), 10);
}

static void
a_full_table_lets_in_rather_than_refuses(void)
{
	begin();
	for (uint64_t i = 1; i <= 4 * TOKEN_BUCKETS; i++)
		if (count_taken(client(i), 1, START) != 1)
			CU_FAIL("a client that came for the first time was refused");
	CU_ASSERT_EQUAL(count_taken(client(1), 10, START + SECOND), 10);
}

enum { THREADS = 4, TRIES = 20000 };

static void *
take_many(void *count)
{
	*(int *)count = count_taken(client(7), TRIES, START);
	return NULL;
}

static void
threads_share_a_bucket_exactly(void)
{
	begin();
	token_buckets_init(&buckets, 1000, 1000, 1);
	CU_ASSERT_EQUAL(count_taken(client(7), 1, START), 1);
	pthread_t threads[THREADS];
	int taken[THREADS], sum = 0;
	for (int i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, take_many, &taken[i]) != 0)
			abort();
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		sum += taken[i];
	}
	CU_ASSERT_EQUAL(sum, 999);
}

static const struct unit_test tests[] = {
	TEST(lets_a_burst_in_and_then_the_rate),
	TEST(asking_takes_nothing_and_forgets_nobody),
	TEST(says_when_there_is_a_token_again),
	TEST(a_bucket_holds_no_more_than_its_capacity),
	TEST(what_is_taken_beyond_the_last_token_is_owed),
	TEST(what_is_put_back_can_be_taken_again),
	TEST(clients_do_not_pay_for_each_other),
	TEST(a_full_table_lets_in_rather_than_refuses),
	TEST(threads_share_a_bucket_exactly),
};

UNIT_MAIN("token buckets", tests)
