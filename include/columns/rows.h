/*
 * Visits and their events as rows in memory: what blocks are made of and what changes carry. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_ROWS_H
#define COLUMNS_ROWS_H

#include "arena.h"

#include <stdbool.h>

/* What a change says of its visit. */
enum change {
	CHANGE_GROWS,    /* the row is as it is now, the events are new ones */
	CHANGE_REPLACES, /* the row and all its events: forget what was known */
	CHANGE_REMOVES   /* there is no such visit any more */
};

/*
 * A row of `visits`; or an event that was counted without a visitor, which is one row with visit_id 0 and that event, also
 * in a change that removes it.
 */
struct visit_row {
	int visit_id;   /* 0: no visit, but an event counted without a visitor */
	int visitor_id; /* 0 with visit_id 0 */
	int source_id;
	int client_id;
	int location_id;
	int entry_page_id;
	int exit_page_id;
	int seconds;   /* visit_seconds(): of the whole visit */
	int pageviews; /* of the whole visit, clicks on links and loads of pixels too; with visit_id 0 of the event: 0 or 1 */
	bool bounce;   /* is_bounce() */
	enum change change; /* CHANGE_REPLACES in what is not a change */
	int event_count;
};

/* A row of `events`. The lower bits of its id are a number, the upper ones milliseconds since 1970. */
enum { EVENT_NUMBER_BITS = 20 };
struct event_row {
	long long event_id;
	int page_id;
	int source_id;      /* its own; 0: none */
	int action_id;      /* 0: a pageview without a tag */
	int property_count; /* rows of event_properties */
};

/*
 * Visits in the order of their ids, each once (visit_id 0 first, in the order of their events), and all their events, visit by
 * visit, in the order of their ids. Lives in an arena.
 */
struct rows {
	struct visit_row *visits;
	int visit_count;
	struct event_row *events;
	int event_count;
};

/* True when the rows are as struct rows says, which everything that takes rows relies on. */
bool rows_are_in_order(const struct rows *rows);

/*
 * What is known after `changes`, in `arena`: both in order, the answer too. An event that is known already is not added again.
 * Visits without an event stay. False without memory, or when there are more rows than an int counts.
 */
bool rows_apply(const struct rows *known, const struct rows *changes, struct arena *arena,
		struct rows *now);

#endif
