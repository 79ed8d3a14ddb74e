/*
 * Properties of events as they are counted over blocks, beside going through every row.
 * SPDX-License-Identifier: MIT
 */
#include "block_properties.h"

#include "random_rows.h"
#include "random_view.h"
#include "unit.h"

#include <string.h>

enum {
	VISITS = 400,
	NUMBERS = 40,
	TEXTS_MAX = 2000,
	BLOCKS_MAX = 64,
	UNITS = 9,
	MINUTE_MS = 60000,
	MINUTES_MAX = 1 << 22
};

static uint64_t expected[TEXTS_MAX][NUMBERS], found[TEXTS_MAX][NUMBERS];
static uint64_t expected_events;
static uint8_t wanted[NUMBERS];
static uint16_t unit_of_minute[MINUTES_MAX];
static long long first_minute;

/* What the k-th property of an event is: the same wherever the event is met. */
static uint32_t
number_at(long long event_id, int k)
{
	return (uint32_t)(((uint64_t)event_id * 2654435761u + (uint64_t)k * 40503u) >> 7) % NUMBERS;
}

static long long
minute_of(long long event_id)
{
	return (event_id >> EVENT_NUMBER_BITS) / MINUTE_MS;
}

/* Properties of all of a block's events, in no order. */
static struct block_properties *
properties_of(struct random_view *random, const struct view_block *block)
{
	struct block_properties *made = arena_alloc(random->arena, sizeof(*made));
	const struct column *counts = &block->columns[COLUMN_PROPERTIES]->column;
	uint32_t count = 0, all = 0;
	for (uint32_t row = 0; row < (uint32_t)block->event_count; row++)
		all += column_value(counts, row);
	struct event_property *properties =
		arena_array(random->arena, (size_t)all + 1, sizeof(*properties));
	CU_ASSERT_TRUE_FATAL(made != NULL && properties != NULL);
	for (uint32_t row = (uint32_t)block->event_count; row-- > 0;)
		for (uint32_t k = 0; k < column_value(counts, row); k++)
			properties[count++] =
				(struct event_property){ row, number_at(view_event_id(block, row),
									(int)k) };
	CU_ASSERT_TRUE_FATAL(block_properties_make(properties, all, random->arena, made));
	return made;
}

static uint32_t
group_of(const struct random_view *random, enum property_group group, const struct visit_row *visit,
	 const struct event_row *event)
{
	if (group == GROUP_NOTHING)
		return 0;
	return group == GROUP_EVENT_NAME
		       ? shown_text(random, ATTRIBUTE_EVENT, visit, event)
		       : unit_of_minute[minute_of(event->event_id) - first_minute];
}

static uint64_t
expect(const struct random_view *random, const struct selection_asked *asked,
       enum property_group group)
{
	const struct event_row *events = random->rows.events;
	uint64_t all = 0;
	memset(expected, 0, sizeof(expected));
	expected_events = 0;
	for (int v = 0; v < random->rows.visit_count; v++) {
		const struct visit_row *visit = &random->rows.visits[v];
		for (int i = 0; i < visit->event_count; i++) {
			bool any = false;
			if (!row_counts(random, asked, visit, events, i))
				continue;
			for (int k = 0; k < events[i].property_count; k++) {
				uint32_t number = number_at(events[i].event_id, k);
				if (wanted[number])
					expected[group_of(random, group, visit, &events[i])]
						[number]++;
				all += wanted[number];
				any = any || wanted[number];
			}
			expected_events += any;
		}
		events += visit->event_count;
	}
	return all;
}

static void
count(struct random_view *random, const struct selection_asked *asked, enum property_group group)
{
	struct known_block_properties known[BLOCKS_MAX];
	struct property_counts counts = { .view = &random->view,
					  .selection = selection_new(&random->view, asked),
					  .all_types = asked->event_types ==
						       (1 << 1 | 1 << 2 | 1 << 3 | 1 << 4),
					  .wanted = wanted,
					  .group = group,
					  .unit_of_minute = unit_of_minute,
					  .first_minute = first_minute,
					  .blocks = known,
					  .cells = cells_new(random->arena) };
	CU_ASSERT_TRUE_FATAL(random->block_count <= BLOCKS_MAX);
	for (int i = 0; i < random->block_count; i++) {
		struct view_block *block = &random->blocks[i];
		block->number = 2 * i;
		block->version = 7;
		if (property_counts_wants(&counts, block))
			known[counts.block_count++] =
				(struct known_block_properties){ block->number, block->version,
								 properties_of(random, block) };
	}
	for (int i = 0; i < random->block_count; i++) {
		const struct view_block *block = &random->blocks[i];
		if (!property_counts_wants(&counts, block))
			continue;
		struct view_block only =
			only_columns(block, property_counts_columns(&counts, block));
		CU_ASSERT_TRUE_FATAL(property_counts_block(&counts, &only));
	}
	uint32_t cell_count;
	const struct cell *cells = cells_all(counts.cells, &cell_count);
	memset(found, 0, sizeof(found));
	for (uint32_t i = 0; i < cell_count; i++)
		found[cells[i].first][cells[i].second] += cells[i].count;
	CU_ASSERT_EQUAL(counts.events, expected_events);
	selection_free(counts.selection);
}

static void
make_units(const struct random_view *random)
{
	long long last = 0;
	first_minute = -1;
	for (int i = 0; i < random->rows.event_count; i++) {
		long long minute = minute_of(random->rows.events[i].event_id);
		first_minute = first_minute < 0 || minute < first_minute ? minute : first_minute;
		last = minute > last ? minute : last;
	}
	CU_ASSERT_TRUE_FATAL(last - first_minute < MINUTES_MAX);
	for (long long i = 0; i <= last - first_minute; i++)
		unit_of_minute[i] = (uint16_t)(i / 11 % UNITS);
}

static uint64_t
ask(unsigned seed, bool filtered)
{
	uint64_t all = 0;
	for (enum property_group group = GROUP_NOTHING; group <= GROUP_UNIT; group++) {
		struct random_view *random = random_view_new(seed, VISITS);
		struct selection_asked asked = { .limit_id = 1LL << 62,
						 .event_types = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 };
		if (filtered)
			random_asked(random, &asked);
		for (int i = 0; i < NUMBERS; i++)
			wanted[i] = !filtered || random_below(3) > 0;
		make_units(random);
		all += expect(random, &asked, group);
		count(random, &asked, group);
		CU_ASSERT_EQUAL(memcmp(expected, found, sizeof(expected)), 0);
		random_view_free(random);
	}
	return all;
}

static void
counts_all_properties(void)
{
	for (unsigned seed = 1; seed <= 5; seed++)
		CU_ASSERT_TRUE(ask(seed, false) > VISITS);
}

static void
counts_what_random_questions_ask_for(void)
{
	uint64_t all = 0;
	for (unsigned seed = 6; seed <= 40; seed++)
		all += ask(seed, true);
	CU_ASSERT_TRUE(all > VISITS);
}

static void
finds_a_block_by_its_number_and_version(void)
{
	struct block_properties one, other;
	const struct known_block_properties known[] = { { -3, 5, &one }, { 0, 2, &other } };
	struct view_block block = { .number = 0, .version = 2 };
	CU_ASSERT_PTR_EQUAL(block_properties_find(known, 2, &block), &other);
	block.version = 3;
	CU_ASSERT_PTR_NULL(block_properties_find(known, 2, &block));
	block = (struct view_block){ .number = -3, .version = 5 };
	CU_ASSERT_PTR_EQUAL(block_properties_find(known, 2, &block), &one);
	block.number = 1;
	CU_ASSERT_PTR_NULL(block_properties_find(known, 2, &block));
}

static const struct unit_test tests[] = {
	TEST(counts_all_properties),
	TEST(counts_what_random_questions_ask_for),
	TEST(finds_a_block_by_its_number_and_version),
};
UNIT_MAIN("block properties", tests)
