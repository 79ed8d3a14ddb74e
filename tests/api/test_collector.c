/*
 * The collector's queue in front of a real database. A lock on the websites holds the writer up where a test wants it to wait.
 * SPDX-License-Identifier: MIT
 */
#include "collector.h"

#include "clock.h"
#include "database.h"
#include "event_digest.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SUBMITTERS = 4, EACH = 40 };

static const unsigned char identity[SECRET_SIZE] = { 42 };

/* What came back; under the lock. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int exchanges;
	int replies;
	int twice;
} seen = { .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };

static enum outcome
reply(struct request *req, struct collect_submission *submission)
{
	(void)req;
	pthread_mutex_lock(&seen.lock);
	seen.replies++;
	pthread_mutex_unlock(&seen.lock);
	return submission->events[0].result == EVENT_STORED ? DONE : BUSY;
}

static void
done(struct exchange *chain)
{
	pthread_mutex_lock(&seen.lock);
	while (chain != NULL) {
		struct exchange *next = chain->next;
		seen.exchanges++;
		seen.twice += chain->owner != NULL; /* set by the first time */
		chain->owner = chain;
		chain = next;
	}
	pthread_cond_broadcast(&seen.changed);
	pthread_mutex_unlock(&seen.lock);
}

static void
wait_for(int exchanges)
{
	pthread_mutex_lock(&seen.lock);
	while (seen.exchanges < exchanges)
		pthread_cond_wait(&seen.changed, &seen.lock);
	pthread_mutex_unlock(&seen.lock);
}

static struct collector *
start(int queue_max, int batch_max)
{
	seen.exchanges = seen.replies = seen.twice = 0;
	test_sql("DELETE FROM events; DELETE FROM visits; DELETE FROM visitors; DELETE FROM "
		 "websites");
	test_sql("INSERT INTO websites (website_uuid, name) VALUES "
		 "('00000000-0000-4000-8000-000000000001', 'one')");
	test_sql("INSERT INTO website_numbers (website_id) SELECT website_id FROM websites");
	struct collector_options options = { .queue_max = queue_max,
					     .batch_max = batch_max,
					     .statement_timeout_ms = 10000,
					     .salt_rotation = SALT_MONTH,
					     .identity_secret = identity,
					     .done = done };
	struct collector *collector = collector_start(&options);
	CU_ASSERT_PTR_NOT_NULL_FATAL(collector);
	return collector;
}

/* An exchange in an arena of its own, with so many pageviews of one visitor. */
static struct exchange *
exchange_new(int count)
{
	struct arena *arena = arena_new(16 << 20);
	struct exchange *exchange = arena_alloc(arena, sizeof(*exchange));
	struct collect_submission *submission = arena_alloc(arena, sizeof(*submission));
	exchange->request.arena = arena;
	exchange->request.submission = submission;
	submission->count = count;
	submission->reply = reply;
	submission->events = arena_array(arena, (size_t)count, sizeof(struct event));
	for (int i = 0; i < count; i++) {
		struct event *event = &submission->events[i];
		for (int t = 0; t < TEXT_COUNT; t++)
			event->texts[t] = "";
		uuid_parse("00000000-0000-4000-8000-000000000001", &event->website);
		event->type = EVENT_PAGEVIEW;
		event->at = clock_ms();
		event->address = "192.0.2.1";
		event->user_agent = "test";
		event_digest(event);
	}
	return exchange;
}

static void
exchange_free(struct exchange *exchange)
{
	arena_free(exchange->request.arena);
}

static int
stored(const struct exchange *exchange)
{
	int count = 0;
	for (int i = 0; i < exchange->request.submission->count; i++)
		count += exchange->request.submission->events[i].result == EVENT_STORED;
	return count;
}

/* Holds the writer up in a batch of one event, which is answered; the queue is empty then. */
static struct exchange *
hold(struct collector *collector)
{
	struct exchange *first = exchange_new(1);
	test_sql("BEGIN; SELECT 1 FROM website_numbers FOR UPDATE");
	CU_ASSERT_TRUE_FATAL(collector_submit(collector, first));
	while (collector_state(collector).queued > 0)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	return first;
}

static void
release(void)
{
	test_sql("COMMIT");
}

static void
bounds_the_queue_in_events(void)
{
	static const struct {
		int events;
		bool accepted;
	} offered[] = { { 6, true }, { 5, false }, { 4, true }, { 1, false } };
	struct collector *collector = start(10, 100);
	struct exchange *exchanges[4], *first = hold(collector);
	int queued = 0;
	for (int i = 0; i < 4; i++) {
		exchanges[i] = exchange_new(offered[i].events);
		CU_ASSERT_EQUAL(collector_submit(collector, exchanges[i]), offered[i].accepted);
		queued += offered[i].accepted ? offered[i].events : 0;
		CU_ASSERT_EQUAL(collector_state(collector).queued, queued);
	}
	CU_ASSERT_EQUAL(collector_state(collector).refused_full, 2);
	release();
	wait_for(3);
	CU_ASSERT_EQUAL(collector_state(collector).events[EVENT_STORED], 11);
	CU_ASSERT_EQUAL(collector_state(collector).queued, 0);
	collector_stop(collector);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "11");
	for (int i = 0; i < 4; i++)
		exchange_free(exchanges[i]);
	exchange_free(first);
}

static void
stores_the_events_of_an_exchange_in_one_transaction(void)
{
	struct collector *collector = start(1000, 8);
	struct exchange *exchanges[5], *first = hold(collector);
	for (int i = 0; i < 5; i++) {
		exchanges[i] = exchange_new(4);
		CU_ASSERT_TRUE(collector_submit(collector, exchanges[i]));
	}
	release();
	wait_for(6);
	collector_stop(collector);
	/* 1, then 4 + 4, 4 + 4 and 4 */
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT string_agg(n::text, ' ' ORDER BY first) FROM (SELECT count(*) AS "
			 "n, "
			 "min(event_id) AS first FROM events GROUP BY xmin::text) t"),
		"1 8 8 4");
	CU_ASSERT_EQUAL(seen.replies, 6);
	for (int i = 0; i < 5; i++) {
		CU_ASSERT_EQUAL(stored(exchanges[i]), 4);
		CU_ASSERT_EQUAL(exchanges[i]->status, 200);
		exchange_free(exchanges[i]);
	}
	exchange_free(first);
}

static void
stores_an_exchange_that_is_larger_than_a_batch(void)
{
	struct collector *collector = start(10, 10);
	struct exchange *large = exchange_new(25), *larger = exchange_new(1500);
	CU_ASSERT_TRUE(collector_submit(collector, large));
	wait_for(1);
	CU_ASSERT_EQUAL(stored(large), 25);
	CU_ASSERT_EQUAL(collector_state(collector).batches, 1);
	CU_ASSERT_TRUE(collector_submit(collector, larger));
	wait_for(2);
	CU_ASSERT_EQUAL(stored(larger), 1500);
	collector_stop(collector);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "1525");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT pageviews FROM visits"), "1525");
	exchange_free(large);
	exchange_free(larger);
}

static void
stores_what_waits_before_it_stops(void)
{
	struct collector *collector = start(1000, 3);
	struct exchange *exchanges[30], *first = hold(collector);
	for (int i = 0; i < 30; i++) {
		exchanges[i] = exchange_new(1);
		CU_ASSERT_TRUE(collector_submit(collector, exchanges[i]));
	}
	release();
	collector_stop(collector);
	CU_ASSERT_EQUAL(seen.exchanges, 31);
	for (int i = 0; i < 30; i++) {
		CU_ASSERT_EQUAL(stored(exchanges[i]), 1);
		exchange_free(exchanges[i]);
	}
	exchange_free(first);
}

static void
stops_when_nothing_waits(void)
{
	collector_stop(start(10, 10));
	CU_ASSERT_EQUAL(seen.exchanges, 0);
}

/* Nobody is lost and nobody is answered twice, with several threads at it and a queue that is often full. */
struct submitter {
	struct collector *collector;
	struct exchange *exchanges[EACH];
	int accepted;
};

static void *
submitter_run(void *argument)
{
	struct submitter *submitter = argument;
	for (int i = 0; i < EACH; i++) {
		submitter->exchanges[i] = exchange_new(1 + i % 7);
		submitter->accepted +=
			collector_submit(submitter->collector, submitter->exchanges[i]);
	}
	return NULL;
}

static void
answers_everybody_once(void)
{
	static struct submitter submitters[SUBMITTERS];
	struct collector *collector = start(30, 10);
	pthread_t threads[SUBMITTERS];
	int accepted = 0, events = 0;
	for (int i = 0; i < SUBMITTERS; i++) {
		submitters[i] = (struct submitter){ .collector = collector };
		pthread_create(&threads[i], NULL, submitter_run, &submitters[i]);
	}
	for (int i = 0; i < SUBMITTERS; i++) {
		pthread_join(threads[i], NULL);
		accepted += submitters[i].accepted;
	}
	wait_for(accepted);
	struct collector_state state = collector_state(collector);
	collector_stop(collector);
	CU_ASSERT_EQUAL(seen.exchanges, accepted);
	CU_ASSERT_EQUAL(seen.replies, accepted);
	CU_ASSERT_EQUAL(seen.twice, 0);
	for (int i = 0; i < SUBMITTERS; i++)
		for (int e = 0; e < EACH; e++) {
			struct exchange *exchange = submitters[i].exchanges[e];
			CU_ASSERT_EQUAL(
				stored(exchange),
				exchange->owner == NULL ? 0 : exchange->request.submission->count);
			events += stored(exchange);
			exchange_free(exchange);
		}
	CU_ASSERT_TRUE(accepted > 0);
	CU_ASSERT_EQUAL(state.refused_full, SUBMITTERS * EACH - accepted);
	CU_ASSERT_EQUAL(state.events[EVENT_STORED], events);
	CU_ASSERT_EQUAL((int)strtol(test_sql("SELECT count(*) FROM events"), NULL, 10), events);
}

/* The lock is never given back in time: the events are turned away, and counted so. */
static void
answers_busy_when_the_database_is_too_slow(void)
{
	struct collector *collector = start(10, 10);
	struct exchange *first = exchange_new(2);
	test_sql("BEGIN; LOCK TABLE website_numbers");
	CU_ASSERT_TRUE(collector_submit(collector, first));
	/* as an administrator would: the statement ends as by its timeout */
	while (strcmp(test_sql("SELECT count(pg_cancel_backend(pid)) FROM pg_locks WHERE NOT "
			       "granted "
			       "AND relation = 'website_numbers'::regclass"),
		      "0") == 0)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	wait_for(1);
	release();
	struct collector_state state = collector_state(collector);
	collector_stop(collector);
	CU_ASSERT_EQUAL(first->status, 503);
	CU_ASSERT_EQUAL(state.events[EVENT_STORED], 0);
	CU_ASSERT_EQUAL(state.events[EVENT_BUSY], 2);
	CU_ASSERT_TRUE(state.connected);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "0");
	exchange_free(first);
}

static const struct unit_test tests[] = {
	TEST(bounds_the_queue_in_events),
	TEST(stores_the_events_of_an_exchange_in_one_transaction),
	TEST(stores_an_exchange_that_is_larger_than_a_batch),
	TEST(stores_what_waits_before_it_stops),
	TEST(stops_when_nothing_waits),
	TEST(answers_everybody_once),
	TEST(answers_busy_when_the_database_is_too_slow),
};

DATABASE_MAIN("collector", tests)
