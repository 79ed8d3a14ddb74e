/*
 * Columns of blocks in memory, shared by all threads: which of those that nobody holds goes is drawn (report_memory.h says when). One lock guards
 * all of it, inside these functions.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMN_CACHE_H
#define COLUMN_CACHE_H

#include "store.h"
#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A column of a block in memory. */
struct held_column {
	struct held_column *before, *next; /* all of them in a ring */
	struct held_block *block;
	enum block_column which;
	int holders;
	size_t bytes;
	struct view_column view;
	uint32_t slot_limit; /* above all of its slots */
	void *packed;
	uint32_t *slots;
};

/* A block as it was written once. */
struct held_block {
	int holders;
	struct block_entry entry;
	struct held_column *columns[COLUMN_COUNT];
};

size_t column_cache_bytes(void);
/* Lets go of what nobody holds until there is no more than that; the answer is how many bytes went. */
size_t column_cache_shrink(size_t bytes_max);

/* With one holder; the columns of a block that nobody holds go with it. NULL without memory. */
struct held_block *held_block_new(const struct block_entry *entry);
void held_blocks_hold(struct held_block *const *blocks, int count);
void held_blocks_release(struct held_block *const *blocks, int count);

/*
 * Puts a malloc'ed column into memory and holds it; it and what it points to become the cache's. The answer is another one when
 * somebody was faster.
 */
struct held_column *held_column_add(struct held_column *column);
void held_column_free(struct held_column *column);

/* Blocks, some columns of each, and those that are held meanwhile. */
enum { PORTION = 32 };
struct portion {
	struct held_block *blocks[PORTION];
	unsigned columns[PORTION]; /* 1 << enum block_column */
	struct held_column *held[PORTION][COLUMN_COUNT];
	int count;
};

/* Holds what is in memory, and tells for each block what is not: the answer is whether anything is missing. */
bool portion_hold(struct portion *portion, unsigned missing[PORTION]);

/* Holds it no longer, and empties the portion. */
void portion_let_go(struct portion *portion);

#endif
