/*
 * What the database keeps for reports beside the rows: blocks of columns, and the changes that have been collected since they
 * were written. For threads with a connection, inside a transaction; what is read is what the transaction's snapshot sees.
 *
 * A website's version counts the times that its blocks were written. Each batch of the collector adds one change, whose number
 * is the website's last_event_number after it, so that later changes have higher numbers and a number that is visible means
 * that all lower ones are. Blocks hold at least everything up to the number they were folded to; applying a change again does
 * no harm.
 * SPDX-License-Identifier: MIT
 */
#ifndef STORE_H
#define STORE_H

#include "arena.h"
#include "block.h"
#include "outcome.h"
#include "rows.h"

#include <stdbool.h>

/* A block without its columns. */
struct block_entry {
	int block_number;
	long long version; /* at which it was last written */
	int visit_count;   /* 0 in one that has been emptied */
	int event_count;
	long long lowest_id; /* of its events; 0 without any */
	long long highest_id;
};

/* What a batch changed, as rows_write() wrote it. */
struct stored_change {
	long long number;
	struct bytes bytes;
};

/* What is new about a website. */
struct store_news {
	/*
	 * Of the blocks; 0: they are not to be used. Then nothing has been collected when last_number is 0; else they are
	 * still to be made of the rows (rebuild.h).
	 */
	long long version;
	long long
		folded_number; /* changes up to this one are in the blocks and are not kept any more */
	long long last_number;      /* the website's last_event_number */
	struct block_entry *blocks; /* by block_number */
	int block_count;
	struct stored_change *changes; /* by number */
	int change_count;
};

/*
 * The blocks that were written after known_version, and the changes after known_number, in one statement; all of them for 0
 * and 0. In `arena`. NOT_FOUND: there is no such website.
 */
enum outcome store_read(int website_id, long long known_version, long long known_number,
			struct arena *arena, struct store_news *news);

/*
 * Reads columns of blocks: those whose bit 1 << enum block_column is set in `columns`. blocks[i] becomes what numbers[i] names,
 * its counts and those columns; the others are empty. Each column read is malloc'ed, with COLUMN_PADDING zero bytes behind it,
 * and the caller's to free(): blocks_free(). Unless DONE, nothing is. NOT_FOUND: one of the blocks is not there.
 */
enum outcome blocks_load(int website_id, const int *numbers, int count, unsigned columns,
			 struct block *blocks);
void blocks_free(struct block *blocks, int count);
enum { COLUMNS_ALL = (1 << COLUMN_COUNT) - 1 };

/*
 * To be called before rows of visits are deleted together with everything that refers to them, in the same transaction: locks
 * the website's numbers, as the collector does, and keeps the change. Without a visit it does nothing.
 */
enum outcome store_remove_visits(int website_id, const int *visit_ids, int count,
				 struct arena *arena);

#endif
