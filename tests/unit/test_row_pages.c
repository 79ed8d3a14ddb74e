/*
 * Pages of rows beside all rows in order, over many small blocks that overlap in time.
 * SPDX-License-Identifier: MIT
 */
#include "row_pages.h"

#include "crowd.h"
#include "random_rows.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { VISITORS = 60, VISITS = 900, ROWS_MAX = 8000, ALL_TYPES = 1 << 1 | 1 << 2 };

static struct paged_row known[ROWS_MAX];
static int known_count;

static int
newest_first(const void *one, const void *other)
{
	const struct paged_row *a = one, *b = other;
	return (a->event_id < b->event_id) - (a->event_id > b->event_id);
}

static bool
is_chosen(const struct selection_asked *asked, long long event_id, bool is_event, int visitor)
{
	return event_id >= asked->lowest_id && event_id < asked->limit_id &&
	       (asked->event_types >> (is_event ? 2 : 1) & 1) &&
	       (asked->visitors == NULL || bits_have(asked->visitors, (uint32_t)visitor));
}

/* All rows that are asked for, newest first; those without a visitor stand in a block of their own. */
static void
know(const struct crowd *crowd, const struct selection_asked *asked)
{
	const struct view_block *anonymous = &crowd->blocks[crowd->block_count - 1];
	const unsigned char *types = crowd->view.tables[TABLE_ACTIONS].event_types;
	const struct view_column *actions = anonymous->columns[COLUMN_ACTION];
	known_count = 0;
	for (int i = 0; i < crowd->row_count; i++) {
		const struct crowd_row *row = &crowd->rows[i];
		if (is_chosen(asked, row->event_id, row->is_event, row->visitor))
			known[known_count++] = (struct paged_row){ .event_id = row->event_id,
								   .visitor_id = row->visitor,
								   .visit_id = row->visit };
	}
	for (uint32_t i = 0; i < (uint32_t)anonymous->event_count; i++) {
		uint32_t slot = actions->slots[column_packed(&actions->column, i)];
		if (is_chosen(asked, view_event_id(anonymous, i), types[slot] == 2, 0))
			known[known_count++] =
				(struct paged_row){ .event_id = view_event_id(anonymous, i) };
	}
	qsort(known, (size_t)known_count, sizeof(*known), newest_first);
}

/* Ranges begin and end with a millisecond. */
static long long
start_of(const struct crowd_row *row)
{
	return row->event_id >> EVENT_NUMBER_BITS << EVENT_NUMBER_BITS;
}

static void
scan(const struct crowd *crowd, struct row_pages *pages)
{
	crowd_scan(crowd, pages, row_pages_wants, row_pages_columns, row_pages_block);
}

/* The first scan, which two share. */
static void
first_scan(const struct crowd *crowd, struct row_pages *pages)
{
	crowd_share(crowd, pages, row_pages_wants, row_pages_columns, row_pages_block,
		    row_pages_fork, row_pages_join);
}

static void
assert_page(const struct crowd *crowd, struct row_pages *pages, int skipped, int wanted)
{
	uint32_t count;
	while (row_pages_seek(pages, (uint64_t)skipped, (uint32_t)wanted))
		scan(crowd, pages);
	const struct paged_row *rows = row_pages_rows(pages, &count);
	int left = known_count > skipped ? known_count - skipped : 0;
	CU_ASSERT_EQUAL_FATAL((int)count, left < wanted ? left : wanted);
	for (int i = 0; i < (int)count; i++) {
		CU_ASSERT_EQUAL(rows[i].event_id, known[skipped + i].event_id);
		CU_ASSERT_EQUAL(rows[i].visitor_id, known[skipped + i].visitor_id);
		CU_ASSERT_EQUAL(rows[i].visit_id, known[skipped + i].visit_id);
	}
}

static void
finds_every_page_of_what_is_asked(void)
{
	static const unsigned types[] = { ALL_TYPES, ALL_TYPES | 1 << 3 | 1 << 4, 1 << 1, 1 << 2 };
	srand(21);
	for (int round = 0; round < 60; round++) {
		struct crowd *crowd = crowd_new(VISITORS, VISITS);
		const struct crowd_row *one = &crowd->rows[random_below(crowd->row_count)];
		const struct crowd_row *other = &crowd->rows[random_below(crowd->row_count)];
		struct selection_asked asked = { .limit_id = 1LL << 62,
						 .event_types = types[random_below(4)] };
		uint64_t word = (uint64_t)random_below(1LL << 62);
		struct bits some = { &word, 62 };
		if (random_below(2) == 0) {
			asked.lowest_id = start_of(one);
			asked.limit_id = start_of(other);
		}
		if (random_below(3) == 0)
			asked.visitors = &some;
		struct row_pages *pages = row_pages_new(&crowd->view, &asked);
		CU_ASSERT_PTR_NOT_NULL_FATAL(pages);
		know(crowd, &asked);
		first_scan(crowd, pages);
		CU_ASSERT_EQUAL(row_pages_total(pages), (uint64_t)known_count);
		for (int i = 0; i < 30; i++)
			assert_page(crowd, pages, (int)random_below(known_count + 2),
				    1 + (int)random_below(random_below(2) ? 50 : 3000));
		row_pages_free(pages);
		crowd_free(crowd);
	}
}

static void
knows_the_texts_of_a_row_by_their_ids(void)
{
	struct selection_asked asked = { .limit_id = 1LL << 62, .event_types = ALL_TYPES };
	srand(22);
	struct crowd *crowd = crowd_new(VISITORS, VISITS);
	struct row_pages *pages = row_pages_new(&crowd->view, &asked);
	const struct view_slots *slots = &crowd->view.tables[TABLE_ACTIONS];
	uint32_t count, pageviews = 0;
	first_scan(crowd, pages);
	while (row_pages_seek(pages, 0, 100))
		scan(crowd, pages);
	const struct paged_row *rows = row_pages_rows(pages, &count);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t slot =
			slots_find(crowd->slots, TABLE_ACTIONS, (uint32_t)rows[i].action_id);
		CU_ASSERT_TRUE_FATAL(slot < slots->count);
		pageviews += slots->event_types[slot] != 2;
		CU_ASSERT_TRUE(rows[i].page_id >= 1 && rows[i].page_id <= CROWD_PAGES);
		CU_ASSERT_EQUAL(rows[i].source_id, 0);
	}
	CU_ASSERT_TRUE(pageviews > 0 && pageviews < count);
	row_pages_free(pages);
	crowd_free(crowd);
}

static void
has_no_page_where_there_are_no_rows(void)
{
	struct selection_asked asked = { .limit_id = 1, .event_types = ALL_TYPES };
	uint32_t count;
	srand(23);
	struct crowd *crowd = crowd_new(3, 10);
	struct row_pages *pages = row_pages_new(&crowd->view, &asked);
	first_scan(crowd, pages);
	CU_ASSERT_EQUAL(row_pages_total(pages), 0);
	CU_ASSERT_FALSE(row_pages_seek(pages, 0, 20));
	row_pages_rows(pages, &count);
	CU_ASSERT_EQUAL(count, 0);
	row_pages_free(pages);
	crowd_free(crowd);
}

static const struct unit_test tests[] = {
	TEST(finds_every_page_of_what_is_asked),
	TEST(knows_the_texts_of_a_row_by_their_ids),
	TEST(has_no_page_where_there_are_no_rows),
};

UNIT_MAIN("row_pages", tests)
