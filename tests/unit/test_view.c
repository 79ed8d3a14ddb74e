/*
 * Which table and column each attribute stands in, and columns as a view has them.
 * SPDX-License-Identifier: MIT
 */
#include "view.h"

#include "block.h"
#include "random_rows.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { CEILING = 64 << 20 };

static void
knows_the_attributes_by_the_names_of_the_api(void)
{
	CU_ASSERT_EQUAL(attribute_named("path"), ATTRIBUTE_PATH);
	CU_ASSERT_EQUAL(attribute_named("utmCampaign"), ATTRIBUTE_UTM_CAMPAIGN);
	CU_ASSERT_EQUAL(attribute_named("event"), ATTRIBUTE_EVENT);
	CU_ASSERT_EQUAL(attribute_named("name"), ATTRIBUTE_EVENT);
	CU_ASSERT_EQUAL(attribute_named("city"), ATTRIBUTE_CITY);
	CU_ASSERT_EQUAL(attribute_named("entry"), ATTRIBUTE_COUNT);
	CU_ASSERT_EQUAL(attribute_named(""), ATTRIBUTE_COUNT);
	CU_ASSERT_EQUAL(attribute_table(ATTRIBUTE_HOSTNAME), TABLE_PAGES);
	CU_ASSERT_EQUAL(attribute_table(ATTRIBUTE_CHANNEL), TABLE_SOURCES);
	CU_ASSERT_EQUAL(attribute_table(ATTRIBUTE_TAG), TABLE_ACTIONS);
	CU_ASSERT_EQUAL(attribute_table(ATTRIBUTE_SCREEN), TABLE_CLIENTS);
	CU_ASSERT_EQUAL(attribute_table(ATTRIBUTE_REGION), TABLE_LOCATIONS);
}

/* The value of a column as the rows have it. */
static uint32_t
value_of(const struct rows *rows, enum block_column which, uint32_t row)
{
	const struct visit_row *visit = &rows->visits[row];
	const struct event_row *event = &rows->events[row];
	long long ms = column_is_of_visits(which) ? 0 : event->event_id >> EVENT_NUMBER_BITS;
	const long long values[COLUMN_COUNT] = {
		[COLUMN_VISIT] = column_is_of_visits(which) ? visit->visit_id : 0,
		[COLUMN_VISITOR] = column_is_of_visits(which) ? visit->visitor_id : 0,
		[COLUMN_SOURCE] = column_is_of_visits(which) ? visit->source_id : 0,
		[COLUMN_CLIENT] = column_is_of_visits(which) ? visit->client_id : 0,
		[COLUMN_LOCATION] = column_is_of_visits(which) ? visit->location_id : 0,
		[COLUMN_ENTRY] = column_is_of_visits(which) ? visit->entry_page_id : 0,
		[COLUMN_EXIT] = column_is_of_visits(which) ? visit->exit_page_id : 0,
		[COLUMN_SECONDS] = column_is_of_visits(which) ? visit->seconds : 0,
		[COLUMN_BOUNCE] = column_is_of_visits(which) ? visit->bounce : 0,
		[COLUMN_PAGEVIEWS] = column_is_of_visits(which) ? visit->pageviews : 0,
		[COLUMN_EVENTS] = column_is_of_visits(which) ? visit->event_count : 0,
		[COLUMN_MINUTE] = ms / 60000,
		[COLUMN_MOMENT] = ms % 60000,
		[COLUMN_NUMBER] = column_is_of_visits(which)
					  ? 0
					  : event->event_id & ((1 << EVENT_NUMBER_BITS) - 1),
		[COLUMN_PAGE] = column_is_of_visits(which) ? 0 : event->page_id,
		[COLUMN_ACTION] = column_is_of_visits(which) ? 0 : event->action_id,
		[COLUMN_OWN_SOURCE] = column_is_of_visits(which) ? 0 : event->source_id,
		[COLUMN_PROPERTIES] = column_is_of_visits(which) ? 0 : event->property_count,
	};
	return (uint32_t)values[which];
}

static int
differences(const struct rows *rows, const struct block *block, enum block_column which,
	    struct arena *arena)
{
	uint32_t count =
		(uint32_t)(column_is_of_visits(which) ? rows->visit_count : rows->event_count);
	struct view_column view;
	uint32_t id_count;
	const uint32_t *ids;
	int different = 0;
	CU_ASSERT_TRUE_FATAL(view_column_open(block->columns[which], which, count, arena, &view,
					      &ids, &id_count));
	CU_ASSERT_EQUAL(ids != NULL, column_table(which) != TABLE_COUNT);
	CU_ASSERT_PTR_NULL(view.column.values);
	for (uint32_t row = 0; row < count; row++) {
		uint32_t packed = column_packed(&view.column, row);
		uint32_t value = ids != NULL ? packed < id_count ? ids[packed] : UINT32_MAX
					     : column_value(&view.column, row);
		different += value != value_of(rows, which, row);
	}
	return different;
}

/* Many different ids, one, and no rows at all. */
static void
every_column_of_a_block_can_be_read(void)
{
	static const struct random_rows wanted[] = {
		{ .visits = 500,
		  .first_visit_id = 1,
		  .events_max = 5,
		  .ids_max = 300,
		  .gap_max = 1LL << 40 },
		{ .visits = 500,
		  .first_visit_id = 1,
		  .events_max = 5,
		  .ids_max = 0,
		  .gap_max = 1LL << 40 },
		{ .anonymous = 100, .events_max = 1, .ids_max = 3, .gap_max = 1LL << 40 },
		{ .visits = 0, .events_max = 1, .ids_max = 3, .gap_max = 1 },
	};
	struct arena *arena = arena_new(CEILING);
	srand(1);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		struct rows rows = random_rows(arena, &wanted[i]);
		struct block block;
		CU_ASSERT_TRUE_FATAL(block_make(&rows, arena, &block));
		for (enum block_column which = 0; which < COLUMN_COUNT; which++)
			CU_ASSERT_EQUAL(differences(&rows, &block, which, arena), 0);
	}
	arena_free(arena);
}

static void
a_damaged_column_is_refused(void)
{
	struct arena *arena = arena_new(CEILING);
	struct view_column view;
	uint32_t id_count;
	const uint32_t *ids;
	static const unsigned char nonsense[64] = { 99, 1, 2, 3 };
	CU_ASSERT_FALSE(view_column_open((struct bytes){ nonsense, 32 }, COLUMN_PAGE, 10, arena,
					 &view, &ids, &id_count));
	CU_ASSERT_FALSE(view_column_open((struct bytes){ nonsense, 0 }, COLUMN_SECONDS, 10, arena,
					 &view, &ids, &id_count));
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(knows_the_attributes_by_the_names_of_the_api),
	TEST(every_column_of_a_block_can_be_read),
	TEST(a_damaged_column_is_refused),
};

UNIT_MAIN("view", tests)
