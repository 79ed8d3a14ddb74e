/*
 * Which visitors have a row that counts. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_WHO_H
#define COLUMNS_WHO_H

#include "selection.h"

#include <stdbool.h>

/* What goes over the blocks for it: a struct scan's functions take it as their context. */
struct who {
	struct selection *selection;
	struct bits visitors; /* the caller's, with room for view->visitor_limit */
};

bool who_wants(const void *context, const struct view_block *block);
unsigned who_columns(const void *context, const struct view_block *block);
bool who_block(void *context, const struct view_block *block);

#endif
