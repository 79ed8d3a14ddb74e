/*
 * The streaming replica that reports read where there is one (DATABASE_REPLICA_URL). A request that begins on the primary goes
 * on there only when the replica has replayed all that the primary had by then: what was answered is in the next report.
 * SPDX-License-Identifier: MIT
 */
#ifndef REPLICA_H
#define REPLICA_H

#include <stdbool.h>

/*
 * In a transaction on the primary: ends it and begins one of DB_READ on the replica, until replica_end(). False: the replica is
 * away or does not catch up in a moment, and the transaction goes on as if nothing had been asked.
 */
bool replica_begin(void);
/* After that transaction has ended: back to the primary's connection. `failed`: somebody is to be asked again, there. */
void replica_end(bool failed);

/* Looks whether the replica can be read; nobody tries before. For about once a second, on one thread with a connection. */
void replica_look(void);

enum replica_state {
	REPLICA_NONE, /* no setting names one */
	REPLICA_AWAY,
	REPLICA_FOREIGN, /* it is no replica of the primary, or not any more */
	REPLICA_LATE,    /* it lacked something when it was last looked at */
	REPLICA_READY
};

/* What became of requests that could have been answered by the replica. */
enum replica_use { REPLICA_USED, REPLICA_WAS_LATE, REPLICA_WAS_AWAY, REPLICA_FAILED, REPLICA_USES };

struct replica_status {
	enum replica_state state;
	long long lag_bytes; /* of the primary's log, as of the last look that got an answer */
	double lag_seconds;  /* how old the last transaction is that it has, when it lacks any */
	long long uses[REPLICA_USES];
};
/* Any thread. */
struct replica_status replica_status(void);

/* "ready", as /readyz and the log call it. */
const char *replica_state_name(enum replica_state state);

#endif
