/*
 * Looks, waits a second, looks again. Connecting to a host that is gone takes seconds, which here are nobody's.
 * SPDX-License-Identifier: MIT
 */
#include "replica_watch.h"

#include "db.h"
#include "replica.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

enum { PAUSE_SECONDS = 1 };

struct replica_watch {
	long long statement_timeout_ms;
	pthread_t thread;
	pthread_mutex_t lock; /* of the following */
	pthread_cond_t stopped;
	bool stopping;
};

/* True when it is time to end. */
static bool
watch_pause(struct replica_watch *watch)
{
	struct timespec until;
	int waited = 0;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += PAUSE_SECONDS;
	pthread_mutex_lock(&watch->lock);
	while (!watch->stopping && waited == 0)
		waited = pthread_cond_timedwait(&watch->stopped, &watch->lock, &until);
	bool stopping = watch->stopping;
	pthread_mutex_unlock(&watch->lock);
	return stopping;
}

static void *
watch_run(void *argument)
{
	struct replica_watch *watch = argument;
	pthread_setname_np(pthread_self(), "replica-watch");
	do {
		if (db_connect("replica-watch", watch->statement_timeout_ms))
			replica_look();
	} while (!watch_pause(watch));
	db_disconnect();
	return NULL;
}

struct replica_watch *
replica_watch_start(long long statement_timeout_ms)
{
	struct replica_watch *watch = calloc(1, sizeof(*watch));
	pthread_condattr_t monotonic;
	if (watch == NULL)
		return NULL;
	watch->statement_timeout_ms = statement_timeout_ms;
	pthread_mutex_init(&watch->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&watch->stopped, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (pthread_create(&watch->thread, NULL, watch_run, watch) == 0)
		return watch;
	pthread_cond_destroy(&watch->stopped);
	pthread_mutex_destroy(&watch->lock);
	free(watch);
	return NULL;
}

void
replica_watch_stop(struct replica_watch *watch)
{
	pthread_mutex_lock(&watch->lock);
	watch->stopping = true;
	pthread_cond_signal(&watch->stopped);
	pthread_mutex_unlock(&watch->lock);
	pthread_join(watch->thread, NULL);
	pthread_cond_destroy(&watch->stopped);
	pthread_mutex_destroy(&watch->lock);
	free(watch);
}
