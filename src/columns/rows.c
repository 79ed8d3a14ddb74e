/*
 * Changes are merged into what is known as two sorted lists are: visit by visit, and where a visit grows event by event.
 * SPDX-License-Identifier: MIT
 */
#include "rows.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

/* A visit of rows, and the first of its events. */
struct place {
	const struct rows *rows;
	int visit;
	int event;
};

static bool
place_is_end(const struct place *place)
{
	return place->visit == place->rows->visit_count;
}

/* None of the following is asked at the end. */
static const struct visit_row *
place_visit(const struct place *place)
{
	return &place->rows->visits[place->visit];
}

static void
place_advance(struct place *place)
{
	place->event += place_visit(place)->event_count;
	place->visit++;
}

/* By visit; what has none by its event. */
static int
place_compare(const struct place *a, const struct place *b)
{
	int visit_a = place_visit(a)->visit_id, visit_b = place_visit(b)->visit_id;
	if (visit_a != visit_b)
		return visit_a < visit_b ? -1 : 1;
	if (visit_a != 0)
		return 0;
	long long event_a = a->rows->events[a->event].event_id;
	long long event_b = b->rows->events[b->event].event_id;
	return event_a < event_b ? -1 : event_a > event_b;
}

static bool
place_has_events_in_order(const struct place *place)
{
	int end = place->event + place_visit(place)->event_count;
	long long before = -1;
	for (int i = place->event; i < end; i++) {
		if (place->rows->events[i].event_id <= before)
			return false;
		before = place->rows->events[i].event_id;
	}
	return true;
}

bool
rows_are_in_order(const struct rows *rows)
{
	struct place at = { rows, 0, 0 }, before = at;
	if (rows->visit_count < 0)
		return false;
	for (; !place_is_end(&at); before = at, place_advance(&at)) {
		const struct visit_row *visit = place_visit(&at);
		if (visit->visit_id < 0 || visit->event_count < 0 ||
		    visit->event_count > rows->event_count - at.event)
			return false;
		if (visit->visit_id == 0 && visit->event_count != 1)
			return false;
		if (!place_has_events_in_order(&at))
			return false;
		if (at.visit > 0 && place_compare(&before, &at) >= 0)
			return false;
	}
	return at.event == rows->event_count;
}

/* The visit, to which events are still to be added. */
static void
rows_add_visit(struct rows *rows, const struct visit_row *visit)
{
	struct visit_row *added = &rows->visits[rows->visit_count++];
	*added = *visit;
	added->change = CHANGE_REPLACES;
	added->event_count = 0;
}

/* `count` events of `from`, to the visit that was added last. */
static void
rows_add_events(struct rows *rows, const struct rows *from, int first, int count)
{
	if (count > 0)
		memcpy(&rows->events[rows->event_count], &from->events[first],
		       (size_t)count * sizeof(*rows->events));
	rows->event_count += count;
	rows->visits[rows->visit_count - 1].event_count += count;
}

static void
rows_add(struct rows *rows, const struct place *place)
{
	rows_add_visit(rows, place_visit(place));
	rows_add_events(rows, place->rows, place->event, place_visit(place)->event_count);
}

/* The visit as the change has it, with the events of both. */
static void
rows_add_grown(struct rows *rows, const struct place *known, const struct place *change)
{
	int old = known->event, old_end = old + place_visit(known)->event_count;
	int more = change->event, more_end = more + place_visit(change)->event_count;
	rows_add_visit(rows, place_visit(change));
	while (old < old_end && more < more_end) {
		long long old_id = known->rows->events[old].event_id;
		long long more_id = change->rows->events[more].event_id;
		if (more_id < old_id)
			rows_add_events(rows, change->rows, more, 1);
		else
			rows_add_events(rows, known->rows, old++, 1);
		if (more_id <= old_id)
			more++;
	}
	rows_add_events(rows, known->rows, old, old_end - old);
	rows_add_events(rows, change->rows, more, more_end - more);
}

static void
rows_add_changed(struct rows *rows, const struct place *known, const struct place *change)
{
	switch (place_visit(change)->change) {
	case CHANGE_GROWS:
		rows_add_grown(rows, known, change);
		return;
	case CHANGE_REPLACES:
		rows_add(rows, change);
		return;
	case CHANGE_REMOVES:
		return;
	}
}

static void
rows_add_new(struct rows *rows, const struct place *change)
{
	if (place_visit(change)->change != CHANGE_REMOVES)
		rows_add(rows, change);
}

/* Room for all rows of both. */
static bool
rows_reserve(struct rows *now, const struct rows *known, const struct rows *changes,
	     struct arena *arena)
{
	if (known->visit_count > INT_MAX - changes->visit_count ||
	    known->event_count > INT_MAX - changes->event_count)
		return false;
	size_t visits = (size_t)known->visit_count + (size_t)changes->visit_count;
	size_t events = (size_t)known->event_count + (size_t)changes->event_count;
	*now = (struct rows){ .visits = arena_alloc_bytes(arena, visits * sizeof(*now->visits)),
			      .events = arena_alloc_bytes(arena, events * sizeof(*now->events)) };
	return now->visits != NULL && now->events != NULL;
}

bool
rows_apply(const struct rows *known, const struct rows *changes, struct arena *arena,
	   struct rows *now)
{
	struct place old = { known, 0, 0 }, change = { changes, 0, 0 };
	if (!rows_reserve(now, known, changes, arena))
		return false;
	while (!place_is_end(&old) && !place_is_end(&change)) {
		int order = place_compare(&old, &change);
		if (order < 0)
			rows_add(now, &old);
		else if (order > 0)
			rows_add_new(now, &change);
		else
			rows_add_changed(now, &old, &change);
		if (order <= 0)
			place_advance(&old);
		if (order >= 0)
			place_advance(&change);
	}
	for (; !place_is_end(&old); place_advance(&old))
		rows_add(now, &old);
	for (; !place_is_end(&change); place_advance(&change))
		rows_add_new(now, &change);
	return true;
}
