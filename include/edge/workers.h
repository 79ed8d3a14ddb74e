/*
 * A fixed pool of threads, each with one database connection, that run handlers as straight-line
 * code.
 * SPDX-License-Identifier: MIT
 */
#ifndef WORKERS_H
#define WORKERS_H

#include "exchange.h"

#include <stdbool.h>

struct workers;

/* What a worker does with its database; every call is made on the worker's own thread. */
struct workers_database {
	/* Opens the connection, or asks whether it still lives and opens it again; false while the
	 * database is away. */
	bool (*ready)(const char *name, long long statement_timeout_ms);
	void (*close)(void);
};

struct workers_options {
	int threads;
	int queue_max; /* exchanges that may wait */
	long long statement_timeout_ms;
	void (*run)(struct exchange *exchange); /* dispatch() */
	exchanges_done_fn done;
	const struct workers_database *database; /* NULL: db.h's */
};

/* Starts the threads; each connects by itself and tries again while the database is away. NULL: no
 * threads to be had. */
struct workers *workers_start(const struct workers_options *options);

/*
 * Lends an exchange to the pool. False when the queue is full, or when it hashes a password and half of
 * the pool does so already: the exchange stays the caller's. Any thread.
 */
bool workers_submit(struct workers *workers, struct exchange *exchange);

/* Answers what is queued, then ends and joins the threads, and frees the pool. Nothing may be
 * submitted any more. */
void workers_stop(struct workers *workers);

/* For /metrics and /readyz. Any thread. */
struct workers_state {
	int threads;
	int connected; /* threads whose connection lived when it was last used or asked */
	int busy;
	int queued;
	long long refused; /* since the start: the queue was full */
};
struct workers_state workers_state(struct workers *workers);

#endif
