/*
 * How many visitors there are, and how many of them reach a goal. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_GOAL_H
#define COLUMNS_GOAL_H

#include "marks.h"
#include "selection.h"
#include "walk.h"

#include <stdbool.h>
#include <stdint.h>

struct goal;

/* The goal is the only step of `marks`. `view`, and everything that the others point to, must stay. NULL without memory. */
struct goal *goal_new(const struct view *view, const struct selection_asked *rows,
		      const struct marks *marks);
void goal_free(struct goal *goal);

/* What goes over the blocks. */
struct walk_scan goal_scan(struct goal *goal);

/* After the last block. */
void goal_count(const struct goal *goal, uint64_t *reached, uint64_t *total);

#endif
