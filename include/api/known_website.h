/*
 * What is known of each website that reports were asked of: its blocks, what was collected since, the texts and combinations
 * that they name. Shared by all threads; kept for the websites that were asked for last.
 *
 * Locks: the website's mutex; then the list's, in known_website.c; then that of the columns, in column_cache.c.
 * SPDX-License-Identifier: MIT
 */
#ifndef KNOWN_WEBSITE_H
#define KNOWN_WEBSITE_H

#include "arena.h"
#include "column_cache.h"
#include "outcome.h"
#include "slots.h"
#include "text_sets.h"
#include "view.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct fresh;
struct returning;

struct known_website {
	struct known_website *next;
	int website_id;
	long long history; /* db_history() of all that is known */
	int users;         /* readings, and threads about to open one */
	bool gone;         /* not in the list any more: the last user frees it */
	unsigned long long used;
	pthread_mutex_t mutex; /* one thread may take it twice */
	/* Under the mutex: */
	bool loaded;
	uint32_t own_text;
	long long version, number;
	struct held_block **blocks; /* by number */
	int block_count;
	struct fresh *fresh;
	struct slots *slots;
	struct text_sets *text_sets; /* by the slots */
	int visits_seen; /* visits up to this one have been looked at for visitors who return */
	struct bits visitors;
	struct returning *returning; /* another one when it changes */
	atomic_size_t bytes;         /* of all this but the blocks; read by anybody */
};

/* Finds it or begins it; the caller's to release. NULL without memory. */
struct known_website *known_website_take(int website_id);
/* NULL is allowed. */
void known_website_release(struct known_website *website);

/* What all of them take beside the columns of their blocks. */
size_t known_websites_bytes(void);

/* After the last thread. */
void known_websites_free(void);

/*
 * The rest is for who holds the mutex, in a transaction.
 *
 * Brings what is known up to the transaction's snapshot. CONFLICT: the snapshot is older, or what was known is of no use any
 * more; to be tried again in another transaction. NOT_FOUND: no such website.
 */
enum outcome known_website_refresh(struct known_website *website);

/* NULL when there is no such block. */
struct held_block *known_block(const struct known_website *website, int block_number);

/* Loads those of the combinations `ids` that have no slot. */
enum outcome known_website_load(struct known_website *website, enum view_table table,
				const uint32_t *ids, uint32_t count, struct arena *arena);

#endif
