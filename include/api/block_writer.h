/*
 * Writing blocks: whoever does it locks the website's head until the transaction ends, so that blocks are never written by
 * two at once. In the caller's transaction (DB_WRITE, whose statements see what was committed before each of them).
 * SPDX-License-Identifier: MIT
 */
#ifndef BLOCK_WRITER_H
#define BLOCK_WRITER_H

#include "arena.h"
#include "outcome.h"
#include "rows.h"

#include <stdbool.h>

/* A row of block_heads. */
struct block_head {
	int website_id;
	long long version;
	long long folded_number;
	long long due_number;
};

/* NOT_FOUND: there is none, or somebody else has locked it and `wait` is false. */
enum outcome block_head_lock(int website_id, bool wait, struct block_head *head);
enum outcome block_head_write(const struct block_head *head);

/* All rows of a block; none when there is no such block. In `arena`. FAILED, after logging it, when the block is damaged. */
enum outcome block_read(int website_id, int block_number, struct arena *arena, struct rows *rows);

/* Makes the block of its rows, of `version`, in place of what it was. */
enum outcome block_write(int website_id, int block_number, long long version,
			 const struct rows *rows, struct arena *arena);

#endif
