/*
 * Ranks beside a sorted copy.
 * SPDX-License-Identifier: MIT
 */
#include "rank.h"

#include "random_rows.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { COUNT_MAX = 70 };

static int
larger_first(const void *a, const void *b)
{
	const uint64_t *left = a, *right = b;
	return (*left < *right) - (*left > *right);
}

/* Every rank of these numbers; and afterwards the numbers are the same ones, in whatever order. */
static void
assert_ranks(const uint64_t *numbers, size_t count)
{
	uint64_t sorted[COUNT_MAX], work[COUNT_MAX];
	int different = 0;
	memcpy(sorted, numbers, count * sizeof(*numbers));
	qsort(sorted, count, sizeof(*sorted), larger_first);
	for (size_t rank = 0; rank < count; rank++) {
		memcpy(work, numbers, count * sizeof(*numbers));
		different += rank_largest(work, count, rank) != sorted[rank];
		qsort(work, count, sizeof(*work), larger_first);
		different += memcmp(work, sorted, count * sizeof(*work)) != 0;
	}
	CU_ASSERT_EQUAL(different, 0);
}

static void
finds_every_rank_of_random_numbers(void)
{
	static const long long belows[] = { 1, 2, 3, 10, 1000, 1LL << 60 };
	uint64_t numbers[COUNT_MAX];
	srand(1);
	for (size_t count = 1; count <= COUNT_MAX; count++)
		for (size_t b = 0; b < sizeof(belows) / sizeof(belows[0]); b++) {
			for (size_t i = 0; i < count; i++)
				numbers[i] = (uint64_t)random_below(belows[b]);
			assert_ranks(numbers, count);
		}
}

static void
finds_every_rank_of_what_is_sorted_already(void)
{
	uint64_t up[COUNT_MAX], down[COUNT_MAX], hill[COUNT_MAX];
	for (size_t count = 1; count <= COUNT_MAX; count++) {
		for (size_t i = 0; i < count; i++) {
			up[i] = i;
			down[i] = UINT64_MAX - i;
			hill[i] = i < count / 2 ? i : count - i;
		}
		assert_ranks(up, count);
		assert_ranks(down, count);
		assert_ranks(hill, count);
	}
}

static const struct unit_test tests[] = {
	TEST(finds_every_rank_of_random_numbers),
	TEST(finds_every_rank_of_what_is_sorted_already),
};

UNIT_MAIN("rank", tests)
