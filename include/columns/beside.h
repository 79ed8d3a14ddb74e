/*
 * What a tally beside a digest has to find in the blocks that the digest's chunks stand for. Pure.
 *
 *     tally_block() for all other blocks
 *     beside_leave_out() for the chunks' blocks, where the tally has filters
 *     beside_overlap() for the chunks' blocks, if beside_may_overlap()
 *     digest_add() and tally_finish()
 *
 * Of a digest, which knows of no filters, rows, visits, bounces and seconds that these leave out are subtracted. Visitors cannot
 * be, nor added to those of the other blocks: who was left out, or counted among the others, and returns is looked for in the
 * chunks' blocks once more.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_BESIDE_H
#define COLUMNS_BESIDE_H

#include "tally.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

/* Whether what filters leave out can be subtracted: of rows by their texts. For all else one looks at each visit once, at least. */
bool beside_can_leave_out(const struct tally *tally);

/* The columns of a block that beside_leave_out() reads, and beside_sample(). */
unsigned beside_leave_out_columns(const struct tally *tally, const struct view_block *block);

/* Adds how many rows a block has of the types that count, and how many of these filters leave out. False without memory. */
bool beside_sample(struct tally *tally, const struct view_block *block, uint64_t *rows,
		   uint64_t *left_out);

/* False without memory. */
bool beside_leave_out(struct tally *tally, const struct view_block *block);

/* Goes on without a digest. */
void beside_nothing(struct tally *tally);

/* False: nobody who was counted or left out so far can be in other blocks. */
bool beside_may_overlap(const struct tally *tally);

unsigned beside_overlap_columns(const struct tally *tally, const struct view_block *block);

/* False without memory. */
bool beside_overlap(struct tally *tally, const struct view_block *block);

#endif
