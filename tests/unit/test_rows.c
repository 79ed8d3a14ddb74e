/*
 * Changes applied to rows, against doing it one row after the other.
 * SPDX-License-Identifier: MIT
 */
#include "rows.h"

#include "random_rows.h"
#include "unit.h"

#include <stdlib.h>

enum { CEILING = 64 << 20, NAIVE_MAX = 400 };

static struct rows
applied(struct arena *arena, const struct rows *known, const struct rows *changes)
{
	struct rows now;
	CU_ASSERT_TRUE_FATAL(rows_apply(known, changes, arena, &now));
	CU_ASSERT_TRUE(rows_are_in_order(&now));
	return now;
}

/* A visit with all that is known of it, in no order. */
struct naive_visit {
	struct visit_row row;
	struct event_row events[NAIVE_MAX];
};

struct naive {
	struct naive_visit visits[NAIVE_MAX];
	int count;
};

static struct naive_visit *
naive_find(struct naive *naive, const struct visit_row *row, const struct event_row *events)
{
	for (int i = 0; i < naive->count; i++) {
		struct naive_visit *visit = &naive->visits[i];
		if (visit->row.visit_id == row->visit_id &&
		    (row->visit_id != 0 || visit->events[0].event_id == events[0].event_id))
			return visit;
	}
	return NULL;
}

static void
naive_add_event(struct naive_visit *visit, const struct event_row *event)
{
	for (int i = 0; i < visit->row.event_count; i++)
		if (visit->events[i].event_id == event->event_id)
			return;
	CU_ASSERT_TRUE_FATAL(visit->row.event_count < NAIVE_MAX);
	visit->events[visit->row.event_count++] = *event;
}

static void
naive_change(struct naive *naive, const struct visit_row *row, const struct event_row *events)
{
	struct naive_visit *visit = naive_find(naive, row, events);
	if (row->change == CHANGE_REMOVES) {
		if (visit != NULL)
			*visit = naive->visits[--naive->count];
		return;
	}
	int kept = visit != NULL && row->change == CHANGE_GROWS ? visit->row.event_count : 0;
	if (visit == NULL) {
		CU_ASSERT_TRUE_FATAL(naive->count < NAIVE_MAX);
		visit = &naive->visits[naive->count++];
	}
	visit->row = *row;
	visit->row.change = CHANGE_REPLACES;
	visit->row.event_count = kept;
	for (int i = 0; i < row->event_count; i++)
		naive_add_event(visit, &events[i]);
}

static void
naive_apply(struct naive *naive, const struct rows *changes)
{
	const struct event_row *events = changes->events;
	for (int i = 0; i < changes->visit_count; i++) {
		naive_change(naive, &changes->visits[i], events);
		events += changes->visits[i].event_count;
	}
}

static int
event_compare(const void *a, const void *b)
{
	const struct event_row *first = a, *second = b;
	return first->event_id < second->event_id ? -1 : first->event_id > second->event_id;
}

static int
visit_compare(const void *a, const void *b)
{
	const struct naive_visit *first = a, *second = b;
	if (first->row.visit_id != second->row.visit_id)
		return first->row.visit_id < second->row.visit_id ? -1 : 1;
	return event_compare(first->events, second->events);
}

static struct rows
naive_rows(struct naive *naive, struct arena *arena)
{
	struct rows rows = { .visits = arena_array(arena, NAIVE_MAX, sizeof(*rows.visits)) };
	rows.events = arena_array(arena, NAIVE_MAX * NAIVE_MAX, sizeof(*rows.events));
	CU_ASSERT_FALSE_FATAL(arena_exhausted(arena));
	qsort(naive->visits, (size_t)naive->count, sizeof(naive->visits[0]), visit_compare);
	for (int i = 0; i < naive->count; i++) {
		struct naive_visit *visit = &naive->visits[i];
		qsort(visit->events, (size_t)visit->row.event_count, sizeof(visit->events[0]),
		      event_compare);
		rows.visits[rows.visit_count++] = visit->row;
		for (int j = 0; j < visit->row.event_count; j++)
			rows.events[rows.event_count++] = visit->events[j];
	}
	return rows;
}

static void
agrees_with_one_row_after_the_other(void)
{
	static struct naive naive;
	srand(1);
	for (int round = 0; round < 300; round++) {
		struct arena *arena = arena_new(CEILING);
		struct rows now = { 0 };
		naive.count = 0;
		for (int batch = 0; batch < 4; batch++) {
			struct random_rows wanted = { .anonymous = (int)random_below(20),
						      .visits = (int)random_below(30),
						      .first_visit_id = 1 + (int)random_below(30),
						      .events_max = 1 + (int)random_below(20),
						      .ids_max = 1000,
						      .gap_max = 1 + random_below(4),
						      .changes = true };
			struct rows changes = random_rows(arena, &wanted);
			now = applied(arena, &now, &changes);
			naive_apply(&naive, &changes);
		}
		struct rows expected = naive_rows(&naive, arena);
		assert_rows_equal(&now, &expected);
		arena_free(arena);
	}
}

/* What rows_apply() is to make of one known visit and one change, or of none; as event ids of what is known then. */
struct given {
	int known_visit_id; /* -1: nothing known */
	int change_visit_id;
	enum change change;
	long long known[4]; /* event ids, up to a 0 */
	long long changes[4];
	int visits_now;
	long long now[8];
};

static struct rows
one_visit(struct visit_row *visit, struct event_row *events, int visit_id, const long long *ids)
{
	*visit = (struct visit_row){ .visit_id = visit_id, .change = CHANGE_REPLACES };
	if (visit_id < 0)
		return (struct rows){ 0 };
	for (; ids[visit->event_count] != 0; visit->event_count++)
		events[visit->event_count] =
			(struct event_row){ .event_id = ids[visit->event_count] };
	return (struct rows){ visit, 1, events, visit->event_count };
}

static void
knows_what_each_change_means(void)
{
	static const struct given cases[] = {
		{ 5, 5, CHANGE_GROWS, { 1, 3 }, { 2, 4 }, 1, { 1, 2, 3, 4 } },
		{ 5, 5, CHANGE_GROWS, { 1, 3 }, { 1, 3 }, 1, { 1, 3 } },
		{ 5, 5, CHANGE_GROWS, { 1, 3 }, { 3, 4 }, 1, { 1, 3, 4 } },
		{ 5, 5, CHANGE_GROWS, { 2 }, { 0 }, 1, { 2 } },
		{ 5, 5, CHANGE_GROWS, { 0 }, { 2 }, 1, { 2 } },
		{ -1, 5, CHANGE_GROWS, { 0 }, { 2 }, 1, { 2 } },
		{ -1, 5, CHANGE_GROWS, { 0 }, { 0 }, 1, { 0 } },
		{ 5, 5, CHANGE_REPLACES, { 1, 3 }, { 2, 4 }, 1, { 2, 4 } },
		{ 5, 5, CHANGE_REPLACES, { 1, 3 }, { 0 }, 1, { 0 } },
		{ -1, 5, CHANGE_REPLACES, { 0 }, { 2 }, 1, { 2 } },
		{ 5, 5, CHANGE_REMOVES, { 1, 3 }, { 0 }, 0, { 0 } },
		{ 5, 5, CHANGE_REMOVES, { 1, 3 }, { 9 }, 0, { 0 } },
		{ 5, 4, CHANGE_REMOVES, { 1, 3 }, { 0 }, 1, { 1, 3 } },
		{ 5, 6, CHANGE_REMOVES, { 1, 3 }, { 0 }, 1, { 1, 3 } },
		{ -1, 5, CHANGE_REMOVES, { 0 }, { 0 }, 0, { 0 } },
		{ 5, 4, CHANGE_GROWS, { 2 }, { 2 }, 2, { 2, 2 } },
		{ 5, 6, CHANGE_GROWS, { 1 }, { 2 }, 2, { 1, 2 } },
		{ 0, 0, CHANGE_GROWS, { 2 }, { 1 }, 2, { 1, 2 } },
		{ 0, 0, CHANGE_GROWS, { 2 }, { 2 }, 1, { 2 } },
		{ 0, 0, CHANGE_REPLACES, { 2 }, { 2 }, 1, { 2 } },
		{ 0, 0, CHANGE_REPLACES, { 2 }, { 3 }, 2, { 2, 3 } },
		{ 0, 0, CHANGE_REMOVES, { 2 }, { 2 }, 0, { 0 } },
		{ 0, 0, CHANGE_REMOVES, { 2 }, { 1 }, 1, { 2 } },
		{ 5, 0, CHANGE_GROWS, { 2 }, { 2 }, 2, { 2, 2 } },
		{ 0, 5, CHANGE_REMOVES, { 2 }, { 0 }, 1, { 2 } },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct given *given = &cases[i];
		struct arena *arena = arena_new(CEILING);
		struct visit_row visit, changed;
		struct event_row events[4], more[4];
		struct rows known = one_visit(&visit, events, given->known_visit_id, given->known);
		struct rows changes =
			one_visit(&changed, more, given->change_visit_id, given->changes);
		changed.change = given->change;
		struct rows now = applied(arena, &known, &changes);
		CU_ASSERT_EQUAL(now.visit_count, given->visits_now);
		for (int j = 0; j < now.event_count; j++)
			CU_ASSERT_EQUAL(now.events[j].event_id, given->now[j]);
		CU_ASSERT_EQUAL(given->now[now.event_count], 0);
		arena_free(arena);
	}
}

static void
takes_the_row_of_the_change_and_the_event_that_was_known(void)
{
	struct arena *arena = arena_new(CEILING);
	struct event_row old = { 7, 1, 0, 0, 0 }, sent_again = { 7, 2, 0, 0, 0 };
	struct visit_row before = { .visit_id = 5, .seconds = 1, .event_count = 1 };
	struct visit_row after = {
		.visit_id = 5, .seconds = 2, .change = CHANGE_GROWS, .event_count = 1
	};
	struct rows known = { &before, 1, &old, 1 }, changes = { &after, 1, &sent_again, 1 };
	struct rows now = applied(arena, &known, &changes);
	CU_ASSERT_EQUAL(now.visits[0].seconds, 2);
	CU_ASSERT_EQUAL(now.visits[0].change, CHANGE_REPLACES);
	CU_ASSERT_EQUAL(now.events[0].page_id, 1);
	arena_free(arena);
}

static void
fails_without_memory(void)
{
	struct arena *arena = arena_new(CEILING), *small = arena_new(1000);
	struct random_rows wanted = {
		.visits = 20, .first_visit_id = 1, .events_max = 9, .ids_max = 9, .gap_max = 9
	};
	struct rows rows = random_rows(arena, &wanted), now;
	CU_ASSERT_FALSE(rows_apply(&rows, &rows, small, &now));
	arena_free(small);
	arena_free(arena);
}

static void
knows_when_rows_are_in_order(void)
{
	/* Visit, number of its events, their ids. */
	static const struct {
		bool in_order;
		int visits[3][2];
		long long events[4];
		int visit_count;
		int event_count;
	} cases[] = {
		{ true, { { 0 } }, { 0 }, 0, 0 },
		{ true, { { 1, 0 }, { 2, 0 } }, { 0 }, 2, 0 },
		{ true, { { 1, 2 }, { 2, 1 } }, { 5, 6, 4 }, 2, 3 },
		{ true, { { 0, 1 }, { 0, 1 }, { 1, 2 } }, { 5, 6, 3, 4 }, 3, 4 },
		{ false, { { 2, 0 }, { 1, 0 } }, { 0 }, 2, 0 },
		{ false, { { 1, 0 }, { 1, 0 } }, { 0 }, 2, 0 },
		{ false, { { -1, 0 } }, { 0 }, 1, 0 },
		{ false, { { 1, 2 } }, { 6, 5 }, 1, 2 },
		{ false, { { 1, 2 } }, { 5, 5 }, 1, 2 },
		{ false, { { 1, 1 } }, { -5 }, 1, 1 },
		{ false, { { 1, 1 } }, { 5, 6 }, 1, 2 },
		{ false, { { 1, 2 } }, { 5, 6 }, 1, 1 },
		{ false, { { 1, 2 }, { 2, -1 } }, { 5, 6 }, 2, 1 },
		{ false, { { 0, 1 }, { 0, 1 } }, { 6, 5 }, 2, 2 },
		{ false, { { 0, 1 }, { 0, 1 } }, { 5, 5 }, 2, 2 },
		{ false, { { 0, 2 } }, { 5, 6 }, 1, 2 },
		{ false, { { 0, 0 } }, { 0 }, 1, 0 },
		{ false, { { 1, 1 }, { 0, 1 } }, { 5, 6 }, 2, 2 },
		{ false, { { 0 } }, { 0 }, 0, -1 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct visit_row visits[3];
		struct event_row events[4];
		for (int j = 0; j < 3; j++)
			visits[j] = (struct visit_row){ .visit_id = cases[i].visits[j][0],
							.event_count = cases[i].visits[j][1] };
		for (int j = 0; j < 4; j++)
			events[j] = (struct event_row){ .event_id = cases[i].events[j] };
		struct rows rows = { visits, cases[i].visit_count, events, cases[i].event_count };
		CU_ASSERT_EQUAL(rows_are_in_order(&rows), cases[i].in_order);
	}
	struct rows less_than_none = { NULL, -1, NULL, 0 };
	CU_ASSERT_FALSE(rows_are_in_order(&less_than_none));
}

static const struct unit_test tests[] = {
	TEST(agrees_with_one_row_after_the_other),
	TEST(knows_what_each_change_means),
	TEST(takes_the_row_of_the_change_and_the_event_that_was_known),
	TEST(fails_without_memory),
	TEST(knows_when_rows_are_in_order),
};

UNIT_MAIN("rows", tests)
