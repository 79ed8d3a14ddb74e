/*
 * Changes are merged into what is known as two sorted lists are: visit by visit, and where a visit grows event by event.
 * SPDX-License-Identifier: MIT
 */
#include "rows.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

/* A place in rows: a visit and the first of its events. */
struct place {
	const struct visit_row *visit;
	const struct visit_row *end;
	const struct event_row *events;
};

static struct place
place_first(const struct rows *rows)
{
	return (struct place){ rows->visits, rows->visits + rows->visit_count, rows->events };
}

static bool
place_is_end(const struct place *place)
{
	return place->visit == place->end;
}

static void
place_advance(struct place *place)
{
	place->events += place->visit->event_count;
	place->visit++;
}

/* By visit; what has none by its event. Neither is at its end. */
static int
place_compare(const struct place *a, const struct place *b)
{
	if (a->visit->visit_id != b->visit->visit_id)
		return a->visit->visit_id < b->visit->visit_id ? -1 : 1;
	if (a->visit->visit_id != 0 || a->events->event_id == b->events->event_id)
		return 0;
	return a->events->event_id < b->events->event_id ? -1 : 1;
}

static bool
events_are_in_order(const struct event_row *events, int count)
{
	for (int i = 0; i < count; i++)
		if (events[i].event_id < 0 ||
		    (i > 0 && events[i].event_id <= events[i - 1].event_id))
			return false;
	return true;
}

bool
rows_are_in_order(const struct rows *rows)
{
	int left = rows->event_count;
	struct place before = { 0 };
	if (rows->visit_count < 0 || left < 0)
		return false;
	for (struct place at = place_first(rows); !place_is_end(&at); place_advance(&at)) {
		const struct visit_row *visit = at.visit;
		if (visit->visit_id < 0 || visit->event_count < 0 || visit->event_count > left)
			return false;
		if (visit->visit_id == 0 && visit->event_count != 1)
			return false;
		if (!events_are_in_order(at.events, visit->event_count))
			return false;
		if (before.visit != NULL && place_compare(&before, &at) >= 0)
			return false;
		left -= visit->event_count;
		before = at;
	}
	return left == 0;
}

/* The visit, to which events are still to be added. */
static struct visit_row *
rows_add_visit(struct rows *rows, const struct visit_row *visit)
{
	struct visit_row *added = &rows->visits[rows->visit_count++];
	*added = *visit;
	added->change = CHANGE_REPLACES;
	added->event_count = 0;
	return added;
}

static void
rows_add_events(struct rows *rows, struct visit_row *visit, const struct event_row *events,
		int count)
{
	if (count > 0)
		memcpy(rows->events + rows->event_count, events, (size_t)count * sizeof(*events));
	rows->event_count += count;
	visit->event_count += count;
}

static void
rows_add(struct rows *rows, const struct place *place)
{
	rows_add_events(rows, rows_add_visit(rows, place->visit), place->events,
			place->visit->event_count);
}

/* The visit as the change has it, with the events of both. */
static void
rows_add_grown(struct rows *rows, const struct place *known, const struct place *change)
{
	struct visit_row *visit = rows_add_visit(rows, change->visit);
	const struct event_row *old = known->events, *old_end = old + known->visit->event_count;
	const struct event_row *more = change->events;
	const struct event_row *more_end = more + change->visit->event_count;
	while (old < old_end && more < more_end) {
		if (more->event_id < old->event_id) {
			rows_add_events(rows, visit, more++, 1);
			continue;
		}
		if (more->event_id == old->event_id)
			more++;
		rows_add_events(rows, visit, old++, 1);
	}
	rows_add_events(rows, visit, old, (int)(old_end - old));
	rows_add_events(rows, visit, more, (int)(more_end - more));
}

static void
rows_add_changed(struct rows *rows, const struct place *known, const struct place *change)
{
	switch (change->visit->change) {
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
	if (change->visit->change != CHANGE_REMOVES)
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
	struct place old = place_first(known), change = place_first(changes);
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
