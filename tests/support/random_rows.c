/*
 * Rows by rand(), which each test starts anew: the same every time.
 * SPDX-License-Identifier: MIT
 */
#include "random_rows.h"

#include "unit.h"

#include <stdlib.h>

static const long long year_2026 = 1767225600000LL << EVENT_NUMBER_BITS;

long long
random_below(long long below)
{
	return ((long long)rand() << 31 | rand()) % below;
}

static int
random_id(const struct random_rows *wanted)
{
	return (int)random_below(wanted->ids_max + 1LL);
}

static void
fill_visit(struct visit_row *visit, const struct random_rows *wanted)
{
	visit->source_id = random_id(wanted);
	visit->client_id = random_id(wanted);
	visit->location_id = random_id(wanted);
	visit->entry_page_id = random_id(wanted);
	visit->exit_page_id = random_id(wanted);
	visit->seconds = random_id(wanted);
	visit->pageviews = random_id(wanted);
	visit->bounce = random_below(2);
	visit->change = wanted->changes ? (enum change)random_below(3) : CHANGE_REPLACES;
}

static void
add_event(struct rows *rows, long long event_id, const struct random_rows *wanted)
{
	rows->events[rows->event_count++] =
		(struct event_row){ .event_id = event_id,
				    .page_id = random_id(wanted),
				    .source_id = random_id(wanted),
				    .action_id = random_id(wanted),
				    .property_count = random_id(wanted) };
}

static void
add_anonymous(struct rows *rows, const struct random_rows *wanted)
{
	long long event_id = year_2026;
	for (int i = 0; i < wanted->anonymous; i++) {
		struct visit_row *visit = &rows->visits[rows->visit_count++];
		fill_visit(visit, wanted);
		visit->event_count = 1;
		event_id += 1 + random_below(wanted->gap_max);
		add_event(rows, event_id, wanted);
	}
}

static void
add_visit(struct rows *rows, int visit_id, const struct random_rows *wanted)
{
	struct visit_row *visit = &rows->visits[rows->visit_count++];
	long long event_id = year_2026 + (visit_id % 1000LL << EVENT_NUMBER_BITS);
	fill_visit(visit, wanted);
	visit->visit_id = visit_id;
	visit->visitor_id = 1 + random_id(wanted) / 2;
	visit->event_count = (int)random_below(wanted->events_max + 1LL);
	for (int i = 0; i < visit->event_count; i++) {
		event_id += 1 + random_below(wanted->gap_max);
		add_event(rows, event_id, wanted);
	}
}

struct rows
random_rows(struct arena *arena, const struct random_rows *wanted)
{
	size_t rows_max = (size_t)wanted->anonymous + (size_t)wanted->visits;
	size_t events_max =
		(size_t)wanted->anonymous + (size_t)wanted->visits * (size_t)wanted->events_max;
	struct rows rows = { .visits = arena_array(arena, rows_max, sizeof(*rows.visits)),
			     .events = arena_array(arena, events_max, sizeof(*rows.events)) };
	CU_ASSERT_FALSE_FATAL(arena_exhausted(arena));
	add_anonymous(&rows, wanted);
	int visit_id = wanted->first_visit_id;
	for (int i = 0; i < wanted->visits; i++) {
		add_visit(&rows, visit_id, wanted);
		visit_id += 1 + (int)random_below(3);
	}
	return rows;
}

static bool
visits_are_equal(const struct visit_row *a, const struct visit_row *b)
{
	return a->visit_id == b->visit_id && a->visitor_id == b->visitor_id &&
	       a->source_id == b->source_id && a->client_id == b->client_id &&
	       a->location_id == b->location_id && a->entry_page_id == b->entry_page_id &&
	       a->exit_page_id == b->exit_page_id && a->seconds == b->seconds &&
	       a->pageviews == b->pageviews && a->bounce == b->bounce && a->change == b->change &&
	       a->event_count == b->event_count;
}

static bool
events_are_equal(const struct event_row *a, const struct event_row *b)
{
	return a->event_id == b->event_id && a->page_id == b->page_id &&
	       a->source_id == b->source_id && a->action_id == b->action_id &&
	       a->property_count == b->property_count;
}

struct rows
random_long_visit(struct arena *arena)
{
	struct random_rows wanted = { .visits = 1,
				      .first_visit_id = 9,
				      .events_max = 200000,
				      .ids_max = 9,
				      .gap_max = 1LL << 30 };
	srand(3);
	struct rows rows = random_rows(arena, &wanted);
	CU_ASSERT_TRUE_FATAL(rows.event_count > 100000);
	return rows;
}

void
assert_rows_equal(const struct rows *a, const struct rows *b)
{
	int different = 0;
	CU_ASSERT_EQUAL_FATAL(a->visit_count, b->visit_count);
	CU_ASSERT_EQUAL_FATAL(a->event_count, b->event_count);
	for (int i = 0; i < a->visit_count; i++)
		different += !visits_are_equal(&a->visits[i], &b->visits[i]);
	for (int i = 0; i < a->event_count; i++)
		different += !events_are_equal(&a->events[i], &b->events[i]);
	CU_ASSERT_EQUAL(different, 0);
}
