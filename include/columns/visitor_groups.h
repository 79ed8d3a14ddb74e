/*
 * Counts what some of the visitors did, by the group that each of them belongs to. What is counted is defined in
 * docs/numbers.md. Pure; one thread.
 *
 *     counting = visitor_groups_new(view, &asked)
 *     scan the blocks
 *     visitor_groups_rows(counting, &count)
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_VISITOR_GROUPS_H
#define COLUMNS_VISITOR_GROUPS_H

#include "selection.h"
#include "tally.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

struct visitor_groups_asked {
	struct selection_asked rows;
	const uint32_t *visitors; /* in order; nobody else counts */
	const uint32_t *groups;   /* of each of them, below group_count */
	uint32_t visitor_count;
	uint32_t group_count;
	bool visits_too; /* bounces and seconds are asked for */
};

struct visitor_groups;

/* `view`, and everything that `asked` points to, must stay. NULL without memory. */
struct visitor_groups *visitor_groups_new(const struct view *view,
					  const struct visitor_groups_asked *asked);
void visitor_groups_free(struct visitor_groups *counting);

/* A struct scan's functions (reader.h), with the counting as their context. */
bool visitor_groups_wants(const void *counting, const struct view_block *block);
unsigned visitor_groups_columns(const void *counting, const struct view_block *block);
bool visitor_groups_block(void *counting, const struct view_block *block);
void *visitor_groups_fork(const void *counting);
bool visitor_groups_join(void *counting, void *fork);

/* Groups with at least one row, in no order; `value` is the group. After the last block, until visitor_groups_free(). */
const struct tally_row *visitor_groups_rows(const struct visitor_groups *counting, uint32_t *count);

#endif
