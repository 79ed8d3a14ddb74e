/*
 * From a batch's events, and what the database knows of their visitors, to the rows to write: who is new, which visit each
 * event belongs to, and every number given out. Pure; one thread; everything lives in the batch's arena.
 * SPDX-License-Identifier: MIT
 */
#ifndef PLACEMENT_H
#define PLACEMENT_H

#include "arena.h"
#include "event.h"
#include "visit.h"

#include <stdbool.h>
#include <stdint.h>

/* The last numbers given out within a website: a row of website_numbers. */
struct website_number {
	int website_id;
	int last_visitor_id;
	int last_visit_id;
	long long last_event_number;
	int policy_version;
};

/* One visitor of the batch with its events in the order of their time. */
struct placed_visitor {
	int website_id;
	uint64_t visitor_hash; /* 0: events without a visitor, whose numbers stay 0 */
	int visitor_id;        /* 0 until the database or placement_number() gives it */
	int client_id;         /* with visitor_id: as first seen */
	int location_id;
	bool fresh;    /* not stored yet */
	bool complete; /* no stored visit comes after those in `visits` */
	struct event **events;
	int event_count;
	struct event *first_seen; /* who arrived first, whatever its time: its attributes count */
	long long first_at;       /* when the first of them began, in ms since 1970 */
	long long last_at;
	struct visits visits;
	struct visit *merged; /* stored visits that another one took in, by `next` */
};

struct placement {
	struct arena *arena;
	struct placed_visitor *visitors; /* by website, then by hash */
	int visitor_count;
};

/* Sorts `events` (the array itself) and groups them by visitor. False without memory. */
bool placement_group(struct placement *placement, struct arena *arena, struct event **events,
		     int count);

/* The visitor of the batch with this hash; NULL: none. */
const struct placed_visitor *placement_find(const struct placement *placement, int website_id,
					    uint64_t visitor_hash);

/* Places the visitor's events into its visits, to which the stored ones have been added before. False without memory. */
bool placement_place(struct placement *placement, struct placed_visitor *visitor);

/*
 * Numbers new visitors, new visits and all events, and writes them into the events. `numbers` holds the website of every
 * visitor and is moved on.
 */
void placement_number(struct placement *placement, struct website_number *numbers, int count);

#endif
