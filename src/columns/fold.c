/*
 * Sorting by visit, then by the order of the batches, brings together what is said of a visit; its last replacement or removal
 * ends what came before.
 * SPDX-License-Identifier: MIT
 */
#include "fold.h"

#include "block.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What one batch says of one visit. */
struct saying {
	const struct visit_row *visit;
	const struct event_row *events;
	int batch;
};

static int
by_visit_and_batch(const void *one, const void *other)
{
	const struct saying *a = one, *b = other;
	if (a->visit->visit_id != b->visit->visit_id)
		return a->visit->visit_id < b->visit->visit_id ? -1 : 1;
	if (a->visit->visit_id == 0 && a->events->event_id != b->events->event_id)
		return a->events->event_id < b->events->event_id ? -1 : 1;
	return a->batch < b->batch ? -1 : a->batch > b->batch;
}

static bool
same_visit(const struct saying *one, const struct saying *other)
{
	return one->visit->visit_id == other->visit->visit_id &&
	       (one->visit->visit_id != 0 || one->events->event_id == other->events->event_id);
}

static int
by_event_id(const void *one, const void *other)
{
	const struct event_row *a = one, *b = other;
	return a->event_id < b->event_id ? -1 : a->event_id > b->event_id;
}

/* The events from `first` on, in order and each once; the answer is how many are left. */
static int
events_order(struct event_row *first, int count)
{
	int kept = 0;
	bool ordered = true;
	for (int i = 1; i < count; i++)
		ordered = ordered && first[i - 1].event_id < first[i].event_id;
	if (ordered)
		return count;
	qsort(first, (size_t)count, sizeof(*first), by_event_id);
	for (int i = 0; i < count; i++)
		if (kept == 0 || first[kept - 1].event_id != first[i].event_id)
			first[kept++] = first[i];
	return kept;
}

/* Adds what `count` sayings about one visit come to. */
static void
visit_fold(const struct saying *sayings, int count, struct rows *folded)
{
	struct visit_row *visit = &folded->visits[folded->visit_count++];
	struct event_row *events = folded->events + folded->event_count;
	int first = count - 1, event_count = 0;
	while (first > 0 && sayings[first].visit->change == CHANGE_GROWS)
		first--;
	*visit = *sayings[count - 1].visit;
	if (visit->change == CHANGE_GROWS && sayings[first].visit->change != CHANGE_GROWS)
		visit->change = CHANGE_REPLACES;
	if (first < count - 1 && sayings[first].visit->change == CHANGE_REMOVES)
		first++; /* whatever it names is gone */
	for (int i = first; i < count; i++) {
		size_t more = (size_t)sayings[i].visit->event_count;
		if (more > 0)
			memcpy(events + event_count, sayings[i].events, more * sizeof(*events));
		event_count += (int)more;
	}
	visit->event_count = events_order(events, event_count);
	folded->event_count += visit->event_count;
}

bool
changes_fold(const struct rows *changes, int count, struct arena *arena, struct rows *folded)
{
	size_t visits = 0, events = 0, said = 0;
	for (int i = 0; i < count; i++) {
		visits += (size_t)changes[i].visit_count;
		events += (size_t)changes[i].event_count;
	}
	if (visits > INT_MAX || events > INT_MAX)
		return false;
	struct saying *sayings = arena_alloc_bytes(arena, (visits + 1) * sizeof(*sayings));
	*folded = (struct rows){
		.visits = arena_alloc_bytes(arena, (visits + 1) * sizeof(*folded->visits)),
		.events = arena_alloc_bytes(arena, (events + 1) * sizeof(*folded->events))
	};
	if (sayings == NULL || folded->visits == NULL || folded->events == NULL)
		return false;
	for (int i = 0; i < count; i++) {
		const struct event_row *event = changes[i].events;
		for (int v = 0; v < changes[i].visit_count; v++) {
			sayings[said++] = (struct saying){ &changes[i].visits[v], event, i };
			event += changes[i].visits[v].event_count;
		}
	}
	qsort(sayings, said, sizeof(*sayings), by_visit_and_batch);
	for (size_t start = 0, end; start < said; start = end) {
		for (end = start + 1; end < said && same_visit(&sayings[start], &sayings[end]);
		     end++)
			;
		visit_fold(&sayings[start], (int)(end - start), folded);
	}
	return true;
}

static int
block_of(const struct visit_row *visit, const struct event_row *events)
{
	return visit->visit_id == 0 ? block_of_day(events->event_id)
				    : block_of_visit(visit->visit_id);
}

int
rows_take_block(struct rows *rest, struct rows *taken)
{
	int number = block_of(rest->visits, rest->events);
	int visits = 0, events = 0;
	while (visits < rest->visit_count &&
	       block_of(rest->visits + visits, rest->events + events) == number)
		events += rest->visits[visits++].event_count;
	*taken = (struct rows){ rest->visits, visits, rest->events, events };
	rest->visits += visits;
	rest->visit_count -= visits;
	rest->events += events;
	rest->event_count -= events;
	return number;
}
