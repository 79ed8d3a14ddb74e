/*
 * The rows of a batch, written in one transaction under the lock of its websites. Collector's thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef FACTS_H
#define FACTS_H

#include "arena.h"
#include "db.h"
#include "event.h"
#include "outcome.h"
#include "pg_array.h"
#include "placement.h"
#include "visitor_cache.h"

#include <stdbool.h>

enum { FACTS_STATEMENTS_MAX = 16 };

struct facts {
	struct arena *arena;
	struct visitor_cache *visitors;
	long long period;      /* that the salt of the batch's hashes is of, in ms since 1970 */
	struct event **events; /* of known websites; then only those that were stored. Reordered. */
	int count;
	struct event **duplicates; /* what event_keys_write() took out of them */
	int duplicate_count;
	bool policy_changed; /* since policies_apply(): nothing was written, and the answer is BUSY */
	bool website_gone; /* one of the events' websites has been deleted: the dictionary is wrong */
	long long connection_id; /* random, of this connection to the database */
	long long batch_number;  /* no other try through this connection has it; from 1 */

	struct website_number *numbers; /* of the locked websites, by website_id */
	int number_count;
	struct pg_array new_websites; /* of them: nothing was collected for them before */
	struct placement placement;

	struct db_statement statements[FACTS_STATEMENTS_MAX]; /* to be run together */
	int statement_count;
};

/*
 * Prepares the statements of every batch on this thread's connection, in a transaction of its own. False: the database is
 * away, or too slow.
 */
bool facts_prepare(void);

/*
 * Has the prepared statements planned anew: of tables that are known to be empty every index costs the same, and what was
 * planned then may read all of what has come since. In a transaction. False: the database is away.
 */
bool facts_replan(void);

/*
 * Locks the websites, finds or makes visitors and visits, and writes everything. Events of websites that are gone get
 * EVENT_NO_WEBSITE and website_id 0, those that are stored already EVENT_DUPLICATE; they and what was refused before leave
 * the array. In the caller's transaction, which facts_commit() ends; the results of the others are the caller's to set.
 */
enum outcome facts_write(struct facts *facts);

/*
 * Adds a prepared statement with its arrays of parameters to those that are run together; nothing when the first array is
 * empty. BUSY without memory.
 */
enum outcome facts_add(struct facts *facts, const char *name, struct pg_array *const parameters[],
		       int count);

/* Runs what facts_add() gathered, and COMMIT. As db_commit(). */
enum outcome facts_commit(struct facts *facts);

/* Once what facts_write() wrote is committed: remembers its visitors. */
void facts_remember(const struct facts *facts);

/*
 * Whether a batch whose COMMIT got no answer was committed after all, asked through another connection. DONE: it was. CONFLICT:
 * it was not, and will not be. BUSY: that cannot be told now.
 */
enum outcome facts_committed(const struct facts *facts);

#endif
