/*
 * Bins: rows that are known by what stands in them.
 * SPDX-License-Identifier: MIT
 */
#include "bins.h"

#include "random_rows.h"
#include "unit.h"

#include <stdlib.h>

enum { BINS = 5, ROWS = 4000, LONGEST = 3000 };

/* Row i has i and then i + 1, i + 2, ...; its bin is i % BINS. */
static void
add(struct bins *bins, uint32_t i)
{
	uint32_t count = 1 + (random_below(200) == 0 ? (uint32_t)random_below(LONGEST)
						     : (uint32_t)random_below(6));
	uint32_t *row = bins_add(bins, i % BINS, count);
	CU_ASSERT_PTR_NOT_NULL_FATAL(row);
	for (uint32_t at = 0; at < count; at++)
		row[at] = i + at;
}

/* Each of the rows stands in its bin once, and nothing else. */
static void
check(const struct bins *bins, uint32_t rows)
{
	static bool seen[ROWS];
	uint32_t found = 0;
	for (uint32_t i = 0; i < rows; i++)
		seen[i] = false;
	for (uint32_t bin = 0; bin < BINS; bin++) {
		struct bins_row row = { .numbers = NULL };
		size_t count = 0;
		while (bins_next(bins, bin, &row)) {
			uint32_t i = row.numbers[0];
			CU_ASSERT_TRUE_FATAL(i < rows && i % BINS == bin && !seen[i]);
			for (uint32_t at = 0; at < row.count; at++)
				CU_ASSERT_EQUAL(row.numbers[at], i + at);
			seen[i] = true;
			count++;
		}
		CU_ASSERT_EQUAL(count, bins_count(bins, bin));
		found += (uint32_t)count;
	}
	CU_ASSERT_EQUAL(found, rows);
}

static void
has_every_row_in_its_bin(void)
{
	struct bins *bins = bins_new(BINS);
	CU_ASSERT_PTR_NOT_NULL_FATAL(bins);
	CU_ASSERT_EQUAL(bins_size(bins), BINS);
	check(bins, 0);
	for (uint32_t i = 0; i < ROWS; i++)
		add(bins, i);
	check(bins, ROWS);
	bins_free(bins);
}

static void
takes_over_the_rows_of_others(void)
{
	struct bins *bins = bins_new(BINS), *others = bins_new(BINS), *nothing = bins_new(BINS);
	CU_ASSERT_TRUE_FATAL(bins != NULL && others != NULL && nothing != NULL);
	for (uint32_t i = 0; i < ROWS / 2; i++)
		add(i % 3 == 0 ? bins : others, i);
	bins_join(bins, others);
	bins_join(bins, nothing);
	check(bins, ROWS / 2);
	check(others, 0);
	bins_join(nothing, bins);
	for (uint32_t i = ROWS / 2; i < ROWS; i++)
		add(nothing, i);
	check(nothing, ROWS);
	bins_free(bins);
	bins_free(others);
	bins_free(nothing);
}

static const struct unit_test tests[] = {
	TEST(has_every_row_in_its_bin),
	TEST(takes_over_the_rows_of_others),
};

UNIT_MAIN("bins", tests)
