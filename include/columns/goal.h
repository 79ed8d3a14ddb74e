/*
 * How many visitors there are, and how many of them reach a goal. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_GOAL_H
#define COLUMNS_GOAL_H

#include "marks.h"
#include "selection.h"

#include <stdbool.h>
#include <stdint.h>

struct goal;

/* The goal is the only step of `marks`. `view`, and everything that the others point to, must stay. NULL without memory. */
struct goal *goal_new(const struct view *view, const struct selection_asked *rows,
		      const struct marks *marks);
void goal_free(struct goal *goal);

/* As a struct scan has them. */
bool goal_wants(const void *goal, const struct view_block *block);
unsigned goal_columns(const void *goal, const struct view_block *block);
bool goal_block(void *goal, const struct view_block *block);

/* After the last block. */
void goal_count(const struct goal *goal, uint64_t *reached, uint64_t *total);

#endif
