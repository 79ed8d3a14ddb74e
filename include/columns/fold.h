/*
 * Several batches' changes as one, and rows block by block. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_FOLD_H
#define COLUMNS_FOLD_H

#include "arena.h"
#include "rows.h"

#include <stdbool.h>

/*
 * One change that does what `changes` do one after the other, each in order and so is the answer, in `arena`. False without
 * memory.
 */
bool changes_fold(const struct rows *changes, int count, struct arena *arena, struct rows *folded);

/*
 * Takes the rows that share a block from the front of `rest`, which is not empty; the answer is the block's number. What is
 * taken points into the same memory.
 */
int rows_take_block(struct rows *rest, struct rows *taken);

#endif
