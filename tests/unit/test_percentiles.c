/*
 * Percentiles, against docs/numbers.md and against sorting each group by itself.
 * SPDX-License-Identifier: MIT
 */
#include "percentiles.h"

#include "unit.h"

#include <stdlib.h>

enum { NUMBERS = 3000, GROUPS = 40, CEILING = 1 << 24 };

static struct number_group *
groups_of(const uint32_t *groups, const uint32_t *values, uint32_t count, uint32_t limit,
	  struct arena *arena, uint32_t *group_count)
{
	struct row_numbers numbers;
	CU_ASSERT_TRUE_FATAL(row_numbers_start(&numbers, count, arena));
	for (uint32_t i = 0; i < count; i++)
		row_numbers_add(&numbers, i, values[i]);
	CU_ASSERT_TRUE_FATAL(row_numbers_sort(&numbers));
	return row_numbers_group(&numbers, groups, limit, arena, group_count);
}

static void
lies_between_two_numbers_as_far_as_its_place_does(void)
{
	static const uint32_t groups[] = { 3, 3, 3, 3 }, values[] = { 300, 100, 1000, 200 };
	struct arena *arena = arena_new(CEILING);
	uint32_t count;
	const struct number_group *found = groups_of(groups, values, 4, 4, arena, &count);
	CU_ASSERT_EQUAL_FATAL(count, 1);
	CU_ASSERT_EQUAL(found->group, 3);
	CU_ASSERT_EQUAL(percentile(found, 50), 25000);
	CU_ASSERT_EQUAL(percentile(found, 75), 47500);
	CU_ASSERT_EQUAL(percentile(found, 95), 89500);
	CU_ASSERT_EQUAL(percentile(found, 0), 10000);
	CU_ASSERT_EQUAL(percentile(found, 100), 100000);
	arena_free(arena);
}

static int
compare(const void *a, const void *b)
{
	uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
	return one < other ? -1 : one > other;
}

/* By the definition: n numbers in order, the one at the place 1 + p (n - 1). */
static uint64_t
expected_percentile(uint32_t *values, uint32_t count, unsigned percent)
{
	qsort(values, count, sizeof(*values), compare);
	uint64_t hundredths = 100 + (uint64_t)percent * (count - 1);
	uint32_t below = values[hundredths / 100 - 1];
	if (hundredths % 100 == 0)
		return (uint64_t)below * 100;
	uint32_t above = values[hundredths / 100];
	return (uint64_t)below * (100 - hundredths % 100) + (uint64_t)above * (hundredths % 100);
}

static void
finds_those_of_each_group(void)
{
	static uint32_t groups[NUMBERS], values[NUMBERS], own[NUMBERS];
	static const unsigned percents[] = { 0, 1, 50, 75, 95, 99, 100 };
	struct arena *arena = arena_new(CEILING);
	uint32_t count, seen = 0;
	srandom(11);
	for (uint32_t i = 0; i < NUMBERS; i++) {
		groups[i] = (uint32_t)random() % GROUPS * ((uint32_t)random() % GROUPS) * 1000;
		values[i] = i % 5 == 0 ? UINT32_MAX - i : (uint32_t)random() % 700;
	}
	const struct number_group *found =
		groups_of(groups, values, NUMBERS, GROUPS * GROUPS * 1000, arena, &count);
	CU_ASSERT_PTR_NOT_NULL_FATAL(found);
	for (uint32_t g = 0; g < count; g++) {
		uint32_t size = 0;
		for (uint32_t i = 0; i < NUMBERS; i++)
			if (groups[i] == found[g].group)
				own[size++] = values[i];
		CU_ASSERT_TRUE(g == 0 || found[g - 1].group < found[g].group);
		CU_ASSERT_EQUAL_FATAL(found[g].count, size);
		for (size_t p = 0; p < sizeof(percents) / sizeof(percents[0]); p++)
			CU_ASSERT_EQUAL(percentile(&found[g], percents[p]),
					expected_percentile(own, size, percents[p]));
		seen += size;
	}
	CU_ASSERT_EQUAL(seen, NUMBERS);
	arena_free(arena);
}

static void
has_one_group_where_none_are_told_apart(void)
{
	static const uint32_t values[] = { 7, UINT32_MAX, 0 };
	struct arena *arena = arena_new(CEILING);
	uint32_t count;
	const struct number_group *found = groups_of(NULL, values, 3, 1, arena, &count);
	CU_ASSERT_EQUAL_FATAL(count, 1);
	CU_ASSERT_EQUAL(found->count, 3);
	CU_ASSERT_EQUAL(percentile(found, 50), 700);
	CU_ASSERT_EQUAL(percentile(found, 100), UINT32_MAX * 100ULL);
	arena_free(arena);
}

static void
has_no_group_without_a_number(void)
{
	struct arena *arena = arena_new(CEILING);
	uint32_t count;
	CU_ASSERT_PTR_NOT_NULL(groups_of(NULL, NULL, 0, 1, arena, &count));
	CU_ASSERT_EQUAL(count, 0);
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(lies_between_two_numbers_as_far_as_its_place_does),
	TEST(finds_those_of_each_group),
	TEST(has_one_group_where_none_are_told_apart),
	TEST(has_no_group_without_a_number),
};
UNIT_MAIN("percentiles", tests)
