/*
 * A condition that is signalled once, at the end; until then every wait for it is a pause.
 * SPDX-License-Identifier: MIT
 */
#include "periodic.h"

#include "thread.h"

#include <stdlib.h>
#include <time.h>

enum { STACK_SIZE = 1 << 20 };

struct periodic {
	const char *name;
	periodic_fn run;
	const void *context;
	pthread_t thread;
	pthread_mutex_t lock; /* of the following */
	pthread_cond_t stopped;
	bool stopping;
};

static void *
periodic_run(void *argument)
{
	struct periodic *periodic = argument;
	pthread_setname_np(pthread_self(), periodic->name);
	periodic->run(periodic, periodic->context);
	return NULL;
}

static void
periodic_free(struct periodic *periodic)
{
	pthread_cond_destroy(&periodic->stopped);
	pthread_mutex_destroy(&periodic->lock);
	free(periodic);
}

struct periodic *
periodic_start(const char *name, periodic_fn run, const void *context)
{
	struct periodic *periodic = calloc(1, sizeof(*periodic));
	if (periodic == NULL)
		return NULL;
	periodic->name = name;
	periodic->run = run;
	periodic->context = context;
	pthread_mutex_init(&periodic->lock, NULL);
	pthread_cond_init(&periodic->stopped, NULL);
	if (thread_start(&periodic->thread, STACK_SIZE, periodic_run, periodic))
		return periodic;
	periodic_free(periodic);
	return NULL;
}

bool
periodic_pause(struct periodic *periodic, int seconds)
{
	struct timespec until;
	int waited = 0;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += seconds;
	pthread_mutex_lock(&periodic->lock);
	while (!periodic->stopping && waited == 0)
		waited = pthread_cond_clockwait(&periodic->stopped, &periodic->lock,
						CLOCK_MONOTONIC, &until);
	bool stopping = periodic->stopping;
	pthread_mutex_unlock(&periodic->lock);
	return stopping;
}

void
periodic_stop(struct periodic *periodic)
{
	if (periodic == NULL)
		return;
	pthread_mutex_lock(&periodic->lock);
	periodic->stopping = true;
	pthread_cond_signal(&periodic->stopped);
	pthread_mutex_unlock(&periodic->lock);
	pthread_join(periodic->thread, NULL);
	periodic_free(periodic);
}
