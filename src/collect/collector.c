/*
 * The queue and the writer thread. While one batch commits, the next one gathers; nothing waits on
 * purpose.
 * SPDX-License-Identifier: MIT
 */
#include "collector.h"

#include "batch.h"
#include "clock.h"
#include "db.h"
#include "dispatch.h"
#include "log.h"
#include "thread.h"

#include <stdlib.h>
#include <time.h>

enum { HOUSEKEEPING_SECONDS = 30, PATIENCE_US = 2 * 1000 * 1000, STACK_SIZE = 4 << 20 };

static const char CONNECTION[] = "collector";

struct collector {
	struct collector_options options;
	struct batch_writer *writer;
	pthread_t thread;

	pthread_mutex_t lock; /* of everything below */
	pthread_cond_t arrived;
	struct exchange *first; /* waiting, oldest first */
	struct exchange **last;
	int queued; /* their events */
	bool waiting; /* the writer, for `arrived`: to signal it while it works would cost and say nothing */
	long long
		storing_since; /* clock_monotonic_us() when the batch under way began; 0: none is */
	bool stopping;
	struct collector_state state;
};

/* Takes whole exchanges from the queue up to the batch's size; one that is larger goes alone. Under
 * the lock. */
static struct exchange *
collector_take(struct collector *collector)
{
	struct exchange *batch = collector->first, *last = NULL;
	int count = 0;
	for (struct exchange *exchange = batch; exchange != NULL; exchange = exchange->next) {
		int more = exchange->request.submission->count;
		if (last != NULL && count + more > collector->options.batch_max)
			break;
		count += more;
		last = exchange;
	}
	if (last == NULL)
		return NULL;
	collector->first = last->next;
	if (collector->first == NULL)
		collector->last = &collector->first;
	last->next = NULL;
	collector->queued -= count;
	return batch;
}

/* Stores the events of a chain of exchanges, in steps that a batch can hold. */
static void
chain_store(struct collector *collector, struct exchange *chain)
{
	struct event *events[BATCH_EVENTS_MAX];
	int count = 0;
	long long now = clock_ms();
	for (struct exchange *exchange = chain; exchange != NULL; exchange = exchange->next) {
		struct collect_submission *submission = exchange->request.submission;
		for (int i = 0; i < submission->count; i++) {
			events[count++] = &submission->events[i];
			if (count < BATCH_EVENTS_MAX)
				continue;
			batch_store(collector->writer, events, count, now);
			count = 0;
		}
	}
	if (count > 0)
		batch_store(collector->writer, events, count, now);
}

static void
chain_answer(struct exchange *chain)
{
	for (struct exchange *exchange = chain; exchange != NULL; exchange = exchange->next) {
		struct request *req = &exchange->request;
		dispatch_finish(exchange, req->submission->reply(req, req->submission));
	}
}

static void
chain_count(const struct exchange *chain, struct collector_state *state)
{
	for (; chain != NULL; chain = chain->next) {
		const struct collect_submission *submission = chain->request.submission;
		for (int i = 0; i < submission->count; i++)
			state->events[submission->events[i].result]++;
	}
}

/*
 * Waits for something to do; now and then looks after connection, salts and keys, also when nobody visits. Under the lock.
 */
static void
collector_wait(struct collector *collector)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += HOUSEKEEPING_SECONDS;
	collector->waiting = true;
	int waited = pthread_cond_clockwait(&collector->arrived, &collector->lock, CLOCK_MONOTONIC,
					    &until);
	collector->waiting = false;
	if (waited == 0)
		return;
	pthread_mutex_unlock(&collector->lock);
	bool connected = db_connect(CONNECTION, collector->options.statement_timeout_ms) &&
			 batch_rotate_salts(collector->writer, clock_ms());
	if (connected)
		batch_forget(collector->writer, clock_ms());
	pthread_mutex_lock(&collector->lock);
	collector->state.connected = connected;
}

/* Stores and answers a chain, and counts it before anybody hears of it. Not under the lock. */
static void
collector_store(struct collector *collector, struct exchange *chain)
{
	long long began = collector->storing_since;
	chain_store(collector, chain);
	double seconds = (double)(clock_monotonic_us() - began) / 1e6;
	chain_answer(chain);
	pthread_mutex_lock(&collector->lock);
	collector->storing_since = 0;
	collector->state.connected = db_connected();
	collector->state.batches++;
	collector->state.seconds_committing += seconds;
	chain_count(chain, &collector->state);
	pthread_mutex_unlock(&collector->lock);
	collector->options.done(chain);
	batch_forget(collector->writer, clock_ms());
}

static void *
collector_run(void *argument)
{
	struct collector *collector = argument;
	pthread_setname_np(pthread_self(), "collector");
	bool connected = db_connect(CONNECTION, collector->options.statement_timeout_ms);
	pthread_mutex_lock(&collector->lock);
	collector->state.connected = connected;
	for (;;) {
		struct exchange *chain = collector_take(collector);
		if (chain == NULL && collector->stopping)
			break;
		if (chain == NULL) {
			collector_wait(collector);
			continue;
		}
		collector->storing_since = clock_monotonic_us();
		pthread_mutex_unlock(&collector->lock);
		collector_store(collector, chain);
		pthread_mutex_lock(&collector->lock);
	}
	pthread_mutex_unlock(&collector->lock);
	db_disconnect();
	return NULL;
}

struct collector *
collector_start(const struct collector_options *options)
{
	struct collector *collector = calloc(1, sizeof(*collector));
	if (collector == NULL)
		return NULL;
	collector->options = *options;
	if (collector->options.batch_max > BATCH_EVENTS_MAX)
		collector->options.batch_max = BATCH_EVENTS_MAX;
	collector->last = &collector->first;
	collector->writer = batch_writer_new(options->salt_rotation, options->identity_secret);
	pthread_mutex_init(&collector->lock, NULL);
	pthread_cond_init(&collector->arrived, NULL);
	if (collector->writer != NULL &&
	    thread_start(&collector->thread, STACK_SIZE, collector_run, collector))
		return collector;
	batch_writer_free(collector->writer);
	free(collector);
	return NULL;
}

/* The writer has been waiting for the database for so long that what comes now would wait too. Under the lock. */
static bool
collector_hangs(const struct collector *collector)
{
	return collector->storing_since != 0 &&
	       clock_monotonic_us() - collector->storing_since > PATIENCE_US;
}

enum outcome
collector_turn_away(struct request *req)
{
	struct collect_submission *submission = req->submission;
	for (int i = 0; i < submission->count; i++)
		submission->events[i].result = EVENT_BUSY;
	return submission->reply(req, submission);
}

bool
collector_submit(struct collector *collector, struct exchange *exchange)
{
	const struct collect_submission *submission = exchange->request.submission;
	int count = submission->count;
	pthread_mutex_lock(&collector->lock);
	bool fits =
		collector->queued == 0 || collector->queued + count <= collector->options.queue_max;
	bool accepted = fits && !collector->stopping &&
			!(submission->impatient && collector_hangs(collector));
	if (accepted) {
		exchange->next = NULL;
		*collector->last = exchange;
		collector->last = &exchange->next;
		collector->queued += count;
		if (collector->waiting)
			pthread_cond_signal(&collector->arrived);
		collector->waiting = false;
	} else {
		collector->state.refused_full++;
	}
	pthread_mutex_unlock(&collector->lock);
	return accepted;
}

void
collector_stop(struct collector *collector)
{
	pthread_mutex_lock(&collector->lock);
	collector->stopping = true;
	pthread_cond_signal(&collector->arrived);
	pthread_mutex_unlock(&collector->lock);
	pthread_join(collector->thread, NULL);
	pthread_cond_destroy(&collector->arrived);
	pthread_mutex_destroy(&collector->lock);
	batch_writer_free(collector->writer);
	free(collector);
}

struct collector_state
collector_state(struct collector *collector)
{
	pthread_mutex_lock(&collector->lock);
	struct collector_state state = collector->state;
	state.queued = collector->queued;
	pthread_mutex_unlock(&collector->lock);
	return state;
}
