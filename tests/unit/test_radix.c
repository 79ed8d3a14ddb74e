/*
 * Sorting by some of the bits, against qsort().
 * SPDX-License-Identifier: MIT
 */
#include "radix.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBERS = 5000 };

static unsigned compared_from; /* bit */

static int
compare(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
	uint64_t first = one >> compared_from, second = other >> compared_from;
	return first < second ? -1 : first > second;
}

static uint64_t
next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state ^ *state >> 29;
}

static void
sorts_by_the_bits_from_the_lowest_one_on(void)
{
	static const unsigned lowest_bits[] = { 0, 8, 32, 56 };
	static uint64_t numbers[NUMBERS], spare[NUMBERS], expected[NUMBERS];
	uint64_t state = 1;
	for (size_t l = 0; l < sizeof(lowest_bits) / sizeof(lowest_bits[0]); l++) {
		for (uint32_t i = 0; i < NUMBERS; i++)
			numbers[i] = next_random(&state) >> (i % 3 * 20);
		memcpy(expected, numbers, sizeof(numbers));
		compared_from = lowest_bits[l];
		qsort(expected, NUMBERS, sizeof(expected[0]), compare);
		const uint64_t *sorted = radix_sort(numbers, spare, NUMBERS, lowest_bits[l]);
		for (uint32_t i = 0; i < NUMBERS; i++)
			CU_ASSERT_EQUAL_FATAL(sorted[i] >> compared_from,
					      expected[i] >> compared_from);
	}
}

static void
leaves_what_is_alike_in_its_order(void)
{
	static uint64_t numbers[NUMBERS], spare[NUMBERS];
	uint64_t state = 2;
	for (uint64_t i = 0; i < NUMBERS; i++)
		numbers[i] = next_random(&state) % 7 << 40 | i;
	const uint64_t *sorted = radix_sort(numbers, spare, NUMBERS, 40);
	for (uint32_t i = 1; i < NUMBERS; i++)
		CU_ASSERT_TRUE_FATAL(sorted[i - 1] < sorted[i]);
}

static void
sorts_none_and_one(void)
{
	uint64_t number = 5, spare;
	CU_ASSERT_PTR_EQUAL(radix_sort(&number, &spare, 0, 0), &number);
	CU_ASSERT_EQUAL(*radix_sort(&number, &spare, 1, 0), 5);
}

static const struct unit_test tests[] = {
	TEST(sorts_by_the_bits_from_the_lowest_one_on),
	TEST(leaves_what_is_alike_in_its_order),
	TEST(sorts_none_and_one),
};
UNIT_MAIN("radix", tests)
