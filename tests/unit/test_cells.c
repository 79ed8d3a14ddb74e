/*
 * Counting pairs, against looking for each in a list.
 * SPDX-License-Identifier: MIT
 */
#include "cells.h"

#include "unit.h"

#include <stdlib.h>

enum { PAIRS = 20000, KINDS = 900 };

static void
gives_each_pair_a_place_and_counts_it(void)
{
	static struct cell known[KINDS * KINDS];
	uint32_t known_count = 0;
	struct arena *arena = arena_new(1 << 24);
	struct cells *cells = cells_new(arena);
	srandom(7);
	for (int i = 0; i < PAIRS; i++) {
		/* Some pairs often, some once, some the other way around. */
		uint32_t first = (uint32_t)random() % (i % 2 == 0 ? 30 : KINDS);
		uint32_t second = (uint32_t)random() % (i % 2 == 0 ? 30 : 4);
		uint32_t place, at = 0;
		while (at < known_count && (known[at].first != first || known[at].second != second))
			at++;
		if (at == known_count)
			known[known_count++] = (struct cell){ first, second, 0 };
		known[at].count += (uint64_t)i;
		CU_ASSERT_TRUE_FATAL(cells_add(cells, first, second, (uint64_t)i, &place));
		CU_ASSERT_EQUAL_FATAL(place, at);
	}
	uint32_t count;
	const struct cell *all = cells_all(cells, &count);
	CU_ASSERT_EQUAL_FATAL(count, known_count);
	for (uint32_t i = 0; i < count; i++) {
		CU_ASSERT_EQUAL(all[i].first, known[i].first);
		CU_ASSERT_EQUAL(all[i].second, known[i].second);
		CU_ASSERT_EQUAL(all[i].count, known[i].count);
	}
	arena_free(arena);
}

static void
says_when_memory_does_not_suffice(void)
{
	struct arena *arena = arena_new(16 << 10);
	struct cells *cells = cells_new(arena);
	uint32_t place, counted = 0;
	CU_ASSERT_PTR_NOT_NULL_FATAL(cells);
	while (counted < PAIRS && cells_add(cells, counted, 0, 1, &place))
		counted++;
	CU_ASSERT_TRUE(counted > 100 && counted < PAIRS);
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(gives_each_pair_a_place_and_counts_it),
	TEST(says_when_memory_does_not_suffice),
};
UNIT_MAIN("cells", tests)
