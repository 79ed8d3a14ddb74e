/*
 * A website's visits and events as the transaction's snapshot sees them, for a report to go over. What was read once stays in
 * memory, shared by all threads and bounded; each report reads from the database only what is new.
 * SPDX-License-Identifier: MIT
 */
#ifndef READER_H
#define READER_H

#include "arena.h"
#include "outcome.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>

/* How many bytes may stay in memory while no report uses them (report_memory.h). */
void reader_start(size_t bytes_max);
/* After the last one. */
void reader_stop(void);

/* Bytes in memory that can go. */
size_t reader_bytes(void);

struct reading;

/*
 * In a transaction of DB_READ, which it ends and begins again when the snapshot is older than what another thread has read. So
 * it comes first in a handler. *reading lives in `arena` and is the caller's to close, on the same thread. NOT_FOUND: no such
 * website.
 */
enum outcome reading_open(int website_id, struct arena *arena, struct reading **reading);
void reading_close(struct reading *reading);

/* Good until reading_close(). */
const struct view *reading_view(const struct reading *reading);

/* The lowest and the highest id of its events; false when there are none. */
bool reading_bounds(const struct reading *reading, long long *lowest_id, long long *highest_id);

/* Adds the slots of texts with these ids to `bits`, which has room for view->text_count; those that the view has not are left. */
void reading_add_texts(struct reading *reading, const uint32_t *text_ids, uint32_t count,
		       struct bits *bits);

/* The slots of combinations with these ids. CONFLICT as reading_scan(). `arena` is for what it takes meanwhile. */
enum outcome reading_find_slots(struct reading *reading, enum view_table table, const uint32_t *ids,
				uint32_t count, struct arena *arena, uint32_t *slots);
/* Brings the view's identified visitors up to the snapshot. CONFLICT as reading_scan(). */
enum outcome reading_identified(struct reading *reading);

/* What is known of a condition, as text_sets.h says, and what has come to be known. */
bool reading_find_texts(struct reading *reading, const char *condition, const struct bits *wanted,
			struct bits *matching, struct bits *unknown);
void reading_note_texts(struct reading *reading, const char *condition, const struct bits *asked,
			const struct bits *matching);

/* What goes over the blocks. */
struct scan {
	void *context;
	bool (*wants)(const void *context, const struct view_block *block);
	unsigned (*columns)(
		const void *context,
		const struct view_block *block); /* 1 << enum block_column of those needed */
	bool (*block)(void *context, const struct view_block *block); /* false: without memory */
	/*
	 * Where several threads may share the blocks, each with a context of its own; NULL: they may not. `fork` makes a
	 * context that has counted nothing, of what was asked of this one and may be read by all of them; NULL: without memory,
	 * the scan does with fewer. `join` adds what such a context has counted and frees it; it is called for each, whatever
	 * the outcome, after the last block and before what was collected since. False: without memory. Both are called on
	 * the thread of the reading, while no block is read.
	 */
	void *(*fork)(const void *context);
	bool (*join)(void *context, void *fork);
};

/*
 * Gives every block that is wanted, the columns asked for in memory, in order of their numbers; what was collected since the
 * blocks were written comes last. Of blocks that are shared, each context gets some, those in order of their numbers too. CONFLICT: names came to light that the view has not; close, open again and start from new,
 * which is hardly ever needed twice.
 */
enum outcome reading_scan(struct reading *reading, const struct scan *scan);

/* The same in parts: blocks, those that `chosen` has a number other than 0 for, or all where it is NULL; */
enum outcome reading_scan_blocks(struct reading *reading, const uint8_t *chosen,
				 const struct scan *scan);
/* and what was collected since. */
enum outcome reading_scan_fresh(struct reading *reading, const struct scan *scan);

/* The blocks by number, without their columns. */
int reading_block_count(const struct reading *reading);
void reading_block(const struct reading *reading, int place, struct view_block *block);

/* What stands for the slots of its view: other readings with the same mean the same by a slot. */
const void *reading_slots(const struct reading *reading);

/* The db_history() that its blocks and their versions are of. */
long long reading_history(const struct reading *reading);

#endif
