/*
 * What is known of the visits that rows of other tables belong to. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_ATTACHED_H
#define COLUMNS_ATTACHED_H

#include "selection.h"

#include <stdbool.h>
#include <stdint.h>

/* Rows in the order of their visit_ids, of which none is 0. */
struct attached_run {
	const uint32_t *visit_ids;
	uint32_t count;
	uint32_t first; /* the place of the first one among the rows of all runs */
};

/*
 * What goes over the blocks for it: a struct scan's functions take it as their context. The arrays are by the row's place, the
 * caller's, and hold what is true of a row without a visit; those that are NULL are not asked for.
 */
struct attached {
	struct selection *selection; /* NULL: no bits are asked for */
	const struct attached_run *runs;
	uint32_t run_count;
	uint8_t *bits; /* as selection_visits() gives them */
	uint32_t *visitors;
	uint32_t *sources; /* slots, as those that follow */
	uint32_t *clients;
	uint32_t *locations;
};

bool attached_wants(const void *context, const struct view_block *block);
unsigned attached_columns(const void *context, const struct view_block *block);
bool attached_block(void *context, const struct view_block *block);

#endif
