/*
 * The pool with a database and handlers of the test's own: what it promises about queue, threads
 * and the end. Waiting is always for something that happens, never for time to pass.
 * SPDX-License-Identifier: MIT
 */
#include "workers.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>

#include "routes.h"
#include "unit.h"

enum { EXCHANGES_MAX = 4096 };

/* What the pool's callbacks see and do; everything under one lock. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool held;     /* run() waits */
	bool away;     /* the database is */
	int running;   /* threads in run() */
	int run, done; /* how often */
	int opened;    /* threads that asked for their connection for the first time */
	int closed;
	int asked;                       /* calls of ready() */
	int asked_before[EXCHANGES_MAX]; /* the same, at each call of run() */
	int wrong_thread;                /* closed on another thread than opened */
} seen = { .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };

static _Thread_local bool is_mine;
static struct exchange exchanges[EXCHANGES_MAX];

static void
reset(void)
{
	memset(exchanges, 0, sizeof(exchanges));
	seen.held = seen.away = false;
	seen.running = seen.run = seen.done = 0;
	seen.opened = seen.closed = seen.asked = seen.wrong_thread = 0;
}

static bool
ready(const char *name, long long statement_timeout_ms)
{
	pthread_mutex_lock(&seen.lock);
	seen.opened += !is_mine;
	is_mine = true;
	seen.asked++;
	bool answer =
		!seen.away && strncmp(name, "worker-", 7) == 0 && statement_timeout_ms == 1234;
	pthread_cond_broadcast(&seen.changed);
	pthread_mutex_unlock(&seen.lock);
	return answer;
}

static void
close_database(void)
{
	pthread_mutex_lock(&seen.lock);
	seen.closed++;
	seen.wrong_thread += !is_mine;
	pthread_mutex_unlock(&seen.lock);
}

static const struct workers_database database = { ready, close_database };

static void
run(struct exchange *exchange)
{
	pthread_mutex_lock(&seen.lock);
	seen.running++;
	pthread_cond_broadcast(&seen.changed);
	while (seen.held)
		pthread_cond_wait(&seen.changed, &seen.lock);
	seen.running--;
	seen.asked_before[seen.run++] = seen.asked;
	exchange->status = seen.away ? 503 : 200;
	pthread_mutex_unlock(&seen.lock);
}

static void
done(struct exchange *exchange)
{
	pthread_mutex_lock(&seen.lock);
	seen.done++;
	if (exchange->next != NULL)
		seen.wrong_thread++; /* it must come back alone */
	pthread_cond_broadcast(&seen.changed);
	pthread_mutex_unlock(&seen.lock);
}

static void
wait_for(const int *count, int wanted)
{
	pthread_mutex_lock(&seen.lock);
	while (*count < wanted)
		pthread_cond_wait(&seen.changed, &seen.lock);
	pthread_mutex_unlock(&seen.lock);
}

static void
hold(bool held)
{
	pthread_mutex_lock(&seen.lock);
	seen.held = held;
	pthread_cond_broadcast(&seen.changed);
	pthread_mutex_unlock(&seen.lock);
}

static struct workers *
start(int threads, int queue_max)
{
	reset();
	struct workers_options options = {
		.threads = threads,
		.queue_max = queue_max,
		.statement_timeout_ms = 1234,
		.run = run,
		.done = done,
		.database = &database,
	};
	struct workers *pool = workers_start(&options);
	CU_ASSERT_PTR_NOT_NULL_FATAL(pool);
	return pool;
}

static void
answers_everything_that_was_submitted(void)
{
	struct workers *pool = start(4, EXCHANGES_MAX);
	for (int i = 0; i < EXCHANGES_MAX; i++)
		CU_ASSERT_TRUE(workers_submit(pool, &exchanges[i]));
	workers_stop(pool);
	CU_ASSERT_EQUAL(seen.run, EXCHANGES_MAX);
	CU_ASSERT_EQUAL(seen.done, EXCHANGES_MAX);
	CU_ASSERT_EQUAL(seen.wrong_thread, 0);
	for (int i = 0; i < EXCHANGES_MAX; i++)
		CU_ASSERT_EQUAL(exchanges[i].status, 200);
}

static void
refuses_when_the_queue_is_full_and_keeps_what_it_took(void)
{
	struct workers *pool = start(1, 2);
	hold(true);
	CU_ASSERT_TRUE(workers_submit(pool, &exchanges[0]));
	wait_for(&seen.running, 1);
	CU_ASSERT_TRUE(workers_submit(pool, &exchanges[1]));
	CU_ASSERT_TRUE(workers_submit(pool, &exchanges[2]));
	CU_ASSERT_FALSE(workers_submit(pool, &exchanges[3]));
	struct workers_state state = workers_state(pool);
	CU_ASSERT_EQUAL(state.busy, 1);
	CU_ASSERT_EQUAL(state.queued, 2);
	CU_ASSERT_EQUAL(state.refused, 1);
	hold(false);
	wait_for(&seen.done, 3);
	CU_ASSERT_TRUE(workers_submit(pool, &exchanges[3]));
	workers_stop(pool);
	CU_ASSERT_EQUAL(seen.done, 4);
}

static void
lets_half_of_the_threads_hash_passwords(void)
{
	static const struct route login = { .path = "/login", .stage = HASHES_PASSWORD };
	struct workers *pool = start(4, EXCHANGES_MAX);
	for (int i = 0; i < 4; i++)
		exchanges[i].route = &login;
	hold(true);
	CU_ASSERT_TRUE(workers_submit(pool, &exchanges[0]));
	CU_ASSERT_TRUE(workers_submit(pool, &exchanges[1]));
	CU_ASSERT_FALSE(workers_submit(pool, &exchanges[2]));
	CU_ASSERT_TRUE(workers_submit(pool, &exchanges[4])); /* another kind of request */
	wait_for(&seen.running, 3);
	hold(false);
	wait_for(&seen.done, 3);
	while (!workers_submit(pool, &exchanges[2])) /* a place is free once its thread says so */
		sched_yield();
	workers_stop(pool);
	CU_ASSERT_EQUAL(seen.done, 4);
}

static void
runs_as_many_at_once_as_it_has_threads(void)
{
	struct workers *pool = start(3, 16);
	hold(true);
	for (int i = 0; i < 8; i++)
		workers_submit(pool, &exchanges[i]);
	wait_for(&seen.running, 3);
	CU_ASSERT_EQUAL(workers_state(pool).busy, 3);
	CU_ASSERT_EQUAL(workers_state(pool).queued, 5);
	hold(false);
	workers_stop(pool);
	CU_ASSERT_EQUAL(seen.done, 8);
}

static void
skips_what_nobody_waits_for_but_gives_it_back(void)
{
	struct workers *pool = start(1, 16);
	hold(true);
	workers_submit(pool, &exchanges[0]);
	wait_for(&seen.running, 1);
	for (int i = 1; i <= 4; i++)
		workers_submit(pool, &exchanges[i]);
	atomic_store(&exchanges[2].gone, true);
	atomic_store(&exchanges[4].gone, true);
	hold(false);
	workers_stop(pool);
	CU_ASSERT_EQUAL(seen.run, 3);
	CU_ASSERT_EQUAL(seen.done, 5);
	CU_ASSERT_EQUAL(exchanges[2].status, 0);
	CU_ASSERT_EQUAL(exchanges[3].status, 200);
}

static void
every_thread_opens_and_closes_a_connection_of_its_own(void)
{
	struct workers *pool = start(5, 1);
	wait_for(&seen.opened, 5);
	workers_stop(pool);
	CU_ASSERT_EQUAL(seen.opened, 5);
	CU_ASSERT_EQUAL(seen.closed, 5);
	CU_ASSERT_EQUAL(seen.wrong_thread, 0);
}

static void
wait_connected(struct workers *pool, int connected)
{
	while (workers_state(pool).connected != connected) {
		pthread_mutex_lock(&seen.lock);
		int asked = seen.asked;
		while (seen.asked == asked)
			pthread_cond_wait(&seen.changed, &seen.lock);
		pthread_mutex_unlock(&seen.lock);
	}
}

static void
notices_by_itself_that_the_database_leaves_and_comes_back(void)
{
	struct workers *pool = start(2, 4);
	wait_connected(pool, 2);
	pthread_mutex_lock(&seen.lock);
	seen.away = true;
	pthread_mutex_unlock(&seen.lock);
	wait_connected(pool, 0);
	pthread_mutex_lock(&seen.lock);
	seen.away = false;
	pthread_mutex_unlock(&seen.lock);
	wait_connected(pool, 2);
	workers_stop(pool);
	CU_ASSERT_EQUAL(seen.closed, 2);
}

/* The second exchange waits already, so the thread has no idle moment between the two. */
static void
a_busy_answer_makes_it_ask_the_database_at_once(void)
{
	struct workers *pool = start(1, 4);
	wait_connected(pool, 1);
	hold(true);
	workers_submit(pool, &exchanges[0]);
	wait_for(&seen.running, 1);
	workers_submit(pool, &exchanges[1]);
	pthread_mutex_lock(&seen.lock);
	seen.away = true;
	pthread_mutex_unlock(&seen.lock);
	hold(false);
	workers_stop(pool);
	CU_ASSERT_EQUAL(seen.run, 2);
	CU_ASSERT_EQUAL(seen.asked_before[1], seen.asked_before[0] + 1);
}

static const struct unit_test tests[] = {
	TEST(answers_everything_that_was_submitted),
	TEST(refuses_when_the_queue_is_full_and_keeps_what_it_took),
	TEST(lets_half_of_the_threads_hash_passwords),
	TEST(runs_as_many_at_once_as_it_has_threads),
	TEST(skips_what_nobody_waits_for_but_gives_it_back),
	TEST(every_thread_opens_and_closes_a_connection_of_its_own),
	TEST(notices_by_itself_that_the_database_leaves_and_comes_back),
	TEST(a_busy_answer_makes_it_ask_the_database_at_once),
};

UNIT_MAIN("workers", tests)
