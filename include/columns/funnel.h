/*
 * How many visitors get to each step of a funnel: what that is stands in docs/numbers.md. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_FUNNEL_H
#define COLUMNS_FUNNEL_H

#include "marks.h"
#include "selection.h"

#include <stdbool.h>
#include <stdint.h>

struct funnel_asked {
	struct selection_asked entering; /* which rows can be the first step */
	struct selection_asked rows;     /* which ones the others: those of the same range */
	struct marks marks;              /* of the steps */
	long long window_ms;             /* from one step to the next */
};

struct funnel;

/* `view` and `asked`, and everything that it points to, must stay. NULL without memory. */
struct funnel *funnel_new(const struct view *view, const struct funnel_asked *asked);
void funnel_free(struct funnel *funnel);

/* As a struct scan has them. */
bool funnel_wants(const void *funnel, const struct view_block *block);
unsigned funnel_columns(const void *funnel, const struct view_block *block);
bool funnel_block(void *funnel, const struct view_block *block);
void *funnel_fork(const void *funnel);
bool funnel_join(void *funnel, void *fork);

/* After the last block: the visitors who got to each step. False without memory. */
bool funnel_finish(struct funnel *funnel, uint64_t visitors[MARKS_STEPS_MAX]);

#endif
