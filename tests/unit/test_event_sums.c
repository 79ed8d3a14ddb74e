/*
 * Sums of a block's events, beside the rows that they are of, and units that are added up of them beside those counted row by row.
 * SPDX-License-Identifier: MIT
 */
#include "event_sums.h"

#include "event_units.h"
#include "random_rows.h"
#include "random_view.h"
#include "unit.h"

#include <limits.h>
#include <string.h>

enum { VISITS = 400, MINUTE_MS = 60000, QUARTER = 15, CUSTOM_EVENTS = 1 << 2, UNITS_MAX = 60 };

static const struct selection_asked all_events = { .limit_id = LLONG_MAX,
						   .event_types = CUSTOM_EVENTS };

static long long
minute_of(long long event_id)
{
	return (event_id >> EVENT_NUMBER_BITS) / MINUTE_MS;
}

/* A block, and what goes over it. */
struct fixture {
	struct random_view *random;
	struct arena *arena;
	struct selection *selection;
	struct view_block block;
};

static struct fixture
fixture_new(unsigned seed, const struct random_rows *wanted, struct rows *rows)
{
	struct fixture fixture = { .random = random_view_new(seed, 2),
				   .arena = arena_new(1 << 28) };
	*rows = random_rows(fixture.arena, wanted);
	fixture.block = random_block(fixture.random, rows, wanted->anonymous > 0);
	slots_view(fixture.random->slots, &fixture.random->view);
	fixture.selection = selection_new(&fixture.random->view, &all_events);
	CU_ASSERT_TRUE_FATAL(selection_takes_all(fixture.selection, &fixture.block));
	return fixture;
}

static void
fixture_free(struct fixture *fixture)
{
	selection_free(fixture->selection);
	arena_free(fixture->arena);
	random_view_free(fixture->random);
}

static uint32_t
rows_with(const struct rows *rows, struct event_sum sum)
{
	uint32_t count = 0;
	for (int i = 0; i < rows->event_count; i++) {
		uint32_t action = (uint32_t)rows->events[i].action_id;
		count += random_event_type(action) == 2 &&
			 random_text(ATTRIBUTE_EVENT, action) == sum.name &&
			 minute_of(rows->events[i].event_id) / QUARTER == sum.quarter;
	}
	return count;
}

static const struct random_rows some = { .visits = VISITS,
					 .first_visit_id = 1,
					 .events_max = 12,
					 .ids_max = 12,
					 .gap_max = 60LL * MINUTE_MS << EVENT_NUMBER_BITS };

static void
are_what_the_rows_come_to(void)
{
	uint32_t sums_made = 0;
	for (unsigned seed = 1; seed <= 5; seed++) {
		struct rows rows;
		struct event_sum *sums;
		uint32_t count, all = 0, expected = 0;
		struct fixture fixture = fixture_new(seed, &some, &rows);
		CU_ASSERT_TRUE(event_sums_make(&fixture.random->view, fixture.selection,
					       &fixture.block, fixture.arena, &sums, &count));
		for (int i = 0; i < rows.event_count; i++)
			expected += random_event_type((uint32_t)rows.events[i].action_id) == 2;
		for (uint32_t i = 0; sums != NULL && i < count; i++) {
			CU_ASSERT_EQUAL(sums[i].count, rows_with(&rows, sums[i]));
			all += sums[i].count;
		}
		CU_ASSERT_TRUE(sums == NULL || all == expected);
		sums_made += sums == NULL ? 0 : count;
		fixture_free(&fixture);
	}
	CU_ASSERT_TRUE(sums_made > 100);
}

static void
are_not_made_where_there_are_nearly_as_many_as_events(void)
{
	struct random_rows scattered = some;
	struct rows rows;
	struct event_sum *sums;
	uint32_t count;
	scattered.gap_max *= 24 * 30;
	struct fixture fixture = fixture_new(1, &scattered, &rows);
	CU_ASSERT_TRUE(event_sums_make(&fixture.random->view, fixture.selection, &fixture.block,
				       fixture.arena, &sums, &count));
	CU_ASSERT_PTR_NULL(sums);
	fixture_free(&fixture);
}

/* Units of `length` minutes that come again, the first one shorter. */
static uint16_t *
make_units(const struct fixture *fixture, long long first, uint32_t count, uint32_t length)
{
	uint16_t *units = arena_array(fixture->arena, count, sizeof(*units));
	for (uint32_t i = 0; i < count; i++)
		units[i] = (uint16_t)((first + i) / length % UNITS_MAX);
	return units;
}

static void
assert_cells_equal(const struct cells *one, const struct cells *other)
{
	uint32_t count, other_count, place;
	const struct cell *cells = cells_all(one, &count), *others = cells_all(other, &other_count);
	CU_ASSERT_EQUAL(count, other_count);
	for (uint32_t i = 0; i < count; i++)
		CU_ASSERT_TRUE(cells_find(other, cells[i].first, cells[i].second, &place) &&
			       others[place].count == cells[i].count);
}

static void
add_up_to_units_of_whole_quarters(void)
{
	static const uint32_t lengths[] = { 15, 30, 45, 60, 1440 };
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		struct rows rows;
		struct event_sum *sums;
		struct quarter_units quarters;
		bool whole;
		uint32_t count;
		struct fixture fixture = fixture_new((unsigned)i + 1, &some, &rows);
		long long first = minute_of(fixture.block.lowest_id);
		uint32_t minutes = (uint32_t)(minute_of(fixture.block.highest_id) - first + 1);
		uint16_t *units = make_units(&fixture, first, minutes, lengths[i]);
		struct event_units by_row = { .view = &fixture.random->view,
					      .selection = fixture.selection,
					      .unit_of_minute = units,
					      .first_minute = first,
					      .cells = cells_new(fixture.random->arena),
					      .arena = fixture.arena };
		struct cells *cells = cells_new(fixture.arena);
		CU_ASSERT_TRUE(event_units_block(&by_row, &fixture.block));
		CU_ASSERT_TRUE(quarter_units_make(units, first, minutes, fixture.arena, &quarters,
						  &whole));
		CU_ASSERT_TRUE(whole);
		CU_ASSERT_TRUE(event_sums_make(&fixture.random->view, fixture.selection,
					       &fixture.block, fixture.arena, &sums, &count));
		CU_ASSERT_PTR_NOT_NULL_FATAL(sums);
		CU_ASSERT_TRUE(event_sums_add(sums, count, &quarters, cells));
		assert_cells_equal(by_row.cells, cells);
		fixture_free(&fixture);
	}
}

static void
know_when_a_quarter_is_of_several_units(void)
{
	static const struct {
		uint32_t first, count, length;
		bool whole;
	} cases[] = {
		{ 0, 60, 15, true },  { 0, 60, 1, false },   { 0, 60, 20, false },
		{ 7, 100, 30, true }, { 10, 5, 10, true },   { 10, 15, 20, false },
		{ 14, 2, 15, true },  { 29, 1, 1, true },    { 28, 2, 1, false },
		{ 30, 90, 45, true }, { 30, 90, 40, false },
	};
	struct rows rows;
	struct fixture fixture = fixture_new(1, &some, &rows);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct quarter_units quarters;
		bool whole;
		uint16_t *units =
			make_units(&fixture, cases[i].first, cases[i].count, cases[i].length);
		CU_ASSERT_TRUE(quarter_units_make(units, cases[i].first, cases[i].count,
						  fixture.arena, &quarters, &whole));
		CU_ASSERT_EQUAL(whole, cases[i].whole);
		CU_ASSERT_EQUAL(quarters.first, cases[i].first / QUARTER);
		CU_ASSERT_EQUAL(quarters.units[0], units[0]);
	}
	fixture_free(&fixture);
}

static const struct unit_test tests[] = {
	TEST(are_what_the_rows_come_to),
	TEST(are_not_made_where_there_are_nearly_as_many_as_events),
	TEST(add_up_to_units_of_whole_quarters),
	TEST(know_when_a_quarter_is_of_several_units),
};
UNIT_MAIN("event sums", tests)
