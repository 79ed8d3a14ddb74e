/*
 * Group commit: one writer thread stores everything that has gathered in one transaction, then
 * answers all of it. The next batch forms meanwhile. Answered means committed.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLLECTOR_H
#define COLLECTOR_H

#include "event.h"
#include "exchange.h"
#include "secret.h"
#include "visitor.h"

#include <stdbool.h>

struct collector;

/* What one request wants stored; in the request's arena. Filled by the loop, answered by the
 * writer. */
struct collect_submission {
	struct event *events;
	int count;
	bool impatient; /* would rather be turned away than wait for a database that hangs */
	/* Writes the request's reply once every event's result is known; runs on the writer's
	 * thread, or where the submission is turned away. */
	enum outcome (*reply)(struct request *req, struct collect_submission *submission);
};

struct collector_options {
	int queue_max; /* events that may wait */
	int batch_max; /* events in one transaction */
	long long statement_timeout_ms;
	enum salt_rotation salt_rotation;
	const unsigned char *identity_secret; /* SECRET_SIZE bytes, copied */
	exchanges_done_fn done;
};

struct collector *collector_start(const struct collector_options *options);

/* Lends an exchange with a submission. False when too much waits already: it stays the caller's.
 * Any thread. */
bool collector_submit(struct collector *collector, struct exchange *exchange);

/* The answer to an exchange that could not be lent: none of its events was taken. Its owner's thread. */
enum outcome collector_turn_away(struct request *req);

/* Stores what is queued, then ends and joins the thread. */
void collector_stop(struct collector *collector);

struct collector_state {
	bool connected;
	int queued;                           /* events */
	long long batches;                    /* since the start, as all below */
	long long events[EVENT_RESULT_COUNT]; /* by result */
	long long refused_full;               /* exchanges turned away because the queue was full */
	double seconds_committing;            /* time spent in transactions */
};
struct collector_state collector_state(struct collector *collector);

#endif
