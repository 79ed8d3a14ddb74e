/*
 * Which source each visitor who reached a goal is credited to: that of the visit of the last time, or that of their first
 * visit. Pure; one thread.
 *
 *     credits = credits_new(view, &asked);
 *     scan credits_goals: who reached the goal
 *     scan credits_firsts: where they first came from; only when that is asked for
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_CREDITS_H
#define COLUMNS_CREDITS_H

#include "marks.h"
#include "selection.h"
#include "walk.h"

#include <stdbool.h>
#include <stdint.h>

struct credits_asked {
	struct selection_asked goals; /* rows that can be the goal */
	struct selection_asked rows;  /* all rows of the range: where visitors come from */
	struct marks marks;           /* of the goal alone */
	bool first_click;             /* to the first visit, not to that of the last time */
};

struct credits;

/* `view` and `asked`, and everything that it points to, must stay. NULL without memory. */
struct credits *credits_new(const struct view *view, const struct credits_asked *asked);
void credits_free(struct credits *credits);

/* What goes over the blocks: for the goals, and then for where visitors first came from. */
struct walk_scan credits_goals(struct credits *credits);
struct walk_scan credits_firsts(struct credits *credits);

/* Rows that are the goal, those of nobody too; the visitors and visits that have any. */
struct credits_total {
	uint64_t rows, visitors, visits;
};
struct credits_total credits_total(const struct credits *credits);

/* Adds to the count of each source slot the visitors who are credited to it. */
void credits_count(const struct credits *credits, uint32_t *of_sources);

/* The source slot of a visitor who reached the goal in a visit of source `own`. */
uint32_t credits_source(const struct credits *credits, uint32_t visitor, uint32_t own);

#endif
