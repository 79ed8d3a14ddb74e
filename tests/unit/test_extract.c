/*
 * Visits out of a block, beside the rows that it was made of.
 * SPDX-License-Identifier: MIT
 */
#include "extract.h"

#include "random_rows.h"
#include "random_view.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { VISITS = 300, ROUNDS = 50 };

/* The visits of a view's rows, without those that were counted without a visitor. */
static struct rows
visits_of(const struct random_view *random)
{
	struct rows rows = random->rows;
	while (rows.visit_count > 0 && rows.visits->visit_id == 0) {
		rows.visits++;
		rows.visit_count--;
		rows.events++;
		rows.event_count--;
	}
	return rows;
}

static void
add(struct rows *rows, const struct visit_row *visit, const struct event_row *events)
{
	rows->visits[rows->visit_count++] = *visit;
	for (int i = 0; i < visit->event_count; i++)
		rows->events[rows->event_count++] = events[i];
}

/* Random visits are wanted again and again: each is taken once. */
static void
takes_each_wanted_visit_once_with_its_events(void)
{
	struct random_view *random = random_view_new(1, VISITS);
	struct rows rows = visits_of(random);
	struct view_block block = random_block(random, &rows, false);
	uint64_t *replaced = arena_array(random->arena, VISITS / 64 + 1, sizeof(*replaced));
	bool gone[VISITS] = { false };
	struct extraction from = { &random->view, &block };
	for (int round = 0; round < ROUNDS; round++) {
		int wanted[2 * VISITS], count = 0;
		const struct event_row *events = rows.events;
		struct rows taken,
			expected = { arena_array(random->arena, VISITS, sizeof(struct visit_row)),
				     0,
				     arena_array(random->arena, (size_t)rows.event_count + 1,
						 sizeof(struct event_row)),
				     0 };
		for (int v = 0; v < rows.visit_count; v++) {
			const struct visit_row *visit = &rows.visits[v];
			if (random_below(10) == 0) {
				wanted[count++] = visit->visit_id;
				if (!gone[v])
					add(&expected, visit, events);
				gone[v] = true;
			}
			/* and one that there is not, where numbers have a gap */
			if (v + 1 < rows.visit_count && visit[1].visit_id > visit->visit_id + 1)
				wanted[count++] = visit->visit_id + 1;
			events += visit->event_count;
		}
		CU_ASSERT_TRUE_FATAL(
			extract_visits(&from, wanted, count, replaced, random->arena, &taken));
		assert_rows_equal(&taken, &expected);
		for (int v = 0; v < rows.visit_count; v++)
			CU_ASSERT_EQUAL(replaced[v / 64] >> v % 64 & 1, gone[v]);
	}
	random_view_free(random);
}

static void
notes_events_that_have_no_visitor_by_their_ids(void)
{
	struct random_view *random = random_view_new(2, VISITS);
	struct rows rows = { random->rows.visits, VISITS / 4, random->rows.events, VISITS / 4 };
	struct view_block whole = random_block(random, &rows, true);
	struct view_block block = only_columns(&whole, ANONYMOUS_COLUMNS);
	uint64_t *replaced = arena_array(random->arena, VISITS / 64 + 1, sizeof(*replaced));
	bool noted[VISITS / 4] = { false };
	struct extraction from = { &random->view, &block };
	for (int round = 0; round < ROUNDS; round++) {
		struct event_row wanted[VISITS];
		int count = 0;
		for (int i = 0; i < rows.event_count; i++) {
			if (random_below(20) == 0) {
				wanted[count++] = rows.events[i];
				noted[i] = true;
			}
			wanted[count] = rows.events[i]; /* one that there is not */
			if (i + 1 == rows.event_count ||
			    ++wanted[count].event_id < rows.events[i + 1].event_id)
				count += i + 1 < rows.event_count;
		}
		extract_anonymous(&from, wanted, count, replaced);
		for (int i = 0; i < rows.event_count; i++)
			CU_ASSERT_EQUAL(replaced[i / 64] >> i % 64 & 1, noted[i]);
	}
	random_view_free(random);
}

static const struct unit_test tests[] = {
	TEST(takes_each_wanted_visit_once_with_its_events),
	TEST(notes_events_that_have_no_visitor_by_their_ids),
};

UNIT_MAIN("extract", tests)
