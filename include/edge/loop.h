/*
 * One event loop: a thread with its own libh2o context, listener and connections. Everything here
 * belongs to that thread unless a comment says otherwise. Edge only.
 * SPDX-License-Identifier: MIT
 */
#ifndef LOOP_H
#define LOOP_H

#include <h2o.h>
#include <pthread.h>
#include <stdbool.h>

#include "exchange.h"
#include "listener.h"
#include "metrics.h"
#include "server.h"

struct connection;

enum loop_state { LOOP_STARTING, LOOP_RUNNING, LOOP_DRAINED, LOOP_ENDING };

/* How long things may take, in milliseconds; from the settings, the same for every loop. */
struct loop_limits {
	long long idle;    /* a connection without a request running or finished */
	long long running; /* a request, until its answer is sent */
	long long waiting; /* for the database, one transaction */
	long long drain;   /* from the beginning of a stop until what still runs is cut */
};

struct loop {
	const struct server_options *options;
	h2o_globalconf_t *global;
	int number;
	int connections_max;
	int listener_fd;    /* handed to the listener by loop_start() */
	char id_prefix[24]; /* of request ids: random for the process, then the loop's number */
	struct loop_limits limits;
	const char *cors_max_age;

	pthread_t thread;
	h2o_evloop_t *events;
	h2o_context_t context;
	h2o_accept_ctx_t plain;
	h2o_accept_ctx_t secure; /* ssl_ctx is NULL without a certificate */
	struct listener listener;
	struct metrics *metrics;
	struct collect_context *collect;
	struct arena_pool *arenas; /* of exchanges */

	struct connection *connections;
	int connection_count;
	h2o_linklist_t idle; /* connections without a request, the longest first */
	long long unfinished_checked_at;
	int outstanding;          /* exchanges lent to workers or to the collector */
	size_t outstanding_bytes; /* their memory when they were lent */
	unsigned long long request_count;
	struct {
		long long second;           /* of the loop's clock */
		long long logged, unlogged; /* in that second */
	} refusals;                         /* requests answered 4xx or 5xx */

	h2o_timeout_t first_byte_timeout;
	h2o_timeout_t rest_timeout;
	h2o_timeout_t part_timeout; /* until the next part of an answer is asked for again */
	h2o_timeout_t sweep_timeout;
	h2o_timeout_entry_t sweep_timer;
	h2o_timeout_t drain_timeout;
	h2o_timeout_entry_t drain_timer;
	bool draining;
	long long draining_since;

	/* answered exchanges on their way back: any thread, under the lock */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct exchange *returned, **last_returned;
	enum loop_state state;
	h2o_multithread_message_t returned_message, stop_message;
	h2o_multithread_receiver_t returned_receiver, stop_receiver;
};

/* Starts the thread. The fields up to cors_max_age are set, `secure.ssl_ctx` too, and `fd` is a
 * listening socket that becomes the loop's. False: no thread. Main thread. */
bool loop_start(struct loop *loop, int fd);

/* Wait until the loop is ready; ask it to drain; wait until it has; end it and join. Main thread.
 */
void loop_wait_ready(struct loop *loop);
void loop_stop(struct loop *loop);
void loop_wait_drained(struct loop *loop);
void loop_end(struct loop *loop);

/* Takes back exchanges that are all of this loop. Any thread. */
void loop_return(struct loop *loop, struct exchange *first, struct exchange *last);

/* Milliseconds of the loop's own clock, as of its last wake-up. */
long long loop_now(const struct loop *loop);

#endif
