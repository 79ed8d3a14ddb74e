/*
 * Changes that are folded do what they do one after the other; rows that are taken block by block are all there.
 * SPDX-License-Identifier: MIT
 */
#include "fold.h"

#include "block.h"
#include "random_rows.h"
#include "unit.h"

#include <stdlib.h>

enum { CEILING = 64 << 20, CHANGES = 6 };

static struct rows
draw(struct arena *arena, bool changes)
{
	return random_rows(arena, &(struct random_rows){ .anonymous = (int)random_below(6),
							 .visits = (int)random_below(30),
							 .first_visit_id = 1 + (int)random_below(5),
							 .events_max = 5,
							 .ids_max = 9,
							 .gap_max = 4,
							 .changes = changes });
}

static void
does_what_the_changes_do_one_after_the_other(void)
{
	srand(21);
	for (int round = 0; round < 400; round++) {
		struct arena *arena = arena_new(CEILING);
		struct rows changes[CHANGES], folded, at_once;
		struct rows known = draw(arena, false), one_by_one = known;
		int count = (int)random_below(CHANGES + 1);
		for (int i = 0; i < count; i++) {
			struct rows now;
			changes[i] = draw(arena, true);
			CU_ASSERT_TRUE_FATAL(rows_apply(&one_by_one, &changes[i], arena, &now));
			one_by_one = now;
		}
		CU_ASSERT_TRUE_FATAL(changes_fold(changes, count, arena, &folded));
		CU_ASSERT_TRUE(rows_are_in_order(&folded));
		CU_ASSERT_TRUE_FATAL(rows_apply(&known, &folded, arena, &at_once));
		assert_rows_equal(&at_once, &one_by_one);
		arena_free(arena);
	}
}

/* Blocks are made of rows that may be younger than the changes that still wait for them. */
static void
does_no_harm_when_it_is_applied_again(void)
{
	srand(22);
	for (int round = 0; round < 200; round++) {
		struct arena *arena = arena_new(CEILING);
		struct rows changes[CHANGES], folded, once, twice;
		struct rows known = draw(arena, false);
		for (int i = 0; i < CHANGES; i++)
			changes[i] = draw(arena, true);
		CU_ASSERT_TRUE_FATAL(changes_fold(changes, CHANGES, arena, &folded));
		CU_ASSERT_TRUE_FATAL(rows_apply(&known, &folded, arena, &once));
		CU_ASSERT_TRUE_FATAL(rows_apply(&once, &folded, arena, &twice));
		assert_rows_equal(&twice, &once);
		arena_free(arena);
	}
}

static void
takes_all_rows_block_by_block(void)
{
	struct arena *arena = arena_new(CEILING);
	srand(23);
	struct rows all = random_rows(
		arena, &(struct random_rows){ .anonymous = 60,
					      .visits = 9000,
					      .first_visit_id = 8000,
					      .events_max = 3,
					      .ids_max = 9,
					      .gap_max = 24LL * 3600 * 1000 << EVENT_NUMBER_BITS });
	struct rows rest = all, taken;
	int visits = 0, events = 0, days = 0, others = 0;
	while (rest.visit_count > 0) {
		int number = rows_take_block(&rest, &taken);
		CU_ASSERT_TRUE_FATAL(taken.visit_count > 0);
		CU_ASSERT_PTR_EQUAL(taken.visits, all.visits + visits);
		CU_ASSERT_PTR_EQUAL(taken.events, all.events + events);
		int event = 0;
		for (int i = 0; i < taken.visit_count; event += taken.visits[i++].event_count)
			CU_ASSERT_EQUAL(taken.visits[i].visit_id == 0
						? block_of_day(taken.events[event].event_id)
						: block_of_visit(taken.visits[i].visit_id),
					number);
		CU_ASSERT_EQUAL(event, taken.event_count);
		visits += taken.visit_count;
		events += taken.event_count;
		days += number < 0;
		others += number >= 0;
	}
	CU_ASSERT_EQUAL(visits, all.visit_count);
	CU_ASSERT_EQUAL(events, all.event_count);
	CU_ASSERT_TRUE(days > 1 && others > 1);
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(does_what_the_changes_do_one_after_the_other),
	TEST(does_no_harm_when_it_is_applied_again),
	TEST(takes_all_rows_block_by_block),
};

UNIT_MAIN("fold", tests)
