/*
 * Waits, looks for work, does it. After a failure the pause is longer, since the next try may well fail the same way.
 * SPDX-License-Identifier: MIT
 */
#include "compactor.h"

#include "compaction.h"
#include "db.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

enum { PAUSE_SECONDS = 3, PAUSE_AFTER_FAILURE_SECONDS = 10, STACK_SIZE = 1 << 20 };

struct compactor {
	long long statement_timeout_ms;
	pthread_t thread;
	pthread_mutex_t lock; /* of the following */
	pthread_cond_t stopped;
	bool stopping;
};

/* True when it is time to end. */
static bool
compactor_pause(struct compactor *compactor, int seconds)
{
	struct timespec until;
	int waited = 0;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += seconds;
	pthread_mutex_lock(&compactor->lock);
	while (!compactor->stopping && waited == 0)
		waited = pthread_cond_timedwait(&compactor->stopped, &compactor->lock, &until);
	bool stopping = compactor->stopping;
	pthread_mutex_unlock(&compactor->lock);
	return stopping;
}

static void *
compactor_run(void *argument)
{
	struct compactor *compactor = argument;
	bool done = true, more = false;
	pthread_setname_np(pthread_self(), "compactor");
	while (!compactor_pause(compactor, !done  ? PAUSE_AFTER_FAILURE_SECONDS
					   : more ? 0
						  : PAUSE_SECONDS))
		done = db_connect("compactor", compactor->statement_timeout_ms) &&
		       compact_websites(&more);
	db_disconnect();
	return NULL;
}

struct compactor *
compactor_start(long long statement_timeout_ms)
{
	struct compactor *compactor = calloc(1, sizeof(*compactor));
	pthread_attr_t attributes;
	pthread_condattr_t monotonic;
	if (compactor == NULL)
		return NULL;
	compactor->statement_timeout_ms = statement_timeout_ms;
	pthread_mutex_init(&compactor->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&compactor->stopped, &monotonic);
	pthread_condattr_destroy(&monotonic);
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK_SIZE);
	bool started =
		pthread_create(&compactor->thread, &attributes, compactor_run, compactor) == 0;
	pthread_attr_destroy(&attributes);
	if (started)
		return compactor;
	free(compactor);
	return NULL;
}

void
compactor_stop(struct compactor *compactor)
{
	pthread_mutex_lock(&compactor->lock);
	compactor->stopping = true;
	pthread_cond_signal(&compactor->stopped);
	pthread_mutex_unlock(&compactor->lock);
	pthread_join(compactor->thread, NULL);
	pthread_cond_destroy(&compactor->stopped);
	pthread_mutex_destroy(&compactor->lock);
	free(compactor);
}
