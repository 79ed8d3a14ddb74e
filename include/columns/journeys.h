/*
 * The ways that visits take, and how many take each. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_JOURNEYS_H
#define COLUMNS_JOURNEYS_H

#include "selection.h"
#include "view.h"
#include "walk.h"

#include <stdbool.h>
#include <stdint.h>

enum { JOURNEY_ITEMS_MAX = 7 };

struct journeys_asked {
	struct selection_asked rows;
	int items;                 /* so many of a visit count, at most JOURNEY_ITEMS_MAX */
	const struct bits *starts; /* text slots that the first item may be; NULL: any */
	const struct bits *ends;   /* and the last one */
	uint32_t wanted;           /* so many of the journeys, the most frequent ones */
};

/* Items are text slots: paths and names of events, none twice in a row. */
struct journey {
	uint32_t visits;
	uint32_t item_count;
	const uint32_t *items;
};

struct journeys;

/* `view` and `asked`, and everything that it points to, must stay. NULL without memory. */
struct journeys *journeys_new(const struct view *view, const struct journeys_asked *asked);
void journeys_free(struct journeys *journeys);

/* What goes over the blocks. */
struct walk_scan journeys_scan(struct journeys *journeys);

/*
 * After the last block: those that are wanted, and all others that are as frequent as the least of them, in no order; until
 * journeys_free(). NULL without memory.
 */
struct journey *journeys_most(struct journeys *journeys, uint32_t *count);

#endif
