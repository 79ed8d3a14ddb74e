/*
 * One queue, one lock, and threads that take from it. An idle worker looks after its connection
 * once a second, so that readiness follows the database without any request.
 * SPDX-License-Identifier: MIT
 */
#include "workers.h"

#include "db.h"
#include "routes.h"
#include "thread.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { STACK_SIZE = 2 << 20, IDLE_CHECK_S = 1 };

struct worker {
	struct workers *pool;
	pthread_t thread;
	char name[24];  /* of its connection */
	bool connected; /* written by its thread under the pool's lock */
};

struct workers {
	struct workers_options options;
	pthread_mutex_t lock; /* of everything below */
	pthread_cond_t more;
	struct exchange *first, **last;
	int queued, busy;
	int hashing; /* exchanges that hash a password, queued ones too */
	long long refused;
	bool stopping;
	struct worker workers[];
};

static bool
database_ready(const char *name, long long statement_timeout_ms)
{
	if (!db_connect(name, statement_timeout_ms) || !db_begin(DB_READ))
		return false;
	db_rollback();
	return true;
}

static const struct workers_database real_database = { database_ready, db_disconnect };

static bool
is_ready(struct worker *worker)
{
	const struct workers_options *options = &worker->pool->options;
	return options->database->ready(worker->name, options->statement_timeout_ms);
}

/* Hashing takes a worker for a tenth of a second: half of them at most do so. */
static bool
hashes_password(const struct exchange *exchange)
{
	return exchange->route != NULL && exchange->route->stage == HASHES_PASSWORD;
}

static int
hashing_max(const struct workers *pool)
{
	return pool->options.threads > 1 ? pool->options.threads / 2 : 1;
}

/* The lock is held. Waits for work at most a second; NULL when there is none. */
static struct exchange *
queue_take(struct workers *pool)
{
	if (pool->first == NULL && !pool->stopping) {
		struct timespec until;
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec += IDLE_CHECK_S;
		pthread_cond_clockwait(&pool->more, &pool->lock, CLOCK_MONOTONIC, &until);
	}
	struct exchange *exchange = pool->first;
	if (exchange == NULL)
		return NULL;
	pool->first = exchange->next;
	if (pool->first == NULL)
		pool->last = &pool->first;
	exchange->next = NULL;
	pool->queued--;
	return exchange;
}

/* Answers whether the database seems to be there: BUSY may mean that it is not, and then it is
 * asked. */
static bool
answer(struct worker *worker, struct exchange *exchange)
{
	struct workers *pool = worker->pool;
	if (!atomic_load_explicit(&exchange->gone, memory_order_relaxed))
		pool->options.run(exchange);
	bool doubtful = exchange->status == 503;
	pool->options.done(exchange);
	return doubtful ? is_ready(worker) : worker->connected;
}

static void *
worker_run(void *argument)
{
	struct worker *worker = argument;
	struct workers *pool = worker->pool;
	pthread_setname_np(pthread_self(), worker->name);
	bool connected = is_ready(worker);

	pthread_mutex_lock(&pool->lock);
	for (;;) {
		worker->connected = connected;
		struct exchange *exchange = queue_take(pool);
		if (exchange == NULL && pool->stopping)
			break;
		bool hashing = exchange != NULL && hashes_password(exchange);
		if (exchange != NULL)
			pool->busy++;
		pthread_mutex_unlock(&pool->lock);
		connected = exchange != NULL ? answer(worker, exchange) : is_ready(worker);
		pthread_mutex_lock(&pool->lock);
		if (exchange != NULL)
			pool->busy--;
		pool->hashing -= hashing;
	}
	pthread_mutex_unlock(&pool->lock);
	pool->options.database->close();
	return NULL;
}

static bool
worker_start(struct workers *pool, int number)
{
	struct worker *worker = &pool->workers[number];
	worker->pool = pool;
	snprintf(worker->name, sizeof(worker->name), "worker-%d", number + 1);
	return thread_start(&worker->thread, STACK_SIZE, worker_run, worker);
}

/* Ends and joins the first `count` threads. */
static void
workers_end(struct workers *pool, int count)
{
	pthread_mutex_lock(&pool->lock);
	pool->stopping = true;
	pthread_cond_broadcast(&pool->more);
	pthread_mutex_unlock(&pool->lock);
	for (int i = 0; i < count; i++)
		pthread_join(pool->workers[i].thread, NULL);
	pthread_cond_destroy(&pool->more);
	pthread_mutex_destroy(&pool->lock);
	free(pool);
}

struct workers *
workers_start(const struct workers_options *options)
{
	size_t size = sizeof(struct workers) + (size_t)options->threads * sizeof(struct worker);
	struct workers *pool = calloc(1, size);
	if (pool == NULL)
		return NULL;
	pool->options = *options;
	if (pool->options.database == NULL)
		pool->options.database = &real_database;
	pool->last = &pool->first;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->more, NULL);
	for (int i = 0; i < options->threads; i++) {
		if (!worker_start(pool, i)) {
			workers_end(pool, i);
			return NULL;
		}
	}
	return pool;
}

bool
workers_submit(struct workers *pool, struct exchange *exchange)
{
	pthread_mutex_lock(&pool->lock);
	bool hashing = hashes_password(exchange);
	bool room = pool->queued < pool->options.queue_max && !pool->stopping &&
		    (!hashing || pool->hashing < hashing_max(pool));
	if (room) {
		pool->hashing += hashing;
		exchange->next = NULL;
		*pool->last = exchange;
		pool->last = &exchange->next;
		pool->queued++;
		pthread_cond_signal(&pool->more);
	} else {
		pool->refused++;
	}
	pthread_mutex_unlock(&pool->lock);
	return room;
}

void
workers_stop(struct workers *pool)
{
	workers_end(pool, pool->options.threads);
}

struct workers_state
workers_state(struct workers *pool)
{
	pthread_mutex_lock(&pool->lock);
	struct workers_state state = {
		.threads = pool->options.threads,
		.busy = pool->busy,
		.queued = pool->queued,
		.refused = pool->refused,
	};
	for (int i = 0; i < pool->options.threads; i++)
		state.connected += pool->workers[i].connected;
	pthread_mutex_unlock(&pool->lock);
	return state;
}
