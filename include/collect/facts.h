/*
 * The rows of a batch, written in one transaction under the lock of its websites. Collector's thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef FACTS_H
#define FACTS_H

#include "arena.h"
#include "event.h"
#include "outcome.h"

#include <stdbool.h>

enum { TRANSACTION_ID_SIZE = 24 };

struct facts {
	struct arena *arena;
	struct event **events; /* of known websites; then only those that were stored. Reordered. */
	int count;
	bool policy_changed; /* since policies_apply(): nothing was written, and the answer is BUSY */
	bool website_gone; /* one of the events' websites has been deleted: the dictionary is wrong */
	char transaction_id[TRANSACTION_ID_SIZE]; /* once there is one; "" before */
};

/*
 * Locks the websites, finds or makes visitors and visits, and writes everything. Events of websites that are gone get
 * EVENT_NO_WEBSITE and website_id 0, those that are stored already EVENT_DUPLICATE; they and what was refused before leave
 * the array. In the caller's transaction; the
 * results of the others are the caller's to set.
 */
enum outcome facts_write(struct facts *facts);

/*
 * Whether a transaction whose COMMIT got no answer was committed after all. DONE: it was. CONFLICT: it was not. BUSY: that
 * cannot be told now.
 */
enum outcome facts_committed(const char *transaction_id);

#endif
