/*
 * One request on its way through the threads: made by the event loop that owns the connection, lent
 * to a worker or to the collector, given back to the same loop, which replies and frees it. Only
 * its borrower touches it meanwhile.
 * SPDX-License-Identifier: MIT
 */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include "outcome.h"
#include "request.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct route;
struct loop;

struct exchange {
	struct exchange *next; /* in a queue, or in a chain on its way back */
	struct loop *home;     /* the loop that replies; edge only */
	void *owner;       /* the waiting HTTP request, NULL once it has gone; the home loop only */
	bool lent;         /* to a worker or to the collector; the home loop only */
	size_t lent_bytes; /* of its arena, when it was lent; the home loop only */
	int version;       /* HTTP's: 0x101, 0x200; edge only */
	int tokens;        /* what it took from its client's limit; the home loop only */
	const struct route *route;
	struct request request;
	long long begun_us; /* clock_monotonic_us() when the request was complete */
	atomic_bool gone;   /* nobody waits any more: a borrower may skip what it has not begun */
	int status;         /* HTTP's, set with the reply; 0 before */
	/* of an answer in parts; the home loop only */
	const struct request
		*asked; /* the request before the first part was asked for; NULL elsewhere */
	struct arena_mark mark; /* its arena then */
	bool streaming;         /* the answer has begun and not ended */
	size_t sent;            /* bytes of its body so far */
};

/*
 * Gives a chain of answered exchanges back to their loops, whichever they are. Any thread.
 * Implemented by the edge, passed to workers and collector so that they need not know it.
 */
typedef void (*exchanges_done_fn)(struct exchange *chain);

#endif
