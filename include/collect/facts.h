/*
 * The rows of a batch, written in one transaction under the lock of its websites. Collector's thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef FACTS_H
#define FACTS_H

#include "arena.h"
#include "event.h"
#include "outcome.h"
#include "placement.h"
#include "visitor_cache.h"

#include <stdbool.h>

enum { TRANSACTION_ID_SIZE = 24 };

struct facts {
	struct arena *arena;
	struct visitor_cache *visitors;
	struct event **events; /* with names; those of unknown websites left out. Reordered. */
	int count;
	bool website_gone; /* one of the events' websites has been deleted: the dictionary is wrong */
	char transaction_id[TRANSACTION_ID_SIZE]; /* once there is one; "" before */

	struct website_number *numbers; /* of the locked websites, by website_id */
	int number_count;
	struct placement placement;
};

/*
 * Prepares the statements of every batch on this thread's connection, in a transaction of its own. False: the database is
 * away, and the connection closed.
 */
bool facts_prepare(void);

/*
 * Locks the websites, finds or makes visitors and visits, and writes everything. Events of websites that are gone get
 * EVENT_NO_WEBSITE and website_id 0, and leave the array. In the caller's transaction; the results of the others are the caller's to set.
 */
enum outcome facts_write(struct facts *facts);

/* Once what facts_write() wrote is committed: remembers its visitors. */
void facts_remember(const struct facts *facts);

/*
 * Whether a transaction whose COMMIT got no answer was committed after all. DONE: it was. CONFLICT: it was not. BUSY: that
 * cannot be told now.
 */
enum outcome facts_committed(const char *transaction_id);

#endif
