/*
 * Blocks there and back, and what is none.
 * SPDX-License-Identifier: MIT
 */
#include "block.h"

#include "random_rows.h"
#include "unit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { CEILING = 256 << 20 };

static const long long day_in_ids = 86400000LL << EVENT_NUMBER_BITS;

static struct block
made(struct arena *arena, const struct rows *rows)
{
	struct block block;
	CU_ASSERT_TRUE_FATAL(block_make(rows, arena, &block));
	return block;
}

static void
assert_comes_back(struct arena *arena, const struct rows *rows)
{
	struct block block = made(arena, rows);
	struct rows again;
	CU_ASSERT_TRUE_FATAL(block_rows(&block, arena, &again));
	assert_rows_equal(rows, &again);
}

static struct rows
some_rows(struct arena *arena)
{
	struct random_rows wanted = { .visits = 600,
				      .first_visit_id = 8192,
				      .events_max = 7,
				      .ids_max = 50,
				      .gap_max = 1LL << 45 };
	srand(8);
	return random_rows(arena, &wanted);
}

static void
random_rows_come_back(void)
{
	srand(9);
	for (int round = 0; round < 200; round++) {
		struct arena *arena = arena_new(CEILING);
		struct random_rows wanted = { .visits = (int)random_below(200),
					      .first_visit_id = 1 + (int)random_below(1 << 30),
					      .events_max = (int)random_below(20),
					      .ids_max = (int)random_below(1LL << (round % 32)),
					      .gap_max = 1 + random_below(1LL << (round % 50)) };
		if (round % 3 == 0)
			wanted = (struct random_rows){ .anonymous = (int)random_below(200),
						       .ids_max = 1 << (round % 31),
						       .gap_max = 1 + random_below(1LL << (round %
											   50)) };
		struct rows rows = random_rows(arena, &wanted);
		assert_comes_back(arena, &rows);
		arena_free(arena);
	}
}

static void
extremes_come_back(void)
{
	struct arena *arena = arena_new(CEILING);
	struct visit_row visits[] = {
		{ .change = CHANGE_REPLACES, .event_count = 1 },
		{ 1, INT_MAX, INT_MAX, INT_MAX, INT_MAX, INT_MAX, INT_MIN, INT_MAX, INT_MAX, true,
		  CHANGE_REPLACES, 0 },
		{ INT_MAX, INT_MIN, INT_MIN, -1, 0, INT_MIN, INT_MAX, -1, -1, false,
		  CHANGE_REPLACES, 3 },
	};
	struct event_row events[] = {
		{ LLONG_MAX / 2, INT_MAX, INT_MIN, -1, INT_MAX },
		{ 0, 0, 0, 0, 0 },
		{ 1, INT_MAX, INT_MAX, INT_MAX, INT_MIN },
		/* the last one of the last minute that has a number */
		{ LLONG_MAX / 62914560000LL * 62914560000LL - 1, 1, 1, 1, 1 },
	};
	struct rows rows = { visits, 3, events, 4 }, none = { 0 };
	assert_comes_back(arena, &rows);
	assert_comes_back(arena, &none);
	rows = random_long_visit(arena);
	assert_comes_back(arena, &rows);
	struct random_rows without_events = { .visits = 8192, .first_visit_id = 9, .ids_max = 9 };
	rows = random_rows(arena, &without_events);
	CU_ASSERT_EQUAL(rows.event_count, 0);
	assert_comes_back(arena, &rows);
	arena_free(arena);
}

static void
a_visit_has_a_block_and_a_day_has_one(void)
{
	CU_ASSERT_EQUAL(block_of_visit(1), 0);
	CU_ASSERT_EQUAL(block_of_visit(8191), 0);
	CU_ASSERT_EQUAL(block_of_visit(8192), 1);
	CU_ASSERT_EQUAL(block_of_visit(INT_MAX), (1 << 18) - 1);
	CU_ASSERT_EQUAL(block_of_day(0), -1);
	CU_ASSERT_EQUAL(block_of_day(day_in_ids - 1), -1);
	CU_ASSERT_EQUAL(block_of_day(day_in_ids), -2);
	CU_ASSERT_EQUAL(block_of_day(20454 * day_in_ids), -20455); /* 2026-01-01 */
	CU_ASSERT_EQUAL(block_of_day(20455 * day_in_ids - 1), -20455);
	CU_ASSERT_EQUAL(block_of_day(LLONG_MAX), -101807);
}

static void
says_how_much_it_holds_and_of_when(void)
{
	struct arena *arena = arena_new(CEILING);
	struct visit_row visits[] = { { .visit_id = 1, .event_count = 2 },
				      { .visit_id = 2, .event_count = 1 } };
	struct event_row events[] = { { .event_id = 50 }, { .event_id = 70 }, { .event_id = 20 } };
	struct rows rows = { visits, 2, events, 3 }, none = { 0 };
	struct block block = made(arena, &rows);
	CU_ASSERT_EQUAL(block.visit_count, 2);
	CU_ASSERT_EQUAL(block.event_count, 3);
	CU_ASSERT_EQUAL(block.lowest_id, 20);
	CU_ASSERT_EQUAL(block.highest_id, 70);
	block = made(arena, &none);
	CU_ASSERT_EQUAL(block.visit_count, 0);
	CU_ASSERT_EQUAL(block.lowest_id, 0);
	CU_ASSERT_EQUAL(block.highest_id, 0);
	arena_free(arena);
}

static uint32_t
visit_value(const struct visit_row *visit, enum block_column column)
{
	const int values[] = { visit->visit_id,     visit->visitor_id,  visit->source_id,
			       visit->client_id,    visit->location_id, visit->entry_page_id,
			       visit->exit_page_id, visit->seconds,     visit->bounce,
			       visit->pageviews,    visit->event_count };
	return (uint32_t)values[column];
}

static uint32_t
event_value(const struct event_row *event, enum block_column column)
{
	long long ms = event->event_id >> 20;
	const long long values[] = {
		ms / 60000,       ms % 60000,       event->event_id & 0xFFFFF, event->page_id,
		event->action_id, event->source_id, event->property_count
	};
	return (uint32_t)values[column - COLUMN_MINUTE];
}

static void
each_column_holds_what_its_name_says(void)
{
	struct arena *arena = arena_new(CEILING);
	struct rows rows = some_rows(arena);
	struct block block = made(arena, &rows);
	for (enum block_column number = 0; number < COLUMN_COUNT; number++) {
		struct column column;
		bool of_visits = number < COLUMN_MINUTE;
		int count = of_visits ? rows.visit_count : rows.event_count, different = 0;
		CU_ASSERT_EQUAL(column_is_of_visits(number), of_visits);
		CU_ASSERT_TRUE_FATAL(
			column_open(block.columns[number], (uint32_t)count, arena, &column));
		for (int i = 0; i < count; i++)
			different += column_value(&column, (uint32_t)i) !=
				     (of_visits ? visit_value(&rows.visits[i], number)
						: event_value(&rows.events[i], number));
		CU_ASSERT_EQUAL(different, 0);
	}
	arena_free(arena);
}

static bool
is_id_of_a_table(enum block_column column)
{
	return column == COLUMN_SOURCE || column == COLUMN_CLIENT || column == COLUMN_LOCATION ||
	       column == COLUMN_ENTRY || column == COLUMN_EXIT || column == COLUMN_PAGE ||
	       column == COLUMN_ACTION || column == COLUMN_OWN_SOURCE;
}

static void
ids_of_other_tables_and_no_others_have_their_values_apart(void)
{
	struct arena *arena = arena_new(CEILING);
	struct visit_row visit = { .visit_id = 4, .client_id = 9, .event_count = 1 };
	struct event_row event = { 7, 9, 9, 9, 9 };
	struct rows many = some_rows(arena), one = { &visit, 1, &event, 1 }, none = { 0 };
	const struct rows *each[] = { &many, &one, &none };
	for (int i = 0; i < 3; i++) {
		struct block block = made(arena, each[i]);
		for (enum block_column number = 0; number < COLUMN_COUNT; number++) {
			struct column column;
			int count =
				column_is_of_visits(number) ? block.visit_count : block.event_count;
			CU_ASSERT_TRUE_FATAL(column_open(block.columns[number], (uint32_t)count,
							 arena, &column));
			CU_ASSERT_EQUAL(column.values != NULL, is_id_of_a_table(number));
			if (column.values != NULL)
				CU_ASSERT_EQUAL(column.value_count, each[i] == &many ? 51 : 1);
		}
	}
	arena_free(arena);
}

static bool
has_rows(struct arena *arena, const struct block *block)
{
	struct rows rows;
	return block_rows(block, arena, &rows);
}

/* One column of another block in place of its own. */
static bool
has_rows_with(struct arena *arena, struct block block, enum block_column column,
	      const struct rows *other)
{
	block.columns[column] = made(arena, other).columns[column];
	return has_rows(arena, &block);
}

static void
refuses_columns_that_do_not_fit_together(void)
{
	struct arena *arena = arena_new(CEILING);
	struct visit_row visits[] = { { .visit_id = 4, .event_count = 1 },
				      { .visit_id = 5, .event_count = 1 } };
	struct event_row events[] = { { .event_id = 30LL << 20 | 1 }, { .event_id = 40LL << 20 } };
	struct rows rows = { visits, 2, events, 2 };
	struct block block = made(arena, &rows);
	CU_ASSERT_TRUE(has_rows_with(arena, block, COLUMN_VISIT, &rows));
	visits[0].visit_id = 5; /* as the second */
	CU_ASSERT_FALSE(has_rows_with(arena, block, COLUMN_VISIT, &rows));
	visits[0].event_count = 2; /* of two events in all */
	CU_ASSERT_FALSE(has_rows_with(arena, block, COLUMN_EVENTS, &rows));
	visits[0].event_count = -1;
	CU_ASSERT_FALSE(has_rows_with(arena, block, COLUMN_EVENTS, &rows));
	visits[0].event_count = 2;
	visits[1].event_count = 0; /* which is possible, and then the order counts */
	CU_ASSERT_TRUE(has_rows_with(arena, block, COLUMN_EVENTS, &rows));
	struct rows less = { visits, 1, events, 1 };
	CU_ASSERT_TRUE(has_rows_with(arena, block, COLUMN_NUMBER, &rows));
	CU_ASSERT_FALSE(has_rows_with(arena, made(arena, &less), COLUMN_MINUTE, &rows));
	block.visit_count = -1;
	CU_ASSERT_FALSE(has_rows(arena, &block));
	block.visit_count = 2;
	block.event_count = INT_MIN;
	CU_ASSERT_FALSE(has_rows(arena, &block));
	CU_ASSERT_FALSE(arena_exhausted(arena));
	arena_free(arena);
}

static void
refuses_parts_of_an_event_id_that_no_event_has(void)
{
	/* Column, and the first value that it cannot have. */
	static const struct {
		enum block_column column;
		uint32_t limit;
	} cases[] = { { COLUMN_MINUTE, LLONG_MAX / 62914560000LL },
		      { COLUMN_MOMENT, 60000 },
		      { COLUMN_NUMBER, 1 << 20 } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (uint32_t below = 0; below < 2; below++) {
			struct arena *arena = arena_new(CEILING);
			struct visit_row visit = { .visit_id = 4, .event_count = 1 };
			struct event_row event = { .event_id = 0 };
			struct rows rows = { &visit, 1, &event, 1 };
			struct block block = made(arena, &rows);
			uint32_t value = cases[i].limit - below;
			unsigned char *bytes = arena_alloc(arena, 6 + COLUMN_PADDING);
			memcpy(bytes, block.columns[cases[i].column].bytes, 6);
			memcpy(bytes + 2, &value, sizeof(value)); /* its base */
			block.columns[cases[i].column].bytes = bytes;
			CU_ASSERT_EQUAL(has_rows(arena, &block), below == 1);
			arena_free(arena);
		}
}

static void
refuses_a_damaged_column(void)
{
	struct arena *arena = arena_new(CEILING);
	struct rows rows = some_rows(arena);
	struct block block = made(arena, &rows);
	for (enum block_column column = 0; column < COLUMN_COUNT; column++) {
		struct block damaged = block;
		damaged.columns[column].len--;
		CU_ASSERT_FALSE(has_rows(arena, &damaged));
	}
	CU_ASSERT_TRUE(has_rows(arena, &block));
	arena_free(arena);
}

static void
fails_without_memory(void)
{
	struct arena *arena = arena_new(CEILING);
	struct rows rows = some_rows(arena), again;
	struct block block = made(arena, &rows), other;
	for (size_t ceiling = 1000; ceiling < 20000; ceiling += 1000) {
		struct arena *small = arena_new(ceiling);
		CU_ASSERT_FALSE(block_make(&rows, small, &other));
		arena_free(small);
		small = arena_new(ceiling);
		CU_ASSERT_FALSE(block_rows(&block, small, &again));
		arena_free(small);
	}
	/* Without a byte more, a column of equal values can say that it has any number of them. */
	struct arena *small = arena_new(1 << 20);
	struct rows none = { 0 };
	block = made(arena, &none);
	block.visit_count = INT_MAX;
	CU_ASSERT_FALSE(block_rows(&block, small, &again));
	arena_free(small);
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(random_rows_come_back),
	TEST(extremes_come_back),
	TEST(a_visit_has_a_block_and_a_day_has_one),
	TEST(says_how_much_it_holds_and_of_when),
	TEST(each_column_holds_what_its_name_says),
	TEST(ids_of_other_tables_and_no_others_have_their_values_apart),
	TEST(refuses_columns_that_do_not_fit_together),
	TEST(refuses_parts_of_an_event_id_that_no_event_has),
	TEST(refuses_a_damaged_column),
	TEST(fails_without_memory),
};

UNIT_MAIN("block", tests)
