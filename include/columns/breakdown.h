/*
 * All numbers for each combination of several properties' values. Pure.
 *
 *     breakdown = breakdown_new(view, &asked);
 *     while (!breakdown_is_done(breakdown))
 *             scan all blocks: breakdown_wants, breakdown_columns, breakdown_block
 *             breakdown_proceed(breakdown)
 *     breakdown_most(breakdown, &count)
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_BREAKDOWN_H
#define COLUMNS_BREAKDOWN_H

#include "selection.h"
#include "tuples.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

struct breakdown_asked {
	struct selection_asked rows;
	struct tuple_field fields[TUPLE_FIELDS_MAX];
	int field_count;
	uint32_t wanted;    /* so many of the combinations, those with the most rows */
	uint32_t array_max; /* of the numbers in an array; whatever would need more is looked up */
};

struct breakdown_row {
	uint32_t values[TUPLE_FIELDS_MAX];
	uint32_t rows;
	uint32_t visitors;
	uint32_t visits;
	uint32_t bounces;
	uint64_t seconds;
	uint32_t last_visit; /* the breakdown's own */
};

struct breakdown;

/* `view` and `asked`, and everything that it points to, must stay. NULL without memory. */
struct breakdown *breakdown_new(const struct view *view, const struct breakdown_asked *asked);
void breakdown_free(struct breakdown *breakdown);

/* As a struct scan has them; breakdown_fork() says NULL where one thread alone can do it, too. */
bool breakdown_wants(const void *breakdown, const struct view_block *block);
unsigned breakdown_columns(const void *breakdown, const struct view_block *block);
bool breakdown_block(void *breakdown, const struct view_block *block);
void *breakdown_fork(const void *breakdown);
bool breakdown_join(void *breakdown, void *fork);

/* After each scan. False without memory. */
bool breakdown_proceed(struct breakdown *breakdown);
bool breakdown_is_done(const struct breakdown *breakdown);

/*
 * The wanted combinations, and all others that have as many rows as the least of them, in no order; until breakdown_free().
 */
struct breakdown_row *breakdown_most(struct breakdown *breakdown, uint32_t *count);

#endif
