/*
 * Who takes part in what is shared, when it is done, and that nobody waits for a thread that has something else to do.
 * SPDX-License-Identifier: MIT
 */
#include "scan_pool.h"

#include "unit.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

enum { OTHERS = SCAN_THREADS_MAX - 1, STEPS = 3000, ROUNDS = 200, BROUGHT = 4 };

/* Numbers to be added up, taken by whoever is there. */
struct sum {
	atomic_int next;
	long long by[SCAN_THREADS_MAX]; /* by the number of the call */
	atomic_int calls, running;
};

static void
add_up(void *context, int number)
{
	struct sum *sum = context;
	int i;
	atomic_fetch_add(&sum->calls, 1);
	atomic_fetch_add(&sum->running, 1);
	while ((i = atomic_fetch_add(&sum->next, 1)) < STEPS)
		sum->by[number] += i;
	atomic_fetch_sub(&sum->running, 1);
}

static bool
adds_up(int others)
{
	struct sum sum = { 0 };
	long long all = 0;
	scan_pool_run(add_up, &sum, others);
	for (int i = 0; i < SCAN_THREADS_MAX; i++)
		all += sum.by[i];
	return all == (long long)STEPS * (STEPS - 1) / 2 && sum.running == 0 &&
	       sum.calls <= others + 1;
}

static void
await_idle(int threads)
{
	while (scan_pool_idle() < threads)
		sched_yield();
}

static void
everything_is_done_before_it_returns(void)
{
	scan_pool_start(OTHERS);
	for (int i = 0; i < ROUNDS; i++)
		CU_ASSERT_TRUE(adds_up(i % SCAN_THREADS_MAX));
	scan_pool_stop();
}

static void
it_goes_on_alone_without_threads(void)
{
	CU_ASSERT_EQUAL(scan_pool_idle(), 0);
	CU_ASSERT_TRUE(adds_up(OTHERS));
	scan_pool_start(0);
	CU_ASSERT_TRUE(adds_up(OTHERS));
	scan_pool_stop();
}

static void *
bring_sums(void *argument)
{
	atomic_int *right = argument;
	for (int i = 0; i < ROUNDS; i++)
		atomic_fetch_add(right, adds_up(OTHERS));
	return NULL;
}

static void
several_bring_something_at_once(void)
{
	pthread_t threads[BROUGHT];
	atomic_int right = 0;
	scan_pool_start(OTHERS);
	for (int i = 0; i < BROUGHT; i++)
		CU_ASSERT_EQUAL_FATAL(pthread_create(&threads[i], NULL, bring_sums, &right), 0);
	for (int i = 0; i < BROUGHT; i++)
		pthread_join(threads[i], NULL);
	CU_ASSERT_EQUAL(right, BROUGHT * ROUNDS);
	scan_pool_stop();
}

/* Calls that begin one by one and end together. */
struct meeting {
	atomic_int come;
	atomic_bool over;
};

static void
meet(void *context, int number)
{
	struct meeting *meeting = context;
	(void)number;
	atomic_fetch_add(&meeting->come, 1);
	while (!atomic_load(&meeting->over))
		sched_yield();
}

static void *
bring_meeting(void *meeting)
{
	scan_pool_run(meet, meeting, OTHERS);
	return NULL;
}

static void
all_idle_threads_take_part_and_nobody_waits_for_a_busy_one(void)
{
	struct meeting meeting = { 0 };
	pthread_t thread;
	scan_pool_start(OTHERS);
	await_idle(OTHERS);
	CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, bring_meeting, &meeting), 0);
	while (atomic_load(&meeting.come) < SCAN_THREADS_MAX)
		sched_yield();
	CU_ASSERT_EQUAL(scan_pool_idle(), 0);
	CU_ASSERT_TRUE(adds_up(OTHERS));
	atomic_store(&meeting.over, true);
	pthread_join(thread, NULL);
	await_idle(OTHERS);
	scan_pool_stop();
	CU_ASSERT_EQUAL(scan_pool_idle(), 0);
}

static const struct unit_test tests[] = {
	TEST(everything_is_done_before_it_returns),
	TEST(it_goes_on_alone_without_threads),
	TEST(several_bring_something_at_once),
	TEST(all_idle_threads_take_part_and_nobody_waits_for_a_busy_one),
};

UNIT_MAIN("scan_pool", tests)
