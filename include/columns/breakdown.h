/*
 * All numbers for each combination of several properties' values. Pure; one thread.
 *
 *     breakdown = breakdown_new(view, &asked);
 *     scan breakdown_rows: how many rows each combination has
 *     breakdown_choose(breakdown): those that can be among the wanted
 *     scan breakdown_visits: everything else of these
 *     breakdown_most(breakdown, &count)
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_BREAKDOWN_H
#define COLUMNS_BREAKDOWN_H

#include "selection.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

enum { BREAKDOWN_FIELDS_MAX = 8 };

/* A property: for each slot of a column's table a number that stands for the value. */
struct breakdown_field {
	enum block_column column;
	const uint32_t *values;
	/* COLUMN_VISITOR, which has no slots: the visitors with a value other than 0, in order, each with its value. */
	const uint32_t *visitors;
	uint32_t visitor_count;
};

struct breakdown_asked {
	struct selection_asked rows;
	struct breakdown_field fields[BREAKDOWN_FIELDS_MAX];
	int field_count;
	uint32_t wanted; /* so many of the combinations, those with the most rows */
};

struct breakdown_row {
	uint32_t values[BREAKDOWN_FIELDS_MAX];
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

/* As a struct scan has them. */
bool breakdown_wants(const void *breakdown, const struct view_block *block);
unsigned breakdown_rows_columns(const void *breakdown, const struct view_block *block);
bool breakdown_rows_block(void *breakdown, const struct view_block *block);
unsigned breakdown_visits_columns(const void *breakdown, const struct view_block *block);
bool breakdown_visits_block(void *breakdown, const struct view_block *block);

/* Between the two scans. False without memory. */
bool breakdown_choose(struct breakdown *breakdown);

/*
 * The wanted combinations, and all others that have as many rows as the least of them, in no order; until breakdown_free().
 * NULL without memory.
 */
struct breakdown_row *breakdown_most(struct breakdown *breakdown, uint32_t *count);

#endif
