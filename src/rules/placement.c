/*
 * Grouping, placing and numbering a batch.
 * SPDX-License-Identifier: MIT
 */
#include "placement.h"

#include <stdlib.h>

enum { EVENT_NUMBER_BITS = 20 };

/* By website, visitor, time; events of the same millisecond keep the order in which they came. */
static int
by_visitor_and_time(const void *one, const void *other)
{
	const struct event *a = *(struct event *const *)one;
	const struct event *b = *(struct event *const *)other;
	if (a->website_id != b->website_id)
		return a->website_id < b->website_id ? -1 : 1;
	if (a->visitor_hash != b->visitor_hash)
		return a->visitor_hash < b->visitor_hash ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->event_id < b->event_id ? -1 : a->event_id > b->event_id;
}

static bool
same_visitor(const struct event *one, const struct event *other)
{
	return one->website_id == other->website_id && one->visitor_hash == other->visitor_hash;
}

bool
placement_group(struct placement *placement, struct arena *arena, struct event **events, int count)
{
	for (int i = 0; i < count; i++)
		events[i]->event_id = i; /* keeps the sort stable; the real one comes later */
	qsort(events, (size_t)count, sizeof(struct event *), by_visitor_and_time);

	*placement = (struct placement){ .arena = arena };
	placement->visitors = arena_array(arena, (size_t)count, sizeof(struct placed_visitor));
	if (placement->visitors == NULL)
		return false;
	struct placed_visitor *visitor = NULL;
	for (int i = 0; i < count; i++) {
		if (i == 0 || !same_visitor(events[i - 1], events[i])) {
			visitor = &placement->visitors[placement->visitor_count++];
			visitor->website_id = events[i]->website_id;
			visitor->visitor_hash = events[i]->visitor_hash;
			visitor->events = &events[i];
			visitor->first_at = event_began_at(events[i]);
			visitor->first_seen = events[i];
		}
		if (events[i]->event_id < visitor->first_seen->event_id)
			visitor->first_seen = events[i];
		if (event_began_at(events[i]) < visitor->first_at)
			visitor->first_at = event_began_at(events[i]);
		visitor->last_at = events[i]->at;
		visitor->event_count++;
	}
	return true;
}

static int
compare_visitors(const void *one, const void *other)
{
	const struct placed_visitor *a = one, *b = other;
	if (a->website_id != b->website_id)
		return a->website_id < b->website_id ? -1 : 1;
	return (a->visitor_hash > b->visitor_hash) - (a->visitor_hash < b->visitor_hash);
}

const struct placed_visitor *
placement_find(const struct placement *placement, int website_id, uint64_t visitor_hash)
{
	struct placed_visitor key = { .website_id = website_id, .visitor_hash = visitor_hash };
	if (placement->visitor_count == 0)
		return NULL;
	return bsearch(&key, placement->visitors, (size_t)placement->visitor_count, sizeof(key),
		       compare_visitors);
}

bool
placement_place(struct placement *placement, struct placed_visitor *visitor)
{
	struct visit *stored = visitor->visits.first;
	struct visit **copies = NULL;
	int stored_count = 0;
	for (struct visit *visit = stored; visit != NULL; visit = visit->next)
		stored_count++;
	if (visitor->visitor_hash == 0)
		return true;
	copies = arena_array(placement->arena, (size_t)stored_count + 1, sizeof(*copies));
	if (copies == NULL)
		return false;
	for (int i = 0; i < stored_count; i++, stored = stored->next)
		copies[i] = stored;

	for (int i = 0; i < visitor->event_count; i++) {
		struct event *event = visitor->events[i];
		if (!event_is_activity(event->type))
			continue;
		struct visit_event placed = {
			.began_at = event_began_at(event),
			.at = event->at,
			.is_engagement = event->type == EVENT_ENGAGEMENT,
			.is_pageview = event_is_view(event->type),
			.page_id = event->combination_ids[COMBINATION_PAGE],
			.source_id = event->combination_ids[COMBINATION_SOURCE],
		};
		event->visit = visits_place(&visitor->visits, &placed, placement->arena);
		if (event->visit == NULL)
			return false;
	}
	for (int i = 0; i < stored_count; i++) {
		if (copies[i]->merged == NULL)
			continue;
		copies[i]->next = visitor->merged;
		visitor->merged = copies[i];
	}
	return true;
}

/* The visit that something falls into of which none is made: the one under way at its time, if any. */
static struct visit *
visit_at(const struct visits *visits, long long at)
{
	for (struct visit *visit = visits->first; visit != NULL; visit = visit->next)
		if (at >= visit->started_at && at <= visit->ended_at + VISIT_GAP_MS)
			return visit;
	return NULL;
}

static void
number_visitor(struct placed_visitor *visitor, struct website_number *numbers)
{
	bool anonymous = visitor->visitor_hash == 0;
	if (visitor->visitor_id == 0 && !anonymous) {
		visitor->visitor_id = ++numbers->last_visitor_id;
		visitor->client_id = visitor->first_seen->combination_ids[COMBINATION_CLIENT];
		visitor->location_id = visitor->first_seen->combination_ids[COMBINATION_LOCATION];
		visitor->fresh = true;
	}
	for (struct visit *visit = visitor->visits.first; visit != NULL; visit = visit->next) {
		visit->website_id = visitor->website_id;
		visit->visitor_id = visitor->visitor_id;
		visit->client_id = visitor->client_id;
		visit->location_id = visitor->location_id;
	}
	for (int i = 0; i < visitor->event_count; i++) {
		struct event *event = visitor->events[i];
		long long number = ++numbers->last_event_number;
		event->event_id =
			event->at << EVENT_NUMBER_BITS | (number & ((1 << EVENT_NUMBER_BITS) - 1));
		event->visitor_id = visitor->visitor_id;
		if (anonymous)
			event->visit = NULL;
		else if (event_is_activity(event->type))
			event->visit = visit_current(event->visit);
		else
			event->visit = visit_at(&visitor->visits, event->at);
	}
}

/* New visits get their numbers; `visit_id` 0 is what tells them from stored ones until then. */
static void
number_visits(struct placed_visitor *visitor, struct website_number *numbers)
{
	for (struct visit *visit = visitor->visits.first; visit != NULL; visit = visit->next) {
		if (visit->visit_id != 0)
			continue;
		visit->visit_id = ++numbers->last_visit_id;
		visit->fresh = true;
	}
	for (int i = 0; i < visitor->event_count; i++) {
		struct event *event = visitor->events[i];
		event->visit_id = event->visit == NULL ? 0 : event->visit->visit_id;
	}
}

void
placement_number(struct placement *placement, struct website_number *numbers, int count)
{
	for (int i = 0; i < placement->visitor_count; i++) {
		struct placed_visitor *visitor = &placement->visitors[i];
		int at = 0;
		while (at < count && numbers[at].website_id != visitor->website_id)
			at++;
		if (at == count)
			abort(); /* the caller has left out the events of unknown websites */
		number_visitor(visitor, &numbers[at]);
		number_visits(visitor, &numbers[at]);
	}
}
