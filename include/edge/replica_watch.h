/*
 * A thread that looks after the replica once a second, so that no request finds out that it is away.
 * SPDX-License-Identifier: MIT
 */
#ifndef REPLICA_WATCH_H
#define REPLICA_WATCH_H

struct replica_watch;

/* The thread has connections of its own, to the primary and to the replica. NULL: no thread to be had. */
struct replica_watch *replica_watch_start(long long statement_timeout_ms);

/* Ends and joins the thread, after the look that it is at. */
void replica_watch_stop(struct replica_watch *watch);

#endif
